"""Drafts of long forms: they survive a sign-out, belong to one person alone, and are gone after fourteen days.

To be called outside `acting_as`. Nothing here may judge what is typed: only sending the form does that.
"""

from datetime import datetime, timedelta

from mentor_program.accounts.models import FormDraft, User
from mentor_program.domain.errors import InvalidInput

KEPT = timedelta(days=14)
MOST_FIELDS = 60
MOST_TICKED = 200
LONGEST_FIELD = 10_000
LONGEST_ADDRESS = 200


def save_draft(*, user: User, address: str, fields: object, now: datetime) -> None:
    """Keep what was typed into the form at `address`, in place of an older draft; drafts past their time go.

    Raises InvalidInput for anything but a path and a table of texts by name; of boxes, a list of those ticked.
    """
    if not (address.startswith("/") and len(address) <= LONGEST_ADDRESS and _are_texts(fields)):
        raise InvalidInput({"draft": "invalid"})
    FormDraft.objects.filter(saved_at__lt=now - KEPT).delete()
    FormDraft.objects.update_or_create(user=user, address=address, defaults={"fields": fields, "saved_at": now})


def _are_texts(fields: object) -> bool:
    if not isinstance(fields, dict) or len(fields) > MOST_FIELDS:
        return False
    texts = []
    for typed in fields.values():
        if isinstance(typed, list) and len(typed) > MOST_TICKED:
            return False
        texts += typed if isinstance(typed, list) else [typed]
    return all(isinstance(text, str) and len(text) <= LONGEST_FIELD and "\0" not in text for text in texts)


def draft_of(*, user: User, address: str, now: datetime) -> FormDraft | None:
    """The person's own draft of that form, unless its time is over."""
    return FormDraft.objects.filter(user=user, address=address, saved_at__gte=now - KEPT).first()


def erase_draft(*, user: User, address: str) -> None:
    FormDraft.objects.filter(user=user, address=address).delete()
