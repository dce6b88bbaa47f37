"""The Django app of the clerk's pages; it has no tables."""

from django.apps import AppConfig


class ClerkConfig(AppConfig):
    """Pages behind the login and the station page."""

    name = "tallystick.clerk"
    label = "clerk"

    def ready(self) -> None:
        """Hear of wrong second factors."""
        from allauth.mfa.signals import authentication_failed

        from tallystick.clerk.accounts import factor_refused

        authentication_failed.connect(factor_refused)
