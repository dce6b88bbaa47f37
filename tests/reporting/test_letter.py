"""The letter says what the figures say, in words a commissioner signs, and what they do not show."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from reporting.letters import a_register, filing, first, first_json, first_letter, second, second_letter
from reporting.registers import YEAR_2025, Register, harborton
from tallystick.law import Measure
from tallystick.model.words import Answer, AnswerField
from tallystick.reporting import Scope, amendment, changes, docket_text, figures, letter, limits, report_json, summary
from tallystick.reporting.letter import Bullets, Heading, Letter, Paragraph, Table
from tallystick.services import law as service

NO = dict.fromkeys(AnswerField, Answer.NO)


def text_of(made: Letter) -> str:
    """Everything the letter says, one block a line."""
    said = []
    for block in (*made.blocks, *made.annex):
        match block:
            case Heading(text) | Paragraph(text):
                said.append(text)
            case Bullets(items):
                said.extend(items)
            case Table(caption, head, rows):
                said += [caption, *(" | ".join(row) for row in (head, *rows))]
    return "\n".join(said)


def test_the_first_sentence_says_the_year_the_agency_and_the_number():
    assert text_of(first_letter()).startswith(
        "In 2025 the Harborton Police Department received 17 civil immigration detainer requests. "
    )


@pytest.mark.parametrize(
    ("hold", "sentence"),
    [
        ([], "Nobody was detained past the time of release on such a request."),
        ([None], "Whether anybody was detained past the time of release on such a request is not recorded."),
        ([Answer.NO], "Nobody was detained past the time of release on such a request."),
        ([Answer.NO, None], "Nobody is recorded as detained past the time of release on such a request (no record for 1 request)."),
        ([Answer.YES, Answer.YES], "2 individuals were detained past the time of release on such a request."),
        ([Answer.YES, None, None], "1 individual was detained past the time of release on such a request (no record for 2 requests)."),
    ],
)  # fmt: skip
def test_zero_and_not_recorded_are_two_sentences(hold, sentence):
    register = Register()
    for answer in hold:
        register.request(answers={AnswerField.HOLD: answer} if answer else None)
    report = figures(Scope(harborton(), YEAR_2025), register.state, zone="America/New_York", size=register.state.size)
    assert sentence in summary(report, "the department")


def test_money_and_arrests_are_said_only_when_they_are_recorded():
    register = Register()
    register.request(answers=NO, cents=25_000)
    stated = figures(
        Scope(harborton(), YEAR_2025, stated={Measure.REENTRY_ARRESTS: 1}),
        register.state,
        zone="America/New_York",
        size=4,
    )
    assert "Reimbursements of $250.00 were received in 1 case." in summary(stated, "H")
    assert "The department states 1 arrest for criminal re-entry." in summary(stated, "H")
    plain = figures(
        Scope(harborton(), YEAR_2025), a_register().state, zone="America/New_York", size=a_register().state.size
    )
    assert "No reimbursement of costs is recorded (no record for 1 request)." in summary(plain, "H")
    assert "was not stated" in summary(plain, "H")


def test_the_amended_version_says_in_one_paragraph_what_changed():
    report, circumstances = second()
    late = report.figure("late").entries
    assert amendment(report, circumstances.version, first_json()) == (
        "This is version 2. It amends version 1 of December 31, 2025, which stays on file beside it, unchanged. "
        f"Requests lodged: 17 then, 19 now; 2 requests added (entries {late[0]}, {late[1]}), which had reached a station "
        "in the period and were entered afterwards. The other figures are the same."
    )
    assert "What changed since version 1" in text_of(second_letter())
    assert "What changed" not in text_of(first_letter())


def test_a_version_that_changes_nothing_says_so():
    report, _ = first()
    assert amendment(report, 2, first_json()).endswith("No figure has changed.")
    assert changes(report, first_json()) == ()


def test_an_entry_that_is_no_longer_counted_is_named():
    before = first_json()
    before["figures"][0]["entries"].append(999)
    before["figures"][0]["value"] += 1
    (change,) = changes(first()[0], before)
    assert (change.before, change.after, change.removed) == (18, 17, (999,))
    assert "1 request no longer counted (entry 999)" in amendment(first()[0], 2, before)


def test_the_limits_are_printed_in_the_letter():
    said = text_of(first_letter())
    for words in (
        "That every request which was sent is here.",
        "Anything from before January 1, 2025.",
        "not intentions",
        "received after this report was made on December 31, 2025",
        "held outside the department by the City Clerk",
    ):
        assert words in said


def test_without_an_outside_holder_the_past_is_not_provable():
    report, circumstances = first()
    said = limits(report, replace(circumstances, outside_holders=()))
    assert said[-1].endswith("no outside holder, the past is not provable.")


def test_a_report_made_after_the_period_has_no_cut_off_to_explain():
    report, circumstances = second()
    assert circumstances.dated > report.period.last
    assert not any("found later" in each for each in limits(report, circumstances))


def test_log_and_adoption_are_printed():
    report, circumstances = first()
    said = text_of(first_letter())
    for words in (
        circumstances.log_root,
        f"first {report.size} entries",
        report.ordinance_sha256,
        "J. Counsel (INVENTED), counsel, adopted it on November 3, 2025 (operations log, entry 4).",
    ):
        assert words in said
    assert "must not be signed" in text_of(letter(report, replace(circumstances, adoption=None)))


def test_the_day_of_adoption_is_the_agencys_own():
    report, circumstances = first()
    late_evening = replace(circumstances.adoption, at=circumstances.adoption.at.replace(day=4, hour=2))
    assert "adopted it on November 3, 2025" in text_of(letter(report, replace(circumstances, adoption=late_evening)))


def test_bostons_letter_says_that_the_wording_of_its_items_was_not_found():
    boston = service.ordinance("boston")
    report = figures(Scope(boston, YEAR_2025), Register().state, zone="America/New_York", size=0)
    said = text_of(letter(report, filing(invented=False)))
    assert "Items 1, 2, 3, 4 and 5: the law's own wording was not found;" in said
    assert "sister ordinance: Somerville Trust Act, Ord. 2-6, item 1" in said


def test_marks_stand_on_an_invented_letter_and_on_a_draft():
    report, circumstances = first()
    assert letter(report, circumstances).marks == ("INVENTED: no real city, person or event",)
    assert letter(report, replace(circumstances, draft=True)).marks[-1] == "DRAFT: not signed"
    assert letter(report, replace(circumstances, invented=False)).marks == ()


def test_remarks_are_printed_when_there_are_any():
    assert "Station H4 gave no statement." in text_of(second_letter())
    assert "Remarks" not in text_of(first_letter())


def test_no_table_crosses_a_month_with_a_station():
    for made in (first_letter(), second_letter()):
        for block in (*made.blocks, *made.annex):
            if isinstance(block, Table):
                assert not {"Month", "Station", "District"} & set(block.head)


def test_the_docket_text_is_one_sentence():
    said = docket_text(*second())
    assert said == (
        "Communication from the Police Commissioner, Harborton Police Department, in accordance with Harborton City "
        "Code 7-3 (INVENTED), regarding civil immigration detainer requests for 2025 (version 2, amending version 1)."
    )


def test_report_json_has_the_layout_that_the_auditor_reads():
    plain = first_json()
    assert plain["period"] == {"first": "2025-01-01", "last": "2025-12-31", "name": "2025"}
    assert plain["log"] == {"origin": "harborton.example/requests", "size": first()[0].size, "root": filing().log_root}
    assert (plain["version"], plain["amends"], plain["made_at"]) == (1, None, "2025-12-31T15:04:00Z")
    assert plain["adoption"]["sha256"] == plain["ordinance_sha256"]
    requests = plain["figures"][0]
    assert requests["value"] == len(requests["entries"]) == sum(line["value"] for line in requests["breakdown"]) == 17
    assert plain["figures"][4] == plain["figures"][4] | {"value": None, "entries": [], "not_recorded": 0}
    assert {"id", "text", "citation", "verification", "unit", "value", "not_recorded", "entries", "breakdown"} <= set(
        requests
    )


def test_report_json_of_an_amended_version_lists_the_changes():
    report, circumstances = second()
    (change,) = json.loads(json.dumps(report_json(report, circumstances, first_json())))["changes"]
    assert (change["id"], change["before"], change["after"], len(change["added"])) == ("requests", 17, 19, 2)


def test_a_period_that_is_not_a_year_is_said_by_its_days():
    report, circumstances = first()
    quarter = replace(
        report, period=replace(report.period, first=date(2025, 1, 1), last=date(2025, 3, 31), name="2025Q1")
    )
    assert letter(quarter, circumstances).title.endswith("January 1, 2025 to March 31, 2025")
