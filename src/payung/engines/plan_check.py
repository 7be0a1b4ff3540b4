"""Whether tables of a plan keep the rules of money, computed from the tables alone, on another path than the allocator.

Nothing of ``engines.ranking`` is used: joins and sums of tables here, running sums of arrays there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from payung.core.allocation.criteria import NAMED
from payung.core.allocation.fund import Fund, Plan, Tranche
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.engines.plan_tables import schema_of

RULES: dict[str, Text] = {
    "stray": Text(id="orang, dana atau bulan di luar rencana", en="a person, fund or month that is not of the plan"),
    "twice": Text(id="bulan seseorang dibayar dua kali", en="a month of a person is paid twice"),
    "may_pay": Text(
        id="dibayar di luar wilayah, syarat, atau bulan yang boleh", en="paid outside the area, criteria or months"
    ),
    "money": Text(id="dibelanjakan sebelum uangnya masuk", en="spent before the money was in"),
    "quota": Text(id="lebih banyak orang daripada kuota", en="more people than the quota"),
    "unused": Text(
        id="bulan belum dibayar padahal ada uang yang boleh membayarnya",
        en="unpaid though money that may pay it is left",
    ),
    "order": Text(id="yang di belakang dibayar lebih dahulu", en="somebody further back was paid first"),
    "unpaid_wrong": Text(
        id="penjelasan bulan yang tidak dibayar keliru", en="an explanation of unpaid months is wrong"
    ),
    "left_wrong": Text(id="penjelasan sisa uang keliru", en="an explanation of money left is wrong"),
}
"""Code -> what is broken, in the order they are looked for."""


@dataclass(frozen=True)
class Violation:
    """``rule`` of ``RULES`` is broken ``count`` times for ``fund`` (its id, or ""); ``example``: the first of them."""

    rule: str
    fund: str
    count: int
    example: str

    @property
    def says(self) -> Text:
        """In words; no personal data."""
        told = RULES[self.rule]
        fund, many = f"{self.fund}: " if self.fund else "", number(self.count)
        return Text(
            id=f"{self.rule}: {fund}{told.id} ({many} kali; pertama {self.example})",
            en=f"{self.rule}: {fund}{told.en} ({many} times; first {self.example})",
        )


def check_plan(
    people: pl.DataFrame,
    paid: pl.DataFrame,
    unpaid: pl.DataFrame,
    left: pl.DataFrame,
    plan: Plan,
    *,
    adds: pl.DataFrame | None = None,
) -> list[Violation]:
    """Every rule that the tables ``PEOPLE``, ``PAID``, ``UNPAID``, ``LEFT`` of ``plan`` break.

    Without ``adds`` also that funds and people were served in the published order. ``adds``: the plan was chosen for an
    aim; of each ``person``, whether more months would add to what it reaches (``aim_check.adding``).
    """
    found = [*_empty(people, paid, unpaid, left), *_strays(people, paid, plan)]
    if found:
        return found  # nothing can be counted
    people = people.with_columns(payable=pl.col("payable") & (2 ** len(plan.months) - 1))
    found += _twice(people, paid)
    every = (
        people.with_columns(pl.col("payable").cast(pl.Int64), free=pl.col("payable").cast(pl.Int64))
        .join(paid.group_by("person").agg(taken=pl.col("months").bitwise_or().cast(pl.Int64)), on="person", how="left")
        .with_columns(unpaid=pl.col("payable") & ~pl.col("taken").fill_null(0))
    )
    reasons, purses = [pl.DataFrame(schema=schema_of("unpaid"))], [pl.DataFrame(schema=schema_of("left"))]
    for at, fund in enumerate(plan.funds):
        of_fund = paid.filter(pl.col("fund") == at).select("person", got=pl.col("months").cast(pl.Int64))
        line, money = _line(every, of_fund, plan, at)
        found += _broken(line, money, fund, plan.months)
        if adds is None:
            found += _out_of_order(line, fund)
            reasons.append(_reasons(line, at))
        else:
            reasons.append(_not_chosen(line.join(adds, on="person", how="left"), at))
        purses.append(_left(line, money, plan, at))
        every = every.join(of_fund, on="person", how="left").with_columns(
            free=pl.col("free") & ~pl.col("got").fill_null(0)
        )
        every = every.drop("got")
    found += _differ("unpaid_wrong", pl.concat([*reasons, *_nowhere(every, plan)]), unpaid, ["person", "months"])
    found += _differ("left_wrong", pl.concat(purses), left, ["fund", "village"])
    return found


def _empty(*tables: pl.DataFrame) -> Iterator[Violation]:
    """Cells that say nothing: no comparison would hold for them, so none could be broken."""
    for name, table in zip(("people", "paid", "unpaid", "left"), tables, strict=True):
        empty = table.null_count().sum_horizontal().item()
        if empty:
            yield Violation("stray", "", empty, f"{name}.parquet")


def _strays(people: pl.DataFrame, paid: pl.DataFrame, plan: Plan) -> Iterator[Violation]:
    if people["person"].n_unique() < people.height:
        yield Violation("stray", "", people.height - people["person"].n_unique(), "person")
    keys = people.height - people["key"].n_unique()
    if keys:
        yield Violation("stray", "", keys, "key")
    wild_people = people.filter(pl.col("payable") < 0)
    if wild_people.height:
        yield Violation("stray", "", wild_people.height, f"person {wild_people['person'][0]}")
    unknown = paid.join(people.select("person"), on="person", how="anti")
    wild = paid.filter(~pl.col("fund").is_between(0, len(plan.funds) - 1) | (pl.col("months") <= 0))
    again = paid.filter(paid.select(pl.struct("person", "fund").is_duplicated()).to_series())
    for rows in (unknown, wild, again):
        if rows.height:
            yield Violation("stray", "", rows.height, f"person {rows['person'][0]}")


def _twice(people: pl.DataFrame, paid: pl.DataFrame) -> Iterator[Violation]:
    """Bits counted once for each payer must be as many as bits paid by anybody."""
    of = paid.group_by("person").agg(
        once=pl.col("months").bitwise_or().bitwise_count_ones().cast(pl.Int64),
        counted=pl.col("months").bitwise_count_ones().cast(pl.Int64).sum(),
    )
    again = of.filter(pl.col("once") != pl.col("counted")).sort("person")
    if again.height:
        yield Violation("twice", "", again.height, f"person {again['person'][0]}")


def _bits(words: Sequence[str]) -> int:
    bits = 0
    for word in words:
        bits |= 1 << NAMED[word]
    return bits


def _allowed(fund: Fund, months: Sequence[int]) -> tuple[pl.Expr, pl.Expr, int]:
    """In the area; holds all criteria; the months it may pay."""
    who = _bits(fund.who)
    in_area = pl.col("village").cast(pl.String).str.starts_with(fund.area_code)
    return in_area, (pl.col("holds") & who) == who, sum(1 << months.index(month) for month in fund.months)


def payable_months(plan: Plan) -> pl.Expr:
    """The months of ``village`` and ``holds`` that some fund may pay, as a set."""
    return _may_after(plan, -1)


def _may_after(plan: Plan, at: int) -> pl.Expr:
    """The months that funds after the one at ``at`` may pay."""
    may = pl.lit(0, pl.Int64)
    for fund in plan.funds[at + 1 :]:
        in_area, holds, months = _allowed(fund, plan.months)
        may = may | pl.when(in_area & holds).then(pl.lit(months, pl.Int64)).otherwise(pl.lit(0, pl.Int64))
    return may


def _line(every: pl.DataFrame, of_fund: pl.DataFrame, plan: Plan, at: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The people of the fund's area or paid by it, and its purses.

    People have ``got``, ``asks`` (free months it may pay and does not), ``still`` (months nobody pays that it may),
    ``waits`` (those that no later fund may pay), ``place`` in line, ``purse`` and, of the purse, ``closed``, ``later``,
    ``last_0`` …; ``full``, ``village_full``, ``all_last``, ``village_last``.
    """
    fund = plan.funds[at]
    in_area, holds, months = _allowed(fund, plan.months)
    first = (pl.col("holds") & _bits(fund.first)) != 0
    line = (
        every.join(of_fund, on="person", how="left")
        .with_columns(got=pl.col("got").fill_null(0), inside=in_area)
        .filter(pl.col("inside") | (pl.col("got") != 0))
        .with_columns(may=pl.when(in_area & holds).then(pl.col("free") & months).otherwise(0))
        .with_columns(
            asks=pl.col("may") & ~pl.col("got"),
            waits=pl.when(in_area & holds).then(pl.col("unpaid") & months & ~_may_after(plan, at)).otherwise(0),
            still=pl.when(in_area & holds).then(pl.col("unpaid") & months).otherwise(0),
            purse=pl.col("village") if fund.per == "village" else pl.lit(0, pl.Int64),
            behind=~first,
        )
        .sort("behind", "order", "person")
        .with_row_index("place")
        .with_columns(pl.col("place").cast(pl.Int64))
    )
    money = _money(line, plan, at)
    counted = line.filter(pl.col("got") != 0)
    in_village = counted.group_by("village").agg(there=pl.len(), village_last=pl.col("place").max())
    most = fund.people_per_village
    taken = {int(code): many for code, many in (fund.people_taken or {}).items()}
    before = pl.col("village").replace_strict(taken, default=0, return_dtype=pl.Int64)  # places decrees before gave
    line = (
        line.join(money.select("purse", "closed", "later", pl.col("^last_.*$")), on="purse", how="left")
        .join(in_village, on="village", how="left")
        .with_columns(pl.col("village_last").fill_null(-1), there=pl.col("there").fill_null(0) + before)
        .with_columns(
            full=pl.lit(fund.people is not None and counted.height >= (fund.people or 0)),
            village_full=pl.lit(False) if most is None else pl.col("there") >= most,
            all_last=pl.lit(counted["place"].max(), pl.Int64),
        )
    )
    return line.sort("place"), money


def _money(line: pl.DataFrame, plan: Plan, at: int) -> pl.DataFrame:
    """A row a purse: ``through_m``, ``given_m``, ``closed``, ``later``, ``last_m``."""
    fund, prices = plan.funds[at], plan.prices[at]
    count = len(plan.months)
    paid = [(pl.col("got") // 2**month % 2) == 1 for month in range(count)]
    purses = line.group_by("purse").agg(
        *(paid[month].cast(pl.Int64).sum().mul(prices[month]).alias(f"spent_{month}") for month in range(count)),
        *(pl.col("place").filter(paid[month]).max().alias(f"last_{month}") for month in range(count)),
        inside=pl.col("inside").any(),
    )
    if fund.per == "area" and not purses.height:
        empty = {f"spent_{month}": 0 for month in range(count)} | {f"last_{month}": None for month in range(count)}
        purses = pl.DataFrame([{"purse": 0, **empty, "inside": True}], schema=purses.schema)
    given = _given(fund, plan.months, purses["purse"])
    purses = purses.join(given, on="purse").sort("purse")
    purses = purses.with_columns(
        pl.sum_horizontal(f"spent_{earlier}" for earlier in range(month + 1)).alias(f"through_{month}")
        for month in range(count)
    )
    free = [pl.col(f"given_{month}") - pl.col(f"through_{month}") for month in range(count)]
    short = [pl.min_horizontal(free[month:]) < prices[month] for month in range(count)]
    more = [pl.col(f"given_{month}") < pl.col(f"given_{count - 1}") for month in range(count)]
    waits = [
        pl.any_horizontal(more[at] & (free[at] < prices[month]) for at in range(month, count)) for month in range(count)
    ]
    return purses.with_columns(
        closed=pl.sum_horizontal(pl.when(short[month]).then(2**month).otherwise(0) for month in range(count)),
        later=pl.sum_horizontal(pl.when(waits[month]).then(2**month).otherwise(0) for month in range(count)),
    )


def _given(fund: Fund, months: Sequence[int], purses: pl.Series) -> pl.DataFrame:
    """``given_m``: what had come in by each month."""

    def row(code: int, tranches: Sequence[Tranche]) -> dict[str, int]:
        by = {
            f"given_{at}": sum(tranche.amount for tranche in tranches if tranche.month <= month)
            for at, month in enumerate(months)
        }
        return {"purse": code, **by}

    own = fund.village_tranches or {} if fund.per == "village" else {}
    schema = {"purse": pl.Int64, **{f"given_{at}": pl.Int64 for at in range(len(months))}}
    common = pl.DataFrame([row(0, fund.tranches)], schema=schema).drop("purse")
    named = pl.DataFrame([row(int(code), own[code]) for code in own], schema=schema)
    others = pl.DataFrame({"purse": purses}).join(named, on="purse", how="anti").join(common, how="cross")
    return pl.concat([named, others.select(*schema)])


def _broken(line: pl.DataFrame, money: pl.DataFrame, fund: Fund, months: Sequence[int]) -> Iterator[Violation]:
    wrong = line.filter((pl.col("got") & ~pl.col("may")) != 0)
    if wrong.height:
        yield Violation("may_pay", fund.id, wrong.height, f"person {wrong['person'][0]}")
    for at, month in enumerate(months):
        over = money.filter(pl.col(f"through_{at}") > pl.col(f"given_{at}"))
        if over.height:
            yield Violation("money", fund.id, over.height, f"{over['purse'][0]} {month // 100}-{month % 100:02d}")
            break
    helped = line.filter(pl.col("got") != 0)
    if fund.people is not None and helped.height > fund.people:
        yield Violation("quota", fund.id, helped.height - fund.people, str(fund.people))
    if fund.people_per_village is not None:
        crowded = helped.filter(pl.col("there") > fund.people_per_village)["village"].unique().sort()
        if crowded.len():
            yield Violation("quota", fund.id, crowded.len(), str(crowded[0]))
    room = (pl.col("got") != 0) | ~(pl.col("full") | pl.col("village_full"))
    unused = line.filter(((pl.col("still") & ~pl.col("closed")) != 0) & room)
    if unused.height:
        yield Violation("unused", fund.id, unused.height, f"person {unused['person'][0]}")


def _out_of_order(line: pl.DataFrame, fund: Fund) -> Iterator[Violation]:
    """Whoever asks and did not get a month stands behind all who got it, and behind all whom a full quota counts.

    What a later fund pays counts as not got here: an earlier fund would have paid it.
    """
    barred = (pl.col("got") == 0) & (pl.col("full") | pl.col("village_full"))
    months = [name for name in line.columns if name.startswith("last_")]
    overtaken = pl.any_horizontal(
        ((pl.col("asks") // 2 ** int(name[5:]) % 2) == 1) & (pl.col(name) > pl.col("place")) for name in months
    )
    open_ = (pl.col("asks") & ~pl.col("closed")) != 0
    counted = pl.min_horizontal(
        pl.when(pl.col("full")).then(pl.col("all_last")), pl.when(pl.col("village_full")).then(pl.col("village_last"))
    )
    served = overtaken.fill_null(False) | open_
    wrong = line.filter(served & (~barred | (counted > pl.col("place")).fill_null(False)))
    if wrong.height:
        yield Violation("order", fund.id, wrong.height, f"person {wrong['person'][0]}")


def _reasons(line: pl.DataFrame, at: int) -> pl.DataFrame:
    """Rows of ``UNPAID`` for months this fund is the last that may pay."""
    months = [name for name in line.columns if name.startswith("last_")]
    passed = pl.sum_horizontal(
        pl.when(pl.col(name) > pl.col("place")).then(2 ** int(name[5:])).otherwise(0) for name in months
    )
    passed = pl.when("village_full").then(passed).otherwise(0)
    quota = pl.when(pl.col("got") == 0).then(pl.col("waits") & (~pl.col("closed") | passed)).otherwise(0)
    money = pl.col("waits") & pl.col("closed") & ~quota
    behind = pl.col("full") & (pl.col("all_last") < pl.col("place"))
    masks = {
        "money": money & ~pl.col("later"),
        "money_later": money & pl.col("later"),
        "quota": pl.when(behind).then(quota).otherwise(0),
        "village_quota": pl.when(behind).then(0).otherwise(quota),
    }
    who = line.select(above_place="place", above="person")
    tables = []
    for reason, mask in masks.items():
        rows = line.with_columns(set=mask).filter(pl.col("set") != 0)
        last = pl.max_horizontal(pl.when((pl.col("set") // 2 ** int(name[5:]) % 2) == 1).then(name) for name in months)
        above_place = {"quota": pl.col("all_last"), "village_quota": pl.col("village_last")}.get(reason, last)
        found = rows.with_columns(above_place=above_place).join(who, on="above_place", how="left")
        tables.append(_told(found, reason, at, pl.col("above").fill_null(-1)))
    return pl.concat(tables)


def _not_chosen(line: pl.DataFrame, at: int) -> pl.DataFrame:
    """The same rows where a plan was chosen for an aim: who stands where in line says nothing there."""
    open_ = pl.when(pl.col("got") == 0).then(pl.col("waits") & ~pl.col("closed")).otherwise(0)
    money = pl.col("waits") & pl.col("closed")
    masks = {
        "aim_money": pl.when("adds").then(money & ~pl.col("later")).otherwise(0),
        "aim_money_later": pl.when("adds").then(money & pl.col("later")).otherwise(0),
        "aim_quota": pl.when(pl.col("adds") & pl.col("full")).then(open_).otherwise(0),
        "aim_village_quota": pl.when(pl.col("adds") & ~pl.col("full")).then(open_).otherwise(0),
        "aim_no_gain": pl.when("adds").then(0).otherwise(open_ | money),
    }
    asked = ((reason, line.with_columns(set=mask).filter(pl.col("set") != 0)) for reason, mask in masks.items())
    return pl.concat(_told(rows, reason, at, pl.lit(-1)) for reason, rows in asked)


def _told(rows: pl.DataFrame, reason: str, at: int, above: pl.Expr) -> pl.DataFrame:
    return rows.select(
        "person", pl.col("set").cast(pl.Int32).alias("months"), reason=pl.lit(reason),
        fund=pl.lit(at, pl.Int16), above=above.cast(pl.Int64),
    )  # fmt: skip


def _nowhere(every: pl.DataFrame, plan: Plan) -> Iterator[pl.DataFrame]:
    """Rows of ``UNPAID`` for months that no fund may pay."""
    rest = every.with_columns(rest=pl.col("unpaid") & ~_may_after(plan, -1))
    for reason in ("criteria", "months"):
        for at, fund in enumerate(plan.funds):
            in_area, _, months = _allowed(fund, plan.months)
            asked = pl.col("rest") & months if reason == "criteria" else pl.col("rest")
            rest = rest.with_columns(set=pl.when(in_area).then(asked).otherwise(0))
            yield _told(rest.filter(pl.col("set") != 0), reason, at, pl.lit(-1))
            rest = rest.with_columns(rest=pl.col("rest") & ~pl.col("set"))
    yield _told(rest.with_columns(set="rest").filter(pl.col("set") != 0), "area", -1, pl.lit(-1))


def _left(line: pl.DataFrame, money: pl.DataFrame, plan: Plan, at: int) -> pl.DataFrame:
    """Rows of ``LEFT`` of one fund."""
    prices = plan.prices[at]
    waits = [(pl.col("still") // 2**month % 2) == 1 for month in range(len(prices))]
    least = pl.min_horizontal(pl.when(waits[month].any()).then(price) for month, price in enumerate(prices))
    of = line.group_by("purse").agg(
        waiting=pl.col("still").bitwise_count_ones().cast(pl.Int64).sum(),
        blocked=((pl.col("still") & ~pl.col("closed")) != 0).any(),
        least=least,
    )
    rows = money.filter("inside").join(of, on="purse", how="left").with_columns(pl.col("waiting").fill_null(0))
    last = len(prices) - 1
    left = pl.col(f"given_{last}") - pl.col(f"through_{last}")
    reason = (
        pl.when(left == 0).then(pl.lit("spent"))
        .when(pl.col("waiting") == 0).then(pl.lit("nobody"))
        .when("blocked").then(pl.lit("quota"))
        .when(left < pl.col("least")).then(pl.lit("below_price"))
        .otherwise(pl.lit("too_late"))
    )  # fmt: skip
    return rows.select(
        fund=pl.lit(at, pl.Int16), village="purse", released=f"given_{last}", spent=f"through_{last}",
        left=left, reason=reason, waiting="waiting",
    )  # fmt: skip


def _differ(rule: str, counted: pl.DataFrame, told: pl.DataFrame, by: Sequence[str]) -> Iterator[Violation]:
    """Rows that stand in one table and not in the other."""
    if told.schema != counted.schema:
        yield Violation(rule, "", 1, "kolom / columns")
        return
    names = counted.columns
    apart = pl.concat([counted.join(told, on=names, how="anti"), told.join(counted, on=names, how="anti")])
    again = told.height - told.unique().height
    if apart.height or again:
        rows = apart if apart.height else told.filter(told.is_duplicated())
        yield Violation(rule, "", apart.height + again, " ".join(f"{name} {rows.sort(by)[name][0]}" for name in by))
