"""The how-to "decide who is the same person" does what it says: its commands are run in order, its lines appear."""

import re
import shlex
import shutil
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from click.testing import CliRunner

from payung.entry.cli.main import main

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
GUIDE = (HOW_TO / "decide-pairs.md").read_text("utf-8")
STEPS = GUIDE.split("## Or in Excel", maxsplit=1)[0]
BLOCKS = [block.rstrip("\n") for block in re.findall(r"(?:^ {4}.*\n)+", STEPS, re.M)]
WEIGHT = re.compile(r"bobot -?[\d,]+ bit")


def payung(*words: str) -> list[str]:
    result = CliRunner(env={"COLUMNS": "80"}).invoke(main, list(words))
    assert result.exit_code == 0, result.output
    return [WEIGHT.sub("bobot", line.rstrip()) for line in result.output.splitlines()]


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Path:
    """The folder an officer works in, with the two lists of the guide."""
    for path in (HOW_TO / "decide-pairs").iterdir():
        shutil.copy(path, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def follow() -> list[str]:
    """Run every command of the steps; the lines the guide shows that were not printed, in their order."""
    missing, printed = [], []
    for block in BLOCKS:
        lines = [line[4:].rstrip() for line in block.splitlines()]
        if lines[0].startswith("payung "):
            for line in lines:
                printed = payung(*shlex.split(line)[1:])
        else:
            left = iter(printed)
            missing += [line for line in (WEIGHT.sub("bobot", line) for line in lines) if line not in left]
    return missing


def test_every_step_prints_what_the_guide_shows(desk):
    assert sum(block.count("payung people decide") for block in BLOCKS) == 11
    assert not follow()


def test_after_the_ten_the_result_is_as_the_officer_said(desk):
    follow()
    pairs = pl.read_parquet("orang/pairs.parquet").filter(pl.col("decided").is_not_null())
    assert sorted(pairs["pair"]) == [1, 2, 3, 4, 5, 6, 7, 8, 10]
    assert pairs.filter(outcome="same").height == 6 and pairs.filter(outcome="different").height == 3
    people = pl.read_parquet("orang/people.parquet")
    keys = dict(people.select(pl.format("{} {}", "file", "row"), "person_key").rows())
    for pair in payung_pairs(pairs, people):
        assert (keys[pair[0]] == keys[pair[1]]) == (pair[2] == "same"), pair


def payung_pairs(pairs: pl.DataFrame, people: pl.DataFrame) -> list[tuple[str, str, str]]:
    at = dict(people.select("record_key", pl.format("{} {}", "file", "row")).rows())
    return [(at[one], at[other], said) for one, other, said in pairs.select("left_key", "right_key", "decided").rows()]


def test_the_workbook_way_ends_the_same(desk):
    follow()
    by_command = pl.read_parquet("orang/people.parquet")
    payung("people", "link", "--members", "peserta.csv", "--register", "pekerja.csv", "--out", "lain")
    book = openpyxl.load_workbook("lain/ask.xlsx")
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[6]}
    verdicts = dict(enumerate("sama berbeda sama sama sama sama berbeda sama - berbeda".split(), 1))
    for number, verdict in verdicts.items():
        if verdict != "-":
            sheet.cell(5 + 2 * number, columns["Putusan"], verdict)
    book.save("lain/ask.xlsx")
    printed = payung("people", "decide", "lain", "--from", "lain/ask.xlsx", "--by", "Petugas A")
    assert printed[-3:] == ["Putusan dicatat: 9; sudah begitu sebelumnya: 0", "Orang: 40 menjadi 34",
                            "Masih ditanyakan: 1"]  # fmt: skip
    assert pl.read_parquet("lain/people.parquet").equals(by_command)
