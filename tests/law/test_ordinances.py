"""The ordinances that come with the program, and how a home adds its own."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from law.mini import MINI
from tallystick.cli.law import app
from tallystick.law import Measure
from tallystick.model.errors import NotThere, WrongUse
from tallystick.model.words import Verification
from tallystick.services import law as service

ROOT = Path(__file__).parents[2]
HARBORTON = ROOT / "src/tallystick/demo/data/harborton.toml"
RUN = CliRunner()
PACKS = {"boston", "somerville", "illinois", "chicago", "new-york-city", "dc", "california", "oregon", "texas"}


@pytest.mark.parametrize("name", service.names())
def test_every_packaged_ordinance_passes_its_own_cases(name):
    (checked,) = service.check(name)
    assert checked.mistakes == ()
    assert checked.cases > 0


def test_the_invented_ordinance_passes_its_own_cases_and_says_invented_everywhere():
    (checked,) = service.check(str(HARBORTON))
    assert checked.mistakes == ()
    found = service.law.load(HARBORTON.read_text(encoding="utf-8"), "harborton.toml")
    assert found.invented
    assert all("INVENTED" in clause.citation and "INVENTED" in clause.source for clause in found.clauses.values())


def test_bostons_report_clause_says_that_its_wording_was_not_found():
    boston = service.ordinance("boston")
    assert boston.clauses[boston.duty().clause].verification is Verification.GAP
    assert [item.verification for item in boston.report_items] == [Verification.GAP] * 5
    assert all("sister ordinance" in item.source for item in boston.report_items[:4])
    assert "no sister text" in boston.report_items[4].source


def test_boston_asks_for_five_items_since_the_amendment_and_four_before():
    boston = service.ordinance("boston")
    assert [item.measure for item in boston.items_on(date(2024, 12, 31))] == list(Measure)[:5]
    assert [item.number for item in boston.items_on(date(2018, 12, 31))] == [1, 2, 3, 4]


def test_every_clause_has_citation_source_and_verification():
    for name in service.names():
        for clause in service.ordinance(name).clauses.values():
            assert clause.citation
            assert clause.source
            assert clause.verification in set(Verification)


def test_what_was_not_read_to_the_end_is_a_draft_and_only_that():
    drafts = {name for name in service.names() if service.ordinance(name).draft}
    assert drafts == set(service.names()) - PACKS
    assert all(service.ordinance(name).note for name in drafts)


def test_a_quotation_is_short_and_marked_as_read_or_told_by_whom():
    for name in service.names():
        for clause in service.ordinance(name).clauses.values():
            assert len(clause.quotation) < 400
            assert clause.verification is not Verification.INFERRED or not clause.quotation


def test_law_diff_says_what_changed_between_two_days():
    result = RUN.invoke(app, ["diff", "boston", "2017-07-23", "2017-07-24"])
    assert "rule hold: in_custody = yes, eligible_for_release = yes, judicial_warrant = none" in result.stdout
    assert "2017-07-24: shall not [lunn]" in result.stdout
    found = json.loads(RUN.invoke(app, ["diff", "boston", "2018-12-31", "2019-12-31", "--json"]).stdout)
    assert {"kind": "report item", "id": "reentry-arrests", "before": ""}.items() <= found[-2].items()
    assert "The same on both days." in RUN.invoke(app, ["diff", "texas", "2024-05-01", "2024-05-02"]).stdout


def test_the_printout_for_counsel_has_every_clause_and_says_how_it_was_checked(tmp_path):
    page = tmp_path / "boston.html"
    assert RUN.invoke(app, ["show", "boston", "--html", str(page)]).exit_code == 0
    text, boston = page.read_text(encoding="utf-8"), service.ordinance("boston")
    assert boston.sha256 in text
    assert all(f"{clause.id}: " in text for clause in boston.clauses.values())
    assert "the law&#x27;s own wording was not found" in text


def test_a_home_adds_its_own_ordinance_beside_the_packaged_ones(tmp_path):
    (tmp_path / "ordinances").mkdir()
    (tmp_path / "ordinances" / "mini.toml").write_text(MINI, encoding="utf-8")
    assert service.names(tmp_path) == (*service.names(), "mini")
    assert service.ordinance("mini", tmp_path).state == "ZZ"
    with pytest.raises(NotThere, match="no ordinance 'mini'"):
        service.ordinance("mini")


def test_a_home_may_not_shadow_a_packaged_ordinance(tmp_path):
    (tmp_path / "ordinances").mkdir()
    (tmp_path / "ordinances" / "boston.toml").write_text(MINI, encoding="utf-8")
    with pytest.raises(WrongUse, match="packaged name: boston"):
        service.names(tmp_path)


def test_law_list_prints_one_json_value():
    listed = json.loads(RUN.invoke(app, ["list", "--json"]).stdout)
    assert {tuple(sorted(each)) for each in listed} == {("id", "name", "periods", "state")}
    assert {each["id"] for each in listed} >= PACKS
    assert [period["from"] for period in listed[0]["periods"]] == ["2014-08-20", "2017-07-24", "2019-12-19"]


def test_law_show_gives_the_rules_of_one_day():
    shown = json.loads(RUN.invoke(app, ["show", "boston", "--on", "2018-03-01", "--json"]).stdout)
    assert [period["id"] for period in shown["periods"]] == ["2017"]
    assert [clause["id"] for clause in shown["clauses"]] == ["hold-2014", "lunn", "report"]
    assert len(shown["report_items"]) == 4
    text = RUN.invoke(app, ["show", "boston", "--on", "2018-03-01"]).stdout
    assert "in_custody = yes, eligible_for_release = yes, judicial_warrant = none: shall not [lunn]" in text


def test_law_check_ends_with_1_when_a_file_has_a_mistake(tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text(MINI.replace("no-hold may", "no-hold shall_not"), encoding="utf-8")
    result = RUN.invoke(app, ["check", str(bad)])
    assert result.exit_code == 1
    assert (
        "case a criminal warrant, expect.hold: expected no-hold shall_not, the table says no-hold may" in result.stdout
    )
    assert RUN.invoke(app, ["check", str(HARBORTON)]).exit_code == 0
    (checked,) = json.loads(RUN.invoke(app, ["check", str(bad), "--json"]).stdout)
    assert (checked["good"], len(checked["mistakes"])) == (False, 1)


@pytest.mark.parametrize("name", ["missing.toml", "notes.toml"])
def test_a_file_that_is_not_there_or_not_text_is_told(tmp_path, name):
    (tmp_path / "notes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises((NotThere, service.BadLaw)) as caught:
        service.check(str(tmp_path / name))
    assert name in caught.value.what
