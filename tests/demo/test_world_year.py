"""One invented year from a seed: what is fixed, what varies, and that the files never prove what is not true."""

from __future__ import annotations

from collections import Counter
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from tallystick.demo.world import Fate, Mode, PaperKind, PaperRole, World, make_world
from tallystick.demo.world.evidence import in_population
from tallystick.demo.world.fates import is_true
from tallystick.demo.world.places import AGENCY, SHARED_LINES, ZONE
from tallystick.demo.world.words import REGISTER_ONLY
from tallystick.demo.world.year import NOT_TO_BE_SHOWN, totals
from tallystick.model.reasons import Reason
from tallystick.model.words import Channel

SEEDS = range(30)
year = cache(make_world)


@pytest.fixture(params=SEEDS, ids=lambda seed: f"seed {seed}")
def world(request: pytest.FixtureRequest) -> World:
    return year(request.param)


def test_the_other_side_prepared_214_and_no_other_row_belongs_to_the_year(world):
    assert len(world.rows) == 214
    assert all(in_population(row) for row in world.rows)
    assert not any(in_population(row) for row in world.noise)
    assert len(world.noise) > 300


def test_seventeen_hold_requests_were_registered_in_time(world):
    filed = [request for request in world.requests if request.in_filed_figure]
    assert len(filed) == 17
    assert {request.received.year for request in filed} == {2025}
    assert max(request.received for request in filed).isoformat() <= "2025-12-30"


def test_every_unit_has_one_fate_and_a_reason_under_each_list(world):
    places = [(row.sheet, row.row) for row in world.truth.rows]
    assert places == [row.key for row in world.rows]
    assert len(set(places)) == 214
    assert all(row.fate not in REGISTER_ONLY for row in world.truth.rows)
    assert all(set(unit.proofs) == set(Mode) for unit in (*world.truth.rows, *world.truth.requests))


def test_counted_requests_are_those_filed_and_those_found_late(world):
    late = [request for request in world.truth.requests if request.late]
    assert len(world.truth.requests) == 17 + len(late)
    assert 18 <= len(late) <= 26
    assert len(late) == sum(sweep.found for sweep in world.sweeps)


@pytest.mark.parametrize("mode", Mode)
def test_at_least_fifteen_percent_can_only_be_called_not_established(world, mode):
    reasons = world.truth.reasons(mode)
    assert reasons.count(Reason.NOT_ESTABLISHED) >= 0.15 * len(reasons)


def test_the_same_units_stay_not_established_under_both_lists(world):
    never = [row for row in world.truth.rows if {p.reason for p in row.proofs.values()} == {Reason.NOT_ESTABLISHED}]
    assert len(never) >= 0.15 * len(world.truth.reasons(Mode.REDACTED))


def test_no_total_of_a_real_dispute_is_shown(world):
    assert not NOT_TO_BE_SHOWN.intersection(totals(world))


@pytest.mark.parametrize("mode", Mode)
def test_the_files_never_prove_what_is_not_true(world, mode):
    for row in world.truth.rows:
        proof = row.proofs[mode]
        assert is_true(row.fate, proof.reason), (row, proof)
        if proof.reason in (Reason.IN_BOTH, Reason.REGISTERED_LATER, Reason.OTHER_PERIOD):
            assert proof.partner == row.paper


@pytest.mark.parametrize("mode", Mode)
def test_links_are_one_to_one_and_seen_from_both_sides(world, mode):
    linked = (Reason.IN_BOTH, Reason.REGISTERED_LATER)
    of_rows = {
        (row.proofs[mode].partner, f"{row.sheet}!{row.row}")
        for row in world.truth.rows
        if row.proofs[mode].reason in linked
    }
    of_requests = {
        (each.paper, each.proofs[mode].partner) for each in world.truth.requests if each.proofs[mode].partner
    }
    assert of_rows == of_requests
    assert len({paper for paper, _ in of_rows}) == len(of_rows)


def test_a_named_list_proves_more_than_a_redacted_one(world):
    def unproven(mode: Mode) -> int:
        return world.truth.reasons(mode).count(Reason.NOT_ESTABLISHED)

    assert unproven(Mode.NAMED) < unproven(Mode.REDACTED)


NOT_IN_THIS_YEAR = {Reason.NEVER_HERE, Reason.KEYED_WRONG, Reason.OTHER_UNIT}
"""What Harborton's files cannot show: its custody extract holds only persons who were here, and units are the same."""


def test_every_fate_and_every_reason_occurs(world):
    assert {row.fate for row in world.truth.rows} | {each.fate for each in world.truth.requests} == set(Fate)
    seen = {reason for mode in Mode for reason in world.truth.reasons(mode)}
    assert seen == set(Reason) - NOT_IN_THIS_YEAR


def test_intake_gets_at_most_55_papers_of_every_kind(world):
    assert 45 <= len(world.given()) <= 55
    assert {paper.kind for paper in world.given()} == set(PaperKind)
    assert {paper.role for paper in world.papers} == set(PaperRole)
    assert {paper.channel for paper in world.given()} <= {Channel.FAX, Channel.MAIL, Channel.HAND}


def test_papers_are_numbered_as_they_arrived_and_none_shares_a_transport_id(world):
    assert [paper.id for paper in world.papers] == sorted(paper.id for paper in world.papers)
    arrived = [paper.received_at for paper in world.papers]
    assert arrived == sorted(arrived)
    assert len({paper.transport_id for paper in world.papers}) == len(world.papers)


def test_copies_tell_whose_copy_they_are_and_one_has_the_same_bytes(world):
    copies = [paper for paper in world.papers if paper.kind is PaperKind.COPY]
    for copy in copies:
        first = world.paper(copy.copy_of)
        assert copy.filled == first.filled
        assert copy.received_at > first.received_at
    assert sum(copy.same_bytes for copy in copies) == 1
    assert len(copies) >= 2


def test_papers_found_late_are_handed_over_on_the_day_of_their_station_s_sweep(world):
    swept = {sweep.station: sweep.on for sweep in world.sweeps}
    assert set(swept) == {station.code for station in AGENCY.stations}
    for paper in world.papers:
        assert (paper.delivered_on == swept[paper.station]) is (paper.role is PaperRole.LATE)
        assert paper.role is not PaperRole.LATE or paper.received_at.year == 2025


def test_the_year_has_two_edges(world):
    zone = ZoneInfo(ZONE)
    local = {paper.id: paper.received_at.astimezone(zone).date() for paper in world.papers}
    before = [paper for paper in world.papers if paper.fate is Fate.LAST_YEAR and paper.kind is PaperKind.REQUEST]
    after = [paper for paper in world.papers if paper.role is PaperRole.NEXT_YEAR]
    assert all(paper.filled.prepared.year == 2024 and local[paper.id].year == 2025 for paper in before)
    assert all(paper.filled.prepared.year == 2025 and local[paper.id].year == 2026 for paper in after)
    assert before
    assert after


def test_strangers_papers_come_over_a_shared_line_only(world):
    assert {paper.station for paper in world.papers if paper.kind is PaperKind.MEDICAL} <= SHARED_LINES


def test_people_offices_and_numbers_cannot_be_real(world):
    forms = [paper.filled for paper in world.papers if paper.filled]
    assert all(form.file_no.startswith("A000 ") for form in forms)
    assert all("(INVENTED)" in form.from_office and "(INVENTED)" in form.to for form in forms)
    assert all(row.file_no.startswith("A000 ") for row in (*world.rows, *world.noise) if row.file_no)
    assert all(call.number.startswith("999555") for call in world.calls)


def test_the_same_seed_gives_the_same_year_and_another_seed_another():
    assert make_world(7) == year(7)
    counts = [Counter(row.fate for row in year(seed).truth.rows) for seed in SEEDS]
    assert len({tuple(sorted(each.items())) for each in counts}) > 20
