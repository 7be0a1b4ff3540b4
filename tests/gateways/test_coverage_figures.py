"""Every figure is dated and named; a percentage stands beside dated workers; few people are not told of in public."""

from datetime import date

import polars as pl

from payung.core.basis.months import between
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.planner.coverage import Area, Universe
from payung.engines.cover_watch import coverage_reached
from payung.gateways.coverage_figures import TYPES, coverage_figures, write_coverage
from tests.core.cover.ledgers import fund, ledger, people

LAW = LawBook.read().on(date(2026, 11, 20))
YEAR = (202601, 202612)
FUNDS = (fund("a", between(*YEAR)),)
THEN = date(2024, 8, 31)
JAMBI = Universe(
    Text("Jambi", "Jambi"), THEN, "BPS, Sakernas Agustus 2024", THEN, "BPJS Ketenagakerjaan",
    (Area("15", 1_312_370, 518_632), Area("1504", 98_206, 49_803)),
)  # fmt: skip
LIVE = people(["1504022001"] * 4 + ["1504022002"] * 30 + ["1505032004"] * 26)


def figures(**more):
    rows = [(person, month, "a", True) for person in range(1, 61) for month in between(202610, 202612)]
    found = [
        coverage_reached(ledger(rows), LIVE, LAW, FUNDS, on=LAW.day, period=YEAR, digits=digits)
        for digits in (0, 2, 4, 6, 10)
    ]
    return coverage_figures(found, LAW, period=YEAR, source="buku besar", **more)


def of(table, place, way):
    return table.filter((pl.col("place") == place) & (pl.col("way") == way)).row(0, named=True)


def test_the_three_ways_stand_apart_with_their_days_and_the_published_figure_beside_them():
    table = figures(universe=JAMBI)
    assert dict(table.schema) == TYPES
    day, months, bpjs, told = (
        of(table, "15", way) for way in ("people_on_day", "person_months", "bpjs_count", "as_published")
    )
    assert (day["people"], months["people"], bpjs["people"], told["people"]) == (60, 15, 30, 518_632)
    assert (day["counted_from"], day["counted_to"]) == (LAW.day, LAW.day)
    assert (months["counted_from"], bpjs["counted_to"]) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (told["share"], told["counted_from"], told["workers_on"]) == (3952, THEN, THEN)
    assert of(table, "1504", "as_published")["share"] == 5071


def test_a_percentage_is_there_only_with_dated_workers():
    table = figures(universe=JAMBI)
    assert table.filter(pl.col("workers").is_null() != pl.col("share").is_null()).is_empty()
    dated = ("counted_from", "counted_to", "counted_source")
    assert not table.select(dated).null_count().row(0)[0]
    some = table.filter(pl.col("share").is_not_null())
    assert set(some["place"]) == {"15", "1504"}
    assert some.select("workers", "workers_on", "workers_source").null_count().row(0) == (0, 0, 0)
    assert figures()["share"].null_count() == figures().height


def test_few_people_are_left_out_in_public_with_those_who_would_tell_of_them(tmp_path):
    table = figures(universe=JAMBI, public=True)
    gone = set(table.filter(~pl.col("shown"))["place"])
    assert gone == {"1504022001", "1504022002"}
    lost = table.filter(~pl.col("shown"))
    assert lost.select("people", "parts", "share").null_count().row(0) == (lost.height,) * 3
    assert of(table, "15", "people_on_day")["people"] == 60 and not figures()["shown"].not_().any()
    write_coverage(table, tmp_path / "coverage.csv")
    assert "1504022001" in (tmp_path / "coverage.csv").read_text("utf-8")
