"""The deciding part against a bare scan and write of the same rows, in one run, each in its own process.

Bare, rows: DuckDB reads the same Parquet file and writes all its columns, as zstd Parquet. Bare, narrow: it reads and
writes only the columns of the decisions table that exist in it (file, sheet, row, nik, birth_date, name, village_code),
with constants of the right types in place of the decided ones. Ours: reads rows and registers, writes decisions and
findings, also as zstd Parquet.

Goals: ours at most 2.5 times the bare scan and write on 10 million rows, both ratios printed; peak memory at most
3 GiB; cost per row on 10 million at most 1.2 times that on 1 million; DuckDB's answer to the same rules the same in
every row.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import duckdb

from payung.core.basis.text import Text
from payung.core.people import occupations
from payung.core.places.places import nik_prefixes
from payung.core.programmes.programme import Case, Fund, Programme
from payung.engines.registry import engine

MAKER = Path(__file__).with_name("make_rows.py")
GIB = 1024**3
LIMITS = {"ratio": 2.5, "narrow": 2.5, "memory": 3.0, "per_row": 1.2}

ROWS = "COPY (SELECT * FROM read_parquet('{rows}')) TO '{out}' (FORMAT parquet, COMPRESSION zstd)"
NARROW = """
    COPY (
        SELECT file, sheet, "row", 'accept' AS decision, NULL::VARCHAR AS reasons,
               'nik-1571010107870001' AS person_key, nik, birth_date AS dob, name, village_code,
               'p' AS programme, 1::BIGINT AS "rank", 12::BIGINT AS "months", 'f' AS fund
        FROM read_parquet('{rows}')
    ) TO '{out}' (FORMAT parquet, COMPRESSION zstd)
"""

BARE = {"rows": ROWS, "narrow": NARROW}


def case() -> Case:
    """Rp10 million and at most 50 people a village, 12 months each."""
    name = Text(id="Uji", en="Trial")
    fund = Fund("bkbk", name, "special_transfer", "SD", "village", True, "village", 10_000_000)
    programme = Programme(
        id="trial",
        name=name,
        area_code="15",
        area_name="Jambi",
        run_by="province",
        year=2026,
        legal_basis=("Pergub Jambi 16/2022",),
        months=12,
        quota=50,
        quota_per="village",
        fund=fund,
        criteria=("working_age", "alive", "not_covered", "vulnerable_worker", "lives_in_area"),
        decile_at_most=None,
        ranked_by=("welfare_decile", "occupation_risk", "oldest_first", "draw"),
        open=(),
        figures=(),
        sources=(),
    )
    return Case(programme, date(2026, 11, 1), 16_800, 18, 65, "Permenaker 5/2021", 1)


def work(name: str, folder: Path) -> dict[str, float]:
    """Do one measured thing in this process: seconds of the work, and the process's peak memory in GiB."""
    out = folder / name
    out.mkdir(exist_ok=True)
    started = time.perf_counter()
    if name in BARE:
        duckdb.connect().execute(BARE[name].format(rows=folder / "rows.parquet", out=out / "decisions.parquet"))
    else:
        registers = {kind: folder / f"{kind}.parquet" for kind in ("members", "deaths", "welfare")}
        known = {"nik_prefixes": nik_prefixes(), "occupations": occupations.read()}
        engine(name).decide(folder / "rows.parquet", case=case(), out=out, **known, **registers)
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / GIB}


def measured(name: str, folder: Path) -> dict[str, float]:
    """``work`` in a process of its own."""
    command = [sys.executable, __file__, "--work", name, "--data", str(folder)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    measure: dict[str, float] = json.loads(answer.splitlines()[-1])
    return measure


def differences(folder: Path, table: str) -> int:
    """Rows of ``table`` that differ between the local engine and DuckDB, place by place."""
    one, other = (folder / name / f"{table}.parquet" for name in ("local", "check"))
    database = duckdb.connect()
    columns = [row[0] for row in database.execute(f"DESCRIBE FROM '{one}'").fetchall()]
    same = " AND ".join(f'a."{name}" IS NOT DISTINCT FROM b."{name}"' for name in columns)
    query = f"SELECT count(*) FROM (FROM '{one}') a POSITIONAL JOIN (FROM '{other}') b WHERE NOT ({same})"
    counts = [database.execute(f"SELECT count(*) FROM '{path}'").fetchone()[0] for path in (one, other)]
    return database.execute(query).fetchone()[0] + abs(counts[0] - counts[1])


def report(rows: int, data: Path, compare: bool) -> bool:
    """Make the data where it is missing, measure, print; whether every goal is met."""
    sizes = {rows: data / f"{rows}", rows // 10: data / f"{rows // 10}"}
    for size, folder in sizes.items():
        if not (folder / "welfare.parquet").exists():
            subprocess.run([sys.executable, str(MAKER), "--rows", str(size), "--out", str(folder)], check=True)
    bare, narrow, ours = (measured(name, sizes[rows]) for name in ("rows", "narrow", "local"))
    small = measured("local", sizes[rows // 10])
    ratio, to_narrow = (ours["seconds"] / one["seconds"] for one in (bare, narrow))
    per_row = ours["seconds"] / 10 / small["seconds"]
    for said, one in (("bare, all columns, DuckDB", bare), ("bare, narrow, DuckDB", narrow)):
        print(f"{said:26} {rows:>12,} rows  {one['seconds']:6.2f} s  {one['memory']:.2f} GiB")
    for size, one in ((rows, ours), (rows // 10, small)):
        speed = f"{size / one['seconds']:,.0f} rows/s"
        print(f"decide, local              {size:>12,} rows  {one['seconds']:6.2f} s  {one['memory']:.2f} GiB  {speed}")
    goals = {"ratio": ratio, "narrow": to_narrow, "memory": ours["memory"], "per_row": per_row}
    for name, value in goals.items():
        print(f"{name:10} {value:5.2f}  goal <= {LIMITS[name]}  {'met' if value <= LIMITS[name] else 'NOT MET'}")
    met = all(value <= LIMITS[name] for name, value in goals.items())
    if compare:
        check = measured("check", sizes[rows])
        print(f"decide, check (DuckDB)     {rows:>12,} rows  {check['seconds']:6.2f} s  {check['memory']:.2f} GiB")
        for table in ("decisions", "findings"):
            wrong = differences(sizes[rows], table)
            print(f"{table}: {'identical, row by row' if not wrong else f'{wrong:,} rows DIFFER'}")
            met = met and not wrong
    return met


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--data", type=Path, default=Path("bench-data"))
    parser.add_argument("--compare", action=argparse.BooleanOptionalAction, default=True, help="also run DuckDB")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a goal is not met")
    parser.add_argument("--work", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        print(json.dumps(work(asked.work, asked.data)))
    elif not report(asked.rows, asked.data, asked.compare) and asked.strict:
        sys.exit(1)
