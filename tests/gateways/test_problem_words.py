"""Kinds of problems are said in words that hold for every row of the kind."""

import re

import pytest

from payung.actions.find_earlier import EARLIER
from payung.core.allocation.rule_book import RULES
from payung.core.places import messages
from payung.core.roster.reading import FOUND
from payung.gateways.problem_words import kind_called, what_is_wrong, what_to_do
from payung.gateways.workbooks.problems import PROBLEMS
from payung.store.intakes import CONFLICT, REPLACED

CODES = sorted(
    {*(rule.code for rule in RULES), *PROBLEMS, *messages.SAYS, *FOUND, EARLIER, CONFLICT, REPLACED}
    | {"file_same_content", "file_missing"}
)
"""What a finding of a run, or the state of a file, can be."""


def test_no_rule_is_announced_with_a_hole_in_its_sentence():
    said = {rule.code: what_is_wrong(rule.code) for rule in RULES}
    assert all(text is not None and "…" not in text.id + text.en for text in said.values()), said


def test_two_rules_are_not_announced_with_the_same_words():
    said = [what_is_wrong(rule.code) for rule in RULES]
    assert len(set(said)) == len(said)


def test_every_rule_says_what_to_do():
    assert all(what_to_do(rule.code) for rule in RULES)
    assert what_is_wrong("no-such-code") is None and what_to_do("no-such-code") is None


@pytest.mark.parametrize("code", CODES)
def test_everything_that_can_be_found_has_words_in_both_languages(code):
    said = what_is_wrong(code)
    assert said is not None and kind_called(code) == said
    for text in (said.id, said.en):
        assert not re.search(r"[a-z]_[a-z]|[{}]", text) and " " in text, text
    assert said.id != said.en


@pytest.mark.parametrize("code", sorted(FOUND))
def test_advice_is_the_end_of_the_message(code):
    advice = what_to_do(code)
    _, message = FOUND[code]
    assert advice is None or (message.id.endswith(advice.id) and message.en.endswith(advice.en))


def test_a_code_that_nothing_knows_is_said_in_a_sentence():
    said = kind_called("of-a-later-version")
    assert said.id == "Masalah lain (kode of-a-later-version)." and said.en.startswith("Another problem")
