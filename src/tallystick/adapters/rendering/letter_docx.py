"""The letter as DOCX with real headings, repeated header rows, a title and a language.

The clerk's office edits and dockets this file; the PDF is the one that is filed. Must not know what a figure means.
"""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Inches, Pt

from tallystick.reporting.letter import Block, Bullets, Heading, Letter, Paragraph, Table

_LANGUAGE = {"en": "en-US"}
_FONT = "Times New Roman"
_TABLE_SIZE = Pt(9.5)
_TEXT_WIDTH = Inches(6.3)
_WIDEST, _PADDING = 60, 5
"""In characters: a column is given room by its longest cell up to the widest, and never less than its longest word."""


def letter_docx(letter: Letter) -> bytes:
    """The letter as an Office Open XML document."""
    document: Any = docx.Document()
    _properties(document, letter)
    _style(document, letter.language)
    _running(document, letter)
    _opening(document, letter)
    for block in letter.blocks:
        _put(document, block)
    _signature(document, letter)
    document.add_page_break()
    for block in letter.annex:
        _put(document, block)
    data = BytesIO()
    document.save(data)
    return _dated(data, letter)


def _dated(data: BytesIO, letter: Letter) -> bytes:
    """The same parts, all of the letter's own day: the same letter gives the same bytes."""
    day = letter.day
    again = BytesIO()
    with ZipFile(data) as parts, ZipFile(again, "w", ZIP_DEFLATED) as dated:
        for name in parts.namelist():
            part = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            dated.writestr(part, parts.read(name), ZIP_DEFLATED)
    return again.getvalue()


def _properties(document: Any, letter: Letter) -> None:
    moment = datetime.combine(letter.day, time())
    known = document.core_properties
    known.title, known.subject, known.author = letter.title, letter.reference, letter.sender[0]
    known.language = _LANGUAGE.get(letter.language, letter.language)
    known.created = known.modified = moment
    known.keywords = known.comments = ""


def _style(document: Any, language: str) -> None:
    """One font in every style, and the language where Word looks for it: in the default run."""
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Caption"):
        style = document.styles[name]
        style.font.name, style.font.color.rgb = _FONT, None
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
    document.styles["Normal"].font.size = Pt(11)
    document.styles["Title"].font.size = Pt(17)
    (run,) = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    for lang in run.findall(qn("w:lang")):
        run.remove(lang)
    run.append(_element("w:lang", {"w:val": _LANGUAGE.get(language, language)}))


def _element(name: str, attributes: dict[str, str]) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element


def _running(document: Any, letter: Letter) -> None:
    section = document.sections[0]
    section.left_margin = section.right_margin = Inches(1.1)
    section.top_margin = section.bottom_margin = Inches(1)
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    head.text, head.alignment = " · ".join(letter.marks), WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run(f"{letter.footer} · page ")
    foot.paragraph_format.element.append(_element("w:fldSimple", {"w:instr": "PAGE"}))


def _opening(document: Any, letter: Letter) -> None:
    if letter.marks:
        document.add_paragraph().add_run(" · ".join(letter.marks)).bold = True
    document.add_paragraph("\n".join(letter.sender))
    document.add_paragraph(letter.dated)
    document.add_paragraph("\n".join(letter.addressee))
    document.add_paragraph(letter.title, style="Title")
    document.add_paragraph(letter.reference)
    document.add_paragraph(letter.salutation)


def _signature(document: Any, letter: Letter) -> None:
    closing = document.add_paragraph(letter.closing)
    closing.paragraph_format.space_after = Pt(48)
    closing.paragraph_format.keep_with_next = True
    document.add_paragraph("\n".join(letter.signature))


def _put(document: Any, block: Block) -> None:
    match block:
        case Heading(text, level):
            document.add_heading(text, level=level)
        case Paragraph(text):
            document.add_paragraph(text)
        case Bullets(items):
            for item in items:
                document.add_paragraph(item, style="List Bullet")
        case Table():
            _table(document, block)


def _table(document: Any, block: Table) -> None:
    caption = document.add_paragraph(block.caption, style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=0, cols=len(block.head), style="Table Grid")
    table.autofit = False
    for number, row in enumerate((block.head, *block.rows)):
        _row(table, row, header=number == 0, numeric=block.numeric)
    for column, width in zip(table.columns, _widths(block), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    after = document.add_paragraph().paragraph_format
    after.space_after, after.line_spacing = Pt(0), Pt(6)


def _widths(block: Table) -> list[Emu]:
    rooms = [_room(column) for column in zip(block.head, *block.rows, strict=True)]
    return [Emu(int(_TEXT_WIDTH * room / sum(rooms))) for room in rooms]


def _room(texts: tuple[str, ...]) -> int:
    word = max(len(word) for text in texts for word in text.split() or [""])
    return max(min(max(len(text) for text in texts), _WIDEST), min(word + _PADDING, _WIDEST))


def _row(table: Any, texts: tuple[str, ...], *, header: bool, numeric: tuple[int, ...]) -> None:
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no public word for header rows
    properties.append(_element("w:cantSplit", {}))
    if header:
        properties.append(_element("w:tblHeader", {}))
    for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(text)
        run.bold, run.font.size = header, _TABLE_SIZE
        if column in numeric:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
