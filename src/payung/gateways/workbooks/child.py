"""The process that opens workbooks: takes a file, answers with its rows, takes the next. May be killed at any time."""

import hashlib
import json
import os
import sys
import traceback
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from payung.core.basis.text import Text
from payung.core.roster.reading import WorkbookReading, read_workbook
from payung.gateways.child_limits import allow, die_with, limit_memory
from payung.gateways.workbooks.files import MAX_FILE
from payung.gateways.workbooks.opening import open_workbook
from payung.gateways.workbooks.problems import FileProblem, problem
from payung.gateways.workbooks.safety import Refused
from payung.gateways.workbooks.wire import HEAD, Message, frame, packed, packed_problem, packed_sheets

_EMPTY = Text(id="semua lembar kosong", en="every sheet is empty")
_NO_HEADING = Text(
    id="tidak ada lembar dengan baris judul NIK dan Nama, atau kolom berisi NIK",
    en="no sheet has a heading row with NIK and Nama, or a column of NIKs",
)
_NO_ROWS = Text(id="ada baris judul, tetapi belum ada baris yang terisi", en="there are headings but no filled row")
_HIDDEN_LIST = Text(
    id="daftarnya hanya ada di lembar tersembunyi; tampilkan dulu (klik kanan tab > Tampilkan)",
    en="the only list is on a hidden sheet; show it first (right-click a tab > Unhide)",
)


def serve(parent: int, seconds: int) -> None:
    """Answer requests from standard input until it closes. ``seconds``: processor time for each file.

    A request names path, entry, on and what is wanted of the file: the workers of a village list, or the sheets as they
    lie. Two answers follow: the SHA-256, then the reading, the sheets or the problem.
    """
    answers = _own_output()
    limit_memory()
    die_with(parent)
    requests = sys.stdin.buffer

    def send(message: Message) -> None:
        answers.write(frame(message))
        answers.flush()

    def report(kind: type[BaseException], _: BaseException, trace: Any) -> None:
        places = [f"{Path(step.filename).name}:{step.lineno}" for step in traceback.extract_tb(trace)]
        # never the message: it may quote a cell
        send({"crash": f"{kind.__name__} at {' < '.join(reversed(places))}"})

    sys.excepthook = report
    while len(head := requests.read(HEAD.size)) == HEAD.size:
        request = json.loads(requests.read(HEAD.unpack(head)[0]))
        allow(seconds)
        for answer in _answers(request):
            send(answer)


def _answers(request: Message) -> Iterator[Message]:
    try:
        data = _content(Path(request["path"]), request["entry"])
        yield {"sha256": hashlib.sha256(data).hexdigest()}
        sheets = open_workbook(data)
        if request["wanted"] == "sheets":
            yield packed_sheets(sheets)
            return
        reading = read_workbook(sheets, on=date.fromisoformat(request["on"]))
    except Refused as refused:
        yield {"problem": packed_problem(refused.problem)}
        return
    except MemoryError:
        yield {"problem": packed_problem(problem("file_crashed_reader"))}
        return
    why = _why_nothing(reading)
    yield {**packed(reading), **({"problem": packed_problem(why)} if why else {})}


def _why_nothing(reading: WorkbookReading) -> FileProblem | None:
    """The problem of a file without any worker."""
    if any(sheet.workers for sheet in reading.sheets):
        return None
    if not any(sheet.rows_read for sheet in reading.sheets):
        return problem("file_empty", _EMPTY)
    if any(sheet.used for sheet in reading.sheets):
        return problem("file_no_list", _NO_ROWS)
    hidden = any(finding.code == "hidden_sheet" for finding in reading.findings)
    return problem("file_no_list", _HIDDEN_LIST if hidden else _NO_HEADING)


def _content(path: Path, entry: int | None) -> bytes:
    """The bytes of the file or ZIP entry, never more than a workbook may have. Raises: Refused."""
    try:
        if entry is None:
            with path.open("rb") as handle:
                data = handle.read(MAX_FILE + 1)
        else:
            archive = _archive(path)
            with archive.open(archive.infolist()[entry]) as stream:
                data = stream.read(MAX_FILE + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise Refused(problem("file_truncated", Text(id="entri ZIP rusak", en="the ZIP entry is damaged"))) from None
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise Refused(problem("file_unreadable", Text(id=why, en=why))) from None
    if len(data) > MAX_FILE:
        most = MAX_FILE // 2**20
        raise Refused(problem("file_too_large", Text(id=f"lebih dari {most} MB", en=f"over {most} MB")))
    return data


@lru_cache(maxsize=1)
def _archive(path: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(path)


def _own_output() -> BinaryIO:
    """The pipe to the parent; whatever else prints goes nowhere, so it cannot get between two answers."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return answers
