"""Proof-of-cover slips as PDF: one on a sheet of A6, or a village's on A4, four a sheet with cut marks.

Plain Indonesian, letters for old eyes, black and white.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from reportlab.lib.pagesizes import A4, A6
from reportlab.pdfgen.canvas import Canvas

from payung.core.basis.days import long_day, month_name
from payung.core.basis.rupiah import rupiah
from payung.core.cover.slip import Slip
from payung.core.cover.status import COVERED, STATES
from payung.gateways.pdf_pen import BOLD, REGULAR, Pen, printable, text_width, wrapped
from payung.gateways.qr_code import draw_qr
from payung.gateways.slip_receipts import draw_receipts

MARGIN = 15.0
QR_SIDE = 112.0
"""Points; with the quiet edge a module is about 0.7 mm, which phones read from worn paper."""
CUT = 9.0


@dataclass(frozen=True)
class SlipOffice:
    """Who hands the slips out. An empty phone number is printed as a line to write on."""

    name: str
    phone: str = ""
    bpjs_phone: str = ""


@dataclass(frozen=True)
class PrintedSlip:
    """A signed slip and what stands on the paper beside it; whole rupiah for a death on the day of issue."""

    slip: Slip
    text: str  # the signed text in the QR code
    name: str
    village: str  # with its district
    programme: str
    death: int  # not caused by work
    work_death: int
    full_death: int  # once the first months are over
    full_from: date | None
    report_hours: int


class Line(NamedTuple):
    """One line of a slip: its text, its size, its font, the space it takes."""

    text: str
    size: float
    font: str = REGULAR
    lead: float = 0.0
    above: float = 0.0  # more space above it


def write_slip_pdf(printed: PrintedSlip, path: Path, office: SlipOffice) -> None:
    """One slip on a sheet of A6. The same slip gives the same bytes."""
    canvas = _canvas(path, A6, office)
    pen = Pen(canvas)
    draw_slip(pen, 0, A6[1], printed, office)
    pen.end_page()
    canvas.save()


def write_village_pdf(printed: Sequence[PrintedSlip], path: Path, office: SlipOffice) -> None:
    """The slips of a village by name, four on a sheet of A4, then the list to sign on receipt."""
    canvas = _canvas(path, A4, office)
    pen = Pen(canvas)
    in_order = sorted(printed, key=lambda one: (one.name.casefold(), one.slip.nik_end, one.slip.number))
    for start in range(0, len(in_order), 4):
        for place, one in enumerate(in_order[start : start + 4]):
            left, top = place % 2 * A4[0] / 2, A4[1] - place // 2 * A4[1] / 2
            draw_slip(pen, left, top, one, office)
        _cut_marks(pen)
        pen.end_page()
    rows = [(one.name, one.slip.nik_end, one.slip.number) for one in in_order]
    draw_receipts(pen, rows, title=in_order[0].village if in_order else "", office=office.name)
    canvas.save()


def _canvas(path: Path, size: tuple[float, float], office: SlipOffice) -> Canvas:
    canvas = Canvas(str(path), pagesize=size, pageCompression=1, invariant=1, lang="id-ID")
    canvas.setTitle("Bukti perlindungan pekerja")
    canvas.setAuthor(office.name)
    return canvas


def draw_slip(pen: Pen, left: float, top: float, printed: PrintedSlip, office: SlipOffice) -> None:
    """One slip into a quarter of A4 whose upper left corner is at ``left``, ``top``."""
    x, width = left + MARGIN, A6[0] - 2 * MARGIN
    y = top - MARGIN - 13
    pen.text(x, y, "BUKTI PERLINDUNGAN", 15, BOLD)
    pen.text(x, y - 12, "BPJS Ketenagakerjaan: kecelakaan kerja dan kematian", 8.5)
    pen.line(x, y - 18, x + width, y - 18, 1.2, grey=0)
    draw_qr(pen, x + width - QR_SIDE, y - 22 - QR_SIDE, printed.text, QR_SIDE)
    pen.centre(x + width - QR_SIDE / 2, y - 28 - QR_SIDE, f"No. {printed.slip.number}", 8)
    low, beside = y - 34 - QR_SIDE, width - QR_SIDE - 8
    _write(pen, x, y - 35, beside, _fitted(_who(printed), beside, y - 35 - low + 8))
    y = _state(pen, x, low, width, printed.slip) - 14
    foot = top - A6[1] + MARGIN
    _write(pen, x, y, width, _fitted([*_money(printed), *_accident(printed, office)], width, y - foot - 14))
    _foot(pen, x, foot, width, printed)


def _who(printed: PrintedSlip) -> list[Line]:
    slip = printed.slip
    born = f"Lahir tahun {slip.birth_year}" if slip.birth_year else ""
    return [
        Line(printed.name, 13, BOLD, 16),
        Line(f"NIK berakhir {slip.nik_end}", 10, lead=14),
        Line(born, 10, lead=14 if born else 0),
        Line(printed.village, 10, lead=12.5),
        Line(printed.programme, 9, lead=11.5),
        Line(f"Wadah {slip.group_kind} {slip.group_number}", 9, lead=11.5),
    ]


def _state(pen: Pen, x: float, y: float, width: float, slip: Slip) -> float:
    """The framed state; gives the y below it."""
    state, height = STATES[slip.state].id.upper(), 42.0
    until = "" if slip.covered_through is None else f"sampai akhir {month_name(slip.covered_through)}"
    since = f"{month_name(slip.covered_from)} " if slip.covered_from else ""
    pen.fill(x, y - height, width, height, 0.9)
    for edge in (y, y - height):
        pen.line(x, edge, x + width, edge, 1.2, grey=0)
    words = f"Terlindungi {since}{until}" if until else "Tidak ada bulan yang tercakup"
    for text, size, below in ((state, 14.0, 17), (words, 11.5, 34)):
        while text_width(text, size, BOLD) > width - 12:
            size -= 0.5
        pen.text(x + 6, y - below, text, size, BOLD)
    return y - height


def _money(printed: PrintedSlip) -> list[Line]:
    if printed.slip.state not in COVERED:
        return [Line("Tanyakan ke kantor di bawah ini sebelum memakai lembar ini.", 10, BOLD, 13)]
    later = printed.full_from if printed.death != printed.full_death else None
    said = f" (mulai {long_day(later)}: {rupiah(printed.full_death)})" if later else ""
    return [
        Line("Bila meninggal, ahli waris menerima", 10.5, BOLD, 14),
        Line(f"karena kecelakaan kerja: {rupiah(printed.work_death)}", 10, lead=13),
        Line(f"karena sebab lain: {rupiah(printed.death)}{said}", 10, lead=13),
        Line("Tanpa potongan. Mengurusnya tidak dipungut biaya.", 10, lead=13),
    ]


def _accident(printed: PrintedSlip, office: SlipOffice) -> list[Line]:
    hours = "2 × 24 jam" if printed.report_hours == 48 else f"{printed.report_hours} jam"
    return [
        Line("Bila kecelakaan saat bekerja", 10.5, BOLD, 14, above=4),
        Line("1. Ke rumah sakit atau puskesmas. Bawa lembar ini dan KTP.", 10, lead=12.5),
        Line(f"2. Lapor paling lambat {hours} ke kantor desa atau:", 10, lead=12.5),
        Line(f"{office.name}, telepon {office.phone or '_' * 18}", 10, BOLD, 13),
        Line(f"BPJS Ketenagakerjaan, telepon {office.bpjs_phone or '_' * 18}", 10, BOLD, 13),
        Line("3. Ingat nama orang yang melihat kejadian.", 10, lead=12.5),
    ]


def _foot(pen: Pen, x: float, low: float, width: float, printed: PrintedSlip) -> None:
    pen.line(x, low + 20, x + width, low + 20)
    pen.text(x, low + 10, f"Terbit {long_day(printed.slip.issued_on)}. Menunjukkan keadaan pada hari terbit.", 8, BOLD)
    pen.text(x, low, "Periksa: pindai kode, tempel pada halaman periksa. Bukan kartu peserta BPJS.", 7.5)


def _fitted(lines: Sequence[Line], width: float, height: float) -> list[Line]:
    """The lines in letters as large as fit."""
    share = 1.16
    while True:
        fitted = [
            Line(line.text, line.size * share, line.font, line.lead * share, line.above * share) for line in lines
        ]
        if share < 0.6 or sum(len(_parts(line, width)) * line.lead + line.above for line in fitted) <= height:
            return fitted
        share -= 0.04


def _parts(line: Line, width: float) -> tuple[str, ...]:
    return wrapped(printable(line.text), width, line.size, line.font) if line.text else ()


def _write(pen: Pen, x: float, y: float, width: float, lines: Sequence[Line]) -> None:
    """Lines from ``y`` down, wrapped to ``width``."""
    for line in lines:
        y -= line.above
        for part in _parts(line, width):
            pen.text(x, y, part, round(line.size, 1), line.font)
            y -= line.lead


def _cut_marks(pen: Pen) -> None:
    """Short lines at the edges and in the middle of the sheet, where it is cut."""
    width, height = A4
    for x, y, across, up in (
        (width / 2, 0, 0, CUT), (width / 2, height - CUT, 0, CUT), (0, height / 2, CUT, 0),
        (width - CUT, height / 2, CUT, 0), (width / 2 - CUT, height / 2, 2 * CUT, 0),
        (width / 2, height / 2 - CUT, 0, 2 * CUT),
    ):  # fmt: skip
        pen.line(x, y, x + across, y + up, 0.5, grey=0.3)
