"""The cycle that was asked for, and the run of its lists that is decided on."""

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.store.models import Cycle, Run, Submission


class CycleUnready(PayungError):
    """There is no such cycle, or its lists were not handed in."""

    code = "cycle-unready"
    exit_code = 217

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(id=f"Belum dapat dilakukan: {why.id}.", en=f"This cannot be done yet: {why.en}."),
            Text(
                id="Periksa daftar desa dan serahkan hasilnya, lalu ulangi.",
                en="Check the village lists and hand the result in, then repeat.",
            ),
        )


def cycle_called(code: str) -> Cycle:
    """The cycle of that code. Raises: CycleUnready."""
    found = Cycle.objects.select_related("programme").filter(code=code).first()
    if found is None:
        raise CycleUnready(Text(id="siklus itu tidak dikenal", en="that cycle is not known"))
    return found


def submitted_run(cycle: Cycle) -> Run:
    """The run of the lists that were handed in last. Raises: CycleUnready."""
    last = Submission.objects.filter(run__cycle=cycle).order_by("-id").select_related("run").first()
    if last is None:
        raise CycleUnready(Text(id="daftar siklus ini belum diserahkan", en="its lists were not handed in"))
    return last.run
