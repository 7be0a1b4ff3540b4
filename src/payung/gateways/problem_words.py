"""What a finding's code means and what to do about it, in general words."""

import re
from collections.abc import Mapping

from payung.core.allocation.rule_book import ADVICE, RULES
from payung.core.basis.text import Text
from payung.core.places import messages
from payung.gateways.workbooks.problems import PROBLEMS

_SAYS: Mapping[str, Text] = {
    **{code: says for code, (says, _) in PROBLEMS.items()},
    **messages.SAYS,
    **{rule.code: rule.says for rule in RULES},
}
_DO: Mapping[str, Text] = {**{code: do for code, (_, do) in PROBLEMS.items()}, **messages.DO, **ADVICE}
_PLACE = re.compile(r"\{\w+\}")


def what_is_wrong(code: str) -> Text | None:
    """The sentence of ``code`` with "…" for the values of a row; None for a code no rule book has."""
    says = _SAYS.get(code)
    return says and Text(id=_PLACE.sub("…", says.id), en=_PLACE.sub("…", says.en))


def what_to_do(code: str) -> Text | None:
    """What to do about ``code``; None for a code no rule book has. Findings' messages end with it."""
    return _DO.get(code)
