"""The list of who comes off a decree: CSV with ``person`` or ``nik``, ``reason`` and ``evidence``."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.cover.removals import REMOVALS

HEADINGS = ("reason", "evidence")
WHO = ("person", "nik")
MOST_BYTES = 2**24
MOST_EVIDENCE = 500
MOST_TOLD = 20


class RemovalsWrong(PayungError):
    """The list of who comes off cannot be used; every line that is wrong is named by its number, nobody by name."""

    code = "removals-wrong"
    exit_code = 49

    def __init__(self, file: str, problems: Sequence[Text]) -> None:
        told = problems[:MOST_TOLD]
        rest = f" (+{len(problems) - len(told)})" if len(problems) > len(told) else ""
        super().__init__(
            Text(
                id=f"Daftar '{file}' belum dapat dipakai: {'; '.join(one.id for one in told)}{rest}.",
                en=f"The list '{file}' cannot be used: {'; '.join(one.en for one in told)}{rest}.",
            ),
            Text(
                id=f"Kolomnya person atau nik, reason ({', '.join(REMOVALS)}) dan evidence. Tidak ada yang berubah.",
                en=f"Its columns are person or nik, reason ({', '.join(REMOVALS)}) and evidence. Nothing was changed.",
            ),
        )


@dataclass(frozen=True)
class RemovalSaid:
    """A line of the list: who, by number of the store or by NIK; why; and the paper or person that says so."""

    line: int
    person: int | None
    nik: str
    reason: str
    evidence: str


def read_removals(path: Path) -> list[RemovalSaid]:
    """The lines of the CSV at ``path``, which has a heading. Raises: RemovalsWrong with all that is wrong."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise RemovalsWrong(path.name, [Text(id="lebih dari 16 MB", en="it is over 16 MB")])
        text = path.read_text(encoding="utf-8-sig")
        mark = max((";", ",", "\t"), key=text.split("\n", 1)[0].count)
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=mark))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RemovalsWrong(path.name, [Text(id="tidak terbaca", en="it cannot be read")]) from error
    if not rows or not set(HEADINGS) <= set(rows[0]) or not set(WHO) & set(rows[0]):
        raise RemovalsWrong(
            path.name, [Text(id="judul kolomnya lain atau isinya kosong", en="other headings, or empty")]
        )
    problems: list[Text] = []
    said = [_line(at, row, problems) for at, row in enumerate(rows, start=2)]
    if problems:
        raise RemovalsWrong(path.name, problems)
    return said


def _line(at: int, row: dict[str, str | None], problems: list[Text]) -> RemovalSaid:
    cells = {name: (row.get(name) or "").strip() for name in (*WHO, *HEADINGS)}
    if not (cells["person"].isdecimal() if cells["person"] else len(cells["nik"]) == 16 and cells["nik"].isdecimal()):
        problems.append(Text(id=f"baris {at} tanpa nomor orang atau NIK 16 digit", en=f"line {at} says nobody"))
    if cells["reason"] not in REMOVALS:
        problems.append(Text(id=f"alasan baris {at} tidak dikenal", en=f"the reason of line {at} is unknown"))
    if not 0 < len(cells["evidence"]) <= MOST_EVIDENCE:
        problems.append(Text(id=f"baris {at} tanpa bukti", en=f"line {at} has no evidence"))
    person = int(cells["person"]) if cells["person"].isdecimal() else None
    return RemovalSaid(at, person, cells["nik"], cells["reason"], cells["evidence"])
