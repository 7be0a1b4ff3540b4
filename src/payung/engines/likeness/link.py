"""Who is the same person among records of many lists; see ``core.linkage`` for the rules."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from payung.core.linkage.clusters import components, joined
from payung.core.linkage.comparisons import COMPARISONS
from payung.core.linkage.decisions import Decision, in_force
from payung.core.linkage.model import Model
from payung.core.linkage.outcome import OUTCOMES
from payung.engines.likeness.blocks import LOW, Skipped, distinct, pairs_to_compare, unpacked
from payung.engines.likeness.codes import Array, Coded, coded
from payung.engines.likeness.judge import (
    ASK,
    DIFFERENT,
    SAME,
    Situations,
    clear_of_rivals,
    learn,
    outcomes,
    places,
    situations,
    weigh,
    words,
)
from payung.engines.likeness.levels import Compared, compare, measures
from payung.engines.likeness.persons import cluster_table
from payung.engines.likeness.prepare import Worthless, prepare
from payung.engines.likeness.report import Report, histogram

MARGIN = 6_000
"""Thousandths of a bit by which one person must fit better than the next."""

ALMOST = 0
"""Pairs that a guard calls different are shown when they weigh at least this."""

DECIDED = 2**40
"""The weight of a person's word."""


@dataclass(frozen=True)
class Linked:
    """``pairs``: left, right (positions), left_key, right_key, weight (thousandths of a bit), outcome, guard, a column
    per comparison with its level, rarity_name, rarity_birth, why_id, why_en: pairs that are the same, that are asked
    about, and those a guard alone keeps apart. ``clusters``: position, record_key, person_key of every record.
    ``prepared``: the records as ``prepare`` made them, to be met by later ones; after ``link_new`` the new ones."""

    pairs: pl.DataFrame
    clusters: pl.DataFrame
    model: Model
    report: Report
    prepared: pl.DataFrame


@dataclass
class _Pairs:
    """Candidate pairs on their way to an outcome."""

    packed: Array
    compared: Compared
    kinds: Situations
    at_kind: Array
    weights: Array
    outcome: NDArray[np.int8]


def link(
    records: pl.DataFrame,
    *,
    seed: int,
    model: Model | None = None,
    decisions: Sequence[Decision] = (),
    persons: pl.DataFrame | None = None,
    secret: bytes = b"",
) -> Linked:
    """Compare all of ``records`` (``core.linkage.record.COLUMNS``) with each other.

    Without ``model`` one is estimated with ``seed``. ``persons`` (record_key, person_key) are the keys of an earlier
    run: who is still there keeps theirs.
    """
    prepared, worthless = prepare(records, secret)
    return _linked(coded(prepared), None, seed, model, decisions, persons, worthless)


def link_new(
    new: pl.DataFrame,
    register: pl.DataFrame,
    *,
    model: Model,
    persons: pl.DataFrame,
    decisions: Sequence[Decision] = (),
    secret: bytes = b"",
) -> Linked:
    """Compare ``new`` records with each other and with a ``register`` that ``prepare`` once made ready.

    ``persons``: record_key and person_key of the register. Only pairs with a new record are judged. Positions of new
    records must not be those of the register.
    """
    prepared, worthless = prepare(new, secret)
    both = pl.concat([register, prepared])
    return _linked(coded(both), len(register), model.seed, model, decisions, persons, worthless)


def _linked(
    records: Coded,
    new_from: int | None,
    seed: int,
    model: Model | None,
    decisions: Sequence[Decision],
    persons: pl.DataFrame | None,
    worthless: tuple[Worthless, ...],
) -> Linked:
    packed, skipped = pairs_to_compare(records, new_from)
    told_same, told_apart = _told(records, decisions)
    if len(told_same) or len(told_apart):
        packed = distinct(np.concatenate([packed, told_same, told_apart]))
    found = measures(records)
    compared = compare(found, *unpacked(packed))
    kinds = situations(compared)
    model = model or learn(found, kinds, seed)
    at_kind = places(kinds, compared)
    weights = weigh(kinds, at_kind, compared, model)
    pairs = _Pairs(packed, compared, kinds, at_kind, weights, outcomes(kinds, at_kind, weights, model))
    copies = _copies(records, packed)
    pairs.outcome[copies] = SAME
    ceilings = _ceilings(pairs)
    clusters = _settle(records, pairs, copies, told_same, told_apart, _known_edges(records, persons, new_from))
    table = cluster_table(records.text, clusters, persons)
    if new_from is not None:
        table = table.filter(pl.col("line") >= new_from)
    shown = _shown(records, pairs)
    report = _report(pairs, clusters, ceilings, skipped, worthless)
    return Linked(shown, table.drop("line"), model, report, records.text.slice(new_from or 0))


def _told(records: Coded, decisions: Sequence[Decision]) -> tuple[Array, Array]:
    """Packed pairs that persons called the same, and different."""
    standing = in_force(decisions)
    if not standing:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    told = pl.DataFrame(
        [(left, right, decision.verdict == "same") for (left, right), decision in standing.items()],
        schema={"left": pl.String, "right": pl.String, "same": pl.Boolean},
        orient="row",
    )
    keys = records.text.select(key="record_key").with_row_index("line")
    lines = told.join(keys, left_on="left", right_on="key").join(keys, left_on="right", right_on="key", suffix="_right")
    one, other = lines["line"].cast(pl.Int64).to_numpy(), lines["line_right"].cast(pl.Int64).to_numpy()
    packed = (np.minimum(one, other) << LOW) | np.maximum(one, other)
    same = lines["same"].to_numpy()
    return packed[same], packed[~same]


def _known_edges(records: Coded, persons: pl.DataFrame | None, new_from: int | None) -> tuple[Array, Array]:
    """Pairs of register lines that an earlier run made one person."""
    if persons is None or new_from is None:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    lines = records.text.head(new_from).select("record_key").with_row_index("line")
    owned = lines.join(persons.unique("record_key"), on="record_key", how="inner")
    first = owned.group_by("person_key").agg(first=pl.col("line").min())
    edges = owned.join(first, on="person_key").filter(pl.col("line") != pl.col("first"))
    return edges["first"].cast(pl.Int64).to_numpy(), edges["line"].cast(pl.Int64).to_numpy()


def _copies(records: Coded, packed: Array) -> NDArray[np.bool_]:
    """Pairs of records with a NIK that say the same in everything: a list that was handed in twice."""
    keys = records.text["record_key"].hash().to_numpy()
    has = records.text["nik"].is_not_null().to_numpy()
    left, right = unpacked(packed)
    copies: NDArray[np.bool_] = (keys[left] == keys[right]) & has[left]
    return copies


def _settle(
    records: Coded, pairs: _Pairs, copies: NDArray[np.bool_], same: Array, apart: Array, known: tuple[Array, Array]
) -> Array:
    """The cluster of each record; ``pairs.outcome`` and weights of decided pairs are brought in line with it."""
    size = len(records)
    is_same, is_apart = np.isin(pairs.packed, same), np.isin(pairs.packed, apart)
    judged = pairs.outcome.copy()
    judged[is_same], judged[is_apart] = SAME, DIFFERENT
    left, right = unpacked(pairs.packed)
    by_word = components(size, left[is_same], right[is_same])  # whom persons joined, over third records too
    fenced = (pairs.kinds.fences[pairs.at_kind] & (by_word[left] != by_word[right]) & ~copies) | is_apart
    fences = unpacked(pairs.packed[fenced])
    strength = np.where(is_same, DECIDED, pairs.weights)

    def clusters_of(chosen: NDArray[np.bool_]) -> Array:
        left, right = unpacked(pairs.packed[chosen])
        return joined(
            size,
            np.concatenate([known[0], left]),
            np.concatenate([known[1], right]),
            np.concatenate([np.full(len(known[0]), DECIDED // 2), strength[chosen]]),
            fences,
        )

    for numbered in (records.niks != 0, records.text["nik"].is_not_null().to_numpy()):
        firm = clusters_of((judged == SAME) & ((numbered[left] & numbered[right]) | is_same | copies))
        judged = clear_of_rivals(pairs.packed, pairs.weights, judged, numbered, firm, MARGIN)
    judged[is_same], judged[is_apart] = SAME, DIFFERENT
    clusters = clusters_of(judged == SAME)
    together = clusters[left] == clusters[right]
    judged[(judged == SAME) & ~together] = ASK
    judged[together & ~fenced & (judged == ASK)] = SAME
    pairs.outcome = judged
    _ask_once(pairs, clusters[left], clusters[right])
    return clusters


def _ask_once(pairs: _Pairs, one: Array, other: Array) -> None:
    """Of several doubtful pairs between two persons only the heaviest is asked about; the answer settles the others."""
    lines = np.flatnonzero(pairs.outcome == ASK)
    asked = pl.DataFrame(
        {
            "line": lines,
            "low": np.minimum(one[lines], other[lines]),
            "high": np.maximum(one[lines], other[lines]),
            "weight": pairs.weights[lines],
        }
    )
    first = asked.sort("low", "high", "weight", "line", descending=[False, False, True, False]).unique(
        ["low", "high"], keep="first", maintain_order=True
    )
    pairs.outcome[lines] = DIFFERENT
    pairs.outcome[first["line"].to_numpy()] = ASK


def _shown(records: Coded, pairs: _Pairs) -> pl.DataFrame:
    """The pairs table of ``Linked``."""
    almost = (pairs.kinds.guards[pairs.at_kind] >= 0) & (pairs.weights >= ALMOST)
    lines = np.flatnonzero((pairs.outcome > DIFFERENT) | almost)
    left, right = unpacked(pairs.packed[lines])
    keys, positions = records.text["record_key"], records.text["position"]
    table = pl.DataFrame(
        {
            "left": positions.gather(left),
            "right": positions.gather(right),
            "left_key": keys.gather(left),
            "right_key": keys.gather(right),
            "weight": pairs.weights[lines],
            "outcome": pl.Series(pairs.outcome[lines]).replace_strict(
                dict(enumerate(OUTCOMES)), return_dtype=pl.String
            ),
            "situation": pairs.compared.situation[lines],
            "rarity_name": pairs.compared.rarity_name[lines],
            "rarity_birth": pairs.compared.rarity_birth[lines],
        }
    )
    told = table.join(words(pairs.kinds), on="situation", how="left", maintain_order="left")
    fields = [comparison.field for comparison in COMPARISONS]
    return told.select(
        "left", "right", "left_key", "right_key", "weight", "outcome", "guard", *fields, "rarity_name",
        "rarity_birth", "why_id", "why_en",
    )  # fmt: skip


def _ceilings(pairs: _Pairs) -> dict[str, dict[int, int]]:
    """The weights of the pairs, as ``histogram``, by the most that may come of them."""
    most = pairs.kinds.most[pairs.at_kind]
    return {outcome: histogram(pairs.weights[most == at]) for at, outcome in enumerate(OUTCOMES)}


def _report(
    pairs: _Pairs,
    clusters: Array,
    ceilings: dict[str, dict[int, int]],
    skipped: tuple[Skipped, ...],
    worthless: tuple[Worthless, ...],
) -> Report:
    counts = np.bincount(pairs.outcome, minlength=len(OUTCOMES)).tolist()
    return Report(
        records=len(clusters),
        compared=len(pairs.packed),
        outcomes=dict(zip(OUTCOMES, counts, strict=True)),
        asked=counts[ASK],
        persons=int((clusters == np.arange(len(clusters))).sum()),
        histogram=histogram(pairs.weights),
        ceilings=ceilings,
        skipped=skipped,
        worthless=worthless,
    )
