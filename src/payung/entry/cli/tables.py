"""Short tables for the terminal, that a person reads at a glance."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from payung.actions.judge_rosters import Problem
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text

MOST_WARNINGS = 6
COUNT_WIDTH = 9
SHORTEST = 24
BLOCKS = Text(id="Masalah yang menghalangi", en="Blocking problems")
WARNS = Text(id="Peringatan", en="Warnings")


def print_problems(console: Console, problems: list[Problem], language: str) -> None:
    """Print kinds of problems with their counts, a line each, blocking ones first; the rarest warnings summed up."""
    warnings = [problem for problem in problems if problem.severity != "block"]
    code_width = max((len(problem.code) for problem in problems), default=0)
    text_width = max(console.width - code_width - COUNT_WIDTH - 4, SHORTEST)
    for title, kinds in (
        (BLOCKS, [problem for problem in problems if problem.severity == "block"]),
        (WARNS, warnings[:MOST_WARNINGS]),
    ):
        if kinds:
            console.print(f"[bold]{title.in_(language)}[/]")
        for problem in kinds:
            said = problem.says.in_(language)
            said = said if len(said) <= text_width else f"{said[: text_width - 1]}…"
            count = number(problem.count)
            line = f"  {escape(said):<{text_width}} [dim]{problem.code:<{code_width}}[/]{count:>{COUNT_WIDTH}}"
            console.print(line, highlight=False, no_wrap=True)
    if len(warnings) > MOST_WARNINGS:
        more = Text(id="… dan {n} jenis lain", en="… and {n} other kinds").filled(n=len(warnings) - MOST_WARNINGS)
        console.print(f"  {more.in_(language)}")


def print_pairs(console: Console, lines: list[tuple[Text, str]], language: str) -> None:
    """Print a label and a value a line."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    for label, value in lines:
        table.add_row(label.in_(language), value)
    console.print(table)


def print_figures(console: Console, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table of figures, every one whole: it is as wide as they ask, whatever the screen is."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for at, heading in enumerate(headings):
        table.add_column(heading, justify="right" if at else "left", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    needed = console.measure(table, options=console.options.update(max_width=10_000)).maximum
    console.width = max(console.width, needed)
    console.print(table, highlight=False)
