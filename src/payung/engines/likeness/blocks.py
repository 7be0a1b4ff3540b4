"""Which records are worth comparing: those that agree in one of several keys. A key that too many share is skipped."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from payung.engines.likeness.codes import Array, Coded, Codes, mixed, nik_starts

MOST_IN_BLOCK = 40
"""Records that may share a key; a larger block is skipped and named."""

LOW = 32
"""A pair is one number: the earlier record in the upper 32 bits, the later in the lower."""

Key = tuple[Codes, NDArray[np.bool_]]


@dataclass(frozen=True)
class Skipped:
    """``blocks`` blocks of the key ``key`` were too large, ``records`` records in all; ``largest`` is the size of the
    largest, and the record at ``position`` is in it."""

    key: str
    blocks: int
    records: int
    largest: int
    position: int


def _all(*codes: NDArray[np.generic]) -> Key:
    """A key of columns that must all be there."""
    there = np.ones(len(codes[0]), dtype=np.bool_)
    for code in codes:
        there &= code != 0
    return mixed(*codes), there


def _turned(born: NDArray[np.int32]) -> NDArray[np.int32]:
    """The birth date with day and month in the order that makes the smaller number, 0 when missing."""
    year, month, day = born // 10_000, born // 100 % 100, born % 100
    return np.where(born > 0, year * 10_000 + np.minimum(month, day) * 100 + np.maximum(month, day), 0)


def _full(sounds: dict[str, Codes]) -> Codes:
    return np.where(sounds["first"] == 0, np.uint64(0), mixed(sounds["first"], sounds["second"]))


def _mother(records: Coded) -> Codes:
    return records.sounds["mother_first"]


KEYS: dict[str, Callable[[Coded], Key]] = {
    "nik": lambda r: _all(r.niks),
    "nik_start": lambda r: _all(nik_starts(r)),
    "nik_start_given": lambda r: _all(r.niks // 10_000, r.sounds["first"]),
    "nik_end_given": lambda r: _all(r.niks % 10**10, r.sounds["first"]),
    "nik_ends_given": lambda r: _all(r.niks // 10**10 * 10_000 + r.niks % 10_000 * (r.niks > 0), r.sounds["first"]),
    "name_birth": lambda r: _all(_full(r.sounds), r.born),
    "given_birth_village": lambda r: _all(r.sounds["first"], _turned(r.born), r.village),
    "second_birth_village": lambda r: _all(r.sounds["second"], _turned(r.born), r.village),
    "name_year_village": lambda r: _all(_full(r.sounds), r.born // 10_000, r.village),
    "name_village": lambda r: _all(r.sounds["second"], _full(r.sounds), r.village),
    "name_day_village": lambda r: _all(r.sounds["first"], r.born % 10_000, r.village),
    "card_given": lambda r: _all(r.card, r.sounds["first"]),
    "card_birth": lambda r: _all(r.card, _turned(r.born)),
    "mother_birth": lambda r: _all(_mother(r), _turned(r.born), r.village),
    "mother_given_village": lambda r: _all(_mother(r), r.sounds["first"], r.village),
    "birth_village": lambda r: _all(r.born, r.village, r.sex),
}
"""Key -> (code, whether the record has it). Blocks of names are made by sound, which is looser than any level."""


def pairs_to_compare(records: Coded, new_from: int | None = None) -> tuple[Array, tuple[Skipped, ...]]:
    """Every pair that shares a key, packed (see ``LOW``), sorted, each once; and what was skipped.

    ``new_from``: only pairs with a record at or after this line.
    """
    found: Array = np.empty(0, dtype=np.int64)
    skipped: list[Skipped] = []
    waiting: list[Array] = []
    for name, key in KEYS.items():
        code, there = key(records)
        pairs, large = _pairs_of(code, there, new_from)
        waiting.append(pairs)
        if len(large):
            sizes = large[:, 1]
            top = int(sizes.argmax())
            position = int(records.text["position"][int(large[top, 0])])
            skipped.append(Skipped(name, len(large), int(sizes.sum()), int(sizes[top]), position))
        if sum(map(len, waiting)) > 8_000_000:
            found = distinct(np.concatenate([found, *waiting]))
            waiting = []
    return distinct(np.concatenate([found, *waiting])), tuple(skipped)


def distinct(numbers: Array) -> Array:
    """Each of ``numbers`` once, sorted; faster than through a table of those seen."""
    ordered = np.sort(numbers)
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered


def _pairs_of(code: Codes, there: NDArray[np.bool_], new_from: int | None) -> tuple[Array, Array]:
    """Packed pairs of one key; and of each block that is too large its first line and size."""
    lines = np.flatnonzero(there)
    if new_from is not None:
        lines = lines[np.isin(code[lines], code[new_from:][there[new_from:]])]
    if len(lines) < 2:
        return np.empty(0, dtype=np.int64), np.empty((0, 2), dtype=np.int64)
    codes = code[lines]
    order = np.argsort(codes)
    codes, lines = codes[order], lines[order]
    starts = np.flatnonzero(np.concatenate([[True], codes[1:] != codes[:-1]]))
    sizes = np.diff(np.append(starts, len(codes)))
    large = sizes > MOST_IN_BLOCK
    fits = (sizes > 1) & ~large
    pairs = _within(lines, starts[fits], sizes[fits])
    if new_from is not None:
        pairs = pairs[(pairs & (2**LOW - 1)) >= new_from]
    return pairs, np.column_stack([_least(lines, starts[large], sizes[large]), sizes[large]])


def _least(lines: Array, starts: Array, sizes: Array) -> Array:
    return np.array([lines[at : at + size].min() for at, size in zip(starts, sizes, strict=True)], dtype=np.int64)


def _within(lines: Array, starts: Array, sizes: Array) -> Array:
    """All pairs within blocks of ``lines`` that begin at ``starts``."""
    member = np.repeat(starts, sizes) + _ragged(sizes)
    later = np.repeat(sizes, sizes) - _ragged(sizes) - 1
    left = np.repeat(member, later)
    right = left + 1 + _ragged(later)
    one, other = lines[left], lines[right]
    return (np.minimum(one, other) << LOW) | np.maximum(one, other)


def _ragged(sizes: Array) -> Array:
    """0 … size-1 for each size, one after the other."""
    ends = np.cumsum(sizes)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - sizes, sizes)


def unpacked(pairs: Array) -> tuple[Array, Array]:
    """Left and right lines of packed pairs."""
    return pairs >> LOW, pairs & (2**LOW - 1)
