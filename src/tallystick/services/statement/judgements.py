"""Decisions of named persons about units of a statement, in a CSV file that only grows. Must not know Django.

Columns ``unit,by,at,because,reason,grade,partner``. The last line about a unit holds; a line with neither reason nor
partner takes the one before back. A spreadsheet program can open the file, and nothing in it names a subject.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import datetime
from io import StringIO
from pathlib import Path

from tallystick.model.errors import BadList, WrongUse
from tallystick.model.judgement import Judgement
from tallystick.model.reasons import Grade, Reason

COLUMNS = ("unit", "by", "at", "because", "reason", "grade", "partner")


def judgements_in(path: Path) -> tuple[Judgement, ...]:
    """All judgements of a file in their order; none when the file is not there yet.

    Raises:
        BadList: its columns are others, or a line has an unknown reason or grade, no name or no evidence.

    """
    if not path.is_file():
        return ()
    reader = csv.DictReader(StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise BadList("these are not the columns of judgements", where=str(path), remedy=f"write {','.join(COLUMNS)}")
    return tuple(_judgement(line, f"{path}, line {reader.line_num}") for line in reader)


def judge(path: Path, judgement: Judgement) -> None:
    """Add one judgement to the file; it is made with its headings if it is not there.

    Raises:
        WrongUse: nobody is named, or a decision has no evidence in words.

    """
    check_judgement(judgement)
    new = not path.is_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        if new:
            writer.writerow(COLUMNS)
        reason = judgement.reason.value if judgement.reason else ""
        values = (judgement.unit, judgement.by, judgement.at, judgement.because, reason)
        writer.writerow((*values, judgement.grade.value if reason else "", judgement.partner))


def check_judgement(judgement: Judgement) -> None:
    """Pass if a decision names who made it and on what evidence.

    Raises:
        WrongUse: nobody is named, no evidence is written, or grade D stands beside a reason.

    """
    if not judgement.by.strip():
        raise WrongUse("who decides?", remedy="a judgement bears a name: --by 'NAME'")
    if not judgement.because.strip():
        raise WrongUse(
            "on what evidence?", remedy="a reason without evidence is not claimed: --because 'WHAT WAS SEEN'"
        )
    if judgement.reason and judgement.grade is Grade.NONE and judgement.reason is not Reason.NOT_ESTABLISHED:
        raise WrongUse("grade D says that nothing is established", remedy="write grade A, B or C, or reason X0")


def _judgement(line: Mapping[str, str], where: str) -> Judgement:
    try:
        made = Judgement(
            unit=line["unit"],
            by=line["by"],
            at=datetime.fromisoformat(line["at"]).isoformat(),
            because=line["because"],
            reason=Reason(line["reason"]) if line["reason"] else None,
            grade=Grade(line["grade"] or Grade.ONE_SIDE),
            partner=line["partner"],
        )
        check_judgement(made)
    except (ValueError, WrongUse) as error:
        raise BadList(
            f"this is no judgement: {error}", where=where, remedy="tallystick judge writes such lines"
        ) from error
    return made
