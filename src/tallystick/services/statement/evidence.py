"""The files that a statement leans on besides: fax logs, journals, custody, senders. Must not know Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from tallystick.adapters.fax import (
    Journal,
    Machine,
    is_machine_report,
    is_mail_log,
    parse_journal,
    parse_machine_report,
    parse_mail_log,
    parse_xferfaxlog,
)
from tallystick.adapters.fax.journal import COLUMNS
from tallystick.adapters.fax.xferfaxlog import Modem
from tallystick.adapters.sheets import open_sheets
from tallystick.model.agency import Agency
from tallystick.model.errors import BadList, WrongUse
from tallystick.model.lists import Call, Cells, Evidence
from tallystick.model.period import Period
from tallystick.reconciliation.importing.tables import custody_of, senders_of
from tallystick.services.inspect import Given, read_file


@dataclass(frozen=True, slots=True)
class EvidenceFiles:
    """Where the evidence lies; ``organisation`` is the counterpart's word in the table of senders.

    ``custody_complete`` are the days of which the extract is stated to hold everybody in custody; ``machines`` the
    stations of office machines by the path of their report, ``dates`` the order in which these write dates.
    """

    journals: tuple[Given, ...] = ()
    custody: Given | None = None
    senders: Given | None = None
    organisation: str = "ICE"
    modems: Mapping[str, Modem] = field(default_factory=dict)
    custody_complete: Period | None = None
    machines: Mapping[Given, str] = field(default_factory=dict)
    dates: str = ""

    def inputs(self) -> tuple[tuple[str, str], ...]:
        """Name and SHA-256 of every file given."""
        paths = [*self.journals, *([self.custody] if self.custody else []), *([self.senders] if self.senders else [])]
        return tuple((path.name, sha256(read_file(path)).hexdigest()) for path in paths)


def load_evidence(given: EvidenceFiles, agency: Agency, taken_in: Iterable[str] = ()) -> Evidence:
    """All evidence that the files hold; ``taken_in`` are the transport ids that intake registered.

    A journal is a station's CSV, an office machine's report, a mail server's log or HylaFAX's ``xferfaxlog``, told
    apart by what stands in it.

    Raises:
        NotThere: a file does not exist.
        WrongUse: it is not said where an office machine stands.
        BadList: a file is not what it is given as.

    """
    journals = [_journal(path, agency, given) for path in given.journals]
    return Evidence(
        calls=tuple(call for journal in journals for call in journal.calls),
        coverage=tuple(coverage for journal in journals for coverage in journal.coverage),
        notes=tuple(note for journal in journals for note in journal.notes),
        custody=custody_of(_table(given.custody)) if given.custody else (),
        federal_senders=senders_of(_table(given.senders), given.organisation) if given.senders else frozenset(),
        taken_in=frozenset(taken_in),
        custody_complete=(days.first, days.last) if (days := given.custody_complete) else None,
    )


def _journal(path: Given, agency: Agency, given: EvidenceFiles) -> Journal:
    try:
        text = read_file(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadList("this journal is no UTF-8 text", where=path.name, remedy="save it as UTF-8") from error
    if text.startswith(COLUMNS[0]):
        return parse_journal(text, file=path.name, zone=agency.zone)
    return Journal(_calls(text, path, agency, given), (), ())


def _calls(text: str, path: Given, agency: Agency, given: EvidenceFiles) -> tuple[Call, ...]:
    if is_machine_report(text):
        machine = Machine(_station_of(path, agency, given), dates=given.dates)
        return parse_machine_report(text, file=path.name, zone=agency.zone, machine=machine)
    if is_mail_log(text):
        return parse_mail_log(text, file=path.name, lines=_addresses(agency))
    codes = frozenset(station.code for station in agency.stations)
    return parse_xferfaxlog(text, file=path.name, zone=agency.zone, modems=given.modems, stations=codes)


def _station_of(path: Given, agency: Agency, given: EvidenceFiles) -> str:
    """The station that the reader named for a machine's report; a report itself names none."""
    code = given.machines.get(path, "")
    if agency.station(code) is None:
        codes = ", ".join(station.code for station in agency.stations)
        raise WrongUse(
            f"at which station does the machine of {path.name} stand?",
            remedy=f"write --journal CODE={path.name}, CODE one of {codes}",
        )
    return code


def _addresses(agency: Agency) -> dict[str, tuple[str, str]]:
    """Station and line of every mail address of the agency."""
    return {
        line.number.casefold(): (station.code, line.name)
        for station in agency.stations
        for line in station.lines
        if "@" in line.number
    }


def _table(path: Given) -> Cells:
    return open_sheets(read_file(path), path.name)[0]
