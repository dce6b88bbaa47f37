"""Makes ``docs/example/request.tif``, the invented fax of the tutorial: always the same bytes.

PYTHONPATH=src:tests python tests/lines/make_example.py
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

from conftest import ROOT
from tallystick.demo.paper import FaxHeader, FaxQuality, Filled, fax, form_pages
from tallystick.model.words import StatedBasis

EXAMPLE = ROOT / "docs" / "example" / "request.tif"
FILLED = Filled(
    subject_id="357912046",
    file_no="A000 123 456",
    event_no="XPL2503000123",
    prepared=date(2025, 3, 4),
    to="EXAMPLE POLICE DEPT, DISTRICT A-1",
    from_office="ERO PORT LYDD FIELD OFFICE (INVENTED)",
    name="OKONJO-VALE, Maribel Ines",
    date_of_birth=date(1988, 11, 2),
    citizenship="GUATEMALA",
    sex="F",
    basis=(StatedBasis.FINAL_ORDER,),
    officer="T. 4417 QUILL, DEPORTATION OFFICER",
)


def example() -> bytes:
    """The three pages as a fax server keeps them."""
    at = datetime(2025, 3, 4, 14, 12, tzinfo=UTC)
    header = FaxHeader(sent_at=at, sender="ERO PORT LYDD", number="000 555 0110", received_at=at)
    rng = random.Random(247)
    return fax(form_pages(FILLED, rng), quality=FaxQuality(1), header=header, rng=rng)


if __name__ == "__main__":
    EXAMPLE.parent.mkdir(exist_ok=True)
    EXAMPLE.write_bytes(example())
