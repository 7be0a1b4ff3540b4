"""``payung fund ...``: funds in the store and the money that comes in."""

from pathlib import Path

import click

from payung.actions.at_store import Asked, Place
from payung.actions.open_fund import open_fund
from payung.actions.receive_fund import Money, receive_fund
from payung.actions.return_fund import return_fund
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.entry.cli.screen import paper
from payung.entry.cli.stored import acting, month_of


@click.group()
def fund() -> None:
    """Dana di basis data: buka, catat uang masuk. / Funds in the store: open, receive money."""


@fund.command(name="open")
@click.argument("funds", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@acting
@click.pass_context
def open_(ctx: click.Context, place: Place, asked: Asked, funds: Path) -> None:
    """Buka semua dana dari berkas dana YAML. / Open every fund of a funds file."""
    done = open_fund(place, asked, funds)
    said = Text(
        id=f"{number(done.funds)} dana dibuka dengan {number(done.purses)} dompet; {number(done.there)} sudah ada.",
        en=f"{number(done.funds)} funds opened with {number(done.purses)} purses; {number(done.there)} were open.",
    )
    paper().print(said.in_(ctx.obj), highlight=False)


@fund.command()
@click.argument("code", required=False)
@click.option("--all", "every", is_flag=True, help="Semua dana menurut aturannya / every fund by its rules.")
@click.option("--month", required=True, help="Bulan buku / month of the books, YYYY-MM.")
@click.option("--amount", type=int, help="Rupiah; tanpa ini: tahap menurut aturan dana / the tranche by the rules.")
@click.option("--promised", help="Bulan tahapnya bila terlambat / month of the tranche where it came late, YYYY-MM.")
@click.option("--village", default="", help="Kode desa 10 angka, untuk dana per desa / village code.")
@acting
@click.pass_context
def receive(
    ctx: click.Context,
    place: Place,
    asked: Asked,
    code: str | None,
    every: bool,
    month: str,
    amount: int | None,
    promised: str | None,
    village: str,
) -> None:
    """Catat uang yang masuk. / Record money that came in."""
    if every == bool(code) or (every and (amount is not None or village)):
        raise click.UsageError("CODE [--amount …] | --all")
    if promised and (amount is not None or month_of(promised) > month_of(month)):  # type: ignore[operator]
        raise click.UsageError("--promised <= --month, --promised | --amount")
    booked = month_of(month)
    assert booked is not None  # noqa: S101 - it is required
    done = receive_fund(place, asked, Money(code, booked, amount, village, month_of(promised)))
    said = Text(
        id=f"{rupiah(done.amount)} masuk ke {number(done.purses)} dompet.",
        en=f"{rupiah(done.amount)} came into {number(done.purses)} purses.",
    )
    paper().print(said.in_(ctx.obj), highlight=False)


@fund.command(name="return")
@click.argument("code", required=False)
@click.option("--all", "every", is_flag=True, help="Semua dana / every fund.")
@acting
@click.pass_context
def return_(ctx: click.Context, place: Place, asked: Asked, code: str | None, every: bool) -> None:
    """Kembalikan yang belum terikat kepada pemiliknya. / Give what is free back to whose it is."""
    if every == bool(code):
        raise click.UsageError("CODE | --all")
    done = return_fund(place, asked, code)
    said = Text(
        id=f"{rupiah(done.amount)} dari {number(done.purses)} dompet dikembalikan.",
        en=f"{rupiah(done.amount)} of {number(done.purses)} purses went back.",
    )
    paper().print(said.in_(ctx.obj), highlight=False)
