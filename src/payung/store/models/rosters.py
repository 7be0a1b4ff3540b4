"""What a run of the main job decided about every row of the village lists."""

from typing import ClassVar

from django.db import models

from payung.store.models.base import Kept
from payung.store.models.people import Person, Village


class Programme(Kept):
    """A programme by the id of its file; ``terms`` is the SHA-256 of the file it was run with."""

    code = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    area_code = models.CharField(max_length=10)

    class Meta:
        db_table = "programme"


class Run(Kept):
    """One run received: the day its law is of, and what went in (run.json as it was written)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="runs")
    cycle = models.ForeignKey("store.Cycle", models.PROTECT, null=True, related_name="runs")
    on = models.DateField()
    mark = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "run"


class SourceRow(Kept):
    """A row of a village's workbook that was taken as a worker, whose it is, and what was decided about it.

    ``values_sealed`` is canonical JSON of what the row says, sealed for this number; ``mark`` a keyed digest of it, so
    that two rows can be told to say the same without opening them.
    """

    CHANGING: ClassVar[frozenset[str]] = frozenset({"values_sealed"})

    run = models.ForeignKey(Run, models.PROTECT, related_name="rows")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="rows")
    village = models.ForeignKey(Village, models.PROTECT, null=True, related_name="rows")
    file = models.CharField(max_length=250)
    sheet = models.CharField(max_length=100)
    row = models.IntegerField()
    mark = models.CharField(max_length=32)
    values_sealed = models.BinaryField(null=True)
    decision = models.CharField(max_length=20)
    reasons = models.CharField(max_length=500)
    rank = models.BigIntegerField(null=True)
    months = models.IntegerField()
    fund = models.CharField(max_length=100)

    class Meta:
        db_table = "source_row"


class Finding(Kept):
    """A problem of a row or a file, as it was told to the village. ``answered_by`` BPJS where it came from there."""

    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="findings")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="findings")
    village = models.ForeignKey(Village, models.PROTECT, null=True, related_name="findings")
    file = models.CharField(max_length=250)
    sheet = models.CharField(max_length=100)
    row = models.IntegerField(null=True)
    column = models.CharField(max_length=100)
    code = models.CharField(max_length=100)
    severity = models.CharField(max_length=20)

    class Meta:
        db_table = "finding"
