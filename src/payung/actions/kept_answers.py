"""What every action on BPJS's answers shares: the words explained so far, and the rows that keep an answer."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from payung.core.cover.answer_words import REJECTED
from payung.core.cover.rejections import APART, Phrases, rejections
from payung.store.acts import Doing
from payung.store.models import Answer, Enrolment, Finding, ReasonWord
from payung.store.reading import rows_of

MOST_SAID, MOST_CODES = 500, 60
_TYPES = (pl.Int64, pl.Int64, pl.String, pl.String, pl.String)
FROM_BPJS = "BPJS"
"""The column of a finding that BPJS told: it stands in no column of the village's list."""

_NUMBERS = r"\d[\d .\-/]{6,}\d"


@dataclass(frozen=True)
class Told:
    """An answer to keep: of ``file``, state, codes of the reasons and BPJS's words, both empty where accepted."""

    file: int
    enrolment: int
    state: str
    codes: str = ""
    said: str = ""


def words_kept() -> Phrases:
    """What the office has explained; of the same words the last."""
    return Phrases(dict(ReasonWord.objects.order_by("id").values_list("said", "code")))


def without_numbers(said: str) -> str:
    """BPJS's words as they are kept and compared: NIKs, dates and other long numbers are 0, and not too long.

    >>> without_numbers("NIK 1571 0141 0787 0001 tidak ditemukan, usia 67")
    'NIK 0 tidak ditemukan, usia 67'
    """
    return re.sub(_NUMBERS, "0", said)[:MOST_SAID]


def keep_answers(doing: Doing, told: Collection[Told], confirm: Mapping[int, str] | None = None) -> None:
    """Write answers, and a finding at the village's row for every reason of a rejection.

    ``confirm``: enrolment -> what somebody must make sure at BPJS before it counts; a finding too.
    """
    columns = ("file_id", "enrolment_id", "state", "reason", "said")
    rows = [(one.file, one.enrolment, one.state, fitting(one.codes), one.said) for one in told]
    doing.add(Answer, columns, pl.DataFrame(rows, schema=dict(zip(columns, _TYPES, strict=True)), orient="row"))
    codes = [(one.enrolment, code, "block") for one in told if one.state == REJECTED for code in _findings(one.codes)]
    codes += [(enrolment, code, "warn") for enrolment, code in sorted((confirm or {}).items())]
    places = _places({enrolment for enrolment, *_ in codes})
    doing.add(
        Finding,
        ("run_id", "person_id", "village_id", "file", "sheet", "row", "column", "code", "severity"),
        [(*places[enrolment], FROM_BPJS, code, severity) for enrolment, code, severity in codes],
    )


def fitting(codes: str) -> str:
    """As many of the codes as the column holds."""
    while len(codes) > MOST_CODES:
        codes = codes.rpartition(APART)[0]
    return codes


def _findings(codes: str) -> Iterable[str]:
    """The product's own finding for each reason where it has one, else the reason."""
    known = rejections()
    return dict.fromkeys((known[code].finding or code) if code in known else code for code in codes.split(APART))


def _places(enrolments: Collection[int]) -> dict[int, tuple[object, ...]]:
    """Enrolment -> run, person, village, file, sheet and row by which the person came to the decree."""
    columns = ("id", "line__row__run_id", "person_id", "line__row__village_id", "person__village_id",
               "line__row__file", "line__row__sheet", "line__row__row")  # fmt: skip
    rows = rows_of(Enrolment.objects.all(), columns, "id", enrolments)
    return {
        id_: (run, person, village or lives_in, file or "", sheet or "", row)
        for id_, run, person, village, lives_in, file, sheet, row in rows
    }
