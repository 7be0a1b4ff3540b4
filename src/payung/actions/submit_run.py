"""A draft handed in: from then on its run is what is decided on."""

from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.cycle_inputs import cycle_inputs, digest_of
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.store.acts import Doing
from payung.store.intakes import last_run
from payung.store.keys import Keys
from payung.store.models import Account, Run, Submission
from payung.store.scope import EVERYTHING, scoped


class RunStale(PayungError):
    """A run that is no longer of what the cycle holds, or was handed in before."""

    code = "run-stale"
    exit_code = 200

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Hasil ini tidak dapat diserahkan: {why.id}.", en=f"This result cannot be handed in: {why.en}."),
            Text(id="Periksa daftar lagi, lalu serahkan hasil yang baru.", en="Judge the lists again first."),
        )


def submit_run(place: Place, asked: Asked, run: int) -> int:
    """Hand in a run of a cycle; gives the submission. It must be the last, and of all files that count now.

    Raises: RunStale, NothingToJudge, and what ``act_at`` raises.
    """

    def work(doing: Doing, keys: Keys) -> dict[str, Any]:
        found = Run.objects.select_related("cycle").filter(id=run, cycle__isnull=False).first()
        if found is None or found.cycle is None:
            raise RunStale(Text(id="hasilnya tidak ada", en="there is no such result"))
        if Submission.objects.filter(run=run).exists():
            raise RunStale(Text(id="sudah diserahkan", en="it was handed in already"))
        last = last_run(found.cycle_id or 0)
        if last is None or last.id != run:
            raise RunStale(Text(id="ada hasil yang lebih baru", en="there is a newer result"))
        if cycle_inputs(keys, found.cycle.code).digest != digest_of(found):
            raise RunStale(Text(id="kiriman berubah sejak diperiksa", en="deliveries changed since it was judged"))
        account = Account.objects.filter(username=asked.by).values_list("id", flat=True).first()
        return {"submission": doing.add_one(Submission, run_id=run, account_id=account)}

    with scoped(EVERYTHING):  # it is handed in as a whole
        return int(act_at(place, asked, "run.submit", {"run": run}, work)["submission"])
