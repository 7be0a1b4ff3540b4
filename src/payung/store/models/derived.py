"""What is found again from kept rows at any time, and held only so that a page need not wait for it."""

from typing import Any

from django.db import models

from payung.store.models.people import Person, Village

LAST_LETTER = "\U0010ffff"
"""No word sorts behind a beginning followed by this."""


class NameWord(models.Model):
    """A word of a person's name, in capitals: who is looked for by the beginning of one is found here.

    The database writes it itself when a person is added (``store.name_words``), where its index is made, too.
    """

    id = models.BigAutoField(primary_key=True)
    word = models.CharField(max_length=200)
    village = models.ForeignKey(
        Village, models.DO_NOTHING, null=True, related_name="+", db_index=False, db_constraint=False
    )
    person = models.ForeignKey(Person, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)

    class Meta:
        db_table = "name_word"


class Figure(models.Model):
    """What one region ("" the nation) has in one month, as it was after the act ``act``.

    ``decided``: person-months that are held; of them ``billed``, ``paid``, and ``covered``: paid and on BPJS's list.
    ``rupiah``: what was paid. ``up``: the code of the region above, "-" above the nation.
    """

    id = models.BigAutoField(primary_key=True)
    act = models.BigIntegerField()
    area_code = models.CharField(max_length=10)
    up = models.CharField(max_length=6)
    month = models.IntegerField()
    decided = models.BigIntegerField()
    billed = models.BigIntegerField()
    paid = models.BigIntegerField()
    covered = models.BigIntegerField()
    rupiah = models.BigIntegerField()

    class Meta:
        db_table = "figure"
        indexes = [models.Index(fields=["up", "month"], name="figures_below")]
        constraints = [models.UniqueConstraint(fields=["area_code", "month"], name="one_figure_a_month")]


class Reach(models.Model):
    """That a paper names somebody of a village: what ``paper`` (``store.reach.PAPERS``) it is, and its number ``of``.

    Papers of BPJS are of many people; whoever may see one is found here, and not by asking each of its lines.
    """

    id = models.BigAutoField(primary_key=True)
    paper = models.CharField(max_length=10)
    of = models.BigIntegerField()
    village = models.ForeignKey(Village, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)

    class Meta:
        db_table = "reach"
        constraints = [models.UniqueConstraint(fields=["village", "paper", "of"], name="a_paper_reaches_once")]


class HeldCount(models.Model):
    """What was counted for whoever has that scope, after the act ``act``; ``key`` is of ``name``, ``said`` and scope.

    ``said``: what was asked, with the scope; ``value``: what it came to. Both JSON: counts, codes of regions, and of
    few people their numbers, which name nobody.
    """

    key = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=40)
    said = models.TextField()
    act = models.BigIntegerField()
    value = models.TextField()

    class Meta:
        db_table = "held_count"


@models.CharField.register_lookup
class Begins(models.Lookup):
    """``word__begins="BUD"``, by the bytes of the text on either database.

    On PostgreSQL by operators that tell nothing of a row that may not be seen, so that row security uses the index.
    """

    lookup_name = "begins"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Both bounds."""
        left, params = self.process_lhs(compiler, connection)
        low, high = ("~>=~", "~<~") if connection.vendor == "postgresql" else (">=", "<")
        bounds = [self.rhs, f"{self.rhs}{LAST_LETTER}"]
        return f"({left} {low} %s AND {left} {high} %s)", [*params, bounds[0], *params, bounds[1]]


@models.ForeignKey.register_lookup
class AnyOf(models.Lookup):
    """``village__any_of=Village.objects.filter(…).values("id")``: ``in``, found once before the rows are asked.

    As an array it is looked up in an index on PostgreSQL, before row security is asked of a row; joined, the planner
    may read the rows of the whole nation first.
    """

    lookup_name = "any_of"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """The question of ``rhs`` inside."""
        left, params = self.process_lhs(compiler, connection)
        right, more = self.process_rhs(compiler, connection)
        found = f"= ANY(ARRAY{right})" if connection.vendor == "postgresql" else f"IN {right}"
        return f"{left} {found}", [*params, *more]
