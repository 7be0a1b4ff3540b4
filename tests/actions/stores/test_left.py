"""A registry's list of deaths and moves, applied to a store on either database."""

from datetime import date

import pytest
from click.testing import CliRunner

from payung.actions.left_people import left_people
from payung.actions.verify_store import verify_store
from payung.actions.who_waits import not_free
from payung.entry.cli.main import main
from payung.gateways.registers import RegisterUnreadable
from payung.store.ledger import MonthClosed
from payung.store.models import Act, Bill, ClosedMonth, Credit, Leaving, Person, PersonMonth, Purse, Waiting
from tests.actions.stores.covered import billed, covered, did, joined
from tests.actions.stores.test_cover import nik_of
from tests.actions.stores.test_cover_tables import held
from tests.actions.stores.two_villages import asked

APRIL = date(2027, 4, 20)


def listed(tmp_path, *rows: tuple[object, ...]):
    path = tmp_path / "left.csv"
    head = "nik;nama;tanggal_lahir;peristiwa;tanggal_peristiwa;kode_tujuan"
    path.write_text("\n".join([head, *(";".join(map(str, row)) for row in rows)]) + "\n", "utf-8")
    return path


def death(place, person: int, on: str = "2027-03-05", name: str = "") -> tuple[object, ...]:
    one = Person.objects.get(id=person)
    return (nik_of(place, person), name or one.name, one.birth_date, "Meninggal", on, "")


def test_who_waits_and_died_is_not_taken_and_who_moved_within_the_area_is_asked_about(opened, issued, tmp_path):
    dead, moved, away = Waiting.objects.order_by("rank").values_list("person_id", flat=True)
    stays, leaves = ((*death(opened, one)[:3], "Pindah", "2027-03-05", to)
                     for one, to in ((moved, "1501012001"), (away, "3171011001")))  # fmt: skip
    told = left_people(opened, asked(APRIL), listed(tmp_path, death(opened, dead), stays, leaves))
    assert told.left == 2 and told.asked == {"stays": [moved]} and told.person_months == 0
    assert not_free([dead, moved, away]) == {dead, away}
    assert verify_store(opened).faults == ()


def test_a_death_frees_the_months_after_it_and_is_known_the_second_time(opened, issued, tmp_path):
    covered(opened)
    first, second, third, *_ = held()
    path = listed(tmp_path, death(opened, first), death(opened, second, name="ZULKARNAIN"))
    free = sum(Purse.objects.values_list("free", flat=True))
    told = left_people(opened, asked(APRIL), path)
    assert (told.lines, told.left, told.person_months, told.released) == (2, 1, 9, 9 * 16_800)
    assert told.verdicts["certain same"] == 1 and told.asked.get("other_name", [second]) == [second]
    assert Leaving.objects.values_list("person_id", "why", "on").get() == (first, "died", date(2027, 3, 5))
    assert sum(Purse.objects.values_list("free", flat=True)) == free + told.released
    kept = PersonMonth.objects.filter(person_id=first).exclude(state="released")
    assert sorted(kept.values_list("month", flat=True)) == [202701, 202702, 202703]
    assert not verify_store(opened).faults
    again = left_people(opened, asked(APRIL), path)
    assert (again.left, again.released) == (0, 0) and again.verdicts["known recorded"] == 1
    said = "".join(f"{act.said}{act.outcome}" for act in Act.objects.all())
    assert nik_of(opened, first) not in said and Person.objects.get(id=first).name not in said
    assert third not in Leaving.objects.values_list("person_id", flat=True)


def test_a_move_out_of_the_area_and_months_paid_ahead(opened, issued, tmp_path):
    covered(opened)
    first, second, *_ = held()
    rows = []
    for person, to in ((first, "3171011001"), (second, "1571010001")):
        one = Person.objects.get(id=person)
        rows.append((nik_of(opened, person), one.name, one.birth_date, "Pindah", "2027-01-15", to))
    told = left_people(opened, asked(APRIL), listed(tmp_path, *rows))
    assert told.left == 1 and told.asked == {"stays": [second]}
    assert told.person_months == 9 and told.lost + sum(one.person_months for one in told.credits) == 2
    assert not verify_store(opened).faults


def test_the_same_request_twice_and_a_closed_month(opened, issued, tmp_path):
    covered(opened)
    first = held()[0]
    path, request = listed(tmp_path, death(opened, first)), asked(APRIL)
    assert left_people(opened, request, path) == left_people(opened, request, path)
    did(opened, lambda doing: doing.add_one(ClosedMonth, month=202704))
    with pytest.raises(MonthClosed):
        left_people(opened, asked(APRIL), listed(tmp_path, death(opened, held()[0])))
    assert Leaving.objects.count() == 1


def test_months_of_a_joined_person_are_freed_too(opened, issued, tmp_path):
    covered(opened)
    first = held()[0]
    into = next(one for one in Person.objects.values_list("id", flat=True).order_by("id") if one not in held())
    joined(opened, first, into)
    told = left_people(opened, asked(APRIL), listed(tmp_path, death(opened, into)))
    assert (told.left, told.person_months) == (1, 9)
    assert not PersonMonth.objects.filter(person_id=first, month__gt=202703).exclude(state="released").exists()


def test_as_it_is_typed_and_what_is_no_list(opened, issued, tmp_path):
    covered(opened)
    first = held()[0]
    path = listed(tmp_path, death(opened, first), ("9" * 16, "NOBODY", "1970-01-01", "Meninggal", "2027-01-01", ""))
    words = ["people", "left", str(path), "--keys", str(opened.keys), "--store", opened.address, "--on", "2027-04-20"]
    said = CliRunner().invoke(main, words)
    assert said.exit_code == 0 and "1 orang keluar, 9 orang-bulan dilepas" in said.output
    assert "bukan peserta di sini" in said.output and nik_of(opened, first) not in said.output
    path.write_text("a;b\n1;2\n", "utf-8")
    with pytest.raises(RegisterUnreadable):
        left_people(opened, asked(APRIL), path)
    with pytest.raises(RegisterUnreadable):
        left_people(opened, asked(APRIL), tmp_path / "none.csv")


def test_what_is_billed_stays_until_the_bill_is_corrected_and_what_is_paid_becomes_what_its_fund_says(
    opened, issued, tmp_path
):
    covered(opened)
    billed(opened, 202704)
    first = PersonMonth.objects.filter(purse__fund__code="desa").order_by("id").values_list("person_id", flat=True)[0]
    path = listed(tmp_path, death(opened, first, on="2027-02-05"))
    words = ["people", "left", str(path), "--keys", str(opened.keys), "--store", opened.address, "--on", "2027-04-20"]
    said = CliRunner().invoke(main, words)
    assert said.exit_code == 0 and "1 orang keluar, 8 orang-bulan dilepas" in said.output, said.output
    bill = Bill.objects.order_by("-id").first()
    assert f"1 orang-bulan sudah ditagih ({bill.code})" in said.output and "--corrects" in said.output
    credit = Credit.objects.get()
    assert (credit.kind, credit.treatment, credit.amount, credit.group_id) == ("ended", "offset", 16_800, bill.group_id)
    states = dict(PersonMonth.objects.filter(person_id=first).values_list("month", "state"))
    assert [states[month] for month in (202702, 202703, 202704, 202705)] == [
        "paid",
        "credited",
        "committed",
        "released",
    ]
    assert not verify_store(opened).faults
