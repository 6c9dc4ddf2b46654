import pytest

from mentor_program.spreadsheets.headings import Field, meaning, role_of
from mentor_program.spreadsheets.layout import lay_out, mapping_from_json, mapping_of, mapping_to_json
from mentor_program.spreadsheets.reading import read_workbook
from spreadsheets.support import MILESTONES, xlsx


def layouts(mapping=None, **sheets):
    book = read_workbook(xlsx(**sheets), "bok.xlsx")
    return [lay_out(sheet, MILESTONES, mapping or {}) for sheet in book]


def fields(layout):
    return {column.letter: column.field or column.reason for column in layout.columns}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Navn", Field.NAME), ("Namn", Field.NAME), ("FULL NAME", Field.NAME),
        ("Fornavn", Field.FIRST_NAME), ("Førenamn", Field.FIRST_NAME), ("Etternavn:", Field.LAST_NAME),
        ("Epost", Field.EMAIL), ("E-post *", Field.EMAIL), ("e-mail", Field.EMAIL), ("E-postadresse", Field.EMAIL),
        ("Mobil", Field.PHONE), ("Tlf.", Field.PHONE), ("Telefon (privat)", Field.PHONE), ("Tlf nr", Field.PHONE),
        ("Postnr", Field.POSTAL_CODE), ("Kommune", Field.MUNICIPALITY), ("Kommunne", Field.MUNICIPALITY),
        ("Erfaringsområder", Field.AREAS), ("Erfaring", Field.AREAS), ("Ønsker hjelp med", Field.AREAS),
        ("Ønskjer hjelp med", Field.AREAS), ("Ledig?", Field.AVAILABILITY), ("Available", Field.AVAILABILITY),
        ("Maks antall", Field.CAPACITY), ("Rolle", Field.ROLE), ("Samtykke diagnose", Field.CONSENT),
        ("Mentor", Field.MENTOR), ("Deltaker", Field.MENTEE), ("Deltakar", Field.MENTEE), ("Mentee", Field.MENTEE),
        ("Startet", Field.STARTED), ("Starta", Field.STARTED), ("Status", Field.STATUS),
        ("Sist kontakt", Field.LAST_CONTACT), ("Avsluttet", Field.ENDED), ("Årsak", Field.REASON),
    ],
)  # fmt: skip
def test_a_heading_is_recognised_by_meaning(heading, field):
    assert meaning(heading, MILESTONES).field == field


@pytest.mark.parametrize("milestone", MILESTONES)
def test_a_milestone_is_recognised_by_its_own_name(milestone):
    assert meaning(milestone.capitalize(), MILESTONES).field == f"milestone:{milestone}"


@pytest.mark.parametrize(
    ("heading", "milestone"),
    [
        ("Likepersonskurs", "likepersonskurs gjennomført"),
        ("Observerer samtale", "observerer en samtale"),
        ("Leder samtale selv", "leder en samtale selv"),
        ("Leiar ein samtale sjølv", "leder en samtale selv"),
        ("Midtvegssamtale", "midtveissamtale"),
        ("Avtale og teieplikterklæring signert", "avtale og taushetserklæring signert"),
        ("Godkjend som likeperson", "godkjent som likeperson"),
        ("Goal plan", "målplan"),
        ("Closing conversation", "avslutningssamtale"),
        ("Første møte (dato)", "første møte"),
    ],
)
def test_a_milestone_is_recognised_by_other_words_for_it(heading, milestone):
    assert meaning(heading, MILESTONES).field == f"milestone:{milestone}"


def test_milestones_come_from_the_organisations_own_template():
    assert meaning("Hjemmebesøk hos familien", ("hjemmebesøk", "hjemmebesøk familien")).field == (
        "milestone:hjemmebesøk familien"
    )
    assert meaning("Målplan", ()).field is None


@pytest.mark.parametrize(
    ("heading", "reason"),
    [
        ("Synsdiagnose", "health"), ("Øyesykdom", "health"), ("Fødselsår", "not_needed"), ("Poststed", "place"),
        ("Merknad", "note"), ("Kaffevaner", "unknown"), ("Politiattest", "not_needed"),
    ],
)  # fmt: skip
def test_a_column_that_nobody_asked_for_is_dropped_with_its_reason(heading, reason):
    assert (meaning(heading, MILESTONES).field, meaning(heading, MILESTONES).reason) == (None, reason)


@pytest.mark.parametrize(
    ("title", "role"),
    [("Mentorer", "mentor"), ("likepersoner-vestland", "mentor"), ("Deltakere 2026", "mentee"), ("Ark1", None),
     ("Mentorer og deltakere", None), ("deltakere_vestland", "mentee")],
)  # fmt: skip
def test_a_sheets_title_may_say_the_role(title, role):
    assert role_of(title) == role


PEOPLE = ["Navn", "E-post", "Kommune"]


def test_headings_are_found_below_titles():
    rows = [["Mentorer 2026"], ["Oppdatert i går"], [], PEOPLE, ["Per", "per@example.org", "Oslo"]]
    (layout,) = layouts(Mentorer=rows)
    assert (layout.kind, layout.role, layout.heading) == ("people", "mentor", 2)


def test_a_heading_one_row_higher_counts_where_the_cell_is_empty():
    above, below = ["Person", None, "Kontakt", "Kommune"], ["Fornavn", "Etternavn", "E-post", None]
    rows = [above, below, ["Per", "Li", "p@x.no", "Os"]]
    assert fields(layouts(Mentorer=rows)[0])["D"] == Field.MUNICIPALITY


def test_a_sheet_with_mentor_and_mentee_holds_pairs():
    (layout,) = layouts(Ark1=[["Mentor", "Mentee", "Startet", "Målplan", "Kommune"], ["A", "B", None, None, "Oslo"]])
    assert layout.kind == "pairs"
    assert fields(layout)["D"] == "milestone:målplan"
    assert fields(layout)["E"] == "other_sheet"


def test_a_milestone_in_a_sheet_of_people_is_dropped():
    (layout,) = layouts(Mentorer=[[*PEOPLE, "Likepersonskurs"], ["Per", "p@x.no", "Oslo", None]])
    assert fields(layout)["D"] == "milestone"


def test_a_sheet_of_people_may_call_its_names_by_their_role():
    (layout,) = layouts(Ark1=[["Deltaker", "E-post"], ["Per", "p@x.no"]])
    assert (layout.kind, layout.role, fields(layout)["A"]) == ("people", "mentee", Field.NAME)


def test_the_headings_may_say_the_role():
    assert layouts(Ark1=[["Navn", "Ønsker hjelp med"], ["Per", "studier"]])[0].role == "mentee"
    assert layouts(Ark1=[["Navn", "Erfaring", "Maks antall"], ["Per", "studier", 2]])[0].role == "mentor"


def test_a_sheet_without_headings_is_unknown():
    assert layouts(Ark1=[["Husk å ringe"], ["Per", "Oslo"]])[0].kind == "unknown"


def test_a_column_without_heading_is_dropped_only_when_it_holds_something():
    (layout,) = layouts(Mentorer=[[*PEOPLE, None, None], ["Per", "p@x.no", "Oslo", None, "hm"]])
    assert fields(layout) == {"A": "name", "B": "email", "C": "municipality", "E": "no_heading"}


def test_a_person_can_correct_the_meaning_of_a_column():
    sheet = {"Mentorer": [[*PEOPLE, "Kaffevaner"], ["Per", "p@x.no", "Oslo", "svart"]]}
    (layout,) = layouts({("Mentorer", "D"): "note", ("Mentorer", "C"): None}, **sheet)
    assert fields(layout) == {"A": "name", "B": "email", "C": "chosen", "D": "note"}


def test_a_person_can_correct_what_a_sheet_is():
    sheet = {"Ark1": [PEOPLE, ["Per", "p@x.no", "Oslo"]]}
    assert layouts({("Ark1", "*"): "mentees"}, **sheet)[0].role == "mentee"
    assert layouts({("Ark1", "*"): "ignore"}, **sheet)[0].kind == "ignored"


def test_corrections_survive_json():
    (layout,) = layouts(Mentorer=[[*PEOPLE, "Kaffevaner"], ["Per", "p@x.no", "Oslo", "svart"]])
    mapping = {**mapping_of([layout]), ("Mentorer", "*"): "mentees", ("Par", "E"): "milestone:målplan"}
    assert mapping_from_json(mapping_to_json(mapping), MILESTONES) == mapping


@pytest.mark.parametrize("text", ['[]', '{"A": 1}', '{"A": {"B": "password"}}', '{"A": {"*": "coordinators"}}',
                                  '{"A": {"B": "milestone:made up"}}', "no json"])  # fmt: skip
def test_corrections_that_mean_nothing_are_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        mapping_from_json(text, MILESTONES)
