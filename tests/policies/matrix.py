"""Who may do what with which rows of each domain table: one table, tried cell by cell and printed in the docs.

A cell is role × table × verb × row. A row is named by its relation to the cast (see world.py). What is not listed
here is refused: for verbs nobody was granted with "permission denied", otherwise by seeing no row or by a refusal.
`python tests/policies/matrix.py` prints it as docs/access-matrix.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass

VERBS = ("select", "insert", "update", "delete")

COORDINATOR = "coordinator"
LOCAL = "local coordinator"
MENTOR = "mentor"
MENTEE = "mentee"
IDLE = "idle mentor"
OUTSIDE = "person outside the programme"
OUTSIDER = "coordinator of another organisation"
STRANGER = "signed in, in no table"
NOBODY = "token without sub"
ANONYMOUS = "anonymous"
ROLES = (COORDINATOR, LOCAL, MENTOR, MENTEE, IDLE, OUTSIDE, OUTSIDER, STRANGER, NOBODY, ANONYMOUS)

# The rows of a pair: pairs, milestones, history …
OWN, ENDED, UNIT, BELOW, ACROSS = "own pair", "own ended pair", "pair of the unit", "pair below", "pair across branches"
BRANCH, ABROAD = "pair of another branch", "pair of another organisation"
IN_LOCAL_SCOPE = {OWN, ENDED, UNIT, BELOW, ACROSS}
IN_ORGANISATION = IN_LOCAL_SCOPE | {BRANCH}
STEERED = {COORDINATOR: IN_ORGANISATION, LOCAL: IN_LOCAL_SCOPE, OUTSIDER: {ABROAD}}
MENTORED, BEING_MENTORED = {MENTOR: {OWN, ENDED}}, {MENTEE: {OWN}}

# The rows of a person: profile, contact details, consent …
P_MENTOR, P_MENTEE, P_FORMER, P_IDLE = "the mentor", "the mentee", "the mentor's former mentee", "the idle mentor"
P_OUTSIDE, P_BELOW = "the person outside the programme", "person below"
P_BRANCH, P_ABROAD = "person of another branch", "person of another organisation"
P_LOCAL_SCOPE = {P_MENTOR, P_MENTEE, P_FORMER, P_IDLE, P_OUTSIDE, P_BELOW}
P_ORGANISATION = P_LOCAL_SCOPE | {P_BRANCH}
EDITED = {COORDINATOR: P_ORGANISATION, LOCAL: P_LOCAL_SCOPE, OUTSIDER: {P_ABROAD}}
ONESELF = {MENTOR: {P_MENTOR}, MENTEE: {P_MENTEE}, IDLE: {P_IDLE}, OUTSIDE: {P_OUTSIDE}}

# The rows of a unit: cohorts, programmes, coordinators …
U_ROOT, U_UNIT, U_BELOW = "the organisation", "the county branch", "local branch below"
U_BRANCH, U_ABROAD = "another branch", "another organisation"
U_ORGANISATION = {U_ROOT, U_UNIT, U_BELOW, U_BRANCH}
U_STEERED = {COORDINATOR: U_ORGANISATION, LOCAL: {U_UNIT, U_BELOW}, OUTSIDER: {U_ABROAD}}
U_MEMBERS = dict.fromkeys((COORDINATOR, LOCAL, MENTOR, MENTEE, IDLE, OUTSIDE), U_ORGANISATION) | {OUTSIDER: {U_ABROAD}}
U_PATH: dict[str, set[str]] = {role: {U_ROOT, U_UNIT} for role in (MENTOR, MENTEE, IDLE, OUTSIDE)}

# The rows of an import: nobody but the one who uploaded the file sees it.
I_COORDINATOR, I_LOCAL = "the coordinator's import", "the local coordinator's import"
I_LOST, I_ABROAD = "the local coordinator's import into another branch", "import of another organisation"
IMPORTED = {COORDINATOR: {I_COORDINATOR}, LOCAL: {I_LOCAL}, OUTSIDER: {I_ABROAD}}

# The rows of proposals for all who wait: nobody but the coordinator who asked for them sees them.
O_COORDINATOR, O_LOCAL = "the coordinator's proposals", "the local coordinator's proposals"
O_LOST, O_ABROAD = "the local coordinator's proposals in another branch", "proposals of another organisation"
PROPOSED = {COORDINATOR: {O_COORDINATOR}, LOCAL: {O_LOCAL}, OUTSIDER: {O_ABROAD}}

FACT = "the fact"
SIGNED_IN = {role: {FACT} for role in ROLES if role not in (NOBODY, ANONYMOUS)}

Allowed = dict[str, set[str]]


@dataclass(frozen=True)
class Access:
    """Rows that each role may select, insert, update and delete. A verb left at None is granted to no client at all."""

    select: Allowed
    insert: Allowed | None = None
    update: Allowed | None = None
    delete: Allowed | None = None

    def granted(self, verb: str) -> bool:
        return getattr(self, verb) is not None

    def rows(self, verb: str, role: str) -> set[str]:
        return (getattr(self, verb) or {}).get(role, set())


def both(*parts: Allowed) -> Allowed:
    """Rows that any of `parts` allows."""
    together: Allowed = {}
    for part in parts:
        for role, rows in part.items():
            together[role] = together.get(role, set()) | rows
    return together


def only(allowed: Allowed, rows: set[str]) -> Allowed:
    return {role: mine & rows for role, mine in allowed.items()}


COUNTERPARTS = {MENTOR: {P_MENTEE}, MENTEE: {P_MENTOR}}
# A pair across branches is made by whoever holds both people; to steer the mentee's unit alone is not enough.
CREATED = {COORDINATOR: {UNIT, BELOW, ACROSS, BRANCH}, LOCAL: {UNIT, BELOW}, OUTSIDER: {ABROAD}}
OPEN = {OWN, UNIT, BELOW, ACROSS, BRANCH, ABROAD}
# Two people who shall not be paired again: for whoever holds both, and for neither of the two.
EXCLUDED = {COORDINATOR: IN_ORGANISATION - {ENDED}, LOCAL: {OWN, UNIT, BELOW}, OUTSIDER: {ABROAD}}
FACTS = Access(select=both(EDITED, ONESELF), insert=EDITED, update=EDITED, delete=EDITED)

MATRIX: dict[str, Access] = {
    "cohorts": Access(select=both(U_STEERED, U_PATH), insert=U_STEERED, update=U_STEERED),
    "coordinators": Access(select=both(U_STEERED, U_PATH)),
    "counties": Access(select=SIGNED_IN),
    "dissolution_reasons": Access(
        select={COORDINATOR: {U_ROOT}, LOCAL: {U_ROOT}, OUTSIDER: {U_ABROAD}},
        insert={COORDINATOR: {U_ROOT}, OUTSIDER: {U_ABROAD}},
        update={COORDINATOR: {U_ROOT}, OUTSIDER: {U_ABROAD}},
    ),
    "experience_areas": Access(select=SIGNED_IN),
    "import_items": Access(select=IMPORTED),
    "imports": Access(select=IMPORTED, insert=U_STEERED, update=IMPORTED, delete=IMPORTED),
    "mentor_pairings": Access(select=both(STEERED, MENTORED, BEING_MENTORED), insert=CREATED, update=STEERED),
    "mentor_programmes": Access(
        select=both(only(U_MEMBERS, {U_ROOT, U_ABROAD}), U_STEERED), insert=U_STEERED, update=U_STEERED
    ),
    "municipalities": Access(select=SIGNED_IN),
    "organisation_terms": Access(
        select=only(U_MEMBERS, {U_ROOT, U_ABROAD}),
        insert={COORDINATOR: {U_ROOT}, OUTSIDER: {U_ABROAD}},
        update={COORDINATOR: {U_ROOT}, OUTSIDER: {U_ABROAD}},
        delete={COORDINATOR: {U_ROOT}, OUTSIDER: {U_ABROAD}},
    ),
    "organisation_unit_municipalities": Access(select=U_STEERED),
    "organisation_units": Access(select=U_MEMBERS),
    "pairing_activities": Access(select=both(STEERED, MENTORED), insert=only(both(STEERED, MENTORED), OPEN)),
    "pairing_dissolutions": Access(select=STEERED, insert=only(STEERED, OPEN)),
    "pairing_events": Access(select=both(STEERED, MENTORED, BEING_MENTORED)),
    "pairing_exclusions": Access(select=EXCLUDED, insert=EXCLUDED, delete=EXCLUDED),
    "pairing_milestones": Access(select=both(STEERED, MENTORED, BEING_MENTORED), update=STEERED),
    "pairing_proposals": Access(select=PROPOSED, insert=U_STEERED, update=PROPOSED, delete=PROPOSED),
    "peer_mentor_consents": Access(select=both(EDITED, ONESELF), insert=EDITED, delete=both(EDITED, ONESELF)),
    "peer_mentor_contacts": Access(
        select=both(EDITED, ONESELF, COUNTERPARTS), insert=both(EDITED, ONESELF), update=both(EDITED, ONESELF)
    ),
    "peer_mentor_experience_areas": Access(select=both(EDITED, ONESELF), insert=EDITED, delete=EDITED),
    "peer_mentor_notes": Access(select=EDITED, insert=EDITED, update=EDITED, delete=EDITED),
    "peer_mentor_preferences": FACTS,
    "peer_mentor_qualifications": FACTS,
    "peer_mentor_readiness": Access(select=EDITED, insert=EDITED, update=EDITED, delete=EDITED),
    "peer_mentor_wished_areas": Access(select=both(EDITED, ONESELF), insert=EDITED, delete=EDITED),
    "peer_mentors": Access(select=both(EDITED, ONESELF), insert=U_STEERED, update=EDITED),
    "postal_codes": Access(select=SIGNED_IN),
    "programme_milestones": Access(
        select=both(only(U_MEMBERS, {U_ROOT, U_ABROAD}), U_STEERED),
        insert=U_STEERED,
        update=U_STEERED,
        delete=U_STEERED,
    ),
}


def as_markdown() -> Iterator[str]:
    """The lines of docs/access-matrix.md."""
    yield "# Who may do what with which rows\n"
    yield "Written by `python tests/policies/matrix.py`; every cell is tried against PostgreSQL, as the web login."
    yield "What is not listed is refused. Server-kept columns can be set by nobody (tests/policies/test_columns.py).\n"
    for table, access in MATRIX.items():
        yield f"## {table}\n"
        for verb in VERBS:
            if not access.granted(verb):
                yield f"- **{verb}**: nobody"
                continue
            parts = [
                f"{role}: {', '.join(sorted(access.rows(verb, role)))}" for role in ROLES if access.rows(verb, role)
            ]
            yield f"- **{verb}**: {'; '.join(parts)}"
        yield ""


if __name__ == "__main__":
    import operations

    print("\n".join([*as_markdown(), *operations.as_markdown()]).rstrip())
