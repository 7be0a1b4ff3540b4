"""Who may sign in, and what each may do in which region. What an account may do is kept; its password is not."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models import Q

from payung.core.access.roles import ROLES
from payung.store.models.base import Kept
from payung.store.models.enrolments import Group


class Accounts(BaseUserManager["Account"]):
    """How Django finds an account by what was typed."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=username)


class Account(AbstractBaseUser):
    """Somebody who signs in. ``username`` is what acts are signed with; it never changes and is never given anew."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    first_password = models.BooleanField(default=False)  # somebody else set it: its owner changes it first of all

    objects = Accounts()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        db_table = "account"

    def __str__(self) -> str:
        return self.username

    def check_password(self, raw_password: str) -> bool:
        """As Django's, but that a digest is not made anew on the way: what it is, an act has bound."""
        return check_password(raw_password, self.password)


class AccountState(Kept):
    """An account as an act left it; of each account the last row counts. ``mark``: a keyed digest of all it is then.

    The account itself is changed in place. Who changes it past an act has no key to make the mark that fits.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="states")
    mark = models.CharField(max_length=64)

    class Meta:
        db_table = "account_state"


class Duty(Kept):
    """A role of an account in a region ("" the nation) from a day to a day. A row that ``undoes`` another ends it.

    A BPJS branch has a group account instead of a region.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="duties")
    role = models.CharField(max_length=20)
    area_code = models.CharField(max_length=10)
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="duties")
    since = models.DateField()
    until = models.DateField(null=True)  # the last day
    undoes = models.OneToOneField("self", models.PROTECT, null=True)

    class Meta:
        db_table = "duty"
        constraints = [models.CheckConstraint(condition=Q(role__in=list(ROLES)), name="duty_role")]


class Look(models.Model):
    """Personal data that somebody saw: whose, what, why. Written before it is shown; acts seal what has gathered.

    Not an act of its own, so that whoever reads never waits for somebody who writes.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="looks")
    person = models.ForeignKey("store.Person", models.PROTECT, null=True, related_name="looks")
    what = models.CharField(max_length=40)  # name of the page or file
    of = models.CharField(max_length=100)  # what was shown where it is not one person: "village 1505032004"
    why = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        db_table = "look"


class LookSeal(Kept):
    """The looks from ``first`` to ``last`` with their digest: from then on none can be changed unseen."""

    first = models.BigIntegerField()
    last = models.BigIntegerField(unique=True)
    looks = models.IntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        db_table = "look_seal"
