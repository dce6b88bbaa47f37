"""Pages to documents: a form's first page takes its notice pages and the warrant that comes with it; the sum closes.

Every page stands in exactly one document. Pages may come out of order; what cannot be told stands alone, for a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tallystick.model.reading import BoxReading, DocumentReading, FieldReading, MarkReading
from tallystick.model.words import ASKED_BY_FORM, FormKind

_WARRANTS = (FormKind.I200, FormKind.I205)


@dataclass(frozen=True, slots=True)
class PageRead:
    """What was read of one page; ``first`` is False for a later page of a form, ``blank`` for one without print.

    ``printed`` is the page of pages as printed, ``spelt`` are values as the paper spells them, by field.
    """

    number: int
    form: FormKind
    edition: str = ""
    printed: str = ""
    first: bool = True
    blank: bool = False
    fields: dict[str, FieldReading] = field(default_factory=dict)
    boxes: tuple[BoxReading, ...] = ()
    further: dict[str, FieldReading] = field(default_factory=dict)
    spelt: dict[str, str] = field(default_factory=dict)
    marks: tuple[MarkReading, ...] = ()


def documents(pages: Sequence[PageRead]) -> tuple[DocumentReading, ...]:
    """The documents in the order of their first pages."""
    groups: list[list[PageRead]] = [[page] for page in pages if _heads(page)]
    for page in pages:
        if _heads(page):
            continue
        home = _home(page, groups)
        if home is None:
            groups.append([page])
        else:
            home.append(page)
    return tuple(_document(group) for group in sorted(groups, key=lambda group: min(p.number for p in group)))


def _heads(page: PageRead) -> bool:
    return page.first and (page.form in ASKED_BY_FORM or (bool(page.fields) and page.form not in _WARRANTS))


def _home(page: PageRead, groups: list[list[PageRead]]) -> list[PageRead] | None:
    """The document a page goes on with, if there is one: the nearest before it that lacks it, else the next after."""
    before = [group for group in groups if group[0].number < page.number]
    after = [group for group in groups if group[0].number > page.number]
    nearest = max(before, key=lambda group: max(p.number for p in group if p.number < page.number), default=None)
    if page.blank:
        return nearest
    if page.form in ASKED_BY_FORM or page.form is FormKind.NOTICE_PAGES:
        requests = [g for g in [*reversed(before), *after] if _heads(g[0]) and _fits(page, g)]
        lacking = [group for group in requests if not page.printed or page.printed not in {p.printed for p in group}]
        return next(iter(lacking or requests), None)
    if page.form in _WARRANTS:
        request = next((g for g in [*reversed(before), *after] if _heads(g[0])), None)
        goes_on = nearest if nearest and not page.first and nearest[0].form is page.form else None
        return request or goes_on
    same = page.form in (FormKind.OTHER, FormKind.COVER, FormKind.JUDICIAL_WARRANT)
    return nearest if same and nearest and _goes_on(page, nearest) else None


def _fits(page: PageRead, group: list[PageRead]) -> bool:
    return page.form in (FormKind.NOTICE_PAGES, group[0].form) or group[0].form is FormKind.UNKNOWN


def _goes_on(page: PageRead, group: list[PageRead]) -> bool:
    """Another's papers in a row are one document."""
    return group[-1].number == page.number - 1 and group[0].form is page.form is FormKind.OTHER


def _form(group: list[PageRead]) -> FormKind:
    """The head's form; where its title and number are lost, that of a later page of the same form."""
    told = (page.form for page in group if page.form in ASKED_BY_FORM)
    return next(told, FormKind.UNKNOWN) if group[0].form is FormKind.UNKNOWN else group[0].form


def _document(group: list[PageRead]) -> DocumentReading:
    head = group[0]
    form = FormKind.NOTICE_PAGES if head.form in ASKED_BY_FORM and not head.first else _form(group)
    edition = next((page.edition for page in group if page.edition and page.form is form), "")
    numbers = tuple(sorted(page.number for page in group))
    enclosed = tuple(_document([page]) for page in group[1:] if page.form in _WARRANTS and page.first and page.fields)
    return DocumentReading(
        form, edition, numbers, head.fields, head.boxes, head.further, head.spelt, head.marks, enclosed
    )
