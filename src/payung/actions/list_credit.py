"""Credits at BPJS and what is left of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F

from payung.actions.at_store import Place
from payung.store.among import among
from payung.store.database import open_store
from payung.store.models import Credit
from payung.store.reading import one_moment
from payung.store.scope import EVERYTHING, scoped
from payung.store.seen import in_scope


@dataclass(frozen=True)
class CreditThere:
    """A credit: whole rupiah; ``group`` is kind and number; ``letter`` BPJS's paper, where it had to agree."""

    number: int
    fund: str
    village: str
    group: str
    kind: str
    treatment: str
    letter: str
    person_months: int
    amount: int
    used: int

    @property
    def rest(self) -> int:
        """Whole rupiah that are left."""
        return self.amount - self.used


def list_credit(place: Place, *, used_up: bool = False) -> tuple[CreditThere, ...]:
    """Credits of which something is left, by number; with ``used_up`` all of them.

    Of those that may be seen. Raises: StoreMissing, StoreUnreachable.
    """
    open_store(place.address)
    with one_moment():
        mine = list(in_scope(Credit).values_list("id", flat=True))
        with scoped(EVERYTHING):  # of a credit that may be seen its whole figures are told
            return _told(mine, used_up)


def _told(credits: Sequence[int], used_up: bool) -> tuple[CreditThere, ...]:
    rows = Credit.objects.filter(id__in=among(credits)).order_by("id").annotate(months=Count("lines"))
    if not used_up:
        rows = rows.filter(used__lt=F("amount"))
    columns = ("id", "purse__fund__code", "purse__village__code", "group__kind", "group__number", "kind",
               "treatment", "letter", "months", "amount", "used")  # fmt: skip
    return tuple(
        CreditThere(number, fund, village or "", f"{group}:{account}", *rest)
        for number, fund, village, group, account, *rest in rows.values_list(*columns)
    )
