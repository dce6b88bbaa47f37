"""XLSX, XLS and ODS through python-calamine. Must not know what a column means."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from tallystick.model.errors import BadList
from tallystick.model.lists import Cells

from .stripped import Stripped

Cell = int | float | str | bool | date | datetime | time | timedelta
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def workbook_cells(data: bytes, name: str) -> tuple[Cells, ...]:
    """Every sheet of a workbook that has a filled cell.

    Raises:
        BadList: it is protected by a password, damaged, or has no filled cell.

    """
    if _ENCRYPTED in data:
        raise _protected(name)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = tuple(_sheet(book, sheet, name) for sheet in book.sheet_names)
    except PasswordError as error:
        raise _protected(name) from error
    except CalamineError as error:
        raise BadList(
            f"the workbook cannot be opened: {error}", where=name, remedy="save it anew as XLSX, ODS or CSV"
        ) from error
    filled = tuple(sheet for sheet in sheets if sheet.rows)
    if not filled:
        raise BadList("no sheet has a filled cell", where=name, remedy="ask for the file again")
    return filled


def _sheet(book: CalamineWorkbook, sheet: str, name: str) -> Cells:
    rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    texts, kept = _Texts(), Stripped()
    return Cells(name, sheet, tuple(tuple(kept[texts[type(cell), cell]] for cell in row) for row in rows))


class _Texts(dict[tuple[type, Cell], str]):
    """Gives the text of a cell; every different value is written once (1, 1.0 and True are three values)."""

    def __missing__(self, cell: tuple[type, Cell]) -> str:
        """A value that was not seen before."""
        text = self[cell] = _text(cell[1])
        return text


def _protected(name: str) -> BadList:
    return BadList("the workbook is protected by a password", where=name, remedy="save it without one")


def _text(cell: Cell) -> str:
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time(0):
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(sep=" ", timespec="seconds")
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell)
