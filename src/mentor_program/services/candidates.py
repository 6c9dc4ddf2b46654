"""Rows of candidates as facts that are scored, and as what a coordinator sees."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from mentor_program.domain.errors import DomainError, RuleViolation
from mentor_program.domain.matching import Availability, Compatibility, Obstacle, compatibility, obstacle
from mentor_program.domain.scoring import MenteeFacts, MentorFacts, Part, complete_weights
from mentor_program.persistence.models import MentorProgramme
from mentor_program.persistence.queries.matching import CandidateRow, Counterpart
from mentor_program.persistence.queries.readiness_sql import read_lacking
from mentor_program.services import matching_results as results

TAKEN = {
    "already_paired": "mentee_has_one_open_pairing",
    "no_free_place": "mentor_has_free_place",
    "paused": "person_is_paused",
    "unavailable": "person_is_unavailable",
    "not_ready": "person_is_not_ready",
    "never_again": "never_pair_again",
    "lacks_requirement": "mentor_meets_requirements",
}


def weights_of(programme: MentorProgramme | None) -> dict[Part, int]:
    """What each part weighs in a programme; the defaults where there is none."""
    return complete_weights(programme.match_weights if programme else {})


def required_by(programme: MentorProgramme | None) -> list[str]:
    return programme.required_qualifications if programme else []


def mentor_facts(row: CandidateRow) -> MentorFacts:
    return MentorFacts(
        **_facts(row),
        diagnoses=frozenset(row.diagnosis_ids),
        capacity=row.capacity,
        open_pairings=row.open_pairings,
        times_mentor=row.times_mentor,
    )


def mentee_facts(row: CandidateRow) -> MenteeFacts:
    return MenteeFacts(**_facts(row), wished=frozenset([*row.wished_ids, *row.wished_diagnosis_ids]))


def _facts(row: CandidateRow) -> dict[str, object]:
    return {
        "areas": frozenset(row.area_ids),
        "languages": frozenset(row.languages),
        "meeting_forms": frozenset(row.meeting_forms),
        "meeting_times": frozenset(row.meeting_times),
        "place": row.municipality_number,
    }


def counterpart(role: str, row: CandidateRow, weights: Mapping[Part, int]) -> Counterpart:
    """The chosen person, whose role is `role`, as whom candidates are scored beside."""
    return Counterpart(row.id, mentee_facts(row) if role == "mentee" else mentor_facts(row), weights)


def suits(mentor: CandidateRow, mentee: CandidateRow, weights: Mapping[Part, int]) -> Compatibility:
    """Compatibility of two people; one of the rows was read with the other as its counterpart."""
    ids = [*mentee.wished_ids, *mentee.area_ids, *mentee.wished_diagnosis_ids]
    names = [*mentee.wished, *mentee.areas, *mentee.wished_diagnoses]
    return compatibility(
        mentor_facts(mentor),
        mentee_facts(mentee),
        weights,
        distance_km=mentor.distance_km if mentee.distance_km is None else mentee.distance_km,
        names=dict(zip(ids, names, strict=True)),
    )


@dataclass(frozen=True)
class Two:
    """Two people who may become a pair in `programme`; the mentor was read beside the mentee."""

    mentor: CandidateRow
    mentee: CandidateRow
    programme: MentorProgramme | None
    weighed: Compatibility

    def shown(self, today: date) -> tuple[results.Candidate, results.Candidate]:
        """Mentor and mentee as the coordinator sees them."""
        mentor = candidate("mentor", replace(self.mentor, distance_km=None), today=today)
        return mentor, candidate("mentee", self.mentee, today=today)

    def remembered(self) -> dict[str, object]:
        """What the pair keeps of what was known and weighed, without what names a diagnosis."""
        weights = weights_of(self.programme)
        facts = asdict(suits(without_diagnoses(self.mentor), without_diagnoses(self.mentee), weights))
        weighed = facts.pop("score")
        del facts["asked_diagnoses"]
        parts = {part["part"]: {"permille": part["permille"], "weight": part["weight"]} for part in weighed["parts"]}
        return {"score": {"total": weighed["total"], "parts": parts}, "compatibility": facts}


def without_diagnoses(row: CandidateRow) -> CandidateRow:
    """The row as it may be remembered: neither what somebody lives with nor what was asked for names a diagnosis."""
    return replace(row, diagnosis_ids=[], diagnoses=[], wished_diagnosis_ids=[], wished_diagnoses=[])


def candidate(role: str, row: CandidateRow, *, today: date, weighed: Compatibility | None = None) -> results.Candidate:
    """A row as the coordinator sees it, with how it suits the person chosen when there is one."""
    missing = read_lacking(row.lacking)
    return results.Candidate(
        id=row.id,
        name=row.name,
        role=role,
        unit_name=row.unit,
        municipality=row.municipality or "",
        cohort_name=row.cohort or "",
        areas=tuple(row.areas),
        diagnoses=tuple(row.diagnoses),
        wished_areas=tuple(row.wished),
        wished_diagnoses=tuple(row.wished_diagnoses),
        languages=tuple(row.languages),
        meeting_forms=tuple(row.meeting_forms),
        meeting_times=tuple(row.meeting_times),
        capacity=row.capacity,
        free_places=max(0, row.capacity - row.open_pairings),
        times_mentor=row.times_mentor,
        waiting_since=row.waiting_since,
        completed_before=row.completed,
        distance_km=row.distance_km,
        compatibility=weighed,
        obstacle=obstacle(
            role=role,
            availability=Availability(row.availability),
            paused_until=row.paused_until,
            open_pairings=row.open_pairings,
            capacity=row.capacity,
            readiness=row.readiness,
            today=today,
            excluded=row.excluded,
            lacks_requirement=bool(missing),
        ),
        paused_until=row.paused_until,
        readiness=row.readiness or "",
        lacking=missing,
    )


def hindrance(person: results.Candidate, other: results.Candidate) -> DomainError:
    """Why this person can't be paired, as the rule's code with the facts a sentence needs."""
    facts = {"name": person.name}
    if person.obstacle is Obstacle.NEVER_AGAIN:
        facts["names"] = f"{person.name} – {other.name}"
    if person.obstacle is Obstacle.PAUSED and person.paused_until:
        facts["until"] = person.paused_until
    return RuleViolation(TAKEN[person.obstacle], **facts)
