"""Who comes first when money is short: the programme's published order, then a draw anybody can repeat.

Everything is packed into one whole number, so that every engine sorts the same way: smaller comes first, and two
people alike in all of it keep the order of the roster.
"""

from collections.abc import Callable, Mapping, Sequence

import narwhals as nw

from payung.core.programmes.programme import Case

DRAW_BITS = 20
PRIME = 2**31 - 1
"""All steps of the draw stay below 2^62, so no engine overflows."""

_STEPS = (48_271, 69_621, 1_099_087_573)  # multipliers known to mix well modulo PRIME


def lot(nik: int, seed: int) -> int:
    """The lot of ``nik`` in the draw of ``seed``: 0 to 2^20 - 1, the same on every machine and engine.

    With p = 2^31 - 1: h = (nik mod p + 48271 seed) mod p; h = (69621 h + 1) mod p; h = (h² + 1099087573 h) mod p;
    h = 48271 h mod p; the lot is h mod 2^20. Anyone with the printed seed can compute it again.

    >>> lot(1571014107870001, 1), lot(1571014107870001, 2)
    (760393, 100982)
    """
    first, second, third = _STEPS
    mixed = (nik % PRIME + seed % PRIME * first) % PRIME
    mixed = (mixed * second + 1) % PRIME
    mixed = (mixed * mixed % PRIME + mixed * third % PRIME) % PRIME
    return mixed * first % PRIME % 2**DRAW_BITS


def lots(number: nw.Expr, seed: int) -> nw.Expr:
    """``lot`` of a column of NIKs (Int64)."""
    first, second, third = _STEPS
    mixed = (number % PRIME + seed % PRIME * first % PRIME) % PRIME
    mixed = (mixed * second + 1) % PRIME
    mixed = (mixed * mixed % PRIME + mixed * third % PRIME) % PRIME
    return mixed * first % PRIME % 2**DRAW_BITS


def _decile() -> nw.Expr:
    return nw.col("desil").fill_null(15)


def _risk() -> nw.Expr:
    return 7 - nw.col("occupation_risk")


def _age() -> nw.Expr:
    born = nw.col("born").fill_null(2200_00_00)
    days = (born // 10_000 - 1800) * 400 + born // 100 % 100 * 32 + born % 100
    return nw.when(days < 0).then(nw.lit(0, nw.Int64)).otherwise(days)


RANKINGS: Mapping[str, tuple[int, Callable[[], nw.Expr]]] = {
    "welfare_decile": (4, _decile),  # 1 first, unknown last
    "occupation_risk": (3, _risk),  # high first, unknown last
    "oldest_first": (18, _age),
}
"""Word in a programme's ``ranked_by`` -> bits, and a column of whole numbers of that many bits, smaller first.

"draw" may stand at the end; it is always drawn last.
"""


def order_key(case: Case, ranked_by: Sequence[str] | None = None) -> nw.Expr:
    """One Int64 per row, smaller first; reads desil, occupation_risk, born, nik_number.

    Raises: KeyError for a word that is not in ``RANKINGS``.
    """
    return order_by(case.programme.ranked_by if ranked_by is None else ranked_by, case.seed)


def order_by(words: Sequence[str], seed: int) -> nw.Expr:
    """As ``order_key``, for any words of ``RANKINGS`` and the draw of ``seed``."""
    key = nw.lit(0, nw.Int64)
    for word in words:
        if word != "draw":
            bits, column = RANKINGS[word]
            key = key * 2**bits + column()
    return key * 2**DRAW_BITS + lots(nw.col("nik_number"), seed)
