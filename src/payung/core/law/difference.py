"""Why a published figure is not the exact one. A reason is given only where it leads to the figure, to the rupiah."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

from payung.core.basis.rupiah import rupiah
from payung.core.basis.text import Text
from payung.core.law.answer import Part

Because = Literal[
    "equal", "older_rule", "part_missing", "wrong_period", "rounded_down", "rounded_up", "other_component_names",
    "unexplained",
]  # fmt: skip
_PERIODS = {12: Text(id="setahun", en="a year"), 30: Text(id="30 hari", en="30 days")}


@dataclass(frozen=True)
class Difference:
    """``amount``: published less exact, whole rupiah; ``because``: the first reason that leads to it."""

    amount: int
    because: Because
    says: Text


def explain(
    published: int, exact: int, *, parts: Sequence[Part] = (), older: Iterable[tuple[date, int]] = ()
) -> Difference:
    """Why ``published`` is not ``exact``; ``parts`` are those of the exact sum, ``older`` the sums of earlier law.

    Reasons in the order of how much they say: an older rule, a part left out, a period mixed up, rounding.

    >>> explain(190_000_000, 196_000_000).because
    'rounded_down'
    >>> explain(201_600, 16_800).says.en
    'Rp201.600 is 12 × Rp16.800: the sum of a year, not of a month.'
    """
    amount = published - exact
    if not amount:
        return Difference(0, "equal", Text(id="Sama sampai rupiah terakhir.", en="Equal to the last rupiah."))
    found = (
        _older_rule(published, older) or _part_missing(published, exact, parts) or _wrong_period(published, exact)
        or _rounded(published, exact)
    )  # fmt: skip
    if found:
        return Difference(amount, *found)
    said = rupiah(amount)
    return Difference(
        amount,
        "unexplained",
        Text(id=f"Selisih {said} tidak dapat dijelaskan.", en=f"The difference of {said} is not explained."),
    )


def compare_parts(published: Sequence[int], exact: Sequence[int]) -> Difference:
    """Published components against the exact ones: the same sum under other names is no difference of money."""
    amount = sum(published) - sum(exact)
    if amount or sorted(published) == sorted(exact):
        return explain(sum(published), sum(exact))
    split, ours = (" + ".join(map(rupiah, parts)) for parts in (published, exact))
    return Difference(
        0,
        "other_component_names",
        Text(
            id=f"Jumlahnya sama; dibagi lain: {split}, bukan {ours}.",
            en=f"The same sum, split otherwise: {split}, not {ours}.",
        ),
    )


def _older_rule(published: int, older: Iterable[tuple[date, int]]) -> tuple[Because, Text] | None:
    for until, amount in older:
        if amount == published:
            return "older_rule", Text(
                id=f"{rupiah(published)} adalah jumlah menurut ketentuan yang berlaku sampai {until}.",
                en=f"{rupiah(published)} is the sum under the rule in force until {until}.",
            )
    return None


def _part_missing(published: int, exact: int, parts: Sequence[Part]) -> tuple[Because, Text] | None:
    for count in range(1, len(parts)):
        for left_out in combinations(parts, count):
            if exact - sum(part.amount for part in left_out) == published:
                return "part_missing", Text(
                    id="Tanpa " + ", ".join(part.name.id for part in left_out) + ".",
                    en="Without " + ", ".join(part.name.en for part in left_out) + ".",
                )
    return None


def _wrong_period(published: int, exact: int) -> tuple[Because, Text] | None:
    for times, period in _PERIODS.items():
        if published == exact * times:
            return "wrong_period", Text(
                id=f"{rupiah(published)} adalah {times} × {rupiah(exact)}: jumlah {period.id}, bukan sebulan.",
                en=f"{rupiah(published)} is {times} × {rupiah(exact)}: the sum of {period.en}, not of a month.",
            )
    return None


def _rounded(published: int, exact: int) -> tuple[Because, Text] | None:
    """The finest power of ten to which the exact sum comes out as published; at most a tenth of the sum."""
    step = 10
    while step * 10 <= exact:
        down = exact // step * step
        up = down + step
        if published == down != exact:
            return "rounded_down", _to(step, published, exact, ("ke bawah", "down"))
        if published == up and down != exact:
            return "rounded_up", _to(step, published, exact, ("ke atas", "up"))
        step *= 10
    return None


def _to(step: int, published: int, exact: int, way: tuple[str, str]) -> Text:
    return Text(
        id=f"{rupiah(exact)} dibulatkan {way[0]} ke {rupiah(step)}: {rupiah(published)}.",
        en=f"{rupiah(exact)} rounded {way[1]} to {rupiah(step)}: {rupiah(published)}.",
    )
