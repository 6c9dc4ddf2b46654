"""MentorProgramRepository: the component that persists pairings and milestones, in Supabase or any PostgreSQL."""

from mentor_program.persistence.queries.facts import FactQueries
from mentor_program.persistence.queries.import_writes import ImportWrites
from mentor_program.persistence.queries.imports import ImportQueries
from mentor_program.persistence.queries.matching import MatchingQueries
from mentor_program.persistence.queries.pairings import PairingQueries
from mentor_program.persistence.queries.people import PeopleQueries
from mentor_program.persistence.queries.proposals import ProposalQueries
from mentor_program.persistence.queries.terms import TermQueries


class MentorProgramRepository(
    PairingQueries,
    MatchingQueries,
    ProposalQueries,
    PeopleQueries,
    FactQueries,
    TermQueries,
    ImportQueries,
    ImportWrites,
):
    """All reads and writes of domain tables. Call it inside `acting_as` only; it decides nothing and opens no scope."""
