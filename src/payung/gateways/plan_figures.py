"""Figures of a plan for people: from its tables, before anything is written. Money is whole rupiah."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from payung.core.allocation.fund import Plan


@dataclass(frozen=True)
class PlanFigures:
    """``fully``, ``partly``, ``unpaid``: people with all, some, none of the months that may be paid for them.

    The frames: ``funds`` (fund, purses, released, spent, left, people, months), ``months`` (month, payable, paid),
    ``reasons`` (reason, fund, people, months), ``rests`` (fund, reason, purses, left), ``regencies`` (regency code,
    people, fully, partly, unpaid, months, amount).
    """

    people: int
    fully: int
    partly: int
    unpaid: int
    payable: int  # person-months
    paid: int
    released: int
    spent: int
    reach_3: int  # people with at least three months paid
    funds: pl.DataFrame
    months: pl.DataFrame
    reasons: pl.DataFrame
    rests: pl.DataFrame
    regencies: pl.DataFrame


def figures_of(tables: Mapping[str, pl.DataFrame], plan: Plan) -> PlanFigures:
    """``tables``: people, paid, unpaid, left of ``plan``."""
    paid = tables["paid"].with_columns(count=_count("months"), amount=_amount(plan))
    people = _people(tables["people"], paid, plan)
    ask = people.filter(pl.col("can") > 0)
    funds = _funds(tables["left"], paid, len(plan.funds))
    return PlanFigures(
        people=people.height,
        fully=ask.filter(pl.col("got") == pl.col("can")).height,
        partly=ask.filter((pl.col("got") > 0) & (pl.col("got") < pl.col("can"))).height,
        unpaid=ask.filter(pl.col("got") == 0).height,
        payable=int(people["can"].sum()),
        paid=int(people["got"].sum()),
        released=sum(funds["released"].to_list()),
        spent=sum(funds["spent"].to_list()),
        reach_3=people.filter(pl.col("got") >= 3).height,
        funds=funds,
        months=pl.DataFrame(
            {
                "month": list(plan.months),
                "payable": [people.filter(_bit("payable", at)).height for at in range(len(plan.months))],
                "paid": [paid.filter(_bit("months", at)).height for at in range(len(plan.months))],
            }
        ),
        reasons=tables["unpaid"]
        .group_by("fund", "reason")
        .agg(people=pl.col("person").n_unique().cast(pl.Int64), months=_count("months").sum())
        .sort("months", "fund", "reason", descending=[True, False, False]),
        rests=tables["left"]
        .filter(pl.col("left") > 0)
        .group_by("fund", "reason")
        .agg(purses=pl.len().cast(pl.Int64), left=pl.col("left").cast(pl.Int128).sum())
        .sort("fund", "left", descending=[False, True]),
        regencies=_regencies(people),
    )


def _count(column: str) -> pl.Expr:
    return pl.col(column).bitwise_count_ones().cast(pl.Int64)


def _bit(column: str, at: int) -> pl.Expr:
    return pl.col(column) // 2**at % 2 == 1


def _amount(plan: Plan) -> pl.Expr:
    """Whole rupiah of a row of ``PAID``."""
    amount = pl.lit(0, pl.Int64)
    for month in range(len(plan.months)):
        prices = {fund: of_fund[month] for fund, of_fund in enumerate(plan.prices)}
        price = pl.col("fund").cast(pl.Int64).replace_strict(prices, default=0, return_dtype=pl.Int64)
        amount = amount + (pl.col("months") // 2**month % 2).cast(pl.Int64) * price
    return amount


def _people(people: pl.DataFrame, paid: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    got = paid.group_by("person").agg(got=pl.col("count").sum(), amount=pl.col("amount").sum())
    payable = pl.col("payable") & (2 ** len(plan.months) - 1)
    return people.with_columns(payable=payable, can=payable.bitwise_count_ones().cast(pl.Int64)).join(
        got, on="person", how="left"
    ).with_columns(pl.col("got", "amount").fill_null(0))  # fmt: skip


def _funds(left: pl.DataFrame, paid: pl.DataFrame, count: int) -> pl.DataFrame:
    every = pl.DataFrame({"fund": pl.Series(range(count), dtype=pl.Int16)})
    money = left.group_by("fund").agg(
        purses=pl.len().cast(pl.Int64),
        **{name: pl.col(name).cast(pl.Int128).sum() for name in ("released", "spent", "left")},
    )
    helped = paid.group_by("fund").agg(people=pl.len().cast(pl.Int64), months=pl.col("count").sum())
    joined = every.join(money, on="fund", how="left").join(helped, on="fund", how="left")
    return joined.with_columns(pl.exclude("fund").fill_null(0)).sort("fund")


def _regencies(people: pl.DataFrame) -> pl.DataFrame:
    can, got = pl.col("can"), pl.col("got")
    return (
        people.with_columns(regency=(pl.col("village") // 1_000_000).cast(pl.String))
        .group_by("regency")
        .agg(
            people=pl.len().cast(pl.Int64),
            fully=((got == can) & (can > 0)).sum().cast(pl.Int64),
            partly=((got > 0) & (got < can)).sum().cast(pl.Int64),
            unpaid=((got == 0) & (can > 0)).sum().cast(pl.Int64),
            months=got.sum(),
            amount=pl.col("amount").sum(),
        )
        .sort("regency")
    )
