"""Money over months: what can be spent by when, and how an amount is cut into shares without losing a rupiah."""

from collections.abc import Iterable, Sequence

from payung.core.allocation.fund import Tranche


def released(months: Sequence[int], tranches: Iterable[Tranche]) -> list[int]:
    """Per month (yyyymm): whole rupiah that can be spent on it and the months before together.

    >>> released([202701, 202702, 202703], [Tranche(202612, 30), Tranche(202703, 70)])
    [30, 30, 100]
    """
    given = list(tranches)
    return [sum(tranche.amount for tranche in given if tranche.month <= month) for month in months]


def shares(amount: int, weights: Sequence[int]) -> list[int]:
    """``amount`` cut in proportion to ``weights``, in whole rupiah that sum to ``amount``.

    Each share is rounded down; the rupiah left go one each to the largest remainders, of equal ones to the first.
    Raises: ValueError where no weight is above 0 or one is below.

    >>> shares(10_000_000, [30, 70]), shares(100, [1, 1, 1])
    ([3000000, 7000000], [34, 33, 33])
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights are whole numbers of 0 or more, one at least above 0")
    down = [amount * weight // whole for weight in weights]
    largest = sorted(range(len(weights)), key=lambda at: (-(amount * weights[at] % whole), at))
    for at in largest[: amount - sum(down)]:
        down[at] += 1
    return down
