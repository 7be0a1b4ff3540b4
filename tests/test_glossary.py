"""The glossary: one line a word, sorted, and its words are those of the code."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "GLOSSARY.md").read_text("utf-8").splitlines()
    if line.startswith("| ")
][1:]
SOON = {"civil_registry"}
"""Words of documents and coming parts; everything else is found in the source."""


def test_one_line_a_word_sorted_with_both_languages_and_an_identifier():
    words = [row[0] for row in ROWS]
    assert len(ROWS) > 50 and all(len(row) == 3 and all(row) for row in ROWS)
    assert words == sorted(words, key=str.casefold)
    assert len(set(words)) == len(words)


def test_every_identifier_is_a_word_of_the_source():
    source = "\n".join(
        path.read_text("utf-8") for path in sorted((ROOT / "src").rglob("*")) if path.suffix in {".py", ".yaml"}
    )
    used = set(re.findall(r"\w+", source)) | SOON
    named = {word for row in ROWS for word in re.findall(r"\w+", re.sub(r"\(.*?\)", "", row[2]))}
    assert not named - used
