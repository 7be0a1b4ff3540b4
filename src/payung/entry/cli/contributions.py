"""How a contribution is printed: what was asked, its months, the answer, and the answer under other readings."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text as Line

from payung.actions.contribution_law import Priced
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.core.law.answer_json import both, to_json
from payung.core.law.paying import Paying, ReadAs
from payung.entry.cli.answers import add, grid, marked, print_answer, print_beside

WHOSE = {
    "public": Text(id="uang negara atau daerah", en="state or regional money"),
    "village": Text(id="uang desa", en="village money"),
    "private": Text(id="bukan uang publik", en="no public money"),
}
WORK = {
    "transport": Text(id="sektor transportasi", en="transport sector"),
    "other": Text(id="sektor selain transportasi", en="sectors other than transport"),
}
PEOPLE = Text(id="{n} orang", en="{n} people")
ONE_PERSON = Text(id="1 orang", en="1 person")
MONTH = Text(id="Bulan iuran", en="Month")
DUE = Text(id="Jatuh tempo", en="Due")
EACH = Text(id="Seorang", en="One person")
ALL = Text(id="Semua", en="Everyone")
OTHERWISE = Text(id="Bila dibaca lain", en="If read otherwise")
IDLE = Text(
    id="Cara membaca {key} tidak berpengaruh: jawaban ini tidak bersandar padanya.",
    en="The reading of {key} makes no difference: this answer does not rest on it.",
)


def print_priced(priced: Priced, language: str, console: Console) -> None:
    """Print the question in one line, the months when there are several, the answer, and other readings."""
    asked = priced.paying.asked
    people = ONE_PERSON if asked.people == 1 else PEOPLE.filled(n=number(asked.people))
    who = " · ".join(text.in_(language) for text in (WHOSE[asked.payer], WORK[asked.sector], people))
    console.print(Line(f"BPU · {who}", style="bold"))
    console.print()
    if asked.months > 1:
        _print_months(priced.paying, language, console)
    print_answer(priced.paying.answer, language, console)
    for key in priced.idle_readings:
        console.print()
        console.print(marked("!", IDLE.filled(key=key).in_(language)))
    if priced.compared:
        _print_compared(priced.compared, language, console)
    elif priced.otherwise:
        _print_otherwise(priced.otherwise, language, console)


def priced_json(priced: Priced) -> dict[str, Any]:
    """The question, the answer and the other readings as plain data."""
    asked = priced.paying.asked
    return {
        "asked": {
            "segment": "bpu",
            "month": f"{asked.first:%Y-%m}",
            "months": asked.months,
            "people": asked.people,
            "income": asked.income,
            "payer": asked.payer,
            "sector": asked.sector,
            "jht": asked.jht,
            "readings": dict(asked.readings),
        },
        **to_json(priced.paying.answer),
        "months": [
            {"month": f"{due.month:%Y-%m}", "due": due.due.isoformat(), "one_person": due.person.total}
            for due in priced.paying.months
        ],
        "otherwise": [_read_as_json(one) for one in priced.otherwise],
        "compared": [_read_as_json(one) for one in priced.compared],
    }


def _read_as_json(one: ReadAs) -> dict[str, Any]:
    answer = one.paying.answer
    parts = {part.code: part.amount for part in answer.parts}
    says = both(one.says)
    return {"key": one.key, "code": one.code, "says": says, "used": one.used, "total": answer.total, "parts": parts}


def _print_months(found: Paying, language: str, console: Console) -> None:
    table = grid(MONTH.in_(language), DUE.in_(language), right=(EACH.in_(language), ALL.in_(language)))
    for due in found.months:
        everyone = due.person.total * found.asked.people
        add(table, f"{due.month:%Y-%m}", str(due.due), rupiah(due.person.total), rupiah(everyone))
    console.print(table)
    console.print()


def _print_compared(compared: Sequence[ReadAs], language: str, console: Console) -> None:
    console.print()
    console.print(Line(compared[0].key, style="bold"))
    print_beside([(one.code, one.says, one.used, one.paying.answer) for one in compared], language, console)


def _print_otherwise(otherwise: Sequence[ReadAs], language: str, console: Console) -> None:
    console.print()
    console.print(Line(f"{OTHERWISE.in_(language)}:", style="bold"))
    for one in otherwise:
        said = f"{rupiah(one.paying.total)}: {one.says.in_(language)} (--reading {one.key}={one.code})"
        console.print(marked("!", said))
