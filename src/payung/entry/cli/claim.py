"""``payung claim ...``: what a claim pays, to whom, and until when it can be filed."""

from pathlib import Path

import click

from payung.actions.check_claim import check_claim
from payung.actions.estimate_claim import estimate_claim
from payung.core.claims.case_cells import CaseCellWrong
from payung.core.claims.question import KINDS
from payung.core.claims.words import KINDS as ALSO
from payung.entry.cli.checked_cases import print_checked
from payung.entry.cli.estimates import estimate_json, print_estimate


@click.group()
def claim() -> None:
    """Klaim: santunan, ahli waris, beasiswa, batas waktu. / Claims: benefit, heirs, scholarships, deadlines."""


@claim.command()
@click.option("--kind", required=True, type=click.Choice([*KINDS, *ALSO]), help="Jenis klaim. / Kind of claim.")
@click.option("--started", required=True, metavar="DAY", help="Hari mulai perlindungan. / First day of cover.")
@click.option("--day", metavar="DAY", help="Hari meninggal atau dinyatakan cacat. / Day of death or of the disability.")
@click.option("--accident", metavar="DAY", help="Hari kecelakaan (JKK). / Day of the accident.")
@click.option("--diagnosed", metavar="DAY", help="Hari diagnosis penyakit akibat kerja. / Day of the diagnosis.")
@click.option("--paid", multiple=True, metavar="MONTH..MONTH", help="Bulan iuran yang dibayar. / Months paid.")
@click.option(
    "--income", metavar="RUPIAH", help="Penghasilan terdaftar; kosong: golongan terendah. / Registered income."
)
@click.option("--total", is_flag=True, help="Cacat total tetap. / Total permanent disability.")
@click.option("--loss", "losses", multiple=True, metavar="CODE[*N][@%]", help="Cacat sebagian. / Partial disability.")
@click.option("--absent", multiple=True, metavar="DAY..DAY", help="Tidak mampu bekerja. / Unable to work.")
@click.option("--cost", "costs", multiple=True, metavar="NAME=RUPIAH", help="Biaya: darat, laut, kacamata … / Costs.")
@click.option(
    "--child", "children", multiple=True, metavar="'BIRTH LEVEL [YEAR]'", help="Anak: '2015-04-02 sd 3'. / Child."
)
@click.option("--heir", "heirs", multiple=True, metavar="RELATION", help="Ahli waris: janda, ibu … / Heir.")
@click.option("--filed", metavar="DAY", help="Hari klaim diajukan. / Day the claim is filed.")
@click.option("--memberships", metavar="N", help="Jumlah kepesertaan (JKM). / Memberships of the dead.")
@click.option("--reading", "readings", multiple=True, metavar="KEY=CODE", help="Baca ketentuan secara lain. / Reading.")
@click.option("--compare", multiple=True, metavar="KEY", help="Bandingkan semua cara membaca. / Compare all readings.")
@click.option("--published", type=click.IntRange(0), help="Jumlah yang diberitakan, untuk dijelaskan. / Printed sum.")
@click.option("--json", "as_json", is_flag=True, help="Jawaban sebagai JSON. / Answer as JSON.")
@click.pass_context
def estimate(
    ctx: click.Context, *, compare: tuple[str, ...], published: int | None, as_json: bool, **asked: object
) -> None:
    """Hitung santunan satu peristiwa, langkah demi langkah, dengan pasalnya. / What one event pays, step by step.

    Contoh / example: payung claim estimate --kind meninggal --started 2024-01-01 --day 2026-02-15 --heir janda
    --child '2015-04-02 sd 3'
    """
    found = estimate_claim(asked, compare=compare, published=published)
    if as_json:
        click.echo(estimate_json(found))
    else:
        print_estimate(found, ctx.obj)


@claim.command()
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def check(ctx: click.Context, path: Path) -> None:
    """Hitung tiap kasus dalam FILE (lembar kerja kantor); keluar 1 bila ada yang berbeda, 55 bila ada yang salah isi.

    Each case of a spreadsheet: exit 1 when a sum differs, 55 when a row cannot be read.
    """
    checked = check_claim(path)
    print_checked(checked, ctx.obj)
    if checked.wrong:
        ctx.exit(CaseCellWrong.exit_code)
    ctx.exit(0 if checked.agreeing == len(checked.cases) else 1)
