"""Bills with their names, payments with their papers, BPJS's member lists, and credits."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from payung.core.cover.payment import PAPERS, ROUTES
from payung.store.models.base import Kept
from payung.store.models.enrolments import Group
from payung.store.models.money import Fund, PersonMonth
from payung.store.models.people import Person


class Bill(Kept):
    """A bill of BPJS for a group: its people and its amount are those of its lines."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="bills")
    code = models.CharField(max_length=60, unique=True)  # billing code or virtual account with its period
    first_month = models.IntegerField()
    last_month = models.IntegerField()
    people = models.IntegerField()
    amount = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "bill"
        constraints = [
            models.CheckConstraint(condition=Q(people__gt=0, amount__gt=0), name="a_bill_has_names"),
            models.CheckConstraint(condition=Q(first_month__lte=F("last_month")), name="bill_period"),
        ]


class BillLine(Kept):
    """One month of one name on a bill; ``person`` None where nobody known fits, ``person_month`` where none is open."""

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="lines")
    number = models.IntegerField()  # the line of the file
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="bill_lines")
    month = models.IntegerField()
    amount = models.BigIntegerField()
    person_month = models.ForeignKey(PersonMonth, models.PROTECT, null=True, related_name="bill_lines")
    pile = models.CharField(max_length=30)

    class Meta:
        db_table = "bill_line"


class Payment(Kept):
    """Money that went to BPJS for a bill, on the day of the last of its papers."""

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="payments")
    route = models.CharField(max_length=10)
    on = models.DateField()
    amount = models.BigIntegerField()

    class Meta:
        db_table = "payment"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_payment_pays"),
            models.CheckConstraint(condition=Q(route__in=list(ROUTES)), name="payment_route"),
        ]


class PaymentPaper(Kept):
    """A paper that shows a payment: its number, day, amount and the SHA-256 of its file, which proves no other."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=10)
    number = models.CharField(max_length=100)
    on = models.DateField()
    amount = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "payment_paper"
        constraints = [
            models.UniqueConstraint(fields=["payment", "kind"], name="one_paper_of_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=list(PAPERS)), name="paper_kind"),
        ]


class MemberList(Kept):
    """BPJS's list of who is covered in a month."""

    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="member_lists")
    month = models.IntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        db_table = "member_list"
        constraints = [models.UniqueConstraint(fields=["month", "sha256"], name="one_list_a_month")]


class MemberLine(Kept):
    """One name of a member list; ``person`` None where nobody known fits."""

    list = models.ForeignKey(MemberList, models.PROTECT, related_name="lines")
    number = models.IntegerField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="member_lines")

    class Meta:
        db_table = "member_line"


class Credit(Kept):
    """Money BPJS owes a fund because it was paid for months nobody could use. Never used beyond its amount."""

    CHANGING: ClassVar[frozenset[str]] = frozenset({"used"})

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="credits")
    group = models.ForeignKey(Group, models.PROTECT, related_name="credits")
    reason = models.CharField(max_length=40)
    amount = models.BigIntegerField()
    used = models.BigIntegerField(default=0)

    class Meta:
        db_table = "credit"
        constraints = [
            models.CheckConstraint(condition=Q(used__gte=0) & Q(used__lte=F("amount")), name="no_credit_twice")
        ]
