"""Charts: every bar is as high as its people, and a file of its own is sound XML in either language."""

import re
import xml.etree.ElementTree as ET

import pytest

from payung.core.basis.text import Text
from payung.core.planner.indicators import MonthCount
from payung.gateways.simulation.charts import KINDS, WIDE, described, strip
from payung.gateways.simulation.pictures import write_pictures
from tests.gateways.simulation.made import simulation

SVG = "{http://www.w3.org/2000/svg}"
MONTHS = [MonthCount(202611, 10, 30, 0, 0, 0), MonthCount(202612, 0, 50, 25, 25, 0), MonthCount(202701, 0, 0, 0, 0, 0)]


def bars(drawn):
    """Colour -> (from, to) of each of its bars, in units from the floor."""
    found = {}
    for path in ET.fromstring(drawn).iter(f"{SVG}path"):  # noqa: S314
        if "fill" in path.attrib:
            ends = re.findall(r"M[\d.]+ ([\d.]+)V([\d.]+)H", path.attrib["d"])
            found[path.attrib["fill"]] = [(WIDE.height - float(low), WIDE.height - float(high)) for low, high in ends]
    return found


def test_bars_stand_on_one_another_and_are_as_high_as_their_people():
    found = bars(strip(MONTHS, top=100, size=WIDE))
    colours = {kind: colour for kind, colour, _ in KINDS}
    unit = WIDE.height / 100
    expected = {
        "full": [(0, 30), (0, 50)],
        "first_months": [(30, 40)],
        "grace": [(50, 75)],
        "lapsed": [(75, 100)],
    }
    assert set(found) == set(colours.values())
    for kind, ends in expected.items():
        for (low, high), (got_low, got_high) in zip(ends, found[colours[kind]], strict=True):
            assert got_low == pytest.approx(low * unit, abs=0.06) and got_high == pytest.approx(high * unit, abs=0.06)


def test_the_line_stands_after_its_month():
    drawn = strip(MONTHS, top=100, size=WIDE, mark=202612)
    assert re.search(r'd="M640\.0 0V', drawn) and "stroke-dasharray" in drawn
    assert "stroke-dasharray" not in strip(MONTHS, top=100, size=WIDE, mark=202702)


def test_it_says_when_the_picture_changes():
    said = described([*MONTHS, MONTHS[-1]], Text(id="Nama", en="Name"), "id")
    assert said.startswith("Nama. November 2026: 30 santunan penuh, 10 bulan-bulan pertama") and said.endswith(
        "2027: 0"
    )


@pytest.mark.parametrize("language", ["id", "en"])
def test_files_are_sound_xml_in_one_language(language, tmp_path):
    write_pictures(simulation(), tmp_path, language=language)
    for name, strips in (("ending", 3), ("scenarios", 3)):
        tree = ET.parse(tmp_path / f"{name}.svg").getroot()  # noqa: S314
        assert len(tree.findall(f"{SVG}svg")) == strips
        words = "".join(tree.itertext())
        assert ("membership ended" in words) == (language == "en")


def test_a_chart_of_nobody_has_no_bars():
    assert bars(strip(MONTHS[2:], top=0, size=WIDE)) == {}
