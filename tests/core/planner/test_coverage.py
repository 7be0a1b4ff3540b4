"""Coverage is counted in three ways and never shown without the day and source of its numbers."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.planner.coverage import (
    Area,
    UniverseFileWrong,
    coverage,
    people_for,
    read_universe,
    share,
)

FILE = """
name: {id: pekerja, en: workers}
counted_on: 2024-08-31
source: Sakernas Agustus 2024
covered_on: 2024-08-31
covered_source: infojambi.com
areas:
  "15": {workers: 1312370, covered: 518632}
  "1504": {workers: 98206, covered: 49803}
  "1504022001": {workers: 400}
"""


@pytest.fixture
def universe(tmp_path):
    (tmp_path / "universe.yaml").write_text(FILE, "utf-8")
    return read_universe(tmp_path / "universe.yaml")


def test_published_shares_and_what_is_missing_to_55_percent():
    assert share(518_632, 1_312_370) == 3952 and share(49_803, 98_206) == 5071 and share(103_079, 213_582) == 4826
    assert people_for(5500, 1_312_370) - 518_632 == 203_172


def test_three_ways_of_counting(universe):
    village = np.array([1504022001, 1504022001, 1505010001, 1601010001])
    paid = np.array([0b111111111111, 0b000000000001, 0b110000000000, 0b1])
    province, regency, place = coverage(universe, village, paid, 12)
    assert (province.any_month, province.average, province.last_month) == (3, 15 // 12, 2)
    assert (regency.any_month, regency.average, regency.last_month) == (2, 1, 1)
    assert place.share(place.any_month) == 50 and regency.share(0) == 5071


def test_a_file_says_day_and_source(universe):
    assert (universe.on, universe.source) == (date(2024, 8, 31), "Sakernas Agustus 2024")
    assert universe.areas[1] == Area("1504", 98_206, 49_803)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (("counted_on: 2024-08-31\n", ""), "counted_on"),
        (("source: Sakernas Agustus 2024", "source: 2024"), "source"),
        (("covered_source: infojambi.com\n", ""), "covered_source"),
        (("covered_on: 2024-08-31\n", ""), "covered_on"),
        (("workers: 400", "workers: 0"), "areas.1504022001.workers"),
        (("covered: 49803", "covered: 98207"), "areas.1504.covered"),
        (('"1504":', "1504:"), "areas.1504"),
        (('"1504":', '"150":'), "areas.150"),
        (('"1504":', '"²504":'), "areas.²504"),
        (('"1504":', '"١٥":'), "areas.١٥"),
        (("workers: 400", "workers: 400, target: 3"), "areas.1504022001.target"),
    ],
)
def test_what_is_wrong_is_named(change, field, tmp_path):
    assert change[0] in FILE
    (tmp_path / "universe.yaml").write_text(FILE.replace(*change), "utf-8")
    with pytest.raises(UniverseFileWrong) as wrong:
        read_universe(tmp_path / "universe.yaml")
    assert wrong.value.field == field


@given(st.integers(0, 10_000), st.integers(1, 10**9))
def test_the_fewest_people_of_a_share(target, workers):
    fewest = people_for(target, workers)
    assert fewest * 10_000 >= target * workers and (fewest == 0 or (fewest - 1) * 10_000 < target * workers)
