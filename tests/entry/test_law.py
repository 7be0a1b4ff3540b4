"""``payung law``: what is printed, at any width, in both languages, and what is refused."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner, Result

from payung.actions.check_law import check_law
from payung.actions.list_law import in_force, is_doubtful
from payung.core.law.book import LawBook
from payung.entry.cli.main import main

BOOK = LawBook.read()
PARAMETERS = [BOOK.parameters[key] for key in sorted(BOOK.parameters)]
DAY = date(2026, 11, 21)
PRICE = ("law", "contribution", "--payer", "add", "--month", "2026-11")


def payung(*words: object, width: int = 80) -> Result:
    return CliRunner(env={"COLUMNS": str(width)}).invoke(main, [str(word) for word in words])


def words(output: str) -> str:
    """The output without spaces: what is there, wherever the lines break."""
    return re.sub(r"\s+", "", output)


def letters(output: str) -> Counter[str]:
    """How often each letter is printed, lines that rule a table apart: the same however the words are wrapped."""
    return Counter(words(output).replace("─", ""))


def test_the_list_has_every_parameter_with_the_value_of_the_day():
    output = payung("law", "list", "--on", DAY).output
    for parameter in PARAMETERS:
        assert re.search(rf"^{parameter.key}( \?)?\s+\S.*  {parameter.on(DAY).since}$", output, re.M), parameter.key
        assert words(parameter.name.id) in words(output)
    assert re.search(r"^bpu/payable_percent +50 %  2026-04-01$", output, re.M)
    assert re.search(
        r"^bpu/payable_percent +100 %  2027-01-01$", payung("law", "list", "--on", "2027-01-01").output, re.M
    )


def test_the_list_of_the_doubtful_has_those_and_no_others():
    data = json.loads(payung("law", "list", "--on", DAY, "--doubtful", "--json").output)
    keys = [one["key"] for one in data["parameters"]]
    assert keys == [parameter.key for parameter in PARAMETERS if is_doubtful(parameter.on(DAY))]
    assert "heirs/order" in keys and 0 < len(keys) < len(PARAMETERS)


def test_a_parameter_that_begins_later_is_listed_as_such():
    output = payung("law", "list", "--on", "2014-01-01").output
    assert re.search(r"^jkm/burial +belum berlaku  2015-07-01$", output, re.M)
    data = json.loads(payung("law", "list", "--on", "2014-01-01", "--json").output)
    assert {one["key"]: one["value"] for one in data["parameters"]}["jkm/burial"] is None


def test_a_list_without_a_day_is_that_of_today():
    assert re.search(r"\d+ ketentuan pada \d{4}-\d{2}-\d{2};", payung("law", "list").output)


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.key)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_parameter_is_shown_in_full_with_every_value_article_link_place_and_doubt(parameter, language):
    result = payung("--language", language, "law", "show", parameter.key, width=300)
    output = words(result.output)
    assert result.exit_code == 0 and words(parameter.name.in_(language)) in output
    for value in parameter.values:
        for said in (value.article, value.url, value.seen, value.doubt and value.doubt.in_(language)):
            assert said is None or words(said) in output, said
        for row in getattr(value, "rows", {}).values():
            assert words(row.name.in_(language)) in output and row.code in output
            assert row.doubt is None or words(row.doubt.in_(language)) in output
        for code, says in getattr(value, "readings", {}).items():
            assert words(f"{code}:{says.in_(language)}") in output
    assert output.count(words({"id": "Dasar", "en": "Article"}[language] + parameter.values[0].article)) >= 1
    assert "…" not in result.output


@pytest.mark.parametrize("width", [30, 40, 80, 200])
@pytest.mark.parametrize(
    "asked",
    [
        ("law", "list", "--on", DAY),
        ("law", "check", "--on", DAY),
        ("law", "show", "bpu/income_bands"),
        ("law", "show", "jkk/disability_table"),
        ("law", "show", "bpu/jkm/first_months/edge"),
        (*PRICE, "--months", 7, "--people", 300, "--compare", "bpu/public_money_means"),
    ],
)
def test_no_line_is_wider_than_the_screen_and_nothing_is_cut_off(asked, width):
    narrow = payung(*asked, width=width).output
    assert max(len(line) for line in narrow.splitlines()) <= width
    assert letters(narrow) == letters(payung(*asked, width=300).output)


def test_all_33_bands_are_printed_with_their_amounts_right_aligned():
    lines = [line for line in payung("law", "show", "bpu/income_bands").output.splitlines() if re.match(r"\d+ ", line)]
    assert len(lines) == 33 and len({len(line.rstrip()) for line in lines}) == 1
    assert lines[10].split() == ["11", "Rp3.200.000", "Rp3.699.999", "Rp3.450.000", "per", "bulan"]
    assert lines[-1].split()[2:4] == ["ke", "atas"]


def test_the_history_says_from_when_until_when():
    output = payung("law", "show", "bpu/payable_percent").output
    assert re.findall(r"^(\S+ sampai \S+|Sejak \S+) +(\d+ %)$", output, re.M) == [
        ("2015-07-01 sampai 2020-07-31", "100 %"),
        ("2020-08-01 sampai 2021-01-31", "1 %"),
        ("2021-02-01 sampai 2026-03-31", "100 %"),
        ("2026-04-01 sampai 2026-12-31", "50 %"),
        ("Sejak 2027-01-01", "100 %"),
    ]


def test_one_day_shows_the_value_of_that_day_only():
    output = payung("law", "show", "bpu/payable_percent", "--on", "2026-12-31").output
    assert "2026-04-01 sampai 2026-12-31" in output and "Sejak" not in output and "2020" not in output
    data = json.loads(payung("law", "show", "jkm/lump_sum", "--on", "2019-12-01", "--json").output)
    assert [(value["since"], value["amount"]) for value in data["values"]] == [("2015-07-01", 16_200_000)]


@pytest.mark.parametrize("charset", ["ascii", "cp1252", "utf-8"])
def test_what_is_written_to_a_file_that_is_not_utf_8_loses_no_figure(charset):
    for asked in [("law", "list"), ("law", "check"), ("law", "show", "bpu/income_bands"), (*PRICE, "--months", 7)]:
        result = CliRunner(charset=charset, env={"COLUMNS": "80"}).invoke(main, list(map(str, asked)))
        assert result.exit_code == 0, result.exception
        figures = re.findall(r"Rp[\d.]+|\d{4}-\d{2}-\d{2}", result.stdout_bytes.decode(charset))
        assert figures == re.findall(r"Rp[\d.]+|\d{4}-\d{2}-\d{2}", payung(*asked).output)
    data = CliRunner(charset=charset).invoke(main, ["law", "list", "--json"])
    assert json.loads(data.stdout_bytes.decode(charset)) == json.loads(payung("law", "list", "--json").output)


def test_the_reading_used_is_marked():
    output = payung("law", "show", "bpu/public_money_means").output
    assert re.search(r"^ +\* with_village: .*\(dipakai\)$", output.replace(" \n", "\n"), re.M)
    assert re.search(r"^ +- state_and_regional: ", output, re.M)


def test_the_check_counts_what_the_files_say():
    values = [value for parameter in PARAMETERS for value in parameter.values]
    result = payung("--language", "en", "law", "check", "--on", DAY)
    assert result.exit_code == 0
    for label, count in [
        ("Parameters, read and valid", len(PARAMETERS)),
        ("Values", len(values)),
        (f"  that begin after {DAY}", sum(value.since > DAY for value in values)),
        (
            "Sentences that can be read otherwise",
            sum(len(getattr(p.values[-1], "readings", ())) > 1 for p in PARAMETERS),
        ),
    ]:
        assert re.search(rf"^{re.escape(label)} +{count}$", result.output, re.M), label
    doubtful = sum(map(is_doubtful, values))
    assert re.search(rf"^  in doubt +{doubtful} of {len(values)} \(", result.output, re.M)
    assert re.search(r"^2027-01-01 +bpu/payable_percent +100 %$", result.output, re.M)
    assert "2027" not in payung("law", "check", "--on", "2027-04-01").output.replace("2027-04-01", "")


def test_strict_ends_with_1_while_anything_is_not_compared(monkeypatch):
    compared = {
        key: replace(
            parameter,
            values=tuple(replace(value, checked=DAY, checked_by="Disnaker Jambi") for value in parameter.values),
        )
        for key, parameter in BOOK.parameters.items()
    }
    one_missing = compared | {"jkm/burial": BOOK.parameters["jkm/burial"]}
    for held, strict, lax in [(compared, 0, 0), (one_missing, 1, 0)]:
        monkeypatch.setattr(LawBook, "read", lambda held=held: LawBook(held))
        assert payung("law", "check", "--strict").exit_code == strict
        assert payung("law", "check").exit_code == lax
    missing, count = len(BOOK.parameters["jkm/burial"].values), sum(len(one.values) for one in PARAMETERS)
    assert f"{missing} dari {count} (2 %)" in payung("law", "check").output
    assert f"{DAY}, Disnaker Jambi" in payung("law", "show", "jkm/lump_sum").output


def test_a_contribution_is_printed_with_months_parts_steps_and_doubts():
    output = payung(*PRICE, "--months", 3, "--people", 50).output
    assert re.search(r"^2026-11 +2026-11-15 +Rp16.800 +Rp840.000$", output, re.M)
    assert re.search(r"^Jumlah +Rp2.520.000$", output, re.M)
    assert "PP 44/2015, Lampiran II" in output and "Permenaker 5/2021" in output
    assert words("Bila dibaca lain:! Rp1.680.000: hanya APBN dan APBD") in words(output)
    assert words("7 dari 7 ketentuan belum dicocokkan dengan naskah resmi") in words(output)


def test_a_contribution_in_english():
    output = payung("--language", "en", *PRICE, "--months", 1).output
    assert "village money · sectors other than transport · 1 person" in output
    assert re.search(r"^Total +Rp16.800$", output, re.M) and "Due in the contribution month" in output
    assert not re.search(
        r"\b(iuran|bulan|orang|dan)\b",
        output.replace(BOOK.parameters["bpu/income_bands"].values[0].article, "").split("§")[0],
    )


def test_readings_side_by_side():
    output = payung(*PRICE, "--compare", "bpu/public_money_means").output
    assert re.search(r"^Bagian +\*with_village +state_and_regional$", output, re.M)
    assert re.search(r"^Jumlah +Rp16.800 +Rp8.400$", output, re.M)
    other = payung(
        *PRICE, "--reading", "bpu/public_money_means=state_and_regional", "--compare", "bpu/public_money_means"
    )
    assert re.search(r"^Bagian +with_village +\*state_and_regional$", other.output, re.M)


def test_a_reading_that_makes_no_difference_is_said_to_make_none():
    assert words("jkk/day_rounding tidak berpengaruh") in words(
        payung(*PRICE, "--reading", "jkk/day_rounding=up").output
    )


def test_json_is_the_same_bytes_each_time_and_adds_up():
    asked = (*PRICE, "--months", 7, "--people", 3, "--json", "--compare", "bpu/public_money_means")
    first, second = payung(*asked), payung(*asked)
    data = json.loads(first.output)
    assert first.output == second.output and first.exit_code == 0
    assert data["total"] == sum(part["amount"] for part in data["parts"]) == 7 * 3 * 16_800
    assert [one["total"] for one in data["compared"]] == [7 * 3 * 16_800, 3 * (2 * 8_400 + 5 * 16_800)]
    assert [month["month"] for month in data["months"]][::6] == ["2026-11", "2027-05"]


@pytest.mark.parametrize(
    ("asked", "exit_code", "code"),
    [
        (("law", "show", "jkm/buriel"), 32, "unknown-parameter"),
        (("law", "show", "jkm/burial", "--on", "2015-06-30"), 30, "no-value-in-force"),
        (("law", "show", "jkm/burial", "--on", "2015-02-30"), 2, ""),
        (("law", "contribution", "--month", "2026-05"), 35, "contribution-question-wrong"),
        (("law", "contribution", "--payer", "add"), 35, "contribution-question-wrong"),
        (("law", "contribution", "--payer", "add", "--month", "2026-13"), 35, "contribution-question-wrong"),
        (("law", "contribution", "--payer", "add", "--month", "2015-06"), 30, "no-value-in-force"),
        ((*PRICE, "--income", "-1"), 35, "contribution-question-wrong"),
        ((*PRICE, "--income", "9" * 30), 35, "contribution-question-wrong"),
        ((*PRICE, "--people", "0"), 35, "contribution-question-wrong"),
        ((*PRICE, "--months", "100000"), 35, "contribution-question-wrong"),
        ((*PRICE, "--segment", "pu"), 36, "wage-earners-not-held"),
        ((*PRICE, "--compare", "jkm/burial"), 34, "unknown-reading"),
        ((*PRICE, "--compare", ""), 32, "unknown-parameter"),
        ((*PRICE, "--reading", "bpu/public_money_means=none"), 34, "unknown-reading"),
        ((*PRICE, "--reading", "bpu/public_money_means"), 35, "contribution-question-wrong"),
    ],
)
@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_bad_input_is_refused_with_its_code_and_nothing_is_printed_as_an_answer(asked, exit_code, code, as_json):
    result = payung(*asked, *as_json)
    assert result.exit_code == exit_code and result.stdout == ""
    assert code in result.stderr and (not code or len(result.stderr.splitlines()) == 2)


def test_a_key_that_is_almost_right_is_suggested():
    assert "jkm/burial" in payung("law", "show", "jkm/buriel").stderr


def test_a_value_is_in_force_on_its_first_day_and_not_the_day_before():
    burial = BOOK.parameters["jkm/burial"]
    assert in_force(burial, date(2015, 6, 30)) is None
    assert in_force(burial, date(2015, 7, 1)) == burial.values[0]
    coming = {
        day: [value.key for value in check_law(on=date.fromisoformat(day)).coming]
        for day in ("2026-12-31", "2027-01-01")
    }
    assert "bpu/payable_percent" in coming["2026-12-31"] and "bpu/payable_percent" not in coming["2027-01-01"]
