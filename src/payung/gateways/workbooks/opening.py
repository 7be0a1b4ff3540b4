"""From the bytes of a workbook to its sheets, cells typed but not yet understood. Runs in the child process."""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from payung.core.basis.text import Text
from payung.core.roster.sheet import Cell, NumberCell, Sheet
from payung.gateways.workbooks.problems import problem
from payung.gateways.workbooks.safety import Looked, Refused, look_over
from payung.gateways.workbooks.text_files import read_text

_HIDDEN_ROW = re.compile(rb'<(?:x:)?row (?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')
_HIDDEN_COLUMNS = re.compile(rb'<(?:x:)?col (?=[^>]*\bhidden="(?:1|true)")[^>]*>')
_SHEET_PART = re.compile(rb'<(?:x:)?sheet [^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
_RELATION = re.compile(rb"<Relationship [^>]*>")
_ATTRIBUTE = re.compile(rb'\b(Id|Target|min|max)="([^"]*)"')
_ODS_TABLE = re.compile(rb"<table:table [^>]*>|<table:table-row\b[^>]*>|<table:table-column\b[^>]*>")
_ODS_TIMES = re.compile(rb'table:number-(?:rows|columns)-repeated="(\d+)"')
_HIDDEN_IN_ODS = (b'table:visibility="collapse"', b'table:visibility="filter"')
MOST_HIDDEN = 100_000
_DAY_0 = date(1899, 12, 30)
"""Day 0 (xlsx tells it as midnight): what a formula in a date column makes of an empty cell."""


def open_workbook(data: bytes) -> list[Sheet]:
    """Every sheet of the workbook or text file ``data``, hidden ones too, in order.

    Raises: Refused. May also end the process: the library that reads can be made to abort by a crafted file.
    """
    looked = look_over(data)
    if looked.kind == "text":
        return read_text(data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            hidden = _hidden(looked)
            return [
                _sheet(workbook.get_sheet_by_name(about.name), about.visible, hidden.get(about.name))
                for about in workbook.sheets_metadata
                if _holds_cells(about.typ)
            ]
    except PasswordError:
        raise Refused(problem("file_password")) from None
    except CalamineError as error:
        kind = type(error).__name__  # its message may quote cells
        raise Refused(
            problem("file_unreadable", Text(id=f"isinya rusak ({kind})", en=f"it is damaged ({kind})"))
        ) from None


def _holds_cells(kind: object) -> bool:
    if kind in (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba):
        raise Refused(problem("file_macro"))
    return kind in (SheetTypeEnum.WorkSheet, SheetTypeEnum.DialogSheet)


def _sheet(
    opened: CalamineSheet, visible: SheetVisibleEnum, hidden: tuple[frozenset[int], frozenset[int]] | None
) -> Sheet:
    top, left = opened.start or (0, 0)
    rows = [_cells(row) for row in opened.to_python(skip_empty_area=True)]
    while rows and not rows[-1]:
        rows.pop()
    hidden_rows, hidden_columns = hidden or (frozenset(), frozenset())
    return Sheet(
        name=opened.name,
        rows=rows,
        first_row=top + 1,
        first_column=left + 1,
        visible=visible == SheetVisibleEnum.Visible,
        merged=[(a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in opened.merged_cell_ranges or ()],
        hidden_rows=hidden_rows,
        hidden_columns=hidden_columns,
    )


def _cells(row: Sequence[object]) -> list[Cell]:
    if row.count("") == len(row):
        return []  # one stray cell far below makes a million of these
    cells = [value if type(value) is str else _cell(value) for value in row]
    end = len(cells)
    while end and not cells[end - 1]:
        if cells[end - 1] is False:
            break
        end -= 1
    return [None if cell == "" else cell for cell in cells[:end]]


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return NumberCell(float(value))
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return None if value == _DAY_0 else value
    return str(value) if value != time() else None  # a time of day or a duration: no column of ours holds one


Hidden = Mapping[str, tuple[frozenset[int], frozenset[int]]]


def _hidden(looked: Looked) -> Hidden:
    """Sheet name -> its hidden rows and hidden columns, where the format lets us see them (xlsx, ods)."""
    if looked.kind == "ods":
        content = looked.parts.get("content.xml", b"")
        return _hidden_in_ods(content) if any(mark in content for mark in _HIDDEN_IN_ODS) else {}
    sheets = {name: part for name, part in looked.parts.items() if "worksheets/" in name and b'hidden="' in part}
    if not sheets:
        return {}
    targets = {}
    for relation in _RELATION.findall(looked.parts.get("xl/_rels/workbook.xml.rels", b"")):
        about = dict(_ATTRIBUTE.findall(relation))
        targets[about.get(b"Id", b"")] = about.get(b"Target", b"").decode("utf-8", "replace")
    hidden = {}
    for name, relation in _SHEET_PART.findall(looked.parts.get("xl/workbook.xml", b"")):
        target = targets.get(relation, "").removeprefix("/xl/")
        part = sheets.get(f"xl/{target}")
        if part is not None:
            hidden[_unescaped(name)] = _hidden_in_part(part)
    return hidden


def _hidden_in_part(part: bytes) -> tuple[frozenset[int], frozenset[int]]:
    rows = frozenset(int(row) for row in _HIDDEN_ROW.findall(part)[:MOST_HIDDEN])
    columns: set[int] = set()
    for element in _HIDDEN_COLUMNS.findall(part[: 2**20]):
        about = dict(_ATTRIBUTE.findall(element))
        first, last = int(about.get(b"min", b"0")), int(about.get(b"max", b"0"))
        columns.update(range(first, min(last, 16_384) + 1))
    return rows, frozenset(columns)


def _unescaped(name: bytes) -> str:
    said = name.decode("utf-8", "replace")
    for mark, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        said = said.replace(mark, sign)
    return said


def _hidden_in_ods(content: bytes) -> Hidden:
    hidden: dict[str, tuple[set[int], set[int]]] = {}
    rows, columns = set[int](), set[int]()
    row = column = 1
    for element in _ODS_TABLE.findall(content):
        if element.startswith(b"<table:table "):
            found = re.search(rb'table:name="([^"]*)"', element)
            rows, columns, row, column = set(), set(), 1, 1
            hidden[_unescaped(found[1] if found else b"")] = (rows, columns)
            continue
        repeated = _ODS_TIMES.search(element)
        times = int(repeated[1]) if repeated else 1
        collapsed = any(mark in element for mark in _HIDDEN_IN_ODS) and times < MOST_HIDDEN
        if element.startswith(b"<table:table-row"):
            rows.update(range(row, row + times) if collapsed else ())
            row += times
        else:
            columns.update(range(column, column + times) if collapsed else ())
            column += times
    return {name: (frozenset(rows), frozenset(columns)) for name, (rows, columns) in hidden.items()}
