"""Funds, their purses, and the double-entry lines of every person-month."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from payung.core.cover.ledger import ACCOUNTS, LET_GO, STATES
from payung.store.models.base import Kept, Word
from payung.store.models.people import Person, Village


class Fund(Kept):
    """Money of one owner with its own rules. ``terms`` is its part of funds.yaml, canonical JSON."""

    code = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=40)
    group_kind = models.CharField(max_length=2)
    owner = models.CharField(max_length=200)
    area_code = models.CharField(max_length=10)
    on_leaving = models.CharField(max_length=10)
    terms = models.TextField()

    class Meta:
        db_table = "fund"


class Purse(Kept):
    """The money of a fund: all of it (``village`` None), or that of one village. Whole rupiah.

    received = free + reserved + committed + paid + credit + returned, and nothing is below
    zero: the database refuses more.
    """

    CHANGING: ClassVar[frozenset[str]] = frozenset(
        {"received", "free", "reserved", "committed", "paid", "credit", "returned"}
    )

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="purses")
    village = models.ForeignKey(Village, models.PROTECT, null=True, related_name="purses")
    received = models.BigIntegerField(default=0)
    free = models.BigIntegerField(default=0)
    reserved = models.BigIntegerField(default=0)
    committed = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    credit = models.BigIntegerField(default=0)
    returned = models.BigIntegerField(default=0)

    class Meta:
        db_table = "purse"
        constraints = [
            models.UniqueConstraint(fields=["fund", "village"], name="one_purse_a_village"),
            models.UniqueConstraint(fields=["fund"], condition=Q(village=None), name="one_purse_of_the_whole"),
            models.CheckConstraint(
                condition=Q(
                    free__gte=0, reserved__gte=0, committed__gte=0, paid__gte=0, credit__gte=0, returned__gte=0
                ),
                name="no_purse_below_zero",
            ),
            models.CheckConstraint(
                condition=Q(
                    received=F("free") + F("reserved") + F("committed") + F("paid") + F("credit") + F("returned")
                ),
                name="every_rupiah_is_somewhere",
            ),
        ]


class PersonMonth(Kept):
    """One month of one person, paid by one purse at one price. No month of a person is held twice."""

    CHANGING: ClassVar[frozenset[str]] = frozenset({"state"})

    # Indexes cost more than the rows they find: by person there are the two below, by line its own.
    person = models.ForeignKey(Person, models.PROTECT, related_name="months", db_index=False)
    month = models.IntegerField()  # yyyymm
    purse = models.ForeignKey(Purse, models.PROTECT, related_name="months", db_index=False)
    line = models.ForeignKey("store.DecreeLine", models.PROTECT, related_name="months")
    price = models.BigIntegerField()
    state = Word(max_length=10)

    class Meta:
        db_table = "person_month"
        indexes = [models.Index(fields=["person"], condition=Q(state__in=LET_GO), name="let_go_of_a_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "month"], condition=~Q(state__in=LET_GO), name="no_month_of_a_person_twice"
            ),
            models.CheckConstraint(condition=Q(price__gt=0), name="a_month_has_a_price"),
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="person_month_state"),
            models.CheckConstraint(condition=Q(month__gte=201401, month__lte=209912), name="person_month_month"),
        ]


class Posting(Kept):
    """``amount`` moved between two accounts of a purse, for a person-month or for the whole purse.

    ``booked`` (yyyymm) is the month of the books, never one that is closed. ``bill`` and ``payment`` are the papers.
    """

    purse = models.ForeignKey(Purse, models.PROTECT, related_name="postings", db_index=False)
    person_month = models.ForeignKey(PersonMonth, models.PROTECT, null=True, related_name="postings")
    source = models.CharField(max_length=10)
    target = models.CharField(max_length=10)
    amount = models.BigIntegerField()
    booked = models.IntegerField()
    bill = models.ForeignKey("store.Bill", models.PROTECT, null=True, related_name="postings", db_index=False)
    payment = models.ForeignKey("store.Payment", models.PROTECT, null=True, related_name="postings", db_index=False)

    class Meta:
        db_table = "posting"
        indexes = [
            models.Index(fields=["bill"], condition=Q(bill__isnull=False), name="postings_of_a_bill"),
            models.Index(fields=["payment"], condition=Q(payment__isnull=False), name="postings_of_a_payment"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_posting_moves_something"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="a_posting_has_two_sides"),
            models.CheckConstraint(
                condition=Q(source__in=list(ACCOUNTS), target__in=list(ACCOUNTS)), name="posting_accounts"
            ),
        ]
