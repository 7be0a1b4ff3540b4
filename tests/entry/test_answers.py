"""How an answer is printed: sums, articles, what it rests on."""

import io
from dataclasses import replace
from datetime import date

from rich.console import Console

from payung.core.basis.text import Text
from payung.core.law.answer import Answer, Part, Step
from payung.core.law.book import LawBook
from payung.entry.cli.answers import print_answer, print_beside

LAW = LawBook.read().on(date(2026, 5, 1))
RATE, BURIAL = LAW["bpu/jkm/contribution"], LAW["jkm/burial"]
GRANT = Part("a", Text(id="Santunan [red]", en="Grant [red]"), 1_234_567_890)


def printed(answer: Answer, language: str = "id", width: int = 80) -> list[str]:
    console = Console(file=io.StringIO(), width=width)
    print_answer(answer, language, console)
    assert isinstance(console.file, io.StringIO)
    return [" ".join(line.split()) for line in console.file.getvalue().splitlines()]


def test_brackets_in_a_text_are_printed_not_obeyed():
    assert "Santunan [red] Rp1.234.567.890" in printed(Answer((GRANT,)))
    step = Step(Text(id="a [b]", en="a [b]"), None, (replace(RATE, article="PP [1]"),))
    lines = printed(Answer((), (step,), (Text(id="catatan [c]", en="note [c]"),)))
    assert "1 a [b]" in lines and "§ PP [1]" in lines and "! catatan [c]" in lines


def test_an_answer_of_nothing_is_a_total_of_nothing_and_no_more():
    assert [line for line in printed(Answer()) if line and "─" not in line] == ["Bagian Rupiah", "Jumlah Rp0"]


def test_an_article_stands_once_under_its_step():
    step = Step(Text(id="x", en="x"), 5, (RATE, replace(RATE, since=date(2027, 1, 1))))
    lines = printed(Answer((), (step,)))
    assert lines.count(f"§ {RATE.article}") == 1
    assert "1 dari 1 ketentuan belum dicocokkan dengan naskah resmi: bpu/jkm/contribution" in " ".join(lines)


def test_all_compared_is_said_too():
    compared = replace(BURIAL, checked=date(2026, 1, 1), checked_by="Disnaker", doubt=None)
    lines = printed(Answer((), (Step(Text(id="x", en="x"), 5, (compared,)),)), "en")
    assert "All 1 parameters were compared with the official text: jkm/burial" in lines


def test_a_part_only_one_reading_has_is_a_dash_under_the_others():
    console = Console(file=io.StringIO(), width=80)
    says = Text(id="begini", en="like this")
    print_beside([("one", says, True, Answer((GRANT,))), ("none", says, False, Answer())], "id", console)
    assert isinstance(console.file, io.StringIO)
    lines = [" ".join(line.split()) for line in console.file.getvalue().splitlines()]
    assert "Santunan [red] Rp1.234.567.890 –" in lines and "Jumlah Rp1.234.567.890 Rp0" in lines
    assert "* one: begini (dipakai)" in lines and "- none: begini" in lines
