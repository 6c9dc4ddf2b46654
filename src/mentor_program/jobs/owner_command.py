"""What the commands of the owner share: one transaction, and a refusal in a sentence."""

import sys
from collections.abc import Callable
from uuid import UUID

import psycopg
from psycopg import errors

from mentor_program.accounts.finding import account_of_address
from mentor_program.domain.errors import DomainError
from mentor_program.persistence.database_urls import DatabaseUrlMissingError, owner_url

SENTENCES = {
    "organisation_exists": 'There is an organisation called "{name}" already.',
    "unit_too_deep": "A local branch has no units under it.",
    "unit_name_is_shared": 'Several units are called "{name}". Say which organisation with --organisation.',
    "place_unknown": '"{name}" is no county or municipality of Norway.',
    "not_found": "There is no unit of that name.",
    "account_made_at_supabase": "Set SUPABASE_SERVICE_ROLE_KEY; or make an account for {email} at Supabase, have it"
    " sign in once, and try again.",
    "sign_in_service_away": "Supabase does not answer, or refuses the key. The log above says which.",
    "email_in_use": "Another account here has the address {email}; `mentor-program move-accounts` tells more.",
}


def run_as_owner(change: Callable[[psycopg.Connection], str]) -> int:
    """Run `change` in one transaction of the owner and print what it says; 1 and nothing written when refused."""
    try:
        with psycopg.connect(owner_url()) as owner:
            said = change(owner)
    except DomainError as error:
        print(SENTENCES[error.code].format(**error.facts), file=sys.stderr)
        return 1
    except errors.UniqueViolation as error:
        print(f"That is there already: {error.diag.message_detail}", file=sys.stderr)
        return 1
    except DatabaseUrlMissingError as error:
        print(error, file=sys.stderr)
        return 1
    print(said)
    return 0


def account_of(*, email: str, name: str) -> UUID:
    """The account with this address, made when missing; it signs in by a code sent there."""
    return account_of_address(email=email, name=name).id
