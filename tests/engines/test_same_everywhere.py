"""Every engine gives the same tables, row by row, and the tables keep their promises."""

import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import polars as pl
import pytest

from payung.core.allocation.rule_book import RULES
from payung.core.basis.errors import PayungError
from payung.engines.registry import engine
from tests.engines.judge import ALL, REGISTERS, Answer, case, judged, roster
from tests.engines.messy import messy, messy_links

CASES = {
    "purse and quota of the village": case(amount=14 * 12 * 16_800 + 5 * 16_800, quota=20),
    "purse of the village, no quota": case(amount=3 * 12 * 16_800 + 5 * 16_800),
    "purse of the area, quota of the village": case(amount=100 * 16_800, per="area", quota=6),
    "no purse stated, quota of the area": case(amount=None, quota=11, quota_per="area"),
    "welfare is asked": case(criteria=(*ALL, "welfare"), decile_at_most=3, per="area", quota=5, quota_per="area"),
    "village officials": case(criteria=("village_official", "working_age"), ranked_by=("draw",)),
}


def same(one: Answer, other: Answer) -> bool:
    assert one.decisions.schema == other.decisions.schema and one.findings.schema == other.findings.schema
    return one.decisions.equals(other.decisions) and one.findings.equals(other.findings)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", CASES)
def test_duckdb_agrees_with_polars(name, seed):
    rows, registers = messy(700, seed)
    assert same(judged("local", rows, CASES[name], registers), judged("check", rows, CASES[name], registers))


LINKED_CASE = case(linked=True, amount=14 * 12 * 16_800, quota=20)


@pytest.mark.parametrize("seed", range(4))
def test_duckdb_agrees_with_polars_about_persons_on_several_rows(seed):
    rows, registers = messy(700, seed)
    registers["links"] = messy_links(rows, seed)
    assert same(*(judged(name, rows, LINKED_CASE, registers) for name in ("local", "check")))


@pytest.mark.spark
@pytest.mark.parametrize("name", ["purse of the area, quota of the village", "welfare is asked", "village officials"])
def test_spark_agrees_with_polars(name):
    if find_spec("pyspark") is None or which("java") is None:
        if os.environ.get("PAYUNG_REQUIRE_SPARK"):
            pytest.fail("pyspark and Java 17 are required here: make spark-env")
        pytest.skip("needs pyspark and Java 17: make spark-env")
    rows, registers = messy(700, 9)
    assert same(judged("local", rows, CASES[name], registers), judged("spark", rows, CASES[name], registers))
    registers["links"] = messy_links(rows, 9)
    assert same(judged("local", rows, LINKED_CASE, registers), judged("spark", rows, LINKED_CASE, registers))


def test_the_messy_rosters_meet_every_rule():
    met: set[str] = set()
    for name, seed in zip(CASES, range(6), strict=True):
        rows, registers = messy(700, seed)
        met |= set(judged("local", rows, CASES[name], registers).findings["code"])
    rows, registers = messy(700, 6)
    met |= set(judged("local", rows, LINKED_CASE, registers | {"links": messy_links(rows, 6)}).findings["code"])
    assert met == {rule.code for rule in RULES}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", CASES)
def test_money_goes_to_the_first_in_the_queue_and_is_never_overspent(name, seed):
    rows, registers = messy(700, seed)
    programme = CASES[name].programme
    decided = judged("local", rows, CASES[name], registers).decisions
    accepted = decided.filter(decision="accept")
    assert accepted["person_key"].is_unique().all() and accepted["nik"].is_unique().all()
    assert decided.filter(pl.col("decision") != "accept")["months"].sum() == 0
    assert accepted["months"].is_between(0, programme.months).all()
    scope = ["village_code"] if programme.fund.per == "village" else ["programme"]
    for _, purse in accepted.sort("rank").group_by(scope, maintain_order=True):
        assert purse["rank"].to_list() == list(range(1, purse.height + 1))
        if programme.fund.amount is not None:
            assert purse["months"].sum() * CASES[name].contribution <= programme.fund.amount
        if programme.quota is None or programme.quota_per == programme.fund.per:
            assert purse["months"].is_sorted(descending=True)
    if programme.quota is not None:
        group = ["village_code"] if programme.quota_per == "village" else ["programme"]
        assert (accepted.filter(pl.col("months") > 0).group_by(group).len()["len"] <= programme.quota).all()
    funded = accepted["months"] > 0
    assert (accepted["fund"].is_not_null() == funded).all()
    assert ((accepted["reasons"] == "waiting_list").fill_null(False) == ~funded).all()
    assert decided.filter(pl.col("decision") != "accept")["reasons"].str.len_chars().min() > 0
    assert decided["reasons"].null_count() == 0


def links(*persons: tuple[int, int, int]) -> pl.DataFrame:
    """Position, person, place among the person's rows."""
    there = messy_links(roster("nik\n1508014107850001"), 0).clear()
    rows = pl.DataFrame(persons, schema=["key", "link_person", "link_place"], orient="row")
    return pl.concat([there, rows.with_columns(link_key=pl.lit("P-1"), link_row=pl.lit("9"))], how="diagonal")


def test_of_one_person_the_best_sound_row_is_enrolled_and_the_others_say_where_it_stands():
    drawing = "nik | birth_date\n" + "".join(f"150801410785{n:04} | 1985-07-01\n" for n in (1, 2, 3))
    one = judged("local", roster(drawing), case(linked=True), {"links": links((0, 5, 2), (1, 5, 1), (2, 5, 3))})
    assert one.column("decision") == ["reject", "accept", "reject"]
    assert one.codes("block", "info") == ["person_duplicate", "person_kept", "person_duplicate"]
    assert one.column("person_key") == ["P-1"] * 3


def test_a_row_that_is_refused_anyway_leaves_the_place_to_the_next_best():
    drawing = "nik | birth_date\n1508014107850001 | 1985-07-01\n1508014107500002 | 1950-07-01\n"
    two = judged("local", roster(drawing), case(linked=True), {"links": links((0, 5, 2), (1, 5, 1))})
    assert two.column("decision") == ["accept", "reject"] and two.column("reasons")[1] == "age_over"


def test_the_last_one_gets_the_months_that_are_left():
    drawing = "nik | birth_date\n" + "".join(f"150801410785{n:04} | 1985-07-01\n" for n in range(1, 6))
    months = judged("local", roster(drawing), case(amount=29 * 16_800 + 16_799)).decisions["months"]
    assert sorted(months, reverse=True) == [12, 12, 5, 0, 0]


def test_another_seed_draws_another_order_and_the_published_order_comes_first():
    drawing = "nik | birth_date | occupation\n"
    drawing += "".join(f"150801410785{n:04} | 1985-07-01 | petani\n" for n in range(1, 30))
    drawing += "1508014107840001 | 1984-07-01 | petani\n1508014107860001 | 1986-07-01 | nelayan\n"
    welfare = pl.DataFrame({"nik": ["1508014107850029"], "desil": [4]})
    ranks = [judged("local", roster(drawing), case(seed=seed), {"welfare": welfare}).column("rank") for seed in (1, 2)]
    assert ranks[0] != ranks[1] and sorted(ranks[0]) == sorted(ranks[1]) == list(range(1, 32))
    for rank in ranks:
        assert (rank[28], rank[30], rank[29]) == (1, 2, 3)  # decile, then riskier work, then age


def test_the_order_of_a_rosters_file_does_not_matter_only_its_positions():
    rows, registers = messy(300, 5)
    one = judged("local", rows, case(), registers)
    assert same(one, judged("local", rows.sample(fraction=1.0, shuffle=True, seed=3), case(), registers))


def test_bytes_do_not_depend_on_the_number_of_threads(tmp_path):
    rows, _ = messy(3_000, 1)
    rows.write_parquet(tmp_path / "rows.parquet", row_group_size=500)
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, '.')\n"
        "from tests.engines.judge import case, PREFIXES; from payung.core.people import occupations\n"
        "from payung.engines.registry import engine; folder = Path(sys.argv[1])\n"
        "engine('local').decide(folder / 'rows.parquet', case=case(), nik_prefixes=PREFIXES,"
        " occupations=occupations.read(), out=folder)\n"
    )
    sums = set()
    for threads in ("1", "2", "3"):
        environment = {**os.environ, "POLARS_MAX_THREADS": threads}
        subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, env=environment)
        files = [tmp_path / f"{name}.parquet" for name in ("decisions", "findings")]
        sums.add(tuple(hashlib.sha256(file.read_bytes()).hexdigest() for file in files))
    assert len(sums) == 1


def test_what_is_asked_for_wrongly_is_said_plainly(tmp_path):
    with pytest.raises(PayungError, match="no engine 'spork'"):
        engine("spork")
    with pytest.raises(PayungError, match="no welfare list"):
        judged("local", roster("nik\n 1"), case(criteria=("welfare",), decile_at_most=3))
    assert not list(Path(tmp_path).iterdir()) and set(REGISTERS) == {"members", "deaths", "welfare"}
