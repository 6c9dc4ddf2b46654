"""Refusals of the domain as sentences. A code without a sentence here fails a test."""

from collections import defaultdict

from django.forms import BaseForm
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentor_program.domain.errors import DomainError, InvalidInput

SENTENCES: dict[str, str | Promise] = {
    "not_found": gettext_lazy("We did not find what you asked for."),
    "invalid_input": gettext_lazy("Something in the form is not right."),
    "email_in_use": gettext_lazy("Another account has the e-mail address %(email)s."),
    "account_made_at_supabase": gettext_lazy(
        "Nobody has signed in with %(email)s yet. Ask those who run this site to make an account with the address in"
        " Supabase. When the person has signed in once, give access again."
    ),
    "sign_in_service_away": gettext_lazy("The sign-in service does not answer. Try again in some minutes."),
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
    "term_missing": gettext_lazy("Write the word."),
    "term_of_letters": gettext_lazy("Use letters, digits, spaces and hyphens only."),
    "choose_one": gettext_lazy("Choose one of the answers."),
    "too_long": gettext_lazy("The text is too long. Make it shorter."),
    "mentee_has_one_open_pairing": gettext_lazy("The mentee is already in an active or paused mentor pair."),
    "mentor_has_free_place": gettext_lazy("The mentor has no free place."),
    "mentor_has_mentor_role": gettext_lazy("The mentor no longer has the role mentor."),
    "mentee_has_mentee_role": gettext_lazy("The mentee no longer has the role mentee."),
    "just_paired": gettext_lazy("%(by)s has just paired %(mentee_name)s with %(mentor_name)s. Choose somebody else."),
    "just_paired_elsewhere": gettext_lazy("%(mentee_name)s has just been paired. Choose somebody else."),
    "just_paired_by_nobody_known": gettext_lazy("%(mentee_name)s is already in a mentor pair with %(mentor_name)s."),
    "mentor_just_filled": gettext_lazy(
        "%(mentor_name)s has no free place any longer: %(by)s has paired %(mentor_name)s with %(mentee_name)s."
    ),
    "mentor_just_filled_elsewhere": gettext_lazy("%(mentor_name)s has no free place any longer. Choose somebody else."),
    "mentor_just_filled_by_nobody_known": gettext_lazy(
        "%(mentor_name)s has no free place any longer. Choose somebody else."
    ),
    "person_is_paused": gettext_lazy("%(name)s is paused and cannot be paired now."),
    "person_is_unavailable": gettext_lazy("%(name)s is not available and cannot be paired now."),
    "person_is_not_ready": gettext_lazy("%(name)s does not want a new mentor pair now."),
    "programme_of_same_organisation": gettext_lazy("Choose one of your organisation’s programmes."),
    "reason_of_same_organisation": gettext_lazy("Choose a reason from your organisation’s list."),
    "import_is_busy": gettext_lazy("The file is already being read or saved. Wait a moment."),
    "import_is_finished": gettext_lazy("The import is finished. Undo it instead."),
    "import_is_undone": gettext_lazy("The import is undone already."),
    "import_changed_since": gettext_lazy("Something has been changed since the import, so it cannot be undone."),
    "import_notes_its_own": gettext_lazy("Nothing has been saved. Try again."),
    "dissolution_needs_initiator": gettext_lazy("Say who asked for it."),
    "name_missing": gettext_lazy("Write the name."),
    "email_invalid": gettext_lazy("Write the e-mail address like this: name@example.no."),
    "phone_invalid": gettext_lazy("Write one telephone number: eight digits, or + and the country first."),
    "postal_code_invalid": gettext_lazy("Write the postal code as four digits."),
    "pause_ends_later": gettext_lazy("Choose a day after today, or leave the date out."),
    "capacity_in_range": gettext_lazy("Write a number of places from 0 to 50."),
    "fewer_places_than_pairs": gettext_lazy(
        "There cannot be fewer places than the active and paused mentor pairs that the person is in."
    ),
    "unit_not_in_scope": gettext_lazy("Choose one of the units you coordinate."),
    "cohort_of_same_organisation": gettext_lazy("The cohort belongs to another organisation than the unit."),
    "diagnosis_needs_consent": gettext_lazy(
        "Tick the consent, or take away the experience areas that name a diagnosis."
    ),
    "account_missing": gettext_lazy("The account of %(name)s is gone. Withdraw the access and give it again."),
    "changed_meanwhile": gettext_lazy("Somebody else has changed this meanwhile. See what it says now and try again."),
    "account_of_somebody_else": gettext_lazy("The account with this e-mail address belongs to somebody else."),
    "possible_duplicate": gettext_lazy("The person may be here already."),
    "access_needs_email": gettext_lazy("Write an e-mail address first: it is needed for signing in."),
    "role_bound_by_open_pairing": gettext_lazy(
        "The role cannot change while the person is in an active or paused mentor pair."
    ),
    "dissolution_needs_reason": gettext_lazy("Choose a reason."),
    "person_stays_in_organisation": gettext_lazy("A person cannot move to another organisation."),
    "never_pair_again": gettext_lazy("It is noted that %(names)s shall not be paired again."),
    "mentor_meets_requirements": gettext_lazy("%(name)s lacks something that the programme requires of a mentor."),
    "qualification_not_in_future": gettext_lazy("Choose today or an earlier day."),
    "qualification_holds_a_day": gettext_lazy("The last day it holds cannot be before the day it was fulfilled."),
    "exclusion_has_reason": gettext_lazy("Write the reason."),
    "pairing_exclusions_once": gettext_lazy("It is noted already that they shall not be paired again."),
    "only_whole_organisation": gettext_lazy("Only coordinators of the whole organisation can change this."),
    "threshold_in_range": gettext_lazy("Write a number of days from 1 to 365."),
    "weight_in_range": gettext_lazy("Write a whole number from 0 to 100."),
    "match_weights_known": gettext_lazy("Write whole numbers from 0 to 100, and at least one that is more than 0."),
    "km_in_range": gettext_lazy("Write a number of kilometres from 1 to 3000."),
    "line_has_no_mentor": gettext_lazy("There is no mentor to lock. Choose one first."),
    "line_has_mentor": gettext_lazy("Take the proposal out instead."),
    "places_locked": gettext_lazy("All places of the mentor are locked for others. Unlock one of them first."),
    "nothing_to_confirm": gettext_lazy("There is no proposal to create. Propose again, or choose a mentor."),
    "account_closed": gettext_lazy("The account with this e-mail address is closed."),
}


def sentence(error: DomainError) -> str:
    """What to tell the person about `error`, with its facts filled in."""
    known = SENTENCES.get(error.code)
    if known is None:
        return _("This cannot be done now. Nothing has been changed.")
    return _filled_in(known, error)


def add_errors(form: BaseForm, error: InvalidInput) -> None:
    """Say at each field of `form` what the service found wrong with it."""
    for name, code in error.fields.items():
        words = SENTENCES.get(code, SENTENCES["invalid_input"])
        form.add_error(name if name in form.fields else None, _filled_in(words, error))


def _filled_in(words: str | Promise, error: DomainError) -> str:
    """`words` with the error's facts; the database names a rule without facts, which are then left out."""
    return str(words) % defaultdict(str, error.facts)
