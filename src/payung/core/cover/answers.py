"""What BPJS's answers say of everyone sent there: one state for each person, one fate for each line, nothing guessed.

A line belongs to who has its NIK. Only where it has no usable NIK is it matched by name and birth date (or, where a
spreadsheet took the NIK's last digit, by the other fifteen and the name), and only if one person alone was sent with
those, and all such lines say the same. Written once, run by Polars and DuckDB; rows of one kind are counted over keys,
never joined with each other.
"""

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from payung.core.basis.text import Text
from payung.core.cover.answer_line import LOST, MEMBERSHIP_DIGITS
from payung.core.cover.answer_words import ACCEPTED, CONTRADICTORY, REJECTED, UNANSWERED

Frame = nw.LazyFrame[Any]

KINDS: Mapping[str, Text] = {
    "used": Text(id="dipakai", en="used"),
    "repeated": Text(id="mengulang baris lain", en="repeats another line"),
    "unknown": Text(id="bukan orang yang dikirim", en="nobody who was sent"),
    "ambiguous": Text(id="bisa lebih dari satu orang", en="may be more than one person"),
    "contradictory": Text(id="bertentangan", en="contradicts itself or another line"),
}
"""What became of a line. Every line has exactly one."""

WHY: Mapping[str, Text] = {
    "nik_not_sent": Text(id="NIK ini tidak ada di antara yang dikirim.", en="This NIK is not among those sent."),
    "nobody_alike": Text(
        id="Tanpa NIK yang utuh; tidak ada nama dan tanggal lahir yang sama di antara yang dikirim.",
        en="Without a whole NIK; nobody sent has this name and birth date.",
    ),
    "nik_sent_twice": Text(id="NIK ini dikirim lebih dari sekali.", en="This NIK was sent more than once."),
    "name_sent_twice": Text(
        id="Tanpa NIK yang utuh; nama dan tanggal lahir ini dikirim lebih dari sekali.",
        en="Without a whole NIK; this name and birth date were sent more than once.",
    ),
    "lines_differ": Text(
        id="Tanpa NIK yang utuh; beberapa baris dengan nama dan tanggal lahir ini tidak berbunyi sama.",
        en="Without a whole NIK; several lines with this name and birth date do not say the same.",
    ),
    "line_itself": Text(id="Baris ini menyatakan dua hal sekaligus.", en="This line says two things at once."),
    "accepted_and_rejected": Text(
        id="Orang ini diterima di satu baris dan ditolak di baris lain.",
        en="This person is accepted on one line and rejected on another.",
    ),
    "two_numbers": Text(
        id="Orang ini mendapat dua nomor peserta yang berbeda.", en="This person got two different membership numbers."
    ),
    "number_shared": Text(
        id="Nomor peserta ini diberikan kepada dua orang.", en="This membership number was given to two people."
    ),
}
"""Why a line was not used."""

NOTICES: Mapping[str, Text] = {
    "name_differs": Text(
        id="NIK sama, nama berbeda; periksa apakah kolom berkas tergeser.",
        en="The NIK agrees, the name differs; see whether columns of the file were shifted.",
    ),
    "birth_date_differs": Text(id="NIK sama, tanggal lahir berbeda.", en="The NIK agrees, the birth date differs."),
    "number_missing": Text(id="Diterima tanpa nomor peserta.", en="Accepted without a membership number."),
    "number_unusual": Text(
        id="Nomor peserta bukan 11 angka; tidak dipakai.", en="The membership number is not 11 digits; not used."
    ),
}
"""What is to be looked at on a line that was used."""

_USABLE_NIK = r"^[0-9]{16}$"
_LOST_NIK = rf"^[0-9]{{15}}\{LOST}$"
_NUMBER = rf"^[0-9]{{{MEMBERSHIP_DIGITS}}}$"
_FIRST_DIGITS = 15
_NAME = ["name_key", "birth_date"]
MOST_CANDIDATES = 10
_STEP = 2**40
"""More than there are lines: a line's weakness times this, and its place, order it by weakness first."""


def with_fates(exported: Frame, answers: Frame) -> Frame:
    """``answers`` with what became of each line.

    ``exported`` has enrolment, person (Int64), nik, name_key (text) and birth_date; ``answers`` has answer (Int64, its
    place), nik, name_key, birth_date, status, membership_number and reason. Equal ``name_key`` are one name; all but
    numbers and status may be null. Adds kind (``KINDS``), why (``WHY``; null where used or repeated), enrolment (null
    where unknown or ambiguous), by_nik (whether its NIK matched) and number (the membership number if it is whole).
    """
    matched = _matched(exported, answers)
    people = exported.select("enrolment", "person")
    known = matched.join(people, on="enrolment", how="left")
    accepted = nw.col("status") == ACCEPTED
    holders = (
        known.filter(accepted & ~nw.col("number").is_null() & ~nw.col("person").is_null())
        .group_by("number")
        .agg(nw.col("person").min().alias("first_holder"), nw.col("person").max().alias("last_holder"))
        .select(number="number", number_shared=nw.col("first_holder") < nw.col("last_holder"))
    )
    told = known.join(holders, on="number", how="left").with_columns(
        number_shared=(nw.col("number_shared") & accepted).fill_null(False),
        order=_weakness() * _STEP + nw.col("answer"),
    )
    marks = {
        "says_accepted": accepted,
        "says_rejected": nw.col("status") == REJECTED,
        "says_both": nw.col("status") == CONTRADICTORY,
        "says_shared": nw.col("number_shared"),
    }
    each = told.filter(~nw.col("enrolment").is_null()).with_columns(
        **{name: mark.cast(nw.Int64) for name, mark in marks.items()}, own_number=nw.when(accepted).then("number")
    )
    groups = each.group_by("enrolment").agg(
        *(nw.col(name).max() for name in marks),
        nw.col("own_number").min().alias("least_number"),
        nw.col("own_number").max().alias("most_number"),
        nw.col("order").min().alias("first_order"),
    )
    judged = told.join(groups, on="enrolment", how="left")
    return _with_kind(judged).drop(
        "person", "number_shared", "order", *marks, "least_number", "most_number", "first_order", "unmatched"
    )


def states(exported: Frame, fates: Frame) -> Frame:
    """One row an enrolment: enrolment, state, membership_number (of the accepted), reason (of the others), answer."""
    used = fates.filter(nw.col("kind") == "used").select(
        "enrolment", "answer", "reason", said=nw.col("status"), given=nw.col("number")
    )
    return (
        exported.select("enrolment")
        .join(used, on="enrolment", how="left")
        .select(
            "enrolment",
            state=nw.col("said").fill_null(UNANSWERED),
            membership_number=nw.when(nw.col("said") == ACCEPTED).then("given"),
            reason=nw.when(nw.col("said") != ACCEPTED).then("reason"),
            answer="answer",
        )
    )


def candidates(exported: Frame, fates: Frame) -> Frame:
    """Who an unknown or ambiguous line may mean: answer, enrolment; those of its NIK, or of its name and birth date.

    Also those of an unknown line whose NIK was not sent: a NIK that BPJS or a spreadsheet changed. None is taken, and
    no line has more than ``MOST_CANDIDATES`` of each way.
    """
    open_ = fates.filter(nw.col("kind").is_in(["unknown", "ambiguous"])).select(
        "answer", "nik", "name_key", "birth_date", lost=_first_digits(_LOST_NIK)
    )
    whole = exported.select("nik", "name_key", "birth_date", first=_first_digits(_USABLE_NIK), person_sent="enrolment")
    by_nik = open_.filter(nw.col("nik").str.contains(_USABLE_NIK)).join(_few(whole, ["nik"]), on="nik", how="inner")
    by_name = open_.join(_few(whole, _NAME), on=_NAME, how="inner")
    by_digits = open_.join(
        _few(whole, ["first", "name_key"]), left_on=["lost", "name_key"], right_on=["first", "name_key"], how="inner"
    )
    found = [part.select("answer", enrolment="person_sent") for part in (by_nik, by_name, by_digits)]
    return nw.concat(found).unique(["answer", "enrolment"])


def _few(whole: Frame, keys: list[str]) -> Frame:
    """The first people sent under each key: a name borne by thousands must not list them for each of its lines."""
    known = whole.filter(~nw.any_horizontal(*(nw.col(key).is_null() for key in keys), ignore_nulls=False))
    turn = nw.col("person_sent").cum_count().over(*keys, order_by="person_sent")
    return known.with_columns(turn=turn).filter(nw.col("turn") <= MOST_CANDIDATES).select(*keys, "person_sent")


def notices(exported: Frame, fates: Frame) -> Frame:
    """What is to be looked at on lines that were used: answer, enrolment, notice (``NOTICES``)."""
    sent = exported.select("enrolment", sent_name="name_key", sent_birth_date="birth_date")
    used = fates.filter(nw.col("kind") == "used").join(sent, on="enrolment", how="inner")
    accepted = nw.col("status") == ACCEPTED
    found = {
        "name_differs": nw.col("name_key") != nw.col("sent_name"),
        "birth_date_differs": nw.col("birth_date") != nw.col("sent_birth_date"),
        "number_missing": accepted & nw.col("membership_number").is_null(),
        "number_unusual": accepted & ~nw.col("membership_number").is_null() & nw.col("number").is_null(),
    }
    return nw.concat(
        [used.filter(where).select("answer", "enrolment", notice=nw.lit(name)) for name, where in found.items()]
    )


def _matched(exported: Frame, answers: Frame) -> Frame:
    """``answers`` with the one enrolment that is meant, or ``unmatched``: why there is none."""
    whole = exported.select("enrolment", "nik", "name_key", "birth_date", first=_first_digits(_USABLE_NIK))
    of_nik = _counted(whole.filter(nw.col("nik").str.contains(_USABLE_NIK)), ["nik"], "nik")
    of_digits = _counted(whole.filter(~nw.col("first").is_null()), ["first", "name_key"], "digits")
    of_name = _counted(whole, _NAME, "name")
    asked = answers.with_columns(
        number=nw.when(nw.col("membership_number").str.contains(_NUMBER)).then("membership_number"),
        nik_asked=nw.when(nw.col("nik").str.contains(_USABLE_NIK)).then("nik"),
        lost_asked=_first_digits(_LOST_NIK),
    ).with_columns(name_asked=nw.when(nw.col("nik_asked").is_null()).then("name_key"))
    found = (
        asked.join(of_nik, left_on="nik_asked", right_on="nik", how="left")
        .join(of_digits, left_on=["lost_asked", "name_asked"], right_on=["first", "name_key"], how="left")
        .join(of_name, left_on=["name_asked", "birth_date"], right_on=["name_key", "birth_date"], how="left")
        .with_columns(
            times=nw.coalesce("nik_times", "digits_times", "name_times"),
            enrolment=nw.coalesce("nik_one", "digits_one", "name_one"),
            by_nik=~nw.col("nik_times").is_null(),
        )
        .with_columns(enrolment=nw.when(nw.col("times") == 1).then("enrolment"), said=_said())
    )
    alike = (
        found.filter(~nw.col("by_nik") & ~nw.col("enrolment").is_null())
        .group_by("enrolment")
        .agg(nw.col("said").min().alias("least_said"), nw.col("said").max().alias("most_said"))
        .select("enrolment", differ=nw.col("least_said") < nw.col("most_said"))
    )
    told = found.join(alike, on="enrolment", how="left")
    differ = (nw.col("differ") & ~nw.col("by_nik")).fill_null(False)
    nik_asked = ~nw.col("nik_asked").is_null()
    unmatched = (
        nw.when(differ)
        .then(nw.lit("lines_differ"))
        .when(nw.col("times") == 1)
        .then(nw.lit(None, nw.String))
        .when(nw.col("times").is_null() & nik_asked)
        .then(nw.lit("nik_not_sent"))
        .when(nw.col("times").is_null())
        .then(nw.lit("nobody_alike"))
        .when(nik_asked)
        .then(nw.lit("nik_sent_twice"))
        .otherwise(nw.lit("name_sent_twice"))
    )
    made = told.with_columns(unmatched=unmatched, enrolment=nw.when(~differ).then("enrolment"))
    return made.select(*answers.collect_schema().names(), "enrolment", "by_nik", "number", "unmatched")


def _with_kind(judged: Frame) -> Frame:
    """Add kind and why to lines beside what all lines of their person say."""
    matched = ~nw.col("enrolment").is_null()
    contradiction = (
        nw.when(nw.col("says_both") == 1)
        .then(nw.lit("line_itself"))
        .when((nw.col("says_accepted") == 1) & (nw.col("says_rejected") == 1))
        .then(nw.lit("accepted_and_rejected"))
        .when(nw.col("least_number") < nw.col("most_number"))
        .then(nw.lit("two_numbers"))
        .when(nw.col("says_shared") == 1)
        .then(nw.lit("number_shared"))
    )
    told = judged.with_columns(why=nw.coalesce("unmatched", nw.when(matched).then(contradiction)))
    return told.with_columns(
        kind=nw.when(nw.col("unmatched").is_in(["nik_not_sent", "nobody_alike"]))
        .then(nw.lit("unknown"))
        .when(~matched)
        .then(nw.lit("ambiguous"))
        .when(~nw.col("why").is_null())
        .then(nw.lit("contradictory"))
        .when(nw.col("order") == nw.col("first_order"))
        .then(nw.lit("used"))
        .otherwise(nw.lit("repeated"))
    )


def _weakness() -> nw.Expr:
    """0 for a line that says all, 1 without number or reason, 2 without a state: of lines alike the fullest is used."""
    full = (
        nw.when(nw.col("status") == ACCEPTED).then(~nw.col("number").is_null()).otherwise(~nw.col("reason").is_null())
    )
    return (
        nw.when(nw.col("status") == UNANSWERED)
        .then(nw.lit(2, nw.Int64))
        .when(full)
        .then(nw.lit(0, nw.Int64))
        .otherwise(nw.lit(1, nw.Int64))
    )


def _said() -> nw.Expr:
    """All a line says as one text, for comparing lines without a NIK."""
    parts = [nw.col(name).fill_null("") for name in ("status", "membership_number", "reason")]
    return nw.concat_str(parts, separator="\x1f")


def _counted(exported: Frame, keys: list[str], name: str) -> Frame:
    """How often each key was sent, and the enrolment of one of them."""
    known = exported.filter(~nw.any_horizontal(*(nw.col(key).is_null() for key in keys), ignore_nulls=False))
    return known.group_by(keys).agg(
        nw.len().cast(nw.Int64).alias(f"{name}_times"), nw.col("enrolment").min().alias(f"{name}_one")
    )


def _first_digits(pattern: str) -> nw.Expr:
    return nw.when(nw.col("nik").str.contains(pattern)).then(nw.col("nik").str.slice(0, _FIRST_DIGITS))
