"""Cover asked of the store, on either database: one person's status, signed slips, what ends soon."""

import csv
import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from pypdf import PdfReader

from payung.actions.check_cover import check_cover, check_page
from payung.actions.ending_cover import EndingAsked, ending_cover
from payung.actions.receive_roster import receive_roster
from payung.actions.slip_cover import NobodyCovered, SlipsOutdated, SlipsWanted, slip_cover
from payung.actions.slip_keys import public_keys, signing_key
from payung.actions.staging import FolderNotOurs
from payung.actions.status_cover import PersonUnclear, PersonUnknown, Whom, status_cover
from payung.actions.verify_store import verify_store
from payung.gateways.signing import SigningKeyWrong, SlipKeyUnknown, read_key
from payung.gateways.slip_pdf import PrintedSlip, SlipOffice
from payung.store.acts import RequestReused
from payung.store.keys import Keys
from payung.store.models import Act, Identity, Person
from tests.actions.stores.covered import billed, confirmed, covered, did, enrolled, left
from tests.actions.stores.test_cover_tables import held
from tests.actions.stores.two_villages import asked
from tests.actions.villages import MENDALO, SUNGAI_DUREN

OFFICE = SlipOffice("Dinas Tenaga Kerja", "0741 000 000")
MARCH = date(2027, 3, 20)


def nik_of(place, person: int) -> str:
    seal = Identity.objects.get(person_id=person).nik_sealed
    return Keys.read(place.keys).open(bytes(seal), person)


def village_of(person: int) -> str:
    return Person.objects.get(id=person).village.code


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_a_status_by_number_and_by_nik_is_the_same_and_each_look_is_kept(opened, issued):
    covered(opened)
    person, acts = held()[0], Act.objects.count()
    by_number = status_cover(opened, asked(MARCH), Whom("claim", person=person))
    by_nik = status_cover(opened, asked(MARCH), Whom("hospital", nik=nik_of(opened, person)))
    assert by_number == by_nik
    stands = by_number.status
    assert (stands.state, stands.started, stands.paid_through) == ("first_months", date(2027, 1, 1), date(2027, 3, 1))
    assert by_number.heirs.death_amount == 10_000_000 and "Terlindungi sejak" in by_number.reason.id
    looks = list(Act.objects.filter(number__gt=acts).order_by("number").values_list("kind", "by", "said"))
    assert [(kind, by) for kind, by, _ in looks] == [("cover.look", "Ani")] * 2
    assert json.loads(looks[1][2]) == {"people": [person], "why": "hospital", "by": "nik"}
    assert nik_of(opened, person) not in "".join(said for *_, said in looks)
    assert not verify_store(opened).faults


def test_each_missing_step_is_the_reason(opened, issued):
    person = held()[0]

    def now(on=MARCH):
        return status_cover(opened, asked(on), Whom("question", person=person)).status

    assert (now().state, now().missing) == ("not_enrolled", "enrolled")
    enrolled(opened)
    assert (now().state, now().missing) == ("awaiting", "billed")
    for month in (202701, 202702, 202703):
        billed(opened, month, paid_on=date(2027, month % 100, 10))
    assert (now().state, now().missing) == ("awaiting", "confirmed")
    for month in (202701, 202702, 202703):
        confirmed(opened, month)
    assert now().state == "first_months"
    assert now(date(2027, 5, 2)).state == "grace" and now(date(2027, 12, 2)).state == "lapsed"
    left(opened, person, "died", date(2027, 3, 5))
    assert (now().state, now().why) == ("ended", "died") and now(date(2027, 3, 5)).state == "first_months"


def test_nobody_and_two_with_one_nik_are_told_and_kept(opened, issued):
    covered(opened)
    first, second, *_ = held()
    with pytest.raises(PersonUnknown):
        status_cover(opened, asked(MARCH), Whom("audit", nik="9" * 16))
    with pytest.raises(PersonUnknown):
        status_cover(opened, asked(MARCH), Whom("audit", person=5))
    keys, nik = Keys.read(opened.keys), nik_of(opened, first)
    third = next(one for one in Person.objects.values_list("id", flat=True) if one not in held())

    def claim(doing):
        number = doing.add_one(Person, key="k" * 64, name="DEWI", birth_date=None, sex="", village_id=None)
        doing.add_one(Identity, person_id=number, nik_index=keys.index(nik), nik_sealed=keys.seal(nik, number))

    did(opened, claim)
    with pytest.raises(PersonUnclear) as told:
        status_cover(opened, asked(MARCH), Whom("audit", nik=nik))
    assert str(first) in told.value.says.id and nik not in told.value.says.id and third != first
    assert Act.objects.filter(kind="cover.look").count() == 3
    request = asked(MARCH)
    status_cover(opened, request, Whom("audit", person=first))
    with pytest.raises(RequestReused):
        status_cover(opened, request, Whom("audit", person=second))


def test_a_slip_is_signed_numbered_and_checked_without_the_store(opened, issued, tmp_path, monkeypatch):
    covered(opened)
    printed: list[PrintedSlip] = []
    import payung.actions.slip_cover as action

    real = action.write_slip_pdf
    monkeypatch.setattr(action, "write_slip_pdf", lambda one, *rest: (printed.append(one), real(one, *rest)))
    person = held()[0]
    with pytest.raises(SigningKeyWrong):
        check_cover("PAYUNG1:AAAA", public_keys(opened.keys))
    made = slip_cover(opened, asked(MARCH), SlipsWanted(tmp_path / "new" / "one.pdf", OFFICE, person=person))
    again = slip_cover(opened, asked(MARCH), SlipsWanted(tmp_path / "two.pdf", OFFICE, person=person))
    assert (made.slips, made.first, again.first) == (1, 1, 2)
    slip = check_cover(printed[0].text, public_keys(opened.keys))
    assert slip == printed[0].slip and slip.covers(MARCH) and not slip.covers(date(2027, 4, 1))
    assert (slip.programme, slip.nik_end) == ("jambi-bkbk-2022", nik_of(opened, person)[-4:])
    assert (slip.group_number, slip.village_code) == (f"{slip.group_kind}-0001", village_of(person))
    assert (printed[0].death, printed[0].full_death) == (10_000_000, 42_000_000)
    said = text_of(tmp_path / "new" / "one.pdf")
    assert (tmp_path / "new" / "one.pdf").stat().st_mode & 0o077 == 0
    assert Person.objects.get(id=person).name in said and nik_of(opened, person) not in said and "No. 1" in said
    private = opened.keys.with_name("keys.slip.pem")
    assert private.stat().st_mode & 0o077 == 0
    assert check_page(tmp_path / "check.html", public_keys(opened.keys), office="Kantor") == 1
    assert read_key(private).number.hex() in (tmp_path / "check.html").read_text()


def test_a_lost_public_half_is_written_again_and_another_key_is_not_known(opened, issued, tmp_path):
    covered(opened)
    key = signing_key(opened.keys)
    (public,) = public_keys(opened.keys)
    before = public.read_bytes()
    public.unlink()
    assert signing_key(opened.keys).public == key.public and public.read_bytes() == before
    stranger = tmp_path / "other" / "keys.json"
    stranger.parent.mkdir()
    signing_key(stranger)
    slip_cover(opened, asked(MARCH), SlipsWanted(tmp_path / "one.pdf", OFFICE, person=held()[0]))
    from payung.core.cover.slip import SlipHolder, slip_of
    from payung.core.cover.status import cover_status
    from payung.core.law.book import LawBook
    from payung.store.months import cover_facts

    person = held()[0]
    status = cover_status(LawBook.read(), cover_facts([person])[person], MARCH)
    text = key.sign(slip_of(status, SlipHolder("A", "1" * 16, None, MENDALO, "x", "SD", "1"), 1))
    assert check_cover(text, public_keys(opened.keys)).number == 1
    with pytest.raises(SlipKeyUnknown):
        check_cover(text, public_keys(stranger))
    kept = public.with_name("keys.slip.2026.public.pem")
    kept.write_bytes(public_keys(stranger)[0].read_bytes())
    assert len(public_keys(opened.keys)) == 2 and check_cover(text, public_keys(opened.keys)).number == 1


@pytest.mark.parametrize("village", [SUNGAI_DUREN, MENDALO])
def test_a_village_gets_slips_of_its_covered_people_only(opened, issued, tmp_path, village):
    covered(opened)
    theirs = [person for person in held() if village_of(person) == village]
    names = {person: Person.objects.get(id=person).name for person in theirs}
    left(opened, theirs[0], "died", date(2027, 2, 1))
    request = asked(MARCH)
    wanted = SlipsWanted(tmp_path / "village.pdf", OFFICE, village=village)
    made = slip_cover(opened, request, wanted)
    assert (made.slips, made.first, made.without_nik) == (len(theirs) - 1, 1, 0)
    said = text_of(wanted.out)
    assert [person for person in theirs if names[person] in said] == theirs[1:]
    before = wanted.out.read_bytes()
    assert slip_cover(opened, request, wanted) == made and wanted.out.read_bytes() == before
    assert slip_cover(opened, asked(MARCH), wanted).first == 1 + made.slips
    billed(opened, 202704, paid_on=date(2027, 3, 15))
    confirmed(opened, 202704)
    with pytest.raises(SlipsOutdated):  # the same people, covered longer
        slip_cover(opened, request, wanted)
    assert Act.objects.filter(kind="cover.slip").count() == 2


def test_nobody_of_an_unknown_village_or_number(opened, issued, tmp_path):
    for village in ("1505012999", "", "x"):
        with pytest.raises(NobodyCovered):
            slip_cover(opened, asked(MARCH), SlipsWanted(tmp_path / "x.pdf", OFFICE, village=village))
    with pytest.raises(PersonUnknown):
        slip_cover(opened, asked(MARCH), SlipsWanted(tmp_path / "x.pdf", OFFICE, person=7))
    assert not (tmp_path / "x.pdf").exists()


def test_what_ends_within_sixty_days(opened, issued, planned, tmp_path):
    covered(opened)
    none = ending_cover(opened, asked(MARCH), EndingAsked(60))
    assert none.ends.people == 0 and none.arrears == {0: 0} and none.villages == 0
    november, acts = asked(date(2027, 11, 15)), Act.objects.count()
    seen = ending_cover(opened, november, EndingAsked(60))
    # Nobody paid since March, but the decree promises them through December.
    assert (seen.ends.people, seen.ends.until) == (5, 202812)
    assert seen.ends.cost == 5 * 12 * 16_800 and seen.arrears == {0: 0}
    assert Act.objects.count() == acts
    out = tmp_path / "ending"
    done = ending_cover(opened, november, EndingAsked(60, out, budget=500_000))
    assert (done.ends, done.arrears) == (seen.ends, seen.arrears)
    assert (done.villages, sum(one.people for one in done.renewals)) == (2, 5)
    assert all((one.folder / "funds.yaml").is_file() for one in done.renewals)
    assert Act.objects.filter(kind="cover.ending").count() == 1
    names = set(pl.read_parquet(planned.run / "decisions.parquet")["name"])
    for file in ("ending.html", "ending.csv", "arrears.csv", "unpaid.csv", "age_limit.csv"):
        text = (out / file).read_text("utf-8")
        assert text and not [name for name in names if name in text], file
    books = sorted(path.name for path in (out / "villages").iterdir())
    assert len(books) == 4 and out.stat().st_mode & 0o077 == 0
    with (out / "ending.csv").open(encoding="utf-8-sig") as file:
        assert sum(int(row["people"]) for row in csv.DictReader(file)) == 5
    assert ending_cover(opened, november, EndingAsked(60, out, budget=500_000)) == done
    with pytest.raises(FolderNotOurs):
        ending_cover(opened, asked(date(2027, 11, 15)), EndingAsked(60, planned.run))


def test_arrears_and_who_has_left(opened, issued):
    covered(opened)
    first = held()[0]
    left(opened, first, "moved", date(2027, 4, 1))
    for day, arrears in (
        (date(2027, 4, 5), {0: 0, 1: 4}),
        (date(2027, 5, 5), {0: 0, 2: 4}),
        (date(2027, 6, 5), {0: 0, 3: 4}),
    ):
        assert ending_cover(opened, asked(day), EndingAsked(60)).arrears == arrears, day
    assert ending_cover(opened, asked(date(2027, 7, 5)), EndingAsked(60)).arrears == {0: 4}
    assert ending_cover(opened, asked(date(2027, 11, 15)), EndingAsked(60)).ends.people == 4


def test_without_a_decree_nothing_ends(place, planned):
    assert ending_cover(place, asked(MARCH), EndingAsked(60)).ends.people == 0
    receive_roster(place, asked(), planned.run)
    assert ending_cover(place, asked(MARCH), EndingAsked(60)).ends.places == ()
