"""What makes the product installable on a phone: manifest, service worker, and the page for when there is no network.

The worker holds style sheets, scripts, icons, fonts and that one page: nothing about any person stays on a device.
"""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

STATIC = Path(__file__).parent / "static"
WORKER = STATIC / "js" / "service-worker.js"
SHELL = ("css/*.css", "js/*.js", "vendor/*.css", "vendor/*.woff2", "icons/*.png", "*.svg")
ICONS = [
    ("icons/icon-192.png", 192, "any"),
    ("icons/icon-512.png", 512, "any"),
    ("icons/mask-512.png", 512, "maskable"),
]
BRAND = "#0a3f47"
PAPER = "#fbf7f0"


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest, language: str) -> HttpResponse:
    """The manifest in one language. The address carries it, since browsers ask without cookies."""
    with translation.override(_offered(language)):
        name = str(getattr(settings, "SITE_NAME", _("Mentor programme")))
        facts = {
            "name": name,
            "short_name": name,
            "description": _("Mentor pairs, their milestones and who needs you."),
            "lang": language,
            "id": "/",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": BRAND,
            "icons": [
                {"src": static(path), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
                for path, size, purpose in ICONS
            ],
        }
    return JsonResponse(facts, content_type="application/manifest+json")


@login_not_required
@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest, language: str) -> HttpResponse:
    """The worker for one language, with the addresses that it holds; they change whenever a file does."""
    shell = shell_addresses()
    offline = reverse("offline", kwargs={"language": _offered(language)})
    version = hashlib.sha256("\n".join([*shell, offline]).encode()).hexdigest()[:12]
    head = (
        f"const VERSION = {json.dumps(version)};\nconst OFFLINE = {json.dumps(offline)};\n"
        f"const SHELL = {json.dumps(shell)};\n"
    )
    # It stands in a folder of addresses, but has the whole site to look after.
    headers = {"Service-Worker-Allowed": "/"}
    return HttpResponse(head + WORKER.read_text(encoding="utf-8"), content_type="text/javascript", headers=headers)


@login_not_required
@require_safe
def offline(request: HttpRequest, language: str) -> HttpResponse:
    """The page for when there is no network: the same for everyone."""
    request.viewer = None
    with translation.override(_offered(language)):
        response = render(request, "offline.html")
    response.headers["Content-Language"] = language
    return response


def shell_addresses() -> list[str]:
    """Addresses of all files that pages are built from."""
    files = sorted({path for pattern in SHELL for path in STATIC.glob(pattern)} - {WORKER})
    return [static(path.relative_to(STATIC).as_posix()) for path in files]


def _offered(language: str) -> str:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return language
