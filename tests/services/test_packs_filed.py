"""Every packaged law from arrival to filing: signed, verified, its lists beside and never published, made anew."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk import request

from agencies import AUTHOR, CLERK, HARBORTON, LEGAL
from conftest import Clock
from tallystick.law import STATED, periods_ending_in
from tallystick.model.contacts import ContactKind, ContactNumber, CustodyMoment, Direction
from tallystick.model.errors import NotReady, WrongUse
from tallystick.model.period import Period
from tallystick.model.words import Answer, AnswerField
from tallystick.services import current, ledger
from tallystick.services.desk.contacts import Said, record_contact
from tallystick.services.desk.dispose import Outcome, dispose
from tallystick.services.filing import report
from tallystick.services.filing.sweep import state_sweep
from tallystick.services.filing.versions import Version
from tallystick.services.home import Home, create_home
from tallystick.services.law import ordinance
from tallystick.services.operations import adopt
from tallystick.services.outside.publish import publish
from tallystick.services.verify import verify

PACKS = ("boston", "california", "chicago", "dc", "illinois", "new-york-city", "oregon", "somerville", "texas")
Make = Callable[[str], Home]


@pytest.fixture
def homes(db: None, tmp_path: Path) -> Iterator[Make]:
    """Makes a home that is kept under a law."""
    made: list[Home] = []

    def make(name: str) -> Home:
        home = create_home(tmp_path / name, agency=HARBORTON, ordinance=name, invented=True)
        home.clock = Clock(datetime(2025, 3, 4, 14, 0, tzinfo=UTC))
        current.use(home)
        made.append(home)
        return home

    yield make
    for home in made:
        ledger.forget(home)


def lived(home: Home) -> None:
    """A request that was transferred, and a call that asked for information."""
    entry = request(home)
    moments = {CustodyMoment.LEFT_CUSTODY: datetime(2025, 3, 5, 9, tzinfo=UTC)}
    answers = dict.fromkeys(AnswerField, Answer.NO) | {AnswerField.TRANSFER: Answer.YES}
    dispose(home, CLERK, entry, Outcome(answers, {"judicial_warrant": "criminal"}, 0, moments=moments))
    record_contact(
        home,
        CLERK,
        Said(
            ContactKind.INFORMATION,
            Direction.ASKED_BY_THEM,
            datetime(2025, 3, 4, 16, tzinfo=UTC),
            answer=Answer.NO,
            facts={"information_kind": "release_date"},
            numbers={ContactNumber.PERSONS: 1},
        ),
    )


def filed(home: Home, duty: str, period: Period) -> Version:
    stated = {
        figure.measure: 0
        for figure in report.before_signing(home, AUTHOR, period, duty=duty).report.figures
        if figure.measure in STATED
    }
    report.prepare(home, CLERK, period, duty=duty, reason="the search is set for February", stated=stated)
    return report.sign(home, AUTHOR, period, duty=duty)


@pytest.mark.parametrize("name", PACKS)
def test_a_law_from_arrival_to_filing(homes: Make, tmp_path: Path, name: str) -> None:
    home = homes(name)
    lived(home)
    adopt(home, LEGAL, counsel="L. Adviser (INVENTED)")
    found = ordinance(name)
    versions = []
    for duty in found.duties:
        period = next(one for year in (2025, 2026) for one in periods_ending_in(duty, year) if _in(one))
        version = filed(home, duty.id, period)
        kept = {path.name: path.read_bytes() for path in version.folder.iterdir() if path.suffix != ".tlog-proof"}
        assert report.remake(home, AUTHOR, period, version, duty=duty.id) == kept
        assert verify(version.folder, None).ok
        asks_lists = any(item.columns for item in found.items_on(period.last, duty.id))
        assert version.recipient.is_dir() is asks_lists
        versions.append(version)
    publish(home, AUTHOR, tmp_path / "public", pages=_no_pages)
    assert verify(tmp_path / "public", None).ok
    shown = {path.relative_to(tmp_path / "public").as_posix() for path in (tmp_path / "public" / "reports").rglob("*")}
    assert len([one for one in shown if one.endswith("report.json")]) == len(versions)
    assert not any("recipient" in one for one in shown)


def _in(period: Period) -> bool:
    return datetime(2025, 3, 4, tzinfo=UTC).date() in period


def _no_pages(_: object) -> Mapping[str, bytes]:
    return {"index.html": b"<!doctype html><title>INVENTED</title>"}


def test_a_month_in_which_nothing_came_needs_no_report_in_oregon(homes: Make) -> None:
    home = homes("oregon")
    adopt(home, LEGAL, counsel="L. Adviser (INVENTED)")
    (duty,) = ordinance("oregon").duties
    january = periods_ending_in(duty, 2025)[0]
    with pytest.raises(NotReady, match="nothing came"):
        filed(home, duty.id, january)


def test_a_draft_cannot_be_adopted_so_nothing_is_signed_under_it(homes: Make) -> None:
    home = homes("georgia")
    with pytest.raises(WrongUse, match="is a draft"):
        adopt(home, LEGAL, counsel="L. Adviser (INVENTED)")


def test_each_station_may_state_zero_and_then_no_reason_is_needed(homes: Make) -> None:
    home = homes("illinois")
    adopt(home, LEGAL, counsel="L. Adviser (INVENTED)")
    (duty,) = ordinance("illinois").duties
    year = periods_ending_in(duty, 2025)[0]
    for station in home.agency.stations:
        state_sweep(home, CLERK, station=station.code, period=year, found=0, signed_by="Sgt. R. Roe")
    report.prepare(home, CLERK, year)
    version = report.sign(home, AUTHOR, year)
    told = json.loads((version.folder / "report.json").read_text(encoding="utf-8"))
    assert told["certified_zero"] == ["assistance", "detainers", "warrants"]
