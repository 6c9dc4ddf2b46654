"""Pairs proposed for everyone who waits, until a coordinator confirms them."""

from django.db import models
from django.db.models import Q, Value

from mentor_program.persistence.models.base import Row
from mentor_program.persistence.models.organisation import OrganisationUnit


class PairingProposal(Row):
    """One coordinator's proposals for all who wait, visible to that coordinator alone; nothing exists until confirmed.

    `lines` are the mentees with what is proposed for each (services/proposal_lines.py): ids and numbers, never names or
    what is known of a person. `helpful` tells what would place more of them. Once confirmed, `lines` are empty and
    `created` counts the pairs. Kept by triggers: who made it and when, and `version`, one more with each change.
    """

    unit = models.ForeignKey(OrganisationUnit, models.RESTRICT, related_name="+")
    created_by = models.UUIDField(null=True)
    max_km = models.PositiveSmallIntegerField(null=True)
    lines = models.JSONField(db_default=Value([], models.JSONField()))
    helpful = models.JSONField(db_default=Value([], models.JSONField()))
    created = models.PositiveIntegerField(null=True)
    version = models.PositiveIntegerField(db_default=1)

    class Meta:
        db_table = "pairing_proposals"
        indexes = [models.Index(fields=["created_by", "-created_at"], name="pairing_proposals_of_one")]
        constraints = [
            models.CheckConstraint(
                name="pairing_proposals_km_in_range", condition=Q(max_km__isnull=True) | Q(max_km__range=(1, 3000))
            ),
            models.CheckConstraint(
                name="pairing_proposals_confirmed_are_empty",
                condition=Q(created__isnull=True) | Q(lines=[]),
            ),
        ]
