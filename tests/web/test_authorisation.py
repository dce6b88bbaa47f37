"""Who may open which address: every role, every address, own and other stations, kept and erased papers.

``MAY`` is the table that people read; every other cell is a refusal. An address that stands in neither table stops the
tests: whoever adds a page says here who may open it.
"""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from rooms import Rooms, furnish, signed_in

from tallystick.services.home import Home
from tallystick.services.users import station_link

ROLES = ("", "clerk", "legal", "author", "auditor", "custodian", "city_clerk")
READERS = {"clerk", "legal", "author", "auditor"}
LOOKERS = {"clerk", "legal", "auditor"}

MAY: dict[tuple[str, str], set[str]] = {
    ("GET", "start"): READERS | {"custodian", "city_clerk"},
    ("GET", "style"): READERS | {"custodian", "city_clerk"},
    ("GET", "sessions"): READERS | {"custodian", "city_clerk"},
    ("POST", "sessions-end"): READERS | {"custodian", "city_clerk"},
    ("GET", "inbox"): LOOKERS,
    ("GET", "inbox-item"): LOOKERS,
    ("POST", "inbox-item"): {"clerk"},
    ("POST", "inbox-take-back"): {"clerk"},
    ("GET", "page-picture"): LOOKERS,
    ("GET", "requests"): READERS,
    ("GET", "request"): READERS,
    ("POST", "request"): {"clerk", "legal"},
    ("POST", "request-call-back"): {"clerk", "legal"},
    ("GET", "request-clause"): READERS,
    ("GET", "request-correct"): {"clerk", "legal"},
    ("POST", "request-correct"): {"clerk"},
    ("POST", "request-aside"): {"clerk", "legal"},
    ("GET", "legal"): READERS,
    ("GET", "legal-text"): READERS,
    ("POST", "legal-adopt"): {"legal"},
    ("GET", "legal-request"): READERS,
    ("POST", "legal-request"): {"legal"},
    ("POST", "legal-ask"): {"clerk", "legal", "author"},
    ("GET", "questions"): READERS,
    ("POST", "questions"): {"clerk", "legal", "author"},
    ("GET", "question"): READERS,
    ("POST", "question-answer"): {"clerk", "legal", "author"},
    ("POST", "question-preview"): {"legal"},
    ("POST", "question-leave"): {"legal"},
    ("GET", "custody"): {"clerk", "legal"},
    ("POST", "custody"): {"clerk", "legal"},
    ("GET", "contacts"): READERS,
    ("GET", "receipt"): READERS,
    ("GET", "reports"): READERS,
    ("GET", "report"): READERS,
    ("GET", "report-figure"): READERS,
    ("POST", "report-adopt"): {"legal"},
    ("POST", "report-prepare"): {"clerk", "legal", "author"},
    ("POST", "report-sign"): {"author"},
    ("POST", "report-back"): {"author"},
    ("GET", "report-docket"): READERS | {"city_clerk"},
    ("GET", "report-packet"): READERS | {"city_clerk"},
    ("GET", "filed"): READERS | {"city_clerk"},
    ("POST", "filed-received"): {"city_clerk"},
    ("GET", "report-draft"): READERS,
    ("GET", "statements"): {"legal", "author", "auditor"},
    ("GET", "statement"): {"legal", "author", "auditor"},
    ("GET", "statement-file"): {"legal", "author", "auditor"},
    ("POST", "statement-release"): {"author"},
    ("GET", "register"): READERS,
    ("GET", "audits"): {"auditor"},
    ("POST", "audits"): {"auditor"},
    ("GET", "audit"): {"auditor"},
    ("POST", "audit-columns"): {"auditor"},
    ("POST", "audit-evidence"): {"auditor"},
    ("GET", "audit-rows"): {"auditor"},
    ("GET", "audit-unit"): {"auditor"},
    ("POST", "audit-unit"): {"auditor"},
    ("POST", "audit-undo"): {"auditor"},
    ("GET", "audit-sample"): {"auditor"},
    ("POST", "audit-sample"): {"auditor"},
    ("GET", "audit-paper"): {"auditor"},
    ("POST", "audit-sign"): {"auditor"},
    ("POST", "audit-share"): {"auditor"},
}
"""Method and address → the roles that are let in; let in means any answer but a refusal (a missing file is no refusal)."""

WITHOUT_ROLE = {
    "account_login": "the door itself",
    "theme": "the city's colours",
    "logout": "leaves",
    "set_language": "changes the language of the page",
    "send": "the link is the permission",
    "sent": "the link is the permission",
    "send-label": "the link is the permission",
    "note": "the link is the permission",
    "noted": "the link is the permission",
}
"""Addresses that ask for no role, and why."""

ELSEWHERE = ("account/", "api/v1/")
"""The signed-in person's own account (``test_accounts``), and what programs ask (``tests/api``)."""


@pytest.fixture
def rooms(home: Home, settings) -> Rooms:
    cache.clear()
    return furnish(home, settings)


def names() -> set[str]:
    found: set[str] = set()

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> None:
        for one in patterns:
            place = prefix + str(one.pattern)
            if isinstance(one, URLResolver):
                walk(one.url_patterns, place)
            elif not place.startswith(ELSEWHERE):
                found.add(one.name or place)

    walk(get_resolver().url_patterns, "")
    return found


def test_every_address_stands_in_the_table() -> None:
    assert names() == {name for _, name in MAY} | set(WITHOUT_ROLE)


def addresses(rooms: Rooms, name: str) -> list[str]:
    """The addresses of one name: a kept paper of the first station, one that waits of the third, an erased one."""
    papers = (rooms.request, rooms.waiting, rooms.erased)
    return {
        "start": ["/"],
        "style": ["/style/"],
        "sessions": ["/sessions/"],
        "sessions-end": ["/sessions/end/"],
        "inbox": ["/inbox/"],
        "inbox-item": [f"/inbox/{paper}/" for paper in papers],
        "inbox-take-back": ["/inbox/take-back/"],
        "page-picture": [f"/page/{rooms.arrival}/0.png"],
        "requests": ["/requests/", "/requests/?year=2025"],
        "request": [f"/requests/{paper}/" for paper in papers],
        "request-call-back": [f"/requests/{paper}/call-back/" for paper in papers],
        "request-clause": [f"/requests/{paper}/clause/" for paper in papers],
        "legal": ["/legal/"],
        "legal-text": ["/legal/law/", "/legal/law/?on=2016-02-01"],
        "legal-adopt": ["/legal/law/adopt/"],
        "legal-request": [f"/legal/{paper}/" for paper in papers],
        "legal-ask": [f"/legal/{paper}/ask/" for paper in papers],
        "questions": ["/questions/"],
        "question": [f"/questions/{rooms.question}/"],
        "question-answer": [f"/questions/{rooms.question}/answer/"],
        "question-preview": [f"/questions/{rooms.question}/packet/"],
        "question-leave": [f"/questions/{rooms.question}/leave/"],
        "request-correct": [f"/requests/{paper}/correct/" for paper in papers],
        "request-aside": [f"/requests/{paper}/aside/" for paper in papers],
        "custody": ["/requests/custody/"],
        "contacts": ["/contacts/"],
        "receipt": [f"/receipt/{paper}/" for paper in papers],
        "reports": ["/report/"],
        "report": ["/report/2025/"],
        "report-figure": ["/report/2025/figure/requests/", "/report/2025/figure/requests/?line=0"],
        "report-adopt": ["/report/2025/adopt/"],
        "report-prepare": ["/report/2025/prepare/"],
        "report-sign": ["/report/2025/sign/"],
        "report-back": ["/report/2025/back/"],
        "report-docket": ["/report/2025/v1/docket/"],
        "report-packet": ["/report/2025/v1/letter.pdf"],
        "filed": ["/filed/"],
        "filed-received": ["/filed/2025/v1/"],
        "report-draft": ["/report/2025/draft/annex.csv"],
        "statements": ["/statement/"],
        "statement": ["/statement/2025/"],
        "statement-file": ["/statement/2025/statement.json"],
        "register": ["/register/"],
        "statement-release": ["/statement/2025/release/"],
        "audits": ["/audit/"],
        "audit": ["/audit/2025/"],
        "audit-columns": ["/audit/2025/columns/"],
        "audit-evidence": ["/audit/2025/evidence/"],
        "audit-rows": ["/audit/2025/rows/"],
        "audit-unit": ["/audit/2025/unit/row-1/"],
        "audit-undo": ["/audit/2025/undo/"],
        "audit-sample": ["/audit/2025/sample/"],
        "audit-paper": ["/audit/2025/workpaper.xlsx", "/audit/2025/workpaper.pdf"],
        "audit-share": ["/audit/2025/share/"],
        "audit-sign": ["/audit/2025/sign/"],
    }[name]


@pytest.mark.parametrize("role", ROLES)
def test_an_address_lets_in_whom_the_table_names_and_nobody_else(rooms: Rooms, role: str) -> None:
    client = signed_in(role)
    wrong = []
    for (method, name), allowed in MAY.items():
        for address in addresses(rooms, name):
            answer = client.get(address) if method == "GET" else client.post(address, {"what": "unknown"})
            refused = answer.status_code == 403 or answer.headers.get("Location", "").startswith("/login/")
            if refused == (role in allowed):
                wrong.append((method, address, role, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("role", ["clerk", "legal", "author", "auditor"])
def test_no_role_reads_a_name_of_an_erased_paper(rooms: Rooms, role: str) -> None:
    client = signed_in(role)
    for (method, name), allowed in MAY.items():
        if method == "GET" and role in allowed:
            for address in addresses(rooms, name):
                answer = client.get(address)
                content = b"".join(answer.streaming_content) if answer.streaming else answer.content
                assert b"OKORO" not in content, address


@pytest.mark.parametrize("role", ["clerk", "legal", "author", "auditor"])
def test_no_address_answers_a_name(rooms: Rooms, role: str) -> None:
    """A name in the query changes nothing of an answer: neither its code nor its text."""
    client = signed_in(role)
    for address in ("/requests/", "/inbox/", "/contacts/", "/register/", "/report/"):
        plain = client.get(address)
        for field in ("q", "name", "search", "subject", "fields__name"):
            asked = client.get(address, {field: "ADEYEMI, Ifeanyi"})
            assert asked.status_code == plain.status_code
            assert b"Ifeanyi" not in asked.content.replace(b'value="/', b"").split(b"<footer")[0]


def test_a_link_sends_and_notes_for_its_own_station_and_opens_nothing_else(rooms: Rooms) -> None:
    own, other = rooms.link, station_link(rooms.home, "H3", "test")
    client = Client()
    for link, station in ((own, b"District 1"), (other, b"District 3")):
        for address in (f"/send/{link}/", f"/send/{link}/note/"):
            answer = client.get(address)
            assert (answer.status_code, station in answer.content) == (200, True)
    for method, name in MAY:
        for address in addresses(rooms, name):
            answer = client.get(address) if method == "GET" else client.post(address)
            assert answer.headers.get("Location", "").startswith("/login/"), (method, address)


def test_an_answer_of_one_station_is_not_shown_under_another_link(rooms: Rooms) -> None:
    other = station_link(rooms.home, "H3", "test")
    client = Client()
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = client.post(f"/send/{rooms.link}/", {"pages": SimpleUploadedFile("a.tif", b"a page")})
    token = sent.headers["Location"].rstrip("/").rpartition("/")[2]
    assert client.get(f"/send/{rooms.link}/{token}/").status_code == 200
    assert client.get(f"/send/{other}/{token}/").status_code == 404
