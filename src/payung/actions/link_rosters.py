"""Compare roster rows by likeness, with each other and with the lists of other offices, for the decision to read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import narwhals as nw
import polars as pl

from payung.actions.gather_records import gather_records, named
from payung.core.eligibility.registers import LINKED, LINKED_SHOWN, active_members, recorded_deaths
from payung.core.linkage.decisions import Decision
from payung.engines.likeness.link import Linked, link

THIRD_ID, THIRD_EN = "lewat catatan lain orang itu", "through another record of that person"
"""Why two records are one person that were never compared with each other."""


PLACED = {"file": pl.String, "sheet": pl.String, "row": pl.Int64, "programme": pl.String, "months": pl.Int64}


@dataclass(frozen=True)
class Known:
    """What was known before: ``lists``, source -> rows of the ``people`` register with file, sheet and row (registers
    of people, earlier programmes); ``persons``: record_key and person_key of an earlier run, whose keys are kept."""

    lists: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    persons: pl.DataFrame | None = None


@dataclass(frozen=True)
class RosterLinks:
    """``linked``: all that likeness found among ``records``; ``places``: position and ``PLACED`` of the records whose
    place is known; ``found``: key (position of a roster row) and the columns ``LINKED`` and ``LINKED_SHOWN``, a line
    for each roster row, link_key being the key of its person."""

    linked: Linked
    records: pl.DataFrame
    places: pl.DataFrame
    found: pl.DataFrame


def link_rosters(
    rows: pl.DataFrame,
    *,
    members: Path | None,
    deaths: Path | None,
    on: date,
    seed: int,
    decisions: Sequence[Decision] = (),
    known: Known | None = None,
) -> RosterLinks:
    """Link roster ``rows`` (``core.roster.table.COLUMNS``), the lists of ``gateways.registers`` at the paths given, and
    those of ``known``.

    Weights are estimated from these records with ``seed``; ``decisions`` of persons count for more.
    """
    known = known or Known()
    lists = {"roster": rows, "members": named(members), "deaths": named(deaths), **known.lists}
    records = gather_records(lists)
    linked = link(records, seed=seed, decisions=decisions, persons=known.persons)
    start = {"members": rows.height, "deaths": rows.height + lists["members"].height}
    facts = {
        "member": _facts(active_members, lists["members"], start["members"], on, until="cover_until"),
        "dead": _facts(recorded_deaths, lists["deaths"], start["deaths"], on, day="died"),
    }
    return RosterLinks(linked, records, _places(lists), _found(rows, records, linked, facts))


def _places(lists: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """position and ``PLACED`` of the records of the lists that say where each stands."""
    tables, start = [], 0
    for rows in lists.values():
        if "file" in rows.columns:
            there = (pl.col(name) if name in rows.columns else pl.lit(None) for name in PLACED)
            columns = (one.cast(dtype).alias(name) for one, (name, dtype) in zip(there, PLACED.items(), strict=True))
            at = pl.int_range(start, start + rows.height, dtype=pl.Int64, eager=True)
            tables.append(rows.select(*columns).with_columns(position=at))
        start += rows.height
    return pl.concat(tables)


def _facts(reader: object, rows: pl.DataFrame, start: int, on: date, **shown: str) -> pl.DataFrame:
    """Positions of the records of a list that matter on the day, and what messages show of them."""
    ((name, column),) = shown.items()
    placed = rows.with_columns(position=pl.int_range(pl.len(), dtype=pl.Int64) + start)
    if not rows.height:
        dtype = pl.String if name == "until" else pl.Int64
        return pl.DataFrame(schema={"other": pl.Int64, name: dtype})
    said = nw.to_native(reader(nw.from_native(placed.lazy()), on))  # type: ignore[operator]
    facts = said.group_by("key").agg(pl.col(column).max().alias(name)).collect()
    keyed = placed.select(other="position", key=pl.col("nik").cast(pl.Int64, strict=False))
    return keyed.join(facts, on="key").select("other", name)


def _found(rows: pl.DataFrame, records: pl.DataFrame, linked: Linked, facts: dict[str, pl.DataFrame]) -> pl.DataFrame:
    pairs = _both_ways(linked.pairs)
    people = linked.clusters.select("position", "person_key").join(
        records.select("position", "source", "nik"), on="position"
    )
    same = _same_rows(rows, people, pairs)
    here = people.filter(pl.col("position") < rows.height).select(other="position", theirs="person_key")
    asked = _under_other_niks(_asked(pairs, people, here), records)
    alike = _heaviest(asked).select(
        key="position", link_alike=pl.lit(True), alike_at="other", alike_why_id="why_id", alike_why_en="why_en"
    )
    found = same.join(alike, on="key", how="full", coalesce=True)
    for kind, known in facts.items():
        met = _met(people, pairs, known, kind).filter(pl.col("key") < rows.height)
        found = found.join(met, on="key", how="full", coalesce=True)
    places = rows.select(pl.col("position").alias("at"), "file", pl.col("row").cast(pl.String))
    for kind in ("link", "alike"):
        there = places.rename({"at": f"{kind}_at", "file": f"{kind}_file", "row": f"{kind}_row"})
        found = found.join(there, on=f"{kind}_at", how="left")
    own = people.filter(pl.col("position") < rows.height).select(key="position", own_key="person_key")
    whole = own.join(found, on="key", how="left").with_columns(link_key="own_key")
    return whole.select("key", *LINKED, *LINKED_SHOWN).sort("key")


def _both_ways(pairs: pl.DataFrame) -> pl.DataFrame:
    """Each pair seen from either side: position, other, weight, outcome, why."""
    told = pairs.select("left", "right", "weight", "outcome", "why_id", "why_en")
    names = ("position", "other", *told.columns[2:])
    ways = told, told.select("right", "left", pl.exclude("left", "right"))
    return pl.concat([way.rename(dict(zip(way.columns, names, strict=True))) for way in ways])


def _asked(pairs: pl.DataFrame, people: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    """position, other, weight, why: every record of a person about whom one asks whether they are that of ``targets``
    (other, theirs: the person's key).

    Of all records of two persons only one pair is asked about, but the doubt is about each of them.
    """
    keys = people.select("position", "person_key")
    between = (
        pairs.filter(pl.col("outcome") == "ask")
        .rename({"position": "at", "other": "to"})
        .join(keys.rename({"position": "at", "person_key": "mine"}), on="at")
        .join(keys.rename({"position": "to", "person_key": "theirs"}), on="to")
    )
    met = between.join(keys.rename({"person_key": "mine"}), on="mine").join(targets, on="theirs")
    direct = (pl.col("at") == pl.col("position")) & (pl.col("to") == pl.col("other"))
    return met.select(
        "position",
        "other",
        "weight",
        why_id=pl.when(direct).then("why_id").otherwise(pl.format("{}, {}", "why_id", pl.lit(THIRD_ID))),
        why_en=pl.when(direct).then("why_en").otherwise(pl.format("{}, {}", "why_en", pl.lit(THIRD_EN))),
    )


def _heaviest(pairs: pl.DataFrame) -> pl.DataFrame:
    """The heaviest pair of each position; of equally heavy ones that with the lowest other."""
    ordered = pairs.sort("position", "weight", "other", descending=[False, True, False])
    return ordered.unique("position", keep="first", maintain_order=True)


def _under_other_niks(pairs: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    """Those of ``pairs`` whose records have not the same NIK: what one NIK says, exact rules say already."""
    niks = records.select("position", "nik")
    both = pairs.join(niks, on="position").join(niks.rename({"position": "other", "nik": "other_nik"}), on="other")
    return both.filter(pl.col("nik").ne_missing(pl.col("other_nik"))).drop("nik", "other_nik")


def _same_rows(rows: pl.DataFrame, people: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Roster rows whose person also stands on another row under another NIK.

    The best row is the one whose NIK most records of the person have, then the first.
    """
    votes = people.group_by("person_key", "nik").agg(votes=pl.len())
    here = people.filter(pl.col("position") < rows.height)
    several = here.group_by("person_key").agg(niks=pl.col("nik").n_unique(), first=pl.col("position").min())
    mine = (
        here.join(several.filter(pl.col("niks") > 1), on="person_key")
        .join(votes, on=["person_key", "nik"], how="left", nulls_equal=True)
        .sort("person_key", "votes", "position", descending=[False, True, False])
        .with_columns(link_place=pl.int_range(pl.len(), dtype=pl.Int64).over("person_key"))
    )
    direct = _heaviest(
        pairs.join(mine.select("position", "person_key"), on="position")
        .join(mine.select(other="position", other_person="person_key"), on="other")
        .filter(pl.col("person_key") == pl.col("other_person"))
    ).select("position", "other", "why_id", "why_en")
    partners = mine.select("person_key", partner="position").sort("partner")
    chained = (
        mine.join(partners, on="person_key")
        .filter(pl.col("partner") != pl.col("position"))
        .unique("position", keep="first", maintain_order=True)
        .select("position", "partner")
    )
    whole = mine.join(direct, on="position", how="left").join(chained, on="position", how="left")
    return whole.select(
        key="position",
        link_person=pl.col("first"),
        link_place="link_place",
        link_key="person_key",
        link_at=pl.coalesce("other", "partner"),
        link_why_id=pl.coalesce("why_id", pl.lit(THIRD_ID)),
        link_why_en=pl.coalesce("why_en", pl.lit(THIRD_EN)),
    ).sort("key")


def _met(people: pl.DataFrame, pairs: pl.DataFrame, known: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Records that are, or may be, the person of one of ``known`` under another NIK: the heaviest pair of each."""
    told = pairs.filter(pl.col("outcome") == "same").join(known, on="other")
    theirs = people.select(other="position", theirs="person_key").join(known, on="other")
    asked = _asked(pairs, people, theirs.select("other", "theirs")).join(known, on="other")
    through = (
        people.select("position", "person_key")
        .join(people.select(other="position", person_key="person_key"), on="person_key")
        .join(known, on="other")
        .filter(pl.col("position") != pl.col("other"))
        .join(told.select("position", "other"), on=["position", "other"], how="anti")
        .with_columns(weight=pl.lit(0, pl.Int64), why_id=pl.lit(THIRD_ID), why_en=pl.lit(THIRD_EN))
    )
    shown = known.columns[1]
    both = pl.concat(
        [
            told.select(columns := ["position", "other", "weight", shown, "why_id", "why_en"]),
            asked.select(columns),
            through.select(columns),
        ]
    )
    return _heaviest(_under_other_niks(both, people)).select(
        pl.col("position").alias("key"),
        pl.lit(True).alias(f"link_{kind}"),
        pl.col(shown).alias(f"{kind}_{shown}"),
        pl.col("why_id").alias(f"{kind}_why_id"),
        pl.col("why_en").alias(f"{kind}_why_en"),
    )
