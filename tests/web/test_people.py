"""The list of people in the browser's eyes: what the page says, for whom, and at what cost."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

NOT_SIGNED_IN = "/accounts/login/?next=/people/"


def text_of(response):
    return response.content.decode()


def names_in(response):
    return [line["person"].name for line in response.context["lines"]]


def test_a_coordinator_sees_everyone_in_scope(cast, sign_in):
    cast.pair()
    response = sign_in(cast.coordinator).get("/people/")

    page = text_of(response)
    assert (response.status_code, len(names_in(response))) == (200, 6)
    assert "<h1>6 personer</h1>" in page
    assert "<title>6 personer – Mentorprogram</title>" in page
    assert f'<a href="/people/{cast.mentor}/">Mona Mentor</a>' in page
    assert "1 av 2 ledig" in page
    assert "Unni Ukjent" not in page


def test_each_sees_only_own_units(cast, sign_in):
    assert "Bjørn Borte" in text_of(sign_in(cast.coordinator).get("/people/"))

    assert names_in(sign_in(cast.local_coordinator).get("/people/")) == [
        "Even Mentee",
        "Ida Ledig",
        "Mona Mentor",
        "Vera Venter",
    ]
    assert names_in(sign_in(cast.outsider).get("/people/")) == ["Tor Tredje", "Unni Ukjent"]


@pytest.mark.parametrize("address", ["/people/", "/people.csv", "/people.xlsx", "/people/new/"])
@pytest.mark.parametrize("who", ["mentor_user", "mentee_user"])
def test_nobody_else_has_access(cast, sign_in, who, address):
    seen = sign_in(cast.coordinator).get(address)
    assert seen.status_code == 200
    assert b"".join(seen) != b""
    seen.close()

    response = sign_in(getattr(cast, who)).get(address)

    assert response.status_code == 403
    assert "<h1>Ingen tilgang</h1>" in text_of(response)
    assert "Vera Venter" not in text_of(response)


def test_whoever_is_not_signed_in_is_led_to_the_sign_in(cast, client):
    response = client.get("/people/")
    assert (response.status_code, response.url) == (302, NOT_SIGNED_IN)


def test_filters_live_in_the_address_and_are_told_in_words(cast, sign_in):
    cast.person("Per Pause", "mentor", availability="paused", municipality_id="1103")
    client = sign_in(cast.coordinator)

    response = client.get("/people/?search=pause&role=mentor&county=11&availability=paused")

    page = text_of(response)
    assert names_in(response) == ["Per Pause"]
    assert "<h1>1 mentor, filtrert</h1>" in page
    assert "Filter: inneholder «pause», På pause, Rogaland." in page
    assert 'value="pause"' in page
    assert '<option value="11" selected>Rogaland</option>' in page
    assert '<input type="hidden" name="role" value="mentor">' in page
    assert 'href="/people.xlsx?search=pause&amp;role=mentor&amp;availability=paused&amp;county=11"' in page


def test_those_who_wait_for_a_pair_have_a_view_of_their_own(cast, sign_in):
    cast.pair()
    response = sign_in(cast.local_coordinator).get("/people/?waiting=1")
    assert names_in(response) == ["Vera Venter"]
    assert "<h1>1 mentee som venter på mentorpar</h1>" in text_of(response)


def test_counting_stops_at_over_1000(cast, sign_in):
    cast.owner.execute(
        "insert into public.peer_mentors (unit_id, display_name)"
        " select %s, 'Person ' || n from generate_series(1, 995) as n",
        [cast.branch],
    )
    client = sign_in(cast.coordinator)
    assert "<h1>Over 1000 personer</h1>" in text_of(client.get("/people/"))
    assert "<h1>995 personer utenfor programmet</h1>" in text_of(client.get("/people/?role=outside"))


def test_zero_results_name_the_way_out(cast, sign_in):
    page = text_of(sign_in(cast.coordinator).get("/people/?search=zzz&role=mentor"))
    assert "Ingen passer med søket" in page
    assert '<a class="ds-button" href="/people/?role=mentor">Nullstill filtre</a>' in page
    assert "<table" not in page


def test_an_organisation_without_people_is_offered_the_first_step(cast, sign_in):
    for table in ("peer_mentor_contacts", "peer_mentors"):
        cast.owner.execute(f"delete from public.{table} where unit_id = %s", [cast.other_organisation])
    page = text_of(sign_in(cast.outsider).get("/people/"))
    assert "Ingen personer ennå" in page
    assert '<a class="ds-button" href="/people/new/">Legg til person</a>' in page


def test_strange_addresses_still_give_a_page(cast, sign_in):
    client = sign_in(cast.coordinator)
    for query in ("unit=x", "cohort=%00", "cursor=rubbish", "municipality=9999", "area=nothing", "role=king&waiting=2"):
        assert client.get(f"/people/?{query}").status_code == 200


def test_pages_are_linked_with_the_filters_kept(cast, sign_in):
    for number in range(30):
        cast.person(f"Person {number:02}", None)
    client = sign_in(cast.coordinator)
    first = client.get("/people/?role=outside")
    assert (len(names_in(first)), first.context["previous_url"]) == (25, "")

    second = client.get(first.context["next_url"])

    assert first.context["next_url"].startswith("/people/?role=outside&cursor=")
    assert names_in(second) == [f"Person {number}" for number in range(25, 30)]


def test_the_csv_holds_the_filtered_list_with_readable_telephone_numbers(cast, sign_in):
    cast.person("=cmd|calc", "mentor", phone="+47 6805 2877", email="x@example.org")
    response = sign_in(cast.coordinator).get("/people.csv?search=cmd")

    rows = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert response["Content-Disposition"] == 'attachment; filename="personer.csv"'
    assert rows[0].startswith('"Navn";"Rolle";"Enhet";"E-post";"Telefon"')
    assert rows[1:] == [
        '"\'=cmd|calc";"Mentor";"Rogaland";"x@example.org";"+47 6805 2877";"";"";"";"Ledig";"1";"1";"";""'
    ]


def test_the_xlsx_holds_the_same(cast, sign_in):
    response = sign_in(cast.coordinator).get("/people.xlsx?search=mona")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    response.close()
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[:5] for row in rows[1:]] == [
        ("Mona Mentor", "Mentor", "Rogaland", "mona.mentor@example.org", "+47 6805 0000")
    ]


def queries_of(client, address):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("who", ["coordinator", "local_coordinator"])
def test_the_list_costs_the_same_for_one_and_for_three_and_at_most_12_queries(cast, sign_in, who):
    client = sign_in(getattr(cast, who))
    cast.pair()
    one = queries_of(client, "/people/?search=mona")
    cast.pair(cast.idle_mentor, cast.waiting_mentee)
    cast.person("Mona To", "mentor")
    cast.person("Mona Tre", "mentee")
    assert queries_of(client, "/people/?search=mona") == one
    assert one <= 12
