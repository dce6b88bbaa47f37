"""The verifier as one page that anybody can keep, put together from its pieces: it loads nothing and works from a file.

The page's own policy allows exactly this style and this script, by their digests.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from string import Template

SCRIPTS = ("digests.js", "log.js", "audit.js", "page.js")


def page() -> bytes:
    """The whole page."""
    style = _piece("page.css")
    script = "\n".join(map(_piece, SCRIPTS))
    whole = Template(_piece("page.html")).substitute(
        style=style, script=script, style_hash=_digest(style), script_hash=_digest(script)
    )
    return whole.encode()


def _piece(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
