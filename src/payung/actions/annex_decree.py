"""The annex of an issued decree: PDF and XLSX, whole and for the public, made from the store's own rows and kept."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.right_of import RightMissing, has_accounts, with_right
from payung.actions.watch import Unwatched, Watcher
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.programmes.case import case_on
from payung.core.programmes.catalogue import read_programme
from payung.core.programmes.programme import Case
from payung.gateways.decree import Decreed, write_decree
from payung.gateways.decree_annex import Block, Paper
from payung.gateways.village_table import village_table
from payung.store.acts import Doing
from payung.store.database import open_store
from payung.store.decree_list import decree_list
from payung.store.files import Content, keep
from payung.store.keys import Keys
from payung.store.models import ROWS_AN_ACT, Act, AnnexFile, Decree, SignedPaper

PAPERS: Mapping[str, tuple[str, str]] = {
    "full.pdf": ("lampiran.pdf", "application/pdf"),
    "full.xlsx": ("lampiran.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "public.pdf": ("lampiran_publik.pdf", "application/pdf"),
    "public.xlsx": ("lampiran_publik.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""Kind of annex -> its file name, and what kind of file it is."""


class DecreeMissing(PayungError):
    """There is no such decree."""

    code = "decree-missing"
    exit_code = 215

    def __init__(self) -> None:
        super().__init__(
            Text(id="Keputusan itu tidak ada.", en="There is no such decree."),
            Text(id="Pilih keputusan dari daftarnya.", en="Choose a decree from the list."),
        )


class DecreeSigned(PayungError):
    """The decree came back signed: its annex is what was signed, and no other is made."""

    code = "decree-signed"
    exit_code = 223

    def __init__(self) -> None:
        super().__init__(
            Text(
                id="Keputusan ini sudah kembali bertanda tangan; lampirannya tidak dibuat lagi.",
                en="This decree came back signed; its annex is not made again.",
            ),
            Text(id="Unduh lampiran yang tersimpan.", en="Fetch the annex that is kept."),
        )


@dataclass(frozen=True)
class Annexed:
    """Numbers of the kept files by kind, and what the annex says: people, person-months, whole rupiah."""

    decree: int
    files: Mapping[str, int]
    people: int
    months: int
    amount: int


def annex_decree(
    place: Place, asked: Asked, decree: int, paper: Paper = "A4", *, watcher: Watcher | None = None, processes: int = 2
) -> Annexed:
    """Make the four papers of a decree and keep them, sealed, once for each ``paper``: where they are kept,
    they count again as they are, without what was corrected of people since, for a decree stays as it was issued.

    Raises: DecreeMissing, DecreeSigned, RightMissing, and what ``act_at`` raises.
    """
    watcher = watcher or Unwatched()
    keys = Keys.read(place.keys)
    open_store(place.address)
    found = Decree.objects.select_related("programme", "run__cycle").filter(id=decree).first()
    if found is None:
        raise DecreeMissing
    if has_accounts():
        _with_either(asked, found.programme.area_code)
    before = _kept(decree, paper)
    if before is None:
        with TemporaryDirectory() as made:
            told = write_papers(keys, found, Path(made), paper, watcher, processes)
            contents = [Content((Path(made) / name).read_bytes(), media) for name, media in PAPERS.values()]
        sums = {"people": told.people, "months": told.months, "amount": told.amount}

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        if SignedPaper.objects.filter(decree=decree).exists():
            raise DecreeSigned
        kept = _kept(decree, paper)
        done = kept or {"decree": decree, "files": dict(zip(PAPERS, keep(doing, keys, contents), strict=True)), **sums}
        rows = [(decree, kind, done["files"][kind]) for kind in PAPERS]
        doing.add(AnnexFile, ("decree_id", "kind", "file_id"), rows)
        return done

    return Annexed(**act_at(place, asked, "decree.annex", {"decree": decree, "paper": paper}, work))


def _kept(decree: int, paper: Paper) -> dict[str, Any] | None:
    """What the act told that made the papers of the decree on that paper; None where none did."""
    acts = {number // ROWS_AN_ACT for number in AnnexFile.objects.filter(decree=decree).values_list("id", flat=True)}
    for said, outcome in Act.objects.filter(number__in=acts).order_by("number").values_list("said", "outcome"):
        if json.loads(said).get("paper") == paper:
            return dict(json.loads(outcome))
    return None


def write_papers(
    keys: Keys, decree: Decree, folder: Path, paper: Paper, watcher: Watcher, processes: int = 2
) -> Decreed:
    """Write the files of ``PAPERS`` into ``folder``."""
    watcher.stage(Text(id="Membaca daftar keputusan", en="Reading the decree's list"))
    people = decree_list(keys, decree)
    villages = village_table(people, people)
    case = case_of(decree)
    block = Block(decree.number, decree.dated, case.programme.name.id, decree.list_hash)
    watcher.stage(Text(id="Menulis lampiran PDF dan XLSX", en="Writing the annex as PDF and XLSX"))
    return write_decree(people, villages, folder, case=case, paper=paper, processes=processes, block=block)


def case_of(decree: Decree) -> Case:
    """The programme of a decree on its day; its year is that of the cycle, where there is one."""
    cycle = decree.run.cycle if decree.run else None
    programme = read_programme(decree.programme.code)
    case = case_on(programme, on=decree.dated, law=LawBook.read(), seed=cycle.seed if cycle else 1)
    return replace(case, programme=replace(programme, year=cycle.year if cycle else decree.dated.year))


def _with_either(asked: Asked, area: str) -> None:
    try:
        with_right(asked.by, "decree.propose", area, asked.on)
    except RightMissing:
        with_right(asked.by, "decree.approve", area, asked.on)
