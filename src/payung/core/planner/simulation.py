"""Scenarios side by side: each is allocated anew, and its figures stand beside those of the plan as it is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from payung.core.allocation.criteria import bits_of, criterion
from payung.core.allocation.fund import Plan
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.law.values import Value
from payung.core.planner.coverage import Coverage, Universe, coverage
from payung.core.planner.expected import Expected, expected
from payung.core.planner.indicators import SCHOLARSHIP, Indicators, indicators
from payung.core.planner.months import first_day
from payung.core.planner.rates import Rate
from payung.core.planner.scenario import Scenario, changed_law, changed_plan, payable_in
from payung.core.planner.stopping import Stopping, stopping
from payung.core.planner.tables import Paid, People, months_paid

Allocate = Callable[[People, Plan, Scenario], Paid]
"""Who is paid by which fund in which month; the same people, plan and scenario always give the same payments."""


AFTER = 12
"""Months shown behind the longest plan, so that the same month stands at the same place in every scenario."""


@dataclass(frozen=True)
class Outcome:
    """What one scenario comes to. ``chances``: of the plan's own months, without those after it."""

    scenario: Scenario
    plan: Plan
    figures: Indicators
    chances: Expected
    coverage: tuple[Coverage, ...]
    stopping: Stopping | None  # None where nobody is paid


@dataclass(frozen=True)
class Simulation:
    """Scenarios of one list of people; the first is the plan as it stands."""

    outcomes: tuple[Outcome, ...]
    people: int
    rate: Rate
    seed: int
    universe: Universe | None
    warnings: tuple[Text, ...] = ()  # what a reader must know before the figures

    @property
    def base(self) -> Outcome:
        """The plan as it stands."""
        return self.outcomes[0]


def simulate(
    people: People,
    plan: Plan,
    scenarios: Sequence[Scenario],
    allocate: Allocate,
    book: LawBook,
    *,
    rate: Rate,
    seed: int,
    universe: Universe | None = None,
    begin: Callable[[Scenario], None] = lambda _: None,
) -> Simulation:
    """Allocate and count every one of ``scenarios``; ``begin`` is told of each.

    Source: as ``indicators``, ``expected`` and ``stopping``.
    Raises: NoValueInForce.
    """
    outcomes = []
    longest = max(len(changed_plan(plan, scenario, changed_law(book, scenario.law)).months) for scenario in scenarios)
    for scenario in scenarios:
        begin(scenario)
        shown = longest + AFTER
        outcomes.append(_outcome(people, plan, scenario, allocate, book, rate, seed, universe, shown))
    warnings = tuple(nobody_holds(people, [one.plan for one in outcomes]))
    return Simulation(tuple(outcomes), len(people.village), rate, seed, universe, warnings)


def nobody_holds(people: People, plans: Sequence[Plan]) -> Iterator[Text]:
    """Criteria a fund asks for that not one person holds, each once: most likely nothing is known about them."""
    held = int(np.bitwise_or.reduce(people.holds, initial=0))
    asked = dict.fromkeys((fund.id, word) for plan in plans for fund in plan.funds for word in fund.who)
    for fund, word in asked:
        if not held & bits_of([word]):
            name = criterion(word).name
            yield Text(
                id=f"Dana {fund} meminta '{name.id}' ({word}), tetapi tidak seorang pun tercatat demikian.",
                en=f"Fund {fund} asks for '{name.en}' ({word}), but not one person is recorded so.",
            )


def _outcome(
    people: People,
    plan: Plan,
    scenario: Scenario,
    allocate: Allocate,
    book: LawBook,
    rate: Rate,
    seed: int,
    universe: Universe | None,
    shown: int,
) -> Outcome:
    book = changed_law(book, scenario.law)
    changed = changed_plan(plan, scenario, book)
    people = replace(people, payable=payable_in(people.payable, plan.months, changed.months))
    paid = allocate(people, changed, scenario)
    figures = indicators(people, paid, changed, book, after=shown - len(changed.months))
    union = months_paid(people, paid)
    return Outcome(
        scenario=scenario,
        plan=changed,
        figures=figures,
        chances=expected(figures.months[: len(changed.months)], book, rate, seed=seed),
        coverage=coverage(universe, people.village, union, len(changed.months)) if universe else (),
        stopping=stopping(people, paid, changed, figures, book, rate, seed=seed),
    )


LAW_USED = (
    "bpu/jkm/contribution",
    "bpu/jkk/contribution_percent",
    "bpu/cover/lapse_after_unpaid_months",
    "bpu/cover/lapse_comparison",
    "bpu/cover/reentry",
    "bpu/cover/claim_in_grace",
    "bpu/jkm/first_months/months",
    "bpu/jkm/first_months/edge",
    "bpu/jkm/first_months/after_reentry",
    "jkm/lump_sum",
    "jkm/periodic",
    "jkm/periodic_months",
    "jkm/burial",
    SCHOLARSHIP,
)
"""What the figures rest on, in the order in which people read it."""


def law_used(book: LawBook, month: int) -> tuple[Value, ...]:
    """The values of ``LAW_USED`` in force on the first day of ``month`` (yyyymm). Raises: NoValueInForce."""
    return tuple(book.parameter(key).on(first_day(month)) for key in LAW_USED)
