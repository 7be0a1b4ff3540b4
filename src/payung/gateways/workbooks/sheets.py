"""The sheets of one workbook as they lie, read in a child process with limits: for lists that are no village lists."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from payung.core.basis.text import Text
from payung.core.roster.sheet import Sheet
from payung.gateways.workbooks.files import MAX_FILE, RosterFile
from payung.gateways.workbooks.pool import SECONDS, Answer, Pool
from payung.gateways.workbooks.problems import FileProblem, problem
from payung.gateways.workbooks.wire import unpacked_hidden, unpacked_problem, unpacked_sheets


@dataclass(frozen=True)
class Opened:
    """One file. With a ``problem`` it gives no sheets. ``sha256``: of its content, "" when it was not opened at all."""

    sha256: str
    sheets: list[Sheet]
    hidden: list[Sheet]
    problem: FileProblem | None = None


def read_sheets(path: Path, seconds: int = SECONDS) -> list[Sheet] | FileProblem:
    """The visible sheets of the workbook or text table at ``path``, or why it gives none. Nothing it holds raises."""
    opened = open_sheets(path, seconds)
    return opened.problem or opened.sheets


def open_sheets(path: Path, seconds: int = SECONDS) -> Opened:
    """The same with the hidden sheets and the hash of the bytes that were read."""
    size = path.stat().st_size
    if size > MAX_FILE:
        most = MAX_FILE // 2**20
        return _without(problem("file_too_large", Text(id=f"lebih dari {most} MB", en=f"over {most} MB")))
    return next(open_each([RosterFile(path.name, path, size=size)], seconds))


def open_each(files: Sequence[RosterFile], seconds: int = SECONDS, workers: int = 1) -> Iterator[Opened]:
    """The same of many files, in their order."""
    with Pool(workers, seconds, wanted="sheets") as pool:
        for answer in pool.read(files, date.min):
            yield _opened(answer)


def _opened(answer: Answer) -> Opened:
    if answer.problem is not None:
        return _without(answer.problem, answer.sha256)
    try:
        message = answer.message or {}
        if "problem" in message:
            return _without(unpacked_problem(message["problem"]), answer.sha256)
        return Opened(answer.sha256, unpacked_sheets(message), unpacked_hidden(message))
    except (KeyError, TypeError, ValueError, AttributeError):  # a child taken over by its file may say anything
        return _without(problem("file_crashed_reader"), answer.sha256)


def _without(why: FileProblem, sha256: str = "") -> Opened:
    return Opened(sha256, [], [], why)
