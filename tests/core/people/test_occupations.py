"""Occupations as villages write them, and who may not be covered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.people import occupations
from payung.core.people.occupations import classify

WRITTEN = {
    "petani": ["Petani", "PETANI/PEKEBUN", "Tani", "petani  ", "Petani / Pekebun", "patani", "PETANII", "Bertani"],
    "buruh_tani": ["Buruh Tani", "BURUH TANI/PERKEBUNAN", "buruh  tani"],
    "petani_sawit": ["Petani Sawit", "Buruh sawit", "Pekebun sawit"],
    "nelayan": ["Nelayan", "NELAYAN/PERIKANAN", "Nelayan tradisional", "nelayam"],
    "pedagang": ["Pedagang", "Dagang", "PEDAGANG KELILING", "Jualan", "pedangang"],
    "wiraswasta": ["Wiraswasta", "WIRASWASTA", "Wira swasta", "wiraswata"],
    "buruh_harian": ["Buruh Harian Lepas", "BHL", "Buruh", "Serabutan"],
    "tukang_bangunan": ["Tukang Bangunan", "Tukang Batu", "Tukang kayu", "Buruh Bangunan"],
    "ojek": ["Ojek", "Tukang Ojek", "OJEK ONLINE", "Pengemudi ojek"],
    "sopir": ["Sopir", "Supir", "SOPIR TRUK"],
    "penyadap_karet": ["Penderes Karet", "Petani karet", "Penyadap karet"],
    "guru_ngaji": ["Guru Ngaji", "guru mengaji", "Ustadz/Mubaligh"],
    "marbot": ["Marbot", "Marbot Masjid", "Imam Mesjid"],
    "ketua_rt": ["Ketua RT", "RT/RW"],
    "pns": ["PNS", "Pegawai Negeri Sipil", "ASN", "CPNS", "PPPK", "PEGAWAI NEGERI SIPIL (PNS)", "P3K"],
    "tni": ["TNI", "TENTARA NASIONAL INDONESIA (TNI)", "TNI AD"],
    "polri": ["POLRI", "KEPOLISIAN RI (POLRI)", "Polisi"],
    "kepala_desa": ["Kepala Desa", "KADES", "Lurah", "Wali Nagari"],
    "perangkat_desa": [
        "Perangkat Desa",
        "Sekdes",
        "Kaur Umum",
        "KASI PEMERINTAHAN",
        "Kadus",
        "Kepala Dusun",
        "Kaur Keuangan",
    ],
    "bpbd": ["BPBD", "Anggota BPBD"],
    "karyawan_swasta": ["Karyawan Swasta", "KARYAWAN BUMN", "Karyawan PT"],
    "honorer": ["Karyawan Honorer", "Guru Honorer", "Honorer"],
    "pensiunan": ["Pensiunan", "PENSIUNAN PNS", "Purnawirawan TNI"],
    "rumah_tangga": ["Mengurus Rumah Tangga", "IRT", "Ibu Rumah Tangga"],
    "pelajar": ["Pelajar/Mahasiswa", "Pelajar"],
    "tidak_bekerja": ["Belum/Tidak Bekerja", "BELUM/TIDAK BEKERJA", "Tidak bekerja"],
    None: ["", "-", "astronot", "Guru", "Bidan", "Istri PNS", None],
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in WRITTEN.items() for text in texts])
def test_what_villages_write(code, text):
    assert classify(text) == code


def test_who_has_an_employer_or_an_office_is_not_vulnerable():
    book = occupations.read()
    closed = {
        "pns",
        "tni",
        "polri",
        "pejabat_negara",
        "kepala_desa",
        "perangkat_desa",
        "bpd",
        "bpbd",
        "karyawan_swasta",
        "honorer",
    }
    assert {code for code, entry in book.items() if not entry.vulnerable} == closed


def test_every_occupation_has_two_names_and_a_risk():
    for code, entry in occupations.read().items():
        assert entry.code == code and entry.name.id and entry.name.en and 1 <= entry.risk <= 5


@pytest.mark.parametrize("text", ["Petani", "PNS", "Nelayan", "Kepala Desa", "Ojek"])
@given(before=st.sampled_from(["", " ", "\t"]), upper=st.booleans(), after=st.sampled_from(["", " ", ".", ","]))
def test_case_and_spacing_do_not_matter(text, before, upper, after):
    assert classify(before + (text.upper() if upper else text.lower()) + after) == classify(text)


@given(st.text(max_size=60))
def test_any_text_can_stand_in_the_cell(text):
    code = classify(text)
    assert code is None or code in occupations.read()
