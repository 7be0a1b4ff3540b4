"""Who may be paid, and facts about them: decisions of a run or a list of one's own, CSV or Parquet."""

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from payung.core.allocation.criteria import CRITERIA
from payung.core.basis.errors import TELL_ADMINISTRATOR, PayungError
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.gateways.registers import DAY_FORMATS, scan_table

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "key": ("person_key", "key", "kunci_orang"),
    "nik": ("nik",),
    "name": ("name", "nama"),
    "village": ("village_code", "village", "kode_desa"),
    "decision": ("decision",),
    "dob": ("dob", "tanggal_lahir"),
    "occupation": ("occupation", "pekerjaan"),
    "desil": ("desil", "decile"),
    "order": ("order", "urutan"),
    "payable_from": ("payable_from", "dapat_dibayar_sejak"),
    "payable_until": ("payable_until", "dapat_dibayar_sampai"),
    "paid_until": ("paid_until", "dibayar_sampai"),
    "before": ("before", "bulan_sebelumnya"),
    **{criterion.code: (criterion.code, criterion.word) for criterion in CRITERIA if criterion.decile is None},
}
"""Column as it is used -> the headings it is known by."""

YES = ("ya", "y", "yes", "true", "1", "x", "benar")
NO = ("tidak", "t", "no", "n", "false", "0", "bukan")
DECISIONS = ("accept", "correct", "reject")
NOTHING = ("", "-")
"""Cells that say nothing."""

MOST_ORDER = 10**15
MOST_BEFORE = 1_200
_MONTH = Text(id="bulan seperti 2027-03", en="a month like 2027-03")
_EXPECTED: Mapping[str, Text] = {
    "decision": Text(id=f"salah satu dari {', '.join(DECISIONS)}", en=f"one of {', '.join(DECISIONS)}"),
    "dob": Text(id="tanggal seperti 1970-12-31", en="a day like 1970-12-31"),
    "desil": Text(id="bilangan bulat 1 sampai 10", en="a whole number from 1 to 10"),
    "order": Text(
        id=f"bilangan bulat -{MOST_ORDER} sampai {MOST_ORDER}", en=f"a whole number from -{MOST_ORDER} to {MOST_ORDER}"
    ),
    "before": Text(id=f"bilangan bulat 0 sampai {MOST_BEFORE}", en=f"a whole number from 0 to {MOST_BEFORE}"),
    "payable_from": _MONTH,
    "payable_until": _MONTH,
    "paid_until": _MONTH,
}
_YES_NO = Text(id="ya atau tidak", en="yes or no")
_BETWEEN = {"desil": (1, 10), "order": (-MOST_ORDER, MOST_ORDER), "before": (0, MOST_BEFORE)}


class PeopleFileWrong(PayungError):
    """A list of people, or of facts about them, that cannot be read or lacks what is needed."""

    code = "people-file-wrong"
    exit_code = 102

    def __init__(self, path: Path, why: Text) -> None:
        super().__init__(
            Text(
                id=f"Daftar orang '{path.name}' tidak dapat dipakai: {why.id}.",
                en=f"The list of people '{path.name}' cannot be used: {why.en}.",
            ),
            Text(
                id="Berikan decisions.parquet dari `payung run`, atau CSV/Parquet dengan nik (atau person_key) dan "
                "village_code; fakta tambahan (occupation, desil, mustahik, …) dengan nik atau person_key.",
                en="Give decisions.parquet of `payung run`, or CSV/Parquet with nik (or person_key) and village_code; "
                "further facts (occupation, desil, mustahik, …) with nik or person_key.",
            ),
            on_page=TELL_ADMINISTRATOR,
        )


def read_people(path: Path) -> pl.DataFrame:
    """Rows of people to be paid: ``key`` (null where the list states none), ``nik`` (may be null where there is a key),
    ``village`` (Int64), and what else is known of them. Of decisions only accepted rows are read.

    Raises: PeopleFileWrong; also for a cell that says something which cannot be read, with its line.
    """
    table = _known(path, accepted=True)
    if "village" not in table.columns:
        raise PeopleFileWrong(path, Text(id="tidak ada kolom village_code", en="it has no column village_code"))
    coded = pl.col("village").str.contains(r"^[0-9]{10}$").fill_null(False)
    _refuse(path, table.filter(~coded), Text(id="tanpa kode desa 10 angka", en="without a village code of 10 digits"))
    nameless = ~_nik().str.contains(r"^[0-9]{16}$").fill_null(False) if "nik" in table.columns else pl.lit(True)
    unkeyed = pl.col("key").is_null() if "key" in table.columns else pl.lit(True)
    _refuse(path, table.filter(unkeyed & nameless), Text(id="tanpa NIK 16 angka", en="without a NIK of 16 digits"))
    if not table.height:
        raise PeopleFileWrong(path, Text(id="tidak ada seorang pun di dalamnya", en="there is nobody in it"))
    read = _read(path, table).with_columns(pl.col("village").cast(pl.Int64))
    return read if "key" in read.columns else read.with_columns(key=pl.lit(None, pl.String))


def read_facts(path: Path) -> pl.DataFrame:
    """Facts by ``key`` or ``nik``. Raises: PeopleFileWrong, as ``read_people``."""
    table = _read(path, _known(path).drop("name", "village", "decision", strict=False))
    said = [pl.col("key")] if "key" in table.columns else []
    return table.with_columns(key=pl.coalesce(*said, key_of_nik()) if "nik" in table.columns else pl.col("key"))


def key_of_nik() -> pl.Expr:
    """The key of a person who has none: from the column ``nik``."""
    return "nik-" + pl.col("nik")


def _known(path: Path, *, accepted: bool = False) -> pl.DataFrame:
    """The columns of ``COLUMNS`` that the file has, as text, null where nothing is said, and ``line``."""
    try:
        raw = scan_table(path).collect()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise PeopleFileWrong(path, _unreadable(path, error)) from error
    if {"payable", "holds"} <= set(raw.columns):
        why = Text(id="hasil pembagian, bukan daftar asalnya", en="the result of a plan, not a list it was made of")
        raise PeopleFileWrong(path, why)
    found = _headings(path, raw.columns)
    if not {"key", "nik"} & set(found):
        why = Text(id="tidak ada kolom nik atau person_key", en="it has no nik and no person_key")
        raise PeopleFileWrong(path, why)
    heading = 0 if _is_parquet(path) else 1
    try:
        table = raw.select(
            (pl.int_range(pl.len()) + heading + 1).alias("line"),
            *(_said(pl.col(written)).alias(name) for name, written in found.items()),
        )
    except pl.exceptions.PolarsError as error:
        why = Text(id="kolomnya bukan teks atau bilangan", en="its columns are no texts or numbers")
        raise PeopleFileWrong(path, why) from error
    if not accepted or "decision" not in found:
        return table
    other = table.filter(~pl.col("decision").is_in(DECISIONS).fill_null(False))
    _refuse(path, other, Text(id="dengan decision yang tidak dikenal", en="with a decision that is not known"))
    return table.filter(decision="accept").drop("decision")


def _headings(path: Path, columns: Sequence[str]) -> dict[str, str]:
    """Column of ``COLUMNS`` -> its heading in the file."""
    written: dict[str, list[str]] = {}
    for column in columns:
        plain = column.strip().lower().removeprefix("\ufeff")
        written.setdefault(re.sub(r"_duplicated_[0-9]+$", "", plain), []).append(column)
    found = {}
    for name, headings in COLUMNS.items():
        same = [column for heading in headings for column in written.get(heading, [])]
        if len(same) > 1:
            listed = ", ".join(heading for heading in headings if heading in written)
            raise PeopleFileWrong(path, Text(id=f"kolom {listed} ada dua kali", en=f"it has the column {listed} twice"))
        if same:
            found[name] = same[0]
    return found


def _unreadable(path: Path, error: Exception) -> Text:
    if isinstance(error, pl.exceptions.NoDataError):
        return Text(id="berkasnya kosong", en="the file is empty")
    if isinstance(error, pl.exceptions.PolarsError) and not _is_parquet(path) and (line := _ragged(path)):
        return Text(
            id=f"baris {line} punya jumlah kolom lain daripada judulnya",
            en=f"line {line} has not as many columns as the heading",
        )
    why = type(error).__name__
    return Text(id=f"bukan tabel yang utuh ({why})", en=f"it is no whole table ({why})")


def _is_parquet(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PAR1"
    except OSError:
        return False


def _ragged(path: Path) -> int | None:
    """The first line of a CSV that has more columns than its heading."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        heading = file.readline()
        separator = max((";", ",", "\t", "|"), key=heading.count)
        wide = len(next(csv.reader([heading], delimiter=separator), []))
        rows = csv.reader(file, delimiter=separator)
        try:
            return next((rows.line_num + 1 for row in rows if len(row) > wide), None)
        except csv.Error:
            return None


def _refuse(path: Path, rows: pl.DataFrame, what: Text) -> None:
    """Raises: PeopleFileWrong where there are ``rows``, with their number and the line of the first."""
    if rows.height:
        many, line = number(rows.height), rows["line"][0]
        raise PeopleFileWrong(
            path,
            Text(id=f"{many} baris {what.id}, mulai baris {line}", en=f"{many} rows {what.en}, from line {line} on"),
        )


def _said(column: pl.Expr) -> pl.Expr:
    text = column.cast(pl.String).str.strip_chars()
    return pl.when(~text.is_in(NOTHING)).then(text)


def _nik() -> pl.Expr:
    return pl.col("nik").str.replace_all(r"[\s'’`.\-\u00a0\u200b]", "")


def _read(path: Path, table: pl.DataFrame) -> pl.DataFrame:
    """The columns of ``table`` as they are used. Raises: PeopleFileWrong for a cell that cannot be read."""
    read = table.select("line", *(_value(name).alias(name) for name in table.columns if name != "line"))
    for name in table.columns:
        if name not in ("line", "nik"):
            lost = table.filter(table[name].is_not_null() & read[name].is_null())
            expected = _EXPECTED.get(name, _YES_NO)
            what = Text(id=f"dengan {name} yang bukan {expected.id}", en=f"whose {name} is not {expected.en}")
            _refuse(path, lost, what)
    if {"payable_from", "payable_until"} <= set(read.columns):
        never = read.filter(pl.col("payable_from") > pl.col("payable_until"))
        what = Text(id="dengan payable_from sesudah payable_until", en="whose payable_from is after payable_until")
        _refuse(path, never, what)
    return read.drop("line")


def _value(name: str) -> pl.Expr:
    text = pl.col(name)
    if name == "nik":
        nik = _nik()
        return pl.when(nik.str.contains(r"^[0-9]{16}$")).then(nik)
    if name == "dob":
        day = text.str.slice(0, 10)
        return pl.coalesce(day.str.to_date(form, strict=False) for form in DAY_FORMATS)
    if name in _BETWEEN:
        least, most = _BETWEEN[name]
        whole = text.str.replace(r"\.0+$", "").cast(pl.Int64, strict=False)
        return pl.when(whole.is_between(least, most)).then(whole)
    if name in ("payable_from", "payable_until", "paid_until"):
        parts = text.str.extract_groups(r"^(?<year>[0-9]{4})-?(?<month>0[1-9]|1[0-2])(?:-[0-9]{2}.*)?$")
        return (parts.struct["year"] + parts.struct["month"]).cast(pl.Int64)
    if name in ("key", "name", "village", "occupation"):
        return text
    said = text.str.to_lowercase()
    return pl.when(said.is_in(YES)).then(pl.lit(True)).when(said.is_in(NO)).then(pl.lit(False))


def names_of(lists: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """``key`` and ``name`` of the people on ``lists``, each once; a name is null where no list says it."""
    unnamed = pl.lit(None, pl.String)
    said = [table.select("key", name="name" if "name" in table.columns else unnamed) for table in lists]
    return pl.concat(said).group_by("key", maintain_order=True).agg(pl.col("name").drop_nulls().first())
