"""Mentor Match Widget and its confirm page, as each member of the cast gets them."""

import re
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support.matching import exclude, prefer, qualify, require, wish

WIDGET = "/pairings/new/"
CONFIRM = "/pairings/new/confirm/"
STAVANGER, SANDNES = "1103", "1108"


def address(path, **query):
    return f"{path}?{urlencode(query)}" if query else path


def words(response):
    """The text of the page's main part, tags and extra space taken away."""
    html = response.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()


def title(response):
    return re.search(r"<title>(.*?)</title>", response.content.decode())[1]


def links(response, text):
    """Addresses of the links whose text is `text`."""
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', response.content.decode(), re.S)
    return [url.replace("&amp;", "&") for url, inner in found if re.sub(r"<[^>]+>", "", inner).strip() == text]


def live_in(cast, municipality, *people):
    query = "update public.peer_mentors set municipality_id = %s where id = any(%s)"
    cast.owner.execute(query, [municipality, list(people)])


def give_area(cast, key, *people):
    for person in people:
        cast.owner.execute(
            "insert into public.peer_mentor_experience_areas (peer_mentor_id, area_id)"
            " select %s, id from public.experience_areas where key = %s",
            [person, key],
        )


def pairs(cast):
    query = "select mentor_name, mentee_name, status from public.mentor_pairings order by created_at"
    return cast.owner.execute(query).fetchall()


def test_a_coordinator_sees_both_lists_with_counts_in_title_and_headings(cast, sign_in):
    page = sign_in(cast.coordinator).get(WIDGET)

    assert title(page) == "3 menteer og 3 mentorer – Opprett mentorpar – Mentorprogram"
    assert "Velg blant 3 menteer eller 3 mentorer . Da ser du hvem som passer." in words(page)
    assert links(page, "Velg Mona Mentor") == [f"{WIDGET}?mentor={cast.mentor}"]
    assert links(page, "Velg Even Mentee") == [f"{WIDGET}?mentee={cast.mentee}"]


@pytest.mark.parametrize("who", ["mentor_user", "mentee_user"])
@pytest.mark.parametrize("path", [WIDGET, CONFIRM])
def test_peer_mentors_get_no_access_and_no_sign_of_pairing(cast, sign_in, who, path):
    query = {"mentor": cast.mentor, "mentee": cast.mentee}
    assert sign_in(cast.coordinator).get(address(path, **query)).status_code == 200

    client = sign_in(getattr(cast, who))
    refused = client.get(address(path, **query))

    assert (refused.status_code, title(refused)) == (403, "Ingen tilgang – Mentorprogram")
    assert WIDGET not in refused.content.decode()
    assert WIDGET not in client.get("/").content.decode()
    assert client.post(address(CONFIRM, **query)).status_code == 403
    assert pairs(cast) == []


def test_someone_outside_finds_none_of_our_people_not_even_by_id(cast, sign_in):
    client = sign_in(cast.outsider)
    page = client.get(WIDGET)

    assert "Unni Ukjent" in words(page)
    assert "Mona Mentor" not in words(page)
    for path in (address(WIDGET, mentee=cast.mentee), address(CONFIRM, mentor=cast.mentor, mentee=cast.mentee)):
        assert client.get(path).status_code == 404
    assert client.post(address(CONFIRM, mentor=cast.mentor, mentee=cast.mentee)).status_code == 404
    assert pairs(cast) == []


def test_who_is_not_signed_in_is_asked_to(cast, client):
    page = client.get(WIDGET)

    assert (page.status_code, page.url) == (302, "/accounts/login/?next=/pairings/new/")


@pytest.mark.parametrize("query", [{"mentee": "x"}, {"mentor": uuid4()}, {"mentee": "\0"}])
def test_a_person_who_does_not_exist_is_not_found(cast, sign_in, query):
    assert sign_in(cast.coordinator).get(address(WIDGET, **query)).status_code == 404


def test_choosing_a_mentee_shows_who_is_chosen_and_how_each_mentor_suits(cast, sign_in):
    live_in(cast, STAVANGER, cast.mentor)
    live_in(cast, SANDNES, cast.mentee)
    give_area(cast, "forerhund", cast.mentor, cast.mentee)
    give_area(cast, "arbeidsliv", cast.mentor, cast.mentee)
    cast.pair(cast.mentor, cast.waiting_mentee)

    page = sign_in(cast.coordinator).get(address(WIDGET, mentee=cast.mentee, county="11"))

    text = words(page)
    assert title(page) == "1 mentor – Finn en mentor til Even Mentee – Mentorprogram"
    assert "Valgt mentee Even Mentee" in text
    assert "Poeng: 70 av 100 13 km 2 felles erfaringsområder: arbeidsliv, førerhund 1 av 2 plasser ledig" in text
    assert "har ikke vært mentor før" in text
    assert links(page, "Velg Mona Mentor") == [f"{CONFIRM}?mentee={cast.mentee}&mentor={cast.mentor}&county=11"]
    assert links(page, "Velg en annen mentee") == [f"{WIDGET}?county=11"]
    assert links(page, "Nullstill filtre") == [f"{WIDGET}?mentee={cast.mentee}"]


def test_who_cannot_be_chosen_is_shown_with_the_reason_and_without_a_link(cast, sign_in):
    cast.owner.execute(
        "update public.peer_mentors set availability = 'paused', paused_until = '2999-12-25' where id = %s",
        [cast.idle_mentor],
    )

    page = sign_in(cast.coordinator).get(address(WIDGET, availability="all"))

    assert "Ida Ledig Kan ikke velges: på pause til 25. desember 2999" in words(page)
    assert links(page, "Velg Ida Ledig") == []
    assert "Ida Ledig" not in words(sign_in(cast.coordinator).get(WIDGET))


def test_what_a_mentor_lacks_is_named_with_a_link_to_put_it_right(cast, sign_in):
    require(cast, "course", "approval")
    qualify(cast, cast.mentor, "course", "approval")
    qualify(cast, cast.idle_mentor, "course", until="2021-03-03")

    page = sign_in(cast.coordinator).get(address(WIDGET, availability="all"))

    assert (
        "Ida Ledig Kan ikke velges: mangler noe programmet krever Kurset gjaldt til 3. mars 2021 Ikke godkjent"
        in words(page)
    )
    assert links(page, "Registrer hva Ida Ledig har oppfylt") == [f"/people/{cast.idle_mentor}/requirements/"]
    assert links(page, "Registrer hva Mona Mentor har oppfylt") == []
    assert links(page, "Velg Ida Ledig") == []


def test_two_who_shall_never_be_paired_again_are_shown_so_to_coordinators(cast, sign_in):
    exclude(cast, cast.mentor, cast.mentee)
    client = sign_in(cast.coordinator)

    listed = client.get(address(WIDGET, mentee=cast.mentee, availability="all"))
    confirm = client.get(address(CONFIRM, mentee=cast.mentee, mentor=cast.mentor))

    assert "Mona Mentor Kan ikke velges: de to skal ikke settes sammen igjen" in words(listed)
    assert links(listed, "Se hvorfor på siden til Mona Mentor") == [f"/people/{cast.mentor}/"]
    assert title(confirm).startswith("Kan ikke bli mentorpar nå: ")


def test_what_the_mentee_asked_for_is_told_beside_what_is_shared(cast, sign_in):
    give_area(cast, "forerhund", cast.mentor)
    wish(cast, cast.mentee, "forerhund")
    prefer(cast, cast.mentee, languages=["nb"], meeting_forms=["in_person"], meeting_times=["weekend"])
    prefer(cast, cast.mentor, languages=["nn", "en"], meeting_forms=["in_person"], meeting_times=["weekend"])

    text = words(sign_in(cast.coordinator).get(address(WIDGET, mentee=cast.mentee)))

    assert "Ønsker: førerhund" in text
    assert "1 felles erfaringsområde: førerhund ønsket: førerhund felles språk: norsk møtes fysisk" in text
    assert "passer begge: helger" in text


def test_filters_stand_in_the_address_and_in_the_form(cast, sign_in):
    live_in(cast, SANDNES, cast.mentor)
    give_area(cast, "forerhund", cast.mentor)
    asked = {"county": "11", "municipality": SANDNES, "within": "25", "area": "forerhund", "search": "mona"}

    page = sign_in(cast.coordinator).get(address(WIDGET, **asked))

    html = page.content.decode()
    for value in ("11", SANDNES, "25", "forerhund"):
        assert f'<option value="{value}" selected>' in html
    assert 'value="mona"' in html
    assert "Innen 25 km fra Sandnes" in words(page)
    assert links(page, "Velg Mona Mentor") == [
        f"{WIDGET}?mentor={cast.mentor}&county=11&municipality={SANDNES}&within=25&area=forerhund&search=mona"
    ]


def test_a_distance_needs_somewhere_to_be_measured_from(cast, sign_in):
    page = sign_in(cast.coordinator).get(address(WIDGET, within="10"))

    assert "Velg kommunen avstanden skal måles fra" in words(page)


@pytest.mark.parametrize("within", ["-1", "x", "²", "99999999999", "0", "1e3"])
def test_a_distance_that_is_no_distance_counts_as_none(cast, sign_in, within):
    page = sign_in(cast.coordinator).get(address(WIDGET, within=within, county="x", area="\0", mentors_from="x"))

    assert title(page).startswith("3 menteer og 3 mentorer")


def test_an_empty_list_says_which_filter_to_take_away(cast, sign_in):
    live_in(cast, SANDNES, cast.mentor)
    live_in(cast, STAVANGER, cast.idle_mentor)
    give_area(cast, "forerhund", cast.mentor)
    asked = {"mentee": cast.mentee, "municipality": STAVANGER, "area": "forerhund"}

    page = sign_in(cast.coordinator).get(address(WIDGET, **asked))

    assert title(page).startswith("0 mentorer – ")
    assert "Ingen mentor passer med alle filtrene" in words(page)
    assert links(page, "Uten «erfaringsområde: førerhund»: 1 mentor") == [
        f"{WIDGET}?mentee={cast.mentee}&municipality={STAVANGER}"
    ]
    assert links(page, "Uten «kommune: Stavanger»: 1 mentor") == [f"{WIDGET}?mentee={cast.mentee}&area=forerhund"]
    assert links(page, "Uten noen filtre: 3 mentorer") == [f"{WIDGET}?mentee={cast.mentee}&availability=all"]


def test_when_one_filter_is_not_the_reason_the_page_says_so(cast, sign_in):
    page = sign_in(cast.coordinator).get(address(WIDGET, area="forerhund", search="nobody"))

    assert "Det er ikke nok å ta bort ett filter." in words(page)


def test_without_anybody_in_the_units_the_page_leads_to_people(cast, sign_in):
    cast.owner.execute("update public.peer_mentors set mentor_programme_role = null where unit_id = %s", [cast.branch])

    page = sign_in(cast.local_coordinator).get(WIDGET)

    assert "Ingen mentorer i ditt ansvarsområde ennå" in words(page)


def test_each_list_has_pages_of_its_own(cast, sign_in):
    for number in range(30):
        cast.person(f"Mentor {number:02}", "mentor")
    client = sign_in(cast.coordinator)

    first = client.get(address(WIDGET, county=""))
    (onwards,) = links(first, "Neste side")
    second = client.get(onwards)

    assert "Velg Mentor 23" not in words(first)
    assert "Velg Mentor 29" in words(second)
    assert "Velg Even Mentee" in words(second)
    assert client.get(links(second, "Forrige side")[0]).content.decode().count("Velg Mentor 00") == 1


def test_the_confirm_page_says_who_what_and_what_happens(cast, sign_in):
    cast.complete_all(cast.pair(cast.mentor, cast.waiting_mentee))
    query = {"mentee": cast.mentee, "mentor": cast.mentor, "county": "11"}

    page = sign_in(cast.coordinator).get(address(CONFIRM, **query))

    text = words(page)
    assert title(page) == "Bekreft: Mona Mentor og Even Mentee – Mentorprogram"
    assert "Skal Mona Mentor og Even Mentee bli et mentorpar?" in text
    assert "Poeng: 56 av 100 Ukjent avstand ingen felles erfaringsområder 2 av 2 plasser ledig" in text
    assert "har vært mentor 1 gang" in text
    assert "Slik er poengene regnet ut Avstand 50 av 100, vekt 25" in text
    assert "Paret blir aktivt med en gang, med 3 milepæler fra «Mentorprogram»." in text
    assert "Mona Mentor og Vera Venter Program fullført" in text
    assert links(page, "Avbryt") == [f"{WIDGET}?mentee={cast.mentee}&county=11"]
    assert len(pairs(cast)) == 1


def test_the_programme_is_asked_for_only_where_there_are_several(cast, sign_in):
    query = address(CONFIRM, mentee=cast.mentee, mentor=cast.mentor)
    client = sign_in(cast.coordinator)
    assert 'name="programme"' not in client.get(query).content.decode()
    short = uuid4()
    cast.owner.execute(
        "insert into public.mentor_programmes (id, unit_id, name) values (%s, %s, 'Kort program')",
        [short, cast.organisation],
    )

    page = client.get(query).content.decode()
    unanswered = client.post(query)
    client.post(query, {"programme": str(short)})

    assert page.count('name="programme"') == 2
    assert title(unanswered).startswith("Feil: Bekreft")
    assert cast.value("select programme_id from public.mentor_pairings") == short


def test_creating_leads_to_the_new_pair_which_stands_in_the_overview(cast, sign_in):
    client = sign_in(cast.coordinator)

    made = client.post(address(CONFIRM, mentee=cast.mentee, mentor=cast.mentor, county="11"))
    pair = client.get(made.url)

    assert pairs(cast) == [("Mona Mentor", "Even Mentee", "active")]
    assert title(pair).startswith("Mentorparet er opprettet – ")
    assert "Oppstartssamtale" in words(pair)
    assert "Mona Mentor og Even Mentee" in words(client.get("/"))
    assert "Velg Even Mentee" not in words(client.get(WIDGET))


def test_a_second_press_leads_to_the_same_pair(cast, sign_in):
    client = sign_in(cast.coordinator)
    query = address(CONFIRM, mentee=cast.mentee, mentor=cast.mentor)

    first, second = client.post(query), client.post(query)

    assert first.url == second.url
    assert len(pairs(cast)) == 1
    assert title(client.get(second.url)).startswith("Mentorparet er opprettet Mentorparet var allerede opprettet – ")


def test_who_comes_too_late_is_led_back_with_filters_and_the_mentor_kept(cast, sign_in):
    sign_in(cast.local_coordinator).post(address(CONFIRM, mentee=cast.mentee, mentor=cast.mentor))
    client = sign_in(cast.coordinator)

    refused = client.post(address(CONFIRM, mentee=cast.mentee, mentor=cast.far_mentor, search="b"))
    page = client.get(refused.url)

    said = "Lars Lokal har nettopp satt sammen Even Mentee med Mona Mentor. Velg en annen."
    assert refused.url == f"{WIDGET}?mentor={cast.far_mentor}&search=b"
    assert title(page).startswith(f"{said} – ")
    assert words(page).startswith(said)
    assert len(pairs(cast)) == 1


def test_a_mentor_who_is_full_by_now_is_told_and_the_mentee_kept(cast, sign_in):
    client = sign_in(cast.coordinator)
    client.post(address(CONFIRM, mentee=cast.far_mentee, mentor=cast.idle_mentor))

    refused = client.post(address(CONFIRM, mentee=cast.mentee, mentor=cast.idle_mentor))

    assert refused.url == f"{WIDGET}?mentee={cast.mentee}"
    assert (
        "Ida Ledig har ingen ledig plass lenger: Kari Koordinator har satt sammen Ida Ledig med Frida Fjern."
        in title(client.get(refused.url))
    )


def test_the_confirm_page_of_two_who_cannot_be_paired_has_no_button(cast, sign_in):
    cast.pair(cast.idle_mentor, cast.mentee)

    page = sign_in(cast.coordinator).get(address(CONFIRM, mentee=cast.mentee, mentor=cast.mentor))

    assert title(page).startswith("Kan ikke bli mentorpar nå: ")
    assert "Kan ikke velges: er allerede i et mentorpar" in words(page)
    assert "<button class" not in page.content.decode().split("<main")[1]


def test_a_confirm_page_without_both_people_is_not_found(cast, sign_in):
    assert sign_in(cast.coordinator).get(address(CONFIRM, mentee=cast.mentee)).status_code == 404


@pytest.mark.parametrize(
    "query", [{}, {"mentee": "mentee"}, {"mentor": "mentor"}, {"area": "forerhund"}, {"availability": "all"}]
)
def test_the_number_of_queries_does_not_grow_with_the_number_of_people(cast, sign_in, query):
    client = sign_in(cast.coordinator)
    path = address(WIDGET, **{name: getattr(cast, value, value) for name, value in query.items()})

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    few = queries()
    for number in range(3):
        cast.pair(cast.person(f"Mentor {number}", "mentor", capacity=3), cast.person(f"Mentee {number}", "mentee"))
        cast.person(f"Ledig mentee {number}", "mentee")

    assert queries() == few
    assert few <= 12


def test_the_confirm_page_costs_the_same_whatever_the_history(cast, sign_in):
    client = sign_in(cast.coordinator)
    path = address(CONFIRM, mentee=cast.mentee, mentor=cast.mentor)
    counts = []
    for mentee in (None, cast.waiting_mentee, cast.far_mentee):
        if mentee:
            cast.complete_all(cast.pair(cast.mentor, mentee))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1] == counts[2] <= 12
