"""A fund as a plan sees it: whose money, for whom, how much of it from which month on, and its own limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from payung.core.basis.text import Text
from payung.core.law.contributions import Payer, Sector
from payung.core.programmes.programme import Scope

Leaving = Literal["swap", "credit", "none"]
"""What becomes of months paid for who died or moved: the next in the queue, a credit at BPJS, or nothing."""


@dataclass(frozen=True)
class Tranche:
    """``amount`` whole rupiah that can be spent on ``month`` (yyyymm) and every later one."""

    month: int
    amount: int


@dataclass(frozen=True)
class Fund:
    """Money that pays contributions of people in ``area_code`` (Kemendagri code; all villages that begin with it).

    ``per`` "village": every village has a purse of its own with ``tranches``, or with those of ``village_tranches``
    where it is named there; "area": one purse. ``who``: criteria that must all hold of a person; ``first``: criteria
    whose holders come before all others. ``people`` and ``people_per_village``: most people it may pay, None for no
    limit; ``people_taken``: code of the village -> how many of those have a place by decrees before. ``months``: months
    (yyyymm) it may pay. ``group_kind``: BPJS's code of the group account. ``source``: a word of programmes.words.
    """

    id: str
    name: Text
    source: str
    group_kind: str
    owner: str
    area_code: str
    per: Scope
    tranches: tuple[Tranche, ...]
    months: tuple[int, ...]
    who: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    people: int | None = None
    people_per_village: int | None = None
    payer: Payer = "public"
    sector: Sector = "other"
    on_leaving: Leaving = "none"
    village_tranches: Mapping[str, tuple[Tranche, ...]] | None = None
    people_taken: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Plan:
    """What is planned: ``months`` (yyyymm, one after the other, 24 at most) and ``funds`` in the published order, the
    first paying first. ``prices``: per fund and month, whole rupiah of one person-month under the law of that month."""

    months: tuple[int, ...]
    funds: tuple[Fund, ...]
    prices: tuple[tuple[int, ...], ...]
