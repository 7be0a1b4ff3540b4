"""How parent and child process speak: JSON in frames, so a child taken over by a file cannot run code in the parent."""

import json
import struct
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from payung.core.basis.text import Text
from payung.core.roster.reading import ReadingFinding, SheetCount, WorkbookReading
from payung.core.roster.sheet import Cell, ErrorCell, NumberCell, Sheet
from payung.core.roster.table import COLUMNS
from payung.gateways.workbooks.problems import FileProblem

HEAD = struct.Struct("<I")
"""Before each frame: its length in bytes."""

MAX_FRAME = 256 * 2**20
DAYS = tuple(name for name, kind in COLUMNS.items() if kind == "date")

Message = Mapping[str, Any]


def frame(message: Message) -> bytes:
    """``message`` as bytes to send."""
    body = json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode()
    return HEAD.pack(len(body)) + body


def understood(body: bytes) -> Message:
    """The message in a frame; an empty one when a child sends what is none."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


def packed(reading: WorkbookReading) -> Message:
    """A reading as plain lists and texts."""
    columns = dict(reading.columns)
    for name in DAYS:
        columns[name] = [day.isoformat() if isinstance(day, date) else None for day in columns[name]]
    return {
        "columns": columns,
        "sheets": [vars(sheet) for sheet in reading.sheets],
        "template_code": reading.template_code,
        "titles": list(reading.titles),
        "findings": [vars(finding) | {"message": vars(finding.message)} for finding in reading.findings],
    }


def unpacked(message: Message) -> WorkbookReading:
    """The reading a child sent. Raises: KeyError, TypeError or ValueError when it is not one."""
    columns = dict(message["columns"])
    for name in DAYS:
        columns[name] = [date.fromisoformat(day) if day else None for day in columns[name]]
    findings = [ReadingFinding(**finding | {"message": Text(**finding["message"])}) for finding in message["findings"]]
    sheets = [SheetCount(**sheet) for sheet in message["sheets"]]
    return WorkbookReading(columns, sheets, message["template_code"], tuple(message["titles"]), findings)


def packed_problem(why: FileProblem) -> Message:
    """A problem as plain texts."""
    return {"code": why.code, "says": vars(why.says), "do": vars(why.do)}


def unpacked_problem(message: Message) -> FileProblem:
    """The problem a child sent. Raises: KeyError or TypeError when it is not one."""
    return FileProblem(message["code"], Text(**message["says"]), Text(**message["do"]))


def packed_sheets(sheets: Iterable[Sheet]) -> Message:
    """The sheets as they lie in the file, cells and all; hidden ones apart."""
    every = list(sheets)
    return {
        "sheets": [_packed_sheet(sheet) for sheet in every if sheet.visible],
        "hidden": [_packed_sheet(sheet) for sheet in every if not sheet.visible],
    }


def unpacked_sheets(message: Message) -> list[Sheet]:
    """The visible sheets a child sent. Raises: KeyError, TypeError or ValueError when they are none."""
    return [_unpacked_sheet(sheet, visible=True) for sheet in message["sheets"]]


def unpacked_hidden(message: Message) -> list[Sheet]:
    """The hidden sheets a child sent. Raises: KeyError, TypeError or ValueError when they are none."""
    return [_unpacked_sheet(sheet, visible=False) for sheet in message["hidden"]]


def _packed_sheet(sheet: Sheet) -> Message:
    return {
        "name": sheet.name,
        "rows": [[_packed_cell(cell) for cell in row] for row in sheet.rows],
        "first_row": sheet.first_row,
        "first_column": sheet.first_column,
    }


def _unpacked_sheet(sheet: Message, *, visible: bool) -> Sheet:
    rows = [[_unpacked_cell(cell) for cell in row] for row in sheet["rows"]]
    return Sheet(str(sheet["name"]), rows, int(sheet["first_row"]), int(sheet["first_column"]), visible)


def _packed_cell(cell: Cell) -> object:
    if isinstance(cell, NumberCell):
        return {"number": cell.value}
    if isinstance(cell, ErrorCell):
        return {"error": cell.text}
    return {"day": cell.isoformat()} if isinstance(cell, date) else cell


def _unpacked_cell(said: object) -> Cell:
    if said is None or isinstance(said, str | bool):
        return said
    if not isinstance(said, dict) or len(said) != 1:
        raise ValueError("a cell is a text, a truth or one thing of a kind")
    kind, value = next(iter(said.items()))
    if kind == "number":
        return NumberCell(float(value))
    return ErrorCell(str(value)) if kind == "error" else date.fromisoformat(value)
