"""Imports: what a file is held against, and the import's own row. As the acting person, each in a few queries."""

import json
from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Now

from mentor_program.persistence.insert import as_jsonb, insert
from mentor_program.persistence.models import (
    Cohort,
    Coordinator,
    DissolutionReason,
    ExperienceArea,
    Import,
    MentorPairing,
    MentorProgramme,
    OrganisationUnit,
    PostalCode,
    ProgrammeMilestone,
)

RANK = {"organisation": 0, "county_branch": 1, "local_branch": 2}
SAME_PERSON = """
select p.id, p.display_name, p.mentor_programme_role, p.capacity, p.availability, p.paused_until, p.municipality_id,
  h.name, coalesce(lower(c.email), ''), coalesce(c.phone, ''), coalesce(c.postal_code, ''), coalesce(n.note, ''),
  array(select a.name from public.peer_mentor_experience_areas e join public.experience_areas a on a.id = e.area_id
    where e.peer_mentor_id = p.id),
  exists (select from public.peer_mentor_consents s where s.peer_mentor_id = p.id), p.open_pairings,
  coalesce(f.meeting_forms, '{}')
from public.peer_mentors p
left join public.peer_mentor_contacts c on c.peer_mentor_id = p.id
left join public.peer_mentor_notes n on n.peer_mentor_id = p.id
left join public.peer_mentor_preferences f on f.peer_mentor_id = p.id
left join public.cohorts h on h.id = p.cohort_id
where p.organisation_id = %(organisation)s and p.unit_id = any (%(units)s) and p.id in (
  select c.peer_mentor_id from public.peer_mentor_contacts c where lower(c.email) = any (%(emails)s)
  union all
  select p.id from public.peer_mentors p
  where p.organisation_id = %(organisation)s
    and p.sort_name = any (array(select private.sort_key(name) from unnest(%(names)s::text[]) as name))
  union all
  select unnest(%(ids)s::uuid[]))
order by p.id
"""


class ImportQueries:
    """The part of the repository that knows imports."""

    def own_unit(self, user_id: UUID) -> OrganisationUnit | None:
        """The highest unit that the user coordinates; of several, the one given first."""
        rows = Coordinator.objects.filter(user_id=user_id).select_related("unit").order_by("created_at", "id")
        return min((row.unit for row in rows), key=lambda unit: RANK.get(unit.kind, 9), default=None)

    def programme_of(self, organisation_id: UUID) -> MentorProgramme | None:
        """The programme in which imported pairs are: the organisation's first, as for every new pair."""
        return MentorProgramme.objects.filter(unit_id=organisation_id).order_by("created_at", "id").first()

    def template(self, programme_id: UUID | None) -> list[tuple[str, int]]:
        """Names and positions of the programme's milestones in order."""
        rows = ProgrammeMilestone.objects.filter(programme_id=programme_id).order_by("position")
        return list(rows.values_list("name", "position"))

    def postal_codes(self) -> dict[str, str]:
        return dict(PostalCode.objects.values_list("code", "municipality_id"))

    def area_ids(self) -> dict[str, tuple[UUID, bool]]:
        """By name: the id, and whether the area names a diagnosis."""
        return {a.name: (a.id, a.names_diagnosis) for a in ExperienceArea.objects.order_by("position")}

    def reason_ids(self, organisation_id: UUID) -> dict[str, UUID]:
        """Reasons in use, by label, in the organisation's order."""
        rows = DissolutionReason.objects.filter(unit_id=organisation_id, active=True).order_by("position", "label")
        return dict(rows.values_list("label", "id"))

    def cohort_ids(self, organisation_id: UUID) -> dict[str, UUID]:
        """Cohorts that the actor sees, by name; of two with one name, the one made first."""
        rows = Cohort.objects.filter(unit__organisation_id=organisation_id).order_by("-created_at", "-id")
        return dict(rows.values_list("name", "id"))

    def homes(self, unit_id: UUID, municipalities: Collection[str]) -> list[tuple[str, UUID, str, bool]]:
        """(municipality, unit, its name, whether it is steered) where a unit of the organisation covers it."""
        return self._rows("select * from private.import_places(%s, %s)", [unit_id, list(municipalities)])

    def known_elsewhere(self, unit_id: UUID, stated: Sequence[dict[str, object]]) -> list[int]:
        """Places of those [{place, email, name, phone}] whom the organisation knows outside the actor's units."""
        return self._rows("select private.known_elsewhere(%s, %s)", [unit_id, as_jsonb(stated)])[0][0]

    def people_like(
        self,
        *,
        organisation_id: UUID,
        units: Collection[UUID],
        emails: Collection[str],
        names: Collection[str],
        ids: Collection[UUID] = (),
        lock: bool = False,
    ) -> list[tuple]:
        """Everyone in scope with one of the addresses, names or ids: see SAME_PERSON for the columns."""
        values = {
            "organisation": organisation_id,
            "units": list(units),
            "emails": list(emails),
            "names": list(names),
            "ids": list(ids),
        }
        return self._rows(SAME_PERSON + ("for update of p" if lock else ""), values)

    def pairs_of_mentees(self, mentees: Collection[UUID]) -> list[MentorPairing]:
        return list(MentorPairing.objects.filter(mentee_id__in=list(mentees)).order_by("id"))

    def take_turns(self, organisation_id: UUID) -> None:
        """Wait until no other import of the organisation is being written; held until the transaction ends."""
        self._rows("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"import {organisation_id}"])

    def add_import(self, **values: object) -> UUID:
        return insert("imports", **values)

    def imports(self, *, silent: timedelta) -> QuerySet[Import]:
        """The actor's own; the file itself is fetched only where it is asked for. `is_silent` gives no sign of life."""
        is_silent = ExpressionWrapper(Q(heartbeat_at__lt=Now() - silent), output_field=BooleanField())
        return Import.objects.defer("content", "faults", "items").annotate(is_silent=is_silent)

    def uploaded(self, import_id: UUID) -> Import | None:
        """The import with the file itself."""
        return Import.objects.only("file_name", "content", "mapping", "outcome_key").filter(id=import_id).first()

    def claim_import(self, import_id: UUID, *, status: str, run: UUID, silent: timedelta) -> bool:
        """Begin work as `run`, unless somebody else is at it; work that has been silent for long may be taken over."""
        unfinished = Import.objects.filter(id=import_id, status__in=["reading", "ready", "writing", "failed"])
        idle = unfinished.filter(Q(run=None) | Q(heartbeat_at__lt=Now() - silent))
        begun = idle.update(status=status, run=run, heartbeat_at=Now(), progress_done=0, progress_total=0)
        return begun == 1

    def change_import(self, import_id: UUID, by_run: UUID | None, /, **values: object) -> bool:
        """Change the import if `by_run` still is at work on it."""
        return Import.objects.filter(id=import_id, run=by_run).update(heartbeat_at=Now(), **values) == 1

    def set_import_mapping(self, import_id: UUID, mapping: object) -> None:
        Import.objects.filter(id=import_id).update(mapping=mapping)

    def delete_import(self, import_id: UUID) -> None:
        with connection.cursor() as cursor:  # not by Django, which would look for rows that belong to it
            cursor.execute("delete from public.imports where id = %s", [import_id])

    def forget_old_imports(self) -> None:
        self._rows("select private.forget_old_imports()", [])

    def lines_of_import(
        self, import_id: UUID, column: str, *, severity: str, after: int, size: int
    ) -> list[tuple[int, dict]]:
        """`size` entries of a JSON list column behind the first `after`, numbered from 1; of one severity if given."""
        path = {"faults": "i.faults", "items": "i.items"}[column]
        rows = self._rows(
            "select number, value from ("
            " select row_number() over (order by line.place) as number, line.value from public.imports i,"
            f" jsonb_array_elements({path}) with ordinality as line (value, place)"
            " where i.id = %s and (%s = '' or line.value ->> 'severity' = %s)"
            ") as lines where number > %s order by number limit %s",
            [import_id, severity, severity, after, size],
        )
        return [(number, json.loads(line)) for number, line in rows]  # Django gives jsonb as text

    def undo_import(self, import_id: UUID) -> list[str]:
        """Names of what has changed since, and nothing done; or empty, and all of it taken back."""
        return self._rows("select private.undo_import(%s)", [import_id])[0][0]

    def _rows(self, query: str, values: object) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()
