"""``payung member ...``: BPJS's lists of who is covered."""

from pathlib import Path

import click

from payung.actions.at_store import Asked, Place
from payung.actions.receive_member import MembersAsked, receive_member
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.entry.cli.screen import paper
from payung.entry.cli.stored import acting, month_of
from payung.gateways.group_list import group_said


@click.group()
def member() -> None:
    """Daftar peserta BPJS: terima. / BPJS's member lists: receive."""


@member.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--month", required=True, help="Bulan daftar / month of the list, YYYY-MM.")
@click.option("--group", help="Wadah BPJS / group account, KIND:NUMBER[:name]; tanpa ini: semua / all.")
@acting
@click.pass_context
def receive(ctx: click.Context, place: Place, asked: Asked, file: Path, month: str, group: str | None) -> None:
    """Terima daftar peserta BPJS satu bulan. / Receive BPJS's list of who is covered in a month."""
    of_month = month_of(month)
    assert of_month is not None  # noqa: S101 - it is required
    done = receive_member(place, asked, MembersAsked(file, of_month, group_said(group) if group else None))
    told = Text(
        id=f"{number(done.names)} nama pada {month}; {number(done.nobody)} tidak dikenal; "
        f"{number(done.other_months)} baris bulan lain tidak dipakai.",
        en=f"{number(done.names)} names in {month}; {number(done.nobody)} fit nobody; "
        f"{number(done.other_months)} lines of other months are not taken.",
    )
    paper().print(told.in_(ctx.obj), highlight=False, markup=False)
