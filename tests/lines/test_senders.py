"""Who sent it: every witness stands by itself, and an office is named only when exactly one fits."""

from __future__ import annotations

import pytest
from desk import arrives, document

from agencies import CLERK
from tallystick.model.errors import NotThere
from tallystick.services.home import Home
from tallystick.services.lines.senders import office_of, who_sent
from tallystick.services.lines.sources import Office

LYDD = Office("ERO Port Lydd", ("+1 (000) 555-0110",), ("lydd.invalid",))
CENTER = Office("Enforcement Response Center", ("000 555 0199",), ("center.invalid",))


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("1 000 555 0110 OFFICE", "ERO Port Lydd"),
        ("2025-03-04 14:00 FROM ERO PORT LYDD 000 555 0110 P.01/03", "ERO Port Lydd"),
        ("Duty <duty@mail.lydd.invalid>", "ERO Port Lydd"),
        ("duty@notlydd.invalid", ""),
        ("555", ""),
        ("", ""),
        ("ERO Port Lydd for the Enforcement Response Center", ""),
        ("000-555-0199", "Enforcement Response Center"),
    ],
)
def test_an_office_is_named_only_when_exactly_one_fits(text: str, office: str) -> None:
    assert office_of(text, (LYDD, CENTER)) == office


def test_the_line_and_the_form_may_name_two_offices_and_both_are_shown(home: Home) -> None:
    home.settings.offices = (LYDD, CENTER)
    received, _ = arrives(home, b"one", document())
    shown = {one.witness: one.office for one in who_sent(home, CLERK, received.entry)}
    assert shown == {"form": "ERO Port Lydd"}
    with pytest.raises(NotThere):
        who_sent(home, CLERK, 99)
