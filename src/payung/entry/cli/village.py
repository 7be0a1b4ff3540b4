"""``payung village ...``: villages that got other codes."""

from datetime import datetime
from pathlib import Path

import click

from payung.actions.at_store import Asked, Place
from payung.actions.renumber_village import renumber_village
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.entry.cli.screen import paper
from payung.entry.cli.stored import acting


@click.group()
def village() -> None:
    """Desa di basis data: kode yang berganti. / Villages of the store: codes that change."""


@village.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--since", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Sejak hari / from this day on.")
@acting
@click.pass_context
def renumber(ctx: click.Context, place: Place, asked: Asked, file: Path, since: datetime) -> None:
    """Kode desa berganti, dari CSV berkolom old,new. / New codes of villages, from a CSV with the columns old,new."""
    done = renumber_village(place, asked, file, since.date())
    told = Text(
        id=f"{number(done.villages)} desa memakai kode baru; orang, dana dan riwayatnya tetap.",
        en=f"{number(done.villages)} villages have new codes; people, money and history stay with them.",
    )
    paper().print(told.in_(ctx.obj), highlight=False, soft_wrap=True)
