"""The renewal of cover that ends, as a plan to simulate: exactly these people, their fund, and what that costs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from payung.core.allocation.fund import Fund
from payung.core.basis.errors import PayungError
from payung.core.basis.months import between, later, named
from payung.core.basis.rupiah import rupiah
from payung.core.basis.text import Text
from payung.core.cover.going_on import price
from payung.core.law.book import LawBook
from payung.core.planner.scenario import LONGEST_PLAN
from payung.gateways.simulation.people_file import SCHEMA

PEOPLE, FUNDS, SCENARIOS = "people.parquet", "funds.yaml", "scenarios.yaml"


class RenewalImpossible(PayungError):
    """Cover cannot be renewed in the months asked for: they are none, or more than a plan may have."""

    code = "renewal-impossible"
    exit_code = 83

    def __init__(self, first: int, until: int) -> None:
        super().__init__(
            says=Text(
                id=f"Perpanjangan dari {_month(first)} sampai {_month(until)} tidak dapat direncanakan.",
                en=f"A renewal from {_month(first)} to {_month(until)} cannot be planned.",
            ),
            do=Text(
                id=f"Pilih bulan terakhir yang 1 sampai {LONGEST_PLAN} bulan sesudah perlindungan berakhir.",
                en=f"Choose a last month 1 to {LONGEST_PLAN} months after cover ends.",
            ),
        )


@dataclass(frozen=True)
class Renewal:
    """One plan: ``folder`` has what ``payung plan simulate`` reads. ``rupiah``: its money, which is what it costs."""

    folder: Path
    fund: str
    first: int  # yyyymm
    people: int
    person_months: int
    rupiah: int


def write_renewals(
    ending: pl.DataFrame, people: pl.DataFrame, funds: Sequence[Fund], book: LawBook, folder: Path, *, until: int,
    budget: int | None = None,
) -> tuple[Renewal, ...]:  # fmt: skip
    """Write a plan a fund and last month of ``ending`` (``ending.ENDING``) into folders of ``folder``.

    A plan pays exactly its people with their fund, from the month after their last through ``until``; who is paid by
    somebody again later, until then. The plan as it stands has the money for all of them; its scenarios have half of
    it, stop after three months, and, where ``budget`` is given (whole rupiah for all plans together), have that: shared
    by what each costs. ``people``: person, key, village_code. Same input, same bytes. Raises: RenewalImpossible,
    NoValueInForce.
    """
    known = {fund.id: fund for fund in funds}
    groups = ending.sort("fund", "last_month", "person").partition_by("fund", "last_month", maintain_order=True)
    made = [_plan(group, known[group["fund"][0]], people, book, until) for group in groups]
    whole = sum(plan.rupiah for plan, _, _ in made)
    written = []
    for plan, table, fund in made:
        inside = folder / f"{fund.id}-{plan.first}"
        inside.mkdir(parents=True, exist_ok=True)
        table.write_parquet(inside / PEOPLE)
        share = None if budget is None else budget * plan.rupiah // max(whole, 1)
        _write(inside / FUNDS, _funds(plan, fund, until))
        _write(inside / SCENARIOS, _scenarios(plan, fund, until, share))
        written.append(Renewal(inside, fund.id, plan.first, plan.people, plan.person_months, plan.rupiah))
    return tuple(written)


def _plan(
    group: pl.DataFrame, fund: Fund, people: pl.DataFrame, book: LawBook, until: int
) -> tuple[Renewal, pl.DataFrame, Fund]:  # fmt: skip
    first = later(int(group["last_month"][0]), 1)
    months = between(first, until)
    if not 1 <= len(months) <= LONGEST_PLAN:
        raise RenewalImpossible(first, until)
    prices = {month: price(book, month, payer=fund.payer, sector=fund.sector) for month in months}
    ends = pl.col("resumes").fill_null(later(until, 1))
    sets = {
        stop: sum(1 << at for at, month in enumerate(months) if month < stop)
        for stop in {*group.select(ends).to_series()}
    }
    named_people = group.join(people.select("person", "key"), on="person", how="left", maintain_order="left")
    table = named_people.select(
        person=pl.int_range(pl.len()),
        key="key",
        village=pl.col("village_code").cast(pl.Int64),
        order=pl.lit(0, pl.Int64),
        payable=ends.replace_strict(sets, return_dtype=pl.Int64),
        holds=pl.lit(0, pl.Int64),
        before="months",
    ).select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())
    paying = [sum(prices[month] for at, month in enumerate(months) if held >> at & 1) for held in table["payable"]]
    count = int(table["payable"].bitwise_count_ones().sum())
    return Renewal(Path(), fund.id, first, table.height, count, sum(paying)), table, fund


def _funds(plan: Renewal, fund: Fund, until: int) -> str:
    name = Text(id=f"{fund.name.id} (perpanjangan)", en=f"{fund.name.en} (renewal)")
    lines = [
        f"# {plan.people} orang, {plan.person_months} orang-bulan, {rupiah(plan.rupiah)}",
        f"# {plan.people} people, {plan.person_months} person-months, {rupiah(plan.rupiah)}",
        "months: {from: " + _month(plan.first) + ", to: " + _month(until) + "}",
        "funds:",
        f"  - id: {json.dumps(fund.id)}",
        f"    name: {_both(name)}",
        f"    source: {fund.source}",
        *([f"    group_kind: {fund.group_kind}"] if fund.group_kind else []),
        f"    owner: {_said(fund.owner)}",
        f'    area: "{fund.area_code}"',
        "    per: area",
        f"    amount: {max(plan.rupiah, 1)}",
        # Of village money the source says so, and the law how it is read.
        *([f"    relief: {json.dumps(fund.payer == 'private')}"] if fund.payer != "village" else []),
        f"    sector: {fund.sector}",
        f"    on_leaving: {fund.on_leaving}",
    ]
    return "\n".join(lines) + "\n"


def _scenarios(plan: Renewal, fund: Fund, until: int, budget: int | None) -> str:
    fund_id, months = json.dumps(fund.id), len(between(plan.first, until))
    short = min(3, months)
    stop = named(later(plan.first, short - 1))
    found = [
        ("half", Text(id="Separuh uangnya", en="Half of the money"), "budget_percent: 50"),
        ("short", Text(id=f"Hanya sampai {stop}", en=f"{short} months only"), f"months: {short}"),
    ]
    if budget is not None:
        name = Text(id=f"Anggaran {rupiah(budget)}", en=f"A budget of {rupiah(budget)}")
        found.insert(0, ("budget", name, f"budget: {budget}"))
    lines = ["scenarios:"]
    for code, name, change in found:
        lines += [f"  - id: {code}", f"    name: {_both(name)}", f"    funds: {{{fund_id}: {{{change}}}}}"]
    return "\n".join(lines) + "\n"


def _both(text: Text) -> str:
    return f"{{id: {_said(text.id)}, en: {_said(text.en)}}}"


def _said(text: str) -> str:
    """A text in quotes, as both JSON and YAML read it."""
    return json.dumps(text, ensure_ascii=False)


def _month(month: int) -> str:
    return f"{month // 100}-{month % 100:02d}"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
