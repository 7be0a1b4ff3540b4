"""Names for many people at once."""

import numpy as np
import numpy.typing as npt

from payung.synth.linkage.name_lists import (
    BEFORE_MEN,
    BEFORE_WOMEN,
    CUSTOMS,
    RARE_MEN,
    RARE_WOMEN,
    TWIN_MEN,
    TWIN_WOMEN,
    WITHOUT_BEFORE,
    Customs,
)

Words = npt.NDArray[np.object_]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

PEOPLES = tuple(CUSTOMS)
RARE_FIRST, RARE_SECOND = 0.3, 0.15
"""How many first and second words are from nobody's list."""

ENDINGS = ({"i": "o", "o": "i"}, {"a": "i", "i": "a"})
"""Last letters in which the names of twin boys and twin girls differ."""

TWINS_ALIKE = 0.6
"""Of twin pairs, how many are given names that sound like each other."""


def draw(pool: tuple[str, ...], count: int, random: np.random.Generator) -> Words:
    """``count`` words of ``pool``, the first ones more often than the last, as in life."""
    weights = 1 / (np.arange(len(pool)) + 6) ** 0.9
    words = np.array(pool, dtype=object)
    return words[random.choice(len(pool), count, p=weights / weights.sum())]


def name_people(people: Numbers, woman: Flags, family: Numbers, random: np.random.Generator) -> Words:
    """Names of one to three words. ``people``: index into PEOPLES; the same family bears one clan."""
    first, second, third = (np.full(len(people), "", dtype=object) for _ in range(3))
    for at, key in enumerate(PEOPLES):
        customs = CUSTOMS[key]
        for sex in (False, True):
            rows = np.flatnonzero((people == at) & (woman == sex))
            parts = _parts(customs, sex, family[rows], random)
            if key not in WITHOUT_BEFORE:
                parts = _with_word_before(parts, BEFORE_WOMEN if sex else BEFORE_MEN, random)
            for column, words in zip((first, second, third), parts, strict=True):
                column[rows] = words
    return np.array([" ".join(filter(None, words)) for words in zip(first, second, third, strict=True)], dtype=object)


def _parts(customs: Customs, woman: bool, family: Numbers, random: np.random.Generator) -> list[Words]:
    count = len(family)
    first = draw(customs.women if woman else customs.men, count, random)
    pool = customs.women_second if woman else customs.men_second
    second, third = draw(pool, count, random), draw(pool, count, random)
    rare = RARE_WOMEN if woman else RARE_MEN
    first = np.where(random.random(count) < RARE_FIRST, draw(rare, count, random), first)
    second = np.where(random.random(count) < RARE_SECOND, draw(rare, count, random), second)
    shares = np.array(customs.words) / sum(customs.words)
    length = random.choice(3, count, p=shares) + 1
    third[(third == second) | (length < 3)] = ""
    if customs.clans:
        clan = np.array(customs.clans, dtype=object)[family % len(customs.clans)]
        third = np.where(length == 3, clan, "")
        second = np.where(length == 2, np.where(random.random(count) < 0.7, clan, second), second)
    second[length < 2] = ""
    return [first, second, third]


def _with_word_before(
    parts: list[Words], before: tuple[tuple[str, float], ...], random: np.random.Generator
) -> list[Words]:
    """Muhammad, Siti and such come first; a third word then falls away."""
    words = np.array([*(word for word, _ in before), ""], dtype=object)
    shares = np.array([share for _, share in before])
    word = words[random.choice(len(words), len(parts[0]), p=[*shares, 1 - shares.sum()])]
    put = (word != "") & (parts[0] != word)
    one, two, three = parts
    return [np.where(put, word, one), np.where(put, one, two), np.where(put, two, three)]


def twin_names(names: Words, others: Words, woman: Flags, random: np.random.Generator) -> tuple[Words, Words]:
    """The names of twin pairs: some as they were, most like each other: one letter, one word or one syllable apart."""
    one, other = names.copy(), others.copy()
    for at in np.flatnonzero((random.random(len(names)) < TWINS_ALIKE) | (names == others)):
        words = names[at].split()
        way = random.integers(3)
        if way == 0 and len(words) > 1 and words[-1] != others[at].split()[-1]:  # Siti Aminah and Siti Aisyah
            other[at] = " ".join([*words[:-1], others[at].split()[-1]])
        elif way == 1 and words[0] != "Siti" and words[0][-1] in ("ai" if woman[at] else "io"):  # Aldi and Aldo
            last = ENDINGS[bool(woman[at])][words[0][-1]]
            other[at] = " ".join([words[0][:-1] + last, *words[1:]])
        else:
            pairs = TWIN_WOMEN if woman[at] else TWIN_MEN
            pair = pairs[random.integers(len(pairs))]
            one[at], other[at] = (" ".join([name, *words[1:]]) for name in pair)
    return one, other
