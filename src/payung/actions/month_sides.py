"""What the store holds of some months, and decree, bill and BPJS's list of one of them laid side by side."""

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from payung.actions.named_lines import EARLIER, collected, decreed, endings, lazy, one_number
from payung.core.cover.match import STRANGERS_BILLED, match
from payung.store.columns import columns_of
from payung.store.models import BillLine, CreditUse, Fund, MemberLine, MemberList
from payung.store.months import latest_lists
from payung.store.people import same_people
from payung.store.seen import in_scope, near

BILLED = {
    "bill": pl.Int64, "number": pl.Int64, "person": pl.Int64, "month": pl.Int64, "amount": pl.Int64, "group": pl.Int64,
    "kind": pl.String,
}  # fmt: skip
LISTED = {"line": pl.Int64, "person": pl.Int64, "month": pl.Int64, "kind": pl.String}
MANY = "–"
"""The fund of a month no decree bears, where it is not plain whose bill it is."""


@dataclass(frozen=True)
class Sides:
    """What the store holds of some months: ``decree`` as ``DECREED``, ``billed`` and ``listed`` with their groups.

    Everybody stands under one number. A month that was credited is still in the decree, for it was billed and paid;
    but where somebody else took it over, the line of the bill speaks of them.
    """

    decree: pl.DataFrame
    billed: pl.DataFrame
    listed: pl.DataFrame
    ended: pl.DataFrame
    lists: list[MemberList]


def sides_of(months: Collection[int]) -> Sides:
    """What the store holds of ``months`` (yyyymm), to be called within one moment."""
    same = same_people()
    bills = near(in_scope(BillLine)).filter(month__in=months, bill__corrected_by=None).order_by("id")
    columns = ("bill_id", "number", "person_id", "month", "amount", "bill__group_id", "bill__group__kind")
    billed = columns_of(bills.values_list(*columns, "person_month_id"), BILLED | {"person_month": pl.Int64})
    taken = (
        in_scope(CreditUse)
        .filter(line__person_month__month__in=months)
        .values_list("line__person_month_id", "person_month__person_id")
    )
    billed = billed.with_columns(
        person=pl.coalesce(pl.col("person_month").replace_strict(dict(taken), default=None), "person")
    )
    lists = list(latest_lists().select_related("group").filter(month__in=months).order_by("month", "id"))
    members = near(in_scope(MemberLine)).filter(list_id__in=[one.id for one in lists]).order_by("id")
    listed = columns_of(members.values_list("id", "person_id", "list__month", "list__group__kind"), LISTED)
    return Sides(
        decree=_once(decreed(months, credited=True)),
        billed=one_number(billed, same)
        .drop("person_month")
        .with_columns(line=pl.struct("bill", "number").rank("dense").cast(pl.Int64)),
        listed=one_number(listed, same).with_columns(line=pl.int_range(pl.len(), dtype=pl.Int64)),
        ended=endings(),
        lists=lists,
    )


def _once(decree: pl.DataFrame) -> pl.DataFrame:
    """``decree`` with every month of a person once: what another of their numbers holds too stays with that number."""
    ordered = decree.sort("person", "month", pl.col("own") != pl.col("person"), "id")
    again = pl.int_range(pl.len()).over("person", "month") > 0
    return ordered.with_columns(person=pl.when(again).then("own").otherwise("person")).sort("id")


def kinds(sides: Sides) -> list[str]:
    """The kinds of groups whose decrees and bills are laid side by side; "" for those only on a list of no group."""
    return sorted({*sides.decree["kind"], *sides.billed["kind"], *sides.listed["kind"].drop_nulls(), ""})


def matched_of(sides: Sides, month: int, kind: str) -> pl.DataFrame:
    """The match (``MATCHED``) of a month and kind: a bill of one kind of group is not for a fund of another kind.

    Which lists were received differs from group to group, so who was billed by a group without one goes apart.
    """
    of_kind = (pl.col("month") == month) & (pl.col("kind") == kind)
    decree, billed = sides.decree.filter(of_kind), sides.billed.filter(of_kind)
    billed = billed.with_columns(person=pl.coalesce("person", STRANGERS_BILLED - pl.col("line")))
    lists = {
        one.group_id for one in sides.lists if one.month == month and (one.group is None or one.group.kind == kind)
    }
    without = billed.filter(~(pl.lit(None in lists) | pl.col("group").is_in(sorted(lists - {None}))))["person"].unique()
    tables = {
        "decree": decree.select("person", "month", "price", "fund"),
        "billed": billed.select("line", "person", "month", "amount"),
        "listed": _listed(sides, month, kind).select("line", "person", "month"),
    }
    ended, earlier = lazy(sides.ended), lazy(pl.DataFrame(schema=EARLIER))
    parts = []
    for received in (True, False):
        apart = pl.col("person").is_in(without.implode()).fill_null(False) != received
        decree_side, billed_side, listed = (lazy(table.filter(apart)) for table in tables.values())
        list_months = (month,) if received and lists else ()
        sides_here = (decree_side, billed_side, listed, ended, earlier)
        parts.append(collected(match(*sides_here, list_months=list_months, fund=_fund_of(kind))))
    return pl.concat(parts)


def _listed(sides: Sides, month: int, kind: str) -> pl.DataFrame:
    """The lists of the kind's groups; of a list of no group those whom the kind bears or bills, "" who is left."""
    listed = sides.listed.filter(pl.col("month") == month)
    here = [table.filter(pl.col("month") == month).select("person", "kind") for table in (sides.decree, sides.billed)]
    borne = pl.concat(here).drop_nulls("person")
    if kind:
        borne = borne.filter(pl.col("kind") == kind)
    known = pl.col("person").is_in(borne["person"].unique().implode()).fill_null(False)
    return listed.filter((pl.col("kind") == kind) | (pl.col("kind").is_null() & (known if kind else ~known)))


def _fund_of(kind: str) -> str:
    """The fund for which groups of a kind bill, where there is one alone."""
    found = list(Fund.objects.filter(group_kind=kind).values_list("code", flat=True)[:2])
    return found[0] if len(found) == 1 else MANY
