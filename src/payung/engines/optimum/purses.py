"""The purses of a plan: whose village each may pay for, what was released up to each month, what a month costs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import gcd

import numpy as np
from numpy.typing import NDArray

from payung.core.allocation.fund import Fund, Plan, Tranche

Array = NDArray[np.int64]


@dataclass(frozen=True)
class Purses:
    """``villages``: codes, sorted. ``of[fund, village]``: the purse, -1 where the fund does not pay there.
    ``fund[purse]``. ``released[purse, month]``: whole rupiah released up to and in that month. ``prices[fund, month]``:
    whole rupiah. ``pays[fund]``: set of the plan's months the fund may pay. ``releases[fund]``: the months in which any
    purse of the fund receives money."""

    villages: Array
    of: Array
    fund: Array
    village: Array  # place in villages; -1 for the purse of an area
    released: Array
    prices: Array
    pays: Array
    releases: tuple[tuple[int, ...], ...]

    @property
    def months(self) -> int:
        """How many months the plan has."""
        return self.released.shape[1]

    @property
    def funds(self) -> int:
        """How many funds the plan has."""
        return len(self.pays)

    def bought(self, most: int) -> Array:
        """Person-months each purse can buy up to each month, at most ``most``; for funds of one price."""
        price = np.array([_one_price(self, fund) for fund in range(self.funds)], dtype=np.int64)[self.fund]
        whole = self.released // np.maximum(price, 1)[:, None]
        return np.where(price[:, None] == 0, most * (self.released >= 0), np.minimum(whole, most))

    def one_price(self) -> bool:
        """Whether no fund's price changes among the months it may pay."""
        return all(len(set(self._asked(fund))) <= 1 for fund in range(self.funds))

    def spendable(self) -> "Purses":
        """The same purses without the rupiah that no number of person-months can use up: what is spent is a multiple of
        what all the fund's prices are multiples of."""
        unit = np.array([gcd(*self._asked(fund)) or 1 for fund in range(self.funds)], dtype=np.int64)[self.fund]
        return replace(self, released=self.released // unit[:, None] * unit[:, None])

    def _asked(self, fund: int) -> list[int]:
        mask = int(self.pays[fund])
        return [int(price) for month, price in enumerate(self.prices[fund]) if mask >> month & 1]


def purses(plan: Plan, villages: Array) -> Purses:
    """The purses of ``plan`` for ``villages`` (codes, sorted, each once)."""
    months = len(plan.months)
    texts = villages.astype(str)
    of = np.full((len(plan.funds), len(villages)), -1, dtype=np.int64)
    funds: list[Array] = []
    places: list[Array] = []
    released: list[Array] = []
    count = 0
    for place, fund in enumerate(plan.funds):
        inside = np.flatnonzero(np.char.startswith(texts, fund.area_code))
        own = inside if fund.per == "village" else np.full(1, -1, dtype=np.int64)
        of[place, inside] = count + np.arange(len(inside)) if fund.per == "village" else count
        count += len(own)
        funds.append(np.full(len(own), place, dtype=np.int64))
        places.append(own)
        released.append(_released(fund, plan.months, texts[own] if fund.per == "village" else None))
    return Purses(
        villages=villages,
        of=of,
        fund=np.concatenate([*funds, np.zeros(0, dtype=np.int64)]),
        village=np.concatenate([*places, np.zeros(0, dtype=np.int64)]),
        released=np.concatenate([*released, np.zeros((0, months), dtype=np.int64)]),
        prices=np.array(plan.prices, dtype=np.int64).reshape(len(plan.funds), months),
        pays=np.array([_set(fund.months, plan.months) for fund in plan.funds], dtype=np.int64),
        releases=tuple(_release_months(fund, plan.months) for fund in plan.funds),
    )


def places_in(villages: Array, fund: Fund) -> Array | None:
    """For how many people ``fund`` has a place in each of ``villages`` (codes); None where it does not limit them."""
    if fund.people_per_village is None:
        return None
    taken = fund.people_taken or {}
    given = np.array([taken.get(str(village), 0) for village in villages.tolist()], dtype=np.int64)
    return np.maximum(fund.people_per_village - given, 0)


def _released(fund: Fund, months: Sequence[int], villages: NDArray[np.str_] | None) -> Array:
    usual = _up_to(fund.tranches, months)
    if villages is None:
        return usual[None, :]
    every = np.repeat(usual[None, :], len(villages), axis=0)
    if fund.village_tranches:
        at = {village: place for place, village in enumerate(villages.tolist())}
        for village, tranches in fund.village_tranches.items():
            if (place := at.get(village)) is not None:
                every[place] = _up_to(tranches, months)
    return every


def _up_to(tranches: Sequence[Tranche], months: Sequence[int]) -> Array:
    return np.array([sum(one.amount for one in tranches if one.month <= month) for month in months], dtype=np.int64)


def _release_months(fund: Fund, months: Sequence[int]) -> tuple[int, ...]:
    every = [fund.tranches, *(fund.village_tranches or {}).values()]
    days = {one.month for tranches in every for one in tranches}
    return tuple(sorted({sum(month < day for month in months) for day in days} - {len(months)}))


def _set(chosen: Sequence[int], months: Sequence[int]) -> int:
    return sum(1 << place for place, month in enumerate(months) if month in chosen)


def _one_price(table: Purses, fund: int) -> int:
    return next(iter(table._asked(fund)), 0)
