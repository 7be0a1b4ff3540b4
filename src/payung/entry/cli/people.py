"""``payung people ...``: who is the same person on several lists, and what persons decide about the doubtful ones."""

from datetime import date, datetime
from pathlib import Path

import click

from payung.actions.ask_people import ask_people
from payung.actions.at_store import Asked, Place
from payung.actions.decide_people import decide_people
from payung.actions.gather_people import Given
from payung.actions.join_people import join_people
from payung.actions.left_people import left_people
from payung.actions.link_people import Request, link_people
from payung.actions.model_people import model_people
from payung.actions.part_people import part_people
from payung.core.basis.text import Text
from payung.core.linkage.decisions import VERDICTS
from payung.core.linkage.suggestion import ANSWERS
from payung.entry.cli.left import print_left
from payung.entry.cli.linked import print_asked, print_book, print_decided, print_model, print_told
from payung.entry.cli.screen import paper, stages
from payung.entry.cli.stored import acting

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])
WORDS = {word: verdict for verdict in VERDICTS for word in (verdict, ANSWERS[verdict].id)}


@click.group()
def people() -> None:
    """Siapa orang yang sama di beberapa daftar. / Who is the same person on several lists."""


@people.command()
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder hasil. / Folder of results.")
@click.option(
    "--rosters", type=click.Path(exists=True, path_type=Path), help="Folder/ZIP daftar desa. / Village lists."
)
@click.option("--manifest", type=FILE, help="CSV: file,village_code,village_name,uploaded_at,version.")
@click.option("--area", default="", help="Kode wilayah bila diketahui, mis. 15. / Area code, if known.")
@click.option("--on", type=DAY, help="Hari, untuk abad tahun dua angka; kosong: hari ini. / Day; empty: today.")
@click.option("--members", type=FILE, multiple=True, help="Peserta BPJS: nik,name,dob … (CSV/Parquet). / Members.")
@click.option("--deaths", type=FILE, multiple=True, help="Kematian: nik,name,dob … / Deaths.")
@click.option(
    "--register",
    type=FILE,
    multiple=True,
    help="Daftar orang lain: nik,name,dob,sex,village_code,mother_name,family_card. / Any other list of people.",
)
@click.option("--earlier", type=FILE, multiple=True, help="decisions.parquet program terdahulu. / Of earlier runs.")
@click.option("--decisions", type=FILE, help="Keputusan atas pasangan ragu. / What persons decided about pairs.")
@click.option("--persons", type=FILE, help="people.parquet terdahulu: kunci orang tetap. / Keys of persons to keep.")
@click.option("--model", type=FILE, help="model.json yang dipakai lagi. / A model to use again.")
@click.option("--against", type=FOLDER, help="Hasil terdahulu; hanya daftar baru dibandingkan. / Register to meet.")
@click.option("--seed", default=1, show_default=True, help="Undian untuk menaksir bobot. / Seed of the estimate.")
@click.pass_context
def link(
    ctx: click.Context,
    out: Path,
    rosters: Path | None,
    manifest: Path | None,
    area: str,
    on: datetime | None,
    members: tuple[Path, ...],
    deaths: tuple[Path, ...],
    register: tuple[Path, ...],
    earlier: tuple[Path, ...],
    decisions: Path | None,
    persons: Path | None,
    model: Path | None,
    against: Path | None,
    seed: int,
) -> None:
    """Bandingkan semua catatan; tulis siapa orang yang sama dan pasangan yang perlu ditanyakan. / Compare all records.

    Dijalankan ulang ke --out yang sama, keputusan dan kunci orang tetap. / Run again, decisions and keys stay.
    """
    lists = {"register": register, "members": members, "deaths": deaths, "programme": earlier}
    request = Request(
        given=Given(on=_day(on), rosters=rosters, manifest=manifest, area=area, lists=lists),
        out=out,
        decisions=decisions,
        model=model,
        persons=persons,
        against=against,
        seed=seed,
    )
    with stages(ctx.obj) as watcher:
        told = link_people(request, watcher=watcher)
    print_told(told, ctx.obj, paper())


@people.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--pair", type=int, metavar="N", help="Hanya pasangan ini. / This pair alone.")
@click.option("--most", default=10, show_default=True, type=click.IntRange(0), help="Paling banyak; 0 semua. / 0: all.")
@click.option("--nik", "whole", is_flag=True, help="Tampilkan NIK dan KK utuh. / Show NIK and family card in full.")
@click.option(
    "--book",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tulis ke berkas Excel untuk diisi. / Write them into a workbook to fill.",
)
@click.pass_context
def ask(ctx: click.Context, folder: Path, pair: int | None, most: int, whole: bool, book: Path | None) -> None:
    """Pasangan yang ragu, kedua catatan berdampingan. / Doubtful pairs, both records side by side."""
    asked = ask_people(folder, pair=pair, most=most, book=book, whole=whole)
    if book is None:
        print_asked(asked, ctx.obj, paper(), whole=whole)
    else:
        print_book(book, folder, ctx.obj, paper())


@people.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--pair", type=int, metavar="N", help="Nomor pasangan. / Number of the pair.")
@click.option("--verdict", type=click.Choice(list(WORDS)), help="Putusan atas pasangan. / Verdict.")
@click.option("--from", "book", type=FILE, help="Semua jawaban dalam ask.xlsx yang diisi. / A filled ask.xlsx.")
@click.option("--by", default="", metavar="NAME", help="Siapa yang memutuskan. / Who decides.")
@click.option("--reason", default="", metavar="TEXT", help="Alasan. / Reason.")
@click.option("--on", type=DAY, help="Hari putusan; kosong: hari ini. / Day; empty: today.")
@click.option("--settle/--no-settle", default=True, help="Terapkan sekarang. / Apply it at once.")
@click.pass_context
def decide(
    ctx: click.Context,
    folder: Path,
    pair: int | None,
    verdict: str | None,
    book: Path | None,
    by: str,
    reason: str,
    on: datetime | None,
    settle: bool,
) -> None:
    """Catat putusan atas pasangan, atau semua jawaban dari Excel, dan terapkan. / Keep verdicts, apply them."""
    if (book is None) == (pair is None):
        raise click.UsageError("--pair N, atau / or --from ask.xlsx")
    if pair is not None and not (verdict and by.strip()):
        raise click.UsageError("--pair N --verdict [sama|berbeda|cabut] --by NAME")
    with stages(ctx.obj) as watcher:
        decided = decide_people(
            folder,
            on=_day(on),
            pair=pair,
            verdict=WORDS[verdict or "different"],
            by=by,
            reason=reason,
            book=book,
            settle=settle,
            watcher=watcher,
        )
    print_decided(decided, ctx.obj, paper())


@people.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--svg", type=click.Path(dir_okay=False, path_type=Path), help="Tulis juga sebagai gambar. / A picture.")
@click.pass_context
def model(ctx: click.Context, folder: Path, svg: Path | None) -> None:
    """Bobot tiap tingkat, sebaran pasangan, dan biaya batas lain. / Weights, spread, and what thresholds cost."""
    print_model(model_people(folder, language=ctx.obj, svg=svg), svg, ctx.obj, paper())


@people.command()
@click.argument("register", type=FILE)
@acting
@click.pass_context
def left(ctx: click.Context, place: Place, asked: Asked, register: Path) -> None:
    """Kematian dan kepindahan dari daftar Dukcapil ke basis data. / Deaths and moves from a registry's list."""
    print_left(left_people(place, asked, register), ctx.obj, paper())


@people.command()
@click.option("--person", required=True, type=int, help="Nomor orang yang ternyata sama / number that is the same.")
@click.option("--into", required=True, type=int, help="Nomor orang yang dipakai / number to go by.")
@acting
@click.pass_context
def join(ctx: click.Context, place: Place, asked: Asked, person: int, into: int) -> None:
    """Dua nomor ternyata satu orang. / Two numbers of the store are one person."""
    done = join_people(place, asked, person, into)
    told = Text(
        id=f"Penggabungan nomor {done.join}. Bulan yang dipegang dua kali: {len(done.twice)} orang-bulan.",
        en=f"Join number {done.join}. Months held twice: {len(done.twice)} person-months.",
    )
    paper().print(told.in_(ctx.obj), highlight=False, soft_wrap=True)


@people.command()
@click.argument("number", type=int)
@acting
@click.pass_context
def part(ctx: click.Context, place: Place, asked: Asked, number: int) -> None:
    """Batalkan penggabungan. / Undo a join."""
    part_people(place, asked, number)
    told = Text(id="Penggabungan dibatalkan.", en="The join is undone.")
    paper().print(told.in_(ctx.obj), highlight=False)


def _day(on: datetime | None) -> date:
    return on.date() if on else datetime.now().astimezone().date()
