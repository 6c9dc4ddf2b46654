"""What a person hears after a POST: first in the page's title, then as a message above the heading."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html_join

from mentor_program.web.stored_words import plain


def redirect_with_outcome(
    request: HttpRequest, to: object, sentence: str, *, failed: bool = False, **kwargs: object
) -> HttpResponseRedirect:
    """Redirect to `to` (an address, or a URL name with `kwargs`); the next page opens with `sentence`.

    `sentence` says what happened, such as "Paret er avsluttet". With `failed` it is shown as a refusal.
    """
    messages.add_message(request, messages.ERROR if failed else messages.SUCCESS, sentence)
    return redirect(to, **kwargs)


def outcome_context(request: HttpRequest) -> dict[str, object]:
    """`outcome` (sentence or ""), the same for a title, and `outcome_failed`; read only when a template asks."""
    waiting = SimpleLazyObject(lambda: list(messages.get_messages(request)))
    return {
        "outcome": SimpleLazyObject(lambda: format_html_join(" ", "{}", ((each.message,) for each in waiting))),
        "outcome_title": SimpleLazyObject(lambda: " ".join(plain(each.message) for each in waiting)),
        "outcome_failed": SimpleLazyObject(lambda: any(m.level >= messages.WARNING for m in waiting)),
    }
