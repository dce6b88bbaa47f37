"""Letters of an invented city for the tests of letter, PDF and DOCX."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from reporting.registers import YEAR_2025, Register, harborton
from tallystick.model.agency import Agency
from tallystick.model.words import Answer, AnswerField, Asked, EntryKind, StatedBasis
from tallystick.reporting import Adoption, Filing, Letter, Report, Scope, figures, letter, report_json

AGENCY = Agency("ZZ0990100", "Harborton Police Department", "Harborton", "NEW HAVENSHIRE", "America/New_York")
NO = dict.fromkeys(AnswerField, Answer.NO)


def filing(**more: Any) -> Filing:
    plain: dict[str, Any] = {
        "agency": AGENCY,
        "version": 1,
        "made_at": datetime(2025, 12, 31, 15, 4, tzinfo=UTC),
        "dated": date(2025, 12, 31),
        "log_origin": "harborton.example/requests",
        "log_root": "c0ffee" * 10 + "cafe",
        "signer": "Police Commissioner",
        "addressee": "City Clerk",
        "signer_name": "R. Alder (INVENTED)",
        "adoption": Adoption(
            "J. Counsel (INVENTED)", datetime(2025, 11, 3, 17, tzinfo=UTC), harborton().sha256, entry=4
        ),
        "register_since": date(2025, 1, 1),
        "outside_holders": ("the City Clerk",),
        "invented": True,
    }
    return Filing(**(plain | more))


def a_register() -> Register:
    """Seventeen holds of 2025, a few other papers; one request still without an outcome."""
    register = Register()
    boxes = (StatedBasis.FINAL_ORDER, StatedBasis.PENDING_PROCEEDINGS, StatedBasis.BIOMETRIC)
    for number in range(16):
        basis = (boxes[number % 3],) if number % 5 else boxes[1:]
        register.request(on=date(2025, 1 + number % 12, 3), basis=basis, answers=NO, cents=0)
    register.request(on=date(2025, 12, 30), basis=())
    register.request(asked=Asked.NOTICE, answers=NO, cents=0)
    register.document(EntryKind.COPY_OF)
    register.document(EntryKind.NOT_A_REQUEST)
    return register


@cache
def first() -> tuple[Report, Filing]:
    register = a_register()
    return figures(
        Scope(harborton(), YEAR_2025), register.state, zone="America/New_York", size=register.state.size
    ), filing()


def first_json() -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(report_json(*first())))
    return plain


@cache
def second() -> tuple[Report, Filing]:
    """The amended version: two requests that a station found afterwards."""
    register = a_register()
    for _ in range(2):
        register.request(on=date(2025, 8, 9), late=True, answers=NO, cents=0)
    report = figures(Scope(harborton(), YEAR_2025), register.state, zone="America/New_York", size=register.state.size)
    made = datetime(2026, 3, 12, 14, tzinfo=UTC)
    return report, filing(
        version=2, amends=1, made_at=made, dated=date(2026, 3, 12), remarks=("Station H4 gave no statement.",)
    )


def first_letter() -> Letter:
    return letter(*first())


def second_letter() -> Letter:
    return letter(*second(), before=first_json())
