"""The lists other offices keep: BPJS members, deaths, welfare deciles; CSV or Parquet in, one clean Parquet out."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text

SCHEMAS: Mapping[str, Mapping[str, type[pl.DataType]]] = {
    "members": {
        "nik": pl.String,
        "name": pl.String,
        "dob": pl.Date,
        "segment": pl.String,
        "programme": pl.String,
        "status": pl.String,
        "paid_through": pl.String,
    },
    "deaths": {"nik": pl.String, "name": pl.String, "dob": pl.Date, "date_of_death": pl.Date},
    "welfare": {"nik": pl.String, "desil": pl.Int64},
}
"""What each kind of register holds. paid_through is YYYY-MM, segment and status are upper case."""

NEEDED = {"members": ("nik", "segment", "status", "paid_through"), "deaths": ("nik",), "welfare": ("nik", "desil")}
DAY_FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%Y/%m/%d", "%d.%m.%Y")
SNIFFED_BYTES = 64 * 1024


class RegisterUnreadable(PayungError):
    """A members, deaths or welfare file that cannot be read, or lacks a column."""

    code = "register-unreadable"
    exit_code = 18

    def __init__(self, path: Path, kind: str, why: Text) -> None:
        columns = ", ".join(SCHEMAS[kind])
        super().__init__(
            Text(
                id=f"Daftar {kind} '{path.name}' tidak dapat dibaca: {why.id}.",
                en=f"The {kind} list '{path.name}' cannot be read: {why.en}.",
            ),
            Text(
                id=f"Berikan CSV atau Parquet dengan kolom {columns}.",
                en=f"Give CSV or Parquet with the columns {columns}.",
            ),
        )


@dataclass(frozen=True)
class Register:
    """A register ready for the engines, and what of it could not be used."""

    path: Path
    rows: int
    unusable_nik: int  # rows whose NIK is not 16 digits: they can match nobody
    misread: int  # rows where a day, month or decile stands but could not be read


def normalise_register(kind: str, path: Path, out: Path) -> Register:
    """Write the register at ``path`` as Parquet at ``out`` with the columns of ``SCHEMAS[kind]``.

    ``kind`` is members, deaths or welfare. The NIK is text from the first byte; a column that is not needed and
    not there is null. Raises: RegisterUnreadable.
    """
    try:
        table = scan_table(path)
        written_as = {name.strip().lower().removeprefix("\ufeff"): name for name in table.collect_schema().names()}
        if missing := [name for name in NEEDED[kind] if name not in written_as]:
            names = ", ".join(missing)
            raise RegisterUnreadable(path, kind, Text(id=f"tidak ada kolom {names}", en=f"it has no column {names}"))
        raw = table.select(_text(name, written_as.get(name)) for name in SCHEMAS[kind])
        clean = {name: _cleaned(name, dtype) for name, dtype in SCHEMAS[kind].items()}
        raw.select(**clean).sink_parquet(out, compression="zstd")
        lost = pl.any_horizontal(pl.col(name).is_not_null() & clean[name].is_null() for name in clean)
        counts = raw.select(
            rows=pl.len(),
            unusable_nik=(~clean["nik"].str.contains(r"^\d{16}$").fill_null(False)).sum(),
            misread=lost.sum(),
        ).collect(engine="streaming")
        return Register(out, *(int(count) for count in counts.row(0)))
    except (pl.exceptions.PolarsError, OSError) as error:
        why = type(error).__name__
        raise RegisterUnreadable(path, kind, Text(id=why, en=why)) from error


def scan_table(path: Path) -> pl.LazyFrame:
    """CSV (any usual separator, all columns text) or Parquet at ``path``. Raises: OSError."""
    with path.open("rb") as file:
        start = file.read(SNIFFED_BYTES)
    if start[:4] == b"PAR1":
        return pl.scan_parquet(path, glob=False)
    heading = start.split(b"\n", 1)[0]
    separator = max((";", ",", "\t", "|"), key=lambda mark: heading.count(mark.encode()))
    return pl.scan_csv(path, separator=separator, infer_schema=False, encoding="utf8-lossy", glob=False)


def _text(name: str, written_as: str | None) -> pl.Expr:
    """The column as stripped text, null where empty."""
    if written_as is None:
        return pl.lit(None, pl.String).alias(name)
    text = pl.col(written_as).cast(pl.String).str.strip_chars()
    return pl.when(text != "").then(text).alias(name)


def _cleaned(name: str, dtype: type[pl.DataType]) -> pl.Expr:
    text = pl.col(name)
    if dtype == pl.Date:
        day = text.str.slice(0, 10)
        return pl.coalesce(day.str.to_date(form, strict=False) for form in DAY_FORMATS)
    if dtype == pl.Int64:
        return text.str.replace(r"\.0+$", "").cast(pl.Int64, strict=False)
    if name == "nik":
        return text.str.replace_all(r"[\s'’`.\-\u00a0\u200b]", "")
    if name == "paid_through":
        return text.str.extract(r"^(\d{4}-(?:0[1-9]|1[0-2]))")
    return text.str.to_uppercase() if name in ("segment", "status") else text
