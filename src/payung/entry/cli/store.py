"""``payung store ...``: the database, its keys, and the proof that it holds."""

import sys
from datetime import datetime
from pathlib import Path

import click

from payung.actions.at_store import Asked, Place
from payung.actions.backup_store import backup_store
from payung.actions.breach_store import Span, breach_store, write_breach
from payung.actions.init_store import init_store
from payung.actions.keys_store import keys_store
from payung.actions.restore_store import restore_store
from payung.actions.retention_store import retention_store
from payung.actions.rotate_store import rotate_store
from payung.actions.upgrade_store import upgrade_store
from payung.actions.verify_store import verify_store
from payung.core.basis.rupiah import number
from payung.core.basis.text import Text
from payung.entry.cli.screen import paper
from payung.entry.cli.stored import acting, at_store
from payung.store.copies.archive import Manifest
from payung.store.proof import KINDS, Proof

KEPT = Text(id="tetap disimpan", en="kept")
PAST, GONE = Text(id="lewat", en="past"), Text(id="dihapus", en="erased")
UNSOURCED = Text(id="pilihan kantor; belum ada pasal yang dikutip", en="the office's choice; no article is quoted")
BROKEN = 116
"""Exit status where the proof finds a fault."""


@click.group()
def store() -> None:
    """Basis data: siapkan, buktikan, cadangkan. / The store: make, prove, back up."""


@store.command()
@at_store
@click.pass_context
def init(ctx: click.Context, place: Place) -> None:
    """Siapkan basis data kosong dan kuncinya. / Make an empty store and its keys."""
    keys = init_store(place)
    made = Text(
        id=f"Basis data siap. Kunci: {keys.path}\nSimpan salinan berkas kunci di tempat lain: tanpa kunci NIK tidak "
        "dapat dibuka lagi, dan siapa yang memegang kunci beserta basis data dapat membaca semuanya.",
        en=f"The store is ready. Keys: {keys.path}\nKeep a copy of the key file elsewhere: without it no NIK can be "
        "opened again, and who holds both can read all.",
    )
    paper().print(made.in_(ctx.obj), highlight=False, soft_wrap=True)


@store.command()
@click.argument("target", type=click.Path(path_type=Path))
@at_store
@click.pass_context
def backup(ctx: click.Context, place: Place, target: Path) -> None:
    """Salin seluruh basis data ke satu berkas, juga saat dipakai. / Copy the store into one file, also while in use."""
    show_copy(backup_store(place, target), ctx.obj)


@store.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@at_store
@click.pass_context
def restore(ctx: click.Context, place: Place, source: Path) -> None:
    """Buat basis data baru dari salinan, di SQLite atau PostgreSQL. / Make a new store from a copy."""
    show_copy(restore_store(place, source), ctx.obj)


@store.command()
@at_store
@click.pass_context
def upgrade(ctx: click.Context, place: Place) -> None:
    """Sesuaikan tabel dengan versi ini; cadangkan dahulu. / Bring the tables to this version; back up first."""
    changes = upgrade_store(place)
    said = Text(
        id=f"Basis data sesuai dengan versi ini; {changes} perubahan.",
        en=f"The store is of this version; {changes} changes.",
    )
    paper().print(said.in_(ctx.obj), highlight=False)


@store.command()
@acting
@click.pass_context
def rotate(ctx: click.Context, place: Place, asked: Asked) -> None:
    """Segel ulang semua NIK dan nomor peserta dengan kunci baru. / Seal every number anew with new keys."""
    done = rotate_store(place, asked)
    said = Text(
        id=f"{number(done.sealed)} nomor disegel ulang dengan kunci versi {done.version}. Salin lagi berkas kunci.",
        en=f"{number(done.sealed)} numbers sealed anew with keys of version {done.version}. Copy the key file again.",
    )
    paper().print(said.in_(ctx.obj), highlight=False)


@store.command()
@click.option("--do", "do", is_flag=True, help="Hapus yang lewat masa simpannya / erase what is past its time.")
@click.option("--table", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Tabel kantor / own table.")
@acting
@click.pass_context
def retention(ctx: click.Context, place: Place, asked: Asked, do: bool, table: Path | None) -> None:
    """Yang lewat masa simpannya; --do menghapusnya untuk selamanya. / What is past its time; --do erases it."""
    out = paper()
    for one in retention_store(place, asked, do=do, table=table):
        kept = one.kept
        long = Text(id=f"{kept.months} bulan", en=f"{kept.months} months") if kept.months else KEPT
        rows = "" if one.rows is None else f"  {number(one.rows)} {(GONE if do else PAST).in_(ctx.obj)}"
        out.print(f"{kept.name.in_(ctx.obj)}: {long.in_(ctx.obj)}{rows}", highlight=False, soft_wrap=True)
        source = kept.source or UNSOURCED.in_(ctx.obj) if kept.months else kept.why.in_(ctx.obj)
        out.print(f"  {source}", highlight=False, soft_wrap=True)


@store.command()
@click.option("--since", required=True, type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]), help="Sejak / from.")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]), help="Sampai / before.")
@click.option("--account", default="", help="Hanya akun ini / this account alone.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder untuk surat dan daftar / for letters and lists.")
@at_store
@click.pass_context
def breach(
    ctx: click.Context, place: Place, since: datetime, until: datetime, account: str, out: Path | None
) -> None:  # fmt: skip
    """Data siapa yang dilihat atau diambil, dan rancangan suratnya. / Whose data was seen or taken, and letters."""
    span = Span(since.astimezone(), until.astimezone(), account)
    found = breach_store(place, span)
    said = Text(
        id=f"{number(found.looks)} catatan melihat, {number(len(found.people))} orang, "
        f"{number(len(found.by_village))} desa, {number(len(found.taken))} daftar atau berkas. "
        f"Belum disegel: {found.unsealed}; segel rusak: {found.broken}.",
        en=f"{number(found.looks)} looks, {number(len(found.people))} people, {number(len(found.by_village))} "
        f"villages, {number(len(found.taken))} lists or files. Not sealed yet: {found.unsealed}; "
        f"broken: {found.broken}.",
    )
    paper().print(said.in_(ctx.obj), highlight=False, soft_wrap=True)
    for code, count in found.by_village.items():
        paper().print(f"  {code or '–'}  {number(count)}", highlight=False)
    if out is not None:
        write_breach(out, span, found)


@store.command()
@at_store
@click.pass_context
def keys(ctx: click.Context, place: Place) -> None:
    """Nama dan versi kunci, sejak kapan; tidak pernah isinya. / Names and versions of the keys, never the keys."""
    found = keys_store(place)
    out = paper()
    out.print(Text(id=f"Kunci {found.name}", en=f"Keys {found.name}").in_(ctx.obj), highlight=False)
    sealing = Text(id="menyegel", en="seals")
    first = Text(id="bersama basis data", en="with the store")
    for one in found.versions:
        seals = f"  {sealing.in_(ctx.obj)}" if one.seals else ""
        made = f"{one.since} {one.by}" if one.since else first.in_(ctx.obj)
        out.print(f"  {one.version}  {made}{seals}", highlight=False)


def show_copy(manifest: Manifest, language: str) -> None:
    """What a copy holds, and the hash by which it is known again."""
    rows = sum(entry.rows for entry in manifest.tables)
    acts = manifest.facts["acts"]
    said = Text(
        id=f"{acts} tindakan, {number(rows)} baris. Keadaan: {manifest.state}",
        en=f"{acts} acts, {number(rows)} rows. State: {manifest.state}",
    )
    paper().print(said.in_(language), highlight=False, soft_wrap=True)


@store.command()
@click.option("--anchor", multiple=True, help="NOMOR:HASH yang pernah dicetak / an end of the chain that was printed.")
@at_store
@click.pass_context
def verify(ctx: click.Context, place: Place, anchor: tuple[str, ...]) -> None:
    """Buktikan rantai tindakan, setiap baris, dan pembukuan. / Prove the chain, every row, the books."""
    proof = verify_store(place, anchors=dict(map(_anchor, anchor)))
    show_proof(proof, ctx.obj)
    if proof.faults:
        sys.exit(BROKEN)


def show_proof(proof: Proof, language: str) -> None:
    """The figures of a proof, its faults, and the end of the chain to be kept elsewhere."""
    out = paper()
    counted = Text(
        id=f"{number(proof.acts)} tindakan, {number(proof.rows)} baris diperiksa.",
        en=f"{number(proof.acts)} acts and {number(proof.rows)} rows checked.",
    )
    out.print(counted.in_(language), highlight=False)
    for fault in proof.faults:
        where = fault.where if fault.act is None else f"{fault.where}, #{fault.act}"
        line = f"✗ {KINDS[fault.kind].in_(language)}: {where}: {fault.detail.in_(language)}"
        out.print(line, highlight=False, soft_wrap=True)
    good = Text(id="Semuanya cocok.", en="Everything fits.")
    bad = Text(id=f"{len(proof.faults)} tidak cocok.", en=f"{len(proof.faults)} faults.")
    out.print((bad if proof.faults else good).in_(language), highlight=False)
    end = Text(id="Ujung rantai (catat di tempat lain):", en="End of the chain (keep it elsewhere):")
    out.print(f"{end.in_(language)} {proof.acts}:{proof.head}", highlight=False, soft_wrap=True)


def _anchor(text: str) -> tuple[int, str]:
    number_, _, link = text.partition(":")
    if not number_.isdecimal() or len(link) != 64:
        raise click.BadParameter("NOMOR:HASH")
    return int(number_), link.lower()
