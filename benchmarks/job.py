"""The whole job on a province of workbooks, against the bare reading and the bare writing of the same files.

    python benchmarks/job.py [--villages 1562] [--seed 2026]

Bare reading: python-calamine opens every workbook and turns every sheet into lists, one after the other.
Bare writing: the cells of every workbook the job made are written again by xlsxwriter without formats, the tables by
Polars, the decree's rows by ReportLab as plain strings on as many pages, the page as bytes. Both in one process, in
the same run as the job. Goal: the job takes at most 3 times as long as the two together.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import python_calamine
import xlsxwriter
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

DATA = Path("bench-data")
GOAL = 3.0
ROWS_A_PAGE = 40


def main() -> None:
    """Make the province if it is not there, run the job, measure the bare work, print the ratio."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--villages", type=int, default=1562)
    arguments.add_argument("--seed", type=int, default=2026)
    asked = arguments.parse_args()
    made = DATA / f"province-{asked.villages}-{asked.seed}"
    payung = [sys.executable, "-m", "payung.entry.cli.main"]
    if not made.exists():
        options = ["--villages", str(asked.villages), "--seed", str(asked.seed), "--out", str(made)]
        subprocess.run([*payung, "synth", "make", *options], check=True)
    with TemporaryDirectory(dir=DATA) as folder:
        out = Path(folder, "out")
        job = [*payung, "run", "jambi-bkbk-2022", "--on", "2026-11-01", "--rosters", str(made / "rosters")]
        for option in ("manifest.csv", "members.parquet", "deaths.csv", "welfare.csv"):
            job += [f"--{option.partition('.')[0]}", str(made / option)]
        job += ["--out", str(out)]
        start = time.perf_counter()
        subprocess.run(job, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        took = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024**2
        reading = bare_reading(made / "rosters")
        writing = bare_writing(out, Path(folder, "again"))
        rows = json.loads((out / "run.json").read_text())["decisions"]
    print(f"whole job            {took:7.1f} s   {sum(rows.values()) / took:,.0f} rows/s   peak {peak:.2f} GiB")
    print(f"bare reading         {reading:7.1f} s")
    print(f"bare writing         {writing:7.1f} s")
    print(f"ratio                {took / (reading + writing):7.2f}     goal at most {GOAL}")


def bare_reading(folder: Path) -> float:
    """Seconds to open every workbook below ``folder`` and list the cells of every sheet."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    start = time.perf_counter()
    for path in paths:
        if path.suffix == ".csv":
            path.read_bytes().decode("utf-8", "replace").splitlines()
            continue
        try:
            workbook = python_calamine.CalamineWorkbook.from_path(str(path))
        except python_calamine.CalamineError:
            continue
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()
    return time.perf_counter() - start


def bare_writing(result: Path, folder: Path) -> float:
    """Seconds to write everything in ``result`` again, plainly. Reading it is not counted."""
    folder.mkdir()
    books = {path: _cells(path) for path in sorted(result.rglob("*.xlsx"))}
    tables = {path: pl.read_parquet(path) for path in sorted(result.glob("*.parquet"))}
    page = (result / "summary.html").read_bytes()
    start = time.perf_counter()
    for number, sheets in enumerate(books.values()):
        _write_book(folder / f"{number}.xlsx", sheets)
    for path, table in tables.items():
        table.write_parquet(folder / path.name)
        table.write_csv(folder / f"{path.stem}.csv")
    for name in ("lampiran", "lampiran_publik"):
        [rows] = [max(sheets, key=len) for path, sheets in books.items() if path.stem == name]
        _write_pdf(folder / f"{name}.pdf", rows)
    (folder / "summary.html").write_bytes(page)
    return time.perf_counter() - start


def _cells(path: Path) -> list[list[list[object]]]:
    workbook = python_calamine.CalamineWorkbook.from_path(str(path))
    return [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]


def _write_book(path: Path, sheets: list[list[list[object]]]) -> None:
    with xlsxwriter.Workbook(str(path)) as workbook:
        for rows in sheets:
            sheet = workbook.add_worksheet()
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell != "":
                        sheet.write(at, column, cell if isinstance(cell, float | int) else str(cell))


def _write_pdf(path: Path, rows: list[list[object]]) -> None:
    canvas = Canvas(str(path), pagesize=landscape(A4))
    for start in range(0, len(rows), ROWS_A_PAGE):
        for line, row in enumerate(rows[start : start + ROWS_A_PAGE]):
            for column, cell in enumerate(row):
                canvas.drawString(20 + column * 80, 560 - line * 13, str(cell))
        canvas.showPage()
    canvas.save()


if __name__ == "__main__":
    main()
