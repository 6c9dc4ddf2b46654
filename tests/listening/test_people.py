"""Stories F, G and H by ear: pairs made, people added, a list imported."""

from browser.imports import AT_WORK, brought_to
from support.accounts import account_of
from support.importing import PEOPLE, book


def test_a_pair_is_made_one_chosen_after_the_other(listen, cast, coordinator):
    ear = listen("/pairings/new/", user=coordinator)
    ear.heard("Finished loading 3 menteer og 3 mentorer – Opprett mentorpar")

    ear.go_to(ear.page.get_by_role("link", name="Velg Even Mentee"))
    ear.heard("Velg Even Mentee link")
    ear.press("Enter")
    ear.heard("Finished loading 3 mentorer – Finn en mentor til Even Mentee")
    ear.go_to(ear.page.get_by_role("link", name="Velg Mona Mentor"))
    ear.press("Enter")
    ear.heard("Finished loading Bekreft: Mona Mentor og Even Mentee")
    ear.go_to(ear.page.get_by_role("button", name="Opprett mentorpar"))
    ear.press("Enter")
    ear.outcome("Mentorparet er opprettet")


def test_a_person_without_a_name_is_an_error_that_is_heard_and_found(listen, cast, coordinator):
    ear = listen("/people/new/", user=coordinator)
    ear.go_to(ear.page.locator("main form button[type=submit]").last)

    ear.press("Enter")
    ear.errors("Feil: 3 ting må rettes")
    ear.go_to(ear.page.get_by_label("Navn"))
    ear.heard("Navn entry", "invalid entry", "Fyll ut «Navn»")
    ear.braille("Navn  $l invalid")


def test_an_import_says_what_was_understood_and_then_what_was_done(listen, cast, coordinator, tmp_path):
    (tmp_path / "liste.xlsx").write_bytes(
        book(Mentorer=[PEOPLE, ("Nils Ny", "nils@example.org", "6805 0099", "Stavanger")])
    )
    ear = listen("/import/", user=coordinator)
    ear.page.set_input_files("input[type=file]", tmp_path / "liste.xlsx")
    ear.go_to(ear.page.locator("main form button[type=submit]").first)

    ear.press("Enter")
    ear.heard("Finished loading Klar til å importere: 1 person – liste.xlsx")
    ear.go_to(ear.page.locator("main form button[type=submit]").first)
    ear.press("Enter")
    ear.heard("Finished loading 1 person er importert – Import av liste.xlsx")


def test_how_far_an_import_is_is_told_politely_and_its_outcome_opens_by_itself(listen, cast, coordinator):
    made = brought_to(AT_WORK.format("writing"))(cast)["imported"]
    ear = listen(f"/import/{made}/", user=coordinator)
    ear.heard("Finished loading 250 av 5\u00a0000 rader lagret – liste.xlsx")

    cast.owner.execute("update public.imports set progress_done = 2500, heartbeat_at = now()")
    ear.heard("2\u00a0500 av 5\u00a0000 rader lagret")
    assert ear.page.evaluate("document.activeElement === document.body")
    cast.owner.execute("update public.imports set status = 'ready', run = null")
    ear.heard("Finished loading Klar til å importere: 2 personer og 1 mentorpar – liste.xlsx")


def test_a_mentee_hears_that_the_own_telephone_number_is_saved(listen, cast):
    ear = listen("/profile/", user=account_of(cast.mentee_user))
    ear.page.get_by_label("Telefon").fill("68052877")
    ear.go_to(ear.page.get_by_role("button", name="Lagre kontaktopplysninger"))

    ear.press("Enter")
    ear.outcome("Kontaktopplysningene dine er lagret.")
