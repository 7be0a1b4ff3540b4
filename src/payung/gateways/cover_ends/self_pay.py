"""Lists for a village whose people must go on paying themselves: what, until when, and what they would lose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import polars as pl
import xlsxwriter

from payung.core.allocation.fund import Fund
from payung.core.basis.days import long_day
from payung.core.basis.months import later, named
from payung.core.basis.rupiah import number, rupiah
from payung.core.cover.going_on import price
from payung.core.law.ages import LIMIT
from payung.core.law.book import LawBook
from payung.core.places.places import Gazetteer
from payung.core.roster.harmless import harmless
from payung.gateways.cover_ends.page import village_name
from payung.gateways.labels import masked_nik, slug

DUE_DAY = "bpu/pay/due_day"
AHEAD = 6
"""Months of which the contribution is told."""

PLACE = "." * 34
"""Where the office writes the place to pay, and the payment code: no list of them is held here."""


@dataclass(frozen=True)
class Payer:
    """One person who must go on paying. ``amounts``: (month yyyymm, rupiah, rupiah for transport workers)."""

    name: str
    nik: str  # masked
    fund: str  # in words
    last_month: int
    first_without: date
    last_day: date  # the last before membership lapses
    months: int
    to_full: int
    to_scholarship: int
    too_old: bool  # the age limit is reached before membership lapses: a lapse is final
    amounts: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class VillageList:
    """People of one village, by name. ``due_day``: day of the month a contribution is due."""

    code: str
    village: str
    on: date
    due_day: int
    pays_full: int  # whole rupiah of a death in full
    age_limit: int
    payers: tuple[Payer, ...]

    @property
    def file_name(self) -> str:
        """The name of its files, without their ending."""
        return f"mandiri_{self.code}_{slug(self.village.split(',')[0])}"


def village_lists(
    ending: pl.DataFrame, people: pl.DataFrame, funds: Sequence[Fund], book: LawBook, on: date, *, pays_full: int
) -> tuple[VillageList, ...]:
    """The people of ``ending`` (``ending.ENDING``) by village, without those whom somebody pays again later.

    ``people``: person, nik, name, birth_date. Raises: NoValueInForce.
    """
    names, fund_names = Gazetteer.read(), {fund.id: fund.name.id for fund in funds}
    law = book.on(on)
    limit = law[LIMIT].amount
    rows = (
        ending.filter(pl.col("resumes").is_null())
        .join(people.select("person", "nik", "name", "birth_date"), on="person", how="inner")
        .sort("village_code", "name", "person")
    )
    amounts: dict[int, tuple[tuple[int, int, int], ...]] = {}
    found: dict[str, list[Payer]] = {}
    for row in rows.iter_rows(named=True):
        first = later(row["last_month"], 1)
        if first not in amounts:
            amounts[first] = _amounts(book, first)
        found.setdefault(row["village_code"], []).append(_payer(row, fund_names[row["fund"]], amounts[first], limit))
    return tuple(
        VillageList(
            code, village_name(code, names), on, law[DUE_DAY].amount, pays_full, limit, tuple(payers)
        )
        for code, payers in sorted(found.items())
    )  # fmt: skip


def write_village_book(listed: VillageList, path: Path) -> None:
    """Write the list of one village as a workbook; of a NIK the last four digits. Same input, same bytes."""
    workbook = xlsxwriter.Workbook(str(path))
    created = datetime.combine(listed.on, time.min)
    workbook.set_properties({"title": f"Bayar mandiri {listed.code}", "created": created})
    font = {"font_name": "Calibri", "font_size": 10}
    cell = font | {"border": 1, "border_color": "#9AA9B1", "text_wrap": True, "valign": "top"}
    title = workbook.add_format(font | {"bold": True, "font_size": 14, "font_color": "#1B3A4B"})
    plain = workbook.add_format(font)
    head = workbook.add_format(
        cell | {"bold": True, "bg_color": "#1B3A4B", "font_color": "#FFFFFF", "align": "center", "valign": "vcenter"}
    )
    text, money = (
        workbook.add_format(cell | {"num_format": "@"}),
        workbook.add_format(cell | {"num_format": '"Rp"#,##0'}),
    )
    figure, fill = workbook.add_format(cell), workbook.add_format(cell | {"bg_color": "#FFF3B0"})
    sheet = workbook.add_worksheet("Bayar mandiri")
    sheet.write_string(0, 0, f"Iuran mandiri: {harmless(listed.village)}", title)
    sheet.write_string(1, 0, f"{number(len(listed.payers))} orang; keadaan per {long_day(listed.on)}.", plain)
    sheet.write_string(2, 0, f"Jatuh tempo tanggal {listed.due_day} tiap bulan iuran. Tempat bayar: {PLACE}", plain)
    looks = {"text": text, "money": money, "figure": figure, "fill": fill}
    for at, (heading, width, _) in enumerate(_COLUMNS):
        sheet.set_column(at, at, width)
        sheet.write_string(4, at, heading, head)
    for line, payer in enumerate(listed.payers, start=5):
        for at, (value, (_, _, look)) in enumerate(zip(_cells(line - 4, payer), _COLUMNS, strict=True)):
            if isinstance(value, int):
                sheet.write_number(line, at, value, looks[look])
            else:
                sheet.write_string(line, at, harmless(value), looks[look])
    sheet.freeze_panes(5, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(4)
    sheet.set_footer("&L&8Memuat data pribadi&R&8Halaman &P dari &N")
    workbook.close()


def in_months(payer: Payer) -> str:
    """What the months ahead cost, those at one price together."""
    runs: list[list[tuple[int, int, int]]] = []
    for amount in payer.amounts:
        if runs and runs[-1][-1][1:] == amount[1:]:
            runs[-1].append(amount)
        else:
            runs.append([amount])
    said = []
    for run in runs:
        first, last = run[0], run[-1]
        span = named(first[0]) if first is last else f"{named(first[0])} sampai {named(last[0])}"
        other = "" if first[1] == first[2] else f" (pekerja transportasi {rupiah(first[2])})"
        said.append(f"{span}: {rupiah(first[1])} sebulan{other}")
    return "; ".join(said)


_COLUMNS: tuple[tuple[str, float, str], ...] = (
    ("No.", 5, "figure"),
    ("Nama", 28, "text"),
    ("NIK (4 angka terakhir)", 20, "text"),
    ("Dibayar oleh", 26, "text"),
    ("Sampai bulan", 16, "text"),
    ("Iuran bulan berikutnya", 15, "money"),
    ("Iuran bulan-bulan sesudahnya", 44, "text"),
    ("Hari terakhir sebelum berakhir", 20, "text"),
    ("Bulan terkumpul", 11, "figure"),
    ("Yang hilang bila berhenti", 42, "text"),
    ("Kode bayar", 20, "fill"),
    ("Sudah bayar (ya/tidak)", 12, "fill"),
)


def _cells(line: int, payer: Payer) -> tuple[int | str, ...]:
    next_month = payer.amounts[0][1]
    months = in_months(payer)
    lost = "; ".join(losses(payer))
    last = long_day(payer.last_day)
    head = (line, payer.name, payer.nik, payer.fund, named(payer.last_month))
    return (*head, next_month, months, last, payer.months, lost, "", "")


def losses(payer: Payer) -> tuple[str, ...]:
    """What a person has that a lapse takes, in short sentences."""
    full = "santunan kematian penuh" if not payer.to_full else f"santunan penuh (kurang {payer.to_full} bulan)"
    school = "beasiswa anak" if not payer.to_scholarship else f"hitungan beasiswa (kurang {payer.to_scholarship} bulan)"
    return (full, school, "tidak dapat mendaftar lagi karena usia") if payer.too_old else (full, school)


def _payer(
    row: Mapping[str, object], fund: str, amounts: tuple[tuple[int, int, int], ...], limit: int
) -> Payer:  # fmt: skip
    lapses_on, born = row["lapses_on"], row["birth_date"]
    first_without = row["first_without"]
    assert isinstance(lapses_on, date) and isinstance(first_without, date)  # noqa: S101 -- the table's own types
    too_old = isinstance(born, date) and (lapses_on.year - limit, lapses_on.month, lapses_on.day) >= (
        born.year, born.month, born.day,
    )  # fmt: skip
    return Payer(
        name=str(row["name"]),
        nik=masked_nik(str(row["nik"])),
        fund=fund,
        last_month=int(str(row["last_month"])),
        first_without=first_without,
        last_day=lapses_on - timedelta(days=1),
        months=int(str(row["months"])),
        to_full=int(str(row["to_full"])),
        to_scholarship=int(str(row["to_scholarship"])),
        too_old=too_old,
        amounts=amounts,
    )


def _amounts(book: LawBook, first: int) -> tuple[tuple[int, int, int], ...]:
    """What a worker owes for each of the months from ``first`` on: other sectors, and transport."""
    months = [later(first, ahead) for ahead in range(AHEAD)]
    return tuple(
        (
            month,
            price(book, month, payer="private", sector="other"),
            price(book, month, payer="private", sector="transport"),
        )
        for month in months
    )  # fmt: skip
