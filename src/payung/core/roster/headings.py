"""Which column of the roster table a heading means."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import islice, product
from typing import Literal

import yaml

from payung.core.people.occupations import one_slip

Strength = Literal[1, 2]
EXACT: Strength = 2
LIKELY: Strength = 1
SKIP = "skip"
"""Fields that begin with this are columns nobody reads."""

OF_OTHERS = ("skip_heir", "skip_relative", "skip_former")
"""Columns that speak of somebody else than the worker."""

LONGEST_HEADING, SHORTEST_TO_MEND, MOST_GUESSES = 80, 6, 3


@dataclass(frozen=True)
class Meaning:
    """A field of headings.yaml and how sure it is."""

    field: str
    strength: Strength

    @property
    def read(self) -> bool:
        """Whether the column is read at all."""
        return not self.field.startswith(SKIP)


@dataclass(frozen=True)
class _Entry:
    field: str
    exact: frozenset[str]
    has: tuple[frozenset[str], ...]
    never: frozenset[str]


@lru_cache(maxsize=8192)
def meaning(heading: str) -> Meaning | None:
    """What ``heading`` means, None when it is no heading we know.

    >>> [meaning(text).field for text in ("N I K", "No. KTP", "Tempat/Tgl. Lahir", "NIK Ahli Waris", "No. KK")]
    ['nik', 'nik', 'birth_place_and_date', 'skip_heir', 'family_card']
    >>> meaning("NAMA KEPALA KELUARGA").field, meaning("Jenis Kelamin (L/P)").field, meaning("Budi Santoso")
    ('family_head', 'sex', None)
    """
    bare, whole = plain(re.sub(r"[(\[{].*?[)\]}]", " ", heading)), plain(heading)
    variants = [said for said in dict.fromkeys((bare, whole)) if said and len(said) <= LONGEST_HEADING]
    found = _told(variants)
    if found or not variants:
        return found
    guesses = (
        _told([" ".join(words)]) for said in variants for words in islice(product(*map(_mended, said.split())), 9)
    )
    return max(filter(None, guesses), key=lambda guess: guess.strength, default=None)


def _told(variants: list[str]) -> Meaning | None:
    """The meaning of a heading without and with what stands in its brackets: whose it is may stand in brackets."""
    if len(variants) > 1 and (found := _likely(variants[-1])) and found.field in OF_OTHERS:
        return found
    for said in variants:
        for entry in _entries():
            if said in entry.exact:
                return Meaning(entry.field, EXACT)
    return next((found for said in variants if (found := _likely(said))), None)


def _likely(said: str) -> Meaning | None:
    words = frozenset(said.split())
    for entry in _entries():
        if not words & entry.never and any(needed <= words for needed in entry.has):
            return Meaning(entry.field, LIKELY)
    return None


@lru_cache(maxsize=4096)
def _mended(word: str) -> tuple[str, ...]:
    """What a word with one letter wrong may be (TANGAL: TANGGAL, TANGAN); letters left out are the commonest slip."""
    if len(word) < SHORTEST_TO_MEND or word in _long_words():
        return (word,)
    close = sorted((known for known in _long_words() if one_slip(known, word)), key=lambda known: (-len(known), known))
    return tuple(close[:MOST_GUESSES]) or (word,)


@lru_cache(maxsize=1)
def _long_words() -> tuple[str, ...]:
    said = {
        word for entry in _entries() for phrase in (*entry.exact, *map(" ".join, entry.has)) for word in phrase.split()
    }
    return tuple(sorted(word for word in said if len(word) >= SHORTEST_TO_MEND))


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Capitals and digits with single spaces; letters standing alone in a row are joined."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).replace("#", " NO ")
    bare = unicodedata.normalize("NFKD", apart).encode("ascii", "ignore").decode().upper()
    words = re.sub(r"[^A-Z0-9]+", " ", bare).split()
    spelled = " ".join(words)
    if len(words) >= 3 and all(len(word) == 1 for word in words) and spelled != "L K P R":
        return "".join(words)
    return spelled


@lru_cache(maxsize=1)
def _entries() -> tuple[_Entry, ...]:
    listed = yaml.load((files("payung.core.roster") / "headings.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - makes text only: "NO" is a word here
    return tuple(
        _Entry(
            field,
            frozenset(entry.get("exact", ())),
            tuple(frozenset(line.split()) for line in entry.get("has", ())),
            frozenset(entry.get("not", ())),
        )
        for field, entry in listed.items()
    )
