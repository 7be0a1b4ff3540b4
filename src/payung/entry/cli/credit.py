"""``payung credit ...``: what BPJS owes because it was paid for months that give nobody cover."""

import click

from payung.actions.at_store import Asked, Place
from payung.actions.book_credit import CreditAsked, CreditBooked, book_credit
from payung.actions.list_credit import CreditThere, list_credit
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.core.cover.treatments import KINDS, TREATMENTS
from payung.entry.cli.screen import paper
from payung.entry.cli.stored import acting, at_store, month_of


@click.group()
def credit() -> None:
    """Kredit di BPJS: bukukan lebih bayar, lihat sisanya. / Credits at BPJS: book what was overpaid, list it."""


@credit.command()
@click.argument("first")
@click.option("--until", "last", help="Sampai bulan, YYYY-MM / until this month.")
@click.option("--letter", default="", help="Nomor surat BPJS untuk yang tidak ada di daftarnya / its agreement.")
@acting
@click.pass_context
def book(ctx: click.Context, place: Place, asked: Asked, first: str, last: str | None, letter: str) -> None:
    """Bukukan bulan yang dibayar tanpa melindungi siapa pun. / Book months that were paid for nobody."""
    one, other = month_of(first), month_of(last or first)
    assert one is not None and other is not None  # noqa: S101 - both are given
    if other < one:
        raise click.BadParameter("--until < YYYY-MM")
    done = book_credit(place, asked, CreditAsked(one, other, letter))
    lines = [booked_line(each) for each in done.credits]
    for kind, treatment, months, amount in done.kept:
        why, what = KINDS[kind], TREATMENTS[treatment]  # type: ignore[index]
        lines.append(
            Text(
                id=f"Tetap dibayar: {why.id}, {number(months)} orang-bulan, {rupiah(amount)}. {what.id}.",
                en=f"Stays paid: {why.en}, {number(months)} person-months, {rupiah(amount)}. {what.en}.",
            )
        )
    if done.doubtful:
        figures = f"{number(done.doubtful)}", rupiah(done.doubtful_amount)
        lines.append(
            Text(
                id=f"Belum dibukukan: {figures[0]} orang-bulan, {figures[1]}, tidak ada di daftar BPJS. Minta surat "
                "persetujuan cabang, lalu ulangi dengan --letter.",
                en=f"Not booked: {figures[0]} person-months, {figures[1]}, not on BPJS's list. Ask the branch to agree "
                "in writing, then repeat with --letter.",
            )
        )
    if not lines:
        lines = [Text(id="Tidak ada yang perlu dibukukan.", en="There is nothing to book.")]
    for line in lines:
        paper().print(line.in_(ctx.obj), highlight=False, markup=False, soft_wrap=True)


@credit.command(name="list")
@click.option("--all", "used_up", is_flag=True, help="Juga yang sudah habis / also those used up.")
@at_store
@click.pass_context
def list_(ctx: click.Context, place: Place, used_up: bool) -> None:
    """Kredit dan sisanya. / Credits and what is left of them."""
    for one in list_credit(place, used_up=used_up):
        paper().print(_line(one).in_(ctx.obj), highlight=False, markup=False, soft_wrap=True)


def _line(one: CreditThere) -> Text:
    """A credit with its group and what is left of it."""
    why, what = KINDS[one.kind], TREATMENTS[one.treatment]  # type: ignore[index]
    whose = f"{one.fund} {one.village}".strip()
    return Text(
        id=f"{one.number} ({whose}, {one.group}): {number(one.person_months)} orang-bulan, {rupiah(one.amount)}, sisa "
        f"{rupiah(one.rest)}. {why.id}; {what.id}.",
        en=f"{one.number} ({whose}, {one.group}): {number(one.person_months)} person-months, {rupiah(one.amount)}, "
        f"{rupiah(one.rest)} left. {why.en}; {what.en}.",
    )


def booked_line(one: CreditBooked) -> Text:
    """What the screen says of a credit that was booked."""
    why, what = KINDS[one.kind], TREATMENTS[one.treatment]  # type: ignore[index]
    whose = f"{one.fund} {one.village}".strip()
    return Text(
        id=f"Kredit {one.number} ({whose}): {why.id}, {number(one.person_months)} orang-bulan, {rupiah(one.amount)}. "
        f"{what.id}.",
        en=f"Credit {one.number} ({whose}): {why.en}, {number(one.person_months)} person-months, {rupiah(one.amount)}. "
        f"{what.en}.",
    )
