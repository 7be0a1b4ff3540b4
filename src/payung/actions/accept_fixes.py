"""Safe repairs: what is used instead of what a list says, accepted for a kind of problem at once, and taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import polars as pl

from payung.actions.at_store import Asked, Place, act_at
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.store.acts import Doing
from payung.store.files import content
from payung.store.intakes import last_run
from payung.store.keys import Keys
from payung.store.models import Account, Finding, Fix, Register, Run
from payung.store.problems import standing_fixes
from payung.store.seen import in_scope

SAFE: Mapping[str, Text] = {
    "dob_day_month_swapped": Text(
        id="Tanggal dan bulan lahir ditukar sesuai NIK", en="Day and month of birth put as the NIK says"
    ),
    "dob_missing": Text(id="Tanggal lahir kosong diisi dari NIK", en="An empty birth date filled from the NIK"),
    "nik_as_number": Text(id="NIK dari sel angka dipakai sebagai teks", en="A NIK of a number cell used as text"),
    "nik_letter_o": Text(id="Huruf O pada NIK dibaca angka 0", en="The letter O in a NIK read as the digit 0"),
}
"""Code of a problem -> the repair that can be accepted without asking the village, for there is only one.

Of a birth date the NIK, which is sound, says it; a NIK has no letters, and a number that kept all its digits is the
same as text. Spaces, dots and quotes in a NIK, spaces too many in a name and the many words for a sex are read as what
they are and leave no problem; capitals are never told from small letters. A title or a digit in a name is for the
village.
"""

WRITTEN: Mapping[str, Text] = {
    "nik_as_number": Text(id="tersimpan sebagai angka, {end}", en="stored as a number, {end}"),
    "nik_letter_o": Text(id="ditulis dengan huruf O, {end}", en="written with the letter O, {end}"),
}
"""Of problems of a NIK: how it stands in the list. Only its end is shown."""


class FixWrong(PayungError):
    """No such repair can be accepted or taken back."""

    code = "fix-wrong"
    exit_code = 202

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Perbaikan ini tidak dapat diterapkan: {why.id}.", en=f"This repair cannot be made: {why.en}."),
            Text(id="Muat ulang halaman masalah.", en="Load the page of problems again."),
        )


@dataclass(frozen=True)
class Repair:
    """One cell: what stands in the list, and what is used instead."""

    finding: int
    code: str
    village: int | None
    file: str
    sheet: str
    row: int
    before: Text | str
    after: str


def safe_findings(run: Run) -> dict[str, int]:
    """Code -> how many problems of the run a safe repair would close; kinds already accepted left out."""
    done = set(standing_fixes(run.cycle_id or 0).values_list("code", flat=True))
    codes = [code for code in SAFE if code not in done]
    found = in_scope(Finding).filter(run=run, code__in=codes).values_list("code", flat=True)
    counted = dict.fromkeys(codes, 0)
    for code in found.iterator():
        counted[code] += 1
    return {code: count for code, count in counted.items() if count}


def preview_fixes(keys: Keys, run: Run, findings: "list[Finding]") -> list[Repair]:
    """Before and after of each of ``findings``; whoever shows them says so first. Raises: KeptFileBroken."""
    told = kept_table(keys, run, "findings")
    used = kept_table(keys, run, "decisions").select("file", "sheet", "row", "dob", "nik")
    rows = pl.DataFrame(
        [(one.id, one.code, one.village_id, one.file, one.sheet, one.row) for one in findings],
        schema={"id": pl.Int64, "code": pl.String, "village": pl.Int64, "file": pl.String, "sheet": pl.String,
                "row": pl.Int64},
        orient="row",
    )  # fmt: skip
    place = ["file", "sheet", "row"]
    said = told.select(*place, "code", written=pl.col("message_id").str.extract(r"di berkas ([0-9-]+)"))
    both = rows.join(used, on=place, how="left").join(said, on=[*place, "code"], how="left").unique("id").sort("id")
    return [
        Repair(id_, code, village, file, sheet, row, *_beside(code, written, dob, nik))
        for id_, code, village, file, sheet, row, dob, nik, written in both.iter_rows()
    ]


def _beside(code: str, written: str | None, dob: date | None, nik: str | None) -> tuple[Text | str, str]:
    """What stands in the list, and what is used."""
    if code in WRITTEN:
        end = f"…{(nik or '')[-4:]}"
        return WRITTEN[code].filled(end=end), end
    return written or "–", f"{dob:%d-%m-%Y}" if dob else "–"


def kept_table(keys: Keys, run: Run, kind: str) -> pl.DataFrame:
    """A table that the run wrote: "decisions", "findings" (``core.roster.table``) or "persons".

    Raises: KeptFileBroken, KeyUnknown; Register.DoesNotExist where it wrote none.
    """
    kept = Register.objects.get(cycle=run.cycle_id, kind=kind, name=f"{run.id}.parquet")
    return pl.read_parquet(BytesIO(content(keys, kept.file_id)))


def accept_fixes(place: Place, asked: Asked, run: int, codes: tuple[str, ...]) -> int:
    """Accept the safe repairs ``codes`` for the last run of a cycle and those after it; how many problems that closes.

    Decisions do not change by it: they were made with the value after the repair.
    Raises: FixWrong, and what ``act_at`` raises.
    """

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        found = Run.objects.filter(id=run, cycle__isnull=False).first()
        last = last_run(found.cycle_id or 0) if found else None
        if found and last and last.id != run:
            raise FixWrong(Text(id="ada hasil pemeriksaan yang lebih baru", en="there is a newer result"))
        there = safe_findings(found) if found else {}
        if not codes or not set(codes) <= there.keys():
            raise FixWrong(Text(id="tidak ada masalah jenis itu", en="there is no problem of that kind"))
        account = Account.objects.filter(username=asked.by).values_list("id", flat=True).first()
        columns = ("run_id", "code", "findings", "account_id", "undoes_id")
        doing.add(Fix, columns, [(run, code, there[code], account, None) for code in sorted(codes)])
        return {"closed": sum(there[code] for code in codes)}

    return int(act_at(place, asked, "fixes.accept", {"run": run, "codes": sorted(codes)}, work)["closed"])


def undo_fixes(place: Place, asked: Asked, cycle: int) -> int:
    """Take back what was accepted last in a cycle, all kinds of that act together; how many problems are open again.

    Raises: FixWrong where nothing is accepted, and what ``act_at`` raises.
    """

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        standing = list(standing_fixes(cycle).order_by("id"))
        if not standing:
            raise FixWrong(Text(id="tidak ada yang diterapkan", en="nothing was accepted"))
        last = [one for one in standing if one.act_number == standing[-1].act_number]
        account = Account.objects.filter(username=asked.by).values_list("id", flat=True).first()
        columns = ("run_id", "code", "findings", "account_id", "undoes_id")
        doing.add(Fix, columns, [(one.run_id, one.code, one.findings, account, one.id) for one in last])
        return {"opened": sum(one.findings for one in last)}

    return int(act_at(place, asked, "fixes.undo", {"cycle": cycle}, work)["opened"])
