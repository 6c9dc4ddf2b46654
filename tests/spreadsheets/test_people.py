import io

from mentor_program.spreadsheets.understanding import understand
from spreadsheets.support import codes, reference, told, understood

HEADINGS = ["Navn", "E-post", "Telefon", "Erfaring", "Samtykke"]


def person(name, email=None, phone=None, areas=None, consent=None):
    return [name, email, phone, areas, consent]


def mentors(*rows, **changes):
    return understood(Mentorer=[HEADINGS, *rows], **changes)


def test_first_and_last_name_make_one_name():
    found = understood(Mentorer=[["Fornavn", "Etternavn", "Mobil"], ["Åse", "Bø", "6805 0001"]])
    assert [p.name for p in found.people] == ["Åse Bø"]


def test_what_the_sheet_does_not_say_is_none():
    (ase,) = mentors(person("Åse Bø", phone="6805 0001")).people
    assert (ase.email, ase.municipality, ase.availability, ase.capacity, ase.areas) == (None, None, None, None, ())


def test_the_role_column_overrules_the_sheets_title():
    rows = [["Navn", "Tlf", "Rolle"], ["Åse Bø", "6805 0001", "mentee"], ["Per Li", "6805 0002", None]]
    assert [p.role for p in understood(Mentorer=rows).people] == ["mentee", "mentor"]


def test_without_any_role_people_stand_outside_the_programme_and_that_is_told():
    found = understood(Ark1=[["Navn", "Tlf"], ["Åse Bø", "6805 0001"]])
    assert ([p.role for p in found.people], told(found)) == ([None], [("Ark1", 0, "", "role_unknown")])


def test_diagnoses_are_left_out_without_consent_and_only_counted():
    found = mentors(person("Åse Bø", phone="6805 0001", areas="Glaukom, RP, Punktskrift"))
    assert (found.people[0].areas, found.diagnosis_areas_left_out) == (("punktskrift",), 2)
    assert told(found) == [("Mentorer", 2, "D", "areas_without_consent")]
    assert "laukom" not in found.faults[0].sentence()


def test_diagnoses_are_kept_where_the_consent_column_says_yes():
    found = mentors(person("Åse Bø", phone="6805 0001", areas="Glaukom, Punktskrift", consent="ja"))
    assert (found.people[0].areas, found.people[0].consents, codes(found)) == (("glaukom", "punktskrift"), True, [])


def test_consent_of_one_person_is_not_consent_of_another():
    found = mentors(
        person("Åse Bø", phone="6805 0001", areas="Glaukom", consent="ja"),
        person("Per Li", phone="6805 0002", areas="Glaukom", consent="nei"),
    )
    assert [p.areas for p in found.people] == [("glaukom",), ()]


def test_blank_rows_sum_rows_and_repeated_headings_are_no_people():
    found = mentors(person("Åse Bø", phone="6805 0001"), [], HEADINGS, [], ["Sum", 1], ["Totalt:", "=COUNTA(A2:A3)"])
    assert len(found.people) == 1
    assert told(found) == [
        ("Mentorer", 4, "", "heading_row"),
        ("Mentorer", 6, "", "sum_row"),
        ("Mentorer", 7, "", "sum_row"),
    ]


def test_a_sum_row_of_a_csv_is_no_person():
    found = understand(io.BytesIO(b"Navn;Tlf;Maks\nPer Li;6805 0001;2\nSum;1;2\n"), "m.csv", reference=reference())
    assert (len(found.people), told(found)[-1]) == (1, ("m", 3, "", "sum_row"))


def test_endless_cells_are_told_and_cost_little():
    found = mentors(person("Per Li", "a" * 30_000, "6805 0001", "tull, " * 5000))
    assert codes(found) == ["email_invalid", *["area_unknown"] * 60]
    assert max(len(fault.sentence()) for fault in found.faults) < 200


def test_stray_text_and_a_missing_name_are_told():
    found = mentors([None, None, None, "husk kake"], [None, "x@example.org", "6805 0001"])
    assert told(found) == [("Mentorer", 2, "", "stray_text"), ("Mentorer", 3, "A", "name_missing")]


def test_an_address_beside_two_names_identifies_nobody_and_both_rows_are_told():
    found = mentors(
        person("Åse Bø", "felles@example.org", "6805 0001"),
        person("Per Li", "Felles@example.org", "6805 0002"),
    )
    assert [(p.name, p.email) for p in found.people] == [("Åse Bø", None), ("Per Li", None)]
    assert told(found) == [("Mentorer", 2, "B", "email_shared"), ("Mentorer", 3, "B", "email_shared")]
    assert found.faults[0].facts["others"] == ("Per Li",)


def test_a_person_who_could_not_be_recognised_again_is_left_out():
    found = mentors(person("Åse Bø"), person("Per Li", "feil", None))
    assert ([p.name for p in found.people], found.rows_left_out) == ([], 2)
    assert codes(found) == ["no_contact", "no_contact", "email_invalid"]


def test_one_person_on_two_rows_is_one_person():
    found = mentors(
        person("Åse Bø", "ase@example.org", None, "Studier"),
        person("Bø, Åse", "ase@example.org", "6805 0001", "Punktskrift"),
    )
    (ase,) = found.people
    assert (ase.phone, ase.areas, ase.also) == ("+47 6805 0001", ("studier", "punktskrift"), (("Mentorer", 3),))
    assert codes(found) == ["duplicate_row"]


def test_one_person_on_two_sheets_is_one_person_and_differences_are_told():
    found = understood(
        Mentorer=[["Navn", "E-post", "Tlf"], ["Åse Bø", "ase@example.org", "6805 0001"]],
        Deltakere=[["Navn", "E-post", "Tlf"], ["Åse Bø", "ase@example.org", "6805 0002"]],
    )
    assert [(p.role, p.phone) for p in found.people] == [("mentor", "+47 6805 0001")]
    assert codes(found) == ["same_person", "two_roles", "differs"]


def test_without_an_address_name_and_number_recognise_a_person():
    found = mentors(person("Åse Bø", phone="6805 0001"), person("åse bø", phone="+4768050001"))
    assert len(found.people) == 1


def test_two_people_of_one_name_with_different_addresses_are_two():
    found = mentors(person("Åse Bø", "a@example.org"), person("Åse Bø", "b@example.org"))
    assert (len(found.people), codes(found)) == (2, [])


def test_a_formula_is_kept_as_text():
    found = mentors(person('=HYPERLINK("http://evil.example")', phone="6805 0001"))
    assert (found.people[0].name, codes(found)) == ('=HYPERLINK("http://evil.example")', ["formula_as_text"])


def test_a_note_is_imported_only_when_a_person_chooses_so():
    rows = [["Navn", "Tlf", "Merknad"], ["Åse Bø", "6805 0001", "ringes på kvelden"]]
    assert understood(Mentorer=rows).people[0].note is None
    assert [c.heading for c in understood(Mentorer=rows).dropped_columns] == ["Merknad"]
    assert understood({("Mentorer", "C"): "note"}, Mentorer=rows).people[0].note == "ringes på kvelden"


def test_two_columns_of_one_meaning_fill_each_other():
    rows = [["Navn", "Mobil", "Telefon"], ["Åse Bø", None, "6805 0001"], ["Per Li", "6805 0002", "6805 0003"]]
    assert [p.phone for p in understood(Mentorer=rows).people] == ["+47 6805 0001", "+47 6805 0002"]


def test_a_long_list_is_read_with_its_progress_told():
    seen = []
    rows = [person(f"Person {n}", f"p{n}@example.org") for n in range(600)]
    found = mentors(*rows, progress=lambda done, total: seen.append((done, total)))
    assert (len(found.people), seen) == (600, [(250, 601), (500, 601)])
