"""The page of money, a plan, and a plan asked for."""

import json
from collections import Counter
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse

from payung.actions.plan_months import first_month
from payung.actions.proposals import NEW_RUN, months_left
from payung.actions.save_simulation import ScenarioWanted, budgets
from payung.core.basis.rupiah import number
from payung.entry.web.asking import ask_job, cycle_or_404, in_hand, whole_cycle, works_on
from payung.entry.web.budget import figures, words
from payung.entry.web.decree.shown import of_plan
from payung.entry.web.fields import AmountField
from payung.entry.web.forms import Form
from payung.entry.web.language import lazily
from payung.entry.web.page import filled
from payung.entry.web.parts import Item, paged
from payung.entry.web.render import refused, shown
from payung.entry.web.tags import period, way
from payung.entry.web.things import SPAN
from payung.entry.web.visitor import Visitor
from payung.store.models import Cycle, SavedPlan, Submission
from payung.store.reading import one_moment


class Figures(Form):
    """What is computed with."""

    amount = AmountField(label=lazily(words.AMOUNT))
    people = forms.IntegerField(label=lazily(words.PEOPLE), min_value=1, max_value=1_000_000)
    months = forms.IntegerField(label=lazily(words.MONTHS), min_value=1, max_value=12)
    villages = forms.IntegerField(label=lazily(words.VILLAGES), min_value=1, max_value=100_000)


class PlanName(Form):
    """What a plan is called."""

    name = forms.CharField(label=lazily(words.PLAN_NAME), max_length=100)


def budget(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """What the money buys, what to mind, funds and plans."""
    with one_moment():
        cycle = cycle_or_404(code)
        return shown(request, who, "budget/budget.html", _page(request, who, cycle))


def plan_new(request: HttpRequest, who: Visitor, code: str) -> HttpResponse:
    """Ask for a plan of the lists that were handed in."""
    cycle = cycle_or_404(code)
    whole_cycle(who, cycle)
    form = PlanName(request.POST)
    if not form.is_valid():
        return refused(request, who, None, "budget/budget.html", _page(request, who, cycle), form=form)
    said = {"cycle": code, "name": form.cleaned_data["name"].strip()}
    return ask_job(request, who, cycle, "plan.save", said)


def plan(request: HttpRequest, who: Visitor, code: str, number: int) -> HttpResponse:
    """A plan: its figures, who is left out, and the way to a proposal."""
    with one_moment():
        cycle = cycle_or_404(code)
        found = SavedPlan.objects.filter(cycle=cycle, id=number, kind="plan").first()
        if found is None:
            raise Http404
        sums = json.loads(found.totals)
        part, pages = paged(figures.left_out(found, who.areas), request)
        may = works_on(who, cycle, "decree.propose") and months_left(found)
        given = {
            "words": words,
            "cycle": cycle,
            "place": cycle.programme.area_code,
            "plan": found,
            "items": _items(sums),
            "table": figures.out_table(part, pages),
            "stale": words.STALE.filled(why=NEW_RUN) if _is_stale(found) else None,
            "proposals": of_plan(cycle, found),
            "propose": way("proposal_new", code=code, plan=number) if may else "",
        }
    return shown(request, who, "budget/plan.html", given)


def _page(request: HttpRequest, who: Visitor, cycle: Cycle) -> dict[str, Any]:
    usual: dict[str, Any] = {**figures.usual(who.place, cycle)}
    usual["amount"] = number(int(usual["amount"]))  # as people write it
    asked = Figures({**usual, **request.GET.dict()} if request.method == "GET" else usual)
    make = way("plan_new", code=cycle.code) if works_on(who, cycle, "plan.make") else ""
    given: dict[str, Any] = {
        "words": words,
        "cycle": cycle,
        "place": cycle.programme.area_code,
        "figures": asked,
        "plans": figures.plans(cycle, bool(make)),
        "in_hand": in_hand(who, cycle, "plan.save"),
        "funds": figures.funds(cycle, who.areas),
        "scenarios": way("simulation", code=cycle.code),
        "make": make,
        "name_form": PlanName(),
    }
    if asked.is_valid():
        wanted = ScenarioWanted(cycle.code, "-", **asked.cleaned_data)
        first = first_month(who.place, cycle)
        one, whole = budgets(first, wanted)
        every = filled(words.OF_ALL, n=wanted.villages)
        given |= {
            "one": one,
            "told": figures.told(one),
            "told_all": figures.told(whole),
            "price": figures.price(one),
            "of_one": figures.options(one, words.OF_ONE),
            "of_all": figures.options(whole, every),
            "warnings": figures.warnings(first, wanted.months),
        }
    return given


def _items(sums: dict[str, Any]) -> list[Item]:
    """What a plan comes to. Stores hold plans that do not say how many the lists accepted, or what was gone:
    those show no equation, and the money they shared."""
    apart = Counter(sums.get("apart", {}))
    left_out = {
        "unplaced": words.UNPLACED, "restricted": words.RESTRICTED, "erased": words.ERASED, "too_old": words.TOO_OLD,
    }  # fmt: skip
    rest = sum(apart[why] for why in left_out)
    parts = {"wait": sums["waiting"], "held": apart["held"], "restricted": rest}
    equation = filled(words.SUM_OF, all=apart["accepted"], paid=sums["people"], **parts)
    return [
        *([Item(words.ACCEPTED, equation)] if "accepted" in apart else []),
        Item(words.PAID, sums["people"]),
        *([Item(SPAN, period(*sums["span"]))] if sums.get("span") else []),
        Item(words.PERSON_MONTHS, sums["person_months"]),
        Item(words.SPENT, sums["amount"], money=True),
        Item(words.WAIT, sums["waiting"]),
        *(Item(said, apart[why]) for why, said in left_out.items() if apart[why]),
        *([Item(words.GONE, sums["gone"], money=True)] if sums.get("gone") else []),
        Item(words.LEFT, sums["left"], money=True),
    ]


def _is_stale(plan: SavedPlan) -> bool:
    last = Submission.objects.filter(run__cycle=plan.cycle_id).order_by("-id").values_list("run_id", flat=True).first()
    return last != plan.run_id
