"""The trail of a region's auditor: acts that touched the region, acts of no region, and no other."""

import ast
from datetime import date
from pathlib import Path

import pytest

import payung.actions
from payung.store.models import (
    Account,
    Act,
    ClosedMonth,
    Cycle,
    Duty,
    Fund,
    Intake,
    IntakeFile,
    KeptFile,
    Leaving,
    Programme,
)
from payung.store.scope import EVERYTHING, Scope, scoped
from payung.store.trail import MANY, NATION_ALONE, OF_NO_REGION, TOUCHES, acts_seen
from tests.store.stores import MOMENT
from tests.store.world import PRICE, World, make_world

FIRST, SECOND, THIRD = "1500000001", "1500000002", "1500000003"


@pytest.fixture(autouse=True, params=[0, MANY], ids=["many", "few"])
def counted_as(request, monkeypatch) -> None:
    """Rows of an act are asked for by their bounds, and by their numbers."""
    monkeypatch.setattr("payung.store.trail.MANY", request.param)


@pytest.fixture
def world(store) -> World:
    """People 0 and 2 live in the first village, 1 and 3 in the second, nobody in the third."""
    return make_world(store, people=4, purses=3, villages=3)


def trail(*areas: str) -> list[str]:
    """Who signed the acts that are read there: tests sign with what the act is."""
    with scoped(Scope(areas)):
        return list(acts_seen(Act.objects.exclude(kind="test")).order_by("number").values_list("by", flat=True))


def test_every_kind_of_act_says_whom_it_touches():
    said: set[str] = set()
    for path in Path(payung.actions.__path__[0]).glob("*.py"):
        tree = ast.parse(path.read_text())
        named = {
            node.targets[0].id: ast.literal_eval(node.value)
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.targets[0].id == "KIND"
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "act_at" and path.stem != "at_store":
                kind = node.args[2]
                said |= (
                    {named[kind.id]}
                    if isinstance(kind, ast.Name)
                    else {part.value for part in ast.walk(kind) if isinstance(part, ast.Constant)}
                )
    assert len(said) > 50
    assert said == TOUCHES.keys() | OF_NO_REGION.keys() | NATION_ALONE.keys()
    assert not TOUCHES.keys() & (OF_NO_REGION.keys() | NATION_ALONE.keys())


def test_papers_of_bpjs_and_leavings_are_read_where_their_people_live(world):
    world.receive(20 * PRICE)
    ids = world.reserve(world.month(0, 202603), world.month(1, 202603))
    for who, month in (("first", ids[:1]), ("second", ids[1:])):
        bill = world.books(
            lambda ledger, doing, m=month, w=who: world.bill_in(doing, ledger, m, w),
            kind="bill.receive",
            by=f"bill {who}",
        )
        world.books(
            lambda ledger, doing, b=bill, m=month, w=who: world.pay_in(doing, ledger, b, m, w),
            kind="payment.record", by=f"paid {who}",
        )  # fmt: skip
    for who in (0, 1):
        told = {"person_id": world.people[who], "why": "died", "on": date(2026, 3, 1), "source": "x", "undoes_id": None}
        world.store.do(
            lambda doing, told=told: {"id": doing.add_one(Leaving, **told)}, kind="person.left", by=f"left {who}"
        )
    assert trail(FIRST) == ["bill first", "paid first", "left 0"]
    assert trail(SECOND) == ["bill second", "paid second", "left 1"]
    assert trail(THIRD) == []
    assert trail("15") == trail("") == [
        "bill first", "paid first", "bill second", "paid second", "left 0", "left 1",
    ]  # fmt: skip


def test_lists_are_read_where_their_village_is_and_one_of_no_village_by_the_nation_alone(world):
    def sent(village):
        def work(doing):
            programme = Programme.objects.get()
            cycle = Cycle.objects.first()
            of = cycle.id if cycle else doing.add_one(
                Cycle, programme_id=programme.id, code="c", name="C", year=2026, on=date(2026, 1, 1), seed=1,
                deadline=None,
                            )  # fmt: skip
            kept = doing.add_one(KeptFile, sha256=f"{doing.number:064x}", size=1, media="text/csv", sealed=b"x")
            intake = doing.add_one(Intake, cycle_id=of, account_id=None, undoes_id=None)
            named = {"name": "a.csv", "village_id": village, "state": "taken", "answers_id": None}
            return {"id": doing.add_one(IntakeFile, intake_id=intake, file_id=kept, **named)}

        return work

    for who, village in (("first", world.villages[0]), ("second", world.villages[1]), ("none", None)):
        world.store.do(sent(village), kind="roster.send", by=f"sent {who}")
    undone = Intake.objects.order_by("id").first()
    world.store.do(
        lambda doing: {
            "id": doing.add_one(Intake, cycle_id=undone.cycle_id, account_id=None, undoes_id=undone.id)
        },
        kind="roster.undo", by="undone first",
    )  # fmt: skip
    assert trail(FIRST) == ["sent first", "undone first"] and trail(SECOND) == ["sent second"]
    assert trail(THIRD) == []
    assert trail("15") == ["sent first", "sent second", "undone first"] and len(trail("")) == 4


def test_funds_and_duties_are_read_in_their_region_around_it_and_within(world):
    account = Account.objects.create(username="ani")
    terms = {"name": "x", "source": "x", "group_kind": "A", "owner": "", "on_leaving": "swap", "terms": "{}"}
    for area in ("15", "1505", "1506", "16", ""):
        world.store.do(
            lambda doing, area=area: {"id": doing.add_one(Fund, code=f"f{area}", area_code=area, **terms)},
            kind="fund.open", by=f"fund {area}",
        )  # fmt: skip
        world.store.do(
            lambda doing, area=area: {
                "id": doing.add_one(
                    Duty, account_id=account.pk, role="officer", area_code=area, group_id=None, since=date(2026, 1, 1),
                    until=None, undoes_id=None,
                )
            },
            kind="user.duty", by=f"duty {area}",
        )  # fmt: skip
    assert trail("1505") == ["fund 15", "duty 15", "fund 1505", "duty 1505", "fund ", "duty "]
    assert trail("1506") == ["fund 15", "duty 15", "fund 1506", "duty 1506", "fund ", "duty "]
    assert [one for one in trail("15") if one.startswith("fund")] == ["fund 15", "fund 1505", "fund 1506", "fund "]


def test_money_into_a_villages_purse_is_of_that_village(world):
    for purse, who in ((0, "all"), (1, "first"), (2, "second")):
        number = world.purses[purse]
        world.books(lambda ledger, _, n=number: ledger.receive(n, PRICE), kind="fund.receive", by=who)
    assert trail(FIRST) == ["all", "first"] and trail(SECOND) == ["all", "second"] and trail(THIRD) == ["all"]


def test_a_duty_at_bpjs_is_nobodys_region(world):
    account = Account.objects.create(username="ani")
    duty = {"account_id": account.pk, "role": "branch", "area_code": "", "group_id": world.group}
    rest = {"since": date(2026, 1, 1), "until": None, "undoes_id": None}
    world.store.do(lambda doing: {"id": doing.add_one(Duty, **duty, **rest)}, kind="user.duty", by="branch")
    assert trail("15") == [] and trail("") == ["branch"]


def test_what_is_of_no_region_is_read_by_all_and_what_nothing_is_said_of_by_the_nation(world):
    world.store.do(lambda doing: {"id": doing.add_one(ClosedMonth, month=202601)}, kind="month.close", by="closed")
    world.store.do(lambda _: None, kind="never.declared", by="unknown")
    world.store.do(lambda _: None, kind="cover.look", by="look")
    assert trail(FIRST) == trail("16") == ["closed"] and trail("") == ["closed", "unknown", "look"]


def test_without_a_scope_nothing_is_read(world):
    assert list(acts_seen(Act.objects.all())) == []
    with scoped(Scope((), (world.group,))):
        assert list(acts_seen(Act.objects.all())) == []
    with scoped(EVERYTHING):
        assert acts_seen(Act.objects.all()).count() == Act.objects.count()
    assert MOMENT.tzinfo
