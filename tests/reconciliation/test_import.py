"""A list is understood whole, asked about by name, or refused: nothing is guessed and nothing drops out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.model.errors import BadList
from tallystick.model.lists import Cells, Column
from tallystick.model.words import Asked
from tallystick.reconciliation.importing import Choices, understand
from tallystick.reconciliation.importing.dates import Order, written_date
from tallystick.reconciliation.importing.values import asked_of, is_blank, is_redacted
from tallystick.reporting.annex import COLUMNS
from tallystick.services.inspect import vocabulary
from tallystick.services.journals_told import journal_told

HEAD = ("Detainer Prepare Date", "Detention Facility", "Facility City", "Gender")
ROW = ("2025-03-04", "HARBORTON POLICE DEPT", "HARBORTON", "Male")


def sheet(*rows, name="Detainers", file="list.xlsx"):
    width = max((len(row) for row in rows), default=0)
    return Cells(file, name, tuple((*row, *[""] * (width - len(row))) for row in rows))


def read(*sheets, **choices):
    return understand(sheets, vocabulary(), choices=Choices(**choices))


def test_final_order_is_the_box_of_the_form_and_not_the_state_of_the_case():
    box = {
        one.name: [heading for heading, column in one.meaning.items() if column is Column.FINAL_ORDER]
        for one in vocabulary().dialects
    }
    assert {name for name, headings in box.items() if headings} == {"2024-ICFO-39357", "2025-ICFO-18038"}


@pytest.mark.parametrize(
    ("name", "used"),
    [
        ("2024-ICFO-39357", {"Unique Identifier": Column.PERSON_ID, "Detention Facility": Column.FACILITY}),
        ("2026-ICLI-00005", {"TOD Current Duty Site": Column.DUTY_SITE, "Detainer Facility": Column.FACILITY}),
        ("2025-ICFO-18038", {"Detainer_Prepare_Date": Column.PREPARED, "Subject_Name": Column.NAME}),
        ("2026-DPR", {"Detainer Prepared Date": Column.PREPARED, "City": Column.CITY}),
        ("FOIA-15-87693", {"Prepare Date": Column.PREPARED, "Detainer Detention Facility": Column.FACILITY}),
    ],
)
def test_each_release_is_known_by_its_headings(name, used):
    dialect = next(dialect for dialect in vocabulary().dialects if dialect.name == name)
    headings = tuple(key.upper().replace(" ", "_") for key in dialect.meaning)
    listed = read(sheet(headings, ["NA"] * len(headings)))
    assert listed.dialect == name
    assert len(listed.columns) == len(dialect.meaning)
    for heading, column in used.items():
        assert listed.columns[heading.upper().replace(" ", "_")] is column


def test_the_headings_are_found_behind_six_rows_of_preamble_and_sheets_are_stacked():
    preamble = [("Enforcement and Removal Operations",), ("INVENTED",), (), ("Detainers",), (), ()]
    listed = read(sheet(*preamble, HEAD, ROW), sheet(*preamble, HEAD, ROW, ROW, name="FY2"))
    assert [(row.provenance.sheet, row.provenance.row) for row in listed.rows] == [
        ("Detainers", 8),
        ("FY2", 8),
        ("FY2", 9),
    ]
    assert listed.rows[0].prepared == date(2025, 3, 4)
    assert listed.rows[0].sex == "M"


def test_columns_that_a_release_has_and_we_do_not_use_are_told_as_ignored():
    listed = read(sheet((*HEAD, "MSC Charge Code"), (*ROW, "b(6), b(7)c")))
    assert listed.columns["MSC Charge Code"] is Column.IGNORED


REFUSED = [
    ("a heading nobody knows", [(*HEAD, "Shoe Size"), (*ROW, "44")], "'Shoe Size'", "--column"),
    ("a filled column without a heading", [(*HEAD, ""), (*ROW, "44")], "column 5", "--column"),
    ("no headings at all", [ROW, ROW, ROW], "no row of headings", "--column"),
    ("the headings again below", [HEAD, ROW, HEAD, ROW], "two rows of headings", "leave one"),
    ("another row of headings under the first", [HEAD, ("(date)", "(text)", "(text)", "(text)"), ROW], "(date)", ""),
    ("months and days first", [HEAD, ("03/14/2025", *ROW[1:]), ("14/03/2025", *ROW[1:])], "month first", "--dates"),
    ("two ways to write dates", [HEAD, ROW, ("03/14/2025", *ROW[1:])], "several ways", "--dates"),
    ("days first where the release writes months", [HEAD, ("14/03/2025", *ROW[1:])], "MDY", "--dates"),
    ("days nobody can tell", [("Prepared", "Facility"), ("03/04/2025", "X")], "which number", "--dates"),
    ("a serial number as a date", [HEAD, ("45720", *ROW[1:])], "45720", "format the column"),
    ("another table", [("Arrest Date", "Arrest Site", "Charge"), ("2025-01-01", "X", "Y")], "no row of headings", ""),
    ("two different names", [("Prepared", "Name", "Subject Name"), ("2025-01-01", "A", "B")], "both mean", "--column"),
]


@pytest.mark.parametrize(("rows", "what", "remedy"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_would_have_to_be_guessed_is_refused(rows, what, remedy):
    with pytest.raises(BadList) as refusal:
        read(sheet(*rows))
    assert what in refusal.value.what
    assert remedy in refusal.value.remedy
    assert "list.xlsx" in refusal.value.where


def test_a_wrong_sheet_is_asked_about_and_a_small_note_is_left_aside():
    codes = sheet(*[("A", "Declined", "x")] * 9, name="Codes")
    with pytest.raises(BadList, match="'Codes' holds a table"):
        read(sheet(HEAD, ROW), codes)
    assert len(read(sheet(HEAD, ROW), codes, sheets=("Detainers",)).rows) == 1
    note = sheet(("Made on request",), name="Note")
    assert [why for _, why in read(sheet(HEAD, ROW), note).asides] == ["a sheet that is not read"]
    with pytest.raises(BadList, match="no sheet 'Detainer'"):
        read(sheet(HEAD, ROW), sheets=("Detainer",))


def test_two_releases_are_never_stacked():
    other = sheet(("Prepare Date", "Detainer Detention Facility"), ("2015-01-02", "X"), name="Old")
    with pytest.raises(BadList, match="two kinds of list"):
        read(sheet(HEAD, ROW), other)


def test_what_the_reader_says_is_taken():
    told = {"Shoe Size": Column.IGNORED}
    assert read(sheet((*HEAD, "Shoe Size"), (*ROW, "44")), columns=told).columns["Shoe Size"] is Column.IGNORED
    days = read(sheet(("Prepared", "Facility"), ("03/04/2025", "X")), dates="DMY")
    assert days.rows[0].prepared == date(2025, 4, 3)


def test_a_total_line_is_left_aside_and_an_impossible_year_stays_without_a_date():
    listed = read(sheet(HEAD, ROW, ("06/14/0002 03:10 PM", *ROW[1:]), (), ("Total", "2")))
    assert [(place.row, why) for place, why in listed.asides] == [(5, "not a row of the list: 'Total'")]
    assert listed.rows[1].prepared is None
    assert listed.rows[1].raw["prepared"] == "06/14/0002 03:10 PM"


def test_a_column_of_names_beside_a_redacted_one_fills_it():
    head = (*HEAD, "Alien File Number", "A-number", "Birth Date", "Date of Birth")
    listed = read(sheet(head, (*ROW, "b(6), b(7)c", "A000123456", "NA", "03/14/1984")))
    assert listed.rows[0].file_no == "A000123456"
    assert listed.rows[0].birth_date == date(1984, 3, 14)


@pytest.mark.parametrize(
    "mark", ["b(6), b(7)c", "(b)(6), (b)(7)(C)", "b6b7C", "(b)(6);(b)(7)(c)", "b(6) b(7)(C)", "REDACTED"]
)
def test_redaction_marks_are_known_in_their_spellings(mark):
    assert is_redacted(mark)
    assert not is_blank(mark)


@pytest.mark.parametrize("word", ["Bob", "b", "6", "BOSTON", "A000123456", "1984"])
def test_ordinary_words_are_no_redaction(word):
    assert not is_redacted(word)


@pytest.mark.parametrize(
    ("form", "asked"),
    [
        ("I247A - Immigration Detainer - Notice of Action (as of May 2025)", Asked.HOLD),
        ("I247 - Immigration Detainer - Notice of Action (prior to March 2013)", Asked.HOLD),
        ("I-247D", Asked.HOLD),
        ("I247N - Immigration Advisal - Request for Notification", Asked.NOTICE),
        ("I247G - Request for Advance Notification of Release", Asked.NOTICE),
        ("I247X - Request for Voluntary Transfer", Asked.TRANSFER),
        ("I-200", None),
        ("", None),
    ],
)
def test_a_form_asks_what_its_number_says(form, asked):
    assert asked_of(form) is asked


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_way_to_write_a_day_reads_back(day):
    for text in (
        day.isoformat(),
        f"{day.isoformat()} 00:00:00",
        f"{day:%m/%d/%Y} 03:10 PM",
        f"{day:%d-%b-%Y}",
        f"{day:%B %d, %Y}",
    ):
        assert written_date(text).day(Order.MONTH_FIRST) == day
    assert written_date(f"{day:%d.%m.%Y}").day(Order.DAY_FIRST) == day


@given(st.lists(st.sampled_from([ROW, (), ("Total", "9"), ("NA", "X", "Y", "Z")]), max_size=30))
def test_every_filled_row_is_a_row_or_an_aside(rows):
    listed = read(sheet(HEAD, *rows))
    assert len(listed.rows) + len(listed.asides) == sum(bool(row) for row in rows)


def test_a_shifted_column_is_asked_about_by_its_heading():
    rows = [(*ROW[:3], word) for word in ("HONDURAS", "GUATEMALA", "BRAZIL", "HAITI")]
    with pytest.raises(BadList) as refusal:
        read(sheet(HEAD, *rows))
    assert "under 'Gender' stands 'HONDURAS'" in refusal.value.what
    assert read(sheet(HEAD, *[ROW] * 9, rows[0])).rows[-1].raw["sex"] == "HONDURAS"


def test_rows_with_a_formula_in_a_cell_are_told_and_stay_rows():
    listed = read(sheet(HEAD, ROW, (*ROW[:3], "=1+1"), ROW, (ROW[0], "@SUM(A1)", *ROW[2:])))
    assert len(listed.rows) == 4
    assert [remark for remark in listed.remarks if "formula" in remark] == [
        "rows with a formula in a cell: 2, list.xlsx, sheet Detainers, row 3 first; it is taken as text"
    ]


def test_one_garbage_row_in_fifty_is_told_and_left_aside_and_more_are_refused():
    garbage = ("x9!", "??", "##", "Male")
    listed = read(sheet(HEAD, *[ROW] * 50, garbage))
    assert len(listed.rows) == 50
    assert [(place.row, why) for place, why in listed.asides] == [
        (52, "garbage: where a date belongs stands 'x9!'"),
    ]
    with pytest.raises(BadList, match="where a date belongs stands 'x9!'"):
        read(sheet(HEAD, *[ROW] * 49, garbage))


def test_rows_that_name_two_persons_are_told():
    head = (*HEAD, "Name", "A-number")
    two = [("Doe, Jan; Roe, Max", ""), ("Doe, Jan", "A000123456 A000123457"), ("Doe, Jan", "A000123456")]
    listed = read(sheet(head, *((*ROW, *names) for names in two)))
    assert listed.remarks == (
        "rows that name two persons: 2, list.xlsx, sheet Detainers, row 2 first; each counts as one row",
    )


def test_the_annex_of_another_report_is_known_and_gives_no_days():
    head = tuple(column.name for column in COLUMNS)
    listed = read(
        sheet(head, ("1", "2025", "I-247A", "hold", "", "no", "no", "no", "no", "", "no", "live", "no")),
        Cells("annex.xlsx", "What the columns say", (("Name", "Title", "Description"), *[("a", "b", "c")] * 4)),
    )
    assert [why for _, why in listed.asides] == ["a sheet that is not read"]
    assert listed.dialect == "tallystick-annex"
    assert (listed.rows[0].row_id, listed.rows[0].asked, listed.rows[0].prepared) == ("1", Asked.HOLD, None)


@pytest.mark.parametrize(
    ("text", "kind", "calls", "failed"),
    [
        ("station,kind,from,to,at,sender,pages,result,text\nH1,call,,,2025-03-15 10:00,1,0,NG,1\n", "journal", 1, 1),
        ("Start Time,Party,Pages,Result\n2025-03-15 10:00,999,2,OK\n2025-03-16 10:00,999,0,NG\n", "machine", 2, 1),
        (
            "2025-03-04T10:00:00+00:00 mx postfix/smtp[1]: ABC1: to=<a@b.example>, relay=x, status=sent (250 ok)\n",
            "mail",
            1,
            0,
        ),
        ("prepared,facility\n2025-03-04,HARBORTON POLICE DEPT\n", "", 0, 0),
        ("\t".join(f"column {number}" for number in range(19)) + "\n", "", 0, 0),
    ],
)
def test_a_journal_or_log_is_told_from_a_list(tmp_path, text, kind, calls, failed):
    path = tmp_path / "given"
    path.write_text(text)
    told = journal_told(path)
    assert (told is None) is (kind == "")
    if told:
        assert kind in told.kind
        assert (told.calls, told.failed) == (calls, failed)


def test_the_same_file_twice_is_refused_and_files_of_one_name_are_told_apart(tmp_path):
    from tallystick.services.inspect import load_list

    head = "prepared,facility,city,state,form\n"
    for folder, day in (("a", "04"), ("b", "05"), ("c", "04")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "list.csv").write_text(f"{head}2025-03-{day},HARBORTON PD,HARBORTON,ZZ,I-247A\n")
    listed = load_list([tmp_path / "a" / "list.csv", tmp_path / "b" / "list.csv"])
    assert len({row.provenance for row in listed.rows}) == 2
    with pytest.raises(BadList, match="given twice"):
        load_list([tmp_path / "a" / "list.csv", tmp_path / "c" / "list.csv"])
