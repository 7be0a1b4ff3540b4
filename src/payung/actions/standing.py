"""How everyone sent to a group stands: the last enrolment of each person there, and BPJS's last answer to it."""

from dataclasses import dataclass

from payung.core.cover.answer_words import UNANSWERED
from payung.store.models import Answer, Enrolment


@dataclass(frozen=True)
class Stands:
    """One enrolment: the decree's line that was sent; the state, the codes and BPJS's words of the last answer, and
    the file it came in (0 where there is no answer yet)."""

    enrolment: int
    person: int
    line: int
    state: str = UNANSWERED
    codes: str = ""
    said: str = ""
    file: int = 0


def standing_of(group: int, before: int | None = None) -> dict[int, Stands]:
    """Enrolment -> how it stands, of ``group``; of a person sent there more than once the last one alone.

    ``before`` leaves out what was sent with that number of a row, or a later one.
    """
    sent = Enrolment.objects.filter(batch__group_id=group).order_by("id")
    if before is not None:
        sent = sent.filter(id__lt=before)
    last = {row[1]: Stands(*row) for row in sent.values_list("id", "person_id", "line_id").iterator()}
    found = {one.enrolment: one for one in last.values()}
    answers = Answer.objects.filter(enrolment__batch__group_id=group).order_by("id")
    columns = ("enrolment_id", "enrolment__person_id", "enrolment__line_id", "state", "reason", "said", "file_id")
    found |= {row[0]: Stands(*row) for row in answers.values_list(*columns).iterator() if row[0] in found}
    return dict(sorted(found.items()))
