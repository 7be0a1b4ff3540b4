"""What each village must repair, as a workbook it can fill and send back."""

from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import polars as pl

from payung.core.basis.days import long_day
from payung.core.programmes.programme import Case
from payung.core.roster.repairs import asked_of
from payung.gateways.answer_mark import Mark, token_of, written
from payung.gateways.corrections_book import Book, Line, write_book
from payung.gateways.labels import district_label, dotted, slug, village_label
from payung.gateways.problem_words import what_to_do

POOL_FROM = 150
"""Workbooks from which a second process is worth its start (about 0.4 s against 5 ms a workbook)."""
CHUNK = 40

_KEYS = ["file", "sheet", "row"]
_RESEND = "Perbaiki seperti tertulis di kiri, lalu kirim ulang daftar desa seutuhnya."


@dataclass(frozen=True)
class _Task:
    book: Book
    path: Path


def write_corrections(
    outcome: pl.DataFrame,
    findings: pl.DataFrame,
    villages: pl.DataFrame,
    files: pl.DataFrame,
    folder: Path,
    *,
    case: Case,
    processes: int = 2,
    run: str = "",
    nik_digits: int | None = 4,
) -> int:
    """Write ``perbaikan_<code>_<village>.xlsx`` into ``folder`` for every village with something to repair.

    That is: rows of ``outcome`` decided correct or reject, and blocking ``findings`` about a whole file or sheet, such
    as a file that could not be read. Where the village is not known, its file gets a workbook of its own. No workbook
    holds more of a NIK than its last ``nik_digits`` (None: all). ``processes`` write side by side when there are many.
    ``run``: the request of the act that will keep the run; then each workbook of a village says which run it answers,
    and ``outcome`` has the ``mark`` of each row, by which what is written into its yellow cells finds it again.
    Gives the number of workbooks. Frames are as ``core/roster/table`` defines them.
    """
    last = pl.col("nik") if nik_digits is None else pl.col("nik").str.slice(-nik_digits)
    tasks = _tasks(outcome.with_columns(nik=last), findings, villages, files, folder, case=case)
    if run:
        tasks = [replace(task, book=replace(task.book, mark=_mark(run, task.book.code))) for task in tasks]
    if processes < 2 or len(tasks) < POOL_FROM:
        _write(tasks)
        return len(tasks)
    chunks = [tasks[start : start + CHUNK] for start in range(0, len(tasks), CHUNK)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for _ in pool.map(_write, chunks):  # the loop raises what a worker raised
            pass
    return len(tasks)


def _mark(run: str, code: str) -> str:
    """What the workbook of a village carries; one whose village is not known carries nothing."""
    return written(Mark(run, code.replace(".", ""))) if code else ""


def _write(tasks: list[_Task]) -> None:
    for task in tasks:
        write_book(task.book, task.path)


def _tasks(
    outcome: pl.DataFrame,
    findings: pl.DataFrame,
    villages: pl.DataFrame,
    files: pl.DataFrame,
    folder: Path,
    *,
    case: Case,
) -> list[_Task]:
    village_of_file = dict(files.select("file", "village_code").iter_rows())
    said = _messages(findings.filter(pl.col("severity") == "block"))
    books: dict[tuple[str, str], list[Line]] = defaultdict(list)

    def home(code: str | None, file: str) -> tuple[str, str]:
        code = code or village_of_file.get(file)
        return (code, "") if code else ("", file)

    for line, code in _row_lines(outcome, said, _asked(findings)):
        books[home(code, line.file)].append(line)
    for line in _file_lines(said):
        books[home(None, line.file)].append(line)

    sent: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for file, sheet, code in outcome.select("file", "sheet", "village_code").unique().iter_rows():
        sent[home(code, file)].add((file, sheet or ""))
    for file in files.filter(pl.col("status") != "read")["file"]:
        sent[home(None, file)].add((file, ""))

    places = {place["village_code"]: place for place in villages.iter_rows(named=True)}
    return [_task(key, books[key], sent[key], places, folder, case) for key in sorted(books)]


def _task(
    key: tuple[str, str],
    lines: list[Line],
    sent: set[tuple[str, str]],
    places: Mapping[str, Mapping[str, Any]],
    folder: Path,
    case: Case,
) -> _Task:
    code, file = key
    place = places.get(code)
    if place:
        village = village_label(place["kind"], place["village"])
        where = f"{district_label(place['district'])} · {place['regency']} · Provinsi {place['province']}"
        name = f"perbaikan_{code}_{slug(place['village'])}.xlsx"
    elif code:
        village, where, name = f"Desa berkode {dotted(code)}", "", f"perbaikan_{code}.xlsx"
    else:
        village, where = "Desa belum diketahui", f"Berkas {file}"
        name = f"perbaikan_tanpa-kode_{slug(file)}.xlsx"
    book = Book(
        village=village,
        code=dotted(code),
        where=where,
        programme=case.programme.name.id,
        day=long_day(case.on),
        lines=tuple(lines),
        several_files=len(sent) > 1,
        made_for=case.on,
    )
    return _Task(book, folder / name)


def _messages(findings: pl.DataFrame) -> dict[tuple[str, str, int], tuple[str, str]]:
    """What is wrong and what to do, by file, sheet ("" for the file) and row (0 for the file or sheet)."""
    problems: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    todos: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for file, sheet, row, code, message in findings.select(*_KEYS, "code", "message_id").iter_rows():
        key = (file, sheet or "", row or 0)
        todo = advised.id if (advised := what_to_do(code)) else ""
        problems[key].append(message.removesuffix(todo).strip() or code)
        if todo and todo not in todos[key]:
            todos[key].append(todo)
    return {key: ("\n".join(problems[key]), "\n".join(todos[key])) for key in problems}


def _asked(findings: pl.DataFrame) -> dict[tuple[str, str, int], set[str]]:
    """The columns that blocking findings of each row are about."""
    asked: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    told = findings.filter(pl.col("severity") == "block", pl.col("row").is_not_null())
    for file, sheet, row, column in told.select(*_KEYS, "column").iter_rows():
        asked[file, sheet or "", row].add(column or "")
    return asked


def _row_lines(
    outcome: pl.DataFrame,
    said: Mapping[tuple[str, str, int], tuple[str, str]],
    asked: Mapping[tuple[str, str, int], set[str]],
) -> list[tuple[Line, str | None]]:
    marked = outcome if "mark" in outcome.columns else outcome.with_columns(mark=pl.lit(""))
    rows = marked.filter(pl.col("decision").is_in(["correct", "reject"])).select(
        *_KEYS, "name", pl.col("nik").alias("last"), "decision", "reasons", "village_code", "mark"
    )
    lines = []
    for file, sheet, row, name, last, decision, reasons, code, mark in rows.iter_rows():
        place = (file, sheet or "", row)
        problem, todo = said.get(place, ((reasons or "").replace(";", "\n"), ""))
        rejected = decision == "reject"
        line = Line(
            group="reject" if rejected else "correct",
            row=row,
            file=file,
            sheet=sheet or "",
            name=name or "",
            last_digits=last or "",
            problem=problem,
            todo=todo,
            fields=asked_of(decision, asked.get(place, ())) if mark else (),
            token=token_of(mark, row, file, sheet or "", another=rejected) if mark else "",
        )
        lines.append((line, code))
    return lines


def _file_lines(said: Mapping[tuple[str, str, int], tuple[str, str]]) -> list[Line]:
    lines = []
    for (file, sheet, row), (problem, todo) in said.items():
        if not row:
            lines.append(Line("file", None, file, sheet, "", "", problem, todo or _RESEND))
    return lines
