"""Lists whose village nobody could tell: seen by their sender, and by officers of the regions they may belong to."""

from collections.abc import Collection, Sequence

from payung.actions.village_candidates import may_be_of
from payung.core.access.areas import lies_in, touches
from payung.entry.web.imports.figures import Told
from payung.entry.web.visitor import Visitor
from payung.store.files import KeptFileBroken, KeptFileErased
from payung.store.intakes import ANSWERS, READ, SentFile, areas_of, last_run
from payung.store.keys import Keys
from payung.store.models import Cycle, FileChoice, RunFile, SourceRow, Village
from payung.store.scope import EVERYTHING, scoped


def without_village(who: Visitor, cycle: Cycle, told: Told, file: int | None = None) -> list[SentFile]:
    """Lists of which nothing and nobody has told the village, or for which somebody chose it, as far as the visitor
    may choose for them; with ``file`` that one alone. A list of a whole district, each of whose rows says its own
    village, is none.

    Raises: KeyUnknown.
    """
    areas = who.scope_of("lists.run").areas
    files, rulings, seen = told
    run = last_run(cycle.id)
    with scoped(EVERYTHING):  # no wall but its sender's holds a list of no village: where it may belong is asked below
        choices = FileChoice.objects.filter(intake_file__intake__cycle=cycle, village__isnull=False)
        tied = set(choices.values_list("intake_file", flat=True))
        lost = SourceRow.objects.filter(run=run, village__isnull=True).values("file")
        read = RunFile.objects.filter(run=run, village__isnull=True, workers__gt=0).exclude(name__in=lost)
        of_many = set(read.values_list("intake_file_id", flat=True))
        open_ = [
            one
            for one in files
            if file in (None, one.id)
            and one.id not in of_many
            and one.media != ANSWERS
            and (one.village is None or one.id in tied)
            and rulings[one.id] == READ
        ]
        codes = dict(Village.objects.filter(id__in={one.village for one in open_}).values_list("id", "code"))
        senders = areas_of(cycle.id)
        keys = Keys.read(who.place.keys)
        return [
            one
            for one in open_
            if one.id in seen
            or (
                lies_in(codes[one.village], areas)
                if one.village in codes
                else _may_be_in(areas, keys, cycle, one, senders.get(one.sha256, ()))
            )
        ]


def _may_be_in(areas: Collection[str], keys: Keys, cycle: Cycle, one: SentFile, within: Sequence[str]) -> bool:
    """Whether a list belongs into ``areas``: by the villages it hints at of ``within``, the regions of its sender; or,
    where it hints at none of them, by these regions, whole.

    Reading a list takes a second, so it is read where its sender's regions alone do not answer.
    """
    if not any(touches(area, areas) for area in within):
        return False
    if all(lies_in(area, areas) for area in within):
        return True
    try:
        hinted = [code for code in may_be_of(keys, cycle, one) if lies_in(code, within)]
    except (KeptFileBroken, KeptFileErased):  # its own page says so
        hinted = []
    return any(lies_in(code, areas) for code in hinted or within)
