"""All addresses: sign-in, the API, then the screens."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("accounts/", include(settings.ACCOUNTS_URLS)),
    path("api/v1/", include("mentor_program.api.urls")),
    path("", include("mentor_program.web.urls")),
]

handler400 = "mentor_program.web.errors.bad_request"
handler403 = "mentor_program.web.errors.no_access"
handler404 = "mentor_program.web.errors.not_found"
handler500 = "mentor_program.web.errors.server_error"
