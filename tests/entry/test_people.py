"""``payung people`` in a terminal: exit codes, both languages, no whole NIK, a chart that adds up."""

import re
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import polars as pl
import pytest
from click.testing import CliRunner, Result

from payung.core.linkage.comparisons import COMPARISONS
from payung.entry.cli.main import main
from payung.gateways.ask_book import COLUMNS, HEADING_ROW
from tests.actions.lists import TWO_DOUBTS, write

WHOLE = re.compile(r"\d{14,}")


def payung(*words: object, language: str = "id", width: int = 100) -> Result:
    runner = CliRunner(env={"COLUMNS": str(width)})
    return runner.invoke(main, ["--language", language, "people", *(str(word) for word in words)])


@pytest.fixture
def linked(tmp_path) -> Path:
    result = payung("link", "--register", write(tmp_path / "a.csv", TWO_DOUBTS), "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    return tmp_path / "out"


def test_numbers_are_hidden_unless_asked_for(linked):
    plain, whole = payung("ask", linked), payung("ask", linked, "--nik")
    assert plain.exit_code == whole.exit_code == 0
    assert not WHOLE.search(plain.output) and WHOLE.search(whole.output)
    assert "BUDI SANTOSO" in plain.output and "ZULKIFLI HAMZAH" in plain.output


@pytest.mark.parametrize(
    ("language", "words"), [("id", ("saran: berbeda", "Mengapa")), ("en", ("suggested: different", "Why"))]
)  # noqa: E501
def test_both_languages(linked, language, words):
    assert all(word in payung("ask", linked, language=language).output for word in words)
    other = {"id": "suggested", "en": "saran"}[language]
    for command in (("ask", linked), ("model", linked)):
        assert other not in payung(*command, language=language).output


@pytest.mark.parametrize("width", [40, 80, 200])
def test_nothing_is_cut_however_narrow_the_screen(linked, width):
    shown = payung("ask", linked, "--pair", 1, width=width)
    assert shown.exit_code == 0 and "ZULKIFLI" in shown.output
    assert payung("model", linked, width=width).exit_code == 0


def test_each_error_has_its_exit_code_and_says_what_to_do(linked, tmp_path):
    (tmp_path / "else").mkdir()
    (tmp_path / "there.xlsx").write_text("mine")
    decide = ("--verdict", "sama", "--by", "Ani")
    told = {
        payung("link", "--out", tmp_path / "new"): 92,
        payung("ask", tmp_path / "else"): 93,
        payung("decide", linked, "--pair", 99, *decide): 94,
        payung("ask", linked, "--pair", 0): 94,
        payung("decide", linked, "--from", tmp_path / "there.xlsx"): 95,
        payung("ask", linked, "--book", tmp_path / "there.xlsx"): 97,
        payung("decide", linked, "--pair", 1): 2,
        payung("decide", linked): 2,
        payung("decide", linked, "--pair", 1, "--verdict", "mungkin", "--by", "Ani"): 2,
        payung("decide", linked, "--pair", 1, "--verdict", "sama", "--by", " "): 2,
    }
    for result, code in told.items():
        assert result.exit_code == code, result.output
        assert code == 2 or len(result.output.splitlines()) >= 2
    book = openpyxl.load_workbook(linked / "ask.xlsx")
    verdict = [field for _, _, field in COLUMNS].index("verdict") + 1
    book.active.cell(HEADING_ROW + 1, verdict, "sama")
    book.save(linked / "ask.xlsx")
    waiting = payung("link", "--register", tmp_path / "a.csv", "--out", linked)
    assert waiting.exit_code == 96 and "--from out/ask.xlsx" in " ".join(waiting.output.split())


def test_the_book_that_was_written_can_be_handed_back(linked, tmp_path):
    shown = payung("ask", linked, "--book", tmp_path / "b.xlsx")
    assert shown.exit_code == 0 and "b.xlsx" in shown.output
    assert payung("decide", linked, "--from", tmp_path / "b.xlsx").exit_code == 0


def test_the_chart_names_every_level_in_the_terminal_and_in_the_picture(linked, tmp_path):
    shown = payung("model", linked, "--svg", tmp_path / "m.svg", width=200)
    assert shown.exit_code == 0
    picture = ElementTree.parse(tmp_path / "m.svg")  # noqa: S314 - our own file
    said = " ".join(picture.getroot().itertext())
    for comparison in COMPARISONS:
        for level in comparison.levels:
            assert level.says.id in said and level.says.id in shown.output
    payung("model", linked, "--svg", tmp_path / "again.svg")
    assert (tmp_path / "again.svg").read_bytes() == (tmp_path / "m.svg").read_bytes()
    payung("model", linked, "--svg", tmp_path / "en.svg", language="en")
    assert 'lang="en"' in (tmp_path / "en.svg").read_text()


def test_every_bar_of_the_picture_stays_in_it(linked, tmp_path):
    payung("model", linked, "--svg", tmp_path / "m.svg")
    root = ElementTree.parse(tmp_path / "m.svg").getroot()  # noqa: S314 - our own file
    width, height = (float(root.get(name)) for name in ("width", "height"))
    bars = [one for one in root.iter() if one.tag.endswith("rect")]
    assert len(bars) > sum(len(comparison.levels) for comparison in COMPARISONS) // 2
    for bar in bars:
        x, y, wide, high = (float(bar.get(name, 0)) for name in ("x", "y", "width", "height"))
        assert 0 <= x <= x + wide <= width and 0 <= y <= y + high <= height


def test_the_cost_of_the_model_s_own_threshold_is_what_it_does(tmp_path):
    lists = Path(__file__).parents[2] / "docs" / "how-to" / "decide-pairs"
    payung("link", "--register", lists / "pekerja.csv", "--members", lists / "peserta.csv", "--out", tmp_path / "out")
    outcomes = pl.read_parquet(tmp_path / "out" / "pairs.parquet")["outcome"].to_list()
    (line,) = [one for one in payung("model", tmp_path / "out").output.splitlines() if re.match(r"\s*> 5 ", one)]
    assert line.split()[2:4] == [str(outcomes.count("same")), str(outcomes.count("ask"))]
