"""What the optimum is held beside: the published ranking on the same money, and plans with one rule left out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from payung.core.allocation.fund import Fund, Plan, Tranche
from payung.engines.optimum import fill, flow
from payung.engines.optimum.certificate import Relaxed
from payung.engines.optimum.exact import all_left
from payung.engines.optimum.groups import Groups, grouped
from payung.engines.optimum.patterns import Model


def ranked_months(of: Model, groups: Groups) -> fill.Months:
    """Whom the published ranking pays: every fund in turn pays from the front of its queue."""
    by = np.full((len(groups.person), of.table.months), -1, dtype=np.int8)
    fill.fill(of, groups, by, all_left(of))
    return by


def left_out(people: pl.DataFrame, plan: Plan, criteria: Sequence[str], value: int) -> Iterator[Relaxed]:
    """Person-months gained by each fund without each of its rules, where some are."""
    for place, fund in enumerate(plan.funds):
        for rule, changed in _without(fund, plan):
            funds = (*plan.funds[:place], changed, *plan.funds[place + 1 :])
            groups, table = grouped(people, replace(plan, funds=funds), criteria, (0,))
            gained = flow.solve(flow.network(groups, table)).value - value
            if gained > 0:
                yield Relaxed(fund.id, rule, gained)


def _without(fund: Fund, plan: Plan) -> Iterator[tuple[str, Fund]]:
    if fund.who:
        yield "who", replace(fund, who=())
    own = {code: _at_once(tranches, plan) for code, tranches in (fund.village_tranches or {}).items()}
    early = replace(fund, tranches=_at_once(fund.tranches, plan), village_tranches=own or None)
    if early != fund:
        yield "dates", early
    if set(plan.months) - set(fund.months):
        yield "months", replace(fund, months=plan.months)


def _at_once(tranches: Sequence[Tranche], plan: Plan) -> tuple[Tranche, ...]:
    return tuple(replace(one, month=min(one.month, plan.months[0])) for one in tranches)
