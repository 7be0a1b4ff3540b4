"""The sheets of one workbook as they lie, read in a child process with limits: for lists that are no village lists."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from payung.core.basis.text import Text
from payung.core.roster.sheet import Sheet
from payung.gateways.workbooks.files import MAX_FILE, RosterFile
from payung.gateways.workbooks.pool import SECONDS, Pool
from payung.gateways.workbooks.problems import FileProblem, problem
from payung.gateways.workbooks.wire import unpacked_problem, unpacked_sheets


@dataclass(frozen=True)
class HashedSheets:
    """The visible sheets of one file, and the SHA-256 of the very bytes they were read from."""

    sheets: list[Sheet]
    sha256: str


def read_sheets(path: Path, seconds: int = SECONDS) -> list[Sheet] | FileProblem:
    """The visible sheets of the workbook or text table at ``path``, or why it gives none. Nothing it holds raises."""
    read = read_hashed_sheets(path, seconds)
    return read if isinstance(read, FileProblem) else read.sheets


def read_hashed_sheets(path: Path, seconds: int = SECONDS) -> HashedSheets | FileProblem:
    """As ``read_sheets``, with the content's SHA-256."""
    size = path.stat().st_size
    if size > MAX_FILE:
        most = MAX_FILE // 2**20
        return problem("file_too_large", Text(id=f"lebih dari {most} MB", en=f"over {most} MB"))
    with Pool(1, seconds, wanted="sheets") as pool:
        answer = next(pool.read([RosterFile(path.name, path, size=size)], date.min))
    if answer.problem is not None:
        return answer.problem
    try:
        message = answer.message or {}
        if "problem" in message:
            return unpacked_problem(message["problem"])
        return HashedSheets(unpacked_sheets(message), answer.sha256)
    except (KeyError, TypeError, ValueError, AttributeError):  # a child taken over by its file may say anything
        return problem("file_crashed_reader")
