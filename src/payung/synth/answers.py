"""Made-up answers of BPJS to an enrolment list, with a key of what was planted. Nobody in them exists."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from random import Random

import polars as pl
import xlsxwriter

from payung.core.places.places import Village, nik_prefixes
from payung.synth.people import Registry, make_person

REASONS = (
    ("over_age", "Usia di atas 65 tahun"),
    ("member_already", "Sudah terdaftar sebagai peserta BPJS"),
    ("nik_not_valid", "NIK tidak valid / tidak padan Dukcapil"),
    ("deceased", "Meninggal dunia"),
    ("birth_date_differs", "Tgl lahir tidak sesuai"),
    ("name_differs", "Nama tidak sesuai dengan KTP"),
    ("incomplete", "Nama ibu kandung kosong"),
    ("unknown", "Mohon konfirmasi ke cabang"),
)
"""Code -> the words a made-up branch uses for it."""

FIRST_NUMBER = 8_000_000_001
"""The first membership number given out, eleven digits with the zero before it."""

KEY = {
    "enrolment": pl.Int64,
    "state": pl.String,
    "reason_code": pl.String,
    "membership_number": pl.String,
    "planted": pl.String,
}
HEADINGS = ("NO", "NIK", "NAMA PESERTA", "TANGGAL LAHIR", "NO KPJ", "STATUS", "KETERANGAN")
MOST_OF_EACH = 50
"""Lines of each odd kind, at most; and no more than one in forty of those sent."""

_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - a constant, so that the same answer gives the same bytes


@dataclass(frozen=True)
class MadeAnswer:
    """``lines``: rows below ``HEADINGS``, text or None. ``key``: the columns of ``KEY``, a row an enrolment: the state
    it must get, and what was planted on it ("" for an ordinary line). ``unknown``: lines about nobody who was sent."""

    lines: tuple[tuple[str | None, ...], ...]
    key: pl.DataFrame
    unknown: int


def make_exported(
    people: int, seed: int, village: Village, *, group: tuple[str, str] = ("SA", "NPW-0001"), start: int = 1
) -> pl.DataFrame:
    """``people`` made-up people of ``village`` as they are sent to BPJS, enrolments numbered from ``start``."""
    rng, registry = Random(seed), Registry(tuple(sorted(nik_prefixes())))  # noqa: S311 - made-up people
    made = [make_person(rng, registry, village) for _ in range(people)]
    return pl.DataFrame(
        {
            "enrolment": pl.Series(range(start, start + people), dtype=pl.Int64),
            "person": pl.Series(range(start, start + people), dtype=pl.Int64),
            "nik": pl.Series([one.nik for one in made], dtype=pl.String),
            "name": pl.Series([one.name.upper() for one in made], dtype=pl.String),
            "birth_date": pl.Series([one.dob for one in made], dtype=pl.Date),
            "group_kind": pl.Series([group[0]] * people, dtype=pl.String),
            "group_number": pl.Series([group[1]] * people, dtype=pl.String),
        }
    )


def make_answer(exported: pl.DataFrame, seed: int, *, rejected: int, odd: bool = True) -> MadeAnswer:
    """An answer that sends ``rejected`` of ``exported`` back and accepts the others.

    With ``odd`` some people are not answered, answered twice alike, answered without a NIK, or against each other, and
    some lines speak of nobody sent; each is in the key. The same arguments give the same answer.
    """
    rng = Random(seed)  # noqa: S311 - made-up people, not secrets
    people = list(exported.sort("enrolment").iter_rows(named=True))
    back = {people[at]["enrolment"] for at in rng.sample(range(len(people)), rejected)}
    planted = _planted(rng, people, back) if odd else {}
    lines: list[tuple[str | None, ...]] = []
    key = []
    for turn, person in enumerate(people):
        case = planted.get(person["enrolment"], "")
        number = f"{FIRST_NUMBER + turn:011d}"
        code, words = rng.choice(REASONS) if person["enrolment"] in back else (None, None)
        line = _line(person, number, words)
        lines += _written(case, line)
        lost = case in ("not_answered", "both")
        state = "unanswered" if lost else "rejected" if code else "accepted"
        given = number if state == "accepted" else None
        key.append((person["enrolment"], state, code if state == "rejected" else None, given, case))
    strangers = _few(len(people)) if odd else 0
    for turn in range(strangers):
        lines.append((None, f"9902{turn % 28 + 1:04d}01{turn:02d}{9001 + turn:04d}", "ORANG LAIN", None, None, *_BACK))
    rng.shuffle(lines)
    return MadeAnswer(tuple(lines), pl.DataFrame(key, KEY, orient="row"), strangers)


def write_answer(made: MadeAnswer, path: Path) -> None:
    """Write ``made`` as a branch would send it, with a title above and a total and a signature below: XLSX or CSV."""
    rows: list[tuple[str | None, ...]] = [
        ("HASIL PENDAFTARAN PESERTA BUKAN PENERIMA UPAH",),
        (),
        HEADINGS,
        *((str(turn), *line[1:]) for turn, line in enumerate(made.lines, start=1)),
        ("JUMLAH", str(len(made.lines))),
        (),
        (None, None, "Mengetahui,"),
        (None, None, "KEPALA KANTOR CABANG"),
    ]
    if path.suffix.lower() == ".csv":
        text = "\r\n".join(";".join(_quoted(cell or "") for cell in row) for row in rows)
        path.write_text(text + "\r\n", encoding="utf-8-sig", newline="")
        return
    workbook = xlsxwriter.Workbook(str(path))
    workbook.set_properties({"created": _MADE})
    sheet = workbook.add_worksheet("Hasil")
    text_format = workbook.add_format({"num_format": "@"})
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell is not None:
                sheet.write_string(at, place, cell, text_format)
    workbook.close()


_BACK = ("GAGAL", "Bukan dari wadah ini")


def _planted(rng: Random, people: list[dict[str, object]], back: set[object]) -> dict[object, str]:
    """Enrolment -> what is planted there; only people alone with their name are answered without a NIK."""
    known: dict[tuple[str, object], int] = {}
    for one in people:
        bare = (_first_word(one), one["birth_date"])
        known[bare] = known.get(bare, 0) + 1
    alone = [one["enrolment"] for one in people if known[(_first_word(one), one["birth_date"])] == 1]
    others = [one["enrolment"] for one in people]
    few = _few(len(people))
    found: dict[object, str] = {}
    for case, among in (("no_nik", alone), ("not_answered", others), ("twice", others), ("both", others)):
        free = [one for one in among if one not in found]
        found |= dict.fromkeys(rng.sample(free, min(few, len(free))), case)
    return found


def _first_word(person: dict[str, object]) -> str:
    return re.sub(r"[^A-Z]", " ", str(person["name"]).upper()).split()[0]


def _few(people: int) -> int:
    return min(MOST_OF_EACH, people // 40)


def _line(person: dict[str, object], number: str, reason: str | None) -> tuple[str | None, ...]:
    born = person["birth_date"]
    day = born.strftime("%d-%m-%Y") if isinstance(born, date) else None
    who = (None, str(person["nik"]), str(person["name"]), day)
    return (*who, None, "DITOLAK", reason) if reason else (*who, number, "DITERIMA", None)


def _written(case: str, line: tuple[str | None, ...]) -> list[tuple[str | None, ...]]:
    if case == "not_answered":
        return []
    if case == "no_nik":
        return [(line[0], None, *line[2:])]
    if case == "twice":
        return [line, line]
    if case == "both":
        return [(*line[:4], "08999999999", "DITERIMA", None), (*line[:4], None, "DITOLAK", "NIK tidak valid")]
    return [line]


def _quoted(cell: str) -> str:
    return f'"{cell}"' if ";" in cell else cell
