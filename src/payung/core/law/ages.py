"""Who is of an age to be registered. For whole tables see ``columns``."""

from datetime import date

from payung.core.law.book import Law

MINIMUM = "bpu/age/minimum"
LIMIT = "bpu/age/limit"


def age_allowed(law: Law, born: date, registered: date) -> bool:
    """Whether who was born on ``born`` is of an age to be registered as an informal worker (BPU) on ``registered``.

    Age is in completed years: from ``MINIMUM`` on, and ``LIMIT`` not yet reached. Who is born on 29 February ages on
    1 March. Source: parameters bpu/age/minimum, bpu/age/limit. Raises: NoValueInForce.

    >>> from payung.core.law.book import LawBook
    >>> law = LawBook.read().on(date(2026, 5, 1))
    >>> age_allowed(law, date(1961, 5, 1), date(2026, 4, 30)), age_allowed(law, date(1961, 5, 1), date(2026, 5, 1))
    (True, False)
    """
    had_birthday = (registered.month, registered.day) >= (born.month, born.day)
    years = registered.year - born.year - (not had_birthday)
    return law[MINIMUM].amount <= years < law[LIMIT].amount
