"""The proof-of-cover slip as bytes: what it holds, always written the same way, so that it can be signed.

Layout of version 1, big-endian: version (1 byte), key (4), number (5), days from 2020-01-01 to the issue (2), state (1,
place in ``STATES_1``), first and last covered month counted from January 2000 plus 1, 0 where there is none (2, 2),
birth year less 1899, 0 where unknown (1), end of the NIK (2), village code (5); then programme, group kind, group
number and initials, each as one byte of length and ASCII.
"""

import re
import struct
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.cover.status import COVERED, CoverState, Status

VERSION = 1
KEY_BYTES = 4
STATES_1: tuple[CoverState, ...] = (
    "not_enrolled", "awaiting", "first_months", "active", "grace", "lapsed", "ended",
)  # fmt: skip
"""The states by their number in version 1; a word may never change its place."""

_FIRST_DAY = date(2020, 1, 1)
_FIRST_YEAR = 2000
_HEAD = struct.Struct(f">B{KEY_BYTES}s5sHBHHBH5s")
_LONGEST = {"programme": 40, "group_kind": 4, "group_number": 20, "initials": 6}
_WORD = re.compile(r"[!-~]*")


class SlipFieldWrong(PayungError):
    """Something cannot be written on a slip."""

    code = "slip-field-wrong"
    exit_code = 79

    def __init__(self, field: str, expected: Text) -> None:
        self.field = field
        super().__init__(
            says=Text(
                id=f"Bukti perlindungan tidak dapat dibuat: isian '{field}' salah.",
                en=f"The proof-of-cover slip cannot be made: the field '{field}' is wrong.",
            ),
            do=Text(id=f"Harus {expected.id}.", en=f"It must be {expected.en}."),
        )


class SlipUnreadable(PayungError):
    """A text is no slip, or not a whole one."""

    code = "slip-unreadable"
    exit_code = 74

    def __init__(self) -> None:
        super().__init__(
            says=Text(
                id="Teks ini bukan bukti perlindungan Payung, atau tidak lengkap.",
                en="This text is no proof of cover of Payung, or not all of it.",
            ),
            do=Text(id="Pindai ulang kode QR pada lembar aslinya.", en="Scan the QR code on the paper again."),
        )


class SlipVersionUnknown(PayungError):
    """A slip is of a version this program does not know."""

    code = "slip-version-unknown"
    exit_code = 75

    def __init__(self) -> None:
        super().__init__(
            says=Text(
                id="Bukti perlindungan ini dari versi yang tidak dikenal.",
                en="This proof of cover is of an unknown version.",
            ),
            do=Text(
                id="Minta halaman pemeriksa yang terbaru dari kantor.", en="Ask the office for the newest check page."
            ),
        )


@dataclass(frozen=True)
class Slip:
    """What a slip says. Months as first days; both None where no month is covered."""

    number: int  # of the slip, 0 to 2^40 - 1
    programme: str
    group_kind: str
    group_number: str
    initials: str
    nik_end: str  # the last four digits
    birth_year: int | None
    village_code: str  # ten digits
    issued_on: date
    state: CoverState  # on the day of issue
    covered_from: date | None
    covered_through: date | None

    def covers(self, on: date) -> bool:
        """Whether the slip says that ``on`` is covered: known when it was issued, in a month paid by then."""
        if self.covered_from is None or self.covered_through is None or self.state not in COVERED:
            return False
        return self.covered_from <= on.replace(day=1) <= self.covered_through


@dataclass(frozen=True)
class SlipHolder:
    """Whose slip it is. ``nik``: all 16 digits; only the last four are ever written."""

    name: str
    nik: str
    birth_date: date | None
    village_code: str
    programme: str
    group_kind: str
    group_number: str


def slip_of(status: Status, holder: SlipHolder, number: int) -> Slip:
    """The slip of ``holder``, issued on the day of ``status``. Raises: SlipFieldWrong."""
    if not re.fullmatch(r"[0-9]{16}", holder.nik):
        raise SlipFieldWrong("nik", Text(id="16 angka", en="16 digits"))
    covered = status.state in COVERED
    return Slip(
        number=number,
        programme=holder.programme,
        group_kind=holder.group_kind,
        group_number=holder.group_number,
        initials=initials(holder.name),
        nik_end=holder.nik[-4:],
        birth_year=holder.birth_date.year if holder.birth_date else None,
        village_code=holder.village_code,
        issued_on=status.on,
        state=status.state,
        covered_from=status.started.replace(day=1) if covered and status.started else None,
        covered_through=status.paid_through if covered else None,
    )


def initials(name: str) -> str:
    """The first letters of a name's words, in capitals, six at most; "-" where it has no Latin letter.

    >>> initials("Siti Nur'aini"), initials("M. Ḥasan bin Ali"), initials("王")
    ('SN', 'MHBA', '-')
    """
    plain = unicodedata.normalize("NFKD", name).upper()
    letters = [word[0] for word in re.findall(r"[A-Z]+(?:['’`.-]?[A-Z]+)*", re.sub(r"[^A-Z'’`.\s-]", "", plain))]
    return "".join(letters)[: _LONGEST["initials"]] or "-"


def packed(slip: Slip, key: bytes) -> bytes:
    """``slip`` as bytes, naming the key that will sign it; the same slip, the same bytes. Raises: SlipFieldWrong."""
    words = {name: getattr(slip, name) for name in _LONGEST}
    for name, word in words.items():
        if len(word) > _LONGEST[name] or not _WORD.fullmatch(word):
            most = _LONGEST[name]
            raise SlipFieldWrong(name, Text(id=f"paling banyak {most} huruf ASCII", en=f"at most {most} ASCII letters"))
    days = (slip.issued_on - _FIRST_DAY).days
    first, last = (_month_number(month) for month in (slip.covered_from, slip.covered_through))
    year = slip.birth_year - 1899 if slip.birth_year else 0
    fits = {
        "number": 0 <= slip.number < 1 << 40,
        "issued_on": 0 <= days < 1 << 16,
        "covered_through": 0 <= first <= last < 1 << 16 and (first == 0) == (last == 0),
        "birth_year": 0 <= year < 1 << 8,
        "nik_end": re.fullmatch(r"[0-9]{4}", slip.nik_end) is not None,
        "village_code": re.fullmatch(r"[0-9]{10}", slip.village_code) is not None,
    }
    for name, right in fits.items():
        if not right:
            raise SlipFieldWrong(name, Text(id="dalam batas yang dapat ditulis", en="within what can be written"))
    head = _HEAD.pack(
        VERSION, key, slip.number.to_bytes(5, "big"), days, STATES_1.index(slip.state), first, last, year,
        int(slip.nik_end), int(slip.village_code).to_bytes(5, "big"),
    )  # fmt: skip
    return head + b"".join(bytes([len(word)]) + word.encode("ascii") for word in words.values())


def unpacked(payload: bytes) -> Slip:
    """The slip of these bytes. Raises: SlipUnreadable, also where they are not what ``packed`` would write."""
    try:
        slip = _slip(payload)
        again = packed(slip, key_of(payload))
    except (struct.error, IndexError, ValueError, OverflowError, SlipFieldWrong) as broken:
        raise SlipUnreadable from broken
    if again != payload:
        raise SlipUnreadable
    return slip


def key_of(payload: bytes) -> bytes:
    """The key the bytes name."""
    return payload[1 : 1 + KEY_BYTES]


def _slip(payload: bytes) -> Slip:
    _, _, number, days, state, first, last, year, nik_end, village = _HEAD.unpack_from(payload)
    words, place = [], _HEAD.size
    for _ in _LONGEST:
        size = payload[place]
        words.append(payload[place + 1 : place + 1 + size].decode("ascii"))
        place += 1 + size
    programme, group_kind, group_number, letters = words
    return Slip(
        int.from_bytes(number, "big"), programme, group_kind, group_number, letters, f"{nik_end:04d}",
        1899 + year if year else None, f"{int.from_bytes(village, 'big'):010d}", _FIRST_DAY + timedelta(days=days),
        STATES_1[state], _month(first), _month(last),
    )  # fmt: skip


def _month_number(month: date | None) -> int:
    return (month.year - _FIRST_YEAR) * 12 + month.month if month else 0


def _month(number: int) -> date | None:
    return date(_FIRST_YEAR + (number - 1) // 12, (number - 1) % 12 + 1, 1) if number else None
