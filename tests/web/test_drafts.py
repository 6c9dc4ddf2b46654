"""Drafts as a browser asks for them."""

import json
from datetime import date

import pytest

from mentor_program.accounts.models import FormDraft

DRAFTS = "/drafts/"
FORM = "/people/new/"


def keep(client, fields, address=FORM):
    return client.post(DRAFTS, {"address": address, "fields": json.dumps(fields)})


def test_what_is_kept_is_offered_with_the_day_in_words(cast, sign_in):
    client = sign_in(cast.coordinator)
    assert keep(client, {"name": "Ola"}).status_code == 204
    answer = client.get(DRAFTS, {"address": FORM})
    assert answer.json()["fields"] == {"name": "Ola"}
    assert answer.json()["words"].startswith("Du begynte på dette skjemaet ")
    assert "no-store" in answer["Cache-Control"]


def test_it_survives_a_sign_out(cast, sign_in):
    client = sign_in(cast.coordinator)
    keep(client, {"name": "Ola"})
    client.post("/accounts/logout/")
    assert sign_in(cast.coordinator).get(DRAFTS, {"address": FORM}).json()["fields"] == {"name": "Ola"}


def test_nobody_is_offered_the_draft_of_another(cast, sign_in):
    keep(sign_in(cast.coordinator), {"name": "Ola"})
    assert sign_in(cast.local_coordinator).get(DRAFTS, {"address": FORM}).json() == {}


def test_a_form_that_was_accepted_leaves_no_draft_and_one_that_was_not_keeps_it(cast, sign_in):
    client = sign_in(cast.mentor_user)
    pair = cast.pair()
    address = f"/pairings/{pair}/contact/"
    keep(client, {"note": "Vi møttes"}, address)
    assert client.post(address, {"draft": "sent"}).status_code == 200
    assert FormDraft.objects.count() == 1
    typed = {"occurred_on": f"{date.today():%d.%m.%Y}", "form": "meeting", "minutes": "30", "note": "Vi møttes"}
    assert client.post(address, typed | {"draft": "sent"}).status_code == 302
    assert FormDraft.objects.count() == 0


def test_it_can_be_erased(cast, sign_in):
    client = sign_in(cast.coordinator)
    keep(client, {"name": "Ola"})
    assert client.post(DRAFTS, {"address": FORM, "erase": "yes"}).status_code == 204
    assert client.get(DRAFTS, {"address": FORM}).json() == {}


@pytest.mark.parametrize("fields", ["", "[]", "{", '{"name": 1}'])
def test_what_is_not_a_draft_is_refused(cast, sign_in, fields):
    answer = sign_in(cast.coordinator).post(DRAFTS, {"address": FORM, "fields": fields})
    assert (answer.status_code, FormDraft.objects.count()) == (400, 0)
