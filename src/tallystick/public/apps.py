"""The Django app of the public pages: templates and one style sheet, no views and no tables."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Templates of the static public site."""

    name = "tallystick.public"
    label = "public"
