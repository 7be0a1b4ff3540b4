"""NIK and family card numbers for many people at once, each given once, serials running on as in a registry."""

import numpy as np

from payung.synth.linkage.naming import Flags, Numbers
from payung.synth.people import CARD_SERIALS, PERSON_SERIALS

CARD_DAYS = (14_245, 20_500)
"""Family cards were issued from 2009 to early 2026: days since 1970-01-01."""

BIRTH_ELSEWISE = 0.008
"""People whose NIK holds another birth date than their papers, from the day it was issued."""


def niks(issued: Numbers, born: Numbers, woman: Flags, twin: Flags, random: np.random.Generator) -> Numbers:
    """NIK as whole numbers. ``issued``: district codes; ``twin``: comes right after the line before."""
    day = np.where(random.random(len(born)) < BIRTH_ELSEWISE, born + random.integers(1, 40, len(born)), born)
    day[twin] = day[np.flatnonzero(twin) - 1]
    date = day.astype("datetime64[D]")
    month = date.astype("datetime64[M]")
    dd = (date - month).astype(np.int64) + 1 + 40 * woman
    mm = month.astype(np.int64) % 12 + 1
    yy = (date.astype("datetime64[Y]").astype(np.int64) + 1970) % 100
    start = issued * 10**6 + dd * 10_000 + mm * 100 + yy
    return start * 10_000 + _serials(start, twin, PERSON_SERIALS, random)


def cards(home: Numbers, family: Numbers, random: np.random.Generator) -> Numbers:
    """Card numbers: one for a family, at the home of its first member."""
    _, first, at = np.unique(family, return_index=True, return_inverse=True)
    date = random.integers(*CARD_DAYS, len(first)).astype("datetime64[D]")
    month = date.astype("datetime64[M]")
    day = (date - month).astype(np.int64) + 1
    year = (date.astype("datetime64[Y]").astype(np.int64) + 1970) % 100
    start = home[first] * 10**6 + day * 10_000 + (month.astype(np.int64) % 12 + 1) * 100 + year
    number = start * 10_000 + _serials(start, np.zeros(len(first), dtype=bool), CARD_SERIALS, random)
    return number[at]


def _serials(start: Numbers, close: Flags, between: tuple[int, int], random: np.random.Generator) -> Numbers:
    """A serial for each line, running on within lines of the same ``start``, by small steps; ``close``: by one.

    Raises ValueError when one start has more lines than serials.
    """
    low, high = between
    order = np.argsort(start, kind="stable")
    sorted_start = start[order]
    new = np.concatenate([[True], np.diff(sorted_start) != 0])
    group = np.cumsum(new) - 1
    step = np.where(close[order], 1, random.integers(1, 4, len(start)))
    run = np.cumsum(np.where(new, 0, step))
    run -= run[np.flatnonzero(new)][group]
    if len(run) and run.max() > high - low:
        raise ValueError("more people of one day and district than serials")
    first = random.integers(0, 700, group[-1] + 1 if len(group) else 0)[group]
    serials = np.empty(len(start), dtype=np.int64)
    serials[order] = low + (first + run) % (high - low + 1)
    return serials
