"""A witness cosigns what continues what it holds, refuses every other thing in the protocol's words, and keeps evidence."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.making import ORIGIN
from tallystick.adapters import witness as wire
from tallystick.model.errors import NotThere, WrongUse
from tallystick.register import note, tree
from tallystick.register.checkpoint import Checkpoint
from tallystick.register.witness import Answer, Refusal, Request
from tallystick.services.outside import witness as witnesses

NOW = datetime(2025, 3, 4, 12, 0, tzinfo=UTC)


@dataclass
class Keeper:
    """The keeper of a log who asks for cosignatures, honestly or not."""

    leaves: tuple[bytes, ...]
    keys: tuple[str, str]

    @property
    def tree(self) -> tree.Memory:
        return tree.Memory(self.leaves)

    def signed(self, size: int) -> str:
        return note.sign(Checkpoint(ORIGIN, size, self.tree.root(size)).text(), note.Signer.parse(self.keys[0]))

    def request(self, old: int, size: int) -> bytes:
        return Request(old, tuple(tree.consistency(old, size, self.tree.get)), self.signed(size)).body()


KEYS = note.new_key(ORIGIN)
HONEST = Keeper(tuple(b"leaf %d" % n for n in range(40)), KEYS)
FORKED = Keeper((*HONEST.leaves[:3], b"another", *HONEST.leaves[4:]), KEYS)


@pytest.fixture
def clerk(tmp_path: Path) -> witnesses.Witness:
    made = witnesses.make(tmp_path / "witness", "clerk.example/witness")
    made.clock = lambda: NOW
    witnesses.trust(made, KEYS[1])
    return made


def _cosigned(clerk: witnesses.Witness, keeper: Keeper, old: int, size: int) -> str:
    status, _, text = clerk.answer(keeper.request(old, size))
    assert status == 200
    return note.add_signatures(keeper.signed(size), note.parse_lines(text))


def test_what_it_gives_is_a_cosignature_with_its_time(clerk: witnesses.Witness) -> None:
    cosigned = _cosigned(clerk, HONEST, 0, 7)
    key = note.Verifier.parse(clerk.vkey)
    assert note.signed_exactly(cosigned, [note.Verifier.parse(KEYS[1]), key]) == note.parse(cosigned).text
    assert note.cosigned_at(note.parse(cosigned).signatures[1]) == NOW


@settings(max_examples=40, deadline=None)
@given(sizes=st.lists(st.integers(0, 40), min_size=1, max_size=6).map(sorted))
def test_a_log_that_only_grows_is_cosigned_at_every_size(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int]
) -> None:
    made = witnesses.make(tmp_path_factory.mktemp("witness"), "clerk.example/witness")
    witnesses.trust(made, KEYS[1])
    for old, size in zip([0, *sizes], sizes, strict=False):
        assert made.answer(HONEST.request(old, size))[0] == 200
    assert made.evidence() == ()


@pytest.mark.parametrize(
    ("keeper", "old", "size", "status", "words"),
    [
        (FORKED, 10, 10, 409, "a fork: another root at size 10"),
        (FORKED, 10, 20, 422, "does not"),
        (HONEST, 5, 5, 409, "a rollback: from size 10 to 5"),
        (FORKED, 0, 5, 409, "a rollback: from size 10 to 5"),
    ],
    ids=["fork at the same size", "fork that goes on", "rollback", "rollback of a fork"],
)
def test_rollback_and_fork_are_refused_and_both_checkpoints_kept(
    clerk: witnesses.Witness, keeper: Keeper, old: int, size: int, status: int, words: str
) -> None:
    _cosigned(clerk, HONEST, 0, 10)
    assert clerk.answer(keeper.request(old, size))[0] == status
    (kept,) = clerk.evidence()
    text = kept.read_text("utf-8")
    assert words in text
    assert keeper.signed(size) in text
    assert HONEST.signed(10) in text
    assert clerk.known()[0].held == Checkpoint(ORIGIN, 10, HONEST.tree.root(10))


def test_who_is_out_of_step_is_told_the_size_and_nothing_is_kept(clerk: witnesses.Witness) -> None:
    _cosigned(clerk, HONEST, 0, 10)
    assert clerk.answer(HONEST.request(4, 20)) == (409, "text/x.tlog.size", "10\n")
    assert clerk.answer(HONEST.request(10, 20))[0] == 200
    assert clerk.evidence() == ()


def test_a_proof_of_old_size_beyond_the_checkpoint_is_malformed(clerk: witnesses.Witness) -> None:
    assert clerk.answer(Request(9, (), HONEST.signed(5)).body())[0] == 400


def test_an_unknown_log_and_a_strange_key_are_refused(clerk: witnesses.Witness) -> None:
    stranger = note.new_key("stranger.example/log")
    text = Checkpoint("stranger.example/log", 1, bytes(32)).text()
    assert clerk.answer(Request(0, (), note.sign(text, note.Signer.parse(stranger[0]))).body())[0] == 404
    assert clerk.answer(Keeper(HONEST.leaves, note.new_key(ORIGIN)).request(0, 5))[0] == 403
    assert clerk.evidence() == ()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"old 1",
        b"old 01\n\n" + HONEST.signed(5).encode(),
        b"old 0\nAAAA\n\n" + HONEST.signed(5).encode(),
        b"old 0\n" + b"A" * 43 + b"=\n\n" + HONEST.signed(5).encode(),
        b"old 1\n" + (b"A" * 43 + b"=\n") * 64 + b"\n" + HONEST.signed(5).encode(),
        b"old 0\n\nno note",
        b"old 0\n\n" + note.sign("a text\n", note.Signer.parse(KEYS[0])).encode(),
    ],
)
def test_what_is_not_a_request_is_malformed(clerk: witnesses.Witness, body: bytes) -> None:
    assert clerk.answer(body)[0] == Answer.MALFORMED


@given(st.binary(max_size=300))
def test_no_bytes_make_the_parser_stumble(body: bytes) -> None:
    with suppress(Refusal):
        Request.parse(body)


def test_a_request_reads_back_as_it_was_written() -> None:
    assert Request.parse(HONEST.request(5, 20)).body() == HONEST.request(5, 20)


def test_a_path_may_be_as_long_as_a_tree_can_be_deep() -> None:
    longest = Request(1, (bytes(32),) * 63, HONEST.signed(5))
    assert Request.parse(longest.body()) == longest
    with pytest.raises(Refusal):
        Request.parse(Request(1, (bytes(32),) * 64, HONEST.signed(5)).body())


def test_a_witness_is_made_once_and_trusts_logs_only(clerk: witnesses.Witness, tmp_path: Path) -> None:
    with pytest.raises(WrongUse):
        witnesses.make(clerk.folder, "clerk.example/witness")
    with pytest.raises(WrongUse):
        witnesses.trust(clerk, clerk.vkey)
    with pytest.raises(NotThere):
        witnesses.open_witness(tmp_path)
    witnesses.trust(clerk, KEYS[1])
    assert [one.origin for one in clerk.known()] == [ORIGIN]


@pytest.fixture
def url(clerk: witnesses.Witness) -> Iterator[str]:
    with wire.server("127.0.0.1", 0, clerk.answer) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_it_answers_over_http(clerk: witnesses.Witness, url: str) -> None:
    status, text = wire.ask(url, HONEST.request(0, 5))
    assert (status, [line.name for line in note.parse_lines(text)]) == (200, ["clerk.example/witness"])
    assert wire.ask(url, HONEST.request(0, 9)) == (409, "5\n")
    assert wire.ask(url + "/elsewhere", b"x")[0] == 404
    assert wire.ask(url, b"x" * (wire.MOST_BYTES + 1))[0] == 400


def test_requests_at_once_are_answered_one_after_the_other(clerk: witnesses.Witness, url: str) -> None:
    answers: list[int] = []
    askers = [
        threading.Thread(target=lambda size=size: answers.append(wire.ask(url, HONEST.request(0, size))[0]))
        for size in range(20, 28)
    ]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert sorted(answers) == [200] + [409] * 7


def test_nobody_there_is_told_in_words() -> None:
    with pytest.raises(NotThere, match="does not answer"):
        wire.ask("http://127.0.0.1:9", b"x")
    with pytest.raises(WrongUse):
        wire.ask("file:///etc/passwd", b"x")


def test_the_command_makes_a_witness_and_shows_what_it_holds(tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tallystick", "witness", *arguments, "--folder", str(tmp_path / "w"), "--json"]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    made = json.loads(run("init", "--name", "clerk.example/witness").stdout)
    assert json.loads(run("trust", KEYS[1]).stdout)["origin"] == ORIGIN
    shown = run("show")
    assert (shown.returncode, json.loads(shown.stdout)["vkey"]) == (0, made["vkey"])
    found = witnesses.open_witness(tmp_path / "w")
    found.answer(HONEST.request(0, 10))
    found.answer(FORKED.request(10, 10))
    shown = run("show")
    assert (shown.returncode, len(json.loads(shown.stdout)["evidence"])) == (1, 1)
