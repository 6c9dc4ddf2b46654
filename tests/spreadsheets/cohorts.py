"""Small cohorts in spreadsheets, and the files that organisations sent us rebuilt in shape."""

from mentor_program.spreadsheets.cohort_reading import read_cohort
from spreadsheets.support import TODAY, xlsx

MENTORS = ("Navn", "Kommune", "Erfaringsområder", "Ledig?", "Maks antall")
MENTEES = ("Navn", "Kommune", "Ønsker hjelp med", "Påmeldt dato")
PAIRS = ("Mentor", "Deltaker", "Startet", "Status", "Avsluttet")

# A workbook as a county branch keeps it: a title above the headings, qualifications, a pause, a sum, pairs.
WORKBOOK = {
    "Mentorer": [
        ("Mentorprogram Rogaland 2026 – mentorer",),
        ("Oppdatert 20.11.2026 – NB! ikke send videre på e-post",),
        (),
        ("Fornavn", "Etternavn", "E-post", "Postnr", "Kommune", "Erfaringsområder", "Ledig?", "Maks antall",
         "Likepersonskurs", "Taushetserklæring", "Synsdiagnose"),
        ("Torild", "Abdi", "t@ex.org", 4158, "Stavanger", "Skjermleser og PC", "Ja", None, "18.3.2025", "ja", None),
        ("Hanne", "Aamodt", None, 4095, "Stavanger", "Førerhund, Arbeidsliv", "x", 2, "4.9.2025", "ja", "AMD"),
        ("Tiril", "Berg", None, 4325, "Sandnes", "Førerhund", "pause til jul", 2, "13.8.2025", "ja", None),
        ("Per", "Michelsen", None, 4057, "Sola", "Studier", "x", 2, None, None, "AMD"),
        ("Sum", 4),
    ],
    "Deltakere": [
        ("Navn", "Kommune", "Ønsker hjelp med", "Påmeldt dato", "Ønsket møteform", "Fødselsår"),
        ("Thoresen, Tommy", "Stavanger", "Førerhund; Senior", "11.07.2026", "Telefon", 2002),
        ("Maja Sagen", "Sandnes", "Arbeidsliv", "30.06.2026", "Begge deler", 1979),
        ("Evelyn Nilsen", "Sola", "Studier", "09.05.2026", "Fysisk", 1956),
        ("Jim Meling", "Stavanger", "Studier", "20.03.2026", "Fysisk", 1985),
    ],
    "Par": [
        PAIRS,
        ("Torild Abdi", "Jim Meling", "1.5.2026", "Aktiv", None),
        ("Hanne Aamodt", "Tommy Thoresen", "1.2.2026", "Avsluttet", "1.9.2026"),
        ("Ukjent Person", "Evelyn Nilsen", "20.11.2026", "Aktiv", None),
    ],
}  # fmt: skip
TWO_FILES = {
    "likepersoner-vestland.csv": "Navn;E-post;Postnr;Kommune;Erfaring;Rolle;Ledig\r\n"
    "Åge Skoglund;age@example.org;6874;Luster;Punktskrift|Smarttelefon|Ungdom;mentor;ja\r\n"
    "Vegar Jonassen;vegar@example.org;5161;Bergen;Pårørende|AMD|Studier;Mentor;nei\r\n"
    "Oddvar Omar;oddvar@example.org;5267;Bergen;Fritid og idrett;mentor;ja\r\n".encode("cp1252"),
    "deltakere-vestland.csv": "\ufeffNavn;E-post;Postnr;Kommune;Erfaring;Rolle;Ledig\r\n"
    "Espen Normann;espen@example.org;6851;Sogndal;Smarttelefon|Førerhund;mentee;ja\r\n"
    "Natalia Hamre;natalia@example.org;5259;Bergen;Ungdom|Glaukom;Mentee;nei\r\n"
    "Julie Hanssen;julie@example.org;5154;Bergen;Fritid og idrett;mentee;ja\r\n".encode(),
}


def cohort(required=None, postal_codes=None, **sheets):
    return read_cohort([("bok.xlsx", xlsx(**sheets).read())], today=TODAY, required=required, postal_codes=postal_codes)


def two_files():
    return read_cohort(list(TWO_FILES.items()), today=TODAY)
