"""What is asked about a contribution: whose money, for whom, from which month on and for how long."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NoReturn, TypeVar

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.law.contributions import Payer, Sector

PAYERS: Mapping[str, Payer] = {
    "apbn": "public",
    "apbd": "public",
    "apbdes": "village",
    "add": "village",
    "dana-desa": "village",
    "csr": "private",
    "zakat": "private",
    "self": "private",
    "public": "public",
    "village": "village",
    "private": "private",
}
"""Purse -> whose money it is, as the relief of contributions asks; the last three say so themselves."""
SEGMENTS = ("bpu", "pu")
SECTORS: Mapping[str, Sector] = {"other": "other", "transport": "transport"}

_Word = TypeVar("_Word", bound=str)

MOST_INCOME = 10**12
MOST_PEOPLE = 300_000_000
MOST_MONTHS = 120
LAST_YEAR = 2099


class ContributionQuestionWrong(PayungError):
    """A field of a question about contributions is missing, unknown or not what it must be."""

    code = "contribution-question-wrong"
    exit_code = 35

    def __init__(self, name: str, expected: Text) -> None:
        self.field = name
        super().__init__(
            says=Text(id=f"Isian '{name}' salah atau belum ada.", en=f"The field '{name}' is wrong or missing."),
            do=Text(id=f"Harus {expected.id}.", en=f"It must be {expected.en}."),
        )


class WageEarnersNotHeld(PayungError):
    """Contributions of wage earners (PU) were asked for; the law held here has none."""

    code = "wage-earners-not-held"
    exit_code = 36

    def __init__(self) -> None:
        super().__init__(
            says=Text(
                id="Iuran Penerima Upah (PU) tidak ada di sini: tarifnya bergantung pada upah dan risiko usaha.",
                en="Contributions of wage earners (PU) are not held here: they depend on the wage and the firm's risk.",
            ),
            do=Text(
                id="Tanyakan kepada cabang BPJS Ketenagakerjaan; untuk pekerja mandiri pakai --segment bpu.",
                en="Ask the BPJS Ketenagakerjaan branch; for self-employed workers use --segment bpu.",
            ),
        )


@dataclass(frozen=True, kw_only=True)
class ContributionQuestion:
    """Months of cover of informal workers (BPU) who all report the same income."""

    first: date  # first day of the first month
    payer: Payer
    months: int = 1
    people: int = 1
    income: int | None = None  # whole rupiah a month as reported; None: the lowest band
    sector: Sector = "other"
    jht: bool = False
    readings: Mapping[str, str] = field(default_factory=dict)  # key of the law -> reading


def contribution_question(given: Mapping[str, object]) -> ContributionQuestion:
    """The question asked by ``given``, typed or as text; what is None counts as not given.

    Fields: month (2026-05), payer (see ``PAYERS``); months, people, income, segment, sector, jht, readings.
    Raises: ContributionQuestionWrong, WageEarnersNotHeld.
    """
    values = {name: value for name, value in given.items() if value is not None}
    known = ("month", "months", "people", "income", "segment", "payer", "sector", "jht", "readings")
    for name in values:
        if name not in known:
            _wrong(name, _one_of(known))
    if _word(values, "segment", {code: code for code in SEGMENTS}, "bpu") == "pu":
        raise WageEarnersNotHeld
    return ContributionQuestion(
        first=_month(values.get("month")),
        payer=_word(values, "payer", PAYERS, ""),
        months=_whole(values, "months", 1, MOST_MONTHS, 1),
        people=_whole(values, "people", 1, MOST_PEOPLE, 1),
        income=_whole(values, "income", 0, MOST_INCOME, 0) if "income" in values else None,
        sector=_word(values, "sector", SECTORS, "other"),
        jht=_yes_no(values.get("jht", False)),
        readings=_readings(values.get("readings", {})),
    )


def _wrong(name: str, expected: Text) -> NoReturn:
    raise ContributionQuestionWrong(name, expected)


def _one_of(words: object) -> Text:
    listed = ", ".join(map(str, words)) if isinstance(words, tuple) else str(words)
    return Text(id=f"salah satu dari: {listed}", en=f"one of: {listed}")


def _word(values: Mapping[str, object], name: str, words: Mapping[str, _Word], missing: str) -> _Word:
    word = str(values.get(name, missing)).strip().casefold()
    if word not in words:
        _wrong(name, _one_of(tuple(words)))
    return words[word]


def _whole(values: Mapping[str, object], name: str, least: int, most: int, missing: int) -> int:
    value = values.get(name, missing)
    if isinstance(value, str):
        digits = value.strip().removeprefix("-")
        value = int(value) if digits.isascii() and digits.isdigit() and len(digits) < 19 else None
    if not isinstance(value, int) or isinstance(value, bool):
        _wrong(name, Text(id="bilangan bulat tanpa titik atau koma", en="a whole number without points or commas"))
    if not least <= value <= most:
        _wrong(name, Text(id=f"bilangan bulat {least} sampai {most}", en=f"a whole number from {least} to {most}"))
    return value


def _month(value: object) -> date:
    try:
        month = value.replace(day=1) if type(value) is date else date.fromisoformat(f"{str(value).strip()}-01")
    except ValueError:
        month = date.max
    if month.year > LAST_YEAR:
        _wrong("month", Text(id=f"bulan seperti 2026-05, sampai {LAST_YEAR}", en=f"like 2026-05, up to {LAST_YEAR}"))
    return month


def _yes_no(value: object) -> bool:
    if not isinstance(value, bool):
        _wrong("jht", Text(id="true atau false", en="true or false"))
    return value


def _readings(value: object) -> dict[str, str]:
    pairs = value.items() if isinstance(value, Mapping) else [str(text).split("=", 1) for text in _listed(value)]
    found: dict[str, str] = {}
    for pair in pairs:
        key, code = pair if len(pair) == 2 else ("", "")
        if not key or not code or found.get(key, code) != code:
            _wrong("reading", Text(id="KUNCI=BACAAN, tiap kunci sekali", en="KEY=CODE, each key once"))
        found[str(key)] = str(code)
    return found


def _listed(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)
