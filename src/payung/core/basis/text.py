"""A sentence in Indonesian and in English, kept side by side so neither is forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """One message in both languages. ``{name}`` marks a value to be filled in."""

    id: str
    en: str

    def in_(self, language: str) -> str:
        """The sentence in ``language`` ("id" or "en")."""
        return self.en if language == "en" else self.id

    def filled(self, **values: object) -> "Text":
        """The same sentence with its ``{name}`` places filled; a value that is a ``Text`` in each language.

        >>> Text(id="NIK {n} digit", en="NIK of {n} digits").filled(n=15).en
        'NIK of 15 digits'
        >>> Text(id="{what} salah", en="the {what} is wrong").filled(what=Text(id="desa", en="village"))
        Text(id='desa salah', en='the village is wrong')
        """
        return Text(id=self.id.format(**_side(values, "id")), en=self.en.format(**_side(values, "en")))


def _side(values: Mapping[str, object], language: str) -> dict[str, object]:
    return {name: value.in_(language) if isinstance(value, Text) else value for name, value in values.items()}
