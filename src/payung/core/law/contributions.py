"""What is owed for one month of cover, whoever pays it."""

from dataclasses import dataclass
from typing import Literal

from payung.core.basis.rupiah import rupiah
from payung.core.basis.text import Text
from payung.core.law.answer import Answer, Part, Step
from payung.core.law.book import Law
from payung.core.law.values import Band, Number, Value

Sector = Literal["other", "transport"]
Payer = Literal["public", "village", "private"]
"""Whose money: state or regional budget; village budget or fund; the worker, a company, zakat."""

PAYABLE = {"other": "bpu/payable_percent", "transport": "bpu/payable_percent_transport"}
"""Sector -> share of the contribution that is owed where the money is not public."""
PAYABLE_PUBLIC = "bpu/payable_percent_public_money"

NAMES = {
    "jkk": Text(id="Iuran JKK", en="JKK contribution"),
    "jkm": Text(id="Iuran JKM", en="JKM contribution"),
    "jht": Text(id="Iuran JHT", en="JHT contribution"),
}


@dataclass(frozen=True)
class Contribution:
    """Whole rupiah for one person and one month, by cover, with the steps that lead there."""

    base: int  # the income base of the member's band, whole rupiah a month
    jkk: int
    jkm: int
    jht: int = 0
    steps: tuple[Step, ...] = ()

    @property
    def total(self) -> int:
        """All covers together."""
        return self.jkk + self.jkm + self.jht

    @property
    def answer(self) -> Answer:
        """The same as an answer: one part for each cover that costs something."""
        parts = (Part(code, name, getattr(self, code)) for code, name in NAMES.items())
        return Answer(tuple(part for part in parts if part.amount or part.code != "jht"), self.steps)


def monthly_contribution(
    law: Law, *, payer: Payer, income: int | None = None, sector: Sector = "other", jht: bool = False
) -> Contribution:
    """Monthly contribution of an informal worker (BPU) for the month of ``law.day``.

    ``income``: reported income, whole rupiah a month; None is the lowest band, where programmes for vulnerable workers
    register everyone. Contributions are shares of the band's base, not of the income itself.
    The relief of 2026 depends on the worker's ``sector`` and is not for members paid from public money.
    Unit: whole rupiah per person and month; an amount that is not whole rupiah is refused, never rounded.
    Source: parameters bpu/income_bands, bpu/*/contribution*, bpu/payable_percent*, bpu/public_money_means.
    Raises: NoValueInForce when ``law.day`` is before the first dated value of a parameter; BelowFirstBand.

    >>> from datetime import date
    >>> from payung.core.law.book import LawBook
    >>> may_2026 = LawBook.read().on(date(2026, 5, 1))
    >>> monthly_contribution(may_2026, payer="public").total
    16800
    >>> monthly_contribution(may_2026, payer="private").total
    8400
    >>> monthly_contribution(may_2026, payer="public", income=3_600_000).jkk
    34500
    """
    bands = law.bands("bpu/income_bands")
    band = bands.bands[0] if income is None else bands.at(income)
    percent, why = payable(law, payer, sector)
    steps = [
        Step(_base_says(band, income), None, (bands,)),
        _share("jkk", band.amount, law["bpu/jkk/contribution_percent"], percent, why),
        _flat("jkm", law["bpu/jkm/contribution"], percent, why),
    ]
    if jht:
        steps.append(_share("jht", band.amount, law["bpu/jht/contribution_percent"], None, ()))
    _, jkk, jkm, *savings = (step.amount or 0 for step in steps)
    return Contribution(band.amount, jkk, jkm, sum(savings), tuple(steps))


def payable(law: Law, payer: Payer, sector: Sector) -> tuple[Number, tuple[Value, ...]]:
    """The share of JKK and JKM that ``payer`` owes, and what else decides which share applies."""
    if payer == "private":
        return law[PAYABLE[sector]], ()
    if payer == "public":
        return law[PAYABLE_PUBLIC], ()
    meaning = law.reading("bpu/public_money_means")
    key = PAYABLE_PUBLIC if meaning.code == "with_village" else PAYABLE[sector]
    differs = law[PAYABLE_PUBLIC].amount != law[PAYABLE[sector]].amount
    return law[key], (meaning,) if differs else ()


def _base_says(band: Band, income: int | None) -> Text:
    if income is None:
        return Text(
            id=f"Golongan terendah: dasar penghasilan {rupiah(band.amount)}",
            en=f"Lowest band: income base {rupiah(band.amount)}",
        )
    return Text(
        id=f"Penghasilan {rupiah(income)}, golongan mulai {rupiah(band.starts)}: dasar {rupiah(band.amount)}",
        en=f"Income {rupiah(income)}, band from {rupiah(band.starts)}: base {rupiah(band.amount)}",
    )


def _share(cover: str, base: int, share: Number, percent: Number | None, why: tuple[Value, ...]) -> Step:
    full = whole_percent(base, share.amount)
    return _owed(cover, f"{rupiah(base)} × {share.amount} %", full, (share,), percent, why)


def _flat(cover: str, full: Number, percent: Number, why: tuple[Value, ...]) -> Step:
    return _owed(cover, rupiah(full.amount), full.amount, (full,), percent, why)


def _owed(
    cover: str, how: str, full: int, on: tuple[Value, ...], percent: Number | None, why: tuple[Value, ...]
) -> Step:
    owed = full
    if percent is not None:
        owed, on = whole_percent(full, percent.amount), (*on, percent, *why)
        if percent.amount != 100:
            how += f" × {percent.amount} %"
    said = rupiah(owed) if how == rupiah(owed) else f"{how} = {rupiah(owed)}"
    name = NAMES[cover]
    return Step(Text(id=f"{name.id}: {said}", en=f"{name.en}: {said}"), owed, on)


def whole_percent(amount: int, percent: int) -> int:
    """``percent`` % of ``amount``, both whole.

    Raises: ValueError where that is not whole rupiah: the law must then say how it is rounded.
    """
    share, rest = divmod(amount * percent, 100)
    if rest:
        raise ValueError(f"{percent} % of {amount} is not whole rupiah: the law must say how it is rounded")
    return share
