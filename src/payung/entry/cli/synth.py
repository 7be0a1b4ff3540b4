"""``payung synth ...``: a made-up province, to try and to test with."""

from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape

from payung.actions.at_store import Asked, Place
from payung.actions.make_synth import make_synth
from payung.actions.office_synth import in_words, office_synth
from payung.actions.score_synth import score_synth
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.entry.cli.branch import branch
from payung.entry.cli.screen import stages
from payung.entry.cli.stored import acting
from payung.entry.cli.tables import print_pairs
from payung.synth.score import Score


@click.group()
def synth() -> None:
    """Provinsi contoh dengan kesalahan yang diketahui. / A made-up province with known mistakes."""


synth.add_command(branch)


@synth.command()
@click.option("--province", default="15", show_default=True, help="Kode provinsi / province code.")
@click.option("--villages", default=1562, show_default=True, help="Banyak desa / number of villages.")
@click.option("--seed", default=2026, show_default=True)
@click.option("--bad-files", is_flag=True, help="Sertakan berkas rusak. / Plant unreadable files too.")
@click.option("--out", required=True, type=click.Path(path_type=Path))
@click.pass_context
def make(ctx: click.Context, province: str, villages: int, seed: int, bad_files: bool, out: Path) -> None:
    """Buat orang, berkas desa, daftar peserta dan kunci jawaban. Tidak ada orang sungguhan. / All made up."""
    with stages(ctx.obj) as watcher:
        made = make_synth(
            province=province, villages=villages, seed=seed, bad_files=bad_files, out=out, watcher=watcher
        )
    click.echo(made.in_words.in_(ctx.obj))


@synth.command()
@click.option("--area", default="1572", show_default=True, help="Kode wilayah di Jambi / a region of Jambi.")
@click.option("--villages", default=24, show_default=True, help="Banyak desa / number of villages.")
@click.option("--seed", default=2026, show_default=True)
@click.option("--out", required=True, type=click.Path(path_type=Path))
@acting
@click.pass_context
def office(ctx: click.Context, place: Place, asked: Asked, area: str, villages: int, seed: int, out: Path) -> None:
    """Buat kantor contoh: akun tiap peran dan daftar yang separuh masuk. / A made-up office with accounts."""
    with stages(ctx.obj) as watcher:
        made = office_synth(place, asked, out, area=area, villages=villages, seed=seed, watcher=watcher)
    lines = in_words(made, ctx.obj)
    (out / "akun.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (out / "akun.txt").chmod(0o600)
    for line in lines:
        click.echo(line)


@synth.command()
@click.option("--key", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--result", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_context
def score(ctx: click.Context, key: Path, result: Path) -> None:
    """Bandingkan hasil dengan kunci jawaban; keluar 1 bila berbeda. / Compare a result with the answer key."""
    scored = score_synth(key=key, result=result)
    console = Console()
    print_pairs(console, _lines(scored), ctx.obj)
    for failure, places in scored.examples.items():
        for place in places:
            console.print(f"[dim]{failure}: {escape(str(place))}[/]", highlight=False, soft_wrap=True)
    ctx.exit(0 if scored.perfect else 1)


def _lines(score: Score) -> list[tuple[Text, str]]:
    """The comparison in words; the counts of failures stand last and should all be 0."""
    named = len(score.bad_files_missed) + score.bad_files_named
    return [
        (Text(id="Baris dalam kunci jawaban", en="Rows in the answer key"), number(score.rows)),
        (Text(id="  terbaca", en="  read"), number(score.matched)),
        (Text(id="Kesalahan tertanam yang menghalangi", en="Blocking mistakes planted"),
         number(sum(sum(kinds.values()) for kinds in (score.found, score.missed, score.misnamed)))),
        (Text(id="  ditemukan dengan sebab yang benar", en="  found, with the right reason"),
         number(sum(score.found.values()))),
        (Text(id="Baris sehat yang diterima", en="Sound rows accepted"), number(sum(score.passed.values()))),
        (Text(id="Berkas rusak dinamai dengan benar", en="Bad files named rightly"),
         f"{score.bad_files_named}/{named}"),
        (Text(id="Kesalahan yang lolos", en="Mistakes let through"), number(sum(score.missed.values()))),
        (Text(id="Kesalahan dengan sebab lain", en="Mistakes under another name"),
         number(sum(score.misnamed.values()))),
        (Text(id="Baris sehat yang ditolak", en="Sound rows refused"), number(sum(score.refused.values()))),
        (Text(id="Baris pekerja yang tidak terbaca", en="Workers' rows not read"), number(score.unread)),
        (Text(id="Bukan pekerja tetapi dibaca", en="Rows read that are no workers"), number(score.strangers)),
        (Text(id="Baris yang diberikan ke desa lain", en="Rows given to another village"), number(score.misplaced)),
    ]  # fmt: skip
