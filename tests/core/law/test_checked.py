"""A comparison with the official text is a day and an office, or nothing."""

from datetime import date
from pathlib import Path

import pytest

from payung.core.law.book import LawBook
from payung.core.law.parameter_file import ParameterFileWrong

FILE = """
name: {{id: Contoh, en: Example}}
unit: year
values:
  2020-01-01:
    amount: 1
    source: {{article: Pasal 1}}
{checked}
"""


def read(tmp_path: Path, checked: str) -> LawBook:
    (tmp_path / "a.yaml").write_text(FILE.format(checked=checked))
    return LawBook.read(tmp_path)


def test_a_day_and_an_office(tmp_path):
    entry = read(tmp_path, "checked: 2026-11-21\nchecked_by: Disnaker Provinsi Jambi").parameters["a"]
    assert (entry.checked, entry.checked_by) == (date(2026, 11, 21), "Disnaker Provinsi Jambi")
    assert entry.values[0].checked_by == "Disnaker Provinsi Jambi"


def test_neither(tmp_path):
    entry = read(tmp_path, "checked: null").parameters["a"]
    assert (entry.checked, entry.checked_by) == (None, None)


@pytest.mark.parametrize(
    ("checked", "field"),
    [
        ("checked: 2026-11-21", "checked_by"),
        ("checked: null\nchecked_by: Disnaker", "checked_by"),
        ("checked: yes\nchecked_by: Disnaker", "checked"),
        ("checked_by: Disnaker", "checked"),
    ],
)
def test_one_without_the_other_is_refused(tmp_path, checked, field):
    with pytest.raises(ParameterFileWrong) as error:
        read(tmp_path, checked)
    assert error.value.field == field
