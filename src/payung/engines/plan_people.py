"""The table ``PEOPLE`` of a plan, from lists of people and facts about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import narwhals as nw
import polars as pl

from payung.core.allocation.criteria import CRITERIA, holds
from payung.core.allocation.fund import Plan
from payung.core.allocation.order import order_by
from payung.core.basis.months import later
from payung.core.people import occupations
from payung.engines.plan_tables import schema_of

KEY_DIGITS = 15
"""Hexadecimal digits of the SHA-256 of a key that a person without a NIK is drawn by: a number of 60 bits."""

BEHIND = 2 * 10**15
"""Added to a place that is computed where others are stated: no list states one so far back."""


@dataclass(frozen=True)
class PlanPeople:
    """``table``: ``PEOPLE``. ``repeated``: rows left out because their person stands in an earlier row.

    ``idle``: places of the facts that concern nobody. ``ages``: key, birth_date and paid_until (yyyymm, the last month
    paid before the plan, null where none is known) of whoever's birth date is known.
    ``known``: criteria and columns that something was known about; a fund that asks for others finds nobody.
    """

    table: pl.DataFrame
    repeated: int
    known: frozenset[str]
    ages: pl.DataFrame
    idle: tuple[int, ...] = ()


def plan_people(
    lists: Sequence[pl.DataFrame], facts: Sequence[pl.DataFrame], plan: Plan, *, ranked_by: Sequence[str], seed: int
) -> PlanPeople:
    """Who stands in which place with which months; numbered in the order of the lists.

    ``lists``: frames with ``key`` (or null where there is a ``nik``), ``village`` (Int64) and perhaps ``nik``, ``dob``,
    ``occupation``, ``desil``, ``order``, ``payable_from``, ``payable_until``, ``paid_until`` (yyyymm), ``before`` and
    criteria (true or false). ``facts``: the same by ``key`` or ``nik``; what a list says itself comes first, then
    earlier facts. Where no ``order`` is given, people are ordered by ``ranked_by`` and the draw of ``seed``; where some
    have one, the others come after them.
    """
    rows = _keyed(pl.concat(lists, how="diagonal_relaxed"))
    people = rows.unique("key", keep="first", maintain_order=True)
    idle = []
    for place, each in enumerate(facts):
        people, concerned = _with_facts(people, each)
        idle += [] if concerned else [place]
    given = set(people.columns)
    people = people.with_row_index("person").with_columns(
        pl.col("person").cast(pl.Int64),
        occupation_code=_codes(people["occupation"]) if "occupation" in given else pl.lit(None, pl.String),
        desil=pl.col("desil") if "desil" in given else pl.lit(None, pl.Int64),
        nik_number=_numbers(people),
        born=_born(given),
    )
    risks = {code: occupation.risk for code, occupation in occupations.read().items()}
    people = people.with_columns(
        occupation_risk=pl.col("occupation_code").replace_strict(risks, default=0, return_dtype=pl.Int64)
    )
    key = order_by(ranked_by, seed)
    frame = nw.from_native(people).with_columns(computed=key, holds=holds(people.columns))
    table = nw.to_native(frame).select(
        "person",
        "key",
        "village",
        order=pl.coalesce("order", pl.col("computed") + BEHIND) if "order" in given else "computed",
        payable=_payable(given, plan.months),
        holds="holds",
        before=pl.col("before").fill_null(0).clip(0, 2**15 - 1) if "before" in given else pl.lit(0),
    )
    known = {criterion.code for criterion in CRITERIA if criterion.code in given}
    known |= {criterion.code for criterion in CRITERIA if criterion.occupations and "occupation" in given}
    known |= {criterion.code for criterion in CRITERIA if criterion.decile and "desil" in given}
    repeated = rows.height - people.height
    return PlanPeople(
        table.cast(schema_of("people")), repeated, frozenset(known), _ages(people, plan.months[0]), tuple(idle)
    )


def _keyed(rows: pl.DataFrame) -> pl.DataFrame:
    """``rows`` with a key each: who has one NIK is one person, whatever key another list states or leaves out; they
    would be paid twice otherwise."""
    if "nik" not in rows.columns:
        return rows
    stated = rows.filter(pl.col("key").is_not_null() & pl.col("nik").is_not_null())
    stated = stated.unique("nik", keep="first", maintain_order=True).select("nik", of_nik="key")
    joined = rows.join(stated, on="nik", how="left", maintain_order="left")
    return joined.with_columns(key=pl.coalesce("of_nik", "key", "nik-" + pl.col("nik"))).drop("of_nik")


def _with_facts(people: pl.DataFrame, facts: pl.DataFrame) -> tuple[pl.DataFrame, bool]:
    """``people`` with ``facts``, and whether these concern anybody."""
    by = "nik" if "nik" in facts.columns and "nik" in people.columns else "key"
    columns = [name for name in facts.columns if name not in ("key", "nik")]
    said = facts.filter(pl.col(by).is_not_null()).unique(by, keep="first", maintain_order=True).select(by, *columns)
    concerned = people.join(said, on=by, how="semi").height > 0
    joined = people.join(said, on=by, how="left", suffix="_said", maintain_order="left")
    both = [name for name in columns if name in people.columns]
    joined = joined.with_columns(pl.coalesce(name, f"{name}_said").alias(name) for name in both)
    return joined.drop(f"{name}_said" for name in both), concerned


def _codes(said: pl.Series) -> pl.Series:
    """The code of each occupation as it was written."""
    distinct = said.unique().drop_nulls()
    codes = pl.Series([occupations.classify(text.replace("_", " ")) for text in distinct], dtype=pl.String)
    return said.replace_strict(distinct, codes, default=None, return_dtype=pl.String)


def _numbers(people: pl.DataFrame) -> pl.Series:
    """The number that is drawn by: the NIK, or one made of the key where there is none; never the place in the list,
    which whoever writes the list could choose."""
    nik = people["nik"] if "nik" in people.columns else pl.Series([None] * people.height, dtype=pl.String)
    unknown = people.filter(nik.is_null())["key"].unique()
    drawn = [int(sha256(key.encode()).hexdigest()[:KEY_DIGITS], 16) for key in unknown]
    of_key = people["key"].replace_strict(unknown, drawn, default=None, return_dtype=pl.Int64)
    return nik.cast(pl.Int64).zip_with(nik.is_not_null(), of_key)


def _ages(people: pl.DataFrame, first: int) -> pl.DataFrame:
    """``PlanPeople.ages``. Who is only known to have paid up to the plan paid the month before ``first``."""
    none = pl.lit(None, pl.Int64)
    said = pl.col("paid_until") if "paid_until" in people.columns else none
    paying = pl.when(pl.col("before") > 0).then(pl.lit(later(first, -1))) if "before" in people.columns else none
    born = pl.col("dob") if "dob" in people.columns else pl.lit(None, pl.Date)
    ages = people.select("key", birth_date=born, paid_until=pl.coalesce(said, paying))
    return ages.filter(pl.col("birth_date").is_not_null())


def _born(given: set[str]) -> pl.Expr:
    """yyyymmdd, null where no birth date is known."""
    if "dob" not in given:
        return pl.lit(None, pl.Int64)
    day = pl.col("dob").dt
    return day.year().cast(pl.Int64) * 10_000 + day.month().cast(pl.Int64) * 100 + day.day().cast(pl.Int64)


def _payable(given: set[str], months: Sequence[int]) -> pl.Expr:
    """The months from ``payable_from`` to ``payable_until``, all where nothing is said."""
    bits = pl.lit(0, pl.Int32)
    first = pl.col("payable_from").fill_null(0) if "payable_from" in given else pl.lit(0)
    last = pl.col("payable_until").fill_null(999999) if "payable_until" in given else pl.lit(999999)
    for at, month in enumerate(months):
        bits = bits + pl.when((first <= month) & (last >= month)).then(1 << at).otherwise(0).cast(pl.Int32)
    return bits
