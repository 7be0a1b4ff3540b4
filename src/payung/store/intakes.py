"""Which files of a cycle count: those not taken back, of each village the newest, none that is in conflict."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from payung.core.access.areas import widest
from payung.store.models import ROWS_AN_ACT, Act, FileChoice, Intake, IntakeFile, Run, RunFile
from payung.store.reading import rows_of

ANSWERS = "application/vnd.payung.corrections"
"""Media type of a correction workbook: as it goes to a village, and as it comes back filled."""
REFUSED_NAMES = "application/vnd.payung.refused+json"
"""Media type of the names of files that were not taken."""
READ, CONFLICT, REPLACED = "read", "file_conflict", "file_superseded"


@dataclass(frozen=True)
class SentFile:
    """A file that came in. ``order``: when it came in, or was chosen; ``base``: the act of the run it answers: of the
    one it says it does, else of the last before it; ``village`` as it was told, or else as a run read it; ``told``:
    only as it was told."""

    id: int
    intake: int
    account: int | None
    kept: int
    sha256: str
    media: str
    name: str
    village: int | None
    state: str  # as it came: taken, known, conflict
    order: int
    base: int
    choice: str = ""
    told: int | None = None
    twin: bool = False  # its content came in before as that of another village

    @property
    def act(self) -> int:
        """The act that brought it in."""
        return self.id // ROWS_AN_ACT


def files_of(cycle: int) -> list[SentFile]:
    """All files of the cycle that were not taken back, as they came, each with the village it is told to be of: by a
    choice, or else as it was sent.

    Of one content only the first counts, unless that was taken back; told to be of another village than the first, it
    is a ``twin``, which counts for its own village once somebody chooses it.
    """
    return counted(cycle, sent_files(cycle))


def sent_files(cycle: int) -> list[SentFile]:
    """All that came in and was not taken back, as it was sent: repeats too, and nothing that was decided of them."""
    undone = set(Intake.objects.filter(cycle=cycle, undoes__isnull=False).values_list("undoes_id", flat=True))
    columns = ("id", "intake_id", "intake__account_id", "file_id", "file__sha256", "file__media", "name")
    rows = (
        IntakeFile.objects.filter(intake__cycle=cycle)
        .exclude(intake__in=undone)
        .order_by("id")
        .values_list(*columns, "village_id", "state", "answers_id")
    )
    runs = sorted(act for (act,) in _acts_of_runs(cycle))
    return [
        SentFile(*(*row, row[0], answers // ROWS_AN_ACT if answers else _last(runs, row[0] // ROWS_AN_ACT)))
        for *row, answers in rows.iterator()
    ]


def counted(cycle: int, files: Sequence[SentFile]) -> list[SentFile]:
    """Of ``files``, as they were sent (``sent_files``), those that ``files_of`` gives: each with what was read in it
    and decided of it, and of one content one for each village."""
    return one_of_each(_chosen(_placed(files, cycle), cycle))


def one_of_each(files: Iterable[SentFile]) -> list[SentFile]:
    """``files`` without repeats: of one content the first, and the first of each other village as its ``twin``.

    Where the first is of no village, the first that says one stands in its place, unless somebody chose to leave it.
    """
    kept: dict[int, SentFile] = {}
    there: dict[int, list[SentFile]] = {}  # content -> what is kept of it
    for file in files:
        same = there.setdefault(file.kept, [])
        villages = {one.village for one in same}
        if same and (file.village is None or file.village in villages):
            continue
        if villages == {None} and file.choice != "left":
            del kept[same.pop().id]
        kept[file.id] = replace(file, twin=bool(same))
        same.append(kept[file.id])
    return list(kept.values())


def areas_of(cycle: int) -> dict[str, tuple[str, ...]]:
    """SHA-256 of each content that stands -> codes of the regions that those who sent it work in."""
    undone = Intake.objects.filter(cycle=cycle, undoes__isnull=False).values("undoes_id")
    rows = IntakeFile.objects.filter(intake__cycle=cycle).exclude(intake__in=undone)
    sent = [(sha256, number // ROWS_AN_ACT) for sha256, number in rows.values_list("file__sha256", "id").iterator()]
    told = dict(rows_of(Act.objects.all(), ("number", "said"), "number", {act for _, act in sent}))
    areas = {act: json.loads(said).get("areas", [""]) for act, said in told.items()}
    found: dict[str, set[str]] = {}
    for sha256, act in sent:
        found.setdefault(sha256, set()).update(areas[act])
    return {sha256: widest(each) for sha256, each in found.items()}


def last_run(cycle: int) -> Run | None:
    """The run that counts: the last one."""
    return Run.objects.filter(cycle=cycle).order_by("-id").first()


def verdicts(files: Iterable[SentFile]) -> Mapping[int, str]:
    """Id of each file -> whether it counts (READ), waits for a choice (CONFLICT) or was REPLACED by a newer one.

    A file is in conflict where, for its village, another account's file came in after what it answers. A file whose
    village nobody told counts beside the others: reading may tell. Correction workbooks count one after the other,
    until a whole list comes in. A content that came in as another village's waits for a choice, too.
    """
    told: dict[int, str] = {}
    lists: dict[int, SentFile] = {}
    answers: dict[int, list[SentFile]] = {}
    for file in sorted(files, key=lambda one: one.order):
        if file.choice == "left":
            told[file.id] = REPLACED
            continue
        told[file.id] = READ
        if file.village is None:
            continue
        if file.twin and file.choice != "taken":
            told[file.id] = CONFLICT
            continue
        whole, given = lists.get(file.village), answers.setdefault(file.village, [])
        there = [whole, *given] if whole else given
        if file.choice != "taken" and any(_stands_against(one, file) for one in there):
            told[file.id] = CONFLICT
        elif file.media == ANSWERS:
            given.append(file)
        else:
            told |= {one.id: REPLACED for one in there}
            lists[file.village] = file
            given.clear()
    return told


def _stands_against(before: SentFile, file: SentFile) -> bool:
    return before.account != file.account and before.order // ROWS_AN_ACT > file.base


def _placed(files: Sequence[SentFile], cycle: int) -> list[SentFile]:
    """What a run read in a file tells its village where nobody said."""
    read = RunFile.objects.filter(run__cycle=cycle, intake_file__isnull=False, village__isnull=False).order_by("id")
    wanted = [file.id for file in files if file.village is None]
    told = dict(rows_of(read, ("intake_file_id", "village_id"), "intake_file_id", wanted))
    return [replace(one, village=one.village or told.get(one.id), told=one.village) for one in files]


def _chosen(files: Sequence[SentFile], cycle: int) -> list[SentFile]:
    """What was decided about a file counts from when it was decided; the last decision counts. Of which village a
    content is stays known when the same is sent again as the same, and when the file is taken or left."""
    columns = ("intake_file_id", "intake_file__file_id", "intake_file__village_id", "id", "choice", "village_id")
    of_cycle = FileChoice.objects.filter(intake_file__intake__cycle=cycle).order_by("id")
    rows = sorted(
        rows_of(of_cycle, columns, "intake_file__file_id", {one.kept for one in files}), key=lambda row: row[3]
    )
    own = {file: (number, choice) for file, _, _, number, choice, _ in rows}
    tied = {(kept, sent): village for _, kept, sent, _, choice, village in rows if village or choice == "open"}
    chosen = []
    for one in files:
        number, choice = own.get(one.id, (one.order, ""))
        if choice == "open":
            number, choice = one.order, ""
        village = tied.get((one.kept, one.told))
        chosen.append(
            replace(one, order=number, choice=choice, village=village or one.village, told=village or one.told)
        )
    return chosen


def _acts_of_runs(cycle: int) -> Iterable[tuple[int]]:
    return ((number // ROWS_AN_ACT,) for number in Run.objects.filter(cycle=cycle).values_list("id", flat=True))


def _last(rising: list[int], before: int) -> int:
    return max((one for one in rising if one < before), default=0)
