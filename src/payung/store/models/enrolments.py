"""What was sent to BPJS and what it answered."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from payung.store.models.base import Kept
from payung.store.models.decrees import DecreeLine
from payung.store.models.people import Person

ANSWERS = ("accepted", "rejected")


class Group(Kept):
    """A group account at BPJS (wadah): kind code and number."""

    kind = models.CharField(max_length=2)
    number = models.CharField(max_length=40)
    name = models.CharField(max_length=200)

    class Meta:
        db_table = "group_account"
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="one_group_a_number")]


class Batch(Kept):
    """An enrolment file that was sent for a group."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="batches")
    file = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)

    class Meta:
        db_table = "batch"


class Enrolment(Kept):
    """One person of an enrolment file. Without an answer it is unanswered."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="enrolments", db_index=False)
    line = models.ForeignKey(DecreeLine, models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="enrolments")

    class Meta:
        db_table = "enrolment"
        constraints = [models.UniqueConstraint(fields=["batch", "person"], name="once_in_a_batch")]


class AnswerFile(Kept):
    """A file that BPJS sent back."""

    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="answer_files")
    file = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "answer_file"


class Answer(Kept):
    """What BPJS said of one enrolment; the last one counts."""

    file = models.ForeignKey(AnswerFile, models.PROTECT, related_name="answers")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="answers")
    state = models.CharField(max_length=10)
    reason = models.CharField(max_length=60)  # code of the catalogue of reasons; empty where accepted
    said = models.CharField(max_length=500)  # BPJS's own words

    class Meta:
        db_table = "answer"
        constraints = [models.CheckConstraint(condition=Q(state__in=ANSWERS), name="answer_state")]


class UnknownLine(Kept):
    """A line of BPJS's file that could not be tied to one enrolment, and why. Nothing is swallowed."""

    file = models.ForeignKey(AnswerFile, models.PROTECT, related_name="unknown_lines")
    number = models.IntegerField()
    why = models.CharField(max_length=40)

    class Meta:
        db_table = "unknown_line"


class Membership(Kept):
    """The membership number (KPJ) of a person: sealed, and found by its blind index."""

    CHANGING: ClassVar[frozenset[str]] = frozenset({"number_index", "number_sealed"})

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    number_index = models.BinaryField(max_length=32, unique=True)
    number_sealed = models.BinaryField(max_length=128)

    class Meta:
        db_table = "membership"


class ReasonWord(Kept):
    """What BPJS's words mean, as the office mapped them once; the last row for the same words counts."""

    said = models.CharField(max_length=500)
    code = models.CharField(max_length=60)

    class Meta:
        db_table = "reason_word"
