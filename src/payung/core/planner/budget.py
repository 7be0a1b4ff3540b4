"""What an amount buys before anybody is named: person-months, people for a year, and what lacks or is left."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """``people`` for ``months`` months cost ``cost`` whole rupiah; ``left`` is below zero where money lacks."""

    people: int
    months: int
    cost: int
    left: int


@dataclass(frozen=True)
class Budget:
    """What ``amount`` (whole rupiah) of one village buys at ``prices``, one a month of the plan.

    ``person_months`` at the first month's price, with ``rest`` over. ``options``: the quota for all months, the most
    people for all months, the quota for the most months; no option twice.
    """

    amount: int
    prices: tuple[int, ...]
    person_months: int
    rest: int
    options: tuple[Option, ...]

    @property
    def same_price(self) -> bool:
        """Whether every month costs the same."""
        return len(set(self.prices)) == 1


def budget_of(amount: int, people: int, prices: Sequence[int]) -> Budget:
    """What ``amount`` buys for a quota of ``people``. Raises: ValueError where there is no month or a price below 1.

    >>> made = budget_of(10_000_000, 50, [16_800] * 12)
    >>> made.person_months, made.rest
    (595, 4000)
    >>> [(one.people, one.months, one.cost, one.left) for one in made.options]
    [(50, 12, 10080000, -80000), (49, 12, 9878400, 121600), (50, 11, 9240000, 760000)]
    """
    if not prices or min(prices) < 1 or amount < 0 or people < 0:
        raise ValueError("a budget has months with a price, and no amount below zero")
    months, year = len(prices), sum(prices)
    longest = next((many for many in range(months, 0, -1) if people * sum(prices[:many]) <= amount), 0)
    wanted = [(people, months), (amount // year, months), (people, longest)]
    options = [
        Option(many, span, cost, amount - cost)
        for many, span in dict.fromkeys(wanted)
        if many > 0 and span > 0
        for cost in [many * sum(prices[:span])]
    ]
    return Budget(amount, tuple(prices), *divmod(amount, prices[0]), tuple(options))


def of_villages(budget: Budget, villages: int) -> Budget:
    """The same in ``villages`` villages, each with that money: sums, no money passes from one to another.

    >>> whole = of_villages(budget_of(10_000_000, 50, [16_800] * 12), 1_562)
    >>> whole.amount, whole.options[0].people, whole.options[0].cost, whole.options[0].left
    (15620000000, 78100, 15744960000, -124960000)
    """
    return Budget(
        budget.amount * villages,
        budget.prices,
        budget.person_months * villages,
        budget.rest * villages,
        tuple(
            Option(one.people * villages, one.months, one.cost * villages, one.left * villages)
            for one in budget.options
        ),
    )
