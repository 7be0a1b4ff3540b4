"""Who may be paid, and facts about them: decisions of a run or a list of one's own, CSV or Parquet."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from payung.core.allocation.criteria import CRITERIA
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.gateways.registers import scan_table

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
    "before": ("before", "bulan_sebelumnya"),
    **{criterion.code: (criterion.code, criterion.word) for criterion in CRITERIA if criterion.decile is None},
}
"""Column as it is used -> the headings it is known by."""

YES = ("ya", "y", "yes", "true", "1", "x", "benar")
NO = ("tidak", "t", "no", "n", "false", "0", "-", "bukan")


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
        )


def read_people(path: Path) -> pl.DataFrame:
    """Rows of people to be paid: ``key``, ``nik`` (may be null), ``village`` (Int64), and what else is known of them.

    Of decisions only accepted rows are read. Raises: PeopleFileWrong.
    """
    table = _known(path)
    if "decision" in table.columns:
        table = table.filter(pl.col("decision") == "accept")
    missing = [name for name in ("village",) if name not in table.columns]
    if missing:
        raise PeopleFileWrong(path, Text(id="tidak ada kolom village_code", en="it has no column village_code"))
    wild = table.filter(~pl.col("village").str.contains(r"^\d{10}$").fill_null(False)).height
    if wild:
        why = Text(id=f"{wild} baris tanpa kode desa 10 angka", en=f"{wild} rows have no village code of 10 digits")
        raise PeopleFileWrong(path, why)
    return table.with_columns(pl.col("village").cast(pl.Int64)).drop("decision", strict=False)


def read_facts(path: Path) -> pl.DataFrame:
    """Facts by ``key`` or ``nik``. Raises: PeopleFileWrong."""
    table = _known(path)
    return table.drop("name", "village", "decision", strict=False)


def _known(path: Path) -> pl.DataFrame:
    try:
        raw = scan_table(path).collect()
    except (pl.exceptions.PolarsError, OSError) as error:
        why = type(error).__name__
        raise PeopleFileWrong(path, Text(id=why, en=why)) from error
    written = {name.strip().lower().removeprefix("\ufeff"): name for name in raw.columns}
    found = {
        name: next(written[heading] for heading in headings if heading in written)
        for name, headings in COLUMNS.items()
        if any(heading in written for heading in headings)
    }
    if not {"key", "nik"} & set(found):
        raise PeopleFileWrong(
            path, Text(id="tidak ada kolom nik atau person_key", en="it has no nik and no person_key")
        )
    table = raw.select(_read(name, pl.col(heading)).alias(name) for name, heading in found.items())
    if "key" not in table.columns:
        table = table.with_columns(key="nik-" + pl.col("nik"))
    return table


def _read(name: str, column: pl.Expr) -> pl.Expr:
    text = column.cast(pl.String).str.strip_chars()
    text = pl.when(text != "").then(text)
    if name == "nik":
        return text.str.replace_all(r"[\s'’`.\-\u00a0\u200b]", "")
    if name == "dob":
        return text.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    if name in ("desil", "order", "before"):
        return text.str.replace(r"\.0+$", "").cast(pl.Int64, strict=False)
    if name in ("payable_from", "payable_until"):
        return text.str.replace(r"^(\d{4})-(\d{2}).*$", "$1$2").cast(pl.Int64, strict=False)
    if name in ("key", "name", "village", "decision", "occupation"):
        return text
    said = text.str.to_lowercase()
    return pl.when(said.is_in(YES)).then(pl.lit(True)).when(said.is_in(NO)).then(pl.lit(False))


def names_of(lists: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """``key`` and ``name`` of the people on ``lists``, each once; a name is null where no list says it."""
    unnamed = pl.lit(None, pl.String)
    said = [table.select("key", name="name" if "name" in table.columns else unnamed) for table in lists]
    return pl.concat(said).group_by("key", maintain_order=True).agg(pl.col("name").drop_nulls().first())
