"""``payung run``: the main job, from village workbooks to the decree."""

from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape

from payung.actions.run_programme import Outcome, Request, run_programme
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.entry.cli.screen import stages
from payung.entry.cli.tables import print_pairs, print_problems

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("programme", metavar="PROGRAM")
@click.option(
    "--rosters",
    required=True,
    type=click.Path(exists=True, path_type=Path),
    help="Folder atau ZIP berisi berkas desa. / Folder or ZIP of village workbooks.",
)
@click.option("--manifest", type=FILE, help="CSV: file,village_code,village_name,uploaded_at,version.")
@click.option("--members", type=FILE, help="Peserta BPJS: nik,name,dob,segment,programme,status,paid_through.")
@click.option("--deaths", type=FILE, help="Kematian / deaths: nik,date_of_death.")
@click.option("--welfare", type=FILE, help="Desil kesejahteraan / welfare: nik,desil.")
@click.option(
    "--on",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="Hari keputusan; aturan hari itu yang dipakai. / Day of the decision.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder hasil. / Folder of results.")
@click.option("--seed", default=1, show_default=True, help="Undian bagi yang setara. / Draw among equals.")
@click.option(
    "--engine",
    default="local",
    show_default=True,
    type=click.Choice(["local", "check", "spark"]),
    help="Polars, DuckDB, atau/or Spark.",
)
@click.option("--master", default="local[2]", show_default=True, help="Alamat Spark / Spark master URL.")
@click.option(
    "--bpjs-template",
    type=FILE,
    help="Susunan kolom cabang BPJS: YAML, XLSX atau CSV. / A branch's own columns.",
)
@click.option(
    "--link/--no-link",
    default=True,
    show_default=True,
    help="Bandingkan juga menurut kemiripan. / Also compare by likeness.",
)
@click.option("--decisions", type=FILE, help="Keputusan atas pasangan ragu. / What was decided about doubtful pairs.")
@click.option("--register", type=FILE, multiple=True, help="Daftar orang: nik,name,dob … / A list of people.")
@click.option("--earlier", type=FILE, multiple=True, help="decisions.parquet program terdahulu. / Of earlier runs.")
@click.option("--persons", type=FILE, help="people.parquet terdahulu: kunci orang tetap. / Keys of persons to keep.")
@click.pass_context
def run(
    ctx: click.Context,
    programme: str,
    rosters: Path,
    manifest: Path | None,
    members: Path | None,
    deaths: Path | None,
    welfare: Path | None,
    on: datetime,
    out: Path,
    seed: int,
    engine: str,
    master: str,
    bpjs_template: Path | None,
    link: bool,
    decisions: Path | None,
    register: tuple[Path, ...],
    earlier: tuple[Path, ...],
    persons: Path | None,
) -> None:
    """Periksa daftar desa, tetapkan siapa yang dibiayai PROGRAM, tulis lampiran SK dan berkas perbaikan.

    PROGRAM adalah kode dalam `payung programme list`, atau berkas YAML sendiri.
    """
    if not link and (decisions or register or earlier or persons):
        raise click.UsageError("--no-link: --decisions, --register, --earlier, --persons?")
    request = Request(
        programme=programme,
        rosters=rosters,
        manifest=manifest,
        members=members,
        deaths=deaths,
        welfare=welfare,
        on=on.date(),
        out=out,
        seed=seed,
        engine=engine,
        master=master,
        bpjs_template=bpjs_template,
        link=link,
        decisions=decisions,
        register=register,
        earlier=earlier,
        persons=persons,
    )
    with stages(ctx.obj) as watcher:
        outcome = run_programme(request, watcher=watcher)
    show_outcome(outcome, ctx.obj)


def show_outcome(outcome: Outcome, language: str) -> None:
    """Print what became of the rows, the money and the files, and where the results lie."""
    console = Console()
    console.print(f"[bold]{outcome.title.in_(language)}[/]", highlight=False)
    print_pairs(console, _equation(outcome), language)
    print_pairs(console, _money(outcome), language)
    print_problems(console, outcome.problems, language)
    for warning in outcome.warnings:
        console.print(f"[yellow]! {escape(warning.in_(language))}[/]", highlight=False)
    where = Text(id="Hasil", en="Results")
    console.print(f"{where.in_(language)}: {outcome.folder}", highlight=False, soft_wrap=True)
    start = Text(id="Mulai dari", en="Start with")
    console.print(f"{start.in_(language)}: {outcome.folder / 'summary.html'}", highlight=False, soft_wrap=True)


def _equation(outcome: Outcome) -> list[tuple[Text, str]]:
    return [
        (Text(id="Berkas desa", en="Village workbooks"), number(outcome.files)),
        (Text(id="  tidak terbaca", en="  not read"), number(outcome.unread_files)),
        (Text(id="  digantikan versi lebih baru", en="  replaced by a newer version"), number(outcome.replaced_files)),
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
