"""A simulation of a few made-up villages, for tests of what is written about it."""

from functools import cache

from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.planner.coverage import Area
from payung.core.planner.rates import read_rates
from payung.core.planner.scenario import Again, FundChange, Scenario
from payung.core.planner.scenario_file import BASE
from payung.core.planner.simulation import law_used, simulate
from tests.core.allocation.reference import Person
from tests.core.planner.plans import arrays, fund, plan
from tests.core.planner.test_simulation import allocate
from tests.core.planner.test_target import universe

BOOK = LawBook.read()
LAW = law_used(BOOK, 202612)
TITLE = Text(id="Rencana <contoh>", en="A made-up plan")
VILLAGES = (1504022001, 1504022002, 1571011001)
SCENARIOS = (
    BASE,
    Scenario("half", Text("Anggaran <setengah>", "Half"), (FundChange(None, budget_percent=50),)),
    Scenario("on", Text("Diteruskan", "Carried on"), again=Again(202701, 12)),
)


@cache
def simulation(people=60, money=6_000_000):
    listed = [
        Person(number, VILLAGES[number % 3], number, 2**12 - 1 if number % 5 else 2**6 - 1, 0, number % 4 * 12)
        for number in range(people)
    ]
    areas = universe(Area("15", 90, 20), Area("1504", 60, 12), Area("9999", 5, 0))
    made = plan(fund(money), fund(3_000_000, id="b", per="area", name=Text("Dana & b", "Fund b")))
    return simulate(arrays(listed), made, SCENARIOS, allocate, BOOK, rate=read_rates()[0], seed=3, universe=areas)
