"""Which columns an enrolment file has: from YAML, or from the heading row of a branch's own workbook."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import python_calamine
import yaml

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text

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
    "programme": ("namaprogram", "programbantuan"),
    "months": ("jumlahbulan", "bulan", "lamabulan", "lamaperlindungan", "periodebulan"),
    "amount": ("jumlahiuran", "iuran", "nominaliuran", "totaliuran"),
}  # fmt: skip
"""What an enrolment file can hold -> the ways a heading says it, letters and digits only."""

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
        if path.suffix.lower() in (".yaml", ".yml"):
            return _from_yaml(path.read_text(encoding="utf-8-sig"), path)
        if path.suffix.lower() in (".xlsx", ".xls", ".xlsm", ".ods"):
            sheets = python_calamine.CalamineWorkbook.from_path(str(path))
            rows = [(name, row) for name in sheets.sheet_names for row in _top_rows(sheets, name)]
        else:
            text = path.read_text(encoding="utf-8-sig")
            mark = max((";", ",", "\t"), key=text.split("\n", 1)[0].count)
            rows = [("Peserta", row) for row in list(csv.reader(text.splitlines(), delimiter=mark))[:_HEADING_ROWS]]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, csv.Error, python_calamine.CalamineError) as error:
        why = type(error).__name__
        raise BpjsTemplateUnreadable(path, Text(id=why, en=why)) from error
    return _from_rows(rows, path)


def meaning(heading: str) -> str | None:
    """Which of ``COLUMNS`` a heading asks for.

    >>> meaning("No. KTP"), meaning("Tgl. Lahir (dd-mm-yyyy)"), meaning("Kode Kantor")
    ('nik', 'birth_date', None)
    """
    said = re.sub(r"[^a-z0-9]", "", heading.lower())
    return next((column for column, ways in COLUMNS.items() if said in ways), None)


def _top_rows(sheets: python_calamine.CalamineWorkbook, name: str) -> list[list[Any]]:
    return sheets.get_sheet_by_name(name).to_python(skip_empty_area=True, nrows=_HEADING_ROWS)


def _from_rows(rows: list[tuple[str, list[Any]]], path: Path) -> Layout:
    """The row that has most headings we know is the heading row."""
    known = [sum(meaning(str(cell)) is not None for cell in row) for _, row in rows]
    if not known or max(known) < _ENOUGH:
        raise BpjsTemplateUnreadable(
            path, Text(id="baris judul kolom tidak ditemukan", en="no row of headings was found")
        )
    sheet, row = rows[known.index(max(known))]
    headings = [" ".join(str(cell).split()) for cell in row]
    while headings and not headings[-1]:
        headings.pop()
    columns = tuple(Column(heading, meaning(heading)) for heading in headings)
    return Layout(sheet, columns, tuple(c.heading for c in columns if c.heading and c.column is None))


def _from_yaml(source: str, path: Path) -> Layout:
    try:
        said = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506 - every scalar stays text, also NO and 0
        columns = tuple(Column(**{str(key): value for key, value in column.items()}) for column in said["columns"])
        layout = Layout(re.sub(r"[\[\]:*?/\\']", " ", said.get("sheet") or "Peserta")[:31], columns)
    except (TypeError, KeyError, AttributeError) as error:
        detail = str(error)
        raise BpjsTemplateUnreadable(path, Text(id=f"susunan YAML ({detail})", en=f"YAML layout ({detail})")) from error
    strange = [column.column for column in columns if column.column is not None and column.column not in COLUMNS]
    if strange:
        raise BpjsTemplateUnreadable(
            path, Text(id=f"kolom '{strange[0]}' tidak dikenal", en=f"the column '{strange[0]}' is not known")
        )
    return layout
