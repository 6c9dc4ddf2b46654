"""The addresses of sign-in with SIGN_IN=supabase. Those of local passwords are not there, and the other way round."""

from django.urls import path

from mentor_program.accounts.supabase_auth import passwords, views

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("login/code/", views.request_code, name="account_request_login_code"),
    path("login/code/confirm/", views.confirm_code, name="account_confirm_login_code"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.inactive, name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),
    path("password/change/", passwords.change, name="account_change_password"),
    path("password/reset/", passwords.reset, name="account_reset_password"),
    path("password/reset/code/", passwords.reset_code, name="account_reset_password_code"),
    path("password/reset/new/", passwords.reset_new, name="account_reset_password_new"),
    path("password/reset/done/", passwords.reset_done, name="account_reset_password_from_key_done"),
]
