"""``payung budget ...``: whose money pays whose months, and an independent check of it."""

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from payung.actions.allocate_budget import METHODS, Allocated, Request, allocate_budget
from payung.actions.verify_budget import verify_budget
from payung.core.allocation.aim import UNITS, Aim, Kind
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.entry.cli.screen import paper, stages
from payung.entry.cli.tables import print_pairs

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def budget() -> None:
    """Pembagian dana: siapa dibayar dana mana, bulan apa. / Whose money pays whose months."""


@budget.command()
@click.option("--funds", required=True, type=FILE, help="Berkas dana YAML / funds file.")
@click.option(
    "--people",
    required=True,
    multiple=True,
    type=FILE,
    help="decisions.parquet, atau/or CSV: nik, village_code, … (boleh berulang / repeatable).",
)
@click.option(
    "--facts",
    multiple=True,
    type=FILE,
    help="CSV/Parquet: nik, occupation, desil, mustahik, … (boleh berulang / repeatable).",
)
@click.option("--method", default="ranking", show_default=True, type=click.Choice(METHODS), help="Cara / method.")
@click.option(
    "--aim",
    default="person_months",
    show_default=True,
    type=click.Choice(list(UNITS)),
    help="Tujuan / aim.",
)
@click.option("--least", default=3, show_default=True, help="Bulan berturut-turut / months in a row.")
@click.option("--percent", default=100, show_default=True, help="Target tiap desa / of each village (coverage).")
@click.option("--floor", default=0, show_default=True, help="Orang-bulan paling sedikit tiap desa / least a village.")
@click.option("--seconds", default=600.0, show_default=True, help="Batas waktu optimum / time for the optimum.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder hasil / folder of results.")
@click.pass_context
def allocate(
    ctx: click.Context,
    funds: Path,
    people: tuple[Path, ...],
    facts: tuple[Path, ...],
    method: str,
    aim: Kind,
    least: int,
    percent: int,
    floor: int,
    seconds: float,
    out: Path,
) -> None:
    """Bagi uang semua dana untuk setahun: tak ada bulan dibayar dua kali, tak ada aturan dana dilanggar.

    Hasilnya paid, unpaid (dengan sebabnya), left (dengan sebabnya) dan summary.html.
    """
    wanted = Aim(aim, least=least, percent=percent, floor=floor)
    request = Request(funds=funds, people=people, facts=facts, method=method, aim=wanted, seconds=seconds, out=out)
    with stages(ctx.obj) as watcher:
        done = allocate_budget(request, watcher=watcher)
    show_allocated(done, ctx.obj)


@budget.command()
@click.argument("folder", type=FOLDER)
@click.pass_context
def verify(ctx: click.Context, folder: Path) -> None:
    """Hitung ulang pembagian dari tabelnya sendiri; keluar 1 bila ada aturan yang dilanggar. / Check a plan."""
    verified = verify_budget(folder)
    console = paper()
    looked = Text(
        id=f"Diperiksa: {number(verified.people)} orang, {number(verified.person_months)} orang-bulan, "
        f"{number(verified.purses)} kantong dana.",
        en=f"Looked at: {number(verified.people)} people, {number(verified.person_months)} person-months, "
        f"{number(verified.purses)} purses.",
    )
    console.print(looked.in_(ctx.obj), highlight=False, soft_wrap=True)
    for violation in verified.violations:
        console.print(f"[red]✗[/] {violation.in_(ctx.obj)}", highlight=False, soft_wrap=True)
    if not verified.violations:
        sound = Text(id="Semua aturan terpenuhi.", en="Every rule is kept.")
        console.print(f"[green]✓[/] {sound.in_(ctx.obj)}", highlight=False)
    ctx.exit(1 if verified.violations else 0)


def show_allocated(done: Allocated, language: str) -> None:
    """Print who is paid, from which money, what is left, and where the results lie."""
    console = paper()
    console.print(f"[bold]{done.title.in_(language)}[/]", highlight=False)
    figures = done.figures
    print_pairs(
        console,
        [
            (Text(id="Dibayar penuh (orang)", en="Paid in full (people)"), number(figures.fully)),
            (Text(id="Dibayar sebagian bulan", en="Paid some months"), number(figures.partly)),
            (Text(id="Tidak dibayar", en="Not paid"), number(figures.unpaid)),
            (Text(id="Sedikitnya 3 bulan", en="Three months or more"), number(figures.reach_3)),
            (Text(id="Orang-bulan dibayar", en="Person-months paid"), number(figures.paid)),
            (Text(id="  dari yang boleh dibayar", en="  of those that may be paid"), number(figures.payable)),
            (Text(id="Uang masuk", en="Money that came in"), rupiah(figures.released)),
            (Text(id="= iuran terpakai", en="= contributions used"), rupiah(figures.spent)),
            (Text(id="+ sisa", en="+ left"), rupiah(figures.released - figures.spent)),
        ],
        language,
    )
    _print_funds(console, done, language)
    if done.certificate:
        console.print(done.certificate.says().in_(language), highlight=False, soft_wrap=True)
    for warning in done.warnings:
        console.print(f"[yellow]! {warning.in_(language)}[/]", highlight=False, soft_wrap=True)
    start = Text(id="Mulai dari", en="Start with")
    console.print(f"{start.in_(language)}: {done.folder / 'summary.html'}", highlight=False, soft_wrap=True)
    check = Text(id="Periksa", en="Check")
    console.print(f"{check.in_(language)}: payung budget verify {done.folder}", highlight=False, soft_wrap=True)


def _print_funds(console: Console, done: Allocated, language: str) -> None:
    table = Table(box=None, pad_edge=False)
    headings = (
        Text(id="Dana", en="Fund"),
        Text(id="Orang", en="People"),
        Text(id="Orang-bulan", en="Person-months"),
        Text(id="Terpakai", en="Used"),
        Text(id="Sisa", en="Left"),
    )
    for at, heading in enumerate(headings):
        table.add_column(heading.in_(language), justify="right" if at else "left", no_wrap=True)
    for fund, _, _, spent, left, people, months in done.figures.funds.iter_rows():
        cells = (number(people), number(months), rupiah(spent), rupiah(left))
        table.add_row(done.plan.funds[fund].id, *cells)
    console.print(table)
