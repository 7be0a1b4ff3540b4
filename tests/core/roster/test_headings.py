"""Headings as villages word them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.roster.headings import meaning, plain

WORDINGS = {
    "nik": ["NIK", "N I K", "No. KTP", "NIK/No.KTP", "nomor_ktp", "NomorKTP", "Nomor Induk Kependudukan (NIK)",
            "2. NIK", "NOMOR KTP-EL (16 DIGIT)", "No. Identitas KTP", "NIK *", "NIK ²", "Nomor Kependudukan"],
    "name": ["Nama", "N A M A", "Nama Lengkap *)", "NAMA (SESUAI KTP)", "nama_lengkap", "Nama Pekerja Rentan (BPU)",
             "Calon Peserta", "Nama Penerima Manfaat", "Nama Lengakp", "Full Name / Nama Lengkap"],
    "birth_date": ["Tgl Lahir", "Tgl/Bln/Thn Lahir", "TANGAL LAHIR", "Lahir (Tgl)", "TGL_LHR", "tanggalLahir", "Tglhr"],
    "birth_place_and_date": ["TTL", "T.T.L", "Tempat & Tgl Lahir", "Tpt/Tgl Lahir", "Tempat-Tanggal-Lahir",
                             "Kelahiran"],
    "sex": ["L/P", "JK", "Jns. Kel.", "JNS KLM", "Laki-laki/Perempuan", "Gender (L/P)", "(L/P)", "Jenis Klamin"],
    "occupation": ["Pekerjaan", "Jns. Pek.", "Pekerjan", "Pekerjaan/Profesi", "Mata Pencaharian"],
    "family_card": ["No KK", "No. Kartu Keluarga", "KK", "NKK", "No.KK (16 digit)"],
    "mother_name": ["Nama Ibu Kandung", "Nama Orang Tua (Ibu)", "Nama Gadis Ibu Kandung"],
    "phone": ["No HP", "HP/WA", "No. Telp/HP", "Nomor WA"],
    "number": ["No", "NO.", "No Urut", "#"],
}  # fmt: skip
OF_OTHERS = [
    "NIK Ahli Waris", "Nama (Ahli Waris)", "NIK Suami/Istri", "Nama Pasangan", "NIK Ibu Kandung", "Nama Ketua RT",
    "NIK Ketua Kelompok", "Tanggal Lahir Anak", "Tgl Lahir Ahli Waris", "Nama Pendamping", "NIK Lama", "Nama Ayah",
]  # fmt: skip


@pytest.mark.parametrize(("field", "heading"), [(field, said) for field, listed in WORDINGS.items() for said in listed])
def test_a_heading_is_understood_in_any_case(field, heading):
    for said in (heading, heading.upper(), f" {heading}\n"):
        found = meaning(said)
        assert found is not None and found.field == field


@pytest.mark.parametrize("heading", OF_OTHERS)
def test_columns_of_other_people_are_read_by_nobody(heading):
    found = meaning(heading)
    assert found is not None and not found.read


@pytest.mark.parametrize("text", ["BUDI SANTOSO", "Dusun Mawar", "Sungai Duren", "12-08-1987", "", "1505011208870001"])
def test_what_workers_write_is_no_heading(text):
    assert meaning(text) is None


@given(st.text())
def test_no_text_stops_the_reading(text):
    assert meaning(text) is None or meaning(text).field
    assert plain(text) == plain(text).strip()
