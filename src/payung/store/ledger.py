"""The books: money received, person-months reserved by decrees, billed, paid and released, line by line."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.db import IntegrityError, connection
from django.db.models import F, Max, Q

from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.core.cover.ledger import MOVES, Account, State, account_of
from payung.store.acts import Doing
from payung.store.models import ClosedMonth, PersonMonth, Posting, Purse
from payung.store.people import left_on

CHUNK = 500
POSTING = ("purse_id", "person_month_id", "source", "target", "amount", "booked", "bill_id", "payment_id")


class NotEnoughMoney(PayungError):
    """A purse has less than what is asked of it. Nothing was changed."""

    code = "not-enough-money"
    exit_code = 16

    def __init__(self, asked: int, account: Account) -> None:
        super().__init__(
            Text(
                id=f"Dana tidak cukup: diminta {rupiah(asked)} dari yang {account}.",
                en=f"Not enough money: {rupiah(asked)} asked of what is {account}.",
            ),
            Text(
                id="Kurangi orang atau bulan, atau catat uang yang sudah masuk: payung fund receive.",
                en="Take fewer people or months, or record the money that came in: payung fund receive.",
            ),
        )


class MonthHeld(PayungError):
    """A month of a person is held already, by this or another programme. Nothing was changed."""

    code = "month-held"
    exit_code = 17

    def __init__(self) -> None:
        super().__init__(
            Text(
                id="Ada bulan yang sudah ditetapkan atau dibayar untuk orang yang sama.",
                en="A month of the same person is reserved or paid already.",
            ),
            Text(
                id="Lihat orangnya dengan: payung decree check; keluarkan bulan itu dari daftar.",
                en="See who with: payung decree check; take the month off the list.",
            ),
        )


class StepWrong(PayungError):
    """Person-months are not in the state from which this step begins. Nothing was changed."""

    code = "step-wrong"
    exit_code = 104

    def __init__(self, step: str, count: int) -> None:
        super().__init__(
            Text(
                id=f"{number(count)} orang-bulan tidak dalam keadaan yang boleh untuk langkah '{step}'.",
                en=f"{number(count)} person-months are not in a state that allows the step '{step}'.",
            ),
            Text(
                id="Mungkin sudah dikerjakan oleh orang lain; muat ulang daftarnya.",
                en="Somebody else may have done it; load the list again.",
            ),
        )


class MonthClosed(PayungError):
    """The books of that month are closed."""

    code = "month-closed"
    exit_code = 105

    def __init__(self, month: int) -> None:
        super().__init__(
            Text(id=f"Bulan buku {month} sudah ditutup.", en=f"The books of {month} are closed."),
            Text(id="Bukukan pada bulan yang masih terbuka.", en="Book it in a month that is open."),
        )


class PersonLeft(PayungError):
    """A month after somebody's death or leaving was asked for. Nothing was changed."""

    code = "person-left"
    exit_code = 106

    def __init__(self, people: int) -> None:
        super().__init__(
            Text(
                id=f"{number(people)} orang sudah meninggal, pindah atau keluar sebelum bulan itu.",
                en=f"{number(people)} people died, moved or left before that month.",
            ),
            Text(id="Keluarkan mereka dari daftar.", en="Take them off the list."),
        )


class Month(NamedTuple):
    """A person-month to reserve: ids of person, purse and decree line; month yyyymm; price in whole rupiah."""

    person: int
    month: int
    purse: int
    line: int
    price: int


class Ledger:
    """The entries of one act. Use as ``with Ledger(doing, booked) as ledger``: its lines are written at the end.

    ``booked`` (yyyymm) is the month of the books. Raises: MonthClosed.
    """

    def __init__(self, doing: Doing, booked: int) -> None:
        last = ClosedMonth.objects.aggregate(last=Max("month"))["last"]
        if last is not None and booked <= last:
            raise MonthClosed(booked)
        self._doing, self._booked = doing, booked
        self._lines: list[tuple[object, ...]] = []

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None and self._lines:
            self._doing.add(Posting, POSTING, self._lines)

    def receive(self, purse: int, amount: int) -> None:
        """``amount`` came in. Raises: ValueError where it is not above zero."""
        if amount <= 0:
            raise ValueError("money that comes in is above zero")
        Purse.objects.filter(id=purse).update(received=F("received") + amount, free=F("free") + amount)
        self._post(purse, None, "outside", "free", amount)

    def give_back(self, purse: int, amount: int) -> None:
        """``amount`` goes back to the fund's owner. Raises: NotEnoughMoney."""
        self._shift({purse: amount}, "free", "returned")
        self._post(purse, None, "free", "returned", amount)

    def reserve(self, months: Sequence[Month]) -> range:
        """A decree reserves person-months; gives their ids in the order of ``months``.

        Raises: NotEnoughMoney, MonthHeld, PersonLeft.
        """
        gone = left_on({each.person for each in months})
        late = {each.person for each in months if each.person in gone and each.month > gone[each.person]}
        if late:
            raise PersonLeft(len(late))
        sums: Counter[int] = Counter()
        for each in months:
            sums[each.purse] += each.price
        self._shift(sums, "free", "reserved")
        columns = ("person_id", "month", "purse_id", "line_id", "price", "state")
        try:
            ids = self._doing.add(PersonMonth, columns, ((*each, "reserved") for each in months))
        except IntegrityError as error:
            if "person_month" in str(error) and "person" in str(error):
                raise MonthHeld from error
            raise
        for id_, each in zip(ids, months, strict=True):
            self._post(each.purse, id_, "free", "reserved", each.price)
        return ids

    def move(self, step: str, ids: Sequence[int], *, bill: int | None = None, payment: int | None = None) -> int:
        """Take person-months a ``step`` of core's MOVES further; gives the rupiah that moved.

        Raises: StepWrong where one is not in a state the step begins in, or is named twice; KeyError.
        """
        move = MOVES[step]
        found = list(_of(ids))
        wrong = len(ids) - sum(state in move.begins for *_, state in found)
        if wrong or len(found) != len(ids):
            raise StepWrong(step, max(wrong, len(ids) - len(found)))
        sums: dict[Account, Counter[int]] = {}
        for id_, purse, price, state in found:
            sums.setdefault(account_of(state), Counter())[purse] += price
            self._post(purse, id_, account_of(state), move.target, price, bill, payment)
        for source, amounts in sums.items():
            self._shift(amounts, source, move.target)
        changed = 0
        for some in _chunks(sorted(ids)):
            changed += PersonMonth.objects.filter(id__in=some, state__in=move.begins).update(state=move.ends)
        if changed != len(ids):
            raise StepWrong(step, len(ids) - changed)
        return sum(price for _, _, price, _ in found)

    def _shift(self, amounts: Mapping[int, int], source: Account, target: Account) -> None:
        """Move money between accounts: one statement a purse, which changes nothing where there is too little."""
        for purse, amount in sorted(amounts.items()):
            enough = Q(id=purse) & Q(**{f"{source}__gte": amount})
            changes = {source: F(source) - amount, target: F(target) + amount}
            if not Purse.objects.filter(enough).update(**changes):
                raise NotEnoughMoney(amount, source)

    def _post(
        self,
        purse: int,
        person_month: int | None,
        source: Account,
        target: Account,
        amount: int,
        bill: int | None = None,
        payment: int | None = None,
    ) -> None:
        self._lines.append((purse, person_month, source, target, amount, self._booked, bill, payment))


def _of(ids: Sequence[int]) -> Iterator[tuple[int, int, int, State]]:
    """id, purse, price and state of person-months, by id, each once."""
    for some in _chunks(sorted(ids)):
        rows = PersonMonth.objects.filter(id__in=some).order_by("id")
        yield from rows.values_list("id", "purse_id", "price", "state")


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    size = CHUNK if connection.vendor == "sqlite" else 100 * CHUNK
    return (ids[start : start + size] for start in range(0, len(ids), size))
