"""What is owed for one month of cover, whoever pays it."""

from dataclasses import dataclass
from typing import Literal

from payung.core.law.book import Law

Sector = Literal["other", "transport"]

_PAYABLE = {"other": "bpu/payable_percent", "transport": "bpu/payable_percent_transport"}
_PAYABLE_PUBLIC = "bpu/payable_percent_public_money"


@dataclass(frozen=True)
class Contribution:
    """Whole rupiah for one person and one month, by cover."""

    jkk: int
    jkm: int

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
    percent = law[_PAYABLE_PUBLIC if public_money else _PAYABLE[sector]].amount
    return Contribution(
        jkk=_share(law["bpu/jkk/contribution_lowest_income"].amount, percent),
        jkm=_share(law["bpu/jkm/contribution"].amount, percent),
    )


def _share(amount: int, percent: int) -> int:
    share, rest = divmod(amount * percent, 100)
    if rest:
        raise ValueError(f"{percent} % of {amount} is not a whole rupiah: the law must say how it is rounded")
    return share
