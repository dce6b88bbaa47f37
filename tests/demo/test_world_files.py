"""The files of an invented year as a stranger finds them: layouts, redactions, logs that tell of the papers."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from tallystick.demo.world import Mode, PaperRole, World, WorldFiles, make_world, write_files
from tallystick.demo.world.places import FAX_SERVER, ZONE
from tallystick.demo.world.words import LogKind
from tallystick.demo.world.workbook import NAMED_COLUMNS, columns
from tallystick.model.words import Channel, StatedBasis

ZONE_ = ZoneInfo(ZONE)


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(5)


@pytest.fixture(scope="module")
def files(world, tmp_path_factory) -> WorldFiles:
    return write_files(world, tmp_path_factory.mktemp("world"))


def sheets(path):
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def rows_of(path):
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize(("mode", "more"), [(Mode.REDACTED, ()), (Mode.NAMED, NAMED_COLUMNS)])
def test_each_sheet_has_six_lines_of_preamble_and_the_release_s_headings_in_row_7(files, mode, more):
    found = sheets(files.federal(mode))
    assert len(found) == 4
    for cells in found.values():
        assert tuple(cells[6]) == columns() + more
        assert all(line[0] and not any(line[1:]) for line in cells[:6])
        assert "INVENTED" in cells[0][0]
    assert len(columns()) == 65


def test_the_boxes_of_every_row_are_those_that_the_truth_knows(world, files):
    found = sheets(files.federal(Mode.REDACTED))
    headings = {
        "Biometric Match Yes No": StatedBasis.BIOMETRIC,
        "Statements Made Yes No": StatedBasis.STATEMENTS,
        "Final Order Yes No": StatedBasis.FINAL_ORDER,
    }
    seen = set()
    for row in world.rows:
        cells = dict(zip(found[row.sheet][6], found[row.sheet][row.row - 1], strict=True))
        for heading, box in headings.items():
            seen.add(cells[heading])
            assert cells[heading] == {None: "", True: "YES", False: "NO"}[dict(row.boxes).get(box)]
    assert seen == {"", "YES", "NO"}


@pytest.mark.parametrize("mode", Mode)
def test_every_row_stands_where_the_truth_says(world, files, mode):
    found = sheets(files.federal(mode))
    for row in (*world.rows, *world.noise):
        cells = dict(zip(found[row.sheet][6], found[row.sheet][row.row - 1], strict=True))
        assert cells["Detainer Prepare Date"] == row.prepared
        assert cells["Detention Facility"] == row.facility
        assert cells["Unique Identifier"] == row.person_id
        assert cells["Birth Year"] == (row.born.year if row.born else "")
        if mode is Mode.NAMED:
            assert cells["Subject Name"] == row.name
            assert cells["Date of Birth"] == (row.born or "")
            assert cells["Event Number"] == row.event_no


def test_the_public_list_shows_no_name_number_or_birth_date(world, files):
    text = "\n".join(str(cell) for cells in sheets(files.federal_redacted).values() for line in cells for cell in line)
    for row in world.rows:
        assert row.name not in text
        assert not row.event_no or row.event_no not in text
        assert not row.file_no or row.file_no.replace(" ", "") not in text
    assert {"b(6), b(7)c", "(b)(6), (b)(7)(C)"} <= set(text.splitlines())


def test_the_fax_server_s_log_has_nineteen_fields_and_is_in_order(files):
    lines = [line.split("\t") for line in files.xferfaxlog.read_text().splitlines()]
    assert {len(fields) for fields in lines} == {19}
    moments = [datetime.strptime(fields[0], "%m/%d/%y %H:%M").replace(tzinfo=ZONE_) for fields in lines]
    assert moments == sorted(moments)
    assert {fields[1] for fields in lines} >= {"RECV"}
    assert len({fields[2] for fields in lines}) == len(lines)
    assert all("INVENTED" in fields[14] for fields in lines)


def test_every_logged_call_of_a_paper_bears_the_paper_s_transport_id(world, files):
    lines = [line.split("\t") for line in files.xferfaxlog.read_text().splitlines()]
    by_id = {fields[2]: fields for fields in lines if fields[1] == "RECV"}
    logged = {call.transport_id for call in world.calls if call.log is LogKind.HYLAFAX}
    for paper in world.papers:
        if paper.channel is Channel.FAX and paper.station in FAX_SERVER:
            assert (paper.transport_id in by_id) is (paper.transport_id in logged)
        if paper.transport_id in by_id:
            fields = by_id[paper.transport_id]
            assert fields[0] == f"{paper.received_at.astimezone(ZONE_):%m/%d/%y %H:%M}"
            assert fields[3] == f"ttyFAX{paper.station[1:]}"
            assert fields[15] == f'"{paper.sender_number}"'


def test_the_dedicated_lines_received_nothing_that_is_not_a_paper_or_a_failed_call(world):
    ours = {paper.transport_id for paper in world.papers}
    for call in world.calls:
        if call.log is LogKind.HYLAFAX and call.station not in {"H4", "H7"}:
            assert call.transport_id in ours or call.failure


def test_what_was_never_registered_is_in_a_log_or_nowhere(world):
    never = {paper.transport_id for paper in world.papers if paper.role is PaperRole.NEVER_REGISTERED}
    assert never
    assert not never & {paper.transport_id for paper in world.given()}
    assert any(call.transport_id in never for call in world.calls if call.log is LogKind.HYLAFAX)


def test_the_journal_has_calls_notes_and_the_days_for_which_each_log_is_whole(world, files):
    rows = rows_of(files.journal)
    assert {row["kind"] for row in rows} == {"call", "out_of_service", "telephone", "in_person", "log_complete"}
    for row in rows:
        if row["kind"] == "call":
            assert row["station"] in {"H9", "H10"}
            assert datetime.fromisoformat(row["at"])
            assert row["text"].startswith(f"{row['station']}-")
        else:
            assert date.fromisoformat(row["from"]) <= date.fromisoformat(row["to"])
    whole = {row["station"] for row in rows if row["kind"] == "log_complete"}
    assert whole == {f"H{number}" for number in range(1, 11)}


def test_no_federal_call_is_logged_while_a_line_is_out_of_service(world):
    outages = [note for note in world.notes if note.kind == "out_of_service"]
    for call in world.calls:
        assert not any(call.station == each.station and each.first <= call.at.date() <= each.last for each in outages)


def test_custody_tells_of_the_people_asked_for_and_of_others(world, files):
    rows = rows_of(files.custody)
    assert len(rows) == len(world.custody) > 120
    assert any(not row["released"] for row in rows)
    assert all(date.fromisoformat(row["birth_date"]) < date(2010, 1, 1) for row in rows)
    assert all(date.fromisoformat(row["released"] or "2099-01-01") >= date.fromisoformat(row["booked"]) for row in rows)


def test_senders_tell_the_counterpart_s_numbers_from_the_border_police_s(files):
    rows = rows_of(files.senders)
    assert {row["organisation"] for row in rows} == {"ICE", "CBP"}
    assert all(row["number"].isdigit() for row in rows)


def test_every_file_says_that_it_is_invented(files):
    for path in (files.xferfaxlog, files.journal, files.custody, files.senders, files.readme, files.truth):
        assert "INVENTED" in path.read_text(encoding="utf-8"), path


def test_the_truth_file_has_every_unit(world, files):
    truth = json.loads(files.truth.read_text(encoding="utf-8"))
    assert len(truth["rows"]) == 214
    assert len(truth["requests"]) == len(world.truth.requests)
    assert {len(row["provable"]) for row in truth["rows"]} == {2}


def test_writing_the_same_year_twice_gives_the_same_logs(world, files, tmp_path):
    again = write_files(world, tmp_path)
    for name in ("xferfaxlog", "journal", "custody", "senders", "truth"):
        assert getattr(again, name).read_bytes() == getattr(files, name).read_bytes()


def test_calls_that_failed_lie_in_the_year_and_brought_at_most_one_page(world):
    failed = [call for call in world.calls if call.failure]
    assert failed
    assert all(call.at.year == 2025 and call.pages <= 1 for call in failed)
