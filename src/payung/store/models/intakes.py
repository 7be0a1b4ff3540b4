"""What villages sent for a programme's year, file by file, and what became of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from payung.store.models.accounts import Account
from payung.store.models.base import Kept
from payung.store.models.files import KeptFile
from payung.store.models.people import Village
from payung.store.models.rosters import Programme, Run

REGISTERS = ("members", "deaths", "welfare", "manifest", "register", "earlier", "funds", "facts")
RESULTS = ("persons", "decisions", "findings", "answers")
"""Tables that a run wrote, as Parquet: keys of its persons, what it decided, what it found, what correction workbooks
changed in its rows. Named by the run's id."""
STATES = ("taken", "known", "conflict")


class Cycle(Kept):
    """One year of a programme, as an office works on it: its lists, its money, its decrees. ``on``: day of the law."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="cycles")
    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    year = models.IntegerField()
    on = models.DateField()
    seed = models.BigIntegerField()
    deadline = models.DateField(null=True)  # by when villages answer

    class Meta:
        db_table = "cycle"


class Register(Kept):
    """A list that rows are compared with, of one kind the last counts; or a table that a run wrote (``RESULTS``)."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="registers")
    kind = models.CharField(max_length=20)
    file = models.ForeignKey(KeptFile, models.PROTECT, related_name="registers")
    name = models.CharField(max_length=250)

    class Meta:
        db_table = "register"
        constraints = [models.CheckConstraint(condition=Q(kind__in=REGISTERS + RESULTS), name="register_kind")]


class Intake(Kept):
    """What one account sent at once. One that ``undoes`` another takes all its files back."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="intakes")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="intakes")
    undoes = models.OneToOneField("self", models.PROTECT, null=True)

    class Meta:
        db_table = "intake"


class IntakeFile(Kept):
    """A file of an intake. ``known``: its content was there; ``conflict``: somebody else answered for the village.

    ``answers``: the run whose correction workbook it is, filled.
    """

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="files")
    file = models.ForeignKey(KeptFile, models.PROTECT, related_name="intakes")
    name = models.CharField(max_length=250)  # path within what was sent
    village = models.ForeignKey(Village, models.PROTECT, null=True, related_name="intake_files")
    state = models.CharField(max_length=10)
    answers = models.ForeignKey(Run, models.PROTECT, null=True, related_name="answered_by")

    class Meta:
        db_table = "intake_file"
        constraints = [models.CheckConstraint(condition=Q(state__in=STATES), name="intake_file_state")]


class FileChoice(Kept):
    """What was decided about a file in conflict, or which village a file is of. The last row of a file counts."""

    intake_file = models.ForeignKey(IntakeFile, models.PROTECT, related_name="choices")
    choice = models.CharField(max_length=10)  # "taken", "left", "open" (as if nothing had been chosen)
    village = models.ForeignKey(Village, models.PROTECT, null=True, related_name="chosen_files")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="choices")

    class Meta:
        db_table = "file_choice"


class RunFile(Kept):
    """A file as a run read it: rows_read = workers + not_data. ``status`` "read" or the code of what kept it out."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="files")
    intake_file = models.ForeignKey(IntakeFile, models.PROTECT, null=True, related_name="readings")
    name = models.CharField(max_length=250)
    village = models.ForeignKey(Village, models.PROTECT, null=True, related_name="run_files")
    status = models.CharField(max_length=60)
    rows_read = models.IntegerField()
    workers = models.IntegerField()
    not_data = models.IntegerField()

    class Meta:
        db_table = "run_file"


class Submission(Kept):
    """A draft handed in: from then on its run is what is decided on, and its intakes are not undone."""

    run = models.OneToOneField(Run, models.PROTECT, related_name="submission")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="submissions")

    class Meta:
        db_table = "submission"


class Fix(Kept):
    """Safe repairs of one kind accepted for a run, all at once; a row that ``undoes`` another takes them back."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="fixes")
    code = models.CharField(max_length=100)
    findings = models.IntegerField()
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="fixes")
    undoes = models.OneToOneField("self", models.PROTECT, null=True)

    class Meta:
        db_table = "fix"


class Correction(Kept):
    """The workbook of a village's problem rows in a run; ``answered`` follows from a later file of the village."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="corrections")
    village = models.ForeignKey(Village, models.PROTECT, related_name="corrections")
    file = models.ForeignKey(KeptFile, models.PROTECT, related_name="corrections")
    name = models.CharField(max_length=250)
    rows = models.IntegerField()

    class Meta:
        db_table = "correction"
        constraints = [models.UniqueConstraint(fields=["run", "village"], name="one_correction_a_village")]


class Fetch(Kept):
    """Somebody took a file away: which, of which village, with whole NIKs or not."""

    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="fetches")
    what = models.CharField(max_length=40)
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="fetches")
    village = models.ForeignKey(Village, models.PROTECT, null=True, related_name="fetches")
    niks = models.CharField(max_length=10)  # "last4", "whole", "none"

    class Meta:
        db_table = "fetch"


class Pair(Kept):
    """Two records of a run that may be one person, with the reasons. ``key`` names the two records, in any run."""

    CHANGING: ClassVar[frozenset[str]] = frozenset({"sides_sealed"})

    run = models.ForeignKey(Run, models.PROTECT, related_name="pairs")
    key = models.CharField(max_length=60, db_index=True)
    outcome = models.CharField(max_length=10)
    weight = models.BigIntegerField()
    why_id = models.CharField(max_length=500)
    why_en = models.CharField(max_length=500)
    left_village = models.ForeignKey(Village, models.PROTECT, null=True, related_name="+")
    right_village = models.ForeignKey(Village, models.PROTECT, null=True, related_name="+")
    sides_sealed = models.BinaryField()  # canonical JSON of both records, sealed for this number

    class Meta:
        db_table = "pair"


class PairAnswer(Kept):
    """What a person decided about two records; the last row of a key counts."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="pair_answers")
    key = models.CharField(max_length=60, db_index=True)
    answer = models.CharField(max_length=10)  # "same", "different"
    reason = models.CharField(max_length=40)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="pair_answers")

    class Meta:
        db_table = "pair_answer"
