"""Weights and outcomes of compared pairs."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from payung.core.linkage.comparisons import BIRTH_DATE, COMPARISONS, NAME, numbers, pattern_levels
from payung.core.linkage.model import Model, estimate
from payung.core.linkage.outcome import GUARDS, NO_GUARD, OUTCOMES, guard_of
from payung.core.linkage.situation import FLAGS, explanation, situation
from payung.engines.likeness.blocks import unpacked
from payung.engines.likeness.codes import Array
from payung.engines.likeness.levels import Compared, Measures, compare

DRAWN = 300_000
"""Pairs drawn at random to see what chance does."""

DIFFERENT, ASK, SAME = range(len(OUTCOMES))
RARE = {"name": numbers(NAME, "equal", "shorter", "part"), "birth_date": numbers(BIRTH_DATE, "equal")}
"""Field -> levels that weigh the more, the rarer the common value."""


@dataclass(frozen=True)
class Situations:
    """The distinct situations of the pairs, sorted: their guards, the most that may come of them, and their weight
    without prior and rarity."""

    numbers: NDArray[np.int32]
    counts: Array
    guards: NDArray[np.int8]
    most: NDArray[np.int8]
    fences: NDArray[np.bool_]


def situations(compared: Compared) -> Situations:
    """Every situation that occurs, judged by the guards."""
    counts = np.bincount(compared.situation) if len(compared.situation) else np.empty(0, dtype=np.int64)
    numbers = np.flatnonzero(counts).astype(np.int32)
    found = [guard_of(situation(int(number) >> len(FLAGS), int(number) % (1 << len(FLAGS)))) for number in numbers]
    guards = np.array(found, dtype=np.int8)
    most = [SAME if at == NO_GUARD else OUTCOMES.index(GUARDS[at].outcome) for at in found]
    fences = [at != NO_GUARD and GUARDS[at].fence for at in found]
    return Situations(numbers, counts[numbers], guards, np.array(most, dtype=np.int8), np.array(fences, dtype=np.bool_))


def learn(found: Measures, kinds: Situations, seed: int) -> Model:
    """A model of these records: chance from pairs drawn with ``seed``, the rest from candidate pairs."""
    size = len(found.records)
    drawn = _drawn(found, size, seed) if size > 1 else {}
    open_ = (kinds.most > DIFFERENT) & ~kinds.fences
    patterns = kinds.numbers[open_] >> len(FLAGS)
    distinct, inverse = np.unique(patterns, return_inverse=True)
    counts = np.bincount(inverse, weights=kinds.counts[open_], minlength=len(distinct)).astype(np.int64)
    return estimate(distinct.tolist(), counts.tolist(), drawn, size, seed)


def _drawn(found: Measures, size: int, seed: int) -> Mapping[int, list[int]]:
    """Per comparison how many random pairs fell on each level."""
    draw = np.random.default_rng(seed)
    left, right = draw.integers(0, size, DRAWN), draw.integers(0, size, DRAWN)
    apart = left != right
    seen = compare(found, np.minimum(left, right)[apart], np.maximum(left, right)[apart])
    patterns, counts = np.unique(seen.situation >> len(FLAGS), return_counts=True)
    levels = np.array([pattern_levels(int(number)) for number in patterns], dtype=np.int64)
    levels = levels.reshape(-1, len(COMPARISONS))
    return {
        at: np.bincount(levels[:, at], weights=counts, minlength=len(comparison.levels) + 1).astype(int).tolist()
        for at, comparison in enumerate(COMPARISONS)
    }


def places(kinds: Situations, compared: Compared) -> Array:
    """Of every pair the place of its situation in ``kinds``."""
    table = np.zeros(int(kinds.numbers[-1]) + 1 if len(kinds.numbers) else 0, dtype=np.int64)
    table[kinds.numbers] = np.arange(len(kinds.numbers))
    found: Array = table[compared.situation]
    return found


def weigh(kinds: Situations, at_kind: Array, compared: Compared, model: Model) -> Array:
    """The weight of every pair, in thousandths of a bit."""
    levels = np.array([pattern_levels(int(number) >> len(FLAGS)) for number in kinds.numbers], dtype=np.int64)
    total = np.full(len(kinds.numbers), model.prior, dtype=np.int64)
    for at, comparison in enumerate(COMPARISONS):
        weights = np.array(model.weights(at), dtype=np.int64)
        rare = list(RARE.get(comparison.field, ()))
        weights[rare] = np.array(model.weights_without_chance(at), dtype=np.int64)[rare]
        total += weights[levels.reshape(-1, len(COMPARISONS))[:, at]]
    return total[at_kind] + compared.rarity_name + compared.rarity_birth


def outcomes(kinds: Situations, at_kind: Array, weights: Array, model: Model) -> NDArray[np.int8]:
    """``DIFFERENT``, ``ASK`` or ``SAME`` of every pair by its weight and guard."""
    by_weight = (weights >= model.ask_at).astype(np.int8) + (weights >= model.same_at)
    return np.minimum(by_weight, kinds.most[at_kind]).astype(np.int8)


def clear_of_rivals(
    packed: Array, weights: Array, found: NDArray[np.int8], numbered: NDArray[np.bool_], persons: Array, margin: int
) -> NDArray[np.int8]:
    """``found`` with a record without NIK that fits two persons asked about, not joined.

    ``numbered``: which records have a NIK; ``persons``: clusters of those alone. Where one person fits better by
    ``margin``, only the others are asked about.
    """
    left, right = unpacked(packed)
    lines = np.flatnonzero((found == SAME) & (numbered[left] != numbered[right]))
    if not len(lines):
        return found
    lacking = np.where(numbered[left[lines]], right[lines], left[lines])
    person = persons[np.where(numbered[left[lines]], left[lines], right[lines])]
    fits = pl.DataFrame({"line": lines, "lacking": lacking, "person": person, "weight": weights[lines]})
    best = fits.group_by("lacking", "person").agg(pl.col("weight").max())
    ranked = best.sort("lacking", "weight", "person", descending=[False, True, False])
    rivals = ranked.group_by("lacking", maintain_order=True).agg(
        winner=pl.col("person").first(),
        lead=pl.col("weight").first() - pl.col("weight").slice(1, 1).first(),
        n=pl.len(),
    )
    doubted = fits.join(rivals.filter(pl.col("n") > 1), on="lacking", how="inner").filter(
        (pl.col("person") != pl.col("winner")) | (pl.col("lead") < margin)
    )
    cleared = found.copy()
    cleared[doubted["line"].to_numpy()] = ASK
    return cleared


def words(kinds: Situations) -> pl.DataFrame:
    """One line per situation: number, guard, level codes by field, why_id, why_en."""
    rows = []
    for number, guard in zip(kinds.numbers.tolist(), kinds.guards.tolist(), strict=True):
        seen = situation(number >> len(FLAGS), number % (1 << len(FLAGS)))
        says = explanation(seen)
        code, id_, en = ("", says.id, says.en)
        if guard != NO_GUARD:
            ruled = GUARDS[guard]
            code, id_, en = ruled.code, f"{says.id} ({ruled.says.id})", f"{says.en} ({ruled.says.en})"
        levels = {comparison.field: getattr(seen, comparison.field) for comparison in COMPARISONS}
        rows.append({"situation": number, "guard": code, **levels, "why_id": id_, "why_en": en})
    schema = {"situation": pl.Int32, "guard": pl.String} | {c.field: pl.String for c in COMPARISONS}
    return pl.DataFrame(rows, schema={**schema, "why_id": pl.String, "why_en": pl.String})
