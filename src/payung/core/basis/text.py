"""A sentence in Indonesian and in English, kept side by side so neither is forgotten."""

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
        """The same sentence with its ``{name}`` places filled.

        >>> Text(id="NIK {n} digit", en="NIK of {n} digits").filled(n=15).en
        'NIK of 15 digits'
        """
        return Text(id=self.id.format(**values), en=self.en.format(**values))
