"""A real organisation to import into, small spreadsheets, and what is stored afterwards."""

import hashlib
import io
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import openpyxl
import psycopg

from mentor_program.domain.permissions import Actor
from mentor_program.jobs.organisations import create_coordinator, create_organisation, create_unit
from mentor_program.services.mentor_program_service import MentorProgramService
from mentor_program.spreadsheets.importing import Preview, preview, read, stated
from mentor_program.spreadsheets.report import report_of

PEOPLE = ("Navn", "E-post", "Telefon", "Kommune")
TABLES = (
    "mentor_pairings", "pairing_milestones", "pairing_events", "pairing_activities", "pairing_dissolutions",
    "peer_mentors", "peer_mentor_contacts", "peer_mentor_experience_areas", "peer_mentor_consents",
    "peer_mentor_notes", "import_items",
)  # fmt: skip
# Kept by the server when places are counted, and no part of what a person is.
UNSTABLE = "to_jsonb(t) - 'updated_at' - 'version'"


@dataclass
class Organisation:
    """An organisation with two county branches and a local one, and its coordinators."""

    owner: psycopg.Connection
    root: UUID
    rogaland: UUID
    vestland: UUID
    sandnes: UUID
    coordinator: Actor = field(default_factory=lambda: Actor(uuid4()))
    local: Actor = field(default_factory=lambda: Actor(uuid4()))

    def rows(self, query: str, *values: object) -> list[tuple]:
        return self.owner.execute(query, values).fetchall()

    def value(self, query: str, *values: object) -> object:
        return self.owner.execute(query, values).fetchone()[0]

    def everything(self) -> dict[str, list]:
        """All that imports write, as it is stored."""
        return {table: sorted(self.rows(f"select ({UNSTABLE})::text from public.{table} t")) for table in TABLES}

    def people(self) -> dict[str, tuple]:
        """Role, unit, e-mail and telephone by name."""
        query = """
            select p.display_name, p.mentor_programme_role, u.name, c.email, c.phone from public.peer_mentors p
            join public.organisation_units u on u.id = p.unit_id
            left join public.peer_mentor_contacts c on c.peer_mentor_id = p.id order by p.display_name
        """
        return {name: rest for name, *rest in map(tuple, self.rows(query)) for rest in [tuple(rest)]}

    def pairs(self) -> dict[tuple[str, str], str]:
        """Status by the names of mentor and mentee."""
        query = "select mentor_name, mentee_name, status from public.mentor_pairings order by mentor_name, mentee_name"
        return {(mentor, mentee): status for mentor, mentee, status in self.rows(query)}


def make_organisation(owner: psycopg.Connection, name: str = "Landsforbundet") -> Organisation:
    """Made as `start-organisation` and `add-unit` make one."""
    root = create_organisation(owner, name=name)
    rogaland = create_unit(owner, name="Rogaland fylkeslag", parent=root, county="11")
    vestland = create_unit(owner, name="Vestland fylkeslag", parent=root, county="46")
    sandnes = create_unit(owner, name="Sandnes lokallag", parent=rogaland, municipalities=("1108",))
    made = Organisation(owner, root, rogaland, vestland, sandnes)
    for actor, unit, display_name in (
        (made.coordinator, root, "Kari Koordinator"),
        (made.local, rogaland, "Lars Lokal"),
    ):
        email = f"{actor.user_id}@example.org"
        create_coordinator(owner, user_id=actor.user_id, unit=unit, display_name=display_name, email=email)
    return made


def book(**sheets: list) -> bytes:
    """A workbook of sheets, each a list of rows."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def import_file(
    actor: Actor, content: bytes, name: str = "liste.xlsx", **options: object
) -> tuple[Preview, UUID | None]:
    """Import as the command does; the preview it wrote by and the import's id, None when nothing was written."""
    service = MentorProgramService()
    understanding = read(service, actor, content, name)
    plan, written = service.write_import(
        actor=actor,
        stated=stated(understanding),
        report=lambda plan: report_of(preview(understanding, plan)),
        file_name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        **options,
    )
    return preview(understanding, plan), written


def codes(told: Preview) -> list[tuple[str, int, str]]:
    """(sheet, row, code) of every fault."""
    return [(fault.sheet, fault.row, fault.code) for fault in told.faults]
