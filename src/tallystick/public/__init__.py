"""Ring 8: the public site as static files: no script, no login, no question that could name a person."""

from tallystick.public.making import pages

__all__ = ["pages"]
