"""A document is named by the number that is written on the paper; where that could mean two, it is asked which."""

from __future__ import annotations

import pytest
from desk import arrives, document

from tallystick.model.errors import NotThere, WrongUse
from tallystick.model.words import FormKind
from tallystick.services.desk.requests import entry_numbered
from tallystick.services.home import Home


def test_a_number_means_the_only_request_that_came_under_it(home: Home) -> None:
    received, taken = arrives(home, b"cover and form", document(FormKind.COVER), document())
    assert entry_numbered(home, received.number) == taken.entries[1]


def test_a_number_means_the_only_document_where_none_is_a_request(home: Home) -> None:
    received, taken = arrives(home, b"a warrant", document(FormKind.JUDICIAL_WARRANT))
    assert entry_numbered(home, received.number) == taken.entries[0]


def test_two_requests_under_one_number_are_asked_about_by_entry(home: Home) -> None:
    received, taken = arrives(home, b"two forms", document(), document(event_no="ZZP2503000746", name="DIAZ, Ana"))
    with pytest.raises(WrongUse) as refused:
        entry_numbered(home, received.number)
    assert all(str(entry) in refused.value.remedy for entry in taken.entries)


def test_an_unknown_number_is_said_to_be_none(home: Home) -> None:
    with pytest.raises(NotThere, match="H1-2025-0099"):
        entry_numbered(home, "H1-2025-0099")
