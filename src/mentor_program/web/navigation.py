"""The main menu. A screen that is not there, or that the viewer may not use, has no link."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class MenuItem:
    """`url_name` of the screen, its label, and the attribute of the viewer that must be true to see it."""

    url_name: str
    label: str | Promise
    for_whom: str = "is_signed_in"


MENU = [
    MenuItem("mentor_program_screen", _("Mentor pairs"), "is_coordinator"),
    MenuItem("mentor_program_screen", _("My mentees"), "is_only_mentor"),
    MenuItem("mentor_program_screen", _("My mentor pair"), "is_only_mentee"),
    MenuItem("people", _("People"), "is_coordinator"),
    MenuItem("import", _("Import"), "is_coordinator"),
    MenuItem("my_profile", _("My profile"), "has_profile"),
    MenuItem("my_settings", _("My settings")),
]


def navigation(request: HttpRequest, viewer: object | None) -> list[dict[str, object]]:
    """Links as the header shows them: `url`, `label`, `current` ("page", "true" for a part of it, "")."""
    links = []
    for item in MENU:
        url = _address(item.url_name)
        if url and _is_for(item, viewer):
            links.append({"url": url, "label": item.label, "current": _current(request.path, url)})
    return links


def _address(url_name: str) -> str | None:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


def _is_for(item: MenuItem, viewer: object | None) -> bool:
    if not viewer:
        return False
    coordinator = getattr(viewer, "is_coordinator", False)
    mentor, mentee = getattr(viewer, "is_mentor", False), getattr(viewer, "is_mentee", False)
    return {
        "is_signed_in": True,
        "is_coordinator": coordinator,
        "is_only_mentor": mentor and not coordinator,
        "is_only_mentee": mentee and not mentor and not coordinator,
        "has_profile": bool(getattr(viewer, "peer_mentor_id", None)),
    }[item.for_whom]


def _current(path: str, url: str) -> str:
    if path == url:
        return "page"
    part_of = path.startswith("/pairings/") if url == "/" else path.startswith(url)
    return "true" if part_of else ""
