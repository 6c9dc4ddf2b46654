"""The tags screens are built from; docs/design-components.md shows each in use."""

from datetime import date, datetime

from django import forms, template
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.timezone import now as current_time

from mentor_program.domain.milestones import MilestoneStatus
from mentor_program.domain.pairing import PairingStatus
from mentor_program.domain.progress import Progress
from mentor_program.web import stored_words as marking
from mentor_program.web.dates import clock_in_words, day_in_words, distance_in_words
from mentor_program.web.words import INDICATOR, MILESTONE_STATUS, PAIRING_STATUS, Look, indicator_in_words

register = template.Library()

Words = str | Promise


@register.filter
def as_stored(words: str) -> SafeString | str:
    """Words of the organisation's own, marked with their language on a page of another: {{ stage.name|as_stored }}."""
    return marking.as_stored(words)


@register.inclusion_tag("components/icon.html")
def icon(name: str) -> dict[str, object]:
    """A symbol of static/icons.svg, silent for screen readers: words always stand beside it."""
    return {"name": name}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, width: str = "") -> dict[str, object]:
    """One form field with label, hint and error. `width`: "" (a line of text), "short", "code" or "wide"."""
    return {
        "field": bound,
        "kind": _kind(bound),
        "width": width,
        "hint_id": f"{bound.auto_id}_helptext",
        "error_id": f"{bound.auto_id}_error",
    }


def _kind(bound: BoundField) -> str:
    if bound.use_fieldset:
        return "group"
    return "checkbox" if isinstance(bound.field.widget, forms.CheckboxInput) else "single"


@register.inclusion_tag("components/error_summary.html")
def error_summary(*all_forms: forms.BaseForm) -> dict[str, object]:
    """All errors of the given forms at the top of the page, in the order of the fields, as links to them."""
    errors = [
        {"message": message, "target": _target(form, name)}
        for form in all_forms
        if form is not None and form.is_bound
        for name in sorted(form.errors, key=[NON_FIELD_ERRORS, *form.fields].index)
        for message in form.errors[name]
    ]
    return {"errors": errors}


def _target(form: forms.BaseForm, name: str) -> str:
    """The id of the control to go to; empty for an error that belongs to no field."""
    if name not in form.fields:
        return ""
    bound = form[name]
    return bound.id_for_label or f"{bound.auto_id}_0"


@register.inclusion_tag("components/status.html")
def pairing_status(status: str) -> dict[str, object]:
    """Status of a pair as words, icon and colour."""
    return _shown(PAIRING_STATUS[PairingStatus(status)])


@register.inclusion_tag("components/status.html")
def milestone_status(status: str) -> dict[str, object]:
    """Status of a milestone as words, icon and colour."""
    return _shown(MILESTONE_STATUS[MilestoneStatus(status)])


@register.inclusion_tag("components/status.html")
def progress_indicator(progress: Progress) -> dict[str, object]:
    """Progress of an active pair with its days of silence; nothing for a pair that has no indicator."""
    if not progress or not progress.indicator:
        return {}
    return _shown(INDICATOR[progress.indicator]) | {"words": indicator_in_words(progress.indicator, progress.days)}


def _shown(look: Look) -> dict[str, object]:
    return {"words": look.words, "icon": look.icon, "tone": look.tone}


@register.simple_tag(takes_context=True)
def when(
    context: template.Context, moment: date | datetime | None, relative: bool = True, time: bool = False
) -> SafeString | str:
    """A point in time in words within <time>: "for 16 dager siden, 6. november 2026".

    `relative=False` leaves out the distance, `time=True` adds the time of day. A context value `now` is
    the clock where the view gives one. Empty for None.
    """
    if moment is None:
        return ""
    words = day_in_words(moment)
    if time and isinstance(moment, datetime):
        words = f"{words} {clock_in_words(moment)}"
    if relative:
        words = f"{distance_in_words(moment, now=context.get('now') or current_time())}, {words}"
    return format_html('<time datetime="{}">{}</time>', _machine_readable(moment), words)


def _machine_readable(moment: date | datetime) -> str:
    return localtime(moment).isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()


@register.inclusion_tag("components/empty_state.html")
def empty_state(heading: Words, reason: Words, url: str = "", link: Words = "", level: int = 2) -> dict[str, object]:
    """What a list says when it has nothing: heading, reason, and one next step where there is one."""
    return {"heading": heading, "reason": reason, "url": url, "link": link, "level": level}


@register.inclusion_tag("components/pagination.html")
def pagination(previous_url: str = "", next_url: str = "", what: Words = "") -> dict[str, object]:
    """Links to the page before and after. `what` names the list for the landmark, such as "Mentorpar"."""
    return {"previous_url": previous_url, "next_url": next_url, "what": what}


@register.inclusion_tag("components/tabs.html")
def tabs(label: Words, items: list[dict[str, object]]) -> dict[str, object]:
    """Views of one list as links: `items` hold `url`, `label`, `current` (bool) and may hold `count`."""
    return {"label": label, "items": items}


@register.inclusion_tag("components/back_link.html")
def back_link(url: str, label: Words) -> dict[str, object]:
    """The way up, first on a page below another: {% back_link "/" "Alle mentorpar" %}."""
    return {"url": url, "label": label}


@register.simple_block_tag
def disclosure(content: SafeString, summary: Words, is_open: bool = False) -> SafeString:
    """Something to open and close: {% disclosure summary="Filtre" %} … {% enddisclosure %}."""
    return format_html(
        '<details class="disclosure"{}><summary>{}</summary><div class="disclosure__body">{}</div></details>',
        SafeString(" open") if is_open else "",
        summary,
        content,
    )


@register.simple_block_tag
def dialog(content: SafeString, id: str, heading: Words, consequence: Words) -> SafeString:
    """A native dialog. `consequence` is read out together with the heading when it opens.

    Open it with a link to the same form as a page, carrying data-dialog="<id>". Inside, the button that
    leaves must carry data-close-dialog: it gets the first focus.
    """
    return format_html(
        '<dialog class="dialog" id="{id}" aria-labelledby="{id}-heading" aria-describedby="{id}-consequence">'
        '<h2 id="{id}-heading">{heading}</h2><p class="consequence" id="{id}-consequence">{consequence}</p>'
        "{content}</dialog>",
        id=id,
        heading=heading,
        consequence=consequence,
        content=content,
    )
