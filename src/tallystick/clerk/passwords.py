"""Words that make no password here: of the agency, its stations and sides, the program, and the home's own list.

The list is written down in docs/accounts.md (ASVS 5.0, 6.1.2 and 6.2.11). Must not know who signs in.
"""

from __future__ import annotations

import re

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tallystick.model.errors import TallystickError
from tallystick.services.current import current_home
from tallystick.services.home import Home

USUAL = (
    "tallystick detainer immigration police department station sheriff custody clerk password passphrase welcome secret"
)
FILE = "password-words.txt"
"""A home's own words, one a line."""
LEAST = 8
"""So many letters and digits must be left when every such word is taken away."""
_SHORTEST = 4


class OwnWords:
    """Refuse a password that is little more than words of this office."""

    def validate(self, password: str, user: AbstractUser | None = None) -> None:
        """Pass if enough is left of it.

        Raises:
            ValidationError: it is made of such words.

        """
        left = password.casefold()
        for word in sorted(_words(user), key=len, reverse=True):
            left = left.replace(word, "")
        if len(re.sub(r"[\W_]", "", left)) < LEAST:
            raise ValidationError(_("This password is made of words that everybody in this office knows."), "own_words")

    def get_help_text(self) -> str:
        """Say it before somebody tries."""
        return _("Not made of words of this office: its name, its stations, this program.")


def _words(user: AbstractUser | None) -> set[str]:
    name = [user.get_username()] if user else []
    told = [USUAL, *name, *_of_the_home()]
    return {word for text in told for word in re.split(r"[\W_]+", text.casefold()) if len(word) >= _SHORTEST}


def _of_the_home() -> list[str]:
    try:
        home = current_home()
    except TallystickError:
        return []
    return [home.agency.name, home.settings.counterpart, *(one.name for one in home.agency.stations), *_own(home)]


def _own(home: Home) -> list[str]:
    path = home.path / FILE
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
