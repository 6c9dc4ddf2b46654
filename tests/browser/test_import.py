"""Story G in chromium: from spreadsheet to stalled pairs by keyboard, with and without scripts."""

from datetime import date, timedelta

import pytest

from mentor_program.jobs import import_runner
from mentor_program.services.mentor_program_service import MentorProgramService
from support.accounts import account_of
from support.importing import PEOPLE, book, make_organisation

FOCUSED = "(document.activeElement.labels?.[0] ?? document.activeElement).innerText.trim().replace(/\\s+/g, ' ')"
MOST_TABS = 30
LONG_AGO = date.today() - timedelta(days=60)
SHEETS = {
    "Mentorer": [
        (*PEOPLE, "Synsdiagnose"),
        ("Mona Lie", "mona@example.org", "6805 0001", "Stavanger", "AMD"),
        ("Berit By", "ikke epost", "6805 0002", "Stavanger", None),
        ("Ukjent", None, None, "Sola", None),
    ],
    "Deltakere": [PEOPLE, ("Even Moe", "even@example.org", "6805 0003", "Sandnes")],
    "Par": [("Mentor", "Deltaker", "Startet", "Status"), ("Mona Lie", "Even Moe", LONG_AGO, "Aktiv")],
}


@pytest.fixture
def organisation(owner):
    return make_organisation(owner)


@pytest.fixture
def open_import(open_page, organisation):
    return lambda path="/import/", **options: open_page(path, user=account_of(organisation.local), **options)


@pytest.fixture
def uploaded(organisation):
    """An import that has been read and waits."""
    made = MentorProgramService().begin_import(actor=organisation.local, file_name="liste.xlsx", content=book(**SHEETS))
    import_runner.start_reading(organisation.local, made).result(30)
    return made


def tab_to(page, words):
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(words):
            return
    raise AssertionError(f"{words} is not reached by {MOST_TABS} tabs")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_story_by_keyboard_alone(open_import, organisation, scripts):
    page = open_import(scripts=scripts)
    page.on("filechooser", lambda chooser: None)  # the browser is told now, long before the key is pressed
    tab_to(page, "Regneark")
    file = {"name": "liste.xlsx", "mimeType": "application/octet-stream", "buffer": book(**SHEETS)}
    if scripts:
        with page.expect_file_chooser() as chosen:
            page.keyboard.press("Enter")
        chosen.value.set_files(file)
    else:  # the browser's own window for files cannot be caught then
        page.set_input_files("#id_file", file)
    tab_to(page, "Les filen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/import/*-*/")
    assert page.title().startswith("Klar til å importere: 3 personer og 1 mentorpar")
    assert organisation.people() == {}

    tab_to(page, "Importer 3 personer og 1 mentorpar")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=3 personer og 1 mentorpar er importert")
    assert page.title().startswith("3 personer og 1 mentorpar er importert")
    assert page.evaluate("document.activeElement.innerText").strip() == "3 personer og 1 mentorpar er importert"

    tab_to(page, "Se mentorparene")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=/Stoppet opp – (59|60) dager uten aktivitet/")

    page.go_back()
    tab_to(page, "Angre importen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/undo/")
    tab_to(page, "Angre importen")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Importen er angret")
    assert organisation.people() == {}


def test_an_error_is_where_reading_begins_and_leads_to_the_field(open_import):
    page = open_import()
    page.get_by_role("button", name="Les filen").click()
    assert page.title().startswith("Feil: Importer et regneark")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.get_by_role("link", name="Velg en fil.").press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_file"


def test_progress_changes_in_place_and_the_outcome_opens_by_itself(open_import, organisation, uploaded):
    at_work = "status = 'writing', run = gen_random_uuid(), progress_done = 1250, progress_total = 5000"
    organisation.owner.execute(f"update public.imports set {at_work}, heartbeat_at = now()")
    page = open_import(f"/import/{uploaded}/")
    assert page.title().startswith("1\u00a0250 av 5\u00a0000 rader lagret")
    organisation.owner.execute("update public.imports set progress_done = 2500")
    page.wait_for_selector("text=2\u00a0500 av 5\u00a0000 rader lagret")
    organisation.owner.execute("update public.imports set status = 'ready', run = null")
    page.wait_for_function("document.title.startsWith('Klar til å importere')")
