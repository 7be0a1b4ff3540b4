"""What villages call their files, and where whoever collects them puts them."""

import re
from random import Random

from payung.core.places.places import Village

_ODD = ("Book1 (2)", "Book1", "data fix", "FINAL FIX banget", "Salinan dari daftar", "pekerja rentan", "WA0012",
        "bkbk 2026 revisi", "New Microsoft Excel Worksheet", "daftar (1)", "untuk kecamatan")  # fmt: skip


def file_name(village: Village, rng: Random, suffix: str, taken: set[str]) -> str:
    """The path below the rosters' folder, with forward slashes; added to ``taken``."""
    folder = f"{_safe(village.regency)}/{_safe(village.district)}"
    name = _safe(village.name)
    lot = rng.random()
    if lot < 0.34:
        stem = rng.choice((name, name.upper(), name.lower().replace(" ", "_")))
    elif lot < 0.6:
        stem = rng.choice(
            (f"{village.code}", f"daftar_{village.code}", f"{village.dotted} {name}", f"{name}_{village.code}")
        )
    elif lot < 0.84:
        kind = village.kind.title()
        stem = rng.choice((f"Data Pekerja Rentan {kind} {name}", f"BKBK {name} 2026",
                           f"Usulan {kind} {name} Kec {_safe(village.district)}",
                           f"{name} FIX (1)", f"DAFTAR NAMA {name.upper()} revisi 2"))  # fmt: skip
    elif lot < 0.94:
        stem = f"{name}/{rng.choice(_ODD)}"
    else:
        stem = rng.choice(_ODD)
    path, number = f"{folder}/{stem}{suffix}", 2
    while path.lower() in taken:
        path, number = f"{folder}/{stem} ({number}){suffix}", number + 1
    taken.add(path.lower())
    return path


def _safe(name: str) -> str:
    """``name`` without what a file system or a ZIP may refuse."""
    return " ".join(re.sub(r'[\\/:*?"<>|]', " ", name).split())
