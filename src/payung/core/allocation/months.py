"""Person-months of cover from the place in the queue: the money is spent from the front, and never overspent."""

import narwhals as nw

from payung.core.programmes.programme import Case, person_months


def months_for(case: Case) -> nw.Expr:
    """Months of cover for each row; reads ``turn`` (Int64 1, 2, 3 … among who may be paid from one purse).

    Each in turn gets the programme's months until the purse or, where it has the same scope, the quota ends; the last
    may get fewer. Null turn: 0. Unit: months.
    """
    programme = case.programme
    each = programme.months
    before = (nw.col("turn") - 1) * each
    months = nw.lit(each, nw.Int64)
    if programme.fund.amount is not None:
        bought, _ = person_months(programme.fund.amount, case.contribution)
        left = nw.lit(bought, nw.Int64) - before
        months = (
            nw.when(left <= 0).then(nw.lit(0, nw.Int64)).otherwise(nw.when(left < each).then(left).otherwise(months))
        )
    if programme.quota is not None and programme.quota_per == programme.fund.per:
        months = nw.when(nw.col("turn") <= programme.quota).then(months).otherwise(nw.lit(0, nw.Int64))
    return nw.when(nw.col("turn").is_null()).then(nw.lit(0, nw.Int64)).otherwise(months)
