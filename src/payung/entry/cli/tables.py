"""Results on the terminal: short tables a person reads at a glance."""

from rich.console import Console
from rich.table import Table

from payung.actions.check_roster import Checked
from payung.actions.run_programme import Outcome
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.synth.score import Score

MOST_KINDS = 12


def show_outcome(outcome: Outcome, language: str) -> None:
    """Print what became of the rows, the money and the files, and where the results lie."""
    console = Console()
    console.print(f"[bold]{outcome.title.in_(language)}[/]", highlight=False)
    _pairs(console, _equation(outcome), language)
    _pairs(console, _money(outcome), language)
    _problems(console, outcome.problems, language)
    for warning in outcome.warnings:
        console.print(f"[yellow]! {warning.in_(language)}[/]", highlight=False)
    where = Text(id="Hasil", en="Results")
    console.print(f"{where.in_(language)}: {outcome.folder}", highlight=False, soft_wrap=True)
    start = Text(id="Mulai dari", en="Start with")
    console.print(f"{start.in_(language)}: {outcome.folder / 'summary.html'}", highlight=False, soft_wrap=True)


def show_check(checked: Checked, language: str) -> None:
    """Print what was read and the problems found, by kind."""
    console = Console()
    lines = [
        (Text(id="Berkas", en="Files"), number(checked.files)),
        (Text(id="  tidak terbaca", en="  not read"), number(checked.unread_files)),
        (Text(id="Baris dibaca", en="Rows read"), number(checked.rows_read)),
        (Text(id="  pekerja", en="  workers"), number(checked.workers)),
        (Text(id="  harus diperbaiki", en="  to correct"), number(checked.blocked_rows)),
        (Text(id="  bukan data", en="  not data"), number(checked.not_data)),
    ]
    _pairs(console, lines, language)
    _problems(console, checked.problems, language)
    if checked.folder:
        console.print(f"{Text(id='Hasil', en='Results').in_(language)}: {checked.folder}", highlight=False)


def show_score(score: Score, language: str) -> None:
    """Print how a result compares with the answer key."""
    console = Console()
    _pairs(console, score.lines(), language)


def _equation(outcome: Outcome) -> list[tuple[Text, str]]:
    return [
        (Text(id="Berkas desa", en="Village workbooks"), number(outcome.files)),
        (Text(id="  tidak terbaca", en="  not read"), number(outcome.unread_files)),
        (Text(id="Baris dibaca", en="Rows read"), number(outcome.figures.rows_read)),
        (Text(id="= diterima", en="= accepted"), number(outcome.figures.accepted)),
        (Text(id="+ perlu diperbaiki", en="+ to correct"), number(outcome.figures.correct)),
        (Text(id="+ ditolak", en="+ rejected"), number(outcome.figures.rejected)),
        (Text(id="+ bukan data (judul, jumlah, tanda tangan …)", en="+ not data (titles, totals, signatures …)"),
         number(outcome.figures.not_data)),
    ]  # fmt: skip


def _money(outcome: Outcome) -> list[tuple[Text, str]]:
    left = "-" if outcome.rupiah_left is None else rupiah(outcome.rupiah_left)
    return [
        (Text(id="Dibiayai (orang)", en="Funded (people)"), number(outcome.figures.funded)),
        (Text(id="Daftar tunggu", en="Waiting list"), number(outcome.figures.waiting)),
        (Text(id="Orang-bulan", en="Person-months"), number(outcome.figures.months)),
        (Text(id="Iuran", en="Contributions"), rupiah(outcome.figures.amount)),
        (Text(id="Sisa uang", en="Money left"), left),
    ]


def _problems(console: Console, problems: list[tuple[str, str, int]], language: str) -> None:
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


def _pairs(console: Console, lines: list[tuple[Text, str]], language: str) -> None:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    for label, value in lines:
        table.add_row(label.in_(language), value)
    console.print(table)
