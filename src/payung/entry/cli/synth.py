"""``payung synth ...``: a made-up province, to try and to test with."""

from pathlib import Path

import click
from rich.console import Console

from payung.actions.make_synth import make_synth
from payung.actions.score_synth import score_synth
from payung.entry.cli.screen import stages
from payung.entry.cli.tables import print_pairs


@click.group()
def synth() -> None:
    """Provinsi contoh dengan kesalahan yang diketahui. / A made-up province with known mistakes."""


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
@click.option("--key", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--result", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_context
def score(ctx: click.Context, key: Path, result: Path) -> None:
    """Bandingkan hasil dengan kunci jawaban; keluar 1 bila berbeda. / Compare a result with the answer key."""
    scored = score_synth(key=key, result=result)
    print_pairs(Console(), scored.lines(), ctx.obj)
    ctx.exit(0 if scored.perfect else 1)
