"""The report of months as PDF, standing A4: the books of every fund, months of cover, papers, and what remains."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from payung.core.basis.months import named
from payung.core.basis.rupiah import number, rupiah
from payung.core.cover.month_report import HELD, Equation, MonthReport
from payung.gateways import record_pages as pages
from payung.gateways.pdf_pen import BOLD, Pen, printable
from payung.gateways.record_pages import SIDE, WIDTH, Block, Column
from payung.gateways.report_words import account_named, balance_rows, moved_rows, span, standing_of

SHORT_HASH = 16
MOST_PAPERS = 40
"""Bills or payments named one by one; where there are more, by month, and one by one in the workbook."""


def write_report_pdf(report: MonthReport, office: str, path: Path) -> None:
    """Write ``report`` to ``path``; ``office`` stands above it. The same report gives the same bytes."""
    canvas = Canvas(str(path), pagesize=(WIDTH, pages.HEIGHT), pageCompression=1, invariant=1, lang="id-ID")
    canvas.setTitle(f"Laporan bulanan – {span(report)}")
    canvas.setAuthor(printable(office))
    footer = pages.Footer(
        f"Laporan dana pelindungan pekerja rentan · {span(report)}",
        f"Kepala rantai catatan: {report.chain_head[:SHORT_HASH]}",
    )
    pages.draw_pages(Pen(canvas), pages.paginate(list(_body(report, office))), footer)
    canvas.save()


def _body(report: MonthReport, office: str) -> Iterator[Block]:
    yield _title(report, office)
    yield from _verdict(report)
    yield from _balances(report)
    yield from _moved(report)
    yield from _cover(report)
    yield from _papers(report)
    yield from _equations(report)


def _title(report: MonthReport, office: str) -> Block:
    def draw(pen: Pen, y: float) -> None:
        centre = WIDTH / 2
        pen.centre(centre, y - 12, printable(office).upper()[:90], 9.6, BOLD)
        pen.centre(centre, y - 28, "LAPORAN DANA PELINDUNGAN PEKERJA RENTAN", 12.5, BOLD)
        pen.centre(centre, y - 42, f"Bulan buku {span(report)} – {standing_of(report)}", 9.2)
        pen.line(SIDE, y - 50, pages.RIGHT, y - 50, 1.2, grey=0.0)

    return Block(60.0, draw)


def _verdict(report: MonthReport) -> Iterator[Block]:
    wrong = [one for one in report.equations if one.remainder]
    if not wrong:
        said = (
            f"Semua {number(len(report.equations))} persamaan habis: setiap rupiah dana yang ditetapkan, ditagih atau "
            "dibayar ada orang dan bulannya. Sisa yang tidak dapat dijelaskan: Rp0."
        )
    else:
        said = (
            f"TIDAK HABIS: {number(len(wrong))} dari {number(len(report.equations))} persamaan bersisa. Lihat bagian E "
            "dan jalankan payung store verify sebelum laporan ini dipakai."
        )
    yield from pages.paragraph(said, font=BOLD)


def _balances(report: MonthReport) -> Iterator[Block]:
    yield pages.section("A.  Di mana uangnya pada akhir bulan", "where the money lies at the end", holds=3)
    columns = [Column("Dana", 96), Column("Uang masuk", 74, "right")]
    columns += [Column(account_named(account), 70, "right") for account in HELD]
    rows = [
        (f"{fund} – {name}" if name.casefold() != fund.casefold() else fund, rupiah(came), *map(rupiah, held))
        for fund, name, came, held in balance_rows(report.funds)
    ]
    sums = [sum(fund.received for fund in report.funds)]
    sums += [sum(fund.closing[account] for fund in report.funds) for account in HELD]
    rows.append(("JUMLAH", *map(rupiah, sums)))
    yield from pages.table(columns, rows, strong=(len(rows) - 1,))
    if any(fund.closing["free"] < 0 for fund in report.funds):
        yield from pages.paragraph(
            "Angka di bawah nol: SK menetapkan lebih dari uang yang menurut buku sudah masuk sampai bulan ini.",
            size=7.4,
        )


def _moved(report: MonthReport) -> Iterator[Block]:
    yield pages.section("B.  Yang bergerak dalam bulan laporan", "what moved in these months", holds=3)
    columns = [Column("Dana", 110), Column("Gerakan", 190), Column("Orang-bulan", 70, "right"),
               Column("Rupiah", 100, "right")]  # fmt: skip
    rows = [
        (fund, step, number(months) if months else "–", rupiah(amount))
        for fund, step, months, amount in moved_rows(report)
    ]
    yield from pages.table(columns, rows or [("–", "tidak ada", "–", "–")])


def _cover(report: MonthReport) -> Iterator[Block]:
    yield pages.section("C.  Bulan perlindungan, dalam orang-bulan", "months of cover, in person-months", holds=3)
    columns = [
        Column("Bulan", 80), Column("Baru ditetapkan", 56, "right"), Column("Ditagih, belum dibayar", 60, "right"),
        Column("Dibayar", 56, "right"), Column("Rupiah dibayar", 84, "right"),
        Column("Ada di daftar BPJS", 56, "right"), Column("Tidak ada di daftar", 56, "right"),
        Column("Daftar belum diterima", 60, "right"),
    ]  # fmt: skip
    rows = [
        (named(one.month), *map(number, (one.reserved, one.committed, one.paid)), rupiah(one.amount),
         *map(number, (one.listed, one.unlisted, one.list_missing)))
        for one in report.cover
    ]  # fmt: skip
    sums = [
        sum(getattr(one, name) for one in report.cover)
        for name in ("reserved", "committed", "paid", "amount", "listed", "unlisted", "list_missing")
    ]
    rows.append(("JUMLAH", *map(number, sums[:3]), rupiah(sums[3]), *map(number, sums[4:])))
    yield from pages.table(columns, rows, strong=(len(rows) - 1,))


def _papers(report: MonthReport) -> Iterator[Block]:
    yield pages.section("D.  Tagihan dan pembayaran", "bills and payments", holds=3)
    bills = [one for one in report.bills if one.booked >= report.first]
    columns = [Column("Tagihan", 150), Column("Jumlah", 80, "right"), Column("Orang-bulan diambil", 60, "right"),
               Column("Rupiah diambil", 80, "right"), Column("Tidak diambil", 80, "right")]  # fmt: skip
    each = [(one.code, one.amount, one.taken, one.taken_amount) for one in bills]
    rows = [
        (said, rupiah(asked), number(months), rupiah(taken), rupiah(asked - taken))
        for said, asked, months, taken in _few(each, [one.booked for one in bills])
    ]
    yield from pages.table(columns, rows or [("–", "–", "–", "–", "–")])
    yield pages.gap(6)
    payments = [one for one in report.payments if one.booked >= report.first]
    columns = [Column("Pembayaran", 240), Column("Jumlah", 90, "right"), Column("Orang-bulan", 60, "right"),
               Column("Harga orang-bulannya", 90, "right")]  # fmt: skip
    paid = [(one.papers, one.amount, one.person_months, one.months_amount) for one in payments]
    lines = [
        (said, rupiah(asked), number(months), rupiah(own))
        for said, asked, months, own in _few(paid, [one.booked for one in payments])
    ]
    yield from pages.table(columns, lines or [("–", "–", "–", "–")])


def _few(rows: list[tuple[str, int, int, int]], booked: list[int]) -> list[tuple[str, int, int, int]]:
    """The rows, or where they are many their sums by month."""
    if len(rows) <= MOST_PAPERS:
        return rows
    sums = [Counter[int](), Counter[int](), Counter[int]()]
    for (_, *figures), month in zip(rows, booked, strict=True):
        for counter, figure in zip(sums, figures, strict=True):
            counter[month] += figure
    counts = Counter(booked)
    return [
        (f"{number(counts[month])} surat, {named(month)}", *(counter[month] for counter in sums))  # type: ignore[misc]
        for month in sorted(counts)
    ]


def _equations(report: MonthReport) -> Iterator[Block]:
    yield pages.section("E.  Persamaan: dihitung dua kali, harus sama", "counted twice, must be the same", holds=3)
    columns = [Column("Persamaan", 250), Column("Kiri", 84, "right"), Column("Kanan", 84, "right"),
               Column("Sisa", 60, "right")]  # fmt: skip
    rows = [(one.says.id, *(figure(one, value) for value in (one.left, one.right, one.remainder)))
            for one in report.equations]  # fmt: skip
    wrong = [at for at, one in enumerate(report.equations) if one.remainder]
    yield from pages.table(columns, rows, strong=wrong)


def figure(equation: Equation, value: int) -> str:
    """A figure of an equation in its unit."""
    return rupiah(value) if equation.unit == "rupiah" else number(value)
