"""``payung synth branch ...``: a made-up branch of BPJS and a made-up civil registry, to try a year with."""

from datetime import datetime
from pathlib import Path

import click

from payung.actions.branch_synth import answer_branch, bill_branch, list_branch, pay_branch, registry_branch
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.entry.cli.screen import paper
from payung.entry.cli.stored import month_of
from payung.synth.branch.billing import BillAsked, Paying
from payung.synth.branch.memory import Habits

FOLDER = click.Path(file_okay=False, path_type=Path)
AT = click.option("--at", required=True, type=FOLDER, help="Folder ingatan cabang / folder of its memory.")
DAY = click.option("--on", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Harinya / the day.")
OUT = click.option("--out", required=True, type=FOLDER, help="Folder hasil / folder of the files.")
MONTH = click.option("--month", required=True, help="Bulan, YYYY-MM / month.")


@click.group()
def branch() -> None:
    """Cabang BPJS dan Dukcapil karangan untuk mencoba setahun. / A made-up branch and registry."""


def _month(text: str) -> int:
    month = month_of(text)
    assert month is not None  # noqa: S101 - it is required
    return month


@branch.command()
@click.argument("files", required=False, type=click.Path(exists=True, path_type=Path))
@AT
@DAY
@OUT
@click.option("--seed", default=2026, show_default=True, help="Undian cabang baru / seed of a new branch.")
@click.option("--rejected", default=40, show_default=True, help="Ditolak, per seribu orang / sent back of 1000.")
@click.option("--later", default=30, show_default=True, help="Dijawab kemudian, per seribu / answered later of 1000.")
@click.option("--deaths", default=3, show_default=True, help="Meninggal sebulan, per seribu / deaths a month of 1000.")
@click.option("--moves", default=3, show_default=True, help="Pindah sebulan, per seribu / moves a month of 1000.")
@click.pass_context
def answer(
    ctx: click.Context,
    files: Path | None,
    at: Path,
    on: datetime,
    out: Path,
    seed: int,
    rejected: int,
    later: int,
    deaths: int,
    moves: int,
) -> None:
    """Jawab berkas pendaftaran dan yang tertunda. / Answer enrolment files, and whom it had put off."""
    habits = Habits(seed, rejected, later, deaths, moves)
    for one in answer_branch(at, files, on.date(), out, habits):
        told = Text(
            id=f"{one.group}: {number(one.accepted)} diterima, {number(one.rejected)} ditolak, "
            f"{number(one.waiting)} belum dijawab. {one.path or ''}",
            en=f"{one.group}: {number(one.accepted)} accepted, {number(one.rejected)} rejected, "
            f"{number(one.waiting)} unanswered. {one.path or ''}",
        )
        _say(told, ctx.obj)


@branch.command()
@MONTH
@AT
@DAY
@OUT
@click.option("--group", "groups", multiple=True, help="Hanya wadah ini / only this group (SA_2026, …).")
@click.option("--few", default=0, show_default=True, help="Orang yang terlupa tiap tagihan / forgotten on each.")
@click.option("--many", default=0, show_default=True, help="Orang asing tiap tagihan / strangers on each.")
@click.pass_context
def bill(
    ctx: click.Context, month: str, at: Path, on: datetime, out: Path, groups: tuple[str, ...], few: int, many: int
) -> None:
    """Tagih satu bulan dengan nama, satu berkas tiap wadah. / Bill a month by name, a file for each group."""
    for one in bill_branch(at, BillAsked(_month(month), on.date(), groups, few, many), out):
        told = Text(
            id=f"{one.path}: {one.code}, {number(one.people)} orang, {number(one.person_months)} orang-bulan, "
            f"{rupiah(one.amount)}.",
            en=f"{one.path}: {one.code}, {number(one.people)} people, {number(one.person_months)} person-months, "
            f"{rupiah(one.amount)}.",
        )
        _say(told, ctx.obj)


@branch.command()
@click.option("--bill", "code", required=True, help="Kode iuran / billing code.")
@click.option("--amount", required=True, type=int, help="Rupiah.")
@click.option("--record", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="tumpukan.xlsx dari payung month match / of the record.")  # fmt: skip
@click.option("--credit", default=0, show_default=True, help="Rupiah dari kredit di cabang / settled by its credit.")
@AT
@DAY
@click.option("--out", type=FOLDER, help="Folder surat pembayaran / for the papers of the payment.")
@click.pass_context
def pay(
    ctx: click.Context,
    code: str,
    amount: int,
    record: Path | None,
    credit: int,
    at: Path,
    on: datetime,
    out: Path | None,
) -> None:
    """Terima uang satu tagihan; yang tidak terutang dicoret dahulu. / Take the money for a bill, corrected first."""
    paid, papers = pay_branch(at, Paying(code, amount, on.date(), record, credit), out)
    struck = sum(line.struck for line in paid.lines)
    told = Text(
        id=f"{code}: {rupiah(paid.due)} diterima untuk {number(len(paid.lines) - struck)} orang-bulan; "
        f"{number(struck)} dicoret.",
        en=f"{code}: {rupiah(paid.due)} taken for {number(len(paid.lines) - struck)} person-months; "
        f"{number(struck)} struck out.",
    )
    _say(told, ctx.obj)
    for path in papers:
        paper().print(str(path), highlight=False, soft_wrap=True, markup=False)


@branch.command()
@MONTH
@AT
@OUT
@click.option("--missing", default=0, show_default=True, help="Yang belum tampil tiap wadah / not yet on each.")
@click.option("--changed", is_flag=True, help="Hanya wadah yang daftarnya berubah / only lists that changed.")
@click.pass_context
def members(ctx: click.Context, month: str, at: Path, out: Path, missing: int, changed: bool) -> None:
    """Daftar peserta yang iurannya dibayar untuk satu bulan. / List who is paid for in a month."""
    for one in list_branch(at, _month(month), out, missing=missing, changed=changed):
        told = Text(
            id=f"{one.path}: {number(one.names)} nama, {number(one.lacking)} belum tampil.",
            en=f"{one.path}: {number(one.names)} names, {number(one.lacking)} not yet on it.",
        )
        _say(told, ctx.obj)


@branch.command()
@MONTH
@AT
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Berkas CSV / file.")
@click.pass_context
def registry(ctx: click.Context, month: str, at: Path, out: Path) -> None:
    """Daftar kematian dan kepindahan dari Dukcapil untuk satu bulan. / Deaths and moves listed in a month."""
    done = registry_branch(at, _month(month), out)
    told = Text(
        id=f"{done.path}: {number(done.died)} meninggal, {number(done.moved)} pindah, {number(done.others)} lainnya.",
        en=f"{done.path}: {number(done.died)} died, {number(done.moved)} moved, {number(done.others)} other people.",
    )
    _say(told, ctx.obj)


def _say(told: Text, language: str) -> None:
    paper().print(told.in_(language), highlight=False, soft_wrap=True, markup=False)
