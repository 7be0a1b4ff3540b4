"""Rosters and registers as bad as they come: every rule is met, every column is empty somewhere."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl

from payung.core.eligibility.registers import LINKED, LINKED_SHOWN
from payung.core.roster.table import COLUMNS
from tests.engines.judge import REGISTERS
from tests.table import READ

CARD = "1508010203200001"


def messy(count: int, seed: int) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    """A roster of ``count`` rows, and the three registers."""
    chance = random.Random(seed)
    people = [_person(chance) for _ in range(count)]
    people = [chance.choice(people) if chance.random() < 0.2 else person for person in people]
    rows = [_row(chance, place, *person) for place, person in enumerate(people)]
    niks = [person[0] for person in people]
    return _frame(rows, COLUMNS), {kind: _frame(_register(chance, kind, niks), REGISTERS[kind]) for kind in REGISTERS}


def _person(chance: random.Random) -> tuple[str, date, str]:
    born = date(1955, 1, 1) + timedelta(days=chance.randrange(20_500))
    woman = chance.random() < 0.5
    prefix = chance.choice(("150801", "150801", "150802", "959999"))
    serial = chance.randrange(1, 10_000)
    return f"{prefix}{born.day + 40 * woman:02}{born:%m%y}{serial:04}", born, "P" if woman else "L"


def _row(chance: random.Random, place: int, nik: str, born: date, sex: str) -> dict[str, Any]:
    def mostly(sound: Any, *others: Any) -> Any:
        return sound if chance.random() < 0.93 else chance.choice(others)

    swapped = date(born.year, born.day, born.month) if born.day <= 12 else born
    day = mostly(born, None, swapped, born + timedelta(days=1), date(1, 1, 1), date(9999, 12, 31))
    form = "read" if day else chance.choice(("empty", "unreadable"))
    broken = (None, "", nik[:15], nik + "0", nik[:12] + "0000", nik[:8] + "13" + nik[10:], "x" + nik[1:], "٣" + nik[1:])
    occupation = mostly("petani", None, "nelayan", "pns", "perangkat_desa", "unheard_of")
    return {
        "position": place * 3,
        "file": f"kab/{place // 40}.xlsx",
        "sheet": chance.choice(("Daftar", "Daftar", None)),
        "row": place % 40 + 6,
        "village_code": mostly(f"15080120{place // 80:02}", None, "1303012001", "15"),
        "nik": mostly(nik, *broken, CARD),
        "nik_form": mostly("text", "number", "letter_o", "scientific", None),
        "name": mostly("SITI AMINAH", "", None, "H. ALI", "RINA 2", "=1+1"),
        "name_sound_1": mostly("siti", None, "rina"),
        "name_sound_2": chance.choice(("amina", "amina", "amina", None)),
        "sex": mostly(sex, "L", "P", None),
        "birth_date": day,
        "birth_date_form": form,
        "birth_date_text": chance.choice(("tgl", None)),
        "family_card": mostly("1508011201100009", CARD, None, "12", ""),
        "occupation": occupation,
        "occupation_text": chance.choice(("Petani", "Ölpalme", None)),
        "mother_name": mostly("AISYAH", None),
        "work_declared": mostly(True, False, None),
    }


def _register(chance: random.Random, kind: str, niks: Sequence[str]) -> list[dict[str, Any]]:
    rows = []
    for nik in chance.sample(niks, len(niks) // (2 if kind == "welfare" else 6)) + ["x", "", None]:
        row = {"nik": nik}
        if kind == "members":
            row["segment"] = chance.choice(("PU", "BPU", "bpu", None))
            row["programme"] = chance.choice(("Dumisake", "BKBK", "", None))
            row["status"] = chance.choice(("AKTIF", "aktif", "NONAKTIF", None))
            row["paid_through"] = chance.choice(("2026-10", "2026-11", "2027-01", "", None, "2026-1"))
        elif kind == "deaths":
            row["date_of_death"] = chance.choice((date(2026, 10, 1), date(2026, 12, 1), date(2027, 1, 1), None))
        else:
            row["desil"] = chance.choice((1, 2, 3, 7, 11, None))
        rows += [row] * chance.choice((1, 1, 1, 2))
    return rows


def _frame(rows: list[dict[str, Any]], columns: Any) -> pl.DataFrame:
    return pl.DataFrame(
        {name: pl.Series([row.get(name) for row in rows], dtype=READ[kind][1]) for name, kind in columns.items()}
    )


def messy_links(rows: pl.DataFrame, seed: int) -> pl.DataFrame:
    """What likeness might have found among ``rows``: persons on two or three rows, and rows to ask about."""
    chance = random.Random(seed)
    positions = chance.sample(rows["position"].to_list(), rows.height // 2)
    found = []
    for at, key in enumerate(positions):
        person = at // 3 if at < len(positions) // 2 else None
        link: dict[str, Any] = {name: chance.choice((None, "x.xlsx", "7")) for name in LINKED_SHOWN}
        link |= {"dead_day": chance.choice((None, 2026_08_17)), "key": key, "link_person": person}
        link |= {"link_place": at, "link_key": None if person is None else f"P-{person:016x}"}
        link |= {name: chance.choice((None, True)) for name in ("link_alike", "link_dead", "link_member")}
        found.append(link)
    kinds = {"key": pl.Int64, "link_person": pl.Int64, "link_place": pl.Int64, "dead_day": pl.Int64}
    kinds |= dict.fromkeys(("link_alike", "link_dead", "link_member"), pl.Boolean)
    return pl.DataFrame(found, schema={name: kinds.get(name, pl.String) for name in ("key", *LINKED, *LINKED_SHOWN)})
