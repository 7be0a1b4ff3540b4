"""Each test of an audit finds what was planted for it, with its months and rupiah, and nothing else."""

from dataclasses import dataclass
from datetime import date

import pytest

from payung.actions.audit_payments import audit_payments, reconcile_payments
from payung.core.cover.self_audit import TESTS
from payung.store.keys import Keys
from payung.store.ledger import Ledger, Month
from payung.store.models import Bill, Decree, DecreeLine, Identity, Payment, Person, PersonMonth, Purse
from payung.store.people import niks_of
from payung.store.scope import EVERYTHING, Scope, scoped
from tests.actions.stores.covered import billed, confirmed, did, enrolled, joined, left

ON, PRICE = date(2027, 4, 1), 16_800
MONTHS = (202701, 202702, 202703)
PLANTED = {
    "nik_invalid": ("1505013208870001", date(1987, 8, 12)),
    "moved": ("1505011208870002", date(1987, 8, 12)),
    "twin": ("1505011208870003", date(1987, 8, 12)),
    "duplicate": ("1505011208870003", date(1987, 8, 12)),
    "different": ("1505011208870004", date(1987, 8, 13)),
    "dead": ("1505011208870005", date(1987, 8, 12)),
    "over_age": ("1505011208600006", date(1960, 8, 12)),
    "not_on_list": ("1505011208870007", date(1987, 8, 12)),
    "clean": ("1505011208870008", date(1987, 8, 12)),
}
EXPECTED = {
    "nik_invalid": MONTHS,
    "moved": MONTHS[1:],
    "duplicate": MONTHS,
    "different": MONTHS,
    "dead": MONTHS[2:],
    "over_age": MONTHS,
    "not_on_list": MONTHS[2:],
}


@dataclass(frozen=True)
class Planted:
    people: dict[str, int]
    all: int


@pytest.fixture
def planted(opened, issued, moulds, tmp_path) -> tuple[object, Planted]:
    """Nine more people, seven of whom one test each is meant for; three months of everybody paid."""
    moulds.mould("planted", _plant, of="issued")
    return moulds.copy("planted", tmp_path / "planted"), moulds.outcome("planted")


def _plant(place) -> Planted:
    keys, people = Keys.read(place.keys), {}

    def work(doing):
        village = Person.objects.order_by("id").first().village_id
        rows = [(f"{at:064d}", name.upper(), born, "", village) for at, (name, (_, born)) in enumerate(PLANTED.items())]
        numbers = doing.add(Person, ("key", "name", "birth_date", "sex", "village_id"), rows)
        niks = [nik for nik, _ in PLANTED.values()]
        sealed = zip(numbers, keys.index_all(niks), keys.seal_all(niks, numbers), strict=True)
        doing.add(Identity, ("person_id", "nik_index", "nik_sealed"), sealed)
        purse, decree = Purse.objects.get(village=None).id, Decree.objects.get().id
        columns = ("decree_id", "person_id", "purse_id", "row_id", "rank", "replaces_id")
        lines = doing.add(DecreeLine, columns, [(decree, one, purse, None, None, None) for one in numbers])
        people.update(zip(PLANTED, numbers, strict=True))
        with Ledger(doing, 202612) as ledger:
            ledger.receive(purse, len(numbers) * 3 * PRICE)
            held = [
                Month(one, month, purse, line, PRICE)
                for one, line in zip(numbers, lines, strict=True)
                for month in MONTHS
            ]
            ledger.reserve(held)

    did(place, work)
    enrolled(place)
    everybody = set(PersonMonth.objects.values_list("person_id", flat=True))
    for month in MONTHS:
        billed(place, month, paid_on=date(2027, month % 100, 10))
        confirmed(place, month, everybody - ({people["not_on_list"]} if month == MONTHS[2] else set()))
    left(place, people["moved"], "moved", date(2027, 1, 20))
    left(place, people["dead"], "died", date(2027, 2, 28))
    left(place, people["clean"], "died", date(2027, 3, 31))
    left(place, people["twin"], "moved", date(2027, 1, 1), left(place, people["twin"], "moved", date(2027, 1, 1)))
    return Planted(people, len(everybody))


def test_each_test_finds_what_was_planted_and_nothing_else(planted):
    place, known = planted
    with scoped(EVERYTHING):
        audit = audit_payments(place, MONTHS[0], MONTHS[-1], ON)
    assert (audit.people, audit.months, audit.rupiah) == (known.all, known.all * 3, known.all * 3 * PRICE)
    assert set(EXPECTED) == set(TESTS)
    for count in audit.counts:
        months = EXPECTED[count.test]
        found = audit.found[count.test].select("person", "month", "rupiah").rows()
        assert found == [(known.people[count.test], month, PRICE) for month in months], count.test
        assert (count.people, count.person_months, count.rupiah) == (1, len(months), PRICE * len(months))
        assert (count.first_month, count.last_month) == (months[0], months[-1])


def test_only_of_the_months_and_regions_asked_for(planted):
    place, _ = planted
    with scoped(Scope(("1571",))):
        assert audit_payments(place, MONTHS[0], MONTHS[-1], ON).people == 0
    with scoped(Scope(("1505",))):
        assert audit_payments(place, MONTHS[0], MONTHS[-1], ON).people > 9
        one = audit_payments(place, MONTHS[0], MONTHS[0], ON)
    assert {count.test: count.person_months for count in one.counts} == {
        test: int(MONTHS[0] in months) for test, months in EXPECTED.items()
    }
    assert audit_payments(place, MONTHS[0], MONTHS[-1], ON).people == 0  # nobody said what may be seen


def test_what_is_found_follows_the_store(planted):
    """After another act the answer is made anew."""
    place, known = planted
    with scoped(EVERYTHING):
        assert audit_payments(place, MONTHS[0], MONTHS[-1], ON).found["duplicate"].height == 3
        joined(place, known.people["duplicate"], known.people["twin"])
        again = audit_payments(place, MONTHS[0], MONTHS[-1], ON).found["duplicate"]
    assert again["person"].unique().to_list() == [known.people["twin"]] and again["rupiah"].sum() == 3 * PRICE


def test_without_a_list_whoever_bpjs_accepted_counts_as_enrolled(issued, opened):
    enrolled(opened)
    billed(opened, MONTHS[0], paid_on=date(2027, 1, 10))
    with scoped(EVERYTHING):
        assert audit_payments(opened, MONTHS[0], MONTHS[0], ON).found["not_on_list"].height == 0


def test_without_a_list_nor_an_acceptance_nobody_was_enrolled(issued, opened):
    enrolled(opened, "rejected")
    billed(opened, MONTHS[0], paid_on=date(2027, 1, 10))
    with scoped(EVERYTHING):
        assert audit_payments(opened, MONTHS[0], MONTHS[0], ON).found["not_on_list"].height == 5


@pytest.mark.parametrize("scope", [EVERYTHING, Scope(("1505",))])
def test_every_rupiah_paid_is_a_person_month_at_its_tariff(planted, scope):
    place, known = planted
    with scoped(scope):
        whole = reconcile_payments(place)
    amount = known.all * 3 * PRICE
    assert (whole.paid, whole.priced, whole.payments, whole.differing, whole.prices) == (amount, amount, 3, (), ())


def test_a_payment_beyond_its_months_is_told(planted):
    place, known = planted

    def work(doing):
        bill = Bill.objects.order_by("id").first()
        payment = doing.add_one(Payment, bill_id=bill.id, route="private", on=ON, amount=100, credit=0)
        spare = PersonMonth.objects.filter(state="reserved").order_by("id").first()
        with Ledger(doing, 202704) as ledger:
            ledger.move("bill", [spare.id], bill=bill.id)
        people["payment"], people["month"] = payment, spare.id

    def pay(doing):
        bill = Bill.objects.order_by("id").first()
        with Ledger(doing, 202704) as ledger:
            ledger.move("pay", [people["month"]], bill=bill.id, payment=people["payment"])

    people = {}
    did(place, work)
    did(place, pay)
    with scoped(EVERYTHING):
        (one,) = reconcile_payments(place).differing
    assert (one.payment, one.paid, one.priced, one.difference, one.months) == (
        people["payment"],
        100,
        PRICE,
        100 - PRICE,
        1,
    )


def test_niks_are_those_that_were_planted(planted):
    place, known = planted
    opened = niks_of(Keys.read(place.keys), known.people.values())
    assert {name: opened[number] for name, number in known.people.items()} == {
        name: nik for name, (nik, _) in PLANTED.items()
    }
