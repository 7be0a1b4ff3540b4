"""The lists other offices keep: BPJS members, deaths, welfare deciles, people; CSV, Parquet or a workbook in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.gateways.book_tables import BOOKS, read_book_table
from payung.gateways.workbooks.problems import FileProblem

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
    "left": {
        "nik": pl.String,
        "name": pl.String,
        "dob": pl.Date,
        "event": pl.String,
        "happened_on": pl.Date,
        "moved_to": pl.String,
    },
    "welfare": {"nik": pl.String, "desil": pl.Int64},
    "people": {
        "nik": pl.String,
        "name": pl.String,
        "dob": pl.Date,
        "sex": pl.String,
        "village_code": pl.String,
        "mother_name": pl.String,
        "family_card": pl.String,
        "decision": pl.String,
        "programme": pl.String,
        "months": pl.Int64,
    },
}
"""What each kind of register holds. paid_through is YYYY-MM, segment and status are upper case. ``people`` is any list
read for who stands on it: sex is L, P or null, village_code 10 digits or null. ``left`` is a civil registry's list of
deaths and moves: event is died, moved or null, moved_to a Kemendagri code (2 to 10 digits, no dots) or null."""

NEEDED: Mapping[str, tuple[str, ...]] = {
    "members": ("nik", "segment", "status", "paid_through"),
    "deaths": ("nik",),
    "left": ("nik", "happened_on"),
    "welfare": ("nik", "desil"),
    "people": (),
}
ONE_OF = {"people": ("nik", "name")}
"""Columns of which one at least must be there."""

DIED_ON = ("date_of_death", "tanggal_meninggal", "tgl_meninggal", "tanggal_kematian", "tgl_kematian")
MOVED_ON = ("tanggal_pindah", "tgl_pindah", "moved_on")
EVENTS = {"DIED": "died", "DEATH": "died", "MATI": "died", "MENINGGAL": "died", "KEMATIAN": "died", "WAFAT": "died",
          "MOVED": "moved", "PINDAH": "moved", "KEPINDAHAN": "moved"}  # fmt: skip
"""The first word of an event, in capitals, and what it means. A list whose heading of the day says which (``DIED_ON``,
``MOVED_ON``) needs no column for it."""

ALSO = {
    "left": {
        "name": ("nama", "nama_lengkap"),
        "dob": ("birth_date", "tanggal_lahir", "tgl_lahir"),
        "event": ("peristiwa", "kejadian", "status", "keterangan"),
        "happened_on": ("tanggal_peristiwa", "tgl_peristiwa", *DIED_ON, *MOVED_ON),
        "moved_to": ("kode_tujuan", "kode_desa_tujuan", "kode_wilayah_tujuan"),
    },
    "people": {
        "name": ("nama", "nama_lengkap"),
        "dob": ("birth_date", "tanggal_lahir", "tgl_lahir"),
        "sex": ("jenis_kelamin", "l/p"),
        "village_code": ("kode_desa", "kode_kelurahan"),
        "mother_name": ("nama_ibu", "nama_ibu_kandung"),
        "family_card": ("no_kk", "nomor_kk", "kk"),
    },
}
"""Other headings a column is known by; spaces and dots count as underscores."""

SEXES = {"L": "L", "LK": "L", "LAKI": "L", "PRIA": "L", "M": "L", "MALE": "L", "P": "P", "PR": "P", "PEREMPUAN": "P",
         "WANITA": "P", "W": "P", "F": "P", "FEMALE": "P", "1": "L", "2": "P"}  # fmt: skip
INVISIBLE = r"[\p{Cc}\p{Cf}\p{Co}]"
"""Signs that turn the direction of a line, move the cursor, or cannot be seen."""

DAY_FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%Y/%m/%d", "%d.%m.%Y")
SNIFFED_BYTES = 64 * 1024


class RegisterUnreadable(PayungError):
    """A list of members, deaths, welfare or people that cannot be read, or lacks a column."""

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
                id=f"Berikan CSV, XLSX atau Parquet dengan kolom {columns}.",
                en=f"Give CSV, XLSX or Parquet with the columns {columns}.",
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

    ``kind`` is one of ``SCHEMAS``. The NIK is text from the first byte; a column that is not needed and
    not there is null. Raises: RegisterUnreadable.
    """
    try:
        table = _table(path, kind)
        written_as = _headings(table, kind)
        some = ONE_OF.get(kind, ())
        if missing := [name for name in NEEDED[kind] if name not in written_as] or (
            [" / ".join(some)] if some and not written_as.keys() & set(some) else []
        ):
            names = ", ".join(missing)
            raise RegisterUnreadable(path, kind, Text(id=f"tidak ada kolom {names}", en=f"it has no column {names}"))
        raw = table.select(_text(name, written_as.get(name), kind) for name in SCHEMAS[kind])
        if kind == "left" and "event" not in written_as:
            raw = raw.with_columns(event=pl.lit(_event_of(written_as["happened_on"]), pl.String))
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


def _table(path: Path, kind: str) -> pl.LazyFrame:
    """The file as a table; of a workbook the sheets that head a NIK or a name. Raises: RegisterUnreadable, OSError."""
    with path.open("rb") as file:
        if file.read(4) not in BOOKS:
            return scan_table(path)
    key = {"nik", *ONE_OF.get(kind, ())}
    found = read_book_table(path, lambda headings: not key.isdisjoint(_headings_of(headings, kind)))
    if isinstance(found, FileProblem):
        raise RegisterUnreadable(path, kind, found.says)
    return found.lazy()


def scan_table(path: Path) -> pl.LazyFrame:
    """CSV (any usual separator, all columns text) or Parquet at ``path``. Raises: OSError."""
    with path.open("rb") as file:
        start = file.read(SNIFFED_BYTES)
    if start[:4] == b"PAR1":
        return pl.scan_parquet(path, glob=False)
    heading = start.split(b"\n", 1)[0]
    separator = max((";", ",", "\t", "|"), key=lambda mark: heading.count(mark.encode()))
    return pl.scan_csv(path, separator=separator, infer_schema=False, encoding="utf8-lossy", glob=False)


def _headings(table: pl.LazyFrame, kind: str) -> dict[str, str]:
    """Column -> its heading in the file."""
    return _headings_of(table.collect_schema().names(), kind)


def _headings_of(names: Sequence[str], kind: str) -> dict[str, str]:
    written_as = {name.strip().lower().removeprefix("\ufeff"): name for name in names}
    if others := ALSO.get(kind):
        plain = {re.sub(r"[\s._]+", "_", said).strip("_"): name for said, name in written_as.items()}
        for column, headings in others.items():
            found = [plain[heading] for heading in (column, *headings) if heading in plain]
            written_as |= {column: found[0]} if found else {}
        written_as |= {"nik": plain["nik"]} if "nik" in plain else {}
    return written_as


def _event_of(heading: str) -> str | None:
    """What the heading of the day says happened."""
    plain = re.sub(r"[\s._]+", "_", heading.strip().lower())
    return "died" if plain in DIED_ON else "moved" if plain in MOVED_ON else None


def _text(name: str, written_as: str | None, kind: str) -> pl.Expr:
    """The column as stripped text, null where empty; on a list of people one line without invisible signs."""
    if written_as is None:
        return pl.lit(None, pl.String).alias(name)
    text = pl.col(written_as).cast(pl.String)
    if kind == "people":
        text = text.str.replace_all(r"\s+", " ").str.replace_all(INVISIBLE, "")
    text = text.str.strip_chars()
    return pl.when(text != "").then(text).alias(name)


def _cleaned(name: str, dtype: type[pl.DataType]) -> pl.Expr:
    text = pl.col(name)
    if dtype == pl.Date:
        day = text.str.slice(0, 10)
        return pl.coalesce(day.str.to_date(form, strict=False) for form in DAY_FORMATS)
    if dtype == pl.Int64:
        return text.str.replace(r"\.0+$", "").cast(pl.Int64, strict=False)
    if name == "sex":
        return text.str.to_uppercase().str.extract(r"^([A-Z]+|[12])").replace_strict(SEXES, default=None)
    if name == "event":
        word = text.str.to_uppercase().str.extract(r"([A-Z]+)")
        return word.replace_strict(EVENTS, default=None, return_dtype=pl.String)
    if name == "moved_to":
        code = text.str.replace_all(r"[.\s]", "")
        return pl.when(code.str.contains(r"^[0-9]{2,10}$")).then(code)
    if name == "village_code":
        digits = text.str.replace_all(r"[.\s]", "")
        return pl.when(digits.str.contains(r"^[0-9]{10}$")).then(digits)
    if name in ("nik", "family_card"):
        return text.str.replace_all(r"[\s'’`.\-\u00a0\u200b]", "")
    if name == "paid_through":
        return text.str.extract(r"^(\d{4}-(?:0[1-9]|1[0-2]))")
    return text.str.to_uppercase() if name in ("segment", "status") else text
