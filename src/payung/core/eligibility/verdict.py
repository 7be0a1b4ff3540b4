"""From broken rules to a decision, its reasons and the key of the person."""

from collections.abc import Sequence

import narwhals as nw

from payung.core.roster.rule import Rule, flag


def any_broken(rules: Sequence[Rule], outcome: str) -> nw.Expr:
    """True where a rule of ``rules`` that leads to ``outcome`` is broken."""
    codes = [rule.code for rule in rules if rule.outcome == outcome]
    return flag(*codes) if codes else nw.lit(False)


def decision() -> nw.Expr:
    """reject before correct before accept; reads ``to_reject`` and ``to_correct``."""
    correct = nw.when(nw.col("to_correct")).then(nw.lit("correct")).otherwise(nw.lit("accept"))
    return nw.when(nw.col("to_reject")).then(nw.lit("reject")).otherwise(correct)


def reasons(rules: Sequence[Rule]) -> nw.Expr:
    """The codes of the broken rules that have an outcome, joined by ";" in the order of ``rules``; "" if none."""
    codes = [nw.when(nw.col(rule.flag)).then(nw.lit(rule.code)) for rule in rules if rule.outcome]
    return nw.concat_str(codes, separator=";", ignore_nulls=True)


def person_key(*, linked: bool = False) -> nw.Expr:
    """The same text for rows that are the same person.

    "nik-" and the NIK where it is sound, agrees with the birth date and is not used by two people; else "row-" and
    the place of the row in its file, which never joins it with another row. Where likeness speaks (``linked``), rows
    that are one person under several NIKs have that person's key.
    """
    one_person = nw.col("nik_trusted") & ~flag("nik_two_people")
    place = [nw.col("file"), nw.lit("#"), nw.col("sheet").fill_null(""), nw.lit("!"), nw.col("row").cast(nw.String)]
    alone = (
        nw.when(one_person)
        .then(nw.concat_str([nw.lit("nik-"), nw.col("nik")]))
        .otherwise(nw.concat_str([nw.lit("row-"), *place]))
    )
    return nw.coalesce(nw.col("link_key"), alone) if linked else alone
