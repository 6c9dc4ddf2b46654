"""Every story with keys alone, from the page that opens after signing in. Names are those of bokmål."""

from collections.abc import Callable
from dataclasses import dataclass

from support.importing import PEOPLE, book
from support.keyboard import TO_CONTENT, Keyboard

PAIR = "Mona Mentor og Even Mentee"
FILE = {
    "name": "liste.xlsx",
    "mimeType": "application/octet-stream",
    "buffer": book(Mentorer=[PEOPLE, ("Nils Ny", "nils@example.org", "6805 0099", "Stavanger")]),
}


def title(keyboard: Keyboard) -> str:
    return keyboard.page.title()


def outcome(keyboard: Keyboard, words: str) -> None:
    """The page says so first in its title, and in the message that has focus."""
    assert title(keyboard).startswith(f"{words} – "), title(keyboard)
    focused = keyboard.page.evaluate("document.activeElement.innerText").strip()
    assert focused == words, focused


def reach_first_pair(keyboard: Keyboard) -> None:
    keyboard.tab_to(PAIR)


def list_those_that_need_help(keyboard: Keyboard) -> None:
    keyboard.follow("Trenger oppfølging (1)")
    assert title(keyboard).startswith("1 mentorpar – trenger oppfølging")


def open_pair(keyboard: Keyboard) -> None:
    keyboard.follow(PAIR)
    assert title(keyboard).startswith("Trenger oppfølging: ")


def open_mentee(keyboard: Keyboard) -> None:
    keyboard.follow("Even Mentee")
    assert title(keyboard).startswith("Trenger oppfølging: ")


def open_own_pair(keyboard: Keyboard) -> None:
    keyboard.follow("Mona Mentor")
    assert title(keyboard).startswith("Trenger oppfølging: ")


def record_contact(keyboard: Keyboard) -> None:
    keyboard.follow("Registrer kontakt")
    keyboard.tab_to("Møte")
    keyboard.press("Space")
    keyboard.enter()
    outcome(keyboard, "Kontakten er registrert.")


def complete_milestone(keyboard: Keyboard) -> None:
    keyboard.follow(PAIR)
    keyboard.follow("Merk som fullført")
    outcome(keyboard, "Milepæl fullført: Oppstartssamtale.")


def end_pair(keyboard: Keyboard) -> None:
    keyboard.follow(PAIR)
    keyboard.tab_to("Avslutt mentorparet")
    keyboard.press("Enter")
    if keyboard.page.get_by_role("dialog").count():  # it opens on the way out, which stands after the form
        keyboard.back_to("Koordinatoren")
        keyboard.press("Space")
        keyboard.back_to("Årsak")
        keyboard.type("Lit")
    else:
        keyboard.page.wait_for_selector("#id_reason")
        keyboard.choose("Årsak", "Lit")
        keyboard.tab_to("Mentoren")
        keyboard.press("Space")
    keyboard.follow("Avslutt mentorparet")
    outcome(keyboard, "Mentorparet er avsluttet. Begge kan få nytt mentorpar.")


def create_pair(keyboard: Keyboard) -> None:
    keyboard.follow("Opprett mentorpar", past=(TO_CONTENT,))
    keyboard.follow("Velg Vera Venter")
    keyboard.follow("Velg Ida Ledig")
    keyboard.follow("Opprett mentorpar")
    outcome(keyboard, "Mentorparet er opprettet")


def import_a_list(keyboard: Keyboard) -> None:
    keyboard.page.on("filechooser", lambda chooser: None)  # the browser is told now, long before the key is pressed
    keyboard.follow("Importer", past=())
    keyboard.tab_to("Regneark")
    if keyboard.scripts:
        with keyboard.page.expect_file_chooser() as chosen:
            keyboard.press("Enter")
        chosen.value.set_files(FILE)
    else:  # the browser's own window for files cannot be caught then
        keyboard.page.set_input_files("#id_file", FILE)
    keyboard.tab_to("Les filen")
    keyboard.press("Enter")
    wait_for(keyboard, "Importer 1 person")
    keyboard.follow("Importer 1 person")
    wait_for(keyboard, "1 person er importert")
    assert title(keyboard).startswith("1 person er importert")


def wait_for(keyboard: Keyboard, words: str) -> None:
    """Until the work is done; without scripts the page's link looks again."""
    while not keyboard.scripts and keyboard.page.get_by_text("Se hvor langt").count():
        keyboard.page.get_by_text("Se hvor langt").click()
    keyboard.page.get_by_text(words).first.wait_for()


def add_person(keyboard: Keyboard) -> None:
    keyboard.follow("Personer", past=())
    keyboard.follow("Legg til person", past=(TO_CONTENT,))
    keyboard.tab_to("Navn")
    keyboard.type("Nils Ny")
    keyboard.tab_to("Mentor")
    keyboard.press("Space")
    keyboard.choose("Enhet", "Rog")
    keyboard.follow("Legg til person")
    outcome(keyboard, "Nils Ny er lagt til.")


def correct_own_number(keyboard: Keyboard) -> None:
    keyboard.follow("Min profil", past=())
    keyboard.tab_to("Telefon")
    keyboard.press("Control+A")
    keyboard.type("68052877")
    keyboard.enter()
    outcome(keyboard, "Kontaktopplysningene dine er lagret.")


@dataclass(frozen=True)
class Story:
    """`letter` is that of design/product.md, `most` how many key presses it may take, where that is promised."""

    letter: str
    who: str
    what: str
    told: Callable[[Keyboard], None]
    most: int | None = None

    def __str__(self) -> str:
        return f"{self.letter} {self.who}: {self.what}"


STORIES = [
    Story("A", "coordinator", "reach the first pair", reach_first_pair, most=8),
    Story("A", "coordinator", "list those that need help", list_those_that_need_help),
    Story("B", "mentor", "open a mentee's page", open_mentee),
    Story("B", "mentor", "record a meeting of today", record_contact),
    Story("C", "coordinator", "open a pair with its milestones and history", open_pair),
    Story("C", "mentee", "open one's own pair", open_own_pair),
    Story("D", "coordinator", "complete a milestone", complete_milestone, most=12),
    Story("E", "coordinator", "end a pair, with reason and who asked for it", end_pair),
    Story("F", "coordinator", "make a pair", create_pair),
    Story("G", "coordinator", "import a spreadsheet", import_a_list),
    Story("H", "coordinator", "add a person: name, role and unit", add_person),
    Story("H", "mentee", "correct one's own telephone number", correct_own_number),
]
