"""The level of every comparison for many pairs of records at once, as one number a pair."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from payung.core.linkage.comparisons import (
    BIRTH_DATE,
    FAMILY_CARD,
    MOTHER,
    NAME,
    NIK,
    RADIX,
    SEX,
    VILLAGE,
    numbers,
)
from payung.core.linkage.situation import FLAGS, GENERATION, NEIGHBOURS
from payung.engines.likeness.codes import Array, Coded, Codes, mixed, nik_starts
from payung.engines.likeness.faint import faint
from payung.engines.likeness.prepare import MOTHER_PARTS
from payung.engines.likeness.words import Levels, Truth, Vocabulary, mother_levels, name_levels, vocabulary

YEARS_MISCOUNTED = 2
FEW = 4
"""Digits that two slips may change."""

COMMON_LEAST, COMMON_SHARE = 10, 2_000
"""A mother's name that so many records bear, and more than one in so many, does not say which family."""

AT_ONCE = 1_000_000
"""Pairs compared at a time: what bounds memory."""

_BITS = 16
_MASKS = np.arange(1 << _BITS, dtype=np.uint32)
_DIFFERENT = np.array([bin(mask).count("1") for mask in range(1 << _BITS)], dtype=np.uint8)
_NEIGHBOURS = (_DIFFERENT == 2) & (_MASKS & (_MASKS >> 1) != 0)
_SERIAL_ALONE = _MASKS < 16
_LAST = 1
_UNLIKE = numbers(NAME, "sounds", "given", "rest", "other")


@dataclass(frozen=True)
class Measures:
    """What pairs are compared with: the records, their words, the digits of their numbers, and how rare values are.

    ``rare_*``: thousandths of a bit that it says to share the value, per record.
    """

    records: Coded
    book: Vocabulary
    nik_digits: NDArray[np.uint8]
    card_digits: NDArray[np.uint8]
    born_digits: NDArray[np.uint8]
    full_name: NDArray[np.uint64]
    rare_name: NDArray[np.int32]
    rare_given: NDArray[np.int32]
    rare_birth: NDArray[np.int32]
    odd_nik: Truth
    nik_starts: Array
    sole: Truth
    lone: Truth
    common_mother: Truth
    nik_again: Truth


@dataclass(frozen=True)
class Compared:
    """One line per pair: ``situation`` is the pattern's number and flags, ``rarity_*`` thousandths of a bit."""

    situation: NDArray[np.int32]
    rarity_name: NDArray[np.int32]
    rarity_birth: NDArray[np.int32]


def measures(records: Coded) -> Measures:
    """Everything about single records that comparing pairs needs."""
    words = records.words
    full = mixed(words["first"], words["second"], words["third"])
    starts = nik_starts(records)
    sole, lone = _sole(records, starts)
    return Measures(
        records=records,
        book=vocabulary(records),
        nik_digits=_digits(records.niks, 16),
        card_digits=_digits(records.card, 16),
        born_digits=_digits(records.born.astype(np.int64), 8),
        full_name=full,
        rare_name=_rarity(full),
        rare_given=_rarity(words["first"], words["fore"]),
        rare_birth=_rarity(records.born),
        odd_nik=records.text["nik"].is_not_null().to_numpy() & (records.niks == 0),
        nik_starts=starts,
        sole=sole,
        lone=lone,
        common_mother=_common_mothers(words),
        nik_again=(_counts(records.niks) > 1) & (records.niks != 0),
    )


def _digits(numbers: Array, count: int) -> NDArray[np.uint8]:
    digits = np.empty((len(numbers), count), dtype=np.uint8)
    rest = numbers.copy()
    for at in range(count - 1, -1, -1):
        digits[:, at] = rest % 10
        rest //= 10
    return digits


def _rarity(values: NDArray[np.generic], *elsewhere: NDArray[np.generic]) -> NDArray[np.int32]:
    """Thousandths of a bit it says to bear the value; records that have it ``elsewhere`` count as bearing it too."""
    size = max(len(values), 1)
    counts = _counts(values, *elsewhere)
    table = np.floor(1000 * (np.log2(size) - np.log2(np.arange(1, size + 1))) + 0.5).astype(np.int32)
    return table[np.minimum(counts, size) - 1]


def _counts(values: NDArray[np.generic], *elsewhere: NDArray[np.generic]) -> Array:
    """How often each value occurs here and ``elsewhere``."""
    every = pl.DataFrame({"value": np.concatenate([values, *elsewhere])}).group_by("value").agg(n=pl.len())
    own = pl.DataFrame({"value": values}).join(every, on="value", how="left", maintain_order="left")
    return own["n"].cast(pl.Int64).to_numpy()


def compare(found: Measures, left: Array, right: Array) -> Compared:
    """Levels, flags and rarities of the pairs of lines ``left`` and ``right``."""
    parts = [
        _compare(found, left[at : at + AT_ONCE], right[at : at + AT_ONCE]) for at in range(0, len(left), AT_ONCE)
    ] or [Compared(*(np.empty(0, dtype=np.int32),) * 3)]
    return Compared(
        np.concatenate([part.situation for part in parts]),
        np.concatenate([part.rarity_name for part in parts]),
        np.concatenate([part.rarity_birth for part in parts]),
    )


def _compare(found: Measures, left: Array, right: Array) -> Compared:
    records = found.records
    nik, serial = _nik_levels(found, left, right)
    cut = serial & (found.odd_nik[left] | found.odd_nik[right])
    cut &= np.abs(found.nik_starts[left] - found.nik_starts[right]) <= 1
    zeroed = _zeroed(found, nik, left, right)
    one_start = found.nik_starts[left] == found.nik_starts[right]
    near = np.abs(records.niks[left] - records.niks[right]) <= NEIGHBOURS
    ends_in_0 = (records.niks[left] % 10 == 0) | (records.niks[right] % 10 == 0)
    near |= ends_in_0 & (np.abs(found.nik_starts[left] - found.nik_starts[right]) <= 1)
    names = name_levels(records, found.book, left, right)
    no_twin = (nik == NIK.number("equal")) | (np.isin(nik, numbers(NIK, "one_digit", "swapped")) & ~serial)
    unlike = np.flatnonzero(no_twin & np.isin(names, _UNLIKE))
    names[unlike[faint(records, found.book, left[unlike], right[unlike])]] = NAME.number("faint")
    births = _birth_levels(found, left, right)
    levels = (
        nik,
        names,
        births,
        _equal_or_other(records.sex[left], records.sex[right], SEX.number("other")),
        _village_levels(records.village[left], records.village[right]),
        _mother_levels(found, left, right),
        _card_levels(found, left, right),
    )
    pattern = np.zeros(len(left), dtype=np.int32)
    for level, radix in zip(levels, RADIX, strict=True):
        pattern = pattern * np.int32(radix) + level
    same_day = births == BIRTH_DATE.number("equal")
    born = records.born // 10_000
    flags = (
        records.nik_sound[left] & records.nik_sound[right],
        records.nik_formed[left] & records.nik_formed[right],
        serial,
        cut | zeroed | (serial & near) | ((nik == NIK.number("equal")) & (records.niks[left] % 10 == 0)),
        ((cut | zeroed) & one_start & found.sole[left] & found.sole[right])
        | (ends_in_0 & (nik == NIK.number("equal")) & found.lone[left]),
        found.nik_again[left] & found.nik_again[right],
        np.where(same_day, records.crowd[left], (births != 0) & (np.abs(born[left] - born[right]) >= GENERATION)),
    )
    for bit, flag in enumerate(flags):
        pattern = pattern if bit else pattern << len(FLAGS)
        pattern |= flag.astype(np.int32) << bit
    return Compared(pattern, _name_rarity(found, names, left, right), np.where(same_day, found.rare_birth[left], 0))


def _nik_levels(found: Measures, left: Array, right: Array) -> tuple[Levels, Truth]:
    """The level of ``comparisons.NIK``; and whether only the serials differ."""
    one, other = found.records.niks[left], found.records.niks[right]
    levels = np.where((one == other) & (one != 0), NIK.number("equal"), 0).astype(np.uint8)
    serial = np.zeros(len(left), dtype=np.bool_)
    lines = np.flatnonzero((one != other) & (one != 0) & (other != 0))
    if len(lines):
        a, b = found.nik_digits[left[lines]], found.nik_digits[right[lines]]
        mask = _difference(a, b)
        swapped = _swapped(a, b, mask)
        one_digit = _DIFFERENT[mask] == 1
        zeroed = (mask == _LAST) & ((a[:, 15] == 0) | (b[:, 15] == 0))
        choices = (
            (zeroed, "digit_lost"),
            (one_digit, "one_digit"),
            (swapped, "swapped"),
            (_SERIAL_ALONE[mask], "same_day"),
            (_DIFFERENT[mask] <= FEW, "near"),
        )
        number = NIK.number
        levels[lines] = np.select([c for c, _ in choices], [number(code) for _, code in choices], number("other"))
        serial[lines] = _SERIAL_ALONE[mask]
    return _odd_niks(found, left, right, levels, serial), serial


def _difference(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Which of 16 digits differ, the last digit in bit 0."""
    packed = np.packbits(a != b, axis=1).astype(np.uint32)
    mask: NDArray[np.uint32] = (packed[:, 0] << np.uint32(8)) | packed[:, 1]
    return mask


def _swapped(a: NDArray[np.uint8], b: NDArray[np.uint8], mask: NDArray[np.uint32]) -> Truth:
    """Whether two neighbouring digits stand in the other order."""
    found = _NEIGHBOURS[mask]
    lines = np.flatnonzero(found)
    if len(lines):
        at = (a[lines] != b[lines]).argmax(axis=1)
        row = np.arange(len(lines))
        found[lines] = (a[lines][row, at] == b[lines][row, at + 1]) & (a[lines][row, at + 1] == b[lines][row, at])
    return found


def _odd_niks(found: Measures, left: Array, right: Array, levels: Levels, serial: Truth) -> Levels:
    """Where a NIK has too few or too many digits: the first 15 are compared, then letter by letter.

    Of a lost last digit nobody knows what it was, so two such NIKs are never equal; ``serial`` is set.
    """
    odd = found.odd_nik[left] | found.odd_nik[right]
    has = (found.records.niks != 0) | found.odd_nik
    lines = np.flatnonzero(odd & has[left] & has[right])
    start = found.nik_starts[left[lines]]
    cut = (start != 0) & (start == found.nik_starts[right[lines]])
    levels[lines[cut]], serial[lines[cut]] = NIK.number("digit_lost"), True
    lines = lines[~cut]
    if len(lines):
        starts = [found.nik_starts[side[lines]] for side in (left, right)]
        serial[lines] = (starts[0] // 1000 == starts[1] // 1000) & (starts[0] != 0)
        texts = [found.records.text["nik"].gather(side[lines]).to_list() for side in (left, right)]
        distance = cpdist(*texts, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
        levels[lines] = np.select(
            [distance <= 1, distance == 2], [NIK.number("digit_lost"), NIK.number("near")], NIK.number("other")
        )
    return levels


def _birth_levels(found: Measures, left: Array, right: Array) -> Levels:
    one, other = found.records.born[left], found.records.born[right]
    there = (one != 0) & (other != 0)
    year_one, year_other = one // 10_000, other // 10_000
    month_one, month_other = one // 100 % 100, other // 100 % 100
    day_one, day_other = one % 100, other % 100
    digits = np.zeros(len(left), dtype=np.uint8)
    lines = np.flatnonzero(there & (one != other))
    digits[lines] = (found.born_digits[left[lines]] != found.born_digits[right[lines]]).sum(axis=1)
    same_year = year_one == year_other
    rounded = found.records.crowd[left] | found.records.crowd[right]
    two_one, two_other = year_one % 100, year_other % 100
    turned_year = (two_one == two_other % 10 * 10 + two_other // 10) & (year_one // 100 == year_other // 100)
    near_year = turned_year | (np.abs(year_one - year_other) <= YEARS_MISCOUNTED)
    other_year = (one % 10_000 == other % 10_000) & ~rounded & near_year
    choices = (
        (~there, 0),
        (one == other, BIRTH_DATE.number("equal")),
        (same_year & (month_one == day_other) & (day_one == month_other), BIRTH_DATE.number("swapped")),
        ((digits == 1) | other_year, BIRTH_DATE.number("slip")),
        (same_year & rounded, BIRTH_DATE.number("rounded")),
        (same_year, BIRTH_DATE.number("year")),
    )
    return np.select(
        [holds for holds, _ in choices], [level for _, level in choices], BIRTH_DATE.number("other")
    ).astype(np.uint8)


def _equal_or_other(one: NDArray[np.uint8], other: NDArray[np.uint8], different: int) -> Levels:
    return np.where((one == 0) | (other == 0), 0, np.where(one == other, 1, different)).astype(np.uint8)


def _village_levels(one: Array, other: Array) -> Levels:
    number = VILLAGE.number
    choices = (
        ((one == 0) | (other == 0), 0),
        (one == other, number("equal")),
        (one // 10_000 == other // 10_000, number("district")),
        (one // 1_000_000 == other // 1_000_000, number("regency")),
    )
    return np.select([holds for holds, _ in choices], [level for _, level in choices], number("other")).astype(np.uint8)


def _mother_levels(found: Measures, left: Array, right: Array) -> Levels:
    levels = mother_levels(found.records, found.book, left, right)
    agree = np.isin(levels, numbers(MOTHER, "equal", "alike"))
    common = found.common_mother[left] | found.common_mother[right]
    return np.where(agree & common, MOTHER.number("common"), levels).astype(np.uint8)


def _common_mothers(words: dict[str, Codes]) -> Truth:
    """Records whose mother bears the name of many mothers."""
    parts = [words[part] for part in MOTHER_PARTS[1:]]
    known = parts[0] != 0
    counts = _counts(mixed(*parts))
    common: Truth = known & (counts >= COMMON_LEAST) & (counts * COMMON_SHARE > int(known.sum()))
    return common


def _card_levels(found: Measures, left: Array, right: Array) -> Levels:
    one, other = found.records.card[left], found.records.card[right]
    levels = np.where((one == other) & (one != 0), FAMILY_CARD.number("equal"), 0).astype(np.uint8)
    lines = np.flatnonzero((one != other) & (one != 0) & (other != 0))
    a, b = found.card_digits[left[lines]], found.card_digits[right[lines]]
    mask = _difference(a, b)
    slip = (_DIFFERENT[mask] == 1) | _swapped(a, b, mask)
    levels[lines] = np.where(slip, FAMILY_CARD.number("slip"), FAMILY_CARD.number("other"))
    return levels


def _zeroed(found: Measures, nik: Levels, left: Array, right: Array) -> Truth:
    """Whether one of two whole NIKs has 0 where the other has its last digit."""
    lost = (nik == NIK.number("digit_lost")) & ~found.odd_nik[left] & ~found.odd_nik[right]
    return lost & (found.nik_starts[left] == found.nik_starts[right])


def _sole(records: Coded, starts: Array) -> tuple[Truth, Truth]:
    """Records with NIKs that begin with the same 15 digits: whether they are of one NIK at most, those that end in
    0 not counted, and no list has two of them; and whether of none. Asked of those that have lost a digit, and of their
    fellows."""
    short = (starts != 0) & ((records.niks == 0) | (records.niks % 10 == 0))
    lines = np.flatnonzero(np.isin(starts, np.unique(starts[short])))
    lists = records.text["list"].gather(lines)
    frame = pl.DataFrame({"start": starts[lines], "nik": records.niks[lines], "list": lists})
    groups = frame.group_by("start").agg(
        whole=pl.col("nik").filter(pl.col("nik") % 10 != 0).n_unique(), most=pl.len() - pl.col("list").n_unique()
    )
    told = frame.join(groups, on="start", how="left", maintain_order="left")
    found = [np.zeros(len(starts), dtype=np.bool_) for _ in range(2)]
    for most, flag in zip((1, 0), found, strict=True):
        flag[lines] = told.select((pl.col("whole") <= most) & (pl.col("most") == 0)).to_series().to_numpy()
    return found[0], found[1]


def _name_rarity(found: Measures, names: Levels, left: Array, right: Array) -> NDArray[np.int32]:
    """How much sharing the name, or its given name, says; 0 where the level's own chance is used."""
    agree = np.isin(names, numbers(NAME, "equal", "shorter", "part"))
    whole = agree & (found.full_name[left] == found.full_name[right])
    given = np.minimum(found.rare_given[left], found.rare_given[right])
    return np.where(whole, found.rare_name[left], np.where(agree, given, 0)).astype(np.int32)
