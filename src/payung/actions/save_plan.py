"""A plan of money for the lists of a cycle, made, verified and kept in the store."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from payung.actions.allocate_budget import METHODS, Request, allocate_budget
from payung.actions.at_store import Asked, Place, act_at
from payung.actions.cycle_called import cycle_called, submitted_run
from payung.actions.folder_archive import MEDIA, packed
from payung.actions.issue_decree import PlanBroken
from payung.actions.plan_inputs import Inputs, write_inputs
from payung.actions.right_of import has_accounts, with_right
from payung.actions.verify_budget import plan_in, verify_budget
from payung.actions.watch import Unwatched, Watcher
from payung.core.basis.text import Text
from payung.engines.plan_tables import read_table
from payung.store.acts import Doing, canonical
from payung.store.database import open_store
from payung.store.files import Content, keep
from payung.store.keys import Keys
from payung.store.models import Cycle, SavedPlan


@dataclass(frozen=True)
class PlanWanted:
    """A plan of the cycle ``cycle`` (code), kept as ``name``; ``method``: one of ``METHODS``."""

    cycle: str
    name: str
    method: str = "ranking"


@dataclass(frozen=True)
class PlanSaved:
    """Its number; people who are paid, person-months, whole rupiah; who waits; rupiah that nobody gets."""

    plan: int
    people: int
    person_months: int
    amount: int
    waiting: int
    left: int


def save_plan(place: Place, asked: Asked, wanted: PlanWanted, *, watcher: Watcher | None = None) -> PlanSaved:
    """Share what is left of the cycle's funds among those whom its lists accept, and keep the plan, sealed.

    Raises: CycleUnready, RightMissing, FundsFileWrong, FundsContradict, PeopleFileWrong, NoValueInForce, PlanBroken,
    OptimumMissing, and what ``act_at`` raises; ValueError where the name or method is none.
    """
    watcher = watcher or Unwatched()
    if not 0 < len(wanted.name.strip()) <= 100 or wanted.method not in METHODS:
        raise ValueError("a plan has a name of at most 100 letters, and a method")
    said = {"cycle": wanted.cycle, "name": wanted.name, "method": wanted.method}
    # Nobody else waits while it is made; where the act was done already, the plan of the first time counts.
    with planned(place, asked, wanted, watcher) as (cycle, run, folder, inputs):
        archive, totals, out = packed(folder), totals_of(folder), left_out(folder)
        plan = plan_in(folder)
        more = {
            "out": out,
            "funds": [[fund.id, fund.name.id, fund.name.en] for fund in plan.funds],
            "span": [plan.months[0], plan.months[-1]],
            "apart": inputs.apart,
            "gone": inputs.gone,
        }

        def work(doing: Doing, keys: Keys) -> dict[str, Any]:
            (file,) = keep(doing, keys, [Content(archive, MEDIA)])
            columns = {"cycle_id": cycle.id, "run_id": run, "name": wanted.name, "kind": "plan"}
            number = doing.add_one(
                SavedPlan,
                **columns,
                file_id=file,
                totals=canonical({**totals, **more}),
            )
            return {"plan": number, **totals}

        return PlanSaved(**act_at(place, asked, "plan.save", said, work))


@contextmanager
def planned(
    place: Place, asked: Asked, wanted: PlanWanted, watcher: Watcher
) -> Iterator[tuple[Cycle, int, Path, Inputs]]:
    """The cycle, the number of its run, the folder of a plan that keeps every rule, and what it was made of; who is
    "too_old" for it is ``apart`` too.

    Raises: as ``save_plan``.
    """
    keys = Keys.read(place.keys)
    open_store(place.address)
    cycle = cycle_called(wanted.cycle)
    if has_accounts():
        with_right(asked.by, "plan.make", cycle.programme.area_code, asked.on)
    run = submitted_run(cycle)
    with TemporaryDirectory() as made:
        watcher.stage(Text(id="Menyiapkan orang dan dana", en="Preparing people and funds"))
        inputs = write_inputs(keys, cycle, run, Path(made))
        request = Request(
            funds=inputs.funds,
            people=(inputs.people,),
            out=Path(made) / "plan",
            facts=inputs.facts,
            method=wanted.method,
            file=inputs.file,
        )
        done = allocate_budget(request, watcher=watcher)
        inputs = replace(inputs, apart={**inputs.apart, "too_old": done.too_old})
        watcher.stage(Text(id="Memeriksa rencana", en="Verifying the plan"))
        verified = verify_budget(request.out)
        if verified.violations:
            raise PlanBroken(verified.violations[0], len(verified.violations))
        watcher.stage(Text(id="Menyimpan", en="Keeping it"))
        yield cycle, run.id, request.out, inputs


def totals_of(folder: Path) -> dict[str, int]:
    """What a plan comes to, counted from its tables."""
    paid, left = read_table(folder, "paid"), read_table(folder, "left")
    people = read_table(folder, "people").height
    return {
        "people": (covered := paid["person"].n_unique()),
        "person_months": int(paid["months"].bitwise_count_ones().sum() or 0),
        "amount": sum(left["spent"].to_list()),
        "waiting": people - covered,
        "left": sum(left["left"].to_list()),
    }


def left_out(folder: Path) -> list[list[object]]:
    """Who is left out, by village and reason: code, reason, fund (its place, -1 none), people, person-months, and the
    first place in the ranking of the village that goes without. Somebody may stand in two of them, for other months."""
    people, unpaid = read_table(folder, "people"), read_table(folder, "unpaid")
    ranked = people.with_columns(rank=pl.col("order").rank("ordinal").over("village").cast(pl.Int64))
    by = (
        unpaid.join(ranked.select("person", "village", "rank"), on="person", how="left")
        .group_by("village", "reason", "fund")
        .agg(
            pl.col("person").n_unique().cast(pl.Int64).alias("people"),
            pl.col("months").bitwise_count_ones().cast(pl.Int64).sum().alias("months"),
            pl.col("rank").min(),
        )
        .sort("village", "reason", "fund")
    )
    return [[f"{village:010d}", *rest] for village, *rest in by.iter_rows()]
