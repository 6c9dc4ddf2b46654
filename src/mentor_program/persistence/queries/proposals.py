"""Everyone who could be paired at once, and the proposals that are kept until a coordinator confirms them."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import connection

from mentor_program.persistence.insert import as_jsonb, insert, insert_many
from mentor_program.persistence.models import MentorPairing, Municipality, PairingExclusion, PairingProposal, PeerMentor
from mentor_program.persistence.queries.matching import CandidateRow, Search, rows_of


class ProposalQueries:
    """The part of the repository that knows proposals for all who wait."""

    def everybody(self, search: Search, people: Collection[UUID] | None = None) -> list[CandidateRow]:
        """All people of the role in scope, or those of `people`; mentees who have waited longest first. One query."""
        if people is None:
            return rows_of(search, "true", size=None)[0]
        if not people:
            return []
        return rows_of(search, "p.id = any (%(people)s::uuid[])", size=None, only_one=True, people=list(people))[0]

    def positions(self, municipalities: Collection[str]) -> dict[str, tuple[float, float]]:
        """Latitude and longitude of each municipality's seat, by number."""
        rows = Municipality.objects.filter(number__in=municipalities)
        return {number: (north, east) for number, north, east in rows.values_list("number", "latitude", "longitude")}

    def excluded_pairs(self) -> frozenset[frozenset[UUID]]:
        """Every two people who never shall be paired again, as far as the actor coordinates both."""
        return frozenset(frozenset(two) for two in PairingExclusion.objects.values_list("mentor_id", "mentee_id"))

    def paired_before(self, pairs: Collection[tuple[UUID, UUID]]) -> set[tuple[UUID, UUID]]:
        """Those of the (mentor, mentee) who have been a pair that the actor sees."""
        mentors, mentees = zip(*pairs, strict=True) if pairs else ((), ())
        found = MentorPairing.objects.filter(mentor_id__in=mentors, mentee_id__in=mentees)
        return set(found.values_list("mentor_id", "mentee_id")) & set(pairs)

    def lock_people(self, people: Collection[UUID]) -> None:
        """Lock people in the order in which the database itself locks them, so that two who do this queue up."""
        list(PeerMentor.objects.select_for_update(of=("self",)).filter(id__in=list(people)).order_by("id").only("id"))

    def add_pairings(self, pairs: Sequence[dict[str, object]]) -> None:
        """Make pairs in one statement; each has `mentor_id`, `mentee_id` and `matching_criteria`."""
        insert_many("mentor_pairings", pairs, mentor_id="uuid", mentee_id="uuid", matching_criteria="jsonb")

    def forget_old_proposals(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("select private.forget_old_proposals()")

    def add_proposals(self, *, unit_id: UUID, max_km: int | None, lines: list, helpful: list) -> UUID:
        return insert(
            "pairing_proposals", unit_id=unit_id, max_km=max_km, lines=as_jsonb(lines), helpful=as_jsonb(helpful)
        )

    def newest_proposals(self) -> PairingProposal | None:
        """The actor's own."""
        return PairingProposal.objects.order_by("-created_at", "-id").first()

    def proposals(self, proposals_id: UUID, *, lock: bool = False) -> PairingProposal | None:
        rows = PairingProposal.objects.select_related("unit").filter(id=proposals_id)
        return (rows.select_for_update(of=("self",)) if lock else rows).first()

    def change_proposals(self, proposals_id: UUID, /, **values: object) -> None:
        PairingProposal.objects.filter(id=proposals_id).update(**values)

    def delete_proposals(self, proposals_id: UUID) -> None:
        PairingProposal.objects.filter(id=proposals_id).delete()
