"""All settings of accounts and sign-in; `config/settings.py` imports them with a star.

Sign-in is by e-mail and password, or by a code sent by e-mail. Strangers cannot sign up: accounts are made by
coordinators. Passwords and codes are our own, or with SIGN_IN=supabase those of a Supabase project.
"""

import os

from mentor_program.accounts.sign_in_settings import ACCOUNTS_URLS_OF, BACKEND_OF, checked

# "local" or "supabase": who knows the passwords (docs/decisions/sign-in-through-supabase.md).
SIGN_IN = checked(os.environ)
# A Supabase project: its access tokens are accepted by the API. Without an address bearer tokens are refused.
SUPABASE_URL = os.environ.get("SUPABASE_URL", "").rstrip("/")
# The legacy secret that projects without asymmetric keys sign with; empty means that such tokens are refused.
SUPABASE_JWT_SECRET = os.environ.get("SUPABASE_JWT_SECRET", "")
# What the web sign-in shows the project: the publishable key, and the secret key for giving people access.
SUPABASE_ANON_KEY = os.environ.get("SUPABASE_ANON_KEY", "")
SUPABASE_SERVICE_ROLE_KEY = os.environ.get("SUPABASE_SERVICE_ROLE_KEY", "")

# django.contrib.auth and contenttypes are here because password hashing, login() and AnonymousUser live in
# them. Their groups and permissions are not used: the database's own policies decide who may do what.
ACCOUNT_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "mentor_program.accounts",
    "allauth",
    "allauth.account",
]

AUTH_USER_MODEL = "accounts.User"
# One alone: with the other in the list, passwords and sessions of the other kind would go on being good.
AUTHENTICATION_BACKENDS = [BACKEND_OF[SIGN_IN]]
ACCOUNTS_URLS = ACCOUNTS_URLS_OF[SIGN_IN]
AUTH_PASSWORD_VALIDATORS = [
    # Length and not being common is what protects; rules about signs only make passwords hard to remember.
    {"NAME": "mentor_program.accounts.passwords.LongEnough"},
    {"NAME": "mentor_program.accounts.passwords.NotCommon"},
    {"NAME": "mentor_program.accounts.passwords.NotLikeThePerson"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/accounts/login/"

ACCOUNT_ADAPTER = "mentor_program.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "mentor_program.accounts.forms.LoginForm",
    "request_login_code": "mentor_program.accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "mentor_program.accounts.forms.ConfirmLoginCodeForm",
    "reset_password": "mentor_program.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "mentor_program.accounts.forms.ResetPasswordKeyForm",
    "change_password": "mentor_program.accounts.forms.ChangePasswordForm",
    "set_password": "mentor_program.accounts.forms.SetPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_UNIQUE_EMAIL = True
# An address is given by the coordinator and marked as verified when the account is made, so nothing is left
# to verify at sign-in; and nobody can add an address of their own.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_CHANGE_EMAIL = False

# No hurry (WCAG 2.2.3): a code lasts a quarter of an hour, can be sent again and may be mistyped.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": True, "length": 8}

# Limits on guessing: amount/period/per what. "key" is the e-mail address that is tried.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "request_login_code": "20/m/ip,3/m/key,20/h/key",
    "reset_password": "20/m/ip,3/m/key,20/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "signup": "20/m/ip",
    # With SIGN_IN=supabase. One letter a minute, for known and unknown addresses alike: the project counts the same
    # for known ones alone, which would tell them apart.
    "send_code": "20/m/ip,1/m/key,20/h/key",
    "confirm_code": "20/m/ip,5/300s/key",
}
# How many proxies of ours stand in front: their X-Forwarded-For is believed, no other.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "0"))

# The counts are shared by all processes through a table that the accounts migration makes; memory of one
# process would let a guesser start again at each of them.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entries"},
}

# Long sessions: signing in is the hardest step for many, so it is asked for every eighth week.
SESSION_COOKIE_AGE = 8 * 7 * 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
ACCOUNT_SESSION_REMEMBER = True

# Outcome sentences ride in a signed cookie to the next page, so that they cost no write to the database.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
