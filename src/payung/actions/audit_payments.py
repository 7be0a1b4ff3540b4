"""What auditors count of contributions that were paid, and whether every rupiah paid is a person-month at its price."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import narwhals as nw
import polars as pl
from django.db.models import Count, Max, Min, Sum

from payung.actions.at_store import Place
from payung.core.cover.self_audit import TESTS, AuditCount, audit_counts, audit_list, audit_sums, audited
from payung.core.law.ages import LIMIT
from payung.core.law.book import LawBook
from payung.core.law.contributions import monthly_contribution
from payung.store.chain import end_of_chain
from payung.store.database import open_store
from payung.store.held import held
from payung.store.keys import Keys
from payung.store.models import Payment, Posting
from payung.store.months import open_funds
from payung.store.paid_months import paid_months, standing
from payung.store.reading import one_moment
from payung.store.scope import EVERYTHING, scope_now, scoped
from payung.store.seen import seen

KEPT = 8
"""So many audits are kept in memory: of other regions, months, or acts."""


@dataclass(frozen=True)
class Audit:
    """``counts``: every test. ``found``: test -> person, month, fund, rupiah. ``people``, ``months``, ``rupiah``: all
    that was looked at. ``first``, ``last``: months (yyyymm); ``act``: the last act that counts."""

    counts: tuple[AuditCount, ...]
    found: dict[str, pl.DataFrame]
    people: int
    months: int
    rupiah: int
    first: int
    last: int
    act: int


@dataclass(frozen=True)
class Difference:
    """A payment, its papers' rupiah, the rupiah of its person-months, and their difference; ``months`` of them."""

    payment: int
    bill: str
    on: date
    paid: int
    months: int
    priced: int

    @property
    def difference(self) -> int:
        """What was paid beyond the prices of the person-months; 0 where every rupiah is one."""
        return self.paid - self.priced


@dataclass(frozen=True)
class OtherPrice:
    """Person-months of one month and fund whose price is not the tariff of that month; ``tariff`` None: not known."""

    month: int
    fund: str
    price: int
    tariff: int | None
    months: int


@dataclass(frozen=True)
class Reconciled:
    """Sums over all payments, each payment that differs, and the prices that are not the tariff of their month."""

    paid: int
    priced: int
    payments: int
    differing: tuple[Difference, ...]
    prices: tuple[OtherPrice, ...]


def audit_payments(place: Place, first: int, last: int, on: date) -> Audit:
    """The tests over all that stands paid for ``first`` to ``last``, of whom may be seen; the law is that of ``on``.

    The same question after the same act is answered from memory.
    Raises: KeyUnknown, SealBroken, NoValueInForce, and what opening a store raises.
    """
    open_store(place.address)
    head = end_of_chain()
    return _audit(place, head.number if head else 0, head.link if head else "", scope_now(), first, last, on)


@lru_cache(maxsize=KEPT)
def _audit(place: Place, act: int, link: str, scope: object, first: int, last: int, on: date) -> Audit:
    keys = Keys.read(place.keys)
    with one_moment():
        held = paid_months(keys, first, last, on)
    frames = {
        name: nw.from_native(table.lazy())
        for name, table in (
            ("paid", held.paid.select("person", "month", "fund", "amount")),
            ("people", held.people),
            ("ended", held.ended),
            ("listed", held.listed),
            ("different", held.different),
        )
    }
    limit = LawBook.read().on(on)[LIMIT].amount
    months = held.paid["month"].unique().to_list()
    whole = nw.to_native(audited(**frames, list_months=months, age_limit=limit, on=on)).collect()
    tested = nw.from_native(whole.lazy())
    sums = nw.to_native(audit_sums(tested)).collect().rows(named=True)
    found = {test: nw.to_native(audit_list(tested, test)).collect().sort("person", "month") for test in TESTS}
    people, rupiah = held.paid["person"].n_unique(), int(held.paid["amount"].sum())
    return Audit(audit_counts(sums), found, people, held.paid.height, rupiah, first, last, act)


def reconcile_payments(place: Place) -> Reconciled:
    """Every payment for somebody who may be seen beside all the person-months it paid; and the prices of those who may
    be seen beside the tariff of their month."""
    open_store(place.address)
    with one_moment():
        return Reconciled(*_payments(), _prices())


def _payments() -> tuple[int, int, int, tuple[Difference, ...]]:
    mine = seen(Posting).filter(payment__isnull=False, person_month__isnull=False)
    payments = sorted(set(mine.order_by().values_list("payment_id", flat=True).distinct()))
    with scoped(EVERYTHING):  # sums of whole payments name nobody
        return _compared(payments)


def _compared(payments: list[int]) -> tuple[int, int, int, tuple[Difference, ...]]:
    lines = Posting.objects.filter(payment__in=payments, source="committed", target="paid").order_by()
    sums = {
        payment: (months, int(amount))
        for payment, months, amount in lines.values_list("payment_id").annotate(Count("id"), Sum("person_month__price"))
    }
    rows = [
        Difference(id_, bill, on, amount + credit, *sums.get(id_, (0, 0)))
        for id_, bill, on, amount, credit in Payment.objects.filter(id__in=payments)
        .order_by("id")
        .values_list("id", "bill__code", "on", "amount", "credit")
    ]
    differing = tuple(row for row in rows if row.difference)
    return sum(row.paid for row in rows), sum(row.priced for row in rows), len(rows), differing


def _prices() -> tuple[OtherPrice, ...]:
    """A tariff is asked of the law of the first day of the month, for the payer of the fund."""
    book, funds = LawBook.read(), {fund.id: fund for fund in open_funds()}
    grouped = standing(201401, 209912).order_by().values_list("month", "purse__fund__code", "price")
    found = []
    for month, fund, price, many in grouped.annotate(Count("id")).order_by("month", "purse__fund__code", "price"):
        rules = funds.get(fund)
        tariff = None
        if rules is not None:
            law = book.on(date(month // 100, month % 100, 1))
            tariff = monthly_contribution(law, payer=rules.payer, sector=rules.sector).total
        if price != tariff:
            found.append(OtherPrice(month, fund, price, tariff, many))
    return tuple(found)


def paid_span() -> tuple[int, int] | None:
    """The first and the last month (yyyymm) that stand paid, of whom may be seen; None where there is none."""
    span = paid_first_last()
    return None if span is None else (span[0], span[1])


@held
def paid_first_last() -> list[int] | None:
    """``paid_span``."""
    found = standing(201401, 209912).order_by().aggregate(first=Min("month"), last=Max("month"))
    return None if found["first"] is None else [found["first"], found["last"]]
