"""Enrolment files for BPJS Ketenagakerjaan, one for each group account (wadah)."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time
from multiprocessing import get_context
from pathlib import Path

import polars as pl
import xlsxwriter

from payung.core.programmes.programme import Case
from payung.core.roster.harmless import harmless
from payung.gateways.bpjs_layout import Column, Layout
from payung.gateways.labels import slug

POOL_FROM = 150
CHUNK = 40


@dataclass(frozen=True)
class _Task:
    path: Path
    sheet: str
    headings: tuple[str, ...]
    rows: list[tuple[str | int | None, ...]]
    made_for: date


def write_bpjs(
    outcome: pl.DataFrame, villages: pl.DataFrame, folder: Path, *, case: Case, layout: Layout, processes: int = 2
) -> int:
    """Write the people with months > 0 into ``folder``, one workbook a group; gives the number of workbooks.

    Groups are per village or one for the area, as ``case.programme.fund.group_per`` says; the name begins with the
    group kind: ``SA_1505032004_sungai-duren.xlsx``, ``SG_15_jambi-….xlsx``. NIK, family card and phone are text.
    """
    fund = case.programme.fund
    people = _people(outcome, villages, case)
    headings = tuple(column.heading for column in layout.columns)
    if fund.group_per == "village":
        groups = people.partition_by("village_code", maintain_order=True) if people.height else []
    else:
        groups = [people] if people.height else []
    tasks = []
    for group in groups:
        if fund.group_per == "village":
            code, village = group.select("village_code", "village").row(0)
            name = f"{fund.group_kind}_{code}_{slug(village)}.xlsx" if code else f"{fund.group_kind}_tanpa-kode.xlsx"
        else:
            name = f"{fund.group_kind}_{case.programme.area_code}_{slug(case.programme.id)}.xlsx"
        rows = list(_filled(group.with_row_index("number", offset=1), layout.columns).iter_rows())
        tasks.append(_Task(folder / name, layout.sheet, headings, rows, case.on))
    if processes < 2 or len(tasks) < POOL_FROM:
        _write(tasks)
        return len(tasks)
    chunks = [tasks[start : start + CHUNK] for start in range(0, len(tasks), CHUNK)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for _ in pool.map(_write, chunks):  # the loop raises what a worker raised
            pass
    return len(tasks)


def _people(outcome: pl.DataFrame, villages: pl.DataFrame, case: Case) -> pl.DataFrame:
    """Everyone to enrol, by village and rank, with the columns a layout can ask for."""
    return (
        outcome.filter(pl.col("months") > 0)
        .join(villages.select(pl.all().exclude("kind")), on="village_code", how="left", maintain_order="left")
        .sort("village_code", "rank", "position", nulls_last=True)
        .with_columns(
            pl.col("dob").alias("birth_date"),
            pl.col("occupation_text").alias("occupation"),
            pl.lit(case.programme.fund.group_kind).alias("group_kind"),
            pl.lit(case.programme.name.id).alias("programme"),
        )
    )


def _filled(people: pl.DataFrame, columns: Sequence[Column]) -> pl.DataFrame:
    """The columns of the file, in order; dates as text in the layout's format."""
    return people.select(_cells(people, column).alias(str(place)) for place, column in enumerate(columns))


def _cells(people: pl.DataFrame, column: Column) -> pl.Expr:
    if column.column is None:
        return pl.lit(column.value, pl.String)
    cells = pl.col(column.column)
    if people.schema[column.column] == pl.Date:
        form = column.format.lower().replace("yyyy", "%Y").replace("mm", "%m").replace("dd", "%d")
        cells = cells.dt.strftime(form)
    return cells.replace(dict(column.words)) if column.words else cells


def _write(tasks: list[_Task]) -> None:
    for task in tasks:
        _write_one(task)


def _write_one(task: _Task) -> None:
    workbook = xlsxwriter.Workbook(str(task.path))
    workbook.set_properties({"title": task.path.stem, "created": datetime.combine(task.made_for, time.min)})
    sheet = workbook.add_worksheet(task.sheet)
    heading = workbook.add_format({"bold": True, "border": 1, "bg_color": "#DCE7EC", "text_wrap": True})
    text = workbook.add_format({"num_format": "@"})
    figure = workbook.add_format({"num_format": "0"})
    for place, said in enumerate(task.headings):
        longest = max((len(str(row[place] or "")) for row in task.rows), default=0)
        sheet.set_column(place, place, min(42, max(9, len(said) + 2, longest + 2)), text)
        sheet.write_string(0, place, harmless(said), heading)
    for at, row in enumerate(task.rows, start=1):
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
