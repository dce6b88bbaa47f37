"""Folders, zip files and single files as sources; nothing is followed out of them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tallystick.adapters import packets
from tallystick.adapters.packets import open_source
from tallystick.model.errors import NotThere, WrongUse

FILES = {"report.json": b"{}", "log/tile/0/000.p/1": b"\x00" * 32, "log/naïve name.txt": b"x"}


def _folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        path = tmp_path / "packet" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "packet"


def _archive(tmp_path: Path) -> Path:
    path = tmp_path / "packet.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.mkdir("log")
        for name, content in FILES.items():
            made.writestr(name, content)
    return path


@pytest.mark.parametrize("make", [_folder, _archive])
def test_a_folder_and_its_zip_file_give_the_same_names_and_bytes(make: object, tmp_path: Path) -> None:
    assert callable(make)
    source = open_source(make(tmp_path))
    assert {name: source.read(name) for name in source.names()} == FILES
    with pytest.raises(NotThere, match="is missing"):
        source.read("letter.pdf")


def test_a_single_file_is_a_source_of_one_name(tmp_path: Path) -> None:
    path = tmp_path / "r.tlog-proof"
    path.write_bytes(b"x")
    source = open_source(path)
    assert (list(source.names()), source.read("r.tlog-proof")) == (["r.tlog-proof"], b"x")
    with pytest.raises(NotThere):
        source.read("other")


def test_links_are_left_out(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_text("not for a packet")
    (folder / "link").symlink_to(tmp_path / "outside" / "secret")
    (folder / "linked").symlink_to(tmp_path / "outside")
    assert set(open_source(folder).names()) == set(FILES)


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotThere, match="there is no"):
        open_source(tmp_path / "nothing")


def test_a_damaged_zip_file_is_refused_in_words(tmp_path: Path) -> None:
    path = _archive(tmp_path)
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"report.json") + len("report.json")] ^= 0xFF
    path.write_bytes(bytes(raw))
    source = open_source(path)
    with pytest.raises(WrongUse, match="cannot be read"):
        source.read("report.json")


def test_a_zip_file_cut_short_is_no_zip_file(tmp_path: Path) -> None:
    path = _archive(tmp_path)
    path.write_bytes(path.read_bytes()[:-30])
    assert list(open_source(path).names()) == ["packet.zip"]


@pytest.mark.parametrize("make", [_folder, _archive])
def test_no_file_is_read_beyond_the_limit(make: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert callable(make)
    monkeypatch.setattr(packets, "MOST_BYTES", 16)
    source = open_source(make(tmp_path))
    assert source.read("report.json") == b"{}"
    with pytest.raises(WrongUse, match="larger than"):
        source.read("log/tile/0/000.p/1")
