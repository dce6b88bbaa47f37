"""Makes the golden packets: what each packaged law asks of one invented year, as report.json, lists and the letter's text.

Run ``python tests/reporting/make_golden.py`` after a change and read what changed; the tests compare.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from reporting.letters import filing  # noqa: E402
from reporting.registers import Register  # noqa: E402
from tallystick import law  # noqa: E402
from tallystick.adapters.rendering.package import list_files  # noqa: E402
from tallystick.law import Measure  # noqa: E402
from tallystick.model.contacts import ContactKind, ContactNumber, Counterpart, CustodyMoment, Direction, Matter  # noqa: E402
from tallystick.model.words import Answer, AnswerField, Asked, FormKind, StatedBasis  # noqa: E402
from tallystick.reporting import Adoption, Report, Scope, figures, letter, report_json  # noqa: E402
from tallystick.reporting.letter import Bullets, Heading, Letter, Paragraph, Table  # noqa: E402
from tallystick.services import law as service  # noqa: E402

FOLDER = HERE / "golden"
ZONE = "America/New_York"
YES, NO = Answer.YES, Answer.NO
HOLD, NOTICE, INFORMATION, TRANSFER = AnswerField
NOTHING = dict.fromkeys(AnswerField, NO)
STATED = {
    Measure.REENTRY_ARRESTS: 0,
    Measure.AWARDS_REQUESTED: 123_450_00,
    Measure.AWARDS_RECEIVED: 98_765_43,
    Measure.PRISONERS_WITH_DETAINER: 0,
    Measure.COST_OF_HOUSING: 0,
}
PACKS = ("boston", "california", "chicago", "dc", "illinois", "new-york-city", "oregon", "somerville", "texas")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def a_year() -> Register:
    """An invented year with one of everything that some law asks for; the second request has no outcome yet."""
    year = Register()
    first = year.request(
        on=date(2025, 2, 3), basis=(StatedBasis.FINAL_ORDER,), answers=NOTHING, clause="b-2", cents=0,
        facts={"in_custody": "yes", "judicial_warrant": "none", "charge_basis": "local", "left_custody": "released"},
        moments={CustodyMoment.BAIL_POSTED: moment("2025-02-03T21:10"), CustodyMoment.LEFT_CUSTODY: moment("2025-02-03T22:40")},
    )  # fmt: skip
    year.warrant(FormKind.I200, arrival=year.state.requests[first].arrival, on=date(2025, 2, 3))
    year.request(on=date(2025, 2, 20), basis=(StatedBasis.BIOMETRIC,))
    year.request(
        on=date(2025, 4, 9), basis=(StatedBasis.PENDING_PROCEEDINGS,), cents=0, clause="7284-6-a",
        answers=NOTHING | {TRANSFER: YES}, offense="Penal Code 211",
        facts={"judicial_warrant": "criminal", "charge_basis": "local", "record_search": "violent_or_serious",
               "listed_conviction": "yes", "left_custody": "transferred", "transferred_to": "ice"},
        moments={CustodyMoment.LEFT_CUSTODY: moment("2025-04-10T13:05")},
    )  # fmt: skip
    year.request(
        on=date(2025, 7, 14), basis=(StatedBasis.FINAL_ORDER,), cents=45_000, clause="b-2",
        answers=NOTHING | {HOLD: YES}, facts={"judicial_warrant": "other_order", "charge_basis": "federal", "hold_ended": "expired"},
    )  # fmt: skip
    year.request(on=date(2025, 8, 1), asked=Asked.NOTICE, answers=NOTHING, clause="not covered", cents=0)
    year.warrant(FormKind.I205, on=date(2025, 9, 30))
    year.contact(
        ContactKind.INFORMATION, on=date(2025, 3, 5), answer=YES,
        facts={"information_kind": "release_date", "record_search": "none", "judicial_warrant": "none", "charge_basis": "local"},
    )  # fmt: skip
    year.contact(ContactKind.INFORMATION, on=date(2025, 3, 6), answer=NO, facts={"information_kind": "court_date"})
    year.contact(
        ContactKind.INFORMATION, on=date(2025, 6, 1), direction=Direction.UNASKED, answer=YES,
        facts={"information_kind": "release_date", "record_search": "watch_list"},
    )  # fmt: skip
    year.contact(ContactKind.OPERATION, on=date(2025, 5, 12), answer=NO, numbers={ContactNumber.PERSONS: 4})
    year.contact(ContactKind.INTERVIEW, on=date(2025, 10, 2), answer=YES, numbers={ContactNumber.PERSONS: 2})
    year.contact(
        ContactKind.TASK_FORCE, on=date(2025, 1, 15), counterpart=Counterpart.ICE_HSI, matter=Matter.TRAFFICKING,
        title="Harbor task force (INVENTED): human trafficking", ended_on=date(2025, 11, 30),
        numbers={ContactNumber.ARRESTS: 12, ContactNumber.IMMIGRATION_ARRESTS: 0},
    )  # fmt: skip
    return year


def reports() -> Iterator[tuple[str, Report, Letter]]:
    """Every report of every pack for its last period of 2025, by the name of its folder."""
    state = a_year().state
    for name in PACKS:
        ordinance = service.ordinance(name)
        for duty in ordinance.duties:
            period = law.periods_ending_in(duty, 2025)[-1 if duty.rhythm == "year" else 0]
            report = figures(Scope(ordinance, period, duty.id, STATED), state, size=state.size, zone=ZONE)
            yield f"{name}-{duty.id}", report, letter(report, circumstances(ordinance))


def circumstances(ordinance: law.Ordinance):
    adopted = Adoption("J. Counsel (INVENTED)", datetime(2025, 1, 2, 17, tzinfo=UTC), ordinance.sha256, entry=4)
    return filing(
        signer="", addressee="", adoption=adopted, dated=date(2026, 1, 5), made_at=datetime(2026, 1, 5, 15, tzinfo=UTC)
    )


def files() -> dict[str, str]:
    """Every golden file by its path in the folder."""
    made = {}
    for name, report, written in reports():
        plain = report_json(report, circumstances(service.ordinance(report.ordinance)))
        made[f"{name}/report.json"] = json.dumps(plain, indent=1, ensure_ascii=False) + "\n"
        made[f"{name}/letter.txt"] = "\n".join(said(written)) + "\n"
        made |= {f"{name}/{file}": data.decode().replace("\r\n", "\n") for file, data in list_files(report).items()}
    return made


def said(written: Letter) -> Iterator[str]:
    yield from (*written.addressee, written.title, written.reference)
    for block in (*written.blocks, *written.annex):
        match block:
            case Heading(text, level):
                yield f"\n{'#' * (level + 1)} {text}"
            case Paragraph(text):
                yield text
            case Bullets(items):
                yield from (f"- {item}" for item in items)
            case Table(caption, head, rows):
                yield from (f"[{caption}]", " | ".join(head), *(" | ".join(row) for row in rows))


if __name__ == "__main__":
    for name, text in files().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
