"""Small made-up plans, every way to pay them, and the rules of money said once more, month by month."""

from collections.abc import Iterator
from itertools import product
from random import Random

import polars as pl

from payung.core.allocation.fund import Fund, Plan, Tranche
from payung.core.basis.text import Text

CRITERIA = ("village_official", "palm_worker", "mustahik")
FIRST_MONTH = 2026 * 12
VILLAGES = (1501012001, 1501012002, 1502012001)


def month(place: int) -> int:
    return (FIRST_MONTH + place) // 12 * 100 + (FIRST_MONTH + place) % 12 + 1


def fund(id_: str, plan_months: int, /, **changed: object) -> Fund:
    given: dict[str, object] = {
        "id": id_, "name": Text(id=id_, en=id_), "source": "province_budget", "group_kind": "SD", "owner": "-",
        "area_code": "15", "per": "area", "tranches": (Tranche(month(0), 0),),
        "months": tuple(month(place) for place in range(plan_months)),
    } | changed  # fmt: skip
    return Fund(**given)  # type: ignore[arg-type]


def people_table(rows: list[dict[str, int]]) -> pl.DataFrame:
    """Rows with what differs: village, order, payable, holds, before."""
    usual = {"village": VILLAGES[0], "order": 0, "payable": 1, "holds": 0, "before": 0}
    full = [{"person": place, "key": f"p{place}", **usual, **row} for place, row in enumerate(rows)]
    kinds = {"person": pl.Int64, "key": pl.String, "village": pl.Int64, "order": pl.Int64}
    kinds |= {"payable": pl.Int32, "holds": pl.Int64, "before": pl.Int16}
    return pl.DataFrame(full, schema=kinds)


def draw(
    random: Random, people: int, months: int, funds: int, *, quotas: bool = False, prices: bool = False
) -> tuple[pl.DataFrame, Plan]:
    rows = [
        {
            "village": random.choice(VILLAGES),
            "order": random.randrange(3),
            "payable": random.choice([2**months - 1, random.randrange(2**months)]),
            "holds": random.randrange(8),
            "before": random.choice([0, 0, 1, 2, 3, 34, 35, 40]),
        }
        for _ in range(people)
    ]
    made = [_drawn_fund(random, place, people, months, quotas) for place in range(funds)]
    each = [random.choice([3, 7]) for _ in made]
    rates = [tuple(random.choice([3, 5, 7]) if prices else one for _ in range(months)) for one in each]
    return people_table(rows), Plan(tuple(month(place) for place in range(months)), tuple(made), tuple(rates))


def _drawn_fund(random: Random, place: int, people: int, months: int, quotas: bool) -> Fund:
    def tranches() -> tuple[Tranche, ...]:
        return tuple(
            Tranche(month(random.randrange(-1, months + 1)), random.choice([0, 3, 7, 14, random.randrange(40)]))
            for _ in range(random.randrange(1, 3))
        )

    per = random.choice(["village", "area"])
    own = {str(VILLAGES[0]): tranches()} if per == "village" and random.random() < 0.3 else None
    may = tuple(month(at) for at in range(months) if random.random() < 0.85)
    return fund(
        f"f{place}", months, per=per, tranches=tranches(), village_tranches=own, months=may,
        area_code=random.choice(["15", "15", "1501", "1502012001"]),
        who=random.choice([(), (), ("palm_worker",), ("village_official", "mustahik")]),
        first=random.choice([(), ("village_official",)]),
        people=random.choice([None, 1, 2]) if quotas else None,
        people_per_village=random.choice([None, 1, 2]) if quotas else None,
        people_taken=random.choice([None, {str(VILLAGES[0]): 1}]) if quotas else None,
    )  # fmt: skip


Paying = tuple[tuple[int, ...], ...]
"""For each person, the fund of each month, -1 for none."""


def every_way(people: pl.DataFrame, plan: Plan) -> Iterator[Paying]:
    """All ways to pay that break no rule of money, maximal or not."""
    rows = people.sort("person").to_dicts()
    choices = [tuple(product(*[[-1, *may_pay(row, plan, place)] for place in range(len(plan.months))])) for row in rows]
    for paying in product(*choices):
        if not broken(rows, plan, paying):
            yield paying


def paying_of(paid: pl.DataFrame, people: int, months: int) -> Paying:
    table = [[-1] * months for _ in range(people)]
    for person, by, chosen in paid.select("person", "fund", "months").iter_rows():
        for place in range(months):
            if chosen >> place & 1:
                assert table[person][place] == -1, "a month paid twice"
                table[person][place] = by
    return tuple(tuple(row) for row in table)


def broken(rows: list[dict[str, int]], plan: Plan, paying: Paying) -> str:
    """The first rule of money that ``paying`` breaks; empty where none."""
    for row, months in zip(rows, paying, strict=True):
        if any(by >= 0 and by not in may_pay(row, plan, place) for place, by in enumerate(months)):
            return "a fund pays whom it may not"
    for by, one in enumerate(plan.funds):
        if any(least < 0 for purse in _purses(rows, one) for least in _left(rows, plan, paying, by, purse)):
            return "money is spent that was not there"
        paid = [row["village"] for row, months in zip(rows, paying, strict=True) if by in months]
        if one.people is not None and len(paid) > one.people:
            return "more people than the fund pays"
        taken = one.people_taken or {}
        most = one.people_per_village
        if most is not None and any(paid.count(place) + taken.get(str(place), 0) > most for place in paid):
            return "more people than the fund pays in a village"
    return ""


def maximal(rows: list[dict[str, int]], plan: Plan, paying: Paying) -> bool:
    """Whether no month is left unpaid that could still be paid."""
    for at, row in enumerate(rows):
        for place in range(len(plan.months)):
            if paying[at][place] >= 0:
                continue
            for by in may_pay(row, plan, place):
                more = [list(months) for months in paying]
                more[at][place] = by
                if not broken(rows, plan, tuple(map(tuple, more))):
                    return False
    return True


def may_pay(row: dict[str, int], plan: Plan, place: int) -> list[int]:
    if not row["payable"] >> place & 1:
        return []
    return [
        by
        for by, one in enumerate(plan.funds)
        if plan.months[place] in one.months
        and str(row["village"]).startswith(one.area_code)
        and all(row["holds"] >> CRITERIA.index(name) & 1 for name in one.who)
    ]


def _purses(rows: list[dict[str, int]], one: Fund) -> list[int | None]:
    return [None] if one.per == "area" else sorted({row["village"] for row in rows})


def _left(rows: list[dict[str, int]], plan: Plan, paying: Paying, by: int, village: int | None) -> list[int]:
    one = plan.funds[by]
    tranches = (one.village_tranches or {}).get(str(village), one.tranches)
    left, found = 0, []
    for place, named in enumerate(plan.months):
        left += sum(part.amount for part in tranches if (part.month <= named if place == 0 else part.month == named))
        left -= plan.prices[by][place] * sum(
            months[place] == by
            for row, months in zip(rows, paying, strict=True)
            if village is None or row["village"] == village
        )
        found.append(left)
    return found
