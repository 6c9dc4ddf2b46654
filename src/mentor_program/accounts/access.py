"""A coordinator gives a person of the programme an account (docs/decisions/giving-access.md).

Accounts and people live apart: first the account (harmless alone, since it reaches nothing), then the link, which the
service and the database judge, then the letter. Stopped anywhere, doing it again finishes it.
"""

import logging
from dataclasses import dataclass
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from mentor_program.accounts.finding import account_of_address
from mentor_program.accounts.models import User
from mentor_program.domain.errors import RuleViolation
from mentor_program.domain.permissions import Actor
from mentor_program.services.mentor_program_service import MentorProgramService

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class AccessGiven:
    """Who can sign in now, with which address, and whether the letter about it left."""

    name: str
    email: str
    letter_sent: bool


def give_access(
    *,
    service: MentorProgramService,
    actor: Actor,
    person_id: UUID,
    sign_in_url: str,
    version: str | None = None,
) -> AccessGiven:
    """Let the person sign in with the e-mail address that is stored; for one who already can, send the letter again.

    Raises what `access_request`, `account_of_address` and `link_account` raise, and RuleViolation "account_closed" or
    "account_missing".
    """
    request = service.access_request(actor=actor, person_id=person_id, version=version)
    if request.user_id:
        account = account_of(request.user_id)
        if account is None:
            raise RuleViolation("account_missing", name=request.name)
    else:
        account = account_of_address(email=request.email, name=request.name)
        if not account.is_active:
            raise RuleViolation("account_closed", email=request.email)
        service.link_account(actor=actor, request=request, user_id=account.id)
    return AccessGiven(request.name, account.email, _send_letter(account, request.name, sign_in_url))


def sign_in_address(request: HttpRequest) -> str:
    """Where to sign in, whole, for letters."""
    path = reverse("account_login")
    return settings.BASE_URL.rstrip("/") + path if settings.BASE_URL else request.build_absolute_uri(path)


def account_of(user_id: UUID | None) -> User | None:
    """The account behind a person's `user_id`."""
    return User.objects.filter(id=user_id).first() if user_id else None


def _send_letter(account: User, name: str, sign_in_url: str) -> bool:
    facts = {"name": name, "email": account.email, "sign_in_url": sign_in_url}
    subject = render_to_string("account/email/access_given_subject.txt", facts)
    message = render_to_string("account/email/access_given_message.txt", facts)
    try:
        send_mail(" ".join(subject.split()), message, None, [account.email])
    except (OSError, SMTPException):
        log.exception("The letter about signing in could not be sent")
        return False
    return True
