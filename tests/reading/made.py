"""Made for the tests of reading: scores as an engine that is sure would give them, and drawn papers by fax."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache

import numpy as np

from tallystick.adapters.recogniser import FaxLineRecogniser
from tallystick.demo.paper import Coding, Drawn, FaxHeader, FaxQuality, Filled, fax
from tallystick.model.words import StatedBasis
from tallystick.reading.recogniser import Scores
from tallystick.reading.values import Line

ALPHABET = "".join(chr(code) for code in range(32, 127))
SENT = datetime(2025, 3, 4, 15, 2, tzinfo=UTC)
HEADER = FaxHeader(sent_at=SENT, sender="ERO PORT LYDD", number="000-555-0101", received_at=SENT)
FILLED = Filled(
    subject_id="357912046",
    file_no="A000 123 456",
    event_no="XPL2503000123",
    prepared=date(2025, 3, 4),
    to="Harborton Police Department\nDistrict 4\nHarborton",
    from_office="ERO Port Lydd Field Office (INVENTED)\n1 Quay Street\nPort Lydd",
    name="OKONJO-VALE, Maribel Ines",
    date_of_birth=date(1988, 11, 2),
    citizenship="GUATEMALA",
    sex="F",
    basis=(StatedBasis.FINAL_ORDER, StatedBasis.BIOMETRIC),
    officer="B. EXAMPLE, DEPORTATION OFFICER",
)


def said(text: str, *, sure: float = 0.99, doubts: Mapping[int, tuple[str, float]] | None = None) -> Line:
    """A line whose letters are each said once, all ``sure``; ``doubts`` gives places a rival and the letter's score."""
    rows: list[dict[str, float]] = []
    for at, letter in enumerate(text):
        rival, score = (doubts or {}).get(at, ("", sure))
        rows += [{"": 1.0}, {letter: score} | ({rival: 1 - score} if rival else {})]
    return scored([*rows, {"": 1.0}])


def scored(rows: Sequence[Mapping[str, float]]) -> Line:
    """Steps as letters with their probability ("" is the blank); what is missing to 1 goes to the other letters."""
    scores: Scores = np.zeros((len(rows), 1 + len(ALPHABET)), np.float32)
    for step, row in enumerate(rows):
        scores[step] = (1 - sum(row.values())) / scores.shape[1]
        for letter, score in row.items():
            scores[step, ALPHABET.index(letter) + 1 if letter else 0] += score
    return Line(scores, ALPHABET)


def faxed(pages: Sequence[Drawn], *, level: int = 1, seed: int = 0, header: FaxHeader = HEADER) -> bytes:
    """The pages through a fax machine of that level."""
    return fax(pages, quality=FaxQuality(level, Coding.G4), header=header, rng=random.Random(seed))


def printed(filled: Filled = FILLED) -> dict[str, str]:
    """The key fields of ``filled`` as a reading writes them."""
    return {
        "subject_id": filled.subject_id,
        "file_no": filled.file_no.replace(" ", ""),
        "event_no": filled.event_no,
        "prepared": filled.prepared.isoformat(),
        "to": filled.to.replace("\n", ", "),
        "from": filled.from_office.replace("\n", ", "),
        "name": filled.name,
        "date_of_birth": filled.date_of_birth.isoformat(),
        "citizenship": filled.citizenship,
        "sex": filled.sex,
    }


def same(left: str, right: str) -> bool:
    """Equal but for capitals and spaces: some systems print capitals only."""
    return "".join(left.split()).upper() == "".join(right.split()).upper()


@cache
def engine() -> FaxLineRecogniser:
    """The engine that reads every line, loaded once."""
    return FaxLineRecogniser()
