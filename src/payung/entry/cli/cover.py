"""``payung cover ...``: who is covered, whose cover ends, and the slips that prove it."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click
import polars as pl
from rich.table import Table

from payung.actions.at_store import Asked, Place
from payung.actions.check_cover import check_cover, check_page
from payung.actions.count_cover import CountAsked, count_cover
from payung.actions.ending_cover import EndingAsked, EndingSoon, ending_cover
from payung.actions.slip_cover import SlipsWanted, slip_cover
from payung.actions.slip_keys import public_keys
from payung.actions.status_cover import LOOK_WHYS, Look, Whom, status_cover
from payung.core.basis.days import long_day
from payung.core.basis.months import in_english, named
from payung.core.basis.office_day import office_day
from payung.core.basis.rupiah import number, rupiah
from payung.core.basis.text import Text
from payung.core.cover.slip import Slip
from payung.core.cover.status import COVERS, STATES, Mark
from payung.core.planner.reached import WAYS, Counts
from payung.entry.cli.screen import paper
from payung.entry.cli.stored import acting, at_store, month_of
from payung.gateways.slip_pdf import SlipOffice

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NIK = 16
REGENCY = 4
"""Digits of a regency's code."""


@click.group()
def cover() -> None:
    """Perlindungan: keadaan, yang berakhir, bukti. / Cover: status, endings, slips."""


@cover.command()
@click.option("--within", "days", type=click.IntRange(1, 180), default=60, help="Dalam berapa hari / within days.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder halaman dan daftar / for lists.")
@click.option("--until", help="Biaya sampai bulan ini / cost through this month, YYYY-MM; bawaan/default: Desember.")
@click.option("--budget", type=click.IntRange(min=1), help="Rupiah untuk perpanjangan / for renewals.")
@acting
@click.pass_context
def ending(
    ctx: click.Context,
    place: Place,
    asked: Asked,
    days: int,
    out: Path | None,
    until: str | None,
    budget: int | None,
) -> None:
    """Siapa yang perlindungannya segera berakhir, dan biaya meneruskan. / Whose cover ends soon, and what then."""
    done = ending_cover(place, asked, EndingAsked(days, out, month_of(until), budget))
    show_ending(done, ctx.obj)
    if out is not None:
        paper().print(str(out), highlight=False, soft_wrap=True)


def show_ending(done: EndingSoon, language: str) -> None:
    """The figures of what ends, without names."""
    ends, lapsed = done.ends, done.arrears[0]
    behind = sum(done.arrears.values()) - lapsed
    until = Text(id=named(ends.until), en=in_english(ends.until))
    lines = [
        Text(
            id=f"{number(ends.people)} orang tidak terlindungi lagi dalam {ends.days} hari; "
            f"meneruskan sampai {until.id}: {rupiah(ends.cost)}.",
            en=f"{number(ends.people)} people lose cover within {ends.days} days; to go on through {until.en}: "
            f"{rupiah(ends.cost)}.",
        ),
        Text(
            id=f"Menunggak: {number(behind)} orang"
            + "".join(f", {number(count)} di bulan ke-{month}" for month, count in done.arrears.items() if month)
            + f"; kepesertaan berakhir: {number(lapsed)}.",
            en=f"In arrears: {number(behind)} people"
            + "".join(f", {number(count)} in month {month}" for month, count in done.arrears.items() if month)
            + f"; lapsed: {number(lapsed)}.",
        ),
        Text(
            id=f"Mencapai batas usia dalam {ends.days} hari: {number(done.at_limit)} orang.",
            en=f"Reach the age limit within {ends.days} days: {number(done.at_limit)} people.",
        ),
    ]
    if done.villages or done.renewals:
        lines.append(
            Text(
                id=f"Daftar untuk {number(done.villages)} desa dan {number(len(done.renewals))} rencana perpanjangan.",
                en=f"Lists for {number(done.villages)} villages and {number(len(done.renewals))} renewal plans.",
            )
        )
    for line in lines:
        paper().print(line.in_(language), highlight=False, soft_wrap=True)


def _only_read(ctx: click.Context, _: click.Parameter, value: str | None) -> str | None:
    """A NIK on the command line would stay in the shell's history and show in the list of processes."""
    if value not in (None, "-"):
        raise click.BadParameter("NIK tidak ditulis di baris perintah / not on the command line: --nik -")
    return value


@cover.command()
@click.option("--on", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Hari yang dihitung / the day.")
@click.option("--from", "first", help="Mulai bulan, YYYY-MM / from; bawaan/default: Januari.")
@click.option(
    "--until", "last", help="Sampai bulan, YYYY-MM / until; bawaan/default: bulan hari itu / the day's month."
)
@click.option(
    "--universe", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Semesta pekerja / workers."
)
@click.option("--paid", is_flag=True, help="Hitung yang dibayar, juga di luar daftar BPJS / paid, on a list or not.")
@click.option("--public", is_flag=True, help="Angka kecil disembunyikan / small counts left out.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Berkas CSV semua tingkat / for all levels."
)
@at_store
@click.pass_context
def count(
    ctx: click.Context, place: Place, on: datetime, first: str | None, last: str | None, universe: Path | None,
    paid: bool, public: bool, out: Path | None,
) -> None:  # fmt: skip
    """Cakupan dengan tiga cara hitung. / Coverage counted three ways: on a day, person-months, as BPJS counts."""
    day = on.date()
    period = month_of(first) or day.year * 100 + 1, month_of(last) or day.year * 100 + day.month
    if period[1] < period[0]:
        raise click.BadParameter("--until < --from")
    counts: Counts = "paid" if paid else "covered"
    show_count(count_cover(place, CountAsked(day, *period, universe, counts, public, out)), ctx.obj)
    if out is not None:
        paper().print(str(out), highlight=False, markup=False, soft_wrap=True)


def show_count(figures: pl.DataFrame, language: str) -> None:
    """The whole, and every province and regency, each figure under the name of its way."""
    said = Text(id="Wilayah;Cara hitung;Orang;Bagian;Pekerja;Persen", en="Area;Way;People;Parts;Workers;Percent")
    table = Table(*said.in_(language).split(";"))
    everywhere = Text(id="Semua", en="All").in_(language)
    for row in figures.filter(pl.col("place").str.len_chars() <= REGENCY).iter_rows(named=True):
        parts = f"{number(row['parts'])}/{row['per']}" if row["shown"] and row["per"] > 1 else ""
        share = f"{row['share'] / 100:.2f}".replace(".", ",") if row["share"] is not None else "–"
        people, workers = (number(row[name]) if row[name] is not None else "–" for name in ("people", "workers"))
        table.add_row(row["name"] or everywhere, WAYS[row["way"]].in_(language), people, parts, workers, share)
    paper().print(table)


@cover.command()
@click.option("--nik", callback=_only_read, metavar="-", help="'-': NIK ditanyakan atau dari stdin / is asked or read.")
@click.option("--person", type=int, help="Nomor orang di basis data / number of the person.")
@click.option(
    "--why", required=True, type=click.Choice(list(LOOK_WHYS)), help="Untuk apa dilihat / why it is looked at."
)
@acting
@click.pass_context
def status(ctx: click.Context, place: Place, asked: Asked, nik: str | None, person: int | None, why: str) -> None:
    """Perlindungan satu orang pada satu hari, dengan alasannya. / One person's cover on a day, with its reason."""
    if (nik is None) == (person is None):
        raise click.UsageError("--nik - | --person")
    given = _asked_nik() if nik else ""
    show_look(status_cover(place, asked, Whom(why, given, person)), ctx.obj)  # type: ignore[arg-type]


def _asked_nik() -> str:
    """Raises: click.UsageError, without what was typed."""
    said = click.prompt("NIK", hide_input=True) if sys.stdin.isatty() else sys.stdin.readline()
    nik = "".join(said.split())
    if len(nik) != NIK or not nik.isdecimal():
        raise click.UsageError(f"NIK: {NIK} angka / digits")
    return nik


def show_look(look: Look, language: str) -> None:
    """The status of one person in lines."""
    stands, out = look.status, paper()
    lines = [
        (Text(id="Nomor", en="Number"), Text(id=str(look.person), en=str(look.person))),
        (Text(id="Nama", en="Name"), Text(id=look.name, en=look.name)),
        (Text(id="Hari", en="Day"), _day(stands.on)),
        (Text(id="Keadaan", en="Status"), STATES[stands.state]),
        (Text(id="Alasan", en="Reason"), look.reason),
        (Text(id="Kecelakaan kerja", en="Work accident"), _worth(COVERS[stands.jkk], look.heirs.work_death_amount)),
        (Text(id="Kematian lain", en="Other death"), _worth(COVERS[stands.jkm], look.heirs.death_amount)),
        (Text(id="Santunan penuh", en="Full benefit"), _mark(stands.full_mark)),
        (Text(id="Beasiswa anak", en="Scholarship"), _mark(stands.scholarship_mark)),
    ]
    if stands.lapses_on:
        lines.append((Text(id="Berakhir bila tidak dibayar", en="Lapses if unpaid"), _day(stands.lapses_on)))
    lines += [(Text(id="Belum jelas", en="Not certain"), doubt) for doubt in stands.unsure]
    for name, said in lines:
        out.print(f"{name.in_(language)}: {said.in_(language)}", highlight=False, soft_wrap=True, markup=False)


def _worth(cover_said: Text, amount: int) -> Text:
    if not amount:
        return cover_said
    money = rupiah(amount)
    return Text(id=f"{cover_said.id}; ahli waris {money}", en=f"{cover_said.en}; heirs {money}")


def _day(day: date) -> Text:
    return Text(id=long_day(day), en=day.isoformat())


def _mark(mark: Mark) -> Text:
    if mark.reached_on:
        return Text(id=f"tercapai {long_day(mark.reached_on)}", en=f"reached on {mark.reached_on}")
    if mark.expected_on:
        return Text(
            id=f"tercapai {long_day(mark.expected_on)} bila terus dibayar",
            en=f"reached on {mark.expected_on} when paid without a gap",
        )
    return Text(id="tidak ada ambangnya", en="there is no such mark")


@cover.command()
@click.option("--person", type=int, help="Nomor orang di basis data / number of the person.")
@click.option("--village", default="", help="Kode desa 10 angka / village code.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Berkas PDF / PDF file.")
@click.option("--office", required=True, help="Kantor yang ditanya / the office to ask.")
@click.option("--phone", default="", help="Teleponnya / its phone.")
@click.option("--bpjs-phone", default="", help="Telepon cabang BPJS / phone of the branch.")
@acting
@click.pass_context
def slip(
    ctx: click.Context,
    place: Place,
    asked: Asked,
    person: int | None,
    village: str,
    out: Path,
    office: str,
    phone: str,
    bpjs_phone: str,
) -> None:
    """Bukti perlindungan bertanda tangan, satu orang atau sedesa. / Signed slips, of one person or a village."""
    if (person is None) == (not village):
        raise click.UsageError("--person | --village")
    done = slip_cover(place, asked, SlipsWanted(out, SlipOffice(office, phone, bpjs_phone), person, village))
    said = Text(
        id=f"{number(done.slips)} bukti, nomor {done.first} sampai {done.first + done.slips - 1}; "
        f"{number(done.without_nik)} orang terlindungi tanpa NIK lengkap tidak mendapatnya.",
        en=f"{number(done.slips)} slips, numbers {done.first} to {done.first + done.slips - 1}; "
        f"{number(done.without_nik)} people covered without a whole NIK get none.",
    )
    paper().print(said.in_(ctx.obj), highlight=False, soft_wrap=True)


@cover.command()
@click.argument("text", required=False)
@click.option(
    "--public", multiple=True, type=click.Path(dir_okay=False, path_type=Path), help="Kunci umum / public key."
)
@click.option("--page", type=click.Path(dir_okay=False, path_type=Path), help="Tulis halaman pemeriksa / check page.")
@click.option("--office", default="", help="Yang ditanya, untuk halaman / whom to ask, for the page.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Hari yang ditanyakan / the day asked about.")
@at_store
@click.pass_context
def check(
    ctx: click.Context,
    place: Place,
    text: str | None,
    public: tuple[Path, ...],
    page: Path | None,
    office: str,
    on: datetime | None,
) -> None:
    """Periksa bukti tanpa basis data dan tanpa jaringan. / Check a slip without store and network."""
    if text is None and page is None:
        raise click.UsageError("TEXT | --page")
    known = public or tuple(public_keys(place.keys))
    if page is not None:
        keys = check_page(page, known, office=office)
        said = Text(id=f"Halaman pemeriksa dengan {keys} kunci: {page}", en=f"Check page with {keys} keys: {page}")
        paper().print(said.in_(ctx.obj), highlight=False, soft_wrap=True)
    if text is not None:
        given = sys.stdin.read(1000) if text == "-" else text
        day = on.date() if on else office_day(datetime.now(UTC))
        show_slip(check_cover(given, known), day, ctx.obj)


def show_slip(slip_: Slip, day: date, language: str) -> None:
    """What a genuine slip says, and whether it covers ``day``."""
    covers = slip_.covers(day)
    until = slip_.covered_through
    lines = [
        Text(id="ASLI.", en="GENUINE."),
        Text(
            id=f"No. {slip_.number}, {slip_.initials}, NIK berakhir {slip_.nik_end}, lahir {slip_.birth_year or '?'}, "
            f"desa {slip_.village_code}.",
            en=f"No. {slip_.number}, {slip_.initials}, NIK ends in {slip_.nik_end}, born {slip_.birth_year or '?'}, "
            f"village {slip_.village_code}.",
        ),
        Text(
            id=f"Pada {long_day(slip_.issued_on)}: {STATES[slip_.state].id}"
            + (f", tercakup sampai akhir {named(until.year * 100 + until.month)}." if until else "."),
            en=f"On {slip_.issued_on}: {STATES[slip_.state].en}"
            + (f", covered through {until:%Y-%m}." if until else "."),
        ),
        Text(
            id=f"{long_day(day)} {'' if covers else 'TIDAK '}termasuk masa itu; untuk hari lain tanyakan kantor.",
            en=f"{day} {'is' if covers else 'is NOT'} within it; for the state of another day ask the office.",
        ),
    ]
    for line in lines:
        paper().print(line.in_(language), highlight=False, soft_wrap=True, markup=False)
