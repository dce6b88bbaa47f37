"""From drafts to the values of a year: rows in their sheets, papers, calls, requests. Knows no proof."""

from __future__ import annotations

import random
from datetime import UTC, date
from itertools import count
from zoneinfo import ZoneInfo

from tallystick.demo.paper.content import Filled
from tallystick.model.words import Asked, Channel, StatedBasis

from .places import YEAR, ZONE
from .words import FederalRow, Paper, PaperKind, PaperRole, PhoneCall, RegisteredRequest, StationSweep
from .workshop import CallDraft, Draft, PaperDraft

HEADER_ROW = 7
_LISTED = (StatedBasis.BIOMETRIC, StatedBasis.STATEMENTS, StatedBasis.FINAL_ORDER)
_FILLED, _TICKED = 2 / 3, 1 / 2
_ZONE = ZoneInfo(ZONE)
_OTHER_LINES = {Channel.MAIL: "mailbox", Channel.HAND: "desk"}


def row_of(draft: Draft) -> FederalRow:
    """A draft as its office keyed it, not yet placed."""
    person, lacks = draft.person, draft.lacks
    return FederalRow(
        prepared=draft.listed or draft.prepared,
        facility=draft.facility.name,
        code=draft.facility.code,
        city=draft.facility.city,
        state=draft.facility.state,
        form=draft.form,
        lift_reason=draft.lift_reason,
        resume_custody=draft.resume_custody,
        name=person.name,
        sex="" if "sex" in lacks else person.sex,
        born=None if "born" in lacks else person.born,
        citizenship=person.citizenship,
        file_no="" if "file_no" in lacks else person.file_no,
        event_no="" if "event_no" in lacks else draft.event_no,
        person_id="" if "person_id" in lacks else person.person_id,
        boxes=_boxes(draft),
    )


def _boxes(draft: Draft) -> tuple[tuple[StatedBasis, bool], ...]:
    """What the list says of three boxes, one in three left blank, as in the releases.

    They are those of the draft's paper or of the one that it repeats; without a paper they are drawn.
    """
    rng, paper = random.Random(draft.event_no), draft.paper or (draft.after.paper if draft.after else None)
    printed = paper.printed if paper else None
    ticked = printed.basis if isinstance(printed, Filled) else [box for box in _LISTED if rng.random() < _TICKED]
    return tuple((box, box in ticked) for box in _LISTED if rng.random() < _FILLED)


def placed(drafts: list[Draft], rng: random.Random) -> dict[Draft, tuple[str, int]]:
    """Sheet (a quarter) and row of every draft, by day; of one day in any order, a repeated request after its first."""
    luck = {draft: rng.random() for draft in drafts}

    def place(draft: Draft) -> tuple[date, float, bool]:
        first = draft.after
        return draft.listed or draft.prepared, luck[first or draft], first is not None

    next_row: dict[str, count[int]] = {}
    spots = {}
    for draft in sorted(drafts, key=place):
        day = min(max(draft.listed or draft.prepared, date(YEAR, 1, 1)), date(YEAR, 12, 31))
        sheet = f"Detainers Q{(day.month + 2) // 3}"
        spots[draft] = sheet, next(next_row.setdefault(sheet, count(HEADER_ROW + 1)))
    return spots


def paper_of(draft: PaperDraft, sweeps: tuple[StationSweep, ...], rng: random.Random) -> Paper:
    """A transmission as the story and intake get it."""
    swept = {sweep.station: sweep.on for sweep in sweeps}
    fax = draft.channel is Channel.FAX
    request = draft.kind in (PaperKind.REQUEST, PaperKind.COPY)
    return Paper(
        id=draft.name,
        kind=draft.kind,
        role=draft.role,
        printed=draft.printed,
        station=draft.station,
        line=f"{draft.station}-fax" if fax else _OTHER_LINES[draft.channel],
        channel=draft.channel,
        received_at=draft.at.replace(tzinfo=_ZONE).astimezone(UTC),
        transport_id=draft.transport_id,
        sender_number=draft.sender_number,
        sender_name=draft.sender_name,
        quality=rng.choices((1, 2, 3, 4, 5), weights=(3, 5, 3, 3, 2))[0] if fax else rng.choice((1, 2)),
        with_cover=fax and request and rng.random() < 0.3,
        upside_down=fax and request and rng.random() < 0.08,
        seed=rng.getrandbits(32),
        fate=draft.fate,
        copy_of=draft.copy_of.name if draft.copy_of else "",
        same_bytes=draft.same_bytes,
        delivered_on=swept[draft.station] if draft.role is PaperRole.LATE else None,
    )


def call_of(draft: CallDraft) -> PhoneCall:
    """A call as the line saw it."""
    return PhoneCall(
        station=draft.station,
        at=draft.at,
        number=draft.number,
        caller=draft.caller,
        pages=draft.pages,
        failure=draft.failure,
        transport_id=draft.transport_id,
        log=draft.log,
    )


def requests_of(papers: tuple[Paper, ...]) -> tuple[RegisteredRequest, ...]:
    """What the register holds once every paper of the year, of the sweep and of the edge has been confirmed."""
    return tuple(_registered(paper) for paper in papers if _is_request(paper))


def _is_request(paper: Paper) -> bool:
    kinds = (PaperKind.REQUEST, PaperKind.NOTICE_ONLY)
    return paper.kind in kinds and paper.role in (PaperRole.IN_TIME, PaperRole.LATE, PaperRole.NEXT_YEAR)


def _registered(paper: Paper) -> RegisteredRequest:
    assert paper.filled
    received = paper.received_at.astimezone(_ZONE).date()
    asked = Asked.HOLD if paper.kind is PaperKind.REQUEST else Asked.NOTICE
    return RegisteredRequest(
        paper=paper.id,
        transport_id=paper.transport_id,
        station=paper.station,
        received=received,
        asked=asked,
        in_filed_figure=asked is Asked.HOLD and paper.role is PaperRole.IN_TIME and received.year == YEAR,
        late=paper.role is PaperRole.LATE,
        filled=paper.filled,
    )
