"""Headings, states and titles in the words of many branches."""

import pytest

from payung.core.cover.answer_words import _words, field_of, status_of, title_says
from payung.core.roster.headings import plain


@pytest.mark.parametrize(
    ("field", "headings"),
    {
        "membership_number": ["KPJ", "No. KPJ", "NO.KPJ", "Nomor KPJ", "No Kartu Peserta", "No. BPJSTK"],
        "status": ["STATUS", "Hasil", "Status Pendaftaran", "Status (Diterima/Ditolak)", "Sukses/Gagal"],
        "reason": ["Alasan", "ALASAN PENOLAKAN", "Pesan Error", "Keterangan Gagal", "Penyebab", "Alasan ditolak BPJS"],
        "remark": ["KETERANGAN", "Ket.", "Ket", "Catatan", "Keterangan Validasi"],
        "nik": ["NIK", "N I K", "No. KTP", "NIK PESERTA", "Nomor Induk Kependudukan"],
        "name": ["NAMA", "Nama Peserta", "NAMA LENGKAP", "Nama TK"],
        "birth_date": ["TGL LAHIR", "Tanggal Lahir", "Tempat/Tgl. Lahir", "TTL"],
        None: ["KPJ Lama", "NIK Ahli Waris", "Nama Ibu Kandung", "Status Perkawinan", "No. KK", "Budi Santoso"],
    }.items(),
)  # fmt: skip
def test_headings(field, headings):
    assert {said: field_of(said) for said in headings} == dict.fromkeys(headings, field)


def test_every_phrase_of_the_file_is_written_as_texts_are_compared_and_means_one_thing():
    words = _words()
    for part in ("statuses", "titles"):
        listed = [phrase for phrases in words[part].values() for phrase in phrases]
        assert len(listed) == len(set(listed))
        assert all(plain(phrase) == phrase for phrase in listed)
    for state, phrases in words["statuses"].items():
        assert {status_of(phrase.lower()) for phrase in phrases} == {(state, "")}
    for state, phrases in words["titles"].items():
        assert {title_says(f"Daftar peserta {phrase.lower()} 2026") for phrase in phrases} == {state}
    assert set(words["unclear_alone"]) <= {phrase for phrases in words["statuses"].values() for phrase in phrases}


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("GAGAL - NIK tidak valid", ("rejected", "NIK tidak valid")),
        ("Ditolak (usia 67)", ("rejected", "usia 67")),
        ("tidak valid, NIK salah", ("rejected", "NIK salah")),
        ("Berhasil.", ("accepted", "")),
        ("BELUM DIPROSES", ("unanswered", "")),
        ("tidak terdaftar", ("rejected", "")),
        ("Sudah terdaftar", None),
        ("Non aktif", None),
        ("diterima sebagian besar", None),
        ("", None),
    ],
)
def test_states(said, read):
    assert status_of(said) == read


def test_the_offices_own_words_for_a_state():
    assert status_of("Non aktif", {"NON AKTIF": "rejected"}) == ("rejected", "")
    assert status_of("Masuk: sudah", {"MASUK": "accepted"}) == ("accepted", "sudah")


def test_titles_that_name_several_states_or_none_say_nothing():
    assert title_says("Rekap diterima dan ditolak") is None
    assert title_says("Hasil validasi peserta") is None  # VALID is a word, not a part of one
    assert title_says("Peserta yang tidak diterima") == "rejected"
