"""The cover ledger at scale: a month enrolled, billed, paid and closed, and cover asked, against bare work.

    python -m benchmarks.ledger [--people 1000000] [--sqlite 100000] [--province 95000]

On PostgreSQL (one of the benchmark's own, fsync on, in a temporary folder) and, smaller, on SQLite, in one run:

(a) One month of everybody by the real actions: enrolment export, answer, bill receive, payment record, member receive,
    month match, month close. Spreadsheets are a gateway's work and are not read or written: the actions get the tables
    that reading would have given. Denominator: the very rows these acts added, as tuples in memory, put by COPY
    (SQLite: executemany) in one transaction into tables of the same columns with their primary keys and nothing else:
    no other index, no check, no foreign key, no trigger. Told beside it: the same with all indexes, checks and foreign
    keys. Goal: at most 8 times. The decree and what comes before it is told and not counted.
(b) The cover of everybody on one day, as a set: the tables read from the store, and the rules. Denominator: the same
    columns of the same tables read into Polars frames and nothing more, row by row as the driver gives them. Goal: at
    most 3 times. Told beside it: the same read by the store's own reader.
(c) The cover of one person as ``payung cover status`` tells it, an act each time: 500 people drawn, process warm, and
    the whole command cold. Goal: 95 of 100 within 20 ms.
(d) A province (95,000 people for 12 months): three months as in (a), the match of all twelve, the slips of a village,
    with the most memory each took; and (b) again, over all its months.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import narwhals as nw
from django.db import connection, connections

from benchmarks.ledger_bare import bare_copy, bare_scan, bare_scan_by_columns, rows_since
from benchmarks.ledger_world import CODE, GROUP, NUMBER, World, asked, make_world, without_spreadsheets
from payung.actions.answer_enrolment import answer_enrolment
from payung.actions.at_store import Place
from payung.actions.close_month import close_month
from payung.actions.export_enrolment import Sending, export_enrolment
from payung.actions.init_store import init_store
from payung.actions.match_month import MatchAsked, match_month
from payung.actions.receive_bill import BillAsked, receive_bill
from payung.actions.receive_member import MembersAsked, receive_member
from payung.actions.record_payment import Paid, PaperFile, record_payment
from payung.actions.slip_cover import SlipsWanted, slip_cover
from payung.actions.status_cover import Whom, status_cover
from payung.core.cover.status_columns import with_status
from payung.core.law.book import LawBook
from payung.gateways.group_list import Groups, GroupSaid
from payung.gateways.slip_pdf import SlipOffice
from payung.store.database import open_store
from payung.store.models import Head, Village
from payung.store.months import ended_table, month_table, people_table
from payung.store.reading import one_moment
from tests.store.servers import Server

MONTH, ON = 202701, date(2027, 1, 20)
DRAWN = 500
WALKED = 3
SERVER = {"shared_buffers": "2GB", "max_wal_size": "3GB", "maintenance_work_mem": "256MB"}


@dataclass
class Clock:
    """Seconds and most memory (GiB) of each step, printed as it ends."""

    took: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        Path("/proc/self/clear_refs").write_text("5")  # the most memory is counted anew
        start = time.perf_counter()
        yield
        self.took[name] = time.perf_counter() - start
        status = Path("/proc/self/status").read_text()
        most = int(status.partition("VmHWM:")[2].split()[0]) / 1024**2
        print(f"  {name:<34} {self.took[name]:8.2f} s   most memory {most:5.2f} GiB", flush=True)


def a_month(world: World, clock: Clock, month: int, folder: Path) -> float:
    """Take everybody through ``month``; gives the seconds of all."""
    group = GroupSaid(*GROUP)
    place, path = world.place, folder / "read-by-nobody"
    whole: dict[str, Callable[[Any], Any]] = {
        "enrolment export": lambda _: export_enrolment(
            place, asked(ON), Sending(NUMBER, Groups({GROUP[0]: group})), folder / f"out-{month}"
        ),
        "enrolment answer": lambda _: answer_enrolment(place, asked(ON), path, group),
        "bill receive": lambda _: receive_bill(place, asked(ON), BillAsked(path, group)),
        "payment record": lambda said: record_payment(
            place, asked(ON), Paid(f"{CODE}/{month}-{month}", "private", (_receipt(folder, month, said.due),))
        ),
        "member receive": lambda _: receive_member(place, asked(ON), MembersAsked(path, month, group)),
        "month match": lambda _: match_month(place, MatchAsked(month, month, ON)),
        "month close": lambda _: close_month(place, asked(ON), 202612 if month == MONTH else month - 1),
    }
    done = Clock()
    with without_spreadsheets(world, month) as said:
        for name, act in whole.items():
            with done.step(name):
                told = act(said)
            _sure(name, told, world.people.height)
    clock.took |= done.took
    return sum(done.took.values())


def _receipt(folder: Path, month: int, due: int) -> PaperFile:
    path = folder / f"receipt-{month}"
    path.write_text(str(month))
    return PaperFile("receipt", f"KW-{month}", ON, due, path)


def _sure(name: str, told: Any, people: int) -> None:
    """That the step did all it was meant to: a benchmark of something that refuses is none."""
    expected = {
        "enrolment export": lambda: told.people,
        "enrolment answer": lambda: told.states["accepted"],
        "bill receive": lambda: told.committed,
        "payment record": lambda: told.person_months,
        "member receive": lambda: told.names - told.nobody,
        "month match": lambda: sum(pile.person_months for pile in told.piles if pile.pile == "agrees"),
    }
    if name in expected and expected[name]() != people:
        raise ValueError(f"{name}: {expected[name]()} of {people}")


def month_ratio(world: World, clock: Clock, folder: Path) -> None:
    """(a)"""
    first = Head.objects.values_list("number", flat=True).get(id=1)
    _quiet()
    took = a_month(world, clock, MONTH, folder)
    open_store(world.place.address)
    rows = rows_since(first)
    counted = sum(map(len, rows.values()))
    _quiet()
    bare = bare_copy(rows)
    print(f"  all of the month                   {took:8.2f} s   {counted:,} rows added")
    print(f"  bare copy of them                  {bare:8.2f} s   ratio {took / bare:.2f}   goal at most 8")
    if connection.vendor == "postgresql":
        whole = bare_copy(rows, whole=True)
        print(f"  with indexes, checks, foreign keys {whole:8.2f} s   ratio {took / whole:.2f}")


def cover_ratio(world: World, clock: Clock) -> None:
    """(b)"""
    open_store(world.place.address)
    scans, faster, asks = [], [], []
    for _ in range(3):
        start = time.perf_counter()
        cells = bare_scan()
        scans.append(time.perf_counter() - start)
        start = time.perf_counter()
        bare_scan_by_columns()
        faster.append(time.perf_counter() - start)
        start = time.perf_counter()
        with one_moment():
            months, people, ended = month_table(), people_table(), ended_table()
        read = time.perf_counter() - start
        law = LawBook.read().on(ON)
        lazy = {"months": months, "people": people, "ended": ended}
        frames = {name: nw.from_native(table.lazy()) for name, table in lazy.items()}
        found = nw.to_native(with_status(law=law, on=ON, **frames)).collect()
        asks.append((time.perf_counter() - start, read))
    whole, read = min(asks)
    print(f"  cover of {found.height:,} people {whole:.2f} s ({read:.2f} s of it reading), {months.height:,} months")
    print(f"  bare scan of {cells:,} cells {min(scans):.2f} s   ratio {whole / min(scans):.2f}   goal at most 3")
    print(f"  the same by whole columns {min(faster):.2f} s   ratio {whole / min(faster):.2f}")


def one_person(world: World, cold: int = 3) -> None:
    """(c)"""
    drawn = Random(1).sample(range(world.people.height), DRAWN + 1)
    took = []
    for at in drawn:
        whom = Whom("question", nik=world.people["nik"][at])
        start = time.perf_counter()
        look = status_cover(world.place, asked(ON), whom)
        took.append(time.perf_counter() - start)
        if look.person != world.people["person"][at]:
            raise ValueError("somebody else was found")
    ordered = sorted(took[1:])  # the first one is the warming
    p50, p95, most = (ordered[min(DRAWN - 1, DRAWN * part // 100)] * 1000 for part in (50, 95, 100))
    print(f"  one person, {DRAWN} drawn: median {p50:.1f} ms, 95 % {p95:.1f} ms, most {most:.1f} ms   goal 20 ms")
    command = [sys.executable, "-m", "payung.entry.cli.main", "cover", "status", "--why", "question"]
    command += ["--store", world.place.address, "--keys", str(world.place.keys), "--on", ON.isoformat()]
    cold_took = []
    for at in drawn[:cold]:
        start = time.perf_counter()
        nik = world.people["nik"][at]
        subprocess.run([*command, "--nik", "-"], input=nik, text=True, check=True, stdout=subprocess.DEVNULL)
        cold_took.append(time.perf_counter() - start)
    print(f"  the command, cold: {min(cold_took):.2f} s")


def province(world: World, folder: Path) -> None:
    """(d)"""
    clock = Clock()
    for month in world.months[:WALKED]:
        print(f"  month {month}:")
        a_month(world, clock, month, folder)
    with clock.step(f"match of {len(world.months)} months"):
        match_month(world.place, MatchAsked(world.months[0], world.months[-1], ON))
    open_store(world.place.address)
    code = Village.objects.filter(people__isnull=False).order_by("id").values_list("code", flat=True)[0]
    with clock.step("slips of a village"):
        office = SlipOffice("Dinas Tenaga Kerja", "0741-000000")
        made = slip_cover(world.place, asked(ON), SlipsWanted(folder / "slips.pdf", office, village=code))
    print(f"  {made.slips} slips")
    cover_ratio(world, clock)


def _quiet() -> None:
    """What was put in before is on the disk, and counted: the server would have done both by the next day."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")


def in_store(place: Place, people: int, months: int, folder: Path, measure: Callable[[World, Clock], None]) -> None:
    """Make the store, fill it, measure."""
    clock = Clock()
    init_store(place)
    with clock.step("set-up, not counted"):
        world = make_world(place, people, months, folder)
    measure(world, clock)
    connections["default"].close()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--sqlite", type=int, default=100_000)
    parser.add_argument("--province", type=int, default=95_000)
    args = parser.parse_args()

    with TemporaryDirectory() as name:
        folder = Path(name)

        def nation(world: World, clock: Clock) -> None:
            month_ratio(world, clock, folder)
            cover_ratio(world, clock)
            one_person(world)

        def year(world: World, _: Clock) -> None:
            province(world, folder)

        if args.sqlite:
            print(f"SQLite, {args.sqlite:,} people, 1 month")
            place = Place(f"sqlite:///{folder}/store.sqlite3", folder / "sqlite.json")
            in_store(place, args.sqlite, 1, folder, nation)
            (folder / "store.sqlite3").unlink()
        if args.people or args.province:
            server = Server(**SERVER)
            try:
                if args.people:
                    print(f"PostgreSQL, {args.people:,} people, 1 month")
                    in_store(Place(server.new_database(), folder / "one.json"), args.people, 1, folder, nation)
                if args.province:
                    print(f"PostgreSQL, {args.province:,} people, 12 months")
                    in_store(Place(server.new_database(), folder / "year.json"), args.province, 12, folder, year)
            finally:
                connections["default"].close()
                server.remove()
    print(f"most memory of all {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2:.2f} GiB")


if __name__ == "__main__":
    main()
