"""The books: money received, person-months reserved by decrees, billed, paid and released, line by line."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

import polars as pl
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Max, Q

from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.core.cover.ledger import ACCOUNTS, LET_GO, MOVES, Account, State, account_of
from payung.store.acts import Doing
from payung.store.among import among
from payung.store.columns import columns_among
from payung.store.models import ClosedMonth, PersonMonth, Posting, Purse
from payung.store.people import left_on, numbers_of_the_same, same_people
from payung.store.reading import rows_of
from payung.store.restricted import none_restricted

ONCE = "no_month_of_a_person_twice"
MOST = 10**15
"""Of whole rupiah in one entry: more than all contributions of the nation in a decade."""
MOST_HELD = 2**53
"""Of a purse: above it SQLite's arithmetic ends in a decade of entries, and JavaScript's and Excel's at once."""
POSTING = ("purse_id", "person_month_id", "source", "target", "amount", "booked", "bill_id", "payment_id")


_PAIRS = {
    "postgresql": "SELECT (pair ->> 0)::bigint AS id, (pair ->> 1)::bigint AS amount "
    "FROM json_array_elements(%s) AS pair",
    "sqlite": "SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS amount FROM json_each(%s)",
}
_HELD = {"id": pl.Int64, "purse": pl.Int64, "price": pl.Int64, "state": pl.String}


class NotEnoughMoney(PayungError):
    """A purse has less than what is asked of it. Nothing was changed."""

    code = "not-enough-money"
    exit_code = 16

    def __init__(self, asked: int, account: Account, held: int, whose: str) -> None:
        said = ACCOUNTS[account]
        super().__init__(
            Text(
                id=f"Dana {whose} tidak cukup: diminta {rupiah(asked)}, yang {said.id} {rupiah(held)}.",
                en=f"Not enough money of {whose}: {rupiah(asked)} asked, {rupiah(held)} {said.en}.",
            ),
            Text(
                id="Kurangi orang atau bulan, atau catat uang yang sudah masuk: payung fund receive.",
                en="Take fewer people or months, or record the money that came in: payung fund receive.",
            ),
            on_page=Text(
                id="Kurangi orang atau bulan, atau catat uang yang sudah masuk pada halaman Dana.",
                en="Take fewer people or months, or record the money that came in on the page Funds.",
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
                id="Keluarkan bulan itu dari daftar, atau terbitkan hanya bulan lain dengan --from dan --until.",
                en="Take the month off the list, or issue other months alone with --from and --until.",
            ),
            on_page=Text(
                id="Keluarkan bulan itu dari daftar, atau usulkan bulan lain saja.",
                en="Take the month off the list, or propose other months alone.",
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
    """A person-month to reserve: ids of person, purse and decree line; month yyyymm; price in whole rupiah.

    ``payment``: the one that paid it already, where it is taken over from a credit of the purse.
    """

    person: int
    month: int
    purse: int
    line: int
    price: int
    payment: int | None = None


class Ledger:
    """The entries of one act. Use as ``with Ledger(doing, booked) as ledger``: its lines are written at the end.

    ``booked`` (yyyymm) is the month of the books. Whatever is refused changes nothing, also where the act goes on.
    Raises: MonthClosed; ValueError where ``booked`` is no month.
    """

    def __init__(self, doing: Doing, booked: int) -> None:
        if not is_month(booked):
            raise ValueError(f"{booked} is no month")
        last = ClosedMonth.objects.aggregate(last=Max("month"))["last"]
        if last is not None and booked <= last:
            raise MonthClosed(booked)
        self._doing, self._booked = doing, booked
        self._whole = transaction.atomic()

    def __enter__(self) -> "Ledger":
        self._whole.__enter__()
        self._lines: list[pl.DataFrame] = []
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        lines = self._lines
        del self._lines  # nothing is entered any more
        if kind is None:
            try:
                self._doing.add(Posting, POSTING, pl.concat(lines) if lines else [])
            except BaseException:
                self._whole.__exit__(*sys.exc_info())
                raise
        self._whole.__exit__(kind, error, trace)

    def receive(self, purse: int, amount: int) -> None:
        """``amount`` came in. Raises: ValueError where it is not from 1 to ``MOST``, or there is no such purse."""
        room = Q(id=purse, received__lte=MOST_HELD - amount)
        changes = {"received": F("received") + amount, "free": F("free") + amount}
        if not 0 < amount <= MOST or not Purse.objects.filter(room).update(**changes):
            raise ValueError("money that comes in is above zero, below a purse's measure, and for a purse")
        self._one_line(purse, amount, "outside", "free")

    def give_back(self, purse: int, amount: int) -> None:
        """``amount`` goes back to the fund's owner. Raises: NotEnoughMoney; ValueError where it is not above zero."""
        if amount <= 0:
            raise ValueError("money that goes back is above zero")
        with transaction.atomic():
            self._shift({purse: amount}, "free", "returned")
        self._one_line(purse, amount, "free", "returned")

    def reserve(self, months: Sequence[Month] | pl.DataFrame) -> range:
        """A decree reserves person-months; gives their ids in the order of ``months``. Once an act.

        ``months`` may be a table with the columns of ``Month``. A month that somebody holds who was found to be the
        same person is held, too. What a payment has paid already comes from the purse's credit, all else from what is
        free.
        Raises: NotEnoughMoney, MonthHeld, PersonLeft, PersonRestricted; ValueError where a month is none or its price
        not above zero.
        """
        asked = _as_table(months)
        at_once = asked.select("month", "price").unique()
        if not all(is_month(month) and 0 < price <= MOST for month, price in at_once.iter_rows()):
            raise ValueError("a person-month has a month and a price above zero")
        _nobody_left(asked)
        none_restricted(asked["person"].unique())
        columns = {"person_id": "person", "month": "month", "purse_id": "purse", "line_id": "line", "price": "price"}
        paid = pl.col("payment").is_not_null()
        rows = asked.select(**columns, state=pl.when(paid).then(pl.lit("paid")).otherwise(pl.lit("reserved")))
        with transaction.atomic():
            self._shift(_sums(asked.filter(~paid), "purse"), "free", "reserved")
            self._shift(_sums(asked.filter(paid), "purse"), "credit", "paid")
            if _held_by_the_same(asked):
                raise MonthHeld
            try:
                ids = self._doing.add(PersonMonth, rows.columns, rows)
            except IntegrityError as error:
                if _is_held(error):
                    raise MonthHeld from None
                raise
        entries = asked.select("purse", "price", "payment", id=pl.Series(ids, dtype=pl.Int64))
        self._post(entries.filter(~paid), "free", "reserved")
        for (payment,), taken in (
            entries.filter(paid).partition_by("payment", as_dict=True, maintain_order=True).items()
        ):
            self._post(taken, "credit", "paid", payment=cast(int, payment))
        return ids

    def settle(self, amounts: Mapping[int, int], payment: int) -> None:
        """Purse -> what of its credit ``payment`` used up instead of money in hand, which is free again by as much.

        Raises: NotEnoughMoney; ValueError where an amount is not above zero.
        """
        if not all(amount > 0 for amount in amounts.values()):
            raise ValueError("what is settled is above zero")
        with transaction.atomic():
            self._shift(amounts, "credit", "free")
        for purse, amount in sorted(amounts.items()):
            self._one_line(purse, amount, "credit", "free", payment)

    def move(self, step: str, ids: Sequence[int], *, bill: int | None = None, payment: int | None = None) -> int:
        """Take person-months a ``step`` of core's MOVES further; gives the rupiah that moved.

        Raises: StepWrong where one is not in a state the step begins in, or is named twice; PersonLeft where one would
        be reserved again for somebody who had left before it; KeyError; ValueError where nothing says by which payment
        they are paid.
        """
        move = MOVES[step]
        if (move.ends == "paid") != (payment is not None):
            raise ValueError("what is paid is paid by a payment, and nothing else is")
        columns = ("id", "purse_id", "price", "state")
        found = columns_among(PersonMonth.objects.order_by("id"), columns, _HELD, "id", ids)
        wrong = len(ids) - found.filter(pl.col("state").is_in(list(move.begins))).height
        if wrong:  # so is one that is not there, or is named twice
            raise StepWrong(step, wrong)
        if move.ends == "reserved":
            whose = ("person_id", "month")
            shape = dict.fromkeys(("person", "month"), pl.Int64)
            _nobody_left(columns_among(PersonMonth.objects.all(), whose, shape, "id", ids))
        entries: dict[Account, pl.DataFrame] = {}
        for (state,), rows in found.partition_by("state", as_dict=True, maintain_order=True).items():
            entries[account_of(cast(State, state))] = rows
        with transaction.atomic():
            for source, rows in entries.items():
                self._shift(_sums(rows, "purse"), source, move.target)
            changed = PersonMonth.objects.filter(id__in=among(ids), state__in=move.begins).update(state=move.ends)
            if changed != len(ids):
                raise StepWrong(step, len(ids) - changed)
        for source, rows in entries.items():
            self._post(rows, source, move.target, bill, payment)
        return int(found["price"].sum())

    def _shift(self, amounts: Mapping[int, int], source: Account, target: Account) -> None:
        """Move money between accounts: one statement, which changes no purse that holds too little."""
        if not amounts or self._shifted_at_once(amounts, source, target):
            return
        for purse, amount in sorted(amounts.items()):  # names the first one that holds too little
            enough = Q(id=purse) & Q(**{f"{source}__gte": amount})
            changes = {source: F(source) - amount, target: F(target) + amount}
            if not Purse.objects.filter(enough).update(**changes):
                short = Purse.objects.filter(id=purse)
                ((fund, village, held),) = short.values_list("fund__code", "village__code", source)
                raise NotEnoughMoney(amount, source, held, f"{fund} {village or ''}".strip())

    def _shifted_at_once(self, amounts: Mapping[int, int], source: Account, target: Account) -> bool:
        """Whether every purse held enough; where one did not, none is changed."""
        said = json.dumps(list(amounts.items()))
        before = transaction.savepoint()
        with connection.cursor() as cursor:
            cursor.execute(
                f'UPDATE purse SET "{source}" = "{source}" - moved.amount, "{target}" = "{target}" + moved.amount '  # noqa: S608 - our names
                f'FROM ({_PAIRS[connection.vendor]}) AS moved WHERE purse.id = moved.id AND "{source}" >= moved.amount',
                [said],
            )
            enough = bool(cursor.rowcount == len(amounts))
        (transaction.savepoint_commit if enough else transaction.savepoint_rollback)(before)
        return enough

    def _one_line(self, purse: int, amount: int, source: Account, target: Account, payment: int | None = None) -> None:
        """A line of a whole purse."""
        line = {"purse": [purse], "price": [amount], "id": [None]}
        self._post(pl.DataFrame(line, schema=dict.fromkeys(line, pl.Int64)), source, target, payment=payment)

    def _post(
        self,
        entries: pl.DataFrame,
        source: Account,
        target: Account,
        bill: int | None = None,
        payment: int | None = None,
    ) -> None:
        """Lines of purse, id and price; written at the end, for an act writes a table at once."""
        texts = {"source": source, "target": target}
        numbers = {"booked": self._booked, "bill_id": bill, "payment_id": payment}
        lines = entries.select(
            pl.col("purse").alias("purse_id"),
            pl.col("id").alias("person_month_id"),
            pl.col("price").alias("amount"),
            **{name: pl.lit(text, pl.String) for name, text in texts.items()},
            **{name: pl.lit(number, pl.Int64) for name, number in numbers.items()},
        )
        self._lines.append(lines.select(POSTING))


def is_month(month: int) -> bool:
    """Whether it is one that can be written yyyymm, of the years a ledger has.

    >>> is_month(202612), is_month(202613), is_month(26)
    (True, False, False)
    """
    return 2014 <= month // 100 <= 2099 and 1 <= month % 100 <= 12


def _nobody_left(months: pl.DataFrame) -> None:
    """Raises: PersonLeft where somebody of ``months`` (person, month) died, moved or left before the month."""
    gone = left_on(months["person"].unique())
    last = pl.DataFrame(list(gone.items()), schema={"person": pl.Int64, "left": pl.Int64}, orient="row")
    late = months.join(last, on="person").filter(pl.col("month") > pl.col("left"))["person"].n_unique()
    if late:
        raise PersonLeft(late)


def _as_table(months: Sequence[Month] | pl.DataFrame) -> pl.DataFrame:
    if isinstance(months, pl.DataFrame):
        whole = months if "payment" in months.columns else months.with_columns(payment=pl.lit(None, pl.Int64))
        return whole.select(Month._fields)
    return pl.DataFrame(months, schema=dict.fromkeys(Month._fields, pl.Int64), orient="row")


def _sums(entries: pl.DataFrame, by: str) -> dict[int, int]:
    """Purse -> rupiah, by purse."""
    return dict(entries.group_by(by).agg(pl.col("price").sum()).sort(by).iter_rows())


def _held_by_the_same(months: pl.DataFrame) -> bool:
    """Whether a month is held by, or asked for, another number of the same person."""
    same = same_people()
    joined = {*same, *same.values()}
    of_joined = months.filter(pl.col("person").is_in(list(joined))).select("person", "month").iter_rows()
    asked = [(same.get(person, person), month) for person, month in of_joined]
    if not asked:
        return False
    others = numbers_of_the_same(root for root, _ in asked)
    rows = rows_of(PersonMonth.objects.exclude(state__in=LET_GO), ("person_id", "month"), "person_id", others)
    held = {(same.get(person, person), month) for person, month in rows}
    return len(set(asked)) < len(asked) or not held.isdisjoint(asked)


def people_held(months: pl.DataFrame) -> int:
    """How many people of ``months`` (person, month) hold one of those months already, under whichever number."""
    same = same_people()
    asked = months.select("person", "month").with_columns(pl.col("person").replace(same))
    shape = {"person": pl.Int64, "month": pl.Int64}
    numbers = numbers_of_the_same(asked["person"].unique(), same)
    rows = PersonMonth.objects.exclude(state__in=LET_GO)
    held = columns_among(rows, ("person_id", "month"), shape, "person_id", numbers)
    return asked.join(held.with_columns(pl.col("person").replace(same)), on=["person", "month"], how="semi")[
        "person"
    ].n_unique()


def _is_held(error: IntegrityError) -> bool:
    """Whether it was the one that promises that no month of a person is held twice."""
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is not None:
        return diagnosis.constraint_name == ONCE
    return "UNIQUE constraint failed: person_month.person_id" in str(error)
