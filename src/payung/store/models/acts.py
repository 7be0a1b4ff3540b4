"""Who did what and when: the chain of acts."""

from django.db import models

from payung.store.models.base import Kept


class Act(models.Model):
    """One thing that somebody did, in one transaction: a link of the chain.

    ``said`` is what was asked, ``wrote`` the rows it added (table -> columns, number of rows, SHA-256), ``outcome``
    what the caller was told; all three canonical JSON without personal data. ``link`` binds them to ``previous``.
    """

    number = models.BigIntegerField(primary_key=True)  # 1, 2, 3 … without a gap
    request = models.CharField(max_length=64, unique=True)  # made by the caller, who may repeat it safely
    kind = models.CharField(max_length=40)
    by = models.CharField(max_length=100)
    on = models.DateField()
    at = models.DateTimeField()
    said = models.TextField()
    wrote = models.TextField()
    outcome = models.TextField()
    previous = models.CharField(max_length=64)
    link = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "act"


class Head(models.Model):
    """The end of the chain: one row, which every act takes first, so that acts are done one after the other."""

    number = models.BigIntegerField()
    link = models.CharField(max_length=64)

    class Meta:
        db_table = "head"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_head")]


class ClosedMonth(Kept):
    """A month whose books are closed: later acts book into later months."""

    month = models.IntegerField(unique=True)

    class Meta:
        db_table = "closed_month"
