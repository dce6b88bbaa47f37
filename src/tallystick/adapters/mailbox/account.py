"""Where a mailbox is and how to get in. Loads no mail library: every process reads the configuration."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SECURE_PORT = 993


@dataclass(frozen=True, slots=True)
class Account:
    """Where a mailbox is and how to get in (always by TLS): with a password, or ``token``, an OAuth2 access token."""

    server: str
    user: str
    port: int = SECURE_PORT
    password: str = ""
    token: str = ""
    folder: str = "INBOX"
    done: str = "Registered"
    authority: Path | None = None
    """File of the certificate authority to trust instead of the system's."""
