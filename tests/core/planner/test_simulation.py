"""Scenarios side by side: the plan itself first, each with its own allocation, people, law and months."""

from datetime import date

from payung.core.law.book import LawBook
from payung.core.planner.coverage import Area
from payung.core.planner.rates import read_rates
from payung.core.planner.scenario import Again, FundChange, LawChange, Scenario
from payung.core.planner.scenario_file import BASE
from payung.core.planner.simulation import simulate
from tests.core.allocation.reference import Person
from tests.core.planner.plans import PRICE, VILLAGE, arrays, fund, paid_by, plan
from tests.core.planner.test_target import universe

BOOK = LawBook.read()
PEOPLE = [Person(number, VILLAGE, number, 2**12 - 1, number % 2) for number in range(50)]


def allocate(people, made, _):
    rows = zip(people.village, people.order, people.payable, people.holds, people.before, strict=True)
    return paid_by([Person(number, *map(int, row)) for number, row in enumerate(rows)], made)


def run(*scenarios, seen=None):
    return simulate(
        arrays(PEOPLE),
        plan(fund(10_000_000)),
        (BASE, *scenarios),
        allocate,
        BOOK,
        rate=read_rates()[0],
        seed=4,
        universe=universe(Area("1504", 100, 10)),
        begin=lambda scenario: seen.append(scenario.id) if seen is not None else None,
    )


def test_each_scenario_has_its_own_figures():
    scenarios = (
        Scenario("half", BASE.name, (FundChange(None, budget_percent=50),)),
        Scenario("palm_worker", BASE.name, (FundChange("a", also_who=("palm_worker",)),)),
        Scenario("six", BASE.name, (FundChange("a", months=6),)),
        Scenario("late", BASE.name, (FundChange("a", starts=202611),)),
        Scenario("dear", BASE.name, law=(LawChange("bpu/jkm/contribution", date(2026, 1, 1), 8_200),)),
        Scenario("on", BASE.name, again=Again(202701, 12)),
    )
    seen = []
    found = run(*scenarios, seen=seen)
    assert seen == ["plan", "half", "palm_worker", "six", "late", "dear", "on"]
    months = {outcome.scenario.id: outcome.figures.person_months for outcome in found.outcomes}
    assert months == {"plan": 595, "half": 297, "palm_worker": 300, "six": 300, "late": 100, "dear": 549, "on": 1_190}
    by = {outcome.scenario.id: outcome for outcome in found.outcomes}
    assert by["dear"].figures.rupiah == 549 * 18_200
    assert by["late"].figures.first.people["since_restart"] == 0
    assert by["six"].stopping.last == 202606 and by["plan"].stopping.last == 202612
    assert by["on"].stopping.last == 202712
    assert by["on"].figures.restarted == 1, "the fiftieth is paid for seven months of each year"
    assert by["plan"].coverage[0].last_month == 49 and by["plan"].coverage[0].share(49) == 5900
    assert found.base is found.outcomes[0] and found.people == 50


def test_a_law_that_ends_membership_sooner_restarts_more():
    late = Scenario("late", BASE.name, again=Again(202704, 9))
    law = (LawChange("bpu/cover/lapse_comparison", reading="reached"),)
    sooner = Scenario("sooner", BASE.name, law=law, again=Again(202704, 9))
    found = run(late, sooner)
    assert [outcome.figures.restarted for outcome in found.outcomes] == [0, 1, 50]


def test_a_criterion_that_nobody_holds_is_said_once():
    poor = Scenario("poor", BASE.name, (FundChange(None, also_who=("decile_at_most_4", "palm_worker")),))
    again = Scenario("again", BASE.name, (FundChange(None, also_who=("decile_at_most_4",)),), again=Again(202701, 2))
    said = [warning.en for warning in run(poor, again).warnings]
    assert len(said) == 2 and "Fund a asks for 'welfare decile 1–4'" in said[0] and "Fund a-again" in said[1]
    assert run().warnings == ()


def test_the_same_seed_gives_the_same_simulation():
    assert run().outcomes[0].chances == run().outcomes[0].chances
    assert run().base.figures.rupiah == 595 * PRICE
