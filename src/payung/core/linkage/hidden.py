"""Identity numbers of two records with no more digits than it takes to compare them."""

LAST_DIGITS = 4
MOST_APART = 2
"""Places in which two numbers of one length may differ and still be shown: a slip, not another number."""

HIDDEN = "•"


def hidden(number: str | None, other: str | None) -> str:
    """``number`` beside ``other``: its last digits and those in which it differs by a slip, a dot for each other one.

    >>> hidden("1571011208870002", "1571011208370002"), hidden("157101120887000", "1571011208870002")
    ('••••••••••8•0002', '•••••••••••7000')
    >>> hidden("1571011208870002", "1501064107910007"), hidden(None, "1571011208870002")
    ('••••••••••••0002', '')
    """
    if not number:
        return ""
    apart = [at for at, (one, two) in enumerate(zip(number, other or "", strict=False)) if one != two]
    slip = len(number) == len(other or "") and len(apart) <= MOST_APART
    shown = {*range(len(number) - LAST_DIGITS, len(number)), *(apart if slip else ())}
    return "".join(digit if at in shown else HIDDEN for at, digit in enumerate(number))
