"""Mentor pairs for everyone who waits: proposed at once, changed line by line, made when a coordinator confirms."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from uuid import UUID

from mentor_program.domain.errors import InvalidInput, NotFound, RuleViolation
from mentor_program.domain.matching import Obstacle
from mentor_program.domain.permissions import Actor, Standing
from mentor_program.matching.distances import Distances
from mentor_program.persistence.models import PairingProposal
from mentor_program.persistence.queries.matching import Search
from mentor_program.services import proposal_lines as kept
from mentor_program.services import proposal_results as results
from mentor_program.services.base import ServiceBase, retried
from mentor_program.services.candidates import Two, candidate, counterpart, hindrance, required_by, suits, weights_of
from mentor_program.services.everyone import Everyone
from mentor_program.services.matching import FURTHEST_KM, followed
from mentor_program.services.proposal_lines import Line
from mentor_program.services.proposal_results import LineState, Show
from mentor_program.services.results import PAGE_SIZE


class ProposalsPart(ServiceBase):
    def propose_for_all(self, *, actor: Actor, max_km: int | None = None) -> UUID:
        """Propose pairs for everyone in scope who waits, within `max_km` kilometres if given; returns the id.

        Earlier proposals of the same coordinator are forgotten. Raises NotAllowed, or InvalidInput for the distance.
        """
        with self.acting(actor) as standing:
            self.need_coordinator(standing)
            _need_distance(max_km)
            unit = self.repository.own_unit(actor.user_id)
            lines, helpful = kept.solved_again(self._read(standing, unit.organisation_id), max_km, [])
            self.repository.forget_old_proposals()
            return self.repository.add_proposals(unit_id=unit.id, max_km=max_km, lines=lines, helpful=helpful)

    def propose_again(
        self, *, actor: Actor, proposals_id: UUID, max_km: int | None = None, version: int | None = None
    ) -> results.ProposalsSummary:
        """Propose anew around the lines that are locked or dropped, from what is known now."""
        with self.acting(actor) as standing:
            row = self._proposals(proposals_id, version=version, lock=True)
            _need_distance(max_km)
            lines, helpful = kept.solved_again(self._read(standing, row.unit.organisation_id), max_km, row.lines)
            self.repository.change_proposals(row.id, max_km=max_km, lines=lines, helpful=helpful)
            return _summary(self._proposals(proposals_id))

    def newest_proposals(self, *, actor: Actor) -> results.ProposalsSummary | None:
        """What the coordinator was last shown and has not discarded; None where there is nothing."""
        with self.acting(actor) as standing:
            self.need_coordinator(standing)
            row = self.repository.newest_proposals()
            return _summary(row) if row else None

    def proposals(
        self, *, actor: Actor, proposals_id: UUID, show: str = Show.PAIRS, after: int = 0
    ) -> results.ProposalsPage:
        """One page of one of the three lists. Raises NotFound for other people's proposals and for none alike."""
        with self.acting(actor) as standing:
            row = self._proposals(proposals_id)
            shown = Show(show) if show in list(Show) else Show.PAIRS
            found = [each for each in row.lines if kept.shown_in(each) is shown]
            after = after if 0 <= after < len(found) else 0
            page = found[after : after + PAGE_SIZE]
            return results.ProposalsPage(
                **vars(_summary(row)),
                show=shown,
                lines=self._shown(
                    self._of_lines(standing, row, page), page, self.repository.paired_before(kept.pairs(page))
                ),
                after=after,
                more=len(found) > after + PAGE_SIZE,
            )

    def change_proposal_line(
        self, *, actor: Actor, proposals_id: UUID, mentee_id: UUID, state: str, version: int | None = None
    ) -> results.LineOutcome:
        """Lock, unlock, drop or take back one line: `state` is what it becomes (locked, proposed, dropped).

        Raises NotFound, or RuleViolation("line_has_no_mentor") where there is nothing to lock.
        """
        with self.acting(actor) as standing:
            row = self._proposals(proposals_id, version=version, lock=True)
            at = kept.find(row.lines, mentee_id)
            if state not in list(LineState):
                raise InvalidInput({"state": "choose_one"})
            everyone = self._of_lines(standing, row, [row.lines[at]])
            places = {mentor.id: mentor.capacity - mentor.open_pairings for mentor in everyone.mentors}
            row.lines[at] = kept.moved(row.lines, at, LineState(state), places)
            self.repository.change_proposals(row.id, lines=row.lines)
            return _outcome(self._shown(everyone, [row.lines[at]])[0])

    def mentor_choices(
        self, *, actor: Actor, proposals_id: UUID, mentee_id: UUID, cursor: str = ""
    ) -> results.MentorChoices:
        """Mentors who can be chosen for a line, the best first, however far away they live."""
        with self.acting(actor) as standing:
            row = self._proposals(proposals_id)
            line = row.lines[kept.find(row.lines, mentee_id)]
            everyone = self._of_lines(standing, row, [line])
            mentee = next((row for row in everyone.mentees if row.id == mentee_id), None)
            if mentee is None:
                raise NotFound("person")
            programme = followed(everyone.programmes, mentee)
            weights = weights_of(programme)
            search = Search(
                role="mentor",
                units=standing.unit_ids,
                organisations=[everyone.organisation],
                today=self.today,
                conditions={"availability": True},
                required=required_by(programme),
                counterpart=counterpart("mentee", mentee, weights),
            )
            page = self.repository.candidates(search, cursor=cursor, size=PAGE_SIZE)
            others = [each for each in row.lines if each["mentee"] != str(mentee_id)]
            locked = [each for each in others if each["state"] == LineState.LOCKED]
            return results.MentorChoices(
                line=self._shown(everyone, [line])[0],
                mentors=tuple(
                    candidate("mentor", row, today=self.today, weighed=suits(row, mentee, weights)) for row in page.rows
                ),
                next=page.next,
                previous=page.previous,
                taken=Counter(mentor for mentor, _mentee in kept.pairs(others)),
                locked=Counter(mentor for mentor, _mentee in kept.pairs(locked)),
            )

    def choose_mentor(
        self, *, actor: Actor, proposals_id: UUID, mentee_id: UUID, mentor_id: UUID, version: int | None = None
    ) -> results.LineOutcome:
        """Give a line another mentor, and lock it: what a coordinator has chosen is not proposed away.

        Where all places of the mentor are proposed for others, one of those gives way and stays without. Raises
        NotFound, RuleViolation as for a single pair, or ("places_locked") when all of the places are locked for others.
        """
        with self.acting(actor) as standing:
            row = self._proposals(proposals_id, version=version, lock=True)
            at = kept.find(row.lines, mentee_id)
            wanted = kept.line(mentee_id, LineState.LOCKED, mentor=mentor_id)
            everyone = self._of_lines(standing, row, [wanted])
            if not (everyone.mentees and everyone.mentors):
                raise NotFound("person")
            two = everyone.two(everyone.mentors[0], everyone.mentees[0])
            self._need_free(everyone, two)
            displaced = kept.given_way(row.lines, mentee_id, mentor_id, two.mentor.capacity - two.mentor.open_pairings)
            row.lines[at] = wanted | {"score": two.weighed.score.total}
            name = ""
            if displaced is not None:
                row.lines[displaced] = line = kept.alone(row.lines[displaced])
                name = next((each.name for each in self._of_lines(standing, row, [line]).mentees), "")
            self.repository.change_proposals(row.id, lines=row.lines)
            return results.LineOutcome(LineState.LOCKED, two.mentee.name, two.mentor.name, name)

    def confirm_proposals(self, *, actor: Actor, proposals_id: UUID, version: int | None = None) -> results.Confirmed:
        """Make every proposed and locked pair, or none and tell what has changed meanwhile.

        All is looked at again, with everybody locked: roles, scope, places, readiness, requirements, who never shall be
        paired again, who has been paired. Where something has changed, those lines stay without a mentor and say why,
        and the coordinator may confirm the rest. Doing it again after it was done makes nothing more.
        """
        return retried(lambda: self._confirm(actor, proposals_id, version))

    def _confirm(self, actor: Actor, proposals_id: UUID, version: int | None) -> results.Confirmed:
        with self.acting(actor) as standing:
            row = self._proposals(proposals_id, lock=True, confirmed=True)
            if row.created is not None:
                return results.Confirmed(row.created)
            _need_version(row, version)
            wanted = [each for each in row.lines if LineState(each["state"]).is_pair]
            if not wanted:
                raise RuleViolation("nothing_to_confirm")
            self.repository.lock_people({person for two in kept.pairs(wanted) for person in two})
            found, told = self._checked(self._of_lines(standing, row, wanted), wanted)
            if told:
                changed = {each["mentee"]: each for each in wanted} | {line["mentee"]: line for line, _ in told}
                lines = [changed.get(each["mentee"], each) for each in row.lines]
                self.repository.change_proposals(row.id, lines=lines)
                return results.Confirmed(0, tuple(change for _, change in told))
            asked = {"within_km": row.max_km} if row.max_km else {}
            self.repository.add_pairings(
                [
                    {
                        "mentor_id": two.mentor.id,
                        "mentee_id": two.mentee.id,
                        "matching_criteria": {"filters": asked, "proposed_for_all": True, **two.remembered()},
                    }
                    for two in found
                ]
            )
            self.repository.change_proposals(row.id, lines=[], helpful=[], created=len(found))
            return results.Confirmed(len(found))

    def _checked(
        self, everyone: Everyone, wanted: list[Line]
    ) -> tuple[list[Two], list[tuple[Line, results.ChangedLine]]]:
        """The pairs that can be made, and the lines that cannot any more, with what is told of each."""
        mentors, mentees = ({row.id: row for row in rows} for rows in (everyone.mentors, everyone.mentees))
        left = {row.id: row.capacity - row.open_pairings for row in everyone.mentors}
        possible: list[Two] = []
        told = []
        for each in wanted:
            mentor, mentee = mentors.get(kept.person(each["mentor"])), mentees.get(kept.person(each["mentee"]))
            names = {"mentee_name": mentee.name if mentee else "", "mentor_name": mentor.name if mentor else ""}
            if not (mentor and mentee):
                gone = kept.changed(each, None, "mentee" if mentor else "mentor")
                told.append((gone, results.ChangedLine(**names, code="person_gone")))
                continue
            two = everyone.two(mentor, mentee)
            try:
                self._need_free(everyone, two, left[mentor.id])
            except RuleViolation as refused:
                line = kept.changed(each, refused.facts["obstacle"], refused.facts["who"])
                told.append((line, results.ChangedLine(**names, code=refused.code, facts=refused.facts)))
                continue
            left[mentor.id] -= 1
            possible.append(two)
        return possible, told

    def _need_free(self, everyone: Everyone, two: Two, places: int | None = None) -> None:
        """Raises RuleViolation as for a single pair; `places` are what is left of the mentor's."""
        mentor, mentee = everyone.shown(two)
        if places is not None and places <= 0 and mentor.obstacle is None:
            facts = {"name": mentor.name, "obstacle": Obstacle.NO_FREE_PLACE, "who": "mentor"}
            raise RuleViolation("mentor_has_free_place", **facts)
        for person, other in ((mentee, mentor), (mentor, mentee)):
            if person.obstacle:
                refused = hindrance(person, other)
                raise RuleViolation(refused.code, **refused.facts, obstacle=person.obstacle, who=person.role)

    def discard_proposals(self, *, actor: Actor, proposals_id: UUID, version: int | None = None) -> None:
        """Forget them; nothing else changes."""
        with self.acting(actor):
            self.repository.delete_proposals(self._proposals(proposals_id, version=version, confirmed=True).id)

    def _proposals(
        self, proposals_id: UUID, *, version: int | None = None, lock: bool = False, confirmed: bool = False
    ) -> PairingProposal:
        """The actor's own, inside `acting`. Those that are confirmed are there no more, unless `confirmed`."""
        row = self.repository.proposals(proposals_id, lock=lock)
        if row is None or (row.created is not None and not confirmed):
            raise NotFound("proposals")
        _need_version(row, version)
        return row

    def _of_lines(self, standing: Standing, row: PairingProposal, lines: list[Line]) -> Everyone:
        """Only the people of these lines."""
        people = {
            role: {person for each in lines if (person := kept.person(each[role]))} for role in ("mentee", "mentor")
        }
        return self._read(standing, row.unit.organisation_id, people)

    def _read(self, standing: Standing, organisation: UUID, people: Mapping[str, set[UUID]] | None = None) -> Everyone:
        """All people of the scope, or `people` by role, in a constant number of queries."""
        programmes = self.repository.programmes_of([organisation])
        required = sorted({kind for programme in programmes for kind in programme.required_qualifications})
        search = Search("mentee", standing.unit_ids, [organisation], self.today, conditions={}, required=required)
        mentees = self.repository.everybody(search, people and people["mentee"])
        mentors = self.repository.everybody(replace(search, role="mentor"), people and people["mentor"])
        places = {row.municipality_number for row in (*mentees, *mentors)} - {None}
        return Everyone(
            mentees=mentees,
            mentors=mentors,
            organisation=organisation,
            programmes=programmes,
            distances=Distances.between(self.repository.positions(places)),
            excluded=self.repository.excluded_pairs(),
            today=self.today,
        )

    def _shown(
        self, everyone: Everyone, lines: list[Line], before: Collection[tuple[UUID, UUID]] = ()
    ) -> tuple[results.ProposalLine, ...]:
        """Lines as they are told; `before` are those (mentor, mentee) who have been a pair."""
        mentors, mentees = ({row.id: row for row in rows} for rows in (everyone.mentors, everyone.mentees))
        shown = []
        for each in lines:
            mentor, mentee = mentors.get(kept.person(each["mentor"])), mentees.get(kept.person(each["mentee"]))
            both = everyone.two(mentor, mentee) if mentor and mentee else None
            mentor_shown = everyone.shown(both)[0] if both else mentor and everyone.alone("mentor", mentor)
            mentee_shown = everyone.shown(both)[1] if both else mentee and everyone.alone("mentee", mentee)
            shown.append(
                results.ProposalLine(
                    mentee_id=kept.person(each["mentee"]),
                    state=LineState(each["state"]),
                    mentee=mentee_shown,
                    mentor=mentor_shown,
                    compatibility=both.weighed if both else None,
                    reason=kept.reason(each["reason"]),
                    paired_before=bool(both) and (mentor.id, mentee.id) in before,
                )
            )
        return tuple(shown)


def _need_distance(max_km: int | None) -> None:
    if max_km is not None and not 1 <= max_km <= FURTHEST_KM:
        raise InvalidInput({"max_km": "km_in_range"})


def _need_version(row: PairingProposal, version: int | None) -> None:
    if version not in (None, row.version):
        raise RuleViolation("changed_meanwhile")


def _summary(row: PairingProposal) -> results.ProposalsSummary:
    return results.ProposalsSummary(
        id=row.id,
        created_at=row.created_at,
        max_km=row.max_km,
        counts=kept.counts(row.lines),
        helpful=tuple(results.Helpful(**one) for one in row.helpful),
        created=row.created,
        version=row.version,
    )


def _outcome(line: results.ProposalLine) -> results.LineOutcome:
    return results.LineOutcome(
        line.state, line.mentee.name if line.mentee else "", line.mentor.name if line.mentor else ""
    )
