"""A table of Polars written as rows are digested, and as PostgreSQL's COPY reads them, a whole column at a time.

The same bytes as ``RowsDigest`` makes of the same rows, in a tenth of the time. Only what needs no escaping is written
here: texts without quotes, backslashes and control letters, days of the years 1000 to 9999. Anything else goes row by
row, and no answer differs.
"""

from collections.abc import Iterator, Sequence

import polars as pl

SLICE = 10_000
"""Rows written at once: the database takes one slice in while the next is written."""
_ODD = r'[\x00-\x1f"\\]'


def is_plain(table: pl.DataFrame) -> bool:
    """Whether nothing in ``table`` needs escaping, and it holds whole numbers, texts, bytes and days alone."""
    return all(_is_plain(column) for column in table.iter_columns())


def pieces(table: pl.DataFrame, kept: Sequence[str]) -> Iterator[tuple[pl.DataFrame, bytes]]:
    """``table`` some rows at a time, with what is digested of them: the columns ``kept``, as ``RowsDigest`` does."""
    for piece in table.iter_slices(SLICE):
        said = piece.select(_as_json(pl.col(name), piece.schema[name]).alias(name) for name in kept)
        rows = said.select(pl.format("[{}],", pl.concat_str(pl.all(), separator=",")))
        yield piece, _joined(rows)


def as_copied(piece: pl.DataFrame) -> bytes:
    """Rows in the text form of COPY."""
    said = piece.select(_as_copied(pl.col(name), kind).alias(name) for name, kind in piece.schema.items())
    return _joined(said.select(pl.format("{}\n", pl.concat_str(pl.all(), separator="\t"))))


def _is_plain(column: pl.Series) -> bool:
    if column.dtype == pl.String:
        return not column.str.contains(_ODD).any()
    if column.dtype == pl.Date:
        return bool(column.dt.year().is_between(1000, 9999).all())
    return column.dtype in (pl.Int64, pl.Binary)


def _as_json(column: pl.Expr, kind: pl.DataType) -> pl.Expr:
    text = _as_text(column, kind)
    said = text if kind == pl.Int64 else pl.format('"{}"', text)
    return said.fill_null("null")


def _as_copied(column: pl.Expr, kind: pl.DataType) -> pl.Expr:
    text = _as_text(column, kind)
    said = pl.format("\\\\x{}", text) if kind == pl.Binary else text
    return said.fill_null("\\N")


def _as_text(column: pl.Expr, kind: pl.DataType) -> pl.Expr:
    if kind == pl.Binary:
        return column.bin.encode("hex")
    return column.dt.strftime("%Y-%m-%d") if kind == pl.Date else column.cast(pl.String)


def _joined(rows: pl.DataFrame) -> bytes:
    text: str = rows.to_series().str.join("").item() if rows.height else ""
    return text.encode()
