"""Pages to documents: each page in exactly one, whatever the order in which they went through the machine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.model.reading import Read
from tallystick.model.words import ASKED_BY_FORM, FormKind
from tallystick.reading.documents import PageRead, documents

FIELDS = {"name": Read("PELL, Ansel", 0.99)}


def form(number: int, kind: FormKind = FormKind.I247A) -> PageRead:
    return PageRead(number, kind, "02/17", "1 of 3", fields=FIELDS)


def later(number: int, which: int, kind: FormKind = FormKind.I247A) -> PageRead:
    return PageRead(number, kind, "02/17", f"{which} of 3", first=False)


def paper(number: int, kind: FormKind) -> PageRead:
    return PageRead(number, kind)


CASES = [
    ("a form with its pages", [form(0), later(1, 2), later(2, 3)], [("I-247A", (0, 1, 2))]),
    ("pages in reverse", [later(0, 3), later(1, 2), form(2)], [("I-247A", (0, 1, 2))]),
    ("a cover in front", [paper(0, FormKind.COVER), form(1)], [("cover", (0,)), ("I-247A", (1,))]),
    ("its warrant behind", [form(0), paper(1, FormKind.I200)], [("I-247A", (0, 1))]),
    ("its warrant in front", [paper(0, FormKind.I205), form(1)], [("I-247A", (0, 1))]),
    (
        "two requests in one transmission",
        [form(0), later(1, 2), later(2, 3), form(3), later(4, 2), later(5, 3)],
        [("I-247A", (0, 1, 2)), ("I-247A", (3, 4, 5))],
    ),
    (
        "two requests whose later pages came last",
        [form(0), form(1), later(2, 2), later(3, 2)],
        [("I-247A", (0, 3)), ("I-247A", (1, 2))],
    ),
    ("two forms of different kinds", [form(0), form(1, FormKind.I247G)], [("I-247A", (0,)), ("I-247G", (1,))]),
    ("a warrant alone", [paper(0, FormKind.I200)], [("I-200", (0,))]),
    ("a judge's warrant is another paper", [form(0), paper(1, FormKind.JUDICIAL_WARRANT)], None),
    ("later pages alone", [later(0, 2), later(1, 3)], None),
    ("another's papers", [paper(0, FormKind.OTHER), paper(1, FormKind.OTHER)], [("other", (0, 1))]),
    ("an empty page", [form(0), PageRead(1, FormKind.UNKNOWN, blank=True)], [("I-247A", (0, 1))]),
    ("nothing", [], []),
]


@pytest.mark.parametrize(("what", "pages", "expected"), CASES, ids=[case[0] for case in CASES])
def test_pages_become_documents(
    what: str, pages: list[PageRead], expected: list[tuple[str, tuple[int, ...]]] | None
) -> None:
    found = documents(pages)
    if expected is None:
        assert not any(one.fields and len(one.pages) > 1 for one in found), what
    else:
        assert [(one.form.value, one.pages) for one in found] == expected


def test_a_form_whose_number_was_lost_is_told_by_its_later_page() -> None:
    found = documents([PageRead(0, FormKind.UNKNOWN, fields=FIELDS), later(1, 2)])
    assert [(one.form, one.pages) for one in found] == [(FormKind.I247A, (0, 1))]


PAGES = st.lists(
    st.tuples(
        st.sampled_from(list(FormKind)),
        st.sampled_from(["", "1 of 3", "2 of 3", "3 of 3"]),
        st.booleans(),
        st.booleans(),
    ),
    max_size=8,
)


@given(PAGES)
def test_every_page_stands_in_exactly_one_document(kinds: list[tuple[FormKind, str, bool, bool]]) -> None:
    pages = [
        PageRead(
            number, kind, printed=printed, first=first, blank=blank, fields=FIELDS if kind in ASKED_BY_FORM else {}
        )
        for number, (kind, printed, first, blank) in enumerate(kinds)
    ]
    assert sorted(page for one in documents(pages) for page in one.pages) == list(range(len(pages)))
