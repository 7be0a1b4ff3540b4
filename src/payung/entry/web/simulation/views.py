"""Scenarios side by side, and one more kept."""

import json
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from payung.core.basis.rupiah import rupiah
from payung.entry.web.asking import ask_job, cycle_or_404, whole_cycle, works_on
from payung.entry.web.budget import figures
from payung.entry.web.budget import words as budget_words
from payung.entry.web.budget.views import Figures
from payung.entry.web.language import lazily
from payung.entry.web.parts import Bar, Cell, Chart, Column, Table
from payung.entry.web.render import refused, shown
from payung.entry.web.simulation import words
from payung.entry.web.tags import angka, way
from payung.entry.web.visitor import Visitor
from payung.store.models import Cycle, SavedPlan


class Scenario(Figures):
    """What a scenario is made of."""

    name = forms.CharField(label=lazily(words.NAME), max_length=100)
    field_order = ("name", "amount", "people", "months", "villages")


def simulation(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """Every scenario of the cycle beside the others."""
    cycle = cycle_or_404(code)
    form = Scenario(initial=figures.usual(who.place, cycle))
    return shown(request, who, "simulation/simulation.html", _page(who, cycle) | {"form": form})


def simulation_save(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """Ask for a scenario to be computed and kept."""
    cycle = cycle_or_404(code)
    whole_cycle(who, cycle)
    form = Scenario(request.POST)
    if not form.is_valid():
        return refused(request, who, None, "simulation/simulation.html", _page(who, cycle), form=form)
    return ask_job(request, who, cycle, "simulation.save", {"cycle": code, **form.cleaned_data})


def _page(who: Visitor, cycle: Cycle) -> dict[str, Any]:
    kept = [(plan, json.loads(plan.totals)) for plan in _kept(cycle)]
    return {
        "words": words,
        "cycle": cycle,
        "place": cycle.programme.area_code,
        "table": _table(kept),
        "chart": _chart(kept),
        "save": way("simulation_save", code=cycle.code) if works_on(who, cycle, "plan.make") else "",
    }


def _kept(cycle: Cycle) -> list[SavedPlan]:
    """The last of each name, in the order in which they were kept."""
    rows = SavedPlan.objects.filter(cycle=cycle, kind="simulation").order_by("id")
    return list({plan.name: plan for plan in rows}.values())


def _table(kept: list[tuple[SavedPlan, dict[str, Any]]]) -> Table:
    columns = [
        Column(words.NAME),
        Column(words.EACH, money=True),
        Column(words.ALL, money=True),
        Column(words.BUYS, number=True),
        Column(words.FULL),
        Column(words.OF_LISTS),
    ]
    return Table(words.TITLE, columns, [_row(plan, told) for plan, told in kept], empty=words.NONE)


def _row(plan: SavedPlan, told: dict[str, Any]) -> list[Any]:
    asked, option = told["asked"], told["all"]["options"][0]
    said = budget_words.SHORT if option["left"] < 0 else budget_words.REST
    quota = budget_words.OPTION.filled(people=angka(option["people"]), months=option["months"])
    result = Cell(said.filled(amount=rupiah(abs(option["left"]))), more=quota, tag="red" if option["left"] < 0 else "")
    rest = rupiah(told["village"]["rest"])
    lists = told["lists"]
    paid = words.NO_LISTS
    if lists:
        paid = words.PAID.filled(people=angka(lists["people"]), waiting=angka(lists["waiting"]))
    buys = Cell(told["village"]["person_months"], more=budget_words.REST.filled(amount=rest))
    return [plan.name, asked["amount"], told["all"]["amount"], buys, result, paid]


def _chart(kept: list[tuple[SavedPlan, dict[str, Any]]]) -> Chart | None:
    """How many the money pays for all months; None with fewer than two to compare."""
    if len(kept) < 2:
        return None
    bars = []
    for plan, told in kept:
        enough = [
            one["people"]
            for one in told["all"]["options"]
            if one["left"] >= 0 and one["months"] == told["asked"]["months"]
        ]
        bars.append(Bar(plan.name, max(enough, default=0)))
    return Chart(words.CHART, bars, words.PEOPLE)
