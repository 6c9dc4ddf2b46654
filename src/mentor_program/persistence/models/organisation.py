"""Organisation units and the people who coordinate them."""

from django.db import models
from django.db.models import F, Q

from mentor_program.persistence.models.base import Row


class OrganisationUnit(Row):
    """A node of the tree organisation → county branch → local branch. `organisation` is the root, also of itself."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation"
        COUNTY_BRANCH = "county_branch"
        LOCAL_BRANCH = "local_branch"

    parent = models.ForeignKey("self", models.RESTRICT, null=True, related_name="children")
    organisation = models.ForeignKey("self", models.RESTRICT, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=200)
    county = models.ForeignKey("County", models.RESTRICT, null=True, related_name="+")

    class Meta:
        db_table = "organisation_units"
        constraints = [
            models.CheckConstraint(
                name="organisation_units_root_has_no_parent",
                condition=Q(kind="organisation", parent__isnull=True)
                | (~Q(kind="organisation") & Q(parent__isnull=False)),
            ),
            models.CheckConstraint(name="organisation_units_not_own_parent", condition=~Q(parent=F("id"))),
            models.CheckConstraint(
                name="organisation_units_kind_known",
                condition=Q(kind__in=["organisation", "county_branch", "local_branch"]),
            ),
        ]


class UnitMunicipality(Row):
    """A municipality that a unit covers: where a person from there lands when imported."""

    unit = models.ForeignKey(OrganisationUnit, models.CASCADE, related_name="municipalities")
    municipality = models.ForeignKey("Municipality", models.RESTRICT, related_name="+")

    class Meta:
        db_table = "organisation_unit_municipalities"
        constraints = [
            models.UniqueConstraint(fields=["unit", "municipality"], name="organisation_unit_municipalities_once"),
        ]


class Coordinator(Row):
    """Makes a user coordinator of a unit and all units under it. Nothing else does."""

    user_id = models.UUIDField()
    unit = models.ForeignKey(OrganisationUnit, models.RESTRICT, related_name="coordinators")
    display_name = models.CharField(max_length=200)
    contact_email = models.EmailField(blank=True, db_default="")
    contact_phone = models.CharField(max_length=40, blank=True, db_default="")

    class Meta:
        db_table = "coordinators"
        constraints = [models.UniqueConstraint(fields=["user_id", "unit"], name="coordinators_once_per_unit")]
