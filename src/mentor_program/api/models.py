"""What the API remembers of requests, in Django's own schema: nothing of it is reachable under a person's role."""

from django.db import models
from django.db.models.functions import Now


class IdempotentRequest(models.Model):
    """A POST that carried an Idempotency-Key. `status` is null while it is at work (see idempotency.py)."""

    user_id = models.UUIDField()
    key = models.CharField(max_length=255)
    route = models.CharField(max_length=300)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict, db_default={})
    body = models.TextField(blank=True, db_default="")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "idempotent_requests"
        constraints = [models.UniqueConstraint(fields=["user_id", "key"], name="idempotent_requests_once_per_user")]
        indexes = [models.Index(fields=["created_at"], name="idempotent_requests_age")]


class RequestCount(models.Model):
    """How many changes an account has asked for in its newest minute; one row an account, so it never grows."""

    user_id = models.UUIDField(primary_key=True)
    minute = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        db_table = "api_request_counts"
