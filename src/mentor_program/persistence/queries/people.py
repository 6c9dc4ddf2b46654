"""Reads and writes of people, as the acting person: the policies decide which rows there are."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Lower, Replace

from mentor_program.persistence.insert import insert
from mentor_program.persistence.keyset import Page, page_by_key
from mentor_program.persistence.models import (
    ExperienceArea,
    MentorPairing,
    MentorProgramme,
    PeerMentor,
    PeerMentorConsent,
    PeerMentorContact,
    PeerMentorExperienceArea,
    PeerMentorNote,
    PeerMentorReadiness,
    PeerMentorWishedArea,
    PostalCode,
)

OPEN = ["active", "paused"]
WORDS_SEARCHED = 6


class PeopleQueries:
    """The part of the repository that knows people."""

    def people_in_units(self, units: Collection[UUID], organisations: Collection[UUID]) -> QuerySet[PeerMentor]:
        """People of a coordinator's scope. The scope stands in the query too, so that an index serves it in order."""
        root = (
            Q(organisation_id=next(iter(organisations)))
            if len(organisations) == 1
            else Q(organisation_id__in=organisations)
        )
        return PeerMentor.objects.filter(root, unit_id__in=list(units))

    def filter_people(
        self,
        people: QuerySet,
        *,
        units: Collection[UUID],
        search: str,
        role: str | None,
        unit_ids: Collection[UUID],
        availability: str,
        municipality: str,
        county: str,
        area: str,
        cohort: str,
        waiting: bool,
        today: date,
    ) -> QuerySet:
        """Narrow `people` of `units` down; other empty arguments narrow nothing. `role` None: outside the programme."""
        if role != "":
            people = people.filter(mentor_programme_role=role) if role else people.filter(mentor_programme_role=None)
        if unit_ids:
            people = people.filter(unit_id__in=list(unit_ids))
        if availability:
            people = people.filter(available_as(availability, today))
        if availability == "available":
            people = people.exclude(mentor_programme_role="mentor", open_pairings__gte=F("capacity"))
            people = people.exclude(mentor_programme_role="mentee", open_pairings__gt=0)
        if municipality:
            people = people.filter(municipality_id=municipality)
        if county:
            people = people.filter(municipality__county_id=county)
        if area:
            people = people.filter(Exists(_of_person(PeerMentorExperienceArea).filter(area__key=area)))
        if cohort:
            people = people.filter(cohort_id=cohort)
        if waiting:
            people = self._waiting_people(people, today)
        return self._search_people(people, search, units)

    def _waiting_people(self, people: QuerySet, today: date) -> QuerySet:
        """Mentees who can get a pair now: free, not told to wait, and not through the programme already."""
        done = MentorPairing.objects.filter(mentee_id=OuterRef("pk"), status="programme_complete")
        return people.filter(
            ~Exists(_of_person(PeerMentorReadiness).filter(ready__in=["later", "not"])),
            ~Exists(done),
            available_as("available", today),
            mentor_programme_role="mentee",
            open_pairings=0,
        )

    def _search_people(self, people: QuerySet, search: str, units: Collection[UUID]) -> QuerySet:
        """Every word in name or e-mail; a number of at least three digits in the telephone number."""
        # Addresses are searched once, within the scope, not once a person.
        with_address = PeerMentorContact.objects.filter(unit_id__in=list(units)).values("peer_mentor_id")
        digits = "".join(sign for sign in search if sign.isdigit())
        if len(digits) >= 3 and not any(sign.isalpha() for sign in search):
            bare = Replace(F("contact__phone"), Value(" "), Value(""))
            return people.alias(bare_phone=bare).filter(bare_phone__contains=digits)
        for word in search.split()[:WORDS_SEARCHED]:
            key = Func(Value(word), function="private.sort_key")
            people = people.filter(Q(sort_name__contains=key) | Q(id__in=with_address.filter(email__icontains=word)))
        return people

    def page_of_people(self, people: QuerySet, *, cursor: str, size: int) -> Page:
        return page_by_key(people.select_related("unit", "municipality"), key="sort_name", cursor=cursor, size=size)

    def all_people(self, people: QuerySet) -> Iterator[PeerMentor]:
        """Everyone in order, in chunks, with what a download tells."""
        return (
            people.select_related("unit", "municipality__county", "cohort", "contact")
            .prefetch_related("experience_areas__area")
            .order_by("sort_name", "id")
            .iterator(chunk_size=500)
        )

    def open_pairings_of(self, people: Collection[UUID]) -> dict[UUID, list[MentorPairing]]:
        """Active and paused pairs by person, of either role."""
        ids = list(people)
        found = defaultdict(list)
        rows = MentorPairing.objects.filter(Q(mentor_id__in=ids) | Q(mentee_id__in=ids), status__in=OPEN)
        for pairing in rows.order_by("started_at", "id"):
            found[pairing.mentor_id].append(pairing)
            found[pairing.mentee_id].append(pairing)
        return found

    def person(self, person_id: UUID) -> PeerMentor | None:
        """One person with all that there is one row of, and the `required_qualifications` of the organisation's first
        programme: what the policies let through."""
        programmes = MentorProgramme.objects.filter(unit_id=OuterRef("organisation_id")).order_by("created_at", "id")
        return (
            PeerMentor.objects.select_related(
                "unit",
                "municipality__county",
                "cohort",
                "contact",
                "note",
                "diagnosis_consent",
                "readiness",
                "preferences",
            )
            .annotate(required_qualifications=Subquery(programmes.values("required_qualifications")[:1]))
            .filter(id=person_id)
            .first()
        )

    def ids_in_units(self, people: Collection[UUID], units: Collection[UUID]) -> set[UUID]:
        """Those of `people` who belong to `units`."""
        return set(PeerMentor.objects.filter(id__in=list(people), unit_id__in=list(units)).values_list("id", flat=True))

    def lock_person(self, person_id: UUID) -> bool:
        """Lock person and contact details until the transaction ends; False when the actor may not change them."""
        locked = PeerMentor.objects.select_for_update().filter(id=person_id).values_list("id").first()
        self.lock_contact(person_id)
        return locked is not None

    def lock_contact(self, person_id: UUID) -> PeerMentorContact | None:
        return PeerMentorContact.objects.select_for_update(of=("self",)).filter(peer_mentor_id=person_id).first()

    def areas_and_wishes_of(self, person_id: UUID) -> tuple[list[ExperienceArea], list[ExperienceArea]]:
        """The person's experience areas, and those that the person asks for in a mentor."""
        lived, wished = (_of_area(model, person_id) for model in (PeerMentorExperienceArea, PeerMentorWishedArea))
        rows = ExperienceArea.objects.annotate(lived=lived, wished=wished).filter(Q(lived=True) | Q(wished=True))
        areas = list(rows.order_by("position"))
        return [area for area in areas if area.lived], [area for area in areas if area.wished]

    def experience_areas(self) -> list[ExperienceArea]:
        return list(ExperienceArea.objects.order_by("position"))

    def pairings_of(self, person_id: UUID) -> list[MentorPairing]:
        """Pairs past and present, the newest first."""
        rows = MentorPairing.objects.filter(Q(mentor_id=person_id) | Q(mentee_id=person_id))
        return list(rows.select_related("programme").order_by("-started_at", "id"))

    def municipality_of_postal_code(self, code: str) -> tuple[str, str] | None:
        """Number and name; None where the register is not loaded or has no such code."""
        return PostalCode.objects.filter(code=code).values_list("municipality_id", "municipality__name").first()

    def look_alikes(self, units: Collection[UUID], *, email: str, name: str, phone: str) -> list[PeerMentor]:
        """People with the same e-mail address, or the same name and telephone number."""
        same = Q(pk=None)
        if email:
            same |= Q(mail=email.lower())
        if phone:
            same |= Q(sort_name=Func(Value(name), function="private.sort_key"), contact__phone=phone)
        people = PeerMentor.objects.alias(mail=Lower("contact__email")).filter(same, unit_id__in=list(units))
        return list(people.select_related("unit", "contact").order_by("sort_name", "id")[:5])

    def add_person(self, **values: object) -> UUID:
        return insert("peer_mentors", **values)

    def change_person(self, person_id: UUID, **values: object) -> bool:
        """False when the person is not there or may not be changed."""
        return PeerMentor.objects.filter(id=person_id).update(**values) == 1

    def set_contact(self, person_id: UUID, *, email: str, phone: str, postal_code: str) -> bool:
        """Write contact details, also for a person who had none. False when the policies let nothing through."""
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into public.peer_mentor_contacts (peer_mentor_id, email, phone, postal_code)"
                " values (%s, %s, %s, %s) on conflict (peer_mentor_id) do update"
                " set email = excluded.email, phone = excluded.phone, postal_code = excluded.postal_code",
                [person_id, email, phone, postal_code],
            )
            return cursor.rowcount == 1

    def set_areas(self, person_id: UUID, *, old: Collection[str], new: Collection[str]) -> None:
        """Make the person's areas those of the keys `new`; keys that do not exist are nothing."""
        rows = PeerMentorExperienceArea.objects.filter(peer_mentor_id=person_id)
        rows.filter(area__key__in=set(old) - set(new)).delete()
        for area in ExperienceArea.objects.filter(key__in=set(new) - set(old)):
            insert("peer_mentor_experience_areas", peer_mentor_id=person_id, area_id=area.id)

    def add_consent(self, person_id: UUID) -> None:
        insert("peer_mentor_consents", peer_mentor_id=person_id)

    def withdraw_consent(self, person_id: UUID) -> bool:
        """Take the consent away; the database removes the areas that name a diagnosis. False when there was none."""
        return PeerMentorConsent.objects.filter(peer_mentor_id=person_id).delete()[0] > 0

    def set_note(self, person_id: UUID, note: str) -> None:
        """Store the coordinators' note; an empty one is removed."""
        rows = PeerMentorNote.objects.filter(peer_mentor_id=person_id)
        if not note:
            rows.delete()
        elif not rows.update(note=note):
            insert("peer_mentor_notes", peer_mentor_id=person_id, note=note)

    def set_readiness(self, person_id: UUID, ready: str) -> None:
        """Store whether the person is ready for a new pair; empty removes the answer."""
        rows = PeerMentorReadiness.objects.filter(peer_mentor_id=person_id)
        if not ready:
            rows.delete()
        elif not rows.update(ready=ready):
            insert("peer_mentor_readiness", peer_mentor_id=person_id, ready=ready)


def available_as(availability: str, today: date) -> Q:
    """Who is available, paused or unavailable today: a pause that has run out is no pause."""
    over = Q(availability="paused", paused_until__lte=today)
    if availability == "available":
        return Q(availability="available") | over
    if availability == "paused":
        return Q(availability="paused") & (Q(paused_until=None) | Q(paused_until__gt=today))
    return Q(availability=availability)


def _of_person(model: type) -> QuerySet:
    return model.objects.filter(peer_mentor_id=OuterRef("pk"))


def _of_area(model: type, person_id: UUID) -> Exists:
    return Exists(model.objects.filter(peer_mentor_id=person_id, area_id=OuterRef("pk")))
