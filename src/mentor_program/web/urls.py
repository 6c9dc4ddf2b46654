"""Addresses of the screens. Each screen adds its own line."""

from django.urls import URLPattern, URLResolver, path

from mentor_program.web.contact import record_contact
from mentor_program.web.dissolve import dissolve_pairing
from mentor_program.web.mentor_program_screen import mentor_program_screen
from mentor_program.web.milestone_actions import complete_milestone, reopen_milestone
from mentor_program.web.pairing_detail import pairing
from mentor_program.web.pairing_status import pause_pairing, resume_pairing

MILESTONE = "pairings/<uuid:pairing_id>/milestones/<uuid:milestone_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", mentor_program_screen, name="mentor_program_screen"),
    path("pairings/<uuid:pairing_id>/", pairing, name="pairing"),
    path("pairings/<uuid:pairing_id>/pause/", pause_pairing, name="pause_pairing"),
    path("pairings/<uuid:pairing_id>/resume/", resume_pairing, name="resume_pairing"),
    path("pairings/<uuid:pairing_id>/contact/", record_contact, name="record_contact"),
    path("pairings/<uuid:pairing_id>/dissolve/", dissolve_pairing, name="dissolve_pairing"),
    path(f"{MILESTONE}/complete/", complete_milestone, name="complete_milestone"),
    path(f"{MILESTONE}/reopen/", reopen_milestone, name="reopen_milestone"),
]
