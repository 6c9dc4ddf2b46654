"""The organisation's own words: chosen by its coordinators, spoken to everyone in it and to nobody else."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentor_program.domain.errors import InvalidInput, NotAllowed, NotFound, RuleViolation
from mentor_program.domain.permissions import Actor
from mentor_program.domain.terms import DEFAULT, DEFAULTS, Forms, Term
from mentor_program.services.mentor_program_service import MentorProgramService

KOBLING = Forms("kobling", "koblingen", "koblinger", "koblingene", "feminine")
FØLGE = Forms("følge", "følget", "følger", "følgene", "neuter")
NOTHING = Forms("", "", "", "", "neuter")


def spoken(actor) -> str:
    """What a new request by the actor calls mentor pairs in bokmål."""
    return MentorProgramService().wording(actor=actor).fill("[[mentor pairs]]", "nb")


def choose(actor, **changes) -> bool:
    return MentorProgramService().change_terms(
        actor=actor, **{"language": "nb", "terms": {Term.PAIR: KOBLING}} | changes
    )


def test_everyone_of_the_organisation_is_spoken_to_in_its_words_and_nobody_else(cast):
    everyone = ("coordinator", "local_coordinator", "mentor_user", "mentee_user", "idle_mentor_user", "outsider")
    assert {who: spoken(getattr(cast, who)) for who in everyone} == dict.fromkeys(everyone, "mentorpar")
    assert choose(cast.coordinator) is True
    assert {who: spoken(getattr(cast, who)) for who in everyone} == dict.fromkeys(everyone, "koblinger") | {
        "outsider": "mentorpar"
    }
    assert [spoken(Actor(uuid4())), spoken(Actor.anonymous())] == ["mentorpar", "mentorpar"]


def test_the_words_come_with_the_query_that_asks_who_the_reader_is(cast, service):
    choose(cast.coordinator)
    with CaptureQueriesContext(connection) as queries:
        service.wording(actor=cast.mentor_user)
        service.viewer(actor=cast.mentor_user)
    assert len([query for query in queries if "organisation_terms" in query["sql"]]) == 1
    assert len([query for query in queries if "private.standing()" in query["sql"]]) == 1


def test_each_language_has_words_of_its_own(cast, service):
    choose(cast.coordinator, language="nn", terms={Term.PAIR: FØLGE})
    terms = service.organisation_terms(actor=cast.coordinator)
    assert [terms.wording.forms(language, Term.PAIR) for language in ("nb", "nn", "en")] == [
        DEFAULTS["nb"][Term.PAIR],
        FØLGE,
        DEFAULTS["en"][Term.PAIR],
    ]


def test_choosing_the_same_again_changes_nothing(cast):
    assert [choose(cast.coordinator), choose(cast.coordinator)] == [True, False]


def test_the_default_words_come_back_when_they_are_written_or_all_forms_are_emptied(cast):
    stored = "select count(*) from public.organisation_terms"
    for back in (DEFAULTS["nb"][Term.PAIR], NOTHING):
        choose(cast.coordinator)
        assert (spoken(cast.mentor_user), cast.value(stored)) == ("koblinger", 1)
        assert choose(cast.coordinator, terms={Term.PAIR: back}) is True
        assert (spoken(cast.mentor_user), cast.value(stored)) == ("mentorpar", 0)


def test_spaces_around_words_are_left_out(cast, service):
    choose(cast.coordinator, terms={Term.PAIR: Forms(" kobling ", "koblingen", "koblinger", "koblingene", "feminine")})
    assert service.organisation_terms(actor=cast.coordinator).wording.forms("nb", Term.PAIR) == KOBLING


def test_what_is_wrong_is_told_at_each_form_and_nothing_is_stored(cast):
    wrong = Forms("", "k" * 41, "<b>", "koblingene", "an")
    with pytest.raises(InvalidInput) as refused:
        choose(cast.coordinator, terms={Term.PAIR: wrong, Term.MENTEE: KOBLING})
    assert refused.value.fields == {
        "pair.singular": "term_missing",
        "pair.definite": "too_long",
        "pair.plural": "term_of_letters",
        "pair.agreement": "choose_one",
    }
    assert cast.value("select count(*) from public.organisation_terms") == 0


def test_nobody_overwrites_words_unseen(cast, service):
    seen = service.organisation_terms(actor=cast.coordinator).versions["nb"]
    assert choose(cast.coordinator, version=seen) is True
    with pytest.raises(RuleViolation) as refused:
        choose(cast.coordinator, version=seen, terms={Term.PAIR: FØLGE})
    assert (refused.value.code, spoken(cast.mentor_user)) == ("changed_meanwhile", "koblinger")


def test_only_coordinators_of_the_whole_organisation_choose(cast, service):
    assert service.organisation_terms(actor=cast.coordinator).organisation_name == "Landsforbundet"
    for actor in (cast.local_coordinator, cast.mentor_user, cast.mentee_user, Actor(uuid4()), Actor.anonymous()):
        for attempt in (choose, MentorProgramService().organisation_terms):
            with pytest.raises(NotAllowed):
                attempt(actor=actor)


def test_another_organisation_is_not_found(cast, service):
    with pytest.raises(NotFound):
        service.organisation_terms(actor=cast.coordinator, organisation_id=cast.other_organisation)
    with pytest.raises(NotFound):
        choose(cast.coordinator, organisation_id=cast.other_organisation)
    with pytest.raises(NotFound):
        choose(cast.coordinator, language="sv")


def test_a_coordinator_of_two_organisations_chooses_for_each_and_reads_the_default_words(cast, service):
    cast._insert("coordinators", user_id=cast.coordinator.user_id, unit_id=cast.other_organisation, display_name="Kari")
    names = {choice.label for choice in service.organisation_terms(actor=cast.coordinator).organisations}
    assert names == {"Landsforbundet", "Et annet forbund"}
    choose(cast.coordinator, organisation_id=cast.other_organisation)
    assert [spoken(cast.outsider), spoken(cast.mentor_user)] == ["koblinger", "mentorpar"]
    assert MentorProgramService().wording(actor=cast.coordinator) is DEFAULT
