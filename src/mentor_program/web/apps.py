from django.apps import AppConfig

from mentor_program.wording.translation import install


class WebConfig(AppConfig):
    name = "mentor_program.web"
    label = "web"

    def ready(self) -> None:
        install()
