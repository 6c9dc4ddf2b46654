"""Imports of spreadsheets: what was uploaded, how far it has come, and what it wrote, so that it can be undone."""

from django.db import models
from django.db.models import Q

from mentor_program.persistence.models.base import Row
from mentor_program.persistence.models.organisation import OrganisationUnit


class Import(Row):
    """One uploaded file, visible to the coordinator who uploaded it alone.

    `content` is kept only until the import is finished; `faults` and `items` (what is told about single rows) a week
    longer; `summary` (counts, columns, units) stays. `run` names the process at work, which gives a sign of life in
    `heartbeat_at`; `outcome_key` stands for exactly what the preview shows.
    """

    unit = models.ForeignKey(OrganisationUnit, models.RESTRICT, related_name="imports")
    created_by = models.UUIDField(null=True)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    mapping = models.JSONField(db_default=models.Value({}, models.JSONField()))
    status = models.CharField(max_length=12, db_default="reading")
    run = models.UUIDField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    progress_done = models.PositiveIntegerField(db_default=0)
    progress_total = models.PositiveIntegerField(db_default=0)
    summary = models.JSONField(db_default=models.Value({}, models.JSONField()))
    faults = models.JSONField(db_default=models.Value([], models.JSONField()))
    items = models.JSONField(db_default=models.Value([], models.JSONField()))
    outcome_key = models.CharField(max_length=64, db_default="")
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "imports"
        indexes = [models.Index(fields=["created_by", "-created_at"], name="imports_of_one_person")]
        constraints = [
            models.CheckConstraint(
                name="imports_status_known",
                condition=Q(status__in=["reading", "ready", "writing", "failed", "finished", "undone"]),
            ),
            models.CheckConstraint(
                name="imports_content_goes_when_finished",
                condition=~Q(status__in=["finished", "undone"]) | Q(content__isnull=True),
            ),
        ]


class ImportItem(Row):
    """One person or pair that an import created or changed. Written by the database alone.

    `state` is the fingerprint of the record just after the import; `previous` what a changed person was before.
    """

    source = models.ForeignKey(Import, models.CASCADE, related_name="written")
    unit = models.ForeignKey(OrganisationUnit, models.RESTRICT, related_name="+")
    created_by = models.UUIDField(null=True)
    kind = models.CharField(max_length=10)
    record_id = models.UUIDField()
    state = models.CharField(max_length=32)
    previous = models.JSONField(null=True)

    class Meta:
        db_table = "import_items"
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "record_id"], name="import_items_once"),
            models.CheckConstraint(
                name="import_items_kind_known",
                condition=Q(kind__in=["new_person", "changed", "new_pair"]),
            ),
        ]
