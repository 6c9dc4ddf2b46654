"""What is known of a person before pairing, as screens and API show it."""

from collections.abc import Iterable

from mentor_program.domain.preferences import Language, MeetingForm, MeetingTime
from mentor_program.domain.readiness import Held, Qualification, lacking
from mentor_program.persistence.models import ExperienceArea, PeerMentor, PeerMentorQualification
from mentor_program.services import fact_results as results
from mentor_program.services.base import ServiceBase


class KnownFactsPart(ServiceBase):
    def _known_facts(self, row: PeerMentor, wished: Iterable[ExperienceArea]) -> results.KnownFacts:
        """Everything but exclusions, which only coordinators see. `row` is as `repository.person` gives it."""
        wished = list(wished)
        rows = self.repository.qualifications_of(row.id)
        is_mentor = row.mentor_programme_role == "mentor"
        required = in_order(row.required_qualifications or ()) if is_mentor else ()
        return results.KnownFacts(
            preferences=preferences_of(getattr(row, "preferences", None)),
            wished_areas=tuple(area.name for area in wished if not area.names_diagnosis),
            wished_diagnoses=tuple(area.name for area in wished if area.names_diagnosis),
            qualifications=self._qualification_lines(rows),
            required=required,
            lacking=lacking(required, map(held, rows), self.today),
        )

    def _qualification_lines(self, rows: Iterable[PeerMentorQualification]) -> tuple[results.QualificationLine, ...]:
        lines = {
            row.kind: results.QualificationLine(
                kind=Qualification(row.kind),
                fulfilled_on=row.fulfilled_on,
                valid_until=row.valid_until,
                expired=held(row).expired(self.today),
                recorded_at=row.recorded_at,
                recorded_by=row.recorded_by_name,
            )
            for row in rows
        }
        return tuple(lines[kind] for kind in Qualification if kind in lines)


def held(row: PeerMentorQualification) -> Held:
    return Held(Qualification(row.kind), row.fulfilled_on, row.valid_until)


def in_order(kinds: Iterable[str]) -> tuple[Qualification, ...]:
    wanted = set(kinds)
    return tuple(kind for kind in Qualification if kind in wanted)


def preferences_of(row: object | None) -> results.Preferences:
    """Stored codes in the order of the domain, whatever order they were stored in."""
    if row is None:
        return results.Preferences()
    return results.Preferences(
        languages=tuple(code for code in Language if code in row.languages),
        meeting_forms=tuple(code for code in MeetingForm if code in row.meeting_forms),
        meeting_times=tuple(code for code in MeetingTime if code in row.meeting_times),
    )
