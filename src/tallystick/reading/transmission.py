"""A whole transmission: every page looked at once, its kind told, forms read, pages gathered into documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from tallystick.model.reading import DocumentReading, FieldReading, PageEvidence, Unread
from tallystick.model.words import FormKind, UnreadReason

from .boxes import read_boxes
from .documents import PageRead, documents
from .editions import Edition, Editions
from .form import read_form
from .header import parted, take_header
from .kinds import Kind, kind_of, told_by_words
from .known import Known
from .lower import read_marks
from .page import Page
from .recogniser import Recogniser
from .sight import Sight
from .stated import stated
from .straight import straighten, without_streaks

_LEGIBLE = 0.85
_LABELS = 6
_WHOLE = 0.85
_LETTER_INCHES = 11.0


@dataclass(frozen=True, slots=True)
class Reader:
    """What a reading needs beside the pages: forms as data, an engine, what the city knows, an engine for doubts."""

    editions: Editions
    recogniser: Recogniser
    known: Known = field(default_factory=Known)
    second: Callable[[], Recogniser] | None = None


def read_pages(pages: Iterable[Page], reader: Reader) -> tuple[tuple[PageEvidence, ...], tuple[DocumentReading, ...]]:
    """The evidence of each page and the documents; every page is in exactly one document."""
    looked = [_look(page, reader) for page in pages]
    return tuple(evidence for evidence, _ in looked), documents([page for _, page in looked])


@dataclass(frozen=True, slots=True)
class Seen:
    """A page that bears print: upright, with what it is taken for and the fax machine's line over it."""

    sight: Sight
    kind: Kind
    header: str


def seen(page: Page, reader: Reader) -> Seen | None:
    """The page made straight and upright; None when it has no pixels or no print."""
    if not page.pixels:
        return None
    image = without_streaks(page.square())
    header, image = take_header(image, reader.recogniser, whole=page.number == 0, second=reader.second)
    sight = Sight(straighten(page.number, image), reader.recogniser, reader.second)
    if not sight.layout.pieces:
        return None
    return Seen(*_upright(sight, kind_of(sight, reader.editions), reader), header)


def _look(page: Page, reader: Reader) -> tuple[PageEvidence, PageRead]:
    evidence = PageEvidence(
        page.number,
        page.width,
        page.height,
        page.dpi_x,
        page.dpi_y,
        damaged=page.damaged,
        caller=page.call.get("caller", ""),
        received=page.call.get("received", ""),
        line=page.call.get("line", ""),
    )
    if not page.pixels:
        return replace(evidence, damaged=True), PageRead(page.number, FormKind.UNKNOWN)
    look = seen(page, reader)
    if look is None:
        return evidence, PageRead(page.number, FormKind.UNKNOWN, blank=True)
    turned, printed = look.sight.page.turned, look.kind.printed_page
    line = parted(look.header)
    evidence = replace(evidence, header=look.header, printed_page=printed, upside_down=turned)
    evidence = replace(evidence, sender=line.sender, sent=line.sent, header_page=line.page)
    return evidence, _read(page, look.sight, look.kind, reader)


def _upright(sight: Sight, kind: Kind, reader: Reader) -> tuple[Sight, Kind]:
    """The page as it stands or, when it says nothing that way, turned by half, whichever can be read."""
    if kind.known or kind.legible >= _LEGIBLE:
        return sight, kind
    turned = Sight(sight.page.upside_down(), reader.recogniser, reader.second)
    other = kind_of(turned, reader.editions)
    return (turned, other) if other.known or other.legible > kind.legible else (sight, kind)


def _read(page: Page, sight: Sight, kind: Kind, reader: Reader) -> PageRead:
    told = PageRead(page.number, kind.form, kind.edition, kind.printed_page, kind.first)
    edition = _edition(kind, reader.editions)
    if edition is None or not kind.first:
        return told if kind.known else replace(told, form=_untold(kind))
    form = read_form(sight, edition, kind.body, reader.known.words(reader.editions))
    found = form.found
    enough = min(_LABELS, len(edition.fields) // 2)
    if len(found.fields) < _LABELS and not kind.known:
        letter = told_by_words(sight, reader.editions)
        return _letter(page, sight, letter, reader) if letter else replace(told, form=_untold(kind))
    if len(found.fields) < enough and not kind.body and not kind.printed_page:
        return replace(told, first=False)
    boxes = read_boxes(sight, found, tuple(edition.boxes))
    both = stated({**form.fields, **form.further}, form.printed, page.words, reader.editions.countries)
    fields = {name: both.fields[name] for name in form.fields}
    return replace(
        told,
        fields=_with_reasons(fields, page),
        boxes=boxes,
        further={name: both.fields[name] for name in form.further},
        spelt=both.printed,
        marks=read_marks(sight, found, edition),
    )


def _letter(page: Page, sight: Sight, form: FormKind, reader: Reader) -> PageRead:
    """A page that only its sentences tell: what labels there are may stand anywhere on it."""
    return _read(page, sight, Kind(form, body=1), reader)


def _edition(kind: Kind, editions: Editions) -> Edition | None:
    """The form's edition; for an untold page the commonest form, whose labels may still be found on it."""
    edition = editions.of(kind.form if kind.known else FormKind.I247A)
    return edition if edition and edition.fields else None


def _untold(kind: Kind) -> FormKind:
    """Print that can be read and is none of ours is another's paper; print that cannot be read is unknown."""
    return FormKind.OTHER if kind.legible >= _LEGIBLE else FormKind.UNKNOWN


def _with_reasons(fields: dict[str, FieldReading], page: Page) -> dict[str, FieldReading]:
    """A label that is missing from a damaged or short page was lost with it."""
    short = page.height / page.dpi_y < _WHOLE * _LETTER_INCHES
    lost = UnreadReason.CUT_OFF if short else UnreadReason.DAMAGED if page.damaged else UnreadReason.NOT_FOUND
    gone = Unread(UnreadReason.NOT_FOUND)
    return {name: Unread(lost) if one == gone else one for name, one in fields.items()}
