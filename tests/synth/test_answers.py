"""Made-up answers: the same seed gives the same, and the key says what was planted."""

import time

import polars as pl

from payung.core.cover.rejections import reason_codes
from payung.core.places.places import Gazetteer
from payung.gateways.enrolment import EXPORTED
from payung.synth.answers import HEADINGS, KEY, REASONS, make_answer, make_exported, write_answer
from payung.synth.people import PERSON_SERIALS

VILLAGE = Gazetteer.read("15").villages[0]


def test_the_same_seed_gives_the_same_people_answers_and_bytes(tmp_path):
    made = [make_answer(make_exported(200, 4, VILLAGE), 5, rejected=30) for _ in range(2)]
    assert made[0].lines == made[1].lines and made[0].key.equals(made[1].key)
    for kind in ("xlsx", "csv"):
        paths = [tmp_path / f"{at}.{kind}" for at in range(2)]
        for path, one in zip(paths, made, strict=True):
            write_answer(one, path)
            time.sleep(1.1)  # a clock read into the file would show
        assert paths[0].read_bytes() == paths[1].read_bytes()
    assert make_answer(make_exported(200, 4, VILLAGE), 6, rejected=30).lines != made[0].lines


def test_people_are_nobody_and_shaped_as_they_are_sent():
    exported = make_exported(100, 1, VILLAGE, group=("SG", "1"), start=501)
    assert dict(exported.schema) == EXPORTED and exported["enrolment"].to_list() == list(range(501, 601))
    serials = exported["nik"].str.slice(12).cast(pl.Int64)
    assert exported["nik"].n_unique() == 100 and serials.is_between(*PERSON_SERIALS).all()


def test_a_plain_answer_has_a_line_each_and_a_key_each():
    exported = make_exported(100, 1, VILLAGE)
    made = make_answer(exported, 1, rejected=40, odd=False)
    assert dict(made.key.schema) == KEY and len(made.lines) == made.key.height == 100
    assert made.key["state"].value_counts().sort("state").rows() == [("accepted", 60), ("rejected", 40)]
    assert {len(line) for line in made.lines} == {len(HEADINGS)} and made.unknown == 0


def test_the_words_of_a_made_up_branch_mean_what_the_key_says():
    assert {code: reason_codes(words) for code, words in REASONS} == {code: code for code, _ in REASONS}
