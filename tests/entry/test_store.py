"""The store on the command line, as the guide says it."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from payung.entry.cli.main import main

GUIDE = (Path(__file__).parents[2] / "docs" / "how-to" / "keep-a-store.md").read_text("utf-8")


def payung(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Path:
    """A folder after ``make demo`` of 12 villages."""
    folder = tmp_path_factory.mktemp("office")
    demo = folder / "demo"
    made = payung("synth", "make", "--villages", 12, "--out", demo / "masukan")
    lists = ("--rosters", demo / "masukan" / "rosters", "--manifest", demo / "masukan" / "manifest.csv")
    ran = payung("run", "jambi-bkbk-2022", *lists, "--on", "2026-11-01", "--out", demo / "hasil")
    people = ("--people", demo / "hasil" / "decisions.parquet", "--facts", demo / "masukan" / "facts.csv")
    shared = payung("budget", "allocate", "--funds", demo / "masukan" / "funds.yaml", *people, "--out", demo / "dana")
    assert [made.exit_code, ran.exit_code, shared.exit_code] == [0, 0, 0], shared.output
    return folder


@pytest.fixture
def here(office, tmp_path, monkeypatch) -> Path:
    """The same folder with an empty place for keys and no store."""
    (tmp_path / "demo").symlink_to(office / "demo")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAYUNG_KEYS", str(tmp_path / "keys" / "keys.json"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


def test_the_guide_s_commands_work_one_after_the_other(here):
    commands = re.findall(r"^ {4}payung (.*)$", GUIDE, re.M)
    assert len(commands) == 7
    for command in commands:
        result = payung("--language", "en", *shlex.split(command))
        assert result.exit_code == 0, f"{command}\n{result.output}"
    reserved = payung("store", "verify")
    assert "Semuanya cocok." in reserved.output and (here / "cadangan.zip").stat().st_size > 1000


def test_a_store_cut_off_is_found_by_the_end_that_was_printed(here):
    assert payung("store", "init").exit_code == 0
    assert payung("roster", "receive", "demo/hasil").exit_code == 0
    assert payung("store", "backup", "a.zip").exit_code == 0
    assert payung("fund", "open", "demo/masukan/funds.yaml").exit_code == 0
    printed = re.search(r"(\d+:[0-9a-f]{64})", payung("store", "verify").output)
    assert printed
    other = f"sqlite:///{here}/b.sqlite3"
    assert payung("store", "restore", "a.zip", "--store", other).exit_code == 0
    assert payung("store", "verify", "--store", other).exit_code == 0
    found = payung("store", "verify", "--store", other, "--anchor", printed[1])
    assert found.exit_code == 116 and "✗" in found.output


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["store", "verify"], 15),
        (["roster", "receive", "demo/hasil"], 15),
        (["store", "init", "--store", "mysql://x"], 12),
        (["store", "init", "--store", "postgres://payung:rahasia@127.0.0.1:1/x"], 107),
    ],
)
def test_what_cannot_be_done_is_said_without_the_password(here, words, code):
    (here / "keys").mkdir(exist_ok=True)
    if words[1] != "init":
        assert payung("store", "init", "--store", "sqlite:///other.sqlite3").exit_code == 0
    result = payung(*words)
    assert result.exit_code == code, result.output
    assert "rahasia" not in result.output and "Traceback" not in result.output
