"""Addresses of the screens. Each screen adds its own line."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
