"""The whole rule book, in reading order: the order of findings and of reasons."""

from collections.abc import Mapping

from payung.core.allocation import queue_rules
from payung.core.basis.text import Text
from payung.core.eligibility import criteria
from payung.core.linkage.rules import RULES as PERSON_RULES
from payung.core.programmes.programme import Case
from payung.core.roster import birth_rules, duplicate_rules, nik_rules, person_rules
from payung.core.roster.rule import Rule

ROW_RULES: tuple[Rule, ...] = (*nik_rules.RULES, *birth_rules.RULES, *person_rules.RULES)
"""What one row says by itself."""

TWIN_RULES: tuple[Rule, ...] = duplicate_rules.RULES
"""What several rows with one NIK say together."""

LINKED_RULES: tuple[Rule, ...] = PERSON_RULES
"""What several rows of one person under several NIKs say, where likeness was asked."""

QUEUE_RULES: tuple[Rule, ...] = queue_rules.RULES
"""What the money says."""

RULES: tuple[Rule, ...] = (*ROW_RULES, *criteria.RULES, *TWIN_RULES, *LINKED_RULES, *QUEUE_RULES)

ADVICE: Mapping[str, Text] = {rule.code: rule.do for rule in RULES}
"""Code -> what to do. A finding's message ends with it."""


def rules_for(case: Case) -> tuple[Rule, ...]:
    """The rules the programme of ``case`` asks for, in the order of the book."""
    return tuple(rule for rule in RULES if rule.applies(case))


def row_rules_for(case: Case) -> tuple[Rule, ...]:
    """Those that are judged by the row alone."""
    return tuple(rule for rule in (*ROW_RULES, *criteria.RULES) if rule.applies(case) and not _asks_registers(rule))


def register_rules_for(case: Case) -> tuple[Rule, ...]:
    """Those that are judged by the row and the lists of other offices."""
    return tuple(rule for rule in criteria.RULES if rule.applies(case) and _asks_registers(rule))


def _asks_registers(rule: Rule) -> bool:
    return rule.criterion in criteria.ASK_REGISTERS
