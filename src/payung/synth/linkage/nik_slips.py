"""Mistakes in the identity number and the other short fields."""

from datetime import date

from payung.synth.linkage.rows import Rows


def digit(rows: Rows) -> None:
    """One digit is another."""
    for at, (nik, place, more) in enumerate(zip(rows.nik, rows.integers(16), rows.integers(9), strict=True)):
        if nik:
            rows.nik[at] = f"{nik[:place]}{(int(nik[place]) + 1 + more) % 10}{nik[place + 1 :]}"


def swap(rows: Rows) -> None:
    """Two digits side by side have changed places."""
    for at, (nik, start) in enumerate(zip(rows.nik, rows.integers(15), strict=True)):
        places = [(start + step) % 15 for step in range(15)]
        place = next((place for place in places if nik and nik[place] != nik[place + 1]), None)
        if nik and place is not None:
            rows.nik[at] = nik[:place] + nik[place + 1] + nik[place] + nik[place + 2 :]


def short(rows: Rows) -> None:
    """The last digit is lost."""
    rows.nik = [nik and nik[:15] for nik in rows.nik]


def zeroed(rows: Rows) -> None:
    """A spreadsheet kept fifteen digits and wrote 0 for the last."""
    rows.nik = [nik and nik[:15] + "0" for nik in rows.nik]


def missing(rows: Rows) -> None:
    """There is none."""
    rows.nik = [None] * len(rows)


def of_spouse(rows: Rows) -> None:
    """That of husband or wife."""
    rows.nik = [other or nik for nik, other in zip(rows.nik, rows.spouse_nik, strict=True)]


def of_neighbour(rows: Rows) -> None:
    """That of another person of the village: two people, one number."""
    rows.nik = [other or nik for nik, other in zip(rows.nik, rows.neighbour_nik, strict=True)]


def turned(rows: Rows) -> None:
    """Day and month have changed places."""
    rows.birth_date = [
        date(born.year, born.day, born.month) if born and born.day <= 12 else born for born in rows.birth_date
    ]


def first_of_july(rows: Rows) -> None:
    """Only the year was known, so the list says the first of July."""
    rows.birth_date = [born and date(born.year, 7, 1) for born in rows.birth_date]


def year(rows: Rows) -> None:
    """A digit of the year is another, or its last two have changed places."""
    for at, (born, way) in enumerate(zip(rows.birth_date, rows.integers(6), strict=True)):
        if born:
            two = born.year % 100
            turned_year = born.year - two + two % 10 * 10 + two // 10
            other = (born.year + 1, born.year - 1, born.year + 10, born.year - 10, turned_year, born.year - 2)[way]
            rows.birth_date[at] = _in_year(born, other if 1930 <= other <= 2010 else born.year - 1)


def no_birth_date(rows: Rows) -> None:
    """The cell is empty or cannot be read."""
    rows.birth_date = [None] * len(rows)


def other_sex(rows: Rows) -> None:
    """L for P, or P for L."""
    rows.sex = [{"L": "P", "P": "L", None: None}[sex] for sex in rows.sex]


def moved(rows: Rows) -> None:
    """The list is that of a village nearby: moved, or counted there."""
    rows.village_code = list(rows.neighbour_village)


def new_card(rows: Rows) -> None:
    """The family card has been issued anew, with another number; for some, one digit is another."""
    for at, (card, other, place) in enumerate(
        zip(rows.family_card, rows.integers(10_000), rows.integers(40), strict=True)
    ):
        slip = f"{card[:place]}{(int(card[place]) + 1 + other % 9) % 10}{card[place + 1 :]}" if place < 16 else None
        rows.family_card[at] = slip or f"{card[:8]}{other % 12 + 1:02d}{24 + other % 3}{9001 + other % 999}"


def _in_year(born: date, other: int) -> date:
    leap_day = (born.month, born.day) == (2, 29)
    return date(other, born.month, 28 if leap_day else born.day)
