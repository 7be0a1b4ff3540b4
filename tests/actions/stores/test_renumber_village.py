"""Villages with new codes: lists and plans by the old ones still mean them, and no village comes to be twice."""

import shutil
from datetime import date

import polars as pl
import pytest
from click.testing import CliRunner

from payung.actions.issue_decree import issue_decree
from payung.actions.receive_roster import receive_roster, villages_by_code
from payung.actions.renumber_village import renumber_village
from payung.entry.cli.main import main
from payung.store.models import Person, PersonMonth, Village, VillageCode
from payung.store.renumber import RenumberingWrong, villages_on
from tests.actions.stores.covered import did
from tests.actions.stores.two_villages import asked, wanted
from tests.actions.villages import MENDALO, SUNGAI_DUREN

SINCE = date(2027, 1, 1)
NEW = "1599990001"


def listed(folder, *pairs, head="old,new"):
    path = folder / "codes.csv"
    path.write_text("\n".join([head, *(f"{old},{new}" for old, new in pairs)]) + "\n")
    return path


def test_a_list_with_old_codes_makes_no_second_village(opened, planned, tmp_path):
    before = Village.objects.count(), Person.objects.count()
    assert renumber_village(opened, asked(), listed(tmp_path, (SUNGAI_DUREN, NEW)), SINCE).villages == 1
    run = shutil.copytree(planned.run, tmp_path / "again")
    pl.read_parquet(run / "decisions.parquet").with_columns(months=pl.lit(0)).write_parquet(run / "decisions.parquet")
    receive_roster(opened, asked(), run)
    assert (Village.objects.count(), Person.objects.count()) == before
    assert Person.objects.filter(village__code=NEW).count() == 4
    assert not Person.objects.filter(village__code=SUNGAI_DUREN).exists()


def test_a_plan_with_old_codes_pays_from_the_villages_purse(opened, planned, tmp_path):
    renumber_village(opened, asked(), listed(tmp_path, (SUNGAI_DUREN, NEW)), SINCE)
    assert issue_decree(opened, asked(), wanted(planned)).person_months == 60
    own = PersonMonth.objects.filter(purse__village__code=NEW)
    assert own.exists() and set(own.values_list("person__village__code", flat=True)) == {NEW}


def test_a_code_means_the_village_that_had_it_on_the_day(opened, tmp_path):
    first, second = (Village.objects.get(code=code).id for code in (SUNGAI_DUREN, MENDALO))
    renumber_village(opened, asked(), listed(tmp_path, (SUNGAI_DUREN, MENDALO), (MENDALO, SUNGAI_DUREN)), SINCE)
    assert villages_on(date(2026, 12, 31), [SUNGAI_DUREN, MENDALO]) == {SUNGAI_DUREN: first, MENDALO: second}
    assert villages_on(SINCE, [SUNGAI_DUREN, MENDALO]) == {SUNGAI_DUREN: second, MENDALO: first}
    renumber_village(opened, asked(), listed(tmp_path, (MENDALO, NEW)), date(2028, 1, 1))
    assert villages_on(date(2028, 2, 1), [MENDALO, NEW]) == {MENDALO: first, NEW: first}
    assert villages_on(SINCE, [NEW]) == {NEW: first}, "a list that knew the code before its day"
    assert villages_on(SINCE, ["1500000009"]) == {}


def test_an_unknown_code_is_a_new_village(opened):
    made: dict[str, int] = {}
    did(opened, lambda doing: made.update(villages_by_code(doing, [NEW, MENDALO], SINCE)))
    assert made[MENDALO] == Village.objects.get(code=MENDALO).id and Village.objects.get(code=NEW).id == made[NEW]
    assert VillageCode.objects.filter(code=NEW, since=None).count() == 1


@pytest.mark.parametrize(
    "pairs, head",
    [
        ([], "old,new"),
        ([(SUNGAI_DUREN, NEW)], "lama,baru"),
        ([(SUNGAI_DUREN, NEW), (SUNGAI_DUREN, "1599990002")], "old,new"),
        ([(SUNGAI_DUREN, MENDALO)], "old,new"),
        ([("1500000000", NEW)], "old,new"),
        ([(SUNGAI_DUREN, "15.99.99")], "old,new"),
    ],
)
def test_a_wrong_list_changes_nothing(opened, tmp_path, pairs, head):
    before = list(Village.objects.order_by("id").values_list("id", "code"))
    with pytest.raises(RenumberingWrong):
        renumber_village(opened, asked(), listed(tmp_path, *pairs, head=head), SINCE)
    assert list(Village.objects.order_by("id").values_list("id", "code")) == before


def test_commands_join_part_and_renumber(opened, tmp_path):
    one, other = Person.objects.order_by("id").values_list("id", flat=True)[:2]
    at = ("--store", opened.address, "--keys", str(opened.keys), "--by", "Ani", "--on", "2027-01-05")

    def run(*words):
        told = CliRunner().invoke(main, ["--language", "en", *map(str, words), *at])
        return told.exit_code, told.output

    code, said = run("people", "join", "--person", other, "--into", one)
    assert code == 0 and "Months held twice: 0" in said
    number = said.split("Join number ")[1].split(".")[0]
    assert run("people", "join", "--person", other, "--into", one)[0] == 119
    assert run("people", "part", number) == (0, "The join is undone.\n")
    assert run("people", "part", number)[0] == 119
    dotted = listed(tmp_path, (SUNGAI_DUREN, "15.99.99.0001"))
    code, said = run("village", "renumber", dotted, "--since", "2027-01-01")
    assert code == 0 and said.startswith("1 villages have new codes") and Village.objects.filter(code=NEW).exists()
