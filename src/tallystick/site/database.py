"""``TALLYSTICK_DATABASE_URL`` to Django's settings. Knows nothing of what is stored."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000;"


def sqlite(path: Path) -> dict[str, Any]:
    """One file, WAL, synchronous FULL, every write transaction IMMEDIATE (facts/trust.md §0 row 7)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": SQLITE_PRAGMAS, "timeout": 20},
    }


def postgresql(url: str) -> dict[str, Any]:
    """``postgresql://user:password@host:port/name``; a host that begins with a slash is a socket folder."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }


def database(url: str, home: Path) -> dict[str, Any]:
    """The database that ``url`` names, or the home's own SQLite file when it is empty."""
    if not url:
        return sqlite(home / "register.sqlite3")
    scheme = url.partition(":")[0]
    if scheme in {"postgres", "postgresql"}:
        return postgresql(url)
    if scheme == "sqlite":
        return sqlite(Path(urlsplit(url).path))
    from django.core.exceptions import ImproperlyConfigured

    raise ImproperlyConfigured(
        f"TALLYSTICK_DATABASE_URL begins with '{scheme}': write postgresql://… or leave it empty"
    )
