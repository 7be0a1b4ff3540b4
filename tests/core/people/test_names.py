"""What counts as the same name, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.people.names import name_sounds

SAME = [
    (
        "Muhammad Yusuf",
        "Muh. Yusuf",
        "Moh Yusuf",
        "M. Yusuf",
        "Mhd Yusup",
        "MOHAMAD JUSUF",
        "Mochammad Yusuf",
        "H. Muhammad Yusuf",
    ),
    ("Abdul Rahman", "Abd. Rahman", "ABDURRAHMAN", "Abdul Rachman", "Abd Rahman, S.Pd.I"),
    ("Soekarno", "Sukarno", "Drs. SUKARNO", "Ir. Soekarno"),
    ("Siti Aminah", "Sitti Aminah", "SITI AMINA", "Hj. Siti Aminah", "Siti Aminah binti Ali", "St. Aminah"),
    ("Djoko Santoso", "Joko Santoso", "JOKO SANTOSA"),
    ("Tjahjo", "Cahyo"),
    ("Nurhayati", "Nur Hayati", "NURHAYATY"),
    ("Sjarifuddin", "Syarifudin", "Syarifuddin, S.E., M.M."),
    ("Budi Hartono", "budi  hartono", "Budi Hartono alias Budi", "Bpk. Budi Hartono", "Budy Hartono"),
]
OTHER = [
    ("Budi Santoso", "Ani Santoso"),
    ("Ahmad Yani", "Budi Yani"),
    ("Siti Aminah", "Siti Rahmah"),
    ("Muhammad Ali", "Muhammad Umar"),
    ("Dewi Sartika", "Dwi Purnomo"),
]


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_spellings_of_one_name_sound_alike(names):
    first, *others = (name_sounds(name) for name in names)
    assert all(sound[0] == first[0] for sound in others), [(n, name_sounds(n)) for n in names]


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_people_sound_different(one, other):
    a, b = name_sounds(one), name_sounds(other)
    assert a[0] != b[0] or (a[1] and b[1] and a[1] != b[1])


def test_degrees_are_no_second_name():
    for name in ("Nur, S.Pd", "Nur S.Pd.I", "Nur, S.E., M.M.", "NUR", "Hj. Nur", "Nur, Amd.Keb"):
        assert name_sounds(name) == ("NR", None), name


def test_no_name_has_no_sound():
    assert name_sounds(None) == name_sounds("") == name_sounds("  - ") == (None, None)


def test_a_name_of_titles_alone_is_still_a_name():
    assert name_sounds("Haji")[0]


@given(st.text(max_size=40))
def test_any_text_can_be_a_name(text):
    first, second = name_sounds(text)
    assert first is None or first
    assert second is None or first
