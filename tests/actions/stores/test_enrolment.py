"""People of a decree sent to BPJS and its answers kept: every person one state, every line one fate, nothing twice."""

import polars as pl
import pytest
from click.testing import CliRunner

from payung.actions.export_enrolment import DecreeUnknown, Sending, export_enrolment
from payung.actions.staging import FolderNotOurs
from payung.actions.verify_store import verify_store
from payung.entry.cli.main import main
from payung.gateways.group_list import Groups, GroupSaid, GroupsWrong, group_said, kinds_said, read_groups
from payung.gateways.workbooks.sheets import read_sheets
from payung.store.models import Act, Batch, DecreeLine, Enrolment, Group
from tests.actions.stores.two_villages import asked
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
