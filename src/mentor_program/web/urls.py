"""Addresses of the screens. Each screen adds its own line."""

from django.urls import URLPattern, URLResolver, path

from mentor_program.web.accessibility_statement import accessibility_statement
from mentor_program.web.contact import record_contact
from mentor_program.web.dissolve import dissolve_pairing
from mentor_program.web.download_overview import download_overview
from mentor_program.web.drafts import drafts
from mentor_program.web.import_actions import cancel_import, confirm_import, import_faults, undo_import
from mentor_program.web.import_preview import import_preview
from mentor_program.web.import_screen import import_screen
from mentor_program.web.installable import manifest, offline, service_worker
from mentor_program.web.mentor_match_widget import new_pairing
from mentor_program.web.mentor_program_screen import mentor_program_screen
from mentor_program.web.milestone_actions import complete_milestone, reopen_milestone
from mentor_program.web.my_profile import my_profile, withdraw_consent
from mentor_program.web.my_settings import my_settings
from mentor_program.web.never_again import never_again, remove_never_again
from mentor_program.web.new_pairing_confirm import confirm_pairing
from mentor_program.web.own_terms import own_terms
from mentor_program.web.pairing_detail import pairing
from mentor_program.web.pairing_status import pause_pairing, resume_pairing
from mentor_program.web.people import download_people, people
from mentor_program.web.person import give_access, person, withdraw_access
from mentor_program.web.person_edit import add_person, edit_person
from mentor_program.web.person_requirements import edit_requirements
from mentor_program.web.person_wishes import edit_wishes
from mentor_program.web.programme import programme
from mentor_program.web.proposal_actions import change_proposal_line, propose_again
from mentor_program.web.proposals import (
    choose_proposed_mentor,
    confirm_proposals,
    discard_proposals,
    propose_pairings,
    proposed_pairings,
)

PROPOSALS = "pairings/proposals/<uuid:proposals_id>"
MILESTONE = "pairings/<uuid:pairing_id>/milestones/<uuid:milestone_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", mentor_program_screen, name="mentor_program_screen"),
    path("pairings/new/", new_pairing, name="new_pairing"),
    path("pairings/new/confirm/", confirm_pairing, name="confirm_pairing"),
    path("pairings/proposals/", propose_pairings, name="propose_pairings"),
    path(f"{PROPOSALS}/", proposed_pairings, name="proposed_pairings"),
    path(f"{PROPOSALS}/again/", propose_again, name="propose_again"),
    path(f"{PROPOSALS}/confirm/", confirm_proposals, name="confirm_proposals"),
    path(f"{PROPOSALS}/discard/", discard_proposals, name="discard_proposals"),
    path(f"{PROPOSALS}/lines/<uuid:mentee_id>/", choose_proposed_mentor, name="choose_proposed_mentor"),
    path(f"{PROPOSALS}/lines/<uuid:mentee_id>/<str:action>/", change_proposal_line, name="change_proposal_line"),
    path("pairings.<str:kind>", download_overview, name="download_overview"),
    path("pairings/<uuid:pairing_id>/", pairing, name="pairing"),
    path("pairings/<uuid:pairing_id>/pause/", pause_pairing, name="pause_pairing"),
    path("pairings/<uuid:pairing_id>/resume/", resume_pairing, name="resume_pairing"),
    path("pairings/<uuid:pairing_id>/contact/", record_contact, name="record_contact"),
    path("pairings/<uuid:pairing_id>/dissolve/", dissolve_pairing, name="dissolve_pairing"),
    path(f"{MILESTONE}/complete/", complete_milestone, name="complete_milestone"),
    path(f"{MILESTONE}/reopen/", reopen_milestone, name="reopen_milestone"),
    path("people/", people, name="people"),
    path("people.csv", download_people, {"kind": "csv"}, name="download_people_csv"),
    path("people.xlsx", download_people, {"kind": "xlsx"}, name="download_people_xlsx"),
    path("people/new/", add_person, name="add_person"),
    path("people/<uuid:person_id>/", person, name="person"),
    path("people/<uuid:person_id>/edit/", edit_person, name="edit_person"),
    path("people/<uuid:person_id>/wishes/", edit_wishes, name="edit_wishes"),
    path("people/<uuid:person_id>/requirements/", edit_requirements, name="edit_requirements"),
    path("people/<uuid:person_id>/never-again/", never_again, name="never_again"),
    path(
        "people/<uuid:person_id>/never-again/<uuid:exclusion_id>/remove/", remove_never_again, name="remove_never_again"
    ),
    path("people/<uuid:person_id>/access/", give_access, name="give_access"),
    path("people/<uuid:person_id>/access/withdraw/", withdraw_access, name="withdraw_access"),
    path("import/", import_screen, name="import"),
    path("import/<uuid:import_id>/", import_preview, name="import_preview"),
    path("import/<uuid:import_id>/confirm/", confirm_import, name="confirm_import"),
    path("import/<uuid:import_id>/cancel/", cancel_import, name="cancel_import"),
    path("import/<uuid:import_id>/undo/", undo_import, name="undo_import"),
    path("import/<uuid:import_id>/faults.<str:kind>", import_faults, name="import_faults"),
    path("profile/", my_profile, name="my_profile"),
    path("drafts/", drafts, name="drafts"),
    path("programme/", programme, name="own_programme"),
    path("programme/<uuid:programme_id>/", programme, name="programme"),
    path("settings/", my_settings, name="my_settings"),
    path("settings/terms/<str:language>/", own_terms, name="own_terms"),
    path("accessibility/", accessibility_statement, name="accessibility_statement"),
    path("manifest/<str:language>.webmanifest", manifest, name="manifest"),
    path("service-worker/<str:language>.js", service_worker, name="service_worker"),
    path("offline/<str:language>/", offline, name="offline"),
    path("profile/consent/", withdraw_consent, name="withdraw_consent"),
]
