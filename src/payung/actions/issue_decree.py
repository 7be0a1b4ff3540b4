"""A decree issued: the list is frozen, its person-months are reserved from the purses that pay them."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.proposals import carry_out
from payung.actions.verify_budget import PlanFolderUnreadable, plan_in, verify_budget
from payung.core.allocation.fund import Plan
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.engines.plan_tables import read_table
from payung.store.acts import Doing
from payung.store.erased import called, none_erased
from payung.store.keys import Keys
from payung.store.ledger import Ledger
from payung.store.models import Decree, DecreeLine, Fund, Person, Programme, Proposal, Purse, Run, SourceRow, Waiting
from payung.store.people import numbers_of
from payung.store.renumber import villages_on
from payung.store.restricted import none_restricted


class PlanBroken(PayungError):
    """The plan breaks rules of money, or was changed after it was made."""

    code = "plan-broken"
    exit_code = 113

    def __init__(self, first: Text, count: int) -> None:
        super().__init__(
            Text(id=f"Rencana melanggar {count} aturan: {first.id}", en=f"The plan breaks {count} rules: {first.en}"),
            Text(
                id="Lihat semuanya dengan payung budget verify, lalu buat rencana lagi.",
                en="See all of them with payung budget verify, then make the plan again.",
            ),
            on_page=Text(
                id="Jangan pakai rencana ini: simpan rencana baru dari halaman Simulasi anggaran, lalu usulkan "
                "yang baru itu.",
                en="Leave this plan: save a new one from the page Budget and propose that.",
            ),
        )


class PlanUnknownHere(PayungError):
    """The plan names people, funds or a programme that the store does not know."""

    code = "plan-unknown-here"
    exit_code = 114

    def __init__(self, what: Text) -> None:
        super().__init__(
            Text(id=f"Basis data belum mengenal {what.id}.", en=f"The store does not know {what.en} yet."),
            Text(
                id="Masukkan dahulu: payung roster receive untuk orang, payung fund open untuk dana.",
                en="Bring them in first: payung roster receive for people, payung fund open for funds.",
            ),
            on_page=Text(
                id="Serahkan daftar orangnya pada halaman siklus dan buka dananya pada halaman Dana, lalu kirim lagi.",
                en="Hand in the list of people on the page of the cycle, open the fund on the page Funds, and "
                "send this again.",
            ),
        )


class DecreeThere(PayungError):
    """A decree of that number and day was issued before."""

    code = "decree-there"
    exit_code = 115

    def __init__(self, number: str) -> None:
        super().__init__(
            Text(id=f"Keputusan {number} sudah diterbitkan.", en=f"The decree {number} was issued already."),
            Text(
                id="Perubahan daftar adalah keputusan perubahan dengan nomor sendiri.",
                en="A change of the list is an amending decree with a number of its own.",
            ),
        )


@dataclass(frozen=True)
class Wanted:
    """The decree to issue: the plan in ``folder`` (of ``payung budget allocate``) for ``programme``.

    Only its months from ``first`` to ``last`` (yyyymm, None: all) are reserved: those for which money is in hand.
    """

    folder: Path
    programme: str
    number: str
    dated: date
    first: int | None = None
    last: int | None = None
    proposal: int | None = None  # which was approved; needed where people sign in


@dataclass(frozen=True)
class Issued:
    """What a decree reserved: people, person-months, whole rupiah; who waits; the SHA-256 of its list."""

    decree: int
    people: int
    person_months: int
    amount: int
    waiting: int
    list_hash: str


def issue_decree(place: Place, asked: Asked, wanted: Wanted) -> Issued:
    """Freeze the list of a plan as a decree and reserve its person-months, all of them or none.

    Raises: PlanFolderUnreadable, PlanBroken, PlanUnknownHere, DecreeThere, NotEnoughMoney, MonthHeld, PersonLeft,
    PersonRestricted, MonthClosed; ProposalNeeded, ProposalUnknown, ProposalStale, RightMissing; what ``act_at`` raises.
    """
    verified = verify_budget(wanted.folder)
    if verified.violations:
        raise PlanBroken(verified.violations[0], len(verified.violations))
    plan = plan_in(wanted.folder)
    months, waiting = entries(wanted, plan)
    list_hash = hash_of(months)
    proposed = said_of(wanted)
    said = {**proposed, "list": list_hash} | ({"proposal": wanted.proposal} if wanted.proposal is not None else {})

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        carry_out(doing, wanted.proposal, "decree", proposed, list_hash)
        decree, run = _decree(doing, wanted, list_hash)
        people = people_of(keys, pl.concat([months["key"], waiting["key"]]).unique(maintain_order=True))
        none_restricted(people.values())
        none_erased(people.values())
        rows = rows_in(run)
        placed = placed_in(months, plan, people, wanted.dated)
        _reserve(doing, decree, placed.sort("person", "month"), rows, wanted.dated)
        waits = [
            (decree, people[key], rows.get(people[key]), order)
            for key, order in waiting.select("key", "order").iter_rows()
        ]
        doing.add(Waiting, ("decree_id", "person_id", "row_id", "rank"), waits)
        return {
            "decree": decree,
            "people": placed["person"].n_unique(),
            "person_months": placed.height,
            "amount": int(placed["price"].sum()),
            "waiting": len(waits),
            "list_hash": list_hash,
        }

    return Issued(**act_at(place, asked, "decree.issue", said, work))


def said_of(wanted: Wanted) -> dict[str, Any]:
    """What a decree is called, and which months it reserves."""
    return {
        "number": wanted.number,
        "dated": wanted.dated.isoformat(),
        "programme": wanted.programme,
        "months": [wanted.first, wanted.last],
    }


def _decree(doing: Doing, wanted: Wanted, list_hash: str) -> tuple[int, int | None]:
    """Number of the new decree, and of the run its people come from. Raises: DecreeThere, PlanUnknownHere."""
    if Decree.objects.filter(number=wanted.number, dated=wanted.dated).exists():
        raise DecreeThere(wanted.number)
    programme = Programme.objects.filter(code=wanted.programme).first()
    if programme is None:
        raise PlanUnknownHere(Text(id=f"program {wanted.programme}", en=f"the programme {wanted.programme}"))
    planned = Proposal.objects.filter(id=wanted.proposal).values_list("plan__run_id", flat=True).first()
    run = planned or Run.objects.filter(programme=programme).order_by("-id").values_list("id", flat=True).first()
    decree = doing.add_one(
        Decree,
        programme_id=programme.id,
        run_id=run,
        number=wanted.number,
        dated=wanted.dated,
        list_hash=list_hash,
        amends_id=None,
    )
    return decree, run


def _reserve(doing: Doing, decree: int, placed: pl.DataFrame, rows: dict[int, int], dated: date) -> None:
    """Write the lines of the decree and reserve the person-months that hang on them."""
    lines = placed.unique(["person", "purse"], keep="first", maintain_order=True)
    numbers = doing.add(
        DecreeLine,
        ("decree_id", "person_id", "purse_id", "row_id", "rank", "replaces_id"),
        (
            (decree, person, purse, rows.get(person), order, None)
            for person, purse, order in lines.select("person", "purse", "order").iter_rows()
        ),
    )
    line_of = lines.select("person", "purse").with_columns(line=pl.Series(list(numbers), dtype=pl.Int64))
    entries = placed.join(line_of, on=["person", "purse"], how="left", maintain_order="left")
    with Ledger(doing, dated.year * 100 + dated.month) as ledger:
        ledger.reserve(entries)


def entries(wanted: Wanted, plan: Plan) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Person-months of the plan (key, village, order, fund, month, price) and who gets none (key, order), by order."""
    people, paid = read_table(wanted.folder, "people"), read_table(wanted.folder, "paid")
    first, last = wanted.first or plan.months[0], wanted.last or plan.months[-1]
    each = [
        paid.filter(pl.col("months").cast(pl.Int64) // 2**place % 2 == 1).select(
            "person", pl.col("fund").cast(pl.Int64), month=pl.lit(month, pl.Int64), place=pl.lit(place, pl.Int64)
        )
        for place, month in enumerate(plan.months)
        if first <= month <= last
    ]
    if not each:
        raise PlanFolderUnreadable("plan.json", f"{first}–{last}")
    prices = pl.DataFrame(
        [(fund, place, price) for fund, row in enumerate(plan.prices) for place, price in enumerate(row)],
        schema={"fund": pl.Int64, "place": pl.Int64, "price": pl.Int64},
        orient="row",
    )
    months = (
        pl.concat(each)
        .join(prices, on=["fund", "place"], how="left")
        .join(people.select("person", "key", "village", "order"), on="person", how="left")
        .sort("order", "person", "month")
    )
    unpaid = people.filter(~pl.col("person").is_in(paid["person"].implode())).sort("order", "person")
    return months.select("key", "village", "order", "fund", "month", "price"), unpaid.select("key", "order")


def hash_of(months: pl.DataFrame) -> str:
    """SHA-256 of the list: a line for each person-month."""
    text = months.select(pl.concat_str(pl.all().cast(pl.String), separator="\t")).to_series()
    return hashlib.sha256("\n".join(text).encode()).hexdigest()


def people_of(keys: Keys, linked: pl.Series) -> dict[str, int]:
    """Key of linkage, or the store's own key of somebody who waits, -> number of the person."""
    own, last = numbers_of(Person, "key", linked), called(keys, linked.to_list())
    people = {one: own.get(one) if each.number is None else each.number for one, each in last.items()}
    unknown = sum(person is None for person in people.values())
    if unknown:
        raise PlanUnknownHere(Text(id=f"{unknown} orang dalam rencana", en=f"{unknown} people of the plan"))
    return {one: person for one, person in people.items() if person is not None}


def rows_in(run: int | None) -> dict[int, int]:
    """Person -> the row by which they were accepted in a run."""
    rows = SourceRow.objects.filter(run_id=run, decision="accept", person__isnull=False).order_by("-id")
    return dict(rows.values_list("person_id", "id").iterator())


def placed_in(months: pl.DataFrame, plan: Plan, people: dict[str, int], dated: date) -> pl.DataFrame:
    """Person-months with the numbers of person and purse; a village may be called by an older code.

    Raises: PlanUnknownHere.
    """
    funds = dict(Fund.objects.filter(code__in=[fund.id for fund in plan.funds]).values_list("code", "id"))
    missing = [fund.id for fund in plan.funds if fund.id not in funds]
    if missing:
        raise PlanUnknownHere(Text(id=f"dana {', '.join(missing)}", en=f"the funds {', '.join(missing)}"))
    purses = pl.DataFrame(
        list(Purse.objects.filter(fund_id__in=funds.values()).values_list("fund__code", "village_id", "id")),
        schema={"code": pl.String, "home": pl.Int64, "purse": pl.Int64},
        orient="row",
    )
    rules = pl.DataFrame(
        [(place, fund.id, fund.per == "village") for place, fund in enumerate(plan.funds)],
        schema={"fund": pl.Int64, "code": pl.String, "own": pl.Boolean},
        orient="row",
    )
    called = months["village"].unique().cast(pl.String).str.zfill(10)
    homes = {int(code): village for code, village in villages_on(dated, called).items()}
    where = pl.when("own").then(pl.col("village").replace_strict(homes, default=None, return_dtype=pl.Int64))
    placed = (
        months.join(rules, on="fund", how="left", maintain_order="left")
        .with_columns(home=where, person=pl.col("key").replace_strict(people, return_dtype=pl.Int64))
        .join(purses, on=["code", "home"], how="left", nulls_equal=True, maintain_order="left")
    )
    lost = placed.filter(pl.col("purse").is_null())["village"].n_unique()
    if lost:
        raise PlanUnknownHere(Text(id=f"dompet dana {lost} desa", en=f"the purses of {lost} villages"))
    return placed
