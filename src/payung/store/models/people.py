"""People and where they live. Numbers that name a person (NIK, membership) are sealed; see ``store.keys``."""

from typing import ClassVar

from django.db import models

from payung.core.cover.reasons_left import REASONS
from payung.store.models.base import Kept


class Village(Kept):
    """A village (desa, kelurahan). ``code`` is the Kemendagri code it has now; older ones are in VillageCode."""

    CHANGING: ClassVar[frozenset[str]] = frozenset({"code"})

    code = models.CharField(max_length=10, unique=True)

    class Meta:
        db_table = "village"


class VillageCode(Kept):
    """The code of a village from a day on."""

    village = models.ForeignKey(Village, models.PROTECT, related_name="codes")
    code = models.CharField(max_length=10)
    since = models.DateField(null=True)  # None: as far back as anything is known

    class Meta:
        db_table = "village_code"


class Person(Kept):
    """One person. ``key`` is a keyed digest of the key that linkage gave; alone it says nothing about anybody.

    Name, day of birth and sex are as a list first said them, or as they were put right; empty where they were erased.
    """

    MENDED: ClassVar[frozenset[str]] = frozenset({"name", "birth_date", "sex"})

    key = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    birth_date = models.DateField(null=True)
    sex = models.CharField(max_length=1)  # L, P or empty
    village = models.ForeignKey(Village, models.PROTECT, null=True, related_name="people")

    class Meta:
        db_table = "person"
        # Said so and not of the column, which PostgreSQL would hold in a second index, for beginnings of keys.
        constraints = [models.UniqueConstraint(fields=["key"], name="one_person_a_key")]


class Identity(Kept):
    """The NIK of a person: sealed, and found by its blind index. Two people may claim one NIK; no NIK is no row."""

    CHANGING: ClassVar[frozenset[str]] = frozenset({"nik_index", "nik_sealed"})

    person = models.OneToOneField(Person, models.PROTECT, related_name="identity")
    nik_index = models.BinaryField(max_length=32, db_index=True)
    nik_sealed = models.BinaryField(max_length=128)

    class Meta:
        db_table = "identity"


class Leaving(Kept):
    """A person who died, moved away or left on a day. A row that ``undoes`` another takes it back."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="leavings")
    why = models.CharField(max_length=10)
    on = models.DateField()
    source = models.CharField(max_length=100)
    undoes = models.OneToOneField("self", models.PROTECT, null=True)

    class Meta:
        db_table = "leaving"
        constraints = [models.CheckConstraint(condition=models.Q(why__in=list(REASONS)), name="leaving_why")]


class Join(Kept):
    """``person`` is the same as ``into``: their lines stay where they are and are read together until it is undone."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="joins")
    into = models.ForeignKey(Person, models.PROTECT, related_name="joined")
    undoes = models.OneToOneField("self", models.PROTECT, null=True)

    class Meta:
        db_table = "person_join"
        constraints = [models.CheckConstraint(condition=~models.Q(person=models.F("into")), name="joins_two")]
