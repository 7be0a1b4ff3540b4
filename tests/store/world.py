"""People, a decree and purses with money in a store, for tests of its books."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db.models import Model

from payung.store.acts import Doing
from payung.store.credits import Unused, book, settle
from payung.store.ledger import Ledger, Month
from payung.store.models import (
    Account,
    Bill,
    BillLine,
    Decree,
    DecreeLine,
    Fund,
    Group,
    Identity,
    Payment,
    PaymentPaper,
    Person,
    PersonMonth,
    Programme,
    Purse,
    Village,
    VillageCode,
    all_kept,
)
from payung.store.models.acts import Act, Head
from tests.store.stores import Store

BOOKED = 202603
NONE: Mapping[int, int] = MappingProxyType({})
PRICE = 16_800
ACCOUNTS = ("received", "free", "reserved", "committed", "paid", "credit", "returned")


@dataclass(frozen=True)
class World:
    """A store with ids of what is in it; ``lines`` is person -> decree line."""

    store: Store
    fund: int
    purses: range
    people: range
    lines: Mapping[int, int]
    group: int
    villages: range
    sent: dict[Any, Any] = field(default_factory=dict)
    """What a caller wrote into a request, to be written again when it is repeated."""

    def books(self, work: Callable[[Ledger, Doing], Any], booked: int = BOOKED, **deed: Any) -> Any:
        """One act of ``work`` on the books; gives what it gave (JSON)."""

        def act(doing: Doing) -> dict[str, Any]:
            with Ledger(doing, booked) as ledger:
                given = work(ledger, doing)
            return {"given": list(given) if isinstance(given, range | tuple) else given}

        return self.store.do(act, **deed)["given"]

    def month(self, person: int, month: int, purse: int = 0, price: int = PRICE) -> Month:
        """``person`` and ``purse`` by their place."""
        number = self.people[person]
        return Month(number, month, self.purses[purse], self.lines[number], price)

    def receive(self, amount: int, purse: int = 0) -> None:
        self.books(lambda ledger, _: ledger.receive(self.purses[purse], amount))

    def reserve(self, *months: Month) -> list[int]:
        return self.books(lambda ledger, _: ledger.reserve(months))

    def move(self, step: str, ids: Sequence[int], **named: Any) -> int:
        return self.books(lambda ledger, _: ledger.move(step, ids, **named))

    def bill(self, ids: Sequence[int], code: str = "B1") -> int:
        """Bill these person-months; gives the bill."""
        return self.books(lambda ledger, doing: self.bill_in(doing, ledger, ids, code))

    def bill_in(self, doing: Doing, ledger: Ledger, ids: Sequence[int], code: str) -> int:
        rows = list(
            PersonMonth.objects.filter(id__in=ids).order_by("id").values_list("id", "person_id", "month", "price")
        )
        months = [month for _, _, month, _ in rows]
        bill = doing.add_one(
            Bill,
            group_id=self.group,
            code=code,
            first_month=min(months),
            last_month=max(months),
            people=len({person for _, person, _, _ in rows}),
            amount=sum(price for *_, price in rows),
            sha256=code,
            corrects_id=None,
        )
        columns = ("bill_id", "number", "person_id", "month", "amount", "person_month_id", "pile", "before_id")
        lines = [(bill, at, person, month, price, id_, "", None) for at, (id_, person, month, price) in enumerate(rows)]
        doing.add(BillLine, columns, lines)
        ledger.move("bill", ids, bill=bill)
        return bill

    def pay(self, bill: int, ids: Sequence[int], number: str = "P1") -> int:
        """Pay these person-months of a bill; gives the payment."""
        return self.books(lambda ledger, doing: self.pay_in(doing, ledger, bill, ids, number))

    def pay_in(
        self,
        doing: Doing,
        ledger: Ledger,
        bill: int,
        ids: Sequence[int],
        number: str,
        credits: Mapping[int, int] = NONE,
    ) -> int:
        credit = sum(credits.values())
        amount = sum(PersonMonth.objects.filter(id__in=ids).values_list("price", flat=True)) - credit
        payment = doing.add_one(Payment, bill_id=bill, route="private", on=doing.deed.on, amount=amount, credit=credit)
        paper = {"number": number, "on": doing.deed.on, "amount": amount, "sha256": f"{payment:064x}"}
        if amount:
            doing.add_one(PaymentPaper, payment_id=payment, kind="receipt", **paper)
        ledger.move("pay", ids, payment=payment)
        settle(doing, ledger, credits, payment)
        return payment

    def credit(self, ids: Sequence[int], treatment: str = "offset") -> list[int]:
        """Book these paid person-months as credits; gives them."""
        owed = [Unused(id_, "ended", treatment) for id_ in ids]  # type: ignore[arg-type]
        return self.books(lambda ledger, doing: book(doing, ledger, owed))

    def purse(self, place: int = 0) -> tuple[int, ...]:
        """received, free, reserved, committed, paid, credit, returned."""
        return Purse.objects.values_list(*ACCOUNTS).get(id=self.purses[place])

    def states(self, ids: Sequence[int]) -> list[str]:
        states = dict(PersonMonth.objects.filter(id__in=ids).values_list("id", "state"))
        return [states[id_] for id_ in ids]


def make_world(store: Store, people: int = 3, purses: int = 2, villages: int = 2, request: str = "world") -> World:
    """Purses are empty; the first is the fund's own, the others are of villages."""
    found: dict[str, Any] = {}

    def work(doing: Doing) -> dict[str, Any]:
        codes = [f"15{number:08d}" for number in range(1, max(villages, purses - 1) + 1)]
        places = doing.add(Village, ("code",), [(code,) for code in codes])
        doing.add(
            VillageCode, ("village_id", "code", "since"), [(*one, None) for one in zip(places, codes, strict=True)]
        )
        fund = doing.add_one(
            Fund, code="apbd", name="APBD", source="APBD", group_kind="A", owner="", area_code="15", on_leaving="swap",
            terms="{}",
        )  # fmt: skip
        rows = [(fund, place, *[0] * len(ACCOUNTS)) for place in [None, *places][:purses]]
        numbers = doing.add(Purse, ("fund_id", "village_id", *ACCOUNTS), rows)
        programme = doing.add_one(Programme, code="p", name="P", area_code="15")
        born = date(1980, 2, 29)
        persons = doing.add(
            Person,
            ("key", "name", "birth_date", "sex", "village_id"),
            [(f"{at:064x}", f"Orang {at}", born, "", places[at % len(places)]) for at in range(people)],
        )
        niks = [f"15{at:014d}" for at in range(people)]
        sealed = zip(persons, store.keys.index_all(niks), store.keys.seal_all(niks, persons), strict=True)
        doing.add(Identity, ("person_id", "nik_index", "nik_sealed"), sealed)
        decree = doing.add_one(
            Decree, programme_id=programme, run_id=None, number="1", dated=born, list_hash="", amends_id=None
        )
        lines = doing.add(
            DecreeLine,
            ("decree_id", "person_id", "purse_id", "row_id", "rank", "replaces_id"),
            [(decree, person, numbers[0], None, rank, None) for rank, person in enumerate(persons)],
        )
        group = doing.add_one(Group, kind="A", number="1", name="A")
        found.update(
            fund=fund, purses=numbers, people=persons, lines=dict(zip(persons, lines, strict=True)), group=group,
            villages=places,
        )  # fmt: skip
        return {}

    store.do(work, request=request)
    return World(store, **found)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the store, by table."""
    models: list[type[Model]] = [Act, Head, Account, *all_kept()]
    return {model._meta.db_table: sorted(map(_plain, model._default_manager.values_list())) for model in models}


def _plain(row: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(repr(bytes(value) if isinstance(value, memoryview) else value) for value in row)
