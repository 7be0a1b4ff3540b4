"""Judge a drawn roster with an engine, and read the answer."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from payung.core.basis.text import Text
from payung.core.people import occupations
from payung.core.programmes.programme import Case, Fund, Programme
from payung.core.roster.table import COLUMNS
from payung.engines.registry import engine
from tests.table import READ, table

PREFIXES = ("150801", "150802")
ALL = ("working_age", "alive", "not_covered", "vulnerable_worker", "lives_in_area")
REGISTERS = {
    "members": {
        "nik": "string",
        "segment": "string",
        "programme": "string",
        "status": "string",
        "paid_through": "string",
    },
    "deaths": {"nik": "string", "date_of_death": "date"},
    "welfare": {"nik": "string", "desil": "int64"},
}
SOUND = {
    "file": "a.xlsx",
    "sheet": "Daftar",
    "village_code": "1508012001",
    "nik_form": "text",
    "name": "SITI AMINAH",
    "name_sound_1": "siti",
    "name_sound_2": "amina",
    "family_card": "1508011201200001",
    "occupation": "petani",
    "occupation_text": "Petani",
    "mother_name": "AISYAH",
    "work_declared": True,
}
"""What a drawn row holds where the drawing says nothing."""


@dataclass(frozen=True)
class Answer:
    """What an engine wrote."""

    decisions: pl.DataFrame
    findings: pl.DataFrame

    def codes(self, *severities: str) -> list[str]:
        """Each row's codes, joined by a space, in roster order; of ``severities`` only, if any are named."""
        found: dict[tuple[str, int], list[str]] = {row: [] for row in self.decisions.select("file", "row").rows()}
        for file, row, code, severity in self.findings.select("file", "row", "code", "severity").rows():
            if not severities or severity in severities:
                found[file, row].append(code)
        return [" ".join(codes) for codes in found.values()]

    def column(self, name: str) -> list[object]:
        """A column of the decisions."""
        return self.decisions[name].to_list()


def case(**changes: object) -> Case:
    """A case on 1 November 2026 with money for 24 person-months a village; ``changes`` are a programme's or fund's."""
    name = Text(id="Uji", en="Trial")
    fund = Fund("purse", name, "village_budget", "SD", "village", True, "village", 24 * 16_800)
    fund = replace(fund, **{key: changes.pop(key) for key in ("amount", "per") if key in changes})
    seed, linked = changes.pop("seed", 1), changes.pop("linked", False)
    programme = Programme(
        id="trial",
        name=name,
        area_code="15",
        area_name="Jambi",
        run_by="province",
        year=2026,
        legal_basis=("Pergub 16/2022",),
        months=12,
        quota=None,
        quota_per="village",
        fund=fund,
        criteria=ALL,
        decile_at_most=None,
        ranked_by=("welfare_decile", "occupation_risk", "oldest_first", "draw"),
        open=(),
        figures=(),
        sources=(),
    )
    return Case(replace(programme, **changes), date(2026, 11, 1), 16_800, 18, 65, "Permenaker 5/2021", seed, linked)


def roster(drawing: str) -> pl.DataFrame:
    """A drawn roster; columns that are not drawn hold what ``SOUND`` says, or what the drawn ones imply."""
    drawn = table(drawing, **COLUMNS)
    absent = []
    for name, kind in COLUMNS.items():
        if name == "birth_date_form" and name not in drawn.columns and "birth_date" in drawn.columns:
            form = pl.when(pl.col("birth_date").is_null()).then(pl.lit("empty")).otherwise(pl.lit("read"))
            absent.append(form.alias(name))
        elif name == "position":
            absent.append(pl.int_range(pl.len(), dtype=pl.Int64).alias(name))
        elif name == "row" and name not in drawn.columns:
            absent.append((pl.int_range(pl.len(), dtype=pl.Int64) + 6).alias(name))
        elif name not in drawn.columns:
            absent.append(pl.lit(SOUND.get(name), READ[kind][1]).alias(name))
    return drawn.with_columns(absent).select(list(COLUMNS))


def judged(name: str, rows: pl.DataFrame, case: Case, registers: dict[str, pl.DataFrame] | None = None) -> Answer:
    """What the engine ``name`` says of ``rows``."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        rows.write_parquet(folder / "rows.parquet")
        paths = {}
        for kind, register in (registers or {}).items():
            paths[kind] = folder / f"{kind}.parquet"
            register.write_parquet(paths[kind])
        engine(name).decide(
            folder / "rows.parquet",
            case=case,
            nik_prefixes=PREFIXES,
            occupations=occupations.read(),
            out=folder,
            **paths,
        )
        return Answer(pl.read_parquet(folder / "decisions.parquet"), pl.read_parquet(folder / "findings.parquet"))
