"""What stands in a log: numbers, kinds and places, never a name, a file's name or a token."""

from __future__ import annotations

import json
import logging

import pytest
from django.test import RequestFactory
from django.urls import resolve

from tallystick.model.errors import NotThere
from tallystick.services.logs import Lines, line, said

ERRORS = [
    ("the system's reason without the file", OSError(13, "Permission denied", "/scans/TARN.tif"), "Permission denied"),
    ("a parser quotes what it could not parse", ValueError("invalid literal: 'TARN'"), "ValueError"),
    ("our own errors are ours to word", NotThere("it is away", remedy="wait"), "it is away\n  to do: wait"),
    ("an error of the system without a reason", OSError("TARN"), "OSError"),
]


@pytest.mark.parametrize(("why", "error", "words"), ERRORS, ids=[case[0] for case in ERRORS])
def test_an_error_says_what_may_be_said(why: str, error: Exception, words: str) -> None:
    assert said(error) == words, why


def test_a_line_is_words_or_one_object(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TALLYSTICK_LOG", raising=False)
    assert line("trouble", "it is away\n  to do: wait", source="scanner") == "it is away; to do: wait"
    monkeypatch.setenv("TALLYSTICK_LOG", "json")
    told = json.loads(line("trouble", "it is away\n  to do: wait", source="scanner"))
    assert (told["event"], told["message"], told["source"]) == ("trouble", "it is away; to do: wait", "scanner")


def test_the_web_application_logs_the_pattern_of_an_address_and_the_place_of_an_error() -> None:
    request = RequestFactory().get("/send/a-secret-link/?name=TARN")
    request.resolver_match = resolve("/send/a-secret-link/")
    with pytest.raises(ValueError, match="TARN") as failed:
        int("TARN")
    caught = (failed.type, failed.value, failed.tb)
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "Internal Server Error: %s", (), caught)
    record.request, record.status_code = request, 500
    text = Lines().format(record)
    assert "send/<str:link>/" in text
    assert "ValueError" in text
    assert "test_logs.py" in text
    assert "500" in text
    assert not [trace for trace in ("TARN", "a-secret-link") if trace in text]


def test_what_a_library_says_by_itself_stays() -> None:
    record = logging.LogRecord("waitress.queue", logging.WARNING, "", 1, "Task queue depth is %d", (4,), None)
    assert Lines().format(record) == "Task queue depth is 4"
