"""Contacts as their page shows them, and the choices of the form that notes one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from tallystick.clerk import labels
from tallystick.clerk.shown.outcome import Option
from tallystick.model.events import Contact
from tallystick.services.intake.without_paper import ASKED, HOW


@dataclass(frozen=True, slots=True)
class ContactShown:
    """One contact in words."""

    entry: int
    contact: Contact
    channel: str | Promise
    direction: str | Promise
    asked: str


def shown_contacts(found: Iterable[tuple[int, Contact]]) -> tuple[ContactShown, ...]:
    """Put words to every contact."""
    return tuple(
        ContactShown(
            entry=entry,
            contact=contact,
            channel=labels.CHANNELS[contact.channel],
            direction=labels.DIRECTIONS[contact.direction],
            asked=_asked(contact.asked_what),
        )
        for entry, contact in found
    )


def _asked(text: str) -> str:
    """Give what was asked: a word of the form in the reader's language, then what was added to it."""
    word, _, more = text.partition(": ")
    said = str(labels.ASKED_FOR[word]) if word in labels.ASKED_FOR else word
    return f"{said}: {more}" if more else said


def ways(chosen: str) -> tuple[Option, ...]:
    """Give the ways without paper."""
    return tuple(Option(value, labels.WAYS[value], value == chosen) for value in HOW)


def questions(chosen: str) -> tuple[Option, ...]:
    """Give what can be asked for."""
    return tuple(Option(value, labels.ASKED_FOR[value], value == chosen) for value in ASKED)
