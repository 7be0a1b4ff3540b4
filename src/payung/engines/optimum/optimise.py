"""The best plan for an aim: a flow where it is one, in whole numbers where it is small, else in shares made whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from time import monotonic

import polars as pl

from payung.core.allocation.aim import Aim
from payung.core.allocation.fund import Plan
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.engines.optimum import exact, fill, flow
from payung.engines.optimum.aims import Walk, walk
from payung.engines.optimum.beside import left_out, ranked_months
from payung.engines.optimum.certificate import Certificate, Method, Relaxed
from payung.engines.optimum.conflict import Kept, check_floors, floors_conflict
from payung.engines.optimum.groups import MOST_FUNDS, Groups, grouped
from payung.engines.optimum.master import share
from payung.engines.optimum.outcome import (
    flow_prices,
    paid_table,
    reached_by,
    short_of_floor,
    shown_prices,
    worth,
    would_add,
)
from payung.engines.optimum.patterns import Model, model
from payung.engines.optimum.persons import paid_by_flow
from payung.engines.optimum.purses import Array, Purses
from payung.engines.optimum.whole import use, whole

SHORT = 1e-4
"""Person-months the linear programme may be short of floors and still keep them, as it counts in fractions."""

SMALL = 60_000
"""Steps up to which all of a plan is solved in whole numbers at once."""

COMPARED = 1_000_000
"""People up to which the published ranking and plans with a rule left out are worked out beside the optimum."""


class OptimumMissing(PayungError):
    """OR-Tools, which finds the best plan, is not installed."""

    code = "optimum-missing"
    exit_code = 120

    def __init__(self) -> None:
        super().__init__(
            Text(id="Rencana terbaik perlu OR-Tools.", en="The best plan needs OR-Tools."),
            Text(
                id="Pasang payung[optimum] (make optimum-env), atau pakai urutan yang diumumkan.",
                en="Install payung[optimum] (make optimum-env), or use the published ranking.",
            ),
        )


class TooManyFunds(PayungError):
    """More funds than the best plan can be searched for."""

    code = "optimum-too-many-funds"
    exit_code = 123

    def __init__(self, funds: int) -> None:
        super().__init__(
            Text(
                id=f"Rencana ini punya {funds} dana; rencana terbaik dicari untuk paling banyak {MOST_FUNDS}.",
                en=f"This plan has {funds} funds; the best plan is looked for among {MOST_FUNDS} at most.",
            ),
            Text(
                id="Bagi menurut wilayah, atau pakai urutan yang diumumkan.",
                en="Plan area by area, or use the published ranking.",
            ),
        )


def need_ortools() -> None:
    """Raises: OptimumMissing."""
    if find_spec("ortools") is None:
        raise OptimumMissing


@dataclass(frozen=True)
class Optimum:
    """``paid``: rows of ``core.allocation.people.PAID``; ``certificate``: how good the plan is. ``adds``: people whose
    unpaid months would add to what is reached, each once."""

    paid: pl.DataFrame
    certificate: Certificate
    adds: Array


def optimise(
    people: pl.DataFrame,
    plan: Plan,
    aim: Aim,
    *,
    criteria: Sequence[str],
    law: LawBook | None = None,
    seconds: float = 600,
    compare: bool | None = None,
) -> Optimum:
    """The plan that reaches most of ``aim``, ties by the published order among people alike in every rule.

    ``people``: columns of ``core.allocation.people.PEOPLE``; ``criteria``: names in the order of the bits of ``holds``.
    ``seconds``: the search ends then with the best so far and its gap; within it the same input gives the same result.
    ``compare``: work out the published ranking and plans with a rule left out too; None: where people are not too many.
    All money is whole rupiah up to 10^15 a fund. Raises: OptimumMissing, TooManyFunds,
    FloorsConflict, NoValueInForce.
    """
    need_ortools()
    if len(plan.funds) > MOST_FUNDS:
        raise TooManyFunds(len(plan.funds))
    begun = monotonic()
    steps = walk(aim, plan.months, law or LawBook.read())
    groups, table = grouped(people, plan, criteria, steps.told_apart)
    beside = len(people) <= COMPARED if compare is None else compare
    if aim.floor:
        of = model(groups, plan, table, aim, steps)
        check_floors(groups, of, _keeping(of, begun + seconds))
    if aim.kind == "person_months" and flow.exact_as_flow(plan, table):
        paid, certificate = _by_flow(people, plan, aim, criteria, groups, table, steps, beside)
        return Optimum(paid, certificate, would_add(steps, None, groups, paid))
    of = model(groups, plan, table, aim, steps)
    paid, certificate = _by_walks(of, plan, aim, groups, begun, seconds, beside)
    return Optimum(paid, certificate, would_add(steps, of.targets, groups, paid))


def _by_flow(
    people: pl.DataFrame,
    plan: Plan,
    aim: Aim,
    criteria: Sequence[str],
    groups: Groups,
    table: Purses,
    steps: Walk,
    beside: bool,
) -> tuple[pl.DataFrame, Certificate]:
    solved = flow.solve(flow.network(groups, table), aim.floor)
    paid = paid_by_flow(groups, solved)
    reached = reached_by(paid, table, solved.value)
    relaxed: tuple[Relaxed, ...] = ()
    published = None
    if beside:
        relaxed = tuple(left_out(people, plan, criteria, solved.value))
        of = model(groups, plan, table, aim, steps)
        usual = ranked_months(of, groups)
        published = reached_by(paid_table(usual, groups), table, worth(of, groups, usual))
    prices = flow_prices(solved, table, plan)
    return paid, Certificate(aim, "flow", reached, solved.bound, prices, relaxed, published, True)


def _by_walks(
    of: Model, plan: Plan, aim: Aim, groups: Groups, begun: float, seconds: float, beside: bool
) -> tuple[pl.DataFrame, Certificate]:
    until = begun + seconds
    method: Method = "shares"
    followed: exact.Followed | None = None
    shares = share(of, begun + seconds * 0.7)
    bound = shares.bound
    kept = _keeping(of, until)
    if shares.missing > SHORT and monotonic() < begun + seconds * 0.7:
        raise floors_conflict(of, kept)
    if kept is not None:
        sizes = dict(enumerate(of.kinds.size.tolist()))
        solved = exact.solve(of, exact.all_left(of), sizes, seconds=until - monotonic())
        if solved.followed is None and solved.proven:
            raise floors_conflict(of, kept)
        if solved.followed is not None:
            followed, bound, method = solved.followed, min(bound, solved.bound), "whole"
    if followed is None:
        followed = whole(of, shares, until)
    by = _filled(of, groups, followed)
    usual = ranked_months(of, groups) if beside else None
    published = None if usual is None else reached_by(paid_table(usual, groups), of.table, worth(of, groups, usual))
    if (
        usual is not None
        and worth(of, groups, usual) > worth(of, groups, by)
        and short_of_floor(of, groups, usual) <= short_of_floor(of, groups, by)
    ):
        by = usual  # what people expect anyway is better than what was made whole in haste
    paid, value = paid_table(by, groups), worth(of, groups, by)
    prices, missed = shown_prices(shares.prices, of, plan), short_of_floor(of, groups, by)
    reached, finished = reached_by(paid, of.table, value), monotonic() <= until
    return paid, Certificate(aim, method, reached, bound * of.walk.unit, prices, (), published, finished, missed)


def _keeping(of: Model, until: float) -> Kept | None:
    """Whether floors can be kept, asked of all of a small plan at once; None for a large one."""
    if exact.steps_of(of) > SMALL:
        return None
    sizes = dict(enumerate(of.kinds.size.tolist()))

    def kept(changed: Model) -> bool:
        solved = exact.solve(changed, exact.all_left(changed), sizes, seconds=max(1.0, until - monotonic()))
        return solved.followed is not None or not solved.proven

    return kept


def _filled(of: Model, groups: Groups, followed: exact.Followed) -> fill.Months:
    """The patterns of persons, and with what is left all months that can still be paid."""
    used = [one for one in followed if any(fund >= 0 for fund in one[1])]
    left = exact.all_left(of)
    use(of, left, used)
    by = fill.persons_of(of, groups, used)
    fill.fill(of, groups, by, left)
    return by
