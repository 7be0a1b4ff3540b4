"""What somebody decided about two records that may be one person; it counts from the next judgement on."""

from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.right_of import with_right
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Account, Pair, PairAnswer

ANSWERS = ("same", "different", "withdrawn")
REASONS: dict[str, Text] = {
    "card-seen": Text(id="KTP-el atau KK dilihat", en="identity or family card seen"),
    "village-asked": Text(id="desa ditanya", en="the village was asked"),
    "registry-asked": Text(id="Dukcapil ditanya", en="the civil registry was asked"),
    "data-clear": Text(id="datanya sudah jelas", en="the data are clear"),
    "mistaken": Text(id="putusan sebelumnya keliru", en="the earlier answer was wrong"),
}
"""Code -> what people read. A free text would gather names and numbers of people."""


class PairAnswerWrong(PayungError):
    """Nothing like that can be decided about the pair."""

    code = "pair-answer-wrong"
    exit_code = 201

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Putusan ini tidak dapat disimpan: {why.id}.", en=f"This cannot be decided: {why.en}."),
            Text(id="Pilih sama atau berbeda, dan alasannya.", en="Choose same or different, and the reason."),
        )


def decide_pair(place: Place, asked: Asked, pair: int, answer: str, reason: str) -> int:
    """Keep an answer about a pair of a run; gives the row. The last answer about two records counts, in every run.

    ``answer``: "same", "different" or "withdrawn"; ``reason``: a code of ``REASONS``.
    An account decides where both records are of villages in which it has the right; a record of no village is of the
    whole programme's area. Raises: PairAnswerWrong, RightMissing, and what ``act_at`` raises.
    """

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        found = (
            Pair.objects.select_related("run__programme", "left_village", "right_village")
            .defer("sides_sealed")
            .filter(id=pair)
            .first()
        )
        if found is None or found.run.cycle_id is None:
            raise PairAnswerWrong(Text(id="pasangannya tidak ada", en="there is no such pair"))
        if answer not in ANSWERS:
            raise PairAnswerWrong(Text(id="putusannya tidak dikenal", en="the answer is not known"))
        if reason not in REASONS:
            raise PairAnswerWrong(Text(id="alasannya belum dipilih", en="no reason was chosen"))
        account = _decider(asked, found)
        told = {"key": found.key, "answer": answer, "reason": reason, "account_id": account}
        return {"answer": doing.add_one(PairAnswer, cycle_id=found.run.cycle_id, **told)}

    return int(act_at(place, asked, "pair.decide", {"pair": pair, "answer": answer, "reason": reason}, work)["answer"])


def _decider(asked: Asked, pair: Pair) -> int | None:
    """The account that decides; None for the office itself at a shell, which has none. Raises: RightMissing."""
    account = Account.objects.filter(username=asked.by).values_list("id", flat=True).first()
    if account is not None:
        for area in areas_of(pair):
            with_right(asked.by, "pairs.decide", area, asked.on)
    return account


def areas_of(pair: Pair) -> tuple[str, str]:
    """The region of each side: its village, or the whole programme's where it has none."""
    whole = pair.run.programme.area_code
    left, right = pair.left_village, pair.right_village
    return (left.code if left else whole, right.code if right else whole)
