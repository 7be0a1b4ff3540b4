"""Slips to cut and hand out: how to go on paying oneself, how much, until when. Four to a page."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from payung.core.basis.days import long_day
from payung.core.basis.months import named
from payung.core.basis.rupiah import rupiah
from payung.gateways.cover_ends.self_pay import PLACE, Payer, VillageList, in_months
from payung.gateways.pdf_pen import BOLD, REGULAR, Pen, printable, wrapped

A_PAGE = 4
SIDE, TOP = 34.0, 24.0
"""Points."""
SIZES = (10.2, 9.4, 8.6, 7.8, 7.0)
"""Letters, the largest that fit."""
HEAD, FOOT, LEAD = 72.0, 28.0, 1.38
"""Points above and below the lines of a slip, and the distance of lines in sizes of the letters."""


def write_slips(listed: VillageList, path: Path) -> None:
    """Write the slips of one village, by name. The same list gives the same bytes."""
    width, height = A4
    canvas = Canvas(str(path), pagesize=A4, pageCompression=1, invariant=1, lang="id-ID")
    canvas.setTitle(f"Meneruskan iuran sendiri – {listed.code}")
    pen = Pen(canvas)
    each = (height - 2 * TOP) / A_PAGE
    for start in range(0, len(listed.payers), A_PAGE):
        for place, payer in enumerate(listed.payers[start : start + A_PAGE]):
            top = height - TOP - place * each
            pen.dashed(SIDE - 12, top - each + 5, width - 2 * (SIDE - 12), each - 10)
            _slip(pen, listed, payer, top - 24, width)
        pen.end_page()
    canvas.save()


def _slip(pen: Pen, listed: VillageList, payer: Payer, y: float, width: float) -> None:
    inner = width - 2 * SIDE
    pen.text(SIDE, y, "Teruskan perlindungan kerja Anda", 13, BOLD)
    pen.right(width - SIDE, y, "BPJS Ketenagakerjaan: JKK dan JKM", 8, grey=0.35)
    y -= 19
    pen.text(SIDE, y, wrapped(printable(payer.name), inner * 0.55, 12, BOLD)[0], 12, BOLD)
    pen.right(width - SIDE, y, printable(f"NIK {payer.nik}"), 9.4)
    y -= 14
    pen.text(SIDE, y, wrapped(printable(listed.village), inner, 8.5)[0], 8.5, grey=0.35)
    y -= 18
    size, lines = fitted(listed, payer, inner)
    for line, font in lines:
        pen.text(SIDE, y, line, size, font)
        y -= size * LEAD
    pen.text(SIDE, y - 5, f"Tempat bayar: {PLACE}", 9)
    pen.text(SIDE + inner / 2 + 8, y - 5, f"Kode bayar: {PLACE}", 9)


def fitted(listed: VillageList, payer: Payer, width: float) -> tuple[float, list[tuple[str, str]]]:
    """The largest of ``SIZES`` at which what a slip says fits, and its lines with their font."""
    room = (A4[1] - 2 * TOP) / A_PAGE - HEAD - FOOT
    for size in SIZES:
        lines = [
            (part, font) for said, font in _lines(listed, payer) for part in wrapped(printable(said), width, size, font)
        ]
        if len(lines) * size * LEAD <= room:
            break
    return size, lines


def _lines(listed: VillageList, payer: Payer) -> Sequence[tuple[str, str]]:
    until = named(payer.last_month)
    lines = [
        (f"Iuran Anda dibayar oleh {payer.fund} sampai {until}. Mulai {long_day(payer.first_without)} tidak ada lagi "
         "yang membayar.", REGULAR),
        (f"Bayar sendiri: {in_months(payer)}.", BOLD),
        (f"Jatuh tempo tanggal {listed.due_day} tiap bulan. Bila tidak dibayar, kepesertaan berakhir sesudah "
         f"{long_day(payer.last_day)} dan mulai dari nol.", REGULAR),
        (_worth(listed, payer), REGULAR),
    ]  # fmt: skip
    if payer.too_old:
        lines.append(
            (f"Penting: usia Anda mencapai {listed.age_limit}. Sesudah berakhir Anda tidak dapat mendaftar lagi.", BOLD)
        )
    return lines


def _worth(listed: VillageList, payer: Payer) -> str:
    full = rupiah(listed.pays_full)
    if payer.to_full:
        first = f"Bayar {payer.to_full} bulan lagi, maka keluarga berhak santunan kematian penuh {full}."
    else:
        first = f"Anda sudah berhak santunan kematian penuh {full} untuk keluarga."
    if payer.to_scholarship:
        return f"{first} Beasiswa anak: kurang {payer.to_scholarship} bulan."
    return f"{first} Bulan Anda sudah cukup untuk beasiswa anak."
