"""The programming interface: a token registers and opens nothing; what is published can be read; problems are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tallystick.model.errors import WrongUse
from tallystick.model.words import Channel
from tallystick.records.models import ChannelToken
from tallystick.services import channels, ledger
from tallystick.services.channels import end_token, make_token
from tallystick.services.home import Home

SEND = "/api/v1/transmissions"


@pytest.fixture(autouse=True)
def served(home: Home, settings: Any) -> None:
    settings.HOME = home.path


@pytest.fixture
def token(home: Home) -> str:
    return make_token(home, name="faxgate", station="H1", channel=Channel.FAX, made_by="test")


def send(token: str, data: bytes = b"II*\0 a page", **headers: str) -> HttpResponse:
    file = SimpleUploadedFile("fax.tif", data)
    return Client().post(SEND, {"file": file}, headers={"Authorization": f"Bearer {token}", **headers})


def test_a_program_registers_a_page_and_is_told_its_number(home: Home, token: str) -> None:
    answer = send(token)
    assert (answer.status_code, answer.json()["number"]) == (201, "H1-2025-0001")
    assert answer.json()["says"] == "Recorded only. This does not answer the request and tells nobody."
    (arrival,) = ledger.state(home).arrivals.values()
    assert (arrival.event.by, arrival.event.channel) == ("program faxgate", Channel.FAX)


@pytest.mark.parametrize(
    ("first", "second", "again", "why"),
    [
        (("a", b"one"), ("a", b"one"), True, "the same key and bytes"),
        (("", b"one"), ("", b"one"), True, "the same bytes, no key"),
        (("a", b"one"), ("b", b"one"), False, "another transmission of the same bytes"),
        (("a", b"one"), ("a", b"two"), False, "other bytes are never taken for the first"),
    ],
)
def test_the_same_again_adds_nothing(token: str, first: tuple, second: tuple, again: bool, why: str) -> None:
    answers = [send(token, data, **({"Idempotency-Key": key} if key else {})) for key, data in (first, second)]
    assert answers[1].json()["again"] is again
    assert answers[1].status_code == (200 if again else 201)
    assert (answers[0].json()["number"] == answers[1].json()["number"]) is again


@pytest.mark.parametrize("ended", ["never made", "ended", "run out"])
def test_a_token_that_is_not_in_use_registers_nothing(home: Home, token: str, ended: str) -> None:
    if ended == "ended":
        end_token("faxgate")
    elif ended == "run out":
        now = home.clock() + timedelta(days=366)
        home.clock = lambda: now
    answer = send("tly_nonsense" if ended == "never made" else token)
    assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/problem+json")
    assert ledger.state(home).size == 0


def test_a_token_opens_no_page_and_is_kept_as_a_digest_only(token: str) -> None:
    for path in ("/", "/inbox/", "/requests/", "/register/"):
        assert Client().get(path, headers={"Authorization": f"Bearer {token}"}).status_code == 302
    assert token not in str(ChannelToken.objects.values())


def test_a_session_is_no_token() -> None:
    client = Client()
    assert client.post(SEND, {"file": SimpleUploadedFile("a", b"a")}).status_code == 401


def test_a_request_without_its_file_says_what_it_lacks(token: str) -> None:
    answer = Client().post(SEND, headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json()["detail"]) == (422, "file.file")


def test_a_file_that_is_too_large_is_refused_before_it_is_kept(home: Home, token: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(channels, "LARGEST", 10)
    answer = send(token, b"more than ten bytes")
    assert answer.status_code == 400
    assert "watched folder" in answer.json()["detail"]
    assert list((home.path / "vault").rglob("*.sealed")) == []


def test_only_what_is_published_can_be_read() -> None:
    client = Client()
    status = client.get("/api/v1/status").json()
    assert status == {"agency": "Harborton Police Department", "invented": True, "published_entries": None}
    for path in ("figures/2025", "statements/2025"):
        answer = client.get(f"/api/v1/{path}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert client.get("/api/v1/figures/nonsense").status_code == 400


def test_the_interface_describes_itself_and_no_address_takes_a_name() -> None:
    described = Client().get("/api/v1/openapi.json").json()
    assert sorted(described["paths"]) == [
        "/api/v1/figures/{period}",
        "/api/v1/statements/{period}",
        "/api/v1/status",
        "/api/v1/transmissions",
    ]
    taken = {
        one["name"]
        for path in described["paths"].values()
        for act in path.values()
        for one in act.get("parameters", [])
    }
    assert taken == {"period", "Idempotency-Key"}


@pytest.mark.parametrize(("station", "days"), [("H9", 30), ("H1", 0), ("H1", 400)])
def test_a_token_is_not_made_for(home: Home, station: str, days: int) -> None:
    with pytest.raises(WrongUse):
        make_token(home, name="x", station=station, channel=Channel.FAX, made_by="test", days=days)
