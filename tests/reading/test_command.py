"""``tallystick read --json``: one element a document, in the names and shapes that others script against."""

from __future__ import annotations

import json
import random

import pytest
from typer.testing import CliRunner

from reading.made import FILLED, faxed
from tallystick.cli.read import app
from tallystick.demo.paper import administrative_warrant
from tallystick.demo.paper.prints import OFFICE, printed_form
from tallystick.model.errors import WrongUse
from tallystick.reading.known import parse

FIELDS = [
    "subject_id",
    "event_number",
    "file_number",
    "form_date",
    "institution",
    "issuing_office",
    "subject_name",
    "birth_date",
    "citizenship",
    "sex",
    "notify_phone",
    "officer",
]
CHECKS = {"final_order", "pending_proceedings", "biometric", "statements", "resume_custody", "cancel"}


@pytest.fixture(scope="module")
def elements(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    folder = tmp_path_factory.mktemp("faxes")
    fax, junk = folder / "fax.tif", folder / "junk.txt"
    fax.write_bytes(faxed([printed_form(FILLED, OFFICE, random.Random(1))]))
    warrant = folder / "warrant.tif"
    warrant.write_bytes(faxed([administrative_warrant(FILLED, random.Random(1))]))
    junk.write_text("Dear sir", encoding="utf-8")
    answer = CliRunner().invoke(app, [str(folder), str(fax), "--json"])
    assert answer.exit_code == 0, answer.output
    found: list[dict[str, object]] = json.loads(answer.stdout)
    return found


def test_each_file_of_a_folder_is_answered_and_what_is_no_request_has_its_kind(
    elements: list[dict[str, object]],
) -> None:
    assert [one["kind"] for one in elements] == ["request", "unreadable", "I-200", "request"]
    assert elements[1]["reason"] == "not_a_picture"


def test_every_field_and_check_is_there_even_where_there_is_no_document(elements: list[dict[str, object]]) -> None:
    for one in elements:
        assert set(FIELDS) <= set(one["fields"])  # type: ignore[call-overload]
        assert set(one["checks"]) == set(one["check_status"]) == CHECKS  # type: ignore[call-overload]


def test_an_administrative_warrant_has_fields_of_its_own(elements: list[dict[str, object]]) -> None:
    fields = elements[2]["fields"]
    assert isinstance(fields, dict)
    told = {name: fields[name]["normal"] for name in ("file_number", "form_date", "subject_name")}
    assert told["file_number"] == "A000123456"
    assert told["form_date"] == "2025-03-04"
    assert told["subject_name"].upper() == FILLED.name.upper()


def test_what_the_call_says_of_itself_is_told(elements: list[dict[str, object]]) -> None:
    request = elements[0]
    assert (request["sent"], request["lost_in_call"], request["lost_pages"]) == ("2025-03-04 15:02", [], [2, 3])
    assert str(request["sender"]).startswith("ERO PORT LYDD")
    assert request["caller"] == "000-555-0101, ERO PORT LYDD"


def test_the_same_bytes_give_the_same_answer(elements: list[dict[str, object]]) -> None:
    assert elements[0] == elements[3]


def test_a_request_has_every_field_as_printed_and_in_normal_form(elements: list[dict[str, object]]) -> None:
    request = elements[0]
    assert request["form"] == {"id": "I-247A", "edition": "02/17"}
    assert request["pages"] == [1]
    fields = request["fields"]
    assert isinstance(fields, dict)
    assert sorted(fields) == sorted([*FIELDS, "cancelled_date"])
    told = {name: (one["value"], one["normal"]) for name, one in fields.items()}
    assert told["file_number"] == ("A000 123 456", "A000123456")
    assert told["birth_date"] == ("11/02/1988", "1988-11-02")
    assert told["citizenship"] == ("GUATEMALA", "GT")
    assert told["subject_name"][0] == "OKONJO-VALE, Maribel Ines"
    assert all(
        one["status"] in ("read", "doubtful", "unread") and 0 <= one["confidence"] <= 1 for one in fields.values()
    )


def test_boxes_are_guessed_and_say_whether_they_are_sure(elements: list[dict[str, object]]) -> None:
    checks, status = elements[0]["checks"], elements[0]["check_status"]
    assert isinstance(checks, dict)
    assert isinstance(status, dict)
    assert set(checks) == set(status) == CHECKS
    assert {name for name, marked in checks.items() if marked} == {basis.value for basis in FILLED.basis}
    assert set(status.values()) <= {"read", "doubtful"}


def test_a_file_of_known_names_may_have_three_lists_and_nothing_else() -> None:
    known = parse('institutions = ["A"]\noffices = ["B"]\nevent_prefixes = ["PLD"]', "known.toml")
    assert (known.institutions, known.offices, known.event_prefixes) == (("A",), ("B",), ("PLD",))
    with pytest.raises(WrongUse, match="something else"):
        parse("people = []", "known.toml")
