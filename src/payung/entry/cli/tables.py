"""Short tables for the terminal, that a person reads at a glance."""

from rich.console import Console
from rich.table import Table

from payung.actions.judge_rosters import Problem
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text

MOST_WARNINGS = 6
MOST_WIDTH = 52
SEVERITIES = {"block": Text(id="menghalangi", en="blocks"), "warn": Text(id="peringatan", en="warning")}


def print_problems(console: Console, problems: list[Problem], language: str) -> None:
    """Print kinds of problems with their counts, blocking ones first; the rarest warnings are summed up."""
    table = Table(box=None, pad_edge=False)
    table.add_column(Text(id="Masalah", en="Problem").in_(language), max_width=MOST_WIDTH, no_wrap=True)
    table.add_column("", style="dim")
    table.add_column("", style="dim")
    table.add_column(Text(id="baris", en="rows").in_(language), justify="right")
    shown = [problem for problem in problems if problem.severity == "block"]
    warnings = [problem for problem in problems if problem.severity != "block"]
    shown += warnings[:MOST_WARNINGS]
    for problem in shown:
        level = SEVERITIES[problem.severity].in_(language)
        table.add_row(problem.says.in_(language), problem.code, level, number(problem.count))
    if len(problems) > len(shown):
        more = Text(id="… dan {n} jenis lain", en="… and {n} other kinds").filled(n=len(problems) - len(shown))
        table.add_row(more.in_(language), "", "", "")
    if problems:
        console.print(table)


def print_pairs(console: Console, lines: list[tuple[Text, str]], language: str) -> None:
    """Print a label and a value a line."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    for label, value in lines:
        table.add_row(label.in_(language), value)
    console.print(table)
