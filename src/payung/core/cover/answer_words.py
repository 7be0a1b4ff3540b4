"""What a heading, a status or a title of BPJS's answer file means, by the words of answer_words.yaml."""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from payung.core.roster.headings import meaning, plain

ACCEPTED, REJECTED, UNANSWERED = "accepted", "rejected", "unanswered"
STATES = (ACCEPTED, REJECTED, UNANSWERED)
"""What BPJS can have said of one person sent there."""

CONTRADICTORY = "contradictory"
"""The status of a line that says two things at once; it is nobody's answer."""

IDENTITY = {
    "nik": "nik", "name": "name", "birth_date": "birth_date", "birth_place_and_date": "birth_date", "number": "number",
}  # fmt: skip
"""Field of a village list -> field of an answer file."""

ANSWERS = ("status", "membership_number", "reason", "remark")
"""The fields in which BPJS answers."""

LONGEST_PHRASE = 120
MOST_OF_A_PHRASE = 160
"""Characters of a phrase; a longer text is cut."""

_DIGITS = re.compile(r"\d+")
_BRACKETS = re.compile(r"[(\[{][^)\]}]*[)\]}]")
_APART = re.compile(r"\s[-–—]\s*|[:;(,/]|[.](?=\s)|\s(?:karena|krn|sebab|dikarenakan)\s", re.IGNORECASE)


def phrase(said: str, name: str | None = None) -> str:
    """``said`` as reasons are compared and remembered: capitals, every number as 0, without the person's own name.

    >>> phrase("NIK 1571014107870001 a.n. Siti Aminah tidak ada", "SITI AMINAH"), phrase("Usia: 67 th!")
    ('NIK 0 A N TIDAK ADA', 'USIA 0 TH')
    """
    words = _DIGITS.sub(" 0 ", plain(said)).split()
    own = frozenset(plain(name).split()) if name else frozenset()
    return " ".join(word for word in words if word not in own)[:MOST_OF_A_PHRASE].strip()


def field_of(heading: str) -> str | None:
    """Which column of an answer file ``heading`` means; None when none that is read.

    >>> [field_of(said) for said in ("No. KPJ", "Status Pendaftaran", "Alasan Penolakan", "Ket.", "N I K", "KPJ Lama")]
    ['membership_number', 'status', 'reason', 'remark', 'nik', None]
    """
    for said in dict.fromkeys((plain(_BRACKETS.sub(" ", heading)), plain(heading))):
        if not said or len(said) > LONGEST_PHRASE:
            continue
        for field, exact, has, never in _headings():
            words = frozenset(said.split())
            if said in exact or (not words & never and any(needed <= words for needed in has)):
                return None if field == "skip" else field
    found = meaning(heading)
    return IDENTITY.get(found.field) if found else None


def status_of(said: str, own: Mapping[str, str] | None = None) -> tuple[str, str] | None:
    """The state a text says and the reason after it, "" if none; None when it says no state.

    ``own``: phrase of the office (as ``phrase``) -> state.

    >>> status_of("BERHASIL"), status_of("Gagal: NIK tidak valid"), status_of("Ditolak karena usia 67 th")
    (('accepted', ''), ('rejected', 'NIK tidak valid'), ('rejected', 'usia 67 th'))
    >>> status_of("tidak valid"), status_of("Gagal (KTP)"), status_of("sudah terdaftar")
    (('rejected', ''), ('rejected', 'KTP'), None)
    """
    whole = _state(said, own or {})
    if whole:
        return whole, ""
    for mark in _APART.finditer(said[:LONGEST_PHRASE]):
        state = _state(said[: mark.start()], own or {})
        if state:
            return state, said[mark.end() :].strip(" -–—:;.,)")
    return None


def _state(said: str, own: Mapping[str, str]) -> str | None:
    return own.get(phrase(said)) or _statuses().get(plain(said))


def unclear_alone(said: str) -> bool:
    """Whether a status said in a column of remarks may mean something else where no membership number stands."""
    return plain(said) in _words()["unclear_alone"]


def title_says(said: str) -> str | None:
    """The state the name of a sheet or a title gives all rows below it; None when it gives none, or several.

    >>> title_says("DAFTAR PESERTA YANG TIDAK VALID"), title_says("Berhasil"), title_says("diterima dan ditolak")
    ('rejected', 'accepted', None)
    """
    left, found = f" {plain(said)} ", set()
    for phrase, state in _title_phrases():
        if f" {phrase} " in left:
            left = left.replace(f" {phrase} ", " | ")
            found.add(state)
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    text = (files("payung.core.cover") / "answer_words.yaml").read_text(encoding="utf-8")
    words: dict[str, Any] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - makes text only: "YA" and "NO" are words here
    return words


@lru_cache(maxsize=1)
def _headings() -> tuple[tuple[str, frozenset[str], tuple[frozenset[str], ...], frozenset[str]], ...]:
    return tuple(
        (
            field,
            frozenset(entry.get("exact", ())),
            tuple(frozenset(line.split()) for line in entry.get("has", ())),
            frozenset(entry.get("not", ())),
        )
        for field, entry in _words()["headings"].items()
    )


@lru_cache(maxsize=1)
def _statuses() -> dict[str, str]:
    return {phrase: state for state, phrases in _words()["statuses"].items() for phrase in phrases}


@lru_cache(maxsize=1)
def _title_phrases() -> tuple[tuple[str, str], ...]:
    listed = [(phrase, state) for state, phrases in _words()["titles"].items() for phrase in phrases]
    return tuple(sorted(listed, key=lambda entry: (-len(entry[0]), entry[0])))
