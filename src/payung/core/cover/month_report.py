"""The report of months of the books: every rupiah of every fund, where it lies, and for which person-months."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from payung.core.basis.text import Text
from payung.core.cover.ledger import ACCOUNTS, Account

OVER = "over"
"""What a bill asks above the price of a person-month it took."""
HELD: tuple[Account, ...] = tuple(account for account in ACCOUNTS if account != "outside")
"""The accounts in which a fund's money lies."""


@dataclass(frozen=True)
class Moved:
    """What moved between two accounts of a fund in a month of the books (yyyymm), for so many person-months."""

    fund: str
    booked: int
    source: Account
    target: Account
    person_months: int
    amount: int


@dataclass(frozen=True)
class Standing:
    """Person-months of a fund that lie in an account at the end of the report, and the sum of their own prices."""

    fund: str
    account: Account
    person_months: int
    amount: int


@dataclass(frozen=True)
class CoverMonth:
    """A month of cover: person-months that decrees hold for it, by their last step, and how BPJS's lists speak of those
    paid: on the list, not on it, no list received. ``amount`` is whole rupiah of those that are paid."""

    month: int
    reserved: int
    committed: int
    paid: int
    amount: int
    listed: int
    unlisted: int
    list_missing: int


@dataclass(frozen=True)
class BillSum:
    """A bill: what it asks, the person-months it took and their prices, and the rest of what it asks, by pile.

    ``booked`` is the month of the books, yyyymm.
    """

    code: str
    booked: int
    amount: int
    lines: int
    taken: int
    taken_amount: int
    not_taken: Mapping[str, int]  # pile, or OVER -> whole rupiah


@dataclass(frozen=True)
class PaymentSum:
    """A payment: its papers, its day, what they say, what a credit settled beside them, and what its person-months come
    to; ``booked`` as of a bill."""

    papers: str
    booked: int
    on: date
    bill: str
    amount: int
    credit: int
    person_months: int
    months_amount: int


@dataclass(frozen=True)
class FundSum:
    """A fund at the beginning and at the end of the report, by account, and what moved between: (source, target)."""

    fund: str
    name: str
    opening: Mapping[Account, int]
    moved: Mapping[tuple[Account, Account], tuple[int, int]]  # person-months, whole rupiah
    closing: Mapping[Account, int]

    @property
    def received(self) -> int:
        """Whole rupiah that ever came in."""
        return -self.closing["outside"]


Unit = Literal["rupiah", "person_months"]


@dataclass(frozen=True)
class Equation:
    """Two figures that were counted apart and must be the same."""

    says: Text
    left: int
    right: int
    unit: Unit = "rupiah"

    @property
    def remainder(self) -> int:
        """What does not reconcile; 0 where all does."""
        return self.left - self.right


@dataclass(frozen=True)
class Facts:
    """What the store says up to the end of the report, each counted from its own rows.

    ``purses``: fund -> account -> whole rupiah that the purses hold now, empty where something is booked later.
    """

    names: Mapping[str, str]
    moved: Sequence[Moved]
    standing: Sequence[Standing]
    purses: Mapping[str, Mapping[Account, int]]
    cover: Sequence[CoverMonth]
    bills: Sequence[BillSum]
    payments: Sequence[PaymentSum]


@dataclass(frozen=True)
class MonthReport:
    """What is printed. ``first`` and ``last``: months of the books and of cover, yyyymm.

    ``closed``: the books of ``last`` are closed, so that nothing here changes any more.
    """

    first: int
    last: int
    funds: tuple[FundSum, ...]
    cover: tuple[CoverMonth, ...]
    bills: tuple[BillSum, ...]
    payments: tuple[PaymentSum, ...]
    equations: tuple[Equation, ...]
    chain_head: str
    closed: bool

    @property
    def reconciles(self) -> bool:
        """Whether nothing remains anywhere."""
        return not any(one.remainder for one in self.equations)


def month_report(facts: Facts, months: tuple[int, int], chain_head: str, *, closed: bool) -> MonthReport:
    """The report of ``months``, the first and the last (yyyymm)."""
    first, last = months
    funds = tuple(_fund(code, name, facts.moved, first) for code, name in facts.names.items())
    return MonthReport(
        first, last, funds, tuple(facts.cover), tuple(facts.bills), tuple(facts.payments),
        tuple(equations(facts, funds)), chain_head, closed,
    )  # fmt: skip


def equations(facts: Facts, funds: Sequence[FundSum]) -> Iterable[Equation]:
    """Every equation of the books, those of each fund first."""
    for fund in funds:
        used = sum(one.amount for one in facts.moved if one.fund == fund.fund and one.source == "credit")
        held_by_months = _standing(facts.standing, fund.fund)
        yield Equation(
            Text(
                id=f"{fund.fund}: uang masuk = belum terikat + dikembalikan + semua orang-bulan",
                en=f"{fund.fund}: received = free + returned + all its person-months",
            ),
            fund.received,
            fund.closing["free"] + fund.closing["returned"] + sum(held_by_months.values()) - used,
        )
        for account, amount in sorted(held_by_months.items()):
            said, credit = ACCOUNTS[account], account == "credit"
            rest = Text(id=" dikurangi yang terpakai", en=" less what was used") if credit else Text(id="", en="")
            yield Equation(
                Text(
                    id=f"{fund.fund}: {said.id} = harga orang-bulannya{rest.id}",
                    en=f"{fund.fund}: {said.en} = its person-months{rest.en}",
                ),
                fund.closing[account],
                amount - used if credit else amount,
            )
        if held := facts.purses.get(fund.fund):
            yield Equation(
                Text(id=f"{fund.fund}: baris buku = isi dompet", en=f"{fund.fund}: lines of the books = its purses"),
                sum(abs(fund.closing[account] - held[account]) for account in HELD),
                0,
            )
    yield from _papers(facts)


def _papers(facts: Facts) -> Iterable[Equation]:
    """Bills and payments against the lines of the books, and what was paid against BPJS's lists."""
    billed = sum(one.amount for one in facts.moved if one.target == "committed" and one.source == "reserved")
    yield Equation(
        Text(id="ditagih di buku = baris tagihan yang diambil", en="billed in the books = lines of bills taken"),
        billed,
        sum(one.taken_amount for one in facts.bills),
    )
    yield Equation(
        Text(id="jumlah tagihan = yang diambil + yang tidak", en="bills = what was taken of them + what was not"),
        sum(one.amount for one in facts.bills),
        sum(one.taken_amount + sum(one.not_taken.values()) for one in facts.bills),
    )
    paid = sum(one.amount for one in facts.moved if one.target == "paid" and one.source == "committed")
    yield Equation(
        Text(id="pembayaran dan kredit = harga orang-bulannya", en="payments and credits = their person-months"),
        sum(one.amount + one.credit for one in facts.payments),
        sum(one.months_amount for one in facts.payments),
    )
    yield Equation(
        Text(id="dibayar di buku = surat pembayaran dan kredit", en="paid in the books = papers and credits"),
        paid,
        sum(one.amount + one.credit for one in facts.payments),
    )
    yield Equation(
        Text(
            id="orang-bulan berkeadaan dibayar = menurut pembayaran, kredit dan pengganti",
            en="person-months that stand as paid = by payments, credits and replacements",
        ),
        sum(one.person_months for one in facts.standing if one.account == "paid"),
        sum(one.person_months for one in facts.payments)
        + sum(one.person_months for one in facts.moved if (one.source, one.target) == ("credit", "paid"))
        - sum(one.person_months for one in facts.moved if (one.source, one.target) == ("paid", "credit")),
        "person_months",
    )


def _standing(standing: Sequence[Standing], fund: str) -> dict[Account, int]:
    """Account -> what its person-months cost, of the accounts that hold person-months; also where there are none."""
    found: dict[Account, int] = {account: 0 for account in HELD if account not in ("free", "returned")}
    return found | {one.account: one.amount for one in standing if one.fund == fund}


def _fund(code: str, name: str, moved: Sequence[Moved], first: int) -> FundSum:
    opening, closing = dict.fromkeys(ACCOUNTS, 0), dict.fromkeys(ACCOUNTS, 0)
    within: dict[tuple[Account, Account], tuple[int, int]] = {}
    for one in moved:
        if one.fund != code:
            continue
        for balance in (closing,) if one.booked >= first else (closing, opening):
            balance[one.source] -= one.amount
            balance[one.target] += one.amount
        if one.booked >= first:
            months, amount = within.get((one.source, one.target), (0, 0))
            within[(one.source, one.target)] = (months + one.person_months, amount + one.amount)
    return FundSum(code, name, opening, within, closing)
