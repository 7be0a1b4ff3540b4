"""Names of many pairs of records at once: word against word, then name against name."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from payung.core.linkage.comparisons import MOTHER, NAME, NAMES_AGREE, numbers
from payung.engines.likeness.codes import Array, Coded, Codes, mixed

Levels = NDArray[np.uint8]
Truth = NDArray[np.bool_]

NONE, INITIAL, TYPO, EQUAL = range(4)
"""How one word stands to another."""

LONG, SHORT = 8, 3
"""Letters from which two slips, and one slip, may still be the same word."""

STARTS = ("NUR", "ABDUL", "ABD")
"""Forenames written as one word with the name that follows."""

WRITTEN_OTHERWISE = {"K": "H", "C": "H", "D": "J"}
"""Letters that stand for words now spelled with another: K. for Khadijah, C. for Choirul, D. for Djoko."""

VOWELS = ("A", "E", "I", "O", "U")

KNOWN_SHARE = 30_000
KNOWN_LEAST = 6
"""A word that one in so many records bears, and at least so many, is a name of its own and no slip of another."""


@dataclass(frozen=True)
class Vocabulary:
    """The words of a prepared frame: ``codes`` sorted, ``texts`` in the same order, and whether each is ``known``."""

    codes: Codes
    texts: pl.Series
    known: Truth
    lengths: NDArray[np.uint8]
    heads: NDArray[np.uint8]


def vocabulary(records: Coded) -> Vocabulary:
    """Every word that occurs, and which occur often enough to be names of their own."""
    columns = {part: records.text[part] for part in records.words}
    texts = pl.concat([pl.DataFrame({"text": column, "code": records.words[part]}) for part, column in columns.items()])
    counted = texts.filter(pl.col("code") != 0).group_by("code").agg(pl.col("text").first(), n=pl.len()).sort("code")
    often = max(KNOWN_LEAST, len(records) // KNOWN_SHARE)
    return Vocabulary(
        codes=counted["code"].to_numpy(),
        texts=counted["text"],
        known=(counted["n"] >= often).to_numpy(),
        lengths=counted["text"].str.len_bytes().cast(pl.UInt8).to_numpy(),
        heads=np.array([ord(text[0]) for text in counted["text"]], dtype=np.uint8),
    )


def alike(book: Vocabulary, one: Codes, other: Codes, there: Truth | None = None) -> Levels:
    """For each line ``NONE``, ``INITIAL``, ``TYPO`` or ``EQUAL``; ``NONE`` where a word is missing or not ``there``."""
    found = np.where((one == other) & (one != 0), EQUAL, NONE).astype(np.uint8)
    asked = (one != other) & (one != 0) & (other != 0)
    if there is not None:
        asked &= there
    lines = np.flatnonzero(asked)
    if not len(lines):
        return found
    pair = mixed(np.minimum(one[lines], other[lines]), np.maximum(one[lines], other[lines]))
    _, first, inverse = np.unique(pair, return_index=True, return_inverse=True)
    left = np.searchsorted(book.codes, one[lines[first]])
    right = np.searchsorted(book.codes, other[lines[first]])
    found[lines] = _alike(book, left, right)[inverse]
    return found


def _alike(book: Vocabulary, left: Array, right: Array) -> Levels:
    short = np.minimum(book.lengths[left], book.lengths[right])
    gap = np.abs(book.lengths[left].astype(np.int16) - book.lengths[right])
    slips = np.where(short >= LONG, 2, np.where(short >= SHORT, 1, 0))
    found = np.where((short == 1) & _same_letter(book, left, right), INITIAL, NONE).astype(np.uint8)
    maybe = np.flatnonzero((slips > 0) & (gap <= slips) & ~(book.known[left] & book.known[right]))
    if len(maybe):
        texts = [book.texts.gather(side[maybe]).to_list() for side in (left, right)]
        distance = cpdist(*texts, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
        found[maybe] = np.where(distance <= slips[maybe], TYPO, NONE)
    return found


def _same_letter(book: Vocabulary, left: Array, right: Array) -> Truth:
    """Whether two words, one of them a letter, begin with that letter, or did in an older spelling."""
    heads = book.heads[left], book.heads[right]
    found: Truth = heads[0] == heads[1]
    for letter, head in WRITTEN_OTHERWISE.items():
        for one, other, side in ((0, 1, left), (1, 0, right)):
            found = found | ((heads[one] == ord(letter)) & (heads[other] == ord(head)) & (book.lengths[side] == 1))
    return found


@dataclass(frozen=True)
class _Side:
    """The words of one side of many pairs."""

    fore: Codes
    first: Codes
    second: Codes
    third: Codes
    sound: Codes

    @property
    def rest(self) -> NDArray[np.int8]:
        return (self.second != 0).astype(np.int8) + (self.third != 0)


def _side(records: Coded, lines: Array, kind: str) -> _Side:
    words, prefix = records.words, "" if kind == "name" else "mother_"
    fore, first, second, third = (words[f"{prefix}{part}"][lines] for part in ("fore", "first", "second", "third"))
    return _Side(fore, first, second, third, records.sounds[f"{prefix}first"][lines])


def name_levels(records: Coded, book: Vocabulary, left: Array, right: Array) -> Levels:
    """The level of ``comparisons.NAME`` of each pair."""
    return _levels(book, _side(records, left, "name"), _side(records, right, "name"))


def mother_levels(records: Coded, book: Vocabulary, left: Array, right: Array) -> Levels:
    """The level of ``comparisons.MOTHER`` of each pair."""
    names = _levels(book, _side(records, left, "mother_name"), _side(records, right, "mother_name"))
    number = NAME.number
    to = np.full(len(NAME.levels) + 1, MOTHER.number("other"), dtype=np.uint8)
    to[0] = 0
    to[number("equal")] = MOTHER.number("equal")
    to[list(numbers(NAME, *NAMES_AGREE[1:]))] = MOTHER.number("alike")
    return to[names]


def _levels(book: Vocabulary, a: _Side, b: _Side) -> Levels:
    there = (a.first != 0) & (b.first != 0)
    given = alike(book, a.first, b.first)
    rests, slipped, both = _rests(book, a, b, given >= TYPO)
    conflict = rests < both
    fores_equal, fores_clash = _fores(book, a.fore, b.fore)
    crossed = (a.first == b.second) & (a.second == b.first) & there
    tail = _tails(a, b) & there
    letter = _letter_for_name(book, a, b) | _letter_for_name(book, b, a)
    number = NAME.number
    complete = (a.rest == b.rest) & ~conflict & (slipped == 0) & fores_equal
    part = _fore_alone(book, a, b) | _fore_alone(book, b, a) | _last_alone(a, b) | _last_alone(b, a)
    choices = (
        (~there, 0),
        (part, number("part")),
        ((given == EQUAL) & complete & _letter_before(book, a, b), number("letter")),
        ((given == EQUAL) & complete, number("equal")),
        (fores_clash & (given >= TYPO), number("given")),
        ((given == EQUAL) & (slipped < TYPO) & ~conflict, number("shorter")),
        (letter, number("letter")),
        (_without_middle(a, b) | _without_middle(b, a), number("shorter")),
        ((given == EQUAL) & ~conflict, number("misspelt")),
        (_last_vowel(book, a, b, there & (given == TYPO) & ~conflict), number("ending")),
        ((given >= TYPO) & ~conflict, number("typo")),
        (crossed, number("order")),
        (given >= TYPO, number("given")),
        ((a.sound == b.sound) & ~conflict, number("sounds")),
        (tail, number("rest")),
    )
    found = np.select([holds for holds, _ in choices], [level for _, level in choices], number("other"))
    found = found.astype(np.uint8)
    found = _middle_of_joined(book, a, b, there & (found > number("ending")), found)
    found = _middle_of_joined(book, b, a, there & (found > number("ending")), found)
    found = _initials(book, a, b, there & (found > number("shorter")), found)
    return _written_whole(book, a, b, there & (found > number("ending")) & ~fores_clash, found)


def _last_vowel(book: Vocabulary, a: _Side, b: _Side, asked: Truth) -> Truth:
    """Whether the given names are alike but for the vowel at the end: Rini and Rina."""
    found = np.zeros(len(asked), dtype=np.bool_)
    lines = np.flatnonzero(asked)
    if len(lines):
        texts = [book.texts.gather(np.searchsorted(book.codes, side.first[lines])) for side in (a, b)]
        pair = pl.DataFrame({"one": texts[0], "other": texts[1]})
        stem = [pl.col(name).str.head(-1) for name in ("one", "other")]
        vowels = [pl.col(name).str.tail(1).is_in(VOWELS) for name in ("one", "other")]
        found[lines] = pair.select((stem[0] == stem[1]) & vowels[0] & vowels[1]).to_series().to_numpy()
    return found


def _letter_before(book: Vocabulary, a: _Side, b: _Side) -> Truth:
    """Whether both names begin with the same letter that stands for a name; I is the Balinese for a man's."""
    letter = (book.lengths == 1) & (book.heads != ord("I"))
    return (a.fore == b.fore) & np.isin(a.fore, book.codes[letter])


def _rests(book: Vocabulary, a: _Side, b: _Side, there: Truth) -> tuple[NDArray[np.int8], Levels, NDArray[np.int8]]:
    """How many words after the given name find a fellow, the worst slip in doing so, and how many could.

    The slip is 0 when all are equal, 1 when one is an initial, 2 when one is misspelt.
    """
    both = np.minimum(a.rest, b.rest)
    asked = there & (both > 0)
    straight = alike(book, a.second, b.second, asked), alike(book, a.third, b.third, asked)
    crossed = alike(book, a.second, b.third, asked), alike(book, a.third, b.second, asked)
    found, turned = ((pair[0] > 0).astype(np.int8) + (pair[1] > 0) for pair in (straight, crossed))
    slip = np.array([0, 1, 2, 0], dtype=np.uint8)
    worst, worst_turned = (np.maximum(slip[pair[0]], slip[pair[1]]) for pair in (straight, crossed))
    return np.maximum(found, turned), np.where(found >= turned, worst, worst_turned), both


def _fores(book: Vocabulary, one: Codes, other: Codes) -> tuple[Truth, Truth]:
    """Whether the forenames are equal or one is the other's initial; and whether they clash."""
    equal = one == other
    both = (one != 0) & (other != 0) & ~equal
    lines = np.flatnonzero(both)
    clash = both.copy()
    if len(lines):
        left, right = (np.searchsorted(book.codes, side[lines]) for side in (one, other))
        letter = (book.lengths[left] == 1) | (book.lengths[right] == 1)
        clash[lines] = ~(letter & (book.heads[left] == book.heads[right]))
    return equal | (both & ~clash), clash


def _tails(a: _Side, b: _Side) -> Truth:
    """Whether any word of one name stands anywhere in the other."""
    others = (b.first, b.second, b.third)
    return np.logical_or.reduce(
        [(word == other) & (word != 0) for word in (a.first, a.second, a.third) for other in others]
    )


def _letter_for_name(book: Vocabulary, a: _Side, b: _Side) -> Truth:
    """Whether ``a`` shortens the given name of ``b`` to a letter: A. Fauzi for Andi Fauzi."""
    found = (a.fore != 0) & (a.first == b.second) & (a.first != 0) & (b.fore == 0)
    lines = np.flatnonzero(found)
    if len(lines):
        fore, given = np.searchsorted(book.codes, a.fore[lines]), np.searchsorted(book.codes, b.first[lines])
        m_for_name = (book.lengths[fore] == 1) | (book.texts.gather(fore) == "MUHAMAD").to_numpy()
        found[lines] = m_for_name & (book.heads[fore] == book.heads[given]) & (book.lengths[given] > 1)
    return found


def _fore_alone(book: Vocabulary, a: _Side, b: _Side) -> Truth:
    """Whether nothing is left of the name ``b`` in ``a`` but a forename: Siti for Siti Aminah, Nur for Nurhayati."""
    found = (a.rest == 0) & (a.fore == 0) & (a.first != 0) & (a.first == b.fore)
    starts = book.texts.is_in(STARTS).to_numpy()
    lines = np.flatnonzero((a.rest == 0) & (a.first != b.first) & (b.first != 0) & np.isin(a.first, book.codes[starts]))
    if len(lines):
        short = book.texts.gather(np.searchsorted(book.codes, a.first[lines])).str.head(3)
        long = book.texts.gather(np.searchsorted(book.codes, b.first[lines])).str.head(3)
        found[lines] |= (short == long).to_numpy()
    return found


def _last_alone(a: _Side, b: _Side) -> Truth:
    """Whether ``a`` is the last word of ``b`` alone."""
    last = np.where(b.third != 0, b.third, b.second)
    return (a.rest == 0) & (a.fore == 0) & (a.first != 0) & (a.first == last)


def _without_middle(a: _Side, b: _Side) -> Truth:
    """Whether ``a`` is a forename like Muhammad and the last word of ``b``, which has the same forename."""
    last = np.where(b.third != 0, b.third, b.second)
    return (a.rest == 0) & (a.fore != 0) & (a.fore == b.fore) & (a.first == last) & (a.first != 0)


def _middle_of_joined(book: Vocabulary, a: _Side, b: _Side, asked: Truth, found: Levels) -> Levels:
    """Nur Khadijah for Nur Hasanah Khadijah: the forename is joined to the last word of one, to the middle of the
    other. And A. Rahman for Abdul Rahman."""
    lines = np.flatnonzero(asked & (a.rest == 0))
    if not len(lines):
        return found
    last = np.where(b.third != 0, b.third, b.second)[lines]
    columns = (("a", a.first[lines]), ("b", b.first[lines]), ("last", last), ("fore", a.fore[lines]))
    words = pl.DataFrame({name: _texts(book, codes) for name, codes in columns})
    start = pl.col("b").str.head(3)
    joined = start.is_in(("NUR", "ABD"))
    ending, name = (pl.col(word).str.strip_prefix("H") for word in ("last", "a"))  # no H is sounded within a word
    middle = joined & (pl.col("last") != "") & (start + ending == pl.col("a"))
    letter = joined & (pl.col("fore") == start.str.head(1)) & (start + name == pl.col("b"))
    found[lines[words.select(middle | letter).to_series().to_numpy()]] = NAME.number("shorter")
    return found


def _texts(book: Vocabulary, codes: Codes) -> pl.Series:
    """The words of ``codes``, "" for 0."""
    texts = pl.concat([book.texts, pl.Series("text", [""], pl.String)])
    at = np.minimum(np.searchsorted(book.codes, codes), len(book.codes) - 1)
    return texts.gather(np.where(codes != 0, at, len(book.codes)))


def _packed(side: _Side, lines: Array) -> tuple[Codes, ...]:
    """Forename and words from the left, without a gap."""
    columns = [column[lines] for column in (side.fore, side.first, side.second, side.third)]
    shifted = [*columns[1:], np.zeros(len(lines), dtype=np.uint64)]
    return tuple(np.where(columns[0] != 0, own, other) for own, other in zip(columns, shifted, strict=True))


def _initials(book: Vocabulary, a: _Side, b: _Side, asked: Truth, found: Levels) -> Levels:
    """Names of which some words are letters, and which agree word for word: M. M. Hasanah, Ahmad P. S."""
    lines = np.flatnonzero(asked)
    if not len(lines):
        return found
    agree, given = np.ones(len(lines), dtype=np.bool_), np.zeros(len(lines), dtype=np.bool_)
    firsts = a.first[lines], b.first[lines]
    letters, whole = np.zeros(len(lines), dtype=np.int8), np.zeros(len(lines), dtype=np.int8)
    muhammad = (book.texts == "MUHAMAD").to_numpy()
    for at, (one, other) in enumerate(zip(_packed(a, lines), _packed(b, lines), strict=True)):
        both = (one != 0) & (other != 0)
        left, right = (np.minimum(np.searchsorted(book.codes, side), len(book.codes) - 1) for side in (one, other))
        short = [(book.lengths[side] == 1) | (muhammad[side] & (at == 0)) for side in (left, right)]
        letter = both & (one != other) & (short[0] | short[1]) & _same_letter(book, left, right)
        equal = both & (one == other)
        agree &= ~both | letter | equal
        letters += letter
        given |= letter & ((one == firsts[0]) | (other == firsts[1]))
        whole += equal & (book.lengths[left] > 1)
    told = agree & (letters > 0) & (whole > 0)
    level = np.where(given, NAME.number("letter"), NAME.number("shorter"))[told]
    found[lines[told]] = np.minimum(found[lines[told]], level)
    return found


def _written_whole(book: Vocabulary, a: _Side, b: _Side, asked: Truth, found: Levels) -> Levels:
    """Names compared once more with their words written together: a lost blank, a slip in a short word.

    Where both given names are names of their own and differ, no slip is looked for. A forename that one of the two
    lacks is written with the rest: it may stand misspelt in the other.
    """
    lines = np.flatnonzero(asked)
    if not len(lines):
        return found
    lines = lines[~_other_names(book, a, b, lines)]
    one_fore = (a.fore[lines] == 0) != (b.fore[lines] == 0)
    left, right = (_written_together(book, side, lines, one_fore) for side in (a, b))
    whole = pl.DataFrame({"a": left, "b": right}).select(
        length=pl.min_horizontal(pl.all().str.len_bytes()),
        starts=pl.col("a").str.starts_with(pl.col("b")) | pl.col("b").str.starts_with(pl.col("a")),
    )
    texts = left.to_list(), right.to_list()
    distance = cpdist(*texts, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
    lengths = whole["length"].to_numpy()
    starts = whole["starts"].to_numpy() & (lengths >= LONG)
    no_twin = a.first[lines] == b.first[lines]
    number = NAME.number
    better = np.select(
        [distance == 0, starts, distance <= np.where(lengths >= LONG, 2, 1)],
        [
            number("equal"),
            number("shorter"),
            np.where(no_twin, number("misspelt"), number("typo")),
        ],
        number("other"),
    )
    found[lines] = np.minimum(found[lines], better)
    return found


def other_names(book: Vocabulary, records: Coded, left: Array, right: Array) -> Truth:
    """Whether the first words that differ, of the names of each pair, are both names of their own."""
    a, b = (_side(records, lines, "name") for lines in (left, right))
    return _other_names(book, a, b, np.arange(len(left)))


def _other_names(book: Vocabulary, a: _Side, b: _Side, lines: Array) -> Truth:
    """Whether the first words that differ are both names of their own."""
    one, other = a.third[lines], b.third[lines]
    for part in ("second", "first"):
        words = getattr(a, part)[lines], getattr(b, part)[lines]
        differ = words[0] != words[1]
        one, other = np.where(differ, words[0], one), np.where(differ, words[1], other)
    at = [np.minimum(np.searchsorted(book.codes, side), len(book.codes) - 1) for side in (one, other)]
    names: Truth = (one != other) & (one != 0) & (other != 0)
    for side in at:
        names &= book.known[side] & (book.lengths[side] > 1)
    return names


def _written_together(book: Vocabulary, side: _Side, lines: Array, with_fore: Truth) -> pl.Series:
    fore = np.where(with_fore, side.fore[lines], 0)
    columns = (fore, side.first[lines], side.second[lines], side.third[lines])
    parts = [_texts(book, column).alias(f"part_{at}") for at, column in enumerate(columns)]
    return pl.DataFrame(parts).select(pl.concat_str(pl.all())).to_series()
