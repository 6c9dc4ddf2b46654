"""Story H, writing: add and change a person. Each is one transaction: all of it is stored, or nothing."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from uuid import UUID

from mentor_program.domain.errors import InvalidInput, RuleViolation
from mentor_program.domain.matching import Availability
from mentor_program.domain.pairing import Readiness
from mentor_program.domain.permissions import Actor, Standing
from mentor_program.domain.preferences import Language, MeetingForm, MeetingTime
from mentor_program.persistence.models import PeerMentor
from mentor_program.services import people_results as results
from mentor_program.services.base import retried
from mentor_program.services.contact_details import wrong_contact
from mentor_program.services.people import PeoplePart

NAME_LENGTH = 200
NOTE_LENGTH = 4000
MAX_CAPACITY = 50
PREFERENCES = {"languages": Language, "meeting_forms": MeetingForm, "meeting_times": MeetingTime}
# The field where a rule of the database is told, and as what.
FIELD_OF_RULE = {
    "role_bound_by_open_pairing": {"role": "role_bound_by_open_pairing"},
    "mentor_has_free_place": {"capacity": "fewer_places_than_pairs"},
    "person_stays_in_organisation": {"unit": "person_stays_in_organisation"},
    "cohort_of_same_organisation": {"cohort": "cohort_of_same_organisation"},
    "diagnosis_needs_consent": {"diagnosis_consent": "diagnosis_needs_consent"},
}


class PeopleChangesPart(PeoplePart):
    def add_person(
        self, *, actor: Actor, values: results.PersonValues, despite_look_alikes: bool = False
    ) -> results.PersonSaved:
        """Add somebody to one of the coordinator's units.

        Raises NotAllowed, InvalidInput by field, or RuleViolation("possible_duplicate", people=…) when somebody in
        scope has the same e-mail address, or the same name and telephone number, unless `despite_look_alikes`.
        """
        with at_its_field(), self.acting(actor) as standing:
            self.need_coordinator(standing)
            values, placed_in = self._with_municipality(tidy(values))
            self._need_valid_person(values, standing, before=None)
            if not despite_look_alikes:
                self._need_nobody_alike(values, standing)
            person_id = self.repository.add_person(**_columns(values))
            self._write_person_rows(person_id, results.PersonValues(name="", role="", unit=None), values)
            return results.PersonSaved(person_id, values.name, placed_in=placed_in)

    def change_person(
        self, *, actor: Actor, person_id: UUID, values: results.PersonValues, version: str
    ) -> results.PersonSaved:
        """Store `values` if what is stored still is what `version` stood for.

        Taking away the consent removes the areas that name a diagnosis. Raises NotAllowed, NotFound, InvalidInput by
        field, or RuleViolation("changed_meanwhile") when somebody else was first.
        """
        return retried(lambda: self._change_person(actor, person_id, lambda before: values, version))

    def patch_person(
        self, *, actor: Actor, person_id: UUID, changes: Mapping[str, object], version: str | None = None
    ) -> results.PersonSaved:
        """Change only what `changes` names (fields of PersonValues). Raises as `change_person` does; without a
        `version` what others have written elsewhere stays."""
        return retried(
            lambda: self._change_person(actor, person_id, lambda before: replace(before, **changes), version)
        )

    def _change_person(
        self,
        actor: Actor,
        person_id: UUID,
        change: Callable[[results.PersonValues], results.PersonValues],
        version: str | None,
    ) -> results.PersonSaved:
        with at_its_field(), self.acting(actor) as standing:
            row = self._lock_steered_person(standing, person_id)
            before = self._person_values(row)
            if version not in (None, results.version_of(before)):
                raise RuleViolation("changed_meanwhile", name=row.display_name)
            values, placed_in = self._with_municipality(tidy(change(before)))
            values, removed = self._without_withdrawn_areas(before, values)
            self._need_valid_person(values, standing, before=row)
            if values == before:
                return results.PersonSaved(person_id, values.name, changed=False)
            self.repository.change_person(person_id, **_columns(values))
            self._write_person_rows(person_id, before, values)
            return results.PersonSaved(person_id, values.name, removed_areas=removed, placed_in=placed_in)

    def _with_municipality(self, values: results.PersonValues) -> tuple[results.PersonValues, str]:
        """With the municipality of the postal code where none was chosen, and that municipality's name."""
        if values.municipality or not values.postal_code:
            return values, ""
        number, name = self.repository.municipality_of_postal_code(values.postal_code) or ("", "")
        return replace(values, municipality=number), name

    def _without_withdrawn_areas(
        self, before: results.PersonValues, values: results.PersonValues
    ) -> tuple[results.PersonValues, int]:
        """When a consent is taken away, what it allowed goes too: the values without it, and how many areas went."""
        if not before.diagnosis_consent or values.diagnosis_consent:
            return values, 0
        named = self._diagnosis_keys()
        kept = replace(values, areas=values.areas - named, wished=values.wished - named)
        return kept, len(before.areas & named) + len(before.wished & named)

    def _diagnosis_keys(self) -> frozenset[str]:
        return frozenset(area.key for area in self.repository.experience_areas() if area.names_diagnosis)

    def _need_valid_person(
        self, values: results.PersonValues, standing: Standing, *, before: PeerMentor | None
    ) -> None:
        wrong = wrong_values(values, before, self.today) | wrong_contact(
            email=values.email, phone=values.phone, postal_code=values.postal_code
        )
        if values.unit not in standing.unit_ids:
            wrong["unit"] = "unit_not_in_scope"
        cohorts = {cohort.id for cohort in self.repository.cohorts(standing.unit_ids)}
        if values.cohort and values.cohort not in cohorts | {before.cohort_id if before else None}:
            wrong["cohort"] = "choose_one"
        if not values.diagnosis_consent and (values.areas | values.wished) & self._diagnosis_keys():
            wrong["diagnosis_consent"] = "diagnosis_needs_consent"
        if wrong:
            raise InvalidInput(wrong, open_pairings=before.open_pairings if before else 0)

    def _need_nobody_alike(self, values: results.PersonValues, standing: Standing) -> None:
        rows = self.repository.look_alikes(standing.unit_ids, email=values.email, name=values.name, phone=values.phone)
        if rows:
            people = tuple(
                results.LookAlike(
                    id=row.id,
                    name=row.display_name,
                    unit_name=row.unit.name,
                    same_email=bool(values.email) and row.contact.email.lower() == values.email.lower(),
                )
                for row in rows
            )
            raise RuleViolation("possible_duplicate", people=people)

    def _write_person_rows(self, person_id: UUID, before: results.PersonValues, values: results.PersonValues) -> None:
        """The rows that belong to the person, where they differ. Consent comes before the areas that need it."""
        contact = {"email": values.email, "phone": values.phone, "postal_code": values.postal_code}
        if contact != {"email": before.email, "phone": before.phone, "postal_code": before.postal_code}:
            self.repository.set_contact(person_id, **contact)
        if values.diagnosis_consent and not before.diagnosis_consent:
            self.repository.add_consent(person_id)
        if before.diagnosis_consent and not values.diagnosis_consent:
            self.repository.withdraw_consent(person_id)
        if values.areas != before.areas:
            self.repository.set_areas(person_id, old=before.areas, new=values.areas)
        if values.wished != before.wished:
            self.repository.set_wished_areas(person_id, old=before.wished, new=values.wished)
        stated = {name: getattr(values, name) for name in PREFERENCES}
        if stated != {name: getattr(before, name) for name in PREFERENCES}:
            self.repository.set_preferences(person_id, **stated)
        if values.note != before.note:
            self.repository.set_note(person_id, values.note)
        if values.readiness != before.readiness:
            self.repository.set_readiness(person_id, values.readiness)


@contextmanager
def at_its_field() -> Iterator[None]:
    """Turns a rule that the database refused into InvalidInput at the field where something can be done about it."""
    try:
        yield
    except RuleViolation as error:
        if error.code not in FIELD_OF_RULE:
            raise
        raise InvalidInput(FIELD_OF_RULE[error.code]) from error


def tidy(values: results.PersonValues) -> results.PersonValues:
    """The same values as they are stored: single spaces in the name, an end only of a pause."""
    return replace(
        values,
        name=" ".join(values.name.split()),
        email=values.email.strip().lower(),
        phone=values.phone.strip(),
        postal_code=values.postal_code.strip(),
        note=values.note.strip().replace("\r\n", "\n"),
        paused_until=values.paused_until if values.availability == Availability.PAUSED else None,
    )


def wrong_values(values: results.PersonValues, before: PeerMentor | None, today: date) -> dict[str, str]:
    """What cannot be accepted, by field. `before` is the stored person, whose open pairs bind role and capacity."""
    wrong = {}
    if not values.name:
        wrong["name"] = "name_missing"
    elif len(values.name) > NAME_LENGTH:
        wrong["name"] = "too_long"
    if values.role not in ("mentor", "mentee", ""):
        wrong["role"] = "choose_one"
    if values.availability not in list(Availability):
        wrong["availability"] = "choose_one"
    stays = before is not None and values.paused_until == before.paused_until
    if values.paused_until and values.paused_until <= today and not stays:
        wrong["paused_until"] = "pause_ends_later"
    if not 0 <= values.capacity <= MAX_CAPACITY:
        wrong["capacity"] = "capacity_in_range"
    if values.readiness not in ("", *Readiness):
        wrong["readiness"] = "choose_one"
    wrong |= {name: "choose_one" for name, known in PREFERENCES.items() if getattr(values, name) - set(known)}
    if len(values.note) > NOTE_LENGTH:
        wrong["note"] = "too_long"
    if before and before.open_pairings:
        if values.role != (before.mentor_programme_role or ""):
            wrong["role"] = "role_bound_by_open_pairing"
        elif values.role == "mentor" and values.capacity < before.open_pairings:
            wrong["capacity"] = "fewer_places_than_pairs"
    return wrong


def _columns(values: results.PersonValues) -> dict[str, object]:
    return {
        "display_name": values.name,
        "mentor_programme_role": values.role or None,
        "unit_id": values.unit,
        "municipality_id": values.municipality or None,
        "availability": values.availability,
        "paused_until": values.paused_until,
        "capacity": values.capacity,
        "cohort_id": values.cohort,
    }
