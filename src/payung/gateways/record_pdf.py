"""The record of reconciliation as PDF, standing A4, ready to sign."""

from collections.abc import Iterator
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from payung.core.basis.days import short_day
from payung.core.basis.rupiah import in_words, number, rupiah
from payung.core.cover.piles import LIST_ONLY, LISTED_SHORT, PILES, REASONS, SHOWN
from payung.core.cover.record import DOCUMENTS, Party, Record, checked, day_in_words, month_span
from payung.core.cover.treatments import KINDS, TREATMENTS
from payung.gateways import record_pages as pages
from payung.gateways.pdf_pen import BOLD, Pen, printable, text_width, wrapped
from payung.gateways.record_annex import Annex
from payung.gateways.record_pages import INNER, RIGHT, SIDE, SIZE, WIDTH, Block, Column

SHORT_HASH = 16
"""Hexadecimal digits of a hash that are printed."""

_RANK = ("PERTAMA", "KEDUA")


def write_record_pdf(record: Record, annex: Annex, path: Path) -> None:
    """Write ``record`` with the list of what is to be explained to ``path``; the same record gives the same bytes.

    Raises: RecordDoesNotAdd.
    """
    checked(record)
    canvas = Canvas(str(path), pagesize=(WIDTH, pages.HEIGHT), pageCompression=1, invariant=1, lang="id-ID")
    canvas.setTitle(f"Berita Acara Rekonsiliasi – {record.programme} – {month_span(record.months)}")
    canvas.setAuthor(record.office[0])
    canvas.setSubject(f"Sidik daftar {annex.sha256[:SHORT_HASH]}")
    marks = f"Kepala rantai catatan: {record.chain_head[:SHORT_HASH]}   ·   Sidik daftar (SHA-256): "
    footer = pages.Footer(
        f"Berita acara rekonsiliasi · {record.programme} · {month_span(record.months)}",
        f"{marks}{annex.sha256[:SHORT_HASH]}",
    )
    body = list(_body(record))
    laid_out = pages.paginate(body)
    listed = list(_annex(annex))
    pages.draw_pages(Pen(canvas), [*laid_out, *(pages.paginate(listed) if listed else [])], footer)
    canvas.save()


def _body(record: Record) -> Iterator[Block]:
    yield _letterhead(record)
    yield _title(record)
    yield from _parties(record)
    yield from _documents(record)
    yield from _piles(record)
    yield from _to_explain(record)
    yield from _overpaid(record)
    yield from _agreed(record)
    yield from _signatures(record)


def _letterhead(record: Record) -> Block:
    """The office's own lines; the coat of arms is put in by the office."""
    first, *rest = [printable(line) for line in record.office]

    def draw(pen: Pen, y: float) -> None:
        pen.dashed(SIDE, y - 50, 44, 50)
        pen.centre(SIDE + 22, y - 24, "lambang", 6.5, grey=0.4)
        pen.centre(SIDE + 22, y - 32, "daerah", 6.5, grey=0.4)
        centre = SIDE + 44 + (INNER - 44) / 2
        pen.centre(centre, y - 14, first.upper(), _fitting(first.upper(), INNER - 60, 13.0), BOLD)
        for at, line in enumerate(rest[:3]):
            size, font = (11.0, BOLD) if at == 0 else (7.6, "Vera")
            pen.centre(centre, y - 28 - 11 * at, line, _fitting(line, INNER - 60, size), font)
        pen.line(SIDE, y - 57, RIGHT, y - 57, 1.8, grey=0.0)
        pen.line(SIDE, y - 59.8, RIGHT, y - 59.8, 0.5, grey=0.0)

    return Block(68.0, draw)


def _title(record: Record) -> Block:
    number_said = printable(record.number) if record.number else pages.dots(170)

    def draw(pen: Pen, y: float) -> None:
        centre = WIDTH / 2
        pen.centre(centre, y - 15, "BERITA ACARA REKONSILIASI IURAN", 12.5, BOLD)
        subject = "JAMINAN KECELAKAAN KERJA (JKK) DAN JAMINAN KEMATIAN (JKM) PEKERJA RENTAN"
        pen.centre(centre, y - 29, subject, _fitting(subject, INNER, 9.2), BOLD)
        pen.centre(centre, y - 43, f"Nomor: {number_said}", SIZE)

    return Block(56.0, draw)


def _parties(record: Record) -> Iterator[Block]:
    where = printable(record.place) if record.place else pages.dots(110)
    opening = f"Pada hari ini, {day_in_words(record.on)} ({short_day(record.on)}), bertempat di {where}, kami yang "
    yield from pages.paragraph(f"{opening}bertanda tangan di bawah ini:")
    yield pages.gap(3)
    for at, (party, rank) in enumerate(zip((record.first, record.second), _RANK, strict=True), start=1):
        rows = [
            ("Nama", party.name),
            ("Jabatan", party.position),
            ("Instansi", f"{party.office}, selanjutnya disebut PIHAK {rank}"),
        ]
        yield from pages.filled_in(rows, indent=16, mark=f"{at}.")
        yield pages.gap(3)
    yield from pages.paragraph(
        "telah mencocokkan Surat Keputusan, tagihan iuran dan daftar peserta BPJS Ketenagakerjaan "
        f"program {record.programme} dari dana {record.fund}, periode {month_span(record.months)}, per orang dan per "
        "bulan (orang-bulan), dengan hasil sebagai berikut."
    )


def _documents(record: Record) -> Iterator[Block]:
    yield pages.section("A.  Dokumen yang dicocokkan", "documents laid side by side", holds=3)
    columns = [
        Column("Dokumen", 86), Column("Nomor", 112), Column("Tanggal", 50, "centre"), Column("Orang", 36, "right"),
        Column("Orang- bulan", 42, "right"), Column("Rupiah", 70, "right"), Column("SHA-256 berkas", 78, "centre"),
    ]  # fmt: skip
    rows = [
        (
            DOCUMENTS[document.kind].id,
            document.number,
            short_day(document.on) if document.on else "–",
            number(document.people),
            number(document.months),
            "–" if document.amount is None else rupiah(document.amount),
            document.sha256[:SHORT_HASH] if document.sha256 else "–",
        )
        for document in record.documents
    ]
    yield from pages.table(columns, rows)


def _piles(record: Record) -> Iterator[Block]:
    yield pages.section("B.  Hasil pencocokan", "result, in person-months and rupiah", holds=8)
    columns = [
        Column("Tumpukan", 116), Column("Orang", 36, "right"), Column("Orang- bulan", 42, "right"),
        Column("Ada di daftar BPJS", 46, "right"), Column("Tidak ada di daftar", 46, "right"),
        Column("Daftar belum diterima", 46, "right"), Column("Iuran menurut SK", 72, "right"),
        Column("Tagihan", 72, "right"),
    ]  # fmt: skip
    five = [pile for pile in record.piles if pile.pile in PILES]
    rows = [
        (SHOWN[pile.pile].id, number(pile.people), *map(number, (pile.person_months, pile.on_list, pile.not_on_list,
         pile.list_missing)), rupiah(pile.decreed), rupiah(pile.amount))
        for pile in five
    ]  # fmt: skip
    sums = [
        sum(getattr(pile, name) for pile in five)
        for name in ("person_months", "on_list", "not_on_list", "list_missing")
    ]
    money = [rupiah(sum(getattr(pile, name) for pile in five)) for name in ("decreed", "amount")]
    rows.append(("JUMLAH", "", *map(number, sums), *money))
    yield from pages.table(columns, rows, strong=(len(five),), holds_last=2)
    yield pages.gap(2)
    yield from pages.paragraph(f"Jumlah tagihan, terbilang: {in_words(record.billed)}.", size=8.4, font=BOLD)
    outside = next((pile for pile in record.piles if pile.pile == LIST_ONLY), None)
    notes = ["Satu orang dapat berada di beberapa tumpukan pada bulan yang berbeda; orang-bulan hanya di satu."]
    if outside and outside.person_months:
        notes.append(
            f"Di luar kelima tumpukan, tanpa uang: {number(outside.person_months)} orang-bulan "
            f"({number(outside.people)} orang) hanya ada di daftar BPJS."
        )
    for note in notes:
        yield from pages.paragraph(note, size=7.4, grey=0.25)


def _to_explain(record: Record) -> Iterator[Block]:
    yield pages.section("C.  Yang harus dijelaskan", "to be explained")
    points = list(_points(record))
    for at, said in enumerate(points or ["Tidak ada."], start=1):
        yield from pages.paragraph(said, indent=16, mark=f"{at}." if points else "")
        yield pages.gap(1.5)


def _points(record: Record) -> Iterator[str]:
    unconfirmed = record.to_explain
    if unconfirmed.person_months:
        yield (
            f"{number(unconfirmed.person_months)} orang-bulan ({number(unconfirmed.people)} orang) sebesar "
            f"{rupiah(unconfirmed.amount)} ditagih, tetapi orangnya tidak ada di daftar BPJS bulan itu. "
            f"Terbilang: {in_words(unconfirmed.amount)}."
        )
    sums = {pile.pile: pile for pile in record.piles}
    missing = sum(pile.list_missing for pile in record.piles)
    if missing:
        yield f"Daftar BPJS belum diterima untuk {number(missing)} orang-bulan; belum dapat dipastikan terlindungi."
    unbilled = sums.get("not_billed")
    if unbilled and unbilled.person_months:
        yield (
            f"{number(unbilled.person_months)} orang-bulan ({number(unbilled.people)} orang) ada di SK tetapi tidak "
            f"ditagih, senilai {rupiah(unbilled.decreed)}."
        )
    if record.strangers:
        yield f"{number(record.strangers)} orang-bulan tagihan atas nama yang tidak dikenal program."


def _overpaid(record: Record) -> Iterator[Block]:
    holds = len(record.overpaid) + 2  # the few kinds stay together, with their headings and their sum
    yield pages.section("D.  Kelebihan bayar dan tindak lanjut", "overpayment and what follows", holds)
    if not record.overpaid:
        yield from pages.paragraph("Tidak ada kelebihan bayar.", indent=16)
        return
    columns = [
        Column("Sebab", 92), Column("Orang- bulan", 42, "right"), Column("Rupiah", 66, "right"),
        Column("Tindak lanjut", 96), Column("Alasan", 178),
    ]  # fmt: skip
    rows = [
        (KINDS[one.kind].id, number(one.months), rupiah(one.rupiah), TREATMENTS[one.treatment].id, one.why.id)
        for one in record.overpaid
    ]
    rows.append(("JUMLAH", "", rupiah(sum(one.rupiah for one in record.overpaid)), "", ""))
    yield from pages.table(columns, rows, strong=(len(rows) - 1,))


def _agreed(record: Record) -> Iterator[Block]:
    yield pages.section("E.  Kesepakatan", "what was agreed")
    points = list(record.agreed)
    if record.comes_back:
        points.insert(
            0,
            f"{rupiah(record.comes_back)} ({in_words(record.comes_back)}) ditindaklanjuti seperti pada huruf D.",
        )
    if list(_points(record)):
        points.append(f"PIHAK KEDUA menjelaskan huruf C secara tertulis paling lambat tanggal {pages.dots(90)}")
    points.append(
        "Rincian per orang ada pada lampiran dan buku kerja tumpukan, yang tidak terpisahkan dari berita acara ini."
    )
    for at, said in enumerate(points, start=1):
        yield from pages.paragraph(said, indent=16, mark=f"{at}.")
        yield pages.gap(1.5)
    yield pages.gap(4)
    copies = in_words(record.copies).removesuffix(" rupiah")
    closing = f"Demikian berita acara ini dibuat dalam rangkap {record.copies} ({copies}) untuk digunakan semestinya."
    yield from (block._replace(holds=2) for block in pages.paragraph(closing))


def _signatures(record: Record) -> Iterator[Block]:
    yield _signature_row((("PIHAK PERTAMA,", record.first), ("PIHAK KEDUA,", record.second)))
    for at in range(0, len(record.witnesses), 2):
        yield _signature_row(tuple(("Mengetahui,", party) for party in record.witnesses[at : at + 2]))


def _signature_row(parties: tuple[tuple[str, Party], ...]) -> Block:
    half = INNER / 2

    def draw(pen: Pen, y: float) -> None:
        for at, (role, party) in enumerate(parties):
            left = SIDE + at * half + 12
            pen.text(left, y - 20, role, SIZE, BOLD)
            for step, line in enumerate(wrapped(printable(party.office), half - 30, 8.2)[:2]):
                pen.text(left, y - 31 - 10 * step, line, 8.2)
            pen.dashed(left, y - 98, 132, 50)
            pen.centre(left + 66, y - 71, "tempat tanda tangan", 6.5, grey=0.4)
            pen.centre(left + 66, y - 79, "elektronik / meterai / QR", 6.5, grey=0.4)
            pen.text(left, y - 111, printable(party.name) if party.name else pages.dots(150), SIZE, BOLD)
            if party.name:
                pen.line(left, y - 113, left + text_width(printable(party.name), SIZE, BOLD), y - 113, grey=0.0)
            pen.text(left, y - 124, f"NIP/NPK  {printable(party.number) if party.number else pages.dots(108)}", 8.2)

    return Block(132.0, draw)


def _annex(annex: Annex) -> Iterator[Block]:
    """The list of what is to be explained, from a page of its own; nothing where all agrees."""
    rows = annex.to_explain
    if not rows.height:
        return

    def title(pen: Pen, y: float) -> None:
        pen.text(SIDE, y - 14, "LAMPIRAN – ORANG-BULAN YANG TIDAK COCOK ATAU HARUS DIJELASKAN", 9.6, BOLD)
        note = "NIK ditampilkan empat digit terakhir. Daftar lengkap, juga yang cocok, ada pada buku kerja tumpukan."
        pen.text(SIDE, y - 26, note, 7.2, grey=0.25)

    yield Block(34.0, title, holds=2)
    columns = [
        Column("No.", 26, "right"), Column("Nama", 104), Column("NIK", 38, "centre"), Column("Bulan", 74),
        Column("Orang- bulan", 38, "right"), Column("Tagihan", 58, "right"), Column("Daftar BPJS", 44, "centre"),
        Column("Alasan", 130),
    ]  # fmt: skip
    at = 0
    for group in rows.partition_by("pile", maintain_order=True):
        pile = SHOWN[group["pile"][0]].id + ", tetapi harus dijelaskan" * (group["pile"][0] == "agrees")
        yield _pile_heading(f"{pile} – {number(group.height)} baris, {number(int(group['person_months'].sum()))} "
                            f"orang-bulan, tagihan {rupiah(int(group['amount'].sum()))}")  # fmt: skip
        lines = []
        for row in group.iter_rows(named=True):
            at += 1
            figures = (number(row["person_months"]), rupiah(row["amount"]))
            why = REASONS[row["reason"]][1].id
            lines.append(
                (number(at), row["name"], row["nik"], row["months"], *figures, LISTED_SHORT[row["listed"]].id, why)
            )
        yield from pages.table(columns, lines)


def _pile_heading(said: str) -> Block:
    def draw(pen: Pen, y: float) -> None:
        pen.text(SIDE, y - 16, said, 8.4, BOLD)

    return Block(22.0, draw, holds=2)


def _fitting(text: str, room: float, size: float) -> float:
    return min(size, round(size * room / max(1.0, text_width(text, size, BOLD)), 1))
