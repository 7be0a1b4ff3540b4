"""Slips on paper: everything a family needs is on them, by name, four a sheet, and the list to sign."""

from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from payung.gateways.slip_pdf import PrintedSlip, SlipOffice, write_slip_pdf, write_village_pdf
from payung.gateways.slip_receipts import ROWS
from tests.core.cover.test_slip import SLIP
from tests.gateways.test_signing import KEY

OFFICE = SlipOffice("Dinas Tenaga Kerja Kab. Bungo", "0747 000 000")


def printed(name: str, number: int, **fields) -> PrintedSlip:
    slip = replace(SLIP, number=number, **fields)
    return PrintedSlip(
        slip, KEY.sign(slip), name, "Desa Jaya, Kec. Tanah Tumbuh", "Pekerja rentan Kabupaten Bungo",
        10_000_000, 70_000_000, 42_000_000, date(2027, 1, 1), 48,
    )  # fmt: skip


def test_one_slip_says_what_matters_and_no_more_of_the_nik(tmp_path):
    write_slip_pdf(printed("Siti Nur'aini Ḥasan", 1, state="first_months"), tmp_path / "one.pdf", OFFICE)
    (page,) = PdfReader(tmp_path / "one.pdf").pages
    text = " ".join(page.extract_text().split())
    for said in ("Siti Nur'aini Hasan", "NIK berakhir 0003", "sampai akhir Maret 2027", "Rp70.000.000", "Rp10.000.000",
                 "mulai 1 Januari 2027: Rp42.000.000", "2 × 24 jam", "0747 000 000", "Terbit 21 November 2026", "____",
                 "AKTIF, DALAM BULAN-BULAN PERTAMA", "No. 1"):  # fmt: skip
        assert said in text, said
    assert float(page.mediabox.width) == pytest.approx(297.6, abs=0.1)


def test_in_full_the_reduced_benefit_is_not_spoken_of(tmp_path):
    full = replace(printed("Budi", 2), death=42_000_000)
    write_slip_pdf(full, tmp_path / "one.pdf", OFFICE)
    text = PdfReader(tmp_path / "one.pdf").pages[0].extract_text()
    assert "Rp42.000.000" in text and "mulai 1 Januari" not in text and "10.000.000" not in text


def test_a_slip_without_cover_promises_nothing(tmp_path):
    none = printed("Budi", 2, state="lapsed", covered_from=None, covered_through=None)
    write_slip_pdf(none, tmp_path / "one.pdf", OFFICE)
    text = PdfReader(tmp_path / "one.pdf").pages[0].extract_text()
    assert "KEPESERTAAN BERAKHIR" in text and "Rp" not in text and "Tanyakan ke kantor" in text


@pytest.mark.parametrize("people", [0, 1, 4, 5, 23])
def test_a_village_by_name_four_a_sheet_with_its_list(people, tmp_path):
    names = [f"{letter}{'bc'[place % 2]} Orang" for place, letter in enumerate("ZYXWVUTSRQPONMLKJIHGFEDCBA"[:people])]
    write_village_pdf([printed(name, place) for place, name in enumerate(names)], tmp_path / "v.pdf", OFFICE)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "v.pdf").pages]
    assert len(pages) == max(1, -(-people // 4) + -(-people // ROWS))
    slips = "\n".join(pages[: -(-people // 4)])
    places = [slips.index(name) for name in sorted(names)]
    assert places == sorted(places)
    assert all("\n".join(pages[-(-people // 4) :]).count(name) == 1 for name in names)


def test_the_same_slips_make_the_same_bytes_in_any_order(tmp_path):
    some = [printed(f"Orang {place}", place) for place in range(6)]
    write_village_pdf(some, tmp_path / "a.pdf", OFFICE)
    write_village_pdf(some[::-1], tmp_path / "b.pdf", OFFICE)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_long_names_stay_on_their_slip(tmp_path):
    long = printed("Muhammad Abdurrahman Wahiduddin Kusumawardhana bin Haji Sulaiman Syarifuddin " * 2, 5)
    wide = replace(long, village="Desa Dengan Nama Yang Panjang Sekali, Kecamatan Tanah Sepenggal Lintas " * 2)
    heights = []
    write_slip_pdf(wide, tmp_path / "one.pdf", OFFICE)
    PdfReader(tmp_path / "one.pdf").pages[0].extract_text(
        visitor_text=lambda text, _, matrix, *__: heights.append(matrix[5]) if text.strip() else None
    )
    assert min(heights) >= 14
