"""However a village arranges its list, the same people are read."""

import random
from datetime import date

import pytest

from tests.gateways.workbooks.books import Page, people, read, rows_of, write_book

COLUMNS = {
    "nik": (["NIK", "No. KTP", "N I K", "Nomor Induk Kependudukan"], lambda p: p.nik),
    "name": (["Nama", "NAMA LENGKAP", "Nama Pekerja", "Nama (sesuai KTP)"], lambda p: p.name),
    "birth_date": (["Tgl. Lahir", "TANGGAL LAHIR", "Tanggal\nLahir"], lambda p: p.born),
    "sex": (["L/P", "Jenis Kelamin", "JK"], lambda p: p.sex),
    "family_card": (["No. KK", "NOMOR KARTU KELUARGA", "KK"], lambda p: p.family_card),
    "occupation_text": (["Pekerjaan", "JENIS PEKERJAAN", "Profesi"], lambda p: p.job),
    "mother_name": (["Nama Ibu Kandung", "IBU KANDUNG"], lambda p: f"Sri {p.name.split()[1]}"),
    "address": (["Alamat", "ALAMAT DOMISILI"], lambda p: "Dusun Mawar"),
    "phone": (["No. HP", "Telepon"], lambda p: "081200001111"),
    None: (["Ket", "Agama", "NIK Ahli Waris"], lambda p: "1571014101010009"),
}
MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
DATES = (
    lambda day: day,
    lambda day: f"{day:%d-%m-%Y}",
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{day:%Y-%m-%d} 00:00:00",
    lambda day: float((day - date(1899, 12, 30)).days),
)
NIKS = (
    lambda nik: nik,
    lambda nik: f"'{nik}",
    lambda nik: f" {nik[:6]} {nik[6:12]} {nik[12:]}\u00a0",
    lambda nik: f"{nik[:2]}.{nik[2:4]}.{nik[4:]}",
    lambda nik: f"\u200e{nik}\u200b",
    lambda nik: nik.replace("0", "O", 1),
)


def arranged(draw: random.Random, folk) -> tuple[Page, list[str]]:
    """A page holding ``folk``, arranged as it falls out, and the columns it has."""
    chosen = [
        "nik",
        "name",
        *draw.sample([name for name in COLUMNS if name not in ("nik", "name")], draw.randint(1, 8)),
    ]
    draw.shuffle(chosen)
    shape_date, shape_nik = draw.choice(DATES), draw.choice(NIKS)
    heads = [draw.choice(COLUMNS[name][0]) for name in chosen]
    numbered = draw.random() < 0.8
    rows = [["PEMERINTAH DESA"], ["DAFTAR NAMA PEKERJA RENTAN"], []][: draw.randint(0, 3)]
    rows.append((["No"] if numbered else []) + heads)
    if draw.random() < 0.4:
        rows.append([f"({n + 1})" for n in range(len(rows[-1]))])
    for number, one in enumerate(folk):
        if draw.random() < 0.1:
            rows.append([])
        if draw.random() < 0.05:
            rows.append([f"DUSUN {number}"])
        cells = [COLUMNS[name][1](one) for name in chosen]
        cells = [
            shape_date(cell) if name == "birth_date" else shape_nik(cell) if name == "nik" else cell
            for name, cell in zip(chosen, cells, strict=True)
        ]
        rows.append(([number + 1] if numbered else []) + cells)
    if draw.random() < 0.5:
        rows += [
            [],
            [None, "Mengetahui,"],
            [None, "Kepala Desa"],
            [],
            [None, "SUPARDI"],
            [None, "NIP. 196503121990031004"],
        ]
    page = Page(rows, top=draw.randint(1, 9), left=draw.randint(0, 3))
    return page, [name for name in chosen if name]


@pytest.mark.parametrize("seed", range(60))
def test_the_same_people_however_arranged(tmp_path, seed):
    draw = random.Random(seed)
    folk = people(draw.randint(3, 25), start=seed * 30)
    page, columns = arranged(draw, folk)
    reading = read(write_book(tmp_path / "a.xlsx", page))
    assert rows_of(reading, *columns) == [tuple(COLUMNS[name][1](one) for name in columns) for one in folk]
