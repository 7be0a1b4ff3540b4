"""Allocate a plan under several scenarios, and write what each comes to: data, charts and a page."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import polars as pl

from payung.actions.people_of_plan import people_of_plan
from payung.actions.staging import MARK, staged
from payung.actions.watch import Unwatched, Watcher
from payung.core.allocation.criteria import CRITERIA
from payung.core.allocation.fund import Plan
from payung.core.allocation.funds_file import read_funds
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.planner.coverage import read_universe
from payung.core.planner.months import in_english, named
from payung.core.planner.rates import SHIPPED, read_rates
from payung.core.planner.scenario import Scenario, changed_law
from payung.core.planner.scenario_file import BASE, read_scenarios
from payung.core.planner.simulation import Simulation, law_used, simulate
from payung.core.planner.tables import Paid, People
from payung.engines.optimum.optimise import need_ortools, optimise
from payung.engines.ranking.pay import rank_and_pay
from payung.gateways.file_digest import sha256_of
from payung.gateways.simulation.data import simulation_to_json, write_data
from payung.gateways.simulation.page import write_page
from payung.gateways.simulation.people_file import as_arrays, as_paid, with_payable
from payung.gateways.simulation.pictures import write_pictures


@dataclass(frozen=True)
class SimulationRequest:
    """What to simulate. ``scenarios``: None simulates the plan alone; ``rates``: None takes the rate that is shipped;
    ``universe``: workers who could be covered, None leaves coverage out; ``name``: what the page is called."""

    people: Sequence[Path]
    funds: Path
    out: Path | None
    facts: Sequence[Path] = ()
    scenarios: Path | None = None
    rates: Path | None = None
    universe: Path | None = None
    seed: int = 1
    name: str | None = None
    language: str = "id"


@dataclass(frozen=True)
class Simulated:
    """The simulation, what it is called, and the same as plain data."""

    simulation: Simulation
    title: Text
    told: dict[str, object]


def simulate_plan(request: SimulationRequest, *, watcher: Watcher | None = None) -> Simulated:
    """Simulate the plan of ``request.funds`` for ``request.people`` and write everything to ``request.out``.

    Raises: FundsFileWrong, FundsContradict, PeopleFileWrong, PlanPeopleWrong, ScenariosFileWrong, RatesFileWrong,
    UniverseFileWrong, NoValueInForce, FolderNotOurs, FolderBusy; OptimumMissing and FloorsConflict where a scenario
    asks for a best plan.

    After an error nothing under ``request.out`` has changed.
    """
    watcher = watcher or Unwatched()
    watcher.stage(Text(id="Membaca rencana", en="Reading the plan"))
    book = LawBook.read()
    file = read_funds(request.funds, book)
    plan = file.plan
    scenarios = read_scenarios(request.scenarios, plan=plan, book=book) if request.scenarios else (BASE,)
    rate = read_rates(request.rates or SHIPPED)[0]
    universe = read_universe(request.universe) if request.universe else None
    if any(scenario.best for scenario in scenarios):
        need_ortools()
    people = people_of_plan(request.people, request.facts, file)
    watcher.stage(Text(id="Menghitung skenario", en="Simulating scenarios"), len(scenarios))

    def begin(_: Scenario) -> None:
        watcher.step()

    allocator = Allocator(people, book)
    found = simulate(
        as_arrays(people),
        plan,
        scenarios,
        allocator,
        book,
        rate=rate,
        seed=request.seed,
        universe=universe,
        begin=begin,
    )
    found = replace(found, warnings=(*found.warnings, *allocator.chosen))
    title, law = _title(request, plan), law_used(book, plan.months[-1])
    if request.out is not None:
        watcher.stage(Text(id="Menulis hasil", en="Writing the results"))
        with staged(request.out) as folder:
            write_data(found, law, folder, title=title)
            write_pictures(found, folder, language=request.language)
            write_page(found, law, folder / "simulation.html", title=title)
            _write_mark(request, folder)
    return Simulated(found, title, simulation_to_json(found, law, title))


class Allocator:
    """The published ranking, or the best plan where a scenario asks for it, with the months each plan may pay."""

    def __init__(self, people: pl.DataFrame, book: LawBook) -> None:
        """``people``: the table ``PEOPLE``, by person."""
        self._people, self._book = people, book
        self.chosen: list[Text] = []  # of each best plan: what it reached, and what no plan is above

    def __call__(self, changed: People, plan: Plan, scenario: Scenario) -> Paid:
        """Who is paid in ``scenario``. Raises: OptimumMissing, FloorsConflict, NoValueInForce."""
        people = with_payable(self._people, changed.payable)
        if scenario.best is None:
            return as_paid(rank_and_pay(people, plan))
        found = optimise(
            people,
            plan,
            scenario.best.aim,
            criteria=[one.code for one in CRITERIA],
            law=changed_law(self._book, scenario.law),
            seconds=scenario.best.seconds,
            compare=False,
        )
        said = found.certificate.says()
        self.chosen.append(
            Text(
                id=f"'{scenario.name.id}' bukan urutan yang diumumkan, melainkan rencana terbaik. {_line(said.id)}",
                en=f"'{scenario.name.en}' is not the published ranking but a best plan. {_line(said.en)}",
            )
        )
        return as_paid(found.paid)


def _line(certificate: str) -> str:
    """The first line, and the last where it says that time ran out."""
    lines = certificate.split("\n")
    return " ".join(dict.fromkeys((lines[0], *lines[2:])))


def _title(request: SimulationRequest, plan: Plan) -> Text:
    if request.name:
        return Text(id=request.name, en=request.name)
    first, last = plan.months[0], plan.months[-1]
    return Text(
        id=f"Rencana {named(first)} sampai {named(last)}",
        en=f"Plan of {in_english(first)} to {in_english(last)}",
    )


def _write_mark(request: SimulationRequest, folder: Path) -> None:
    """run.json: what went in, so that the simulation can be repeated and compared."""
    inputs: dict[str, object] = {
        kind: sha256_of(path)
        for kind in ("funds", "scenarios", "rates", "universe")
        if (path := getattr(request, kind)) is not None
    }
    inputs |= {
        "people": [sha256_of(path) for path in request.people],
        "facts": [sha256_of(path) for path in request.facts],
    }
    mark = {"payung": version("payung"), "simulate": True, "seed": request.seed, "inputs": inputs}
    (folder / MARK).write_text(json.dumps(mark, indent=1) + "\n", encoding="utf-8", newline="\n")
