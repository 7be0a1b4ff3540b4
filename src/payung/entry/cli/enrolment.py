"""``payung enrolment ...``: people of a decree sent to BPJS, and what it answers."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import click

from payung.actions.amend_decree import Amending
from payung.actions.answer_enrolment import Answered, answer_enrolment
from payung.actions.at_store import Asked, Place
from payung.actions.export_enrolment import Sending, export_enrolment
from payung.actions.map_enrolment import map_enrolment
from payung.actions.replace_enrolment import replace_enrolment
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.core.cover.answer_changes import CHANGES, CONFIRM
from payung.core.cover.answers import KINDS
from payung.entry.cli.decree import amended_lines
from payung.entry.cli.screen import paper
from payung.entry.cli.stored import acting, month_of
from payung.gateways.group_list import Groups, group_said, kinds_said, read_groups

STATES = {
    "accepted": Text(id="diterima", en="accepted"),
    "rejected": Text(id="ditolak", en="rejected"),
    "unanswered": Text(id="belum dijawab", en="unanswered"),
}
CHANGED = Text(
    id="Perhatian: isi berkas tidak lagi sama dengan yang dahulu dikirim; templatnya berubah.",
    en="Mind: the files are no longer as they were sent; their template has changed.",
)
BY_KIND = "KODE:NOMOR[:nama] wadah untuk semua dana berkode itu / group for all funds of that kind."
BY_TABLE = "CSV fund,village_code,kind,number[,name]: wadah per dana atau desa / group of a fund or village."


@click.group()
def enrolment() -> None:
    """Pendaftaran ke BPJS: kirim, terima jawaban. / Enrolment at BPJS: send, take the answer."""


@enrolment.command()
@click.option("--decree", required=True, help="Nomor keputusan / number of the decree.")
@click.option("--dated", type=click.DateTime(["%Y-%m-%d"]), help="Tanggalnya, bila perlu / its date, if needed.")
@click.option("--group", "kinds", multiple=True, help=BY_KIND)
@click.option("--groups", "table", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=BY_TABLE)
@click.option("--again", is_flag=True, help="Kirim ulang yang ditolak / send the rejected anew.")
@click.option("--templates", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Templat cabang.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder hasil / folder of the files.")
@acting
@click.pass_context
def export(
    ctx: click.Context,
    place: Place,
    asked: Asked,
    decree: str,
    dated: datetime | None,
    kinds: tuple[str, ...],
    table: Path | None,
    again: bool,
    templates: Path | None,
    out: Path,
) -> None:
    """Tulis berkas pendaftaran, satu per wadah. / Write the enrolment files, one a group."""
    groups = Groups(kinds_said(kinds), read_groups(table) if table else {})
    sending = Sending(decree, groups, dated.date() if dated else None, again, templates)
    done = export_enrolment(place, asked, sending, out)
    for one in done.files:
        told = Text(
            id=f"{one.path}: {number(one.people)} orang, wadah {one.group_kind} {one.group_number}.",
            en=f"{one.path}: {number(one.people)} people, group {one.group_kind} {one.group_number}.",
        )
        paper().print(told.in_(ctx.obj), highlight=False, soft_wrap=True)
    told = Text(
        id=f"{number(done.people)} orang baru dikirim; {number(len(done.files))} berkas.",
        en=f"{number(done.people)} people newly sent; {number(len(done.files))} files.",
    )
    paper().print(told.in_(ctx.obj), highlight=False)
    if done.alone:
        alone = Text(
            id=f"{number(done.alone)} orang membayar sendiri: mereka mendaftar sendiri, tidak ada di berkas.",
            en=f"{number(done.alone)} people pay for themselves: they register on their own and are in no file.",
        )
        paper().print(alone.in_(ctx.obj), highlight=False)
    if done.restricted:
        kept = Text(
            id=f"{number(done.restricted)} orang tidak dikirim: pemrosesan datanya dibatasi atas permintaannya.",
            en=f"{number(done.restricted)} people were not sent: the processing of their data is restricted.",
        )
        paper().print(kept.in_(ctx.obj), highlight=False)
    if not done.same:
        paper().print(CHANGED.in_(ctx.obj), highlight=False)


@enrolment.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--group", required=True, help="KODE:NOMOR wadah yang dijawab / the group that it answers.")
@acting
@click.pass_context
def answer(ctx: click.Context, place: Place, asked: Asked, file: Path, group: str) -> None:
    """Ambil jawaban BPJS untuk satu wadah. / Take BPJS's answer for a group."""
    for line in _said(answer_enrolment(place, asked, file, group_said(group))):
        paper().print(line.in_(ctx.obj), highlight=False, soft_wrap=True, markup=False)


@enrolment.command(name="map")
@click.argument("words")
@click.argument("code")
@acting
@click.pass_context
def map_(ctx: click.Context, place: Place, asked: Asked, words: str, code: str) -> None:
    """Jelaskan sekali arti kata alasan BPJS. / Explain once what BPJS's words mean."""
    done = map_enrolment(place, asked, words, code)
    told = Text(
        id=f"'{done.said}' = {done.code}; {number(done.answers)} penolakan kini jelas.",
        en=f"'{done.said}' = {done.code}; {number(done.answers)} rejections are explained by it.",
    )
    paper().print(told.in_(ctx.obj), highlight=False, soft_wrap=True, markup=False)


@enrolment.command()
@click.option("--decree", required=True, help="Keputusan yang diubah / the decree to amend.")
@click.option("--number", "said", required=True, help="Nomor keputusan perubahan / number of the amending decree.")
@click.option("--dated", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Tanggalnya / its date.")
@click.option("--from", "first", help="Bulan pertama pengganti, YYYY-MM / first month of who comes on.")
@acting
@click.pass_context
def replace(
    ctx: click.Context, place: Place, asked: Asked, decree: str, said: str, dated: datetime, first: str | None
) -> None:
    """Ganti yang ditolak dengan daftar tunggu, sebagai keputusan perubahan. / Replace the rejected."""
    done = replace_enrolment(place, asked, Amending(decree, said, dated.date(), month_of(first)))
    for line in amended_lines(done):
        paper().print(line.in_(ctx.obj), highlight=False, soft_wrap=True)


def _said(done: Answered) -> Iterator[Text]:
    """Both equations, what is new, what must be made sure of, and the words nobody has explained."""
    if done.known:
        yield Text(id="Berkas ini sudah pernah diambil.", en="This file was taken before.")
    yield _sum(Text(id="Dikirim", en="Exported"), done.exported, done.states, STATES)
    yield _sum(Text(id="Baris", en="Lines"), done.lines, done.kinds, KINDS)
    if not done.changed:
        yield Text(id="Tidak ada jawaban baru.", en="No answer is new.")
    for change, count in done.changed.items():
        what = CHANGES[change]
        yield Text(id=f"Baru: {what.id}: {number(count)}", en=f"New: {what.en}: {number(count)}")
    for confirm, count in done.confirm.items():
        what = CONFIRM[confirm]
        yield Text(id=f"Pastikan ({number(count)}): {what.id}", en=f"Make sure ({number(count)}): {what.en}")
    for words, people in done.unknown_reasons:
        yield Text(
            id=f'Alasan belum dikenal ({number(people)} orang): {words}\n  payung enrolment map "{words}" KODE',
            en=f'Reason not known ({number(people)} people): {words}\n  payung enrolment map "{words}" CODE',
        )


def _sum(what: Text, whole: int, parts: Mapping[str, int], names: Mapping[str, Text]) -> Text:
    ordered = [(part, parts[part]) for part in names if part in parts]
    said = {
        language: " + ".join(f"{number(count)} {names[part].in_(language)}" for part, count in ordered)
        for language in ("id", "en")
    }
    return Text(id=f"{what.id} {number(whole)} = {said['id']}", en=f"{what.en} {number(whole)} = {said['en']}")
