"""Proposals for everyone who waits, as each member of the cast gets the screens."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support.matching import SANDNES, STAVANGER, change, live_in

START = "/pairings/proposals/"


def words(response):
    """The text of the page's main part, tags and extra space taken away."""
    html = response.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()


def title(response):
    return re.search(r"<title>(.*?)</title>", response.content.decode())[1]


def heading(response):
    return re.sub(r"<[^>]+>", "", re.search(r"<h1>(.*?)</h1>", response.content.decode(), re.S)[1]).strip()


def pairs(cast):
    return cast.value("select count(*) from public.mentor_pairings")


@pytest.fixture
def browser(cast, sign_in):
    return sign_in(cast.coordinator)


@pytest.fixture
def proposed(browser):
    """The address of proposals for three mentees."""
    return browser.post(START, {"max_km": ""}, follow=True).redirect_chain[-1][0]


def test_the_overview_and_the_widget_lead_to_it(browser):
    for page in ("/", "/pairings/new/"):
        assert f'href="{START}"' in browser.get(page).content.decode()


def test_it_begins_with_what_happens_and_an_optional_greatest_distance(browser):
    page = browser.get(START)

    assert heading(page) == "Foreslå mentorpar for alle som venter"
    assert "Ingenting opprettes før du bekrefter." in words(page)
    assert 'name="max_km"' in page.content.decode()
    assert "De siste forslagene dine" not in words(page)


@pytest.mark.parametrize("who", ["mentor_user", "mentee_user", "idle_mentor_user"])
def test_nobody_else_gets_it(cast, sign_in, who):
    assert sign_in(getattr(cast, who)).get(START).status_code == 403
    assert sign_in(getattr(cast, who)).post(START).status_code == 403


def test_counts_stand_first_in_title_and_heading_and_each_pair_has_its_reasons(cast, browser):
    live_in(cast, STAVANGER, cast.mentee)
    live_in(cast, SANDNES, cast.mentor, cast.idle_mentor)
    for nobody in (cast.waiting_mentee, cast.far_mentee, cast.far_mentor):
        change(cast, nobody, availability="unavailable")

    page = browser.post(START, follow=True)

    assert title(page).startswith("Forslagene er klare. Ingenting er opprettet ennå. – 1 forslag – ")
    assert heading(page) == "1 forslag"
    assert "Even Mentee og " in words(page)
    assert " 13 km " in words(page)
    assert " av 100" in words(page)
    assert "Opprett 1 mentorpar …" in words(page)
    assert pairs(cast) == 0


def test_what_was_proposed_last_is_offered_when_one_comes_back(browser, proposed):
    page = browser.get(START)

    assert "De siste forslagene dine" in words(page)
    assert f'href="{proposed}"' in page.content.decode()


def test_nobody_who_waits_is_told_with_the_way_on(cast, browser):
    cast.owner.execute("update public.peer_mentors set availability = 'unavailable'")

    page = browser.post(START, follow=True)

    assert title(page).startswith("Ingen venter på mentor")
    assert 'href="/people/"' in page.content.decode()


def test_those_without_are_shown_first_when_nobody_could_be_placed_with_why_and_what_would_help(cast, browser):
    live_in(cast, SANDNES, cast.mentor, cast.idle_mentor, cast.far_mentor)
    for mentor in (cast.mentor, cast.idle_mentor, cast.far_mentor):
        change(cast, mentor, availability="paused")

    page = browser.post(START, follow=True)

    assert page.redirect_chain[-1][0].endswith("?show=without")
    assert "– 0 forslag, 3 uten mentor –" in title(page)
    assert "Ingen mentorer kan velges nå." in words(page)
    assert "3 mentorer på pause i Sandnes: ville gitt plass til 3 til" in words(page)
    assert "Opprett " not in words(page)


def line(proposed, cast, action=""):
    return f"{proposed}lines/{cast.mentee}/{action}"


@pytest.mark.parametrize(
    ("actions", "told"),
    [
        (["lock"], "Låst: Even Mentee og "),
        (["lock", "unlock"], "Foreslått, ikke låst: Even Mentee og "),
        (["drop"], "Tatt ut: Even Mentee"),
        (["drop", "restore"], "Foreslått, ikke låst: Even Mentee og "),
    ],
)
def test_what_was_done_to_a_line_is_told_first(cast, browser, proposed, actions, told):
    pages = [browser.post(line(proposed, cast, f"{action}/"), follow=True) for action in actions]
    page = pages[-1]

    assert title(page).startswith(told)
    assert page.status_code == 200


def test_buttons_say_whom_they_concern(browser, proposed):
    said = words(browser.get(proposed))
    for button in ("Lås forslaget for Even Mentee", "Velg en annen mentor for Even Mentee", "Ta ut Even Mentee"):
        assert button in said


def test_another_mentor_is_chosen_among_those_who_can_be(cast, browser, proposed):
    page = browser.get(line(proposed, cast))
    assert heading(page) == "Velg mentor for Even Mentee"
    assert "Velg Bjørn Borte" in words(page)

    chosen = browser.post(line(proposed, cast), {"mentor": cast.far_mentor}, follow=True)

    assert "Bjørn Borte" in title(chosen)
    assert "Even Mentee og Bjørn Borte" in words(chosen)
    assert "Lås opp forslaget for Even Mentee" in words(chosen)
    assert browser.post(line(proposed, cast), {"mentor": "nobody"}).status_code == 404


def test_a_mentor_whose_places_are_all_locked_cannot_be_chosen(cast, browser, proposed):
    browser.post(line(proposed, cast), {"mentor": cast.far_mentor})
    other = f"{proposed}lines/{cast.waiting_mentee}/"

    page = browser.get(other)
    assert "Alle plassene er låst for andre." in words(page)
    assert "Velg Bjørn Borte" not in words(page)
    refused = browser.post(other, {"mentor": cast.far_mentor}, follow=True)
    assert title(refused).startswith("Alle plassene til mentoren er låst for andre.")


def test_proposing_again_keeps_what_is_locked_and_tells_the_new_counts(cast, browser, proposed):
    browser.post(line(proposed, cast), {"mentor": cast.far_mentor}, follow=True)

    page = browser.post(f"{proposed}again/", {"max_km": "50"}, follow=True)

    assert title(page).startswith("Foreslått på nytt – 1 forslag, 2 uten mentor – ")
    assert "Even Mentee og Bjørn Borte" in words(page)
    assert "Høyst 50 km mellom de to." in words(page)


def test_confirming_names_what_follows_and_creates_all(cast, browser, proposed):
    page = browser.get(f"{proposed}confirm/")
    assert title(page).startswith("Opprette 3 mentorpar?")
    assert "Alle blir aktive med en gang" in words(page)
    version = re.search(r'name="version" value="(\d+)"', page.content.decode())[1]

    done = browser.post(f"{proposed}confirm/", {"version": version}, follow=True)

    assert title(done).startswith("3 mentorpar er opprettet")
    assert pairs(cast) == 3
    again = browser.post(f"{proposed}confirm/", {"version": version}, follow=True)
    assert title(again).startswith("3 mentorpar er opprettet")
    assert pairs(cast) == 3


def test_nothing_is_created_when_something_changed_and_the_page_says_what(cast, browser, proposed):
    change(cast, cast.mentee, availability="unavailable")

    page = browser.post(f"{proposed}confirm/", follow=True)

    assert title(page).startswith("Ingen mentorpar er opprettet: 1 forslag kan ikke opprettes lenger.")
    assert "Even Mentee er ikke ledig" in words(page)
    assert pairs(cast) == 0
    without = words(browser.get(f"{proposed}?show=without"))
    assert "Kunne ikke opprettes: menteen er ikke ledig." in without


def test_what_was_confirmed_must_be_what_was_seen(cast, browser, proposed):
    browser.post(line(proposed, cast, "drop/"), follow=True)

    page = browser.post(f"{proposed}confirm/", {"version": "1"}, follow=True)

    assert title(page).startswith("Noen andre har endret dette i mellomtiden.")
    assert pairs(cast) == 0


def test_without_a_proposal_there_is_nothing_to_confirm(cast, browser, proposed):
    for mentee in (cast.mentee, cast.waiting_mentee, cast.far_mentee):
        browser.post(f"{proposed}lines/{mentee}/drop/", follow=True)

    assert browser.get(f"{proposed}confirm/").url == proposed
    page = browser.post(f"{proposed}confirm/", follow=True)
    assert title(page).startswith("Det er ingen forslag å opprette.")


def test_discarding_is_asked_about_and_told(cast, browser, proposed):
    assert "3 forslag" in words(browser.get(f"{proposed}discard/"))

    page = browser.post(f"{proposed}discard/", follow=True)

    assert title(page).startswith("Forslagene er forkastet.")
    assert browser.get(proposed).status_code == 404


def test_who_cannot_be_paired_any_more_is_marked_at_once(cast, browser, proposed):
    change(cast, cast.mentee, availability="unavailable")

    assert "Kan ikke opprettes nå. Even Mentee: ikke ledig" in words(browser.get(proposed))


def test_an_address_of_a_button_that_is_opened_leads_to_the_proposals(cast, browser, proposed):
    for address in (f"{proposed}again/", line(proposed, cast, "lock/")):
        assert browser.get(address).url == proposed
    assert browser.post(line(proposed, cast, "marry/")).status_code == 404


def test_a_page_costs_at_most_twelve_queries_however_many_lines(cast, browser, proposed):
    def queries(address):
        with CaptureQueriesContext(
            connection,
        ) as counted:
            assert browser.get(address).status_code == 200
        return len(counted)

    browser.get(proposed)
    few = [queries(address) for address in (proposed, line(proposed, cast), f"{proposed}confirm/")]
    for number in range(3):
        cast.person(f"Mentee {number}", "mentee")
        cast.person(f"Mentor {number}", "mentor")
    proposed = browser.post(START).url
    many = [queries(address) for address in (proposed, line(proposed, cast), f"{proposed}confirm/")]
    assert many == few
    assert max(few) <= 12, few
