"""Decoders sit in a room without network and files; where no room can be made, the lock alone holds."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from adapters.test_mailbox import CASES, mail
from adapters.test_pages import _fax, _pdf, _picture
from adapters.test_sheets import workbook
from tallystick.adapters import sandbox
from tallystick.adapters.mailbox import message, opening
from tallystick.adapters.pages import open_pages
from tallystick.adapters.pages import worker as pages_worker
from tallystick.adapters.pages.worker import Worker
from tallystick.adapters.rooms.asking import Room
from tallystick.adapters.sheets import asking as sheets
from tallystick.adapters.sheets import opening as sheets_within
from tallystick.model.errors import BadList
from tallystick.model.lists import Columnar
from tried import TRIED

TRIES = (
    TRIED
    + """
import json, os, socket, subprocess, sys
from concurrent.futures import ThreadPoolExecutor
from tallystick.adapters import sandbox
before = ThreadPoolExecutor()
before.submit(len, "").result()
locked = sandbox.lock() if sys.argv[1] == "lock" else None
print(json.dumps({
    "locked": locked,
    "network": tried(lambda: socket.create_connection(("127.0.0.1", int(sys.argv[3])), 2)),
    "file": tried(lambda: open(sys.argv[2])),
    "write": tried(lambda: open(sys.argv[2] + ".new", "w")),
    "remove": tried(lambda: os.unlink(sys.argv[2])),
    **({
        "start": tried(lambda: subprocess.run(["true"])),
        "fork": tried(lambda: os.fork() or os._exit(0)),
        "signal": tried(lambda: os.kill(os.getppid(), 0)),
        "shorten": tried(lambda: os.truncate(sys.argv[2], 0)),
        "earlier thread": before.submit(tried, lambda: open(sys.argv[2])).result(),
        "later thread": ThreadPoolExecutor().submit(tried, lambda: open(sys.argv[2])).result(),
    } if sys.argv[1] == "lock" else {}),
}))
"""
)


def tries(how: str, path: Path, port: int, script: str = TRIES) -> dict[str, object]:
    words = [sys.executable, "-c", script, how, str(path), str(port)]
    words = sandbox.room(words) if how == "room" else words
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


@pytest.fixture
def listener() -> object:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.skipif(shutil.which("bwrap") is None, reason="no bubblewrap: apt-get install bubblewrap")
def test_in_the_room_there_is_no_network_and_no_file_of_the_machine(tmp_path: Path, listener: int) -> None:
    if not sandbox.room(["x"])[0].endswith("bwrap"):
        assert sandbox.room(["x"]) == ["x"]  # bubblewrap may make no namespaces here: then the lock holds alone
        return
    secret = tmp_path / "secret"
    secret.write_text("x")
    found = tries("room", secret, listener)
    assert (found["network"], found["file"], found["write"], found["remove"]) == ("refused",) * 4
    assert secret.exists()


@pytest.mark.skipif(shutil.which("bwrap") is None, reason="no bubblewrap: apt-get install bubblewrap")
def test_a_program_that_stands_below_the_temporary_folder_finds_itself_in_the_room(monkeypatch, tmp_path: Path) -> None:
    (tmp_path / "standing_here.py").write_text("print('found')")
    monkeypatch.setattr(sandbox, "_interpreter", lambda usual=sandbox._interpreter: [*usual(), str(tmp_path)])
    sandbox._walls.cache_clear()
    command = sandbox.room([sys.executable, str(tmp_path / "standing_here.py")])
    sandbox._walls.cache_clear()
    assert subprocess.run(command, check=False, capture_output=True, text=True).stdout == "found\n"


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux's")
def test_behind_the_lock_nothing_is_opened_reached_or_started(tmp_path: Path, listener: int) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x")
    found = tries("lock", secret, listener)
    assert found.pop("locked") is True
    assert set(found.values()) == {"refused"}
    assert secret.read_text() == "x"


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux's")
def test_where_only_the_older_call_is_allowed_the_lock_holds_too(tmp_path: Path, listener: int) -> None:
    older = "sandbox._MACHINES = {name: replace(one, seccomp=-1) for name, one in sandbox._MACHINES.items()}"
    script = TRIES.replace("before =", f"from dataclasses import replace\n{older}\nbefore =", 1)
    (tmp_path / "secret").write_text("x")
    found = tries("lock", tmp_path / "secret", listener, script)
    assert (found.pop("locked"), found.pop("earlier thread")) == (True, "done")
    assert set(found.values()) == {"refused"}


def written_in_a_font_that_is_not_embedded() -> bytes:
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(612, 792))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.contents_add(b"BT /F1 40 Tf 72 600 Td (IMMIGRATION DETAINER) Tj ET")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("with_room", [True, False])
def test_every_kind_of_page_is_decoded_in_the_room_and_behind_the_lock_alone(
    with_room: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not with_room:
        monkeypatch.setattr(sandbox, "room", lambda words: words)
    fresh = Worker()
    monkeypatch.setattr("tallystick.adapters.pages.opened.WORKER", fresh)
    try:
        for data in (_fax(2, "group3"), _fax(1), _pdf(), _picture("JPEG"), _picture("PNG")):
            opened = open_pages(data)
            assert opened.unread is None, opened.detail
            assert opened.pages[0].pixels
        (page,) = open_pages(written_in_a_font_that_is_not_embedded()).pages
        assert (page.grey() < 128).mean() > 0.002
    finally:
        fresh.close()
    assert pages_worker.WORKER is not fresh


@pytest.mark.parametrize("with_room", [True, False])
def test_every_kind_of_message_is_taken_apart_in_a_room_as_it_is_without(
    with_room: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not with_room:
        monkeypatch.setattr(sandbox, "room", lambda words: words)
    fresh = Room("tallystick.adapters.mailbox.child")
    monkeypatch.setattr(opening, "ROOM", fresh)
    try:
        for what, data, papers in CASES:
            assert opening.parse(data) == message.parse(data), what
            assert opening.parse(data).papers == papers, what
        named = mail(From="=?gb2312?B?1cLX0w==?= <a@sender.invalid>", Subject="=?koi8-r?B?8NLJ18XU?=")
        assert opening.parse(named) == message.parse(named)
    finally:
        fresh.close()


def test_a_message_that_takes_too_much_stops_nothing_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room("tallystick.adapters.mailbox.child")
    monkeypatch.setattr(opening, "ROOM", room)
    monkeypatch.setattr(opening, "WALL_SECONDS", 0.0)
    stopped = opening.parse(mail())
    assert (stopped.papers, stopped.message_id) == ((), "")
    assert stopped.stopped
    assert room._process is None


LONG = b"name,place\n" + b"TARN,\nOKONJO, LYDD \n" * 250_000
LISTS = (
    workbook(A=[[], ["", "x"], ["y", 1, 2.5, "x"]], B=[["z"]]),
    "a,b\n1,N\u00fa\u00f1ez\n".encode("cp1252"),
    "a\tb\n1\t2\n".encode("utf-16"),
    b"\xef\xbb\xbfa;b\n1;2;3\n\n4\n",
    LONG,
)


@pytest.mark.parametrize("with_room", [True, False])
def test_every_kind_of_list_is_opened_in_a_room_as_it_is_without(
    with_room: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not with_room:
        monkeypatch.setattr(sandbox, "room", lambda words: words)
    fresh = Room("tallystick.adapters.sheets.child")
    monkeypatch.setattr(sheets, "ROOM", fresh)
    try:
        for data in LISTS:
            found, plain = sheets.open_sheets(data, "list"), sheets_within.open_sheets(data, "list")
            assert [(one.file, one.sheet, one.remarks) for one in found] == [
                (one.file, one.sheet, one.remarks) for one in plain
            ]
            assert [list(one.rows) for one in found] == [list(one.rows) for one in plain]
            assert [type(one.rows) for one in found] == [type(one.rows) for one in plain]
        assert isinstance(found[0].rows, Columnar)
        assert found[0].rows[-2:] == [("TARN", ""), ("OKONJO", "LYDD")]
    finally:
        fresh.close()


def test_a_list_that_takes_too_much_stops_nothing_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room("tallystick.adapters.sheets.child")
    monkeypatch.setattr(sheets, "ROOM", room)
    monkeypatch.setattr(sheets, "WALL_SECONDS", 0.0)
    with pytest.raises(BadList, match="within its limits"):
        sheets.open_sheets(b"a,b\n1,2\n", "list.csv")
    assert room._process is None
