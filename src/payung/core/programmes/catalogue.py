"""Programmes, read from ``catalogue/`` or from a file of one's own."""

import difflib
import re
from functools import cache
from pathlib import Path
from typing import cast

from payung.core.basis.entry import Entry, FileWrong, read_entry
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.law.contributions import Sector
from payung.core.programmes.figures import agrees, recomputed
from payung.core.programmes.programme import Figure, Fund, Programme, Relation, Scope, Stated
from payung.core.programmes.words import CRITERIA, FUND_SOURCES, GROUP_KINDS, RANKINGS, SCOPES

CATALOGUE = Path(__file__).parent / "catalogue"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MOST_RUPIAH = 10**15
_MOST_PEOPLE = 10**8


class ProgrammeFileWrong(FileWrong):
    """A programme's file has a field that is missing, unknown or not what it must be."""

    code = "programme-file-wrong"
    exit_code = 41
    kind = Text(id="program", en="programme")


class UnknownProgramme(PayungError):
    """Neither a programme of the catalogue nor a file that exists."""

    code = "unknown-programme"
    exit_code = 40

    def __init__(self, asked: str) -> None:
        near = ", ".join(difflib.get_close_matches(asked, programme_ids(), n=3, cutoff=0.5))
        super().__init__(
            says=Text(id=f"Program '{asked}' tidak dikenal.", en=f"There is no programme '{asked}'."),
            do=Text(
                id=(f"Mungkin maksudnya: {near}. " if near else "")
                + "Lihat `payung programme list`, atau beri jalur ke berkas .yaml.",
                en=(f"Perhaps: {near}. " if near else "")
                + "See `payung programme list`, or give a path to a .yaml file.",
            ),
            on_page=Text(
                id="Buka siklus baru dari beranda dan pilih program dari daftarnya.",
                en="Open a new cycle from the home page and choose a programme from its list.",
            ),
        )


def programme_ids() -> list[str]:
    """The ids of the catalogue, sorted."""
    return sorted(path.stem for path in CATALOGUE.glob("*.yaml"))


def read_programme(id_or_path: str) -> Programme:
    """The programme of that id in the catalogue, or of the YAML file at that path.

    Raises: UnknownProgramme, ProgrammeFileWrong.
    """
    if id_or_path in programme_ids():
        return _of_catalogue(id_or_path)
    path = Path(id_or_path)
    if path.suffix not in {".yaml", ".yml"} or not path.is_file():
        raise UnknownProgramme(id_or_path)
    return _read(path)


@cache
def _of_catalogue(id_: str) -> Programme:
    return _read(CATALOGUE / f"{id_}.yaml")


def _read(path: Path) -> Programme:
    top = read_entry(path, path.name, ProgrammeFileWrong)
    programme = _programme(top)
    top.done()
    _check_figures(top, programme)
    return programme


def _programme(top: Entry) -> Programme:
    area, quota = top.entry("area"), top.entry("quota")
    programme = Programme(
        id=_id(top),
        name=top.both("name"),
        area_code=_area_code(area),
        area_name=area.text("name"),
        run_by=top.text("run_by"),
        year=top.whole("year", 2016, 2100),
        legal_basis=top.texts("legal_basis"),
        months=top.whole("months", 1, 60),
        quota=quota.maybe_whole("people", 1, _MOST_PEOPLE),
        quota_per=cast(Scope, quota.word("per", SCOPES)),
        fund=_fund(top.entry("fund")),
        criteria=top.words("criteria", CRITERIA),
        decile_at_most=top.maybe_whole("decile_at_most", 1, 10),
        ranked_by=top.words("ranked_by", RANKINGS),
        open=tuple(_sentence(entry) for entry in top.entries("open")),
        figures=tuple(_figure(entry) for entry in top.entries("figures")),
        sources=top.texts("sources"),
        stated=tuple(_stated(entry) for entry in top.entries("stated")),
        age_minimum=top.maybe_whole("age_minimum", 1, 100),
        short=top.maybe_text("short") or "",
        sector=cast(Sector, top.word("sector", ("other", "transport"), missing="other")),
    )
    area.done()
    quota.done()
    if ("welfare" in programme.criteria) != (programme.decile_at_most is not None):
        top.wrong(
            "decile_at_most", Text(id="diisi bila dan hanya bila syarat memuat welfare", en="set with welfare only")
        )
    if "draw" in programme.ranked_by[:-1]:
        top.wrong("ranked_by", Text(id="dengan draw paling akhir", en="with draw as its last word"))
    return programme


def _id(top: Entry) -> str:
    id_ = top.text("id")
    if not _ID.fullmatch(id_):
        top.wrong("id", Text(id="huruf kecil, angka dan tanda hubung", en="small letters, digits and hyphens"))
    return id_


def _area_code(area: Entry) -> str:
    code = area.text("code")
    if not (code.isascii() and code.isdigit() and len(code) in (2, 4, 6, 10)):
        area.wrong(
            "code",
            Text(
                id="kode Kemendagri 2, 4, 6 atau 10 angka tanpa titik", en="a Kemendagri code of 2, 4, 6 or 10 digits"
            ),
        )
    return code


def _fund(entry: Entry) -> Fund:
    fund = Fund(
        id=entry.text("id"),
        name=entry.both("name"),
        source=entry.word("source", FUND_SOURCES),
        group_kind=entry.word("group_kind", GROUP_KINDS),
        group_per=cast(Scope, entry.word("group_per", SCOPES)),
        public_money=entry.yes_no("public_money"),
        per=cast(Scope, entry.word("per", SCOPES)),
        amount=_amount(entry),
    )
    entry.done()
    return fund


def _amount(entry: Entry) -> int | None:
    """Either ``amount``, or ``grant`` and the whole-rupiah share of it that pays contributions."""
    amount = entry.maybe_whole("amount", 1, _MOST_RUPIAH)
    grant = entry.maybe_whole("grant", 1, _MOST_RUPIAH)
    percent = entry.maybe_whole("earmark_percent", 1, 100)
    if grant is None and percent is None:
        return amount
    if amount is not None or grant is None or percent is None or grant * percent % 100:
        entry.wrong(
            "grant",
            Text(
                id="bersama earmark_percent, tanpa amount, dan bagiannya rupiah bulat",
                en="given with earmark_percent, without amount, and its share whole rupiah",
            ),
        )
    return grant * percent // 100


def _sentence(entry: Entry) -> Text:
    said = Text(id=entry.text("id"), en=entry.text("en"))
    entry.done()
    return said


def _stated(entry: Entry) -> Stated:
    stated = Stated(
        id=entry.text("id"),
        name=entry.both("name"),
        value=entry.whole("value", 0, _MOST_RUPIAH),
        source=entry.text("source"),
        quoted=entry.maybe_text("quoted"),
    )
    entry.done()
    return stated


def _figure(entry: Entry) -> Figure:
    figure = Figure(
        name=entry.both("name"),
        announced=entry.whole("announced", 0, _MOST_RUPIAH),
        formula=entry.text("formula"),
        fits=entry.yes_no("fits"),
        note=entry.maybe_both("note"),
        source=entry.text("source"),
        quoted=entry.maybe_text("quoted"),
        step=entry.maybe_whole("step", 1, _MOST_RUPIAH) or 1,
        relation=cast(Relation, entry.word("relation", ("equal", "at_most"), missing="equal")),
    )
    entry.done()
    return figure


def _check_figures(top: Entry, programme: Programme) -> None:
    for figure, entry in zip(programme.figures, top.entries("figures"), strict=True):
        try:
            value = recomputed(figure, programme, LawBook.read())
        except ValueError as broken:
            entry.wrong(
                "formula", Text(id=f"rumus yang dapat dihitung ({broken})", en=f"a formula that works ({broken})")
            )
        if agrees(figure, value) != figure.fits:
            fits = str(not figure.fits).lower()
            entry.wrong("fits", Text(id=f"{fits}: hitungan memberi {value}", en=f"{fits}: the formula gives {value}"))
        if not figure.fits and figure.note is None:
            entry.wrong("note", Text(id="diisi bila angka tidak cocok", en="filled where a figure does not fit"))
