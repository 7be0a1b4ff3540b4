"""Tables as CSV: for programs first, and safe to open in a spreadsheet."""

from pathlib import Path

import polars as pl

from payung.core.roster.harmless import PATTERN


def write_csv(frame: pl.DataFrame, path: Path, *, for_excel: bool = False) -> None:
    """Write ``frame`` with a heading row; dates as YYYY-MM-DD, null as an empty cell, bool as true/false.

    Text that starts like a formula gets one leading apostrophe (``core/roster/harmless``), so reading
    the file back with ``as_written`` gives the same text.

    The default is what every program reads: commas, UTF-8, no byte order mark, quotes where needed.
    An Excel with Indonesian settings separates by semicolon and takes UTF-8 without a mark for CP1252:
    ``for_excel`` writes for it. No CSV can keep Excel from turning a NIK into a number when it is opened
    by a double click (the 16th digit is lost): use Data > From Text/CSV with the column as Text, or the
    workbooks, which are made for Excel.
    """
    frame.with_columns(harmless_text(pl.col(pl.String))).write_csv(
        path, separator=";" if for_excel else ",", include_bom=for_excel
    )


def harmless_text(text: pl.Expr) -> pl.Expr:
    """``core/roster/harmless.harmless`` for a text column."""
    return text.str.replace(f"({PATTERN})", "'${1}")
