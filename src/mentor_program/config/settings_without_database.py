"""Django's settings for commands that speak to people and need neither a database nor a home folder."""

from mentor_program.config.language_settings import *  # noqa: F403

INSTALLED_APPS = ["mentor_program.wording"]  # fills in what translations mark: docs/decisions/own-words.md

INSTALLED_APPS = ["mentor_program.wording"]
