"""``payung month ...``: a month laid side by side, and its books closed."""

from datetime import UTC, datetime
from pathlib import Path

import click

from payung.actions.at_store import Asked, Place
from payung.actions.close_month import close_month
from payung.actions.match_month import MatchAsked, match_month
from payung.actions.release_month import release_month
from payung.actions.report_month import ReportAsked, report_month
from payung.core.basis.office_day import office_day
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.core.cover.ledger import ACCOUNTS
from payung.core.cover.month_report import HELD, MonthReport
from payung.core.cover.piles import SHOWN
from payung.core.cover.record import ToExplain
from payung.entry.cli.screen import paper
from payung.entry.cli.stored import acting, at_store, month_of
from payung.entry.cli.tables import print_figures
from payung.gateways.report_words import balance_rows

NOT_ZERO = 69
"""How the report leaves where something remains."""


@click.group()
def month() -> None:
    """Bulan: cocokkan SK, tagihan dan daftar BPJS; tutup buku. / A month: match it, close its books."""


@month.command()
@click.argument("first")
@click.option("--until", "last", help="Sampai bulan, YYYY-MM / until this month.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder berita acara / for the record.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Tanggal berita acara / day of the record.")
@at_store
@click.pass_context
def match(
    ctx: click.Context, place: Place, first: str, last: str | None, out: Path | None, on: datetime | None
) -> None:
    """Cocokkan SK, tagihan dan daftar BPJS. / Lay decree, bill and BPJS's list side by side."""
    one, other = month_of(first), month_of(last or first)
    assert one is not None and other is not None  # noqa: S101 - both are given
    if other < one:
        raise click.BadParameter("--until < YYYY-MM")
    day = on.date() if on else office_day(datetime.now(UTC))
    done = match_month(place, MatchAsked(one, other, day, out))
    said = Text(
        id="Tumpukan;Orang;Orang-bulan;Menurut SK;Tagihan;Lebih bayar",
        en="Pile;People;Person-months;Decree;Bill;Overpaid",
    )
    rows = [
        (
            SHOWN[pile.pile].in_(ctx.obj),
            number(pile.people),
            number(pile.person_months),
            *map(rupiah, (pile.decreed, pile.amount, pile.overpaid)),
        )
        for pile in done.piles
    ]
    told = Text(
        id=f"Ditagih, tidak ada di daftar BPJS: {_figures(done.to_explain, 'id')}\n"
        f"Dibayar, tidak ada di daftar BPJS: {_figures(done.paid_unlisted, 'id')}\n"
        f"Kepala rantai: {done.record.chain_head}",
        en=f"Billed, not on BPJS's list: {_figures(done.to_explain, 'en')}\n"
        f"Paid, not on BPJS's list: {_figures(done.paid_unlisted, 'en')}\n"
        f"Head of the chain: {done.record.chain_head}",
    )
    print_figures(paper(), said.in_(ctx.obj).split(";"), rows)
    paper().print(told.in_(ctx.obj), highlight=False, markup=False, soft_wrap=True)
    for path in done.files:
        paper().print(str(path), highlight=False, markup=False, soft_wrap=True)


@month.command()
@click.option("--from", "first", help="Mulai bulan buku, YYYY-MM / from; bawaan/default: yang pertama / the first.")
@click.option("--until", "last", help="Sampai bulan buku, YYYY-MM / until; bawaan/default: yang terakhir / the last.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder laporan / for the papers.")
@click.option("--office", default="", help="Nama kantor di kepala laporan / the office above the report.")
@at_store
@click.pass_context
def report(
    ctx: click.Context, place: Place, first: str | None, last: str | None, out: Path | None, office: str
) -> None:
    """Laporan bulanan: setiap rupiah sampai ke orang-bulannya. / Where every rupiah of every fund is."""
    asked = ReportAsked(month_of(first), month_of(last), out, office)
    if asked.first and asked.last and asked.last < asked.first:
        raise click.BadParameter("--until < --from")
    done = report_month(place, asked)
    show_report(done.report, ctx.obj)
    for path in done.files:
        paper().print(str(path), highlight=False, markup=False, soft_wrap=True)
    if not done.report.reconciles:
        ctx.exit(NOT_ZERO)


def show_report(report: MonthReport, language: str) -> None:
    """Where the money of each fund lies, months of cover, and the equations that do not come out."""
    accounts = [ACCOUNTS[account].in_(language) for account in HELD]
    headings = (Text(id="Dana", en="Fund").in_(language), Text(id="masuk", en="received").in_(language), *accounts)
    rows = [(fund, rupiah(came), *map(rupiah, held)) for fund, _, came, held in balance_rows(report.funds)]
    print_figures(paper(), headings, rows)
    paid, listed = sum(one.paid for one in report.cover), sum(one.listed for one in report.cover)
    wrong = [one for one in report.equations if one.remainder]
    said = Text(
        id=f"Orang-bulan dibayar: {number(paid)}, {number(listed)} ada di daftar BPJS.\n"
        f"Persamaan: {number(len(report.equations))}, bersisa: {number(len(wrong))}.\n"
        f"Kepala rantai: {report.chain_head}",
        en=f"Person-months paid: {number(paid)}, {number(listed)} of them on BPJS's lists.\n"
        f"Equations: {number(len(report.equations))}, with a remainder: {number(len(wrong))}.\n"
        f"Head of the chain: {report.chain_head}",
    )
    paper().print(said.in_(language), highlight=False, markup=False, soft_wrap=True)
    for one in wrong:
        line = f"  {one.says.in_(language)}: {number(one.left)} ≠ {number(one.right)} ({number(one.remainder)})"
        paper().print(line, highlight=False, markup=False, soft_wrap=True)


@month.command()
@click.argument("closing")
@acting
@click.pass_context
def close(ctx: click.Context, place: Place, asked: Asked, closing: str) -> None:
    """Tutup buku satu bulan, berurutan. / Close the books of a month, in order."""
    which = month_of(closing)
    assert which is not None  # noqa: S101 - it is given
    done = close_month(place, asked, which)
    told = Text(
        id=f"Bulan buku {closing} ditutup dengan {number(done.lines)} baris.",
        en=f"The books of {closing} are closed with {number(done.lines)} lines.",
    )
    paper().print(told.in_(ctx.obj), highlight=False)


@month.command()
@click.option("--until", required=True, help="Sampai bulan, YYYY-MM / until this month.")
@acting
@click.pass_context
def release(ctx: click.Context, place: Place, asked: Asked, until: str) -> None:
    """Lepas bulan lalu yang tidak pernah ditagih. / Release months gone by that no bill ever took."""
    last = month_of(until)
    assert last is not None  # noqa: S101 - it is required
    if last >= asked.on.year * 100 + asked.on.month:
        raise click.BadParameter("--until < --on")
    done = release_month(place, asked, last)
    each = "; ".join(f"{said[:4]}-{said[4:]}: {number(count)}" for said, count in done.months.items())
    told = Text(
        id=f"{number(done.person_months)} orang-bulan dilepas, {rupiah(done.amount)} kembali bebas. {each}",
        en=f"{number(done.person_months)} person-months released, {rupiah(done.amount)} free again. {each}",
    )
    paper().print(told.in_(ctx.obj).strip(), highlight=False, soft_wrap=True)


def _figures(figure: ToExplain, language: str) -> str:
    said = Text(
        id=f"{number(figure.person_months)} orang-bulan ({number(figure.people)} orang), {rupiah(figure.amount)}",
        en=f"{number(figure.person_months)} person-months ({number(figure.people)} people), {rupiah(figure.amount)}",
    )
    return said.in_(language)
