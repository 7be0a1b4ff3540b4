"""The same contributions and ages as ``contributions`` and ``ages``, as column expressions for millions of people.

Written once, run by Polars, DuckDB and Spark. What one band owes is worked out here, once, by the rule for one person;
engines only look the band up, so none of them can round money in its own way.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, get_args

import narwhals as nw

from payung.core.law.ages import LIMIT, MINIMUM
from payung.core.law.book import Law
from payung.core.law.contributions import Payer, Sector, payable, whole_percent
from payung.core.law.values import Band

PAYERS: tuple[Payer, ...] = get_args(Payer)
SECTORS: tuple[Sector, ...] = get_args(Sector)
Shares = tuple[int, ...]
"""The percentages one payer owes, in the order of ``SECTORS``."""
_Meaning = TypeVar("_Meaning", int, Shares)


def contribution(law: Law, *, income: nw.Expr, sector: nw.Expr, payer: nw.Expr, jht: bool = False) -> nw.Expr:
    """Whole rupiah owed for the month of ``law.day``, Int64, as ``contributions.monthly_contribution``.

    ``income``: Int64, rupiah a month; null is the lowest band. ``sector`` and ``payer``: text, ``SECTORS`` and
    ``PAYERS``. Null where the income lies below the first band, or the sector or payer is not one of those words.
    Raises: NoValueInForce; ValueError where some band's amount is not whole rupiah.
    """
    bands = law.bands("bpu/income_bands").bands
    shares = {one: _shares(law, one) for one in PAYERS}
    jkk = [whole_percent(band.amount, law["bpu/jkk/contribution_percent"].amount) for band in bands]
    jkm = law["bpu/jkm/contribution"].amount
    for percent in {percent for row in shares.values() for percent in row}:
        for amount in (*jkk, jkm):
            whole_percent(amount, percent)
    owed = by_band(bands, [one + jkm for one in jkk], income) * _percent(shares, sector, payer) // 100
    if not jht:
        return owed
    savings = [whole_percent(band.amount, law["bpu/jht/contribution_percent"].amount) for band in bands]
    return owed + by_band(bands, savings, income)


def by_band(bands: Sequence[Band], amounts: Sequence[int], place: nw.Expr) -> nw.Expr:
    """The one of ``amounts`` that belongs to the last of ``bands`` starting at or below ``place``, Int64.

    Null is the first band; below the first band is null. Halving the bands asks six questions of a row where going
    through them asks 33.
    """
    # Every comparison with null is null, which takes the lower half each time: the first band.
    return nw.when(place.is_null() | (place >= bands[0].starts)).then(_halved(bands, amounts, place))


def age_allowed(law: Law, *, born: nw.Expr, registered: nw.Expr) -> nw.Expr:
    """Whether the age allows registration, as ``ages.age_allowed``; ``born`` and ``registered``: Int64 yyyymmdd.

    Null where either is null. Raises: NoValueInForce.
    """
    # Whole years are ten thousands of yyyymmdd, so no division is needed: its sign is not the same in every engine.
    age = registered - born
    return (age >= law[MINIMUM].amount * 10_000) & (age < law[LIMIT].amount * 10_000)


def _shares(law: Law, payer: Payer) -> Shares:
    return tuple(payable(law, payer, sector)[0].amount for sector in SECTORS)


def _halved(bands: Sequence[Band], amounts: Sequence[int], place: nw.Expr) -> nw.Expr:
    if len(bands) == 1:
        return _whole(amounts[0])
    half = len(bands) // 2
    above = _halved(bands[half:], amounts[half:], place)
    return nw.when(place >= bands[half].starts).then(above).otherwise(_halved(bands[:half], amounts[:half], place))


def _percent(shares: Mapping[Payer, Shares], sector: nw.Expr, payer: nw.Expr) -> nw.Expr:
    """The percentage owed, Int64; null where a word is unknown."""
    return _said(payer, shares, lambda row: _said(sector, dict(zip(SECTORS, row, strict=True)), _whole))


def _said(word: nw.Expr, means: Mapping[Any, _Meaning], value: Callable[[_Meaning], nw.Expr]) -> nw.Expr:
    """``value`` of what ``word`` means, null for other words; words of one meaning are asked about together."""
    found = nw.lit(None, nw.Int64)
    for meaning in dict.fromkeys(means.values()):
        alike = [one for one, theirs in means.items() if theirs == meaning]
        found = nw.when(word.is_in(alike)).then(value(meaning)).otherwise(found)
    return found


def _whole(number: int) -> nw.Expr:
    return nw.lit(number, nw.Int64)
