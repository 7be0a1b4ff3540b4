"""``payung roster ...``: village lists, before any programme is decided."""

from datetime import datetime
from pathlib import Path

import click
from rich.console import Console

from payung.actions.at_store import Asked, Place
from payung.actions.check_roster import Checked, check_roster
from payung.actions.receive_roster import receive_roster
from payung.actions.template_roster import template_roster
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.entry.cli.screen import stages
from payung.entry.cli.stored import acting
from payung.entry.cli.tables import print_pairs, print_problems

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def roster() -> None:
    """Daftar pekerja dari desa. / Village lists of workers."""


@roster.command()
@click.argument("path", metavar="FOLDER", type=click.Path(exists=True, path_type=Path))
@click.option("--manifest", type=FILE, help="CSV: file,village_code,village_name,uploaded_at,version.")
@click.option("--area", default="", help="Kode wilayah bila diketahui, mis. 15 atau 1508. / Area code, if known.")
@click.option("--on", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Hari pemeriksaan. / Day of the check.")
@click.option("--out", type=click.Path(path_type=Path), help="Tulis temuan dan berkas perbaikan. / Write findings.")
@click.pass_context
def check(ctx: click.Context, path: Path, manifest: Path | None, area: str, on: datetime, out: Path | None) -> None:
    """Periksa FOLDER atau ZIP berisi berkas desa; keluar 1 bila ada yang harus diperbaiki."""
    with stages(ctx.obj) as watcher:
        checked = check_roster(path, manifest=manifest, area=area, on=on.date(), out=out, watcher=watcher)
    show_check(checked, ctx.obj)
    ctx.exit(1 if checked.blocked_rows or checked.unread_files else 0)


@roster.command()
@click.option("--villages", required=True, help="Kode desa, kecamatan, kabupaten atau provinsi, dipisah koma.")
@click.option("--programme", default=None, help="Program yang disebut di lembar pertama. / Programme named in it.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder templat. / Folder of templates.")
@click.pass_context
def template(ctx: click.Context, villages: str, programme: str | None, out: Path) -> None:
    """Tulis buku kerja kosong untuk diisi tiap desa. / Write the blank workbook each village should fill."""
    with stages(ctx.obj) as watcher:
        count = template_roster(
            codes=[code.strip() for code in villages.split(",") if code.strip()],
            programme_id=programme,
            out=out,
            watcher=watcher,
        )
    click.echo(f"{count} templat / templates: {out}")


@roster.command()
@click.argument("run", type=click.Path(exists=True, file_okay=False, path_type=Path))
@acting
@click.pass_context
def receive(ctx: click.Context, place: Place, asked: Asked, run: Path) -> None:
    """Masukkan hasil `payung run` ke basis data. / Put the result of `payung run` into the store."""
    done = receive_roster(place, asked, run)
    said = Text(
        id=f"{number(done.rows)} baris dan {number(done.findings)} temuan diterima: {number(done.people)} orang, "
        f"{number(done.new)} di antaranya baru.",
        en=f"{number(done.rows)} rows and {number(done.findings)} findings received: {number(done.people)} people, "
        f"{number(done.new)} of them new.",
    )
    click.echo(said.in_(ctx.obj))


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
    print_pairs(console, lines, language)
    print_problems(console, checked.problems, language)
    if checked.folder:
        console.print(f"{Text(id='Hasil', en='Results').in_(language)}: {checked.folder}", highlight=False)
