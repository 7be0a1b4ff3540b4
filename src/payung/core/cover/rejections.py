"""Why BPJS sent somebody back: the reasons that are known, and the phrases by which offices say them.

A text is understood only when it has a known phrase as whole words and nothing beside it that denies; any other text
is an unknown phrase, listed once, until the office says once what it means.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from payung.core.basis.text import Text
from payung.core.cover.answer_words import STATES, phrase

UNKNOWN = "unknown"
"""The code of a rejection whose text nobody has explained yet."""

UNSAID = "unsaid"
"""The code of a rejection without any text."""

APART = ";"
"""Between the codes of one rejection."""

_DENIES = frozenset("TIDAK TDK BELUM BLM BUKAN TANPA BKN".split())


@dataclass(frozen=True)
class Rejection:
    """One reason. ``finding``: the code of the product's own finding that says the same, if any."""

    code: str
    says: Text
    do: Text
    finding: str | None
    published: tuple[str, ...]  # phrases whose words were seen in what offices published
    ours: tuple[str, ...]  # other ways to say it


@dataclass(frozen=True)
class Phrases:
    """What one office has explained: phrase (as ``phrase`` writes it) -> code of a reason, or one of ``STATES``."""

    means: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def states(self) -> dict[str, str]:
        """The phrases that say a state."""
        return {said: code for said, code in self.means.items() if code in STATES}

    @cached_property
    def reasons(self) -> dict[str, str]:
        """The phrases that say a reason."""
        return {said: code for said, code in self.means.items() if code not in STATES}


NO_PHRASES = Phrases()


@lru_cache(maxsize=1)
def rejections() -> Mapping[str, Rejection]:
    """Code -> reason, in the order in which reasons are named."""
    text = (files("payung.core.cover") / "rejections.yaml").read_text(encoding="utf-8")
    listed: list[dict[str, Any]] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - makes text only
    return {
        entry["code"]: Rejection(
            entry["code"],
            Text(**entry["says"]),
            Text(**entry["do"]),
            entry.get("finding"),
            tuple(entry.get("published", ())),
            tuple(entry.get("ours", ())),
        )
        for entry in listed
    }


@lru_cache(maxsize=65536)
def known_reasons(said: str) -> tuple[str, ...]:
    """The codes a ``phrase`` names by the catalogue, in its order; empty when it is not understood.

    >>> known_reasons("USIA DI ATAS 0 TAHUN"), known_reasons("NIK TIDAK VALID DAN TANGGAL LAHIR TIDAK SESUAI")
    (('over_age',), ('nik_not_valid', 'birth_date_differs'))
    >>> known_reasons("BELUM MELEBIHI BATAS USIA"), known_reasons("HUBUNGI KANTOR")
    ((), ())
    """
    left, found = f" {said} ", set()
    for words, code in _by_length():
        if f" {words} " in left:
            left = left.replace(f" {words} ", " | ")
            found.add(code)
    if not found or _DENIES & frozenset(left.split()):
        return ()
    return tuple(code for code in rejections() if code in found)


def reason_codes(said: str | None, name: str | None = None, phrases: Phrases = NO_PHRASES) -> str:
    """The codes of a rejection's text joined by ``APART``; ``UNKNOWN`` or ``UNSAID`` where there are none.

    What the office has explained goes before the catalogue. ``name``: the person's, to be left out of the text.

    >>> reason_codes("Usia lebih dari 65"), reason_codes("lihat surat"), reason_codes(None)
    ('over_age', 'unknown', 'unsaid')
    >>> reason_codes("lihat surat", phrases=Phrases({"LIHAT SURAT": "incomplete"}))
    'incomplete'
    """
    if said is None or not phrase(said):
        return UNSAID
    words = phrase(said, name)
    own = phrases.means.get(words)
    if own is not None and own not in STATES:
        return own
    return APART.join(known_reasons(phrase(said)) or known_reasons(words)) or UNKNOWN


@lru_cache(maxsize=1)
def _by_length() -> tuple[tuple[str, str], ...]:
    listed = [(words, entry.code) for entry in rejections().values() for words in (*entry.published, *entry.ours)]
    return tuple(sorted(listed, key=lambda pair: (-len(pair[0]), pair[0])))
