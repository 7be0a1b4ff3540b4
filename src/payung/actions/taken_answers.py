"""Which files of a delivery are correction workbooks that came back, and of which run each is."""

from collections.abc import Iterable, Sequence

from payung.actions.private_folder import private_folder
from payung.gateways.answer_mark import Mark, is_other_format, mark_of
from payung.gateways.corrections_back import read_back
from payung.gateways.workbooks.incoming import Incoming, Refused
from payung.gateways.workbooks.problems import problem
from payung.store.models import ROWS_AN_ACT, Act, Run


def taken_answers(files: Sequence[Incoming]) -> tuple[dict[str, Mark], list[Refused]]:
    """Name -> mark of each correction workbook among ``files``; and those of which nothing can be taken: empty ones,
    ones without their headings, ones that do not open or were saved as something else."""
    other = [one for one in files if is_other_format(one.held)]
    wrong = [Refused(one.name, problem("answer_format")) for one in other]
    marks = {one.name: mark for one in files if one not in other and (mark := mark_of(one.held))}
    marked = [one for one in files if one.name in marks]
    if not marked:
        return {}, wrong
    with private_folder() as folder:
        paths = [folder / f"{at}.xlsx" for at in range(len(marked))]
        for path, one in zip(paths, marked, strict=True):
            path.write_bytes(one.held)
        for one, back in zip(marked, read_back(paths), strict=True):
            code = "" if back.filled else "answer_empty" if back.heads else "answer_changed"
            if back.problem or code:
                wrong.append(Refused(one.name, back.problem or problem(code)))
                del marks[one.name]
    return marks, wrong


def runs_answered(cycle: int, marks: Iterable[Mark]) -> dict[str, int]:
    """The request that each mark names -> the run of the cycle that it made; requests of no run of it are left out."""
    asked = {one.run for one in marks}
    if not asked:
        return {}
    requests = dict(Act.objects.filter(request__in=asked).values_list("number", "request"))
    runs = Run.objects.filter(cycle=cycle).values_list("id", flat=True)
    return {requests[run // ROWS_AN_ACT]: run for run in runs if run // ROWS_AN_ACT in requests}
