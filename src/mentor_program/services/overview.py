"""Stories A and B: the lists of the Mentor Program Screen."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from mentor_program.domain.errors import NotAllowed
from mentor_program.domain.permissions import Actor, Standing
from mentor_program.persistence.queries.pairings import SORT_KEYS, TAB_STATUSES
from mentor_program.services import results
from mentor_program.services.assemble import count, own_summary, summary
from mentor_program.services.base import ServiceBase

INDICATORS = ("stalled", "needs_follow_up", "on_track")


class OverviewPart(ServiceBase):
    """Who looks, and which pairs it sees."""

    def viewer(self, *, actor: Actor) -> results.Viewer:
        """The signed-in person for menus; no more queries when the instance already knows the actor."""
        if actor.user_id not in self._standing:
            with self.acting(actor):
                pass
        standing = self.standing(actor)
        return results.Viewer(
            user_id=actor.user_id,
            display_name=standing.display_name,
            is_coordinator=standing.is_coordinator,
            is_mentor=standing.is_mentor,
            is_mentee=standing.is_mentee,
            peer_mentor_id=standing.peer_mentor_id,
            language=standing.language,
            steers_organisation=not standing.unit_ids.isdisjoint(self.organisations(actor)),
        )

    def overview(self, *, actor: Actor, filters: results.OverviewFilters, cursor: str = "") -> results.Overview:
        """A page of the pairs in the coordinator's scope. Unknown filter values narrow to nothing or fall back.

        Raises NotAllowed for anyone who coordinates nothing.
        """
        filters = known(filters)
        with self.acting(actor) as standing:
            self.need_coordinator(standing)
            units = self.repository.units(standing.unit_ids)
            pairings = self._filtered(actor, standing, filters, units)
            page = self.repository.page_of_pairings(pairings, sort=filters.sort, cursor=cursor, size=results.PAGE_SIZE)
            now = self.clock()
            lines = tuple(summary(row, now) for row in page.rows)
            all_shown = not cursor and not page.next
            total, stalled, needs_follow_up = self._counts(pairings, filters, now, lines if all_shown else None)
            return results.Overview(
                filters=filters,
                pairings=lines,
                count=total,
                stalled=stalled,
                needs_follow_up=needs_follow_up,
                next=page.next,
                previous=page.previous,
                units=tuple(results.Choice(str(unit.id), unit.name) for unit in units),
                cohorts=tuple(
                    results.Choice(str(cohort.id), cohort.name) for cohort in self.repository.cohorts(standing.unit_ids)
                ),
                stages=tuple(
                    results.Choice(stage, stage) for stage in self.repository.stages(self.organisations(actor))
                ),
            )

    def _counts(
        self, pairings: QuerySet, filters: results.OverviewFilters, now: datetime, shown: Sequence | None
    ) -> list[results.Count]:
        """All, stalled and needing follow-up; the last two only where both kinds are shown together.

        `shown` are all the lines when they fit on one page, which saves the question.
        """
        if filters.tab != "active" or filters.indicator:
            total = self.repository.counts_up_to_limit(pairings)[0] if shown is None else len(shown)
            return [count(total), results.Count(0), results.Count(0)]
        if shown is None:
            return [count(number) for number in self.repository.counts_with_indicators(pairings, now)]
        indicators = [line.progress.indicator for line in shown]
        return [count(number) for number in (len(shown), *map(indicators.count, ("stalled", "needs_follow_up")))]

    def download_overview(self, *, actor: Actor, filters: results.OverviewFilters) -> Iterator[results.PairingSummary]:
        """Every pair that the filters keep, in the same order. The transaction lasts as long as the iteration."""
        filters = known(filters)
        with self.acting(actor) as standing:
            self.need_coordinator(standing)
            units = self.repository.units(standing.unit_ids)
            now = self.clock()
            for row in self.repository.all_pairings(self._filtered(actor, standing, filters, units), sort=filters.sort):
                yield summary(row, now)

    def own_pairings(self, *, actor: Actor, cursor: str = "", only_running: bool = False) -> results.OwnPairings:
        """A mentor's active and paused pairs with what is left to do, or a mentee's own.

        Ended ones (newest 25) and whom to ask come along unless `only_running`. Raises NotAllowed without a profile.
        """
        with self.acting(actor) as standing:
            if standing.peer_mentor_id is None:
                raise NotAllowed("no_profile")
            own = self.repository.own_pairings(standing.peer_mentor_id)
            running = self.repository.with_milestones_left(own.filter(status__in=["active", "paused"]))
            page = self.repository.page_of_own_pairings(running, cursor=cursor, size=results.PAGE_SIZE)
            people = {person for row in page.rows for person in (row.mentor_id, row.mentee_id)}
            contacts = self.repository.contacts(people) if people else {}
            me, now = standing.peer_mentor_id, self.clock()
            return results.OwnPairings(
                pairings=tuple(
                    own_summary(row, now, viewer_id=me, names_left=row.left, contacts=contacts) for row in page.rows
                ),
                ended=() if only_running else self._ended(own, me),
                coordinators=() if only_running else self._whom_to_ask(),
                next=page.next,
                previous=page.previous,
            )

    def _ended(self, own: QuerySet, me: UUID) -> tuple[results.PairingSummary, ...]:
        rows = own.filter(status__in=TAB_STATUSES["ended"]).select_related("programme").order_by("-ended_at", "id")
        return tuple(own_summary(row, self.clock(), viewer_id=me) for row in rows[: results.PAGE_SIZE])

    def _whom_to_ask(self) -> tuple[results.CoordinatorContact, ...]:
        return tuple(
            results.CoordinatorContact(row.display_name, row.contact_email, row.contact_phone, row.unit.name)
            for row in self.repository.coordinators_to_ask()
        )

    def _filtered(self, actor: Actor, standing: Standing, filters: results.OverviewFilters, units: list) -> QuerySet:
        return self.repository.filter_pairings(
            self.repository.pairings_in_units(standing.unit_ids, self.organisations(actor)),
            tab=filters.tab,
            search=filters.search,
            unit_ids=unit_and_below(filters.unit, units) if filters.unit else (),
            cohort=filters.cohort,
            stage=filters.stage,
            indicator=filters.indicator if filters.tab == "active" else "",
            now=self.clock(),
        )


def known(filters: results.OverviewFilters) -> results.OverviewFilters:
    """The same filters with what nobody offers replaced by the default; ids that are no UUID are left out."""
    tab = filters.tab if filters.tab in TAB_STATUSES else "active"
    default_sort = {"active": "urgency", "paused": "activity", "ended": "end"}[tab]
    offered = {"active": {"urgency"}, "paused": set(), "ended": {"end"}}[tab] | {
        "activity",
        "mentee",
        "mentor",
        "stage",
    }
    return replace(
        filters,
        tab=tab,
        sort=filters.sort if filters.sort in offered and filters.sort in SORT_KEYS else default_sort,
        indicator=filters.indicator if tab == "active" and filters.indicator in INDICATORS else "",
        unit=filters.unit if is_uuid(filters.unit) else "",
        cohort=filters.cohort if is_uuid(filters.cohort) else "",
    )


def is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def unit_and_below(unit: str, units: list) -> list[UUID]:
    """Ids of a unit and of those under it, within `units`; a unit outside them stands for nothing but itself."""
    wanted = {UUID(unit)}
    grew = True
    while grew:
        more = {u.id for u in units if u.parent_id in wanted} - wanted
        wanted |= more
        grew = bool(more)
    return list(wanted)
