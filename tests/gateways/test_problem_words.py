"""Kinds of problems are said in words that hold for every row of the kind."""

from payung.core.allocation.rule_book import RULES
from payung.gateways.problem_words import what_is_wrong, what_to_do


def test_no_rule_is_announced_with_a_hole_in_its_sentence():
    said = {rule.code: what_is_wrong(rule.code) for rule in RULES}
    assert all(text is not None and "…" not in text.id + text.en for text in said.values()), said


def test_two_rules_are_not_announced_with_the_same_words():
    said = [what_is_wrong(rule.code) for rule in RULES]
    assert len(set(said)) == len(said)


def test_every_rule_says_what_to_do():
    assert all(what_to_do(rule.code) for rule in RULES)
    assert what_is_wrong("no-such-code") is None and what_to_do("no-such-code") is None
