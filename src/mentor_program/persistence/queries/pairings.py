"""Reads and writes of pairs, as the acting person: the policies decide which rows there are."""

import json
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Now

from mentor_program.domain.permissions import Actor, Standing
from mentor_program.persistence.insert import insert
from mentor_program.persistence.keyset import Page, page_by_key
from mentor_program.persistence.models import (
    Cohort,
    Coordinator,
    DissolutionReason,
    MentorPairing,
    OrganisationUnit,
    PairingActivity,
    PairingDissolution,
    PairingEvent,
    PairingMilestone,
    PeerMentorContact,
)
from mentor_program.persistence.queries.terms import TERMS_OF_ONE_ORGANISATION, own_terms

TAB_STATUSES = {"active": ["active"], "paused": ["paused"], "ended": ["programme_complete", "dissolved"]}
SORT_KEYS = {
    "urgency": ("stalled_at", False),
    "activity": ("last_activity_at", False),
    "mentee": ("mentee_sort", False),
    "mentor": ("mentor_sort", False),
    "stage": ("stage_position", False),
    "end": ("ended_at", True),
}
COUNTED_TO = 1001
SENT_TWICE_WITHIN = timedelta(minutes=1)


class PairingQueries:
    """The part of the repository that knows pairs."""

    def standing(self, actor: Actor) -> tuple[Standing, list[UUID]]:
        """What the tables say about the actor, and the organisations it belongs to. One query."""
        with connection.cursor() as cursor:
            cursor.execute(
                "select unit_ids, organisation_ids, peer_mentor_id, mentor_programme_role, display_name,"
                " (select language from public.mentor_programmes where unit_id = any (organisation_ids)"
                f" order by created_at, id limit 1), ({TERMS_OF_ONE_ORGANISATION}) from private.standing()"
            )
            units, organisations, peer_mentor_id, role, name, language, terms = cursor.fetchone()
        standing = Standing(
            actor, name, frozenset(units), peer_mentor_id, role, language or "", own_terms(json.loads(terms or "[]"))
        )
        return standing, organisations

    def pairings_in_units(self, units: Collection[UUID], organisations: Collection[UUID]) -> QuerySet[MentorPairing]:
        """Pairs of a coordinator's scope. The scope stands in the query too, so that an index serves it in order."""
        root = (
            Q(organisation_id=next(iter(organisations)))
            if len(organisations) == 1
            else Q(organisation_id__in=organisations)
        )
        return MentorPairing.objects.filter(root, unit_id__in=list(units))

    def filter_pairings(
        self,
        pairings: QuerySet,
        *,
        tab: str,
        search: str,
        unit_ids: Collection[UUID],
        cohort: str,
        stage: str,
        indicator: str,
        now: datetime,
    ) -> QuerySet:
        """Narrow `pairings` down; empty arguments narrow nothing. `unit_ids` are a unit and those under it."""
        pairings = pairings.filter(tab=tab)
        if unit_ids:
            pairings = pairings.filter(unit_id__in=list(unit_ids))
        if cohort:
            pairings = pairings.filter(cohort_id=cohort)
        if stage:
            pairings = pairings.filter(current_stage=stage)
        if search.strip():
            key = Func(Value(search.strip()), function="private.sort_key")
            pairings = pairings.filter(Q(mentee_sort__contains=key) | Q(mentor_sort__contains=key))
        return self.with_indicator(pairings, indicator, now)

    def with_indicator(self, pairings: QuerySet, indicator: str, now: datetime) -> QuerySet:
        """Keep the pairs that show `indicator` at `now`; all of them when it is empty."""
        if indicator == "stalled":
            return pairings.filter(stalled_at__lte=now)
        if indicator == "needs_follow_up":
            return pairings.filter(follow_up_at__lte=now, stalled_at__gt=now)
        if indicator == "on_track":
            return pairings.filter(follow_up_at__gt=now)
        return pairings

    def page_of_pairings(self, pairings: QuerySet, *, sort: str, cursor: str, size: int) -> Page:
        """A page with unit, cohort and programme, which are looked up for its rows alone, after an index gave them."""
        key, descending = SORT_KEYS[sort]
        joined = MentorPairing.objects.select_related("unit", "cohort", "programme")
        return page_by_key(pairings, key=key, descending=descending, cursor=cursor, size=size, joined=joined)

    def page_of_own_pairings(self, pairings: QuerySet, *, cursor: str, size: int) -> Page:
        """Own pairs, those without activity for longest first; paused ones stand among them."""
        return page_by_key(pairings, key="last_activity_at", cursor=cursor, size=size)

    def all_pairings(self, pairings: QuerySet, *, sort: str) -> Iterator[MentorPairing]:
        """Every pair in order, in chunks, for downloads."""
        key, descending = SORT_KEYS[sort]
        order = f"-{key}" if descending else key
        return pairings.select_related("unit", "cohort", "programme").order_by(order, "id").iterator(chunk_size=500)

    def counts_up_to_limit(self, *many: QuerySet) -> list[int]:
        """Number of rows of each, at most 1001 (whoever shows it says "over 1000"). One query."""
        parts = [rows.order_by().values("id")[:COUNTED_TO].query.sql_with_params() for rows in many]
        counts = ", ".join(f"(select count(*) from ({sql}) as counted)" for sql, _ in parts)
        with connection.cursor() as cursor:
            cursor.execute(f"select {counts}", [value for _, values in parts for value in values])
            return list(cursor.fetchone())

    def counts_with_indicators(self, pairings: QuerySet, now: datetime) -> list[int]:
        """How many there are, how many of them stalled and how many need follow-up, each at most 1001. One query.

        Up to the limit one walk over the pairs tells all three; only beyond it the others are counted by themselves.
        """
        walked, values = pairings.order_by().values("stalled_at", "follow_up_at")[:COUNTED_TO].query.sql_with_params()
        columns = ["count(*)"]
        amber = "follow_up_at <= %s and stalled_at > %s"
        for indicator, condition, times in (("stalled", "stalled_at <= %s", 1), ("needs_follow_up", amber, 2)):
            alone = self.with_indicator(pairings, indicator, now).order_by().values("id")[:COUNTED_TO]
            sql, more = alone.query.sql_with_params()
            columns.append(
                f"case when count(*) < {COUNTED_TO} then count(*) filter (where {condition})"
                f" else (select count(*) from ({sql}) as alone) end"
            )
            values += (*[now] * times, *more)
        with connection.cursor() as cursor:
            cursor.execute(f"with walked as materialized ({walked}) select {', '.join(columns)} from walked", values)
            return list(cursor.fetchone())

    def own_pairings(self, peer_mentor_id: UUID) -> QuerySet[MentorPairing]:
        return MentorPairing.objects.filter(Q(mentor_id=peer_mentor_id) | Q(mentee_id=peer_mentor_id))

    def with_milestones_left(self, pairings: QuerySet) -> QuerySet:
        """`left` of each pair: names of the milestones not completed, in programme order."""
        left = PairingMilestone.objects.filter(pairing=OuterRef("id")).exclude(status="completed").order_by("position")
        return pairings.select_related("programme").annotate(left=ArraySubquery(left.values("name")))

    def pairing(self, pairing_id: UUID) -> MentorPairing | None:
        # Read without a lock: a lock would ask for the right to change the pair.
        return MentorPairing.objects.select_related("unit", "cohort", "programme").filter(id=pairing_id).first()

    def lock_pairing(self, pairing_id: UUID) -> MentorPairing | None:
        """The pair, locked until the transaction ends: every change takes this lock first, so changes queue up."""
        return MentorPairing.objects.select_for_update(of=("self",)).filter(id=pairing_id).first()

    def milestones(self, pairing_id: UUID) -> list[PairingMilestone]:
        return list(PairingMilestone.objects.filter(pairing_id=pairing_id).order_by("position"))

    def events(self, pairing_id: UUID) -> list[PairingEvent]:
        """History, newest first."""
        return list(PairingEvent.objects.filter(pairing_id=pairing_id).order_by("-occurred_at", "-line"))

    def activities(self, pairing_id: UUID) -> list[PairingActivity]:
        return list(PairingActivity.objects.filter(pairing_id=pairing_id).order_by("-occurred_on", "-created_at"))

    def page_of_milestones(self, pairing_id: UUID, *, cursor: str, size: int) -> Page:
        rows = PairingMilestone.objects.filter(pairing_id=pairing_id)
        return page_by_key(rows, key="position", cursor=cursor, size=size)

    def page_of_events(self, pairing_id: UUID, *, cursor: str, size: int) -> Page:
        """History, newest first."""
        rows = PairingEvent.objects.filter(pairing_id=pairing_id)
        return page_by_key(rows, key="occurred_at", ties=("line",), cursor=cursor, size=size, descending=True)

    def page_of_activities(self, pairing_id: UUID, *, cursor: str, size: int) -> Page:
        """Recorded contacts, newest first."""
        rows = PairingActivity.objects.filter(pairing_id=pairing_id)
        return page_by_key(rows, key="occurred_on", ties=("created_at",), cursor=cursor, size=size, descending=True)

    def dissolution(self, pairing_id: UUID) -> PairingDissolution | None:
        return PairingDissolution.objects.select_related("reason").filter(pairing_id=pairing_id).first()

    def contacts(self, people: Collection[UUID]) -> dict[UUID, PeerMentorContact]:
        """Contact details that the acting person may see, by person."""
        return {
            contact.peer_mentor_id: contact for contact in PeerMentorContact.objects.filter(peer_mentor_id__in=people)
        }

    def set_status(self, pairing_id: UUID, *, old: Collection[str], new: str) -> bool:
        """Change the status where it still is one of `old`; False when it was not (or may not be changed)."""
        return MentorPairing.objects.filter(id=pairing_id, status__in=old).update(status=new) == 1

    def set_milestone(self, milestone_id: UUID, *, completed: bool) -> bool:
        """Complete or reopen a milestone; False when it already was so."""
        rows = PairingMilestone.objects.filter(id=milestone_id)
        if completed:
            return rows.exclude(status="completed").update(status="completed") == 1
        return rows.filter(status="completed").update(status="pending") == 1

    def add_activity(self, *, actor: Actor, pairing_id: UUID, **contact: object) -> None:
        """Record a contact, once: the very same one by the same person within a minute is a form sent twice."""
        with connection.cursor() as cursor:
            # Whoever sends twice at the same moment waits here, and then sees the first.
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"contact of {pairing_id}"])
        just_now = PairingActivity.objects.filter(created_at__gt=Now() - SENT_TWICE_WITHIN)
        if not just_now.filter(pairing_id=pairing_id, recorded_by=actor.user_id, **contact).exists():
            insert("pairing_activities", pairing_id=pairing_id, **contact)

    def add_dissolution(self, **values: object) -> UUID:
        """Dissolve a pair; the database changes the status, frees both people and writes history."""
        return insert("pairing_dissolutions", **values)

    def add_pairing(
        self, *, mentor_id: UUID, mentee_id: UUID, matching_criteria: dict, programme_id: UUID | None = None
    ) -> UUID:
        values = {"programme_id": programme_id} if programme_id else {}
        return insert(
            "mentor_pairings", mentor_id=mentor_id, mentee_id=mentee_id, matching_criteria=matching_criteria, **values
        )

    def open_pairing_of(self, mentee_id: UUID) -> MentorPairing | None:
        return MentorPairing.objects.filter(mentee_id=mentee_id, status__in=["active", "paused"]).first()

    def dissolution_reasons(self) -> list[DissolutionReason]:
        return list(DissolutionReason.objects.filter(active=True).order_by("position", "label"))

    def units(self, unit_ids: Collection[UUID]) -> list[OrganisationUnit]:
        return list(OrganisationUnit.objects.filter(id__in=list(unit_ids)).order_by("name"))

    def cohorts(self, unit_ids: Collection[UUID]) -> list[Cohort]:
        return list(Cohort.objects.filter(unit_id__in=list(unit_ids)).order_by("name"))

    def stages(self, organisations: Collection[UUID]) -> list[str]:
        """Stages of the organisations' programmes, in programme order."""
        with connection.cursor() as cursor:
            cursor.execute(
                "select m.stage from public.programme_milestones m"
                " join public.mentor_programmes g on g.id = m.programme_id"
                " where g.unit_id = any (%s) group by m.stage order by min(m.position)",
                [list(organisations)],
            )
            return [stage for (stage,) in cursor.fetchall()]

    def coordinators_to_ask(self) -> list[Coordinator]:
        """Coordinators of the acting person's unit and of those above it (the policy shows no others to a mentor)."""
        return list(Coordinator.objects.select_related("unit").order_by("unit__kind", "display_name"))
