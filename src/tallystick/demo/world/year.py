"""One invented year from a seed: what the other side prepared (always 214), what was registered in time (always 17).

The counts of every other fate vary with the seed. A year whose files would seem to prove what is not true is mended
(the row names no district), and one that shows a total of a real dispute is drawn anew. Must not know how files look.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from itertools import count
from typing import Final

from tallystick.model.reasons import Reason

from . import extras
from .assembly import call_of, paper_of, placed, requests_of, row_of
from .evidence import CaseFile, in_population, prove
from .fates import MAKERS, draw_counts, is_true
from .linking import Key, station_of
from .places import OWN, YEAR
from .words import Fate, FederalRow, Mode, Paper, Proof, RequestTruth, RowTruth, Truth, World
from .workshop import Draft, Workshop, number_transmissions

NOT_TO_BE_SHOWN: Final = frozenset({15, 57, 167, 198})
LEAST_UNPROVEN: Final = 0.165
_INBOX: Final = 3
_MENDINGS: Final = 8
_LINKS: Final = frozenset({Reason.IN_BOTH, Reason.REGISTERED_LATER, Reason.OTHER_PERIOD})

Proofs = dict[Mode, tuple[dict[Key, Proof], dict[str, Proof]]]
Drafts = dict[Key, Draft]


def make_world(seed: int) -> World:
    """The year of that seed: the same seed always gives the same year."""
    return next(world for attempt in count() if (world := _draw(seed, random.Random(f"{seed}/{attempt}"))))


def _draw(seed: int, rng: random.Random) -> World | None:
    shop = _furnished(rng)
    spots = placed([*shop.drafts, *extras.other_rows(shop)], rng)
    rows = {spot: replace(row_of(draft), sheet=spot[0], row=spot[1]) for draft, spot in spots.items()}
    drafts = {spot: draft for draft, spot in spots.items() if in_population(rows[spot])}
    sweeps = extras.sweeps(shop)
    papers = tuple(paper_of(draft, sweeps, rng) for draft in sorted(shop.papers, key=lambda paper: paper.name))
    proved = _unproven_enough(_case_file(shop, papers, [rows[spot] for spot in sorted(drafts)]), drafts, rng)
    if proved is None:
        return None
    case = proved[0]
    world = World(
        seed=seed,
        year=YEAR,
        papers=papers,
        rows=case.rows,
        noise=tuple(rows[spot] for spot in sorted(rows) if spot not in drafts),
        requests=case.requests,
        calls=case.calls,
        notes=case.notes,
        custody=case.custody,
        sweeps=sweeps,
        truth=_truth(proved, drafts, papers),
    )
    return None if NOT_TO_BE_SHOWN & set(totals(world)) else world


def _case_file(shop: Workshop, papers: tuple[Paper, ...], rows: list[FederalRow]) -> CaseFile:
    return CaseFile(
        rows=tuple(rows),
        requests=requests_of(papers),
        calls=tuple(call_of(call) for call in sorted(shop.calls, key=lambda call: call.at)),
        notes=tuple(sorted(shop.notes, key=lambda note: (note.first, note.station))),
        custody=tuple(sorted(shop.custody, key=lambda booking: (booking.booked, booking.name))),
        taken_in=frozenset(paper.transport_id for paper in papers if paper.given),
    )


def _furnished(rng: random.Random) -> Workshop:
    shop = Workshop(rng)
    counts = draw_counts(rng)
    for fate, maker in MAKERS.items():
        maker(shop, counts[fate])
    _forget_file_numbers(shop)
    extras.other_custody(shop)
    extras.strays(shop)
    extras.inbox(shop, _INBOX)
    extras.copies(shop)
    extras.other_calls(shop)
    extras.journals(shop)
    number_transmissions(shop)
    return shop


def _forget_file_numbers(shop: Workshop) -> None:
    """About one person in eight has no file number, and so no identifier either (facts: 12.5 to 13.2 %)."""
    repeated = {id(draft.person) for draft in shop.drafts if draft.fate in (Fate.DUPLICATE, Fate.SUPERSEDED)}
    for draft in shop.drafts:
        if draft.paper is None and id(draft.person) not in repeated and shop.rng.random() < 0.16:
            draft.lacks |= {"file_no", "person_id"}


def _unproven_enough(case: CaseFile, drafts: Drafts, rng: random.Random) -> tuple[CaseFile, Proofs] | None:
    """Mend until nothing untrue is proved; then take districts away until enough stays unproven under both lists."""
    if not (proved := _mended(case, drafts)):
        return None
    case, proofs = proved
    missing = round(LEAST_UNPROVEN * len(case.rows)) + 1 - len(_never_proved(case, proofs))
    if missing <= 0:
        return proved
    silent = [row for row in case.rows if _reasons(row, proofs) == {Reason.NOT_IN_LINE_LOG}]
    if len(silent) < missing:
        return None
    return _mended(_without_district(case, {row.key for row in rng.sample(silent, missing)}), drafts)


def _mended(case: CaseFile, drafts: Drafts) -> tuple[CaseFile, Proofs] | None:
    for _ in range(_MENDINGS):
        proofs = {mode: prove(case, mode) for mode in Mode}
        wrong = {row.key for row in case.rows if not _all_true(drafts[row.key], row, proofs)}
        if not wrong:
            return case, proofs
        if any(row.key in wrong and not station_of(row) for row in case.rows):
            return None
        case = _without_district(case, wrong)
    return None


def _all_true(draft: Draft, row: FederalRow, proofs: Proofs) -> bool:
    own = draft.paper.name if draft.paper else ""
    return all(
        is_true(draft.fate, proof.reason) and (proof.reason not in _LINKS or proof.partner == own)
        for proof in (proofs[mode][0][row.key] for mode in Mode)
    )


def _without_district(case: CaseFile, keys: set[Key]) -> CaseFile:
    def plain(row: FederalRow) -> FederalRow:
        return replace(row, facility=OWN.name, city=OWN.city, state=OWN.state, code=OWN.code)

    return replace(case, rows=tuple(plain(row) if row.key in keys else row for row in case.rows))


def _reasons(row: FederalRow, proofs: Proofs) -> set[Reason]:
    return {proofs[mode][0][row.key].reason for mode in Mode}


def _never_proved(case: CaseFile, proofs: Proofs) -> list[FederalRow]:
    return [row for row in case.rows if _reasons(row, proofs) == {Reason.NOT_ESTABLISHED}]


def _truth(proved: tuple[CaseFile, Proofs], drafts: Drafts, papers: tuple[Paper, ...]) -> Truth:
    case, proofs = proved
    fates = {paper.id: paper.fate for paper in papers if paper.fate}
    return Truth(
        rows=tuple(
            RowTruth(
                sheet=row.sheet,
                row=row.row,
                fate=drafts[row.key].fate,
                paper=paper.name if (paper := drafts[row.key].paper) else "",
                proofs={mode: proofs[mode][0][row.key] for mode in Mode},
            )
            for row in case.rows
        ),
        requests=tuple(
            RequestTruth(
                paper=request.paper,
                transport_id=request.transport_id,
                fate=fates[request.paper],
                late=request.late,
                proofs={mode: proofs[mode][1][request.paper] for mode in Mode},
            )
            for request in case.requests
            if request.paper in proofs[Mode.NAMED][1]
        ),
    )


def totals(world: World) -> list[int]:
    """Every number that a statement about this year can show: ends, overlaps, what is left, and each bar."""
    filed = sum(request.in_filed_figure for request in world.requests)
    corrected = filed + sum(request.late for request in world.requests)
    shown = [len(world.rows), filed, corrected, len(world.rows) - filed, len(world.rows) - corrected]
    for mode in Mode:
        of_rows = Counter(row.proofs[mode].reason for row in world.truth.rows)
        both, late = of_rows[Reason.IN_BOTH], of_rows[Reason.REGISTERED_LATER]
        shown += [both, both + late, len(world.rows) - both, len(world.rows) - both - late, filed - both]
        shown += [*of_rows.values(), *Counter(world.truth.reasons(mode)).values()]
    return shown
