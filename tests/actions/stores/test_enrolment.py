"""People of a decree sent to BPJS and its answers kept: every person one state, every line one fate, nothing twice."""

import polars as pl
import pytest
from click.testing import CliRunner

from payung.actions.allocate_budget import Request, allocate_budget
from payung.actions.answer_enrolment import answer_enrolment
from payung.actions.export_enrolment import DecreeUnknown, Sending, export_enrolment
from payung.actions.issue_decree import issue_decree
from payung.actions.map_enrolment import ReasonCodeUnknown, map_enrolment
from payung.actions.open_fund import open_fund
from payung.actions.receive_fund import Money, receive_fund
from payung.actions.receive_roster import receive_roster
from payung.actions.staging import FolderNotOurs
from payung.actions.verify_store import verify_store
from payung.entry.cli.main import main
from payung.gateways.group_list import Groups, GroupSaid, GroupsWrong, group_said, kinds_said, read_groups
from payung.gateways.workbooks.sheets import read_sheets
from payung.store.keys import Keys
from payung.store.models import (
    Act,
    Answer,
    AnswerFile,
    Batch,
    DecreeLine,
    Enrolment,
    Finding,
    Group,
    Identity,
    Membership,
    PersonMonth,
    ReasonWord,
    UnknownLine,
)
from tests.actions.stores.two_villages import asked, wanted
from tests.actions.villages import MENDALO, SUNGAI_DUREN

KINDS = Groups(kinds_said(["SD:D-1:Desa", "SG:G-1"]))


def export(place, out, *, on=None, **more):
    """The whole decree sent to a group for each kind of fund, but for what ``more`` says."""
    usual = {"number": "1/2027", "groups": KINDS}
    return export_enrolment(place, on or asked(), Sending(**usual | more), out)


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_everyone_of_a_decree_is_sent_once_a_file_a_group(opened, issued, planned, tmp_path):
    sent = export(opened, tmp_path / "out")
    assert sent.people == 5 and sent.same
    assert {(one.group_kind, one.group_number): one.people for one in sent.files} == {
        ("SD", "D-1"): 4,
        ("SG", "G-1"): 1,
    }
    assert Enrolment.objects.count() == 5 and Batch.objects.count() == Group.objects.count() == 2
    assert set(Group.objects.values_list("kind", "number", "name")) == {("SD", "D-1", "Desa"), ("SG", "G-1", "")}
    table = pl.read_parquet(planned.run / "decisions.parquet")
    rows = [row for one in sent.files for sheet in read_sheets(one.path) for row in sheet.rows[1:]]
    known = dict(table.select("nik", "name").iter_rows())
    assert all(known[row[1]] == row[2] for row in rows) and len({row[1] for row in rows}) == 5
    assert {(row[-2].value, row[-1].value) for row in rows} == {(12, 12 * 16_800)}
    assert not verify_store(opened).faults


def test_a_repeat_and_an_export_with_nobody_new_give_the_same_files(opened, issued, tmp_path):
    request = asked()
    export(opened, tmp_path / "one", on=request)
    assert export(opened, tmp_path / "two", on=request).people == 5
    later = export(opened, tmp_path / "three")
    assert later.people == 0 and later.same and len(later.files) == 2
    export(opened, tmp_path / "one")  # over the older result
    one, two, three = (bytes_of(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two == three and len(one) == 3
    assert Enrolment.objects.count() == 5 and Batch.objects.count() == 2


@pytest.mark.parametrize("village", ["", SUNGAI_DUREN])
def test_villages_may_have_groups_of_their_own(opened, issued, tmp_path, village):
    own = {("desa", SUNGAI_DUREN): GroupSaid("SD", "S"), ("desa", MENDALO if village else ""): GroupSaid("SD", "M")}
    sent = export(opened, tmp_path / "out", groups=Groups(kinds_said(["SG:G-1"]), own))
    assert sum(one.people for one in sent.files) == 5
    villages = dict(
        DecreeLine.objects.filter(purse__fund__code="desa").values_list("person_id", "person__village__code")
    )
    for person, number in Enrolment.objects.filter(batch__group__kind="SD").values_list(
        "person_id", "batch__group__number"
    ):
        assert number == ("S" if villages[person] == SUNGAI_DUREN else "M")


@pytest.mark.parametrize(
    "groups",
    [
        Groups(),
        Groups(kinds_said(["SD:1"])),  # the province's people have none
        Groups(kinds_said(["SD:1", "SG:1"]), {("desa", ""): GroupSaid("SG", "1")}),  # of another kind
    ],
)
def test_without_a_group_for_everyone_nothing_is_sent(opened, issued, tmp_path, groups):
    before = Act.objects.count()
    with pytest.raises(GroupsWrong):
        export(opened, tmp_path / "out", groups=groups)
    with pytest.raises(DecreeUnknown):
        export(opened, tmp_path / "out", number="9/2027")
    assert not (tmp_path / "out").exists() and Act.objects.count() == before


def test_files_and_rows_come_together_or_not_at_all(opened, issued, tmp_path, monkeypatch):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "surat.txt").write_text("ours")
    with pytest.raises(FolderNotOurs):
        export(opened, tmp_path / "out")
    monkeypatch.setattr("payung.actions.export_enrolment._groups", lambda *_: {}[0])
    with pytest.raises(KeyError):
        export(opened, tmp_path / "else")
    assert not Enrolment.objects.exists() and not (tmp_path / "else").exists()


@pytest.mark.parametrize("said", ["", "SD", "SD:", "XX:1", ":1", "SD:" + "9" * 41])
def test_a_group_that_cannot_be_is_refused(said):
    with pytest.raises(GroupsWrong):
        group_said(said)


def test_a_table_of_groups_is_read_or_refused(tmp_path):
    path = tmp_path / "groups.csv"
    path.write_text("fund;village_code;kind;number;name\ndesa;;sd;N-1;Desa\n")
    assert read_groups(path) == {("desa", ""): GroupSaid("SD", "N-1", "Desa")}
    for text in ("", "fund,kind\n1,2\n", "fund,village_code,kind,number\na,,SD,1\na,,SD,2\n"):
        path.write_text(text)
        with pytest.raises(GroupsWrong):
            read_groups(path)


def command(place, *args):
    """What ``payung enrolment ARGS`` prints, in English."""
    at = ("--store", place.address, "--keys", str(place.keys), "--by", "Ani", "--on", "2027-01-05")
    return CliRunner().invoke(main, ["--language", "en", "enrolment", *args, *at])


def test_the_command_exports(opened, issued, tmp_path):
    told = command(
        opened, "export", "--decree", "1/2027", "--group", "SD:1", "--group", "SG:2", "--out", str(tmp_path / "out")
    )
    assert told.exit_code == 0, told.output
    assert "5 people newly sent; 2 files." in told.output


D1 = GroupSaid("SD", "D-1")
OVER, ODD = "Usia di atas 65 tahun", "Mohon konfirmasi ke cabang"


@pytest.fixture
def sent(opened, issued, tmp_path):
    """The decree has been sent; four people of the group D-1, as nik and name, by enrolment."""
    export(opened, tmp_path / "out")
    keys = Keys.read(opened.keys)
    rows = Enrolment.objects.filter(batch__group__number="D-1").order_by("id")
    people = []
    for person, name in rows.values_list("person_id", "person__name"):
        people.append((keys.open(bytes(Identity.objects.get(person_id=person).nik_sealed), person), name))
    return people


def answer_file(path, *lines):
    """A file of BPJS with a line of (nik, name), number, status and reason each."""
    rows = [";".join((*who, number, status, reason)) for who, number, status, reason in lines]
    path.write_text("\n".join(["NIK;NAMA;NO KPJ;STATUS;KETERANGAN", *rows]) + "\n")
    return path


def accepted(who, number):
    return who, number, "DITERIMA", ""


def rejected(who, reason):
    return who, "", "DITOLAK", reason


def standing():
    """Enrolment's place -> state and reason of its last answer."""
    rows = Answer.objects.order_by("id").values_list("enrolment_id", "state", "reason")
    return {id_ % 2**24: (state, reason) for id_, state, reason in rows}


def counts():
    return tuple(model.objects.count() for model in (AnswerFile, Answer, UnknownLine, Membership, Finding))


def test_every_person_has_one_state_and_every_line_one_fate(opened, sent, tmp_path):
    findings = Finding.objects.count()
    path = answer_file(
        tmp_path / "a.csv",
        accepted(sent[0], "08000000001"),
        rejected(sent[1], OVER),
        rejected(sent[2], ODD),
        accepted(("1505011208990099", "ORANG LAIN"), "08000000009"),
    )
    done = answer_enrolment(opened, asked(), path, D1)
    assert (done.exported, done.states) == (4, {"accepted": 1, "rejected": 2, "unanswered": 1})
    assert done.lines == 4 == sum(done.kinds.values()) and done.kinds["unknown"] == 1
    assert done.changed == {"accepted": 1, "rejected": 2} and not done.confirm and not done.known
    assert done.unknown_reasons == (("MOHON KONFIRMASI KE CABANG", 1),)
    assert standing() == {0: ("accepted", ""), 1: ("rejected", "over_age"), 2: ("rejected", "unknown")}
    assert list(UnknownLine.objects.values_list("number", "why")) == [(5, "nik_not_sent")]
    told = Finding.objects.order_by("-id")[: Finding.objects.count() - findings]
    assert [(one.code, one.severity, one.column) for one in told] == [
        ("unknown", "block", "BPJS"),
        ("age_over", "block", "BPJS"),
    ]
    assert all(one.file.endswith(".xlsx") and one.row and one.run_id and one.person_id for one in told)
    keys, number = Keys.read(opened.keys), Membership.objects.get()
    assert keys.open(bytes(number.number_sealed), number.person_id, "membership") == "08000000001"
    assert not verify_store(opened).faults


def test_the_same_file_twice_adds_nothing(opened, sent, tmp_path):
    path = answer_file(
        tmp_path / "a.csv", accepted(sent[0], "08000000001"), rejected(sent[1], ODD), rejected(sent[2], OVER)
    )
    request = asked()
    first, before = answer_enrolment(opened, request, path, D1), counts()
    again = answer_enrolment(opened, asked(), path, D1)
    assert again.known and not again.changed and counts() == before
    assert (again.states, again.kinds, again.unknown_reasons) == (first.states, first.kinds, first.unknown_reasons)
    assert answer_enrolment(opened, request, path, D1) == first
    assert counts() == before and not verify_store(opened).faults


def test_a_later_answer_counts_but_nobody_accepted_is_lost(opened, sent, tmp_path):
    first = answer_file(
        tmp_path / "a.csv", accepted(sent[0], "08000000001"), accepted(sent[1], ""), rejected(sent[2], OVER)
    )
    answer_enrolment(opened, asked(), first, D1)
    later = answer_file(
        tmp_path / "b.csv",
        rejected(sent[0], "Meninggal dunia"),
        accepted(sent[1], "08000000002"),
        accepted(sent[2], "08000000003"),
        accepted(sent[3], "08000000001"),  # the first one's number
    )
    done = answer_enrolment(opened, asked(), later, D1)
    assert done.changed == {"accepted": 1, "number": 1}
    assert done.confirm == {"number_of_another": 1, "rejected_after_accepted": 1}
    assert done.states == {"accepted": 3, "rejected": 0, "unanswered": 1}
    codes = set(Finding.objects.values_list("code", flat=True))
    assert {"number_of_another", "rejected_after_accepted"} <= codes
    before = counts()
    for path in (first, later):  # an older file read again does not undo a later one
        assert not answer_enrolment(opened, asked(), path, D1).changed
    assert counts() == before and Membership.objects.count() == 3
    assert not verify_store(opened).faults


def test_an_older_file_read_again_does_not_bring_its_reason_back(opened, sent, tmp_path):
    first = answer_file(tmp_path / "a.csv", rejected(sent[0], OVER))
    second = answer_file(tmp_path / "b.csv", rejected(sent[0], "Meninggal dunia"))
    answer_enrolment(opened, asked(), first, D1)
    assert answer_enrolment(opened, asked(), second, D1).changed == {"reason": 1}
    assert not answer_enrolment(opened, asked(), first, D1).changed
    assert standing() == {0: ("rejected", "deceased")}


def test_a_number_held_in_another_group_is_made_sure_of(opened, sent, tmp_path):
    line = DecreeLine.objects.get(purse__village=None)
    nik = Keys.read(opened.keys).open(bytes(line.person.identity.nik_sealed), line.person_id)
    path = answer_file(tmp_path / "g.csv", accepted((nik, line.person.name), "08000000001"))
    answer_enrolment(opened, asked(), path, GroupSaid("SG", "G-1"))
    path = answer_file(tmp_path / "a.csv", accepted(sent[0], "08000000001"))
    done = answer_enrolment(opened, asked(), path, D1)
    assert done.confirm == {"number_of_another": 1} and not done.changed
    assert Membership.objects.get().person_id == line.person_id


def test_the_rejected_are_sent_anew_and_answered_anew(opened, sent, tmp_path):
    first = answer_file(
        tmp_path / "a.csv",
        *(accepted(who, f"0800000000{at}") for at, who in enumerate(sent[1:])),
        rejected(sent[0], OVER),
    )
    answer_enrolment(opened, asked(), first, D1)
    assert export(opened, tmp_path / "out").people == 0
    anew = export(opened, tmp_path / "anew", again=True)
    assert anew.people == 1 and anew.same and [one.people for one in anew.files] == [1]
    old = answer_enrolment(opened, asked(), first, D1)
    assert old.states["rejected"] == 1 and not old.changed  # it speaks of the first time
    second = answer_file(tmp_path / "b.csv", accepted(sent[0], "08000000009"))
    done = answer_enrolment(opened, asked(), second, D1)
    assert (done.exported, done.states) == (4, {"accepted": 4, "rejected": 0, "unanswered": 0})
    assert export(opened, tmp_path / "out", again=True).people == 0
    assert not verify_store(opened).faults


def test_words_are_explained_once_and_remembered(opened, sent, tmp_path):
    path = answer_file(tmp_path / "a.csv", rejected(sent[0], ODD), rejected(sent[1], OVER))
    answer_enrolment(opened, asked(), path, D1)
    assert map_enrolment(opened, asked(), ODD + "!", "incomplete").answers == 1
    assert standing()[0] == ("rejected", "incomplete")
    assert map_enrolment(opened, asked(), ODD, "INCOMPLETE").answers == 0
    assert ReasonWord.objects.count() == 1
    assert not answer_enrolment(opened, asked(), path, D1).changed
    other = answer_file(tmp_path / "b.csv", rejected(sent[2], ODD))
    done = answer_enrolment(opened, asked(), other, D1)
    assert done.changed == {"rejected": 1} and not done.unknown_reasons
    assert standing()[2] == ("rejected", "incomplete")
    assert map_enrolment(opened, asked(), ODD, "member_already").answers == 2
    assert {standing()[at][1] for at in (0, 2)} == {"member_already"}
    for words, code in ((ODD, "nonsense"), ("!!", "incomplete")):
        with pytest.raises(ReasonCodeUnknown):
            map_enrolment(opened, asked(), words, code)
    assert not verify_store(opened).faults


def test_an_answer_for_another_group_or_for_none_is_refused(opened, sent, tmp_path):
    path = answer_file(tmp_path / "a.csv", accepted(sent[0], "08000000001"))
    with pytest.raises(GroupsWrong):
        answer_enrolment(opened, asked(), path, GroupSaid("SD", "D-2"))
    answer_enrolment(opened, asked(), path, D1)
    before = counts()
    with pytest.raises(GroupsWrong):
        answer_enrolment(opened, asked(), path, GroupSaid("SG", "G-1"))
    assert counts() == before


def test_no_nik_or_number_of_an_answer_stands_in_clear(opened, sent, tmp_path):
    nik, name = sent[0]
    path = answer_file(
        tmp_path / "a.csv",
        rejected(sent[0], f"NIK {nik} a.n. {name} aneh"),
        rejected(sent[2], f"kode {nik[:6]} {nik[6:12]} {nik[12:]} aneh"),
        accepted(sent[1], "08000000001"),
    )
    answer_enrolment(opened, asked(), path, D1)
    for model in (Act, Answer, AnswerFile, Finding, Membership, UnknownLine):
        said = repr(list(model.objects.values_list()))
        assert nik not in said and nik[6:12] not in said and "08000000001" not in said
    assert name not in repr(list(Act.objects.values_list("said", "outcome")))


def test_the_commands_answer_and_map(opened, sent, tmp_path):
    path = answer_file(tmp_path / "a.csv", accepted(sent[0], "08000000001"), rejected(sent[1], ODD))
    told = command(opened, "answer", str(path), "--group", "SD:D-1")
    assert told.exit_code == 0, told.output
    assert "Exported 4 = 1 accepted + 1 rejected + 2 unanswered" in told.output
    assert "Lines 2 = 2 used" in told.output and "MOHON KONFIRMASI KE CABANG" in told.output
    told = command(opened, "map", ODD, "incomplete")
    assert told.exit_code == 0 and "1 rejections" in told.output
    assert command(opened, "map", ODD, "nonsense").exit_code == 37


def test_who_pays_alone_stands_in_no_file_and_is_counted(place, planned, tmp_path):
    funds = tmp_path / "funds.yaml"
    own = planned.funds.read_text().replace("source: province_budget\n    group_kind: SG", "source: self_pay")
    funds.write_text(own.replace("Pemerintah provinsi", "Pekerja"))
    people = (planned.run / "decisions.parquet",)
    allocate_budget(Request(funds=funds, people=people, facts=(), out=tmp_path / "plan"))
    receive_roster(place, asked(), planned.run)
    open_fund(place, asked(), funds)
    receive_fund(place, asked(), Money(None, 202701))
    receive_fund(place, asked(), Money(None, 202707))
    issue_decree(place, asked(), wanted(planned, folder=tmp_path / "plan"))
    alone = PersonMonth.objects.filter(purse__fund__code="provinsi").values("person_id").distinct().count()
    sent = export(place, tmp_path / "out", groups=Groups(kinds_said(["SD:D-1"])))
    assert alone > 0 and (sent.people, sent.alone) == (4, alone)
