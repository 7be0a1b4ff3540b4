"""Answers and values as plain data: nothing is lost, and the same answer gives the same bytes."""

import json
from dataclasses import replace
from datetime import date

import pytest

from payung.core.law.answer import Answer, Step
from payung.core.law.answer_json import content, reference, to_json
from payung.core.law.book import LawBook
from payung.core.law.contribution_question import contribution_question
from payung.core.law.paying import paying

BOOK = LawBook.read()
ASKED = {"month": "2026-11", "months": 3, "people": 4, "payer": "add", "jht": True}


def test_an_answer_keeps_its_sum_its_parts_its_steps_and_its_doubts():
    answer = paying(BOOK, contribution_question(ASKED)).answer
    data = to_json(answer)
    assert data["total"] == sum(part["amount"] for part in data["parts"]) == answer.total
    assert [step["says"]["en"] for step in data["steps"]] == [step.says.en for step in answer.steps]
    assert {key for step in data["steps"] for key in step["rests_on"]} == {value["key"] for value in data["rests_on"]}
    assert data["not_compared"] == len(data["rests_on"]) > 4
    assert any("APBDes" in doubt["id"] for doubt in data["doubts"])
    since = {value["key"]: value["since"] for value in data["rests_on"]}
    assert since["bpu/payable_percent_public_money"] == "2026-01-01"


def test_a_value_someone_compared_is_not_counted_as_missing():
    value = BOOK.on(date(2026, 5, 1))["jkm/burial"]
    compared = replace(value, checked=date(2026, 1, 2), checked_by="Disnaker")
    data = to_json(Answer((), (Step(value.name, 1, (compared,)),)))
    assert data["not_compared"] == 0
    assert (data["rests_on"][0]["checked"], data["rests_on"][0]["checked_by"]) == ("2026-01-02", "Disnaker")


def test_the_same_question_gives_the_same_bytes():
    def written() -> str:
        return json.dumps(to_json(paying(BOOK, contribution_question(ASKED)).answer), ensure_ascii=False)

    assert written() == written()
    assert json.loads(written())["total"] == 3 * 4 * (16_800 + 20_000)


@pytest.mark.parametrize("key", BOOK.keys())
def test_every_value_of_every_parameter_is_there_in_full(key):
    values = BOOK.parameters[key].values
    data = json.loads(json.dumps([{**reference(value), **content(value)} for value in values]))
    assert [value["since"] for value in data] == [value.since.isoformat() for value in values]
    assert [value["article"] for value in data] == [value.article for value in values]
    assert all(len({"amount", "bands", "table", "reading"} & set(value)) == 1 for value in data)


def test_what_a_value_holds_stands_under_the_name_its_file_has():
    law = BOOK.on(date(2026, 5, 1))
    assert content(law["bpu/payable_percent"]) == {"amount": 50}
    bands = content(law.bands("bpu/income_bands"))["bands"]
    assert len(bands) == 33 and bands[10] == {"from": 3_200_000, "amount": 3_450_000}
    rows = content(law.table("heirs/order"))["table"]
    assert rows[2]["code"] == "sibling" and rows[2]["doubt"] is None and "en" in rows[5]["doubt"]
    reading = content(law.reading("bpu/public_money_means"))
    assert reading["reading"] == "with_village" and set(reading["readings"]) == {"with_village", "state_and_regional"}
