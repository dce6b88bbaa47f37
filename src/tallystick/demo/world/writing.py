"""Everything that an invented year would leave behind, as files, and beside it the truth for scoring."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import logs
from .places import AGENCY, FAX_SERVER, NO_LOG, OFFICE_MACHINES
from .words import Mode, Proof, RequestTruth, RowTruth, World
from .workbook import write_workbook


@dataclass(frozen=True, slots=True)
class WorldFiles:
    """Where each file of an invented year lies."""

    federal_redacted: Path
    federal_named: Path
    xferfaxlog: Path
    journal: Path
    custody: Path
    senders: Path
    readme: Path
    truth: Path

    def federal(self, mode: Mode) -> Path:
        """The other side's list of that kind."""
        return self.federal_redacted if mode is Mode.REDACTED else self.federal_named


def write_files(world: World, folder: Path) -> WorldFiles:
    """Write the two lists, the logs, the custody extract, the senders, a README and the truth into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    made = WorldFiles(
        federal_redacted=folder / "federal_list_redacted.xlsx",
        federal_named=folder / "federal_list_named.xlsx",
        xferfaxlog=folder / "xferfaxlog",
        journal=folder / "journal.csv",
        custody=folder / "custody.csv",
        senders=folder / "senders.csv",
        readme=folder / "README.txt",
        truth=folder / "truth.json",
    )
    for mode in Mode:
        write_workbook(world, mode, made.federal(mode))
    for path, text in (
        (made.xferfaxlog, logs.xferfaxlog(world)),
        (made.journal, logs.journal(world)),
        (made.custody, logs.custody(world)),
        (made.senders, logs.senders()),
        (made.readme, _readme(world)),
        (made.truth, json.dumps(_truth(world), indent=1) + "\n"),
    ):
        path.write_text(text, encoding="utf-8")
    return made


def _readme(world: World) -> str:
    return f"""INVENTED. Harborton, its stations, its people and every office and number in these files are made up.
Seed {world.seed}, year {world.year}, {AGENCY.name}, ORI {AGENCY.ori}.

federal_list_redacted.xlsx  what the other side says it prepared, as the public gets it
federal_list_named.xlsx     the same rows with names, as an auditor gets it
xferfaxlog                  the fax server's log ({FAX_SERVER[0]} to {FAX_SERVER[-1]}; modem ttyFAXk is station Hk)
journal.csv                 the stations' journals; calls of the office machines of {" and ".join(OFFICE_MACHINES)}
                            (text = the machine's own number of the transmission); {NO_LOG} kept no log
custody.csv                 who was booked and released
senders.csv                 whose telephone number is whose, among federal offices
truth.json                  what truly happened, and what these files can prove: for scoring only
"""


def _truth(world: World) -> dict[str, Any]:
    return {
        "INVENTED": True,
        "seed": world.seed,
        "year": world.year,
        "rows": [_row(row) for row in world.truth.rows],
        "requests": [_request(request) for request in world.truth.requests],
    }


def _row(row: RowTruth) -> dict[str, Any]:
    return {
        "sheet": row.sheet,
        "row": row.row,
        "fate": row.fate.value,
        "paper": row.paper,
        "provable": _proofs(row.proofs),
    }


def _request(request: RequestTruth) -> dict[str, Any]:
    return {
        "paper": request.paper,
        "transport_id": request.transport_id,
        "fate": request.fate.value,
        "late": request.late,
        "provable": _proofs(request.proofs),
    }


def _proofs(proofs: dict[Mode, Proof]) -> dict[str, Any]:
    return {mode.value: {"reason": proof.reason.value, "partner": proof.partner} for mode, proof in proofs.items()}
