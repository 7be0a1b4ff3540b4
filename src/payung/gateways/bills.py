"""Bills and member lists of BPJS Ketenagakerjaan: XLSX, XLS, ODS or CSV in any usual headings, read in isolation."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import narwhals as nw
import polars as pl

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.cover.bill import (
    BillHead,
    BillProblem,
    BillSums,
    BillWithoutNames,
    bill_sums,
    head_problems,
    line_problems,
    month_prices,
)
from payung.core.cover.named_list import UNREADABLE, NamedList, read_named_list
from payung.core.law.book import LawBook, NoValueInForce
from payung.core.law.contributions import Payer, Sector
from payung.core.roster.sheet import Sheet
from payung.gateways.workbooks.sheets import open_sheets

MEMBERS: Mapping[str, type[pl.DataType]] = {
    "line": pl.Int64,
    "nik": pl.String,
    "membership_number": pl.String,
    "name": pl.String,
    "month": pl.Int64,
}
"""A row for each person-month of BPJS's list; ``month`` is yyyymm, 0 where it cannot be read."""

BILLED: Mapping[str, type[pl.DataType]] = {**MEMBERS, "amount": pl.Int64}
"""A row for each person-month of a bill; ``amount`` in whole rupiah, 0 where there is none."""

PLACES: Mapping[str, type[pl.DataType]] = {"line": pl.Int64, "sheet": pl.String, "row": pl.Int64}
"""Where each line stands in the file, as a spreadsheet counts its rows; ``sheet`` is "" for a text file."""


class BillUnreadable(PayungError):
    """A bill or member list that cannot be opened, or holds no table of people."""

    code = "bill-unreadable"
    exit_code = 64

    def __init__(self, file: str, says: Text) -> None:
        super().__init__(
            Text(id=f"'{file}': {says.id}", en=f"'{file}': {says.en}"),
            Text(
                id="Minta berkas aslinya dari cabang BPJS Ketenagakerjaan: satu tabel berjudul NIK atau KPJ, nama, "
                "bulan, dan (untuk tagihan) iuran; XLSX, XLS, ODS atau CSV.",
                en="Ask the BPJS Ketenagakerjaan branch for the original: one table headed NIK or KPJ, name, month and "
                "(for a bill) amount; XLSX, XLS, ODS or CSV.",
            ),
        )


@dataclass(frozen=True)
class BillFile:
    """A bill read from a file.

    ``head``: what was entered, and what the file states where nothing was. ``billed``: ``BILLED``. ``places``:
    ``PLACES``. ``problems``: of the bill, then of its lines in their order. ``skipped``: (sheet, row) of rows below
    the headings that are no line: sums, repeated headings, signatures.
    """

    file: str
    sha256: str
    head: BillHead
    sums: BillSums
    billed: pl.DataFrame
    places: pl.DataFrame
    problems: tuple[BillProblem, ...]
    skipped: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class MembersFile:
    """BPJS's list of who is covered, read from a file. ``months``: those the list speaks of; else as ``BillFile``."""

    file: str
    sha256: str
    months: tuple[int, ...]
    members: pl.DataFrame
    places: pl.DataFrame
    problems: tuple[BillProblem, ...]
    skipped: tuple[tuple[str, int], ...]


def read_bill(
    path: Path, book: LawBook, *, payer: Payer, sector: Sector = "other", given: BillHead | None = None
) -> BillFile:
    """The bill at ``path``, its lines by person-month, and all that is wrong with it.

    ``given``: what was entered from the bill's letter; it holds where the file says otherwise, which is a problem.
    ``payer`` and ``sector`` decide the contribution of a month under ``book``.
    Raises: BillUnreadable, BillWithoutNames.
    """
    entered = given or BillHead()
    sheets, sha256 = _sheets(path)
    price = _LawPrice(book, payer, sector)
    read = read_named_list(sheets, "bill", months=entered.months, price=price)
    if not read.named:
        raise BillWithoutNames(path.name)
    billed = _frame(read, BILLED)
    head = _joined(read.head, entered)
    lazy = nw.from_native(billed.lazy())
    sums = BillSums(**nw.to_native(bill_sums(lazy)).collect().row(0, named=True))
    prices = {month: price(month) for month in sorted(billed["month"].unique()) if price(month)}
    wrong = nw.to_native(line_problems(lazy, head.months, prices)).collect()
    lines = {*read.problems, *(BillProblem(**row) for row in wrong.iter_rows(named=True))}
    ordered = sorted(
        (found for found in lines if found.month != UNREADABLE),  # said once: a month that cannot be read
        key=lambda found: (found.line or 0, found.month or 0, found.code),
    )
    problems = (*head_problems(head, sums, read.head), *ordered)
    return BillFile(path.name, sha256, head, sums, billed, _places(read), problems, tuple(read.skipped))


def read_members(path: Path, *, months: tuple[int, ...] = ()) -> MembersFile:
    """BPJS's list at ``path`` of who is covered, by person-month.

    ``months``: the months the list was asked for, where it does not name them itself. Raises: BillUnreadable.
    """
    sheets, sha256 = _sheets(path)
    read = read_named_list(sheets, "members", months=months)
    if not read.named:
        raise BillUnreadable(path.name, _NOBODY)
    members = _frame(read, MEMBERS)
    named = set(members["month"]) - {UNREADABLE}
    problems = sorted(read.problems, key=lambda found: (found.line or 0, found.code))
    return MembersFile(
        path.name,
        sha256,
        tuple(sorted(named | set(months or read.head.months))),
        members,
        _places(read),
        tuple(problems),
        tuple(read.skipped),
    )


_NOBODY = Text(
    id="tidak ada tabel dengan NIK, nomor peserta atau nama.", en="it has no table with NIK, membership number or name."
)


class _LawPrice:
    """Contribution of one person for a month (yyyymm) under the law of that month; 0 where no law is in force."""

    def __init__(self, book: LawBook, payer: Payer, sector: Sector) -> None:
        self._asked = (book, payer, sector)
        self._known: dict[int, int] = {UNREADABLE: 0}

    def __call__(self, month: int) -> int:
        if month not in self._known:
            book, payer, sector = self._asked
            try:
                self._known |= month_prices(book, (month,), payer, sector)
            except NoValueInForce:
                self._known[month] = 0
        return self._known[month]


def _sheets(path: Path) -> tuple[list[Sheet], str]:
    try:
        opened = open_sheets(path)
    except OSError as error:
        why = type(error).__name__
        raise BillUnreadable(path.name, Text(id=why, en=why)) from error
    if opened.problem:
        raise BillUnreadable(path.name, opened.problem.says)
    return opened.sheets, opened.sha256


def _joined(stated: BillHead, entered: BillHead) -> BillHead:
    """What was entered, and what the file states where nothing was."""
    return BillHead(
        billing_code=entered.billing_code or stated.billing_code,
        months=entered.months or stated.months,
        people=stated.people if entered.people is None else entered.people,
        amount=stated.amount if entered.amount is None else entered.amount,
    )


def _frame(read: NamedList, columns: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    return pl.DataFrame([pl.Series(name, read.columns[name], dtype) for name, dtype in columns.items()])


def _places(read: NamedList) -> pl.DataFrame:
    lines = [(line, sheet, row) for line, (sheet, row) in enumerate(read.places, start=1)]
    return pl.DataFrame(lines, schema=PLACES, orient="row")
