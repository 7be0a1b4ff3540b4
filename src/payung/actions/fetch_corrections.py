"""The correction workbooks of a run as one ZIP, and who has fetched and answered them."""

import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
from django.db.models import Q

from payung.actions.accept_fixes import kept_table
from payung.actions.at_store import Asked, Place, act_at
from payung.actions.private_folder import private_folder
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.programmes.case import case_on
from payung.core.programmes.catalogue import read_programme
from payung.gateways.corrections import write_corrections
from payung.gateways.village_table import village_table
from payung.store.acts import Doing
from payung.store.columns import columns_of
from payung.store.database import open_store
from payung.store.files import content
from payung.store.intakes import files_of
from payung.store.keys import Keys
from payung.store.models import ROWS_AN_ACT, Account, Act, Correction, Fetch, Run, RunFile, SourceRow
from payung.store.scope import EVERYTHING, scoped
from payung.store.seen import in_scope

REASONS: dict[str, Text] = {
    "village-has-no-copy": Text(id="desa tidak punya salinan daftarnya", en="the village has no copy of its list"),
    "many-alike": Text(id="banyak NIK berakhiran sama", en="many NIKs end alike"),
    "registry": Text(id="dicocokkan di Dukcapil", en="compared at the civil registry"),
}
"""Why whole NIKs are asked for."""
WHAT = "corrections"
TO_REPAIR = ("correct", "reject")
"""Decisions about rows that stand in a village's workbook."""
_DAY_0 = (2020, 1, 1, 0, 0, 0)
"""The date of every entry, so that the same workbooks are the same bytes."""


class CorrectionsWrong(PayungError):
    """There are no such correction workbooks, or no reason was given for whole NIKs."""

    code = "corrections-wrong"
    exit_code = 203

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Berkas perbaikan tidak dapat diunduh: {why.id}.", en=f"Corrections cannot be had: {why.en}."),
            Text(id="Pilih desa dari halaman masalah.", en="Choose villages on the page of problems."),
        )


@dataclass(frozen=True)
class Handed:
    """A village's workbook: who fetched it last and when, and who answered with a newer file ("" nobody yet)."""

    village: int
    code: str
    rows: int
    fetched_by: str
    fetched_at: datetime | None
    answered_by: str
    answered_at: datetime | None


def fetch_corrections(
    place: Place, asked: Asked, run: int, villages: Collection[int] | None = None, *, whole_niks: str = ""
) -> bytes:
    """A ZIP of the workbooks of ``villages`` (None: all), and a row for each that says who has it.

    No workbook holds more of a NIK than four digits, but where ``whole_niks`` says why (a code of ``REASONS``).
    Raises: CorrectionsWrong, KeptFileBroken, and what ``act_at`` raises.
    """
    keys = Keys.read(place.keys)
    open_store(place.address)
    books = in_scope(Correction).filter(run=run).order_by("village__code").select_related("village", "run")
    wanted = [one for one in books if villages is None or one.village_id in villages]
    if not wanted:
        raise CorrectionsWrong(Text(id="tidak ada", en="there are none"))
    if whole_niks and whole_niks not in REASONS:
        raise CorrectionsWrong(Text(id="alasannya belum dipilih", en="no reason was chosen"))
    held = _with_whole_niks(keys, wanted[0].run, wanted) if whole_niks else {}
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for one in wanted:
            entry = zipfile.ZipInfo(one.name, _DAY_0)
            archive.writestr(entry, held.get(one.village_id) or content(keys, one.file_id))

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        account = Account.objects.filter(username=asked.by).values_list("id", flat=True).first()
        niks = "whole" if whole_niks else "last4"
        columns = ("account_id", "what", "run_id", "village_id", "niks")
        doing.add(Fetch, columns, [(account, WHAT, run, one.village_id, niks) for one in wanted])
        return {"workbooks": len(wanted)}

    of = sorted(one.village_id for one in wanted)
    act_at(place, asked, "corrections.fetch", {"run": run, "villages": of, "whole_niks": whole_niks}, work)
    return packed.getvalue()


def people_to_correct(run: Run, villages: Collection[int]) -> set[int | None]:
    """Whom the workbooks of ``villages`` name; None among them for rows of nobody who is known. Within all regions."""
    files = RunFile.objects.filter(run=run, village__in=villages).values("name")
    rows = SourceRow.objects.filter(run=run, decision__in=TO_REPAIR)
    ours = rows.filter(Q(village__in=villages) | Q(village__isnull=True, file__in=files))
    return set(ours.values_list("person_id", flat=True))


def handed(run: Run) -> list[Handed]:
    """Every village that has something to repair, by its code."""
    fetched = dict(
        Fetch.objects.filter(run=run, what=WHAT).order_by("id").values_list("village_id", "id")
    )  # the last of each
    with scoped(EVERYTHING):  # a delivery is seen by its sender alone; here only who answered for these villages
        files = files_of(run.cycle_id or 0)
    answers = {one.village: one.id for one in files if one.village and one.act > run.act_number}
    numbers = {number // ROWS_AN_ACT for number in (*fetched.values(), *answers.values())}
    acts = {act: (by, at) for act, by, at in Act.objects.filter(number__in=numbers).values_list("number", "by", "at")}
    nobody: tuple[str, datetime | None] = ("", None)

    def told(number: int | None) -> tuple[str, datetime | None]:
        return acts[number // ROWS_AN_ACT] if number else nobody

    books = in_scope(Correction).filter(run=run).order_by("village__code")
    return [
        Handed(village, code, rows, *told(fetched.get(village)), *told(answers.get(village)))
        for village, code, rows in books.values_list("village_id", "village__code", "rows")
    ]


def _with_whole_niks(keys: Keys, run: Run, wanted: list[Correction]) -> dict[int, bytes]:
    """The workbooks made anew with every digit."""
    codes = {one.village.code: one.village_id for one in wanted}
    marks = SourceRow.objects.filter(run=run).exclude(decision="accept").values_list("file", "sheet", "row", "mark")
    marked = columns_of(marks, {"file": pl.String, "sheet": pl.String, "row": pl.Int64, "mark": pl.String})
    place = ["file", "sheet", "row"]
    decisions = (
        kept_table(keys, run, "decisions")
        .with_columns(pl.col("sheet").fill_null(""))
        .join(marked.unique(place), on=place, how="left", maintain_order="left")
        .with_columns(pl.col("mark").fill_null(""))
    )
    findings = kept_table(keys, run, "findings")
    lines = RunFile.objects.filter(run=run).values_list("name", "village__code", "status")
    files = pl.DataFrame(
        list(lines), schema={"file": pl.String, "village_code": pl.String, "status": pl.String}, orient="row"
    )
    case = case_on(read_programme(run.programme.code), on=run.on, law=LawBook.read(), seed=1, linked=True)
    request = Act.objects.get(number=run.act_number).request
    with private_folder() as folder:
        table = village_table(decisions, files)
        write_corrections(decisions, findings, table, files, folder, case=case, run=request, nik_digits=None)
        return {codes[code]: path.read_bytes() for path in folder.iterdir() if (code := _code_of(path)) in codes}


def _code_of(path: Path) -> str:
    return path.stem.split("_")[1]
