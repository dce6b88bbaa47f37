"""Makes a home for the page tests, in a process of its own: ``python make_home.py DIR`` prints what was made as JSON.

The faxes are drawn; their readings are written from what was drawn (some fields made doubtful on purpose), so that no
recogniser is needed and every run shows the same.
"""

from __future__ import annotations

import json
import random
import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from agencies import AUDITOR, AUTHOR, CLERK, HARBORTON, LEGAL
from tallystick.demo import paper
from tallystick.model.agency import Line, Station
from tallystick.model.period import parse_period
from tallystick.model.reading import (
    FIELD_NAMES,
    BoxReading,
    DocumentReading,
    Doubtful,
    FieldReading,
    PageEvidence,
    Read,
    Reading,
    Unread,
)
from tallystick.model.words import Answer, AnswerField, Channel, FormKind, Role, StatedBasis, UnreadReason
from tallystick.site import setup

PASSWORD = "a long invented password"
START = datetime(2025, 3, 4, 14, 0, tzinfo=UTC)
PEOPLE = (
    ("Okonjo-Vale", "Maribel Ines", "GUATEMALA", "F"),
    ("Brandt-Ito", "Casimir", "BRAZIL", "M"),
    ("Quennell", "Odile", "HAITI", "F"),
    ("Sorrel", "Tobias", "CAPE VERDE", "M"),
)


@dataclass
class Made:
    """One fax and what it says."""

    data: bytes
    filled: paper.Filled
    pages: list[paper.Drawn]


def draw(number: int) -> Made:
    rng = random.Random(number)
    last, first, country, sex = PEOPLE[number % len(PEOPLE)]
    day = date(2025, 3, 4) + timedelta(days=number)
    filled = paper.Filled(
        subject_id=f"3579120{number:02d}",
        file_no=f"A000 123 4{number:02d}",
        event_no=f"XPL25030001{number:02d}",
        prepared=day,
        to=f"HARBORTON POLICE DEPT, DISTRICT #{number + 1}",
        from_office="ERO PORT LYDD FIELD OFFICE (INVENTED)",
        name=f"{last.upper()}, {first}",
        date_of_birth=date(1988, 11, 2) + timedelta(days=number),
        citizenship=country,
        sex=sex,
        basis=(StatedBasis.FINAL_ORDER, StatedBasis.BIOMETRIC),
        officer="T. 4417 QUILL, DEPORTATION OFFICER",
    )
    pages = paper.form_pages(filled, rng)
    at = datetime(2025, 3, 4, 9, 41, tzinfo=UTC) + timedelta(days=number)
    header = paper.FaxHeader(sent_at=at, sender="INVENTED ERO", number="0005550142", received_at=at)
    quality = paper.FaxQuality(2, paper.Coding.G4)
    return Made(paper.fax(pages, quality=quality, header=header, rng=rng), filled, pages)


def reading(made: Made, sha256: str, reader: str, *, doubtful: tuple[str, ...], blank: tuple[str, ...]) -> Reading:
    printed = {piece.name: piece for piece in made.pages[0].printed if piece.role is paper.Role.VALUE}
    iso = {"prepared": made.filled.prepared.isoformat(), "date_of_birth": made.filled.date_of_birth.isoformat()}
    fields: dict[str, FieldReading] = {}
    for name in FIELD_NAMES:
        piece = printed.get("from_office" if name == "from" and "from" not in printed else name)
        value = iso.get(name, piece.text if piece else "")
        box = piece.box if piece else None
        if name in blank:
            fields[name] = Unread(UnreadReason.TOO_FAINT, box)
        elif name in doubtful:
            fields[name] = Doubtful(value, 0.61, box, (value, value.replace("1", "7")))
        else:
            fields[name] = Read(value, 0.98, box)
    boxes = tuple(BoxReading(one, one in made.filled.basis, 0.3) for one in StatedBasis)
    document = DocumentReading(FormKind.I247A, made.filled.edition, tuple(range(len(made.pages))), fields, boxes)
    evidence = tuple(PageEvidence(n, 1728, 2200, 204, 196) for n in range(len(made.pages)))
    return Reading(sha256, reader, "image/tiff", evidence, (document,))


class Play:
    """Plays a register's life: what comes in, who confirms, what is signed; the clock is set by hand."""

    def __init__(self, folder: Path) -> None:
        from tallystick.services.home import create_home
        from tallystick.services.setup import make_database

        agency = replace(HARBORTON, stations=(*HARBORTON.stations, Station("H4", "District 4", (Line("fax-H4"),))))
        self.home = create_home(folder, agency=agency, ordinance="boston", invented=True)
        self.now = START
        self.home.clock = lambda: self.now
        make_database(self.home)

    def fax(self, number: int, at: datetime, *, doubtful: tuple[str, ...] = (), blank: tuple[str, ...] = ()) -> int:
        from tallystick.services.intake import readings, work
        from tallystick.services.intake.receive import Transmission, receive
        from tallystick.services.read import READER_VERSION

        self.now = at
        made = draw(number)
        station = ("H1", "H3", "H4")[number % 3]
        got = receive(self.home, CLERK, Transmission(made.data, Channel.FAX, station, received_at=at))
        readings.keep(self.home, reading(made, got.sha256, READER_VERSION, doubtful=doubtful, blank=blank))
        return work.read_pending(self.home, CLERK)[0].entries[0]

    def junk(self, at: datetime) -> None:
        from tallystick.services.intake import readings, work
        from tallystick.services.intake.receive import Transmission, receive
        from tallystick.services.read import READER_VERSION

        got = receive(self.home, CLERK, Transmission(b"not a page", Channel.FOLDER, "H1", received_at=at))
        unread = Reading(got.sha256, READER_VERSION, "text/plain", (), (), unread=UnreadReason.NOT_A_PICTURE)
        readings.keep(self.home, unread)
        work.read_pending(self.home, CLERK)

    def confirm(self, entry: int, number: int) -> None:
        from tallystick.services.desk.confirm import Seen, confirm

        filled = draw(number).filled
        seen = {"name": filled.name, "file_no": filled.file_no, "event_no": filled.event_no, "sex": filled.sex}
        seen |= {"prepared": filled.prepared.isoformat(), "citizenship": filled.citizenship, "to": filled.to}
        confirm(self.home, CLERK, entry, Seen(fields=seen, basis=filled.basis))

    def sign(self, year: int, at: datetime, *, swept: bool) -> None:
        from tallystick.services.filing import report, sweep

        self.now = at
        period = parse_period(str(year))
        for station in self.home.agency.stations if swept else ():
            sweep.state_sweep(self.home, CLERK, station=station.code, period=period, found=0, signed_by="Sgt. QUILL")
        report.prepare(self.home, CLERK, period)
        report.sign(self.home, AUTHOR, period)

    def reconcile(self, year: int, output: Path) -> None:
        from tallystick.demo.world import make_world, write_files
        from tallystick.services.statement.evidence import EvidenceFiles
        from tallystick.services.statement.reconcile import reconcile, release

        files = write_files(make_world(1), output / "world")
        evidence = EvidenceFiles((files.xferfaxlog, files.journal), files.custody, files.senders)
        period = parse_period(str(year))
        reconcile(self.home, AUDITOR, [files.federal_redacted], evidence, period, output=output)
        release(self.home, AUTHOR, period, output)

    def explain(self, period: str, world: Path) -> str:
        """An auditor's run that belongs to the user "everyone"; the key of one of its units."""
        from tallystick.services.audit import begin, explain
        from tallystick.services.audit.workspace import What
        from tallystick.services.inspect import Held

        auditor = replace(AUDITOR, user="everyone")
        given = world / "federal_list_redacted.xlsx"
        dropped = begin.Dropped({What.LIST: [Held(given.name, given.read_bytes())]})
        begin.begin(self.home, auditor, parse_period(period), dropped)
        begin.confirm_columns(self.home, auditor, parse_period(period))
        return explain.explained(self.home, auditor, parse_period(period)).open_keys[0]


def make(folder: Path) -> dict[str, object]:
    setup(folder)
    from tallystick.services import operations
    from tallystick.services.desk.dispose import Outcome, dispose
    from tallystick.services.users import add_user, station_link

    play = Play(folder)
    for role in (Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR, Role.CITY_CLERK):
        add_user(role.value, (role,), PASSWORD)
    add_user("everyone", (Role.CLERK, Role.LEGAL, Role.AUTHOR, Role.AUDITOR, Role.CITY_CLERK), PASSWORD)
    operations.adopt(play.home, LEGAL, counsel="A. Counsel (invented)")
    last_year = datetime(2024, 11, 20, 15, 0, tzinfo=UTC)
    filed = [play.fax(number, last_year + timedelta(days=number)) for number in (10, 11)]
    for number, entry in zip((10, 11), filed, strict=True):
        play.confirm(entry, number)
    facts = {"in_custody": "yes", "eligible_for_release": "yes", "judicial_warrant": "none"}
    dispose(play.home, CLERK, filed[0], Outcome({AnswerField.HOLD: Answer.NO, AnswerField.NOTICE: Answer.NO}, facts))
    play.sign(2024, datetime(2024, 12, 31, 20, 0, tzinfo=UTC), swept=True)
    dispose(play.home, CLERK, filed[1], Outcome({AnswerField.HOLD: Answer.NO}, facts))
    late = play.fax(12, datetime(2024, 12, 31, 21, 0, tzinfo=UTC))
    play.confirm(late, 12)
    play.sign(2024, datetime(2025, 2, 3, 20, 0, tzinfo=UTC), swept=False)

    plans = [(("name", "date_of_birth"), ("citizenship",)), (("to",), ()), ((), ()), (("event_no",), ())]
    entries = [
        play.fax(number, START + timedelta(days=number), doubtful=doubtful, blank=blank)
        for number, (doubtful, blank) in enumerate(plans)
    ]
    play.confirm(entries[3], 3)
    from tallystick.model.words import Asker, Nature
    from tallystick.services.questions.asked import Asked, ask

    told = Asked(
        Asker.COUNCIL, Nature.COUNCIL_ORDER, date(2025, 3, 5), "All requests of 2024.", "Committee", period="2024"
    )
    question = ask(play.home, CLERK, told).entry
    play.junk(START + timedelta(days=4))
    play.reconcile(2025, folder.parent / "statement")
    unit = play.explain("2025Q3", folder.parent / "statement" / "world")
    return {
        "link": station_link(play.home, "H1", "test"),
        "password": PASSWORD,
        "entries": entries,
        "filed": filed,
        "question": question,
        "unit": unit,
    }


if __name__ == "__main__":
    where = Path(sys.argv[1])
    told = make(where)
    where.joinpath("more.tif").write_bytes(draw(7).data)
    sys.stdout.write(json.dumps(told))
