"""What the tests of an audit and its sums come to, as pages show them: of a large region counted by the worker."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import polars as pl

from payung.actions.at_store import Place
from payung.actions.audit_payments import Audit, Difference, OtherPrice, Reconciled, audit_payments, reconcile_payments
from payung.core.cover.self_audit import AuditCount
from payung.core.review.sample import draw
from payung.store.columns import columns_of
from payung.store.held import held_long
from payung.store.models import Person
from payung.store.paid_months import standing
from payung.store.seen import in_scope

FEW = 2_000
"""So few rows are held themselves; of more, how many each village has."""


@dataclass(frozen=True)
class AuditTold:
    """Of ``Audit`` what names nobody. ``villages``: test -> code ("" not known) -> person-months it found.

    ``rows``: test -> person, month, fund, rupiah, of tests that found few.
    """

    counts: Sequence[AuditCount]
    people: int
    months: int
    rupiah: int
    act: int
    villages: Mapping[str, Mapping[str, int]]
    rows: Mapping[str, Sequence[Sequence[Any]]]


def told_of(audit: Audit) -> AuditTold:
    """What was found, without the people; their villages are not asked for."""
    return AuditTold(audit.counts, audit.people, audit.months, audit.rupiah, audit.act, {}, {})


def audit_told(place: Place, first: int, last: int, on: date) -> AuditTold:
    """As it is held for a region that is large. Raises: BeingCounted."""
    told = payments_tested(place, first=first, last=last, on=on.isoformat())
    return AuditTold(**{**told, "counts": [AuditCount(**one) for one in told["counts"]]})


def reconciled_told(place: Place) -> Reconciled:
    """``reconcile_payments``, held for a large region. Raises: BeingCounted."""
    told = payments_reconciled(place)
    days = ({**one, "on": date.fromisoformat(one["on"])} for one in told["differing"])
    differing, prices = (Difference(**one) for one in days), (OtherPrice(**one) for one in told["prices"])
    return Reconciled(**{**told, "differing": tuple(differing), "prices": tuple(prices)})


def drawn_told(place: Place, first: int, last: int, seed: str) -> tuple[int, list[int]]:
    """How many people were paid for, and the numbers of those drawn by ``seed``. Raises: BeingCounted."""
    people, drawn = paid_drawn(place, first=first, last=last, seed=seed)
    return people, drawn


@held_long
def payments_tested(place: Place, first: int, last: int, on: str) -> dict[str, Any]:
    """``AuditTold`` of the law of the day ``on`` (ISO), as JSON. Raises: what ``audit_payments`` raises."""
    audit = audit_payments(place, first, last, date.fromisoformat(on))
    lives = columns_of(in_scope(Person).values_list("id", "village__code"), {"person": pl.Int64, "village": pl.String})
    villages = {}
    for test, found in audit.found.items():
        placed = found.join(lives, on="person", how="left").with_columns(pl.col("village").fill_null(""))
        villages[test] = dict(placed.group_by("village").len().sort("village").iter_rows())
    told = told_of(audit)
    rows = {test: found.rows() for test, found in audit.found.items() if found.height <= FEW}
    return vars(told) | {"counts": [asdict(one) for one in told.counts], "villages": villages, "rows": rows}


@held_long
def payments_reconciled(place: Place) -> dict[str, Any]:
    """``Reconciled`` as JSON."""
    whole = reconcile_payments(place)
    differing = [asdict(one) | {"on": one.on.isoformat()} for one in whole.differing]
    return vars(whole) | {"differing": differing, "prices": [asdict(one) for one in whole.prices]}


@held_long
def paid_drawn(_: Place, first: int, last: int, seed: str) -> tuple[int, list[int]]:
    """People who were paid for in the months, and those drawn."""
    shape = {"person": pl.Int64, "village": pl.String}
    paid = standing(first, last).order_by().values_list("person_id", "person__village__code").distinct()
    people = [(person, code or "") for person, code in columns_of(paid, shape).iter_rows()]
    return len(people), draw(people, seed)
