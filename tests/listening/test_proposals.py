"""Pairs for everyone who waits by ear: how many, what was done to each, what changed, and that it is done."""


def test_everyone_who_waits_is_proposed_looked_through_and_paired(listen, cast, coordinator):
    ear = listen("/pairings/proposals/", user=coordinator)
    ear.heard("Finished loading Foreslå mentorpar for alle som venter")
    ear.go_to(ear.page.get_by_role("button", name="Foreslå mentorpar"))
    ear.press("Enter")
    ear.outcome("Forslagene er klare. Ingenting er opprettet ennå.")

    ear.go_to(ear.page.get_by_role("button", name="Lås forslaget for Even Mentee"))
    ear.heard("Lås forslaget for Even Mentee push button")
    ear.go_to(ear.page.get_by_role("button", name="Ta ut Vera Venter"))
    ear.press("Enter")
    ear.outcome("Tatt ut: Vera Venter")

    ear.go_to(ear.page.get_by_role("link", name="Opprett 2 mentorpar …"))
    ear.press("Enter")
    ear.heard("Finished loading Opprette 2 mentorpar?")
    cast.owner.execute("update public.peer_mentors set availability = 'unavailable' where id = %s", [cast.mentee])
    ear.go_to(ear.page.get_by_role("button", name="Opprett 2 mentorpar"))
    ear.press("Enter")
    ear.heard("Finished loading Ingen mentorpar er opprettet: 1 forslag kan ikke opprettes lenger. Even Mentee og")

    ear.go_to(ear.page.get_by_role("link", name="Opprett 1 mentorpar …"))
    ear.press("Enter")
    ear.go_to(ear.page.get_by_role("button", name="Opprett 1 mentorpar"))
    ear.press("Enter")
    ear.outcome("1 mentorpar er opprettet")
