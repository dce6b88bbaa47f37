"""Two totals without lists allow a difference and bounds, and no unit is ever explained."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tallystick.adapters.rendering import statement_html, statement_pdf
from tallystick.adapters.rendering.statement_content import totals_content
from tallystick.adapters.rendering.statement_totals_svg import totals_svg
from tallystick.cli.reconcile import app
from tallystick.model.errors import NotThere, WrongUse
from tallystick.model.period import Period, parse_period
from tallystick.model.statement import Party
from tallystick.model.words import Unit, Verification
from tallystick.reconciliation.without_lists.totals import TotalsStatement, two_totals
from tallystick.services.statement.files import write_totals
from tallystick.services.statement.plain import record, record_names, statement_of_record

FISCAL_2015 = Path(__file__).parents[3] / "shared" / "data" / "ice_releases" / "massachusetts_FY15YTD.csv"
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31), "2025")
MADE = datetime(2026, 1, 2, tzinfo=UTC)


def statement(a, b):
    parties = (Party("Alder", a, Unit.REQUESTS, "received"), Party("Birch", b, Unit.REQUESTS, "prepared"))
    totals = two_totals(*parties, said=("reported", "stated"))
    return TotalsStatement("Two totals", YEAR, parties, totals, totals.sentences)


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)])


def test_boston_2024_is_stated_without_claiming_anything(tmp_path):
    result = run("record:boston", "--period", "2024", "-o", tmp_path, "--json")
    expected = (
        "15 reported and 198 stated, neither with a list. Difference 183. In both: not established, at least 0, "
        "at most 15; so 183 to 198 stand only on one side and 0 to 15 only on the other."
    )
    assert json.loads(result.stdout)["statement"] == expected
    assert {path.name for path in tmp_path.iterdir()} == {
        "statement.html",
        "statement.css",
        "statement.pdf",
        "statement.json",
        "totals.svg",
    }
    assert expected in (tmp_path / "statement.html").read_text()
    assert expected in (tmp_path / "totals.svg").read_text()


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_the_bounds_always_add_up_to_both_totals(a, b):
    totals = statement(a, b).totals
    assert totals.difference == abs(a - b)
    for in_both, least_a, least_b in (
        (totals.in_both.least, totals.only_a.most, totals.only_b.most),
        (totals.in_both.most, totals.only_a.least, totals.only_b.least),
    ):
        assert (in_both + least_a, in_both + least_b) == (a, b)


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.booleans())
def test_no_bar_of_units_is_ever_drawn_for_two_totals(a, b, invented):
    picture = totals_svg(statement(a, b), invented=invented)
    assert 'class="bar"' not in picture
    assert picture.count("<rect") == 1, "the paper under the picture is the only rectangle"
    assert ("INVENTED" in picture) is invented


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_both_totals_stand_in_equal_type(a, b):
    picture = totals_svg(statement(a, b))
    sizes = {
        re.search(rf'<text [^>]*font-size="(\d+)"[^>]*font-weight="700">{total}</text>', picture)[1] for total in (a, b)
    }
    assert len(sizes) == 1


def test_a_year_with_one_figure_says_that_the_other_side_is_silent():
    told = statement_of_record("boston", parse_period("2021"))
    assert told.totals is None
    assert told.sentences == (
        "2 reported, without a list.",
        "No figure of ICE for 2021 is on record.",
        "Nothing can be compared.",
    )


@pytest.mark.parametrize(
    ("name", "period", "error", "word"),
    [
        ("boston", "2019", NotThere, "silent about 2019"),
        ("boston", "FY2024", WrongUse, "calendar years"),
        ("atlantis", "2024", NotThere, "no public record 'atlantis'"),
    ],
)
def test_what_is_not_on_record_is_said_with_what_is(name, period, error, word):
    with pytest.raises(error, match=word) as refusal:
        statement_of_record(name, parse_period(period))
    assert refusal.value.remedy


@pytest.mark.parametrize("name", record_names())
def test_every_public_figure_has_a_source_and_its_months(name):
    for figure in record(name).figures:
        assert figure.citation
        assert figure.source_class
        assert 1 <= figure.months <= 12
        assert figure.verification in {Verification.VERIFIED, Verification.SECONDARY}
        assert figure.event


@pytest.mark.shared
@pytest.mark.skipif(not FISCAL_2015.exists(), reason="the released rows are not beside the checkout")
@pytest.mark.parametrize("ours", [("--ours", "record:boston"), ()])
def test_real_rows_are_not_subtracted_from_a_total_of_another_unit(tmp_path, ours):
    result = run(FISCAL_2015, *ours, "--period", "2015", "-o", tmp_path, "--json")
    told = json.loads(result.stdout)
    assert told["statement"] == (
        "14 rows of the list name the Boston Police Department in 2015: 12 as BOSTON POLICE DEPT and 2 as BOSTON POLICE "
        "DEPT, DISTRICT #3. The list ends on 17 July 2015. The department's 9 counts another unit (persons delivered to "
        "court with a detainer, twelve months). So the two cannot be subtracted."
    )
    assert told["totals"] == {"comparable": False, "difference": None}
    assert [party["total"] for party in told["parties"]] == [9, 14]
    assert ("record:boston" in result.stderr) is not bool(ours)


def test_the_page_needs_no_inline_style_and_escapes_what_it_is_given():
    party = Party("<b>Alder & Co</b>", 3, Unit.REQUESTS, "received")
    other = Party("Birch", 4, Unit.REQUESTS, "prepared")
    totals = two_totals(party, other, said=("reported", "stated"))
    page = statement_html.page(
        totals_content(TotalsStatement("<i>", YEAR, (party, other), totals, totals.sentences), invented=True)
    )
    assert "<b>" not in page
    assert "<i>" not in page
    for forbidden in ("style=", "<style", "<script", "javascript:", " on"):
        assert not re.search(rf"<[^>]*{forbidden}", page), forbidden
    assert 'role="img"' in page
    assert "INVENTED" in page


def test_the_pdf_claims_both_standards_and_has_tags(tmp_path):
    content = totals_content(statement(3, 4), family=statement_pdf.PDF_FAMILY)
    data = statement_pdf.render(content, made_at=MADE)
    assert data == statement_pdf.render(content, made_at=MADE), "the same content gives the same file"
    assert b"/StructTreeRoot" in data
    assert b"pdfuaid" in data
    assert b"pdfaid" in data
    assert write_totals(statement(3, 4), tmp_path / "new" / "folder")
