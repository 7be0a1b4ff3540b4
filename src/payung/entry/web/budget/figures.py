"""What the page of money shows: what an amount buys, the dated warnings, plans and whom they leave out."""

import json
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from payung.actions.at_store import Place
from payung.actions.listed_villages import listed_villages
from payung.core.access.areas import lies_in, touches
from payung.core.allocation.reasons import CHOSEN_REASONS, UNPAID_REASONS
from payung.core.basis.months import first_day, later
from payung.core.basis.rupiah import rupiah
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.places.places import Gazetteer
from payung.core.planner.budget import Budget
from payung.core.planner.expected import benefits_on
from payung.core.programmes.catalogue import read_programme
from payung.core.programmes.programme import Programme
from payung.entry.web.budget import words
from payung.entry.web.parts import Cell, Column, Table
from payung.entry.web.places import name_of
from payung.entry.web.tags import angka, way
from payung.store.models import Cycle, Fund, Purse, SavedPlan, Submission
from payung.store.seen import seen

FIRST_MONTHS, LAPSE = "bpu/jkm/first_months/months", "bpu/cover/lapse_after_unpaid_months"
REASONS = {**UNPAID_REASONS, **CHOSEN_REASONS}


def usual(place: Place, cycle: Cycle) -> dict[str, int]:
    """What the form holds before anybody fills it in: the programme's own figures, and the villages it waits for."""
    programme = read_programme(cycle.programme.code)
    listed = [code for code in listed_villages(place, cycle) or () if code.startswith(programme.area_code)]
    return {
        "amount": programme.fund.amount or 10_000_000,
        "people": programme.quota or 50,
        "months": programme.months,
        "villages": len(listed) or _villages(programme),
    }


def told(budget: Budget) -> Text:
    """The budget in a sentence: person-months and what is left."""
    filled = {"amount": rupiah(budget.amount), "months": angka(budget.person_months), "rest": rupiah(budget.rest)}
    return words.BUYS.filled(**filled)


def options(budget: Budget, caption: Text) -> Table:
    """Each option with its cost, and what lacks or is left."""
    columns = [
        Column(words.OPTION.filled(people="…", months="…")),
        Column(words.COST, money=True),
        Column(words.RESULT),
    ]
    rows = []
    for one in budget.options:
        said = words.SHORT if one.left < 0 else words.REST
        name = words.OPTION.filled(people=angka(one.people), months=one.months)
        rows.append(
            [name, one.cost, Cell(said.filled(amount=rupiah(abs(one.left))), tag="red" if one.left < 0 else "")]
        )
    return Table(caption, [Column(words.OPTIONS), *columns[1:]], rows, quiet=True)


def price(budget: Budget) -> Text:
    """What a month costs, or that it changes."""
    if budget.same_price:
        return words.PRICE.filled(price=rupiah(budget.prices[0]))
    return words.PRICES.filled(prices=", ".join(rupiah(one) for one in dict.fromkeys(budget.prices)))


def warnings(first: int, months: int) -> list[Text]:
    """What the law of the month ``first`` (yyyymm) says about beginning, stopping and ending, where ``months`` months
    from it on are paid. Raises: NoValueInForce."""
    book = LawBook.read()
    law = book.on(first_day(first))
    small, full = benefits_on(book, first)
    wait, lapse = law[FIRST_MONTHS], law[LAPSE]
    found = []
    if small < full:
        said = {"months": wait.amount, "small": rupiah(small), "full": rupiah(full)}
        found.append(_doubted(words.FIRST_MONTHS, wait, said))
    found.append(_doubted(words.LAPSE, lapse, {"months": lapse.amount}))
    last = first_day(later(first, months)) - timedelta(days=1)
    return [*found, words.YEAR_ENDS.filled(day=f"{last:%d-%m-%Y}")]


def plans(cycle: Cycle, may_make: bool) -> Table:
    """The plans that were kept, the newest first; where there is none, what is left to do for who ``may_make`` one."""
    columns = [
        Column(words.NAME),
        Column(words.PAID, number=True),
        Column(words.PERSON_MONTHS, number=True),
        Column(words.SPENT, money=True),
        Column(words.WAIT, number=True),
        Column(words.LEFT, money=True),
    ]
    rows = []
    for plan in SavedPlan.objects.filter(cycle=cycle, kind="plan").order_by("-id"):
        sums = json.loads(plan.totals)
        href = way("plan", code=cycle.code, number=plan.id)
        figures = [sums[name] for name in ("people", "person_months", "amount", "waiting", "left")]
        rows.append([Cell(plan.name, href=href), *figures])
    empty = words.NO_PLANS
    if may_make and not rows:
        empty = words.TO_MAKE if Submission.objects.filter(run__cycle=cycle).exists() else words.TO_HAND_IN
    return Table(words.PLANS, columns, rows, empty=empty, quiet=True)


def funds(cycle: Cycle, areas: Sequence[str]) -> Table:
    """Funds of the programme's area that touch ``areas``: what came in and became of it, of purses that are seen."""
    columns = [Column(words.FUND), Column(words.CAME, money=True), Column(words.FREE, money=True),
               Column(words.RESERVED, money=True)]  # fmt: skip
    rows = []
    for fund in Fund.objects.filter(area_code__startswith=cycle.programme.area_code).order_by("code"):
        if not touches(fund.area_code, areas):
            continue
        purses = list(
            seen(Purse).filter(fund=fund).values_list("received", "free", "reserved", "committed", "paid", "credit")
        )
        sums = [sum(column) for column in zip(*purses, strict=True)] or [0] * 6
        rows.append([Cell(fund.name, more=fund.code), sums[0], sums[1], sum(sums[2:])])
    return Table(words.FUNDS, columns, rows, empty=words.NO_FUNDS, quiet=True)


def left_out(plan: SavedPlan, areas: Iterable[str]) -> list[list[Any]]:
    """Rows of village, reason, people, person-months, first rank; by village, of those in ``areas``."""
    sums, within = json.loads(plan.totals), tuple(areas)
    names = [Text(id=said, en=en) for _, said, en in sums.get("funds", [])]
    found = []
    for village, reason, fund, people, months, rank in sums.get("out", []):
        if not lies_in(village, within):
            continue
        name = names[fund] if 0 <= fund < len(names) else Text(id="-", en="-")
        said = REASONS[reason]
        why = Text(id=said.id.replace("{fund}", name.id), en=said.en.replace("{fund}", name.en))
        found.append([Cell(name_of(village), more=village), why, people, months, rank])
    return found


def out_table(rows: Sequence[Sequence[Any]], pages: Any, downloads: Sequence[tuple[str, str]] = ()) -> Table:
    """``left_out`` as a table."""
    columns = [
        Column(words.VILLAGE),
        Column(words.REASON),
        Column(words.UNPAID_PEOPLE, number=True),
        Column(words.UNPAID_MONTHS, number=True),
        Column(words.FROM_RANK, number=True),
    ]
    return Table(words.OUT, columns, rows, pages=pages, empty=words.NOBODY_OUT, downloads=downloads)


def _villages(programme: Programme) -> int:
    """As the programme's source counts them; else those that the ministry lists today."""
    stated = next((one.value for one in programme.stated if one.id == "villages"), None)
    return stated or len(Gazetteer.read(programme.area_code[:6]).within(programme.area_code))


def _doubted(said: Text, value: Any, figures: dict[str, Any]) -> Text:
    told = said.filled(article=value.article, **figures)
    if value.checked is not None:
        return told
    return Text(id=f"{told.id[:-1]}; {words.UNCERTAIN.id}.", en=f"{told.en[:-1]}; {words.UNCERTAIN.en}.")
