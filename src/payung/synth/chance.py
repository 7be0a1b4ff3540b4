"""Where all chance comes from: one generator for each thing drawn, told only by the seed and the thing's name."""

from random import Random


def chance(seed: int, what: str) -> Random:
    """A generator that draws the same for the same seed and ``what``, whatever else is drawn.

    >>> chance(1, "layouts").random() == chance(1, "layouts").random() != chance(2, "layouts").random()
    True
    """
    return Random(f"{seed}/{what}")  # noqa: S311 - made-up data, no secret
