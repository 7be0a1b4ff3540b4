"""The cheapest way to a share of all workers: whom a plan's funds would pay for, where, and what it costs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
import polars as pl

from payung.actions.people_of_plan import people_of_plan
from payung.actions.staging import MARK, staged
from payung.core.allocation.funds_file import read_funds
from payung.core.allocation.people import PAID
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.law.first_months import MONTHS as FIRST
from payung.core.planner.coverage import Universe, read_universe
from payung.core.planner.months import first_day
from payung.core.planner.target import Target, target
from payung.gateways.csv_files import write_csv
from payung.gateways.simulation.people_file import as_arrays


class TargetWrong(PayungError):
    """The share asked for, or the months, cannot be aimed at."""

    code = "target-wrong"
    exit_code = 47

    def __init__(self, what: Text, do: Text) -> None:
        super().__init__(says=what, do=do)


@dataclass(frozen=True)
class TargetRequest:
    """``coverage``: hundredths of a percent. ``months``: how many of the plan's last months are paid for each, None
    for all. ``digits``: lengths of the area codes that must reach the share, empty for all of the file."""

    people: Sequence[Path]
    funds: Path
    universe: Path
    coverage: int
    facts: Sequence[Path] = ()
    months: int | None = None
    digits: tuple[int, ...] = ()
    out: Path | None = None


@dataclass(frozen=True)
class Rung:
    """The same share with fewer months for each; ``months`` of cover at the end of the plan."""

    months: int
    people: int
    person_months: int
    rupiah: int
    full: bool  # a death in the last month pays in full, for a person who was not covered before


@dataclass(frozen=True)
class Targeted:
    """The cheapest choice, and what fewer months for each would cost."""

    target: Target
    universe: Universe
    rungs: tuple[Rung, ...]


def target_plan(request: TargetRequest) -> Targeted:
    """Find the choice, and write it to ``request.out`` where that is given.

    Raises: TargetWrong, FundsFileWrong, FundsContradict, PeopleFileWrong, PlanPeopleWrong, UniverseFileWrong,
    NoValueInForce, FolderNotOurs, FolderBusy.
    """
    book = LawBook.read()
    file = read_funds(request.funds, book)
    plan = file.plan
    universe = read_universe(request.universe)
    longest = len(plan.months)
    months = longest if request.months is None else request.months
    if not 1 <= months <= longest:
        raise TargetWrong(
            Text(id=f"Rencana ini {longest} bulan.", en=f"This plan has {longest} months."),
            Text(id=f"Pilih --months 1 sampai {longest}.", en=f"Choose --months 1 to {longest}."),
        )
    if request.digits and not any(len(area.code) in request.digits for area in universe.areas):
        raise TargetWrong(
            Text(id="Semesta pekerja tidak punya wilayah tingkat itu.", en="The universe has no area of that level."),
            Text(id="Pilih --level lain, atau lengkapi berkasnya.", en="Choose another --level, or complete the file."),
        )
    frame = people_of_plan(request.people, request.facts, file)
    people = as_arrays(frame)
    chosen = target(people, plan, universe, request.coverage, months=months, digits=request.digits)
    full = book.on(first_day(plan.months[-1]))[FIRST].amount + 1
    rungs = []
    for fewer in sorted({1, full, 6, longest}):
        if fewer <= longest:
            one = target(people, plan, universe, request.coverage, months=fewer, digits=request.digits)
            rungs.append(Rung(fewer, one.people, one.person_months, one.rupiah, fewer >= full))
    found = Targeted(chosen, universe, tuple(rungs))
    if request.out is not None:
        with staged(request.out) as folder:
            _write(found, frame, folder)
    return found


def _write(found: Targeted, people: pl.DataFrame, folder: Path) -> None:
    """areas.csv, villages.csv, funds.csv, and paid.parquet with the keys of the people chosen."""
    one = found.target
    areas = [
        {
            "area": area.area.code,
            "workers": area.area.workers,
            "covered_without": area.area.covered,
            "needed": area.needed,
            "chosen": area.chosen,
            "missing": area.missing,
            "person_months": area.person_months,
            "rupiah": area.rupiah,
            "share": area.reaches,
        }
        for area in one.areas
    ]
    write_csv(pl.DataFrame(areas), folder / "areas.csv")
    if one.villages:
        write_csv(pl.DataFrame([vars(village) for village in one.villages]), folder / "villages.csv")
    needs = [{**vars(need), "more": need.more} for need in one.funds]
    write_csv(pl.DataFrame(needs), folder / "funds.csv")
    paid = pl.DataFrame({"person": one.paid.person, "fund": one.paid.fund, "months": one.paid.months})
    kinds = {"int64": pl.Int64, "int32": pl.Int32, "int16": pl.Int16}
    named = paid.select(pl.col(name).cast(kinds[kind]) for name, kind in PAID.items()).with_columns(
        key=people["key"].gather(np.asarray(one.paid.person))
    )
    named.write_parquet(folder / "paid.parquet", statistics=False)
    mark = {"payung": version("payung"), "target": one.share, "months": list(one.months)}
    (folder / MARK).write_text(json.dumps(mark, indent=1) + "\n", encoding="utf-8", newline="\n")
