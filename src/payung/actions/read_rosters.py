"""Read village workbooks into one roster table, each row tied to its village."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from payung.actions.watch import Watcher
from payung.core.basis.text import Text
from payung.core.places.messages import told
from payung.core.places.places import Gazetteer, normalise_code
from payung.core.places.tie import FileClues, Tie, region_told, tie_file, tie_row
from payung.core.roster.table import COLUMNS, FINDINGS
from payung.gateways.manifest import Entry, read_manifest
from payung.gateways.workbooks.files import list_rosters
from payung.gateways.workbooks.reader import FileReading
from payung.gateways.workbooks.reader import read_rosters as read_files

TYPES: Mapping[str, type[pl.DataType]] = {"int64": pl.Int64, "string": pl.String, "date": pl.Date, "bool": pl.Boolean}
ROSTER_TYPES = {name: TYPES[kind] for name, kind in COLUMNS.items()}
FINDING_TYPES = {name: TYPES[kind] for name, kind in FINDINGS.items()}
FILE_TYPES: Mapping[str, type[pl.DataType]] = {
    "file": pl.String,
    "village_code": pl.String,  # null when the file is not tied to one village
    "status": pl.String,  # "read" or the code of what kept its rows out
    "message_id": pl.String,
    "message_en": pl.String,
    "rows_read": pl.Int64,
    "workers": pl.Int64,
    "not_data": pl.Int64,
    "sha256": pl.String,
}

ROWS_IN_A_FRAME = 100_000
READ, REPLACED = "read", "file_superseded"
SUPERSEDED = Text(
    id="Digantikan versi yang lebih baru dari desa yang sama: {newer}.",
    en="Replaced by a newer version of the same village: {newer}.",
)
SAME_CONTENT = Text(id="Isi berkas sama persis dengan '{other}'.", en="The content is exactly that of '{other}'.")
NOT_IN_FOLDER = Text(
    id="Disebut dalam manifes tetapi tidak ada dalam folder daftar.",
    en="Named in the manifest but not in the rosters' folder.",
)


@dataclass(frozen=True)
class Rosters:
    """All files read: ``rows`` as core.roster.table.COLUMNS, ``files`` as FILE_TYPES, ``findings`` about files
    and rows that were met while reading, as core.roster.table.FINDINGS."""

    rows: pl.DataFrame
    files: pl.DataFrame
    findings: pl.DataFrame


@dataclass
class _Gathered:
    columns: dict[str, list[object]] = field(default_factory=lambda: {name: [] for name in COLUMNS})
    frames: list[pl.DataFrame] = field(default_factory=list)
    files: list[dict[str, object]] = field(default_factory=list)
    findings: list[dict[str, object]] = field(default_factory=list)

    def pack(self, fewest: int) -> None:
        """Put the rows gathered so far into a frame once there are ``fewest``, to hold a country in memory."""
        count = len(self.columns["file"])
        if count >= fewest:
            start = sum(frame.height for frame in self.frames)
            self.columns["position"] = list(range(start, start + count))
            self.frames.append(pl.DataFrame(self.columns, schema=ROSTER_TYPES, strict=False))
            self.columns = {name: [] for name in COLUMNS}

    def find(self, file: str, code: str, severity: str, message: Text, **where: object) -> None:
        self.findings.append(
            {"file": file, "code": code, "severity": severity, "message_id": message.id, "message_en": message.en}
            | {"sheet": None, "row": None, "column": None}
            | where
        )


def read_rosters(path: Path, *, manifest: Path | None, area: str, on: date, watcher: Watcher) -> Rosters:
    """Read every workbook below ``path`` (a folder or a ZIP).

    ``area`` is the Kemendagri code the villages are looked for in ("" for the whole country); ``on`` decides the
    century of two-digit years. A file that cannot be read becomes a line of ``files`` and a finding; the others go on.
    Raises: what list_rosters and read_manifest raise.
    """
    entries = read_manifest(manifest) if manifest else {}
    files = list_rosters(path, ignoring=manifest)
    newest = _newest(entries, {file.name for file in files})
    gazetteer = Gazetteer.read(area)
    gathered = _Gathered()
    seen: dict[str, str] = {}
    watcher.stage(Text(id="Membaca berkas desa", en="Reading village workbooks"), len(files))
    for reading in read_files(files, on=on):
        watcher.step()
        if reading.sha256 in seen and not reading.problem:
            message = SAME_CONTENT.filled(other=seen[reading.sha256])
            gathered.find(reading.file, "file_same_content", "warn", message)
        seen.setdefault(reading.sha256, reading.file)
        _gather(gathered, reading, entries.get(reading.file), newest, gazetteer)
        gathered.pack(ROWS_IN_A_FRAME)
    for missing in sorted(entries.keys() - {file.name for file in files}):
        gathered.find(missing, "file_missing", "block", NOT_IN_FOLDER)
        _line(gathered, missing, entries[missing].village_code, "file_missing", NOT_IN_FOLDER, None)
    gathered.pack(0)
    return Rosters(
        rows=pl.concat(gathered.frames, rechunk=True),
        files=pl.DataFrame(gathered.files, schema=FILE_TYPES),
        findings=pl.DataFrame(gathered.findings, schema=FINDING_TYPES),
    )


def _gather(
    gathered: _Gathered,
    reading: FileReading,
    entry: Entry | None,
    newest: Mapping[str, str],
    gazetteer: Gazetteer,
) -> None:
    """Add one file: its rows with their villages, its line, and what was found about it."""
    code = entry.village_code if entry else None
    if reading.problem:
        whole = _joined(reading.problem.says, reading.problem.do)
        gathered.find(reading.file, reading.problem.code, "block", whole)
        _line(gathered, reading.file, normalise_code(code), reading.problem.code, whole, reading)
        return
    newer = newest.get(normalise_code(code) or "", reading.file)
    if entry and newer != reading.file:
        message = SUPERSEDED.filled(newer=newer)
        gathered.find(reading.file, REPLACED, "info", message)
        _line(gathered, reading.file, normalise_code(code), REPLACED, message, reading)
        return
    clues = _clues(reading, entry)
    tie = tie_file(clues, gazetteer)
    for said in told(tie):
        gathered.find(reading.file, said.code, said.severity, _joined(said.says, said.do))
    for finding in reading.findings:
        gathered.find(
            reading.file, finding.code, finding.severity, finding.message, sheet=finding.sheet, row=finding.row
        )
    for name, column in gathered.columns.items():
        if name not in ("position", "village_code"):
            column.extend(reading.columns[name])
    gathered.columns["village_code"].extend(_row_villages(tie, reading, clues, gazetteer))
    _line(gathered, reading.file, tie.code, READ, None, reading)


def _joined(says: Text, do: Text) -> Text:
    return Text(id=f"{says.id} {do.id}", en=f"{says.en} {do.en}")


def _row_villages(tie: Tie, reading: FileReading, clues: FileClues, gazetteer: Gazetteer) -> Iterator[str | None]:
    """The village of each row: the file's, or where the file is of no one village, that of the row's own cell or,
    where there is none, of its sheet."""
    texts = [
        said or sheet for said, sheet in zip(reading.columns["village_text"], reading.columns["sheet"], strict=True)
    ]
    if tie.code is not None:
        return (tie.code for _ in texts)
    within = region_told(clues, gazetteer) or _shared_start([village.code for village in tie.candidates])
    found = {text: tie_row(str(text), within, gazetteer).code for text in set(texts) if text}
    return (found.get(text) for text in texts)


def _shared_start(codes: list[str]) -> str | None:
    """The longest region code (6, 4 or 2 digits) that all ``codes`` lie in."""
    for digits in (6, 4, 2):
        starts = {code[:digits] for code in codes}
        if len(starts) == 1:
            return starts.pop()
    return None


def _clues(reading: FileReading, entry: Entry | None) -> FileClues:
    return FileClues(
        file=reading.file,
        manifest_code=entry.village_code if entry else None,
        manifest_name=entry.village_name if entry else None,
        template_code=reading.template_code,
        titles=tuple(reading.titles),
        sheet_names=tuple(sheet.name for sheet in reading.sheets),
    )


def _newest(entries: Mapping[str, Entry], present: set[str]) -> dict[str, str]:
    """Village code -> file of its newest version, where the manifest holds several versions of one village."""
    by_village: dict[str, list[Entry]] = {}
    for entry in entries.values():
        code = normalise_code(entry.village_code)
        if code and entry.version and entry.file in present:
            by_village.setdefault(code, []).append(entry)
    return {
        code: max(versions, key=lambda entry: (entry.age, entry.file)).file
        for code, versions in by_village.items()
        if len({entry.version for entry in versions}) > 1
    }


def _line(
    gathered: _Gathered,
    file: str,
    village_code: str | None,
    status: str,
    message: Text | None,
    reading: FileReading | None,
) -> None:
    rows_read = sum(sheet.rows_read for sheet in reading.sheets) if reading else 0
    workers = sum(sheet.workers for sheet in reading.sheets) if reading and status == READ else 0
    gathered.files.append(
        {
            "file": file,
            "village_code": village_code,
            "status": status,
            "message_id": message.id if message else None,
            "message_en": message.en if message else None,
            "rows_read": rows_read,
            "workers": workers,
            "not_data": rows_read - workers,
            "sha256": reading.sha256 if reading else None,
        }
    )
