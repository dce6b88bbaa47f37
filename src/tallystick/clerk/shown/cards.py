"""One line of the inbox as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from tallystick.clerk import labels
from tallystick.model.words import Channel, EntryKind, FormKind
from tallystick.services.desk.inbox import Card


@dataclass(frozen=True, slots=True)
class CardShown:
    """A card with its words; ``urgent`` is a paper read as a judicial warrant (DESIGN §7.3)."""

    card: Card
    channel: str | Promise
    form: str | Promise
    urgent: bool


def shown_cards(cards: Sequence[Card]) -> tuple[CardShown, ...]:
    """Put words to every card."""
    return tuple(
        CardShown(
            card=card,
            channel=labels.CHANNELS[Channel(card.channel)],
            form=_taken_for(card),
            urgent=card.form is FormKind.JUDICIAL_WARRANT,
        )
        for card in cards
    )


def _taken_for(card: Card) -> str | Promise:
    if card.kind is EntryKind.UNREADABLE:
        return labels.KINDS[EntryKind.UNREADABLE]
    return labels.form(card.form)
