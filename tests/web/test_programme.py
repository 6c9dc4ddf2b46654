"""The programme's settings: the form for coordinators of the whole organisation, facts for the others."""

import pytest

from mentor_program.domain.scoring import DEFAULT_WEIGHTS
from support.queries import queries_of


def stored(cast):
    query = "select required_qualifications, match_weights, follow_up_after_days from public.mentor_programmes"
    return cast.row(f"{query} where id = %s", cast.programme)


def typed(page, **changed):
    form = page.context["form"]
    return {name: value for name, value in form.initial.items() if value not in ([], None)} | changed


def test_requirements_weights_and_threshold_are_saved(cast, sign_in):
    client = sign_in(cast.coordinator)
    sent = typed(
        client.get("/programme/"), required=["course", "approval"], weight_distance=60, follow_up_after_days=21
    )
    done = client.post("/programme/", sent, follow=True)

    assert "Innstillingene for programmet er lagret." in done.content.decode()
    assert stored(cast) == (["course", "approval"], {**DEFAULT_WEIGHTS, "distance": 60}, 21)


def test_each_weight_has_its_reason_and_its_standard(cast, sign_in):
    form = sign_in(cast.coordinator).get("/programme/").context["form"]
    assert [bound.name for bound in form.weights] == [f"weight_{part}" for part in DEFAULT_WEIGHTS]
    for bound, weight in zip(form.weights, DEFAULT_WEIGHTS.values(), strict=True):
        assert str(bound.help_text).endswith(f"Standard: {weight}.")
        assert len(str(bound.help_text)) > 40


def test_the_standard_weights_come_back_by_a_button_that_is_there_only_then(cast, sign_in):
    client = sign_in(cast.coordinator)
    assert "default_weights" not in client.get("/programme/").content.decode()
    client.post("/programme/", typed(client.get("/programme/"), required=["course"], weight_distance=60))
    assert "default_weights" in client.get("/programme/").content.decode()
    client.post("/programme/", {"default_weights": "yes"})
    assert stored(cast) == (["course"], {}, 14)


def test_what_is_wrong_stands_at_its_field(cast, sign_in):
    client = sign_in(cast.coordinator)
    page = client.get("/programme/")
    wrong = client.post("/programme/", typed(page, weight_distance=101, weight_areas="mye", follow_up_after_days=0))
    assert wrong.context["form"].errors == {
        "follow_up_after_days": ["Skriv et antall dager fra 1 til 365."],
        "weight_distance": ["Skriv et helt tall fra 0 til 100."],
        "weight_areas": ["Skriv «Erfaringsområder» som et helt tall."],
    }
    nothing = client.post("/programme/", typed(page, **{f"weight_{part}": 0 for part in DEFAULT_WEIGHTS}))
    assert list(nothing.context["form"].errors) == ["weight_distance"]
    assert stored(cast) == ([], {}, 14)


def test_whoever_saves_second_sees_what_is_stored_now(cast, sign_in):
    client = sign_in(cast.coordinator)
    page = client.get("/programme/")
    client.post("/programme/", typed(page, follow_up_after_days=21))
    second = client.post("/programme/", typed(page, follow_up_after_days=7))
    assert second.status_code == 409
    assert stored(cast)[2] == 21
    client.post("/programme/", typed(page, follow_up_after_days=7, version=second.context["form"].data["version"]))
    assert stored(cast)[2] == 7


def test_a_local_coordinator_reads_it_and_cannot_send_it(cast, sign_in):
    client = sign_in(cast.local_coordinator)
    page = client.get("/programme/")
    assert "Ingenting kreves." in page.content.decode()
    assert 'name="version"' not in page.content.decode()
    assert client.post("/programme/", typed(page, follow_up_after_days=7)).status_code == 403
    assert stored(cast)[2] == 14


@pytest.mark.parametrize("viewer", ["coordinator", "local_coordinator"])
def test_the_settings_lead_there(cast, sign_in, viewer):
    assert 'href="/programme/"' in sign_in(getattr(cast, viewer)).get("/settings/").content.decode()
    assert 'href="/programme/"' not in sign_in(cast.mentor_user).get("/settings/").content.decode()


def test_several_programmes_lead_to_each_other(cast, sign_in):
    other = cast._insert("mentor_programmes", unit_id=cast.organisation, name="Ungdomsprogrammet")
    page = sign_in(cast.coordinator).get("/programme/").content.decode()
    assert f'href="/programme/{other}/"' in page


def test_the_page_costs_at_most_12_queries(cast, sign_in):
    client = sign_in(cast.coordinator)
    for number in range(3):
        with queries_of() as queries:
            assert client.get("/programme/").status_code == 200
        assert len(queries) <= 12
        cast._insert("mentor_programmes", unit_id=cast.branch, name=f"Eget {number}")
