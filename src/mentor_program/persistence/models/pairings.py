"""Pairs, their milestones, history, contacts and endings."""

from django.db import models
from django.db.models import Case, F, Q, Value, When

from mentor_program.persistence.models.base import Row
from mentor_program.persistence.models.organisation import OrganisationUnit
from mentor_program.persistence.models.people import PeerMentor
from mentor_program.persistence.models.programme import Cohort, DissolutionReason, MentorProgramme


class MentorPairing(Row):
    """A mentor and a mentee in a programme.

    Clients state mentor, mentee, programme, cohort and criteria, later the status. All else is kept by triggers:
    `unit` and `organisation` from the mentee, the two names (so that each sees the other's name and nothing more),
    `current_stage`, the milestone counts, `last_activity_at`, and when the pair becomes amber and red
    (`follow_up_at`, `stalled_at`; null unless active). `imported` rows may state times earlier than `created_at`.
    """

    # Keys without an index of their own stand first in a longer one.
    unit = models.ForeignKey(OrganisationUnit, models.RESTRICT, related_name="pairings", db_index=False)
    organisation = models.ForeignKey(OrganisationUnit, models.RESTRICT, related_name="+", db_index=False)
    programme = models.ForeignKey(MentorProgramme, models.RESTRICT, related_name="pairings")
    cohort = models.ForeignKey(Cohort, models.SET_NULL, null=True, related_name="pairings")
    mentor = models.ForeignKey(PeerMentor, models.RESTRICT, related_name="pairings_as_mentor")
    mentee = models.ForeignKey(PeerMentor, models.RESTRICT, related_name="pairings_as_mentee")
    mentor_name = models.CharField(max_length=200)
    mentee_name = models.CharField(max_length=200)
    mentor_sort = models.CharField(max_length=260, db_collation="C")
    mentee_sort = models.CharField(max_length=260, db_collation="C")
    status = models.CharField(max_length=20, db_default="active")
    # One value for each list, so that an index gives every list in order: active, paused, ended.
    tab = models.GeneratedField(
        expression=Case(When(status__in=["active", "paused"], then=F("status")), default=Value("ended")),
        output_field=models.CharField(max_length=20),
        db_persist=True,
    )
    matching_criteria = models.JSONField(db_default=Value({}, models.JSONField()))
    created_by = models.UUIDField(null=True)
    created_by_name = models.CharField(max_length=200, db_default="")
    started_at = models.DateTimeField()
    status_changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    last_activity_at = models.DateTimeField()
    follow_up_at = models.DateTimeField(null=True)
    stalled_at = models.DateTimeField(null=True)
    current_stage = models.CharField(max_length=100, db_default="")
    stage_position = models.PositiveSmallIntegerField(db_default=0)
    milestones_completed = models.PositiveSmallIntegerField(db_default=0)
    milestones_total = models.PositiveSmallIntegerField(db_default=0)
    imported = models.BooleanField(db_default=False)
    version = models.PositiveIntegerField(db_default=1)

    class Meta:
        db_table = "mentor_pairings"
        indexes = [
            # These two also carry what counting, searching and the policies ask, so that counts read no rows.
            models.Index(
                fields=["organisation", "tab", "stalled_at", "id"],
                include=["unit", "mentor", "mentee", "follow_up_at", "mentee_sort", "mentor_sort"],
                name="pairings_by_urgency",
            ),
            models.Index(
                fields=["unit", "tab", "stalled_at", "id"],
                include=["organisation", "mentor", "mentee", "follow_up_at"],
                name="pairings_by_unit",
            ),
            models.Index(fields=["organisation", "tab", "last_activity_at", "id"], name="pairings_by_activity"),
            models.Index(fields=["organisation", "tab", "mentee_sort", "id"], name="pairings_by_mentee"),
            models.Index(fields=["organisation", "tab", "mentor_sort", "id"], name="pairings_by_mentor"),
            models.Index(fields=["organisation", "tab", "stage_position", "id"], name="pairings_by_stage"),
            # Also tells how long mentees have waited since their last pair, without reading the pairs.
            models.Index(
                fields=["organisation", "tab", "ended_at", "id"],
                include=["unit", "mentor", "mentee", "status"],
                name="pairings_by_end",
            ),
        ]
        constraints = [
            models.CheckConstraint(name="mentor_is_not_mentee", condition=~Q(mentor=F("mentee"))),
            models.UniqueConstraint(
                fields=["mentee"], condition=Q(status__in=["active", "paused"]), name="mentee_has_one_open_pairing"
            ),
            models.CheckConstraint(
                name="mentor_pairings_status_known",
                condition=Q(status__in=["active", "paused", "programme_complete", "dissolved"]),
            ),
            models.CheckConstraint(
                name="mentor_pairings_times_not_in_future",
                condition=Q(started_at__lte=F("created_at")),
            ),
            models.CheckConstraint(
                name="mentor_pairings_earlier_start_is_imported",
                condition=Q(imported=True) | Q(started_at=F("created_at")),
            ),
            models.CheckConstraint(
                name="mentor_pairings_ended_when_not_open",
                condition=Q(status__in=["active", "paused"], ended_at__isnull=True)
                | Q(status__in=["programme_complete", "dissolved"], ended_at__isnull=False),
            ),
        ]


class PairingMilestone(Row):
    """One milestone of one pair, copied from the template when the pair was made. Clients change `status` only."""

    pairing = models.ForeignKey(MentorPairing, models.CASCADE, related_name="milestones", db_index=False)
    position = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    due_on = models.DateField(null=True)
    status = models.CharField(max_length=12, db_default="pending")
    completed_at = models.DateTimeField(null=True)
    completed_by = models.UUIDField(null=True)
    completed_by_name = models.CharField(max_length=200, db_default="")
    imported = models.BooleanField(db_default=False)

    class Meta:
        db_table = "pairing_milestones"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["pairing", "position"], name="pairing_milestones_position_once"),
            models.CheckConstraint(
                name="pairing_milestones_status_known",
                condition=Q(status__in=["pending", "in_progress", "completed"]),
            ),
            models.CheckConstraint(
                name="pairing_milestones_time_when_completed",
                condition=Q(status="completed", completed_at__isnull=False)
                | (~Q(status="completed") & Q(completed_at__isnull=True)),
            ),
        ]


class PairingEvent(Row):
    """One line of history, written by triggers only. `occurred_at` is the stated time, `created_at` the actual one."""

    pairing = models.ForeignKey(MentorPairing, models.CASCADE, related_name="events", db_index=False)
    kind = models.CharField(max_length=30)
    occurred_at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, db_default="")
    detail = models.JSONField(db_default=Value({}, models.JSONField()))
    imported = models.BooleanField(db_default=False)
    line = models.BigIntegerField(db_default=0)

    class Meta:
        db_table = "pairing_events"
        indexes = [models.Index(fields=["pairing", "occurred_at", "line"], name="pairing_events_in_order")]


class PairingActivity(Row):
    """A contact between mentor and mentee. The note is read by the mentor and coordinators, not by the mentee."""

    pairing = models.ForeignKey(MentorPairing, models.CASCADE, related_name="activities", db_index=False)
    occurred_on = models.DateField()
    form = models.CharField(max_length=10)
    minutes = models.PositiveSmallIntegerField(null=True)
    note = models.CharField(max_length=1000, db_default="")
    recorded_by = models.UUIDField(null=True)
    recorded_by_name = models.CharField(max_length=200, db_default="")
    imported = models.BooleanField(db_default=False)

    class Meta:
        db_table = "pairing_activities"
        indexes = [models.Index(fields=["pairing", "occurred_on"], name="pairing_activities_in_order")]
        constraints = [
            models.CheckConstraint(
                name="pairing_activities_form_known",
                condition=Q(form__in=["meeting", "phone", "video", "home_visit", "message", "other"]),
            ),
            models.CheckConstraint(
                name="pairing_activities_minutes_in_range",
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1, minutes__lte=1440),
            ),
        ]


class PairingDissolution(Row):
    """Why and how a pair ended early; coordinators in scope only. Inserting it dissolves the pair."""

    pairing = models.OneToOneField(MentorPairing, models.CASCADE, related_name="dissolution")
    reason = models.ForeignKey(DissolutionReason, models.RESTRICT, related_name="+")
    initiated_by = models.CharField(max_length=12)
    note = models.CharField(max_length=2000, db_default="")
    mentor_readiness = models.CharField(max_length=5, db_default="now")
    mentee_readiness = models.CharField(max_length=5, db_default="now")
    dissolved_at = models.DateTimeField()
    dissolved_by = models.UUIDField(null=True)
    dissolved_by_name = models.CharField(max_length=200, db_default="")
    imported = models.BooleanField(db_default=False)

    class Meta:
        db_table = "pairing_dissolutions"
        constraints = [
            models.CheckConstraint(
                name="pairing_dissolutions_initiator_known",
                condition=Q(initiated_by__in=["mentor", "mentee", "coordinator", "unknown"]),
            ),
            models.CheckConstraint(
                name="pairing_dissolutions_readiness_known",
                condition=Q(mentor_readiness__in=["now", "later", "not"], mentee_readiness__in=["now", "later", "not"]),
            ),
        ]


class PairingExclusion(Row):
    """Two people who shall never be paired again, and why. For coordinators whose scope holds both, nobody else.

    Kept by triggers: `unit` is the mentee's, `mentor_unit` the mentor's, so that policies need no join. It holds
    whichever of the two is the mentor.
    """

    unit = models.ForeignKey(OrganisationUnit, models.RESTRICT, null=True, related_name="+")
    mentor_unit = models.ForeignKey(OrganisationUnit, models.RESTRICT, null=True, related_name="+")
    mentor = models.ForeignKey(PeerMentor, models.CASCADE, related_name="exclusions_as_mentor", db_index=False)
    mentee = models.ForeignKey(PeerMentor, models.CASCADE, related_name="exclusions_as_mentee")
    reason = models.CharField(max_length=1000)
    created_by = models.UUIDField(null=True)
    created_by_name = models.CharField(max_length=200, db_default="")

    class Meta:
        db_table = "pairing_exclusions"
        constraints = [
            models.UniqueConstraint(fields=["mentor", "mentee"], name="pairing_exclusions_once"),
            models.CheckConstraint(name="exclusion_of_two_people", condition=~Q(mentor=F("mentee"))),
            models.CheckConstraint(name="exclusion_has_reason", condition=~Q(reason="")),
        ]
