from django.apps import AppConfig


class PersistenceConfig(AppConfig):
    """The home of the domain tables' migrations."""

    name = "mentor_program.persistence"
    label = "persistence"
    default_auto_field = "django.db.models.BigAutoField"
