"""Which columns an enrolment file has: from YAML, or from the heading row of a branch's own workbook."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import yaml

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.roster.cells import any_text
from payung.gateways.workbooks.problems import FileProblem
from payung.gateways.workbooks.sheets import read_sheets

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "number": ("no", "nomor", "nourut"),
    "nik": ("nik", "nomornik", "noktp", "nomorktp", "noktpel", "nomoridentitas", "nomorindukkependudukan"),
    "name": ("nama", "namalengkap", "namapeserta", "namatenagakerja", "namatk", "namapekerja", "namasesuaiktp"),
    "birth_place": ("tempatlahir", "tmplahir", "tptlahir", "kotalahir"),
    "birth_date": ("tanggallahir", "tgllahir", "tanggallahirddmmyyyy", "tgllahirddmmyyyy"),
    "sex": ("jeniskelamin", "jk", "lp", "kelamin", "gender", "sex"),
    "mother_name": ("namaibukandung", "ibukandung", "namaibu", "namagadisibukandung"),
    "phone": ("nohp", "nomorhp", "nohandphone", "handphone", "nomorhandphone", "notelepon", "telepon", "hp"),
    "family_card": ("nokk", "nomorkk", "kk", "nokartukeluarga", "nomorkartukeluarga"),
    "address": ("alamat", "alamatlengkap", "alamatktp", "alamatrumah", "alamattempattinggal"),
    "rt": ("rt",),
    "rw": ("rw",),
    "village": ("desa", "kelurahan", "desakelurahan", "kelurahandesa", "desakel", "keldesa", "nagari", "namadesa"),
    "village_code": ("kodedesa", "kodewilayah", "kodekelurahan", "kodedesakelurahan"),
    "district": ("kecamatan", "kec", "namakecamatan"),
    "regency": ("kabupaten", "kota", "kabupatenkota", "kabkota", "kab"),
    "province": ("provinsi", "propinsi"),
    "occupation": ("pekerjaan", "jenispekerjaan", "bidangpekerjaan", "jenisusaha", "profesi", "kegiatanusaha"),
    "group_kind": ("kodewadah", "jeniswadah", "kodejeniskepesertaan", "jeniskepesertaan"),
    "group_number": ("npw", "nomornpw", "nonpw", "nomorwadah", "nowadah", "nomorpendaftaranwadah"),
    "programme": ("namaprogram", "programbantuan"),
    "months": ("jumlahbulan", "bulan", "lamabulan", "lamaperlindungan", "periodebulan"),
    "amount": ("jumlahiuran", "iuran", "nominaliuran", "totaliuran"),
}  # fmt: skip
"""What an enrolment file can hold -> the ways a heading says it, letters and digits only."""

WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".ods")
TEMPLATES = (".yaml", ".yml", ".csv", *WORKBOOKS)
FOR_ALL = ("umum", "default")
"""Names of the template in a folder that every branch without one of its own gets."""

MOST_TEXT = 2**20
"""Bytes of a template that is text."""

_HEADING_ROWS = 25
_ENOUGH = 3


class BpjsTemplateUnreadable(PayungError):
    """The file given for the columns of the enrolment files cannot be used."""

    code = "bpjs-template-unreadable"
    exit_code = 60

    def __init__(self, path: Path, why: Text) -> None:
        super().__init__(
            Text(
                id=f"Templat BPJS '{path.name}' tidak dapat dipakai: {why.id}.",
                en=f"The BPJS template '{path.name}' cannot be used: {why.en}.",
            ),
            Text(
                id="Berikan XLSX atau CSV dengan satu baris judul kolom (NIK, nama, tanggal lahir …), atau YAML.",
                en="Give an XLSX or CSV with one row of headings (NIK, nama, tanggal lahir …), or YAML.",
            ),
        )


@dataclass(frozen=True)
class Column:
    """One column: a heading, and either one of ``COLUMNS``, a constant, or nothing."""

    heading: str
    column: str | None = None
    value: str | None = None
    format: str = "dd-mm-yyyy"
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """The columns in order. ``unknown`` are headings nobody here understands: their cells stay empty."""

    sheet: str
    columns: tuple[Column, ...]
    unknown: tuple[str, ...] = ()


def read_layout(path: Path | None = None) -> Layout:
    """The layout in ``path`` (.yaml/.yml, .xlsx/.xls/.ods, else CSV); without a path the one in the package.

    Raises: BpjsTemplateUnreadable.
    """
    if path is None:
        source = files("payung.gateways").joinpath("bpjs_template.yaml").read_text(encoding="utf-8")
        return _from_yaml(source, Path("bpjs_template.yaml"))
    try:
        if path.suffix.lower() not in WORKBOOKS and path.stat().st_size > MOST_TEXT:
            raise BpjsTemplateUnreadable(path, Text(id="lebih dari 1 MB", en="over 1 MB"))
        if path.suffix.lower() in (".yaml", ".yml"):
            return _from_yaml(path.read_text(encoding="utf-8-sig"), path)
        if path.suffix.lower() in WORKBOOKS:
            sheets = read_sheets(path)
            if isinstance(sheets, FileProblem):
                raise BpjsTemplateUnreadable(path, _clause(sheets.says))
            rows = [(sheet.name, [*map(any_text, row)]) for sheet in sheets for row in sheet.rows[:_HEADING_ROWS]]
        else:
            text = path.read_text(encoding="utf-8-sig")
            mark = max((";", ",", "\t"), key=text.split("\n", 1)[0].count)
            rows = [("Peserta", row) for row in list(csv.reader(text.splitlines(), delimiter=mark))[:_HEADING_ROWS]]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, csv.Error) as error:
        why = type(error).__name__
        raise BpjsTemplateUnreadable(path, Text(id=why, en=why)) from error
    return _from_rows(rows, path)


@dataclass(frozen=True)
class Layouts:
    """The layout of each BPJS branch, and the one for all others."""

    for_all: Layout
    branches: Mapping[str, Layout] = field(default_factory=dict)

    def branch(self, branch: str) -> str:
        """``branch`` as its template is named, "" where it has none of its own."""
        said = branch.strip().casefold()
        return said if said in self.branches else ""

    def of(self, branch: str) -> Layout:
        """The layout for ``branch``."""
        return self.branches.get(self.branch(branch), self.for_all)


def read_layouts(folder: Path | None = None) -> Layouts:
    """The templates in ``folder``, each named after its branch (``e05.xlsx``), or umum.* for all others.

    Without a folder, or without umum.*, all others get the layout in the package. Raises: BpjsTemplateUnreadable.
    """
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()) if folder is not None and folder.is_dir() else []:
        branch = path.stem.strip().casefold()
        if path.name.startswith((".", "~$")) or path.suffix.lower() not in TEMPLATES:
            continue
        branch = FOR_ALL[0] if branch in FOR_ALL else branch
        if branch in found:
            twice = f"{found[branch].name}, {path.name}"
            raise BpjsTemplateUnreadable(path, Text(id=f"dua templat ({twice})", en=f"two templates ({twice})"))
        found[branch] = path
    if folder is not None and not folder.is_dir():
        raise BpjsTemplateUnreadable(folder, Text(id="folder itu tidak ada", en="there is no such folder"))
    for_all = read_layout(found.pop(FOR_ALL[0], None))
    return Layouts(for_all, {branch: read_layout(path) for branch, path in found.items()})


def meaning(heading: str) -> str | None:
    """Which of ``COLUMNS`` a heading asks for.

    >>> meaning("No. KTP"), meaning("Tgl. Lahir (dd-mm-yyyy)"), meaning("Kode Kantor")
    ('nik', 'birth_date', None)
    """
    said = re.sub(r"[^a-z0-9]", "", heading.lower())
    return next((column for column, ways in COLUMNS.items() if said in ways), None)


def _clause(sentence: Text) -> Text:
    """A sentence as it stands after a colon."""
    said = [text[:1].lower() + text[1:].removesuffix(".") for text in (sentence.id, sentence.en)]
    return Text(id=said[0], en=said[1])


def _from_rows(rows: Sequence[tuple[str, Sequence[str]]], path: Path) -> Layout:
    """The row that has most headings we know is the heading row."""
    known = [sum(meaning(cell) is not None for cell in row) for _, row in rows]
    if not known or max(known) < _ENOUGH:
        raise BpjsTemplateUnreadable(
            path, Text(id="baris judul kolom tidak ditemukan", en="no row of headings was found")
        )
    sheet, row = rows[known.index(max(known))]
    headings = [" ".join(cell.split()) for cell in row]
    while headings and not headings[-1]:
        headings.pop()
    columns = tuple(Column(heading, meaning(heading)) for heading in headings)
    return Layout(_sheet_name(sheet), columns, tuple(c.heading for c in columns if c.heading and c.column is None))


def _sheet_name(said: str) -> str:
    """``said`` as the name of a sheet may be."""
    return re.sub(r"[\[\]:*?/\\']", " ", said)[:31].strip() or "Peserta"


def _from_yaml(source: str, path: Path) -> Layout:
    try:
        said = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506 - every scalar stays text, also NO and 0
        columns = tuple(Column(**{str(key): value for key, value in column.items()}) for column in said["columns"])
        layout = Layout(_sheet_name(said.get("sheet") or "Peserta"), columns)
    except (TypeError, KeyError, AttributeError) as error:
        detail = str(error)
        raise BpjsTemplateUnreadable(path, Text(id=f"susunan YAML ({detail})", en=f"YAML layout ({detail})")) from error
    strange = [column.column for column in columns if column.column is not None and column.column not in COLUMNS]
    if strange:
        raise BpjsTemplateUnreadable(
            path, Text(id=f"kolom '{strange[0]}' tidak dikenal", en=f"the column '{strange[0]}' is not known")
        )
    return layout
