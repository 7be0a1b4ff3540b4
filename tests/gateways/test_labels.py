"""Villages in papers and file names."""

import pytest

from payung.gateways.labels import FIXED_SLUG_LENGTH, district_label, dotted, slug, village_label


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Sungai Duren / Blok B", "sungai-duren-blok-b"), ('Ra"as', "ra-as"), ("Désa", "desa"), ("王", "tanpa-nama")],
)
def test_file_names_are_plain(text, expected):
    assert slug(text) == expected


def test_file_names_are_short_and_never_paths():
    assert len(slug("x" * 500)) == FIXED_SLUG_LENGTH
    assert slug("../../etc") == "etc"


def test_words_before_names_are_said_once():
    assert village_label("desa", "Sungai Duren") == "Desa Sungai Duren"
    assert village_label("kelurahan", "KELURAHAN RIMBO") == "KELURAHAN RIMBO"
    assert village_label("desa", "Desaku") == "Desa Desaku"
    assert village_label(None, "A") == "A"
    assert district_label("Kecamatan Pelayangan") == district_label("Pelayangan") == "Kecamatan Pelayangan"


def test_codes_have_points():
    assert [dotted(code) for code in ("1505032004", "1505", "")] == ["15.05.03.2004", "15.05", ""]
