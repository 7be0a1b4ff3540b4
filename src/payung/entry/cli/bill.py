"""``payung bill ...``: bills of BPJS in the store."""

from pathlib import Path

import click

from payung.actions.at_store import Asked, Place
from payung.actions.receive_bill import BillAsked, BillReceived, receive_bill
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.core.cover.piles import SHOWN
from payung.entry.cli.screen import paper
from payung.entry.cli.stored import acting, month_of
from payung.gateways.group_list import group_said


@click.group()
def bill() -> None:
    """Tagihan BPJS: terima dengan nama. / Bills of BPJS: receive with names."""


@bill.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--group", required=True, help="Wadah BPJS / group account, KIND:NUMBER[:name].")
@click.option("--code", default="", help="Kode iuran atau VA, bila tidak ada di berkas / billing code.")
@click.option("--from", "first", help="Bulan pertama, YYYY-MM / first month.")
@click.option("--until", "last", help="Bulan terakhir, YYYY-MM / last month.")
@acting
@click.pass_context
def receive(
    ctx: click.Context,
    place: Place,
    asked: Asked,
    file: Path,
    group: str,
    code: str,
    first: str | None,
    last: str | None,
) -> None:
    """Terima tagihan; yang cocok dengan SK menjadi ditagih. / Receive a bill; what a decree bears becomes billed."""
    done = receive_bill(place, asked, BillAsked(file, group_said(group), code, month_of(first), month_of(last)))
    paper().print(_said(done).in_(ctx.obj), highlight=False, markup=False, soft_wrap=True)


def _said(done: BillReceived) -> Text:
    """What the screen shows of a bill."""
    both = []
    for language in ("id", "en"):
        indonesian = language == "id"
        piles = [f"  {SHOWN[pile].in_(language)}: {number(count)}" for pile, count in done.piles.items()]
        lines = ", ".join(map(str, done.nobody_lines)) + (" …" if done.nobody > len(done.nobody_lines) else "")
        short = (
            f"Ditagih kurang dari iuran: {number(done.short)}" if indonesian else f"Below price: {number(done.short)}"
        )
        nobody = (
            f"Tidak dikenal, {number(done.nobody)} baris: {lines}"
            if indonesian
            else f"Fits nobody, {number(done.nobody)} lines: {lines}"
        )
        text = Text(
            id=f"Tagihan {done.code}: {number(done.people)} orang, {number(done.person_months)} orang-bulan, "
            f"{rupiah(done.amount)}.\nMenjadi ditagih: {number(done.committed)} orang-bulan, {rupiah(done.due)}.",
            en=f"Bill {done.code}: {number(done.people)} people, {number(done.person_months)} person-months, "
            f"{rupiah(done.amount)}.\nTaken as billed: {number(done.committed)} person-months, {rupiah(done.due)}.",
        ).in_(language)
        problems = [problem[0 if indonesian else 1] for problem in done.problems]
        rest = done.problem_count - len(problems)
        extra = [*([short] if done.short else []), *([nobody] if done.nobody else []), *problems]
        both.append("\n".join([text, *piles, *extra, *([f"… +{number(rest)}"] if rest else [])]))
    return Text(id=both[0], en=both[1])
