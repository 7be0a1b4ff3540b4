"""What the made-up branch reads: enrolment files, and the record of reconciliation. They are ours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from payung.core.basis.text import Text
from payung.synth.branch.refusal import BranchRefuses

NOT_DUE = ("Tidak di SK", "Meninggal-pindah", "Bayar ganda")
"""Sheets of the record whose lines are not paid."""

NAMELESS = "–"
"""The name in the record of somebody whom the programme does not know."""


@dataclass(frozen=True)
class Sent:
    """A person of an enrolment file; ``born`` is YYYY-MM-DD or None."""

    nik: str
    name: str
    born: str | None


@dataclass(frozen=True)
class Contested:
    """A line of the record: whose months are not due, by name and the last digits of the NIK, and what they come to.

    ``name`` is None for people the programme does not know.
    """

    name: str | None
    last_digits: str
    rupiah: int


def enrolment_files(where: Path) -> tuple[Path, ...]:
    """The enrolment files of a folder by name, or the one file. Raises: BranchRefuses."""
    found = tuple(sorted(where.glob("*.xlsx"))) if where.is_dir() else (where,)
    if not found:
        raise BranchRefuses(Text(id=f"'{where.name}' tidak berisi berkas", en=f"'{where.name}' holds no file"))
    return found


def read_enrolment(path: Path) -> tuple[Sent, ...]:
    """Everybody in the enrolment file at ``path``, in its order; who has no NIK cannot be enrolled and is left out.

    Raises: BranchRefuses.
    """
    for sheet in _sheets(path):
        headings = [str(cell).strip().upper() for cell in sheet[0]] if sheet else []
        name = next((one for one in headings if one.startswith("NAMA") and "IBU" not in one), None)
        if "NIK" in headings and name:
            nik, called = headings.index("NIK"), headings.index(name)
            day = next((at for at, one in enumerate(headings) if "LAHIR" in one and "TEMPAT" not in one), None)
            rows = [row for row in sheet[1:] if str(row[nik]).strip()]
            return tuple(
                Sent(str(row[nik]).strip(), str(row[called]).strip(), _day(row[day]) if day is not None else None)
                for row in rows
            )
    raise BranchRefuses(Text(id=f"'{path.name}' tanpa NIK dan nama", en=f"'{path.name}' has no NIK and name"))


def read_record(path: Path) -> tuple[Contested, ...]:
    """What the record of reconciliation at ``path`` says is billed and not due. Raises: BranchRefuses."""
    found: list[Contested] = []
    named = dict(_named_sheets(path))
    if not set(NOT_DUE) <= set(named):
        raise BranchRefuses(Text(id=f"'{path.name}' bukan berita acara", en=f"'{path.name}' is no record"))
    for sheet in (rows for name, rows in named.items() if name.startswith(NOT_DUE)):
        at = next((at for at, row in enumerate(sheet) if "Lebih bayar" in row), None)
        if at is None:
            continue
        name, nik, over = (sheet[at].index(one) for one in ("Nama", "NIK (4 digit terakhir)", "Lebih bayar"))
        for row in sheet[at + 1 :]:
            rupiah = row[over]
            if isinstance(row[0], (int, float)) and isinstance(rupiah, (int, float)) and rupiah > 0:
                who = None if row[name] == NAMELESS else str(row[name])
                found.append(Contested(who, str(row[nik]).lstrip("…"), int(rupiah)))
    return tuple(found)


def _sheets(path: Path) -> Iterator[Sequence[Sequence[object]]]:
    return (rows for _, rows in _named_sheets(path))


def _named_sheets(path: Path) -> Iterator[tuple[str, Sequence[Sequence[object]]]]:
    try:
        book = CalamineWorkbook.from_path(path)
        yield from [(name, book.get_sheet_by_name(name).to_python()) for name in book.sheet_names]
    except (CalamineError, OSError) as error:
        raise BranchRefuses(Text(id=f"'{path.name}' tidak terbaca", en=f"'{path.name}' cannot be read")) from error


def _day(cell: object) -> str | None:
    try:
        return datetime.strptime(str(cell).strip(), "%d-%m-%Y").date().isoformat()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
