"""From a run to a decree in the store, proof, copies, keys: what is kept, what is refused, what a repeat does."""

import json
import sqlite3
from datetime import date

import polars as pl
import pytest

from payung.actions.at_store import Place
from payung.actions.backup_store import backup_store
from payung.actions.init_store import init_store
from payung.actions.issue_decree import DecreeThere, PlanBroken, PlanUnknownHere, issue_decree
from payung.actions.open_fund import FundThere, open_fund
from payung.actions.receive_fund import Came, Money, MoneyForNobody, receive_fund
from payung.actions.receive_roster import Received, RunFolderWrong, RunReceived, receive_roster
from payung.actions.restore_store import restore_store
from payung.actions.rotate_store import rotate_store
from payung.actions.verify_store import verify_store
from payung.store.acts import RequestReused, StoreMissing
from payung.store.database import StoreThere, open_store
from payung.store.keys import Keys
from payung.store.ledger import MonthHeld, NotEnoughMoney
from payung.store.models import Act, Identity, Person, PersonMonth, Posting, Purse, SourceRow, Waiting
from tests.actions.stores.two_villages import asked, wanted
from tests.actions.villages import SUNGAI_DUREN


def purses() -> dict[str, tuple[int, ...]]:
    """Fund and village -> received, free, reserved."""
    rows = Purse.objects.values_list("fund__code", "village__code", "received", "free", "reserved")
    return {f"{fund} {village or ''}".strip(): tuple(rest) for fund, village, *rest in rows if rest[0]}


def test_a_run_is_received_with_its_people_rows_and_findings(place, planned):
    findings = pl.read_parquet(planned.run / "findings.parquet").height
    assert receive_roster(place, asked(), planned.run) == Received(
        run=2**24, rows=8, findings=findings, people=8, new=8
    )
    assert Person.objects.count() == Identity.objects.count() == 8
    assert set(SourceRow.objects.values_list("decision", flat=True)) == {"accept"}
    assert not verify_store(place).faults


def test_no_nik_and_no_key_of_linkage_stands_in_the_database(opened, planned, tmp_path):
    backup_store(opened, tmp_path / "copy.zip")
    table = pl.read_parquet(planned.run / "decisions.parquet")
    secrets = [text.encode() for text in [*table["nik"], *table["person_key"]]]
    if opened.address.startswith("sqlite"):
        for path in [*tmp_path.glob("store.sqlite3*")]:
            assert not [at for at, secret in enumerate(secrets) if secret in path.read_bytes()], path.name
    for model in (Person, SourceRow, Act, Identity):
        for row in model.objects.values_list():
            said = repr(row).encode()
            assert not [at for at, secret in enumerate(secrets) if secret in said], model.__name__
    keys = Keys.read(opened.keys)
    identity = Identity.objects.get(nik_index=keys.index(table["nik"][0]))
    assert keys.open(identity.nik_sealed, identity.person_id) == table["nik"][0]


def test_the_same_run_again_is_refused_and_as_the_same_request_told_again(place, planned):
    first = asked()
    told = receive_roster(place, first, planned.run)
    assert receive_roster(place, first, planned.run) == told
    with pytest.raises(RunReceived):
        receive_roster(place, asked(), planned.run)
    assert Act.objects.count() == 1


@pytest.mark.parametrize("name", ["run.json", "decisions.parquet", "findings.parquet"])
def test_a_folder_that_is_no_whole_run_is_refused(place, planned, tmp_path, name):
    for path in planned.run.iterdir():
        if path.is_file() and path.name != name:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    with pytest.raises(RunFolderWrong):
        receive_roster(place, asked(), tmp_path)
    (tmp_path / name).write_bytes(b"\0")
    with pytest.raises(RunFolderWrong):
        receive_roster(place, asked(), tmp_path)
    assert not Act.objects.exists()


def test_money_comes_by_the_tranches_of_the_rules_or_as_it_is_said(place, planned):
    open_fund(place, asked(), planned.funds)
    assert receive_fund(place, asked(), Money("desa", 202701)).amount == 1585 * 403_200
    assert receive_fund(place, asked(), Money("desa", 202702, 5_000, SUNGAI_DUREN)) == Came(1, 5_000)
    assert receive_fund(place, asked(), Money("provinsi", 202701)) == Came(1, 100_800)
    assert purses()[f"desa {SUNGAI_DUREN}"] == (408_200, 408_200, 0)
    assert not verify_store(place).faults


@pytest.mark.parametrize(
    "money",
    [
        Money("desa", 202702),  # no tranche in that month
        Money("desa", 202701, 5_000),  # of which village
        Money("desa", 202701, 5_000, "1571010001"[:9]),
        Money("provinsi", 202701, 5_000, SUNGAI_DUREN),  # has no purse of a village
        Money("provinsi", 202701, 0),
        Money("provinsi", 202701, -1),
        Money("nobody", 202701, 5_000),
    ],
)
def test_money_for_no_purse_is_refused(place, planned, money):
    open_fund(place, asked(), planned.funds)
    with pytest.raises(MoneyForNobody):
        receive_fund(place, asked(), money)
    assert not purses() and not Posting.objects.exists()


def test_a_fund_is_opened_once_and_never_with_other_rules(place, planned, tmp_path):
    open_fund(place, asked(), planned.funds)
    again = open_fund(place, asked(), planned.funds)
    assert (again.funds, again.purses, again.there) == (0, 0, 2)
    other = tmp_path / "funds.yaml"
    other.write_text(planned.funds.read_text().replace("403_200", "403_201"))
    with pytest.raises(FundThere):
        open_fund(place, asked(), other)


def test_a_decree_freezes_the_list_and_reserves_its_money(opened, issued):
    assert (issued.people, issued.person_months, issued.amount, issued.waiting) == (5, 60, 60 * 16_800, 3)
    held = purses()
    assert held[f"desa {SUNGAI_DUREN}"] == (403_200, 0, 403_200)
    assert held["provinsi"] == (201_600, 0, 201_600)
    assert PersonMonth.objects.filter(state="reserved").count() == 60
    assert Waiting.objects.count() == 3
    assert not verify_store(opened).faults


def test_only_months_with_money_in_hand_are_reserved(opened, planned):
    half = issue_decree(opened, asked(), wanted(planned, first=202701, last=202706))
    rest = issue_decree(opened, asked(), wanted(planned, number="2/2027", first=202707))
    assert half.person_months + rest.person_months == 60
    assert half.list_hash != rest.list_hash
    assert not verify_store(opened).faults


def test_a_decree_is_issued_once(opened, planned, issued):
    with pytest.raises(DecreeThere):
        issue_decree(opened, asked(), wanted(planned))
    before = Act.objects.count()
    with pytest.raises(NotEnoughMoney):
        issue_decree(opened, asked(), wanted(planned, number="2/2027"))
    for fund, village in (("desa", SUNGAI_DUREN), ("desa", "1505012007"), ("provinsi", "")):
        receive_fund(opened, asked(), Money(fund, 202701, 10**15, village))
    with pytest.raises(MonthHeld):
        issue_decree(opened, asked(), wanted(planned, number="2/2027"))
    assert Act.objects.count() == before + 3
    assert PersonMonth.objects.count() == 60
    assert not verify_store(opened).faults


def test_the_same_request_with_another_decree_is_refused(opened, planned):
    request = asked()
    told = issue_decree(opened, request, wanted(planned))
    assert issue_decree(opened, request, wanted(planned)) == told
    with pytest.raises(RequestReused):
        issue_decree(opened, request, wanted(planned, number="9/2027"))


def test_without_people_or_funds_or_programme_no_decree(place, planned):
    with pytest.raises(PlanUnknownHere):
        issue_decree(place, asked(), wanted(planned))
    receive_roster(place, asked(), planned.run)
    with pytest.raises(PlanUnknownHere):
        issue_decree(place, asked(), wanted(planned))
    with pytest.raises(PlanUnknownHere):
        issue_decree(place, asked(), wanted(planned, programme="jambi-dumisake"))


def test_a_plan_that_was_changed_is_no_decree(opened, planned, tmp_path):
    for path in planned.plan.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    paid = pl.read_parquet(tmp_path / "paid.parquet")
    paid.with_columns(months=pl.lit(1, pl.Int32)).write_parquet(tmp_path / "paid.parquet")
    with pytest.raises(PlanBroken):
        issue_decree(opened, asked(), wanted(planned, folder=tmp_path))
    assert not PersonMonth.objects.exists()


def test_a_copy_restores_on_the_other_database_and_goes_on_there(opened, issued, tmp_path, postgres):
    kept = backup_store(opened, tmp_path / "copy.zip")
    proof = verify_store(opened)
    other = (
        postgres.replace("postgresql:", "postgres:")
        if opened.address.startswith("sqlite")
        else f"sqlite:///{tmp_path}/other.sqlite3"
    )
    moved = Place(other, opened.keys)
    assert restore_store(moved, tmp_path / "copy.zip").state == kept.state
    assert verify_store(moved) == proof
    receive_fund(moved, asked(), Money("provinsi", 202801, 16_800))
    after = verify_store(moved, anchors={proof.acts: proof.head})
    assert after.acts == proof.acts + 1 and not after.faults
    with pytest.raises(StoreThere):
        restore_store(moved, tmp_path / "copy.zip")


def test_new_keys_seal_every_nik_anew(opened, planned):
    before = set(Identity.objects.values_list("nik_sealed", flat=True))
    assert rotate_store(opened, asked()).sealed == 8
    after = set(Identity.objects.values_list("nik_sealed", flat=True))
    assert not {bytes(one) for one in before} & {bytes(one) for one in after}
    nik = pl.read_parquet(planned.run / "decisions.parquet")["nik"][0]
    assert Identity.objects.filter(nik_index=Keys.read(opened.keys).index(nik)).count() == 1
    assert not verify_store(opened).faults


def test_a_store_that_is_not_there_and_one_that_is(tmp_path, place):
    with pytest.raises(StoreThere):
        init_store(place)
    with pytest.raises(StoreMissing):
        open_store(f"sqlite:///{tmp_path}/nothing.sqlite3")
    assert not (tmp_path / "nothing.sqlite3").exists()
    (tmp_path / "other.sqlite3").write_bytes(b"")
    sqlite3.connect(tmp_path / "other.sqlite3").close()
    with pytest.raises(StoreMissing):
        open_store(f"sqlite:///{tmp_path}/other.sqlite3")


def test_what_an_act_keeps_has_nothing_personal(opened, issued, planned):
    table = pl.read_parquet(planned.run / "decisions.parquet")
    names = [*table["name"], *table["nik"]]
    for said, wrote, outcome in Act.objects.values_list("said", "wrote", "outcome"):
        assert not [at for at, name in enumerate(names) if name in said + wrote + outcome]
        assert json.loads(said) is not None
    assert Act.objects.filter(on=date(2026, 11, 1)).count() == Act.objects.count()


def test_what_all_funds_promise_for_a_month_comes_at_once(place, planned):
    open_fund(place, asked(), planned.funds)
    assert receive_fund(place, asked(), Money(None, 202701)) == Came(1586, 1585 * 403_200 + 100_800)
    assert receive_fund(place, asked(), Money(None, 202707)) == Came(1, 100_800)
    with pytest.raises(MoneyForNobody):
        receive_fund(place, asked(), Money(None, 202702))


def test_who_is_short_of_how_much_is_said(place, planned):
    receive_roster(place, asked(), planned.run)
    open_fund(place, asked(), planned.funds)
    receive_fund(place, asked(), Money("provinsi", 202701))
    receive_fund(place, asked(), Money("desa", 202701, 16_800, SUNGAI_DUREN))
    with pytest.raises(NotEnoughMoney) as short:
        issue_decree(place, asked(), wanted(planned))
    assert f"desa {SUNGAI_DUREN}" in short.value.says.id and "Rp16.800" in short.value.says.id
