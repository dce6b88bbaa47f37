"""The other side's list as two workbooks: as the public gets it, and with names as an auditor gets it.

The layout is that of the public release 2024-ICFO-39357: six rows of preamble, 65 headings in row 7, several sheets.
Each sheet spells a redaction in its own way, as the releases do. Must not know fates.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tallystick.model.words import StatedBasis

from .assembly import HEADER_ROW
from .words import FederalRow, Mode, World

Cell = str | int | date | None
NAMED_COLUMNS: Final = ("Subject Name", "Date of Birth", "A-Number", "Event Number")
_REDACTIONS: Final = ("b(6), b(7)c", "b(6),b(7)c", "(b)(6), (b)(7)(C)", "b(6); b(7)(c)")
_EXTRACTED: Final = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001 a document property has no zone
_CHARGES: Final = (
    ("Traffic Offense (INVENTED)", "5499"),
    ("Larceny (INVENTED)", "2399"),
    ("Assault (INVENTED)", "1399"),
)
_NEVER: Final = (
    "Other Removal Reason",
    "Order to Show Cause Served Date",
    "Unlawful Attempt Yes No",
    "Unlawful Entry Yes No",
    "Visa Yes No",
    "Federal Interest Yes No",
)
_BOX_COLUMNS: Final = {
    "Biometric Match Yes No": StatedBasis.BIOMETRIC,
    "Statements Made Yes No": StatedBasis.STATEMENTS,
    "Final Order Yes No": StatedBasis.FINAL_ORDER,
}


@cache
def columns() -> tuple[str, ...]:
    """The 65 headings of release 2024-ICFO-39357, in order."""
    text = files("tallystick.demo.world").joinpath("data/columns_2024_icfo_39357.txt").read_text(encoding="utf-8")
    return tuple(text.splitlines())


def write_workbook(world: World, mode: Mode, path: Path) -> None:
    """Write one of the two lists; both have every row in the same sheet and row."""
    book = Workbook(path, {"default_date_format": "mm/dd/yyyy"})
    book.set_properties({"title": "INVENTED list of detainers prepared", "created": _EXTRACTED})
    rows = sorted((*world.rows, *world.noise), key=lambda row: row.key)
    for number, (name, group) in enumerate(groupby(rows, key=lambda row: row.sheet)):
        sheet = book.add_worksheet(name)
        redaction = _REDACTIONS[number % len(_REDACTIONS)]
        for line, words in enumerate(_preamble(name, redaction, mode)):
            sheet.write_string(line, 0, words)
        headings = columns() + (NAMED_COLUMNS if mode is Mode.NAMED else ())
        sheet.write_row(HEADER_ROW - 1, 0, headings)
        for row in group:
            cells = _cells(row, world.seed, redaction) | (_named(row) if mode is Mode.NAMED else {})
            _write_cells(sheet, row.row - 1, (cells.get(heading) for heading in headings))
    book.close()


def _write_cells(sheet: Worksheet, line: int, cells: Iterable[Cell]) -> None:
    for column, cell in enumerate(cells):
        match cell:
            case None | "":
                continue
            case str():
                sheet.write_string(line, column, cell)
            case int():
                sheet.write_number(line, column, cell)
            case _:
                sheet.write_datetime(line, column, datetime.combine(cell, time()))


def _preamble(sheet: str, redaction: str, mode: Mode) -> tuple[str, ...]:
    return (
        "INVENTED. Harborton does not exist, and no row is about a real person.",
        "Statistical Tracking Unit (INVENTED)",
        f"{sheet}, calendar year 2025",
        "Request 2025-INVENTED-00214",
        f"Extracted {_EXTRACTED:%m/%d/%Y}; prepared date is the day the form was prepared",
        f"Withheld cells read {redaction}" + ("; names given to the auditor only" if mode is Mode.NAMED else ""),
    )


def _cells(row: FederalRow, seed: int, redaction: str) -> dict[str, Cell]:
    """The cells of the public columns that are not blank."""
    cells: dict[str, Cell] = {
        "Detainer Prepare Date": row.prepared,
        "Facility State": row.state,
        "Detention Facility": row.facility,
        "Detention Facility Code": row.code,
        "Facility City": row.city,
        "Gender": {"M": "Male", "F": "Female"}.get(row.sex, ""),
        "Citizenship Country": row.citizenship,
        "Birth Country": row.citizenship,
        "Birth Date": redaction,
        "Birth Year": row.born.year if row.born else None,
        "Resume Custody Yes No": "YES" if row.resume_custody else "NO",
        "Detainer Lift Reason": row.lift_reason,
        "Detainer Type": row.form,
        "Alien File Number": redaction if row.file_no else "",
        "EID Subject ID": redaction,
        "EID DTA ID": redaction,
        "Unique Identifier": row.person_id,
    }
    filling = _filling(row, random.Random(f"{seed}/{row.sheet}/{row.row}"), redaction)
    return filling | cells | _boxes(row)


def _boxes(row: FederalRow) -> dict[str, Cell]:
    ticked = dict(row.boxes)
    return {heading: {None: "", True: "YES", False: "NO"}[ticked.get(box)] for heading, box in _BOX_COLUMNS.items()}


def _filling(row: FederalRow, rng: random.Random, redaction: str) -> dict[str, Cell]:
    """Columns that say nothing of the row, as often blank as in the releases."""
    cells: dict[str, Cell] = dict.fromkeys(_NEVER, "NA" if rng.random() < 0.2 else "")
    cells |= {
        "Facility AOR": "Port Lydd Area of Responsibility" if rng.random() < 0.8 else "",
        "Detainer Prepared Criminality": rng.choice(
            ("1 Convicted Criminal", "2 Pending Criminal Charges", "3 Other Immigration Violator")
        ),
        "Detainer Prep Threat Level": rng.choice(("", 1, 2, 3)),
        "Entry Status": rng.choice(("", "EWI Entry Without Inspection", "Visitor")),
        "Felon": rng.choice(("NO", "NO", "YES")),
        "Processing Disposition": rng.choice(("Detainer", "Warrant of Arrest/Notice to Appear")),
        "Deportation Ordered Yes No": rng.choice(("YES", "NO", "")),
        "Case Final Order Yes No": rng.choice(("YES", "NO", "")),
        "Prior Felony Yes No": rng.choice(("NO", "", "", "")),
    }
    if rng.random() < 0.3:
        cells |= _conviction(row.prepared, rng)
    if rng.random() < 0.47:
        cells |= {
            "Case Status": "ACTIVE",
            "Case Category": rng.choice(("[8C] Excludable / Inadmissible", "[16] Reinstated Final Order", "NA")),
            "EID Case ID": redaction,
        }
    return cells


def _conviction(prepared: date, rng: random.Random) -> dict[str, Cell]:
    charge, code = rng.choice(_CHARGES)
    convicted = prepared - timedelta(days=rng.randrange(200, 4000))
    return {
        "Most Serious Conviction (MSC) Charge": charge,
        "MSC Charge Code": code,
        "MSC Conviction Date": convicted,
        "MSC Charge Date": convicted - timedelta(days=rng.randrange(20, 300)),
        "MSC Sentence Days": rng.choice((0, 10, 30, 90)),
        "MSC Sentence Months": 0,
        "MSC Sentence Years": 0,
    }


def _named(row: FederalRow) -> dict[str, Cell]:
    return {
        "Subject Name": row.name,
        "Date of Birth": row.born,
        "A-Number": row.file_no.replace(" ", ""),
        "Event Number": row.event_no,
    }
