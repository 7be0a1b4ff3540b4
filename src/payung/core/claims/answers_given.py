"""The fields of a question as they were given, typed or as text, taken one by one."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import NoReturn

from payung.core.basis.days import months_after
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text

_MOST_MONTHS = 1200


class QuestionWrong(PayungError):
    """A field of a claim's question is missing, unknown or not what it must be."""

    code = "question-wrong"
    exit_code = 58

    def __init__(self, field: str, expected: Text) -> None:
        self.field, self.expected = field, expected
        super().__init__(
            says=Text(id=f"Isian '{field}' salah atau belum ada.", en=f"The field '{field}' is wrong or missing."),
            do=Text(id=f"Harus {expected.id}.", en=f"It must be {expected.en}."),
        )


class Given:
    """``values`` by field; what is None or an empty text counts as not given."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = {name: value for name, value in values.items() if value not in (None, "", [], (), {})}
        self._asked: set[str] = set()

    def wrong(self, field: str, expected: Text) -> NoReturn:
        """Raises: QuestionWrong."""
        raise QuestionWrong(field, expected)

    def has(self, field: str) -> bool:
        """Whether the field was given."""
        return field in self._values

    def word(self, field: str, words: Collection[str], also: Mapping[str, str]) -> str:
        """One of ``words``, or a word of ``also`` that stands for one."""
        value = self._get(field)
        return self.known(field, value if isinstance(value, str) else "", words, also)

    def words(self, field: str, words: Collection[str], also: Mapping[str, str]) -> tuple[str, ...]:
        """Any of ``words``, as ``word``, in the order given."""
        return tuple(self.known(field, text, words, also) for text in self.texts(field))

    def known(self, field: str, text: str, words: Collection[str], also: Mapping[str, str]) -> str:
        """``text`` as one of ``words``."""
        word = text.strip().casefold()
        word = also.get(word, word)
        if word not in words:
            self.wrong(field, _one_of([*words, *also]))
        return word

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of texts, or one text with commas between; empty where not given."""
        value = self._get(field)
        if value is None:
            return ()
        parts = value.replace(";", ",").split(",") if isinstance(value, str) else value
        if isinstance(parts, date):
            parts = [parts]
        if not isinstance(parts, list | tuple):
            self.wrong(field, Text(id="daftar", en="a list"))
        return tuple(" ".join(str(part).split()) for part in parts if str(part).strip())

    def yes_no(self, field: str) -> bool:
        """Yes or no; no where not given."""
        value = self._get(field)
        if value is None or isinstance(value, bool):
            return bool(value)
        known = {
            "ya": True,
            "yes": True,
            "true": True,
            "1": True,
            "tidak": False,
            "no": False,
            "false": False,
            "0": False,
        }
        if str(value).strip().casefold() not in known:
            self.wrong(field, Text(id="ya atau tidak", en="yes or no"))
        return known[str(value).strip().casefold()]

    def maybe_whole(self, field: str, least: int, most: int) -> int | None:
        """A whole number; None where not given."""
        value = self._get(field)
        return None if value is None else self._whole(field, value, least, most)

    def _whole(self, field: str, value: object, least: int, most: int) -> int:
        if isinstance(value, str):
            text = value.strip().removeprefix("-")
            value = int(value) if text.isascii() and text.isdigit() and len(text) < 19 else None
        if not isinstance(value, int) or isinstance(value, bool):
            self.wrong(field, Text(id="bilangan bulat tanpa titik", en="a whole number without points"))
        if not least <= value <= most:
            self.wrong(field, Text(id=f"antara {least} dan {most}", en=f"between {least} and {most}"))
        return value

    def day(self, field: str) -> date:
        """A day that must be given."""
        return self.day_of(field, self._get(field))

    def maybe_day(self, field: str) -> date | None:
        """A day; None where not given."""
        return self.day(field) if self.has(field) else self._get(field)  # type: ignore[return-value]  # None

    def day_of(self, field: str, value: object) -> date:
        """``value`` as a day: a date, or text like 2026-01-31."""
        if type(value) is date:
            return value
        if isinstance(value, datetime):
            return value.date()
        try:
            return date.fromisoformat(value.strip() if isinstance(value, str) and len(value.strip()) == 10 else "")
        except ValueError:
            self.wrong(field, Text(id="tanggal seperti 2026-01-31", en="a day like 2026-01-31"))

    def months(self, field: str) -> tuple[date, ...]:
        """Months (2026-01) and ranges (2026-01..2026-06) as first days, sorted, each once."""
        found: set[date] = set()
        for text in self.texts(field):
            first, _, last = text.partition("..")
            start, end = (self._month(field, part) for part in (first, last or first))
            if end < start:
                self.wrong(field, Text(id="rentang dari bulan awal ke bulan akhir", en="a range from first to last"))
            while start <= end:
                found.add(start)
                start = months_after(start, 1)
                if len(found) > _MOST_MONTHS:
                    self.wrong(
                        field, Text(id=f"paling banyak {_MOST_MONTHS} bulan", en=f"at most {_MOST_MONTHS} months")
                    )
        return tuple(sorted(found))

    def _month(self, field: str, text: str) -> date:
        try:
            return date.fromisoformat(f"{text.strip()}-01")
        except ValueError:
            self.wrong(field, Text(id="bulan seperti 2026-01 atau 2026-01..2026-06", en="months like 2026-01..2026-06"))

    def spans(self, field: str) -> tuple[tuple[date, date], ...]:
        """Days from..until, both included, in order and apart."""
        found = []
        for text in self.texts(field):
            first, dots, last = text.partition("..")
            span = self.day_of(field, first), self.day_of(field, last if dots else first)
            found.append(span)
        found.sort()
        apart = all(before[1] < after[0] for before, after in zip(found, found[1:], strict=False))
        if not apart or any(first > last for first, last in found):
            self.wrong(field, Text(id="dari..sampai, tidak saling bertumpuk", en="from..until, not overlapping"))
        return tuple(found)

    def pairs(self, field: str) -> dict[str, str]:
        """Names and words: a mapping, or texts like name=word."""
        value = self._get(field)
        if isinstance(value, Mapping):
            return {str(name): str(word) for name, word in value.items()}
        split = [text.partition("=") for text in self.texts(field)]
        if not all(equals for _, equals, _ in split):
            self.wrong(field, Text(id="kunci=nilai", en="key=value"))
        return {name.strip(): word.strip() for name, _, word in split}

    def amounts(self, field: str, names: Collection[str], also: Mapping[str, str], most: int) -> dict[str, int]:
        """Whole numbers by name, each name as ``word`` and at most once."""
        found: dict[str, int] = {}
        for name, amount in self.pairs(field).items():
            known = self.known(field, name, names, also)
            if known in found:
                self.wrong(field, Text(id="tiap nama sekali saja", en="each name once"))
            found[known] = self._whole(field, amount, 0, most)
        return found

    def done(self) -> None:
        """Raises: QuestionWrong when a field was given that nobody asked for."""
        for field in self._values:
            if field not in self._asked:
                self.wrong(field, _one_of(sorted(self._asked)))

    def _get(self, field: str) -> object:
        self._asked.add(field)
        return self._values.get(field)


def _one_of(words: Collection[str]) -> Text:
    listed = ", ".join(words)
    return Text(id=f"salah satu dari: {listed}", en=f"one of: {listed}")
