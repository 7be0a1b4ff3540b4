"""A delivery taken back with all its files, as long as nothing rests on it."""

from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Account, DecreeLine, Intake, RunFile, SourceRow
from payung.store.scope import EVERYTHING, scoped


class IntakeStays(PayungError):
    """A delivery that cannot be taken back."""

    code = "intake-stays"
    exit_code = 198

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Kiriman ini tidak dapat dibatalkan: {why.id}.", en=f"This delivery cannot be undone: {why.en}."),
            Text(
                id="Kirim daftar yang benar sebagai versi baru; yang sudah ditetapkan diubah dengan SK perubahan.",
                en="Send the right list as a new version; what is decreed is changed by an amending decree.",
            ),
        )


def undo_intake(place: Place, asked: Asked, intake: int) -> int:
    """Take back a delivery; gives the row that says so. The next judgement is without its files; no run changes.

    Raises: IntakeStays where it is unknown, taken back already, or a decree rests on one of its files; and what
    ``act_at`` raises.
    """

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        sent = Intake.objects.filter(id=intake, undoes__isnull=True).first()
        if sent is None:
            raise IntakeStays(Text(id="kirimannya tidak ada", en="there is no such delivery"))
        if Intake.objects.filter(undoes=intake).exists():
            raise IntakeStays(Text(id="sudah dibatalkan", en="it was undone already"))
        if is_decreed(intake):
            raise IntakeStays(Text(id="sudah ada SK yang memuatnya", en="a decree rests on it"))
        account = Account.objects.filter(username=asked.by).values_list("id", flat=True).first()
        return {"undone": doing.add_one(Intake, cycle_id=sent.cycle_id, account_id=account, undoes_id=intake)}

    with scoped(EVERYTHING):  # a decree may rest on it anywhere
        return int(act_at(place, asked, "roster.undo", {"intake": intake}, work)["undone"])


def is_decreed(intake: int) -> bool:
    """Whether a decree names a row of one of its files, or of a village whose correction workbook it is."""
    readings = RunFile.objects.filter(intake_file__intake=intake, workers__gt=0).values_list("run_id", "name")
    answers = RunFile.objects.filter(intake_file__intake=intake, intake_file__answers__isnull=False)
    return any(
        DecreeLine.objects.filter(row__in=SourceRow.objects.filter(run=run, file=name).values("id")).exists()
        for run, name in readings
    ) or any(
        DecreeLine.objects.filter(row__run=run, row__village=village).exists()
        for run, village in answers.values_list("run_id", "village_id")
    )
