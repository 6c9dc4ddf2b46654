import uuid

import pytest
from django.db import ProgrammingError, connection

from mentor_program.domain.permissions import Actor
from mentor_program.persistence.acting_as import acting_as

WHO = "select current_user, auth.uid(), auth.role()"
SETTINGS = "select current_user, coalesce(current_setting('request.jwt.claims', true), '')"
COUNT = "select count(*) from public.mentor_pairings"


def asked(statement: str) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()


def test_a_person_is_known_to_the_database_inside_the_scope_and_forgotten_after_it(database):
    person = uuid.uuid4()
    with acting_as(Actor(user_id=person)):
        assert asked(WHO) == ("authenticated", person, "authenticated")
    assert asked(SETTINGS) == ("mentor_program_web", "")


def test_nobody_acts_as_anon(database):
    with acting_as(Actor.anonymous()):
        assert asked(WHO) == ("anon", None, "anon")


def test_a_scope_inside_a_scope_is_refused(database):
    with acting_as(Actor(user_id=uuid.uuid4())):  # noqa: SIM117
        with pytest.raises(RuntimeError), acting_as(Actor(user_id=uuid.uuid4())):
            pass


def test_a_failure_inside_the_scope_forgets_the_person_too(database):
    with pytest.raises(ZeroDivisionError), acting_as(Actor(user_id=uuid.uuid4())):
        1 / 0  # noqa: B018
    assert asked(SETTINGS) == ("mentor_program_web", "")


def test_without_a_scope_domain_tables_are_out_of_reach(database, owner):
    may_read = "select has_table_privilege('authenticated', 'public.mentor_pairings', 'select')"
    assert owner.execute(may_read).fetchone() == (True,)
    with pytest.raises(ProgrammingError, match="permission denied for table mentor_pairings"):
        asked(COUNT)


def test_inside_a_scope_the_tables_of_sign_in_are_out_of_reach(database):
    with pytest.raises(ProgrammingError, match="permission denied for schema mentor_program"):  # noqa: SIM117
        with acting_as(Actor(user_id=uuid.uuid4())):
            asked("select count(*) from mentor_program.users")
