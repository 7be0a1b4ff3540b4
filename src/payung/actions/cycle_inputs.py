"""What a cycle is judged from at one moment: its files, lists, decided pairs; and whether that is what was judged."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.metadata import version

from payung.actions.keep_register import registers_of
from payung.actions.open_cycle import the_cycle
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.linkage.decisions import Decision, Verdict, decide
from payung.core.programmes.catalogue import read_programme
from payung.core.programmes.programme import Programme
from payung.store.acts import canonical
from payung.store.intakes import ANSWERS, READ, SentFile, areas_of, files_of, last_run, verdicts
from payung.store.keys import Keys
from payung.store.models import ROWS_AN_ACT, Act, Cycle, Pair, PairAnswer, Register, Run, Village
from payung.store.reading import rows_of

LISTS = ("members", "deaths", "welfare", "register", "earlier")


class NothingToJudge(PayungError):
    """No list of the cycle can be judged."""

    code = "nothing-to-judge"
    exit_code = 197

    def __init__(self) -> None:
        super().__init__(
            Text(id="Belum ada daftar desa yang dapat diperiksa.", en="There is no village list to judge yet."),
            Text(
                id="Kirim daftar desa dahulu, atau putuskan berkas yang bertentangan.",
                en="Send village lists first, or decide about files in conflict.",
            ),
        )


@dataclass(frozen=True)
class Inputs:
    """``files``: lists that count, as they came in; ``answered``: correction workbooks that do; ``codes``: a village
    they were told to be of -> its code; ``areas``: SHA-256 of a content -> regions of those who sent it; ``answers``:
    decided pairs; ``digest``: sha256 of all that the result depends on; ``before``: the last run."""

    cycle: Cycle
    programme: Programme
    files: tuple[SentFile, ...]
    answered: tuple[SentFile, ...]
    codes: Mapping[int, str]
    areas: Mapping[str, tuple[str, ...]]
    lists: Mapping[str, Register]
    persons: Register | None
    answers: tuple[Decision, ...]
    digest: str
    before: Run | None

    @property
    def same(self) -> bool:
        """Whether the last run was of just this."""
        return self.before is not None and digest_of(self.before) == self.digest


def cycle_inputs(keys: Keys, code: str) -> Inputs:
    """What the cycle is judged from now. Within one moment. Raises: CycleUnknown, NothingToJudge."""
    cycle = the_cycle(code)
    there = files_of(cycle.id)
    rulings = verdicts(there)
    counting = sorted((one for one in there if rulings[one.id] == READ), key=lambda one: one.order)
    files = tuple(one for one in counting if one.media != ANSWERS)
    answered = tuple(one for one in counting if one.media == ANSWERS)
    if not files:
        raise NothingToJudge
    villages = {one.told for one in counting if one.told}
    codes = dict(rows_of(Village.objects.all(), ("id", "code"), "id", villages))
    areas = areas_of(cycle.id)
    lists = registers_of(cycle.id, LISTS)
    answers = decided_pairs(keys, cycle.id)
    programme = read_programme(cycle.programme.code)
    parts = (
        *(version("payung"), programme.id, cycle.on.isoformat(), cycle.seed),
        sorted((one.sha256, codes.get(one.told or 0, ""), areas[one.sha256]) for one in files),
        [(one.sha256, one.choice) for one in answered],
        {kind: one.file.sha256 for kind, one in lists.items()},
        [(one.left, one.right, one.verdict) for one in answers],
    )
    digest = sha256(canonical(parts).encode()).hexdigest()
    persons = registers_of(cycle.id, ("persons",)).get("persons")
    return Inputs(cycle, programme, files, answered, codes, areas, lists, persons, answers, digest, last_run(cycle.id))


def digest_of(run: Run) -> str:
    """What the run was judged from; "" for one that was not judged here."""
    return str(json.loads(run.mark).get("judged_from", ""))


def decided_pairs(keys: Keys, cycle: int) -> tuple[Decision, ...]:
    """What people decided about pairs of the cycle, for linkage: the last answer of each pair.

    Raises: KeyUnknown, SealBroken.
    """
    rows = PairAnswer.objects.filter(cycle=cycle).order_by("id").values_list("key", "answer", "reason", "id")
    last = {key: (answer, reason, number) for key, answer, reason, number in rows.iterator()}
    sides: dict[str, tuple[str, str]] = {}
    for key, number, sealed in rows_of(Pair.objects.all(), ("key", "id", "sides_sealed"), "key", last):
        if key not in sides:
            sides[key] = keys_of_sides(keys.open_bytes(sealed, number, "pair"))
    acts = _acts([number for _, _, number in last.values()])
    told = []
    for key, (answer, reason, number) in sorted(last.items()):
        by, on = acts[number // ROWS_AN_ACT]
        verdict: Verdict = "same" if answer == "same" else "different" if answer == "different" else "withdrawn"
        told.append(decide(*sides[key], verdict, by, on, reason))
    return tuple(told)


def keys_of_sides(held: bytes) -> tuple[str, str]:
    """The two keys of linkage in what is sealed of a pair."""
    sides = json.loads(held)
    return sides["left"]["key"], sides["right"]["key"]


def _acts(numbers: Sequence[int]) -> dict[int, tuple[str, date]]:
    rows = rows_of(Act.objects.all(), ("number", "by", "on"), "number", {number // ROWS_AN_ACT for number in numbers})
    return {number: (by, on) for number, by, on in rows}
