"""Time stamps of the operations log by an authority that OpenSSL plays: given once a day, checked by OpenSSL, published."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from desk import no_pages, request

from agencies import AUTHOR, LEGAL
from conftest import Clock
from tallystick.adapters import stamps
from tallystick.model.errors import NotThere, ProofFails, WrongUse
from tallystick.model.words import Log, Publishing
from tallystick.services import operations
from tallystick.services.home import Home, StampAuthority, _file_name
from tallystick.services.keeping.doctor import examine
from tallystick.services.outside import rhythm, stamping
from tallystick.services.outside.publish import publish
from tallystick.services.verify import verify

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="no OpenSSL: apt-get install openssl")

CONFIGURATION = """
[req]
distinguished_name = name
x509_extensions = tsa
prompt = no
[name]
CN = Invented time stamp authority
[tsa]
basicConstraints = CA:TRUE
extendedKeyUsage = critical,timeStamping
[stamping]
serial = serial
default_policy = 1.2.3.4.1
signer_digest = sha256
digests = sha256
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


def openssl(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True, check=False)


Reply = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("authority")
    (folder / "tsa.cnf").write_text(CONFIGURATION)
    (folder / "serial").write_text("01\n")
    made = openssl(
        folder,
        *("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "400"),
        *("-config", "tsa.cnf", "-keyout", "tsa.key", "-out", "tsa.pem"),
    )
    assert made.returncode == 0, made.stderr
    return folder


def reply_of(folder: Path) -> Reply:
    def reply(query: bytes) -> bytes:
        (folder / "query").write_bytes(query)
        done = openssl(
            folder,
            *("ts", "-reply", "-config", "tsa.cnf", "-section", "stamping", "-queryfile", "query"),
            *("-signer", "tsa.pem", "-inkey", "tsa.key", "-out", "answer"),
        )
        assert done.returncode == 0, done.stderr
        return (folder / "answer").read_bytes()

    return reply


@pytest.fixture
def served() -> Iterator[Callable[[Reply], str]]:
    running: list[ThreadingHTTPServer] = []

    def serve(reply: Reply) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                assert self.headers["Content-Type"] == "application/timestamp-query"
                answer = reply(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200 if answer else 503)
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *args: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        running.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/tsr"

    yield serve
    for one in running:
        one.shutdown()


def _named(home: Home, url: str) -> StampAuthority:
    one = StampAuthority("invented", url)
    home.settings = replace(home.settings, stamps=(one,))
    return one


def test_the_operations_log_is_stamped_once_a_day_and_openssl_agrees(
    home: Home, clock: Clock, authority: Path, served: Callable[[Reply], str], tmp_path: Path
) -> None:
    one = _named(home, served(reply_of(authority)))
    request(home)
    assert "time stamp of invented" in rhythm.keep(home)
    assert stamping.collect(home) == []
    clock.now += timedelta(days=1)
    assert [asked.trouble for asked in stamping.collect(home)] == [""]
    assert stamping.last(home, one) is not None
    operations.set_publishing(home, LEGAL, Publishing.DAILY, counsel="J. Counsel")
    publish(home, AUTHOR, tmp_path / "site", pages=no_pages)
    assert verify(tmp_path / "site", home.vkey(Log.REQUESTS)).ok
    (first, _) = sorted((tmp_path / "site" / "stamps").glob("*.tsr"))
    checks = ("ts", "-verify", "-data", str(first.with_suffix(".checkpoint")), "-in", str(first))
    assert openssl(authority, *checks, "-CAfile", "tsa.pem").returncode == 0
    first.with_suffix(".checkpoint").write_text("another checkpoint")
    assert openssl(authority, *checks, "-CAfile", "tsa.pem").returncode != 0
    assert any("stamps/" in finding.words for finding in verify(tmp_path / "site").findings if finding.ok is False)


def test_a_stamp_of_something_else_or_of_another_question_is_not_taken(
    home: Home, authority: Path, served: Callable[[Reply], str]
) -> None:
    reply = reply_of(authority)
    for other in (stamps.request(bytes(32), 7), b""):
        _named(home, served(lambda _, other=other: reply(other) if other else b"0\x03\x02\x01\x00"))
        rhythm.keep(home)
        (asked,) = stamping.collect(home)
        assert asked.trouble in {"it stamped something else", "the answer has not the form of a time stamp"}
        assert "gave no time stamp" in asked.words
    assert stamping.files(home) == {}
    assert next(check.ok for check in examine(home) if check.name == "time stamp invented") is False


def test_an_authority_that_does_not_answer_stops_nothing(home: Home, served: Callable[[Reply], str]) -> None:
    request(home)
    for url in ("http://127.0.0.1:9/", served(lambda _: b"")):
        _named(home, url)
        assert any("gave no time stamp" in words for words in rhythm.keep(home))
    with pytest.raises(NotThere):
        stamps.ask("http://127.0.0.1:9/", b"x")
    with pytest.raises(WrongUse):
        stamps.ask("file:///etc/passwd", b"x")
    with pytest.raises(WrongUse):
        _file_name("../x")


def test_what_openssl_asks_is_what_we_ask_and_what_it_answers_is_read(authority: Path) -> None:
    digest, nonce = bytes(range(32)), 0xF00DF00DF00DF00D
    query = stamps.request(digest, nonce)
    (authority / "ours").write_bytes(query)
    said = openssl(authority, "ts", "-query", "-in", "ours", "-text").stdout
    assert ("Hash Algorithm: sha256" in said, "0xF00DF00DF00DF00D" in said, "Certificate required: yes" in said) == (
        True,
        True,
        True,
    )
    told = stamps.read(reply_of(authority)(query))
    assert (told.digest, told.nonce) == (digest, nonce)


def test_an_answer_cut_anywhere_is_refused_in_words(authority: Path) -> None:
    answer = reply_of(authority)(stamps.request(bytes(32), 5))
    for end in range(len(answer)):
        with pytest.raises(ProofFails):
            stamps.read(answer[:end])
