from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "mentor_program.web"
    label = "web"
