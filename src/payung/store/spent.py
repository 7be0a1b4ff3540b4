"""What became of the money of funds, purse by purse: what a plan of the rest must not share out again."""

import json
from collections.abc import Collection, Mapping
from typing import NamedTuple

import polars as pl
from django.db.models import Count, F, Sum

from payung.core.allocation.left import WHOLE, Spent
from payung.core.allocation.plan_json import fund_of_json
from payung.core.cover.ledger import LET_GO
from payung.store.among import among
from payung.store.columns import columns_of
from payung.store.models import Fund, PersonMonth, Purse

_PURSES = {"purse": pl.Int64, "fund": pl.String, "village": pl.String, "received": pl.Int64, "gone": pl.Int64}
_MONTHS = {"purse": pl.Int64, "month": pl.Int64, "price": pl.Int64}
_PEOPLE = {"purse": pl.Int64, "home": pl.String, "people": pl.Int64}


def spent_of(funds: Collection[str], limited: Collection[str] = ()) -> dict[str, dict[str, Spent]]:
    """Code of each of ``funds`` that spent something -> code of the village, or ``WHOLE``, -> what became of its purse.

    ``limited``: those of them whose people are counted, which costs a sort of all their person-months; of the others
    nobody is. Where nothing was spent, the person-months are not asked for at all.
    """
    touched = Purse.objects.filter(fund__code__in=list(funds)).exclude(free=F("received"))
    columns = ("id", "fund__code", "village__code", "received", F("received") - F("free"))
    purses = columns_of(touched.order_by("id").values_list(*columns), _PURSES)
    if purses.is_empty():
        return {}
    held = PersonMonth.objects.filter(purse__in=touched.values("id")).exclude(state__in=LET_GO).order_by()
    sums = columns_of(held.values_list("purse_id", "month").annotate(Sum("price")), _MONTHS).sort("purse", "month")
    of_limited = held.filter(purse__in=touched.filter(fund__code__in=list(limited)).values("id"))
    by_home = of_limited.values_list("purse_id", "person__village__code").annotate(Count("person_id", distinct=True))
    people: dict[int, dict[str | None, int]] = {}
    for purse, home, many in columns_of(by_home, _PEOPLE).iter_rows():
        people.setdefault(purse, {})[home] = many
    given: dict[int, dict[int, int]] = {}
    for purse, month, price in sums.iter_rows():
        given.setdefault(purse, {})[month] = price
    found: dict[str, dict[str, Spent]] = {}
    for purse, fund, village, received, gone in purses.iter_rows():
        months = given.get(purse, {})
        besides = max(0, gone - sum(months.values()))
        homes = people.get(purse, {})
        known = {home: many for home, many in homes.items() if home is not None}
        spent = Spent(months, besides, received, sum(homes.values()), known)
        found.setdefault(fund, {})[WHOLE if village is None else village] = spent
    return found


class Short(NamedTuple):
    """A purse of ``fund`` (its code; ``village`` "" per area) with less ``left`` than is ``asked``, in whole rupiah."""

    fund: str
    village: str
    asked: int
    left: int


def short_of(asked: Mapping[int, int]) -> Short | None:
    """The first purse of ``asked`` (purse -> whole rupiah) that does not hold so much, and is not promised it either.

    What is promised and did not come yet counts: a decree is proposed before its money is there, and issued after.
    """
    purses = Purse.objects.filter(id__in=among(asked)).order_by("fund__code", "village__code")
    terms = Fund.objects.filter(id__in=purses.order_by().values("fund")).values_list("code", "terms")
    rules = {code: fund_of_json(json.loads(text)) for code, text in terms}
    columns = ("id", "fund__code", "village__code", "received", F("received") - F("free"))
    for purse, fund, village, received, gone in purses.values_list(*columns):
        tranches = (rules[fund].village_tranches or {}).get(village or WHOLE, rules[fund].tranches)
        left = max(received, sum(one.amount for one in tranches)) - gone
        if asked[purse] > left:
            return Short(fund, village or WHOLE, asked[purse], max(0, left))
    return None
