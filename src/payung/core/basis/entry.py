"""One mapping of a YAML file a person keeps, read field by field; whatever nobody asks for is refused."""

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, NoReturn
from unicodedata import category

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.basis.yaml_lines import YamlLines, YamlUnreadable, read_yaml

_UNPRINTED = ("Cc", "Cs")
"""Control signs, and halves of signs that no file can hold."""


class FileWrong(PayungError):
    """A file has a field that is missing, unknown or not what it must be. Each kind of file has a subclass.

    ``line``: where in the file, or of the nearest part around it; None where nothing is known.
    """

    kind: ClassVar[Text]

    def __init__(self, file: str, field: str, expected: Text, line: int | None = None) -> None:
        self.file, self.field, self.line = file, field, line
        at, at_en = ("", "") if line is None else (f", baris {line}", f", line {line}")
        super().__init__(
            says=Text(
                id=f"Berkas {self.kind.id} {file}{at}: isian '{field}' salah.",
                en=f"{self.kind.en.capitalize()} file {file}{at_en}: the field '{field}' is wrong.",
            ),
            do=Text(id=f"Harus {expected.id}.", en=f"It must be {expected.en}."),
        )


def read_entry(path: Path, file: str, wrong: type[FileWrong]) -> "Entry":
    """The whole file at ``path``, called ``file`` in messages. Raises: ``wrong``."""
    try:
        values, lines = read_yaml(path)
    except YamlUnreadable as broken:
        raise wrong(file, broken.field, broken.expected, broken.line) from broken
    return Entry(file, "", values, wrong, lines)


class Entry:
    """A mapping of the file ``file`` that stands under ``path`` in it; ``error`` is raised where it is wrong."""

    def __init__(self, file: str, path: str, values: Any, error: type[FileWrong], lines: YamlLines) -> None:
        self.file, self.path, self.error, self.lines = file, path, error, lines
        self._asked: set[Any] = set()
        if not isinstance(values, dict):
            self.wrong("", Text(id="berisi pasangan nama: nilai", en="pairs of name: value"))
        self._values: dict[Any, Any] = values

    def wrong(self, key: str, expected: Text) -> NoReturn:
        """Raises: ``error``, naming the field in full."""
        field = ".".join(part for part in (self.path, key) if part)
        raise self.error(self.file, field or "-", expected, self.lines.line_of(field))

    def text(self, key: str) -> str:
        """A text that is not empty and can be printed."""
        value = self._get(key)
        if not isinstance(value, str) or not value.strip():
            self.wrong(key, Text(id="berupa teks (bila angka, apit tanda kutip)", en="text (quote it if it is digits)"))
        if any(category(sign) in _UNPRINTED and sign not in "\n\t" for sign in value):
            self.wrong(key, Text(id="teks tanpa tanda kendali", en="text without control signs"))
        return value

    def maybe_text(self, key: str) -> str | None:
        """A text, or None where the field is missing or null."""
        return None if self._get(key) is None else self.text(key)

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number from ``least`` to ``most``."""
        value = self._get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.wrong(
                key, Text(id=f"bilangan bulat {least} sampai {most}", en=f"a whole number from {least} to {most}")
            )
        return value

    def maybe_whole(self, key: str, least: int, most: int) -> int | None:
        """As ``whole``, or None where the field is missing or null."""
        return None if self._get(key) is None else self.whole(key, least, most)

    def maybe_day(self, key: str) -> date | None:
        """A day, or None where the field is missing or null."""
        value = self._get(key)
        if value is not None and type(value) is not date:
            self.wrong(key, Text(id="tanggal seperti 2026-01-31, atau null", en="a day like 2026-01-31, or null"))
        return value

    def month(self, key: str) -> int:
        """A month as yyyymm: written 2027-03, or as any day of it."""
        value = self._get(key)
        try:
            day = value if type(value) is date else date.fromisoformat(f"{value}-01")
        except ValueError:
            self.wrong(key, Text(id="bulan seperti 2027-03", en="a month like 2027-03"))
        return day.year * 100 + day.month

    def yes_no(self, key: str) -> bool:
        """true or false."""
        value = self._get(key)
        if not isinstance(value, bool):
            self.wrong(key, Text(id="true atau false", en="true or false"))
        return value

    def word(self, key: str, words: Collection[str], missing: str | None = None) -> str:
        """One of ``words``; ``missing`` where the field is not there."""
        value = self._get(key)
        if value is None and missing is not None:
            return missing
        if not isinstance(value, str) or value not in words:
            self.wrong(key, _one_of(words))
        return value

    def words(self, key: str, words: Collection[str]) -> tuple[str, ...]:
        """A list of ``words``, each at most once, at least one."""
        values = self._list(key)
        if not values:
            self.wrong(key, _one_of(words))
        for number, value in enumerate(values, 1):
            if not isinstance(value, str) or value not in words:
                self.wrong(f"{key}.{number}", _one_of(words))
        if len(set(values)) < len(values):
            self.wrong(key, Text(id="daftar tanpa kata yang berulang", en="a list without repeated words"))
        return tuple(values)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where the field is missing."""
        values = self._list(key)
        if not all(isinstance(value, str) and value.strip() for value in values):
            self.wrong(key, Text(id="daftar teks", en="a list of texts"))
        return tuple(values)

    def both(self, key: Any) -> Text:
        """A text in Indonesian and English."""
        entry = self.entry(key)
        said = Text(id=entry.text("id"), en=entry.text("en"))
        entry.done()
        return said

    def maybe_both(self, key: str) -> Text | None:
        """As ``both``, or None where the field is missing or null."""
        return None if self._get(key) is None else self.both(key)

    def entry(self, key: Any) -> "Entry":
        """The mapping under ``key``."""
        return Entry(self.file, f"{self.path}.{key}" if self.path else key, self._get(key), self.error, self.lines)

    def entries(self, key: str) -> Iterator["Entry"]:
        """The mappings listed under ``key``, numbered from 1 in messages."""
        for number, value in enumerate(self._list(key), 1):
            place = f"{self.path}.{key}.{number}" if self.path else f"{key}.{number}"
            yield Entry(self.file, place, value, self.error, self.lines)

    def names(self) -> list[Any]:
        """The names of the mapping's fields, in their order; asking for them does not ask for their values."""
        return list(self._values)

    def has(self, key: str) -> bool:
        """Whether the field is there and not null."""
        return self._get(key) is not None

    def done(self) -> None:
        """Raises: ``error`` when the file has a field that was not asked for."""
        for key in self._values:
            if key not in self._asked:
                known = ", ".join(sorted(map(str, self._asked)))
                self.wrong(str(key), Text(id=f"salah satu dari: {known}", en=f"one of: {known}"))

    def _get(self, key: Any) -> Any:
        self._asked.add(key)
        return self._values.get(key)

    def _list(self, key: str) -> list[Any]:
        value = self._get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(key, Text(id="daftar", en="a list"))
        return list(value)


def _one_of(words: Collection[str]) -> Text:
    listed = ", ".join(sorted(words))
    return Text(id=f"dari kata-kata ini: {listed}", en=f"from these words: {listed}")
