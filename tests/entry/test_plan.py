"""``payung plan``: what it prints and writes, its exit codes, and that an error leaves what was there."""

import json
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from payung.core.allocation.people import PAID
from payung.entry.cli.main import main
from tests.entry.plan_files import write


def run(*words, language="id"):
    return CliRunner(env={"COLUMNS": "110"}).invoke(main, ["--language", language, "plan", *map(str, words)])


def options(given, *names):
    return [word for name in names for word in (f"--{name}", given[f"--{name}"])]


@pytest.fixture
def given(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    return write(folder)


def test_a_simulation_prints_and_writes_the_same_figures(given, tmp_path):
    out = tmp_path / "out"
    done = run("simulate", *options(given, "people", "funds", "scenarios", "universe"), "--out", out, "--seed", 9)
    assert done.exit_code == 0, done.output
    assert "99 orang kehilangan santunan penuh Rp42.000.000 mulai Januari 2027" in done.output
    assert "1.195" in done.output and "angka awal undian 9" in done.output
    told = json.loads((out / "simulation.json").read_text("utf-8"))
    assert [one["person_months"] for one in told["scenarios"]] == [1_195, 594 + 47, 2_390]
    assert "99 orang" in (out / "simulation.html").read_text("utf-8")
    assert {path.name for path in out.iterdir()} >= {"ending.svg", "scenarios.svg", "scenarios.csv", "run.json"}


def test_the_same_run_gives_the_same_bytes_and_replaces_the_older(given, tmp_path):
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in (*folders, folders[0]):
        assert run("simulate", *options(given, "people", "funds", "scenarios"), "--out", folder).exit_code == 0
    for path in folders[0].iterdir():
        assert path.read_bytes() == (folders[1] / path.name).read_bytes()


def test_without_a_folder_nothing_is_written_and_json_is_whole(given, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    done = CliRunner().invoke(main, ["plan", "simulate", *options(given, "people", "funds"), "--json"])
    assert json.loads(done.stdout)["scenarios"][0]["id"] == "plan" and sorted(tmp_path.rglob("*")) == before


def test_english_is_english(given):
    done = run("simulate", *options(given, "people", "funds"), language="en")
    assert "If it ends after December 2026" in done.output and "Desember 2026:" not in done.output


def test_an_error_leaves_what_was_there(given, tmp_path):
    out = tmp_path / "out"
    assert run("simulate", *options(given, "people", "funds"), "--out", out).exit_code == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    Path(given["--scenarios"]).write_text("scenarios:\n  - {id: a}\n", "utf-8")
    done = run("simulate", *options(given, "people", "funds", "scenarios"), "--out", out)
    assert done.exit_code == 45 and "scenarios.1.name" in done.output
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


@pytest.mark.parametrize(("name", "exit_code"), [("people", 102), ("universe", 44), ("rates", 43)])
def test_each_file_that_is_wrong_has_its_exit_code(name, exit_code, given, tmp_path):
    (tmp_path / "wrong").write_text("a: 1\n", "utf-8")
    wrong = {**given, f"--{name}": str(tmp_path / "wrong")}
    done = run("simulate", *options(wrong, *{"people": 0, "funds": 0, name: 0}))
    assert done.exit_code == exit_code, done.output


def test_a_people_parquet_that_is_wrong_is_refused(given):
    path = Path(given["--people"])
    pl.read_parquet(path).with_columns(payable=pl.lit(-1)).write_parquet(path)
    assert run("simulate", *options(given, "people", "funds")).exit_code == 46


def test_lists_of_people_and_the_table_an_allocation_made_of_them_give_the_same(given, tmp_path):
    rows = ["person_key,village_code,mustahik,before"]
    rows += [f"k{n},{1504022001 + n // 50},{'ya' if n % 9 == 0 else 'tidak'},{n % 3}" for n in range(100)]
    (tmp_path / "list.csv").write_text("\n".join(rows) + "\n", "utf-8")
    lists = ["--people", str(tmp_path / "list.csv")]
    allocated = ["budget", "allocate", *lists, "--funds", given["--funds"], "--out", str(tmp_path / "plan")]
    assert CliRunner().invoke(main, allocated).exit_code == 0
    table = ["--people", str(tmp_path / "plan" / "people.parquet")]
    told = []
    for people in (lists, table):
        done = CliRunner().invoke(main, ["plan", "simulate", *people, "--funds", given["--funds"], "--json"])
        told.append(json.loads(done.stdout))
    assert told[0] == told[1] and told[0]["scenarios"][0]["person_months"] >= 1_190
    paid = pl.read_parquet(tmp_path / "plan" / "paid.parquet")
    months = sum(one.bit_count() for one in paid["months"].to_list())
    assert months == told[0]["scenarios"][0]["person_months"]


def test_a_target_says_whom_where_and_what_it_costs(given, tmp_path):
    out = tmp_path / "out"
    done = run("target", *options(given, "people", "funds", "universe"), "--coverage", "55%", "--out", out)
    assert done.exit_code == 0, done.output
    assert "Target 55,00 %: 50 orang × 12 bulan = 600 orang-bulan" in done.output
    assert "Penyebut: pekerja contoh, 2025-08-31, contoh" in done.output
    areas = pl.read_csv(out / "areas.csv", schema_overrides={"area": pl.String})
    assert areas["needed"].to_list() == [50, 35] and areas["share"].to_list() == [5500, 5500]
    paid = pl.read_parquet(out / "paid.parquet")
    assert paid.columns[:3] == list(PAID) and paid["key"].n_unique() == 50
    villages = pl.read_csv(out / "villages.csv")
    assert villages["people"].sum() == 50 and villages["rupiah"].sum() == int(areas["rupiah"][0])


def test_zakat_costs_half_under_the_relief_and_is_taken_first(given):
    """Six of a village of fifty may be paid by zakat at Rp8,400 to December 2026."""
    done = run("target", *options(given, "people", "funds", "universe"), "--coverage", "35%", "--level", "province")
    assert "10 orang × 12 bulan" in done.output
    months = sum(4 <= month <= 12 for month in range(1, 13))
    assert f"{10 * (3 * 16_800 + months * 8_400):,}".replace(",", ".") in done.output


def test_a_target_out_of_reach_says_so_and_exits_1(given):
    done = run("target", *options(given, "people", "funds", "universe"), "--coverage", "90%")
    assert done.exit_code == 1 and "TIDAK TERCAPAI di 2 wilayah" in done.output


@pytest.mark.parametrize(
    "words",
    [("--coverage", "101%"), ("--coverage", "setengah"), ("--coverage", "55%", "--months", "13"),
     ("--coverage", "55%", "--months", "0"), ("--coverage", "55%", "--level", "regency")],
)  # fmt: skip
def test_a_target_that_cannot_be_aimed_at_is_refused(words, given):
    assert run("target", *options(given, "people", "funds", "universe"), *words).exit_code == 47
