"""Bills with their names, payments with their papers, BPJS's member lists, and credits."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from payung.core.cover.payment import PAPERS, ROUTES
from payung.core.cover.treatments import BOOKED
from payung.store.models.base import Kept
from payung.store.models.enrolments import Group
from payung.store.models.money import PersonMonth, Purse
from payung.store.models.people import Person


class Bill(Kept):
    """A bill of BPJS for a group: its people and its amount are those of its lines.

    One that ``corrects`` another stands for it: what the other had taken and was not paid is taken back.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="bills")
    code = models.CharField(max_length=60, unique=True)  # billing code or virtual account with its period
    first_month = models.IntegerField()
    last_month = models.IntegerField()
    people = models.IntegerField()
    amount = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, unique=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")

    class Meta:
        db_table = "bill"
        constraints = [
            models.CheckConstraint(condition=Q(people__gt=0, amount__gt=0), name="a_bill_has_names"),
            models.CheckConstraint(condition=Q(first_month__lte=F("last_month")), name="bill_period"),
        ]


class BillLine(Kept):
    """One month of one name on a bill; ``person`` None where nobody known fits, ``person_month`` where none is open.

    ``before`` is the bill that had taken the same month of the person already.
    """

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="lines")
    number = models.IntegerField()  # the line of the file
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="bill_lines")
    month = models.IntegerField()
    amount = models.BigIntegerField()
    person_month = models.ForeignKey(PersonMonth, models.PROTECT, null=True, related_name="bill_lines")
    pile = models.CharField(max_length=30)
    before = models.ForeignKey(Bill, models.PROTECT, null=True, related_name="lines_after", db_index=False)

    class Meta:
        db_table = "bill_line"


class Payment(Kept):
    """A bill paid: ``amount`` went to BPJS on the day of the last of its papers, ``credit`` lay there already."""

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="payments")
    route = models.CharField(max_length=10)
    on = models.DateField()
    amount = models.BigIntegerField()
    credit = models.BigIntegerField()

    class Meta:
        db_table = "payment"
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0, credit__gte=0) & (Q(amount__gt=0) | Q(credit__gt=0)), name="a_payment_pays"
            ),
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
    """Money of a purse that BPJS owes, because it was paid for months that give nobody cover: those of its lines.

    ``treatment`` says what it may be used for: "offset" settles later bills of the group, "replace" gives the months to
    somebody else. ``letter`` is BPJS's paper where it had to agree. Never used beyond its amount.
    """

    CHANGING: ClassVar[frozenset[str]] = frozenset({"used"})

    purse = models.ForeignKey(Purse, models.PROTECT, related_name="credits")
    group = models.ForeignKey(Group, models.PROTECT, related_name="credits")
    kind = models.CharField(max_length=20)
    treatment = models.CharField(max_length=10)
    letter = models.CharField(max_length=100)
    amount = models.BigIntegerField()
    used = models.BigIntegerField(default=0)

    class Meta:
        db_table = "credit"
        constraints = [
            models.CheckConstraint(condition=Q(used__gte=0) & Q(used__lte=F("amount")), name="no_credit_twice"),
            models.CheckConstraint(condition=Q(treatment__in=BOOKED), name="credit_treatment"),
        ]


class CreditLine(Kept):
    """A person-month that a credit comes from, with its whole price; none comes from it twice."""

    credit = models.ForeignKey(Credit, models.PROTECT, related_name="lines")
    person_month = models.OneToOneField(PersonMonth, models.PROTECT, related_name="credited_by")

    class Meta:
        db_table = "credit_line"


class CreditUse(Kept):
    """What of a credit went into a payment, or the month of a line that became somebody else's ``person_month``."""

    credit = models.ForeignKey(Credit, models.PROTECT, related_name="uses")
    amount = models.BigIntegerField()
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="credits")
    line = models.OneToOneField(CreditLine, models.PROTECT, null=True, related_name="use")
    person_month = models.OneToOneField(PersonMonth, models.PROTECT, null=True, related_name="taken_from")

    class Meta:
        db_table = "credit_use"
        constraints = [
            models.UniqueConstraint(fields=["credit", "payment"], name="a_credit_once_a_payment"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_use_uses"),
            models.CheckConstraint(
                condition=Q(payment__isnull=False, line__isnull=True, person_month__isnull=True)
                | Q(payment__isnull=True, line__isnull=False, person_month__isnull=False),
                name="a_use_is_of_one_kind",
            ),
        ]
