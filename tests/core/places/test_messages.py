"""Every problem and doubt of a tie is said in both languages, with what to do."""

from typing import get_args

from payung.core.places.messages import DO, FOREIGN, SAYS, told
from payung.core.places.places import Gazetteer
from payung.core.places.tie import Doubt, FileClues, Problem, Tie, tie_file

JAMBI = Gazetteer.read("15")


def test_each_code_has_words():
    assert set(SAYS) == set(DO) == {*get_args(Problem), *get_args(Doubt), FOREIGN}
    assert all(text.id and text.en and text.id != text.en for text in (*SAYS.values(), *DO.values()))


def test_candidates_are_listed_with_place_and_code():
    (message,) = told(tie_file(FileClues("Baru.xlsx"), JAMBI))
    assert (message.code, message.severity) == ("village_ambiguous", "block")
    for text in (message.says.id, message.says.en):
        assert "(4)" in text
        assert "Desa Baru, Kec. Mestong, Kabupaten Muaro Jambi (1505052010)" in text


def test_no_more_than_eight_candidates_are_named():
    (message,) = told(Tie(None, "path", JAMBI.villages[:9], "village_ambiguous"))
    assert message.says.en.count("Kec.") == 8 and message.says.en.endswith("….")


def test_doubts_warn_and_name_the_code_used():
    messages = told(Tie("1599012001", "manifest", warnings=("village_not_in_list", "village_clues_differ")))
    assert [(m.code, m.severity) for m in messages] == [
        ("village_not_in_list", "warn"),
        ("village_clues_differ", "warn"),
    ]
    assert all("1599012001" in m.says.id for m in messages)
    assert told(Tie("1505012006", "path")) == ()
