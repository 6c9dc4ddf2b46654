"""The pages of an import in every state it can be in."""

from collections.abc import Callable
from datetime import date, timedelta

from browser.state import Facts, State
from mentor_program.jobs import import_runner
from mentor_program.services.mentor_program_service import MentorProgramService
from support.importing import PEOPLE, book

LONG_AGO = date.today() - timedelta(days=60)
BAD_ROWS = (("Berit By", "ikke epost", "6805 0002", "Stavanger"), ("Ukjent", None, None, "Sola"))


def sheets(cast, *bad_rows: tuple) -> dict[str, list]:
    """A mentor, a mentee and their pair, whom no import before has brought."""
    before = cast.value("select count(*) from public.imports")
    mentor, mentee = f"Mona Lie{before or ''}", f"Even Moe{before or ''}"
    return {
        "Mentorer": [
            (*PEOPLE, "Synsdiagnose"),
            (mentor, f"mona{before}@example.org", f"6805 1{before:03}", "Stavanger", "AMD"),
            *bad_rows,
        ],
        "Deltakere": [PEOPLE, (mentee, f"even{before}@example.org", f"6805 2{before:03}", "Sandnes")],
        "Par": [("Mentor", "Deltaker", "Startet", "Status"), (mentor, mentee, LONG_AGO, "Aktiv")],
    }


AT_WORK = "status = '{}', run = gen_random_uuid(), progress_done = 250, progress_total = 5000, heartbeat_at = now()"
STOPPED = "status = 'writing', run = gen_random_uuid(), heartbeat_at = now() - interval '31 seconds'"
FAILED = """status = 'failed', summary = '{"failure": {"code": "damaged", "facts": {}}}'"""


def read(*bad_rows: tuple) -> Facts:
    """An import of the coordinator's that has been read and waits for a yes."""

    def arranged(cast) -> dict[str, object]:
        made = MentorProgramService().begin_import(
            actor=cast.coordinator, file_name="liste.xlsx", content=book(**sheets(cast, *bad_rows))
        )
        import_runner.start_reading(cast.coordinator, made).result(30)
        return {"imported": made}

    return arranged


def brought_to(columns: str) -> Facts:
    """The same, with columns of its row as they are while something else goes on."""

    def arranged(cast) -> dict[str, object]:
        facts = read()(cast)
        cast.owner.execute(f"update public.imports set {columns} where id = %s", [facts["imported"]])
        return facts

    return arranged


def written(then: Callable[[MentorProgramService, object, object], object] = lambda *_: None) -> Facts:
    """One that is saved; `then` does something more with it."""

    def arranged(cast) -> dict[str, object]:
        facts = read()(cast)
        service = MentorProgramService()
        key = service.import_of(actor=cast.coordinator, import_id=facts["imported"]).outcome_key
        import_runner.start_writing(cast.coordinator, facts["imported"], expected=key).result(30)
        then(service, cast.coordinator, facts["imported"])
        return facts

    return arranged


def take_back(service: MentorProgramService, actor: object, import_id: object) -> None:
    service.undo_import(actor=actor, import_id=import_id)


PAGE = "/import/{imported}/"
IMPORT_STATES = [
    State("import", "imports listed", "/import/", first=written()),
    State("import_preview", "before confirmation", PAGE, first=read()),
    State("import_preview", "with problems", PAGE, first=read(*BAD_ROWS)),
    State("import_preview", "row by row", PAGE + "?list=items", first=read(*BAD_ROWS)),
    State("import_preview", "reading", PAGE, first=brought_to(AT_WORK.format("reading"))),
    State("import_preview", "saving", PAGE, first=brought_to(AT_WORK.format("writing"))),
    State("import_preview", "interrupted", PAGE, first=brought_to(STOPPED)),
    State("import_preview", "failed", PAGE, first=brought_to(FAILED)),
    State("import_preview", "finished", PAGE, first=written()),
    State("import_preview", "undone", PAGE, first=written(take_back)),
    State("undo_import", "asked", PAGE + "undo/", first=written()),
]
