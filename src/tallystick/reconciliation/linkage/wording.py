"""What is said of pairs beside their levels, and what two lists came to in sentences. Names no person and no value."""

from __future__ import annotations

TO_REVIEW = "a person decides: "
UNREAD = {"a_number": "no file number", "dob": "no day", "event_date": "no day"}
"""What a cell of a column is that stands there and cannot be read."""
BY_GROUP_WORDS = "by way of another row of the same request that was sent again"


def unread_words(column: str) -> str:
    """What is said of cells of a column that cannot be read."""
    return f"cells of {column} that are {UNREAD[column]}; they count as not given"
