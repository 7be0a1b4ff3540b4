"""Which files of a cycle count: those not taken back, of each village the newest, none that is in conflict."""

import json
from collections.abc import Collection, Iterable, Mapping
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
    """All files of the cycle that were not taken back, as they came, each with the village it was told to be of.

    Of one content only the first counts, unless that was taken back; told to be of another village than the first, it
    is a ``twin``, which counts for its own village once somebody chooses it.
    """
    undone = set(Intake.objects.filter(cycle=cycle, undoes__isnull=False).values_list("undoes_id", flat=True))
    columns = ("id", "intake_id", "intake__account_id", "file_id", "file__sha256", "file__media", "name")
    rows = (
        IntakeFile.objects.filter(intake__cycle=cycle)
        .exclude(intake__in=undone)
        .order_by("id")
        .values_list(*columns, "village_id", "state", "answers_id")
    )
    runs = sorted(act for (act,) in _acts_of_runs(cycle))
    files = [
        SentFile(*(*row, row[0], answers // ROWS_AN_ACT if answers else _last(runs, row[0] // ROWS_AN_ACT)))
        for *row, answers in rows.iterator()
    ]
    return _without_same(_chosen(_placed(_first_of_each(files), cycle), cycle))


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


def _first_of_each(files: Iterable[SentFile]) -> list[SentFile]:
    first: dict[str, set[int | None]] = {}
    kept = []
    for file in files:
        villages = first.get(file.sha256)
        if villages is None or is_twin(file.village, villages):
            kept.append(replace(file, twin=villages is not None))
            first.setdefault(file.sha256, set()).add(file.village)
    return kept


def is_twin(village: int | None, villages: Collection[int | None]) -> bool:
    """Whether a content that was told to be of ``villages`` is sent as that of yet another one.

    >>> is_twin(2, {1}), is_twin(1, {1}), is_twin(None, {1}), is_twin(2, {None})
    (True, False, False, False)
    """
    return village is not None and None not in villages and village not in villages


def _without_same(files: Iterable[SentFile]) -> list[SentFile]:
    """Without twins of a content that somebody chose to be of the very village they are of."""
    there: set[tuple[str, int | None]] = set()
    kept = []
    for file in files:
        if not file.twin or (file.sha256, file.told) not in there:
            kept.append(file)
        there.add((file.sha256, file.told))
    return kept


def _placed(files: list[SentFile], cycle: int) -> list[SentFile]:
    """What a run read in a file tells its village where nobody said."""
    read = RunFile.objects.filter(run__cycle=cycle, intake_file__isnull=False, village__isnull=False).order_by("id")
    wanted = [file.id for file in files if file.village is None]
    told = dict(rows_of(read, ("intake_file_id", "village_id"), "intake_file_id", wanted))
    return [replace(one, village=one.village or told.get(one.id), told=one.village) for one in files]


def _chosen(files: list[SentFile], cycle: int) -> list[SentFile]:
    """What was decided about a file counts from when it was decided; the last decision counts. Of which village a
    content is stays known when the same is sent again."""
    columns = ("intake_file_id", "intake_file__file_id", "id", "choice", "village_id")
    of_cycle = FileChoice.objects.filter(intake_file__intake__cycle=cycle).order_by("id")
    rows = sorted(
        rows_of(of_cycle, columns, "intake_file__file_id", {one.kept for one in files}), key=lambda row: row[2]
    )
    own = {file: (number, choice, village) for file, _, number, choice, village in rows}
    twins = {one.id for one in files if one.twin}
    tied = {kept: village for file, kept, _, _, village in rows if file not in twins}
    chosen = []
    for one in files:
        number, choice, chosen_here = own.get(one.id, (one.order, "", None))
        village = chosen_here if one.twin else tied.get(one.kept)
        if choice == "open":
            number, choice = one.order, ""
        chosen.append(
            replace(one, order=number, choice=choice, village=village or one.village, told=village or one.told)
        )
    return chosen


def _acts_of_runs(cycle: int) -> Iterable[tuple[int]]:
    return ((number // ROWS_AN_ACT,) for number in Run.objects.filter(cycle=cycle).values_list("id", flat=True))


def _last(rising: list[int], before: int) -> int:
    return max((one for one in rising if one < before), default=0)
