"""The card that hangs beside a station's machine, as one sheet (PDF/UA-1). Must not know how a page is sent."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from importlib import resources

import typst


def station_card(*, agency: str, station: str, page: str, day: date) -> bytes:
    """One page of US Letter; ``page`` is the station's own address, empty to write it in by hand."""
    card = {"agency": agency, "station": station, "page": page}
    return bytes(
        typst.compile(
            resources.files(__package__).joinpath("station_card.typ").read_bytes(),
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"card": json.dumps(card, ensure_ascii=False)},
            pdf_standards=["ua-1"],  # ISO 14289-1
            timestamp=datetime.combine(day, time(), UTC),
        )
    )
