"""Supabase Auth: its access tokens, and with SIGN_IN=supabase the sign-in through it."""
