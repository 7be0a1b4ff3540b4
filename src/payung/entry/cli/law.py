"""``payung law ...``: the parameters of the law, how sure they are, and what cover costs under them."""

import json
from datetime import date, datetime

import click

from payung.actions.check_law import check_law
from payung.actions.contribution_law import contribution_law
from payung.actions.list_law import Listed, list_law
from payung.actions.show_law import show_law
from payung.core.law.answer_json import both, content, reference
from payung.entry.cli.contributions import priced_json, print_priced
from payung.entry.cli.parameters import print_checked, print_listed, print_shown
from payung.entry.cli.screen import paper

ON = click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Hari; kosong: hari ini. / Day; empty: today.")
JSON = click.option("--json", "as_json", is_flag=True, help="Sebagai JSON. / As JSON.")


@click.group()
def law() -> None:
    """Ketentuan: nilai, pasal, keraguan, iuran. / The law: values, articles, doubts, contributions."""


@law.command("list")
@ON
@click.option("--doubtful", is_flag=True, help="Hanya yang masih ragu. / Only those in doubt.")
@JSON
@click.pass_context
def list_(ctx: click.Context, on: datetime | None, doubtful: bool, as_json: bool) -> None:
    """Semua ketentuan dengan nilainya pada satu hari. / Every parameter with its value on a day."""
    day = _day(on)
    listed = list_law(on=day, doubtful=doubtful)
    if as_json:
        _echo({"on": day.isoformat(), "parameters": [_listed_json(one) for one in listed]})
    else:
        print_listed(listed, day, ctx.obj, paper())


@law.command()
@click.argument("key", metavar="KEY")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="Hanya nilai pada hari itu. / Only the value of that day."
)
@JSON
@click.pass_context
def show(ctx: click.Context, key: str, on: datetime | None, as_json: bool) -> None:
    """Satu ketentuan: semua nilainya, pasal, tempat terlihat, pencocokan, keraguan. / One parameter in full."""
    shown = show_law(key, on=on.date() if on else None)
    if as_json:
        head = {"key": key, "name": both(shown.parameter.name), "unit": shown.parameter.unit}
        _echo(head | {"values": [reference(value) | content(value) for value in shown.values]})
    else:
        print_shown(shown, ctx.obj, paper())


@law.command()
@ON
@click.option("--strict", is_flag=True, help="Keluar 1 bila ada yang belum dicocokkan. / Exit 1 if not all compared.")
@click.pass_context
def check(ctx: click.Context, on: datetime | None, strict: bool) -> None:
    """Baca semua berkas ketentuan; hitung yang belum dicocokkan dengan naskah resmi. / Read and count."""
    checked = check_law(on=_day(on))
    print_checked(checked, ctx.obj, paper())
    ctx.exit(1 if strict and checked.not_compared else 0)


@law.command()
@click.option("--income", metavar="RUPIAH", help="Penghasilan sebulan; kosong: golongan terendah. / Monthly income.")
@click.option("--segment", metavar="[bpu|pu]", help="Segmen peserta; kosong: bpu. / Segment of members.")
@click.option(
    "--payer",
    metavar="[apbn|apbd|apbdes|add|dana-desa|csr|zakat|self]",
    help="Uang siapa; self: peserta sendiri. / Whose money; self: the member's own.",
)
@click.option("--sector", metavar="[other|transport]", help="Sektor pekerjaan; kosong: other. / Sector of work.")
@click.option("--month", metavar="YYYY-MM", help="Bulan iuran pertama. / First contribution month.")
@click.option("--months", metavar="N", help="Jumlah bulan; kosong: 1. / Number of months.")
@click.option("--people", metavar="N", help="Jumlah orang; kosong: 1. / Number of people.")
@click.option("--jht", is_flag=True, help="Dengan tabungan hari tua (JHT). / With old-age savings.")
@click.option("--reading", "readings", multiple=True, metavar="KEY=CODE", help="Baca ketentuan secara lain. / Reading.")
@click.option("--compare", metavar="KEY", help="Bandingkan semua cara membaca KEY. / Compare all readings of KEY.")
@JSON
@click.pass_context
def contribution(ctx: click.Context, *, compare: str | None, as_json: bool, **given: object) -> None:
    """Iuran BPU: tiap bulan dengan tarifnya sendiri, langkah demi langkah, dengan pasalnya. / What cover costs.

    Contoh / example: payung law contribution --payer add --month 2026-11 --months 6 --people 50
    """
    priced = contribution_law(given, compare=compare)
    if as_json:
        _echo(priced_json(priced))
    else:
        print_priced(priced, ctx.obj, paper())


def _day(on: datetime | None) -> date:
    return on.date() if on else datetime.now().astimezone().date()


def _listed_json(one: Listed) -> dict[str, object]:
    value = None if one.value is None else reference(one.value) | content(one.value)
    return {"key": one.parameter.key, "name": both(one.parameter.name), "unit": one.parameter.unit, "value": value}


def _echo(data: object) -> None:
    click.echo(json.dumps(data, indent=2))
