"""Refusals of the domain as sentences. A code without a sentence here fails a test."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentor_program.domain.errors import DomainError

SENTENCES: dict[str, str | Promise] = {
    "not_found": gettext_lazy("We did not find what you asked for."),
    "invalid_input": gettext_lazy("Something in the form is not right."),
    "email_in_use": gettext_lazy("Another account has the e-mail address %(email)s."),
}


def sentence(error: DomainError) -> str:
    """What to tell the person about `error`, with its facts filled in."""
    known = SENTENCES.get(error.code)
    if known is None:
        return _("This cannot be done now. Nothing has been changed.")
    return str(known) % error.facts
