"""Short tables for the terminal, that a person reads at a glance."""

from rich.console import Console
from rich.table import Table

from payung.core.basis.rupiah import number
from payung.core.basis.text import Text

MOST_KINDS = 12


def print_problems(console: Console, problems: list[tuple[str, str, int]], language: str) -> None:
    """Print kinds of problems: code, severity and count, in the order given, the rarest summed up."""
    table = Table(box=None, pad_edge=False)
    table.add_column(Text(id="Masalah", en="Problem").in_(language))
    table.add_column(Text(id="tingkat", en="level").in_(language))
    table.add_column(Text(id="baris", en="rows").in_(language), justify="right")
    for code, severity, count in problems[:MOST_KINDS]:
        table.add_row(code, severity, number(count))
    if len(problems) > MOST_KINDS:
        more = Text(id="… dan {n} jenis lain", en="… and {n} other kinds").filled(n=len(problems) - MOST_KINDS)
        table.add_row(more.in_(language), "", "")
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
