"""How checked cases are printed: how many agree, then each that differs with the reason, then rows nobody could ask."""

from rich.console import Console
from rich.text import Text as Line

from payung.actions.check_claim import CheckedCase, CheckedCases, Differing
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.entry.cli.answers import grid

AGREE = Text(id="{n} dari {all} kasus cocok sampai rupiah.", en="{n} of {all} cases agree to the rupiah.")
DIFFER = Text(id="Berbeda", en="Differing")
WRONG = Text(id="Tidak dapat dihitung", en="Not to be asked")
WHERE, WHAT = Text(id="Baris", en="Row"), Text(id="Jumlah dan sebabnya", en="Sum and reason")
EXPECTED, FOUND = Text(id="Diharapkan", en="Expected"), Text(id="Dihitung", en="Found")
READ = Text(id="Cocok bila {key} dibaca '{code}'.", en="It agrees when {key} is read as '{code}'.")
UNUSED = Text(id="Kolom yang tidak dibaca: {names}", en="Columns not read: {names}")
SKIPPED = Text(id="Baris yang bukan kasus: {rows}", en="Rows that are no case: {rows}")
LONGEST_SOURCE = 60


def print_checked(checked: CheckedCases, language: str, console: Console | None = None) -> None:
    """Print ``checked`` in ``language``."""
    console = console or Console()
    differing = [case for case in checked.cases if case.differing]
    if differing:
        _print_differing(differing, language, console)
    if checked.wrong:
        console.print(Line(WRONG.in_(language), style="bold"))
        for case in checked.wrong:
            _print_wrong(case, language, console)
        console.print()
    _print_left_out(checked, language, console)
    console.print(Line(AGREE.filled(n=number(checked.agreeing), all=number(len(checked.cases))).in_(language)))


def _print_differing(cases: list[CheckedCase], language: str, console: Console) -> None:
    console.print(Line(DIFFER.in_(language), style="bold"))
    table = grid(WHERE.in_(language), WHAT.in_(language), right=(EXPECTED.in_(language), FOUND.in_(language)))
    for case in cases:
        for place, one in enumerate(case.differing):
            where = Line(_where(case) if not place else "")
            if case.case.source and not place:
                where.append(f"\n{case.case.source[:LONGEST_SOURCE]}", style="dim")
            table.add_row(where, _reason(one, language), rupiah(one.expected), rupiah(one.found))
    console.print(table)
    console.print()


def _reason(one: Differing, language: str) -> str:
    why = [one.says.in_(language)] if one.says else []
    why += [READ.filled(key=key, code=code).in_(language) for key, code in one.otherwise]
    return f"{one.what.in_(language)}: " + "\n".join(why)


def _print_wrong(case: CheckedCase, language: str, console: Console) -> None:
    error = case.wrong
    if error is None:
        return
    where = "" if error.code == "case-cell-wrong" else f"{_where(case)}: "
    said = f"{where}{error.says.in_(language)} {error.do.in_(language)} [{error.code}]"
    console.print(Line(said, overflow="fold"))


def _print_left_out(checked: CheckedCases, language: str, console: Console) -> None:
    if checked.unused:
        console.print(Line(UNUSED.filled(names=", ".join(checked.unused)).in_(language), style="dim"))
    if checked.skipped:
        rows = ", ".join(f"{sheet} {row}" for sheet, row in checked.skipped)
        console.print(Line(SKIPPED.filled(rows=rows).in_(language), style="dim"))


def _where(case: CheckedCase) -> str:
    return f"{case.case.sheet} {case.case.row}"
