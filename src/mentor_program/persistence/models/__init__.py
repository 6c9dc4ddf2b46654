"""The domain tables. Rules that span rows, and who may see what, live in `mentor_program.supabase`."""

from mentor_program.persistence.models.geography import County, Municipality, PostalCode
from mentor_program.persistence.models.imports import Import, ImportItem
from mentor_program.persistence.models.organisation import (
    Coordinator,
    OrganisationTerm,
    OrganisationUnit,
    UnitMunicipality,
)
from mentor_program.persistence.models.pairings import (
    MentorPairing,
    PairingActivity,
    PairingDissolution,
    PairingEvent,
    PairingExclusion,
    PairingMilestone,
)
from mentor_program.persistence.models.people import (
    PeerMentor,
    PeerMentorConsent,
    PeerMentorContact,
    PeerMentorExperienceArea,
    PeerMentorNote,
    PeerMentorPreferences,
    PeerMentorQualification,
    PeerMentorReadiness,
    PeerMentorWishedArea,
)
from mentor_program.persistence.models.programme import (
    Cohort,
    DissolutionReason,
    ExperienceArea,
    MentorProgramme,
    ProgrammeMilestone,
)
from mentor_program.persistence.models.proposals import PairingProposal

__all__ = [
    "Cohort",
    "Coordinator",
    "County",
    "DissolutionReason",
    "ExperienceArea",
    "Import",
    "ImportItem",
    "MentorPairing",
    "MentorProgramme",
    "Municipality",
    "OrganisationTerm",
    "OrganisationUnit",
    "PairingActivity",
    "PairingDissolution",
    "PairingEvent",
    "PairingExclusion",
    "PairingMilestone",
    "PairingProposal",
    "PeerMentor",
    "PeerMentorConsent",
    "PeerMentorContact",
    "PeerMentorExperienceArea",
    "PeerMentorNote",
    "PeerMentorPreferences",
    "PeerMentorQualification",
    "PeerMentorReadiness",
    "PeerMentorWishedArea",
    "PostalCode",
    "ProgrammeMilestone",
    "UnitMunicipality",
]
