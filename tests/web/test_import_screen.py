"""Story G as a browser asks: upload, preview, correction, confirmation, outcome, undo; and what is refused."""

import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mentor_program.services.mentor_program_service import MentorProgramService
from support.accounts import account_of
from support.importing import PEOPLE, book, import_file, make_organisation
from support.pages import heading, outcome, title, words
from support.queries import queries_of

STARTED = date.today() - timedelta(days=60)
MENTORS = [
    (*PEOPLE, "Synsdiagnose", "Ymse"),
    ("Mona Lie", "mona@example.org", "6805 0001", "Stavanger", "AMD", "x"),
    ("Berit By", "ikke epost", "6805 0002", "Bergen", None, None),
]
SHEETS = {
    "Mentorer": MENTORS,
    "Deltakere": [PEOPLE, ("Even Moe", "even@example.org", "6805 0003", "Sandnes")],
    "Par": [("Mentor", "Deltaker", "Startet", "Status"), ("Mona Lie", "Even Moe", STARTED, "Aktiv")],
}


@pytest.fixture
def organisation(owner):
    return make_organisation(owner)


@pytest.fixture
def client_of():
    def signed_in(actor):
        client = Client(raise_request_exception=False)
        client.force_login(account_of(actor))
        return client

    return signed_in


@pytest.fixture
def local(organisation, client_of):
    return client_of(organisation.local)


def upload(client, content=None, name="liste.xlsx"):
    """Upload and open the page it leads to."""
    file = SimpleUploadedFile(name, book(**SHEETS) if content is None else content)
    return client.post(reverse("import"), {"file": file}, follow=True)


def address(response):
    return response.redirect_chain[-1][0]


def press(client, response, name):
    """Press the button of a form on the page, with its hidden fields."""
    path = reverse(name, args=[re.search(r"/import/([0-9a-f-]{36})/", address(response))[1]])
    form = re.search(rf'<form method="post" action="{path}".*?</form>', response.text, re.DOTALL)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0])) if form else {}
    return client.post(path, hidden, follow=True)


def test_the_preview_tells_what_will_be_done_and_nothing_is_saved(organisation, local):
    page = upload(local)
    assert heading(page) == "Klar til å importere: 2 personer og 1 mentorpar"
    assert title(page).startswith("Klar til å importere: 2 personer og 1 mentorpar – liste.xlsx")
    said = words(page)
    assert "Synsdiagnose (kolonne E) Mentorer Den handler om helse." in said
    assert "Ymse (kolonne F) Mentorer Overskriften kjennes ikke igjen." in said
    assert "Berit By hører etter kommunen til Vestland fylkeslag, som du ikke koordinerer." in said
    assert "Importer 2 personer og 1 mentorpar" in said
    assert page.text.count('<button class="ds-button" type="submit">') == 1
    assert organisation.people() == {}


def test_confirmed_it_is_saved_and_the_outcome_comes_first(organisation, local):
    page = press(local, upload(local), "confirm_import")
    assert outcome(page) == "2 personer og 1 mentorpar er importert"
    assert title(page).startswith("2 personer og 1 mentorpar er importert – Import av liste.xlsx")
    assert list(organisation.people()) == ["Even Moe", "Mona Lie"]
    assert organisation.value("select content is null from public.imports") is True
    past = ("Rader som ble utelatt", "Nye personer havnet i", "Kolonner som ikke ble importert")
    assert [told for told in past if told not in words(page)] == []
    assert "Mona Lie og Even Moe" in words(local.get("/"))


def test_the_same_file_again_offers_nothing_to_confirm(local):
    press(local, upload(local), "confirm_import")
    page = upload(local)
    assert heading(page) == "Ingenting nytt å importere"
    assert "confirm" not in page.text


def test_new_and_changed_lines_are_told_with_old_and_new_values(organisation, local):
    import_file(organisation.local, book(Mentorer=[PEOPLE, ("Mona Lie", "mona@example.org", "6805 0009", None)]))
    page = upload(local)
    said = words(local.get(address(page), {"list": "items"}))
    changes = "Telefon: +47 6805 0009 blir +47 6805 0001"
    assert f"Mona Lie Endret person Kommune: ingenting blir Stavanger. {changes}" in said
    assert "Even Moe Ny person Mentee, Sandnes lokallag" in said


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "tom.xlsx", "Filen er tom."),
        (b"PK\x03\x04 slutt", "ødelagt.xlsx", "Filen er skadet"),
        (b"%PDF-1.7 hei", "brev.pdf", "Filen er ikke et regneark."),
        (b"x" * 20_000_001, "stor.csv", "Filen er større enn 20 MB."),
        (None, "", "Velg en fil."),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_its_field_and_not_kept(organisation, local, content, name, sentence):
    sent = {} if content is None else {"file": SimpleUploadedFile(name, content)}
    page = local.post(reverse("import"), sent)
    assert title(page).startswith("Feil: Importer et regneark")
    error = re.search(r'<div class="field__error" id="id_file_error">.*?</div>', page.text, re.DOTALL)[0]
    assert sentence in error
    assert re.search(r'<input type="file"[^>]*aria-invalid="true"[^>]*>', page.text)
    assert organisation.value("select count(*) from public.imports") == 0


def test_cancelled_the_file_is_forgotten(organisation, local):
    page = press(local, upload(local), "cancel_import")
    assert outcome(page) == "Importen er avbrutt. Ingenting er lagret."
    assert organisation.value("select count(*) from public.imports") == 0


def test_undone_after_being_asked(organisation, local):
    done = press(local, upload(local), "confirm_import")
    path = re.search(r'href="(/import/[^"]*/undo/)"', done.text)[1]
    asked = local.get(path)
    assert heading(asked) == "Angre importen av liste.xlsx?"
    assert len(organisation.people()) == 2
    page = local.post(path, follow=True)
    assert (outcome(page), organisation.people()) == ("Importen er angret", {})
    assert "undo" not in page.text


def test_what_has_been_changed_since_is_named_and_nothing_is_taken_back(organisation, local):
    done = press(local, upload(local), "confirm_import")
    organisation.owner.execute("update public.peer_mentor_contacts set phone = '' where email = 'mona@example.org'")
    page = local.post(re.search(r'href="(/import/[^"]*/undo/)"', done.text)[1], follow=True)
    assert outcome(page) == "Importen kan ikke angres, fordi dette er endret siden: Mona Lie."
    assert len(organisation.people()) == 2


def test_a_person_corrects_what_a_column_means(organisation, local):
    page = upload(local)
    fields = {"mapping": "1", "sheet_0": "-", "sheet_0_F": "note", "sheet_0_D": "-"}
    page = local.post(address(page), fields, follow=True)
    assert outcome(page) == "Filen er lest på nytt. Ingenting er lagret."
    assert heading(page) == "Klar til å importere: 3 personer og 1 mentorpar"
    assert "Kommune (kolonne D) Mentorer Du valgte å utelate den." in words(page)
    press(local, page, "confirm_import")
    assert organisation.rows("select note from public.peer_mentor_notes") == [("x",)]
    assert {name: row[1] for name, row in organisation.people().items()}["Berit By"] == "Rogaland fylkeslag"


def test_a_sheet_can_be_left_out_and_taken_in_again(local):
    page = upload(local)
    page = local.post(address(page), {"mapping": "1", "sheet_2": "ignore"}, follow=True)
    assert heading(page) == "Klar til å importere: 2 personer"
    page = local.post(address(page), {"mapping": "1", "sheet_2": "-"}, follow=True)
    assert heading(page) == "Klar til å importere: 2 personer og 1 mentorpar"


def many_faults(number):
    return book(Mentorer=[PEOPLE, *((f"Mo {n} Lie", "=1+1", f"6805 {n:04}", "Sola") for n in range(number))])


def test_remarks_come_in_pages_of_25(local):
    page = upload(local, many_faults(60))
    pages = [page]
    while following := re.search(r'rel="next" href="([^"]*)"', pages[-1].text):
        pages.append(local.get(following[1].replace("&amp;", "&")))
    assert [text.text.count('role="rowheader"') for text in pages] == [25, 25, 10]
    assert "B (E-post)" in words(pages[2])
    back = re.search(r'rel="prev" href="([^"]*)"', pages[2].text)[1].replace("&amp;", "&")
    assert words(local.get(back)) == words(pages[1])


def test_the_list_of_faults_can_be_downloaded_and_cannot_run(local):
    page = upload(local, many_faults(2))
    base = address(page)
    csv = b"".join(local.get(f"{base}faults.csv")).decode("utf-8-sig")
    assert csv.splitlines()[0] == '"Ark";"Rad";"Kolonne";"Overskrift";"Hva det betyr";"Hva som er funnet"'
    assert csv.splitlines()[1].startswith('"Mentorer";"2";"B";"E-post";"Sjekk";"«=1+1» er ikke en e-postadresse.')
    xlsx = io.BytesIO(b"".join(local.get(f"{base}faults.xlsx")))
    assert openpyxl.load_workbook(xlsx).active.max_row == 3


@pytest.mark.parametrize("status", ["reading", "writing"])
def test_while_it_is_at_work_the_page_tells_how_far_and_asks_again_without_scripts(organisation, local, status):
    made = MentorProgramService().begin_import(actor=organisation.local, file_name="liste.xlsx", content=book(**SHEETS))
    organisation.owner.execute(
        "update public.imports set status = %s, run = gen_random_uuid(), progress_done = 1250, progress_total = 5000",
        [status],
    )
    page = local.get(reverse("import_preview", args=[made]))
    done = {"reading": "1\u00a0250 av 5\u00a0000 rader lest", "writing": "1\u00a0250 av 5\u00a0000 rader lagret"}[
        status
    ]
    assert title(page).startswith(done)
    assert "http-equiv" not in page.text
    assert "Se hvor langt" in page.text


def test_interrupted_reading_is_told_and_can_be_tried_again(organisation, local):
    made = MentorProgramService().begin_import(actor=organisation.local, file_name="liste.xlsx", content=book(**SHEETS))
    organisation.owner.execute("update public.imports set heartbeat_at = now() - interval '31 seconds'")
    path = reverse("import_preview", args=[made])
    page = local.get(path)
    assert title(page).startswith("Avbrutt. Ingenting er lagret.")
    assert heading(local.post(path, follow=True)) == "Klar til å importere: 2 personer og 1 mentorpar"


def test_interrupted_saving_is_told_above_the_preview(organisation, local):
    page = upload(local)
    silent = "run = gen_random_uuid(), heartbeat_at = now() - interval '31 seconds'"
    organisation.owner.execute(f"update public.imports set status = 'writing', {silent}")
    again = local.get(address(page))
    assert title(again).startswith("Avbrutt. Ingenting er lagret.")
    assert "Importer 2 personer og 1 mentorpar" in words(again)
    assert outcome(press(local, page, "confirm_import")) == "2 personer og 1 mentorpar er importert"


def test_a_preview_that_no_longer_holds_saves_nothing_and_is_shown_anew(organisation, local):
    page = upload(local)
    import_file(organisation.local, book(Mentorer=[PEOPLE, ("Mona Lie", "mona@example.org", "6805 0001", "Stavanger")]))
    again = press(local, page, "confirm_import")
    assert outcome(again).startswith("Ingenting er lagret: noe er endret siden forhåndsvisningen")
    assert heading(again) == "Klar til å importere: 1 person og 1 mentorpar"
    assert list(organisation.people()) == ["Mona Lie"]


def test_nobody_sees_anothers_import(organisation, local, client_of):
    page = upload(local)
    other = client_of(organisation.coordinator)
    assert other.get(address(page)).status_code == 404
    assert other.get(f"{address(page)}faults.csv").status_code == 404
    assert other.post(f"{address(page)}confirm/").status_code == 404
    assert "liste.xlsx" not in other.get(reverse("import")).text


def test_imports_are_listed_with_what_became_of_them(local):
    press(local, upload(local), "confirm_import")
    upload(local, many_faults(1), "ny.xlsx")
    said = words(local.get(reverse("import")))
    assert "2 personer og 1 mentorpar er importert" in said
    assert "Venter på deg: 1 person" in said


def test_a_page_costs_as_few_queries_for_many_rows_as_for_few(organisation, local):
    pages = [address(upload(local, many_faults(number))) for number in (1, 60)]
    counts = []
    for path in pages:
        with queries_of() as told:
            local.get(path)
        counts.append(len(told))
    assert counts[0] == counts[1] <= 12
