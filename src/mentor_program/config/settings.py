"""Django's settings.

What differs between installations comes from the environment; secrets live in the home folder.
"""

import os
import secrets

from csp.constants import NONE, SELF

from mentor_program.accounts.settings import *  # noqa: F403
from mentor_program.accounts.settings import ACCOUNT_APPS
from mentor_program.api.settings import *  # noqa: F403
from mentor_program.config.language_settings import *  # noqa: F403
from mentor_program.config.language_settings import PACKAGE
from mentor_program.persistence.database_urls import django_database, web_url
from mentor_program.persistence.home import home, read_or_create

HOME = home()

# Where people reach the product, for links in mail, and whether that is https.
BASE_URL = os.environ.get("MENTOR_PROGRAM_BASE_URL", "")
HTTPS = os.environ.get("MENTOR_PROGRAM_HTTPS") == "1" or BASE_URL.startswith("https://")

DEBUG = False
SECRET_KEY = read_or_create(HOME / "secret_key", lambda: secrets.token_urlsafe(50))
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1").split(",")
CSRF_TRUSTED_ORIGINS = [BASE_URL.rstrip("/")] if BASE_URL else []

INSTALLED_APPS = [
    *ACCOUNT_APPS,
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "mentor_program.wording",
    "mentor_program.persistence",
    "mentor_program.api",
    "mentor_program.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mentor_program.web.middleware.OwnTerms",
    "mentor_program.accounts.middleware.ApplyPreferences",
    "mentor_program.api.middleware.ApiAnswers",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mentor_program.accounts.supabase_auth.sessions.AskAgain",
    "mentor_program.web.middleware.Viewer",
    "mentor_program.web.drafts.EraseSentDrafts",
    "mentor_program.web.middleware.ErrorPages",
]
ROOT_URLCONF = "mentor_program.config.urls"
WSGI_APPLICATION = "mentor_program.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Before the packages' own, so that our sign-in pages win over allauth's.
        "DIRS": [PACKAGE / "web" / "templates", PACKAGE / "accounts" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mentor_program.web.context.page",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CSRF_FAILURE_VIEW = "mentor_program.web.errors.csrf_failure"

DATABASES = {"default": django_database(web_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "media"

# Without an address of a mail server mail goes to the console, as in the demo.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
# Where people report what stands in their way; without one the accessibility statement names the coordinator.
SUPPORT_EMAIL = os.environ.get("SUPPORT_EMAIL", "")
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "mentor@localhost")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # Designsystemet's style sheet carries its icons within itself
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_SSL_REDIRECT = True
    # Behind a proxy that ends TLS; it must set this header itself, whatever the client sent.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}
