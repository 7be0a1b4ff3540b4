"""Payung's method on FEBRL's own fields: blocks with a size cap, levels by rapidfuzz, weights by EM, two thresholds.

``payung.engines.likeness`` knows NIK, family cards and Indonesian names, and its guards are for twins in Jambi; on
Australian addresses with typing errors in every field they ask more than they join. This is the same arithmetic
without them, so that FEBRL measures the method as it measures others'.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import polars as pl
from link_measure import Answer, clusters_of
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

Floats = npt.NDArray[np.float64]
LARGEST_BLOCK = 60
ROUNDS = 60
RANDOM_PAIRS = 200_000
SAME_AT, ASK_AT = 5.0, -1.0  # bits
STEADY = 0.5  # pairs that an even spread over the levels counts for
WORDS, NUMBERS = (0.999, 0.92, 0.8, 0.65), (0.999, 0.83, 0.7)
"""Likeness from which a level holds: the same, one slip, some, hardly."""

FIELDS: dict[str, tuple[str, tuple[float, ...]]] = {
    "given_name": ("words", WORDS),
    "surname": ("words", WORDS),
    "date_of_birth": ("numbers", NUMBERS),
    "soc_sec_id": ("numbers", NUMBERS),
    "postcode": ("numbers", (0.999, 0.7)),
    "suburb": ("words", (0.999, 0.9, 0.7)),
    "address_1": ("words", (0.999, 0.9, 0.7)),
    "street_number": ("numbers", (0.999,)),
    "turned": ("words", (0.999,)),  # forename and surname in each other's place
}
BLOCKS = (
    ["soc_sec_id"], ["date_of_birth"], ["given_name", "surname"], ["surname", "postcode"], ["given_name", "postcode"],
    ["given_name", "suburb"], ["surname", "suburb"], ["address_1"], ["postcode", "street_number"], ["turned"],
    ["given_name", "street_number"], ["surname", "street_number"], ["suburb", "street_number"],
    ["surname_start", "given_start", "postcode"], ["surname_start", "year"], ["given_start", "surname"],
)  # fmt: skip


def method_on_febrl(records: pl.DataFrame) -> Answer:
    """Unsupervised: weights from the records at hand."""
    frame = records.with_columns(pl.col(pl.String).replace("", None)).with_columns(
        turned=pl.concat_str(pl.min_horizontal("given_name", "surname"), pl.max_horizontal("given_name", "surname")),
        surname_start=pl.col("surname").str.head(3),
        given_start=pl.col("given_name").str.head(3),
        year=pl.col("date_of_birth").str.head(4),
    )
    left, right = _candidates(frame)
    random = np.random.default_rng(1)
    by_chance = (random.integers(0, len(frame), RANDOM_PAIRS), random.integers(0, len(frame), RANDOM_PAIRS))
    apart = by_chance[0] != by_chance[1]
    levels = _levels(frame, left, right)
    bits = _weights(levels, _levels(frame, by_chance[0][apart], by_chance[1][apart]), len(frame))
    scored = pl.DataFrame({"left": left, "right": right, "score": bits})
    cluster = clusters_of(len(frame), scored.filter(pl.col("score") >= SAME_AT))
    doubtful = scored.filter((pl.col("score") >= ASK_AT) & (pl.col("score") < SAME_AT))
    asked = doubtful.filter(pl.Series(cluster[doubtful["left"].to_numpy()] != cluster[doubtful["right"].to_numpy()]))
    return Answer(cluster, asked.select("left", "right"), scored)


def _candidates(frame: pl.DataFrame) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    found = []
    for key in BLOCKS:
        keyed = frame.select("position", *key).drop_nulls()
        keyed = keyed.filter(pl.len().over(key) <= LARGEST_BLOCK)
        pairs = keyed.join(keyed, on=key, suffix="_right").filter(pl.col("position") < pl.col("position_right"))
        found.append(pairs.select("position", "position_right"))
    pairs = pl.concat(found).unique().sort("position", "position_right")
    return pairs["position"].to_numpy(), pairs["position_right"].to_numpy()


def _levels(frame: pl.DataFrame, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """One column per field: 0 missing, 1 the same, 2 … less alike, the last unlike."""
    likeness: dict[str, Callable[..., float]] = {
        "words": JaroWinkler.normalized_similarity,
        "numbers": OSA.normalized_similarity,
    }
    columns = []
    for field, (kind, steps) in FIELDS.items():
        values = frame[field].fill_null("").to_numpy()
        one, other = values[left], values[right]
        alike = cpdist(one, other, scorer=likeness[kind], workers=1)
        level = 1 + (alike[:, None] < np.array(steps)).sum(axis=1)
        columns.append(np.where((one == "") | (other == ""), 0, level))
    return np.stack(columns, axis=1)


def _weights(levels: npt.NDArray[np.int64], chance: npt.NDArray[np.int64], records: int) -> Floats:
    """Bits of every pair: chance from random pairs, the rest by expectation and maximisation."""
    possible = records * (records - 1) / 2
    counts = [len(steps) + 1 for _, steps in FIELDS.values()]
    u = [_shares(chance[:, at], np.ones(len(chance)), count) for at, count in enumerate(counts)]
    m = [np.array([0.8, *([0.2 / (count - 1)] * (count - 1))]) for count in counts]
    matches = records / 4
    bits = np.zeros(len(levels))
    for _ in range(ROUNDS):
        bits = np.full(len(levels), np.log2(matches / (possible - matches)))
        for at in range(len(counts)):
            bits += np.concatenate([[0.0], np.log2(m[at] / u[at])])[levels[:, at]]
        likely = 1 / (1 + np.exp2(-bits.clip(-200, 200)))
        matches = float(likely.sum())
        m = [_shares(levels[:, at], likely, count) for at, count in enumerate(counts)]
    return bits


def _shares(column: npt.NDArray[np.int64], weight: Floats, count: int) -> Floats:
    found = np.bincount(column, weights=weight, minlength=count + 1)[1:] + STEADY / count
    shares: Floats = found / found.sum()
    return shares
