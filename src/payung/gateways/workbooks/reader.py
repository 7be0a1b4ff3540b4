"""Read many village files: each in a child process with limits, answers in the order of the files."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from payung.core.roster.reading import ReadingFinding, SheetCount
from payung.core.roster.table import COLUMNS
from payung.gateways.workbooks.files import RosterFile
from payung.gateways.workbooks.pool import SECONDS, Answer, Pool
from payung.gateways.workbooks.problems import FileProblem, problem
from payung.gateways.workbooks.wire import unpacked, unpacked_problem

UNKNOWN_HERE = ("position", "village_code")
"""Columns of the roster table that are known only when all files and places are."""


@dataclass(frozen=True)
class FileReading:
    """One file. With a ``problem`` it gives no rows.

    ``columns``: those of the roster table but ``UNKNOWN_HERE``, lists of equal length, one value a worker.
    ``sheets``: for each, rows_read = workers + the sum of not_data. ``titles``: texts above the lists, one a row.
    ``sha256``: of the content, "" when it was not opened at all.
    """

    file: str
    sha256: str
    problem: FileProblem | None
    columns: dict[str, list[object]]
    sheets: list[SheetCount]
    template_code: str | None
    titles: tuple[str, ...]
    findings: list[ReadingFinding]


def read_rosters(
    files: Sequence[RosterFile],
    *,
    on: date,
    workers: int = 2,
    progress: Callable[[str], None] | None = None,
    seconds: int = SECONDS,
) -> Iterator[FileReading]:
    """Read ``files`` in ``workers`` child processes; yields in their order and calls ``progress`` with each name.

    ``on`` decides the century of two-digit years; ``seconds`` is what one file may take. A file that is damaged,
    hostile or no list has a ``problem``; nothing a file holds raises here or stops the others.
    """
    with Pool(workers, seconds) as pool:
        for file, answer in zip(files, pool.read(files, on), strict=True):
            if progress:
                progress(file.name)
            yield _reading(file, answer)


def _reading(file: RosterFile, answer: Answer) -> FileReading:
    empty: dict[str, list[object]] = {name: [] for name in COLUMNS if name not in UNKNOWN_HERE}
    if answer.message is None:
        return FileReading(file.name, answer.sha256, answer.problem, empty, [], None, (), [])
    try:
        why = unpacked_problem(answer.message["problem"]) if "problem" in answer.message else None
        if "columns" not in answer.message:
            return FileReading(file.name, answer.sha256, why, empty, [], None, (), [])
        read = unpacked(answer.message)
    except (KeyError, TypeError, ValueError):  # a child that was taken over by its file may say anything
        return FileReading(file.name, answer.sha256, problem("file_crashed_reader"), empty, [], None, (), [])
    workers = len(read.columns["row"])
    return FileReading(
        file=file.name,
        sha256=answer.sha256,
        problem=why,
        columns=empty | read.columns | {"file": [file.name] * workers},
        sheets=read.sheets,
        template_code=read.template_code,
        titles=read.titles,
        findings=read.findings,
    )
