"""Amounts of money: whole rupiah, written the Indonesian way, in figures and in words."""

from num2words import num2words


def rupiah(amount: int) -> str:
    """``amount`` in figures, points between thousands.

    >>> rupiah(29_937_600)
    'Rp29.937.600'
    >>> rupiah(-80_000)
    '-Rp80.000'
    """
    return f"{'-' if amount < 0 else ''}Rp{number(abs(amount))}"


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
    return f"{' '.join(str(num2words(amount, lang='id')).split())} rupiah"
