"""Spellings of one name become equal, different names stay different."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.places.names import KIND_WORDS, key, key_of, without_kind, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SUNGAI DUREN", "Sungai  Duren"),
        ("Sei. Duren", "Sungai Duren"),
        ("Sido Mulyo", "SIDOMULYO"),
        ("Pekan Jum'at", "Pekan Jumat"),
        ("Regapu’u", "Regapu'u"),
        ("Alang-Alang", "Alang Alang"),
        ("Muaro Bulian", "Ma. Bulian"),
        ("Tj. Pauh Km. 32", "Tanjung Pauh KM32"),
        ("Lbk. Tanah Terban", "Lubuk Tanah Terban"),
        ("Soekadjadi", "Sukajadi"),
        ("Café", "CAFE"),
        ("Kab. Tanjab Barat", "Kabupaten Tanjung Jabung Barat"),
        ("Kel_Terusan", "KELURAHAN TERUSAN"),
    ],
)
def test_spellings_of_one_name_share_a_key(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bungo I", "Bungo II"), ("Muko Bathin VII", "Muko Bathin 7"), ("Koto Baru", "Kota Baru"), ("Baru", "Dusun Baru")],
)
def test_different_names_keep_different_keys(one, other):
    assert key(one) != key(other)


def test_a_kind_before_a_name_can_be_left_out_but_never_the_whole_name():
    assert without_kind(words("DESA / KEL. Sungai Duren"), KIND_WORDS) == ("SUNGAI", "DUREN")
    assert without_kind(words("Baru"), KIND_WORDS) == ("BARU",)
    assert without_kind((), KIND_WORDS) == ()


@given(st.text())
def test_any_text_has_words_and_reading_them_again_changes_nothing(text):
    said = words(text)
    assert words(" ".join(said)) == said
    assert key(text) == key_of(said)
