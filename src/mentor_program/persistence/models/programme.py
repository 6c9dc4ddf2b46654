"""The programme an organisation runs: its template of milestones, its cohorts and its reasons for ending early."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value

from mentor_program.domain.readiness import Qualification
from mentor_program.persistence.models.base import Row
from mentor_program.persistence.models.organisation import OrganisationUnit


class MentorProgramme(Row):
    """Belongs to the root unit. `follow_up_after_days` is the threshold of the progress indicator, in 24-hour days.

    `required_qualifications` (kinds of domain/readiness.py) is what a mentor must have for a new pair; `match_weights`
    {part: 0–100} overrides the weights of domain/scoring.py, {} being those. A programme of a branch starts with the
    organisation's.
    """

    unit = models.ForeignKey(OrganisationUnit, models.RESTRICT, related_name="programmes")
    name = models.CharField(max_length=200)
    follow_up_after_days = models.PositiveSmallIntegerField(db_default=14)
    language = models.CharField(max_length=8, db_default="nb")
    required_qualifications = ArrayField(models.TextField(), db_default=Value([], ArrayField(models.TextField())))
    match_weights = models.JSONField(db_default=Value({}, models.JSONField()))

    class Meta:
        db_table = "mentor_programmes"
        constraints = [
            models.CheckConstraint(
                name="mentor_programmes_threshold_in_range",
                condition=Q(follow_up_after_days__gte=1, follow_up_after_days__lte=365),
            ),
            models.CheckConstraint(
                name="mentor_programmes_requirements_known",
                condition=Q(required_qualifications__contained_by=[str(kind) for kind in Qualification]),
            ),
        ]


class ProgrammeMilestone(Row):
    """One line of the template. `due_after_days` counts from the pair's start; null when there is no plan for it."""

    programme = models.ForeignKey(MentorProgramme, models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    due_after_days = models.PositiveSmallIntegerField(null=True)

    class Meta:
        db_table = "programme_milestones"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "position"], name="programme_milestones_position_once"),
        ]


class Cohort(Row):
    """People who start together."""

    unit = models.ForeignKey(OrganisationUnit, models.RESTRICT, related_name="cohorts")
    programme = models.ForeignKey(MentorProgramme, models.RESTRICT, related_name="cohorts")
    name = models.CharField(max_length=100)
    starts_on = models.DateField(null=True)

    class Meta:
        db_table = "cohorts"
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="cohorts_name_once_per_unit")]


class DissolutionReason(Row):
    """One of the organisation's reasons for ending a pair early; `active` ones are offered."""

    unit = models.ForeignKey(OrganisationUnit, models.RESTRICT, related_name="dissolution_reasons")
    label = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(db_default=0)
    active = models.BooleanField(db_default=True)

    class Meta:
        db_table = "dissolution_reasons"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["unit", "label"], name="dissolution_reasons_label_once")]


class ExperienceArea(Row):
    """What a peer mentor knows from own life. `names_diagnosis` areas are stored for a person only with consent."""

    key = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    names_diagnosis = models.BooleanField(db_default=False)
    position = models.PositiveSmallIntegerField(db_default=0)

    class Meta:
        db_table = "experience_areas"
        ordering = ["position"]
