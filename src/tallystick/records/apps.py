"""The Django app of the tables; it has no views."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Tables of the register."""

    name = "tallystick.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
