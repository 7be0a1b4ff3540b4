"""The record of reconciliation (berita acara rekonsiliasi): what office and BPJS branch lay side by side and sign."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from payung.core.basis.days import MONTHS, month_name
from payung.core.basis.rupiah import in_words
from payung.core.basis.text import Text
from payung.core.cover.overpaid import Overpaid
from payung.core.cover.piles import LIST_ONLY, SHOWN

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
DocumentKind = Literal["decree", "bill", "list", "payment"]

DOCUMENTS: Mapping[DocumentKind, Text] = {
    "decree": Text(id="Surat Keputusan", en="decree"),
    "bill": Text(id="Tagihan iuran", en="bill"),
    "list": Text(id="Daftar peserta BPJS", en="BPJS's member list"),
    "payment": Text(id="Bukti pembayaran", en="proof of payment"),
}


class RecordDoesNotAdd(ValueError):
    """Piles, lines or sums of a record do not come to the same figures. A record is never printed then."""


@dataclass(frozen=True)
class Party:
    """Who signs: ``role`` such as PIHAK PERTAMA; name, position and number None leave dots to fill in."""

    office: str
    name: str | None = None
    position: str | None = None
    number: str | None = None  # NIP or the branch's staff number


@dataclass(frozen=True)
class Document:
    """What was laid side by side. ``months`` counts person-months, ``amount`` is whole rupiah or None."""

    kind: DocumentKind
    number: str
    on: date | None
    sha256: str | None
    people: int
    months: int
    amount: int | None


@dataclass(frozen=True)
class PileSum:
    """One pile: different people, person-months and how BPJS's list speaks of them; whole rupiah of decree and bill."""

    pile: str
    people: int
    person_months: int
    on_list: int
    not_on_list: int
    list_missing: int
    decreed: int
    amount: int
    overpaid: int


@dataclass(frozen=True)
class ToExplain:
    """Billed person-months that BPJS's list does not bear out."""

    people: int
    person_months: int
    amount: int


@dataclass(frozen=True)
class Record:
    """Everything a record of reconciliation says.

    ``office``: lines of the letterhead, the first the largest. ``agreed``: sentences of what was agreed, beside those
    that follow from ``overpaid``. ``chain_head``, ``list_hash``: hexadecimal digits printed at the foot of each page;
    the second is that of the annex.
    """

    office: Sequence[str]
    number: str | None
    on: date
    place: str | None
    programme: str
    fund: str
    months: tuple[int, ...]
    first: Party
    second: Party
    documents: tuple[Document, ...]
    piles: tuple[PileSum, ...]
    to_explain: ToExplain
    overpaid: tuple[Overpaid, ...]
    strangers: int  # lines of the bill for people the programme does not know
    chain_head: str
    agreed: tuple[str, ...] = ()
    copies: int = 2
    witnesses: tuple[Party, ...] = field(default=())

    @property
    def billed(self) -> int:
        """Whole rupiah of the bill."""
        return sum(pile.amount for pile in self.piles)

    @property
    def comes_back(self) -> int:
        """Whole rupiah that are offset, claimed back or given to a replacement."""
        return sum(one.rupiah for one in self.overpaid if one.treatment != "lost")


def pile_sums(rows: Sequence[Mapping[str, Any]]) -> tuple[PileSum, ...]:
    """Every pile in the order of papers, also empty ones; ``rows``: those of ``match.pile_totals``."""
    known = {row["pile"]: PileSum(**{name: row[name] for name in PileSum.__dataclass_fields__}) for row in rows}
    return tuple(known.get(pile, PileSum(pile, 0, 0, 0, 0, 0, 0, 0, 0)) for pile in SHOWN)


def checked(record: Record) -> Record:
    """``record``, whose figures come to the same sums wherever they stand. Raises: RecordDoesNotAdd.

    The bill is the sum of its piles; the decree that of what it stands in; a person-month is on the list, not on it, or
    the list is missing; what was overpaid is the sum of its kinds.
    """
    for kind, figure in (("bill", "amount"), ("decree", "decreed")):
        stated = [document.amount for document in record.documents if document.kind == kind]
        if None not in stated and stated and sum(stated) != sum(getattr(pile, figure) for pile in record.piles):  # type: ignore[arg-type]
            raise RecordDoesNotAdd(f"the piles do not come to the {kind}")
    for pile in record.piles:
        if pile.on_list + pile.not_on_list + pile.list_missing != pile.person_months:
            raise RecordDoesNotAdd(f"the list of pile {pile.pile} does not come to its person-months")
        if pile.pile == LIST_ONLY and (pile.amount or pile.decreed):
            raise RecordDoesNotAdd("money stands where nothing was billed or decreed")
    due = sum(one.rupiah for one in record.overpaid if one.kind != "not_on_list")
    if due != sum(pile.overpaid for pile in record.piles):
        raise RecordDoesNotAdd("what was overpaid is not the sum of its kinds")
    return record


def month_span(months: Sequence[int]) -> str:
    """The months of a record in words, runs joined.

    >>> month_span((202510, 202511, 202512)), month_span((202511, 202601)), month_span((202512, 202601))
    ('Oktober–Desember 2025', 'November 2025 dan Januari 2026', 'Desember 2025–Januari 2026')
    """
    runs: list[list[int]] = []
    for month in sorted(set(months)):
        if runs and _count(month) == _count(runs[-1][-1]) + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    said = [_run(run[0], run[-1]) for run in runs]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} dan {said[-1]}" if said else "–"


def day_in_words(day: date) -> str:
    """A day as records open with it.

    >>> day_in_words(date(2025, 11, 17))
    'Senin, tanggal tujuh belas bulan November tahun dua ribu dua puluh lima'
    """
    said = [in_words(figure).removesuffix(" rupiah") for figure in (day.day, day.year)]
    return f"{WEEKDAYS[day.weekday()]}, tanggal {said[0]} bulan {MONTHS[day.month - 1]} tahun {said[1]}"


def _run(first: int, last: int) -> str:
    one, other = (date(month // 100, month % 100, 1) for month in (first, last))
    if first == last:
        return month_name(one)
    begins = MONTHS[one.month - 1] if one.year == other.year else month_name(one)
    return f"{begins}–{month_name(other)}"


def _count(month: int) -> int:
    return month // 100 * 12 + month % 100
