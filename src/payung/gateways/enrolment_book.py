"""One enrolment workbook: its cells by a layout, and its bytes. Both ways of making such files end here."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time
from multiprocessing import get_context
from pathlib import Path

import polars as pl
import xlsxwriter

from payung.core.roster.harmless import harmless
from payung.gateways.bpjs_layout import Column, Layout

MOST_PEOPLE = 1_048_575
"""Rows of a spreadsheet below its headings; xlsxwriter would leave out the others without a word."""

POOL_FROM = 150
CHUNK = 40


@dataclass(frozen=True)
class Book:
    """A workbook to be written: the same fields give the same bytes."""

    path: Path
    sheet: str
    headings: tuple[str, ...]
    rows: list[tuple[str | int | None, ...]]
    made_for: date  # stands in the file as the day it was made


def enrolment_book(people: pl.DataFrame, path: Path, layout: Layout, made_for: date) -> Book:
    """The workbook at ``path`` with a row for each of ``people``, in their order, numbered from 1.

    ``people`` has columns of ``bpjs_layout.COLUMNS``; one it lacks, or holds no value of, gives empty cells.
    Raises: ValueError above ``MOST_PEOPLE``.
    """
    if people.height > MOST_PEOPLE:
        raise ValueError(f"{people.height} people do not fit into one sheet")
    headings = tuple(column.heading for column in layout.columns)
    numbered = people.drop("number", strict=False).with_row_index("number", offset=1)
    cells = numbered.select(_cells(numbered, column).alias(str(at)) for at, column in enumerate(layout.columns))
    return Book(path, layout.sheet, headings, list(cells.iter_rows()), made_for)


def unfilled(people: pl.DataFrame, layout: Layout) -> tuple[str, ...]:
    """The headings of ``layout`` below which nothing can stand: not understood, or no such column in ``people``."""
    there = {"number", *people.columns}
    return tuple(
        column.heading
        for column in layout.columns
        if column.heading and column.value is None and column.column not in there
    )


def write_books(books: Sequence[Book], processes: int = 2) -> None:
    """Write ``books``, many of them in ``processes`` processes."""
    if processes < 2 or len(books) < POOL_FROM:
        _write_all(books)
        return
    chunks = [books[start : start + CHUNK] for start in range(0, len(books), CHUNK)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for _ in pool.map(_write_all, chunks):  # the loop raises what a worker raised
            pass


def _cells(people: pl.DataFrame, column: Column) -> pl.Expr:
    """The cells of one column; dates as text in the layout's format."""
    if column.column is None:
        return pl.lit(column.value, pl.String)
    if column.column not in people.columns:
        return pl.lit(None, pl.String)
    cells = pl.col(column.column)
    if people.schema[column.column] == pl.Date:
        form = column.format.lower().replace("yyyy", "%Y").replace("mm", "%m").replace("dd", "%d")
        cells = cells.dt.strftime(form)
    return cells.replace(dict(column.words)) if column.words else cells


def _write_all(books: Sequence[Book]) -> None:
    for book in books:
        _write(book)


def _write(book: Book) -> None:
    workbook = xlsxwriter.Workbook(str(book.path))
    workbook.set_properties({"title": book.path.stem, "created": datetime.combine(book.made_for, time.min)})
    sheet = workbook.add_worksheet(book.sheet)
    heading = workbook.add_format({"bold": True, "border": 1, "bg_color": "#DCE7EC", "text_wrap": True})
    text = workbook.add_format({"num_format": "@"})
    figure = workbook.add_format({"num_format": "0"})
    for place, said in enumerate(book.headings):
        longest = max((len(str(row[place] or "")) for row in book.rows), default=0)
        sheet.set_column(place, place, min(42, max(9, len(said) + 2, longest + 2)), text)
        sheet.write_string(0, place, harmless(said), heading)
    for at, row in enumerate(book.rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(at, place, cell, figure)
            elif cell is not None:
                sheet.write_string(at, place, harmless(cell), text)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    workbook.close()
