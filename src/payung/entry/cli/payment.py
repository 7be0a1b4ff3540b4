"""``payung payment ...``: payments of bills in the store."""

from pathlib import Path

import click

from payung.actions.at_store import Asked, Place
from payung.actions.record_payment import Paid, record_payment
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.entry.cli.screen import paper
from payung.entry.cli.stored import acting, month_of


@click.group()
def payment() -> None:
    """Pembayaran tagihan: catat dengan buktinya. / Payments of bills: record them with their papers."""


@payment.command()
@click.option("--bill", "code", required=True, help="Kode tagihan / code of the bill.")
@click.option("--kind", required=True, type=click.Choice(["sp2d", "spp", "receipt"]), help="Jenis surat / paper.")
@click.option("--number", "said", required=True, help="Nomor surat / number of the paper.")
@click.option("--amount", required=True, type=int, help="Rupiah.")
@click.option("--proof", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Berkas bukti / its file.")
@click.option("--month", help="Bulan buku bila bukan bulan --on, YYYY-MM / month of the books.")
@acting
@click.pass_context
def record(
    ctx: click.Context,
    place: Place,
    asked: Asked,
    code: str,
    kind: str,
    said: str,
    amount: int,
    proof: Path | None,
    month: str | None,
) -> None:
    """Catat pembayaran seluruh tagihan; --on: tanggal surat. / Record the payment of a whole bill; --on: its day."""
    paid = Paid(code, kind, said, amount, proof, month_of(month))  # type: ignore[arg-type]
    done = record_payment(place, asked, paid)
    told = Text(
        id=f"Tagihan {done.bill} dibayar: {number(done.person_months)} orang-bulan, {rupiah(done.amount)}.",
        en=f"The bill {done.bill} is paid: {number(done.person_months)} person-months, {rupiah(done.amount)}.",
    )
    paper().print(told.in_(ctx.obj), highlight=False, markup=False)
