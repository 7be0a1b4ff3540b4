"""What is said of a plan beside who is paid: how good it is, how good any plan can be, and what each rule costs."""

from dataclasses import dataclass
from typing import Literal

import polars as pl

from payung.core.allocation.aim import UNITS, Aim
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text

Method = Literal["flow", "whole", "shares"]
METHODS: dict[Method, Text] = {
    "flow": Text(id="aliran, tepat", en="flow, exact"),
    "whole": Text(id="bilangan bulat", en="whole numbers"),
    "shares": Text(id="bagian, lalu dibulatkan per desa", en="shares, then made whole village by village"),
}

PRICES = {
    "rule": pl.String,  # money, people, people_per_village, floor
    "fund": pl.Int16,  # place in Plan.funds; null for a village's floor
    "village": pl.Int64,  # code; null where the rule is not of one village
    "month": pl.Int32,  # yyyymm from which more money would help; null for other rules
    "gain": pl.Int64,  # thousandths of a unit of the aim, for Rp1,000,000 more or for one person (floor: month) more
}
"""What one more of a binding rule would buy, at the margin. A rule that does not bind has no row."""


@dataclass(frozen=True)
class Relaxed:
    """What the aim would gain with one rule of a fund left out, everything else as it is. ``rule``: "who", "dates" (all
    money there from the first month), "months" (it may pay every month)."""

    fund: str
    rule: str
    gain: int


@dataclass(frozen=True)
class Reached:
    """``value`` in the aim's unit; people and person-months paid; whole rupiah spent."""

    value: int
    people: int
    person_months: int
    rupiah: int


@dataclass(frozen=True)
class Certificate:
    """``bound``: no plan within the rules reaches more. ``published``: the same money spent by the published ranking.
    ``finished``: whether the clock did not stop the search. ``short``: villages below their floor."""

    aim: Aim
    method: Method
    reached: Reached
    bound: int
    prices: pl.DataFrame
    relaxed: tuple[Relaxed, ...]
    published: Reached | None
    finished: bool
    short: int = 0

    @property
    def gap(self) -> int:
        """What at most is missing, in the aim's unit."""
        return self.bound - self.reached.value

    @property
    def gap_per_million(self) -> int:
        """The gap in millionths of the bound, rounded up."""
        return -(-self.gap * 1_000_000 // self.bound) if self.bound else 0

    def says(self) -> Text:
        """The certificate in a few lines."""
        unit, how = UNITS[self.aim.kind], METHODS[self.method]
        share = f"{self.gap_per_million // 10_000},{self.gap_per_million % 10_000:04d}"
        lines = [
            Text(
                id=f"Tujuan: {unit.id}. Dicapai {number(self.reached.value)}; tidak ada rencana di atas "
                f"{number(self.bound)} (selisih {share} %; {how.id}).",
                en=f"Aim: {unit.en}. Reached {number(self.reached.value)}; no plan is above {number(self.bound)} "
                f"(gap {share} %; {how.en}).",
            ),
            Text(
                id=f"{number(self.reached.people)} orang, {number(self.reached.person_months)} orang-bulan, "
                f"{rupiah(self.reached.rupiah)}.",
                en=f"{number(self.reached.people)} people, {number(self.reached.person_months)} person-months, "
                f"{rupiah(self.reached.rupiah)}.",
            ),
        ]
        if self.published:
            less = self.reached.value - self.published.value
            people = self.reached.people - self.published.people
            lines.append(
                Text(
                    id=f"Urutan yang diumumkan mencapai {number(self.published.value)} ({number(less)} kurang) dan "
                    f"membayar {number(self.published.people)} orang (selisih {number(people)}).",
                    en=f"The published ranking reaches {number(self.published.value)} ({number(less)} less) and pays "
                    f"{number(self.published.people)} people (difference {number(people)}).",
                )
            )
        lines += [
            Text(
                id=f"Tanpa aturan '{one.rule}' dana {one.fund}: {number(one.gain)} lebih banyak.",
                en=f"Without the rule '{one.rule}' of the fund {one.fund}: {number(one.gain)} more.",
            )
            for one in self.relaxed
        ]
        if not self.finished:
            lines.append(
                Text(id="Waktu habis; ini yang terbaik sejauh ini.", en="Time ran out; this is the best so far.")
            )
        return Text(id="\n".join(line.id for line in lines), en="\n".join(line.en for line in lines))
