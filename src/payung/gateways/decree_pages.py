"""The pages of the annex: paper, opening with letterhead and number block, page breaks, closing, footer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from payung.core.basis.days import long_day
from payung.core.basis.rupiah import in_words
from payung.core.programmes.programme import Case
from payung.gateways.decree_annex import Block
from payung.gateways.pdf_pen import BOLD, REGULAR, Pen, printable, text_width, wrapped
from payung.gateways.qr_code import draw_qr

WORDS_SIZE = 9.0
QR_SIDE = 86.0
_DOTS = "." * 42
_PAPERS = {"A4": (841.9, 595.3), "F4": (935.4, 609.4)}  # points, lying; F4 is 330 x 215 mm


@dataclass(frozen=True)
class Sheet:
    """Paper and margins, in points."""

    width: float
    height: float
    side: float = 34.0
    top: float = 30.0
    bottom: float = 36.0

    @staticmethod
    def of(paper: Literal["A4", "F4"]) -> "Sheet":
        """The sheet of that name, lying."""
        return Sheet(*_PAPERS[paper])

    @property
    def inner_width(self) -> float:
        """Between the side margins."""
        return self.width - 2 * self.side

    @property
    def room(self) -> float:
        """Height of a page after the first, without the heading row of the table."""
        return self.height - self.top - self.bottom - 16.0


class HasHeight(Protocol):
    """What pagination must know of a thing."""

    @property
    def height(self) -> float: ...
    @property
    def kind(self) -> str: ...
    @property
    def village(self) -> int: ...


Thing = TypeVar("Thing", bound=HasHeight)
_HOLDS_ON = {"regency": 2, "village": 1, "recap-head": 1, "recap-total": 2, "words": 1}
"""A thing stays on the page of so many after it: headings above their rows, the signature below the total it signs."""


def paginate(
    items: list[Thing], sheet: Sheet, opening: float, continued: Callable[[Thing], Thing]
) -> list[list[Thing]]:
    """``items`` in pages. A village that runs over a page gets its heading, ``continued``, on the next."""
    result: list[list[Thing]] = [[]]
    left = sheet.room - opening
    heading: Thing | None = None
    for place, item in enumerate(items):
        needed = item.height + sum(after.height for after in items[place + 1 : place + 1 + _HOLDS_ON.get(item.kind, 0)])
        if needed > left and result[-1]:
            result.append([])
            left = sheet.room
            if item.kind == "row" and heading is not None:
                result[-1].append(continued(heading))
                left -= heading.height
        if item.kind == "village":
            heading = item
        result[-1].append(item)
        left -= item.height
    return result


def first_height(case: Case) -> float:
    """Points the opening takes on the first page."""
    return 190.0 + 10.0 * len(_basis(case))


def words(amount: int) -> str:
    """The terbilang line."""
    return f"Terbilang: {in_words(amount)}"


def draw_opening(pen: Pen, case: Case, sheet: Sheet, decree: Block | None, *, public: bool) -> float:
    """Letterhead, number block and title; gives the y below them."""
    left, right, top = sheet.side, sheet.side + sheet.inner_width, sheet.height - sheet.top
    centre = sheet.width / 2
    pen.dashed(left, top - 52, 46, 52)
    pen.centre(left + 23, top - 25, "lambang", 6.5, grey=0.4)
    pen.centre(left + 23, top - 33, "daerah", 6.5, grey=0.4)
    office = printable(case.programme.run_by).upper()
    pen.centre(centre, top - 14, office, _fitting(office, sheet.inner_width - 130, 13), BOLD)
    pen.centre(centre, top - 29, _DOTS, 9)
    pen.centre(centre, top - 37, "(nama perangkat daerah)", 6.5, grey=0.4)
    pen.centre(centre, top - 48, f"Alamat {_DOTS}  Telepon {_DOTS[:20]}  Laman {_DOTS[:24]}", 7.5)
    pen.line(left, top - 57, right, top - 57, 1.8, grey=0.0)
    pen.line(left, top - 59.6, right, top - 59.6, 0.5, grey=0.0)
    block = right - 205
    pen.text(block, top - 74, "LAMPIRAN KEPUTUSAN", 8.5, BOLD)
    pen.text(block + 100, top - 74, _DOTS[:31], 8.5)
    said = (decree.number, long_day(decree.dated), decree.about) if decree else (_DOTS[:40],) * 3
    for step, (word, value) in enumerate(zip(("NOMOR", "TANGGAL", "TENTANG"), said, strict=True), start=1):
        pen.text(block, top - 74 - 12 * step, word, 8.5)
        text = f": {printable(value)}"
        pen.text(block + 52, top - 74 - 12 * step, text, _fitting(text, 153, 8.5))
    y = top - 134
    pen.centre(centre, y, "DAFTAR PENERIMA BANTUAN IURAN BPJS KETENAGAKERJAAN", 11, BOLD)
    pen.centre(centre, y - 14, "JAMINAN KECELAKAAN KERJA (JKK) DAN JAMINAN KEMATIAN (JKM)", 9.5, BOLD)
    name = printable(case.programme.name.id)
    pen.centre(centre, y - 28, name, _fitting(name, sheet.inner_width, 9.5))
    state = f"Tahun {case.programme.year} · keadaan per {long_day(case.on)}"
    pen.centre(centre, y - 40, f"{state} · VERSI PUBLIK (tanpa NIK dan alamat)" if public else state, 8.5)
    for line in _basis(case):
        y -= 10
        pen.centre(centre, y - 41, line, 7)
    return y - 52


def draw_item(
    pen: Pen,
    kind: str,
    cells: tuple[tuple[str, ...], ...],
    sheet: Sheet,
    y: float,
    height: float,
    decree: Block | None = None,
) -> None:
    """Anything but a row of the table, its upper edge at ``y``."""
    left, right = sheet.side, sheet.side + sheet.inner_width
    if kind == "regency":
        pen.fill(left, y - height, sheet.inner_width, height, 0.25)
        pen.text(left + 5, y - 11.3, cells[0][0], 8.5, BOLD, grey=1.0)
    elif kind == "village":
        pen.fill(left, y - height, sheet.inner_width, height, 0.93)
        pen.line(left, y - height, right, y - height)
        pen.text(left + 5, y - 10.2, cells[0][0], 7.8, BOLD)
        pen.right(right - 5, y - 10.2, cells[1][0], 7.8)
    elif kind in ("recap-head", "recap", "recap-total"):
        _draw_recap(pen, cells, sheet, y, height, head=kind == "recap-head")
    elif kind == "words":
        for step, line in enumerate(cells[0]):
            pen.text(_recap_left(sheet), y - 16 - 12 * step, line, WORDS_SIZE, BOLD)
    elif kind == "sign":
        _draw_signature(pen, cells[0], sheet, y, decree)
    else:
        pen.centre(sheet.width / 2, y - 16, cells[0][0], 9)


def draw_footer(pen: Pen, sheet: Sheet, left: str, fingerprint: str, count: int, of: int) -> None:
    """Programme, fingerprint of the list, page x of y."""
    y = sheet.bottom - 16
    right = sheet.side + sheet.inner_width
    pen.line(sheet.side, y + 9, right, y + 9)
    pen.text(sheet.side, y, wrapped(left, sheet.inner_width * 0.34, 6.8)[0], 6.8, grey=0.2)
    pen.centre(sheet.width / 2 + 80, y, f"Sidik daftar (SHA-256): {fingerprint}", 6.8, grey=0.2)
    pen.right(right, y, f"Halaman {count} dari {of}", 6.8, grey=0.2)


_RECAP_WIDTHS = (230.0, 60.0, 70.0, 80.0, 130.0)


def _recap_left(sheet: Sheet) -> float:
    return (sheet.width - sum(_RECAP_WIDTHS)) / 2


def _draw_recap(
    pen: Pen, cells: tuple[tuple[str, ...], ...], sheet: Sheet, y: float, height: float, *, head: bool
) -> None:
    """A line of the recapitulation: heading (with its title above), regency or total."""
    left, width = _recap_left(sheet), sum(_RECAP_WIDTHS)
    total = cells[0] == ("total",)
    row = 15.0 if head else height
    low = y - height
    if head:
        pen.centre(sheet.width / 2, low + row + 7, "REKAPITULASI", 9.5, BOLD)
        pen.line(left, low + row, left + width, low + row, 0.8, grey=0.2)
    if head or total:
        pen.fill(left, low, width, row, 0.85 if head else 0.93)
    pen.line(left, low, left + width, low, 0.8 if head or total else 0.3, grey=0.2 if head or total else 0.7)
    font = BOLD if head or total else REGULAR
    x = left
    pen.text(x + 5, low + 4.2, cells[1][0], 8.0, font)
    pen.line(left, low, left, low + row)
    for cell, column in zip(cells[1:], _RECAP_WIDTHS, strict=True):
        x += column
        pen.line(x, low, x, low + row)
        if cell is not cells[1]:
            pen.right(x - 5, low + 4.2, cell[0], 8.0, font)


def _draw_signature(pen: Pen, notes: tuple[str, ...], sheet: Sheet, y: float, decree: Block | None) -> None:
    left = sheet.side + sheet.inner_width - 250
    pen.text(left, y - 16, f"Ditetapkan di {_DOTS[:36]}", 8.5)
    pen.text(left, y - 28, f"pada tanggal {_DOTS[:36]}", 8.5)
    pen.text(left, y - 44, f"{_DOTS},", 8.5)
    pen.text(left, y - 51, "(jabatan yang menetapkan)", 6.5, grey=0.4)
    pen.dashed(left, y - 104, 150, 46)
    pen.centre(left + 75, y - 78, "tempat tanda tangan", 6.5, grey=0.4)
    pen.centre(left + 75, y - 86, "elektronik / QR", 6.5, grey=0.4)
    pen.text(left, y - 117, f"Nama  {_DOTS}", 8.5)
    pen.text(left, y - 129, f"NIP     {_DOTS}", 8.5)
    if decree:
        text = f"PAYUNG SK {decree.number} {decree.dated.isoformat()} {decree.list_hash}"
        draw_qr(pen, sheet.side, y - 100, text, QR_SIDE)
        pen.text(sheet.side + QR_SIDE + 8, y - 30, "Kode ini memuat nomor, tanggal dan sidik daftar.", 7, grey=0.2)
        pen.text(sheet.side + QR_SIDE + 8, y - 40, "Cocokkan dengan kaki setiap halaman.", 7, grey=0.2)
    for step, note in enumerate(notes):
        pen.text(sheet.side, y - 117 - 10 * step, note, 7, grey=0.2)


def _fitting(text: str, room: float, size: float) -> float:
    """``size``, or the smaller one at which ``text`` is as wide as ``room``, in points."""
    return min(size, round(size * room / max(1.0, text_width(text, size, BOLD)), 1))


def _basis(case: Case) -> tuple[str, ...]:
    """The legal basis in at most four printed lines."""
    listed = "; ".join(case.programme.legal_basis)
    return wrapped(printable(f"Dasar: {listed}"), 700.0, 7)[:4] if listed else ()
