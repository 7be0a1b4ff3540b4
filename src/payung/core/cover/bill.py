"""A bill of BPJS (tagihan): what it states, whether its lines bear it out, and what is wrong with each line."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import narwhals as nw

from payung.core.allocation.money import shares
from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.law.contributions import Payer, Sector, monthly_contribution

Frame = nw.LazyFrame[Any]


class BillWithoutNames(PayungError):
    """A bill that does not say for whom it is: no line holds a NIK, a membership number or a name."""

    code = "bill-without-names"
    exit_code = 62

    def __init__(self, file: str) -> None:
        super().__init__(
            Text(
                id=f"Tagihan '{file}' tidak memuat nama: tidak diketahui siapa yang ditagih.",
                en=f"The bill '{file}' holds no names: nobody can tell for whom it is.",
            ),
            Text(
                id="Minta daftar peserta tagihan (NIK atau KPJ, nama, bulan, iuran) dari cabang BPJS Ketenagakerjaan "
                "sebelum membayar.",
                en="Ask the BPJS Ketenagakerjaan branch for the list behind it (NIK or membership number, name, month, "
                "amount) before anything is paid.",
            ),
        )


@dataclass(frozen=True)
class BillHead:
    """What a bill states of itself; None, or no months, where it does not say.

    ``months``: yyyymm, in order. ``people``: how many. ``amount``: whole rupiah.
    """

    billing_code: str | None = None
    months: tuple[int, ...] = ()
    people: int | None = None
    amount: int | None = None


@dataclass(frozen=True)
class BillSums:
    """What the lines of a bill come to: lines, different people, person-months, whole rupiah."""

    lines: int
    people: int
    person_months: int
    amount: int


@dataclass(frozen=True)
class BillProblem:
    """Something wrong with a bill: ``code`` of ``PROBLEMS``; ``line`` None for the bill as a whole.

    ``found``, ``expected``: the two figures that should agree, or the month.
    """

    code: str
    line: int | None
    month: int | None = None
    found: int | None = None
    expected: int | None = None

    @property
    def says(self) -> Text:
        """The problem in one sentence; names no person."""
        money = self.code in _OF_MONEY
        shown = [
            "–" if figure is None else rupiah(figure) if money else number(figure)
            for figure in (self.found, self.expected)
        ]
        month = f"{self.month % 100:02d}-{self.month // 100}" if self.month else "–"
        return PROBLEMS[self.code].filled(line=self.line, month=month, found=shown[0], expected=shown[1])


PROBLEMS: Mapping[str, Text] = {
    "billing_code_missing": Text(id="Kode iuran atau VA tidak ada.", en="There is no billing code."),
    "period_missing": Text(id="Periode tagihan tidak ada.", en="The period is not stated."),
    "stated_people_differ": Text(
        id="Berkas menyebut {found} orang, yang dicatat {expected}.",
        en="The file states {found} people; {expected} were entered.",
    ),
    "stated_amount_differs": Text(
        id="Berkas menyebut {found}, yang dicatat {expected}.", en="The file states {found}; {expected} was entered."
    ),
    "billing_code_differs": Text(
        id="Kode iuran di berkas berbeda dari yang dicatat.", en="The file's billing code differs from the one entered."
    ),
    "period_differs": Text(
        id="Periode di berkas berbeda dari yang dicatat.", en="The file's period differs from the one entered."
    ),
    "amount_differs": Text(
        id="Jumlah baris {found}, tagihan menyebut {expected}.",
        en="The lines sum to {found}; the bill says {expected}.",
    ),
    "people_differ": Text(
        id="Baris memuat {found} orang, tagihan menyebut {expected}.",
        en="The lines hold {found} people; the bill says {expected}.",
    ),
    "line_without_amount": Text(
        id="Baris {line}: iuran kosong atau nol.", en="Line {line}: the amount is empty or nought."
    ),
    "amount_unreadable": Text(id="Baris {line}: iuran tidak terbaca.", en="Line {line}: the amount cannot be read."),
    "parts_differ": Text(
        id="Baris {line}: JKK, JKM dan JHT berjumlah {found}, kolom jumlah {expected}.",
        en="Line {line}: JKK, JKM and JHT come to {found}, the total column to {expected}.",
    ),
    "month_unreadable": Text(id="Baris {line}: bulan tidak terbaca.", en="Line {line}: the month cannot be read."),
    "month_outside": Text(
        id="Baris {line}: bulan {month} di luar periode tagihan.",
        en="Line {line}: month {month} is outside the period.",
    ),
    "amount_no_multiple": Text(
        id="Baris {line}: {found} untuk {month} bukan kelipatan iuran {expected}.",
        en="Line {line}: {found} for {month} is no multiple of the contribution of {expected}.",
    ),
    "line_without_number": Text(
        id="Baris {line}: tanpa NIK dan nomor peserta.", en="Line {line}: neither NIK nor membership number."
    ),
    "nik_wrong": Text(id="Baris {line}: NIK bukan 16 digit.", en="Line {line}: the NIK is not 16 digits."),
    "nik_damaged": Text(
        id="Baris {line}: NIK tersimpan sebagai angka; digit terakhirnya bisa hilang, jadi tidak dipakai.",
        en="Line {line}: the NIK is stored as a number; its last digit may be lost, so it is not used.",
    ),
}
"""Code -> sentence."""

_OF_MONEY = frozenset(("amount_differs", "stated_amount_differs", "amount_no_multiple", "parts_differ"))


def month_prices(book: LawBook, months: Collection[int], payer: Payer, sector: Sector = "other") -> dict[int, int]:
    """Month (yyyymm) -> contribution of one person under the law of that month; whole rupiah. Raises: NoValueInForce.

    >>> month_prices(LawBook.read(), (202510, 202601), "public")
    {202510: 16800, 202601: 16800}
    """
    return {
        month: monthly_contribution(book.on(date(month // 100, month % 100, 1)), payer=payer, sector=sector).total
        for month in sorted(months)
    }


@lru_cache(maxsize=4096)
def portions(amount: int, prices: tuple[int, ...]) -> tuple[int, ...]:
    """What of one line's ``amount`` falls to each of its months: their prices, or else in proportion to them.

    The sum is exact.

    >>> portions(33_600, (16_800, 16_800)), portions(25_200, (16_800, 8_400)), portions(10_001, (1, 1))
    ((16800, 16800), (16800, 8400), (5001, 5000))
    """
    return prices if amount == sum(prices) else tuple(shares(amount, prices))


def bill_sums(billed: Frame) -> Frame:
    """What the lines come to, in one row: lines, people, person_months, amount.

    Reads ``billed``: line, nik, membership_number, month, amount. People are told apart by NIK, else by membership
    number, else each line is one.
    """
    by_line = nw.concat_str([nw.lit("#"), nw.col("line").cast(nw.String)])
    who = nw.coalesce("nik", "membership_number", by_line)
    return billed.with_columns(who=who).select(
        lines=nw.col("line").n_unique().cast(nw.Int64),
        people=nw.col("who").n_unique().cast(nw.Int64),
        person_months=nw.col("line").count().cast(nw.Int64),
        amount=nw.col("amount").sum().cast(nw.Int64),
    )


def head_problems(head: BillHead, sums: BillSums, stated: BillHead | None = None) -> tuple[BillProblem, ...]:
    """Where ``head`` says nothing, or other than its lines; and where the file has ``stated`` something else."""
    found = []
    if head.billing_code is None:
        found.append(BillProblem("billing_code_missing", None))
    if not head.months:
        found.append(BillProblem("period_missing", None))
    if stated is not None:
        found += _stated_otherwise(head, stated)
    if head.people is not None and head.people != sums.people:
        found.append(BillProblem("people_differ", None, None, sums.people, head.people))
    if head.amount is not None and head.amount != sums.amount:
        found.append(BillProblem("amount_differs", None, None, sums.amount, head.amount))
    return tuple(found)


def _stated_otherwise(head: BillHead, stated: BillHead) -> list[BillProblem]:
    found = []
    if stated.billing_code and stated.billing_code != head.billing_code:
        found.append(BillProblem("billing_code_differs", None))
    if stated.months and stated.months != head.months:
        found.append(BillProblem("period_differs", None))
    if stated.people is not None and stated.people != head.people:
        found.append(BillProblem("stated_people_differ", None, None, stated.people, head.people))
    if stated.amount is not None and stated.amount != head.amount:
        found.append(BillProblem("stated_amount_differs", None, None, stated.amount, head.amount))
    return found


def line_problems(billed: Frame, months: Collection[int], prices: Mapping[int, int]) -> Frame:
    """What is wrong with single lines: line, code (of ``PROBLEMS``), month, found, expected; a row a problem.

    Reads ``billed``; ``months``: of the bill, where it states them. ``prices``: month -> contribution by law; a month
    without a price is not checked against one.
    """
    amount, month = nw.col("amount"), nw.col("month")
    price: nw.Expr = nw.lit(0, nw.Int64)
    for one, contribution in prices.items():
        price = nw.when(month == one).then(nw.lit(contribution, nw.Int64)).otherwise(price)
    lines = billed.with_columns(price=price, nought=nw.lit(None, nw.Int64))
    numberless = nw.col("nik").is_null() & nw.col("membership_number").is_null()
    sixteen = nw.col("nik").str.contains(r"^[0-9]{16}$")
    rest = nw.when(nw.col("price") > 0).then(amount % nw.when(nw.col("price") > 0).then(nw.col("price")))
    checks = [
        ("line_without_amount", amount == 0, "nought", "nought"),
        ("amount_no_multiple", (rest != 0).fill_null(False), "amount", "price"),
        ("line_without_number", numberless, "nought", "nought"),
        ("nik_wrong", (~sixteen).fill_null(False), "nought", "nought"),
    ]
    if months:
        checks.append(("month_outside", ~month.is_in(sorted(months)), "nought", "nought"))
    return nw.concat(
        [
            lines.filter(wrong).select(
                "line", "month", code=nw.lit(code), found=nw.col(found), expected=nw.col(expected)
            )
            for code, wrong, found, expected in checks
        ]
    )
