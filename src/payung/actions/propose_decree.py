"""A decree proposed from a saved plan: its list frozen by hash, and the sample that is to be looked at drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.folder_archive import unpacked
from payung.actions.issue_decree import (
    DecreeThere,
    PlanBroken,
    Wanted,
    entries,
    hash_of,
    people_of,
    placed_in,
    rows_in,
    said_of,
)
from payung.actions.proposals import StepRefused, first_seed, fresh, open_of, take_step
from payung.actions.verify_budget import plan_in, verify_budget
from payung.actions.watch import Unwatched, Watcher
from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.core.review.sample import draw
from payung.store.acts import Doing, canonical
from payung.store.database import open_store
from payung.store.erased import none_erased
from payung.store.files import content
from payung.store.keys import Keys
from payung.store.ledger import people_held
from payung.store.models import Decree, Head, Proposal, Sampled, SavedPlan
from payung.store.restricted import none_restricted
from payung.store.spent import short_of

OPEN = Text(
    id="rencana ini sedang diusulkan; selesaikan atau tarik dahulu usulan itu",
    en="this plan is proposed already; finish or withdraw that proposal first",
)


NOBODY = Text(id="tidak membayar siapa pun pada bulan-bulan itu", en="it pays nobody in those months")


class PlanUnknown(PayungError):
    """There is no saved plan of that number."""

    code = "plan-unknown"
    exit_code = 220

    def __init__(self) -> None:
        super().__init__(
            Text(id="Rencana tersimpan itu tidak ada.", en="There is no such saved plan."),
            Text(id="Pilih rencana dari halaman dana.", en="Choose a plan on the page of money."),
        )


class PlanOutrun(PayungError):
    """Since the plan was saved, its money or the months of its people went to other decrees. Nothing was proposed."""

    code = "plan-outrun"
    exit_code = 224

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Rencana ini tidak cocok lagi: {why.id}.", en=f"The plan does not fit any more: {why.en}."),
            Text(
                id="Simpan rencana baru dari halaman Simulasi anggaran, lalu usulkan yang baru itu.",
                en="Save a new plan from the page Budget and propose that.",
            ),
        )


@dataclass(frozen=True)
class Proposing:
    """The saved plan to decide on; number and day the decree is to bear; its months, as of ``Wanted``."""

    plan: int
    number: str
    dated: date
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True)
class Proposed:
    """The proposal, what it would reserve, and how many are to be looked at, drawn by ``seed``."""

    proposal: int
    people: int
    person_months: int
    amount: int
    sample: int
    seed: str
    list_hash: str


def propose_decree(place: Place, asked: Asked, wanted: Proposing, *, watcher: Watcher | None = None) -> Proposed:
    """Propose to issue a decree of a saved plan. Nothing is reserved by it.

    Raises: PlanUnknown, PlanBroken, PlanUnknownHere, PlanOutrun, DecreeThere, PersonRestricted, ProposalStale,
    StepRefused, RightMissing, and what ``act_at`` raises; ValueError where the number is no text of 1 to 100 letters.
    """
    watcher = watcher or Unwatched()
    if not 0 < len(wanted.number.strip()) <= 100:
        raise ValueError("a number has 1 to 100 letters")
    keys = Keys.read(place.keys)
    open_store(place.address)
    with TemporaryDirectory() as folder:
        watcher.stage(Text(id="Membuka dan memeriksa rencana", en="Opening and verifying the plan"))
        saved = plan_saved(wanted.plan)
        decree = wanted_of(saved, wanted, opened_plan(keys, saved, Path(folder)))
        plan = plan_in(decree.folder)
        months, waiting = entries(decree, plan)
    list_hash, said = hash_of(months), said_of(decree)
    subject = {**said, **counted(months), "waiting": waiting.height}
    watcher.stage(Text(id="Mengundi contoh dan mengusulkan", en="Drawing the sample and proposing"))

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        if Decree.objects.filter(number=wanted.number, dated=wanted.dated).exists():
            raise DecreeThere(wanted.number)
        if open_of(plan=saved):
            raise StepRefused(OPEN)
        if months.is_empty():
            raise PlanOutrun(NOBODY)
        area = saved.cycle.programme.area_code
        columns = {"cycle_id": saved.cycle_id, "kind": "decree", "plan_id": saved.id, "area_code": area}
        people = people_of(keys, pl.concat([months["key"], waiting["key"]]).unique(maintain_order=True))
        none_restricted(people.values())
        none_erased(people.values())
        _still_fits(placed_in(months, plan, people, wanted.dated))
        places = dict(months.select("key", "village").iter_rows())
        rows = rows_in(saved.run_id)
        where = [(people[key], f"{village:010d}"[:4]) for key, village in places.items()]
        return propose(doing, columns, subject, list_hash, where, rows)

    return Proposed(**act_at(place, asked, "decree.propose", {**said, "plan": wanted.plan, "list": list_hash}, work))


def _still_fits(placed: pl.DataFrame) -> None:
    """Raises: PlanOutrun where person-months (person, month, purse, price) could not be reserved as things stand."""
    if held := people_held(placed):
        people = number(held)
        raise PlanOutrun(
            Text(
                id=f"{people} orangnya sudah ditetapkan atau dibayar untuk bulan yang sama",
                en=f"{people} of its people are on a decree, or paid, for the same month already",
            )
        )
    short = short_of(dict(placed.group_by("purse").agg(pl.col("price").sum()).iter_rows()))
    if short is not None:
        whose = f"{short.fund} {short.village}".strip()
        raise PlanOutrun(
            Text(
                id=f"dana {whose} tersisa {rupiah(short.left)}, dan rencana memakai {rupiah(short.asked)}",
                en=f"{rupiah(short.left)} is left of {whose}, and the plan uses {rupiah(short.asked)}",
            )
        )


def propose(
    doing: Doing,
    columns: Mapping[str, Any],
    subject: Mapping[str, Any],
    list_hash: str,
    people: Iterable[tuple[int, str]],
    rows: Mapping[int, int],
) -> dict[str, Any]:
    """Write a proposal, its first step and its sample; what ``Proposed`` says.

    ``people``: person and regency, each once; ``rows``: person -> the row by which they were accepted.
    The seed is the link of the act before, which whoever proposes cannot choose; a list that was proposed before keeps
    its first one, else proposing and withdrawing would draw until the sample suits.
    Raises: RightMissing, ProposalStale.
    """
    seed = first_seed(columns["area_code"], list_hash) or Head.objects.values_list("link", flat=True).get(id=1)
    drawn = draw(people, seed)
    proposed = doing.add_one(
        Proposal,
        **{"plan_id": None, "decree_id": None, "cycle_id": None, **columns},
        subject=canonical(subject),
        list_hash=list_hash,
        seed=seed,
    )
    proposal = Proposal.objects.select_related("cycle", "plan").get(id=proposed)
    fresh(proposal)
    take_step(doing, proposal, "proposed", "")
    sampled = ((proposed, person, rows.get(person), place) for place, person in enumerate(drawn, start=1))
    doing.add(Sampled, ("proposal_id", "person_id", "row_id", "place"), sampled)
    sums = {name: subject[name] for name in ("people", "person_months", "amount")}
    return {"proposal": proposed, **sums, "sample": len(drawn), "seed": seed, "list_hash": list_hash}


def plan_saved(plan: int) -> SavedPlan:
    """The saved plan of money (no simulation). Raises: PlanUnknown."""
    found = SavedPlan.objects.select_related("cycle__programme", "file").filter(id=plan, kind="plan").first()
    if found is None:
        raise PlanUnknown
    return found


def opened_plan(keys: Keys, saved: SavedPlan, folder: Path) -> Path:
    """The folder of a saved plan, laid into ``folder`` and verified. Raises: PlanBroken, PlanFolderUnreadable."""
    path = unpacked(content(keys, saved.file_id), folder / "plan")
    verified = verify_budget(path)
    if verified.violations:
        raise PlanBroken(verified.violations[0], len(verified.violations))
    return path


def wanted_of(saved: SavedPlan, proposing: Proposing, folder: Path) -> Wanted:
    """The decree as ``issue_decree`` is asked for it."""
    programme = saved.cycle.programme.code
    return Wanted(folder, programme, proposing.number, proposing.dated, proposing.first, proposing.last)


def counted(months: pl.DataFrame) -> dict[str, Any]:
    """What a list of person-months (key, village, month, price) comes to, its first and last month; by regency: code,
    villages, people, months, rupiah; by code."""
    regency = pl.col("village").cast(pl.String).str.zfill(10).str.slice(0, 4)
    sums = (
        pl.col("village").n_unique().alias("villages"),
        pl.col("key").n_unique().alias("people"),
        pl.len().alias("months"),
        pl.col("price").sum().alias("amount"),
    )
    by = months.group_by(regency.alias("regency")).agg(*sums).sort("regency")
    whole = months.select(*sums).row(0, named=True)
    return {
        "people": whole["people"],
        "person_months": whole["months"],
        "amount": int(whole["amount"]),
        "span": [months["month"].min(), months["month"].max()],
        "regencies": [list(row) for row in by.iter_rows()],
    }
