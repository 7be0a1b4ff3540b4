"""The law as dated values, read from the files under ``parameters/``.

A key is a path: ``law["bpu/jkm/contribution"]`` is ``parameters/bpu/jkm/contribution.yaml``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text

PARAMETERS = Path(__file__).parent / "parameters"


class NoValueInForce(PayungError):
    """The law holds no value for ``key`` on ``day``."""

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


@dataclass(frozen=True)
class Value:
    """One value of the law: the day it starts, the article it comes from, and what is not sure about it."""

    amount: int
    unit: str
    since: date
    article: str
    url: str | None
    quoted: str | None  # the sentence of the article, word for word; None until a person has copied it
    doubt: Text | None  # what must still be compared with the official text


@dataclass(frozen=True)
class Parameter:
    """Every value one key ever had, first to last."""

    key: str
    name: Text
    values: tuple[Value, ...]
    checked: date | None  # the day a person last compared the file with the law

    def on(self, day: date) -> Value:
        """The value in force on ``day``. Raises: NoValueInForce before the first."""
        for value in reversed(self.values):
            if value.since <= day:
                return value
        raise NoValueInForce(self.key, day, self.values[0].since)


@dataclass(frozen=True)
class Law:
    """The law in force on one day. Formulas take this, so no formula can forget the date."""

    day: date
    parameters: Mapping[str, Parameter]

    def __getitem__(self, key: str) -> Value:
        """The value of ``key`` in force on ``day``. Raises: NoValueInForce; KeyError for a key no file has."""
        return self.parameters[key].on(self.day)


class LawBook:
    """Every value of every day."""

    def __init__(self, parameters: Mapping[str, Parameter]) -> None:
        self.parameters = parameters

    @classmethod
    @cache
    def read(cls, folder: Path = PARAMETERS) -> "LawBook":
        """All parameter files below ``folder``; read once."""
        keys = {path.relative_to(folder).with_suffix("").as_posix(): path for path in sorted(folder.rglob("*.yaml"))}
        return cls({key: _parameter(key, yaml.safe_load(path.read_text("utf-8"))) for key, path in keys.items()})

    def on(self, day: date) -> Law:
        """The law in force on ``day``."""
        return Law(day, self.parameters)

    def keys(self) -> list[str]:
        """Every key, sorted."""
        return sorted(self.parameters)


def _parameter(key: str, entry: dict[str, Any]) -> Parameter:
    return Parameter(
        key=key,
        name=Text(id=entry["name"]["id"], en=entry["name"]["en"]),
        values=tuple(_value(entry["unit"], since, value) for since, value in sorted(entry["values"].items())),
        checked=entry["checked"],
    )


def _value(unit: str, since: date, entry: dict[str, Any]) -> Value:
    doubt = entry.get("doubt")
    return Value(
        amount=entry["amount"],
        unit=unit,
        since=since,
        article=entry["source"]["article"],
        url=entry["source"]["url"],
        quoted=entry["source"]["quoted"],
        doubt=Text(id=doubt["id"], en=doubt["en"]) if doubt else None,
    )
