"""MentorProgramService, the seed's component for pairing logic and status transitions: the one door for change."""

from mentor_program.services.exclusions import ExclusionsPart
from mentor_program.services.import_life import ImportLifePart
from mentor_program.services.matching import MatchingPart
from mentor_program.services.organisation import OrganisationPart
from mentor_program.services.overview import OverviewPart
from mentor_program.services.own_profile import OwnProfilePart
from mentor_program.services.own_terms import OwnTermsPart
from mentor_program.services.pairing_changes import PairingChangesPart
from mentor_program.services.pairing_detail import PairingDetailPart
from mentor_program.services.pairing_lists import PairingListsPart
from mentor_program.services.people_changes import PeopleChangesPart
from mentor_program.services.person_access import PersonAccessPart
from mentor_program.services.programme import ProgrammePart
from mentor_program.services.proposals import ProposalsPart
from mentor_program.services.qualifications import QualificationsPart


class MentorProgramService(
    OverviewPart,
    PairingDetailPart,
    PairingListsPart,
    PairingChangesPart,
    MatchingPart,
    ProposalsPart,
    PeopleChangesPart,
    PersonAccessPart,
    QualificationsPart,
    ExclusionsPart,
    OwnProfilePart,
    OwnTermsPart,
    ProgrammePart,
    ImportLifePart,
    OrganisationPart,
):
    """What screens, API, jobs and commands may ask for. Each method is one transaction by one actor.

    Methods are keyword-only and return frozen dataclasses (`results`); refusals are `DomainError`s and write nothing.
    """
