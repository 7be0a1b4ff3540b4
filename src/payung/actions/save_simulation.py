"""A scenario of the budget under a name of its own: what an amount a village would cover, and whom of the lists."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from payung.actions.allocate_budget import Request, allocate_budget
from payung.actions.at_store import Asked, Place, act_at
from payung.actions.cycle_called import CycleUnready, cycle_called, submitted_run
from payung.actions.folder_archive import MEDIA, packed
from payung.actions.plan_inputs import write_inputs
from payung.actions.plan_months import first_month
from payung.actions.right_of import has_accounts, with_right
from payung.actions.save_plan import totals_of
from payung.actions.watch import Unwatched, Watcher
from payung.core.allocation.fund import Fund, Plan, Tranche
from payung.core.allocation.funds_file import FundsFile, prices
from payung.core.basis.months import between, first_day, later
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.law.contributions import monthly_contribution
from payung.core.planner.budget import Budget, budget_of, of_villages
from payung.store.acts import Doing, canonical
from payung.store.database import open_store
from payung.store.files import Content, keep
from payung.store.keys import Keys
from payung.store.models import Cycle, SavedPlan

MOST = 10**12


@dataclass(frozen=True)
class ScenarioWanted:
    """``amount`` whole rupiah for each of ``villages`` villages, a quota of ``people`` for ``months`` months."""

    cycle: str
    name: str
    amount: int
    people: int
    months: int
    villages: int


@dataclass(frozen=True)
class ScenarioSaved:
    """The number of the kept scenario."""

    plan: int


def save_simulation(
    place: Place, asked: Asked, wanted: ScenarioWanted, *, watcher: Watcher | None = None
) -> ScenarioSaved:
    """Keep a scenario with its sums; where lists were handed in, also with whom of them it would pay.

    Raises: CycleUnready, RightMissing, NoValueInForce, and what ``act_at`` raises; ValueError where a figure is none.
    """
    watcher = watcher or Unwatched()
    if not 0 < len(wanted.name.strip()) <= 100 or not _fits(wanted):
        raise ValueError("a scenario has a name of at most 100 letters, and figures above zero")
    keys = Keys.read(place.keys)
    open_store(place.address)
    cycle = cycle_called(wanted.cycle)
    if has_accounts():
        with_right(asked.by, "plan.make", cycle.programme.area_code, asked.on)
    watcher.stage(Text(id="Menghitung skenario", en="Computing the scenario"))
    totals: dict[str, Any] = {"asked": asdict(wanted)}
    first = first_month(place, cycle)
    with TemporaryDirectory() as made:
        run, listed, archive = _of_lists(keys, cycle, first, wanted, Path(made), watcher)
    totals |= {"lists": listed, **_sums(first, wanted)}
    held = archive or canonical(totals).encode()

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        (file,) = keep(doing, keys, [Content(held, MEDIA if archive else "application/json")])
        columns = {"cycle_id": cycle.id, "run_id": run, "name": wanted.name, "kind": "simulation"}
        return {"plan": doing.add_one(SavedPlan, **columns, file_id=file, totals=canonical(totals))}

    return ScenarioSaved(**act_at(place, asked, "simulation.save", asdict(wanted), work))


def month_prices(first: int, months: int) -> list[int]:
    """What each of ``months`` months from ``first`` (yyyymm) on costs a person, paid with public money.

    Raises: NoValueInForce.
    """
    book = LawBook.read()
    days = [first_day(month) for month in _months(first, months)]
    return [monthly_contribution(book.on(day), payer="public", sector="other").total for day in days]


def budgets(first: int, wanted: ScenarioWanted) -> tuple[Budget, Budget]:
    """Of one village, and of all of them, from the month ``first`` (yyyymm) on. Raises: NoValueInForce."""
    one = budget_of(wanted.amount, wanted.people, month_prices(first, wanted.months))
    return one, of_villages(one, wanted.villages)


def _months(first: int, months: int) -> tuple[int, ...]:
    return between(first, later(first, months - 1))


def _fits(wanted: ScenarioWanted) -> bool:
    return (
        0 < wanted.amount <= MOST
        and 0 < wanted.people <= 10**6
        and 1 <= wanted.months <= 12
        and 0 < wanted.villages <= 10**5
    )


def _sums(first: int, wanted: ScenarioWanted) -> Mapping[str, Any]:
    return dict(zip(("village", "all"), map(asdict, budgets(first, wanted)), strict=True))


def _of_lists(
    keys: Keys, cycle: Cycle, first: int, wanted: ScenarioWanted, folder: Path, watcher: Watcher
) -> tuple[int | None, Mapping[str, Any] | None, bytes | None]:
    """The run, what the scenario's one fund would pay of its people, and that plan; None where nobody was handed in."""
    try:
        run = submitted_run(cycle)
        inputs = write_inputs(keys, cycle, run, folder, _fund(cycle, first, wanted))
    except CycleUnready:
        return None, None, None
    request = Request(inputs.funds, (inputs.people,), folder / "plan", inputs.facts, file=inputs.file)
    allocate_budget(request, watcher=watcher)
    return run.id, totals_of(request.out), packed(request.out)


def _fund(cycle: Cycle, first: int, wanted: ScenarioWanted) -> FundsFile:
    """One fund with a purse in every village, for the scenario's months."""
    months = _months(first, wanted.months)
    fund = Fund(
        id="scenario",
        name=Text(id=wanted.name, en=wanted.name),
        source="special_transfer",
        group_kind="SA",
        owner=cycle.programme.name,
        area_code=cycle.programme.area_code,
        per="village",
        tranches=(Tranche(months[0], wanted.amount),),
        months=months,
        people_per_village=wanted.people,
    )
    file = FundsFile(Plan(months, (fund,), ()), ("oldest_first", "draw"), cycle.seed)
    return replace(file, plan=replace(file.plan, prices=prices(months, (fund,), LawBook.read())))
