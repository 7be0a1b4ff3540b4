"""Decisions that no account takes alone: proposed, checked on a drawn sample, approved."""

from django.db import models
from django.db.models import Q

from payung.core.review.steps import APART, STEPS
from payung.store.models.accounts import Account
from payung.store.models.base import Kept
from payung.store.models.decrees import Decree
from payung.store.models.files import KeptFile
from payung.store.models.intakes import Cycle
from payung.store.models.people import Person
from payung.store.models.rosters import Run, SourceRow

KINDS = ("decree", "amendment", "extension", "join", "fund", "credit")
PAPERS = ("full.pdf", "full.xlsx", "public.pdf", "public.xlsx")


class SavedPlan(Kept):
    """A plan of money for a run: its folder as one archive. Scenarios are saved beside it under their own names."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="plans")
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="plans")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)  # "plan", "simulation"
    file = models.ForeignKey(KeptFile, models.PROTECT, related_name="plans")
    totals = models.TextField()  # canonical JSON: people, person_months, amount, waiting …

    class Meta:
        db_table = "saved_plan"


class Proposal(Kept):
    """Something proposed to be decided. ``subject`` is canonical JSON without personal data."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, null=True, related_name="proposals")
    kind = models.CharField(max_length=20)
    plan = models.ForeignKey(SavedPlan, models.PROTECT, null=True, related_name="proposals")
    decree = models.ForeignKey(Decree, models.PROTECT, null=True, related_name="proposals")
    area_code = models.CharField(max_length=10)
    subject = models.TextField()
    list_hash = models.CharField(max_length=64)
    seed = models.CharField(max_length=64)  # of the sample: a link of the chain, which nobody chooses

    class Meta:
        db_table = "proposal"
        constraints = [models.CheckConstraint(condition=Q(kind__in=KINDS), name="proposal_kind")]


class Step(Kept):
    """A step of a proposal by an account. The database refuses one account two of the steps kept ``APART``."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="steps")
    name = models.CharField(max_length=10)
    account = models.ForeignKey(Account, models.PROTECT, related_name="steps")
    note = models.CharField(max_length=500)

    class Meta:
        db_table = "step"
        constraints = [
            models.UniqueConstraint(fields=["proposal", "name"], name="a_step_is_taken_once"),
            models.UniqueConstraint(
                fields=["proposal", "account"], condition=Q(name__in=APART), name="no_account_takes_two_steps"
            ),
            models.CheckConstraint(condition=Q(name__in=list(STEPS)), name="step_name"),
        ]


class Sampled(Kept):
    """A person whom the system drew for the check of a proposal."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="sample")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    row = models.ForeignKey(SourceRow, models.PROTECT, null=True, related_name="+")
    place = models.IntegerField()

    class Meta:
        db_table = "sampled"
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="drawn_once")]


class Verdict(Kept):
    """What the checker saw of one drawn person; the last row counts."""

    sampled = models.ForeignKey(Sampled, models.PROTECT, related_name="verdicts")
    account = models.ForeignKey(Account, models.PROTECT, related_name="verdicts")
    said = models.CharField(max_length=10)  # "right", "wrong"
    note = models.CharField(max_length=500)

    class Meta:
        db_table = "verdict"


class AnnexFile(Kept):
    """A version of a decree's annex as it was made; of one kind the last counts."""

    decree = models.ForeignKey(Decree, models.PROTECT, related_name="annexes")
    kind = models.CharField(max_length=12)
    file = models.ForeignKey(KeptFile, models.PROTECT, related_name="+")

    class Meta:
        db_table = "annex_file"
        constraints = [models.CheckConstraint(condition=Q(kind__in=PAPERS), name="annex_file_kind")]


class SignedPaper(Kept):
    """The signed decree as it came back, with the number and day it bears; of one decree the last counts."""

    decree = models.ForeignKey(Decree, models.PROTECT, related_name="papers")
    file = models.ForeignKey(KeptFile, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="papers")
    number = models.CharField(max_length=100)
    dated = models.DateField()

    class Meta:
        db_table = "signed_paper"
