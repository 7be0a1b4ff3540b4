"""Reasons of BPJS are understood when a known phrase says them, and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.allocation.rule_book import RULES
from payung.core.cover.answer_words import STATES, phrase
from payung.core.cover.rejections import UNKNOWN, UNSAID, Phrases, known_reasons, reason_codes, rejections

WAYS = [(entry.code, words) for entry in rejections().values() for words in (*entry.published, *entry.ours)]


@pytest.mark.parametrize(("code", "words"), WAYS, ids=lambda value: str(value))
def test_every_phrase_of_the_catalogue_means_its_reason_alone(code, words):
    assert phrase(words) == words
    assert known_reasons(words) == (code,)
    assert reason_codes(words.lower().replace("0", "65") + ".") == code


def test_the_catalogue_has_both_languages_and_findings_of_the_rule_book():
    known = {rule.code for rule in RULES}
    assert len(rejections()) >= 9
    for entry in rejections().values():
        assert entry.says.id != entry.says.en and entry.do.id != entry.do.en
        assert entry.finding is None or entry.finding in known
        assert entry.code not in (*STATES, UNKNOWN, UNSAID)
    assert len({words for _, words in WAYS}) == len(WAYS)


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("Usia di atas 65 tahun", "over_age"),
        ("usia 67 thn, melebihi batas usia", "over_age"),
        ("NIK tidak valid; usia lebih dari 65", "over_age;nik_not_valid"),
        ("sudah terdaftar sebagai peserta BPJS", "member_already"),
        ("AKTIF PU di PT CONTOH s.d. 12-2026", "member_already"),
        ("NIK GANDA", "double_in_file"),
        ("NIK ganda di Dukcapil", "nik_not_valid"),
        ("Belum melebihi batas usia", UNKNOWN),
        ("bukan peserta aktif", UNKNOWN),
        ("NIK tidak valid tetapi bukan kesalahan desa", UNKNOWN),
        ("NIK valid", UNKNOWN),
        ("MENINGGALKAN TEMPAT", UNKNOWN),
        ("hubungi cabang", UNKNOWN),
        ("", UNSAID),
        ("---", UNSAID),
        (None, UNSAID),
    ],
)
def test_texts_of_offices(said, codes):
    assert reason_codes(said) == codes


def test_what_the_office_explained_goes_before_the_catalogue_and_is_whole_texts_only():
    own = Phrases({"HUBUNGI CABANG": "incomplete", "USIA DI ATAS 0": "under_age", "DITERIMA BERSYARAT": "accepted"})
    assert reason_codes("Hubungi cabang!", phrases=own) == "incomplete"
    assert reason_codes("Usia di atas 65", phrases=own) == "under_age"
    assert reason_codes("Hubungi cabang Jambi", phrases=own) == UNKNOWN
    assert reason_codes("diterima bersyarat", phrases=own) == UNKNOWN  # a state is no reason
    assert own.states == {"DITERIMA BERSYARAT": "accepted"} and "DITERIMA BERSYARAT" not in own.reasons


def test_one_phrase_for_all_whose_name_and_number_stand_in_it():
    said = {phrase(f"NIK {nik} a.n. {name} aneh", name) for nik, name in (("1571", "SITI A"), ("1999", "BUDI P"))}
    assert said == {"NIK 0 A N ANEH"} or said == {"NIK 0 N ANEH", "NIK 0 A N ANEH"}
    assert reason_codes("DATA GANDA", "GANDA SARI") == "double_in_file"


@given(st.text(max_size=300), st.none() | st.text(max_size=30))
def test_no_text_raises_and_every_code_is_known(said, name):
    codes = reason_codes(said, name)
    assert codes in (UNKNOWN, UNSAID) or set(codes.split(";")) <= set(rejections())
    assert len(phrase(said, name)) <= 160
