"""The registers of other offices: what was planted in them, among many people on no list."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import polars as pl

from payung.core.places.places import Village
from payung.synth.key import write_table
from payung.synth.lines import Registers
from payung.synth.lists import Country
from payung.synth.names import make_name
from payung.synth.people import ON

MEMBERS = ("nik", "name", "dob", "segment", "programme", "status", "paid_through")
DEATHS = ("nik", "name", "dob", "date_of_death")
OTHERS = 20
"""Members on no list, for each village; dead people and welfare entries are in proportion."""


def fill_registers(country: Country, villages: list[Village], rng: Random) -> None:
    """Add people who stand on no list."""
    registers = country.registers
    for village in villages:
        for number in range(OTHERS):
            sex = rng.choice("LP")
            dob = date(1950, 1, 1) + timedelta(days=rng.randrange(20_000))
            nik = country.registry.nik(rng, village.district_code, dob, sex)
            status = "AKTIF" if rng.random() < 0.8 else "NONAKTIF"
            paid = "2026-12" if status == "AKTIF" else f"{rng.randint(2019, 2025)}-{rng.randint(1, 12):02d}"
            name = make_name(rng, sex).upper()
            registers.members.append((nik, name, dob.isoformat(), rng.choice(("PU", "BPU")), "", status, paid))
            if number % 7 == 0:
                other = country.registry.nik(rng, village.district_code, dob, sex)
                day = ON - timedelta(days=rng.randint(3, 2000))
                registers.deaths.append((other, make_name(rng, sex).upper(), dob.isoformat(), day.isoformat()))
            registers.welfare.append((country.registry.nik(rng, village.district_code, dob, sex), rng.randint(1, 10)))


def write_registers(registers: Registers, out: Path) -> None:
    """Write members.parquet, deaths.csv and welfare.csv, each by NIK."""
    write_table(sorted(registers.members), dict.fromkeys(MEMBERS, pl.String), out / "members.parquet")
    write_table(sorted(registers.deaths), dict.fromkeys(DEATHS, pl.String), out / "deaths.csv")
    deciles = dict(sorted(registers.welfare))
    write_table(list(deciles.items()), {"nik": pl.String, "desil": pl.Int64}, out / "welfare.csv")
