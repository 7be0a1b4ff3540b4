"""Spellings of one name become equal; names of two people do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.linkage.names import NO_NAME, name_words

SAME = (
    ("Muhammad Rizki", "MOH. RIZKI"), ("Muhammad Rizki", "M. Rizki"), ("Mohamad Rizki", "Moch. Rizki"),
    ("MOEHAMMAD RIZKI", "Muh Rizki"), ("Djoko Soesilo", "JOKO SUSILO"), ("Tjahjono", "CAHYONO"),
    ("SJAMSOEL", "Syamsul"), ("H. Abdul Rahman, S.Pd", "ABDURRAHMAN"), ("Drs. Zainal", "ZAENAL"),
    ("Siti Aminah binti Ali", "SITTI AMINA"), ("Hj. Fatimah (ibu Budi)", "FATIMA"), ("Nur Hayati", "NURHAYATI"),
    ("Rukiah istri Karim", "RUKIAH"), ("Rukiah/Karim", "rukiah"), ("Achmad Fauzi, ST", "AHMAD FAUZI"),
    ("T. H. Prabowo", "T H PRABOWO"), ("Serma (Purn) Haryanto", "HARYANTO"),
)  # fmt: skip
OTHER = (
    ("Hasan", "Husin"), ("Siti Aminah", "Siti Aisyah"), ("Muhammad Hasan", "Muhammad Husein"), ("Dwi", "Tri"),
    ("Budi Santoso", "Budi Hartono"), ("Suparman", "Suparmin"), ("Rina", "Rini"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name(one: str, other: str) -> None:
    assert name_words(one) == name_words(other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_names(one: str, other: str) -> None:
    assert name_words(one) != name_words(other)


@pytest.mark.parametrize("said", [None, "", "  ", "Hj.", "istri Budi", "123", "-", "أحمد"])
def test_no_name(said: str | None) -> None:
    assert name_words(said) == NO_NAME


@given(st.text(max_size=40))
def test_any_cell_is_read(said: str) -> None:
    words = name_words(said)
    assert all(word.isascii() and (word == "" or word.isupper()) for word in words)
    assert words.first or words == NO_NAME


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ ", max_size=30))
def test_capitals_do_not_matter(said: str) -> None:
    assert name_words(said.lower()) == name_words(said)
