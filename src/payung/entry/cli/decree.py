"""``payung decree ...``: decrees, their lists and what they reserve."""

from datetime import datetime
from pathlib import Path

import click

from payung.actions.amend_decree import Amended, Amending, amend_decree
from payung.actions.at_store import Asked, Place
from payung.actions.extend_decree import Extending, extend_decree
from payung.actions.gone_decree import gone_decree
from payung.actions.issue_decree import Wanted, issue_decree
from payung.actions.waiting_decree import waiting_decree
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.core.cover.replacements import WHY
from payung.entry.cli.screen import paper
from payung.entry.cli.stored import acting, at_store, month_of


@click.group()
def decree() -> None:
    """Keputusan (SK): terbitkan, ubah. / Decrees: issue, amend."""


@decree.command()
@click.argument("plan", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--programme", required=True, help="Program yang sudah diterima / a programme that was received.")
@click.option("--number", "said", required=True, help="Nomor keputusan / number of the decree.")
@click.option("--dated", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Tanggal keputusan / its date.")
@click.option("--from", "first", help="Bulan pertama, YYYY-MM / first month.")
@click.option("--until", "last", help="Bulan terakhir yang uangnya sudah ada / last month with money in hand.")
@click.option("--proposal", type=int, help="Usulan yang sudah disetujui / the proposal that was approved.")
@acting
@click.pass_context
def issue(
    ctx: click.Context,
    place: Place,
    asked: Asked,
    plan: Path,
    programme: str,
    said: str,
    dated: datetime,
    first: str | None,
    last: str | None,
    proposal: int | None,
) -> None:
    """Terbitkan keputusan dari rencana dana; daftarnya membeku. / Issue a decree from a plan; its list is frozen."""
    wanted = Wanted(plan, programme, said, dated.date(), month_of(first), month_of(last), proposal)
    done = issue_decree(place, asked, wanted)
    told = Text(
        id=f"Keputusan {said}: {number(done.people)} orang, {number(done.person_months)} orang-bulan, "
        f"{rupiah(done.amount)}; daftar tunggu {number(done.waiting)} orang.\nSidik daftar: {done.list_hash}",
        en=f"Decree {said}: {number(done.people)} people, {number(done.person_months)} person-months, "
        f"{rupiah(done.amount)}; {number(done.waiting)} people wait.\nHash of the list: {done.list_hash}",
    )
    paper().print(told.in_(ctx.obj), highlight=False, soft_wrap=True)


@decree.command()
@click.argument("off", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--decree", "base", required=True, help="Keputusan yang diubah / the decree to amend.")
@click.option("--number", "said", required=True, help="Nomor keputusan perubahan / number of the amending decree.")
@click.option("--dated", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Tanggalnya / its date.")
@click.option("--from", "first", help="Bulan pertama pengganti, YYYY-MM / first month of who comes on.")
@click.option("--nobody", is_flag=True, help="Tanpa pengganti / nobody comes on.")
@acting
@click.pass_context
def amend(
    ctx: click.Context,
    place: Place,
    asked: Asked,
    off: Path,
    base: str,
    said: str,
    dated: datetime,
    first: str | None,
    nobody: bool,
) -> None:
    """Keluarkan orang menurut CSV person|nik,reason,evidence; penggantinya masuk. / Take people off, others on."""
    done = amend_decree(place, asked, Amending(base, said, dated.date(), month_of(first), not nobody), off)
    for line in amended_lines(done):
        paper().print(line.in_(ctx.obj), highlight=False, soft_wrap=True)


def amended_lines(done: Amended) -> list[Text]:
    """What the screen says of an amending decree."""
    lines = [
        Text(
            id=f"{number(done.removed)} dikeluarkan ({rupiah(done.released)} dilepas), {number(done.filled)} pengganti "
            f"masuk ({rupiah(done.reserved)}).",
            en=f"{number(done.removed)} taken off ({rupiah(done.released)} released), {number(done.filled)} come on "
            f"({rupiah(done.reserved)}).",
        )
    ]
    if done.taken_over:
        lines.append(
            Text(
                id=f"Bulan yang sudah dibayar beralih kepada pengganti: {rupiah(done.taken_over)}; berlaku bila BPJS "
                "menerima dan mencantumkan mereka.",
                en=f"Months paid already go to who comes on: {rupiah(done.taken_over)}; it holds where BPJS accepts "
                "and lists them.",
            )
        )
    if done.billed or done.paid:
        lines.append(
            Text(
                id=f"Tetap seperti adanya: {number(done.billed)} orang-bulan ditagih, {number(done.paid)} dibayar.",
                en=f"Left as they are: {number(done.billed)} person-months billed, {number(done.paid)} paid.",
            )
        )
    empty = [(number(count), WHY[code]) for code, count in done.empty.items()]
    return [*lines, *(Text(id=f"{count}: {why.id}", en=f"{count}: {why.en}") for count, why in empty)]


@decree.command()
@click.option("--decree", "base", required=True, help="Keputusan yang diperpanjang / the decree to extend.")
@click.option("--number", "said", required=True, help="Nomor keputusan baru / number of the new decree.")
@click.option("--dated", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Tanggalnya / its date.")
@click.option("--from", "first", required=True, help="Bulan pertama, YYYY-MM / first month.")
@click.option("--until", "last", required=True, help="Bulan terakhir / last month.")
@acting
@click.pass_context
def extend(
    ctx: click.Context, place: Place, asked: Asked, base: str, said: str, dated: datetime, first: str, last: str
) -> None:
    """Perpanjang bagi semua yang masih di dalamnya, sejauh uangnya. / Extend it for whoever is on it still."""
    one, other = month_of(first), month_of(last)
    assert one is not None and other is not None  # noqa: S101 - both are required
    if other < one:
        raise click.BadParameter("--until < --from")
    done = extend_decree(place, asked, Extending(base, said, dated.date(), one, other))
    told = Text(
        id=f"Keputusan {said}: {number(done.people)} orang, {number(done.person_months)} orang-bulan, "
        f"{rupiah(done.amount)}. Uang tidak cukup untuk {number(done.short)} orang-bulan; {number(done.off)} orang "
        "tidak diteruskan (keluar atau ditolak BPJS).",
        en=f"Decree {said}: {number(done.people)} people, {number(done.person_months)} person-months, "
        f"{rupiah(done.amount)}. Money lacks for {number(done.short)} person-months; {number(done.off)} people do not "
        "go on (they left, or BPJS sent them back).",
    )
    paper().print(told.in_(ctx.obj), highlight=False, soft_wrap=True)


@decree.command()
@click.option("--decree", "base", required=True, help="Nomor keputusan / number of the decree.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Berkas CSV / file.")
@at_store
@click.pass_context
def waiting(ctx: click.Context, place: Place, base: str, out: Path) -> None:
    """Tulis siapa yang masih menunggu, untuk dana lain. / Write who waits still, for the plan of another fund."""
    done = waiting_decree(place, base, out)
    told = Text(
        id=f"{number(done.waiting)} dari {number(done.listed)} orang masih menunggu: {out}",
        en=f"{number(done.waiting)} of {number(done.listed)} people wait still: {out}",
    )
    paper().print(told.in_(ctx.obj), highlight=False, soft_wrap=True)


@decree.command()
@click.option("--decree", "base", required=True, help="Nomor keputusan / number of the decree.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Berkas CSV / file.")
@at_store
@click.pass_context
def gone(ctx: click.Context, place: Place, base: str, out: Path) -> None:
    """Tulis siapa yang meninggal, pindah atau keluar, untuk decree amend. / Who left, for payung decree amend."""
    done = gone_decree(place, base, out)
    told = Text(
        id=f"{number(done.gone)} dari {number(done.people)} orang sudah keluar: {out}",
        en=f"{number(done.gone)} of {number(done.people)} people have left: {out}",
    )
    paper().print(told.in_(ctx.obj), highlight=False, soft_wrap=True)
