"""The model's acts done in a store: by name and plain arguments, so that they can be sent, repeated and replayed.

People, purses and villages are named by their place in the world; person-months, leavings and joins by the ids that the
store gave them.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import F

from payung.actions.at_store import Asked
from payung.actions.receive_fund import Money, receive_fund
from payung.core.basis.errors import PayungError
from payung.core.cover.credit import Credit as Held
from payung.core.cover.credit import Wanted, credits_used
from payung.core.cover.payment import PaymentWrong
from payung.store.acts import Deed, Doing, perform
from payung.store.closing import close_month
from payung.store.credits import CreditWrong, Unused, book, hand_on, offered
from payung.store.joins import join, part
from payung.store.leavings import Left, record, take_back
from payung.store.ledger import Ledger, Month
from payung.store.models import Act, Credit, Join, Leaving, Person, PersonMonth, Posting, Purse, Village
from payung.store.renumber import renumber
from tests.generative.model import Model, Refused, rate_of
from tests.store.stores import Store
from tests.store.world import ACCOUNTS, World, make_world

TODAY = date(2026, 8, 20)
VILLAGES = ("1500000001", "1500000002", "1500000003")
PURSES: Sequence[int | None] = (None, 0, 1)


@dataclass(frozen=True)
class Request:
    """What is asked: ``name`` and ``args`` (JSON) say what, ``id`` which time."""

    id: str
    name: str
    args: tuple[Any, ...]

    @property
    def said(self) -> dict[str, Any]:
        return {"name": self.name, "args": self.args}

    @property
    def said_once(self) -> str:
        return repr((self.id, self.said))


def new_world(store: Store, people: int) -> World:
    return make_world(store, people=people, purses=len(PURSES), villages=len(VILLAGES))


def new_model(people: int) -> Model:
    return Model(people, VILLAGES, PURSES)


def ask(world: World, request: Request) -> Any:
    """Do it in the store, as its caller would. Raises what the store raises."""
    if request.name == "receive_fund":
        return _by_the_action(world, request)
    deed = Deed(kind="asked", request=request.id, by="tester", on=TODAY, at=datetime.now(UTC), said=request.said)
    work = WORKS[request.name]
    return perform(deed, world.store.keys, lambda doing: {"given": work(world, doing, *request.args)})["given"]


def _by_the_action(world: World, request: Request) -> None:
    place, amount, booked = request.args
    now = Purse.objects.values_list("village__code", flat=True).get(id=world.purses[place])
    village = world.sent.setdefault(request.said_once, now)  # a repeat is as it was sent, whatever it is called now
    asked = Asked(by="tester", on=TODAY, at=datetime.now(UTC), request=request.id)
    came = receive_fund(world.store.place, asked, Money("apbd", booked, amount, village or ""))
    assert (came.purses, came.amount) == (1, amount)


def _on_the_books(enter: Callable[..., Any]) -> Callable[..., Any]:
    """The last argument is the month of the books."""

    def work(world: World, doing: Doing, *args: Any) -> Any:
        *args_, booked = args
        with Ledger(doing, booked) as ledger:
            given = enter(world, doing, ledger, *args_)
        return list(given) if isinstance(given, range) else given

    return work


def _reserve(world: World, _: Doing, ledger: Ledger, months: Sequence[Sequence[int]]) -> range:
    asked = [
        Month(world.people[person], month, world.purses[purse], world.lines[world.people[person]], rate_of(month))
        for person, month, purse in months
    ]
    return ledger.reserve(asked)


def _bill(world: World, doing: Doing, ledger: Ledger, ids: Sequence[int]) -> int:
    world.bill_in(doing, ledger, ids, doing.deed.request)
    return _price(ids)


def _pay(world: World, doing: Doing, ledger: Ledger, ids: Sequence[int], credits: Sequence[Sequence[int]]) -> int:
    due: Counter[int] = Counter()
    for purse, price in PersonMonth.objects.filter(id__in=ids).values_list("purse_id", "price"):
        due[purse] += price
    rows = Credit.objects.values_list("id", "purse_id", "group_id", "treatment", F("amount") - F("used"))
    wanted = [Wanted(*one) for one in credits]
    used = credits_used(wanted, [Held(*row) for row in rows], group=world.group, due=due)
    if used.problems:
        raise PaymentWrong(used.problems)
    billed = Posting.objects.filter(person_month__in=ids, bill__isnull=False).order_by("-id").first()
    if billed is None:
        return ledger.move("pay", ids, payment=0)
    world.pay_in(doing, ledger, billed.bill_id, ids, doing.deed.request, used.amounts)
    return _price(ids) - sum(used.amounts.values())


def _credit(_: World, doing: Doing, ledger: Ledger, ids: Sequence[int], treatment: str) -> list[int]:
    return list(book(doing, ledger, [Unused(id_, "ended", treatment) for id_ in ids]))  # type: ignore[arg-type]


def _take_over(world: World, doing: Doing, ledger: Ledger, month: int, person: int) -> int:
    line = PersonMonth.objects.values_list("line_id", flat=True).get(id=month)
    offer = next((one for one in offered([line]) if one.person_month == month), None)
    if offer is None:
        raise CreditWrong(0)
    number = world.people[person]
    taken = Month(number, offer.month, offer.purse, world.lines[number], offer.price, offer.payment)
    ids = ledger.reserve([taken])
    hand_on(doing, [(offer, taken)], ids)
    return ids[0]


def _price(ids: Sequence[int]) -> int:
    return sum(PersonMonth.objects.filter(id__in=ids).values_list("price", flat=True))


def _leave(world: World, doing: Doing, ledger: Ledger, person: int, month: int) -> list[Any]:
    left = [Left(world.people[person], "died", date(month // 100, month % 100, 17), "list")]
    done = record(doing, ledger, left)
    return [done.leavings[0], done.released, done.billed, done.paid]


def _join(world: World, doing: Doing, person: int, into: int) -> list[Any]:
    done = join(doing, world.people[person], world.people[into])
    return [done.join, done.twice]


WORKS: Mapping[str, Callable[..., Any]] = {
    "receive": _on_the_books(lambda world, _, ledger, purse, amount: ledger.receive(world.purses[purse], amount)),
    "give_back": _on_the_books(lambda world, _, ledger, purse, amount: ledger.give_back(world.purses[purse], amount)),
    "reserve": _on_the_books(_reserve),
    "bill": _on_the_books(_bill),
    "pay": _on_the_books(_pay),
    "unbill": _on_the_books(lambda _, __, ledger, ids: ledger.move("unbill", ids)),
    "release": _on_the_books(lambda _, __, ledger, ids: ledger.move("release", ids)),
    "credit": _on_the_books(_credit),
    "take_over": _on_the_books(_take_over),
    "leave": _on_the_books(_leave),
    "close": lambda _, doing, month: close_month(doing, month) and None,
    "take_back": lambda _, doing, leaving: take_back(doing, leaving) and None,
    "join": _join,
    "part": lambda _, doing, join: part(doing, join) and None,
    "renumber": lambda _, doing, codes, since: renumber(doing, date.fromisoformat(since), codes) and None,
}


class Names:
    """Which of the model's numbers the ids of the store are: the same rows in the same order."""

    def __init__(self) -> None:
        self.months: list[int] = []
        self.leavings: list[int] = []
        self.joins: list[int] = []
        self.credits: list[int] = []

    def load(self) -> None:
        """All that are in the store."""
        live = {"undoes__isnull": True}
        self.months = list(PersonMonth.objects.order_by("id").values_list("id", flat=True))
        self.leavings = list(Leaving.objects.filter(**live).order_by("id").values_list("id", flat=True))
        self.credits = list(Credit.objects.order_by("id").values_list("id", flat=True))
        self.joins = list(Join.objects.filter(**live).order_by("id").values_list("id", flat=True))


def ask_model(model: Model, request: Request, names: Names) -> Any:
    """The same of the model; gives what the store must give. Raises: Refused."""
    return model.perform(request.id, repr(request.said), lambda: _in_model(model, request, names))


def _in_model(model: Model, request: Request, names: Names) -> Any:
    name, args = request.name, list(request.args)
    if name in ("bill", "pay", "unbill", "release", "credit"):
        ids, rest = [names.months.index(id_) for id_ in args[0]], args[1:]
        if name == "pay":
            rest = [[(names.credits.index(credit), amount) for credit, amount in args[1]], args[2]]
        return model.move(name, ids, *rest) if name in ("unbill", "release") else getattr(model, name)(ids, *rest)
    if name == "take_over":
        return model.take_over(names.months.index(args[0]), *args[1:])
    if name == "reserve":
        return model.reserve(args[0], args[1])
    if name == "close":
        return model.close(args[0], TODAY.year * 100 + TODAY.month)
    if name == "take_back":
        return model.take_back(names.leavings.index(args[0]))
    if name == "part":
        return model.part(names.joins.index(args[0]))
    return getattr(model, "receive" if name == "receive_fund" else name)(*args)


def same(name: str, given: Any, expected: Any, names: Names) -> bool:
    """Whether the store gave what the model says; learns the ids of new rows on the way."""
    if name == "reserve":
        fresh = [id_ for id_ in given if id_ not in names.months]
        names.months += fresh
        return [names.months.index(id_) for id_ in given] == expected
    if name == "take_over":
        if given not in names.months:
            names.months.append(given)
        return names.months.index(given) == expected
    if name == "credit":
        names.credits += [one for one in given if one not in names.credits]
        return [names.credits.index(one) for one in given] == expected
    if name == "leave":
        leaving, *lists = given
        if leaving not in names.leavings:
            names.leavings.append(leaving)
        return [[names.months.index(id_) for id_ in ids] for ids in lists] == [sorted(ids) for ids in expected]
    if name == "join":
        number, twice = given
        if number not in names.joins:
            names.joins.append(number)
        return [names.months.index(id_) for id_ in twice] == sorted(expected)
    return given == expected


def differences(world: World, model: Model, names: Names) -> list[str]:
    """What the store holds otherwise than the model: money, months with their prices, villages, numbers of acts."""
    found = []
    purses = list(Purse.objects.filter(id__in=list(world.purses)).order_by("id").values_list(*ACCOUNTS))
    if purses != model.purses_now():
        found.append(f"purses {purses} for {model.purses_now()}")
    columns = ("id", "person_id", "month", "purse_id", "price", "state")
    months = list(PersonMonth.objects.order_by("id").values_list(*columns))
    expected = [
        (id_, world.people[one.person], one.month, world.purses[one.purse], one.price, one.state)
        for id_, one in zip(names.months, model.months, strict=True)
    ]
    found += [f"month {one} for {other}" for one, other in zip(months, expected, strict=False) if one != other]
    if len(months) != len(expected):
        found.append(f"{len(months)} months for {len(expected)}")
    if any(price != rate_of(month) for _, _, month, _, price, _ in months):
        found.append("a price that is not the rate of its month")
    columns = ("purse_id", "treatment", "amount", "used")
    credits = list(Credit.objects.order_by("id").values_list(*columns))
    wanted = [(world.purses[one.purse], one.treatment, one.amount, one.used) for one in model.credits]
    if credits != wanted:
        found.append(f"credits {credits} for {wanted}")
    there = sum(purse[4] + purse[5] for purse in purses)
    if there != model.sent():
        found.append(f"{there} lie at BPJS and {model.sent()} were sent")
    codes = list(Village.objects.order_by("id").values_list("code", flat=True))
    if codes != model.villages:
        found.append(f"villages {codes} for {model.villages}")
    if Person.objects.count() != model.people:
        found.append("people are lost")
    if Act.objects.count() != 1 + model.acts:
        found.append(f"{Act.objects.count()} acts for {1 + model.acts}")
    return found


def refusal(work: Callable[[], Any]) -> tuple[str | None, Any]:
    """Name of the error, or what was given."""
    try:
        return None, work()
    except Refused as refused:
        return refused.name, None
    except PayungError as error:
        return type(error).__name__, None
