"""A request's page says whether its sender is verified, and takes what an office said when it was called back."""

from __future__ import annotations

import pytest
from rooms import furnish, signed_in

from tallystick.model.words import SenderState
from tallystick.services import ledger
from tallystick.services.home import Home


@pytest.mark.parametrize(
    ("says", "words"),
    [("verified", b"verified by call-back"), ("disowned", b"disowned: the office says that it did not send it")],
)
def test_what_the_office_said_is_shown_on_the_page_and_in_the_list(
    home: Home, settings: object, says: str, words: bytes
) -> None:
    rooms = furnish(home, settings)
    client = signed_in("clerk")
    page = f"/requests/{rooms.request}/"
    assert b"<strong>not verified</strong>" in client.get(page).content
    said = {"sender": says, "office": "ERO Port Lydd (INVENTED)", "number": "999 555 0110", "who": "", "note": ""}
    assert client.post(f"{page}call-back/", said).status_code == 302
    assert ledger.state(home).requests[rooms.request].sender is SenderState(says)
    answer = client.get(page).content
    assert words in answer
    assert b"999 555 0110" in answer
    assert words in client.get("/requests/?year=2025").content


@pytest.mark.parametrize("sent", [{}, {"sender": "perhaps"}, {"sender": "verified", "office": "ERO"}])
def test_a_call_that_says_nothing_is_refused_with_words(home: Home, settings: object, sent: dict[str, str]) -> None:
    rooms = furnish(home, settings)
    answer = signed_in("legal").post(f"/requests/{rooms.request}/call-back/", sent)
    assert answer.status_code == 400
    assert b'role="alert"' in answer.content
    assert ledger.state(home).requests[rooms.request].call_back is None
