"""A programme: whom it covers, for how many months, with which money, and what its source leaves open."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from payung.core.basis.text import Text
from payung.core.law.contributions import Payer, Sector

Scope = Literal["village", "area"]
Relation = Literal["equal", "at_most"]


@dataclass(frozen=True)
class Fund:
    """A purse that pays contributions.

    ``amount`` is whole rupiah for each village or for the whole area (``per``), for the whole period;
    None when no source states it. ``group_kind`` is BPJS's code of the group account (SG SD SA SL SC SB).
    """

    id: str
    name: Text
    source: str
    group_kind: str
    group_per: Scope
    public_money: bool
    per: Scope
    amount: int | None

    @property
    def payer(self) -> Payer:
        """Whose money it is, as the relief of contributions asks."""
        if not self.public_money:
            return "private"
        return "village" if self.source in ("village_budget", "village_fund") else "public"


@dataclass(frozen=True)
class Stated:
    """A number a source states and nothing recomputes: what formulas of figures start from."""

    id: str  # the name formulas use
    name: Text
    value: int
    source: str
    quoted: str | None  # the words of the source; None when it is counted from reference data


@dataclass(frozen=True)
class Figure:
    """A figure the programme announced, and how it is recomputed from the file.

    ``formula`` has ``+ - * //``, whole numbers and names (``quota months amount contribution`` and those of
    ``Programme.stated``). ``fits`` says whether the recomputed value is the announced one: rounded down or to the
    nearest ``step``, or at most it where the source says "less than" (``relation``).
    """

    name: Text
    announced: int
    formula: str
    fits: bool
    note: Text | None
    source: str
    quoted: str | None = None  # the words of the source; None where they were not at hand
    step: int = 1  # the source rounded to whole steps: 1000 for "78 ribu"
    relation: Relation = "equal"


@dataclass(frozen=True)
class Programme:
    """One programme. The words of ``criteria`` and ``ranked_by`` are those of ``words.py``."""

    id: str
    name: Text
    area_code: str  # Kemendagri code of the area it covers: 2 digits a province, 4 a regency
    area_name: str
    run_by: str
    year: int
    legal_basis: tuple[str, ...]
    months: int  # months of cover for one person
    quota: int | None  # most people, per village or for the area (``quota_per``)
    quota_per: Scope
    fund: Fund
    criteria: tuple[str, ...]
    decile_at_most: int | None  # the welfare decile asked for, when "welfare" is among the criteria
    ranked_by: tuple[str, ...]
    open: tuple[Text, ...]  # what no source says; a default is named in each sentence
    figures: tuple[Figure, ...]
    sources: tuple[str, ...]
    stated: tuple[Stated, ...] = ()
    age_minimum: int | None = None  # the programme's own lowest age; None: the parameter of the law
    short: str = ""  # what people call it; "": its whole name
    sector: Sector = "other"  # decides the relief of contributions that are not public money


def person_months(amount: int, contribution: int) -> tuple[int, int]:
    """How many whole person-months ``amount`` rupiah buys at ``contribution`` a month, and the rupiah left.

    >>> person_months(10_000_000, 16_800)
    (595, 4000)
    >>> person_months(500_000_000, 16_800)[0]
    29761
    """
    return divmod(amount, contribution)


@dataclass(frozen=True)
class Case:
    """One run: a programme judged on a day, with the numbers of the law of that day.

    What the deciding part needs, and no more: it can be sent to another machine as it is.
    """

    programme: Programme
    on: date
    contribution: int  # whole rupiah for one person and month, as the programme's fund pays it
    age_minimum: int  # completed years
    age_limit: int  # completed years, not yet reached
    age_basis: str  # the articles of both, as messages print them
    seed: int  # for the draw among people alike in every published rule
    linked: bool = False  # rows were compared by likeness, with each other and with the lists of other offices
