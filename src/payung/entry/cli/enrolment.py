"""``payung enrolment ...``: people of a decree sent to BPJS, and what it answers."""

from datetime import datetime
from pathlib import Path

import click

from payung.actions.at_store import Asked, Place
from payung.actions.export_enrolment import Sending, export_enrolment
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.entry.cli.screen import paper
from payung.entry.cli.stored import acting
from payung.gateways.group_list import Groups, kinds_said, read_groups

CHANGED = Text(
    id="Perhatian: isi berkas tidak lagi sama dengan yang dahulu dikirim; templatnya berubah.",
    en="Mind: the files are no longer as they were sent; their template has changed.",
)
BY_KIND = "KODE:NOMOR[:nama] wadah untuk semua dana berkode itu / group for all funds of that kind."
BY_TABLE = "CSV fund,village_code,kind,number[,name]: wadah per dana atau desa / group of a fund or village."


@click.group()
def enrolment() -> None:
    """Pendaftaran ke BPJS: kirim, terima jawaban. / Enrolment at BPJS: send, take the answer."""


@enrolment.command()
@click.option("--decree", required=True, help="Nomor keputusan / number of the decree.")
@click.option("--dated", type=click.DateTime(["%Y-%m-%d"]), help="Tanggalnya, bila perlu / its date, if needed.")
@click.option("--group", "kinds", multiple=True, help=BY_KIND)
@click.option("--groups", "table", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=BY_TABLE)
@click.option("--again", is_flag=True, help="Kirim ulang yang ditolak / send the rejected anew.")
@click.option("--templates", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Templat cabang.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder hasil / folder of the files.")
@acting
@click.pass_context
def export(
    ctx: click.Context,
    place: Place,
    asked: Asked,
    decree: str,
    dated: datetime | None,
    kinds: tuple[str, ...],
    table: Path | None,
    again: bool,
    templates: Path | None,
    out: Path,
) -> None:
    """Tulis berkas pendaftaran, satu per wadah. / Write the enrolment files, one a group."""
    groups = Groups(kinds_said(kinds), read_groups(table) if table else {})
    sending = Sending(decree, groups, dated.date() if dated else None, again, templates)
    done = export_enrolment(place, asked, sending, out)
    for one in done.files:
        told = Text(
            id=f"{one.path}: {number(one.people)} orang, wadah {one.group_kind} {one.group_number}.",
            en=f"{one.path}: {number(one.people)} people, group {one.group_kind} {one.group_number}.",
        )
        paper().print(told.in_(ctx.obj), highlight=False, soft_wrap=True)
    told = Text(
        id=f"{number(done.people)} orang baru dikirim; {number(len(done.files))} berkas.",
        en=f"{number(done.people)} people newly sent; {number(len(done.files))} files.",
    )
    paper().print(told.in_(ctx.obj), highlight=False)
    if not done.same:
        paper().print(CHANGED.in_(ctx.obj), highlight=False)
