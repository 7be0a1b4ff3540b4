"""Slips as bytes and as text: nothing is lost, nothing can be written two ways, nothing foreign is read."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.cover import slip_text
from payung.core.cover.person_months import CoverFacts, PersonMonth
from payung.core.cover.slip import (
    STATES_1,
    Slip,
    SlipFieldWrong,
    SlipHolder,
    SlipUnreadable,
    SlipVersionUnknown,
    initials,
    packed,
    slip_of,
    unpacked,
)  # fmt: skip
from payung.core.cover.status import STATES, cover_status
from payung.core.law.book import LawBook

KEY = b"\x01\x02\x03\x04"
SLIP = Slip(
    123456789, "jambi-bkbk-2023", "SB", "25000123", "SNA", "0003", 1978, "1508032005", date(2026, 11, 21), "active",
    date(2026, 10, 1), date(2027, 3, 1),
)  # fmt: skip
MONTHS = st.dates(date(2000, 1, 1), date(2200, 1, 1)).map(lambda day: day.replace(day=1))
DIGITS = st.integers(0, 9999).map("{:04d}".format)
WORDS = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=4)


@st.composite
def slips(draw) -> Slip:
    through = draw(st.none() | MONTHS)
    first = None if through is None else min(through, draw(MONTHS))
    return Slip(
        draw(st.integers(0, 2**40 - 1)), draw(WORDS), draw(WORDS), draw(WORDS), draw(WORDS), draw(DIGITS),
        draw(st.none() | st.integers(1900, 2100)), f"{draw(st.integers(0, 10**10 - 1)):010d}",
        draw(st.dates(date(2020, 1, 1), date(2150, 1, 1))), draw(st.sampled_from(STATES_1)), first, through,
    )  # fmt: skip


@given(slips(), st.binary(min_size=4, max_size=4), st.binary(min_size=64, max_size=64))
def test_written_and_read_again_it_is_the_same(slip, key, signature):
    payload = packed(slip, key)
    text = slip_text.written(payload, signature)
    assert slip_text.read(text) == (payload, signature) and unpacked(payload) == slip
    typed = " ".join(text[place : place + 5] for place in range(0, len(text), 5)).lower()
    assert slip_text.read(typed.replace("0", "o") + "\n") == (payload, signature)


@given(st.binary(max_size=120))
def test_any_bytes_are_one_slip_or_none(payload):
    try:
        slip = unpacked(payload)
    except SlipUnreadable:
        return
    assert packed(slip, payload[1:5]) == payload


@given(st.text(max_size=300) | st.text("PAYUNG1:0AZ", max_size=300).map("PAYUNG1:".__add__))
def test_any_text_is_a_slip_or_named_as_none(text):
    try:
        payload, signature = slip_text.read(text)
    except (SlipUnreadable, SlipVersionUnknown):
        return
    assert slip_text.written(payload, signature)[-20:] in slip_text.written(payload, signature)


def test_the_numbers_of_the_states_never_change():
    assert STATES_1 == ("not_enrolled", "awaiting", "first_months", "active", "grace", "lapsed", "ended")
    assert set(STATES_1) == set(STATES)


def test_the_bytes_of_version_1_never_change():
    expected = "0101020304" + "00075bcd15" + "09d4" + "03" + "0142" + "0147" + "4f" + "0003" + "0059e2be05"
    words = b"\x0fjambi-bkbk-2023\x02SB\x0825000123\x03SNA"
    assert packed(SLIP, KEY) == bytes.fromhex(expected) + words


def test_a_text_fits_a_qr_code_of_version_8():
    text = slip_text.written(packed(SLIP, KEY), bytes(64))
    assert len(text) <= 221 and set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", -1), ("number", 2**40), ("programme", "x" * 41), ("group_number", "két"), ("group_kind", "A B"),
        ("initials", "ABCDEFG"), ("nik_end", "3"), ("nik_end", "00034"), ("birth_year", 1890), ("birth_year", 2200),
        ("village_code", "150803200"), ("issued_on", date(2019, 12, 31)), ("covered_from", date(2027, 4, 1)),
        ("covered_from", None), ("covered_through", None), ("covered_from", date(1999, 1, 1)),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_named(field, value):
    with pytest.raises(SlipFieldWrong) as refused:
        packed(replace(SLIP, **{field: value}), KEY)
    assert refused.value.field in (field, "covered_through")


@pytest.mark.parametrize(
    "text",
    ["", "PAYUNG1:", "PAYUNG1:ABC", "HTTPS://EXAMPLE.ORG/1", "00020101021126", "BEGIN:VCARD", "payung",
     "PAYUNG1:" + "U" * 180, "X" * 1_000_000, "PAYUNG1:" + "0" * 1_000_000,
     "PAYUNG1:1" + "\N{FULLWIDTH DIGIT ONE}" * 180],
)  # fmt: skip
def test_foreign_and_huge_texts_are_no_slips(text):
    with pytest.raises(SlipUnreadable):
        slip_text.read(text)


def test_other_versions_are_named():
    text = slip_text.written(packed(SLIP, KEY), bytes(64))
    for other in (text.replace("PAYUNG1", "PAYUNG2"), slip_text.written(b"\x02" + packed(SLIP, KEY)[1:], bytes(64))):
        with pytest.raises(SlipVersionUnknown):
            slip_text.read(other)


def test_every_shorter_text_is_refused():
    payload = packed(SLIP, KEY)
    text = slip_text.written(payload, bytes(range(64)))
    for end in range(len(text)):
        try:
            read = slip_text.read(text[:end])
        except SlipUnreadable:
            continue
        assert read != (payload, bytes(range(64)))
        with pytest.raises(SlipUnreadable):
            unpacked(read[0])


@pytest.mark.parametrize("name", ["Siti Aminah", "SITI AMINAH", "  siti   aminah ", "S. A."])
def test_initials_do_not_depend_on_how_a_name_is_typed(name):
    assert initials(name) == "SA"


def test_a_slip_of_a_status_never_holds_more_of_the_nik_or_name():
    months = tuple(PersonMonth(202600 + month, True, True, True, True, date(2026, 1, 5)) for month in range(1, 7))
    holder = SlipHolder(
        "Siti Aminah", "1508034112780003", date(1978, 12, 1), "1508032005", "bungo-apbd", "SB", "25000123"
    )
    for on in (date(2026, 5, 31), date(2026, 7, 1)):
        slip = slip_of(cover_status(LawBook.read(), CoverFacts(months), on), holder, 7)
        payload = packed(slip, KEY)
        assert b"1508034112780003" not in payload and b"Siti" not in payload and slip.nik_end == "0003"
        assert "150803411278" not in repr(slip)
    active = slip_of(cover_status(LawBook.read(), CoverFacts(months), date(2026, 5, 31)), holder, 7)
    assert [active.covers(date(2026, month, 1)) for month in (1, 6, 7)] == [True, True, False]
    assert not slip.covers(date(2026, 6, 30)) and slip.covered_from is None
    with pytest.raises(SlipFieldWrong):
        slip_of(cover_status(LawBook.read(), CoverFacts(months), date(2026, 5, 31)), replace(holder, nik="15"), 7)
