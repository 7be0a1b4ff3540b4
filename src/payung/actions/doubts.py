"""What any account said of the people who were drawn for a proposal, as far as somebody doubted them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from payung.core.review.verdicts import wrong_to_anybody
from payung.store.models import Proposal, Verdict
from payung.store.scope import EVERYTHING, scoped


@dataclass(frozen=True)
class Doubt:
    """A word about one who was drawn at ``place``, whom somebody found wrong at one time. ``last``: of that account."""

    sampled: int
    place: int
    account: str
    said: str
    note: str
    last: bool


def wrong_of(proposal: Proposal) -> frozenset[int]:
    """Numbers of the drawn whom any account, whichever, found wrong and did not take back."""
    with scoped(EVERYTHING):  # a doubt about somebody out of sight is a doubt
        return wrong_to_anybody(_rows(proposal).values_list("sampled_id", "account_id", "said"))


def doubts_of(proposal: Proposal) -> Sequence[Doubt]:
    """Every word about those whom somebody found wrong, also where it was taken back, by place and time."""
    with scoped(EVERYTHING):
        rows = list(_rows(proposal).select_related("account", "sampled"))
    doubted = {row.sampled_id for row in rows if row.said == "wrong"}
    newest = {(row.sampled_id, row.account_id): row.id for row in rows}
    found = [row for row in rows if row.sampled_id in doubted]
    return [
        Doubt(
            row.sampled_id,
            row.sampled.place,
            row.account.name,
            row.said,
            row.note,
            newest[row.sampled_id, row.account_id] == row.id,
        )
        for row in sorted(found, key=lambda row: (row.sampled.place, row.id))
    ]


def _rows(proposal: Proposal) -> "QuerySet[Verdict]":
    return Verdict.objects.filter(sampled__proposal=proposal).order_by("id")
