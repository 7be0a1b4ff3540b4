"""Announced figures, recomputed from the file that announces them."""

from datetime import date

from payung.core.law.book import LawBook
from payung.core.law.contributions import monthly_contribution
from payung.core.programmes.formula import evaluate
from payung.core.programmes.programme import Figure, Programme


def contribution_in(programme: Programme, law: LawBook) -> int:
    """Whole rupiah for one person and month as the programme's fund pays it, in the middle of its year.

    Raises: NoValueInForce for a year before the law's first values.
    """
    middle = law.on(date(programme.year, 7, 1))
    return monthly_contribution(middle, payer=programme.fund.payer, sector=programme.sector).total


def names_of(programme: Programme, law: LawBook) -> dict[str, int]:
    """The names formulas may use, and their values; what no source states is left out."""
    names = {"months": programme.months, "contribution": contribution_in(programme, law)}
    if programme.quota is not None:
        names["quota"] = programme.quota
    if programme.fund.amount is not None:
        names["amount"] = programme.fund.amount
    return names | {number.id: number.value for number in programme.stated}


def recomputed(figure: Figure, programme: Programme, law: LawBook) -> int:
    """What the figure's formula gives. Raises: ValueError, as ``formula.evaluate``."""
    return evaluate(figure.formula, names_of(programme, law))


def agrees(figure: Figure, value: int) -> bool:
    """Whether ``value`` is what the figure announces: rounded down or to the nearest ``step``, or at most it."""
    if figure.relation == "at_most":
        return value <= figure.announced
    step = figure.step
    return figure.announced in (value // step * step, (value + step // 2) // step * step)


def shortfall(programme: Programme, contribution: int) -> int | None:
    """Rupiah that the quota for all months costs beyond the fund, for one ``fund.per``; below zero: money is left.

    None where the quota or the money is not stated, or they are counted in different scopes.
    """
    fund = programme.fund
    if programme.quota is None or fund.amount is None or programme.quota_per != fund.per:
        return None
    return programme.quota * programme.months * contribution - fund.amount
