"""What villages wrote into their correction workbooks, put into the rows they are about, before the rows are judged."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from payung.actions.put_run import SAID, said_as_json
from payung.actions.read_rosters import ROSTER_TYPES
from payung.core.basis.text import Text
from payung.core.people.names import name_sounds
from payung.core.roster.repairs import CHANGED, SAME, UNREADABLE, Told, repaired
from payung.gateways.answer_mark import place_of
from payung.gateways.corrections_back import Back, Filled, read_back
from payung.gateways.corrections_book import shown_digits
from payung.store.files import content
from payung.store.intakes import SentFile
from payung.store.keys import Keys
from payung.store.models import Run, SourceRow, Village
from payung.store.sealed import row_marks
from payung.store.seen import in_scope

STATES: Mapping[str, Text] = {
    CHANGED: Text(id="dipakai", en="used"),
    SAME: Text(id="sudah sama, tidak ada yang berubah", en="the same already, nothing changed"),
    UNREADABLE: Text(id="tidak terbaca sebagai isian ini", en="cannot be read as what it should be"),
    "formula": Text(id="berisi rumus; ketik nilainya", en="holds a formula; type the value"),
    "locked": Text(
        id="sel terkunci pada baris ini diubah; salin isinya ke berkas yang diunduh ulang",
        en="locked cells of this line were changed; copy it into a workbook fetched anew",
    ),
    "row_changed": Text(
        id="baris ini sudah lain di daftar desa yang dipakai sekarang",
        en="the row says something else in the list that counts now",
    ),
    "row_twice": Text(id="ada beberapa baris yang sama persis", en="several rows are exactly the same"),
    "older": Text(
        id="jawaban atas hasil yang lebih baru sudah mengubah sel ini",
        en="an answer to a newer result has changed this cell",
    ),
}
"""What became of a yellow cell. Only CHANGED ones change a list; nothing that was written is passed over in silence."""

TABLE = {
    "intake_file": pl.Int64, "at": pl.Int64, "field": pl.String, "state": pl.String, "before": pl.String,
    "after": pl.String, "file": pl.String, "sheet": pl.String, "row": pl.Int64,
}  # fmt: skip
"""A line for each cell that was filled: which workbook, its spreadsheet row, and the row of the list it is about."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Answered:
    """``rows``: the roster table with what was answered; ``cells``: ``TABLE``."""

    rows: pl.DataFrame
    cells: pl.DataFrame


@dataclass
class _Rows:
    """The rows of the villages that answered. ``known``: every mark that a row had -> places in ``rows``; ``said``: and
    the name and NIK it had then; ``bases``: place and field -> the act of the run that its answer was to."""

    rows: list[Row]
    known: dict[str, list[int]] = field(default_factory=dict)
    said: dict[str, tuple[str, str]] = field(default_factory=dict)
    bases: dict[tuple[int, str], int] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)

    def learn(self, keys: Keys, at: Sequence[int]) -> None:
        if not at:
            return
        said = pl.DataFrame([{name: self.rows[one][name] for name in SAID} for one in at],
                            schema={name: ROSTER_TYPES[name] for name in SAID})  # fmt: skip
        for one, mark in zip(at, row_marks(keys, said_as_json(said)), strict=True):
            self.said[mark] = (self.rows[one]["name"] or "", self.rows[one]["nik"] or "")
            if one not in self.known.setdefault(mark, []):
                self.known[mark].append(one)


def apply_answers(
    keys: Keys, rows: pl.DataFrame, answers: Sequence[SentFile], codes: Mapping[int, str], folder: Path, on: date
) -> Answered:
    """``rows`` (``core.roster.table.COLUMNS``) with what ``answers`` say, one after the other as they count.

    A row is found by the mark it had when the workbook was made, wherever it stands now. ``codes``: number of a village
    -> its code; ``folder``: where the workbooks may lie for a while. Raises: KeptFileBroken, KeyUnknown.
    """
    if not answers:
        return Answered(rows, pl.DataFrame(schema=TABLE))
    backs = _read(keys, answers, folder)
    here = rows.filter(pl.col("village_code").is_in([codes.get(one.village or 0, "") for one in answers]))
    held = _Rows(here.rows(named=True))
    held.learn(keys, range(len(held.rows)))
    cells: list[tuple[Any, ...]] = []
    for file, back in zip(answers, backs, strict=True):
        for line in back.filled:
            cells += _line(keys, held, file, line, codes.get(file.village or 0, ""), on)
    changed = pl.DataFrame([held.rows[at] for at in sorted(held.touched)], schema=ROSTER_TYPES)
    if not held.touched:
        return Answered(rows, pl.DataFrame(cells, schema=TABLE, orient="row"))
    rest = rows.join(changed.select("position"), on="position", how="anti")
    told = pl.DataFrame(cells, schema=TABLE, orient="row")
    return Answered(pl.concat([rest, changed]).sort("position"), told)


def _read(keys: Keys, answers: Sequence[SentFile], folder: Path) -> list[Back]:
    inside = folder / "answers"
    inside.mkdir(mode=0o700, exist_ok=True)
    paths = [inside / f"{one.id}.xlsx" for one in answers]
    for path, one in zip(paths, answers, strict=True):
        path.write_bytes(content(keys, one.kept))
    return list(read_back(paths))


def _line(keys: Keys, held: _Rows, file: SentFile, line: Filled, village: str, on: date) -> Iterable[tuple[Any, ...]]:
    """What becomes of the cells of one line."""
    at, why = _found(held, line, village)
    row = held.rows[at] if at is not None else {}
    place = (row.get("file"), row.get("sheet"), row.get("row"))
    for name in sorted(line.formulas):
        yield (file.id, line.at, name, "formula", None, None, *place)
    if at is None or line.token is None:
        for name, cell in line.cells.items():
            yield (file.id, line.at, name, why, None, str(cell)[:100], *place)
        return
    wanted = dict(line.cells)
    older = [name for name in wanted if held.bases.get((at, name), 0) > file.base and file.choice != "taken"]
    made, told = repaired(row, wanted, on, another=line.token.another)
    late = {one.field for one in told if one.field in older and one.state == CHANGED}
    if late:
        made, told = repaired(row, {name: wanted[name] for name in wanted if name not in late}, on, another=False)
        told += [Told(name, "older", None, str(wanted[name])[:100]) for name in sorted(late)]
    for one in told:
        if one.state == CHANGED:
            held.bases[at, one.field] = file.base
            held.touched.add(at)
        yield (file.id, line.at, one.field, one.state, one.before, one.after, *place)
    held.rows[at] = made
    held.learn(keys, [at])


def _found(held: _Rows, line: Filled, village: str) -> tuple[int | None, str]:
    """Which row the line is about, or why that cannot be said."""
    token = line.token
    if token is None:
        return None, "locked"
    there = [one for one in held.known.get(token.mark, ()) if held.rows[one]["village_code"] == village]
    if len(there) > 1:
        there = [one for one in there if _place(held.rows[one]) == (token.row, token.place)]
        if len(there) != 1:
            return None, "row_twice"
    if not there:
        return None, "locked" if line.row != str(token.row) else "row_changed"
    name, nik = held.said[token.mark]
    whole = line.row == str(token.row) and line.name == name
    if not whole or line.last not in (shown_digits(nik[-4:]), shown_digits(nik)):
        return None, "locked"
    return there[0], ""


def _place(row: Row) -> tuple[int, str]:
    return row["row"], place_of(row["file"], row["sheet"] or "")


def preview_answers(keys: Keys, run: Run, answer: SentFile, folder: Path) -> pl.DataFrame:
    """What a workbook would change in the rows of ``run`` if nothing else were answered (``TABLE``).

    Opens the rows of its village: whoever shows that says so first. Raises: KeptFileBroken, KeyUnknown, SealBroken.
    """
    sealed = in_scope(SourceRow).filter(run=run, village=answer.village, values_sealed__isnull=False).order_by("id")
    columns = ("id", "file", "sheet", "row", "village__code", "values_sealed")
    made = []
    for number, file, sheet, row, code, held in sealed.values_list(*columns):
        said = json.loads(keys.open_bytes(held, number, "row"))
        born = said["birth_date"]
        first, second = name_sounds(said["name"])
        told: Row = dict.fromkeys(ROSTER_TYPES) | said
        told |= {"position": number, "file": file, "sheet": sheet, "row": row, "nik_form": "text"}
        told |= {"birth_date": date.fromisoformat(born) if born else None, "name_sound_1": first}
        told |= {"birth_date_form": "read" if born else "unreadable" if said["birth_date_text"] else "empty"}
        made.append(told | {"name_sound_2": second, "village_code": said["village_code"] or code})
    rows = pl.DataFrame(made, schema=ROSTER_TYPES)
    village = Village.objects.filter(id=answer.village).values_list("id", "code")
    return apply_answers(keys, rows, [answer], dict(village), folder, run.on).cells
