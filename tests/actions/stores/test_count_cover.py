"""Coverage counted three ways from the store: each by hand, at every level, and small counts kept from the public."""

from datetime import date

import polars as pl
import pytest
from click.testing import CliRunner

from payung.actions.count_cover import CountAsked, count_cover
from payung.entry.cli.main import main
from payung.store.models import Person
from tests.actions.stores.covered import billed, confirmed, covered
from tests.actions.stores.test_cover_tables import held

UNIVERSE = """\
name: {id: Semesta, en: Universe}
counted_on: 2026-12-31
source: Dinas
areas:
  "15": {workers: 40}
"""


def said(figures: pl.DataFrame, place: str) -> dict[str, tuple[int, int, int]]:
    rows = figures.filter(pl.col("place") == place)
    return {way: figure for way, *figure in rows.select("way", "people", "parts", "per").iter_rows()}


def test_three_ways_by_hand(opened, issued):
    covered(opened, months=(202701, 202702, 202703))
    billed(opened, 202704, paid_on=date(2027, 4, 10), people=held()[:2])
    confirmed(opened, 202704, people=held()[:1])
    asked = CountAsked(date(2027, 4, 30), 202701, 202704)
    # Five people for three months, one of them for a fourth; two of them were paid for it.
    assert said(count_cover(opened, asked), "") == {
        "people_on_day": [1, 1, 1], "person_months": [4, 16, 4], "bpjs_count": [2, 16, 6],
    }  # fmt: skip
    paid = CountAsked(date(2027, 4, 30), 202701, 202704, counts="paid")
    assert said(count_cover(opened, paid), "")["people_on_day"] == [2, 2, 1]


@pytest.mark.parametrize("digits", [2, 4, 6, 10])
def test_the_areas_of_a_level_add_up_to_the_whole(opened, issued, digits):
    covered(opened)
    figures = count_cover(opened, CountAsked(date(2027, 3, 31), 202701, 202703))
    whole = figures.filter(pl.col("place") == "")["parts"].to_list()
    of_level = figures.filter(pl.col("place").str.len_chars() == digits)
    sums = of_level.group_by("way", maintain_order=True).agg(pl.col("parts").sum())
    assert sorted(sums["parts"]) == sorted(whole) and set(of_level["way"]) == set(figures["way"])
    assert whole == [5, 15, 15]


def test_a_share_needs_workers_and_the_public_sees_no_small_count(opened, issued, tmp_path):
    covered(opened)
    (tmp_path / "universe.yaml").write_text(UNIVERSE)
    asked = CountAsked(date(2027, 3, 31), 202701, 202703, tmp_path / "universe.yaml", out=tmp_path / "a.csv")
    figures = count_cover(opened, asked)
    province = figures.filter((pl.col("place") == "15") & (pl.col("way") == "people_on_day"))
    assert province["share"].to_list() == [1250]  # 5 of 40
    assert figures.filter(pl.col("place") != "15")["share"].null_count() == figures.height - 3
    village = Person.objects.filter(id=held()[0]).values_list("village__code", flat=True).get()
    assert village in (tmp_path / "a.csv").read_text()
    public = count_cover(opened, CountAsked(date(2027, 3, 31), 202701, 202703, public=True))
    assert not public.filter(pl.col("place").str.len_chars() == 10)["shown"].any()
    assert public.filter(~pl.col("shown"))["parts"].null_count() == public.filter(~pl.col("shown")).height


def test_the_command_shows_each_figure_under_the_name_of_its_way(opened, issued, tmp_path):
    covered(opened)
    at = ("--store", opened.address, "--keys", str(opened.keys))
    words = ("cover", "count", "--on", "2027-03-31", "--out", str(tmp_path / "a.csv"))
    told = CliRunner(env={"COLUMNS": "160"}).invoke(main, ["--language", "en", *words, *at])
    assert told.exit_code == 0, told.output
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in told.output.splitlines() if "│" in line]
    assert rows[:3] == [
        ["All", "people covered on a day", "5", "", "–", "–"],
        ["All", "person-months of a period", "5", "15/3", "–", "–"],
        ["All", "BPJS's count: in full from 6 months", "2", "15/6", "–", "–"],
    ]
    assert CliRunner().invoke(main, ["cover", "count", "--on", "2027-03-31", "--from", "2027-05", *at]).exit_code == 2
