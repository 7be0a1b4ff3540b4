"""The three-way match: decree, bill and BPJS's list laid beside each other by person-month.

Written once, run by Polars and DuckDB. Money is whole rupiah (Int64), months are Int64 yyyymm.
"""

from collections.abc import Collection
from typing import Any

import narwhals as nw

from payung.core.cover.piles import ENDINGS, LIST_ONLY, LISTED, PILES, REASONS
from payung.core.people.nik_columns import number_of_day

Frame = nw.LazyFrame[Any]

MATCHED = {
    "person": nw.Int64, "month": nw.Int64, "fund": nw.String, "price": nw.Int64, "lines": nw.Int64, "amount": nw.Int64,
    "first_line": nw.Int64, "ended_why": nw.String, "ended_on": nw.Int64, "paid_before": nw.Int64,
    "paid_by": nw.String, "listed": nw.String, "pile": nw.String, "reason": nw.String, "overpaid": nw.Int64,
}  # fmt: skip
"""Columns of the match, one row a person-month.

``person``: below 0 for somebody no line of whom matched a person of the programme. ``price``: of the decree, 0 where
it is not in it. ``lines``, ``amount``, ``first_line``: of the bill; 0, 0, null where it is not billed. ``ended_on``:
yyyymmdd. ``paid_before``, ``paid_by``: rupiah of other bills and the first of them. ``listed``: ``piles.LISTED``.
``reason``: ``piles.REASONS``. ``overpaid``: rupiah of this bill that were not due.
"""

STRANGERS_BILLED, STRANGERS_LISTED = -(2**40), -(2**41)
"""Below these lie the numbers of people whom only one line of the bill, or of BPJS's list, speaks of."""


def match(
    decree: Frame,
    billed: Frame,
    listed: Frame,
    ended: Frame,
    earlier: Frame,
    *,
    list_months: Collection[int],
    fund: str,
) -> Frame:
    """Every person-month of decree, bill and BPJS's list, each once, with its pile: ``MATCHED``.

    ``decree``: person, month, price, fund; of the months and funds the bill is for. ``billed``: line, person (null
    where nobody was found), month, amount. ``listed``: line, person (or null), month. ``ended``: person, why (of
    ``ENDINGS``), on (date); cover ends with the month of that day. ``earlier``: person, month, bill, amount paid by
    other bills of any fund. ``list_months``: months BPJS's list was received for. ``fund``: whose bill it is, for
    months no decree names. The order of the piles is in ``piles``.
    """
    found = _sides(decree, billed, listed, fund).join(_endings(ended), on="person", how="left")
    found = found.join(_paid_before(earlier), on=["person", "month"], how="left")
    gone = (nw.col("month") > nw.col("ended_key") // 1000).fill_null(False)
    facts = found.with_columns(
        gone=gone,
        is_decreed=nw.col("decreed") > 0,
        is_billed=nw.col("lines") > 0,
        paid_before=nw.col("paid_before").fill_null(0),
        is_paid=~nw.col("paid_before").is_null(),
        ended_why=_ending_word(gone),
        ended_on=nw.when(gone).then(nw.col("ended_key") // 10),
        listed=_listed(list_months),
    )
    piles = facts.with_columns(pile=_pile())
    judged = piles.with_columns(reason=_reason(), overpaid=_overpaid())
    return judged.select(*MATCHED)


def _sides(decree: Frame, billed: Frame, listed: Frame, fund: str) -> Frame:
    """One row for each person-month of any of the three."""
    none, nought, one = nw.lit(None, nw.Int64), nw.lit(0, nw.Int64), nw.lit(1, nw.Int64)
    sides = [
        decree.select("person", "month", "fund", "price", decreed=one, lines=nought, amount=nought, first_line=none,
                      listings=nought),
        billed.select(_known(STRANGERS_BILLED), "month", fund=nw.lit(fund), price=nought, decreed=nought, lines=one,
                      amount=nw.col("amount"), first_line=nw.col("line"), listings=nought),
        listed.select(_known(STRANGERS_LISTED), "month", fund=nw.lit(fund), price=nought, decreed=nought, lines=nought,
                      amount=nought, first_line=none, listings=one),
    ]  # fmt: skip
    numbers = ("price", "decreed", "lines", "amount", "first_line", "listings")
    whole = [
        side.with_columns(fund_decreed=nw.when(nw.col("decreed") > 0).then(nw.col("fund"))).select(
            "person", "month", "fund", "fund_decreed", *(nw.col(name).cast(nw.Int64) for name in numbers)
        )
        for side in sides
    ]
    together = nw.concat(whole).group_by("person", "month").agg(
        nw.col("fund", "fund_decreed", "first_line").min(),
        nw.col("price").max(),
        nw.col("decreed", "lines", "amount", "listings").sum().cast(nw.Int64),
    )  # fmt: skip
    return together.with_columns(fund=nw.coalesce("fund_decreed", "fund"))


def _known(below: int) -> nw.Expr:
    """The person of a line; where nobody was found, a number only this line has."""
    return nw.coalesce(nw.col("person"), nw.lit(below, nw.Int64) - nw.col("line")).alias("person")


def _endings(ended: Frame) -> Frame:
    """The first ending of each person as one number: yyyymmdd and the place of its word in ``ENDINGS``."""
    place: nw.Expr = nw.lit(len(ENDINGS) - 1, nw.Int64)
    for at, why in reversed(tuple(enumerate(ENDINGS[:-1]))):
        place = nw.when(nw.col("why") == why).then(nw.lit(at, nw.Int64)).otherwise(place)
    keyed = ended.select("person", ended_key=number_of_day(nw.col("on")) * 10 + place)
    return keyed.group_by("person").agg(nw.col("ended_key").min())


def _ending_word(gone: nw.Expr) -> nw.Expr:
    place = nw.col("ended_key") % 10
    word: nw.Expr = nw.lit(ENDINGS[-1])
    for at, why in enumerate(ENDINGS[:-1]):
        word = nw.when(place == at).then(nw.lit(why)).otherwise(word)
    return nw.when(gone).then(word)


def _paid_before(earlier: Frame) -> Frame:
    paid = earlier.select("person", "month", paid_before=nw.col("amount"), paid_by=nw.col("bill"))
    return paid.group_by("person", "month").agg(nw.col("paid_before").sum().cast(nw.Int64), nw.col("paid_by").min())


def _listed(list_months: Collection[int]) -> nw.Expr:
    received = nw.col("month").is_in(sorted(list_months)) if list_months else nw.lit(False)
    absent = nw.when(received).then(nw.lit("not_on_list")).otherwise(nw.lit("list_missing"))
    return nw.when(nw.col("listings") > 0).then(nw.lit("on_list")).otherwise(absent)


def _twice_in_bill() -> nw.Expr:
    """On two lines or more; what only comes to the price, such as a line for each cover, is one payment in parts."""
    return (nw.col("lines") >= 2) & (nw.col("amount") > nw.col("price"))


def _pile() -> nw.Expr:
    billed, paid = nw.col("is_billed"), nw.col("is_paid")
    return _first(
        (nw.col("gone") & (billed | paid), "ended"),
        (billed & (paid | _twice_in_bill()), "twice"),
        (billed & nw.col("is_decreed"), "agrees"),
        (billed, "not_decreed"),
        (nw.col("is_decreed"), "not_billed"),
        last=LIST_ONLY,
    )


def _reason() -> nw.Expr:
    pile, amount, price = nw.col("pile"), nw.col("amount"), nw.col("price")
    unknown, paid, gone = nw.col("person") < 0, nw.col("is_paid"), nw.col("gone")
    return _first(
        *(((pile == "ended") & (nw.col("ended_why") == why), why) for why in ENDINGS),
        ((pile == "twice") & paid, "in_two_bills"),
        (pile == "twice", "twice_in_bill"),
        ((pile == "agrees") & (amount > price), "above_price"),
        ((pile == "agrees") & (amount < price), "below_price"),
        ((pile == "agrees") & (nw.col("lines") > 1), "in_parts"),
        (pile == "agrees", "agrees"),
        ((pile == "not_decreed") & unknown, "unknown_person"),
        (pile == "not_decreed", "not_decreed"),
        ((pile == "not_billed") & gone, "rightly_not_billed"),
        ((pile == "not_billed") & paid, "paid_before"),
        (pile == "not_billed", "not_billed"),
        (unknown, "list_unknown"),
        (gone, "list_ended"),
        (paid, "list_paid_before"),
        last="list_only",
    )


def _overpaid() -> nw.Expr:
    """What of the bill was not due: all of it, or what goes beyond the decree's price."""
    amount, price = nw.col("amount"), nw.col("price")
    due = nw.col("is_decreed") & ~nw.col("gone") & ~nw.col("is_paid")
    beyond = nw.when(amount > price).then(amount - price).otherwise(nw.lit(0, nw.Int64))
    return nw.when(due).then(beyond).otherwise(amount)


def _first(*cases: tuple[nw.Expr, str], last: str) -> nw.Expr:
    """The word of the first case that holds."""
    said: nw.Expr = nw.lit(last)
    for holds, word in reversed(cases):
        said = nw.when(holds).then(nw.lit(word)).otherwise(said)
    return said


def pile_totals(matched: Frame) -> Frame:
    """A row for each pile that holds something.

    Columns: pile, people (whole people; the same one may stand in several piles), person_months, on_list, not_on_list,
    list_missing (person-months), decreed (rupiah of the decree), amount (rupiah of the bill), overpaid (rupiah).
    """
    said = {name: (nw.col("listed") == name).cast(nw.Int64) for name in LISTED}
    totals = matched.with_columns(**said, person_months=nw.lit(1, nw.Int64), people=nw.col("person")).group_by("pile")
    sums = totals.agg(
        nw.col("people").n_unique().cast(nw.Int64),
        nw.col("person_months", *LISTED, "price", "amount", "overpaid").sum().cast(nw.Int64),
    )
    return sums.rename({"price": "decreed"})


def to_explain(matched: Frame) -> Frame:
    """Billed months of people BPJS does not list though its list was received, in one row.

    Columns: people, person_months, amount (rupiah of the bill; null where there are none).
    """
    unconfirmed = matched.filter((nw.col("lines") > 0) & (nw.col("listed") == "not_on_list"))
    return unconfirmed.select(
        people=nw.col("person").n_unique().cast(nw.Int64),
        person_months=nw.col("month").count().cast(nw.Int64),
        amount=nw.col("amount").sum().cast(nw.Int64),
    )


def strangers(matched: Frame) -> Frame:
    """The person-months of people the programme does not know: columns of ``MATCHED``."""
    return matched.filter(nw.col("person") < 0)


assert {pile for pile, _ in REASONS.values()} == {*PILES, LIST_ONLY}  # noqa: S101 - the two tables speak of the same piles
