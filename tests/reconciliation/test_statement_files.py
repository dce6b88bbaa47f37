"""A statement between two lists as files: each edition bears what it may, and all of them close to the same totals."""

import csv
import json
import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from typer.testing import CliRunner

from reconciliation.made import (
    AGENCY,
    CBP,
    H1,
    ICE,
    OWN,
    booking,
    call,
    complete,
    marked,
    note,
    reconciled,
    request,
    row,
)
from tallystick.adapters.rendering.statement_bridge_svg import bridge_svg
from tallystick.adapters.sheets import open_sheets
from tallystick.cli.reconcile import app
from tallystick.model.errors import SumDoesNotClose
from tallystick.reconciliation.telling.editions import Edition, view
from tallystick.services.statement.files import write_statement

FEDERAL_HEAD = (
    "Detainer Prepare Date",
    "Detention Facility",
    "Facility City",
    "Facility State",
    "Detainer Type",
    "Gender",
)
NAMES = ("Citizenship Country", "Birth Year", "Detainer Lift Reason")


@pytest.fixture(scope="module")
def rows():
    jails = [row(number, facility="LYDD COUNTY JAIL") for number in range(20, 27)]
    few = [row(30, state="WEST MARLAND"), row(31, resume_custody=True), row(32, lift_reason="=HYPERLINK(1)")]
    return [marked(8), row(9, facility=H1), row(10, prepared=date(2025, 5, 5)), *jails, *few]


@pytest.fixture(scope="module")
def found(rows):
    border = request(2, sender="CBP Lydd Harbor", birth_date=date(1990, 1, 2))
    requests = [request(1), border, request(3, filed=False, late=True, prepared=date(2025, 5, 6))]
    return reconciled(rows, requests, call(pages=0), complete("H2"), note("telephone", station="H3"))


@pytest.fixture(scope="module")
def made(found):
    return found.statement


@pytest.fixture(scope="module")
def folder(found, tmp_path_factory):
    folder = tmp_path_factory.mktemp("statement") / "made" / "anew"
    write_statement(found, folder, invented=True)
    return folder


def test_every_edition_is_written(folder):
    assert {path.name for path in folder.iterdir()} == {
        "statement.html",
        "statement.css",
        "statement.pdf",
        "statement.json",
        "bridge.svg",
        "counterpart.html",
        "counterpart.json",
        "workpaper.xlsx",
        "workpaper.pdf",
        "workpaper.html",
        "workpaper.json",
    }


def test_only_the_auditor_sees_rows(folder):
    council, counterpart, auditor = (
        json.loads((folder / name).read_text()) for name in ("statement.json", "counterpart.json", "workpaper.json")
    )
    assert len(auditor["units"]) == 15
    assert "units" not in council | counterpart
    for name in ("statement.html", "counterpart.html", "statement.json", "counterpart.json", "bridge.svg"):
        text = (folder / name).read_text()
        assert "list.xlsx, sheet" not in text
        assert "H1-2025-0001" not in text
    assert [bar["reason"] for bar in council["bars"] if bar["side"] == "A"] == [None, "X0"], "1 + 1 + 1 + 7 are merged"
    assert {bar["reason"] for bar in counterpart["bars"] if bar["side"] == "A"} == {"A1", "A2", "K1", "T2", "X0"}


def test_the_working_paper_holds_the_bookings_of_registered_requests(rows, tmp_path):
    held = booking(date(2025, 3, 1), date(2025, 3, 5))
    write_statement(reconciled(rows, [request(1, name="Juan Perez Lopez")], held), tmp_path)
    told = json.loads((tmp_path / "workpaper.json").read_text())
    assert [(one["request"], one["booked"], one["released"]) for one in told["custody"]] == [
        ("H1-2025-0001", "2025-03-01", "2025-03-05")
    ]
    sheets = {sheet.sheet: sheet for sheet in open_sheets((tmp_path / "workpaper.xlsx").read_bytes(), "w")}
    assert sheets["Custody"].rows[1][0] == "H1-2025-0001"
    assert "custody" not in json.loads((tmp_path / "statement.json").read_text())


def test_invented_stands_in_every_picture_and_on_every_page(folder):
    for name in ("statement.html", "counterpart.html", "bridge.svg", "statement.json", "counterpart.json"):
        assert "INVENTED" in (folder / name).read_text() or '"invented": true' in (folder / name).read_text()
    for sheet in open_sheets((folder / "workpaper.xlsx").read_bytes(), "workpaper.xlsx"):
        assert sheet.rows[0][0].startswith("INVENTED")


def test_a_picture_is_accessible_and_needs_no_style(made):
    for edition in Edition:
        picture = bridge_svg(view(made, edition))
        assert re.search(r'<svg [^>]*role="img"[^>]*aria-labelledby="bridge-title bridge-description"', picture)
        assert "<title" in picture
        assert view(made, edition).sentence in picture.replace("&#x27;", "'").replace("&amp;", "&")
        for forbidden in ("style=", "<style", "<script", "href", "onclick"):
            assert forbidden not in picture
        assert "INVENTED" not in picture


def test_both_ends_of_the_bridge_stand_in_equal_type(made):
    picture = bridge_svg(view(made, Edition.AUDITOR))
    totals = [made.a.total, made.filed, made.corrected]
    sizes = [re.search(rf'font-size="(\d+)"[^>]*>{total}</text>', picture)[1] for total in totals]
    assert sizes == ["20", "20", "20"]


def test_the_bars_of_the_picture_are_the_bars_of_the_statement(made):
    shown = view(made, Edition.AUDITOR)
    numbers = re.findall(r">([+−]\d+)</text>", bridge_svg(shown))
    signed = [int(number.replace("−", "-")) for number in numbers]
    later = [made.corrected - made.filed] if made.corrected != made.filed else []
    assert signed == [bar.signed for bar in shown.bars if bar.side != "L"] + later


def test_the_working_paper_keeps_every_unit_and_writes_text_as_text(folder, made):
    sheets = {sheet.sheet: sheet for sheet in open_sheets((folder / "workpaper.xlsx").read_bytes(), "workpaper.xlsx")}
    units = sheets["Units"].rows[2:]
    assert len(units) == len(made.units) == 15
    assert any("=HYPERLINK(1)" in cells for cells in units)
    sums = [cells for cells in sheets["Statement"].rows if cells[3] in {"yes", "NO"}]
    assert len(sums) == 5
    assert all(cells[1] == cells[2] for cells in sums)


def test_the_pdf_is_tagged_and_says_so(folder):
    data = (folder / "statement.pdf").read_bytes()
    assert b"/StructTreeRoot" in data
    assert b"pdfuaid" in data


def test_a_statement_that_does_not_close_is_not_written(found, tmp_path):
    broken = replace(found, statement=replace(found.statement, filed=found.statement.filed + 1))
    with pytest.raises(SumDoesNotClose):
        write_statement(broken, tmp_path / "none")
    assert not (tmp_path / "none").exists()


def federal_list(path):
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Detainers")
        own = (OWN, "HARBORTON", "NEW HAVENSHIRE", "I247A", "Male", "GUATEMALA", "1984", "")
        table = [
            ["INVENTED"],
            [*FEDERAL_HEAD, *NAMES],
            ["03/14/2025", *own],
            ["03/15/2025", H1, *own[1:]],
            ["03/16/2025", "LYDD COUNTY JAIL", *own[1:]],
        ]
        for number, cells in enumerate(table):
            sheet.write_row(number, 0, cells)
    path.write_bytes(data.getvalue())


def write_table(path, *lines):
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(lines)


def test_two_lists_and_their_evidence_are_compared_from_the_command_line(tmp_path):
    federal_list(tmp_path / "theirs.xlsx")
    write_table(
        tmp_path / "ours.csv",
        ["Number", "Received", "Prepared", "Station", "Birth date", "Sex", "Citizenship", "From"],
        ["H1-1", "2025-03-14", "2025-03-14", "H1", "1984-05-06", "M", "Guatemala", "ERO Port Lydd"],
        ["H1-2", "2025-06-01", "2025-06-01", "H1", "1990-05-06", "F", "Honduras", "CBP Lydd Harbor"],
    )
    write_table(
        tmp_path / "journal.csv",
        ["station", "kind", "from", "to", "at", "sender", "pages", "result", "text"],
        ["H1", "call", "", "", "2025-03-15 10:00", ICE, "0", "NG", "1"],
    )
    write_table(
        tmp_path / "senders.csv", ["number", "office", "organisation"], [ICE, "ERO", "ICE"], [CBP, "Pier", "CBP"]
    )
    write_table(
        tmp_path / "custody.csv",
        ["name", "birth_date", "sex", "booked", "released", "released_to"],
        ["Perez, Juan", "1984-05-06", "M", "2025-03-01", "", ""],
    )
    options = {
        "--ours": tmp_path / "ours.csv",
        "--period": "2025",
        "--agency": f"{AGENCY.name}; Harborton; New Havenshire",
        "--journal": tmp_path / "journal.csv",
        "--senders": tmp_path / "senders.csv",
        "--custody": tmp_path / "custody.csv",
        "-o": tmp_path / "out",
    }
    arguments = [str(word) for option in options.items() for word in option]
    result = CliRunner().invoke(app, [str(tmp_path / "theirs.xlsx"), *arguments, "--json", "--invented"])
    told = json.loads(result.stdout)
    assert (told["a"]["total"], told["filed"], told["in_both_filed"]) == (3, 2, 1)
    bars = json.loads((tmp_path / "out" / "workpaper.json").read_text())["bars"]
    assert [(bar["side"], bar["reason"], bar["count"]) for bar in bars] == [
        ("A", "A1", 1),
        ("A", "T2", 1),
        ("B", "R1", 1),
    ]
    assert told["invented"] is True


@pytest.mark.parametrize(
    ("booked", "released", "kept"),
    [("2025-03-01", "", 1), ("March", "", 0), ("", "2025-03-01", 0), ("01/02/2025", "", 0)],
)
def test_a_custody_extract_is_read_or_refused(tmp_path, booked, released, kept):
    from tallystick.model.errors import BadList
    from tallystick.reconciliation.importing.tables import custody_of

    write_table(
        tmp_path / "custody.csv",
        ["name", "birth_date", "sex", "booked", "released", "released_to"],
        ["Perez, Juan", "1984-05-06", "M", booked, released, "bail"],
    )
    (cells,) = open_sheets((tmp_path / "custody.csv").read_bytes(), "custody.csv")
    if kept:
        assert custody_of(cells)[0].booked == booking(date(2025, 3, 1), None).booked
    else:
        with pytest.raises(BadList):
            custody_of(cells)


def test_a_custody_extract_may_say_more_in_any_order_but_nothing_unknown(tmp_path):
    from tallystick.model.errors import BadList
    from tallystick.reconciliation.importing.tables import custody_of

    heads = ["booking_no", "booked", "released", "name", "birth_date", "sex", "released_to", "bail", "offense"]
    cells = ["25-001", "2025-03-01", "", "Perez, Juan", "1984-05-06", "M", "court", "2025-03-02 10:00", "90"]
    write_table(tmp_path / "custody.csv", heads, cells)
    (sheet,) = open_sheets((tmp_path / "custody.csv").read_bytes(), "custody.csv")
    (held,) = custody_of(sheet)
    assert (held.booking_no, held.bail, held.offense, held.released_to) == ("25-001", "2025-03-02 10:00", "90", "court")
    write_table(tmp_path / "more.csv", [*heads, "race"], [*cells, "x"])
    with pytest.raises(BadList, match="race"):
        custody_of(open_sheets((tmp_path / "more.csv").read_bytes(), "more.csv")[0])


def test_an_own_list_without_its_agency_is_asked_about(tmp_path):
    federal_list(tmp_path / "theirs.xlsx")
    write_table(tmp_path / "ours.csv", ["Number", "Received", "Prepared"], ["1", "2025-03-14", "2025-03-14"])
    arguments = [
        str(tmp_path / "theirs.xlsx"),
        "--ours",
        str(tmp_path / "ours.csv"),
        "--period",
        "2025",
        "-o",
        str(tmp_path),
    ]
    result = CliRunner().invoke(app, arguments)
    assert "whose list is it?" in str(result.exception)
