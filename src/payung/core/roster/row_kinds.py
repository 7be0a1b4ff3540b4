"""What a row of a list is: a worker, or one of the things that stand between, above and below workers."""

import re
from collections.abc import Sequence
from itertools import islice

from payung.core.roster import cells
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
    r"^\W*(MENGETAHUI|MENYETUJUI|DISETUJUI|DIKETAHUI|DISAHKAN|DIBUAT|DISUSUN|PEMBUAT|HORMAT|YANG MEMBUAT|A\.N\.|PLT|"
    r"PJ|PJS|NIP|NIPD|NRP|PENDATA|PETUGAS|PANITIA|TIM|TTD|TANDA TANGAN|KEPALA (DESA|DUSUN|KAMPUNG|SEKSI|DINAS|BIDANG)|"
    r"KADES|LURAH|CAMAT|WALI NAGARI|DATUK RIO|RIO|KEUCHIK|SEKRETARIS|SEKDES|OPERATOR|KASI|KAUR|BENDAHARA|BUPATI|"
    r"GUBERNUR|KETUA (BPD|RT|RW|PANITIA|TIM|KELOMPOK))(?!\w)",
    re.IGNORECASE,
)
_DATED = re.compile(r"^[^\d]{2,60},?\s*(\d{1,2}|\.{2,}|…+|_+)?\s*[^\W\d_]{3,}\s+20\d\d\W*$")
_NIP = re.compile(r"\bNI[PK]D?\b\s*[.:]|^\W*NI(P|PD|AP)\b", re.IGNORECASE)
_DIGITS_OF_AN_ATTEMPT = 6


def is_total(row: Sequence[Cell]) -> bool:
    """Whether the row sums up: its first text begins with Jumlah or Total."""
    return any(_TOTAL.match(text) for text in _first_texts(row))


def is_example(row: Sequence[Cell]) -> bool:
    """Whether the row shows how to fill in."""
    return any(_EXAMPLE.match(text) for text in _first_texts(row))


def signs_off(row: Sequence[Cell]) -> bool:
    """Whether the row belongs to a signature block: an office, Mengetahui, a NIP, or a place with a date."""
    return any(_OFFICE.match(text) or _DATED.match(text) or _NIP.search(text) for text in _texts(row))


def names_group(text: str) -> bool:
    """Whether a text names a hamlet or group and not a person."""
    return bool(_GROUP.match(text))


def is_office(text: str) -> bool:
    """Whether a text in the name column is a word of a signature block."""
    return bool(_OFFICE.match(text) or _DATED.match(text))


def attempts_nik(cell: Cell) -> bool:
    """Whether someone tried to write a NIK here."""
    said, form = cells.nik(cell)
    if said is None or (isinstance(cell, str) and _NIP.search(cell)):
        return False
    return form == "scientific" or sum(map(str.isdigit, said)) >= _DIGITS_OF_AN_ATTEMPT


def is_person_name(cell: Cell) -> bool:
    """Whether a name column's cell can be a name: it has letters."""
    said = cells.text(cell)
    return said is not None and sum(map(str.isalpha, said)) >= 2


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
