"""What is owed for one month of cover, whoever pays it."""

from dataclasses import dataclass
from typing import Literal

from payung.core.basis.rupiah import rupiah
from payung.core.basis.text import Text
from payung.core.law.book import Law, Value

Sector = Literal["other", "transport"]

_PAYABLE = {"other": "bpu/payable_percent", "transport": "bpu/payable_percent_transport"}
_PAYABLE_PUBLIC = "bpu/payable_percent_public_money"


@dataclass(frozen=True)
class Step:
    """One line of a calculation: what was done, the whole rupiah it gives, and the values of the law it rests on."""

    says: Text
    amount: int
    rests_on: tuple[Value, ...]


@dataclass(frozen=True)
class Contribution:
    """Whole rupiah for one person and one month, by cover, with the steps that lead there."""

    jkk: int
    jkm: int
    steps: tuple[Step, ...] = ()

    @property
    def total(self) -> int:
        """Both covers together."""
        return self.jkk + self.jkm


def monthly_contribution(law: Law, *, public_money: bool, sector: Sector = "other") -> Contribution:
    """Monthly contribution of an informal worker (BPU) in the lowest income group.

    Unit: whole rupiah per person per month; every amount in force divides evenly, nothing is rounded.
    Source: parameters bpu/jkk/contribution_lowest_income, bpu/jkm/contribution and bpu/payable_percent*.
    The relief of 2026 depends on the worker's ``sector`` and is not for members paid from public money.
    Raises: NoValueInForce when ``law.day`` is before the first dated value of a parameter.

    >>> from datetime import date
    >>> from payung.core.law.book import LawBook
    >>> may_2026 = LawBook.read().on(date(2026, 5, 1))
    >>> monthly_contribution(may_2026, public_money=True).total
    16800
    >>> monthly_contribution(may_2026, public_money=False).total
    8400
    """
    percent = law[_PAYABLE_PUBLIC if public_money else _PAYABLE[sector]]
    jkk = _step("JKK", law["bpu/jkk/contribution_lowest_income"], percent)
    jkm = _step("JKM", law["bpu/jkm/contribution"], percent)
    return Contribution(jkk.amount, jkm.amount, (jkk, jkm))


def _step(cover: str, full: Value, percent: Value) -> Step:
    owed, rest = divmod(full.amount * percent.amount, 100)
    if rest:
        raise ValueError(f"{percent.amount} % of {full.amount} is not whole rupiah: the law must say how it is rounded")
    how = f"{rupiah(full.amount)} × {percent.amount} % = {rupiah(owed)} ({full.article}; {percent.article})"
    return Step(Text(id=f"Iuran {cover} {how}", en=f"{cover} contribution {how}"), owed, (full, percent))
