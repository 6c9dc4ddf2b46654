"""Organisation units and the people who coordinate them."""

from django.db import models
from django.db.models import F, Q

from mentor_program.domain.terms import AGREEMENTS, LONGEST_FORM, Term
from mentor_program.persistence.models.base import Row

# Not empty, and none of the signs that mean something in HTML, in formats or in a mark: any server understands this,
# whatever it takes for a letter. domain/terms.py asks for more.
PLAIN_WORDS = r"^[^[:cntrl:]!-,./:-@[-`{-~]+$"


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


class OrganisationTerm(Row):
    """An organisation's own word for `term` in one language: four forms, and what words around it agree with.

    `unit` is the root. See domain/terms.py for terms, forms and agreements.
    """

    unit = models.ForeignKey(OrganisationUnit, models.RESTRICT, related_name="terms", db_index=False)
    language = models.CharField(max_length=8)
    term = models.CharField(max_length=20)
    singular = models.CharField(max_length=LONGEST_FORM)
    definite = models.CharField(max_length=LONGEST_FORM)
    plural = models.CharField(max_length=LONGEST_FORM)
    definite_plural = models.CharField(max_length=LONGEST_FORM)
    agreement = models.CharField(max_length=10)

    class Meta:
        db_table = "organisation_terms"
        constraints = [
            models.UniqueConstraint(fields=["unit", "language", "term"], name="organisation_terms_once"),
            models.CheckConstraint(name="organisation_terms_known", condition=Q(term__in=[str(term) for term in Term])),
            models.CheckConstraint(
                name="organisation_terms_agree",
                condition=Q(language__in=["nb", "nn"], agreement__in=AGREEMENTS["nb"])
                | Q(language="en", agreement__in=AGREEMENTS["en"]),
            ),
            models.CheckConstraint(
                name="organisation_terms_no_markup",
                condition=Q(singular__regex=PLAIN_WORDS)
                & Q(definite__regex=PLAIN_WORDS)
                & Q(plural__regex=PLAIN_WORDS)
                & Q(definite_plural__regex=PLAIN_WORDS),
            ),
        ]
