"""Make roster rows and registers for ``decide.py``: made-up people, with the mistakes villages make, in known shares.

Of the rows: 3 % repeat the NIK of another row, 2 % have a broken NIK, 0.5 % an unknown village, 1 % a birth date that
differs from the NIK, 0.5 % one with day and month swapped, 1 % none, 3 % an occupation that is not vulnerable, 7 % are
outside the ages; 30 % are active members, 0.5 % are dead, 60 % have a welfare decile.
"""

import argparse
from pathlib import Path

import numpy as np
import polars as pl

from payung.core.places.places import nik_prefixes
from payung.core.roster.table import COLUMNS

MEMBERS = 5_000_000
VILLAGES = 83_763
TYPES = {"int64": pl.Int64, "string": pl.String, "date": pl.Date, "bool": pl.Boolean}
SYLLABLES = ("si", "ti", "bu", "di", "a", "mi", "na", "ra", "ha", "yu", "no", "wa", "ti", "su", "ri", "jo", "ko", "la")
OCCUPATIONS = ("petani", "nelayan", "pedagang", "sopir", "buruh_tani", "pns")


def make_rows(count: int, folder: Path, seed: int = 1, members: int = MEMBERS) -> None:
    """Write rows.parquet, members.parquet, deaths.parquet and welfare.parquet into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    people = _people(count, random)
    repeats = random.choice(count, count * 3 // 100, replace=False)
    originals = random.integers(0, count, len(repeats))
    taken = np.arange(count)
    taken[repeats] = originals
    people = people[pl.Series(taken)]
    _rows(people, count, random).write_parquet(folder / "rows.parquet", compression="zstd", row_group_size=262_144)
    _registers(people["number"].to_numpy(), count, members, random, folder)


def _people(count: int, random: np.random.Generator) -> pl.DataFrame:
    """number (the NIK), born, woman and name of ``count`` people."""
    days = random.integers(-9 * 365 - 365 // 2, 38 * 365 + 365 * 5 // 4, count)  # born in 1960 to 2009
    born = pl.Series("born", days.astype(np.int32)).cast(pl.Date)
    woman = random.random(count) < 0.5
    frame = pl.DataFrame({"born": born, "woman": woman})
    short = frame.select(
        (pl.col("born").dt.day().cast(pl.Int64) + 40 * pl.col("woman")) * 10_000
        + pl.col("born").dt.month().cast(pl.Int64) * 100
        + pl.col("born").dt.year().cast(pl.Int64) % 100
    ).to_series()
    districts = np.array(sorted(int(prefix) for prefix in nik_prefixes() if prefix.startswith("15")))
    district = districts[random.integers(0, len(districts), count)]
    number = (district * 10**6 + short.to_numpy()) * 10**4 + random.integers(1, 10_000, count)
    names = pl.Series([f"{a}{b}{c}" for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES])
    first, second = (names.gather(random.integers(0, len(names), count)) for _ in range(2))
    return frame.with_columns(
        number=pl.Series(number), sound_1=first, sound_2=second, name=(first + " " + second).str.to_uppercase()
    )


def _rows(people: pl.DataFrame, count: int, random: np.random.Generator) -> pl.DataFrame:
    place = pl.Series(np.sort(random.integers(0, VILLAGES, count)))
    draw = pl.Series(random.random(count))
    village = (place + 1_500_000_000).cast(pl.String)
    frame = people.with_columns(place=place, draw=draw, position=pl.Series(np.arange(count)), village=village)
    code = (random.random(count) * len(OCCUPATIONS) * 1.15).astype(np.int64).clip(0, len(OCCUPATIONS))
    code[(code >= 5) & (random.random(count) > 0.12)] = 0
    occupation = pl.Series([*OCCUPATIONS, None], dtype=pl.String).gather(code)
    card = pl.Series(150_101_010_101_0000 + random.integers(0, count, count) // 4).cast(pl.String)
    frame = frame.with_columns(occupation=occupation, card=card, other=pl.Series(random.random(count)))
    nik, at = pl.col("number").cast(pl.String), pl.col("draw")
    broken = (
        pl.when(at < 0.008).then(nik.str.slice(0, 15))
        .when(at < 0.012).then(nik + "0")
        .when(at < 0.014).then(None)
        .when(at < 0.016).then(nik.str.slice(0, 8) + "13" + nik.str.slice(10, 6))
        .when(at < 0.018).then(nik.str.slice(0, 12) + "0000")
        .when(at < 0.02).then(nik.str.slice(0, 15) + "x")
        .otherwise(nik)
    )  # fmt: skip
    born, day = pl.col("born"), pl.col("born").dt.day()
    swapped = pl.date(born.dt.year(), pl.min_horizontal(day, pl.lit(12)), born.dt.month())
    made = {
        "file": "kab/" + pl.col("village") + "/daftar " + pl.col("village") + ".xlsx",
        "sheet": pl.lit("Daftar"),
        "row": pl.col("position") % 500 + 6,
        "village_code": pl.when(pl.col("other") >= 0.005).then(pl.col("village")),
        "nik": broken,
        "nik_form": pl.when(at < 0.014, at >= 0.012).then(pl.lit("empty")).otherwise(pl.lit("text")),
        "name_sound_1": pl.col("sound_1"),
        "name_sound_2": pl.col("sound_2"),
        "sex": pl.when("woman").then(pl.lit("P")).otherwise(pl.lit("L")),
        "birth_place": pl.lit("JAMBI"),
        "birth_date": (
            pl.when(at.is_between(0.1, 0.11)).then(born.dt.offset_by("3d"))
            .when(at.is_between(0.11, 0.115)).then(swapped)
            .when(at.is_between(0.12, 0.13)).then(None)
            .otherwise(born)
        ),
        "birth_date_form": pl.when(at.is_between(0.12, 0.13)).then(pl.lit("empty")).otherwise(pl.lit("read")),
        "family_card": pl.when(pl.col("other") < 0.99).then("card"),
        "occupation_text": pl.col("occupation").str.to_titlecase(),
        "address": "Dusun " + pl.col("sound_1"),
        "rt": (pl.col("position") % 20).cast(pl.String),
        "rw": (pl.col("position") % 5).cast(pl.String),
        "mother_name": pl.when(pl.col("other") > 0.01).then(pl.col("sound_2").str.to_uppercase()),
        "work_declared": pl.col("other") < 0.98,
    }  # fmt: skip
    full = frame.with_columns(**made)
    absent = [pl.lit(None, TYPES[kind]).alias(name) for name, kind in COLUMNS.items() if name not in full.columns]
    return full.with_columns(absent).select(pl.col(name).cast(TYPES[kind]) for name, kind in COLUMNS.items())


def _registers(numbers: np.ndarray, count: int, members: int, random: np.random.Generator, folder: Path) -> None:
    strangers = 3_500_000_000_000_000 + random.permutation(members) * 7
    inside = random.choice(numbers, min(count * 3 // 8, members), replace=False)  # 80 % of them are active
    nik = random.permutation(np.concatenate([inside, strangers])[:members])
    chance = pl.Series(random.random(members))
    known = pl.DataFrame({"nik": pl.Series(nik).cast(pl.String), "chance": chance}).select(
        "nik",
        name=pl.lit("NAMA"),
        dob=pl.lit(None, pl.Date),
        segment=pl.when(pl.col("chance") < 0.4).then(pl.lit("PU")).otherwise(pl.lit("BPU")),
        programme=pl.when(pl.col("chance") > 0.7).then(pl.lit("Dumisake")),
        status=pl.when(pl.col("chance") * 1000 % 10 < 8).then(pl.lit("AKTIF")).otherwise(pl.lit("NONAKTIF")),
        paid_through=pl.concat_str(pl.lit("2027-0"), (pl.col("chance") * 10_000 % 9 + 1).cast(pl.Int64)),
    )
    known.write_parquet(folder / "members.parquet")
    dead = pl.DataFrame({"nik": pl.Series(random.choice(numbers, max(count // 200, 1), replace=False)).cast(pl.String)})
    dead.with_columns(date_of_death=pl.date(2026, 1, 5)).write_parquet(folder / "deaths.parquet")
    poor = pl.DataFrame({"nik": pl.Series(random.choice(numbers, count * 6 // 10, replace=False)).cast(pl.String)})
    poor.with_columns(desil=pl.Series(random.integers(1, 11, poor.height))).write_parquet(folder / "welfare.parquet")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--out", type=Path, default=Path("bench-data"))
    asked = parser.parse_args()
    make_rows(asked.rows, asked.out)
