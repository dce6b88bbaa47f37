"""A sentence that keeps its template and its values, so that a page can say it in the reader's language.

It is an ordinary text, in English. Must not know a language besides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

Value = str | int


class Said(str):  # noqa: SLOT000 a text may have no slots beside its own
    """``template % values``; a value may itself be said."""

    template: str
    values: Mapping[str, Value]

    def __new__(cls, template: str, /, **values: Value) -> Self:
        """Say a template (``%(name)s``) with its values."""
        made = super().__new__(cls, template % values)
        made.template, made.values = template, values
        return made


def sentence(text: str) -> str:
    """A text as a sentence of its own: with a capital, and a full stop."""
    whole = text.template if isinstance(text, Said) else text
    whole = f"{whole[0].upper()}{whole[1:]}."
    return Said(whole, **text.values) if isinstance(text, Said) else whole
