"""Names so shortened or misspelt that they prove nothing alone, read letter by letter under one and the same NIK."""

from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import OSA

from payung.core.linkage.names import WEAK
from payung.engines.likeness.codes import Array, Coded
from payung.engines.likeness.prepare import NAME_PARTS
from payung.engines.likeness.words import WRITTEN_OTHERWISE, Truth, Vocabulary, other_names

START, LONG = 4, 6
"""Letters from which the start of a word stands for it, and from which a word or a name may have two slips, not one."""


def faint(records: Coded, book: Vocabulary, left: Array, right: Array) -> Truth:
    """Whether the one name of each pair may be the other, shortened or misspelt more than once.

    >>> faintly_alike(("MUHAMAD", "J", "A"), ("MUHAMAD", "JUNJONO", "ALIM"))
    True
    >>> faintly_alike(("DEWI", "SARTIKA"), ("DEWI", "LESTARI")), faintly_alike(("E",), ("EPENDI",))
    (False, False)
    """
    columns = [records.text[part] for part in NAME_PARTS]
    names = [
        [tuple(filter(None, row)) for row in zip(*(column.gather(side).to_list() for column in columns), strict=True)]
        for side in (left, right)
    ]
    apart = other_names(book, records, left, right)
    pairs = zip(*names, apart.tolist(), strict=True)
    return np.array(
        [bool(a and b) and not apart and (faintly_alike(a, b) or _misspelt(a, b)) for a, b, apart in pairs], bool
    )


def faintly_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether every word of the shorter name stands in the longer, in the same order, if only as a letter; and more
    than one letter or a forename agrees in all."""
    few, many = sorted((one, other), key=len)
    firm = letters = place = 0
    for word in few:
        found = next((at for at in range(place, len(many)) if _meet(word, many[at])), None)
        if found is None:
            return False
        place = found + 1
        if min(len(word), len(many[found])) < START:
            letters += 1
        elif word not in WEAK:
            firm += 1
    return firm > 0 or letters > 1 or (letters > 0 and len(few) > 1)


def _meet(one: str, other: str) -> bool:
    short = min(len(one), len(other))
    if one.startswith(other) or other.startswith(one):
        return True
    if short == 1:
        return letter_of(one, other) or letter_of(other, one)
    return short >= START and OSA.distance(one, other, score_cutoff=2) <= (2 if short >= LONG else 1)


def letter_of(letter: str, word: str) -> bool:
    """Whether ``letter`` stands for a word spelled with another now: K. for Khadijah.

    >>> letter_of("K", "HADIJA"), letter_of("K", "ALI")
    (True, False)
    """
    return WRITTEN_OTHERWISE.get(letter) == word[0]


def _misspelt(one: Sequence[str], other: Sequence[str]) -> bool:
    a, b = "".join(one), "".join(other)
    return min(len(a), len(b)) >= LONG and OSA.distance(a, b, score_cutoff=2) <= 2
