"""Sets of months in words."""

from collections.abc import Sequence

from payung.core.basis.days import MONTHS
from payung.core.basis.text import Text

ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def month_words(months: int, named: Sequence[int]) -> Text:
    """The months of a set (bit 0 is ``named[0]``, yyyymm), runs joined.

    >>> month_words(0b1011, (202611, 202612, 202701, 202702))
    Text(id='Nov–Des 2026, Feb 2027', en='Nov–Dec 2026, Feb 2027')
    """
    runs: list[list[int]] = []
    for at, month in enumerate(named):
        if months >> at & 1:
            if runs and named.index(runs[-1][-1]) == at - 1:
                runs[-1].append(month)
            else:
                runs.append([month])
    said = [(_run(run, [name[:3] for name in MONTHS]), _run(run, ENGLISH)) for run in runs]
    return Text(id=", ".join(one for one, _ in said), en=", ".join(one for _, one in said))


def _run(run: Sequence[int], names: Sequence[str]) -> str:
    first, last = run[0], run[-1]
    until = f"{names[last % 100 - 1]} {last // 100}"
    if first == last:
        return until
    since = names[first % 100 - 1] + (f" {first // 100}" if first // 100 != last // 100 else "")
    return f"{since}–{until}"
