"""How well records of one person are found: Payung beside exact keys, Splink 5, recordlinkage and dedupe, in one run.

    python benchmarks/link_quality.py [--records 50000] [--small 2000] [--seeds 1 2] [--mixes 101 typists] [--strict]

On made-up people of a province whose mixes of mistakes are drawn, so that no linker can have been made with them
(``synth.linkage.mixes``; a number is the seed of a drawn mix), and on FEBRL 1 to 4 with and without the identity
number. dedupe takes minutes and gigabytes to learn what the others learn in seconds: it is run on --small records
alone, beside the others on the same. Labels, where a linker needs them, come from the training mix. Goals on the
made-up mixes: F1 at least 0.98, no twins and no namesakes joined without asking, questions about at most 1 in 100
records; on FEBRL with the number F1 at least 0.997.
"""

import argparse
import sys
import time
import warnings
from collections.abc import Callable

import numpy as np
import polars as pl
from link_febrl import SETS, febrl
from link_measure import Answer, Quality, by_kind, by_likeness, quality, true_pairs
from link_method import method_on_febrl
from link_others import dedupe_taught, exact, recordlinkage_ecm, recordlinkage_logistic
from link_payung import payung, payung_on_febrl
from link_splink import splink, splink_on_febrl

from payung.synth.linkage.make import LinkageData, make_linkage
from payung.synth.linkage.mixes import MIXES, TRAINING, Mix, drawn_mix

Linkers = dict[str, Callable[[pl.DataFrame], Answer]]
GOAL_F1, GOAL_FEBRL, GOAL_ASKED = 0.98, 0.997, 0.01
DRAWN = (101, 102, 103)
LESSON = 3_000
"""Records of the training mix from which the pairs with labels are drawn."""

NEVER_JOINED = ("twins", "namesakes_date", "namesakes_year", "first_of_july")
HEAD = (
    f"{'':24} {'precision':>9} {'recall':>7} {'F1':>7} {'best F1':>8} {'answered':>8} {'asked':>7} {'of rows':>8} "
    f"{'s':>7}"
)


def mix_named(name: str) -> Mix:
    """A mix by name, or drawn with a number."""
    return drawn_mix(int(name)) if name.isdigit() else MIXES[name]


def line(name: str, found: Quality, records: int, seconds: float) -> str:
    """One line of the table under HEAD."""
    best = "" if found.best is None else f"{found.best:.4f}"
    asked = f"{found.asked:7,} {found.asked / records:8.2%}" if found.asked else f"{'':16}"
    return (
        f"{name:24} {found.precision:9.4f} {found.recall:7.4f} {found.f1:7.4f} {best:>8} {found.answered:8.4f} {asked}"
        f" {seconds:7.1f}"
    )


def run(linkers: Linkers, records: pl.DataFrame, truth: pl.DataFrame) -> tuple[dict[str, Answer], dict[str, Quality]]:
    """Ask every linker, print a line each."""
    person = truth["person"].to_numpy()
    answers, found = {}, {}
    print(HEAD)
    for name, linker in linkers.items():
        started = time.perf_counter()
        answers[name] = linker(records)
        seconds = time.perf_counter() - started
        found[name] = quality(answers[name], person)
        print(line(name, found[name], records.height, seconds), flush=True)
    return answers, found


def made_up(mix: str, data: LinkageData, linkers: Linkers) -> bool:
    """One mix: the table, then by kind of mistake and by kind of likeness; whether the goals are met."""
    pairs = true_pairs(data.truth)
    print(f"\n## {mix}: {data.records.height:,} records, {pairs.height:,} pairs of one person")
    answers, found = run(linkers, data.records, data.truth)
    shown = {name: answers[name] for name in ("payung", "splink", "exact NIK") if name in answers}
    print("\nshare of pairs joined, by the one kind of mistake on either record:")
    print(by_kind(pairs, shown))
    print("\npairs of two people joined, by what they share:")
    likeness = by_likeness(data.alike, data.records, data.truth, shown)
    print(likeness)
    wrong = likeness.filter(pl.col("kind").is_in(NEVER_JOINED))["payung"].sum()
    ours = found["payung"]
    goals = {
        f"F1 {ours.f1:.4f} >= {GOAL_F1}": ours.f1 >= GOAL_F1,
        f"asked {ours.asked / data.records.height:.2%} of rows <= {GOAL_ASKED:.0%}": ours.asked
        <= GOAL_ASKED * data.records.height,
        f"{wrong} pairs of twins or namesakes joined <= 0": wrong == 0,
    }
    for said, met in goals.items():
        print(f"{said}: {'met' if met else 'NOT MET'}")
    return all(goals.values())


def on_febrl(number: int, with_id: bool) -> bool:
    """One FEBRL set; whether the goal is met where there is one."""
    records, truth = febrl(number)
    records = records if with_id else records.with_columns(soc_sec_id=pl.lit(None, pl.String))
    print(f"\n## FEBRL {number} {'with' if with_id else 'without'} soc_sec_id: {records.height:,} records")
    linkers: Linkers = {
        "payung": payung_on_febrl,
        "its method, FEBRL fields": method_on_febrl,
        "splink": lambda table: splink_on_febrl(table, with_id),
    }
    found = run(linkers, records, truth)[1]["its method, FEBRL fields"]
    if with_id:
        print(f"F1 {found.f1:.4f} >= {GOAL_FEBRL}: {'met' if found.f1 >= GOAL_FEBRL else 'NOT MET'}")
    return not with_id or found.f1 >= GOAL_FEBRL


def main() -> None:
    """Read the arguments, print all tables."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--records", type=int, default=50_000)
    arguments.add_argument("--small", type=int, default=2_000, help="records for dedupe; 0 leaves it out")
    arguments.add_argument("--seeds", type=int, nargs="+", default=[1])
    arguments.add_argument("--mixes", nargs="+", type=mix_named, default=[drawn_mix(seed) for seed in DRAWN])
    arguments.add_argument("--only", choices=["made-up", "febrl"])
    arguments.add_argument("--ours-alone", action="store_true", help="Payung and exact keys, without the other linkers")
    arguments.add_argument("--strict", action="store_true", help="exit 1 when a goal is not met")
    asked = arguments.parse_args()
    warnings.filterwarnings("ignore")
    pl.Config(
        tbl_rows=40, tbl_cols=12, tbl_width_chars=140, tbl_hide_dataframe_shape=True, tbl_hide_column_data_types=True
    )
    met = []
    if asked.only != "febrl":
        lesson = make_linkage(TRAINING, LESSON, seed=99)
        linkers: Linkers = {"payung": payung, "exact NIK": exact}
        if not asked.ours_alone:
            logistic = recordlinkage_logistic(lesson.records, lesson.truth)
            linkers |= {"splink": splink, "recordlinkage ECM": recordlinkage_ecm, "recordlinkage taught": logistic}
        for seed in asked.seeds:
            met += [made_up(mix.name, make_linkage(mix, asked.records, seed=seed), linkers) for mix in asked.mixes]
        if asked.small and not asked.ours_alone:
            np.random.seed(1)  # noqa: NPY002 - dedupe draws from it
            linkers["dedupe"] = dedupe_taught(lesson.records, lesson.truth)
            data = make_linkage(asked.mixes[0], asked.small, seed=asked.seeds[0])
            print(f"\n## {asked.mixes[0].name}, {asked.small:,} records")
            run(linkers, data.records, data.truth)
    if asked.only != "made-up":
        met += [on_febrl(number, with_id) for with_id in (True, False) for number in SETS]
    if asked.strict and not all(met):
        sys.exit(1)


if __name__ == "__main__":
    main()
