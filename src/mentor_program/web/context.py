"""What every page knows. Nothing here asks the database except `request.viewer`, once and only when used."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from mentor_program.accounts.preferences import Preferences
from mentor_program.web.navigation import navigation
from mentor_program.web.outcome import outcome_context

GEODATA_ATTRIBUTION = _(
    "Contains data from Statistics Norway (SSB), Kartverket and GeoNames under CC BY 4.0 and from "
    "Posten Bring AS under the Norwegian Licence for Open Government Data (NLOD). Changed by us."
)


def page(request: HttpRequest) -> dict[str, object]:
    """Context processor: name of the site, viewer, menu, outcome of the last POST."""
    viewer = getattr(request, "viewer", None)
    return {
        "site_name": getattr(settings, "SITE_NAME", _("Mentor programme")),
        "geodata_attribution": GEODATA_ATTRIBUTION,
        "viewer": viewer,
        "preferences": getattr(request, "preferences", Preferences()),
        "navigation": SimpleLazyObject(lambda: navigation(request, viewer)),
        **outcome_context(request),
    }
