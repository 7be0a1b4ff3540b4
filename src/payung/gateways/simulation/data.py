"""A simulation as data for other programs: one JSON file with everything, and tables as CSV."""

import json
from pathlib import Path
from typing import Any

import polars as pl

from payung.core.basis.text import Text
from payung.core.law.answer_json import both, reference
from payung.core.law.values import Value
from payung.core.planner.coverage import Coverage
from payung.core.planner.expected import DRAWS, HIGH, LOW, Range
from payung.core.planner.indicators import Indicators, MonthCount
from payung.core.planner.simulation import Outcome, Simulation
from payung.core.planner.stopping import Stopping
from payung.gateways.csv_files import write_csv


def write_data(found: Simulation, law: tuple[Value, ...], folder: Path, *, title: Text) -> None:
    """Write simulation.json and its tables to ``folder``. The same simulation gives the same bytes."""
    told = simulation_to_json(found, law, title)
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    (folder / "simulation.json").write_text(text, encoding="utf-8", newline="\n")
    for name, rows in _tables(found).items():
        if rows:
            write_csv(pl.DataFrame(rows), folder / f"{name}.csv")


def simulation_to_json(found: Simulation, law: tuple[Value, ...], title: Text) -> dict[str, Any]:
    """``found`` as names, texts in both languages, whole numbers, lists and None; months are yyyymm."""
    rate = found.rate
    return {
        "title": both(title),
        "people": found.people,
        "seed": found.seed,
        "draws": DRAWS,
        "percentiles": [LOW, HIGH],
        "rate": {
            "id": rate.id,
            "name": both(rate.name),
            "deaths": rate.deaths,
            "person_months": rate.person_months,
            "how": both(rate.how) if rate.how else None,
            "source": rate.source,
            "doubt": both(rate.doubt) if rate.doubt else None,
        },
        "warnings": [both(warning) for warning in found.warnings],
        "scenarios": [_outcome(one) for one in found.outcomes],
        "law": [reference(value) for value in law],
    }


def _outcome(one: Outcome) -> dict[str, Any]:
    return {
        "id": one.scenario.id,
        "name": both(one.scenario.name),
        **_counts(one.figures),
        "deaths": _range(one.chances.deaths),
        "deaths_first_months": _range(one.chances.first_months),
        "deaths_in_arrears": _range(one.chances.in_arrears),
        "benefits": _range(one.chances.benefits),
        "months": [_month(month) for month in one.figures.months],
        "funds": _funds(one),
        "coverage": [_covered(each) for each in one.coverage],
        "ending": _ending(one.stopping) if one.stopping else None,
    }


def _counts(figures: Indicators) -> dict[str, Any]:
    return {
        "people": figures.people,
        "person_months": figures.person_months,
        "rupiah": figures.rupiah,
        "left": figures.left,
        "waiting": figures.waiting,
        "months_of_full_cover": figures.first.months,
        "reached_full_cover": dict(figures.first.people),
        "months_of_scholarship": figures.scholarship.months,
        "reached_scholarship": dict(figures.scholarship.people),
        "in_full": figures.in_full,
        "restarted": figures.restarted,
        "ended": figures.ended,
    }


def _funds(one: Outcome) -> list[dict[str, Any]]:
    return [
        {
            "fund": use.fund,
            "people": use.people,
            "person_months": use.person_months,
            "money": use.money,
            "rupiah": use.rupiah,
            "left": use.left,
            "demand": use.demand,
            "lasts": use.lasts,
            "last_month": use.last_month,
        }
        for use in one.figures.funds
    ]


def _ending(ending: Stopping) -> dict[str, Any]:
    return {
        "last": ending.last,
        "people": ending.people,
        "full": ending.full,
        "ends": ending.ends,
        "latest": ending.latest,
        "pays_first_months": ending.pays[0],
        "pays_full": ending.pays[1],
        "costs": [{"month": month, "rupiah": cost} for month, cost in zip(ending.months, ending.costs, strict=True)],
        "resumed": [
            {
                "month": each.month,
                "restarted": each.restarted,
                "full_again": each.full_again,
                "full_lost": each.full_lost,
                "cost": each.cost,
                "deaths": _range(each.deaths),
                "benefits_lost": each.benefits_lost,
            }
            for each in ending.resumed
        ],
    }


def _tables(found: Simulation) -> dict[str, list[dict[str, Any]]]:
    scenarios, months, funds, covered = [], [], [], []
    for one in found.outcomes:
        key = {"scenario": one.scenario.id}
        counts = _counts(one.figures)
        for name in ("reached_full_cover", "reached_scholarship"):
            counts |= {f"{name}_{way}": people for way, people in counts.pop(name).items()}
        chances = {"deaths": one.chances.deaths, "benefits": one.chances.benefits}
        flat = {f"{name}{end}": value for name, range_ in chances.items() for end, value in _flat(range_).items()}
        scenarios.append(key | counts | flat)
        months += [key | _month(month) for month in one.figures.months]
        funds += [key | fund for fund in _funds(one)]
        covered += [key | _covered(each) for each in one.coverage]
    ending = found.base.stopping
    villages = [vars(place) for place in ending.places] if ending else []
    resumed = [
        {name: value for name, value in each.items() if name != "deaths"} | _prefixed(each["deaths"])
        for each in (_ending(ending)["resumed"] if ending else [])
    ]
    return {
        "scenarios": scenarios,
        "months": months,
        "funds": funds,
        "coverage": covered,
        "ending-villages": villages,
        "ending-resumed": resumed,
    }


def _month(month: MonthCount) -> dict[str, int]:
    return {
        "month": month.month,
        "paid": month.paid,
        "first_months": month.first_months,
        "full": month.full,
        "grace": month.grace,
        "lapsed": month.lapsed,
        "rupiah": month.rupiah,
    }


def _covered(each: Coverage) -> dict[str, Any]:
    counted = {"any_month": each.any_month, "average": each.average, "last_month": each.last_month}
    shares = {f"{name}_share": each.share(people) for name, people in counted.items()}
    area = each.area
    return {"area": area.code, "workers": area.workers, "covered_without": area.covered, **counted, **shares}


def _range(found: Range) -> dict[str, int]:
    return {"expected": found.expected, "low": found.low, "high": found.high}


def _flat(found: Range) -> dict[str, int]:
    return {"": found.expected, "_low": found.low, "_high": found.high}


def _prefixed(deaths: dict[str, int]) -> dict[str, int]:
    return {f"deaths_{name}": value for name, value in deaths.items()}
