"""Rights of people to the data about them, what forbids to erase it, and how long it is kept (UU 27/2022).

No article here was read in the official text of the law: what is said of it is as sure as ``personal_data.yaml`` tells.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from payung.core.basis.text import Text

KINDS: Mapping[str, Text] = {
    "access": Text(id="melihat dan mendapat salinan", en="access and a copy"),
    "correction": Text(id="perbaikan", en="correction"),
    "erasure": Text(id="penghapusan", en="erasure"),
    "restriction": Text(id="pembatasan pemrosesan", en="restriction"),
    "release": Text(id="mencabut pembatasan", en="end of a restriction"),
}
ASKERS: Mapping[str, Text] = {
    "self": Text(id="orangnya sendiri", en="the person"),
    "family": Text(id="keluarga serumah", en="the family"),
    "heir": Text(id="ahli waris", en="an heir"),
    "proxy": Text(id="kuasa dengan surat", en="a proxy with a letter"),
}
PROOFS: Mapping[str, Text] = {
    "ktp": Text(id="KTP-el asli dilihat", en="the identity card was seen"),
    "kk": Text(id="kartu keluarga asli dilihat", en="the family card was seen"),
    "letter": Text(id="surat kuasa dan KTP-el dilihat", en="a letter of proxy and the card were seen"),
    "village": Text(id="dikenal dan dinyatakan kepala desa", en="known to the village head, who said so"),
}
OUTCOMES: Mapping[str, Text] = {
    "given": Text(id="salinan diberikan", en="a copy was given"),
    "corrected": Text(id="perbaikan dicatat", en="the correction is on record"),
    "erased": Text(id="dihapus", en="erased"),
    "restricted": Text(id="dibatasi", en="restricted"),
    "released": Text(id="pembatasan dicabut", en="the restriction ended"),
    "refused": Text(id="ditolak dengan alasan", en="refused, with the reason"),
}
GRANTED: Mapping[str, str] = {
    "access": "given",
    "correction": "corrected",
    "erasure": "erased",
    "restriction": "restricted",
    "release": "released",
}
"""Kind -> its outcome where nothing is against it."""
HOLDS: Mapping[str, Text] = {
    "decree": Text(id="namanya ditetapkan dalam keputusan (SK)", en="is on a decree"),
    "waiting": Text(id="ada di daftar tunggu keputusan", en="is on the waiting list of a decree"),
    "paid": Text(id="iurannya sudah dibayar dengan uang negara", en="a contribution was paid with public money"),
    "enrolled": Text(id="sudah didaftarkan ke BPJS", en="was enrolled at BPJS"),
    "claim": Text(id="meninggal dan klaimnya masih dapat diajukan", en="died, and a claim can still be filed"),
    "audit": Text(id="ada di contoh pemeriksaan sebuah keputusan", en="is in the sample of a decree's check"),
    "list": Text(id="ada di daftar tahun yang sedang berjalan", en="is on a list of a year that runs"),
}
"""What forbids to erase -> in words."""
FIELDS: Mapping[str, Text] = {
    "name": Text(id="nama", en="name"),
    "birth_date": Text(id="tanggal lahir", en="date of birth"),
    "sex": Text(id="jenis kelamin", en="sex"),
    "village": Text(id="desa", en="village"),
    "nik": Text(id="NIK", en="NIK"),
    "other": Text(id="lain", en="something else"),
}
"""What a correction may be of."""
MENDED = ("name", "birth_date", "sex")
"""What of it the office puts right itself; all else comes with the village's next list, for it decides who is meant."""


def as_held(field: str, said: str) -> str | date | None:
    """What is to be held of a field of ``MENDED``; None where ``said`` is no such value.

    >>> as_held("birth_date", "13-03-1990"), as_held("sex", "p"), as_held("name", " SITI  A "), as_held("sex", "x")
    (datetime.date(1990, 3, 13), 'P', 'SITI A', None)
    """
    plain = " ".join(said.split())
    if field == "sex":
        return plain.upper() if plain.upper() in ("L", "P") else None
    if field == "birth_date":
        parts = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", plain)
        try:
            return date(int(parts[3]), int(parts[2]), int(parts[1])) if parts else date.fromisoformat(plain)
        except ValueError:
            return None
    return plain if 0 < len(plain) <= LONGEST_NAME else None


LONGEST_NAME = 200


@dataclass(frozen=True)
class Basis:
    """An article and how sure it is: ``quoted`` None until somebody has read it in the official text."""

    article: str
    quoted: str | None
    checked: str | None
    doubt: Text
    amount: int | None


@dataclass(frozen=True)
class Kept:
    """How long one kind of data is kept: ``months`` None for ever; ``source`` None: the office's own choice."""

    code: str
    name: Text
    months: int | None
    after: Text
    source: str | None
    why: Text


def basis(name: str) -> Basis:
    """``answer_days``, ``breach_hours`` or ``exceptions``. Raises: KeyError."""
    said = _file()[name]
    return Basis(said["article"], said["quoted"], said["checked"], _text(said["doubt"]), said.get("amount"))


def retention(path: Path | None = None) -> tuple[Kept, ...]:
    """The table of what is kept how long, ours or the one at ``path``. Raises: ValueError for months that are none."""
    said = _file() if path is None else yaml.safe_load(path.read_text("utf-8"))
    found = []
    for code, one in said["retention"].items():
        months = one["months"]
        if months is not None and (type(months) is not int or months < 1):
            raise ValueError(f"{code}: months is a whole number of at least 1, or null")
        why = _text(one["why"]) if "why" in one else Text(id="", en="")
        found.append(Kept(code, _text(one["name"]), months, _text(one["after"]), one["source"], why))
    return tuple(found)


def _text(said: Mapping[str, str]) -> Text:
    return Text(id=said["id"], en=said["en"])


@cache
def _file() -> dict[str, Any]:
    return dict(yaml.safe_load((Path(__file__).parent / "personal_data.yaml").read_text("utf-8")))
