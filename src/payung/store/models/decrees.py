"""Decrees: the frozen lists of who is covered for which months with whose money."""

from django.db import models

from payung.store.models.base import Kept
from payung.store.models.money import Purse
from payung.store.models.people import Person
from payung.store.models.rosters import Programme, Run, SourceRow


class Decree(Kept):
    """A decree (SK). ``list_hash`` is the SHA-256 of its list; ``amends`` the original it changes."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="decrees")
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="decrees")
    number = models.CharField(max_length=100)
    dated = models.DateField()
    list_hash = models.CharField(max_length=64)
    amends = models.ForeignKey("self", models.PROTECT, null=True, related_name="amendments")

    class Meta:
        db_table = "decree"
        constraints = [models.UniqueConstraint(fields=["number", "dated"], name="one_decree_a_number")]


class DecreeLine(Kept):
    """A person on a decree, paid by one purse for the months that hang on the line."""

    decree = models.ForeignKey(Decree, models.PROTECT, related_name="lines", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="lines")
    purse = models.ForeignKey(Purse, models.PROTECT, related_name="lines")
    row = models.ForeignKey(SourceRow, models.PROTECT, null=True, related_name="lines")
    rank = models.BigIntegerField(null=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        db_table = "decree_line"
        constraints = [models.UniqueConstraint(fields=["decree", "person", "purse"], name="once_on_a_decree")]


class Removal(Kept):
    """A line that an amending decree takes off, why, and what says so; its months that no bill took are released."""

    decree = models.ForeignKey(Decree, models.PROTECT, related_name="removals")
    line = models.OneToOneField(DecreeLine, models.PROTECT, related_name="removal")
    reason = models.CharField(max_length=200)
    evidence = models.CharField(max_length=500)

    class Meta:
        db_table = "removal"


class Waiting(Kept):
    """Somebody eligible for whom there was no money, in the order in which places that fall free are filled.

    ``rank`` is the key of that order, as of a line; what a person reads is ``place_of``.
    """

    decree = models.ForeignKey(Decree, models.PROTECT, related_name="waiting", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="waits")
    row = models.ForeignKey(SourceRow, models.PROTECT, null=True)
    rank = models.BigIntegerField()

    class Meta:
        db_table = "waiting"
        constraints = [models.UniqueConstraint(fields=["decree", "person"], name="waits_once")]
