"""A bill and BPJS's member list as a branch may send them, made from a decree, with faults that are known.

Nobody in them exists.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import polars as pl
import xlsxwriter

from payung.synth.chance import chance

MADE = datetime(2026, 1, 5)  # noqa: DTZ001 - a constant, so that the same seed gives the same bytes

FOREIGN_SERIAL = 5001
"""From here the NIKs of people no decree knows are counted; made-up residents have higher serials."""


@dataclass(frozen=True)
class Planted:
    """How many of each fault to plant, in people; each in people of its own, so that they can be counted.

    ``dead``: died before the first month, still billed and listed. ``double``: on two lines of every month.
    ``foreign``: billed and listed, in no decree. ``missing``: in the decree, not billed. ``unlisted``: billed, not on
    BPJS's list. ``listed_only``: on BPJS's list, neither decreed nor billed.
    """

    dead: int = 0
    double: int = 0
    foreign: int = 0
    missing: int = 0
    unlisted: int = 0
    listed_only: int = 0


@dataclass(frozen=True)
class BranchLists:
    """What the branch sends, and who is in which fault.

    ``billed``: line, nik, membership_number, name, month, amount. ``members``: line, nik, membership_number, name,
    month. ``ended``: person, why, on. ``planted``: fault -> people of the decree it was planted in; people no decree
    knows are only counted.
    """

    billed: pl.DataFrame
    members: pl.DataFrame
    ended: pl.DataFrame
    planted: dict[str, tuple[int, ...]]


def make_lists(decree: pl.DataFrame, people: pl.DataFrame, planted: Planted, *, seed: int = 1) -> BranchLists:
    """The bill and member list for ``decree`` with ``planted`` faults; the same seed gives the same rows.

    ``decree``: person, month, price. ``people``: person, nik, name. Raises: ValueError where there are fewer people
    than faults.
    """
    draw = chance(seed, "bill")
    order = sorted(decree["person"].unique())
    draw.shuffle(order)
    counts = {"dead": planted.dead, "double": planted.double, "missing": planted.missing, "unlisted": planted.unlisted}
    if sum(counts.values()) > len(order):
        raise ValueError("fewer people than faults")
    chosen: dict[str, tuple[int, ...]] = {}
    for fault, count in counts.items():
        chosen[fault], order = tuple(sorted(order[:count])), order[count:]
    months = sorted(decree["month"].unique())
    named = decree.join(people.select("person", "nik", "name"), on="person", how="left").rename({"price": "amount"})
    billed = named.filter(~pl.col("person").is_in(chosen["missing"]))
    twice = billed.filter(pl.col("person").is_in(chosen["double"]))
    others = strangers(planted.foreign + planted.listed_only, months, int(decree["price"].max() or 0))  # type: ignore[arg-type]
    foreign = others.filter(pl.col("stranger") < planted.foreign)
    bill = pl.concat([_lines(billed), _lines(twice), _lines(foreign)])
    listed = pl.concat([_lines(billed.filter(~pl.col("person").is_in(chosen["unlisted"]))), _lines(others)])
    first = date(months[0] // 100, months[0] % 100, 1).toordinal() - 1 if months else 0
    ended = [(person, "died", date.fromordinal(first - at % 60)) for at, person in enumerate(chosen["dead"])]
    return BranchLists(
        billed=_numbered(bill, seed, "lines of the bill"),
        members=_numbered(listed, seed, "lines of the list").drop("amount"),
        ended=pl.DataFrame(ended, schema={"person": pl.Int64, "why": pl.String, "on": pl.Date}, orient="row"),
        planted=chosen,
    )


def strangers(count: int, months: Sequence[int], price: int) -> pl.DataFrame:
    """``count`` people whom no decree knows: stranger (from 0), nik, name, month, amount; a row a month."""
    rows = [
        (
            at,
            f"{317101 + at // 4000:06d}{at % 28 + 1:02d}0180{FOREIGN_SERIAL + at % 900:04d}",
            f"Orang Lain {at + 1}",
            month,
            price,
        )
        for at in range(count)
        for month in months
    ]
    schema = {"stranger": pl.Int64, "nik": pl.String, "name": pl.String, "month": pl.Int64, "amount": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _lines(rows: pl.DataFrame) -> pl.DataFrame:
    number = pl.lit("26") + (pl.col("nik").cast(pl.Int64) % 999_999_937).cast(pl.String).str.zfill(9)
    return rows.select("nik", number.alias("membership_number"), "name", "month", "amount")


def _numbered(rows: pl.DataFrame, seed: int, what: str) -> pl.DataFrame:
    """The lines in the branch's own order, counted from 1."""
    places = list(range(rows.height))
    chance(seed, what).shuffle(places)
    return rows[places].with_row_index("line", offset=1).with_columns(pl.col("line").cast(pl.Int64))


def write_bill(lists: BranchLists, path: Path, *, billing_code: str, stated_amount: int | None = None) -> None:
    """The bill as a workbook with its letterhead, a line a person-month, and a row of sums."""
    billed = lists.billed
    whole = int(billed["amount"].sum()) if stated_amount is None else stated_amount
    months = sorted(billed["month"].unique())
    span = f"{months[0] % 100:02d}/{months[0] // 100} s.d. {months[-1] % 100:02d}/{months[-1] // 100}"
    head: list[Sequence[object]] = [
        ["TAGIHAN IURAN BPU – BPJS KETENAGAKERJAAN (CONTOH)"],
        ["Kode Iuran", f": {billing_code}"],
        ["Periode", f": {span}"],
        ["Jumlah Tenaga Kerja", billed["nik"].n_unique()],
        ["Total Iuran", whole],
        [],
        ["No", "KPJ", "NIK", "Nama Tenaga Kerja", "BLTH", "Iuran (Rp)"],
    ]
    rows = billed.select("line", "membership_number", "nik", "name", "month", "amount").rows()
    _write(path, "Tagihan", [*head, *rows, ["", "", "", "JUMLAH", "", whole]])


def write_members(lists: BranchLists, path: Path) -> None:
    """The member list as a workbook."""
    rows = lists.members.select("line", "membership_number", "nik", "name", "month").rows()
    _write(path, "Peserta", [["No", "No. KPJ", "NIK", "Nama Lengkap", "Bulan Iuran"], *rows])


def _write(path: Path, name: str, rows: Sequence[Sequence[object]]) -> None:
    workbook = xlsxwriter.Workbook(str(path))
    workbook.set_properties({"title": name, "created": MADE})
    sheet = workbook.add_worksheet(name)
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(at, place, cell)
            else:
                sheet.write_string(at, place, str(cell))
    workbook.close()
