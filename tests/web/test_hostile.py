"""What somebody with bad intent could send: in fields, file names, addresses, sizes, receipts, sessions, forms."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from desk import FIELDS, arrives, document
from django.core import signing
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from rooms import PASSWORD, Rooms, furnish, signed_in

from agencies import CLERK, LEGAL
from tallystick.model.errors import TallystickError
from tallystick.model.words import Answer, AnswerField, Log, Role
from tallystick.services import channels, ledger, operations
from tallystick.services.desk.confirm import Seen, confirm
from tallystick.services.desk.dispose import Outcome, dispose
from tallystick.services.home import Home
from tallystick.services.intake.without_paper import Noted, note_without_paper
from tallystick.services.verify import verify

SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}"
DATES = {"prepared", "date_of_birth"}


@pytest.fixture
def rooms(home: Home, settings: Any) -> Rooms:
    cache.clear()
    return furnish(home, settings)


def own_scripts(text: str) -> list[str]:
    """Tags and handlers that a page would run, beyond the files it links to."""
    return re.findall(
        r"<script(?! [^>]*src=)(?![^>]*application/json)[^>]*>|<img src=x|\sonerror\s*=\s*alert\(1\)>", text
    )


def test_words_on_a_paper_are_shown_as_words_on_every_page(rooms: Rooms) -> None:
    hostile = {name: value if name in DATES else SCRIPT for name, value in FIELDS.items()}
    _, taken = arrives(rooms.home, b"hostile", document(doubtful=("name", "to"), **hostile))
    (entry,) = taken.entries
    client = signed_in("clerk")
    assert own_scripts(client.get(f"/inbox/{entry}/").content.decode()) == []
    confirm(rooms.home, CLERK, entry, Seen(hostile))
    dispose(rooms.home, CLERK, entry, Outcome({AnswerField.HOLD: Answer.NO}, {}, note=SCRIPT))
    note_without_paper(rooms.home, CLERK, Noted("H1", "phone", "other", who=SCRIPT, more=SCRIPT))
    for path in (f"/requests/{entry}/", "/requests/", "/contacts/", "/inbox/", "/"):
        text = client.get(path).content.decode()
        assert own_scripts(text) == [], path
        assert "{{7*7}}" in text or "&lt;script" not in text
    assert "&lt;script&gt;" in client.get(f"/requests/{entry}/").content.decode()


def test_words_that_people_write_are_shown_as_words_in_every_room(rooms: Rooms, settings: Any) -> None:
    """Questions and answers, counsel's reasons, notes to the preparer, calls, corrections, docket numbers."""
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    legal, author, clerk = (signed_in(role) for role in ("legal", "author", "clerk"))
    entry = rooms.request
    operations.adopt(rooms.home, LEGAL, counsel=SCRIPT)
    told = {"asker": "press", "nature": "question", "text": SCRIPT, "who": SCRIPT}
    question = clerk.post("/questions/", told).headers["Location"]
    clerk.post(f"{question}answer/", {"reply": "answered", "text": SCRIPT})
    clerk.post(f"/requests/{entry}/call-back/", {"sender": "verified", "office": SCRIPT, "number": "1", "note": SCRIPT})
    clerk.post(f"/legal/{entry}/ask/", {"why": SCRIPT})
    legal.post(f"/legal/{entry}/", {"position": "disagrees", "why": SCRIPT})
    clerk.post("/report/2025/prepare/", {"reason": SCRIPT})
    author.post("/report/2025/back/", {"note": SCRIPT})
    shown = [
        legal.get(path).content.decode()
        for path in ("/questions/", question, f"/requests/{entry}/", "/legal/", f"/legal/{entry}/", "/report/2025/")
    ]
    assert [own_scripts(text) for text in shown] == [[]] * len(shown)
    assert sum("&lt;script&gt;" in text for text in shown) >= 4


@pytest.mark.parametrize("where", ["receipt_of_another_log", "another_leaf", "another_root", "nonsense"])
def test_a_forged_receipt_is_told(rooms: Rooms, where: str) -> None:
    """Whoever hands in a receipt that the register did not give is told so: ``tallystick verify`` refuses it."""
    receipt = signed_in("clerk").get(f"/receipt/{rooms.arrival}/").content.decode()
    lines = receipt.splitlines()
    forged = {
        "receipt_of_another_log": receipt.replace(rooms.home.origin(Log.REQUESTS), "harborton.invalid/other"),
        "another_leaf": receipt.replace("index ", "index 1", 1),
        "another_root": "\n".join([*lines[:-3], lines[-3][::-1], *lines[-2:]]) + "\n",
        "nonsense": receipt[:40],
    }[where]
    path = rooms.home.path / "receipt.tlog-proof"
    path.write_text(receipt)
    assert verify(path, rooms.home.vkey(Log.REQUESTS)).ok
    assert forged != receipt
    path.write_text(forged)
    assert not _holds(path, rooms.home.vkey(Log.REQUESTS))


def _holds(path: Path, vkey: str) -> bool:
    try:
        return verify(path, vkey).ok
    except TallystickError:
        return False


@pytest.mark.parametrize(
    "name", [SCRIPT, "../../../etc/passwd", "..\\..\\web.key", "a\x00b.tif", "a" * 4000, "/etc/cron.d/x", "name;rm -rf"]
)
def test_a_file_name_is_neither_a_path_nor_a_page(rooms: Rooms, name: str) -> None:
    before = {path for path in rooms.home.path.rglob("*") if path.is_file()}
    answer = Client().post(f"/send/{rooms.link}/", {"pages": SimpleUploadedFile(name, b"bytes " + name.encode()[:9])})
    page = Client().get(answer.headers["Location"]).content.decode()
    assert own_scripts(page) == []
    new = {path for path in rooms.home.path.rglob("*") if path.is_file()} - before
    assert {path.relative_to(rooms.home.path).parts[0] for path in new} <= {"vault", "spool", "register.sqlite3"}


@pytest.mark.parametrize(
    "path",
    [
        "/report/2025/v1/..%2f..%2f..%2fweb.key",
        "/report/2025/draft/..%2f..%2ftallystick.toml",
        "/statement/2025/..%2f..%2fkeys.slots",
        "/statement/..%2f..%2fkeys.slots/statement.json",
        "/static/..%2f..%2f..%2fweb.key",
        "/static/clerk/../../../site/settings.py",
        "/page/0/../../web.key",
        "/report/..%2f..%2fetc/",
    ],
)
def test_an_address_leads_out_of_no_folder(rooms: Rooms, path: str) -> None:
    answer = signed_in("author").get(path)
    assert answer.status_code in {400, 404, 409}
    assert (rooms.home.path / "web.key").read_text() not in answer.content.decode(errors="replace")


def test_an_upload_beyond_the_largest_size_is_refused_in_words_and_keeps_nothing(
    rooms: Rooms, monkeypatch: Any
) -> None:
    monkeypatch.setattr(channels, "LARGEST", 1000)
    size = ledger.state(rooms.home).size
    answer = Client().post(f"/send/{rooms.link}/", {"pages": SimpleUploadedFile("a.tif", b"x" * 1001)})
    assert "leave the paper in the tray" in answer.content.decode()
    assert ledger.state(rooms.home).size == size


@pytest.mark.parametrize(
    "token",
    ["nonsense", signing.dumps([{"number": "H1-2025-9999"}]), signing.dumps([], salt="tallystick.sent.H9")],
    ids=["nonsense", "signed for something else", "signed for another station"],
)
def test_an_acknowledgement_that_we_did_not_sign_is_not_shown(rooms: Rooms, token: str) -> None:
    for path in (
        f"/send/{rooms.link}/{token}/",
        f"/send/{rooms.link}/{token}/label/",
        f"/send/{rooms.link}/note/{token}/",
    ):
        assert Client().get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/inbox/1/",
        "/inbox/take-back/",
        "/requests/1/",
        "/report/2025/sign/",
        "/report/2025/adopt/",
        "/logout/",
        "/login/",
    ],
)
def test_another_site_s_form_does_nothing_here(rooms: Rooms, path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in("clerk").cookies
    size = ledger.state(rooms.home).size
    assert client.post(path, {"what": "request"}).status_code == 403
    assert ledger.state(rooms.home).size == size


def test_cookies_are_hidden_from_scripts_and_from_other_sites(rooms: Rooms) -> None:
    cookies = signed_in("clerk").cookies
    for name in ("sessionid", "csrftoken"):
        if name in cookies:
            assert (cookies[name]["httponly"], cookies[name]["samesite"]) == (True, "Lax")


def test_more_fields_than_the_form_has_change_nothing_else(rooms: Rooms) -> None:
    client = signed_in("clerk")
    extra = {"confirmed_by": "somebody", "by": "somebody", "year": "1999", "station": "H2", "number": "X", "entry": "0"}
    client.post(
        f"/inbox/{rooms.waiting}/", {"what": "request", **FIELDS, **extra, "is_superuser": "1", "roles": "author"}
    )
    state = ledger.state(rooms.home).requests[rooms.waiting]
    assert (state.confirmed_by, state.year, state.station) == ("clerk", 2025, "H3")
    assert set(state.fields) == set(FIELDS)
    assert client.post("/report/2025/sign/").status_code == 403


def test_a_login_leads_to_no_other_site(rooms: Rooms) -> None:
    answer = Client().post(
        "/login/?next=https://evil.example/", {"login": "clerk", "password": PASSWORD, "next": "//evil.example"}
    )
    assert "evil" not in answer.headers.get("Location", "")


def test_every_answer_bears_the_policy_and_is_kept_by_no_cache(rooms: Rooms) -> None:
    client = signed_in("clerk")
    for path in ("/", "/inbox/", f"/requests/{rooms.request}/", "/nowhere/", "/account/factors/"):
        answer = client.get(path, follow=True)
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"].startswith(("no-store", "max-age=0"))
        assert (answer.headers["X-Content-Type-Options"], answer.headers["X-Frame-Options"]) == ("nosniff", "DENY")


@pytest.mark.parametrize(
    "path",
    [
        "/requests/?year=" + "9" * 5000,
        "/requests/?year=²&page=-1",
        "/requests/?page=" + "9" * 5000,
        "/inbox/?page=x",
        "/legal/?page=0",
        "/legal/law/?on=2025-02-30",
        "/questions/?page=%00",
        "/contacts/?page=1e9",
        "/report/2025/figure/nothing/",
        "/report/2025/figure/requests/?line=" + "9" * 5000,
        "/report/9999-99/",
        "/requests/99999999999999999999999/",
        "/receipt/99999999999999999999999/",
        "/page/99999999999999999999999/0.png",
    ],
)
def test_a_number_out_of_all_measure_in_an_address_is_answered_in_words(rooms: Rooms, path: str) -> None:
    answer = signed_in("legal").get(path)
    assert answer.status_code in {200, 404, 409}
    assert b"</html>" in answer.content


def test_pages_weigh_little(rooms: Rooms) -> None:
    """A page with every file that its head and its pictures name: at most 100 kB on the first load."""
    client = signed_in("legal")
    for path in (
        "/",
        "/inbox/",
        f"/inbox/{rooms.waiting}/",
        "/requests/",
        f"/requests/{rooms.request}/",
        "/legal/",
        f"/legal/{rooms.request}/",
        "/questions/",
        "/report/",
        "/report/2025/",
    ):
        page = body(client.get(path))
        around = set(re.findall(r'(?:src|href)="(/(?:static/|theme)[^"]*)"', page.decode()))
        assert len(around) > 2, path
        assert len(page) + sum(len(body(client.get(one))) for one in around) <= 100_000, path


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def test_a_role_that_was_taken_away_holds_from_the_next_page_on(rooms: Rooms) -> None:
    from django.contrib.auth.models import User

    client = signed_in("clerk")
    assert client.get("/inbox/").status_code == 200
    User.objects.get(username=Role.CLERK.value).groups.clear()
    assert client.get("/inbox/").status_code == 403
