"""Lists whose village nobody could tell: seen by their sender, and by officers of the regions they may belong to."""

from collections.abc import Mapping

from payung.actions.village_candidates import may_be_of
from payung.core.access.areas import lies_in
from payung.entry.web.imports.figures import Told
from payung.entry.web.visitor import Visitor
from payung.store.files import KeptFileBroken, KeptFileErased
from payung.store.intakes import ANSWERS, READ, SentFile, areas_of, last_run
from payung.store.keys import Keys
from payung.store.models import Cycle, FileChoice, RunFile, SourceRow, Village
from payung.store.scope import EVERYTHING, scoped


def without_village(who: Visitor, cycle: Cycle, told: Told) -> list[SentFile]:
    """Lists of which nothing and nobody has told the village, or for which somebody chose it, as far as the visitor
    may choose for them. A list of a whole district, each of whose rows says its own village, is none.

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
            if one.id not in of_many
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
            if one.id in seen or any(lies_in(code, areas) for code in _may_be(keys, cycle, one, codes, senders))
        ]


def _may_be(
    keys: Keys, cycle: Cycle, one: SentFile, codes: Mapping[int | None, str], senders: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Where a list belongs: the village that was chosen; or those it hints at within its sender's regions; or, where it
    hints at none, the regions of its sender, whole."""
    if one.village in codes:
        return (codes[one.village],)
    within = senders.get(one.sha256, ())
    try:
        hinted = tuple(code for code in may_be_of(keys, cycle, one) if lies_in(code, within))
    except (KeptFileBroken, KeptFileErased):  # its own page says so
        hinted = ()
    return hinted or within
