"""Two lists without a register: the counterpart's and an agency's own. Must not know Django."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tallystick.model.agency import Agency, Station
from tallystick.model.errors import WrongUse
from tallystick.model.lists import ImportedList
from tallystick.model.period import Period
from tallystick.reconciliation.comparison import Comparison
from tallystick.reconciliation.importing import Choices
from tallystick.services.inspect import facilities, read_file
from tallystick.services.statement.evidence import EvidenceFiles, load_evidence
from tallystick.services.statement.linker import shipped_linker
from tallystick.services.statement.plain import COUNTERPART, own_requests


@dataclass(frozen=True, slots=True)
class OwnList:
    """An agency's own list, and whose it is: ``agency`` as NAME; CITY; STATE."""

    path: Path
    agency: str
    zone: str
    scope: str
    counterpart: str = ""


def with_own_list(
    theirs: ImportedList, own: OwnList, evidence: EvidenceFiles, period: Period, choices: Choices | None = None
) -> Comparison:
    """The comparison of a counterpart's list with an own one.

    Raises:
        WrongUse: it is not said whose list it is. NotThere, BadList: a file is not there or not understood.

    """
    ours = own_requests(own.path, period, choices)
    agency = agency_named(own.agency, (request.station for request in ours if request.station), own.zone)
    return Comparison(
        theirs=theirs,
        ours=ours,
        evidence=load_evidence(evidence, agency),
        agency=agency,
        period=period,
        scope=own.scope,
        counterpart=own.counterpart or COUNTERPART,
        linker=shipped_linker(),
        our_source=own.path.name,
        facilities=facilities(),
        inputs=((own.path.name, sha256(read_file(own.path)).hexdigest()), *evidence.inputs()),
    )


def agency_named(text: str, codes: Iterable[str] = (), zone: str = "") -> Agency:
    """An agency named by hand, as NAME; CITY; STATE, with the stations that a list names.

    Raises:
        WrongUse: name, city or state is missing.

    """
    parts = [part.strip() for part in text.split(";")]
    if len(parts) != 3 or not all(parts):
        raise WrongUse(
            "whose list is it?", remedy="with --ours FILE write --agency 'Name of the agency; City; State' as well"
        )
    name, city, state = parts
    stations = tuple(Station(code, code) for code in sorted(set(codes)))
    return Agency(ori="", name=name, city=city, state=state, zone=zone or "America/New_York", stations=stations)
