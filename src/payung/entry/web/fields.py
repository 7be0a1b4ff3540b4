"""Fields of forms as people here write: Rp16.800, 17-08-2026, 17 Agustus 2026, Desember 2026; several files at once."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from payung.core.basis.days import MONTHS
from payung.core.basis.text import Text
from payung.entry.web.language import lazily

MOST_MONEY = 10**15
_WORDS = {name.upper(): number for number, name in enumerate(MONTHS, 1)}
_WORDS |= {name[:3]: number for name, number in _WORDS.items()}
_WORDS |= {"AGT": 8, "AGS": 8, "NOP": 11, "MAY": 5, "AUG": 8, "OCT": 10, "DEC": 12}
_DAY = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2}|[A-Z]+)[-/. ]+(\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_MONTH = re.compile(r"(\d{1,2}|[A-Z]+)[-/. ]+(\d{4})|(\d{4})[-/. ]?(\d{2})", re.ASCII)

NO_AMOUNT = Text(id="Isi jumlah rupiah bulat, contoh 16.800", en="Enter a whole amount of rupiah, like 16.800")
NO_DAY = Text(id="Isi tanggal, contoh 17-08-2026", en="Enter a day, like 17-08-2026")
NO_MONTH = Text(id="Isi bulan dan tahun, contoh 12-2026", en="Enter a month and year, like 12-2026")
SHOWN = Text(id="Yang ditampilkan", en="What was shown")
EXAMPLE_DAY = Text(id="Contoh: 17-08-2026", en="For instance: 17-08-2026")
EXAMPLE_MONTH = Text(id="Contoh: 12-2026", en="For instance: 12-2026")


def _plain(given: str) -> str:
    return " ".join(given.upper().split())


class AmountField(forms.Field):
    """Whole rupiah as an int; ``Rp``, points and spaces do not matter, a part of a rupiah is refused."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-10", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        """Raises: ValidationError."""
        if value in self.empty_values:
            return None
        bare = _plain(str(value)).removeprefix("RP").strip(" .").removesuffix(",-").removesuffix(",00")
        if not re.fullmatch(r"\d{1,3}([. ]?\d{3})*|\d+", bare, re.ASCII) or int(re.sub(r"\D", "", bare)) > MOST_MONEY:
            raise forms.ValidationError(lazily(NO_AMOUNT), code="amount")
        return int(re.sub(r"\D", "", bare))


class _Shown(forms.HiddenInput):
    """What the page shows now, also where the form that came back held something else."""

    def __init__(self, now: int) -> None:
        super().__init__()
        self.now = now

    def format_value(self, value: Any) -> str:
        """Never what was sent."""
        return str(self.now)


class ShownField(forms.IntegerField):
    """A number the page showed, sent back unseen: what is done is done of that number or not at all."""

    def __init__(self, now: int) -> None:
        super().__init__(label=lazily(SHOWN), widget=_Shown(now))


class DayField(forms.Field):
    """A day, the day before the month as papers here write it."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-10", "autocomplete": "off"})

    def __init__(self, **usual: Any) -> None:
        super().__init__(**{"help_text": lazily(EXAMPLE_DAY)} | usual)

    def to_python(self, value: Any) -> date | None:
        """Raises: ValidationError."""
        if value in self.empty_values or isinstance(value, date):
            return value or None
        match = _DAY.fullmatch(_plain(str(value)))
        try:
            if match is None:
                raise ValueError
            day, month, year, *turned = match.groups()
            if year is None:
                year, month, day = turned
            return date(int(year), _month_of(month), int(day))
        except ValueError:
            raise forms.ValidationError(lazily(NO_DAY), code="day") from None

    def prepare_value(self, value: Any) -> Any:
        """As it is shown again."""
        return f"{value:%d-%m-%Y}" if isinstance(value, date) else value


class MonthField(forms.Field):
    """A month as yyyymm."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"})

    def __init__(self, **usual: Any) -> None:
        super().__init__(**{"help_text": lazily(EXAMPLE_MONTH)} | usual)

    def to_python(self, value: Any) -> int | None:
        """Raises: ValidationError."""
        if value in self.empty_values:
            return None
        match = _MONTH.fullmatch(_plain(str(value)))
        try:
            if match is None:
                raise ValueError
            month, year, *turned = match.groups()
            if year is None:
                year, month = turned
            number = _month_of(month)
            if not 2014 <= int(year) <= 2099:
                raise ValueError
            return int(year) * 100 + number
        except ValueError:
            raise forms.ValidationError(lazily(NO_MONTH), code="month") from None

    def prepare_value(self, value: Any) -> Any:
        """As it is shown again."""
        return f"{value % 100:02d}-{value // 100}" if isinstance(value, int) else value


def _month_of(written: str) -> int:
    number = int(written) if written.isdigit() else _WORDS.get(written, 0)
    if not 1 <= number <= 12:
        raise ValueError
    return number


class ManyFiles(forms.FileInput):
    """An input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, as a list; ``accept`` is what the browser offers first ('.xlsx,.zip')."""

    def __init__(self, *, accept: str = "", **usual: Any) -> None:
        held = {"accept": accept} if accept else {}
        super().__init__(**{"widget": ManyFiles(attrs=held)} | usual)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Raises: ValidationError of the first file that is wrong."""
        given: Sequence[Any] = data if isinstance(data, list | tuple) else [data]
        cleaned = [super(FilesField, self).clean(each, initial) for each in given or [None]]
        return [each for each in cleaned if each]
