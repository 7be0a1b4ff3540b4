"""What is not sure about the cover of a person on a day: only what could change the answer of that day."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from payung.core.basis.text import Text
from payung.core.cover.person_months import CoverFacts
from payung.core.cover.standing import AFTER_REENTRY, COMPARISON, LAPSE, REENTRY, months_between
from payung.core.law.ages import LIMIT
from payung.core.law.answer import doubts
from payung.core.law.book import Law
from payung.core.law.first_months import EDGE, MONTHS, full_from
from payung.core.law.values import Value

if TYPE_CHECKING:
    from payung.core.cover.status import Status

CLAIM_IN_GRACE = "bpu/cover/claim_in_grace"
START = "bpu/cover/start/government"
EDGE_DAYS = "bpu/jkm/first_months/edge_days"

UNCONFIRMED = Text(
    id="Sudah dibayar, tetapi belum ada pada daftar peserta BPJS; tanyakan cabang sebelum menyebut jumlah apa pun.",
    en="Paid, but not on BPJS's member list; ask the branch before telling anybody an amount.",
)
REOPENED = Text(
    id="Tunggakan dibayar setelah kepesertaan berakhir; hanya cabang BPJS yang dapat membukanya kembali.",
    en="The arrears were paid after membership had ended; only the BPJS branch can open it again.",
)


def doubts_of(law: Law, facts: CoverFacts, status: "Status") -> tuple[Text, ...]:
    """What is unsure about ``status``, each once. Raises: NoValueInForce."""
    said = [*_about_payment(status), *doubts(_values(law, facts, status))]
    return tuple(dict.fromkeys(said))


def _about_payment(status: "Status") -> Iterator[Text]:
    through = status.paid_through or date.min
    if any(month > through for month in status.unconfirmed):
        yield UNCONFIRMED
    if status.settled_on:
        yield Text(
            id=f"Baru dibayar {status.settled_on}, setelah hari yang ditanyakan; tidak ditemukan ketentuan apakah "
            "peristiwa hari itu lalu dibayar.",
            en=f"Paid only on {status.settled_on}, after the day asked about; no rule was found on whether an event "
            "of that day is then paid.",
        )
        if status.lapses_on and status.settled_on >= status.lapses_on:
            yield REOPENED


def _values(law: Law, facts: CoverFacts, status: "Status") -> Iterator[Value]:
    """The values of the law whose doubts could change the answer."""
    if status.state == "grace":
        yield law.reading(CLAIM_IN_GRACE)
    through = status.paid_through if status.state in ("grace", "lapsed") else None
    if through and months_between(through, status.on) == law[LAPSE].amount:
        yield law.reading(COMPARISON)
    yield from _about_start(law, facts, status)
    if status.state == "ended" and status.why == "age":
        yield law[LIMIT]


def _about_start(law: Law, facts: CoverFacts, status: "Status") -> Iterator[Value]:
    started = status.started
    if started is None or status.state == "ended":
        return
    if (started.year, started.month) == (status.on.year, status.on.month):
        yield law.reading(START)
    if status.basis and started != status.basis[0]:
        yield law.reading(AFTER_REENTRY)
        yield law.reading(REENTRY)
    if law[MONTHS].amount and _near(law, started, status.on):
        yield law.reading(EDGE)
    if facts.born and (started.year - facts.born.year, started.month, started.day) >= (
        law[LIMIT].amount, facts.born.month, facts.born.day,
    ):  # fmt: skip
        yield law[LIMIT]


def _near(law: Law, started: date, on: date) -> bool:
    days, margin = full_from(law, started).values(), timedelta(days=law[EDGE_DAYS].amount)
    return min(days) - margin <= on <= max(days) + margin
