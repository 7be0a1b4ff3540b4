"""What the report of months says, in the words of PDF and workbook alike."""

from collections.abc import Sequence

from payung.core.basis.months import named
from payung.core.cover.ledger import ACCOUNTS, Account
from payung.core.cover.month_report import HELD, FundSum, MonthReport

ONE_LINE = {
    ("outside", "free"): "Uang masuk",
    ("free", "reserved"): "Ditetapkan dalam SK",
    ("reserved", "committed"): "Ditagih BPJS",
    ("committed", "reserved"): "Tagihan dibatalkan",
    ("committed", "paid"): "Dibayar ke BPJS",
    ("reserved", "free"): "Dilepas dari SK",
    ("committed", "free"): "Dilepas dari tagihan",
    ("paid", "free"): "Kembali menjadi uang bebas",
    ("free", "returned"): "Dikembalikan ke pemilik dana",
}


def step_named(source: Account, target: Account) -> str:
    """What a movement between two accounts is called.

    >>> step_named("free", "reserved"), step_named("paid", "reserved")
    ('Ditetapkan dalam SK', 'Dibayar → ditetapkan dalam SK')
    """
    usual = ONE_LINE.get((source, target))
    return usual or f"{account_named(source)} → {ACCOUNTS[target].id}"


def account_named(account: Account) -> str:
    """An account as a heading.

    >>> account_named("reserved")
    'Ditetapkan dalam SK'
    """
    said = ACCOUNTS[account].id
    return said[:1].upper() + said[1:]


def span(report: MonthReport) -> str:
    """The months of the report."""
    return named(report.first) if report.first == report.last else f"{named(report.first)} – {named(report.last)}"


def standing_of(report: MonthReport) -> str:
    """Whether the figures may still change."""
    return "buku ditutup, angka tetap" if report.closed else "SEMENTARA: buku belum ditutup"


def moved_rows(report: MonthReport) -> list[tuple[str, str, int, int]]:
    """Fund, step, person-months, whole rupiah: what moved in the months of the report."""
    return [
        (fund.fund, step_named(*step), months, amount)
        for fund in report.funds
        for step, (months, amount) in sorted(fund.moved.items(), key=lambda one: _order(*one[0]))
    ]


def balance_rows(funds: Sequence[FundSum]) -> list[tuple[str, str, int, tuple[int, ...]]]:
    """Fund, name, what ever came in, and what lies in each account of ``HELD`` at the end."""
    return [(fund.fund, fund.name, fund.received, tuple(fund.closing[account] for account in HELD)) for fund in funds]


def _order(source: Account, target: Account) -> tuple[int, int]:
    accounts = list(ACCOUNTS)
    return accounts.index(source), accounts.index(target)
