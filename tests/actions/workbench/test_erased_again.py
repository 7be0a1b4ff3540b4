"""Who was erased stays so however often an older list is read; a later list that names them makes them anew."""

import pytest

from payung.actions.answer_subject import answer_subject
from payung.actions.at_store import act_at
from payung.actions.plan_inputs import accepted
from payung.actions.record_subject import NewRequest, record_subject
from payung.actions.verify_store import verify_store
from payung.store.erased import PersonErased, erased, none_erased
from payung.store.keys import Keys
from payung.store.models import Account, Duty, Identity, Join, NameWord, Person, Run, SourceRow
from payung.store.people import niks_of, numbers_of_the_same
from payung.store.scope import EVERYTHING, scoped
from tests.actions.stores.two_villages import ON
from tests.actions.villages import person
from tests.actions.workbench.cycles import DUREN, MENDALO_LIST, by, judge, office, send, two_lists

MONTHS = (202701, 202702)


def erase(place, who: int) -> None:
    asked_for = NewRequest(who, "erasure", "self", "ktp", ON)
    with scoped(EVERYTHING):
        number = record_subject(place, by("Ani"), asked_for)
        assert answer_subject(place, by("Ani"), number, grant=True).outcome == "erased"


def planned(place) -> tuple[set[str], dict[str, int]]:
    """Names that are planned for out of the last run, and who is not."""
    table, apart = accepted(Keys.read(place.keys), Run.objects.latest("id"), MONTHS)
    return set(table["name"]), apart


@pytest.fixture
def budi(place, cycle, tmp_path) -> Person:
    """Erased after the first run; another village's list came since, and all was judged anew."""
    lists = two_lists()
    send(place, tmp_path / "first", lists)
    judge(place)
    columns = {"account_id": Account.objects.get(username="Ani").pk, "role": "officer", "area_code": "15"}
    own = {"group_id": None, "since": ON, "until": None, "undoes_id": None}
    act_at(place, office(), "test", {}, lambda doing, keys: {"duty": doing.add_one(Duty, **columns, **own)})
    found = Person.objects.get(name="BUDI B")
    assert planned(place)[1] == {"accepted": 8, "held": 0, "unplaced": 0, "restricted": 0, "erased": 0}
    erase(place, found.pk)
    lists[MENDALO_LIST].append(person(9, name="DEDI", year=1990))
    send(place, tmp_path / "second", {MENDALO_LIST: lists[MENDALO_LIST]})
    judge(place)
    found.refresh_from_db()
    return found


def test_reading_the_same_file_again_undoes_no_erasure(place, budi):
    rows = SourceRow.objects.filter(person=budi).order_by("id")
    assert rows.count() == 2 and [row.values_sealed for row in rows] == [None, None]
    assert rows.last().mark == "" and rows.last().decision == "accept"
    others = SourceRow.objects.filter(run=rows.last().run_id).exclude(person=budi)
    assert others.count() == 8 and all(row.values_sealed and row.mark for row in others), "nobody else's"
    assert (budi.name, budi.birth_date, budi.sex) == ("", None, "")
    assert Person.objects.count() == 9 and not Join.objects.exists()
    names, apart = planned(place)
    assert (
        apart == {"accepted": 9, "held": 0, "unplaced": 0, "restricted": 0, "erased": 1}
        and len(names) == 8
        and "" not in names
    )
    assert set(erased()) == {budi.pk}
    with pytest.raises(PersonErased, match="1"):
        none_erased(Person.objects.values_list("id", flat=True))
    assert verify_store(place).faults == ()


def test_a_list_sent_after_the_erasure_makes_them_a_new_number(place, budi, tmp_path):
    keys, lists = Keys.read(place.keys), two_lists()
    lists[DUREN].append(person(10, name="EKA", year=1991))
    send(place, tmp_path / "third", {DUREN: lists[DUREN]})
    judge(place)
    again = Person.objects.get(name="BUDI B")
    assert again.pk != budi.pk and again.birth_date and again.village_id == budi.village_id
    assert niks_of(keys, [budi.pk, again.pk]) == {again.pk: lists[DUREN][0][0]}
    row = SourceRow.objects.get(person=again)
    assert row.values_sealed and row.mark and NameWord.objects.filter(person=again, word="BUDI").exists()
    assert numbers_of_the_same([budi.pk]) == numbers_of_the_same([again.pk]) == sorted([budi.pk, again.pk])
    names, apart = planned(place)
    assert "BUDI B" in names
    assert apart == {"accepted": 10, "held": 0, "unplaced": 0, "restricted": 0, "erased": 0}
    assert verify_store(place).faults == ()
    lists[MENDALO_LIST].append(person(11, name="FITRI", year=1992))
    send(place, tmp_path / "fourth", {MENDALO_LIST: lists[MENDALO_LIST]})
    judge(place)
    assert SourceRow.objects.filter(person=again).count() == 2 and Join.objects.count() == 1, (
        "the same one from then on"
    )
    erase(place, again.pk)
    again.refresh_from_db()
    assert again.name == "" and not Identity.objects.get(person=again).nik_sealed
    assert not SourceRow.objects.filter(person=again, values_sealed__isnull=False).exists()
    assert set(erased()) == {budi.pk, again.pk} and verify_store(place).faults == ()
    send(place, tmp_path / "fifth", {DUREN: [*lists[DUREN], person(12, name="GITA", year=1993)]})
    judge(place)
    third = Person.objects.get(name="BUDI B")
    assert third.pk not in (budi.pk, again.pk) and numbers_of_the_same([budi.pk]) == [budi.pk, again.pk, third.pk]
    assert verify_store(place).faults == ()
