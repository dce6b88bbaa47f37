"""Opens a file that somebody handed over as a list: which kind it is, by its first bytes and never by its name.

Must not know what a column means, nor refuse a list for what stands in it: only for not being a table of cells.
"""

from __future__ import annotations

from tallystick.model.errors import BadList
from tallystick.model.lists import Cells

from .delimited import delimited_cells
from .workbook import workbook_cells

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_NOT_TABLES = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"II*\x00": "a picture (TIFF)",
    b"MM\x00*": "a picture (TIFF)",
    b"\x1f\x8b": "a packed file (gzip)",
    b"SQLite format 3": "a database",
}


def open_sheets(data: bytes, name: str) -> tuple[Cells, ...]:
    """Every sheet of the file as text cells, row 1 first; a delimited text is one sheet.

    Dates of a workbook come as ISO 8601, whole numbers without a decimal point, blanks as empty text.

    Raises:
        BadList: the file is empty, protected, damaged, or not a table at all.

    """
    if not data.strip(b"\x00\r\n\t "):
        raise BadList("the list is empty", where=name, remedy="ask for the file again")
    for magic, kind in _NOT_TABLES.items():
        if data.startswith(magic):
            raise BadList(f"this is {kind}, not a list of rows", where=name, remedy="ask for it as XLSX, ODS or CSV")
    if data.startswith((_ZIP, _OLE)):
        return workbook_cells(data, name)
    return (delimited_cells(data, name),)
