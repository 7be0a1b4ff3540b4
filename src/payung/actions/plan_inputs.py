"""What a plan is made of, out of the store: who was accepted, facts about them, and the funds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
from django.db.models import Max

from payung.actions.cycle_called import CycleUnready
from payung.core.allocation.fund import Fund, Plan
from payung.core.allocation.funds_file import FundsFile, months_between, prices, read_funds
from payung.core.allocation.left import fund_left
from payung.core.allocation.order import RANKINGS
from payung.core.allocation.plan_json import plan_as_json
from payung.core.basis.months import first_day, later
from payung.core.basis.text import Text
from payung.core.cover.ledger import LET_GO
from payung.core.cover.standing import most_unpaid
from payung.core.law.book import LawBook
from payung.store.columns import columns_of
from payung.store.erased import erased
from payung.store.files import content
from payung.store.keys import Keys
from payung.store.models import Cycle, PersonMonth, Register, Run, SourceRow
from payung.store.months import open_funds
from payung.store.people import left_on, niks_of
from payung.store.restricted import restricted
from payung.store.spent import spent_of

_ROWS = {"person": pl.Int64, "person_key": pl.String, "name": pl.String, "dob": pl.Date, "village_code": pl.String}


@dataclass(frozen=True)
class Inputs:
    """Files in a folder of one's own. ``file``: the funds, with what is left of those opened in the store.

    ``gone``: whole rupiah of them that decrees before hold, or that went another way. ``apart``: how many the lists
    accept ("accepted"), and how many of them are not to be planned for: "held", "unplaced" (of no known village),
    "restricted", "erased".
    """

    people: Path
    facts: tuple[Path, ...]
    funds: Path
    file: FundsFile
    gone: int
    apart: Mapping[str, int]


def write_inputs(keys: Keys, cycle: Cycle, run: Run, folder: Path, other: FundsFile | None = None) -> Inputs:
    """The people of ``run`` and what is left of the funds of ``cycle``, or ``other`` ones, written to ``folder``.

    Raises: CycleUnready, as its readers.
    """
    registers = dict(Register.objects.filter(cycle=cycle).order_by("id").values_list("kind", "file_id"))
    facts = []
    if "facts" in registers:
        held = content(keys, registers["facts"])
        facts.append(folder / f"facts.{'parquet' if held[:4] == b'PAR1' else 'csv'}")
        facts[0].write_bytes(held)
    if other is None and "funds" in registers:
        funds = folder / "funds.yaml"
        funds.write_bytes(content(keys, registers["funds"]))
        file, gone = what_is_left(read_funds(funds, LawBook.read()))
    else:
        funds = folder / "funds.json"
        file, gone = (other, 0) if other else what_is_left(opened_funds(cycle))
        funds.write_text(json.dumps(plan_as_json(file.plan), ensure_ascii=False, sort_keys=True), "utf-8")
    people = folder / "people.parquet"
    table, apart = accepted(keys, run, file.plan.months)
    table.write_parquet(people)
    return Inputs(people, tuple(facts), funds, file, gone, apart)


def opened_funds(cycle: Cycle) -> FundsFile:
    """The funds opened in the store that pay months of the cycle's year, in the order of their codes.

    Raises: CycleUnready where there are none, NoValueInForce.
    """
    funds = paying_in(cycle)
    if not funds:
        raise CycleUnready(Text(id="belum ada dana yang dibuka untuk tahun itu", en="no fund was opened for that year"))
    all_months = [month for fund in funds for month in fund.months]
    months = months_between(min(all_months), max(all_months))
    plan = Plan(months, tuple(funds), prices(months, funds, LawBook.read()))
    return FundsFile(plan, (*RANKINGS, "draw"), cycle.seed)


def paying_in(cycle: Cycle) -> list[Fund]:
    """The funds opened in the store, in the area of the cycle's programme, that pay any month of its year; by code."""
    area = cycle.programme.area_code
    return [
        fund
        for fund in open_funds()
        if any(month // 100 == cycle.year for month in fund.months) and fund.area_code.startswith(area)
    ]


def what_is_left(file: FundsFile) -> tuple[FundsFile, int]:
    """``file`` with what is left of those of its funds that are opened in the store, and the rupiah that are gone."""
    before = file.plan.funds
    limited = [fund.id for fund in before if fund.people is not None or fund.people_per_village is not None]
    spent = spent_of([fund.id for fund in before], limited)
    funds = tuple(fund_left(fund, spent.get(fund.id, {})) for fund in before)
    gone = sum(each.besides + sum(each.given.values()) for purses in spent.values() for each in purses.values())
    return replace(file, plan=replace(file.plan, funds=funds)), gone


def accepted(keys: Keys, run: Run, months: tuple[int, ...]) -> tuple[pl.DataFrame, dict[str, int]]:
    """Who was accepted in ``run`` and is to be planned for, as a list of people by row; how many are not, and why.

    Not: who holds some of ``months`` already, of all others those whose data may only be kept, and of the rest those of
    whom nothing is held since they were erased. Nobody is payable after the month in which they died, moved or left.
    """
    rows = SourceRow.objects.filter(run=run, decision="accept", person__isnull=False, village__isnull=False)
    columns = ("person_id", "person__key", "person__name", "person__birth_date", "person__village__code")
    found = columns_of(rows.order_by("id").values_list(*columns), _ROWS).unique(
        "person", keep="first", maintain_order=True
    )
    held = PersonMonth.objects.filter(month__gte=months[0], month__lte=months[-1]).exclude(state__in=LET_GO)
    covered = columns_of(held.order_by().values_list("person_id").distinct(), {"person": pl.Int64})
    placed = found.filter(pl.col("village_code").is_not_null())
    free = placed.join(covered, on="person", how="anti")
    open_ = free.filter(~pl.col("person").is_in(list(restricted(free["person"]))))
    people = open_.filter(~pl.col("person").is_in(list(erased(open_["person"]))))
    apart = {
        "accepted": found.height,
        "held": placed.height - free.height,
        "unplaced": found.height - placed.height,
        "restricted": free.height - open_.height,
        "erased": open_.height - people.height,
    }
    if not people.height:
        raise CycleUnready(Text(id="tidak ada orang yang dapat direncanakan", en="there is nobody to plan for"))
    niks, left = niks_of(keys, people["person"]), left_on(people["person"].to_list())
    gone = pl.col("person").replace_strict(left, default=None, return_dtype=pl.Int64)
    told = people.join(_paid_until(months[0]), on="person", how="left", maintain_order="left").select(
        "person_key",
        "village_code",
        "name",
        "dob",
        pl.col("person").replace_strict(niks, default=None, return_dtype=pl.String).alias("nik"),
        gone.cast(pl.String).alias("payable_until"),
        pl.col("paid_until").cast(pl.String),
    )
    return told, apart


def _paid_until(first: int) -> pl.DataFrame:
    """The last month paid before ``first`` (yyyymm) of whoever's membership may go on with it: person, paid_until."""
    since = later(first, -most_unpaid(LawBook.read().on(first_day(first))) - 1)
    paid = PersonMonth.objects.filter(state="paid", month__gte=since, month__lt=first).order_by()
    last = paid.values_list("person_id").annotate(Max("month"))
    return columns_of(last, {"person": pl.Int64, "paid_until": pl.Int64})
