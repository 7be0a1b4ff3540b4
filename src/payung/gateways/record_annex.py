"""Who stands in which pile: a row a person, with the months that share pile, reason and BPJS's word. NIK masked."""

import hashlib
from dataclasses import dataclass

import polars as pl

from payung.core.allocation.month_words import month_words
from payung.core.cover.match import STRANGERS_BILLED, STRANGERS_LISTED
from payung.core.cover.month_cells import months_from
from payung.core.cover.named_list import UNREADABLE
from payung.core.cover.piles import REASONS, SHOWN

ROWS = ("pile", "name", "nik", "months", "person_months", "price", "amount", "overpaid", "listed", "reason")
"""Columns of the annex: ``nik`` is at most "…" and the last four digits, ``months`` are words, the rest figures and
codes. In the order of piles, then of names."""

LAST_DIGITS = 4


@dataclass(frozen=True)
class Annex:
    """The rows of ``ROWS`` and the SHA-256 of what they show, in hexadecimal digits."""

    rows: pl.DataFrame
    sha256: str

    @property
    def to_explain(self) -> pl.DataFrame:
        """All but what agrees and is confirmed, or is only on BPJS's list."""
        plain = (pl.col("pile") == "agrees") & (pl.col("listed") != "not_on_list")
        exact = pl.col("reason").is_in(["agrees", "in_parts"])
        return self.rows.filter(~(plain & exact) & (pl.col("pile") != "list_only"))


def annex_of(matched: pl.DataFrame, names: pl.DataFrame) -> Annex:
    """The annex of a match; ``names``: person, nik and name (text or null), one row a person, strangers too."""
    same = ["pile", "person", "reason", "listed"]
    grouped = matched.group_by(same).agg(
        pl.col("month").sort(),
        pl.len().cast(pl.Int64).alias("person_months"),
        pl.col("price", "amount", "overpaid").sum(),
    )
    piles, reasons = list(SHOWN), list(REASONS)
    last = pl.col("nik").str.slice(-LAST_DIGITS)
    rows = (
        grouped.join(names.unique("person", keep="first", maintain_order=True), on="person", how="left")
        .with_columns(
            _month_words(grouped["month"]),
            name=pl.col("name").fill_null("–"),
            nik=pl.when(pl.col("nik").str.len_chars() > LAST_DIGITS).then("…" + last).otherwise(pl.lit("–")),
            at=pl.col("pile").replace_strict(piles, range(len(piles)), return_dtype=pl.Int64),
            by=pl.col("reason").replace_strict(reasons, range(len(reasons)), return_dtype=pl.Int64),
        )
        .sort("at", "name", "person", "by", "listed", "months")
        .select(ROWS)
    )
    digest = hashlib.sha256()
    for row in rows.iter_rows():
        digest.update("\t".join(map(str, row)).encode() + b"\n")
    return Annex(rows, digest.hexdigest())


def strangers_named(billed: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """person (below 0), nik and name of those the programme does not know, as bill and list write them.

    Both read line, person, nik and name, as ``found_persons.with_persons`` gives them.
    """
    sides = [
        side.select(pl.coalesce("person", first - pl.col("line")).alias("person"), "nik", "name", "line")
        for side, first in ((billed, STRANGERS_BILLED), (members, STRANGERS_LISTED))
    ]
    known = pl.concat([side.filter(pl.col("person") < 0).sort("line") for side in sides])
    return known.unique("person", keep="first", maintain_order=True).drop("line")


def _month_words(months: pl.Series) -> pl.Series:
    """Lists of months (yyyymm) in words."""
    known = sorted({month for listed in months.unique() for month in listed} - {UNREADABLE})
    named = months_from(known[0], known[-1]) if known else ()
    said: dict[tuple[int, ...], str] = {}

    def words(listed: tuple[int, ...]) -> str:
        if listed not in said:
            bits = sum(1 << named.index(month) for month in listed if month != UNREADABLE)
            parts = [month_words(bits, named).id] if bits else []
            said[listed] = ", ".join([*parts, *(["bulan tidak terbaca"] if UNREADABLE in listed else [])])
        return said[listed]

    return pl.Series("months", [words(tuple(listed)) for listed in months.to_list()], dtype=pl.String)
