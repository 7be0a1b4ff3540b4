"""Short tables for the terminal, that a person reads at a glance."""

from rich.console import Console
from rich.table import Table

from payung.actions.judge_rosters import Problem
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text

MOST_WARNINGS = 6
BLOCKS = Text(id="menghalangi", en="blocking")
WARNS = Text(id="peringatan", en="warnings")


def print_problems(console: Console, problems: list[Problem], language: str) -> None:
    """Print kinds of problems with their counts, blocking ones first; the rarest warnings are summed up."""
    if not problems:
        return
    table = Table(box=None, pad_edge=False)
    table.add_column(Text(id="Masalah", en="Problem").in_(language), no_wrap=True, overflow="ellipsis", ratio=1)
    table.add_column("", style="dim", no_wrap=True)
    table.add_column(Text(id="banyak", en="count").in_(language), justify="right", no_wrap=True)
    warnings = [problem for problem in problems if problem.severity != "block"]
    for title, kinds in (
        (BLOCKS, [problem for problem in problems if problem.severity == "block"]),
        (WARNS, warnings[:MOST_WARNINGS]),
    ):
        if kinds:
            table.add_row(f"[bold]{title.in_(language)}[/]", "", "")
        for problem in kinds:
            table.add_row(f"  {problem.says.in_(language)}", problem.code, number(problem.count))
    if len(warnings) > MOST_WARNINGS:
        more = Text(id="  … dan {n} jenis lain", en="  … and {n} other kinds").filled(n=len(warnings) - MOST_WARNINGS)
        table.add_row(more.in_(language), "", "")
    console.print(table)


def print_pairs(console: Console, lines: list[tuple[Text, str]], language: str) -> None:
    """Print a label and a value a line."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    for label, value in lines:
        table.add_row(label.in_(language), value)
    console.print(table)
