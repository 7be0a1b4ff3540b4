"""The made-up civil registry: the deaths and moves it lists in a month, of people the branch was told of and others."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from payung.synth.branch.fates import fate
from payung.synth.branch.memory import Memory
from payung.synth.key import write_table

HEADINGS = ("nik", "nama", "tanggal_lahir", "peristiwa", "tanggal_peristiwa", "kode_tujuan")
WORDS = {"died": "MENINGGAL", "moved": "PINDAH"}


@dataclass(frozen=True)
class RegistrySent:
    """The list of a month: deaths and moves of people the branch was told of, and lines about others."""

    path: Path
    died: int
    moved: int
    others: int


def registry(memory: Memory, month: int, out: Path) -> RegistrySent:
    """Write the list of ``month`` (yyyymm) to the CSV ``out``; an event is listed one to three months after it."""
    rows: list[tuple[object, ...]] = []
    for nik, member in sorted(memory.members.items()):
        fell = fate(memory.habits, nik, member)
        if fell is not None and fell.listed == month:
            rows.append((nik, member.name, member.born or "", WORDS[fell.event], fell.on.isoformat(),
                         fell.moved_to or ""))  # fmt: skip
    counts = Counter(str(row[3]) for row in rows)
    day = f"{month // 100}-{month % 100:02d}-01"
    others = [
        (f"9902{at + 1:02d}0101{70 + at:02d}{month % 10_000:04d}", "ORANG LAIN", "", WORDS["died"], day, "")
        for at in range(3)
    ]
    out.parent.mkdir(parents=True, exist_ok=True)
    write_table([*rows, *others], dict.fromkeys(HEADINGS, pl.String), out)
    return RegistrySent(out, counts[WORDS["died"]], counts[WORDS["moved"]], len(others))
