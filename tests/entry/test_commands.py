"""The command line: exit codes, both languages, and no personal data on the screen."""

import pytest
from click.testing import CliRunner, Result

from payung.entry.cli.main import main
from tests.actions.villages import SUNGAI_DUREN, Province, person

FILE = f"{SUNGAI_DUREN} Sungai Duren.xlsx"


def payung(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def province(tmp_path) -> Province:
    bad = person(2, name="SITI AMINAH")
    bad[0] = bad[0][:15]
    return Province(tmp_path / "in", lists={FILE: [person(1), bad]}).write()


def run(province: Province, out: object, *more: str) -> Result:
    rosters = province.folder / "rosters"
    return payung(*more, "run", "jambi-bkbk-2022", "--rosters", rosters, "--on", "2026-11-01", "--out", out)


def test_a_run_ends_with_0_says_where_the_results_are_and_shows_nobody(province, tmp_path):
    result = run(province, tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "summary.html" in result.output and "Daftar tunggu" in result.output
    for row in province.lists[FILE]:
        assert row[0] not in result.output and row[1] not in result.output


def test_english_on_request(province, tmp_path):
    assert "Waiting list" in run(province, tmp_path / "out", "--language", "en").output


def test_a_check_ends_with_1_when_something_must_be_repaired_and_0_when_nothing(province, tmp_path):
    check = ("roster", "check", province.folder / "rosters", "--area", "15", "--on", "2026-11-01")
    assert payung(*check, "--out", tmp_path / "out").exit_code == 1
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "corrections", "findings.csv", "findings.parquet", "run.json",
    }  # fmt: skip
    province.lists = {FILE: [person(1)]}
    province.write()
    assert payung(*check).exit_code == 0


@pytest.mark.parametrize(
    ("words", "exit_code"),
    [
        (("programme", "show", "jambi-bkkb-2022"), 40),
        (("roster", "template", "--villages", "9999", "--out", "templates"), 73),
        (("programme", "show"), 2),
        (("programme", "list"), 0),
        (("--help",), 0),
    ],
)
def test_each_error_has_its_exit_code_and_says_what_to_do(words, exit_code):
    result = payung(*words)
    assert result.exit_code == exit_code
    assert exit_code in (0, 2) or ("[" in result.output and len(result.output.splitlines()) >= 2)


def test_a_folder_of_other_files_is_left_alone(province, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "foto.jpg").write_text("mine")
    assert run(province, tmp_path / "out").exit_code == 70
    assert (tmp_path / "out" / "foto.jpg").read_text() == "mine"


def test_results_are_not_put_among_the_lists_they_are_made_from(province):
    rosters = province.folder / "rosters"
    assert run(province, rosters / "hasil").exit_code == 72
    assert run(province, rosters).exit_code == 72
    assert [path.name for path in rosters.iterdir()] == [FILE]
