"""What people asked of the data about them, what they were answered, and what was forgotten."""

from typing import ClassVar

from django.db import models

from payung.store.models.base import Kept
from payung.store.models.people import Person


class SubjectRequest(Kept):
    """Somebody asked for their right: ``kind`` of it, who asked, how that was made sure, and by when it is answered.

    ``said_sealed`` is canonical JSON of what was said, sealed for this number; ``mark`` a keyed digest of it.
    """

    CHANGING: ClassVar[frozenset[str]] = frozenset({"said_sealed"})

    person = models.ForeignKey(Person, models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=12)
    asker = models.CharField(max_length=12)
    proof = models.CharField(max_length=12)
    on = models.DateField()
    due = models.DateField()
    mark = models.CharField(max_length=32)
    said_sealed = models.BinaryField()

    class Meta:
        db_table = "subject_request"


class SubjectAnswer(Kept):
    """What a request was answered, once. ``reasons``: codes of what forbids it, parted by semicolons.

    ``said_sealed``: of a correction the value before and after, and the reason.
    """

    CHANGING: ClassVar[frozenset[str]] = frozenset({"said_sealed"})

    request = models.OneToOneField(SubjectRequest, models.PROTECT, related_name="answer")
    outcome = models.CharField(max_length=12)
    reasons = models.CharField(max_length=200)
    on = models.DateField()
    mark = models.CharField(max_length=32)
    said_sealed = models.BinaryField()

    class Meta:
        db_table = "subject_answer"


class Erasure(Kept):
    """The sealed bytes of a row are gone for good: ``row`` of ``of_table``, and why. Nothing else of it changed."""

    of_table = models.CharField(max_length=40)
    row = models.BigIntegerField()
    why = models.CharField(max_length=20)
    request = models.ForeignKey(SubjectRequest, models.PROTECT, null=True, related_name="erasures")

    class Meta:
        db_table = "erasure"
        constraints = [models.UniqueConstraint(fields=["of_table", "row"], name="erased_once")]
