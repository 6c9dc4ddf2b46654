"""Refusals of the domain as sentences. A code without a sentence here fails a test."""

from django.forms import BaseForm
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentor_program.domain.errors import DomainError, InvalidInput

SENTENCES: dict[str, str | Promise] = {
    "not_found": gettext_lazy("We did not find what you asked for."),
    "invalid_input": gettext_lazy("Something in the form is not right."),
    "email_in_use": gettext_lazy("Another account has the e-mail address %(email)s."),
    "sign_in_first": gettext_lazy("Sign in first."),
    "only_coordinators": gettext_lazy("Only coordinators of the unit can do this."),
    "only_mentor_and_coordinators": gettext_lazy("Only the mentor and coordinators can record contact."),
    "not_in_your_units": gettext_lazy("This is outside the units you coordinate."),
    "no_profile": gettext_lazy("Your account is not connected to a person in the programme."),
    "pairing_has_ended": gettext_lazy("The mentor pair has ended."),
    "resume_first": gettext_lazy("The mentor pair is paused. Resume it first."),
    "status_change_not_allowed": gettext_lazy("The status of the mentor pair has changed meanwhile."),
    "milestones_change_while_active": gettext_lazy("Milestones can be changed only while the mentor pair is active."),
    "dissolved_while_open": gettext_lazy("The mentor pair has already ended."),
    "contact_while_open": gettext_lazy("Contact can be recorded only while the mentor pair is active or paused."),
    "contact_not_in_future": gettext_lazy("Choose today or an earlier day."),
    "contact_before_pairing": gettext_lazy("Choose a day after the mentor pair was created."),
    "minutes_in_range": gettext_lazy("Write a number of minutes from 1 to 1440."),
    "choose_one": gettext_lazy("Choose one of the answers."),
    "too_long": gettext_lazy("The text is too long. Make it shorter."),
    "mentee_has_one_open_pairing": gettext_lazy("The mentee is already in an active or paused mentor pair."),
    "mentor_has_free_place": gettext_lazy("The mentor has no free place."),
    "mentor_has_mentor_role": gettext_lazy("The mentor no longer has the role mentor."),
    "mentee_has_mentee_role": gettext_lazy("The mentee no longer has the role mentee."),
    "reason_of_same_organisation": gettext_lazy("Choose a reason from your organisation’s list."),
    "dissolution_needs_initiator": gettext_lazy("Say who asked for it."),
}


def sentence(error: DomainError) -> str:
    """What to tell the person about `error`, with its facts filled in."""
    known = SENTENCES.get(error.code)
    if known is None:
        return _("This cannot be done now. Nothing has been changed.")
    return str(known) % error.facts


def add_errors(form: BaseForm, error: InvalidInput) -> None:
    """Say at each field of `form` what the service found wrong with it."""
    for name, code in error.fields.items():
        words = SENTENCES.get(code, SENTENCES["invalid_input"])
        form.add_error(name if name in form.fields else None, str(words) % error.facts)
