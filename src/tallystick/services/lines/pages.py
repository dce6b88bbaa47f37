"""How many pages a transmission says it has, by what is printed on them: a server may lose one without an error.

HylaFAX logged two pages without trouble where the sender had been told three (facts/intake.md §6).
"""

from __future__ import annotations

import re

from tallystick.model.reading import Reading

_HEADER = re.compile(r"\b[PF][.,:]? ?0*(\d{1,3}) ?/ ?0*(\d{1,3})\b|\b0*(\d{1,3}) ?/ ?0*(\d{1,3})\W*$", re.IGNORECASE)
_FOOTER = re.compile(r"(\d{1,2}) ?(?:of|/) ?(\d{1,2})", re.IGNORECASE)
_MOST = 200


def pages_told(reading: Reading) -> int:
    """The highest "of n" that two pages, or the only page, print at top or foot; 0 when none does.

    One page alone is not believed where there are several: a digit misread would invent a page.
    """
    headers = [_of(_HEADER, page.header) for page in reading.pages]
    told = max((number for number in headers if _is_backed(number, headers)), default=0)
    footers = [_of(_FOOTER, page.printed_page) for page in reading.pages]
    return max(told, max((number for number in footers if _is_backed(number, footers)), default=0))


def _is_backed(number: int, every: list[int]) -> bool:
    return bool(number) and (every.count(number) >= 2 or len(every) == 1)


def _of(shape: re.Pattern[str], text: str) -> int:
    """The n of "page m of n", 0 when the text says none that can be."""
    found = shape.search(text)
    if found is None:
        return 0
    page, number = (int(group) for group in found.groups() if group is not None)
    return number if 0 < page <= number <= _MOST else 0
