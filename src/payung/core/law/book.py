"""The law as dated values, read from the files under ``parameters/``.

A key is a path: ``law["bpu/jkm/contribution"]`` is ``parameters/bpu/jkm/contribution.yaml``.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from payung.core.basis.errors import TELL_ADMINISTRATOR, PayungError
from payung.core.basis.text import Text
from payung.core.law.parameter_file import read_values
from payung.core.law.values import Bands, Number, Reading, Table, Value

PARAMETERS = Path(__file__).parent / "parameters"
_Kind = TypeVar("_Kind", bound=Value)


class NoValueInForce(PayungError):
    """The law holds no value of a key on the day asked about: the day lies before the first."""

    code = "no-value-in-force"
    exit_code = 30

    def __init__(self, key: str, day: date, first: date) -> None:
        self.key, self.day, self.first = key, day, first
        super().__init__(
            says=Text(
                id=f"Tidak ada ketentuan '{key}' yang berlaku pada {day}.",
                en=f"No value of '{key}' is in force on {day}.",
            ),
            do=Text(
                id=f"Nilai pertama berlaku sejak {first}. Periksa tanggal, atau lengkapi parameters/{key}.yaml.",
                en=f"The first value runs from {first}. Check the date, or complete parameters/{key}.yaml.",
            ),
        )


class UnknownParameter(PayungError):
    """No parameter of the law has the key asked for."""

    code = "unknown-parameter"
    exit_code = 32

    def __init__(self, key: str, keys: Iterable[str]) -> None:
        near = ", ".join(difflib.get_close_matches(key, list(keys), n=3, cutoff=0.4))
        super().__init__(
            says=Text(id=f"Ketentuan '{key}' tidak dikenal.", en=f"There is no parameter '{key}'."),
            do=Text(
                id=(f"Mungkin maksudnya: {near}. " if near else "") + "Lihat `payung law list`.",
                en=(f"Perhaps: {near}. " if near else "") + "See `payung law list`.",
            ),
            on_page=TELL_ADMINISTRATOR,
        )


class UnknownReading(PayungError):
    """A parameter cannot be read in the way asked for."""

    code = "unknown-reading"
    exit_code = 34

    def __init__(self, key: str, asked: str, readings: Iterable[str]) -> None:
        listed = ", ".join(readings)
        super().__init__(
            says=Text(
                id=f"Ketentuan '{key}' tidak punya cara membaca '{asked}'.",
                en=f"The parameter '{key}' has no reading '{asked}'.",
            )
            if listed
            else Text(
                id=f"Ketentuan '{key}' hanya dapat dibaca satu cara.",
                en=f"The parameter '{key}' can be read in one way only.",
            ),
            do=Text(
                id=f"Pilih: {listed}." if listed else "Hanya ketentuan bersatuan 'reading' yang dapat dibaca lain.",
                en=f"Choose: {listed}." if listed else "Only parameters of the unit 'reading' can be read otherwise.",
            ),
        )


@dataclass(frozen=True)
class Parameter:
    """Every value one key ever had, first to last."""

    key: str
    values: tuple[Value, ...]

    @property
    def name(self) -> Text:
        """What the key is about."""
        return self.values[0].name

    @property
    def unit(self) -> str:
        """One of ``values.UNITS``."""
        return self.values[0].unit

    @property
    def checked(self) -> date | None:
        """The day a person last compared the file with the law."""
        return self.values[0].checked

    @property
    def checked_by(self) -> str | None:
        """The office that compared it."""
        return self.values[0].checked_by

    def on(self, day: date) -> Value:
        """The value in force on ``day``. Raises: NoValueInForce before the first."""
        for value in reversed(self.values):
            if value.since <= day:
                return value
        raise NoValueInForce(self.key, day, self.values[0].since)


@dataclass(frozen=True)
class Law:
    """The law in force on one day. Formulas take this, so no formula can forget the date.

    A key that no file has, or that holds another kind of value, is a mistake of the programmer: KeyError, TypeError.
    """

    day: date
    parameters: Mapping[str, Parameter]

    def __getitem__(self, key: str) -> Number:
        """The number ``key`` in force on ``day``. Raises: NoValueInForce."""
        return self._get(key, Number)

    def bands(self, key: str) -> Bands:
        """The bands ``key`` in force on ``day``. Raises: NoValueInForce."""
        return self._get(key, Bands)

    def table(self, key: str) -> Table:
        """The table ``key`` in force on ``day``. Raises: NoValueInForce."""
        return self._get(key, Table)

    def reading(self, key: str) -> Reading:
        """How the sentence ``key`` is read on ``day``. Raises: NoValueInForce."""
        return self._get(key, Reading)

    def _get(self, key: str, kind: type[_Kind]) -> _Kind:
        value = self.parameters[key].on(self.day)
        if not isinstance(value, kind):
            raise TypeError(f"{key} holds {type(value).__name__}, not {kind.__name__}")
        return value


class LawBook:
    """Every value of every day."""

    def __init__(self, parameters: Mapping[str, Parameter]) -> None:
        self.parameters = parameters

    @classmethod
    @cache
    def read(cls, folder: Path = PARAMETERS) -> "LawBook":
        """All parameter files below ``folder``; read once. Raises: ParameterFileWrong."""
        keys = {path.relative_to(folder).with_suffix("").as_posix(): path for path in sorted(folder.rglob("*.yaml"))}
        return cls({key: Parameter(key, read_values(key, path)) for key, path in keys.items()})

    def on(self, day: date) -> Law:
        """The law in force on ``day``."""
        return Law(day, self.parameters)

    def keys(self) -> list[str]:
        """Every key, sorted."""
        return sorted(self.parameters)

    def parameter(self, key: str) -> Parameter:
        """The parameter a person asked for by ``key``. Raises: UnknownParameter."""
        if key not in self.parameters:
            raise UnknownParameter(key, self.parameters)
        return self.parameters[key]

    def read_as(self, key: str, code: str) -> "LawBook":
        """The same law with the sentence ``key`` read as ``code``, on every day it is in force.

        Raises: UnknownParameter, UnknownReading.
        """
        parameter = self.parameter(key)
        values = []
        for value in parameter.values:
            if not isinstance(value, Reading) or code not in value.readings:
                raise UnknownReading(key, code, value.readings if isinstance(value, Reading) else ())
            values.append(replace(value, code=code))
        return LawBook({**self.parameters, key: replace(parameter, values=tuple(values))})

    def readings(self) -> list[str]:
        """The keys that can be read in more than one way, sorted."""
        return [key for key in self.keys() if isinstance(self.parameters[key].values[0], Reading)]
