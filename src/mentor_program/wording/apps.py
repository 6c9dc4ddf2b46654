from django.apps import AppConfig

from mentor_program.wording.translation import install


class WordingConfig(AppConfig):
    """An app only because Django must be told at its start whose translations to make."""

    name = "mentor_program.wording"
    label = "wording"

    def ready(self) -> None:
        install()
