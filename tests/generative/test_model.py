"""The store against the model: whatever is done, in whatever order, both hold, give and refuse the same.

GENERATIVE_STEPS says how many steps on each database (2,000 and 400 where it says nothing).
"""

import os
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from payung.store.models import Posting
from payung.store.proof import prove
from tests.generative.driver import (
    WORKS,
    Names,
    Request,
    ask,
    ask_model,
    differences,
    new_model,
    new_world,
    refusal,
    same,
)
from tests.generative.model import Posting as Line
from tests.generative.model import rate_of
from tests.store.stores import Mint

PEOPLE = 6
STEPS = 40
"""Of one history."""
SIZES = {"sqlite": 2000, "postgresql": 400}
PERSON = st.integers(0, PEOPLE - 1)
PURSE = st.integers(0, 2)
MONTH = st.sampled_from([*range(202603, 202611)])
BOOKED = st.sampled_from([*range(202605, 202609)])
SOME_MONTHS = st.lists(st.tuples(PERSON, MONTH, PURSE), min_size=1, max_size=6).map(
    lambda months: [list(one) for one in months]
)
CODES = [f"15000000{number:02d}" for number in range(1, 7)]
REFUSALS = {
    "CreditWrong",
    "JoinWrong",
    "LeavingUnknown",
    "MonthAhead",
    "MonthClosed",
    "MonthHeld",
    "NotEnoughMoney",
    "PaymentWrong",
    "PersonLeft",
    "RenumberingWrong",
    "RequestReused",
    "StepWrong",
}
WAYS = (
    ("bill",),
    ("bill", "unbill"),
    ("bill", "release"),
    ("bill", "pay"),
    ("bill", "pay", "credit"),
    ("bill", "pay", "credit", "take_over"),
)
"""How far months go that are reserved at once."""
DAYS = st.sampled_from(["2026-02-01", "2026-05-01", "2026-05-02", "2026-09-01"])


class Histories(RuleBasedStateMachine):
    """One store and one model, side by side."""

    mint: Mint
    met: Counter[tuple[str, str | None]]
    """What was asked and how it was refused (or None), over all histories."""

    def __init__(self) -> None:
        super().__init__()
        self.store = self.mint.new()
        self.world, self.model, self.names = new_world(self.store, PEOPLE), new_model(PEOPLE), Names()
        self.asked: list[Request] = []
        self.as_it_was: dict[int, list[tuple[int, ...]]] = {}

    def both(self, request: Request) -> None:
        """The same error of the same name, or the same outcome."""
        expected, wanted = refusal(lambda: ask_model(self.model, request, self.names))
        error, given = refusal(lambda: ask(self.world, request))
        assert error == expected, (request, wanted)
        self.met[request.name, error] += 1
        if error is None:
            assert same(request.name, given, wanted, self.names), (request, given, wanted)
            self.asked.append(request)
        self.as_it_was[self.model.acts] = self.model.purses_now()

    def ask(self, name: str, *args: Any) -> None:
        self.both(Request(f"r{len(self.asked)}", name, args))

    def some(self, data: st.DataObject, ids: Sequence[int]) -> list[int]:
        return data.draw(
            st.lists(st.sampled_from(ids), min_size=1, max_size=5, unique=data.draw(st.integers(0, 9)) > 0)
        )

    @rule(purse=PURSE, amount=st.integers(1, 300_000), booked=BOOKED)
    def receive(self, purse, amount, booked):
        self.ask("receive", purse, amount, booked)

    @rule(purse=PURSE, amount=st.integers(1, 300_000) | st.just(10**12), booked=BOOKED)
    def receive_by_the_action(self, purse, amount, booked):
        self.ask("receive_fund", purse, amount, booked)

    @rule(purse=PURSE, amount=st.integers(1, 50_000), booked=BOOKED)
    def give_back(self, purse, amount, booked):
        self.ask("give_back", purse, amount, booked)

    @rule(data=st.data(), purse=PURSE, booked=BOOKED)
    def give_back_all_or_more(self, data, purse, booked):
        free = self.model.purses[purse].accounts["free"]
        self.ask("give_back", purse, max(1, free + data.draw(st.sampled_from([0, 1]))), booked)

    @rule(months=SOME_MONTHS, booked=BOOKED)
    def reserve(self, months, booked):
        self.ask("reserve", months, booked)

    @rule(person=PERSON, purse=PURSE, first=MONTH, booked=BOOKED)
    def reserve_a_row(self, person, purse, first, booked):
        self.ask("reserve", [[person, month, purse] for month in range(first, min(first + 4, 202613))], booked)

    @rule(person=PERSON, purse=PURSE, first=MONTH, way=st.sampled_from(WAYS), data=st.data())
    def a_row_on_its_way(self, person, purse, first, way, data):
        """Money, and a few months as far as they go: what follows needs them."""
        booked = max(self.model.closed + 1, 202605)
        self.ask("receive", purse, 100_000, booked)
        before = len(self.model.months)
        self.ask("reserve", [[person, month, purse] for month in range(first, min(first + 3, 202613))], booked)
        ids = self.names.months[before:]
        for step in way if ids else ():
            if step == "take_over":
                self.ask(step, ids[0], (person + data.draw(st.integers(1, PEOPLE - 1))) % PEOPLE, booked)
            else:
                self.step(data, step, ids, booked)

    @precondition(lambda self: self.names.months)
    @rule(data=st.data(), step=st.sampled_from(["bill", "pay", "unbill", "release", "credit"]), booked=BOOKED)
    def move(self, data, step, booked):
        self.step(data, step, self.some(data, self.names.months), booked)

    def step(self, data: st.DataObject, step: str, ids: Sequence[int], booked: int) -> None:
        """With what else it asks for: credits used up by a payment, what a credit is for."""
        if step == "credit":
            self.ask(step, ids, data.draw(st.sampled_from(["offset", "replace"])), booked)
        elif step == "pay":
            self.ask(step, ids, self.some_credits(data, ids), booked)
        else:
            self.ask(step, ids, booked)

    def some_credits(self, data: st.DataObject, ids: Sequence[int]) -> list[list[int]]:
        """Mostly as much as can be used, now and then a rupiah more, or one twice."""
        if not self.names.credits or data.draw(st.booleans()):
            return []
        found = []
        due = Counter[int]()
        for id_ in ids:
            month = self.model.months[self.names.months.index(id_)]
            due[month.purse] += month.price
        for number in data.draw(st.lists(st.sampled_from(self.names.credits), min_size=1, max_size=2)):
            held = self.model.credits[self.names.credits.index(number)]
            most = min(held.amount - held.used, due[held.purse])
            amount = max(0, most - data.draw(st.sampled_from([0, 0, 0, 1, 8_400, -1])))
            due[held.purse] -= amount
            found.append([number, amount])
        return found

    @precondition(lambda self: self.model.credits)
    @rule(data=st.data(), person=PERSON, booked=BOOKED)
    def take_over(self, data, person, booked):
        credited = [
            id_ for id_, one in zip(self.names.months, self.model.months, strict=True) if one.state == "credited"
        ]
        month = data.draw(st.sampled_from(credited))
        if self.model.months[self.names.months.index(month)].person != person:
            self.ask("take_over", month, person, booked)

    @precondition(lambda self: self.names.months)
    @rule(data=st.data())
    def move_what_stands_right(self, data):
        steps = {"reserved": ["bill", "bill", "release"], "committed": ["pay", "pay", "unbill"], "paid": ["credit"]}
        of: dict[str, list[int]] = {}
        for id_, one in zip(self.names.months, self.model.months, strict=True):
            if one.state in steps:
                of.setdefault(one.state, []).append(id_)
        if of:
            state = data.draw(st.sampled_from(sorted(of)))
            ids = data.draw(st.permutations(of[state]))[:5]
            self.step(data, data.draw(st.sampled_from(steps[state])), ids, max(self.model.closed + 1, 202605))

    @rule(month=st.sampled_from([202604, 202605, 202606, 202607, 202609]))
    def close(self, month):
        if month != 202607 or len(self.asked) > STEPS // 2:  # or nothing can be booked for most of the history
            self.ask("close", month)

    @rule(person=PERSON, month=MONTH, booked=BOOKED)
    def leave(self, person, month, booked):
        self.ask("leave", person, month, booked)

    @precondition(lambda self: self.names.leavings)
    @rule(data=st.data())
    def take_back(self, data):
        self.ask("take_back", data.draw(st.sampled_from(self.names.leavings)))

    @rule(person=PERSON, into=PERSON)
    def join(self, person, into):
        self.ask("join", person, into)

    @precondition(lambda self: self.names.joins)
    @rule(data=st.data())
    def part(self, data):
        self.ask("part", data.draw(st.sampled_from(self.names.joins)))

    @rule(data=st.data(), since=DAYS)
    def renumber(self, data, since):
        old = data.draw(st.lists(st.sampled_from(self.model.villages), min_size=1, max_size=3, unique=True))
        new = data.draw(st.lists(st.sampled_from([*CODES, "15"]), min_size=len(old), max_size=len(old)))
        self.ask("renumber", dict(zip(old, new, strict=True)), since)

    @precondition(lambda self: self.asked)
    @rule(data=st.data())
    def repeat(self, data):
        """A reply that was lost: the caller asks again."""
        before = self.model.acts
        self.both(data.draw(st.sampled_from(self.asked)))
        assert self.model.acts == before

    @precondition(lambda self: self.asked)
    @rule(data=st.data())
    def use_an_id_again(self, data):
        used = data.draw(st.sampled_from(self.asked))
        self.both(Request(used.id, "receive", (0, 1, 202612)))

    @invariant()
    def the_store_holds_what_the_model_holds(self):
        assert differences(self.world, self.model, self.names) == []
        assert not self.model.held_twice()

    @invariant()
    def the_proof_finds_nothing(self):
        found = prove(self.store.keys)
        assert found.faults == ()
        assert found.acts == 1 + self.model.acts

    def teardown(self) -> None:
        """What was true after an act is true of it ever after."""
        assert Counter(self.stored_lines()) == Counter(self.model.postings)
        for act, was in self.as_it_was.items():
            assert self.model.purses_as_of(act) == was
        self.mint.remove(self.store)

    def stored_lines(self) -> list[Line]:
        purses = {number: place for place, number in enumerate(self.world.purses)}
        months = {number: place for place, number in enumerate(self.names.months)}
        columns = ("id", "purse_id", "person_month_id", "source", "target", "amount", "booked")
        rows = Posting.objects.order_by("id").values_list(*columns)
        first = 1  # the act that made the world
        return [
            Line(id_ // 2**24 - first, purses[purse], months.get(month), *rest) for id_, purse, month, *rest in rows
        ]


def test_the_store_does_what_the_model_does(mint):
    steps = int(os.environ.get("GENERATIVE_STEPS", SIZES[mint.on]))
    machine = type("Histories", (Histories,), {"mint": mint, "met": Counter()})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=max(1, steps // STEPS),
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize="GENERATIVE_STEPS" not in os.environ,
            phases=[Phase.generate] if "QUICK" in os.environ else list(Phase),
        ),
    )
    if "GENERATIVE_STEPS" in os.environ and steps >= SIZES["sqlite"]:  # a short run may leave one out
        assert {name for name, error in machine.met if error is None} == {*WORKS, "receive_fund"}, "all were done"
        assert {error for _, error in machine.met if error} == REFUSALS, "and refused for every reason"


def test_the_whole_way_of_a_month_whatever_is_drawn(mint):
    machine = type("Histories", (Histories,), {"mint": mint, "met": Counter()})()
    machine.ask("receive", 0, 300_000, 202605)
    machine.ask("reserve", [[0, 202605, 0], [1, 202606, 0]], 202605)
    one, other = machine.names.months
    steps = [("bill", one), ("unbill", one), ("bill", one), ("pay", one, []), ("credit", one, "replace")]
    way = [*steps, ("release", other), ("take_over", one, 3)]
    for step, month, *more in way:
        machine.ask(step, month if step == "take_over" else [month], *more, 202605)
        machine.the_store_holds_what_the_model_holds()
        machine.the_proof_finds_nothing()
    assert {error for _, error in machine.met} == {None} and {name for name, _ in machine.met} > {
        step for step, *_ in way
    }
    machine.teardown()


def test_a_credit_pays_whatever_is_drawn(mint):
    machine = type("Histories", (Histories,), {"mint": mint, "met": Counter()})()
    machine.ask("receive", 0, 300_000, 202605)
    machine.ask("reserve", [[0, 202605, 0], [1, 202606, 0]], 202605)
    one, other = machine.names.months
    machine.ask("bill", [one, other], 202605)
    machine.ask("pay", [one], [], 202605)
    machine.ask("credit", [one], "offset", 202605)
    (credit,) = machine.names.credits
    machine.ask("pay", [other], [[credit, 8_401]], 202605)  # a rupiah more than there is
    machine.ask("pay", [other], [[credit, 8_400]], 202605)
    machine.ask("reserve", [[2, 202606, 0]], 202605)
    machine.the_store_holds_what_the_model_holds()
    machine.the_proof_finds_nothing()
    assert machine.model.sent() == 8_400 and machine.met["pay", "PaymentWrong"] == 1
    machine.teardown()


@pytest.mark.parametrize("month, rate", [(202604, 16_800), (202605, 8_400), (202606, 8_400), (202607, 17_700)])
def test_the_rate_changes_in_the_midst_of_what_is_tried(month, rate):
    assert rate_of(month) == rate
