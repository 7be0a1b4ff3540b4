"""A branch of BPJS asks about somebody who was sent to it; the office or the person's village answers."""

from hashlib import sha256
from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Account, Enrolment, Question
from payung.store.seen import in_scope

LONGEST = 1000
_COLUMNS = ("enrolment_id", "of_id", "account_id", "said")


class QuestionWrong(PayungError):
    """Nothing like that can be asked or answered."""

    code = "row-question-wrong"
    exit_code = 205

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Ini tidak dapat disimpan: {why.id}.", en=f"This cannot be kept: {why.en}."),
            Text(id="Muat ulang halaman, lalu tulis lagi.", en="Load the page again, then write."),
        )


def ask_enrolment(place: Place, asked: Asked, enrolment: int, said: str) -> int:
    """Ask about an enrolment; gives the question, which is open until somebody answers it.

    Raises: QuestionWrong where the enrolment is not seen or nothing is said, and what ``act_at`` raises.
    """

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        if not in_scope(Enrolment).filter(id=enrolment).exists():
            raise QuestionWrong(Text(id="orangnya tidak ada", en="there is nobody like that"))
        row = (enrolment, None, _account(asked), _said(said))
        return {"question": doing.add(Question, _COLUMNS, [row])[0]}

    return int(act_at(place, asked, "enrolment.ask", {"enrolment": enrolment, **_digest(said)}, work)["question"])


def reply_enrolment(place: Place, asked: Asked, question: int, said: str) -> int:
    """Answer a question; gives the answer. More than one may answer: nothing that was said is taken away.

    Raises: QuestionWrong where the question is not seen or nothing is said, and what ``act_at`` raises.
    """

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        found = in_scope(Question).filter(id=question, of__isnull=True).first()
        if found is None:
            raise QuestionWrong(Text(id="pertanyaannya tidak ada", en="there is no such question"))
        row = (found.enrolment_id, question, _account(asked), _said(said))
        return {"answer": doing.add(Question, _COLUMNS, [row])[0]}

    return int(act_at(place, asked, "enrolment.reply", {"question": question, **_digest(said)}, work)["answer"])


def _said(given: str) -> str:
    said = " ".join(given.replace("\0", " ").split())
    if not said or len(said) > LONGEST:
        raise QuestionWrong(Text(id=f"isi 1 sampai {LONGEST} huruf", en=f"write 1 to {LONGEST} letters"))
    return said


def _digest(said: str) -> dict[str, str]:
    """What the trail keeps of what was said."""
    return {"sha256": sha256(said.encode()).hexdigest()}


def _account(asked: Asked) -> int | None:
    return Account.objects.filter(username=asked.by).values_list("id", flat=True).first()
