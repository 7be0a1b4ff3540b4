"""What auditors count of contributions that were paid, counted before they come.

The first four are the counts the audit board (BPK) publishes of contributions paid from regional budgets: NIK invalid,
moved, duplicate, different. Three more are of death, age and BPJS's own list. A person-month may stand under several.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from payung.core.basis.text import Text
from payung.core.people.names import name_sounds
from payung.core.people.nik import DIGITS
from payung.core.people.nik_columns import number_of, number_of_day, with_nik_birth, with_nik_parts

Frame = nw.LazyFrame[Any]

TESTS: Mapping[str, Text] = {
    "nik_invalid": Text(id="NIK tidak valid", en="NIK invalid"),
    "moved": Text(id="Sudah pindah, masih dibayar", en="Moved, still paid"),
    "duplicate": Text(id="NIK atau bulan ganda", en="NIK or month twice"),
    "different": Text(id="Nama atau tanggal lahir berbeda dari data kependudukan", en="Name or birth date differs"),
    "dead": Text(id="Sudah meninggal, masih dibayar", en="Dead, still paid"),
    "over_age": Text(id="Melewati batas usia saat didaftarkan", en="Past the age limit when registered"),
    "not_on_list": Text(id="Dibayar, tidak ada di daftar BPJS", en="Paid, not on BPJS's list"),
}
"""Test -> its name, in the order papers print them."""

AUDITED = ("person", "month", "fund", "amount", *TESTS)
"""Columns of the audited payments: one row a person-month; under each test the rupiah it finds there, 0 for none."""


@dataclass(frozen=True)
class AuditCount:
    """What one test found: different people, person-months, whole rupiah, first and last month (yyyymm or None)."""

    test: str
    people: int
    person_months: int
    rupiah: int
    first_month: int | None
    last_month: int | None


def audited(
    paid: Frame,
    people: Frame,
    ended: Frame,
    listed: Frame,
    different: Frame,
    *,
    list_months: Collection[int],
    age_limit: int,
    on: date,
) -> Frame:
    """Every person-month that was paid, with what each test finds: ``AUDITED``.

    ``paid``: person, month, fund, amount, a row a payment. ``people``: person, nik (text or null), birth_date (date or
    null), registered (date; null: the first day of the first month paid); one row a person. ``ended``: person, why,
    on. ``listed``: person, month of BPJS's lists of ``list_months``. ``different``: person. ``age_limit``: completed
    years that may not be reached when registered; ``on`` settles the century of a NIK's year.
    """
    months = paid.with_columns(one_payment=nw.col("amount")).group_by("person", "month").agg(
        nw.col("fund").min(), nw.col("amount").sum().cast(nw.Int64), nw.col("one_payment").max()
    )  # fmt: skip
    begun = months.group_by("person").agg(first_paid=nw.col("month").min())
    facts = _facts(people.join(begun, on="person", how="inner"), age_limit, on)
    whole = months.join(facts, on="person", how="left")
    for why in ("moved", "died"):
        left = ended.filter(nw.col("why") == why).select("person", number_of_day(nw.col("on")).alias(why))
        whole = whole.join(left.group_by("person").agg(nw.col(why).min()), on="person", how="left")
    other = different.select("person").unique().with_columns(is_different=nw.lit(True))
    seen = listed.select("person", "month").unique().with_columns(is_listed=nw.lit(True))
    whole = whole.join(other, on="person", how="left").join(seen, on=["person", "month"], how="left")
    whole = whole.join(_first_of_nik(whole), on=["same_nik", "month"], how="left")
    return _tested(whole, list_months).select(*AUDITED)


def _facts(people: Frame, age_limit: int, on: date) -> Frame:
    """What is to be asked once a person: whether the NIK can be one, whose it is too, the age when registered."""
    asked = people.with_columns(
        nik_number=number_of(nw.col("nik"), DIGITS), written=number_of_day(nw.col("birth_date"))
    )
    read = with_nik_birth(with_nik_parts(asked), on)
    sound = ~nw.col("nik_born").is_null() & (nw.col("nik_serial") > 0)
    registered = nw.coalesce(number_of_day(nw.col("registered")), nw.col("first_paid") * 100 + 1)
    born = nw.coalesce("written", "nik_born")
    return read.with_columns(
        bad_nik=~sound.fill_null(False),
        too_old=((registered - born) // 10_000 >= age_limit).fill_null(False),
        same_nik=nw.coalesce(nw.col("nik_number"), -1 - nw.col("person")),
    ).select("person", "bad_nik", "too_old", "same_nik")


def _first_of_nik(whole: Frame) -> Frame:
    """NIK and month -> the lowest number of the people paid for under it."""
    return whole.select("same_nik", "month", first_person="person").group_by("same_nik", "month").agg(
        nw.col("first_person").min()
    )  # fmt: skip


def _tested(whole: Frame, list_months: Collection[int]) -> Frame:
    amount, month = nw.col("amount"), nw.col("month")
    nought = nw.lit(0, nw.Int64)
    received = month.is_in(sorted(list_months)) if list_months else nw.lit(False)
    again = nw.col("person") != nw.col("first_person")
    holds = {
        "nik_invalid": nw.col("bad_nik").fill_null(True),
        "moved": (month > nw.col("moved") // 100).fill_null(False),
        "different": nw.col("is_different").fill_null(False),
        "dead": (month > nw.col("died") // 100).fill_null(False),
        "over_age": nw.col("too_old").fill_null(False),
        "not_on_list": received & nw.col("is_listed").is_null(),
    }
    found = {test: nw.when(holds[test]).then(amount).otherwise(nought) for test in holds}
    twice = nw.when(again.fill_null(False)).then(amount).otherwise(amount - nw.col("one_payment"))
    return whole.with_columns(**found, duplicate=twice)


def audit_list(found: Frame, test: str) -> Frame:
    """The person-months ``test`` found in ``audited``: person, month, fund, rupiah."""
    return found.filter(nw.col(test) > 0).select("person", "month", "fund", rupiah=nw.col(test))


def audit_sums(found: Frame) -> Frame:
    """test, people, person_months, rupiah, first_month, last_month of each test that found something."""
    one = nw.lit(1, nw.Int64)
    listed = [
        audit_list(found, test).select(
            "person", "month", "rupiah", test=nw.lit(test), person_months=one, last_month=nw.col("month")
        )
        for test in TESTS
    ]
    return nw.concat(listed).group_by("test").agg(
        nw.col("person").n_unique().cast(nw.Int64).alias("people"),
        nw.col("person_months", "rupiah").sum().cast(nw.Int64),
        nw.col("month").min().alias("first_month"),
        nw.col("last_month").max(),
    )  # fmt: skip


def audit_counts(sums: Iterable[Mapping[str, Any]]) -> tuple[AuditCount, ...]:
    """Every test in the order of ``TESTS``, also those that found nothing; ``sums``: rows of ``audit_sums``."""
    known = {row["test"]: AuditCount(**row) for row in sums}
    return tuple(known.get(test, AuditCount(test, 0, 0, 0, None, None)) for test in TESTS)


def differs(name: str | None, born: date | None, other_name: str | None, other_born: date | None) -> bool:
    """Whether two records of one NIK name another person: the first words sound otherwise, or the birth dates differ.

    What one of them does not say is no difference.

    >>> differs("H. Moh. Sukarno", None, "MUHAMMAD SOEKARNO", date(1980, 1, 1)), differs("Siti", None, "Budi", None)
    (False, True)
    """
    if born is not None and other_born is not None and born != other_born:
        return True
    sounds = list(zip(name_sounds(name), name_sounds(other_name), strict=True))
    return any(one is not None and other is not None and one != other for one, other in sounds)
