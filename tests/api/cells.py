"""One cell of the access matrix over HTTP: role × operation × row, what should be answered, and what is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile

from policies.matrix import ACROSS, ANONYMOUS, ENDED, LOCAL, MATRIX, NOBODY, ONESELF, OUTSIDER, ROLES, U_STEERED
from policies.operations import OPERATIONS, PAIRS, Operation
from policies.world import World

# Stands in every name of the other organisation, so that whatever shows one of them shows itself.
MARK = "Fremmedmerke"
# The address names what is not there at all: what one may not see is answered just so.
NOWHERE = "nowhere"
MARKED = """
update public.peer_mentors set display_name = %(mark)s || display_name where organisation_id = %(theirs)s;
update public.organisation_units set name = %(mark)s || name where organisation_id = %(theirs)s;
update public.mentor_programmes g set name = %(mark)s || g.name
from public.organisation_units u where u.id = g.unit_id and u.organisation_id = %(theirs)s;
update public.dissolution_reasons g set label = %(mark)s || g.label
from public.organisation_units u where u.id = g.unit_id and u.organisation_id = %(theirs)s;
update public.cohorts g set name = %(mark)s || g.name
from public.organisation_units u where u.id = g.unit_id and u.organisation_id = %(theirs)s;
update public.programme_milestones t set name = %(mark)s || t.name, stage = %(mark)s || t.stage
from public.mentor_programmes g join public.organisation_units u on u.id = g.unit_id
where g.id = t.programme_id and u.organisation_id = %(theirs)s;
update public.peer_mentor_notes n set note = %(mark)s || n.note
from public.peer_mentors p where p.id = n.peer_mentor_id and p.organisation_id = %(theirs)s;
update public.peer_mentor_contacts c set email = lower(%(mark)s) || c.email
from public.peer_mentors p where p.id = c.peer_mentor_id and p.organisation_id = %(theirs)s;
update public.imports i set file_name = %(mark)s || i.file_name
from public.organisation_units u where u.id = i.unit_id and u.organisation_id = %(theirs)s;
update public.pairing_proposals o
set helpful = jsonb_build_array(jsonb_build_object('pairs', 1, 'kind', 'paused', 'mentors', 1, 'place', %(mark)s::text))
from public.organisation_units u where u.id = o.unit_id and u.organisation_id = %(theirs)s;
"""
# How the rows are made ready for an operation, before each time that it is open to somebody: by the owner.
READY = {
    "active": "update public.mentor_pairings set status = 'active' where id = %(pair)s and status = 'paused'",
    "paused": "update public.mentor_pairings set status = 'paused' where id = %(pair)s and status = 'active'",
    "pending": "update public.pairing_milestones set status = 'pending' where id = %(row)s and status = 'completed'",
    "completed": "update public.pairing_milestones set status = 'completed'"
    " where id = %(row)s and status <> 'completed'",
    "finished": "update public.imports set status = 'finished' where id = %(row)s;"
    " delete from public.import_items where source_id = %(row)s",
    "unpaired": "insert into public.pairing_dissolutions (pairing_id, reason_id, initiated_by)"
    " select p.id, %(reason_id)s, 'mentor' from public.mentor_pairings p"
    " where p.mentee_id = %(mentee_id)s and p.status in ('active', 'paused')",
    "excluded": "insert into public.pairing_exclusions (id, mentor_id, mentee_id, reason)"
    " select %(row)s, p.mentor_id, p.mentee_id, 'Uenige' from public.mentor_pairings p where p.id = %(pair)s"
    " on conflict do nothing",
    "unwritten": "delete from public.import_items where source_id = %(row)s",
}


@dataclass(frozen=True)
class Cell:
    """One role, one operation, one row: `relation` is that of the row to the cast, empty where there is none."""

    operation_id: str
    role: str
    relation: str
    status: tuple[int, ...]
    is_open: bool

    @property
    def operation(self) -> Operation:
        return OPERATIONS[self.operation_id]


@dataclass
class Asked:
    """A client for each role, in one world. Everything that is told to others than the outsider lands in `told`."""

    world: World
    call: Callable
    told: bytes = b""
    seen_by_outsider: bytes = b""
    callers: dict = field(default_factory=dict)

    def caller(self, role: str):
        if role not in self.callers:
            who = {NOBODY: "no sub", ANONYMOUS: None}.get(role, self.world.users[role])
            self.callers[role] = self.call(who)
        return self.callers[role]

    def ask(self, cell: Cell):
        values = values_of(self.world, cell)
        return self.sent(cell, cell.operation.path.format_map(values), values)

    def sent(self, cell: Cell, path: str, values: dict):
        caller, operation = self.caller(cell.role), cell.operation
        body = {
            name: text.format_map(values) if isinstance(text, str) else text for name, text in operation.body.items()
        }
        if "file" in body:
            sent = {"file": SimpleUploadedFile("liste.csv", body["file"].encode())}
            answer = caller.client.post(f"/api/v1{path}", sent)
        else:
            answer = caller.ask(operation.method.lower(), path, body or None, {})
        content = readable(answer.getvalue() if answer.streaming else answer.content)
        if cell.role == OUTSIDER:
            self.seen_by_outsider += content
        else:
            self.told += content
        return answer

    def every_id(self, cell: Cell) -> set[str]:
        """The ids that a list tells, with the pages that its links lead to."""
        values = values_of(self.world, cell)
        waiting, seen, told = [cell.operation.path.format_map(values)], set(), set()
        while waiting:
            path = waiting.pop()
            seen.add(path)
            answer = self.sent(cell, path, values)
            told |= {value for name, value in members(answer.json()) if name in ("id", "value")}
            waiting += [
                v["next"] for name, v in members(answer.json()) if name == "links" and v["next"] not in (None, *seen)
            ]
        return told


def mark_what_is_theirs(world: World) -> None:
    """Put the mark before every name of the other organisation's."""
    for statement in filter(str.strip, MARKED.split(";")):
        world.cast.owner.execute(statement, {"mark": MARK, "theirs": world.cast.other_organisation})


def readable(content: bytes) -> bytes:
    """An answer in which a text can be searched for: what is packed (.xlsx) is unpacked."""
    if not content.startswith(b"PK"):
        return content
    with ZipFile(BytesIO(content)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


def members(told: object) -> Iterator[tuple[str, object]]:
    """Every name and value in an answer, however deep."""
    for one in told if isinstance(told, list) else ():
        yield from members(one)
    for name, value in told.items() if isinstance(told, dict) else ():
        yield name, value
        yield from members(value)


def cells_of(operation_id: str, world: World) -> list[Cell]:
    """Every role × relation of one operation."""
    operation = OPERATIONS[operation_id]
    return [
        Cell(operation_id, role, relation, *expected(operation, role, relation))
        for role in ROLES
        for relation in relations(operation, role, world)
    ]


def relations(operation: Operation, role: str, world: World) -> list[str]:
    """The rows that an operation is tried with; one without a name where it is about none."""
    if operation.own:
        return sorted(ONESELF.get(role, {""}))
    added = [table for table, verb in operation.needs if verb == "insert"]
    if operation.new:
        return list(world.new[added[0]])
    if operation.row:
        return [*(world.new[added[0]] if added else world.rows[operation.row]), NOWHERE]
    return [""]


def expected(operation: Operation, role: str, relation: str) -> tuple[tuple[int, ...], bool]:
    """The statuses that the matrix asks for, and whether the operation is open to the role for this row."""
    if role in (NOBODY, ANONYMOUS):
        return (401,), False
    if is_open(operation, role, relation):
        return ((operation.ended,) if operation.ended and relation == ENDED else operation.answers), True
    if operation.row:
        return ((403,) if relation in MATRIX[operation.row].rows("select", role) else (404,)), False
    return ((operation.closed,) if operation.new and open_rows(operation, role) else (403,)), False


def is_open(operation: Operation, role: str, relation: str) -> bool:
    if not operation.needs:
        return True
    if operation.row or operation.new or operation.own:
        held = not operation.both_people or (role, relation) != (LOCAL, ACROSS)
        return held and relation in open_rows(operation, role)
    return bool(open_rows(operation, role)) or (operation.may_be_empty and role in ONESELF | U_STEERED)


def open_rows(operation: Operation, role: str) -> set[str]:
    """Relations of the rows for which everything that the operation needs is open to the role."""
    each = [MATRIX[table].rows(verb, role) for table, verb in operation.needs]
    return set.intersection(*each) if each else set()


def values_of(world: World, cell: Cell) -> dict[str, str]:
    """What the {names} of path and body stand for."""
    operation, relation = cell.operation, cell.relation
    values = {"reason_id": world.cast.other_reason if relation == "pair of another organisation" else world.cast.reason}
    values["today"] = world.cast.value("select (now() at time zone 'Europe/Oslo')::date")
    if operation.row:
        values["row"] = world.rows[operation.row].get(relation, uuid4())
        values["pair"] = world.rows[PAIRS].get(relation, uuid4())
        stored = "select coalesce(max(lines -> 0 ->> 'mentee'), %s) from public.pairing_proposals where id = %s"
        values["line"] = world.cast.value(stored, str(uuid4()), values["row"])
    if operation.new:
        values |= world.new[operation.new][relation]
    return {name: str(value) for name, value in values.items()}


def made_ready(world: World, cell: Cell) -> None:
    """Bring the row into the state that the operation changes."""
    owner, ready = world.cast.owner, cell.operation.ready
    if cell.relation == NOWHERE:
        return
    if ready == "paired_again":
        pair_again(world, cell.relation)
    elif ready and not (cell.operation.ended and cell.relation == ENDED):
        values = values_of(world, cell)
        for statement in READY[ready].split(";"):
            owner.execute(statement, values)


def pair_again(world: World, relation: str) -> None:
    """A new pair of the same two, where theirs has ended."""
    cast, ended = world.cast, world.rows[PAIRS][relation]
    status, mentor, mentee = cast.row(
        "select status, mentor_id, mentee_id from public.mentor_pairings where id = %s", ended
    )
    if status == "dissolved":
        cast.owner.execute("delete from public.pairing_exclusions")
        world.rows[PAIRS][relation] = cast.pair(mentor, mentee)


def everything(world: World) -> dict[str, list]:
    """Every row of every domain table, to see that nothing has changed."""
    owner = world.cast.owner
    return {table: sorted(owner.execute(f"select t::text from public.{table} t").fetchall()) for table in MATRIX}
