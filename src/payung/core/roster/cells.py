"""What one cell says: text, NIK, birth date, sex. Nothing here raises; what cannot be read is kept as written."""

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache

from payung.core.people.occupations import one_slip
from payung.core.roster.harmless import as_written
from payung.core.roster.sheet import Cell, ErrorCell, NumberCell

EMPTY = frozenset(
    "|-|--|---|–|—|_|.|..|...|?|NIHIL|N/A|NA|NULL|NONE|TIDAK ADA|BELUM ADA|KOSONG|0|#REF!|#VALUE!|#N/A|#NAME?|#DIV/0!|"
    "#NUM!|#NULL!".split("|")
)
"""What people write into a cell to say that it is empty."""

OLDEST, YOUNGEST = 100, 15
"""A two-digit year is the one that gives an age between these on the day of the decision."""

MONTHS = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7, "agu": 8, "agt": 8,
    "ags": 8, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11, "des": 12, "dec": 12,
}  # fmt: skip
MONTH_NAMES = ("januari", "februari", "pebruari", "agustus", "september", "oktober", "november", "nopember", "desember")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u0000-\u0008\u000e-\u001f\u007f]")
NIK_DIGITS = 16
_NIK_DUST = re.compile(r"[^\w?*#]+|_+")  # ? * # stand for a digit somebody could not read
_NIK_LABEL = re.compile(r"^(?:[A-Z]{2,}|[#*]+)(?=\d{16}$)|(?<=^\d{16})(?:[A-Z]{2,}|[#*]+)$", re.IGNORECASE)
"""A word typed before or after the number (NIK, No, KTP); one letter alone may be a digit mistyped."""

_NIK_WITHIN = re.compile(r"\d(?:[ .\-]?\d){7,}")
_NIK_WORD = re.compile(r"\b(?:NIK|NO\.? ?KTP|KTP)\b", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"\d[.,]?\d*\s*[Ee]\s*\+?\s*\d{1,2}")
_PLACE_ALONE = re.compile(r"[^\W\d_][^\d]*\d{1,2}\D?")  # ends in a number, and no date: Tanjung Pauh Km. 32
_TIME = re.compile(r"(?<=\d)[T\s]+\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?\s*(Z|AM|PM|WIB)?$", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\b\s*,?", re.IGNORECASE)
_BETWEEN = r"[\s\-–—/.,_:;|\\'’`]"
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}}){_BETWEEN}+(\d{{1,2}}){_BETWEEN}+(\d{{4}}|\d{{2}})$")
_YEAR_FIRST = re.compile(rf"(?<!\d)(\d{{4}}){_BETWEEN}+(\d{{1,2}}){_BETWEEN}+(\d{{1,2}})$")
_NAMED = re.compile(rf"(?<!\d)(\d{{1,2}}){_BETWEEN}*([^\W\d_]+){_BETWEEN}*(\d{{4}}|\d{{2}})$")
_MONTH_FIRST = re.compile(rf"([^\W\d_]{{3,}}){_BETWEEN}+(\d{{1,2}}){_BETWEEN}+(\d{{4}})$")
_IN_ONE = re.compile(r"(?<!\d)(\d{8}|\d{6})$")
_AROUND = re.compile(r"\s*\([^()]*\)$|(?<=\d)\s*(th|thn|tahun|m)\.?$", re.IGNORECASE)
_UNITS = re.compile(r"(?<![^\W\d_])(bulan|bln|tahun|thn|th)\b\.?(?=\W*\w)", re.IGNORECASE)
_PLACE_ALONE = re.compile(r"[^\W\d_][^\d]*[\s.]\d{1,2}")
"""A place with a number in its name (Unit 5, Rantau Panjang 2), without any date."""

_DATE_WORD = re.compile(r"(^|[\s,.]+)(tgl|tanggal|tgl lahir)$", re.IGNORECASE)
_EXCEL_DAY_0 = date(1899, 12, 30)


def text(cell: Cell) -> str | None:
    """The cell as one line of clean text (NFC, single spaces, nothing invisible); None when it says nothing."""
    if type(cell) is str:
        return _said(cell)
    said = _as_text(cell)
    return None if said.upper() in EMPTY else said


def any_text(cell: Cell) -> str:
    """The same, but what people write for empty is kept: "-" is "-"; "" for an empty cell."""
    return _line(cell) if type(cell) is str else _as_text(cell)


def nik(cell: Cell) -> tuple[str | None, str]:
    """The NIK cell without typing dust, and how the cell held it (core.roster.table.NIK_FORMS).

    >>> nik("'1571 0112.0887-0002 ")
    ('1571011208870002', 'text')
    >>> nik("157101120887OOO2"), nik(NumberCell(1571011208870000.0)), nik("1,57101E+15"), nik("-")
    (('1571011208870002', 'letter_o'), ('1571011208870000', 'number'), ('1,57101E+15', 'scientific'), (None, 'empty'))
    """
    if type(cell) is str:
        return _nik_of_text(cell)
    if isinstance(cell, NumberCell):
        whole = cell.value == int(cell.value) if abs(cell.value) < 1e18 else False
        return (str(int(cell.value)) if whole else repr(cell.value), "number") if cell.value else (None, "empty")
    return _nik_of_text(any_text(cell))


def nik_and_name(cell: Cell) -> tuple[str | None, str | None]:
    """The NIK and the name in one cell, either None when it is not there.

    >>> nik_and_name("SITI AMINAH / 1571 0141 0787 0002"), nik_and_name("1571014107870002 - SITI"), nik_and_name("ALI")
    (('1571 0141 0787 0002', 'SITI AMINAH'), ('1571014107870002', 'SITI'), (None, 'ALI'))
    """
    said = any_text(cell)
    found = _NIK_WITHIN.search(said)
    name = _NIK_WORD.sub(" ", said.replace(found[0], " ") if found else said).strip(" -–/.,:;()|")
    return (found[0].strip() if found else None), (" ".join(name.split()) or None)


@lru_cache(maxsize=4096)
def _nik_of_text(cell: str) -> tuple[str | None, str]:
    if len(cell) == NIK_DIGITS and cell.isascii() and cell.isdigit():
        return cell, "text"
    said = _said(cell)
    if said is None or not any(map(str.isdigit, said)):
        return None, "empty"
    if _SCIENTIFIC.fullmatch(said):
        return said, "scientific"
    said = re.sub(r"(?<=\d{14})[.,]0{1,2}$", "", said)
    bare = _NIK_DUST.sub("", said).strip("*#")
    if not bare.isascii():
        bare = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in bare)
    bare = _NIK_LABEL.sub("", bare)
    mended = re.sub(r"[Oo]", "0", bare)
    return (mended, "letter_o") if mended != bare and mended.isdigit() else (bare, "text")


def birth(cell: Cell, on: date) -> tuple[date | None, str, str | None, str | None]:
    """Birth date, how it was held (BIRTH_DATE_FORMS), the text when unreadable, and a place written before it.

    Ambiguous text is read day first, as Indonesia writes; the century of a two-digit year is the plausible one.

    >>> birth("Muara Bungo, 7 Agustus 1987", date(2026, 11, 1))
    (datetime.date(1987, 8, 7), 'read', None, 'Muara Bungo')
    >>> birth("31-02-1987", date(2026, 11, 1))
    (None, 'unreadable', '31-02-1987', None)
    >>> birth("07/08/87", date(2026, 11, 1))[0], birth(NumberCell(32001.0), date(2026, 11, 1))[0]
    (datetime.date(1987, 8, 7), datetime.date(1987, 8, 12))
    """
    if isinstance(cell, date):
        return cell, "read", None, None
    if isinstance(cell, NumberCell):
        day = _day_of_number(cell.value, on)
        return (day, "read", None, None) if day else (None, "unreadable", any_text(cell), None)
    said = text(cell)
    if said is None:
        return None, "empty", None, None
    bare = _UNITS.sub(" ", _AROUND.sub("", _TIME.sub("", _WEEKDAY.sub("", said)))).strip(" .,;:'`")
    for pattern, reading in _READINGS:
        found = pattern.search(bare)
        day = reading(found.groups(), on) if found else None
        if found and day:
            place = _DATE_WORD.sub("", bare[: found.start()].strip(" ,.;:-/()")).strip(" ,.;:-/()") or None
            return day, "read", None, place if place and re.search(r"[^\W\d_]", place) else None
    if not any(sign.isdigit() for sign in said) or (_PLACE_ALONE.fullmatch(said) and not _month(said[:3])):
        return None, "empty", None, said
    if re.fullmatch(r"\d{5}([.,]0+)?", bare):
        day = _day_of_number(float(bare.replace(",", ".")), on)
        if day:
            return day, "read", None, None
    return None, "unreadable", said, None


def sex(cell: Cell) -> str | None:
    """L, P or None.

    >>> [sex(word) for word in ("LAKI-LAKI", "Perempuan", "lk", "Pr", "wanita", "M", "1", "x")]
    ['L', 'P', 'L', 'P', 'P', 'L', 'L', None]
    """
    said = re.sub(r"[^A-Z0-9]", "", any_text(cell).upper())
    if said in (
        "L",
        "LK",
        "LAKI",
        "LAKILAKI",
        "LELAKI",
        "PRIA",
        "M",
        "MALE",
        "1",
        "LLAKILAKI",
        "LAKI2",
        "COWOK",
        "LKI",
    ):
        return "L"
    if said in ("P", "PR", "PEREMPUAN", "WANITA", "F", "FEMALE", "2", "PPEREMPUAN", "PRP", "CEWEK", "W", "PER"):
        return "P"
    if said.startswith(("LAKI", "LELAKI", "PEREMP", "PRIA", "WANITA")):
        return "L" if said.startswith(("LAKI", "LELAKI", "PRIA")) else "P"
    return None


def yes(cell: Cell) -> bool | None:
    """True, False or None when not answered."""
    if isinstance(cell, bool):
        return cell
    said = any_text(cell).upper().strip(" .")
    if said in ("YA", "Y", "YES", "V", "√", "✓", "✔", "X", "1", "BENAR", "SUDAH", "ADA"):
        return True
    return False if said in ("TIDAK", "T", "N", "NO", "0", "BELUM", "TDK") else None


def ticked(cell: Cell) -> bool:
    """Whether a tick column is ticked: anything but empty, a dash or a nought."""
    return cell is True or (not isinstance(cell, bool) and text(cell) is not None)


def day_with_century(day: int, month: int, two_digits: int, on: date) -> date | None:
    """The day in the century that makes a worker of plausible age; where none does, the later one not after ``on``."""
    days = [made for century in (2000, 1900) if (made := made_day(century + two_digits, month, day)) and made <= on]
    plausible = [made for made in days if YOUNGEST <= on.year - made.year <= OLDEST]
    return next(iter(plausible or days), None)


def made_day(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _as_text(cell: Cell) -> str:
    if isinstance(cell, NumberCell):
        whole = abs(cell.value) < 1e15 and cell.value == int(cell.value)
        return str(int(cell.value)) if whole else repr(cell.value)
    if cell is None or isinstance(cell, bool | ErrorCell):
        return "YA" if cell is True else "TIDAK" if cell is False else ""
    if isinstance(cell, date):
        return f"{cell.day:02d}-{cell.month:02d}-{cell.year}"
    return _line(cell)


@lru_cache(maxsize=32768)
def _line(cell: str) -> str:
    """Each cell is asked for many times while its row is weighed, and whole columns say the same."""
    if cell.isascii() and cell.isprintable() and "  " not in cell and cell[:1] not in " '" and cell[-1:] != " ":
        return cell
    said = unicodedata.normalize("NFC", as_written(cell.strip(" \u00a0")))
    return " ".join(_INVISIBLE.sub("", said).split())


@lru_cache(maxsize=32768)
def _said(cell: str) -> str | None:
    said = _line(cell)
    return None if said.upper() in EMPTY else said


def _day_first(parts: tuple[str, ...], on: date) -> date | None:
    day, month, year = (int(part) for part in parts)
    if len(parts[2]) == 2:
        return day_with_century(day, month, year, on) or day_with_century(month, day, year, on)
    return made_day(year, month, day) or (made_day(year, day, month) if month > 12 else None)


def _year_first(parts: tuple[str, ...], on: date) -> date | None:
    year, month, day = (int(part) for part in parts)
    return made_day(year, month, day) or (made_day(year, day, month) if month > 12 else None)


def _named(parts: tuple[str, ...], on: date) -> date | None:
    month = _month(parts[1])
    if month is None:
        return None
    day, year = int(parts[0]), int(parts[2])
    return day_with_century(day, month, year, on) if len(parts[2]) == 2 else made_day(year, month, day)


def _month_first(parts: tuple[str, ...], on: date) -> date | None:
    return _named((parts[1], parts[0], parts[2]), on)


def _in_one(parts: tuple[str, ...], on: date) -> date | None:
    """12081987, 19870812 or 120887."""
    digits = parts[0]
    if len(digits) == 6:
        return day_with_century(int(digits[:2]), int(digits[2:4]), int(digits[4:]), on)
    day_first = made_day(int(digits[4:]), int(digits[2:4]), int(digits[:2])) if digits[4:] > "1900" else None
    return day_first or (made_day(int(digits[:4]), int(digits[4:6]), int(digits[6:])) if digits > "1900" else None)


def _month(word: str) -> int | None:
    said = word.lower()
    if said in ROMAN:
        return ROMAN.index(said) + 1
    known = next((name for name in MONTH_NAMES if len(said) > 4 and one_slip(name, said)), said)
    return MONTHS.get(known[:3])


def _day_of_number(value: float, on: date) -> date | None:
    """An Excel day number, or a date typed as one number: 12081987."""
    if value != value or abs(value) > 1e9:
        return None
    number = int(value)
    if 3_000 <= number <= 60_000:
        day = _EXCEL_DAY_0 + timedelta(days=number)
        return day if day <= on else None
    return _in_one((f"{number:08d}",), on) if 1_011_900 <= number <= 99_999_999 else None


_READINGS = (
    (_YEAR_FIRST, _year_first),
    (_DAY_FIRST, _day_first),
    (_NAMED, _named),
    (_MONTH_FIRST, _month_first),
    (_IN_ONE, _in_one),
)
