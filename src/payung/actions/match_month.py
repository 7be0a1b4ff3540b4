"""Decree, bill and BPJS's list of some months laid side by side, from the store; and the record that is signed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
from django.db.models import Count, Sum

from payung.actions.at_store import Place
from payung.actions.named_lines import EARLIER, collected, decreed, endings, lazy
from payung.core.cover.match import STRANGERS_BILLED, match, pile_totals, to_explain
from payung.core.cover.month_cells import months_from
from payung.core.cover.overpaid import overpaid_sums, overpayments
from payung.core.cover.payment import NEEDED
from payung.core.cover.record import Document, Party, PileSum, Record, ToExplain, checked, pile_sums
from payung.gateways.record_annex import annex_of
from payung.gateways.record_pdf import write_record_pdf
from payung.gateways.record_xlsx import write_record_xlsx
from payung.store.columns import columns_of
from payung.store.database import open_store
from payung.store.keys import Keys
from payung.store.models import (
    Bill,
    BillLine,
    Decree,
    Fund,
    Head,
    MemberLine,
    MemberList,
    PaymentPaper,
    Person,
    PersonMonth,
    Posting,
)  # fmt: skip
from payung.store.months import latest_lists
from payung.store.people import niks_of
from payung.store.reading import one_moment, rows_of

BILLED = {
    "bill": pl.Int64, "number": pl.Int64, "person": pl.Int64, "month": pl.Int64, "amount": pl.Int64, "group": pl.Int64,
    "kind": pl.String,
}  # fmt: skip
LISTED = {"line": pl.Int64, "person": pl.Int64, "month": pl.Int64, "kind": pl.String}
NAMES = {"person": pl.Int64, "nik": pl.String, "name": pl.String}
RECORD_PDF, RECORD_XLSX = "berita-acara.pdf", "tumpukan.xlsx"
MANY = "–"
"""The fund of a month no decree bears, where it is not plain whose bill it is."""
LAST = frozenset(kinds[-1] for kinds in NEEDED.values())
"""Kinds of papers with which money leaves: a payment has one of them."""


@dataclass(frozen=True)
class MatchAsked:
    """Which months (yyyymm), and the folder for the record of reconciliation of the day ``on`` (None: no record)."""

    first: int
    last: int
    on: date
    out: Path | None = None


@dataclass(frozen=True)
class Matched:
    """What decree, bill and list come to. ``paid_unlisted``: paid, but not on BPJS's list of the month.

    ``to_explain``: billed, and not on it. ``record``: what the paper says. ``files``: what was written.
    """

    piles: tuple[PileSum, ...]
    to_explain: ToExplain
    paid_unlisted: ToExplain
    record: Record
    files: tuple[Path, ...]


@dataclass(frozen=True)
class Sides:
    """What the store holds of some months: ``decree`` as ``DECREED``, ``billed`` and ``listed`` with their groups."""

    decree: pl.DataFrame
    billed: pl.DataFrame
    listed: pl.DataFrame
    ended: pl.DataFrame
    lists: list[MemberList]


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
        sides = _sides(months)
        matched = pl.concat([_matched(sides, month, kind) for month in months for kind in _kinds(sides)])
        names = _names(keys, matched) if wanted.out else pl.DataFrame(schema=NAMES)
        record = checked(_record(sides, matched, months, wanted.on))
    files: tuple[Path, ...] = ()
    if wanted.out:
        annex = annex_of(matched, names)
        wanted.out.mkdir(parents=True, exist_ok=True)
        files = (wanted.out / RECORD_PDF, wanted.out / RECORD_XLSX)
        write_record_pdf(record, annex, files[0])
        write_record_xlsx(record, annex, files[1])
    return Matched(record.piles, record.to_explain, _paid_unlisted(sides, matched), record, files)


def _sides(months: Collection[int]) -> Sides:
    bills = BillLine.objects.filter(month__in=months).order_by("id")
    billed = columns_of(
        bills.values_list("bill_id", "number", "person_id", "month", "amount", "bill__group_id", "bill__group__kind"),
        BILLED,
    )
    lists = list(latest_lists().select_related("group").filter(month__in=months).order_by("month", "id"))
    members = MemberLine.objects.filter(list_id__in=[one.id for one in lists]).order_by("id")
    listed = columns_of(members.values_list("id", "person_id", "list__month", "list__group__kind"), LISTED)
    return Sides(
        decree=decreed(months),
        billed=billed.with_columns(line=pl.struct("bill", "number").rank("dense").cast(pl.Int64)),
        listed=listed.with_columns(line=pl.int_range(pl.len(), dtype=pl.Int64)),
        ended=endings(),
        lists=lists,
    )


def _kinds(sides: Sides) -> list[str]:
    """The kinds of groups whose decrees and bills are laid side by side; "" for those only on a list of no group."""
    return sorted({*sides.decree["kind"], *sides.billed["kind"], *sides.listed["kind"].drop_nulls(), ""})


def _matched(sides: Sides, month: int, kind: str) -> pl.DataFrame:
    """The match of a month and kind: a bill of one kind of group is not for what a fund of another kind bears.

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


def _paid_unlisted(sides: Sides, matched: pl.DataFrame) -> ToExplain:
    paid = sides.decree.filter(pl.col("state") == "paid").select("person", "month", "fund")
    lost = matched.filter(pl.col("listed") == "not_on_list").join(paid, on=["person", "month", "fund"], how="semi")
    return ToExplain(lost["person"].n_unique(), lost.height, int(lost["price"].sum()))


def _record(sides: Sides, matched: pl.DataFrame, months: tuple[int, ...], on: date) -> Record:
    """What the paper says; number, place and names are filled in by whoever signs."""
    funds = list(Fund.objects.filter(code__in=set(sides.decree["fund"])).order_by("id"))
    policies = dict(Fund.objects.values_list("code", "on_leaving")) | {MANY: "none"}
    office = (funds[0].owner if funds else MANY,)
    held = PersonMonth.objects.filter(month__in=months).exclude(state="released").order_by()
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
    held = PersonMonth.objects.filter(month__in=months).exclude(state="released").values_list("line__decree_id")
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
    names = dict(MemberLine.objects.filter(list__in=sides.lists).values_list("list_id").annotate(Count("id")))
    return [
        Document(
            "list", f"{one.month % 100:02d}-{one.month // 100}", None, one.sha256, names[one.id], names[one.id], None
        )
        for one in sides.lists
    ]


def _payments(months: Collection[int]) -> list[Document]:
    lines = Posting.objects.filter(payment__isnull=False, target="paid", person_month__month__in=months)
    sums = lines.values_list("payment_id").annotate(
        Count("person_month__person", distinct=True), Count("id"), Sum("amount")
    )
    figures = {payment: tuple(rest) for payment, *rest in sums.order_by("payment_id")}
    papers = PaymentPaper.objects.filter(payment__in=figures).order_by("id")
    last = {one.payment_id: one for one in papers if one.kind in LAST}
    return [
        Document("payment", f"{one.kind.upper()} {one.number}", one.on, one.sha256, *figures[id_])
        for id_, one in sorted(last.items())
    ]


def _names(keys: Keys, matched: pl.DataFrame) -> pl.DataFrame:
    """``NAMES`` of everybody in the match whom the store knows."""
    people = sorted({person for person in matched["person"] if person >= 0})
    niks = niks_of(keys, people)
    named = rows_of(Person.objects.order_by("id"), ("id", "name"), "id", people)
    return pl.DataFrame([(person, niks.get(person), name) for person, name in named], schema=NAMES, orient="row")
