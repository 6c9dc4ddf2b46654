"""What a screen can do, the API can do: every address of the web has its operations, or a reason why not."""

from django.urls import URLPattern

from mentor_program.api.documentation import CHANGES_BY_VERSION, document, operations
from mentor_program.web.urls import urlpatterns

SAME = {
    "mentor_program_screen": {"getMe", "listPairings"},
    "new_pairing": {"listCandidates"},
    "confirm_pairing": {"getProposal", "createPairing"},
    "propose_pairings": {"listProposals", "proposePairs"},
    "proposed_pairings": {"getProposals"},
    "propose_again": {"proposeAgain"},
    "confirm_proposals": {"confirmProposals"},
    "discard_proposals": {"discardProposals"},
    "choose_proposed_mentor": {"listMentorsForLine", "changeProposalLine"},
    "change_proposal_line": {"changeProposalLine"},
    "download_overview": {"downloadPairings"},
    "pairing": {"getPairing", "listMilestones", "listHistory", "listContacts"},
    "pause_pairing": {"pausePairing"},
    "resume_pairing": {"resumePairing"},
    "record_contact": {"recordContact"},
    "dissolve_pairing": {"listDissolutionReasons", "dissolvePairing"},
    "complete_milestone": {"completeMilestone"},
    "reopen_milestone": {"reopenMilestone"},
    "people": {"listPeople"},
    "download_people_csv": {"downloadPeople"},
    "download_people_xlsx": {"downloadPeople"},
    "add_person": {"listUnits", "addPerson"},
    "person": {"getPerson"},
    "edit_person": {"getPerson", "changePerson"},
    "edit_wishes": {"getPerson", "changePerson"},
    "edit_requirements": {"getRequirements", "changeRequirements"},
    "never_again": {"addExclusion"},
    "remove_never_again": {"listExclusions", "removeExclusion"},
    "own_programme": {"listProgrammes"},
    "programme": {"getProgramme", "changeProgramme"},
    "give_access": {"giveAccess"},
    "withdraw_access": {"withdrawAccess"},
    "import": {"listImports", "uploadSpreadsheet"},
    "import_preview": {"getImport", "correctColumns", "listItems", "listFaults"},
    "confirm_import": {"confirmImport"},
    "cancel_import": {"cancelImport"},
    "undo_import": {"undoImport"},
    "import_faults": {"downloadFaults"},
    "my_profile": {"getProfile", "changeProfile"},
    "withdraw_consent": {"withdrawConsent"},
}
OF_THE_SCREENS_ALONE = {
    "drafts": "what is typed and not yet sent; another client keeps its own",
    "my_settings": "how pages look and read",
    "own_terms": "an organisation's own words, chosen once",
    "accessibility_statement": "about the pages",
    "manifest": "installs the pages",
    "service_worker": "keeps the pages offline",
    "offline": "a page without a network",
}
# A change without If-Match, and why nothing is lost by it.
WITHOUT_VERSION = {
    "uploadSpreadsheet": "makes something new",
    "createPairing": "makes something new",
    "recordContact": "makes something new",
    "addPerson": "makes something new",
    "proposePairs": "makes something new",
    "addExclusion": "makes something new",
    "removeExclusion": "what is taken away is never changed before that",
}


def test_what_every_screen_does_the_api_does():
    names = {pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern)}
    assert names == set(SAME) | set(OF_THE_SCREENS_ALONE)
    told = {operation["operationId"] for _, _, operation in operations(document())}
    assert set().union(*SAME.values()) - told == set()


def test_every_change_of_what_is_there_takes_the_version_that_was_seen():
    changes = {operation["operationId"] for _, method, operation in operations(document()) if method != "GET"}
    assert changes == CHANGES_BY_VERSION | set(WITHOUT_VERSION)
