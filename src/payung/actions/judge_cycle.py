"""All lists of a cycle judged and put into the store, as a draft: nothing is promised to anybody by this."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from typing import Any

import polars as pl

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.cycle_inputs import Inputs, cycle_inputs, digest_of
from payung.actions.fetch_corrections import TO_REPAIR
from payung.actions.in_sight import in_sight
from payung.actions.judge_lists import PARQUETS, CycleJudgement, judge_lists
from payung.actions.keep_register import MEDIA
from payung.actions.open_cycle import the_cycle
from payung.actions.private_folder import private_folder
from payung.actions.put_run import SAID, Tables, put_run, villages_by_code
from payung.actions.watch import Unwatched, Watcher
from payung.core.basis.text import Text
from payung.gateways.pairs_file import SIDE, shown_pairs
from payung.store.acts import Doing, canonical
from payung.store.database import open_store
from payung.store.files import Content, keep
from payung.store.intakes import ANSWERS, READ, last_run
from payung.store.keys import Keys
from payung.store.models import ROWS_AN_ACT, Act, Correction, Cycle, Pair, Register, Run, RunFile
from payung.store.reading import one_moment

KIND = "cycle.judge"
KEEPING = Text(id="Menyimpan hasil", en="Keeping the result")


@dataclass(frozen=True)
class CycleJudged:
    """The run, and what it holds; ``same``: nothing had changed since that run, and nothing was added."""

    run: int
    rows: int
    findings: int
    people: int
    new: int
    same: bool = False


def judge_cycle(place: Place, asked: Asked, cycle: str, *, watcher: Watcher | None = None) -> CycleJudged:
    """Judge every list of a cycle that counts, and keep the outcome as its newest run, whole or not at all.

    Where nothing changed since the last run, that run is given and nothing is kept. ``asked.request`` makes it happen
    once however often it is asked; whoever dies in the middle leaves nothing but what the next one takes away.
    Lists of all regions are judged together: an account that acts must work in the whole area of the programme.
    Raises: CycleUnknown, RightMissing, NotWhole, NothingToJudge; KeptFileBroken; what judging the lists and ``act_at``
    raise.
    """
    watcher = watcher or Unwatched()
    keys = Keys.read(place.keys)
    open_store(place.address)
    done = Act.objects.filter(request=asked.request, kind=KIND).values_list("outcome", flat=True).first()
    if done is not None:
        return CycleJudged(**json.loads(done))
    with one_moment():
        _whole(asked, the_cycle(cycle))
        inputs = cycle_inputs(keys, cycle)
    if inputs.same and inputs.before:
        return _told_before(inputs.before)
    with private_folder() as folder:
        judgement = judge_lists(keys, inputs, folder, run=asked.request, watcher=watcher)
        watcher.stage(KEEPING)
        said = {"cycle": cycle, "judged_from": inputs.digest}
        outcome = act_at(place, asked, KIND, said, lambda doing, keys: _put(doing, keys, asked, inputs, judgement))
    return CycleJudged(**outcome | {"same": bool(outcome.get("same"))})


def _told_before(run: Run) -> CycleJudged:
    outcome = json.loads(Act.objects.get(number=run.act_number).outcome)
    return CycleJudged(**outcome | {"same": True})


def _whole(asked: Asked, cycle: Cycle) -> None:
    """Raises: RightMissing, NotWhole."""
    with in_sight(asked, "lists.run") as sight:
        sight.area(cycle.programme.area_code)


def _put(doing: Doing, keys: Keys, asked: Asked, inputs: Inputs, judgement: CycleJudgement) -> dict[str, Any]:
    _whole(asked, inputs.cycle)  # a duty may have ended while the lists were judged
    before = last_run(inputs.cycle.id)
    if before and digest_of(before) == inputs.digest:  # somebody else was faster
        return asdict(_told_before(before)) | {"same": 1}
    judged, rosters = judgement.judged, judgement.rosters
    run = doing.add_one(
        Run,
        programme_id=inputs.cycle.programme_id,
        cycle_id=inputs.cycle.id,
        on=inputs.cycle.on,
        mark=canonical(_mark(inputs, judgement)),
        sha256=sha256(canonical([inputs.digest, doing.number]).encode()).hexdigest(),
    )
    codes = {*judged.decisions["village_code"].drop_nulls(), *rosters.files["village_code"].drop_nulls()}
    villages = villages_by_code(doing, sorted(codes), inputs.cycle.on)
    of_files = dict(
        rosters.files.filter(pl.col("village_code").is_not_null()).select("file", "village_code").iter_rows()
    )
    said = rosters.rows.select(SAID)
    acts = {name: one.kept // ROWS_AN_ACT for name, one in judgement.names.items()}
    put = put_run(doing, keys, run, Tables(judged.decisions, judged.findings, said, of_files, acts), villages)
    _put_files(doing, run, judgement, villages)
    _put_kept(doing, keys, inputs, run, judgement, villages)
    _put_pairs(doing, keys, run, judgement, villages)
    return {"run": run, **asdict(put)}


def _mark(inputs: Inputs, judgement: CycleJudgement) -> dict[str, Any]:
    """What went in and by which rules."""
    case = judgement.case
    return {
        "payung": version("payung"),
        "programme": case.programme.id,
        "on": inputs.cycle.on.isoformat(),
        "seed": case.seed,
        "contribution": case.contribution,
        "age": {"minimum": case.age_minimum, "limit": case.age_limit, "basis": case.age_basis},
        "judged_from": inputs.digest,
        "lists": {kind: one.file.sha256 for kind, one in sorted(inputs.lists.items())},
        "files": len(judgement.names),
    }


def _put_files(doing: Doing, run: int, judgement: CycleJudgement, villages: dict[str, int]) -> None:
    """A line for each file: rows_read = workers + not_data. A correction workbook adds no row."""
    columns = ("run_id", "intake_file_id", "name", "village_id", "status", "rows_read", "workers", "not_data")
    rows = [
        (run, judgement.names[file].id, file, villages.get(code or ""), status, read, workers, rest)
        for file, code, status, read, workers, rest in judgement.rosters.files.select(
            "file", "village_code", "status", "rows_read", "workers", "not_data"
        ).iter_rows()
    ]
    rows += [(run, one.id, one.name, one.village, READ, 0, 0, 0) for one in judgement.answered]
    doing.add(RunFile, columns, rows)


def _put_kept(
    doing: Doing, keys: Keys, inputs: Inputs, run: int, judgement: CycleJudgement, villages: dict[str, int]
) -> None:
    """The tables of the run, and the correction workbook of each village that has a row to repair, sealed."""
    rows = _to_repair(judgement)
    tables = [(kind, path) for kind, name in PARQUETS.items() if (path := judgement.folder / name).exists()]
    books = [(code, path) for code, path in sorted(judgement.corrections.items()) if code in villages and code in rows]
    contents = [Content(path.read_bytes(), MEDIA[".parquet"]) for _, path in tables]
    contents += [Content(path.read_bytes(), ANSWERS) for _, path in books]
    files = keep(doing, keys, contents)
    registers = [
        (inputs.cycle.id, kind, file, f"{run}.parquet") for (kind, _), file in zip(tables, files, strict=False)
    ]
    doing.add(Register, ("cycle_id", "kind", "file_id", "name"), registers)
    doing.add(
        Correction,
        ("run_id", "village_id", "file_id", "name", "rows"),
        [
            (run, villages[code], file, f"{path.stem}_{doing.number}.xlsx", rows[code])
            for (code, path), file in zip(books, files[len(tables) :], strict=True)
        ],
    )


def _to_repair(judgement: CycleJudgement) -> dict[str, int]:
    """Village -> rows that its workbook holds: its own, and those of no known village in its files."""
    files = judgement.rosters.files.select("file", of_file="village_code").unique("file")
    wrong = judgement.judged.decisions.filter(pl.col("decision").is_in(TO_REPAIR)).join(files, on="file", how="left")
    counted = wrong.group_by(pl.coalesce("village_code", "of_file").alias("code")).len()
    return dict(counted.filter(pl.col("code").is_not_null()).iter_rows())


def _put_pairs(doing: Doing, keys: Keys, run: int, judgement: CycleJudgement, villages: dict[str, int]) -> None:
    """The pairs an office should look at, with both records sealed."""
    links = judgement.judged.links
    if links is None:
        return
    first, rows = doing.number * ROWS_AN_ACT, []
    for place, pair in enumerate(shown_pairs(links.linked.pairs, links.records, links.places).iter_rows(named=True)):
        sides = {
            side: {"key": pair[f"{side}_key"], **{name: pair[f"{side}_{name}"] for name in SIDE}}
            for side in ("left", "right")
        }
        held = json.dumps(sides, default=str, ensure_ascii=False, sort_keys=True).encode()
        (sealed,) = keys.seal_bytes([held], [first + place], "pair")
        where = [villages.get(sides[side]["village_code"] or "") for side in ("left", "right")]
        key = pair_key(keys, pair["left_key"], pair["right_key"])
        why = (pair["why_id"][:500], pair["why_en"][:500])
        rows.append((run, key, pair["outcome"], int(pair["weight"]), *why, *where, sealed))
    columns = ("run_id", "key", "outcome", "weight", "why_id", "why_en", "left_village_id", "right_village_id")
    doing.add(Pair, (*columns, "sides_sealed"), rows)


def pair_key(keys: Keys, left: str, right: str) -> str:
    """The name of two records in any run: keyed, for a key of linkage could be tried out against NIKs."""
    return keys.link(bytes(32), f"payung pair {left} {right}".encode()).hex()[:60]
