"""How the estimate of a claim is printed, and as JSON for other programs."""

import json
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text as Line

from payung.actions.estimate_claim import Estimated
from payung.core.basis.rupiah import in_words, rupiah
from payung.core.basis.text import Text
from payung.core.claims.alternatives import Alternative
from payung.core.claims.estimate import STATES, Estimate
from payung.core.claims.estimate_json import estimate_to_json
from payung.core.claims.question import KINDS
from payung.core.law.heirs import NAMES
from payung.core.law.scholarship import Scholarship
from payung.entry.cli.answers import add, grid, marked, print_notes, print_parts, print_rests_on, print_steps
from payung.entry.cli.screen import paper

CHILD = Text(id="Anak", en="Child")
DUE = Text(id="Tahun mulai", en="Year from")
FIRST = Text(id="Beasiswa tahun pertama", en="Scholarship, first year")
FOLLOWING = Text(id="Paling banyak sesudahnya", en="At most afterwards")
ENTITLED = Text(id="Yang berhak", en="Entitled")
DEADLINES = Text(id="Batas waktu", en="Deadlines")
OTHERWISE = Text(id="Bila dibaca lain", en="Read otherwise")
COMPARED = Text(id="Perbandingan cara membaca", en="Readings compared")
PUBLISHED = Text(id="Angka yang diberitakan", en="The printed figure")
USED = Text(id="dipakai", en="used")


def estimate_json(found: Estimated) -> str:
    """The estimate as JSON text, both languages in it."""
    answer = estimate_to_json(found.estimate, found.otherwise, found.compared, found.difference)
    return json.dumps(answer, ensure_ascii=False, indent=1)


def print_estimate(found: Estimated, language: str) -> None:
    """Print ``found``: what is paid and to whom, until when, step by step, and how sure it is."""
    console, answer = paper(), found.estimate
    _print_heading(answer, language, console)
    if answer.cash.parts:
        print_parts(answer.cash.parts, language, console)
        if language == "id":
            console.print(Line(f"({in_words(answer.cash.total)})\n", style="italic"))
    _print_scholarship(answer.scholarship, language, console)
    _print_receiving(answer, language, console)
    _heading(DEADLINES, language, console)
    for deadline in answer.deadlines:
        console.print(marked("-", f"{deadline.name.in_(language)}: {deadline.until.in_(language)}"))
    console.print()
    print_steps(answer.steps, language, console)
    _print_readings(OTHERWISE, found.otherwise, language, console)
    _print_readings(COMPARED, found.compared, language, console)
    if found.difference:
        _heading(PUBLISHED, language, console)
        console.print(marked("-", found.difference.says.in_(language)))
        console.print()
    print_notes(answer.notes, language, console)
    print_rests_on(answer.rests_on, language, console)


def _print_heading(answer: Estimate, language: str, console: Console) -> None:
    kind = KINDS[answer.question.kind].in_(language)
    state = STATES[answer.state].in_(language)
    console.print(Line(f"{kind[0].upper()}{kind[1:]}, {answer.question.happened}: {state}\n", style="bold"))


def _print_scholarship(plan: Scholarship, language: str, console: Console) -> None:
    if not plan.instalments:
        return
    table = grid(CHILD.in_(language), DUE.in_(language), right=("Rupiah",))
    for part in sorted(plan.instalments, key=lambda part: (part.due, part.child)):
        add(table, str(part.child), part.due.isoformat(), rupiah(part.amount))
    table.add_section()
    add(table, FIRST.in_(language), "", rupiah(plan.first_year), style="bold")
    add(table, FOLLOWING.in_(language), "", rupiah(plan.following))
    console.print(table)
    console.print()


def _print_receiving(answer: Estimate, language: str, console: Console) -> None:
    if answer.receiving is None:
        return
    row = answer.receiving.row
    named = ", ".join(NAMES[relation].in_(language) for relation in answer.receiving.relations)
    console.print(Line(f"{ENTITLED.in_(language)}: {named} ({row.amount}. {row.name.in_(language)})\n"))


def _print_readings(title: Text, others: Sequence[Alternative], language: str, console: Console) -> None:
    if not others:
        return
    _heading(title, language, console)
    for other in others:
        answer = other.estimate
        paid = STATES[answer.state].in_(language) if answer.state != "payable" else rupiah(answer.cash.total)
        if answer.state == "pending":
            paid = f"{rupiah(answer.cash.total)}, {paid}"
        if answer.scholarship.instalments:
            grants = answer.scholarship
            paid += f"; {FIRST.in_(language)} {rupiah(grants.first_year)}"
            paid += f"; {FOLLOWING.in_(language)} {rupiah(grants.following)}"
        mark = f" ({USED.in_(language)})" if other.used else ""
        said = f"{other.key} = {other.code}{mark}: {paid}. {other.says.in_(language)}"
        console.print(marked("*" if other.used else "-", said))
    console.print()


def _heading(title: Text, language: str, console: Console) -> None:
    console.print(Line(f"{title.in_(language)}:", style="bold"))
