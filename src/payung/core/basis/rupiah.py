"""Amounts of money: whole rupiah, written the Indonesian way, in figures and in words."""

from payung.core.basis.text import Text


def rupiah(amount: int) -> str:
    """``amount`` in figures, points between thousands.

    >>> rupiah(29_937_600)
    'Rp29.937.600'
    >>> rupiah(-80_000)
    '-Rp80.000'
    """
    return f"{'-' if amount < 0 else ''}Rp{number(abs(amount))}"


def roughly(amount: int) -> Text:
    """``amount`` to three figures, for sums that are only expected; rounded down.

    >>> roughly(503_190_474), roughly(-2_471_000_000_000)
    (Text(id='Rp503 juta', en='Rp503 million'), Text(id='-Rp2,47 triliun', en='-Rp2.47 trillion'))
    >>> roughly(41_950_000).id, roughly(16_800).id
    ('Rp41,9 juta', 'Rp16.800')
    """
    for unit, words in _UNITS:
        if abs(amount) >= unit:
            whole = abs(amount) // unit
            places = 3 - len(str(whole))
            part = abs(amount) * 10**places // unit % 10**places if places > 0 else 0
            rest = f"{part:0{places}d}".rstrip("0") if places > 0 else ""
            sign = "-" if amount < 0 else ""
            return Text(
                id=f"{sign}Rp{number(whole)}{',' if rest else ''}{rest} {words.id}",
                en=f"{sign}Rp{whole:,}{'.' if rest else ''}{rest} {words.en}",
            )
    return Text(id=rupiah(amount), en=rupiah(amount))


_UNITS = (
    (10**12, Text(id="triliun", en="trillion")),
    (10**9, Text(id="miliar", en="billion")),
    (10**6, Text(id="juta", en="million")),
)


def number(count: int) -> str:
    """A whole number with points between thousands.

    >>> number(1_562)
    '1.562'
    """
    return f"{count:,}".replace(",", ".")


def in_words(amount: int) -> str:
    """``amount`` in Indonesian words, as decrees and receipts print it (terbilang).

    >>> in_words(29_937_600)
    'dua puluh sembilan juta sembilan ratus tiga puluh tujuh ribu enam ratus rupiah'
    """
    from num2words import num2words  # of every language: most that write amounts write none in words

    return f"{' '.join(str(num2words(amount, lang='id')).split())} rupiah"
