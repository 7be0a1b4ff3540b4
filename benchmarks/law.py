"""Contribution, age and cover of millions of people: against a bare DuckDB expression, and against OpenFisca-core.

    python benchmarks/law.py [--rows 10000000] [--peer-rows 1000000]

The table: income drawn over all bands (a tenth of it on an edge of a band or one rupiah beside, a twentieth not
known), birth dates, sectors, payers, the day cover started and the last paid month. It is read from a Parquet file.

Bare: DuckDB reads two of its columns and does one small thing with each (income + 1, a year of birth_date). Two ways:
summed (only two numbers leave) and written (two columns to a Parquet file, zstd). Ours: what everyone owes for a month
and whether the age allows registration, from four columns; and, apart from that, the standing of every membership on a
day. Every measured thing runs in a process of its own, three times in each of three rounds, and the best counts;
memory is that process's peak. Where others use the machine, the ratio by cpu time (all threads) is the steadier one.

The peer: OpenFisca-core with the same two rules and the same parameters, from memory to memory, compared person by
person with the exact rupiah. It is installed with `make bench-env`, and `make bench-law` runs this file there.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import polars as pl

from payung.core.cover.columns import with_standing
from payung.core.law import columns
from payung.core.law.book import LawBook
from payung.core.people.nik import day_number
from payung.core.people.nik_columns import number_of_day

GIB = 1024**3
TIMES = 3
ROUNDS = 3
SLICE = 1_000_000
ON = date(2026, 5, 1)
BARE = "SELECT income + 1 AS income, year(birth_date) AS born FROM read_parquet('{rows}')"
SUMS = {
    "bare": {"income": "sum", "born": "sum"},
    "due": {"due": "sum", "allowed": "sum"},
    "cover": {"unpaid": "sum", "months": "sum", "lapses_on": "max", "full_from": "max", "state": "max"},
}
BARE_THING = ("bare", "duckdb")
THINGS = {
    BARE_THING: "bare, two columns, DuckDB",
    ("due", "polars"): "contribution and age, polars",
    ("due", "duckdb"): "contribution and age, duckdb",
    ("cover", "polars"): "cover standing, polars",
    ("cover", "duckdb"): "cover standing, duckdb",
}
MISSING = (
    "OpenFisca-core is not installed here, so it is not compared with. Install it: make bench-env; run: make bench-law"
)


def make_people(path: Path, rows: int) -> None:
    """``rows`` made-up people as Parquet, slice by slice, the same every time."""
    bands = LawBook.read().on(ON).bands("bpu/income_bands").bands
    starts = np.array([band.starts for band in bands])
    widths = np.append(np.diff(starts), 10_000_000)
    parts = []
    for part, start in enumerate(range(0, rows, SLICE)):
        draw, many = np.random.default_rng([2026, part]), min(SLICE, rows - start)
        band = draw.integers(0, len(bands), many)
        income = starts[band] + draw.integers(0, widths[band])
        on_edge = draw.random(many) < 0.1
        income[on_edge] = np.maximum(0, starts[band] + draw.integers(-1, 2, many))[on_edge]
        started = np.datetime64("2023-01-01") + draw.integers(0, 1300, many)
        parts.append(
            pl.DataFrame(
                {
                    "income": pl.Series(income).set(pl.Series(draw.random(many) < 0.05), None),
                    "birth_date": np.datetime64("1950-01-01") + draw.integers(0, 24_000, many),
                    "sector": draw.choice(columns.SECTORS, many),
                    "payer": draw.choice(columns.PAYERS, many),
                    "started": started,
                    "paid_through": pl.Series(started + draw.integers(0, 900, many)).set(
                        pl.Series(draw.random(many) < 0.05), None
                    ),
                }
            ).with_columns(pl.col("birth_date", "started", "paid_through").cast(pl.Date))
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    pl.concat(parts).write_parquet(path, compression="zstd", compression_level=1, row_group_size=122_880)


def asked(name: str, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """The columns of ``SUMS[name]`` from the people."""
    law = LawBook.read().on(ON)
    if name == "cover":
        return with_standing(frame, law, ON).select(*SUMS[name])
    return frame.select(
        due=columns.contribution(law, income=nw.col("income"), sector=nw.col("sector"), payer=nw.col("payer")),
        allowed=columns.age_allowed(
            law, born=number_of_day(nw.col("birth_date")), registered=nw.lit(day_number(ON), nw.Int64)
        ),
    )


def work(name: str, engine: str, way: str, rows: Path) -> Callable[[], object]:
    """One measured thing, ready to be done: ``name`` bare, due or cover; ``way`` summed or written."""
    folder = TemporaryDirectory(dir=rows.parent)
    out = Path(folder.name, "out.parquet")

    def with_duckdb() -> object:
        database = duckdb.connect()
        if name == "bare":
            query = BARE.format(rows=rows)
        else:
            query = nw.to_native(asked(name, nw.from_native(database.read_parquet(str(rows))))).sql_query()
        if way == "written":
            return database.execute(
                f"COPY ({query}) TO '{out}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
            ).fetchall()
        sums = ", ".join(f"{how}({column}) AS {column}" for column, how in SUMS[name].items())
        return database.execute(f"SELECT {sums} FROM ({query})").fetchall(), folder

    def with_polars() -> object:
        made = nw.to_native(asked(name, nw.from_native(pl.scan_parquet(rows))))
        if way == "written":
            return made.sink_parquet(out, compression="zstd", compression_level=1)
        return made.select(getattr(pl.col(column), how)() for column, how in SUMS[name].items()).collect(
            engine="streaming"
        ).rows(), folder

    return with_duckdb if engine == "duckdb" else with_polars


def best(do: Callable[[], object]) -> tuple[dict[str, float], object]:
    """The shortest of ``TIMES`` runs by the clock and by the processors, in seconds, and what the last one gave."""
    taken, used, given = [], [], None
    for _ in range(TIMES):
        started, busy = time.perf_counter(), time.process_time()
        given = do()
        taken.append(time.perf_counter() - started)
        used.append(time.process_time() - busy)
    return {"seconds": min(taken), "cpu": min(used)}, given


def in_this_process(what: list[str], rows: Path) -> dict[str, Any]:
    """Measure ``what``: name, engine and way; openfisca and the type of its money; memory. Or make the people."""
    if what[0] == "people":
        make_people(rows, int(what[1]))
        return {}
    if what[0] == "openfisca":
        answer = against_openfisca(what[1], rows)
    elif what[0] == "memory":
        people = pl.read_parquet(rows).lazy()
        answer, _ = best(lambda: nw.to_native(asked("due", nw.from_native(people))).collect(engine="streaming"))
    else:
        taken, given = best(work(*what, rows))
        answer = {**taken, "given": str(given[0]) if isinstance(given, tuple) else ""}
    return {**answer, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / GIB}


def against_openfisca(money: str, rows: Path) -> dict[str, Any]:
    """OpenFisca's best time, and where its answers differ from ours."""
    from law_openfisca import calculated, inputs

    people, law = pl.read_parquet(rows), LawBook.read().on(ON)
    given = inputs(people)
    taken, (owed, allowed) = best(lambda: calculated(law, given, {"float": float, "int": int}[money]))
    exact = nw.to_native(asked("due", nw.from_native(people.lazy()))).collect()
    ours, rounded = exact["due"].to_numpy(), np.rint(owed).astype(np.int64)
    wrong = np.flatnonzero(rounded != ours)
    return {
        **taken,
        "type": str(owed.dtype),
        "sum": round(float(owed.sum())) - int(ours.sum()),
        "unrounded": int((owed.astype(np.float64) != ours).sum()),
        "owed": len(wrong),
        "allowed": int((allowed != exact["allowed"].to_numpy()).sum()),
        "examples": [
            (people["income"][int(at)], people["payer"][int(at)], int(ours[at]), float(owed[at])) for at in wrong[:3]
        ],
    }


def measured(what: list[str], rows: Path) -> dict[str, Any]:
    """``in_this_process``, in a process of its own."""
    command = [sys.executable, __file__, "--work", *what, "--people", str(rows)]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found: dict[str, Any] = json.loads(answer.splitlines()[-1])
    return found


def show(said: str, rows: int, one: dict[str, Any], bare: dict[str, Any] | None = None) -> None:
    """One line of the report."""
    times = [f"{one[clock] / bare[clock]:.2f}" for clock in ("seconds", "cpu")] if bare else []
    ratio = f"  {times[0]} × bare ({times[1]} × by cpu)" if times else ""
    speed = f"{rows / one['seconds'] / 1e6:.2f} M rows/s"
    taken = f"{one['seconds']:6.3f} s ({one['cpu']:6.3f} s cpu)"
    print(f"{said:40} {rows:>11,} rows {taken} {speed:>14}  {one['memory']:.2f} GiB{ratio}", flush=True)


def report(rows: int, peer_rows: int, data: Path) -> None:
    """Make the people where they are missing, measure, print."""
    people = {size: data / f"people-{size}.parquet" for size in (rows, peer_rows)}
    for size, path in people.items():
        if not path.exists():
            measured(["people", str(size)], path)  # not here: a child's peak memory would begin at ours
    for way in ("summed", "written"):
        found = in_rounds([[*what, way] for what in THINGS], people[rows])
        for (what, said), one in zip(THINGS.items(), found, strict=True):
            show(f"{said}, {way}", rows, one, None if what == BARE_THING else found[0])
        for one, other in ((1, 2), (3, 4)):
            if found[one]["given"] != found[other]["given"]:
                print("  the engines DIFFER:", found[one]["given"], found[other]["given"])
    peer(peer_rows, people[peer_rows])


def in_rounds(things: list[list[str]], rows: Path) -> list[dict[str, Any]]:
    """The best of each thing over ``ROUNDS``; in a round each is measured once, so a busy minute hits all alike."""
    rounds = [[measured(what, rows) for what in things] for _ in range(ROUNDS)]
    least = ("seconds", "cpu")
    return [runs[0] | {clock: min(one[clock] for one in runs) for clock in least} for runs in zip(*rounds, strict=True)]


def peer(rows: int, people: Path) -> None:
    """The same two rules in OpenFisca."""
    if find_spec("openfisca_core") is None:
        print(MISSING)
        return
    ours, *found = in_rounds([["memory"], ["openfisca", "float"], ["openfisca", "int"]], people)
    show("contribution and age, polars, from memory", rows, ours)
    for theirs in found:
        show(f"OpenFisca-core, money as {theirs['type']}", rows, theirs)
        faster = [theirs[clock] / ours[clock] for clock in ("seconds", "cpu")]
        print(f"  ours is {faster[0]:.1f} times as fast ({faster[1]:.1f} by cpu)")
        print(
            f"  owed differs for {theirs['owed']:,} people ({theirs['unrounded']:,} before rounding to whole rupiah), "
            f"age for {theirs['allowed']:,}; the sum of what is owed by {theirs['sum']:+,} rupiah"
        )
        for income, payer, exact, found in theirs["examples"]:
            print(f"    income {income:,}, {payer} money: exact {exact:,}, OpenFisca {found:,}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--peer-rows", type=int, default=1_000_000)
    parser.add_argument("--data", type=Path, default=Path("bench-data"))
    parser.add_argument("--work", nargs="+", help=argparse.SUPPRESS)
    parser.add_argument("--people", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        print(json.dumps(in_this_process(given.work, given.people)))
    else:
        report(given.rows, given.peer_rows, given.data)
