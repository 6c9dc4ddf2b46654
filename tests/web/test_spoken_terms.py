"""The organisation's own words on its pages, in its files and answers; those of other organisations untouched."""

import io

import openpyxl
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from mentor_program.domain.terms import Forms, Term
from mentor_program.services.mentor_program_service import MentorProgramService
from mentor_program.web.middleware import words_for
from support.accounts import account_of
from support.pages import heading, outcome

FØLGE = Forms("følgepar", "følgeparet", "følgepar", "følgeparene", "neuter")
KOBLING = Forms("kobling", "koblingen", "koblinger", "koblingene", "feminine")
DELTAKER = Forms("deltaker", "deltakeren", "deltakere", "deltakerne", "masculine")
PARTICIPANT = Forms("adept", "the adept", "adepts", "the adepts", "an")


@pytest.fixture
def choose(cast):
    """Return `choose(language, term=forms, …)`: the words that the organisation of the cast uses from now on."""

    def chosen(language="nb", **terms) -> None:
        terms = {Term(name): forms for name, forms in terms.items()}
        MentorProgramService().change_terms(actor=cast.coordinator, language=language, terms=terms)

    return chosen


def test_pages_of_the_organisation_use_its_words_and_those_of_another_do_not(cast, sign_in, choose):
    cast.pair()
    choose(pair=KOBLING, mentee=DELTAKER)
    own, other = sign_in(cast.coordinator).get("/"), sign_in(cast.outsider).get("/")
    assert [heading(own), heading(other)] == ["1 kobling – aktive", "0 mentorpar – aktive"]
    assert ("Opprett kobling" in own.text, "mentorpar" in own.text.lower()) == (True, False)


def test_words_agree_in_gender(cast, sign_in, choose):
    choose(pair=KOBLING)
    page = sign_in(cast.coordinator).get(f"/pairings/{cast.pair()}/dissolve/").text
    assert "Er Mona Mentor (mentor) klar for ei ny kobling?" in page


def test_each_person_hears_them_in_their_own_language(cast, sign_in, choose):
    choose(pair=KOBLING)
    choose("en", pair=PARTICIPANT)
    client = sign_in(cast.coordinator)
    client.cookies["settings"] = "language=en"
    english = client.get(f"/pairings/{cast.pair()}/dissolve/").text
    client.cookies["settings"] = "language=nn"
    nynorsk = client.get("/").text
    assert ("End the adept" in english, "Opprett mentorpar" in nynorsk) == (True, True)


def test_the_outcome_of_what_is_done_is_told_in_them(cast, sign_in, choose):
    choose(pair=KOBLING)
    page = sign_in(cast.coordinator).post(f"/pairings/{cast.pair()}/pause/", follow=True)
    assert outcome(page) == "Koblingen er satt på pause."


def test_they_cost_no_query(cast, sign_in, choose):
    cast.pair()
    client = sign_in(cast.coordinator)
    counts = []
    for own in (False, True):
        if own:
            choose(pair=KOBLING, mentee=DELTAKER)
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_files_have_them_in_every_row_and_in_a_name_that_any_browser_can_save(cast, sign_in, choose):
    cast.pair()
    choose(pair=FØLGE, mentee=DELTAKER)
    client = sign_in(cast.coordinator)
    csv = client.get("/pairings.csv")
    lines = csv.getvalue().decode("utf-8-sig").splitlines()
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/pairings.xlsx").getvalue())).active
    assert lines[0].startswith('"Mentor";"Deltaker";"Status"')
    assert csv["Content-Disposition"] == "attachment; filename*=utf-8''f%C3%B8lgepar.csv"
    assert ([cell.value for cell in sheet[1]][:2], sheet.title) == (["Mentor", "Deltaker"], "Følgepar")


def test_the_rows_of_a_file_are_in_the_language_and_words_of_its_headings(cast, sign_in, choose):
    cast.pair()
    choose("nb", pair=KOBLING)
    client = sign_in(cast.coordinator)
    bokmål = client.get("/pairings.csv").getvalue().decode("utf-8-sig").splitlines()
    client.cookies["settings"] = "language=nn"
    nynorsk = client.get("/pairings.csv").getvalue().decode("utf-8-sig").splitlines()
    assert [line.split(";")[2] for line in (bokmål[1], nynorsk[1])] == ['"Aktiv"', '"Aktivt"']


def test_the_api_says_them_in_the_language_asked_for(cast, sign_in, choose):
    choose("nb", pair=KOBLING)
    pair = cast.pair()
    cast.owner.execute("update public.mentor_pairings set status = 'paused' where id = %s", [pair])
    client = sign_in(cast.coordinator)
    milestone = cast.milestones(pair)[0]
    answers = [
        client.post(f"/api/v1/pairings/{pair}/milestones/{milestone}/complete", headers={"Accept-Language": language})
        for language in ("nb", "nn")
    ]
    assert [answer.json()["detail"] for answer in answers] == [
        "Koblingen er på pause. Gjenoppta den først.",
        "Mentorparet er på pause. Ta det opp att først.",
    ]


def test_without_the_database_pages_speak_in_default_words(cast, sign_in, choose, database_refuses):
    choose(pair=KOBLING)
    client = sign_in(cast.coordinator)
    with database_refuses():
        assert client.get("/").status_code == 503


def test_somebody_who_is_not_signed_in_is_told_in_default_words(cast, client, choose):
    choose(pair=KOBLING)
    assert client.get("/manifest/nb.webmanifest").json()["description"].startswith("Mentorpar, milepælene")


def test_within_a_transaction_of_somebody_elses_the_default_words_do_until_it_is_over(cast, choose, rf, caplog):
    choose(pair=KOBLING)
    request = rf.get("/")
    request.user, request.service = account_of(cast.mentor_user), MentorProgramService()
    words = words_for(request)
    with transaction.atomic():
        within = words().fill("[[pair]]", "nb")
    assert (within, words().fill("[[pair]]", "nb")) == ("par", "kobling")
    assert caplog.messages == ["a sentence was needed in a transaction before anybody asked who reads it"]
