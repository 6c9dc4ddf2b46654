"""A real organisation begins: by the owner's commands alone, whole or not at all."""

import pytest

from mentor_program.domain.permissions import Actor
from mentor_program.domain.standard_programme import MILESTONES, REASONS
from mentor_program.jobs import add_coordinator, add_unit, start_organisation
from mentor_program.services.results import OverviewFilters

BEGIN = ["Landsforbundet", "--coordinator", "Kari@example.org", "--name", "Kari Nordmann"]


@pytest.fixture
def begun(owner):
    """The owner's connection to a database in which one organisation has begun."""
    assert start_organisation.main(BEGIN) == 0
    return owner


def rows(owner, query: str) -> list[tuple]:
    return owner.execute(query).fetchall()


def test_an_organisation_begins_with_the_standard_programme_and_reasons(begun):
    assert rows(begun, "select name, kind from public.organisation_units") == [("Landsforbundet", "organisation")]
    template = rows(begun, "select stage, name, due_after_days from public.programme_milestones order by position")
    assert template == [(step.stage, step.name, step.due_after_days) for step in MILESTONES]
    reasons = rows(begun, "select label from public.dissolution_reasons order by position")
    assert [label for (label,) in reasons] == list(REASONS)
    assert len(REASONS) == 14


def test_the_first_coordinator_gets_an_account_without_password_and_sees_an_empty_overview(begun, service):
    from mentor_program.accounts.models import User

    user = User.objects.get(email="kari@example.org")
    assert not user.has_usable_password()
    assert service.overview(actor=Actor(user.id), filters=OverviewFilters()).count.number == 0


def test_the_same_organisation_twice_is_refused_and_nothing_is_written(begun, capsys):
    assert start_organisation.main(BEGIN) == 1
    assert capsys.readouterr().err == 'There is an organisation called "Landsforbundet" already.\n'
    assert rows(begun, "select count(*) from public.mentor_programmes") == [(1,)]


def test_branches_cover_their_county_and_each_municipality_has_one_unit(begun):
    assert add_unit.main(["Rogaland fylkeslag", "--under", "landsforbundet", "--county", "Rogaland"]) == 0
    local = [
        "Stavanger lokallag",
        "--under",
        "Rogaland fylkeslag",
        "--municipality",
        "Stavanger",
        "--municipality",
        "1124",
    ]
    assert add_unit.main(local) == 0
    query = "select u.kind, u.county_id, count(*) from public.organisation_units u"
    query += " join public.organisation_unit_municipalities c on c.unit_id = u.id group by u.id order by u.kind"
    assert rows(begun, query) == [("county_branch", "11", 21), ("local_branch", "11", 2)]
    distinct = "select count(distinct municipality_id) from public.organisation_unit_municipalities"
    assert rows(begun, distinct) == [(23,)]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["Lag", "--under", "Ukjent"], "There is no unit of that name."),
        (
            ["Lag", "--under", "Landsforbundet", "--county", "Atlantis"],
            '"Atlantis" is no county or municipality of Norway.',
        ),
    ],
)
def test_a_branch_that_cannot_be_placed_is_refused_in_a_sentence(begun, capsys, arguments, sentence):
    assert add_unit.main(arguments) == 1
    assert capsys.readouterr().err == f"{sentence}\n"
    assert rows(begun, "select count(*) from public.organisation_units") == [(1,)]


def test_nothing_stands_under_a_local_branch(begun, capsys):
    assert add_unit.main(["Fylke", "--under", "Landsforbundet"]) == 0
    assert add_unit.main(["Lokal", "--under", "Fylke"]) == 0
    assert add_unit.main(["Dypere", "--under", "Lokal"]) == 1
    assert capsys.readouterr().err == "A local branch has no units under it.\n"


def test_a_coordinator_is_added_once_to_a_unit_and_keeps_the_account(begun, capsys):
    assert add_unit.main(["Fylke", "--under", "Landsforbundet"]) == 0
    assert add_coordinator.main(["kari@example.org", "--name", "Kari Nordmann", "--unit", "Fylke"]) == 0
    assert add_coordinator.main(["kari@example.org", "--name", "Kari Nordmann", "--unit", "Fylke"]) == 1
    assert "already" in capsys.readouterr().err
    assert rows(begun, "select count(*) from mentor_program.users") == [(1,)]
    assert rows(begun, "select count(*) from public.coordinators") == [(2,)]


def test_two_units_of_one_name_ask_for_the_organisation(begun, capsys):
    assert start_organisation.main(["Naboen", "--coordinator", "n@example.org", "--name", "Nils"]) == 0
    for organisation in ("Landsforbundet", "Naboen"):
        assert add_unit.main(["Øst", "--under", organisation]) == 0
    assert add_coordinator.main(["o@example.org", "--name", "Oda", "--unit", "Øst"]) == 1
    assert "--organisation" in capsys.readouterr().err
    assert add_coordinator.main(["o@example.org", "--name", "Oda", "--unit", "Øst", "--organisation", "Naboen"]) == 0
