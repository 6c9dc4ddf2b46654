"""Stories A and B on the front page, asked for as a browser does, on a real database."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from openpyxl import load_workbook

from mentor_program.services.results import Count
from mentor_program.web.mentor_program_screen import in_words
from support.pages import heading, title, words
from support.queries import queries_of


def ago(days: float) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).isoformat()


def pairs_shown(response) -> list[str]:
    return re.findall(r'scope="row"><a[^>]*>(.*?)</a>', response.text)


@pytest.fixture
def three_pairs(cast) -> dict:
    """Red, amber and green, in this order of urgency; the red one in another branch."""
    return {
        "stalled": cast.pair_since(ago(30), mentor=cast.far_mentor, mentee=cast.far_mentee),
        "needs_follow_up": cast.pair_since(ago(16)),
        "on_track": cast.pair_since(ago(3), mentor=cast.idle_mentor, mentee=cast.waiting_mentee),
    }


STALLED, AMBER, GREEN = "Bjørn Borte og Frida Fjern", "Mona Mentor og Even Mentee", "Ida Ledig og Vera Venter"


def test_a_coordinator_sees_all_active_pairs_the_most_urgent_first(cast, sign_in, three_pairs):
    page = sign_in(cast.coordinator).get("/")

    assert (title(page), heading(page)) == ("3 mentorpar – aktive – Mentorprogram", "3 mentorpar – aktive")
    assert pairs_shown(page) == [STALLED, AMBER, GREEN]
    text = words(page)
    for part in (
        "Stoppet opp – 30 dager uten aktivitet",
        "Trenger oppfølging – 16 dager uten aktivitet",
        "I rute",
        "Oppstart",
        "0 av 3",
        "for 16 dager siden,",
        "Stoppet opp (1)",
        "Trenger oppfølging (1)",
        "Opprett mentorpar",
    ):
        assert part in text
    assert re.findall(r'<tr role="row" class="(row--\w+)">', page.text) == [
        "row--stalled",
        "row--needs_follow_up",
        "row--on_track",
    ]


def test_nothing_of_other_branches_or_organisations_is_shown(cast, sign_in, three_pairs):
    outside = cast.pair(cast.outside_mentor, cast.outside_mentee)
    assert pairs_shown(sign_in(cast.coordinator).get("/")) == [STALLED, AMBER, GREEN]

    local = sign_in(cast.local_coordinator)
    assert pairs_shown(local.get("/")) == [AMBER, GREEN]
    assert pairs_shown(local.get("/", {"unit": cast.other_branch})) == []
    assert "Borte" not in local.get("/pairings.csv").getvalue().decode()
    assert local.get(f"/pairings/{three_pairs['stalled']}/").status_code == 404
    assert local.get(f"/pairings/{outside}/").status_code == 404
    assert pairs_shown(sign_in(cast.outsider).get("/")) == ["Unni Ukjent og Tor Tredje"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"indicator": "stalled"}, [STALLED]),
        ({"indicator": "needs_follow_up"}, [AMBER]),
        ({"indicator": "on_track"}, [GREEN]),
        ({"search": "fjern"}, [STALLED]),
        ({"search": "MONA"}, [AMBER]),
        ({"search": "%"}, []),
        ({"stage": "Praksis"}, []),
        ({"stage": "Oppstart"}, [STALLED, AMBER, GREEN]),
        ({"sort": "mentee"}, [AMBER, STALLED, GREEN]),
        ({"sort": "mentor"}, [STALLED, GREEN, AMBER]),
        ({"sort": "no such order", "unit": "no uuid", "tab": "none"}, [STALLED, AMBER, GREEN]),
        ({"search": "\0"}, [STALLED, AMBER, GREEN]),
        ({"tab": "paused"}, []),
    ],
)
def test_filters_and_order_stand_in_the_address(cast, sign_in, three_pairs, query, expected):
    assert pairs_shown(sign_in(cast.coordinator).get("/", query)) == expected


def test_filters_by_unit_hold_the_units_below(cast, sign_in, three_pairs):
    local_mentee = cast.person("Lise Lokal", "mentee", unit=cast.local)
    cast.pair(cast.mentor, local_mentee)
    client = sign_in(cast.coordinator)

    assert pairs_shown(client.get("/", {"unit": cast.branch, "sort": "mentee"})) == [
        AMBER,
        "Mona Mentor og Lise Lokal",
        GREEN,
    ]
    assert pairs_shown(client.get("/", {"unit": cast.local})) == ["Mona Mentor og Lise Lokal"]


def test_the_form_shows_what_is_asked_for_and_the_way_out(cast, sign_in, three_pairs):
    page = sign_in(cast.coordinator).get("/", {"search": "mona", "indicator": "needs_follow_up"})

    assert title(page) == "1 mentorpar – trenger oppfølging, filtrert – Mentorprogram"
    assert 'value="mona"' in page.text
    assert '<option value="needs_follow_up" selected>' in page.text
    assert "Filter: navn som inneholder «mona», trenger oppfølging." in words(page)
    assert '<a class="link-action" href="/">Nullstill filtre</a>' in page.text


def test_no_hit_names_the_way_out(cast, sign_in, three_pairs):
    page = sign_in(cast.coordinator).get("/", {"search": "finnes ikke", "tab": "paused"})

    assert heading(page) == "0 mentorpar – på pause, filtrert"
    assert "Ingen mentorpar passer med filteret" in words(page)
    assert '<a class="ds-button" href="/?tab=paused">Nullstill filtre</a>' in page.text
    assert "<table" not in page.text


def test_without_pairs_the_first_step_is_offered(cast, sign_in):
    page = sign_in(cast.coordinator).get("/")

    assert heading(page) == "0 mentorpar – aktive"
    assert "Ingen aktive mentorpar ennå" in words(page)
    assert page.text.count('href="/pairings/new/"') == 2


def test_paused_and_ended_pairs_have_tabs_of_their_own(cast, sign_in, service, three_pairs):
    service.pause(actor=cast.coordinator, pairing_id=three_pairs["needs_follow_up"])
    cast.complete_all(three_pairs["on_track"])
    client = sign_in(cast.coordinator)

    assert pairs_shown(client.get("/")) == [STALLED]
    paused, ended = client.get("/", {"tab": "paused"}), client.get("/", {"tab": "ended"})
    assert (heading(paused), pairs_shown(paused)) == ("1 mentorpar – på pause", [AMBER])
    assert (heading(ended), pairs_shown(ended)) == ("1 mentorpar – avsluttede", [GREEN])
    assert '<a href="/?tab=paused" aria-current="page">På pause</a>' in paused.text
    assert "Program fullført" in words(ended)
    assert "uten aktivitet" not in words(paused)


def test_pages_of_25_lead_on_and_back(cast, sign_in):
    for number in range(26):
        mentor = cast.person(f"Mentor {number:02}", "mentor")
        cast.pair(mentor, cast.person(f"Mentee {number:02}", "mentee"))
    client = sign_in(cast.coordinator)
    first = client.get("/?sort=mentee")
    assert heading(first) == "26 mentorpar – aktive"
    assert len(pairs_shown(first)) == 25

    address = re.search(r'rel="next" href="([^"]+)"', first.text)[1].replace("&amp;", "&")
    second = client.get(address)
    assert pairs_shown(second) == ["Mentor 25 og Mentee 25"]
    back = re.search(r'rel="prev" href="([^"]+)"', second.text)[1].replace("&amp;", "&")
    assert pairs_shown(client.get(back)) == pairs_shown(first)
    assert pairs_shown(client.get("/?cursor=nonsense&sort=mentee")) == pairs_shown(first)


def test_the_download_keeps_the_filters(cast, sign_in, three_pairs):
    client = sign_in(cast.coordinator)
    page = client.get("/", {"indicator": "stalled"})
    assert 'href="/pairings.xlsx?indicator=stalled"' in page.text

    text = client.get("/pairings.csv?indicator=stalled").getvalue().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert lines[0][:4] == ["Mentor", "Mentee", "Status", "Oppfølging"]
    assert [line[:7] for line in lines[1:]] == [
        ["Bjørn Borte", "Frida Fjern", "Aktivt", "Stoppet opp", "30", "Oppstart", "0"]
    ]
    answer = client.get("/pairings.xlsx?sort=mentee")
    rows = list(load_workbook(io.BytesIO(answer.getvalue())).active.values)
    assert [row[1] for row in rows] == ["Mentee", "Even Mentee", "Frida Fjern", "Vera Venter"]
    assert answer["Content-Disposition"] == 'attachment; filename="mentorpar.xlsx"'


@pytest.mark.parametrize("who", ["mentor_user", "mentee_user"])
def test_the_download_is_for_coordinators(cast, sign_in, three_pairs, who):
    assert sign_in(getattr(cast, who)).get("/pairings.csv").status_code == 403
    assert sign_in(getattr(cast, who)).get("/pairings.xlsx").status_code == 403


def test_a_mentor_sees_own_active_mentees_with_what_remains(cast, sign_in, three_pairs):
    page = sign_in(cast.mentor_user).get("/")
    text = words(page)

    assert (title(page), heading(page)) == ("1 aktiv mentee – Mine menteer – Mentorprogram", "Mine menteer")
    for part in (
        "Even Mentee",
        "Trenger oppfølging – 16 dager uten aktivitet",
        "Milepæler som gjenstår Oppstartssamtale Pågår Første møte Avslutningssamtale",
        "Registrer kontakt med Even Mentee",
        "even.mentee@example.org",
        "+47 6805 0000",
    ):
        assert part in text
    assert "Vera" not in text
    assert "Frida" not in text
    assert f"/pairings/{three_pairs['needs_follow_up']}/contact/" in page.text
    assert "Opprett mentorpar" not in text


def test_paused_and_ended_mentees_stand_apart(cast, sign_in, service):
    ended = cast.pair()
    cast.complete_all(ended)
    paused = cast.pair(mentee=cast.waiting_mentee)
    service.pause(actor=cast.coordinator, pairing_id=paused)

    text = words(sign_in(cast.mentor_user).get("/"))
    assert "Du har ingen aktive menteer nå" in text
    assert re.search(r"På pause Vera Venter", text)
    assert re.search(r"Avsluttet Mona Mentor og Even Mentee Program fullført", text)


def test_a_mentor_without_mentees_is_told_so_and_whom_to_ask(cast, sign_in):
    cast.owner.execute(
        "update public.coordinators set contact_email = 'lars@example.org', contact_phone = '+47 6805 0001'"
        " where user_id = %s",
        [cast.local_coordinator.user_id],
    )
    page = sign_in(cast.idle_mentor_user).get("/")

    assert title(page) == "Ingen aktive menteer – Mine menteer – Mentorprogram"
    assert "Du har ingen aktive menteer nå" in words(page)
    assert "Lars Lokal, Rogaland" in words(page)
    assert 'href="mailto:lars@example.org"' in page.text
    assert 'href="tel:+4768050001"' in page.text
    assert "Ute Utenfor" not in words(page)


def test_a_mentee_sees_own_pair_with_milestones_and_the_mentors_contact_details(cast, sign_in, three_pairs):
    page = sign_in(cast.mentee_user).get("/")
    text = words(page)

    assert heading(page) == "Mitt mentorpar"
    assert "mona.mentor@example.org" in text
    assert "Milepæler som gjenstår Oppstartssamtale" in text
    assert f'href="/pairings/{three_pairs["needs_follow_up"]}/"' in page.text
    assert "/contact/" not in page.text


def test_a_mentee_without_a_pair_is_told_whom_to_ask(cast, sign_in):
    text = words(sign_in(cast.mentee_user).get("/"))
    assert "Du har ingen mentor nå" in text
    assert "Lars Lokal" in text


def test_a_person_outside_the_programme_is_told_so(cast, sign_in):
    from mentor_program.domain.permissions import Actor

    actor = Actor(cast.value("select gen_random_uuid()"))
    cast.person("Unn Utenfor", None, actor=actor)
    assert heading(sign_in(actor).get("/")) == "Du er ikke med i mentorprogrammet"
    nobody = Actor(cast.value("select gen_random_uuid()"))
    assert "ikke knyttet til en person" in words(sign_in(nobody).get("/"))


def test_a_coordinator_who_is_a_mentor_gets_both_lists(cast, sign_in, three_pairs):
    cast.owner.execute(
        "insert into public.coordinators (user_id, unit_id, display_name) values (%s, %s, 'Mona Mentor')",
        [cast.mentor_user.user_id, cast.organisation],
    )
    page = sign_in(cast.mentor_user).get("/")

    assert pairs_shown(page) == [STALLED, AMBER, GREEN]
    assert '<h2 id="own-pairings" tabindex="-1">Mine menteer</h2>' in page.text
    assert "Registrer kontakt med Even Mentee" in words(page)


def test_whoever_is_not_signed_in_is_asked_to(cast, client):
    answer = client.get("/?tab=paused")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/%3Ftab%3Dpaused")


@pytest.mark.parametrize("who", ["coordinator", "mentor_user", "mentee_user"])
def test_a_page_costs_few_queries_however_many_pairs(cast, sign_in, who):
    client = sign_in(getattr(cast, who))
    cast.pair()
    cast.owner.execute("update public.peer_mentors set capacity = 5 where id = %s", [cast.mentor])
    with queries_of() as at_one:
        client.get("/")
    for name in ("Anne", "Berit"):
        cast.pair(mentee=cast.person(name, "mentee"))
    with queries_of() as at_three:
        client.get("/")

    assert len(at_one) == len(at_three)
    assert len(at_three) <= 12


def test_two_lists_cost_no_more_than_a_page_may(cast, sign_in, three_pairs):
    cast.owner.execute(
        "insert into public.coordinators (user_id, unit_id, display_name) values (%s, %s, 'Mona Mentor')",
        [cast.mentor_user.user_id, cast.organisation],
    )
    client = sign_in(cast.mentor_user)
    with queries_of() as queries:
        client.get("/")
    assert len(queries) <= 12


def test_a_database_out_of_reach_is_no_empty_list(cast, sign_in, three_pairs, database_refuses):
    client = sign_in(cast.mentor_user)
    assert "Even Mentee" in words(client.get("/"))

    with database_refuses():
        page = client.get("/")

    assert page.status_code == 503
    assert "ingen aktive menteer" not in words(page)
    assert heading(page) == "Får ikke kontakt med databasen"
    assert '<a class="ds-button" href="/">Prøv igjen</a>' in page.text
    assert "Even Mentee" in words(client.get("/"))


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (Count(0), "0 mentorpar"),
        (Count(1), "1 mentorpar"),
        (Count(1000), "1000 mentorpar"),
        (Count(1000, more=True), "over 1000 mentorpar"),
    ],
)
def test_counting_stops_at_a_thousand(count, told):
    assert in_words(count) == told
