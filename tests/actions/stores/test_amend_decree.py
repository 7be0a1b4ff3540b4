"""An amending decree in general, on both databases: who comes off and why, who comes on, with whose money."""

from datetime import date

import pytest
from click.testing import CliRunner

from payung.actions.amend_decree import Amending, amend_decree
from payung.actions.issue_decree import DecreeThere
from payung.actions.left_people import left_people
from payung.actions.list_credit import list_credit
from payung.actions.match_month import MatchAsked, match_month
from payung.actions.month_sides import sides_of
from payung.actions.report_month import ReportAsked, report_month
from payung.actions.verify_store import verify_store
from payung.entry.cli.main import main
from payung.gateways.removal_list import RemovalsWrong
from payung.store.ledger import Ledger
from payung.store.models import (
    Act,
    CreditUse,
    Decree,
    DecreeLine,
    Payment,
    Person,
    PersonMonth,
    Posting,
    Purse,
    Removal,
)
from payung.store.months import month_table
from tests.actions.stores.covered import billed, confirmed, did, enrolled, joined
from tests.actions.stores.test_cover import nik_of
from tests.actions.stores.test_left import death, listed
from tests.actions.stores.two_villages import asked

PRICE = 16_800
SECOND = Amending("1/2027", "2/2027", date(2027, 2, 1))


def off_list(tmp_path, *rows: tuple[object, ...], head: str = "person;reason;evidence", name: str = "off.csv"):
    path = tmp_path / name
    path.write_text("\n".join([head, *(";".join(map(str, row)) for row in rows)]) + "\n", "utf-8")
    return path


def of_the_province() -> DecreeLine:
    """The line that the province pays, whose agreement is to swap."""
    return DecreeLine.objects.get(purse__village=None)


def of_a_village() -> DecreeLine:
    return DecreeLine.objects.filter(purse__village__isnull=False).order_by("id").first()


def money() -> list[tuple[int, ...]]:
    return list(Purse.objects.order_by("id").values_list("free", "reserved", "committed", "paid", "credit"))


def test_who_comes_off_is_written_with_reason_and_evidence_and_the_next_of_the_village_comes_on(
    opened, issued, tmp_path
):
    line, before = of_a_village(), money()
    request, path = asked(), off_list(tmp_path, (line.person_id, "withdrew", "surat 5/II/2027"))
    done = amend_decree(opened, request, SECOND, path)
    assert (done.removed, done.filled, done.released, done.reserved) == (1, 1, 12 * PRICE, 11 * PRICE)
    removal = Removal.objects.get()
    assert (removal.line_id, removal.reason, removal.evidence) == (line.id, "withdrew", "surat 5/II/2027")
    on = DecreeLine.objects.get(decree_id=done.decree)
    assert (on.replaces_id, on.purse_id, on.person.village_id) == (line.id, line.purse_id, line.person.village_id)
    held = PersonMonth.objects.filter(line=on)
    assert sorted(held.values_list("month", flat=True)) == list(range(202702, 202713))
    after = money()
    assert sum(row[0] for row in after) - sum(row[0] for row in before) == PRICE  # January has passed
    assert amend_decree(opened, request, SECOND, path) == done and Decree.objects.count() == 2
    with pytest.raises(DecreeThere):
        amend_decree(opened, asked(), SECOND, path)
    assert not verify_store(opened).faults


def test_nobody_comes_on_where_nobody_is_wanted(opened, issued, tmp_path):
    line = of_a_village()
    amending = Amending("1/2027", "2/2027", date(2027, 2, 1), fill=False)
    done = amend_decree(opened, asked(), amending, off_list(tmp_path, (line.person_id, "mistaken", "berita acara")))
    assert (done.removed, done.filled, done.empty, done.released, done.reserved) == (1, 0, {}, 12 * PRICE, 0)
    assert not DecreeLine.objects.filter(decree_id=done.decree).exists()
    assert not verify_store(opened).faults


def test_an_amendment_of_an_amendment_names_the_original(opened, issued, tmp_path):
    first = of_a_village()
    done = amend_decree(opened, asked(), SECOND, off_list(tmp_path, (first.person_id, "withdrew", "surat")))
    new = DecreeLine.objects.get(decree_id=done.decree)
    third = Amending("2/2027", "3/2027", date(2027, 3, 1))
    again = amend_decree(opened, asked(), third, off_list(tmp_path, (new.person_id, "not_eligible", "survei")))
    assert Decree.objects.get(id=again.decree).amends.number == "1/2027"
    assert Removal.objects.get(decree_id=again.decree).line_id == new.id
    fourth = Amending("3/2027", "4/2027", date(2027, 3, 2))
    with pytest.raises(RemovalsWrong):  # who came off is on it no more
        amend_decree(opened, asked(), fourth, off_list(tmp_path, (first.person_id, "withdrew", "surat")))
    assert not verify_store(opened).faults


def test_billed_and_paid_months_are_left_as_they_are(opened, issued, tmp_path):
    enrolled(opened)
    billed(opened, 202701, paid_on=date(2027, 1, 10))
    billed(opened, 202702)
    line = of_a_village()
    amending = Amending("1/2027", "2/2027", date(2027, 1, 20))
    done = amend_decree(opened, asked(), amending, off_list(tmp_path, (line.person_id, "has_cover", "BPJS")))
    assert (done.billed, done.paid, done.released, done.reserved) == (1, 1, 10 * PRICE, 10 * PRICE)
    states = dict(PersonMonth.objects.filter(line=line).values_list("month", "state"))
    assert (states[202701], states[202702], states[202703]) == ("paid", "committed", "released")
    assert not verify_store(opened).faults


def test_a_month_paid_ahead_for_the_dead_is_taken_over_with_what_was_freed(opened, issued, tmp_path):
    enrolled(opened)
    line = of_the_province()
    for month in (202701, 202702):
        billed(opened, month, paid_on=date(2027, 1, 10))
    told = left_people(
        opened, asked(date(2027, 1, 25)), listed(tmp_path, death(opened, line.person_id, on="2027-01-20"))
    )
    (credit,) = told.credits
    assert (told.person_months, told.lost, credit.treatment, credit.amount) == (10, 0, "replace", PRICE)
    assert not verify_store(opened).faults
    amending = Amending("1/2027", "2/2027", date(2027, 2, 1))
    by = asked(date(2027, 2, 1))
    done = amend_decree(opened, by, amending, off_list(tmp_path, (line.person_id, "died", "akta 12/2027")))
    assert (done.filled, done.released, done.reserved, done.taken_over) == (1, 0, 10 * PRICE, PRICE)
    on = DecreeLine.objects.get(decree_id=done.decree)
    taken = PersonMonth.objects.get(line=on, month=202702)
    use = CreditUse.objects.get()
    assert (taken.state, use.person_month_id, use.line.person_month.person_id) == ("paid", taken.id, line.person_id)
    payment = Payment.objects.get(id=Posting.objects.get(person_month=taken).payment_id)
    assert payment.bill.first_month == 202702
    assert list_credit(opened) == () and not verify_store(opened).faults
    row = month_table([on.person_id]).row(0, named=True)
    assert (row["month"], row["enrolled"], row["billed"], row["paid"], row["paid_on"]) == (
        202702, False, True, True, date(2027, 1, 10)
    )  # fmt: skip
    confirmed(opened, 202702, people=[on.person_id])
    sides = sides_of([202702])
    for side in (sides.billed, sides.decree):  # the line of the bill speaks of who took the month
        assert on.person_id in side["person"] and line.person_id not in side["person"]
    match = match_month(opened, MatchAsked(202702, 202702, date(2027, 4, 1)))
    assert "ended" not in {pile.pile for pile in match.piles if pile.person_months}
    report = report_month(opened, ReportAsked(202611, 202712)).report
    assert report.reconciles, [one for one in report.equations if one.remainder]
    assert amend_decree(opened, by, amending, tmp_path / "off.csv") == done


def test_of_what_a_leaving_freed_only_what_is_there_still_is_given(opened, issued, tmp_path):
    line = of_the_province()
    left_people(opened, asked(date(2027, 3, 1)), listed(tmp_path, death(opened, line.person_id, on="2027-02-20")))
    purse = Purse.objects.get(id=line.purse_id)
    assert purse.free == 10 * PRICE

    def spend(doing):
        with Ledger(doing, 202703) as ledger:
            ledger.give_back(purse.id, 7 * PRICE)

    did(opened, spend)
    amending = Amending("1/2027", "2/2027", date(2027, 3, 2))
    done = amend_decree(opened, asked(), amending, off_list(tmp_path, (line.person_id, "died", "akta")))
    assert (done.filled, done.released, done.reserved) == (1, 2 * PRICE, 3 * PRICE)  # two have passed
    assert not verify_store(opened).faults


def test_a_person_is_named_by_nik_or_under_another_number(opened, issued, tmp_path):
    line = of_a_village()
    waiting = of_the_province().person_id
    nik = nik_of(opened, line.person_id)
    done = amend_decree(
        opened,
        asked(),
        SECOND,
        off_list(tmp_path, (nik, "withdrew", "surat"), head="nik,reason,evidence".replace(",", ";")),
    )
    assert Removal.objects.get(decree_id=done.decree).line_id == line.id
    spare = DecreeLine.objects.exclude(person_id__in=[line.person_id, waiting]).order_by("id").first()
    joined(opened, spare.person_id, waiting)
    third = Amending("1/2027", "3/2027", date(2027, 2, 2))
    done = amend_decree(opened, asked(), third, off_list(tmp_path, (waiting, "withdrew", "surat")))
    assert done.removed == 2  # the lines of both numbers
    said = "".join(f"{act.said}{act.outcome}" for act in Act.objects.all())
    assert nik not in said
    assert not verify_store(opened).faults


@pytest.mark.parametrize(
    ("rows", "head", "said"),
    [
        ([(5, "withdrew", "surat")], "person;reason;evidence", "baris 2 tidak dikenal"),
        ([("{one}", "bored", "surat")], "person;reason;evidence", "alasan baris 2"),
        ([("{one}", "withdrew", "")], "person;reason;evidence", "baris 2 tanpa bukti"),
        ([("{one}", "withdrew", "a"), ("{one}", "died", "b")], "person;reason;evidence", "baris 3 sudah disebut"),
        ([("{waits}", "withdrew", "a")], "person;reason;evidence", "baris 2 tidak ada di keputusan"),
        ([("12", "withdrew", "a")], "nik;reason;evidence", "baris 2 tanpa nomor orang"),
        ([("{one}", "withdrew", "a")], "a;b;c", "judul kolomnya"),
        ([], "person;reason;evidence", "isinya kosong"),
    ],
)
def test_a_list_that_cannot_be_used_changes_nothing(opened, issued, tmp_path, rows, head, said):
    known = {"{one}": of_a_village().person_id}
    on = set(DecreeLine.objects.values_list("person_id", flat=True))
    known["{waits}"] = next(iter({row for row in _people() if row not in on}))
    path = off_list(tmp_path, *([known.get(cell, cell) for cell in row] for row in rows), head=head)
    before = Act.objects.count()
    with pytest.raises(RemovalsWrong) as refused:
        amend_decree(opened, asked(), SECOND, path)
    assert said in refused.value.says.id, refused.value.says.id
    assert Act.objects.count() == before and not Removal.objects.exists()


def _people() -> list[int]:
    return list(Person.objects.order_by("id").values_list("id", flat=True))


def test_as_it_is_typed(opened, issued, tmp_path):
    line = of_a_village()
    path = off_list(tmp_path, (line.person_id, "withdrew", "surat"))
    words = ["decree", "amend", path, "--decree", "1/2027", "--number", "2/2027", "--dated", "2027-02-01"]
    store = ("--keys", opened.keys, "--store", opened.address)
    said = CliRunner().invoke(main, ["--language", "en", *map(str, (*words, *store))])
    assert said.exit_code == 0, said.output
    assert "1 taken off (Rp201.600 released), 1 come on (Rp184.800)." in said.output
    again = CliRunner().invoke(main, [*map(str, (*words, *store))])
    assert again.exit_code == 115
    path.write_text("x\n")
    words[words.index("2/2027")] = "3/2027"
    assert CliRunner().invoke(main, [*map(str, (*words, *store))]).exit_code == 49
