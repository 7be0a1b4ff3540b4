"""Papers of BPJS: seen where somebody on them lives, by whoever keeps all books, and nowhere else."""

from datetime import date

import pytest
from django.db import IntegrityError, connection

from payung.actions.upgrade_store import upgrade_store
from payung.store.joins import join
from payung.store.ledger import Month
from payung.store.models import (
    AnswerFile,
    Batch,
    Bill,
    BillLine,
    Credit,
    DecreeLine,
    Enrolment,
    Finding,
    Fund,
    Group,
    MemberLine,
    MemberList,
    Payment,
    PaymentPaper,
    Person,
    PersonMonth,
    Posting,
    Programme,
    Reach,
    Run,
    SourceRow,
    Village,
)
from payung.store.money_trail import payments_called
from payung.store.months import listed
from payung.store.reach import follow_all
from payung.store.scope import EVERYTHING, Scope, scoped
from payung.store.seen import near, seen
from payung.store.timeline import history_of
from tests.store.test_walls import as_role
from tests.store.world import PRICE, World, make_world

ON = date(2026, 3, 1)
PAPERS = (Group, Batch, AnswerFile, Bill, Payment, PaymentPaper, Credit, MemberList)
MINE, THEIRS, NOBODYS = Scope(("1500000001",)), Scope(("1500000002",)), Scope(("1500000003",))


@pytest.fixture
def world(store) -> World:
    """People of three villages: a bill of the first alone, one of two of them, one of nobody."""
    world = make_world(store, people=4, purses=1, villages=3)
    world.receive(20 * PRICE)
    ids = world.reserve(*(world.month(person, 202603) for person in range(2)), world.month(0, 202604))
    first, both = world.bill(ids[2:], code="first"), world.bill(ids[:2], code="both")
    world.pay(first, ids[2:], number="first")
    world.pay(both, ids[:2], number="both")
    world.credit(ids[2:])

    def work(doing):
        other = doing.add(Group, ("kind", "number", "name"), [("A", "2", "B"), ("A", "3", "C")])
        batches = doing.add(Batch, ("group_id", "file", "sha256"), [(each, f"{each}", "x") for each in other])
        line = world.lines[world.people[1]]
        doing.add(Enrolment, ("batch_id", "line_id", "person_id"), [(batches[0], line, world.people[1])])
        doing.add(AnswerFile, ("group_id", "file", "sha256"), [(each, "f", f"{each}") for each in other])
        lists = doing.add(MemberList, ("group_id", "month", "sha256"), [(each, 202603, f"{each}") for each in other])
        doing.add(MemberLine, ("list_id", "number", "person_id"), [(lists[1], 1, world.people[2]), (lists[1], 2, None)])
        fields = ("group_id", "code", "first_month", "last_month", "people", "amount", "sha256", "corrects_id")
        bill = doing.add(Bill, fields, [(world.group, "nobody", 202603, 202603, 1, PRICE, "n", None)])[0]
        line = (bill, 1, None, 202603, PRICE, None, "", None)
        columns = ("bill_id", "number", "person_id", "month", "amount", "person_month_id", "pile", "before_id")
        doing.add(BillLine, columns, [line])
        return {}

    store.do(work)
    return world


def shown(model, scope: Scope) -> set[int]:
    """What the filters give; on PostgreSQL a question without one gives the same."""
    with scoped(scope):
        found = set(seen(model).values_list("pk", flat=True))
    if connection.vendor == "postgresql":
        assert as_role(scope, model) == found, (model, scope)
    return found


def codes(scope: Scope) -> set[str]:
    return set(Bill.objects.filter(pk__in=shown(Bill, scope)).values_list("code", flat=True))


def test_a_paper_is_seen_where_somebody_on_it_lives(world):
    second = set(Village.objects.filter(code="1500000002").values_list("id", flat=True))
    assert {one.village_id for one in Reach.objects.filter(paper="bill", of=Bill.objects.get(code="both").pk)} > second
    assert codes(MINE) == {"first", "both"} and codes(THEIRS) == {"both"} and codes(NOBODYS) == set()
    for scope, paid in ((MINE, {"first", "both"}), (THEIRS, {"both"}), (NOBODYS, set())):
        for model, name in ((Payment, "bill__code"), (PaymentPaper, "payment__bill__code")):
            assert set(model.objects.filter(pk__in=shown(model, scope)).values_list(name, flat=True)) == paid
    assert len(shown(Credit, MINE)) == 1 and not shown(Credit, THEIRS)
    numbers = {scope: sorted(Group.objects.filter(pk__in=shown(Group, scope)).values_list("number", flat=True))
               for scope in (MINE, THEIRS, NOBODYS)}  # fmt: skip
    assert numbers == {MINE: ["1"], THEIRS: ["1", "2"], NOBODYS: ["3"]}  # whose list names somebody of the third
    for model in (Batch, AnswerFile, MemberList):
        assert [len(shown(model, scope)) for scope in (MINE, THEIRS, NOBODYS)] == [0, 1, 1], model


def enrolled(doing, world, person) -> int:
    """An enrolment of ``person`` in the world's group; its number."""
    batch = doing.add_one(Batch, group_id=world.group, file="g.xlsx", sha256="g")
    return doing.add_one(Enrolment, batch_id=batch, line_id=world.lines[person], person_id=person)


def copied(doing, model, pk, **other) -> int:
    """A row like the one of ``pk``, but for ``other``; its number."""
    held = model.objects.filter(pk=pk).values().get()
    return doing.add_one(model, **{name: value for name, value in held.items() if name != "id"} | other)


def test_a_payment_for_somebody_without_a_village_is_told_to_the_nation(world):
    like = world.people[3]

    def work(doing):
        person = copied(doing, Person, like, key="nowhere", village_id=None)
        return {"person": person, "line": copied(doing, DecreeLine, world.lines[like], person_id=person)}

    made = world.store.do(work, request="nowhere")
    ids = world.reserve(Month(made["person"], 202605, world.purses[0], made["line"], PRICE))
    world.pay(world.bill(ids, code="nowhere"), ids, number="nowhere")
    for scope, told in ((EVERYTHING, True), (Scope(("15",)), False), (MINE, False)):
        with scoped(scope):
            assert payments_called("nowhere").exists() == told


def test_a_payment_is_told_where_it_paid_for_somebody(world):
    """Also of a bill of two villages that is paid for one of them alone, and of a purse's own posting, which is of
    nobody."""
    ids = world.reserve(*(world.month(person, 202605) for person in range(2)))
    bill = world.bill(ids, code="part")
    payment = world.pay(bill, ids[:1], number="part")
    purse = PersonMonth.objects.get(pk=ids[0]).purse_id
    columns = ("purse_id", "person_month_id", "source", "target", "amount", "booked", "bill_id", "payment_id")
    of_nobody = (purse, None, "outside", "free", 1, 202605, None, payment)
    world.store.do(lambda doing: {"n": list(doing.add(Posting, columns, [of_nobody]))}, request="of nobody")

    def told(scope, number=""):
        with scoped(scope):
            found = list(payments_called(number))
            assert {one.pk for one in found} <= set(seen(Payment).values_list("pk", flat=True))
            assert len(found) == len({one.pk for one in found})
        return {one.bill.code for one in found}

    every = {"first", "both", "part"}
    assert told(MINE) == told(Scope(("15",))) == told(EVERYTHING) == every
    assert told(Scope(("1500000002", "1500000003"))) == told(THEIRS) == {"both"} and told(NOBODYS) == set()
    branch = Scope(groups=(world.group,))
    assert told(branch) == set(), "a branch sees those whom it enrolled: nobody yet"
    world.store.do(lambda doing: {"n": enrolled(doing, world, world.people[0])}, request="enrolled")
    assert told(branch) == told(Scope(("1500000002",), (world.group,))) == every
    assert told(MINE, "PAR") == told(EVERYTHING, "par") == {"part"} and told(THEIRS, "part") == set()
    with scoped(THEIRS):
        assert seen(Payment).filter(bill__code="part").exists(), "the bill names somebody of theirs"
    assert told(Scope()) == set() and not payments_called("").exists()


def test_lines_of_nobody_are_of_whoever_sees_the_paper(world):
    def alone(model, scope):
        rows = model.objects.filter(pk__in=shown(model, scope), person=None)
        return rows.count()

    assert [alone(MemberLine, scope) for scope in (MINE, THEIRS, NOBODYS)] == [0, 0, 1]
    assert [alone(BillLine, scope) for scope in (MINE, THEIRS, NOBODYS, Scope(("15",)))] == [0, 0, 0, 1]
    assert shown(Posting, MINE)


@pytest.mark.parametrize("scope", [Scope(("15",)), EVERYTHING])
def test_who_keeps_the_books_sees_every_paper(world, scope):
    for model in PAPERS:
        assert len(shown(model, scope)) == model.objects.count() > 0, model
    assert shown(BillLine, scope) == set(BillLine.objects.values_list("pk", flat=True))


def test_a_fund_of_elsewhere_takes_the_books_away(world):
    fund = {"name": "F", "source": "APBD", "group_kind": "B", "owner": "", "on_leaving": "swap", "terms": "{}"}
    world.store.do(lambda doing: {"n": doing.add_one(Fund, code="other", area_code="16", **fund)})
    assert codes(Scope(("15",))) == {"first", "both"} and codes(Scope(("15", "16"))) == {"first", "both", "nobody"}


def test_a_branch_sees_its_group_and_somebody_without_a_region_nothing(world):
    for model in PAPERS:
        assert shown(model, Scope()) == shown(model, Scope(account=1)) == set()
    assert codes(Scope(groups=(world.group,))) == {"first", "both", "nobody"}
    other = Group.objects.get(number="2").pk
    assert shown(Group, Scope(groups=(other,))) == {other} and not codes(Scope(groups=(other,)))


def test_what_is_kept_as_it_goes_is_what_is_found_of_all(world):
    world.store.do(lambda doing: {"twice": join(doing, world.people[3], world.people[0]).twice})
    kept = set(Reach.objects.values_list("paper", "of", "village"))
    assert kept
    follow_all()
    assert set(Reach.objects.values_list("paper", "of", "village")) == kept


def test_an_older_store_that_is_upgraded_knows_what_its_papers_reach_and_keeps_its_rows(world):
    kept = set(Reach.objects.values_list("paper", "of", "village"))
    Reach.objects.filter(paper="payment").delete()
    table = connection.ops.quote_name(Payment._meta.db_table)
    with connection.cursor() as cursor:  # made before rows were guarded and walled
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = 'payment'::regclass")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'payment'")
        triggers = [name for (name,) in cursor.fetchall()]
        for name in triggers:
            cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    assert triggers and upgrade_store(world.store.place) == 0
    assert set(Reach.objects.values_list("paper", "of", "village")) == kept
    assert len(shown(Payment, MINE)) == Payment.objects.count() == 2 and shown(Payment, NOBODYS) == set()
    with pytest.raises(IntegrityError, match="kept rows"):
        Payment.objects.update(amount=1)
    assert not world.store.faults()


def test_a_person_s_timeline_ends_where_the_region_ends(world):
    """Somebody who is joined with one of another village: what is known under the other number stays there."""
    here, there = world.people[0], world.people[1]
    world.store.do(lambda doing: {"twice": join(doing, there, here).twice})

    def told(scope, people):
        with scoped(scope):
            known = history_of(people, listed(people).iter_rows())
            return {(one.kind, one.row) for one in known.events}, {one.id for one in known.months}

    whole = told(EVERYTHING, [here, there])
    mine = told(MINE, [here, there])
    assert mine[1] == told(EVERYTHING, [here])[1] and mine[1] < whole[1]
    assert mine[0] == told(MINE, [here])[0] and mine[0] < whole[0]
    assert not any(kind == "decree" and row == world.lines[there] for kind, row in mine[0])
    assert told(NOBODYS, [here, there]) == (set(), set())


def test_a_list_of_one_s_village_is_seen_whoever_it_is_about(world):
    """Somebody of another village, joined with one of here, who stands on the list of this village, too."""
    here, there = world.people[0], world.people[1]
    world.store.do(lambda doing: {"twice": join(doing, there, here).twice})

    def work(doing):
        run = doing.add_one(Run, programme_id=Programme.objects.get().pk, cycle_id=None, on=ON, mark="", sha256="0")
        own = {"run_id": run, "person_id": there, "file": "a.xlsx", "sheet": "", "row": 2}
        kept = {"mark": "", "values_sealed": None, "decision": "accept", "reasons": "", "rank": None, "months": 0}
        for model, more in (
            (SourceRow, {**kept, "fund": ""}),
            (Finding, {"column": "", "code": "x", "severity": "warn"}),
        ):
            columns = {**own, **more}
            rows = [(village, *columns.values()) for village in world.villages[:2]]
            doing.add(model, ("village_id", *columns), rows)
        return {}

    world.store.do(work, request="rows")

    def told(scope, people):
        with scoped(scope):
            return [one.kind for one in history_of(people, ()).events if one.kind in ("import", "finding")]

    assert sorted(told(MINE, [here, there])) == ["finding", "import"]
    assert sorted(told(EVERYTHING, [here, there])) == ["finding", "finding", "import", "import"]
    assert told(MINE, [here]) == []


@pytest.mark.parametrize(
    "scope",
    [
        *(MINE, THEIRS, NOBODYS, Scope(("1500000001", "1500000003")), Scope(("150000",)), Scope(("1500",))),
        *(Scope(("1500000001",), (1,)), Scope((), (1,)), Scope(), EVERYTHING),
    ],
)
@pytest.mark.parametrize("model", [BillLine, MemberLine, PersonMonth, Posting])
def test_rows_found_by_the_people_of_a_village_are_those_that_are_seen(world, model, scope):
    with scoped(scope):
        by_people = set(near(seen(model)).values_list("id", flat=True))
        assert by_people == set(seen(model).values_list("id", flat=True))
    assert by_people or scope.areas != ("150000",)
