"""The sheets of one workbook as they lie, read in a child process with limits: for lists that are no village lists."""

from datetime import date
from pathlib import Path

from payung.core.basis.text import Text
from payung.core.roster.sheet import Sheet
from payung.gateways.workbooks.files import MAX_FILE, RosterFile
from payung.gateways.workbooks.pool import SECONDS, Pool
from payung.gateways.workbooks.problems import FileProblem, problem
from payung.gateways.workbooks.wire import unpacked_problem, unpacked_sheets


def read_sheets(path: Path, seconds: int = SECONDS) -> list[Sheet] | FileProblem:
    """The visible sheets of the workbook or text table at ``path``, or why it gives none. Nothing it holds raises."""
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
        return unpacked_problem(message["problem"]) if "problem" in message else unpacked_sheets(message)
    except (KeyError, TypeError, ValueError, AttributeError):  # a child taken over by its file may say anything
        return problem("file_crashed_reader")
