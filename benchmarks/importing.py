"""How fast the rows of villages' lists become stored people, on SQLite and PostgreSQL.

    python -m benchmarks.importing [--rows 100000] [--times 3] [--on sqlite postgres]

The rows are those that the main job staged (judged, linked, accepted), as its worker has them in memory; the act that
is measured makes of them people with sealed NIKs and blind indexes, rows with their sealed values and marks, words of
names, problems, the digest of all that for the chain, and has it on the disk. Goal: 10,000 rows a second, more than
50 times the 183 rows a second of openIMIS (three requests a row, as its own tests measure it).
"""

import argparse
import resource
import time
from contextlib import nullcontext
from cProfile import Profile
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connections

from benchmarks.decree import SERVER
from benchmarks.ledger_world import make_people
from benchmarks.workbench_world import lists_of, put_lists
from payung.actions.at_store import Place
from payung.actions.init_store import init_store
from payung.core.places.places import Gazetteer
from tests.store.servers import Server


def once(place: Place, rows: int, profile: Path | None) -> None:
    """One import into an empty store."""
    init_store(place)
    codes = [village.code for village in Gazetteer.read("15").within("15")]
    tables = lists_of(make_people(rows, len(codes)), codes)
    begun, worked = time.perf_counter(), _worked()
    with Profile() if profile else nullcontext() as seen:
        put = put_lists(place, tables)
    took, work = time.perf_counter() - begun, _worked() - worked
    if seen is not None and profile:
        seen.dump_stats(profile)
    if put.new != rows or put.rows != rows:
        raise ValueError("not all of them came in")
    print(f"  {rows:,} rows {took:6.2f} s {rows / took:8,.0f} a second   {work:6.2f} s of our processor", flush=True)
    connections["default"].close()


def _worked() -> float:
    return sum(resource.getrusage(resource.RUSAGE_SELF)[:2])


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--on", nargs="*", default=["sqlite", "postgres"])
    parser.add_argument("--profile", type=Path, help="where cProfile writes what took how long")
    given = parser.parse_args()
    for kind in given.on:
        print(kind)
        for _ in range(given.times):
            with TemporaryDirectory() as name:
                keys = Path(name) / "keys.json"
                if kind == "sqlite":
                    once(Place(f"sqlite:///{name}/store.sqlite3", keys), given.rows, given.profile)
                    continue
                server = Server(**SERVER)
                try:
                    once(Place(server.new_database(), keys), given.rows, given.profile)
                finally:
                    connections["default"].close()
                    server.remove()


if __name__ == "__main__":
    main()
