"""Made-up people and funds for the trials of plans of money: nobody in here exists."""

import numpy as np
import polars as pl

from payung.core.allocation.fund import Fund, Plan, Tranche
from payung.core.basis.text import Text
from payung.core.places.places import Gazetteer

CRITERIA = ("village_official", "palm_worker", "mustahik", "extreme_poor")
SHARES = (0.03, 0.30, 0.08, 0.15)
PRICE = 16_800
YEAR = 2026


def villages(area: str = "") -> np.ndarray:
    """Codes of the villages of ``area`` (Kemendagri code; all of the country where empty), sorted."""
    return np.array([int(village.code) for village in Gazetteer.read(area).villages], dtype=np.int64)


def people(codes: np.ndarray, count: int, seed: int, months: int = 12) -> pl.DataFrame:
    """``count`` people spread over the villages ``codes``: most may be paid every month, some from or until a month."""
    draw = np.random.default_rng(seed)
    weight = draw.gamma(2.0, size=len(codes))
    village = np.sort(draw.choice(codes, size=count, p=weight / weight.sum()))
    every = 2**months - 1
    from_month, to_month = draw.integers(0, months, count), draw.integers(1, months, count)
    kind = draw.random(count)
    payable = np.where(kind < 0.85, every, np.where(kind < 0.93, every << from_month & every, every >> to_month))
    holds = sum((draw.random(count) < share).astype(np.int64) << bit for bit, share in enumerate(SHARES))
    before = np.where(draw.random(count) < 0.6, 0, draw.integers(0, 48, count))
    return pl.DataFrame({
        "person": np.arange(count, dtype=np.int64),
        "key": pl.Series(np.arange(count)).cast(pl.String),
        "village": village,
        "order": draw.integers(0, 2**40, count),
        "payable": payable.astype(np.int32),
        "holds": holds,
        "before": before.astype(np.int16),
    })  # fmt: skip


def plan(codes: np.ndarray, count: int, months: int = 12, *, quota: int | None = None, relief: bool = False) -> Plan:
    """Six funds that together can pay about three of five person-months: special-purpose aid to every village, village
    budgets, the first regency's share of palm oil, the province in two tranches, zakat, a company.

    ``quota``: most people the aid pays in a village. ``relief``: what is not public money pays half from July on.
    """
    named = tuple(YEAR * 100 + month + 1 for month in range(months))
    year = count * months * PRICE  # what everybody for the whole time would cost
    each = year // len(codes)
    area = str(codes[0])[:2] if len(set(codes // 10**8)) == 1 else ""
    home = str(codes[0])[:4]
    funds = (
        _fund("bkbk", "special_transfer", "SD", area, "village", _halves(each * 22 // 100, 0, 6), named,
              people_per_village=quota),
        _fund("apbdes", "village_budget", "SD", area, "village", _halves(each * 8 // 100, 2), named[2:],
              first=("village_official",)),
        _fund("sawit", "regency_budget", "SA", home, "area", _halves(year * 6 // 100, 3), named[3:],
              who=("palm_worker",)),
        _fund("apbd", "province_budget", "SA", area, "area", _halves(year * 18 // 100, 0, 7), named,
              first=("extreme_poor",)),
        _fund("zakat", "zakat", "SB", area, "area", _halves(year * 3 // 100, 1), named, who=("mustahik",)),
        _fund("csr", "sponsorship", "SC", area, "area", _halves(year * 4 // 100, 4), named[4:], who=("extreme_poor",)),
    )  # fmt: skip
    dear, cheap = (PRICE,) * months, tuple(PRICE // 2 if relief and month >= 6 else PRICE for month in range(months))
    return Plan(named, funds, (dear, dear, dear, dear, cheap, cheap))


def _halves(amount: int, *places: int) -> tuple[Tranche, ...]:
    return tuple(Tranche(YEAR * 100 + place + 1, amount // len(places)) for place in places)


def _fund(id_: str, source: str, kind: str, area: str, per: str, tranches: tuple[Tranche, ...], months: tuple[int, ...],
          **rules: object) -> Fund:  # fmt: skip
    return Fund(id_, Text(id=id_, en=id_), source, kind, "-", area, per, tranches, months, **rules)  # type: ignore[arg-type]
