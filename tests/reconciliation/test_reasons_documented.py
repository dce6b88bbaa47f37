"""docs/reasons.md explains every reason, in the published order, with the code that files and pages show."""

import re
from pathlib import Path

import pytest

from tallystick.model.reasons import ORDER, Grade, Reason
from tallystick.reconciliation.telling.wording import GRADE_WORDS, words_of

REASONS = Path(__file__).parents[2] / "docs" / "reasons.md"


@pytest.mark.parametrize("reason", Reason, ids=str)
def test_each_reason_has_its_section_with_its_label(reason):
    assert f"### {reason.value} {words_of(reason, 'A').label}\n" in REASONS.read_text()


def test_the_sections_stand_in_the_published_order():
    assert re.findall(r"^### (\w+) ", REASONS.read_text(), re.MULTILINE) == [reason.value for reason in ORDER]


@pytest.mark.parametrize("grade", Grade, ids=str)
def test_each_grade_is_explained(grade):
    assert f"| {grade.value} | {GRADE_WORDS[grade]}" in REASONS.read_text()
