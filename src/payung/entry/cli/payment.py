"""``payung payment ...``: payments of bills in the store."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import click

from payung.actions.at_store import Asked, Place
from payung.actions.record_payment import Paid, PaperFile, record_payment
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.core.cover.payment import PAPERS, PaperKind, Route
from payung.entry.cli.screen import paper
from payung.entry.cli.stored import acting, month_of

PAPER = (str, click.DateTime(["%Y-%m-%d"]), click.Path(exists=True, dir_okay=False, path_type=Path))
Given = tuple[str, datetime, Path] | None


def _paper_option(kind: PaperKind) -> Any:
    """``--spm NOMOR TANGGAL BERKAS``: number, day and file of a paper."""
    words = PAPERS[kind]
    return click.option(f"--{kind}", type=PAPER, metavar="NOMOR TANGGAL BERKAS", help=f"{words.id} / {words.en}.")


@click.group()
def payment() -> None:
    """Pembayaran tagihan: catat dengan buktinya. / Payments of bills: record them with their papers."""


@payment.command()
@click.option("--bill", "code", required=True, help="Kode tagihan / code of the bill.")
@click.option("--route", required=True, type=click.Choice(list(get_args(Route))), help="Jalur uang / way of the money.")
@click.option(
    "--amount",
    "amounts",
    required=True,
    multiple=True,
    type=int,
    help="Rupiah: sekali untuk semua surat, atau per surat menurut urutannya / once, or for each paper in order.",
)
@_paper_option("spm")
@_paper_option("sp2d")
@_paper_option("spp")
@_paper_option("receipt")
@click.option("--month", help="Bulan buku bila bukan bulan --on, YYYY-MM / month of the books.")
@acting
@click.pass_context
def record(
    ctx: click.Context,
    place: Place,
    asked: Asked,
    code: str,
    route: Route,
    amounts: tuple[int, ...],
    month: str | None,
    **papers: Given,
) -> None:
    """Catat pembayaran seluruh tagihan dengan surat jalurnya. / Record the payment of a whole bill with its papers.

    apbd: --spm --sp2d; village: --spp --receipt; private: --receipt.
    """
    paid = Paid(code, route, _papers(papers, amounts), month_of(month))
    done = record_payment(place, asked, paid)
    told = Text(
        id=f"Tagihan {done.bill} dibayar: {number(done.person_months)} orang-bulan, {rupiah(done.amount)}.",
        en=f"The bill {done.bill} is paid: {number(done.person_months)} person-months, {rupiah(done.amount)}.",
    )
    paper().print(told.in_(ctx.obj), highlight=False, markup=False)


def _papers(given: Mapping[str, Given], amounts: tuple[int, ...]) -> tuple[PaperFile, ...]:
    """The papers in the order they are made. Raises: click.BadParameter where the amounts are not of them."""
    made = [(kind, said) for kind in PAPERS if (said := given[kind]) is not None]
    if len(amounts) == 1:
        amounts *= len(made)
    if len(amounts) != len(made):
        raise click.BadParameter(f"--amount: 1 / {len(made)}")
    return tuple(
        PaperFile(kind, said, on.date(), amount, file)
        for (kind, (said, on, file)), amount in zip(made, amounts, strict=True)
    )
