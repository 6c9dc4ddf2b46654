"""People in and around the programme. What only some may read stands in tables of its own."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from mentor_program.domain.preferences import Language, MeetingForm, MeetingTime
from mentor_program.domain.readiness import Qualification
from mentor_program.persistence.models.base import Row
from mentor_program.persistence.models.organisation import OrganisationUnit
from mentor_program.persistence.models.programme import Cohort, ExperienceArea


class PeerMentor(Row):
    """A person; `mentor_programme_role` null means outside the programme.

    Kept by triggers: `organisation`, `sort_name` (Norwegian alphabet as plain bytes), `open_pairings` (active and
    paused pairs of either role, so that capacity is a check constraint) and `updated_at`.
    """

    user_id = models.UUIDField(null=True, unique=True)
    # Keys without an index of their own stand first in a longer one.
    unit = models.ForeignKey(OrganisationUnit, models.RESTRICT, related_name="people", db_index=False)
    organisation = models.ForeignKey(OrganisationUnit, models.RESTRICT, null=True, related_name="+", db_index=False)
    display_name = models.CharField(max_length=200)
    sort_name = models.CharField(max_length=260, db_collation="C", db_default="")
    mentor_programme_role = models.CharField(max_length=10, null=True)
    capacity = models.PositiveSmallIntegerField(db_default=1)
    open_pairings = models.PositiveSmallIntegerField(db_default=0)
    availability = models.CharField(max_length=12, db_default="available")
    paused_until = models.DateField(null=True)
    municipality = models.ForeignKey("Municipality", models.RESTRICT, null=True, related_name="+")
    cohort = models.ForeignKey(Cohort, models.SET_NULL, null=True, related_name="people")
    updated_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "peer_mentors"
        indexes = [
            # All three carry what the policies ask, so that counts read no rows.
            models.Index(fields=["organisation", "sort_name", "id"], include=["unit"], name="peer_mentors_by_name"),
            models.Index(
                fields=["organisation", "mentor_programme_role", "sort_name", "id"],
                include=["unit"],
                name="peer_mentors_by_role",
            ),
            models.Index(
                fields=["unit", "mentor_programme_role"], include=["organisation", "id"], name="peer_mentors_by_unit"
            ),
        ]
        constraints = [
            models.CheckConstraint(name="peer_mentors_named", condition=~Q(display_name="")),
            models.CheckConstraint(
                name="peer_mentors_role_known",
                condition=Q(mentor_programme_role__isnull=True) | Q(mentor_programme_role__in=["mentor", "mentee"]),
            ),
            models.CheckConstraint(
                name="peer_mentors_availability_known",
                condition=Q(availability__in=["available", "paused", "unavailable"]),
            ),
            models.CheckConstraint(
                name="peer_mentors_pause_date_only_when_paused",
                condition=Q(paused_until__isnull=True) | Q(availability="paused"),
            ),
            models.CheckConstraint(name="peer_mentors_capacity_in_range", condition=Q(capacity__lte=50)),
            models.CheckConstraint(
                name="mentor_has_free_place",
                condition=~Q(mentor_programme_role="mentor") | Q(open_pairings__lte=F("capacity")),
            ),
        ]


class PersonRow(Row):
    """A row about one person. `unit` follows the person's unit (trigger), so that policies need no join."""

    unit = models.ForeignKey(OrganisationUnit, models.RESTRICT, null=True, related_name="+")

    class Meta:
        abstract = True


class PeerMentorContact(PersonRow):
    """Contact details: the person, coordinators in scope, and the other person of an active or paused pair."""

    peer_mentor = models.OneToOneField(PeerMentor, models.CASCADE, related_name="contact")
    email = models.CharField(max_length=254, db_default="")
    phone = models.CharField(max_length=40, db_default="")
    postal_code = models.CharField(max_length=4, db_default="")

    class Meta:
        db_table = "peer_mentor_contacts"
        indexes = [
            models.Index(models.functions.Lower("email"), name="peer_mentor_contacts_email"),
            models.Index(fields=["phone"], name="peer_mentor_contacts_phone"),
        ]


class PeerMentorExperienceArea(PersonRow):
    """One experience area of one person. Diagnosis areas need a consent (trigger)."""

    peer_mentor = models.ForeignKey(PeerMentor, models.CASCADE, related_name="experience_areas", db_index=False)
    area = models.ForeignKey(ExperienceArea, models.RESTRICT, related_name="+")

    class Meta:
        db_table = "peer_mentor_experience_areas"
        constraints = [
            models.UniqueConstraint(fields=["peer_mentor", "area"], name="peer_mentor_experience_areas_once"),
        ]


class PeerMentorConsent(PersonRow):
    """The person's consent to store areas that name a diagnosis; withdrawing it removes those areas (trigger)."""

    peer_mentor = models.OneToOneField(PeerMentor, models.CASCADE, related_name="diagnosis_consent")
    recorded_by = models.UUIDField(null=True)

    class Meta:
        db_table = "peer_mentor_consents"


class PeerMentorNote(PersonRow):
    """The coordinators' own note about a person, for coordinators in scope; the person may ask for it (GDPR 15)."""

    peer_mentor = models.OneToOneField(PeerMentor, models.CASCADE, related_name="note")
    note = models.TextField()

    class Meta:
        db_table = "peer_mentor_notes"


class PeerMentorReadiness(PersonRow):
    """Ready for a new pair now, later or not: asked when a pair is dissolved, read by coordinators."""

    peer_mentor = models.OneToOneField(PeerMentor, models.CASCADE, related_name="readiness")
    ready = models.CharField(max_length=5)

    class Meta:
        db_table = "peer_mentor_readiness"
        constraints = [
            models.CheckConstraint(name="peer_mentor_readiness_known", condition=Q(ready__in=["now", "later", "not"])),
        ]


class PeerMentorPreferences(PersonRow):
    """How the person prefers to meet: codes of domain/preferences.py; an empty list means not stated."""

    peer_mentor = models.OneToOneField(PeerMentor, models.CASCADE, related_name="preferences")
    languages = ArrayField(models.TextField(), db_default=models.Value([], ArrayField(models.TextField())))
    meeting_forms = ArrayField(models.TextField(), db_default=models.Value([], ArrayField(models.TextField())))
    meeting_times = ArrayField(models.TextField(), db_default=models.Value([], ArrayField(models.TextField())))

    class Meta:
        db_table = "peer_mentor_preferences"
        constraints = [
            models.CheckConstraint(
                name="peer_mentor_preferences_known",
                condition=Q(
                    languages__contained_by=[str(code) for code in Language],
                    meeting_forms__contained_by=[str(code) for code in MeetingForm],
                    meeting_times__contained_by=[str(code) for code in MeetingTime],
                ),
            ),
        ]


class PeerMentorWishedArea(PersonRow):
    """One experience area that a mentee asked for in a mentor. Diagnosis areas need a consent (trigger)."""

    peer_mentor = models.ForeignKey(PeerMentor, models.CASCADE, related_name="wished_areas", db_index=False)
    area = models.ForeignKey(ExperienceArea, models.RESTRICT, related_name="+")

    class Meta:
        db_table = "peer_mentor_wished_areas"
        constraints = [
            models.UniqueConstraint(fields=["peer_mentor", "area"], name="peer_mentor_wished_areas_once"),
        ]


class PeerMentorQualification(PersonRow):
    """What a person has fulfilled to be a mentor, and until which day it holds (null: for good). Never a document.

    Kept by triggers: who recorded it last and when.
    """

    peer_mentor = models.ForeignKey(PeerMentor, models.CASCADE, related_name="qualifications", db_index=False)
    kind = models.CharField(max_length=20)
    fulfilled_on = models.DateField()
    valid_until = models.DateField(null=True)
    recorded_at = models.DateTimeField(null=True)
    recorded_by = models.UUIDField(null=True)
    recorded_by_name = models.CharField(max_length=200, db_default="")

    class Meta:
        db_table = "peer_mentor_qualifications"
        constraints = [
            models.UniqueConstraint(fields=["peer_mentor", "kind"], name="peer_mentor_qualifications_once"),
            models.CheckConstraint(
                name="peer_mentor_qualifications_kind_known",
                condition=Q(kind__in=[str(kind) for kind in Qualification]),
            ),
            models.CheckConstraint(
                name="qualification_holds_a_day",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("fulfilled_on")),
            ),
        ]
