"""How an answer of the law is printed: its parts, its steps with their articles, and what is not sure about it."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text as Line

from payung.core.basis.rupiah import rupiah
from payung.core.basis.text import Text
from payung.core.law.answer import Answer, Part, Step, doubts, not_compared
from payung.core.law.values import Value
from payung.entry.cli.screen import paper

PART = Text(id="Bagian", en="Component")
STEP = Text(id="Langkah dan dasarnya", en="Step and its article")
TOTAL = Text(id="Jumlah", en="Total")
USED = Text(id="dipakai", en="used")
RUPIAH = Text(id="Rupiah", en="Rupiah")
MIND = Text(id="Perlu diketahui", en="To bear in mind")
RESTS = Text(
    id="{missing} dari {all} ketentuan belum dicocokkan dengan naskah resmi: {keys}",
    en="{missing} of {all} parameters not yet compared with the official text: {keys}",
)
COMPARED = Text(
    id="Semua {all} ketentuan sudah dicocokkan dengan naskah resmi: {keys}",
    en="All {all} parameters were compared with the official text: {keys}",
)


LINES = box.Box("    \n    \n ── \n    \n ── \n ── \n    \n    \n")
"""A line under the heading and one between sections."""


def print_answer(answer: Answer, language: str, console: Console | None = None) -> None:
    """Print ``answer`` in ``language``: parts with their sum, steps with articles, notes, and what it rests on."""
    console = console or paper()
    print_parts(answer.parts, language, console)
    print_steps(answer.steps, language, console)
    print_notes((*answer.notes, *doubts(answer.rests_on)), language, console)
    print_rests_on(answer.rests_on, language, console)


def print_parts(parts: Sequence[Part], language: str, console: Console) -> None:
    """Print the components and their sum; the sum alone where there is nothing to add up."""
    table = grid(PART.in_(language), right=(RUPIAH.in_(language),))
    for part in parts:
        add(table, part.name.in_(language), rupiah(part.amount))
    table.add_section()
    add(table, TOTAL.in_(language), rupiah(sum(part.amount for part in parts)), style="bold")
    console.print(table)
    console.print()


def print_steps(steps: Sequence[Step], language: str, console: Console) -> None:
    """Print the steps, numbered, each with the articles it rests on."""
    if not steps:
        return
    table = grid("#", STEP.in_(language), right=(RUPIAH.in_(language),))
    for place, step in enumerate(steps, 1):
        articles = dict.fromkeys(value.article for value in step.rests_on)
        said = Group(Line(step.says.in_(language), overflow="fold"), *(marked("§", one, "dim") for one in articles))
        add(table, str(place), said, "" if step.amount is None else rupiah(step.amount))
    console.print(table)
    console.print()


def print_notes(notes: Iterable[Text], language: str, console: Console) -> None:
    """Print what the reader must know, each thing once."""
    listed = dict.fromkeys(note.in_(language) for note in notes)
    if listed:
        console.print(Line(f"{MIND.in_(language)}:", style="bold"))
    for note in listed:
        console.print(marked("!", note))
    if listed:
        console.print()


def print_rests_on(values: Sequence[Value], language: str, console: Console) -> None:
    """Print how many of ``values`` nobody has compared with the official text, and their keys."""
    if not values:
        return
    parameters = {value.key: value for value in values}  # an answer that spans a change has two values of one key
    missing, count = not_compared(parameters.values())
    keys = ", ".join(parameters)
    said = (RESTS if missing else COMPARED).filled(missing=missing, all=count, keys=keys)
    console.print(Line(said.in_(language), overflow="fold"), soft_wrap=False)


def grid(*left: str, right: Sequence[str] = ()) -> Table:
    """A table whose words wrap and whose amounts stand right and whole, however narrow the screen."""
    table = Table(box=LINES, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0))
    for heading in left:
        table.add_column(Line(heading), overflow="fold")
    for heading in right:
        table.add_column(Line(heading), justify="right", overflow="fold")
    return table


def add(table: Table, *cells: str | Group, style: str = "") -> None:
    """Add a row whose texts are printed as they are, brackets too."""
    table.add_row(*(Line(cell) if isinstance(cell, str) else cell for cell in cells), style=style)


def print_beside(readings: Sequence[tuple[str, Text, bool, Answer]], language: str, console: Console) -> None:
    """Print the same answer under several readings side by side: (code, what it says, used, answer) each."""
    for code, says, used, _ in readings:
        named = f"{code}: {says.in_(language)}" + (f" ({USED.in_(language)})" if used else "")
        console.print(marked("*" if used else "-", named))
    console.print()
    names = {part.code: part.name for *_, answer in readings for part in answer.parts}
    table = grid(PART.in_(language), right=[f"*{code}" if used else code for code, _, used, _ in readings])
    for name_code, name in names.items():
        amounts = ({part.code: part.amount for part in answer.parts}.get(name_code) for *_, answer in readings)
        add(table, name.in_(language), *("–" if amount is None else rupiah(amount) for amount in amounts))
    table.add_section()
    add(table, TOTAL.in_(language), *(rupiah(answer.total) for *_, answer in readings), style="bold")
    console.print(table)


def marked(sign: str, said: str, style: str = "") -> Table:
    """``said`` behind ``sign``; the lines that follow the first stand below it, not below the sign."""
    point = Table.grid(padding=(0, 1, 0, 0))
    point.add_row(Line(sign, style=style), Line(said, style=style, overflow="fold"))
    return point
