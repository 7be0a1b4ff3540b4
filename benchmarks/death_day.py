"""Death-day sweep: would the heirs be paid? For every member and every day, by four ways, which must agree.

    python -m benchmarks.death_day [--members 100000] [--workers 2] [--seed 7]

Made-up members (late payments, payments ahead and too short, gaps, re-entry, two funds, rejections, deaths, moves, 65th
birthdays) over 16 months with a leap day and the change of law of 24 February 2025 in them.

(a) the person-month table, as a set; (b) a replay of events by a state machine that shares nothing with the product;
(c) runs as BPJS lists them, in SQL, which know only whether cover is certain; (d) a slip issued on the day by the rule
for one person, written as text and read again. (a) and (b) are compared in state, missing step and cover; (a) and (c)
in certain cover and whether burial costs only; (a) and (d) in the state, in whether the slip says that day is covered,
and in whether a slip ever promises a later day that is then not covered although nobody died or left.

Exit status 1 where any member-day differs. Times are seconds of processor of each way.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from benchmarks.death_day_paths import compared, from_events, from_export, from_ledger, from_slips
from payung.core.law.book import LawBook
from payung.synth.histories import FIRST_DAY, LAST_DAY, make_histories

CHUNK = 12_500


def chunk(members: int, seed: int) -> tuple[dict[str, Any], dict[str, float]]:
    """Compare the four ways for ``members`` drawn by ``seed``."""
    book, spent = LawBook.read(), {}

    def timed(name: str, call: Callable[[], Any]) -> Any:
        start = time.process_time()
        found = call()
        spent[name] = time.process_time() - start
        return found

    made = timed("histories made", lambda: make_histories(members, seed))
    ledger, _ = timed("(a) ledger", lambda: from_ledger(made, book))
    events = timed("(b) events", lambda: from_events(made, every_day=False))
    export = timed("(c) export", lambda: from_export(made))
    slips = timed("(d) slips", lambda: from_slips(made, book, every_day=False))
    found = timed("compared", lambda: compared(made, ledger, events, export, slips))
    return found, spent


def main() -> int:
    """Run the sweep and print what agrees."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--members", type=int, default=100_000)
    ask.add_argument("--workers", type=int, default=2)
    ask.add_argument("--seed", type=int, default=7)
    asked = ask.parse_args()
    start, days, differ, spent = time.perf_counter(), 0, Counter[str](), Counter[str]()
    kinds: dict[tuple[str, str], list[Any]] = {}
    sizes = [min(CHUNK, asked.members - at) for at in range(0, asked.members, CHUNK)]
    with ProcessPoolExecutor(asked.workers, mp_context=get_context("spawn")) as pool:
        seeds = range(asked.seed * 1000, asked.seed * 1000 + len(sizes))
        for place, (found, times) in enumerate(pool.map(chunk, sizes, seeds), start=1):
            days += found.pop("days")
            spent.update(times)
            for way, said in found.items():
                differ[way] += said["differ"]
                for kind, (count, example) in said["kinds"].items():
                    known = kinds.setdefault((way, kind), [0, f"seed {seeds[place - 1]}: {example}"])
                    known[0] += count
            print(f"{place}/{len(sizes)} chunks, {days:,} member-days", file=sys.stderr)
    print(f"{asked.members:,} members, {FIRST_DAY} to {LAST_DAY}: {days:,} member-days with cover to judge")
    for way, count in differ.items():
        print(f"  {way:<14} {count:>12,} disagreements")
    for (way, kind), (count, example) in sorted(kinds.items(), key=lambda item: -item[1][0])[:40]:
        print(f"    {count:>10,} {way}: {kind} ({example})")
    print(", ".join(f"{name} {seconds:.0f} s" for name, seconds in spent.items()))
    print(f"{time.perf_counter() - start:.0f} s on the clock")
    return 1 if any(differ.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
