"""What each level weighs, estimated from the records at hand, and the two thresholds.

A weight is the logarithm to base 2 of how much more often a level comes of one person's records than of two people's,
in thousandths of a bit, as a whole number: sums are exact and a re-run gives the same bytes.
(I. P. Fellegi, A. B. Sunter, A Theory for Record Linkage, 1969.)
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.linkage.comparisons import COMPARISONS, FAMILY_CARD, NIK, pattern_levels

VERSION = 1
MILLION = 10**6
TRILLION = 10**12
MILLIBITS = 1000

SAME_AT = 5_000
"""A pair that weighs this much is the same person: 32 to 1."""

ASK_AT = -1_000
"""And from here on one asks."""

STEADY = 50
"""Pairs that the expectation of ``comparisons`` counts for."""

DRAWN_BEFORE = 10_000
"""And, of pairs drawn at random, for this many."""

HOUSEHOLD = 4
"""People on a family card."""

ROUNDS = 40

Counts = NDArray[np.int64]


class ModelUnreadable(PayungError):
    """The file is no linkage model of this version."""

    code = "linkage-model-unreadable"
    exit_code = 90

    def __init__(self) -> None:
        super().__init__(
            Text(
                id="Berkas model pencocokan tidak terbaca atau dari versi lain.",
                en="The file is no linkage model, or one of another version.",
            ),
            Text(id="Jalankan pencocokan tanpa model; model baru dibuat.", en="Link without it; a new one is made."),
        )


@dataclass(frozen=True)
class Model:
    """``same``: per comparison and level, pairs per million of one person; ``chance``: per 10^12 of two people.
    ``prior``: weight of any two records, before anything is compared. ``pairs``: what it was estimated from."""

    same: tuple[tuple[int, ...], ...]
    chance: tuple[tuple[int, ...], ...]
    prior: int
    records: int
    pairs: int
    seed: int
    same_at: int = SAME_AT
    ask_at: int = ASK_AT
    version: int = VERSION

    def weights(self, at: int) -> tuple[int, ...]:
        """Of comparison ``at``: weight of each level number, 0 for missing."""
        return (0, *(millibits(s, c) for s, c in zip(self.same[at], self.chance[at], strict=True)))

    def weights_without_chance(self, at: int) -> tuple[int, ...]:
        """As ``weights``, for levels whose chance is the share of the records that bear the common value."""
        return (0, *(millibits(s, TRILLION) for s in self.same[at]))

    def written(self) -> str:
        """The model as JSON."""
        levels = {
            comparison.field: [
                {"level": level.code, "same_ppm": s, "chance_ppt": c, "weight": millibits(s, c)}
                for level, s, c in zip(comparison.levels, self.same[at], self.chance[at], strict=True)
            ]
            for at, comparison in enumerate(COMPARISONS)
        }
        head = {name: getattr(self, name) for name in _HEAD}
        return json.dumps({**head, "levels": levels}, indent=1, sort_keys=True) + "\n"


_HEAD = ("version", "seed", "records", "pairs", "prior", "same_at", "ask_at")


def read_model(text: str) -> Model:
    """The model ``text`` was written from. Raises: ModelUnreadable."""
    try:
        told = json.loads(text)
        if told["version"] != VERSION:
            raise ModelUnreadable
        tables: list[list[tuple[int, ...]]] = [[], []]
        for comparison in COMPARISONS:
            levels = told["levels"][comparison.field]
            if [level["level"] for level in levels] != [level.code for level in comparison.levels]:
                raise ModelUnreadable
            for table, name in zip(tables, ("same_ppm", "chance_ppt"), strict=True):
                table.append(tuple(max(1, int(level[name])) for level in levels))
        return Model(tuple(tables[0]), tuple(tables[1]), **{name: int(told[name]) for name in _HEAD})
    except (ValueError, KeyError, TypeError) as fault:
        raise ModelUnreadable from fault


def millibits(same: int, chance: int) -> int:
    """The weight of a level that comes of ``same`` in a million and ``chance`` in 10^12.

    >>> millibits(500_000, TRILLION), millibits(1_000_000, TRILLION // 1024)
    (-1000, 10000)
    """
    return math.floor(MILLIBITS * (math.log2(same * MILLION) - math.log2(chance)) + 0.5) if same and chance else 0


def expected(records: int, seed: int, pairs: int = 0, prior: int | None = None) -> Model:
    """The model before anything is counted: what ``comparisons`` expects, one in two records having a fellow."""
    same = tuple(tuple(level.same for level in comparison.levels) for comparison in COMPARISONS)
    chance = tuple(tuple(level.chance for level in comparison.levels) for comparison in COMPARISONS)
    return Model(same, chance, _prior(records / 4, records) if prior is None else prior, records, pairs, seed)


def _prior(matches: float, records: int) -> int:
    total = max(records * (records - 1) / 2, 1.0)
    share = min(max(matches, 0.5) / total, 0.5)
    return math.floor(MILLIBITS * math.log2(share / (1 - share)) + 0.5)


def estimate(
    patterns: Sequence[int],
    counts: Sequence[int],
    drawn: Mapping[int, Sequence[int]],
    records: int,
    seed: int,
) -> Model:
    """Weights from the pairs at hand, by expectation and maximisation with chance held fast.

    ``patterns`` and ``counts``: candidate pairs that no guard fences off or calls different, by pattern number.
    ``drawn``: per comparison, how many pairs drawn at random fell on each level number (0: missing). ``records``: how
    many there are.
    """
    start = expected(records, seed, int(sum(counts)))
    chance = tuple(_chance(at, drawn.get(at, ()), records) for at in range(len(COMPARISONS)))
    if not len(patterns):
        return Model(start.same, chance, start.prior, records, 0, seed)
    levels = np.array([pattern_levels(int(pattern)) for pattern in patterns], dtype=np.int64)
    weighing = np.array(counts, dtype=np.float64)
    same, matches = start.same, records / 4
    for _ in range(ROUNDS):
        odds = _odds(levels, same, chance) + math.log2(max(matches, 0.5)) - math.log2(records * (records - 1) / 2)
        likely = weighing / (1 + np.exp2(np.clip(-odds, -200, 200)))
        matches = float(likely.sum())
        same = tuple(_same(at, levels[:, at], likely) for at in range(len(COMPARISONS)))
    return Model(same, chance, _prior(matches, records), records, start.pairs, seed)


def _odds(levels: Counts, same: Sequence[Sequence[int]], chance: Sequence[Sequence[int]]) -> NDArray[np.float64]:
    total = np.zeros(len(levels))
    for at, (same_of, chance_of) in enumerate(zip(same, chance, strict=True)):
        bits = [millibits(s, c) / MILLIBITS for s, c in zip(same_of, chance_of, strict=True)]
        total += np.array([0.0, *bits])[levels[:, at]]
    return total


def _same(at: int, numbers: Counts, likely: NDArray[np.float64]) -> tuple[int, ...]:
    """Shares of the levels among likely pairs, with what was expected counting for ``STEADY`` pairs."""
    expects = np.array([level.same for level in COMPARISONS[at].levels]) / MILLION
    found = np.bincount(numbers, weights=likely, minlength=len(expects) + 1)[1:]
    shares = (found + STEADY * expects) / (found.sum() + STEADY)
    return tuple(max(1, math.floor(share * MILLION + 0.5)) for share in shares)


def _chance(at: int, drawn: Sequence[int], records: int) -> tuple[int, ...]:
    """Shares of the levels among pairs drawn at random, with what was expected counting for ``DRAWN_BEFORE`` pairs.

    Numbers that nobody shares by chance are left as expected: the few that a draw shows are one person's.
    """
    levels = COMPARISONS[at].levels
    compared = sum(drawn[1:])
    if COMPARISONS[at] is FAMILY_CARD:
        family = max(1, HOUSEHOLD * TRILLION // max(records, HOUSEHOLD * 2))
        return (family, *(level.chance for level in levels[1:]))
    if COMPARISONS[at] is NIK or not compared:
        return tuple(level.chance for level in levels)
    return tuple(
        max(1, (found * TRILLION + DRAWN_BEFORE * level.chance) // (compared + DRAWN_BEFORE))
        for level, found in zip(levels, drawn[1:], strict=True)
    )
