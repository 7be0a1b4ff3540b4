"""What a linkage run says of itself."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from payung.engines.likeness.blocks import Skipped
from payung.engines.likeness.prepare import Worthless

BIT = 1000


@dataclass(frozen=True)
class Report:
    """``histogram``: whole bits of weight -> candidate pairs; ``ceilings``: the same by the most that the guards leave
    a pair (an outcome); ``outcomes``: outcome -> pairs; ``asked``: pairs a person is asked about; ``persons``:
    clusters."""

    records: int
    compared: int
    outcomes: dict[str, int]
    asked: int
    persons: int
    histogram: dict[int, int]
    ceilings: dict[str, dict[int, int]]
    skipped: tuple[Skipped, ...]
    worthless: tuple[Worthless, ...]


def histogram(weights: NDArray[np.int64]) -> dict[int, int]:
    """Pairs by whole bits of weight, rounded down.

    >>> histogram(np.array([-1, 0, 999, 1000]))
    {-1: 1, 0: 2, 1: 1}
    """
    bits, counts = np.unique(weights // BIT, return_counts=True)
    return dict(zip(bits.tolist(), counts.tolist(), strict=True))
