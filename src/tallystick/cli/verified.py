"""An audit as a command shows it: lines for people, one JSON value for programs. Needs nothing but the register."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tallystick.register.findings import Audit, Finding, Step

_MARKS = {True: "holds", False: "FAILS", None: "not checked"}


def as_json(found: Audit) -> dict[str, Any]:
    """The audit as one JSON value; a step's ``ok`` is null where nothing allowed the check."""
    return {
        "ok": found.ok,
        "verdict": found.verdict,
        "kind": found.kind,
        "key": found.key,
        "signer_checked": found.signer_checked,
        "witnesses": found.witnesses,
        "receipts_outside": found.receipts_outside,
        "findings": [
            {"step": one.step, "name": _name(one), "ok": one.ok, "words": one.words} for one in found.findings
        ],
        "numbers": [{"name": one.name, "printed": one.printed, "recomputed": one.recomputed} for one in found.numbers],
        "limits": list(found.limits),
    }


def lines(found: Audit) -> Iterator[str]:
    """The audit line by line: verdict, key, who stands behind it, every step, printed beside recomputed, limits."""
    yield f"{found.kind}: {found.verdict}"
    yield f"key: {found.key or 'none named'}"
    yield f"witnesses: {found.witnesses}; receipts held outside: {found.receipts_outside}"
    yield ""
    for one in found.findings:
        yield f"{one.step} {_name(one):<10} {_MARKS[one.ok]:<12} {one.words}"
    for number in found.numbers:
        again = "not recomputed here" if number.recomputed is None else number.recomputed
        yield f"\n{number.name}\n  printed     {number.printed}\n  recomputed  {again}"
    yield "\nThe limits of this check:"
    for limit in found.limits:
        yield f"- {limit}"


def _name(finding: Finding) -> str:
    return Step(finding.step).name.lower()
