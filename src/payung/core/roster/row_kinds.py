"""What a row of a list is: a worker, or one of the things that stand between, above and below workers."""

import re
from collections.abc import Sequence
from itertools import islice

from payung.core.roster import cells
from payung.core.roster.headings import EXACT, meaning
from payung.core.roster.sheet import Cell

TITLE, HEADING, NUMBERING, GROUP, TOTAL, PREFILLED = "title", "heading", "numbering", "group", "total", "prefilled"
SIGNATURE, NOTE, EXAMPLE, OTHER = "signature", "note", "example", "other"
OTHER_SHEET, HIDDEN_SHEET = "other_sheet", "hidden_sheet"

_TOTAL = re.compile(r"^\W*(SUB\s*-?\s*)?(JUMLAH|TOTAL|JML|GRAND TOTAL|REKAP)\b", re.IGNORECASE)
_GROUP = re.compile(
    r"^\W*([IVX]+\.?\s+|[A-H]\.\s+)?(DUSUN|DSN|RT|RW|KELOMPOK|POKTAN|LINGKUNGAN|JORONG|KAMPUNG|DUKUH|BANJAR|GAPOKTAN|"
    r"SEKTOR|KATEGORI|DESA|KELURAHAN|NAGARI|GAMPONG|KECAMATAN|BLOK|WILAYAH|KOLOM)\b",
    re.IGNORECASE,
)
_NOTE = re.compile(r"^\W*(CATATAN|KETERANGAN|KET\b|NB\b|NOTE|PENTING|\*)|^\*", re.IGNORECASE)
_EXAMPLE = re.compile(r"^\W*(CONTOH|CTH|SAMPLE|EXAMPLE)\b", re.IGNORECASE)
_OFFICE = re.compile(
    r"^\W*(MENGETAHUI|MENYETUJUI|DISETUJUI|DIKETAHUI|DISAHKAN|DIBUAT|DISUSUN|PEMBUAT|HORMAT (KAMI|SAYA)|YANG MEMBUAT|"
    r"A\.N\.|PLT|PJ|PJS|NIP|NIPD|NRP|PENDATA|PETUGAS|PANITIA|TIM|TTD|TANDA TANGAN|"
    r"KEPALA (DESA|DUSUN|KAMPUNG|SEKSI|DINAS|BIDANG)|KADES|LURAH|CAMAT|WALI NAGARI|DATUK RIO|RIO (DUSUN|DESA)|KEUCHIK|"
    r"SEKRETARIS|SEKDES|OPERATOR|KASI|KAUR|BENDAHARA|BUPATI|GUBERNUR|KETUA (BPD|RT|RW|PANITIA|TIM|KELOMPOK))(?!\w)",
    re.IGNORECASE,
)
_DATED = re.compile(r"^[^\d]{2,60},?\s*(\d{1,2}|\.{2,}|…+|_+)?\s*[^\W\d_]{3,}\s+20\d\d\W*$")
_NIP = re.compile(r"\bNI[PK]D?\b\s*[.:]|^\W*NI(P|PD|AP)\b", re.IGNORECASE)
_NIP_NUMBER = re.compile(r"(?<!\d)(19|20)\d\d(0\d|1[0-2])[0-3]\d\s?(19|20)\d\d(0\d|1[0-2])\s?[12]\s?\d{3}(?!\d)")
"""The 18 digits of a civil servant: day of birth, month of appointment, sex, serial."""

_NOBODY = re.compile(r"^\W*(DST|DLL|DAN SETERUSNYA|NIHIL|KOSONG|TIDAK ADA|BELUM ADA)\W*$", re.IGNORECASE)
_HINT = re.compile(
    r"^\W*((WAJIB )?(DIISI|ISI|ISIKAN|TULIS|PILIH)\b|\d* ?(DIGIT|ANGKA|KARAKTER)\b|HURUF (KAPITAL|BESAR)|"
    r"SESUAI (E-?)?KTP|(DD|HH|TGL)\W(MM|BB|BLN)\W(YY|TT|TH)|L ?[/|] ?P\W*$|"
    r"(TEXT|TEKS|ANGKA|PILIHAN|OPSIONAL|WAJIB)\W*$)",
    re.IGNORECASE,
)
_SUMMARY = re.compile(r"^\W*REKAP", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_VILLAGE = re.compile(
    r"\b(?:DESA|KELURAHAN|NAGARI|GAMPONG)\b(?:\s*/\s*(?:KELURAHAN|KEL|NAGARI)\b)?[\s:.]*([^\W\d_][^,:]*?)\s*"
    r"(?:,|\bKEC\b|\bKECAMATAN\b|\bKAB\b|\bKABUPATEN\b|\bTAHUN\b|\bTA\b|\d|:|$)",
    re.IGNORECASE,
)
_DIGITS_OF_AN_ATTEMPT = 6


def is_total(row: Sequence[Cell]) -> bool:
    """Whether the row sums up: its first text begins with Jumlah or Total."""
    return any(_TOTAL.match(text) for text in _first_texts(row))


def is_example(row: Sequence[Cell]) -> bool:
    """Whether the row shows how to fill in."""
    return any(_EXAMPLE.match(text) for text in _first_texts(row))


def is_hint(row: Sequence[Cell]) -> bool:
    """Whether the row tells how to fill in each column ("16 digit", "huruf kapital", "hh/bb/tttt")."""
    texts = _texts(row)
    return len(texts) > 1 and 2 * sum(bool(_HINT.match(text)) for text in texts) > len(texts)


def heads_another_table(row: Sequence[Cell]) -> bool:
    """Whether the row is the heading of a table that is no list of ours (No, Nama, Jabatan), or names a summary."""
    texts = _texts(row)
    if texts and _SUMMARY.match(texts[0]):
        return True
    if len(texts) < 2 or any(_DIGIT.search(text) for text in texts):
        return False
    return sum(found.strength == EXACT for text in texts if (found := meaning(text))) >= 2


def village_named(text: str) -> str | None:
    """The village a title or group row names.

    >>> village_named("DAFTAR PEKERJA RENTAN DESA SUKA MAJU KECAMATAN PELEPAT"), village_named("Dusun II")
    ('SUKA MAJU', None)
    """
    found = _VILLAGE.search(text)
    return found[1].strip(" :.-") or None if found else None


def signs_off(row: Sequence[Cell]) -> bool:
    """Whether the row belongs to a signature block: an office, Mengetahui, a NIP, or a place with a date."""
    return any(
        _OFFICE.match(text) or _DATED.match(text) or _NIP.search(text) or _NIP_NUMBER.search(text)
        for text in _texts(row)
    )


def names_group(text: str) -> bool:
    """Whether a text names a hamlet or group and not a person."""
    return bool(_GROUP.match(text))


def is_office(text: str) -> bool:
    """Whether a text in the name column is a word of a signature block."""
    return bool(_OFFICE.match(text) or _DATED.match(text))


def attempts_nik(cell: Cell) -> bool:
    """Whether someone tried to write a NIK here."""
    said, form = cells.nik(cell)
    if said is None or (isinstance(cell, str) and (_NIP.search(cell) or _NIP_NUMBER.search(said))):
        return False
    return form == "scientific" or sum(map(str.isdigit, said)) >= _DIGITS_OF_AN_ATTEMPT


def is_person_name(cell: Cell) -> bool:
    """Whether a name column's cell can be a name: it has letters, and is not "and so on"."""
    said = cells.text(cell)
    return said is not None and any(map(str.isalpha, said)) and not _NOBODY.match(said)


def kind_of_rest(row: Sequence[Cell], numbered: bool) -> str:
    """What a row inside or below a list is, that is no worker. ``numbered``: its number column is filled."""
    texts = _texts(row)
    if not texts or (numbered and len(texts) == 1 and texts[0].strip(".)").isdigit()):
        return PREFILLED
    if is_total(row):
        return TOTAL
    if signs_off(row):
        return SIGNATURE
    if any(_NOTE.match(text) for text in texts[:1]):
        return NOTE
    if any(names_group(text) for text in texts[:2]) or len(texts) == 1:
        return GROUP
    return PREFILLED if numbered else OTHER


def _first_texts(row: Sequence[Cell]) -> list[str]:
    return list(islice((said for cell in row if (said := cells.any_text(cell))), 2))


def _texts(row: Sequence[Cell]) -> list[str]:
    return [said for cell in row if (said := cells.any_text(cell))]
