"""From a layout and lines to sheets: letterhead, headings, people, totals, signatures, and the sheets beside."""

from collections.abc import Sequence
from random import Random

from payung.core.places.places import Village
from payung.core.roster import template
from payung.synth.cells import Hand
from payung.synth.headings import HEADINGS
from payung.synth.layouts import Layout
from payung.synth.lines import Line
from payung.synth.names import make_name
from payung.synth.pages import Book, Cell, Page
from payung.synth.people import WORK

SHEET_NAMES = ("Sheet1", "Sheet1", "Daftar", "BKBK 2026", "Data", "PEKERJA RENTAN", "Usulan", "Lembar1")
LAST_YEAR = "2025"
INSTRUCTIONS = (
    "PETUNJUK PENGISIAN",
    "1. NIK diisi 16 digit sesuai KTP-el",
    "2. Tanggal lahir: hari-bulan-tahun",
    "3. Contoh: 1505010101800000, BUDI CONTOH, L, 01-01-1980",
    "4. Kirim paling lambat 30 September 2026",
)


def lay_out(layout: Layout, village: Village, lines: Sequence[Line], rng: Random) -> Book:
    """The workbook in which ``village`` sends ``lines``."""
    hand = Hand.of(layout, village, rng)
    if layout.id == "template":
        return Book([_listing(hand, lines, template.LIST_SHEET), *_template_sheets(hand)])
    if layout.by_sheet:
        hamlets = _by_hamlet(lines)
        pages = [_listing(hand, people, name) for name, people in hamlets]
        recap = Page("REKAP")
        recap.add(f"REKAPITULASI {hand.village.name.upper()}")
        recap.add("No", "Dusun", "Jumlah")
        for number, (name, people) in enumerate(hamlets, start=1):
            recap.add(number, name, len(people))
        recap.add("Jumlah", None, len(lines))
        return Book([recap, *pages], layout.mac)
    name = rng.choice((*SHEET_NAMES, village.name[:31].replace("/", " ")))
    listing = _listing(hand, lines, name)
    if layout.other_sheets:
        return Book([_instructions(), listing, _reference(), _last_year(hand, lines)], layout.mac)
    empty = [Page(f"Sheet{number}") for number in (2, 3)] if name == "Sheet1" and not layout.csv else []
    return Book([listing, *empty], layout.mac)


def _listing(hand: Hand, lines: Sequence[Line], name: str) -> Page:
    page, layout = Page(name, rows=[[] for _ in range(hand.layout.empty_rows)]), hand.layout
    if layout.id == "template":
        _template_titles(page, hand)
    elif layout.titles:
        _titles(page, hand)
    _headings(page, hand)
    groups = _by_hamlet(lines) if layout.sections else [("", list(lines))]
    number = 0
    for title, people in groups:
        if title:
            page.add(None, title.upper(), at=layout.first_column)
        for line in people:
            if layout.repeat and number and number % layout.repeat == 0:
                _headings(page, hand)
            if layout.blanks and hand.rng.random() < 0.06:
                page.add()
            number += 1
            page.add_line(line, hand.cells(line, number, page.next_row), layout.first_column)
        if title:
            page.add("Jumlah", title, len(people), at=layout.first_column)
    for number in range(number + 1, layout.prefilled + 1):  # noqa: B020 - counts on
        page.add(hand.number(number, page.next_row), at=layout.first_column)
    if layout.foot == "below":
        _foot(page, hand, lines)
    elif layout.foot == "beside":
        _sign_beside(page, hand)
    if layout.hidden:
        _hide(page, hand)
    return page


def _by_hamlet(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    hamlets: dict[str, list[Line]] = {}
    for line in lines:
        hamlets.setdefault(line.person.hamlet, []).append(line)
    return sorted(hamlets.items())


def _template_titles(page: Page, hand: Hand) -> None:
    village = hand.village
    page.add("DAFTAR USULAN PEKERJA RENTAN")
    page.add(
        f"{village.kind.title()} {village.name} ({village.dotted}) · Kecamatan {village.district} · {village.regency}"
    )
    page.add("Program: BKBK")
    page.add(f"Ketik hanya di sel kuning muda. Lihat lembar {template.HELP_SHEET}.")


def _titles(page: Page, hand: Hand) -> None:
    village, at, rng = hand.village, hand.layout.first_column, hand.rng
    last = at + len(hand.layout.columns) - 1
    kind, name = village.kind.upper(), village.name.upper()
    if hand.layout.letterhead:
        _merged(page, f"PEMERINTAH {village.regency.upper()}", at, last)
        _merged(page, f"KECAMATAN {village.district.upper()}", at, last)
        _merged(page, f"{'KANTOR ' if rng.random() < 0.5 else ''}{kind} {name}", at, last)
        _merged(page, f"Alamat : Jl. Lintas {village.district} Kode Pos 36{rng.randrange(1000):03d}", at, last)
        page.add()
    what = rng.choice(("DAFTAR CALON PESERTA BPJS KETENAGAKERJAAN", "DATA PEKERJA RENTAN", 
                       "DAFTAR NAMA PEKERJA RENTAN BKBK", "USULAN PESERTA JAMINAN SOSIAL KETENAGAKERJAAN"))  # fmt: skip
    _merged(page, f"{what} {kind} {name}" if rng.random() < 0.5 else what, at, last)
    if rng.random() < 0.8:
        _merged(page, f"{kind} {name} KECAMATAN {village.district.upper()} {village.regency.upper()}", at, last)
    else:
        page.add(f"{village.kind.title()} : {village.name}", at=at)
        page.add(f"Kecamatan : {village.district}", at=at)
    _merged(page, "TAHUN 2026", at, last)
    page.add()


def _merged(page: Page, text: str, first: int, last: int) -> None:
    page.merged.append((page.next_row, first, page.next_row, last))
    page.add(text, at=first)


def _headings(page: Page, hand: Hand) -> None:
    layout, at = hand.layout, hand.layout.first_column
    if layout.two_rows:
        top = page.next_row
        upper: list[Cell] = [hand.heads[column] for column in layout.columns]
        lower: list[Cell] = [None] * len(upper)
        for place, column in enumerate(layout.columns):
            if column == "man":
                upper[place : place + 2] = [hand.over_ticks, None]
                lower[place : place + 2] = [hand.heads["man"][:1], hand.heads["woman"][:1]]
                page.merged.append((top, at + place, top, at + place + 1))
            elif column != "woman":
                page.merged.append((top, at + place, top + 1, at + place))
        page.add(*upper, at=at)
        page.add(*lower, at=at)
    else:
        page.add(*(hand.heads[column] for column in layout.columns), at=at)
    if layout.numbers_row:
        count = range(1, len(layout.columns) + 1)
        page.add(*((f"({number})" for number in count) if not layout.fixed else count), at=at)


def _foot(page: Page, hand: Hand, lines: Sequence[Line]) -> None:
    at, village, rng = hand.layout.first_column, hand.village, hand.rng
    men = sum(line.sex == "L" for line in lines)
    page.add(rng.choice(("JUMLAH", "Jumlah", "TOTAL", "Jumlah Seluruhnya")), None, len(lines), at=at)
    if rng.random() < 0.4:
        page.add(None, f"Laki-laki : {men} orang", at=at)
        page.add(None, f"Perempuan : {len(lines) - men} orang", at=at)
    page.add()
    right = at + max(len(hand.layout.columns) - 3, 2)
    page.add(f"{village.name}, {rng.randint(1, 28)} September 2026", at=right)
    page.add("Mengetahui,", None, None, f"Kepala {village.kind.title()} {village.name}", at=max(right - 3, 0))
    for _ in range(3):
        page.add()
    page.add(f"({make_name(rng, 'L').upper()})", at=right)
    if rng.random() < 0.5:
        born = f"19{rng.randint(65, 90)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
        page.add(f"NIP. {born} 200{rng.randint(1, 9)}03 1 00{rng.randint(1, 9)}", at=right)
    if rng.random() < 0.3:
        page.add("Catatan: data sesuai KTP-el dan hasil musyawarah desa.", at=at)


def _sign_beside(page: Page, hand: Hand) -> None:
    column = hand.layout.first_column + len(hand.layout.columns) + 1
    village = hand.village
    words = (
        f"{village.name}, 5 Oktober 2026",
        f"Kepala {village.kind.title()}",
        None,
        None,
        make_name(hand.rng, "L").upper(),
    )
    first = max(page.next_row - len(words) - 2, 0)
    for row, text in enumerate(words, start=first):
        if text and row < page.next_row:
            page.put(row, column, text)


def _hide(page: Page, hand: Hand) -> None:
    columns = hand.layout.columns
    page.hidden_columns = {hand.layout.first_column + columns.index(column) for column in ("mother", "age", "card")}
    shown = hand.rng.choice(sorted({line.person.hamlet for _, line in page.lines}))
    page.hidden_rows = {row - 1 for row, line in page.lines if line.person.hamlet != shown}


def _instructions() -> Page:
    page = Page("Petunjuk")
    for text in INSTRUCTIONS:
        page.add(text)
    return page


def _reference() -> Page:
    page = Page("Referensi")
    page.add("Kode", "Pekerjaan", None, "Jenis Kelamin")
    for number, (work, _) in enumerate(WORK, start=1):
        page.add(number, work, None, ("L", "P")[number - 1] if number < 3 else None)
    return page


def _last_year(hand: Hand, lines: Sequence[Line]) -> Page:
    """The list of the year before, hidden: some of the same people, and none to be enrolled from here."""
    page = Page(LAST_YEAR, state="hidden")
    page.add(*(HEADINGS[column][0] for column in ("number", "nik", "name", "sex", "birth")))
    for number, line in enumerate((line for line in lines if hand.rng.random() < 0.6), start=1):
        page.add(number, line.person.nik, line.person.name.upper(), line.person.sex, line.person.dob)
    return page


def _template_sheets(hand: Hand) -> list[Page]:
    village = hand.village
    help_page, choices, tie = Page(template.HELP_SHEET), Page(template.CHOICES_SHEET), Page(template.HIDDEN_SHEET)
    help_page.add("PETUNJUK")
    help_page.add("1.", "Isi lembar Daftar mulai baris 6, satu baris untuk satu orang.")
    choices.add("Jenis Kelamin", "Masih Bekerja", "Pekerjaan")
    for number, (work, _) in enumerate(WORK):
        choices.add(*((("L", "Ya"), ("P", "Tidak"))[number] if number < 2 else (None, None)), work)
    choices.state, tie.state = "hidden", "very_hidden"
    tie.add(template.KEY_VERSION, template.VERSION)
    tie.add(template.KEY_VILLAGE_CODE, village.code)
    tie.add(template.KEY_VILLAGE_NAME, village.name)
    return [help_page, choices, tie]
