"""Lists brought in: once by content, in conflict where two answer, and nothing hostile taken."""

import json

from payung.actions.at_store import Place
from payung.actions.verify_store import verify_store
from payung.store.keys import Keys
from payung.store.models import KeptFile, Person, Run, RunFile, SourceRow
from tests.actions.workbench.cycles import CYCLE, DUREN, MENDALO_LIST, judge, send, two_lists


def test_lists_sent_are_judged_and_kept(place: Place, cycle, tmp_path):
    sent = send(place, tmp_path / "a", two_lists())
    assert (sent.taken, sent.known, sent.conflict, sent.refused) == (2, 0, 0, ())
    judged = judge(place)
    assert (judged.rows, judged.people, judged.new, judged.same) == (8, 8, 8, False)
    run = Run.objects.get()
    assert run.cycle.code == CYCLE
    for one in RunFile.objects.all():
        assert one.rows_read == one.workers + one.not_data and one.workers == 4 and one.village_id
    keys = Keys.read(place.keys)
    rows = {row.id: json.loads(keys.open_bytes(row.values_sealed, row.id, "row")) for row in SourceRow.objects.all()}
    assert {said["name"] for said in rows.values()} == {row[1] for rows in two_lists().values() for row in rows}
    assert verify_store(place).faults == ()


def test_the_same_again_is_nothing_new(place: Place, cycle, tmp_path):
    send(place, tmp_path / "a", two_lists())
    first = judge(place)
    lists = two_lists()
    again = send(place, tmp_path / "b", {"lain.xlsx": lists[DUREN], "beda/nama.xlsx": lists[MENDALO_LIST]})
    assert (again.taken, again.known) == (0, 2)
    second = judge(place)
    assert second.same and second.run == first.run and Run.objects.count() == 1
    assert KeptFile.objects.filter(media__contains="sheet").count() >= 2 and Person.objects.count() == 8
