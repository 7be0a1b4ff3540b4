"""What a list shows of a line in each column, in the hand of the village."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from payung.core.basis.days import MONTHS
from payung.core.places.places import Village
from payung.synth.headings import HEADINGS, OVER_TICKS
from payung.synth.layouts import Holding, Layout, SexWords
from payung.synth.lines import Line
from payung.synth.names import make_name
from payung.synth.pages import Cell, Formula
from payung.synth.people import ON

HEIR_SERIALS = (5001, 5999)
_MIXED: tuple[Holding, ...] = ("date", "date", "text", "text", "words", "short_year", "iso")
EXCEL_DAY_0 = date(1899, 12, 30)
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sept", "Okt", "Nop", "Des")
SEX: dict[SexWords, dict[str, Cell]] = {
    "letters": {"L": "L", "P": "P"},
    "words": {"L": "LAKI-LAKI", "P": "PEREMPUAN"},
    "short": {"L": "Lk", "P": "Pr"},
    "codes": {"L": 1, "P": 2},
}


@dataclass(frozen=True)
class Hand:
    """How one village writes: drawn once for a list."""

    layout: Layout
    village: Village
    rng: Random
    heads: dict[str, str]
    over_ticks: str
    mark: str  # between day, month and year
    short_months: bool
    tick: str
    capitals: bool

    @staticmethod
    def of(layout: Layout, village: Village, rng: Random) -> "Hand":
        """The hand of one village."""
        fixed = layout.fixed or {}
        return Hand(
            layout=layout,
            village=village,
            rng=rng,
            heads={column: fixed.get(column) or rng.choice(HEADINGS[column]) for column in layout.columns},
            over_ticks=rng.choice(OVER_TICKS),
            mark=rng.choice("--//. "),
            short_months=rng.random() < 0.3,
            tick=rng.choice(("√", "V", "v", "1", "x", "letter")),
            capitals=rng.random() < 0.45,
        )

    def cells(self, line: Line, number: int, row: int) -> list[Cell]:
        """The row of ``line``, the ``number``-th worker, in row index ``row``."""
        return [self._cell(column, line, number, row) for column in self.layout.columns]

    def number(self, number: int, row: int) -> Cell:
        """The running number; a formula counts on from the cell above."""
        way = self.layout.numbering
        if way == "text":
            return f"{number}."
        if way == "number" or number == 1:
            return number
        column = chr(ord("A") + self.layout.first_column + self.layout.columns.index("number"))
        return Formula(f"={column}{row}+1", number if way == "formula" else "")

    def birth(self, birth: date | str | None) -> Cell:
        """A birth date as the list holds it; text stays as it is."""
        if not isinstance(birth, date):
            return birth
        day, month, year = f"{birth.day:02d}", f"{birth.month:02d}", f"{birth.year}"
        holding = self.layout.holding
        if holding == "mixed":
            holding = self.rng.choice(_MIXED)
        if holding == "text":
            return self.mark.join((day, month, year))
        if holding == "words":
            name = (SHORT_MONTHS if self.short_months else MONTHS)[birth.month - 1]
            return f"{birth.day} {name.upper() if self.capitals else name} {year}"
        if holding == "iso":
            return birth.isoformat()
        if holding == "american":
            return birth.replace(day=birth.month, month=birth.day) if birth.day <= 12 else f"{day}/{month}/{year}"
        if holding == "short_year":
            return f"{day}/{month}/{year[2:]}"
        if holding == "serial":
            return float((birth - EXCEL_DAY_0).days)
        return float(f"{day}{month}{year}") if holding == "digits" else birth

    def _cell(self, column: str, line: Line, number: int, row: int) -> Cell:
        if column == "number":
            return self.number(number, row)
        if column in ("man", "woman"):
            sign = "L" if column == "man" else "P"
            return (sign if self.tick == "letter" else self.tick) if line.sex == sign else None
        if column == "name":
            return self._name(line)
        return _COLUMNS[column](self, line)

    def _name(self, line: Line) -> Cell:
        if line.name is None or line.name != line.person.name:
            return line.name
        if self.layout.name_formula and self.rng.random() < 0.5:
            return Formula(f'=UPPER("{line.name.lower()}")', line.name.upper())
        return line.name.upper() if self.capitals else line.name


def _place_and_birth(hand: Hand, line: Line) -> Cell:
    birth = hand.birth(line.birth)
    place = line.person.birth_place
    return f"{place.upper() if hand.capitals else place}, {birth}" if birth else place


def _age(hand: Hand, line: Line) -> Cell:
    if not isinstance(line.birth, date):
        return None
    return ON.year - line.birth.year - ((ON.month, ON.day) < (line.birth.month, line.birth.day))


def _heir_nik(hand: Hand, line: Line) -> Cell:
    dob = line.person.dob
    day = dob.day + (40 if line.person.sex == "L" else 0)
    return f"{line.person.card[:6]}{day:02d}{dob:%m%y}{hand.rng.randint(*HEIR_SERIALS)}"


def _work(hand: Hand, line: Line) -> Cell:
    return line.occupation.upper() if line.occupation and hand.capitals else line.occupation


_COLUMNS: dict[str, Callable[[Hand, Line], Cell]] = {
    "nik": lambda hand, line: line.nik,
    "participant": lambda hand, line: line.nik,
    "participant_number": lambda hand, line: line.person.rt + line.person.phone[-4:],
    "sex": lambda hand, line: SEX[hand.layout.sex_words][line.sex],
    "birth_place": lambda hand, line: line.person.birth_place,
    "birth": lambda hand, line: hand.birth(line.birth),
    "place_and_birth": _place_and_birth,
    "age": _age,
    "card": lambda hand, line: line.card,
    "mother": lambda hand, line: line.person.mother,
    "occupation": _work,
    "address": lambda hand, line: line.person.address,
    "hamlet": lambda hand, line: line.person.hamlet,
    "rt": lambda hand, line: line.person.rt,
    "rw": lambda hand, line: line.person.rw,
    "phone": lambda hand, line: line.person.phone,
    "village": lambda hand, line: hand.village.name,
    "district": lambda hand, line: hand.village.district,
    "decile": lambda hand, line: hand.rng.randint(1, 4),
    "working": lambda hand, line: "Ya",
    "heir": lambda hand, line: make_name(hand.rng, "P" if line.person.sex == "L" else "L"),
    "heir_nik": _heir_nik,
    "heir_is": lambda hand, line: "Istri" if line.person.sex == "L" else "Suami",
    "remark": lambda hand, line: hand.rng.choice((None, None, None, "baru", "lanjutan", "warga kurang mampu")),
    "members": lambda hand, line: hand.rng.randint(1, 7),
    "work_code": lambda hand, line: hand.rng.randint(1, 9),
    "need": lambda hand, line: hand.rng.choice(("Miskin ekstrem", "Kehilangan mata pencaharian", "Lansia tunggal")),
    "need_code": lambda hand, line: hand.rng.randint(1, 4),
    "payment": lambda hand, line: "Tunai",
    "payment_code": lambda hand, line: 1,
    "religion": lambda hand, line: 1,
    "school": lambda hand, line: hand.rng.randint(2, 6),
    "schooling": lambda hand, line: 18,
    "married": lambda hand, line: 2,
    "kin": lambda hand, line: hand.rng.randint(1, 4),
    "nation": lambda hand, line: 1,
    "father": lambda hand, line: make_name(hand.rng, "L"),
}
