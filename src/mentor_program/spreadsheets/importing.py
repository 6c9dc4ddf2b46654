"""From a file to what the program is told: the file understood, held against what is stored, and what is said of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from uuid import UUID

from mentor_program.domain.permissions import Actor
from mentor_program.services import import_results as services
from mentor_program.services.mentor_program_service import MentorProgramService
from mentor_program.spreadsheets.areas import Area
from mentor_program.spreadsheets.faults import Fault, Severity
from mentor_program.spreadsheets.headings import Field
from mentor_program.spreadsheets.layout import Choices
from mentor_program.spreadsheets.matching import ROLES
from mentor_program.spreadsheets.pairs import PairRow, Someone
from mentor_program.spreadsheets.people import PersonRow
from mentor_program.spreadsheets.reference import Reference, Several, Sought
from mentor_program.spreadsheets.understanding import Progress, Understanding, understand
from mentor_program.wording.translation import speaking

# where a person's or a pair's value may stand, for remarks about it
COLUMNS = {
    "municipality": (Field.MUNICIPALITY, Field.POSTAL_CODE),
    "email": (Field.EMAIL,),
    "role": (Field.ROLE,),
    "capacity": (Field.CAPACITY,),
    "cohort": (Field.COHORT,),
    "mentor": (Field.MENTOR,),
    "mentee": (Field.MENTEE,),
    "reason": (Field.REASON,),
}


@dataclass(frozen=True)
class Preview:
    """What a file says, what importing it would do, and everything there is to tell about it, in the file's order."""

    understanding: Understanding
    plan: services.ImportPlan
    faults: tuple[Fault, ...]

    @property
    def rows_left_out(self) -> int:
        """How many rows are left out because of an error."""
        return len({(fault.sheet, fault.row) for fault in self.faults if fault.severity is Severity.ERROR})


def read(
    service: MentorProgramService,
    actor: Actor,
    content: bytes,
    file_name: str,
    mapping: Choices | None = None,
    progress: Progress | None = None,
) -> Understanding:
    """Understand a file by the lists of the actor's organisation. Raises UnreadableFile, NotAllowed."""
    known = service.import_reference(actor=actor)
    reference = Reference(
        today=known.today,
        areas=tuple(Area(name, names_diagnosis) for name, names_diagnosis in known.areas),
        milestones=known.milestones,
        reasons=known.reasons,
        postal_codes=known.postal_codes,
        find_people=_finder(service, actor),
    )
    # The organisation's own words are recognised in headings, titles and roles.
    with speaking(cache(lambda: service.wording(actor=actor))):
        return understand(BytesIO(content), file_name, mapping, reference=reference, progress=progress)


def _finder(service: MentorProgramService, actor: Actor) -> Callable[[frozenset[Sought]], dict[Sought, object]]:
    def find(sought: frozenset[Sought]) -> dict[Sought, object]:
        found = service.find_people(actor=actor, sought=[(one.name, one.email) for one in sought])
        several = {one: ids for one in sought if (ids := found[one.name, one.email])}
        return {one: ids[0] if len(ids) == 1 else Several for one, ids in several.items()}

    return find


def stated(understanding: Understanding) -> services.Stated:
    """What the file states, in the words of the service."""
    return services.Stated(
        people=tuple(_person(person) for person in understanding.people),
        pairs=tuple(_pair(pair) for pair in understanding.pairs),
    )


def _person(person: PersonRow) -> services.StatedPerson:
    away = person.availability
    return services.StatedPerson(
        sheet=person.sheet,
        row=person.row,
        name=person.name,
        role=person.role,
        email=person.email,
        phone=person.phone,
        postal_code=person.postal_code,
        municipality=person.municipality,
        availability=away.state if away else None,
        paused_until=away.until if away else None,
        capacity=person.capacity,
        areas=person.areas,
        cohort=person.cohort,
        meeting_forms=person.meeting_forms,
        note=person.note,
    )


def _pair(pair: PairRow) -> services.StatedPair:
    return services.StatedPair(
        sheet=pair.sheet,
        row=pair.row,
        mentor=_someone(pair.mentor),
        mentee=_someone(pair.mentee),
        started=pair.started,
        status=pair.status,
        milestones=pair.milestones,
        last_contact=pair.last_contact,
        ended=pair.ended,
        reason=pair.reason,
        cohort=pair.cohort,
    )


def _someone(one: Someone) -> services.StatedSomeone:
    known = one.known if isinstance(one.known, UUID) else None
    return services.StatedSomeone(one.name, one.person, known)


def preview(understanding: Understanding, plan: services.ImportPlan) -> Preview:
    """Put together what the file shows and what the program's own data shows."""
    layouts = {layout.title: layout for layout in understanding.sheets}
    order = {layout.title: place for place, layout in enumerate(understanding.sheets)}

    def fault(remark: services.Remark) -> Fault:
        facts = {name: ROLES.get(str(value), value) for name, value in remark.facts}
        fields = COLUMNS.get(remark.field, ())
        columns: Iterable = (column for field in fields for column in layouts[remark.sheet].of(field))
        column = next(iter(columns), None)
        letter, heading = (column.letter, column.heading) if column else ("", "")
        return Fault(remark.code, facts).at(remark.sheet, remark.row, letter, heading)

    faults = [*understanding.faults, *map(fault, plan.remarks)]
    faults.sort(key=lambda fault: (order.get(fault.sheet, -1), fault.row, len(fault.column), fault.column))
    return Preview(understanding, plan, tuple(faults))
