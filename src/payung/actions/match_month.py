"""Decree, bill and BPJS's list of some months laid side by side, from the store; and the record that is signed."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl
from django.db.models import Count, Sum

from payung.actions.at_store import Place
from payung.actions.month_sides import MANY, Sides, kinds, matched_of, sides_of
from payung.actions.named_lines import borne, collected, lazy
from payung.core.cover.match import pile_totals, to_explain
from payung.core.cover.month_cells import months_from
from payung.core.cover.overpaid import overpaid_sums, overpayments
from payung.core.cover.payment import MARKS, NEEDED
from payung.core.cover.record import Document, Party, PileSum, Record, ToExplain, checked, pile_sums
from payung.gateways.record_annex import annex_of
from payung.gateways.record_pdf import write_record_pdf
from payung.gateways.record_xlsx import write_record_xlsx
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.models import (
    Bill,
    CreditUse,
    Decree,
    Fund,
    Head,
    MemberLine,
    PaymentPaper,
    Person,
    Posting,
)  # fmt: skip
from payung.store.people import niks_of
from payung.store.reading import one_moment, rows_of
from payung.store.seen import in_scope, near

NAMES = {"person": pl.Int64, "nik": pl.String, "name": pl.String}
RECORD_PDF, RECORD_XLSX = "berita-acara.pdf", "tumpukan.xlsx"
LAST = frozenset(kinds[-1] for kinds in NEEDED.values())
"""Kinds of papers with which money leaves: a payment has one of them."""


@dataclass(frozen=True)
class MatchAsked:
    """Which months (yyyymm), and the folder for the record of reconciliation of the day ``on`` (None: no record).

    ``strangers``: with lines of nobody the store knows, which are of no region; without them for who sees a part.
    """

    first: int
    last: int
    on: date
    out: Path | None = None
    strangers: bool = True


@dataclass(frozen=True)
class Matched:
    """What decree, bill and list come to. ``paid_unlisted``: paid, but not on BPJS's list of the month.

    ``to_explain``: billed, and not on it. ``record``: what the paper says. ``files``: what was written. ``table``: each
    person-month with its pile, ``match.MATCHED``.
    """

    piles: tuple[PileSum, ...]
    to_explain: ToExplain
    paid_unlisted: ToExplain
    record: Record
    files: tuple[Path, ...]
    table: pl.DataFrame


def match_month(place: Place, wanted: MatchAsked) -> Matched:
    """Lay decree, bill and BPJS's list beside each other; the store is only read.

    Every bill of the months counts together, so a month on two bills is on two lines; but a bill of one kind of group
    is not for what a fund of another kind bears. A later list of a group stands for its earlier ones; whom a group
    without a list was billed for is neither on a list nor missing from it.
    Raises: StoreMissing, StoreUnreachable, RecordDoesNotAdd; the errors of the key file.
    """
    keys = Keys.read(place.keys)
    open_store(place.address)
    months = months_from(wanted.first, wanted.last)
    with one_moment():
        sides = sides_of(months) if wanted.strangers else _known(sides_of(months))
        matched = pl.concat([matched_of(sides, month, kind) for month in months for kind in kinds(sides)])
        names = _names(keys, matched) if wanted.out else pl.DataFrame(schema=NAMES)
        record = checked(_record(sides, matched, months, wanted.on))
    files: tuple[Path, ...] = ()
    if wanted.out:
        annex = annex_of(matched, names)
        wanted.out.mkdir(parents=True, exist_ok=True)
        files = (wanted.out / RECORD_PDF, wanted.out / RECORD_XLSX)
        write_record_pdf(record, annex, files[0])
        write_record_xlsx(record, annex, files[1])
    return Matched(record.piles, record.to_explain, _paid_unlisted(sides, matched), record, files, matched)


def _known(sides: Sides) -> Sides:
    named = pl.col("person").is_not_null()
    return replace(sides, billed=sides.billed.filter(named), listed=sides.listed.filter(named))


def _paid_unlisted(sides: Sides, matched: pl.DataFrame) -> ToExplain:
    paid = sides.decree.filter(pl.col("state") == "paid").select("person", "month", "fund")
    lost = matched.filter(pl.col("listed") == "not_on_list").join(paid, on=["person", "month", "fund"], how="semi")
    return ToExplain(lost["person"].n_unique(), lost.height, int(lost["price"].sum()))


def _record(sides: Sides, matched: pl.DataFrame, months: tuple[int, ...], on: date) -> Record:
    """What the paper says; number, place and names are filled in by whoever signs."""
    funds = list(Fund.objects.filter(code__in=set(sides.decree["fund"])).order_by("id"))
    policies = dict(Fund.objects.values_list("code", "on_leaving")) | {MANY: "none"}
    office = (funds[0].owner if funds else MANY,)
    held = borne(months, credited=True).order_by()
    programmes = sorted(set(held.values_list("line__decree__programme__name", flat=True).distinct()))
    table = lazy(matched)
    explain = collected(to_explain(table)).row(0, named=True)
    return Record(
        office=office,
        number=None,
        on=on,
        place=None,
        programme=", ".join(programmes) or MANY,
        fund=", ".join(fund.name for fund in funds) or MANY,
        months=months,
        first=Party(office[0]),
        second=Party("BPJS Ketenagakerjaan"),
        documents=(*_decrees(months), *_bills(sides), *_lists(sides), *_payments(months)),
        piles=pile_sums(collected(pile_totals(table)).to_dicts()),
        to_explain=ToExplain(**{name: figure or 0 for name, figure in explain.items()}),
        overpaid=overpayments(collected(overpaid_sums(table)).to_dicts(), policies),
        strangers=sides.billed.filter(pl.col("person").is_null())["line"].n_unique(),
        chain_head=Head.objects.values_list("link", flat=True).get(id=1),
    )


def _decrees(months: Collection[int]) -> list[Document]:
    held = borne(months, credited=True).values_list("line__decree_id")
    sums = held.annotate(Count("person", distinct=True), Count("id"), Sum("price"))
    figures = {decree: tuple(rest) for decree, *rest in sums.order_by("line__decree_id")}
    found = Decree.objects.in_bulk(list(figures))
    return [
        Document("decree", found[id_].number, found[id_].dated, found[id_].list_hash, *figures[id_])
        for id_ in sorted(figures)
    ]


def _bills(sides: Sides) -> list[Document]:
    found = Bill.objects.in_bulk(sides.billed["bill"].unique().to_list())
    who = pl.coalesce("person", -1 - pl.col("line"))
    sums = sides.billed.group_by("bill").agg(who.n_unique(), pl.len().alias("months"), pl.col("amount").sum())
    rows = sums.sort("bill").iter_rows()
    return [Document("bill", found[id_].code, None, found[id_].sha256, *figures) for id_, *figures in rows]


def _lists(sides: Sides) -> list[Document]:
    names = dict(near(in_scope(MemberLine)).filter(list__in=sides.lists).values_list("list_id").annotate(Count("id")))
    found = []
    for one in sides.lists:
        count = names.get(one.id, 0)
        number = f"{one.month % 100:02d}-{one.month // 100}"
        found.append(Document("list", number, None, one.sha256, count, count, None))
    return found


def _payments(months: Collection[int]) -> list[Document]:
    lines = near(in_scope(Posting)).filter(payment__isnull=False, target="paid", person_month__month__in=months)
    sums = lines.values_list("payment_id").annotate(
        Count("person_month__person", distinct=True), Count("id"), Sum("amount")
    )
    figures = {payment: tuple(rest) for payment, *rest in sums.order_by("payment_id")}
    last: dict[int, tuple[str, date, str | None]] = {
        id_: (f"Kredit {credit}", on, None)
        for id_, credit, on in CreditUse.objects.filter(payment__in=figures, payment__amount=0)
        .order_by("-id")
        .values_list("payment_id", "credit_id", "payment__on")
    }
    for one in PaymentPaper.objects.filter(payment__in=figures, kind__in=LAST):
        last[one.payment_id] = (f"{MARKS[one.kind]} {one.number}", one.on, one.sha256)
    return [Document("payment", *said, *figures[id_]) for id_, said in sorted(last.items())]


def _names(keys: Keys, matched: pl.DataFrame) -> pl.DataFrame:
    """``NAMES`` of everybody in the match whom the store knows."""
    people = sorted({person for person in matched["person"] if person >= 0})
    niks = niks_of(keys, people)
    named = rows_of(Person.objects.order_by("id"), ("id", "name"), "id", people)
    return pl.DataFrame([(person, niks.get(person), name) for person, name in named], schema=NAMES, orient="row")
