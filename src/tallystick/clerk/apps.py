"""The Django app of the clerk's pages; it has no tables."""

from django.apps import AppConfig


class ClerkConfig(AppConfig):
    """Pages behind the login and the station page."""

    name = "tallystick.clerk"
    label = "clerk"
