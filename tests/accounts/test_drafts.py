"""Drafts belong to one person, last fourteen days, and hold texts alone."""

from datetime import UTC, datetime, timedelta

import pytest

from mentor_program.accounts.drafts import draft_of, erase_draft, save_draft
from mentor_program.accounts.models import FormDraft
from mentor_program.accounts.services import create_account
from mentor_program.domain.errors import InvalidInput

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
FORM = "/people/new/"

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def kari():
    return create_account(email="kari@example.org", display_name="Kari")


def test_a_draft_comes_back_and_a_later_one_takes_its_place(kari):
    save_draft(user=kari, address=FORM, fields={"name": "Ola"}, now=NOW - timedelta(hours=1))
    save_draft(user=kari, address=FORM, fields={"name": "Ola Nordmann"}, now=NOW)
    assert draft_of(user=kari, address=FORM, now=NOW).fields == {"name": "Ola Nordmann"}
    assert FormDraft.objects.count() == 1


def test_nobody_else_sees_it_and_no_other_form_offers_it(kari):
    save_draft(user=kari, address=FORM, fields={"name": "Ola"}, now=NOW)
    ola = create_account(email="ola@example.org", display_name="Ola")
    assert draft_of(user=ola, address=FORM, now=NOW) is None
    assert draft_of(user=kari, address="/people/", now=NOW) is None


def test_after_fourteen_days_it_is_not_offered_and_the_next_saving_removes_it(kari):
    save_draft(user=kari, address=FORM, fields={"name": "Ola"}, now=NOW)
    assert draft_of(user=kari, address=FORM, now=NOW + timedelta(days=14)) is not None
    later = NOW + timedelta(days=14, seconds=1)
    assert draft_of(user=kari, address=FORM, now=later) is None
    save_draft(user=kari, address="/other/", fields={}, now=later)
    assert [draft.address for draft in FormDraft.objects.all()] == ["/other/"]


def test_erased_is_gone(kari):
    save_draft(user=kari, address=FORM, fields={"name": "Ola"}, now=NOW)
    erase_draft(user=kari, address=FORM)
    assert FormDraft.objects.count() == 0


def test_of_boxes_the_ticked_ones_are_kept(kari):
    save_draft(user=kari, address=FORM, fields={"areas": ["a", "b"], "consent": []}, now=NOW)
    assert draft_of(user=kari, address=FORM, now=NOW).fields == {"areas": ["a", "b"], "consent": []}


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("people", {}),
        ("/" + "x" * 200, {}),
        (FORM, []),
        (FORM, {"name": 1}),
        (FORM, {"areas": [["a"]]}),
        (FORM, {"areas": ["a"] * 201}),
        (FORM, {"name": "\0"}),
        (FORM, {"name": "x" * 10_001}),
        (FORM, {str(number): "" for number in range(61)}),
    ],
)
def test_anything_but_a_path_and_texts_is_refused(kari, address, fields):
    with pytest.raises(InvalidInput):
        save_draft(user=kari, address=address, fields=fields, now=NOW)
    assert FormDraft.objects.count() == 0
