"""Make the database of a home, or bring it up to this version."""

from __future__ import annotations

import io

from django.core.management import call_command
from django.db import connection

from tallystick.adapters.vault import sync_folder
from tallystick.services.home import Home


def make_database(home: Home) -> None:
    """Make or migrate all tables and triggers, then sync the folder and its name, before anything is acknowledged."""
    call_command("migrate", verbosity=0, interactive=False, stdout=io.StringIO())
    if connection.vendor == "sqlite":
        sync_folder(home.path)
        sync_folder(home.path.parent)
