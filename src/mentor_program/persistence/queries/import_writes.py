"""What an import writes: lists in one statement each, as the acting person, so that the policies judge each row."""

import json
from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from mentor_program.persistence.insert import as_jsonb, insert_many

PERSON = {
    "id": "uuid",
    "unit_id": "uuid",
    "display_name": "text",
    "mentor_programme_role": "text",
    "capacity": "integer",
    "availability": "text",
    "paused_until": "date",
    "municipality_id": "text",
    "cohort_id": "uuid",
}
CHANGE = """
update public.peer_mentors p
set display_name = r.display_name, mentor_programme_role = r.mentor_programme_role, capacity = r.capacity,
  availability = r.availability, paused_until = r.paused_until, municipality_id = r.municipality_id,
  cohort_id = case when r.changes_cohort then r.cohort_id else p.cohort_id end
from jsonb_to_recordset(%s) as r (
  id uuid, display_name text, mentor_programme_role text, capacity integer, availability text, paused_until date,
  municipality_id text, cohort_id uuid, changes_cohort boolean)
where p.id = r.id
"""
CONTACTS = """
insert into public.peer_mentor_contacts (peer_mentor_id, email, phone, postal_code)
select id, email, phone, postal_code
from jsonb_to_recordset(%s) as r (id uuid, email text, phone text, postal_code text)
on conflict (peer_mentor_id) do update
set email = excluded.email, phone = excluded.phone, postal_code = excluded.postal_code
"""
CONSENTS = """
insert into public.peer_mentor_consents (peer_mentor_id)
select id from jsonb_to_recordset(%s) as r (id uuid) on conflict (peer_mentor_id) do nothing
"""
AREAS = """
insert into public.peer_mentor_experience_areas (peer_mentor_id, area_id)
select person_id, area_id from jsonb_to_recordset(%s) as r (person_id uuid, area_id uuid)
on conflict (peer_mentor_id, area_id) do nothing
"""
NOTES = """
insert into public.peer_mentor_notes (peer_mentor_id, note)
select id, note from jsonb_to_recordset(%s) as r (id uuid, note text)
on conflict (peer_mentor_id) do update set note = excluded.note
"""
MEETING_FORMS = """
insert into public.peer_mentor_preferences (peer_mentor_id, meeting_forms)
select id, meeting_forms from jsonb_to_recordset(%s) as r (id uuid, meeting_forms text[])
on conflict (peer_mentor_id) do update set meeting_forms = excluded.meeting_forms
"""
PAIRS = """
select private.record_imported_pairing(line.value)
from jsonb_array_elements(%s) with ordinality as line (value, number) order by line.number
"""
BEFORE = """
select p.id, jsonb_build_object(
  'display_name', p.display_name, 'mentor_programme_role', p.mentor_programme_role, 'capacity', p.capacity,
  'availability', p.availability, 'paused_until', p.paused_until, 'municipality_id', p.municipality_id,
  'cohort_id', p.cohort_id, 'email', coalesce(c.email, ''), 'phone', coalesce(c.phone, ''),
  'postal_code', coalesce(c.postal_code, ''), 'note', coalesce(n.note, ''),
  'meeting_forms', (select f.meeting_forms from public.peer_mentor_preferences f where f.peer_mentor_id = p.id),
  'consents', exists (select from public.peer_mentor_consents s where s.peer_mentor_id = p.id),
  'area_ids', array(select e.area_id from public.peer_mentor_experience_areas e where e.peer_mentor_id = p.id))
from public.peer_mentors p
left join public.peer_mentor_contacts c on c.peer_mentor_id = p.id
left join public.peer_mentor_notes n on n.peer_mentor_id = p.id
where p.id = any (%s)
"""


class ImportWrites:
    """The part of the repository that writes what an import brings."""

    def before_change(self, people: Sequence[UUID]) -> list[dict[str, object]]:
        """[{id, previous}]: all that undoing needs to make these people what they are now."""
        with connection.cursor() as cursor:
            cursor.execute(BEFORE, [list(people)])
            return [{"id": row[0], "previous": json.loads(row[1])} for row in cursor.fetchall()]

    def add_people(self, rows: Sequence[dict[str, object]]) -> None:
        """Add people by the columns of PERSON."""
        insert_many("peer_mentors", rows, **PERSON)

    def change_people(self, rows: Sequence[dict[str, object]]) -> int:
        """Change people by the columns of CHANGE; returns how many the policies let through."""
        return self._write(CHANGE, rows)

    def write_contacts(self, rows: Sequence[dict[str, object]]) -> None:
        self._write(CONTACTS, rows)

    def write_consents(self, people: Sequence[UUID]) -> None:
        self._write(CONSENTS, [{"id": person} for person in people])

    def write_areas(self, rows: Sequence[dict[str, object]]) -> None:
        self._write(AREAS, rows)

    def write_notes(self, rows: Sequence[dict[str, object]]) -> None:
        self._write(NOTES, rows)

    def write_meeting_forms(self, rows: Sequence[dict[str, object]]) -> None:
        self._write(MEETING_FORMS, rows)

    def record_pairs(self, stated: Sequence[dict[str, object]]) -> list[UUID]:
        """Record pairs with the times they state (see imported_pairing.sql); returns their ids."""
        if not stated:
            return []
        with connection.cursor() as cursor:
            cursor.execute(PAIRS, [as_jsonb(stated)])
            return [row[0] for row in cursor.fetchall()]

    def finish_import(
        self, import_id: UUID, *, people: Sequence[UUID], pairs: Sequence[UUID], changed: Sequence[dict[str, object]]
    ) -> bool:
        """Note what was written and end the import; False when somebody else has gone on with it."""
        with connection.cursor() as cursor:
            cursor.execute(
                "select private.finish_import(%s, %s, %s, %s)",
                [import_id, list(people), list(pairs), as_jsonb(list(changed))],
            )
            return cursor.fetchone()[0]

    def _write(self, statement: str, rows: Sequence[dict[str, object]]) -> int:
        if not rows:
            return 0
        with connection.cursor() as cursor:
            cursor.execute(statement, [as_jsonb(rows)])
            return cursor.rowcount
