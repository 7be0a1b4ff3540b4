"""Which column of the roster table a heading means."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import yaml

Strength = Literal[1, 2]
EXACT: Strength = 2
LIKELY: Strength = 1
SKIP = "skip"
"""Fields that begin with this are columns nobody reads."""

LONGEST_HEADING = 80


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
    ('name', 'sex', None)
    """
    for said in (plain(re.sub(r"[(\[{].*?[)\]}]", " ", heading)), plain(heading)):
        if not said or len(said) > LONGEST_HEADING:
            continue
        for entry in _entries():
            if said in entry.exact:
                return Meaning(entry.field, EXACT)
        words = frozenset(said.split())
        for entry in _entries():
            if not words & entry.never and any(needed <= words for needed in entry.has):
                return Meaning(entry.field, LIKELY)
    return None


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Capitals and digits with single spaces; letters standing alone in a row are joined."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper()
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
