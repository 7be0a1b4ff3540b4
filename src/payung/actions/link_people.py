"""Who is the same person on several lists: compare all records, or new lists with a register already compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from payung.actions.gather_people import Gathered, Given, gather_people
from payung.actions.people_folder import (
    PAIRS,
    PEOPLE,
    PREPARED,
    RECORDS,
    PeopleFolder,
    earlier_people,
    merged,
    no_records,
    read_people,
    read_persons,
    refuse_waiting,
)
from payung.actions.staging import staged
from payung.actions.watch import Unwatched, Watcher
from payung.actions.write_people import Found, Told, write_people
from payung.core.basis.errors import PayungError
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.core.linkage.decisions import Decision, read_decisions
from payung.core.linkage.model import Model, read_model
from payung.engines.likeness.link import link, link_new

COMPARING = Text(id="Membandingkan catatan", en="Comparing records")
BRIDGES = Text(
    id="{n} pasangan menyatukan dua orang yang sudah tercatat; jalankan sekali tanpa --against agar diputuskan penuh.",
    en="{n} pairs would make one person of two that are known; run once without --against to settle them in full.",
)
LATE = Text(
    id="Ada keputusan baru atas catatan lama; berlaku pada pembandingan berikutnya tanpa --against.",
    en="There are new decisions about records of the register; they count when you run without --against.",
)


class NothingToLink(PayungError):
    """No list was given to compare."""

    code = "people-nothing-to-link"
    exit_code = 92

    def __init__(self) -> None:
        super().__init__(
            Text(id="Tidak ada daftar yang diberikan untuk dibandingkan.", en="No list was given to compare."),
            Text(
                id="Berikan --rosters, --members, --deaths, --register atau --earlier.",
                en="Give --rosters, --members, --deaths, --register or --earlier.",
            ),
        )


@dataclass(frozen=True)
class Request:
    """What the user asked for. ``decisions``, ``model``, ``persons``: files; where they are not given, what lies in
    ``out`` from the last time counts. ``against``: an earlier result to compare the lists given with."""

    given: Given
    out: Path
    decisions: Path | None = None
    model: Path | None = None
    persons: Path | None = None
    against: Path | None = None
    seed: int = 1


def link_people(request: Request, *, watcher: Watcher | None = None) -> Told:
    """Link all lists of ``request`` and write the result into ``request.out``: the whole folder or nothing.

    Decisions of persons and their keys are taken over from the result that is replaced.
    Raises: NothingToLink, PeopleFolderWrong, ModelUnreadable, DecisionUnreadable; what reading the lists raises;
    AnswersWaiting, ReviewWorkbookWrong; FolderNotOurs, FolderBusy, FolderAmongRosters.
    """
    if request.given.nothing:
        raise NothingToLink
    watcher = watcher or Unwatched()
    model = read_model(request.model.read_text("utf-8")) if request.model else None
    persons = read_persons(request.persons) if request.persons else None
    given = read_decisions(request.decisions.read_text("utf-8-sig")) if request.decisions else ()
    with staged(request.out, apart_from=request.given.rosters) as folder:
        last = earlier_people(request.out)
        if last:
            refuse_waiting(last)
        base = read_people(request.against) if request.against else None
        told = merged(*(one.decisions for one in (base, last) if one), given)
        before = base.table(RECORDS) if base else no_records()
        known = frozenset(base.mark["inputs"].values()) if base else frozenset()
        gathered = gather_people(request.given, before, watcher, known)
        watcher.stage(COMPARING)
        if base:
            found = _against(base, before, gathered, model or base.model, told)
        else:
            found = _compared(gathered, request.seed, model, told, persons if persons is not None else _keys(last))
        return write_people(found, told, last or base, request.out, folder, watcher)


def link_again(path: Path, folder: Path, *, watcher: Watcher) -> Told:
    """Settle the records of the result at ``path`` once more by the decisions in it, with its own model, into
    ``folder``, which is to replace it."""
    last = read_people(path)
    records = last.table(RECORDS)
    gathered = Gathered(records, last.mark["inputs"], ())
    watcher.stage(COMPARING)
    found = _compared(gathered, last.model.seed, last.model, last.decisions, last.persons())
    return write_people(found, last.decisions, last, path, folder, watcher)


def _keys(last: PeopleFolder | None) -> pl.DataFrame | None:
    return last.persons() if last else None


def _compared(
    gathered: Gathered, seed: int, model: Model | None, told: Sequence[Decision], persons: pl.DataFrame | None
) -> Found:
    linked = link(gathered.records, seed=seed, model=model, decisions=told, persons=persons)
    return Found(gathered.records, linked.clusters, linked.pairs, linked.model, linked.report, linked.prepared,
                 gathered.digests, gathered.notes)  # fmt: skip


def _against(
    base: PeopleFolder, before: pl.DataFrame, gathered: Gathered, model: Model, told: Sequence[Decision]
) -> Found:
    """What the new records are among those of ``base``; the pairs of ``base`` stay as they are."""
    register = base.table(PREPARED)
    people = base.table(PEOPLE)
    linked = link_new(
        gathered.records,
        register,
        model=model,
        persons=people.select("record_key", "person_key"),
        decisions=told,
    )
    known = people.select("record_key", "person_key").with_row_index("position").cast({"position": pl.Int64})
    clusters = pl.concat([known.select("position", "record_key", "person_key"), linked.clusters])
    found, bridges = _unbridged(linked.pairs, clusters)
    old = base.table(PAIRS)
    notes = [*gathered.notes, *([BRIDGES.filled(n=number(bridges))] if bridges else [])]
    notes += [LATE] if _late(told, base.decisions, people) else []
    return Found(
        pl.concat([before, gathered.records]),
        clusters,
        pl.concat([old.select(found.columns), found]),
        model,
        linked.report,
        pl.concat([register, linked.prepared]),
        {**base.mark["inputs"], **gathered.digests},
        tuple(notes),
        before.height,
    )


def _unbridged(pairs: pl.DataFrame, clusters: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """``pairs`` with those asked about that would make one person of two the register knows; how many they are.

    What speaks for or against those two is only compared in full.
    """
    keys = clusters.select("position", "person_key")
    both = pairs.join(keys, left_on="left", right_on="position", how="left", maintain_order="left").join(
        keys, left_on="right", right_on="position", how="left", maintain_order="left", suffix="_right"
    )
    bridge = (pl.col("outcome") == "same") & (pl.col("person_key") != pl.col("person_key_right"))
    told = both.with_columns(outcome=pl.when(bridge).then(pl.lit("ask")).otherwise("outcome"), bridge=bridge)
    return told.select(pairs.columns), int(told["bridge"].sum())


def _late(told: Sequence[Decision], known: Sequence[Decision], people: pl.DataFrame) -> bool:
    """Whether a decision that the register does not know yet is about two of its records."""
    added = set(told) - set(known)
    keys = pl.Series([key for decision in added for key in (decision.left, decision.right)], dtype=pl.String)
    there = set(people.filter(pl.col("record_key").is_in(keys.implode()))["record_key"]) if added else set()
    return any(decision.left in there and decision.right in there for decision in added)
