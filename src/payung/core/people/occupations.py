"""Occupation groups: what village lists write, which group it is, and how dangerous the work is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

import yaml

from payung.core.basis.text import Text

Group = Literal["state", "village", "disaster", "wage", "worker", "idle"]
GROUPS: tuple[Group, ...] = ("state", "village", "disaster", "wage", "worker", "idle")
"""The longest phrase wins, and of equally long ones the first group: a village head who also farms is one."""

NOT_VULNERABLE: frozenset[Group] = frozenset(("state", "village", "disaster", "wage"))
OFFICIAL: frozenset[Group] = frozenset(("village", "disaster"))
FORMER = frozenset(("MANTAN", "EKS", "EX", "PURNA", "PENSIUNAN", "PENSIUN", "PURNAWIRAWAN"))
FAMILY = frozenset(("ISTRI", "SUAMI", "ANAK", "ORANG"))
"""Said before a state occupation, these make it somebody else's."""


@dataclass(frozen=True)
class Occupation:
    """One group of occupations. ``risk`` runs from 1 (least) to 5; ``vulnerable``: the work makes nobody ineligible."""

    code: str
    name: Text
    risk: int
    group: Group

    @property
    def vulnerable(self) -> bool:
        """Whether a vulnerable-worker programme may cover this occupation."""
        return self.group not in NOT_VULNERABLE

    @property
    def official(self) -> bool:
        """Whether programmes for village officials, heads and disaster workers mean this occupation."""
        return self.group in OFFICIAL


def read() -> Mapping[str, Occupation]:
    """Every occupation by its code."""
    return _book()[0]


@lru_cache(maxsize=4096)
def classify(text: str | None) -> str | None:
    """The occupation code of what a cell says; None when it is empty or not known.

    >>> classify("Petani/Pekebun"), classify("BURUH TANI"), classify("Guru ngaji"), classify("astronot")
    ('petani', 'buruh_tani', 'guru_ngaji', None)
    >>> classify("istri PNS") is None, classify("Pensiunan PNS"), classify("pedangang")
    (True, 'pensiunan', 'pedagang')
    """
    said = _words(text or "")
    if not said:
        return None
    best, length = None, 0
    for group, phrases in _book()[1].items():
        if group in NOT_VULNERABLE and said[0] in FORMER | FAMILY:
            continue
        for phrase, code in phrases:
            if len(phrase) > length and _stands_in(phrase, said):
                best, length = code, len(phrase)
    return best or _misspelt(said)


def _stands_in(phrase: tuple[str, ...], said: list[str]) -> bool:
    return any(tuple(said[at : at + len(phrase)]) == phrase for at in range(len(said) - len(phrase) + 1))


def _misspelt(said: list[str]) -> str | None:
    """A known word of six letters or more with one letter wrong, missing, doubled or swapped with its neighbour.

    Only informal work is recognised this way: a misspelling must not make somebody a civil servant.
    """
    if len(said) > 3 or said[0] in FORMER | FAMILY:
        return None
    words = {phrase[0]: code for phrase, code in _book()[1]["worker"] if len(phrase) == 1 and len(phrase[0]) >= 6}
    for word in said:
        close = sorted(known for known in words if one_slip(known, word))
        if close:
            return words[close[0]]
    return None


def one_slip(known: str, word: str) -> bool:
    """Whether ``word`` is ``known`` with one letter wrong, missing, added, or swapped with its neighbour.

    >>> [one_slip("PETANI", word) for word in ("PETAIN", "PETTANI", "PETAN", "PETUNI", "PETANI", "PATENI")]
    [True, True, True, True, True, False]
    """
    if abs(len(known) - len(word)) > 1 or len(word) < 5:
        return False
    start = next((at for at, (a, b) in enumerate(zip(known, word, strict=False)) if a != b), min(len(known), len(word)))
    rest, said = known[start:], word[start:]
    swapped = len(rest) > 1 and said[:2] == rest[1::-1] and said[2:] == rest[2:]
    return swapped or said[1:] == rest[1:] or said == rest[1:] or said[1:] == rest


def _words(text: str) -> list[str]:
    return re.sub(r"[^A-Z0-9]+", " ", text.upper()).split()


@lru_cache(maxsize=1)
def _book() -> tuple[Mapping[str, Occupation], Mapping[Group, list[tuple[tuple[str, ...], str]]]]:
    entries = yaml.safe_load((files("payung.core.people") / "occupations.yaml").read_text(encoding="utf-8"))
    book: dict[str, Occupation] = {}
    phrases: dict[Group, list[tuple[tuple[str, ...], str]]] = {group: [] for group in GROUPS}
    for code, entry in entries.items():
        book[code] = Occupation(code, Text(id=entry["id"], en=entry["en"]), entry["risk"], entry["group"])
        phrases[entry["group"]] += [(tuple(phrase.split()), code) for phrase in entry["words"]]
    return MappingProxyType(book), MappingProxyType(phrases)
