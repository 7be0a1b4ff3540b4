"""What somebody decides about a file: that it counts or not, and of which village it is."""

from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.put_run import villages_by_code
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.places.places import Gazetteer, normalise_code
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Account, FileChoice, Intake, IntakeFile
from payung.store.scope import EVERYTHING, scoped

CHOICES = ("taken", "left", "open")


class ChoiceWrong(PayungError):
    """Nothing like that can be decided about the file."""

    code = "choice-wrong"
    exit_code = 199

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Pilihan ini tidak dapat disimpan: {why.id}.", en=f"This cannot be chosen: {why.en}."),
            Text(id="Muat ulang halaman, lalu pilih lagi.", en="Load the page again, then choose."),
        )


def choose_roster(place: Place, asked: Asked, file: int, choice: str, village: str = "") -> int:
    """Decide that the file ``file`` of a delivery is "taken" or "left", or that nothing was chosen ("open"); and where
    ``village`` (a code of 10 digits) is given that its content is of that village. Gives the row. The last choice of a
    file counts, from when it was made.

    Raises: ChoiceWrong, and what ``act_at`` raises.
    """

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        sent = IntakeFile.objects.select_related("intake__cycle__programme").filter(id=file).first()
        if sent is None or Intake.objects.filter(undoes=sent.intake_id).exists():
            raise ChoiceWrong(
                Text(id="berkasnya tidak ada atau dibatalkan", en="there is no such file, or it was undone")
            )
        if choice not in CHOICES:
            raise ChoiceWrong(Text(id="pilih pakai atau jangan", en="choose to take it or to leave it"))
        number = None
        if village:
            code = normalise_code(village)
            area = sent.intake.cycle.programme.area_code
            if code is None or Gazetteer.read(area).village(code) is None:
                raise ChoiceWrong(Text(id="kode desanya tidak dikenal", en="the code of the village is not known"))
            number = villages_by_code(doing, [code], sent.intake.cycle.on)[code]
        account = Account.objects.filter(username=asked.by).values_list("id", flat=True).first()
        row = doing.add_one(FileChoice, intake_file_id=file, choice=choice, village_id=number, account_id=account)
        return {"choice": row}

    said = {"file": file, "choice": choice, "village": village}
    with scoped(EVERYTHING):  # the delivery is its sender's
        return int(act_at(place, asked, "roster.choose", said, work)["choice"])
