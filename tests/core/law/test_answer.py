"""What an answer rests on, and how its doubts are told."""

from dataclasses import replace
from datetime import date

from payung.core.basis.text import Text
from payung.core.law.answer import Answer, Part, Step, doubts, not_compared
from payung.core.law.book import LawBook

LAW = LawBook.read().on(date(2026, 5, 1))
DOUBT = Text(id="Dari ingatan.", en="From memory.")
DAY = replace(LAW["bpu/pay/due_day"], doubt=DOUBT)
RATE = replace(LAW["bpu/jkm/contribution"], doubt=DOUBT)
SURE = replace(LAW["jkm/burial"], doubt=None, checked=date(2026, 1, 1), checked_by="Disnaker")
SAID = Text(id="x", en="x")


def test_two_values_of_one_key_both_count_and_one_value_counts_once():
    later = replace(RATE, since=date(2027, 1, 1))
    answer = Answer((), (Step(SAID, None, (RATE, DAY)), Step(SAID, 1, (later, RATE))))
    assert answer.rests_on == (RATE, DAY, later)


def test_a_doubt_shared_by_several_values_is_told_once_with_their_names():
    (doubt,) = doubts([RATE, DAY, SURE, replace(RATE, since=date(2027, 1, 1))])
    assert doubt.id == f"{RATE.name.id}; {DAY.name.id}: Dari ingatan."
    assert doubt.en == f"{RATE.name.en}; {DAY.name.en}: From memory."


def test_of_a_sentence_with_several_readings_the_one_used_is_told_even_without_a_doubt():
    reading = LAW.reading("bpu/public_money_means")
    told = doubts([replace(reading, doubt=None), DAY])
    assert told[0].id == (f'{reading.name.id}: dibaca "uang desa termasuk: iuran penuh" (bpu/public_money_means).')
    assert len(told) == 2 and DOUBT.id in told[1].id
    one_way = replace(reading, readings={reading.code: reading.readings[reading.code]}, doubt=None)
    assert doubts([one_way]) == []


def test_what_nobody_compared_is_counted():
    assert not_compared([RATE, SURE, DAY]) == (2, 3)
    assert not_compared([]) == (0, 0)


def test_answers_add_up_and_notes_are_kept_once():
    one = Answer((Part("a", SAID, 3),), (), (SAID,))
    assert (one + one).total == 6 and (one + one).notes == (SAID,)
