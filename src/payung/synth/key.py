"""The answer key: one line for each worker row of each file, with the answer a careful officer gives."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from payung.synth.layouts import Layout
from payung.synth.lines import Line
from payung.synth.pages import Page

SCHEMA = {
    "file": pl.String,
    "sheet": pl.String,  # "" in a text file
    "row": pl.Int64,  # as a spreadsheet shows it
    "village_code": pl.String,
    "decision": pl.String,  # accept, correct or reject
    "reason": pl.String,  # one of these codes, joined by "|", must be among the reasons; "" for accept
    "mistake": pl.String,  # kind planted that blocks; "" when none
    "noise": pl.String,  # kind planted that must not block; "" when none
    "group": pl.String,  # rows of one group are one person: exactly one of them is accepted; "" when alone
    "layout": pl.String,
    "name": pl.String,  # as it stands in the cell
    "nik": pl.String,  # of the person meant, whatever stands in the cell
}
SHEETS = {
    "file": pl.String,
    "sheet": pl.String,
    "rows_read": pl.Int64,  # rows with anything in them
    "workers": pl.Int64,
    "state": pl.String,  # visible, hidden or very_hidden
}


def shown_name(page: Page, row: int, line: Line, layout: Layout) -> str:
    """The name as it stands in the cell; "" when empty."""
    cell = page.rows[row - 1][layout.first_column + layout.columns.index("name")]
    return str(getattr(cell, "result", cell) or "")


def key_rows(file: str, village_code: str, layout: Layout, pages: Iterable[Page]) -> list[tuple[object, ...]]:
    """The lines of the key for one file, as ``SCHEMA``."""
    return [
        (
            file,
            "" if layout.csv else page.name,
            row,
            village_code,
            line.decision,
            line.reason,
            line.mistake,
            line.noise,
            line.group,
            layout.id,
            shown_name(page, row, line, layout),
            line.person.nik,
        )
        for page in pages
        for row, line in page.lines
    ]


def sheet_rows(file: str, layout: Layout, pages: Iterable[Page]) -> list[tuple[object, ...]]:
    """One line for each sheet of one file, as ``SHEETS``."""
    return [(file, "" if layout.csv else page.name, page.rows_with_data, len(page.lines), page.state) for page in pages]


def write_table(rows: Sequence[tuple[object, ...]], schema: dict[str, type[pl.DataType]], path: Path) -> None:
    """Write rows as CSV or Parquet, by the suffix of ``path``."""
    table = pl.DataFrame(rows, schema=schema, orient="row")
    if path.suffix == ".parquet":
        table.write_parquet(path, compression="zstd")
    else:
        table.write_csv(path)
