"""What a reader of ``payung programme show`` is told."""

import pytest

from payung.core.programmes.catalogue import programme_ids, read_programme
from payung.core.programmes.describe import describe


def lines(id_: str, language: str) -> dict[str, str]:
    return dict(describe(read_programme(id_), language))


@pytest.mark.parametrize("id_", programme_ids())
def test_both_languages_say_the_same_things(id_):
    indonesian, english = (describe(read_programme(id_), language) for language in ("id", "en"))
    assert [bool(value) for _, value in indonesian] == [bool(value) for _, value in english]
    assert all(label for label, _ in indonesian + english)
    shown = str(english)
    programme = read_programme(id_)
    assert all(said.en in shown for said in programme.open) and all(source in shown for source in programme.sources)
    assert shown.count("DOES NOT FIT") == sum(not figure.fits for figure in programme.figures)
    assert shown.count(": FITS") == sum(figure.fits for figure in programme.figures)


def test_the_money_of_bkbk_is_worked_out():
    told = lines("jambi-bkbk-2022", "id")
    assert told["Jumlah"] == "Rp10.000.000 per desa/kelurahan"
    assert told["Orang-bulan yang terbeli"].startswith("595 ")
    assert told["Sisa"].startswith("Rp4.000 ")
    assert told["Untuk 12 bulan"] == "49 orang penuh, lalu 7 orang-bulan"
    assert told["Biaya kuota penuh"].startswith("Rp10.080.000 ")
    assert told["Kurang"].startswith("Rp80.000 ")
    assert told["Kurang, semua desa"] == "Rp124.960.000"
    assert "78.000; villages * quota = 78.100: COCOK" in told["pekerja yang didaftarkan"]


def test_a_figure_that_does_not_fit_says_why_and_where_it_was_printed():
    told = lines("jambi-dumisake", "en")["target of 55 percent (people)"]
    assert "782,000" in told and "715,000: DOES NOT FIT" in told and "1,421,818" in told and "jambiekspres" in told
    assert "Highest decile" not in lines("jambi-dumisake", "en")


def test_what_no_source_states_is_said_so():
    told = lines("kota-jambi-apbd", "en")
    assert told["Quota (people)"] == told["Amount"] == told["Legal basis"] == "no source states it"
    assert "Cost of the full quota" not in told and "Short of money" not in told
