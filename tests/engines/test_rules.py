"""What each rule promises. Sound NIKs here are of a woman born on 1 July 1985: 150801 41 07 85 and four digits."""

import pytest

from payung.core.allocation.rule_book import RULES
from tests.engines.judge import REGISTERS, case, judged, roster
from tests.table import table

SOUND = "1508014107850001"


def codes_of(engine_name: str, drawing: str, *severities: str, **changes: object) -> list[str]:
    return judged(engine_name, roster(drawing), case(**changes)).codes(*severities)


def test_a_broken_nik_is_named_and_corrected(engine_name):
    answer = judged(
        engine_name,
        roster("""
        nik                 | nik_form   | birth_date
        --------------------+------------+-----------
        1508014107850001    | text       | 1985-07-01
                            | empty      | 1985-07-01
        150801410785        | text       | 1985-07-01
        15080141078500011   | text       | 1985-07-01
        15080141078500X1    | text       | 1985-07-01
        1,50801E+15         | scientific | 1985-07-01
        1508014107850010    | number     | 1985-07-01
        9508014107850012    | number     | 1985-07-01
        1508014107850012    | number     | 1985-07-01
        1508014107850000    | text       | 1985-07-01
        1508017207850001    | text       |
        1508014113850001    | text       |
        1508013002850001    | text       |
        1508014107850013    | letter_o   | 1985-07-01
        9908014107850014    | text       | 1985-07-01
        1508011201200001    | text       |
        """),
        case(amount=None),
    )
    assert answer.codes() == [
        "",
        "nik_missing",
        "nik_length",
        "nik_length",
        "nik_not_digits",
        "nik_scientific",
        "nik_numeric_damaged",
        "nik_numeric_damaged nik_bad_region",
        "nik_as_number",
        "nik_serial_zero",
        "nik_bad_date",
        "nik_bad_date",
        "nik_bad_date",
        "nik_letter_o",
        "nik_bad_region",
        "nik_is_kk",
    ]
    accepted = [decision == "accept" for decision in answer.column("decision")]
    assert accepted == [True] + 7 * [False] + [True] + 4 * [False] + [True, True, False]
    assert set(answer.column("decision")) == {"accept", "correct"}


def test_a_family_card_of_the_file_is_no_nik(engine_name):
    answer = judged(
        engine_name,
        roster("""
        file | nik              | birth_date | family_card
        -----+------------------+------------+-----------------
        a    | 1508010202200001 |            | 1508011201200009
        a    | 1508014107850001 | 1985-07-01 | 1508010202200001
        b    | 1508010202200001 |            | 1508011201200009
        """),
        case(),
    )
    assert answer.codes("block") == ["nik_is_kk", "", "age_under"]


def test_birth_date_and_nik_are_held_against_each_other(engine_name):
    answer = judged(
        engine_name,
        roster("""
        nik              | sex | birth_date | birth_date_form | birth_date_text
        -----------------+-----+------------+-----------------+----------------
        1508014107850001 | P   | 1985-07-01 | read            |
        1508014107850002 | P   |            | empty           |
        1508014107850003 | P   | 1985-01-07 | read            |
        1508014107850004 | P   | 1985-07-02 | read            |
        1508014107850005 | P   |            | unreadable      | tgl 1
        1508014107850006 | L   | 1985-07-01 | read            |
        1508010107850007 | P   | 1985-07-01 | read            |
        """),
        case(amount=None),
    )
    assert answer.codes() == [
        "",
        "dob_missing",
        "dob_day_month_swapped",
        "nik_dob_mismatch",
        "dob_unreadable",
        "nik_sex_mismatch",
        "nik_sex_mismatch",
    ]
    born = [str(day) for day in answer.column("dob")]
    assert born == ["1985-07-01"] * 3 + ["None"] * 2 + ["1985-07-01"] * 2
    said = answer.findings["message_en"].to_list()
    assert "01-07-1985" in said[0] and "07-01-1985" in said[1] and "02-07-1985" in said[2] and '"tgl 1"' in said[3]


def test_name_and_card_are_checked(engine_name):
    drawing = """
        nik              | birth_date | name       | family_card      | mother_name | village_code
        -----------------+------------+------------+------------------+-------------+-------------
        1508014107850001 | 1985-07-01 |            | 1508011201200001 | A           | 1508012001
        1508014107850002 | 1985-07-01 | SITI 2     | 1508011201200001 | A           | 1508012001
        1508014107850003 | 1985-07-01 | SITI, S.Pd | 1508011201200001 | A           | 1508012001
        1508014107850004 | 1985-07-01 | HJ. SITI   | 1508011201200001 | A           | 1508012001
        1508014107850005 | 1985-07-01 | HASAN NUR  |                  | A           | 1508012001
        1508014107850006 | 1985-07-01 | SITI       | 15080112         | A           | 1508012001
        1508014107850007 | 1985-07-01 | SITI       | 1508011201200001 |             | 1508012001
        1508014107850008 | 1985-07-01 | SITI       | 1508011201200001 | A           |
        """
    assert codes_of(engine_name, drawing, amount=None) == [
        "name_missing", "name_suspect", "name_suspect", "name_suspect", "kk_missing", "kk_format",
        "mother_name_missing", "village_unknown",
    ]  # fmt: skip


def test_occupation_and_declaration_are_checked(engine_name):
    drawing = """
        nik              | birth_date | occupation | occupation_text | work_declared
        -----------------+------------+------------+-----------------+--------------
        1508014107850001 | 1985-07-01 |            |                 | y
        1508014107850002 | 1985-07-01 |            | Astronot        | y
        1508014107850003 | 1985-07-01 | petani     | Petani          | n
        1508014107850004 | 1985-07-01 | petani     | Petani          |
        """
    assert codes_of(engine_name, drawing, amount=None) == [
        "occupation_missing", "occupation_unknown", "work_declaration_missing", "work_declaration_missing",
    ]  # fmt: skip


def test_age_is_counted_in_completed_years(engine_name):
    answer = judged(
        engine_name,
        roster("""
        nik              | birth_date
        -----------------+-----------
        1508010111080001 | 2008-11-01
        1508010211080001 | 2008-11-02
        1508010111610001 | 1961-11-01
        1508010211610001 | 1961-11-02
        1508010211620001 | 1962-11-02
                         | 1950-01-01
        1508010111500001 | 1950-11-02
        """),
        case(amount=None),
    )
    assert answer.codes() == [
        "",
        "age_under",
        "age_over",
        "age_soon",
        "",
        "nik_missing age_over",
        "nik_dob_mismatch",
    ]
    assert answer.column("decision") == ["accept", "reject", "reject", "accept", "accept", "reject", "correct"]
    refusal = answer.findings.filter(code="age_over")["message_en"][0]
    assert all(
        part in refusal for part in ("Working age", "65 years", "01-11-2026", "18", "Permenaker 5/2021", "another")
    )


def test_who_is_born_on_29_february_ages_on_1_march(engine_name):
    drawing = "nik | birth_date \n 1508012902080001 | 2008-02-29"
    young = case(amount=None)
    before, after = (
        type(young)(**{**vars(young), "on": young.on.replace(month=month, day=day)}) for month, day in ((2, 28), (3, 1))
    )
    assert judged(engine_name, roster(drawing), before).codes() == ["age_under"]
    assert judged(engine_name, roster(drawing), after).codes() == [""]


def test_registers_are_believed_for_a_sound_nik(engine_name):
    rows = roster("""
        nik              | birth_date
        -----------------+-----------
        1508014107850001 | 1985-07-01
        1508014107850002 | 1985-07-01
        1508014107850003 | 1985-07-01
        1508014107850004 | 1985-07-01
        1508014107850005 | 1985-07-01
        1508014107850006 | 1985-07-01
        1508014107850007 | 1985-07-01
        1508014107850008 | 1985-07-02
        """)
    members = table(
        """
        nik              | segment | programme | status   | paid_through
        -----------------+---------+-----------+----------+-------------
        1508014107850001 | BPU     | Dumisake  | AKTIF    | 2026-10
        1508014107850002 | BPU     | Dumisake  | aktif    | 2026-11
        1508014107850003 | PU      |           | AKTIF    | 2027-03
        1508014107850003 | BPU     | Dumisake  | AKTIF    | 2028-03
        1508014107850004 | BPU     |           | AKTIF    |
        1508014107850005 | PU      |           | NONAKTIF | 2027-03
        1508014107850008 | PU      |           | AKTIF    | 2027-03
        150801410785000  | PU      |           | AKTIF    | 2027-03
        """,
        **REGISTERS["members"],
    )
    deaths = table(
        """
        nik              | date_of_death
        -----------------+--------------
        1508014107850005 |
        1508014107850006 | 2026-11-01
        1508014107850007 | 2026-11-02
        """,
        **REGISTERS["deaths"],
    )
    answer = judged(engine_name, rows, case(amount=None), {"members": members, "deaths": deaths})
    assert answer.codes() == [
        "",
        "covered_other_program",
        "covered_bpjs_active",
        "covered_bpjs_active",
        "deceased",
        "deceased",
        "",
        "nik_dob_mismatch",
    ]
    said = answer.findings["message_en"].to_list()
    assert "Dumisake until 2026-11" in said[0] and "segment PU, until 2027-03" in said[1] and "segment BPU" in said[2]
    assert all("Pergub 16/2022" in message for message in said[:5])


def test_welfare_is_asked_only_where_the_programme_asks(engine_name):
    rows = roster("""
        nik              | birth_date
        -----------------+-----------
        1508014107850001 | 1985-07-01
        1508014107850002 | 1985-07-01
        1508014107850003 | 1985-07-01
        1508014107850004 | 1985-07-01
        """)
    welfare = table(
        """
        nik              | desil
        -----------------+------
        1508014107850001 | 2
        1508014107850002 | 3
        1508014107850003 |
        1508014107850001 | 9
        """,
        **REGISTERS["welfare"],
    )
    asked = case(amount=None, criteria=("welfare",), decile_at_most=2)
    assert judged(engine_name, rows, asked, {"welfare": welfare}).codes() == [
        "", "welfare_above", "welfare_not_listed", "welfare_not_listed",
    ]  # fmt: skip
    assert judged(engine_name, rows, case(amount=None), {"welfare": welfare}).codes() == [""] * 4


def test_occupation_and_area_are_criteria(engine_name):
    drawing = """
        nik              | birth_date | occupation     | village_code
        -----------------+------------+----------------+-------------
        1508014107850001 | 1985-07-01 | petani         | 1508012001
        1508014107850002 | 1985-07-01 | pns            | 1508012001
        1508014107850003 | 1985-07-01 | perangkat_desa | 1508012001
        1508014107850004 | 1985-07-01 | petani         | 1303012001
        1508014107850005 | 1985-07-01 |                | 1508012001
        """
    workers = codes_of(engine_name, drawing, "block", amount=None)
    assert workers == ["", "civil_servant_or_wage", "civil_servant_or_wage", "not_in_area", ""]
    officials = codes_of(engine_name, drawing, "block", amount=None, criteria=("village_official", "lives_in_area"))
    assert officials == [
        "not_village_official",
        "not_village_official",
        "",
        "not_village_official not_in_area",
        "official_unknown",
    ]


def test_the_first_of_a_nik_stands(engine_name):
    answer = judged(
        engine_name,
        roster("""
        file | row | nik              | birth_date | village_code | name_sound_1 | name_sound_2
        -----+-----+------------------+------------+--------------+--------------+-------------
        a    | 6   | 1508014107850001 | 1985-07-01 | 1303012001   | siti         | amina
        a    | 7   | 1508014107850001 | 1985-07-01 | 1508012001   | siti         | amina
        a    | 8   | 1508014107850001 | 1985-07-01 | 1508012001   | siti         |
        b    | 6   | 1508014107850001 | 1985-07-01 | 1508012002   | siti         | amina
        b    | 7   | 1508014107850002 | 1985-07-01 | 1508012002   | siti         | amina
        b    | 8   | 1508014107850002 | 1985-07-01 | 1508012002   | rina         | amina
        c    | 6   | 1508014107850003 | 1985-07-01 | 1508012002   | siti         | amina
        c    | 7   | 1508014107850003 | 1985-07-01 | 1508012002   | siti         | rahma
        """),
        case(amount=None),
    )
    assert answer.codes("block") == [
        "not_in_area",
        "",
        "nik_duplicate_file",
        "nik_duplicate_village",
        "nik_two_people",
        "nik_two_people",
        "nik_two_people",
        "nik_two_people",
    ]
    keys = answer.column("person_key")
    assert keys[:4] == ["nik-1508014107850001"] * 4
    assert keys[4:6] == ["row-b#Daftar!7", "row-b#Daftar!8"]
    said = answer.findings.filter(answer.findings["code"] == "nik_two_people").select("file", "row", "message_en")
    others = {(file, row): text.split("(also in ")[1].split(")")[0] for file, row, text in said.rows()}
    assert others == {("b", 7): "b row 8", ("b", 8): "b row 7", ("c", 6): "c row 7", ("c", 7): "c row 6"}
    messages = dict(answer.findings.select("code", "message_en").rows())
    assert "row 7 of sheet Daftar" in messages["nik_duplicate_file"]
    assert "1508012001" in messages["nik_duplicate_village"] and "(a row 7)" in messages["nik_duplicate_village"]


def test_a_nik_on_thousands_of_rows_is_one_person(engine_name):
    rows = roster("nik | birth_date\n" + "1508014107850001 | 1985-07-01\n" * 10_000)
    answer = judged(engine_name, rows, case())
    assert answer.column("decision") == ["accept"] + ["reject"] * 9_999


def test_no_message_holds_a_nik_and_every_rule_speaks_twice(engine_name):
    rows = roster(f"nik | birth_date | family_card\n {SOUND} | 1985-07-02 | \n {SOUND} | 1950-01-01 | 12")
    said = judged(engine_name, rows, case()).findings
    assert said.height >= 4 and not said.filter(said["message_en"].str.contains(SOUND)).height
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(rule.says.id and rule.says.en and rule.do.id and rule.do.en for rule in RULES)
    assert all((rule.severity == "block") == (rule.outcome is not None) for rule in RULES)


@pytest.mark.parametrize("name", ["local", "check"])
def test_an_empty_roster_gives_empty_tables(name):
    answer = judged(name, roster(f"nik | birth_date\n {SOUND} | 1985-07-01").head(0), case())
    assert answer.decisions.height == answer.findings.height == 0
