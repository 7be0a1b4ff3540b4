"""How parent and child process speak: JSON in frames, so a child taken over by a file cannot run code in the parent."""

import json
import struct
from collections.abc import Mapping
from datetime import date
from typing import Any

from payung.core.basis.text import Text
from payung.core.roster.reading import ReadingFinding, SheetCount, WorkbookReading
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
