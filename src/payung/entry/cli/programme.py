"""``payung programme ...``: what the catalogue holds."""

import click

from payung.actions.list_programme import list_programme
from payung.actions.show_programme import show_programme


@click.group()
def programme() -> None:
    """Program perlindungan dalam katalog. / Programmes of the catalogue."""


@programme.command("list")
@click.pass_context
def list_(ctx: click.Context) -> None:
    """Daftar program: kode, wilayah, nama. / Programmes: id, area, name."""
    width = 0
    lines = [(item.id, item.area_name, item.name.in_(ctx.obj)) for item in list_programme()]
    width = max(len(line[0]) for line in lines)
    area = max(len(line[1]) for line in lines)
    for id_, where, name in lines:
        click.echo(f"{id_:{width}}  {where:{area}}  {name}")


@programme.command()
@click.argument("programme_id", metavar="PROGRAM")
@click.pass_context
def show(ctx: click.Context, programme_id: str) -> None:
    """Isi satu PROGRAM: aturan, uang, angka yang diumumkan, hal yang belum pasti. / One programme in full."""
    for label, value in show_programme(programme_id, language=ctx.obj):
        click.echo(f"{label}: {value}" if value else f"\n{label}")
