"""`mentor-program move-accounts`: make every account at Supabase too, under its own id, before SIGN_IN=supabase."""

import argparse
import sys

from django.conf import settings

from mentor_program.accounts.models import User
from mentor_program.accounts.supabase_auth import client
from mentor_program.accounts.supabase_auth.client import Refused
from mentor_program.accounts.supabase_auth.http import Unreachable


def main(arguments: list[str]) -> int:
    """Passwords do not move: people choose one with a code by e-mail. Safe to repeat; returns the exit code."""
    argparse.ArgumentParser(prog="mentor-program move-accounts", description=__doc__).parse_args(arguments)
    if not (settings.SUPABASE_URL and settings.SUPABASE_SERVICE_ROLE_KEY):
        print("Set SUPABASE_URL and SUPABASE_SERVICE_ROLE_KEY first.", file=sys.stderr)
        return 1
    users = list(User.objects.order_by("created_at", "id"))
    others = []
    for user in users:
        try:
            if client.account_of_address(email=user.email, user_id=user.id) != user.id:
                others.append(user.email)
        except (Refused, Unreachable) as error:
            print(f"Stopped at {user.email}: {error}. Run it again.", file=sys.stderr)
            return 1
    for email in others:
        print(f"{email} has an account there under another id. Delete that one and run this again.", file=sys.stderr)
    print(f"{len(users) - len(others)} of {len(users)} accounts are at Supabase under the id they have here.")
    return 1 if others else 0
