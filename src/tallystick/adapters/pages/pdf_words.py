"""What a PDF states beside its picture: its text word by word and the values of its fields, each with its place.

Runs in the child process only. Whether to believe it is not decided here: a text layer can say anything.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from .raster import Word

_MOST_LETTERS, _MOST_FIELDS, _MOST_BYTES = 20_000, 500, 4096
_FILLED = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
_TURN = 2
"""A letter that begins so many points left of the one before stands on another line."""


def words(page: pdfium.PdfPage) -> Iterator[Word]:
    """Words of the text layer, then values of fields; none of a page that is turned by a flag."""
    width, height = page.get_size()
    if page.get_rotation() or width < 1 or height < 1:
        return
    left, bottom = page.get_cropbox()[:2]
    for text, (x0, y0, x1, y1) in [*_letters(page), *_values(page)]:
        yield (
            text,
            *(round(share, 4) for share in ((x0 - left) / width, 1 - (y1 - bottom) / height, (x1 - left) / width)),
            round(1 - (y0 - bottom) / height, 4),
        )


_Edges = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


def _letters(page: pdfium.PdfPage) -> Iterator[tuple[str, _Edges]]:
    text = page.get_textpage()
    word, edges = "", (0.0, 0.0, 0.0, 0.0)
    for index in range(min(text.count_chars(), _MOST_LETTERS)):
        letter = chr(raw.FPDFText_GetUnicode(text, index) or 32)
        if letter.isspace() or not letter.isprintable():
            if word:
                yield word, edges
            word = ""
            continue
        box = text.get_charbox(index, loose=True)
        if word and (box[0] < edges[2] - _TURN or abs(box[1] - edges[1]) > (edges[3] - edges[1])):
            yield word, edges
            word = ""
        edges = (
            (min(edges[0], box[0]), min(edges[1], box[1]), max(edges[2], box[2]), max(edges[3], box[3]))
            if word
            else box
        )
        word += letter
    if word:
        yield word, edges


def _values(page: pdfium.PdfPage) -> Iterator[tuple[str, _Edges]]:
    form = page.pdf.formenv
    if form is None:
        return
    for number in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_FIELDS)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        try:
            if raw.FPDFAnnot_GetFormFieldType(form, annotation) in _FILLED and (value := _value(form, annotation)):
                rectangle = raw.FS_RECTF()
                if raw.FPDFAnnot_GetRect(annotation, rectangle):
                    yield value, (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _value(form: pdfium.PdfFormEnv, annotation: object) -> str:
    size = min(raw.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0), _MOST_BYTES)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetFormFieldValue(form, annotation, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").replace("\r", "\n").strip()


def has_fields(page: pdfium.PdfPage) -> bool:
    """Whether something may be filled in on the page: then it is drawn, with what is filled in."""
    form = page.pdf.formenv
    return form is not None and raw.FPDFPage_GetAnnotCount(page) > 0


def is_hidden(page: pdfium.PdfPage) -> bool:
    """Whether all text of the page lies unseen behind its picture, as a scanner's text recognition puts it."""
    texts = page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=2)
    return all(raw.FPDFTextObj_GetTextRenderMode(one) == raw.FPDF_TEXTRENDERMODE_INVISIBLE for one in texts)
