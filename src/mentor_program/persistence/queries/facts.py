"""Reads and writes of what must be known before pairing, as the acting person: the policies decide what there is."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import F, Q

from mentor_program.persistence.insert import insert
from mentor_program.persistence.models import (
    ExperienceArea,
    MentorProgramme,
    PairingExclusion,
    PeerMentorQualification,
    PeerMentorWishedArea,
)

PREFERENCES = ("languages", "meeting_forms", "meeting_times")


class FactQueries:
    """The part of the repository that knows preferences, wishes, qualifications, exclusions and the programme."""

    def set_preferences(self, person_id: UUID, **codes: Collection[str]) -> None:
        """Store all three columns of PREFERENCES; sorted, so that the same choice is the same row."""
        values = [sorted(codes[name]) for name in PREFERENCES]
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into public.peer_mentor_preferences (peer_mentor_id, languages, meeting_forms, meeting_times)"
                " values (%s, %s, %s, %s) on conflict (peer_mentor_id) do update set languages = excluded.languages,"
                " meeting_forms = excluded.meeting_forms, meeting_times = excluded.meeting_times",
                [person_id, *values],
            )

    def set_wished_areas(self, person_id: UUID, *, old: Collection[str], new: Collection[str]) -> None:
        """Make the person's wishes those of the keys `new`; keys that do not exist are nothing."""
        rows = PeerMentorWishedArea.objects.filter(peer_mentor_id=person_id)
        rows.filter(area__key__in=set(old) - set(new)).delete()
        for area in ExperienceArea.objects.filter(key__in=set(new) - set(old)):
            insert("peer_mentor_wished_areas", peer_mentor_id=person_id, area_id=area.id)

    def qualifications_of(self, person_id: UUID) -> list[PeerMentorQualification]:
        return list(PeerMentorQualification.objects.filter(peer_mentor_id=person_id).order_by("kind"))

    def set_qualification(self, person_id: UUID, kind: str, *, fulfilled_on: date, valid_until: date | None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into public.peer_mentor_qualifications (peer_mentor_id, kind, fulfilled_on, valid_until)"
                " values (%s, %s, %s, %s) on conflict (peer_mentor_id, kind) do update"
                " set fulfilled_on = excluded.fulfilled_on, valid_until = excluded.valid_until",
                [person_id, kind, fulfilled_on, valid_until],
            )

    def remove_qualification(self, person_id: UUID, kind: str) -> None:
        PeerMentorQualification.objects.filter(peer_mentor_id=person_id, kind=kind).delete()

    def exclusions_of(self, person_id: UUID) -> list[PairingExclusion]:
        """Whom the person shall not be paired with again, the newest first, with both people."""
        either = Q(mentor_id=person_id) | Q(mentee_id=person_id)
        return list(
            PairingExclusion.objects.filter(either).select_related("mentor", "mentee").order_by("-created_at", "id")
        )

    def exclusion(self, exclusion_id: UUID) -> PairingExclusion | None:
        return PairingExclusion.objects.filter(id=exclusion_id).select_related("mentor", "mentee").first()

    def add_exclusion(self, *, mentor_id: UUID, mentee_id: UUID, reason: str) -> UUID:
        return insert("pairing_exclusions", mentor_id=mentor_id, mentee_id=mentee_id, reason=reason)

    def remove_exclusion(self, exclusion_id: UUID) -> bool:
        """False when it is not there or not the actor's to remove."""
        return PairingExclusion.objects.filter(id=exclusion_id).delete()[0] == 1

    def programmes(self) -> list[MentorProgramme]:
        """Programmes that the actor may read; the organisation's own first, in the order of `programme_of`."""
        rows = MentorProgramme.objects.select_related("unit")
        return list(rows.order_by(F("unit__parent_id").asc(nulls_first=True), "created_at", "id"))

    def lock_programme(self, programme_id: UUID) -> MentorProgramme | None:
        """The programme, locked until the transaction ends; None when the actor may not change it."""
        return (
            MentorProgramme.objects.select_related("unit")
            .select_for_update(of=("self",))
            .filter(id=programme_id)
            .first()
        )

    def change_programme(self, programme_id: UUID, values: Mapping[str, object]) -> bool:
        return MentorProgramme.objects.filter(id=programme_id).update(**values) == 1

    def mentors_with_qualification(self, units: Collection[UUID], today: date) -> tuple[int, dict[str, int]]:
        """How many mentors there are in `units`, and how many of them hold each kind today."""
        with connection.cursor() as cursor:
            cursor.execute(
                "select q.kind, count(*) from public.peer_mentors p"
                " join public.peer_mentor_qualifications q on q.peer_mentor_id = p.id"
                "  and coalesce(q.valid_until, %(today)s) >= %(today)s"
                " where p.mentor_programme_role = 'mentor' and p.unit_id = any (%(units)s::uuid[])"
                " group by q.kind",
                {"units": list(units), "today": today},
            )
            held = cursor.fetchall()
            cursor.execute(
                "select count(*) from public.peer_mentors p"
                " where p.mentor_programme_role = 'mentor' and p.unit_id = any (%(units)s::uuid[])",
                {"units": list(units)},
            )
            return cursor.fetchone()[0], dict(held)
