"""Make a made-up province with known mistakes, to try and to test with."""

from pathlib import Path

from payung.actions.watch import Unwatched, Watcher
from payung.core.basis.text import Text
from payung.synth.make import Made, make


def make_synth(
    *, province: str, villages: int, seed: int, bad_files: bool, out: Path, watcher: Watcher | None = None
) -> Made:
    """Write rosters, registers and the answer key of a made-up ``province`` into ``out``; gives the counts.

    ``province`` is a Kemendagri code; ``villages`` at most as many as it has. The same seed gives the same bytes.
    Raises: what payung.synth.make.make raises.
    """
    watcher = watcher or Unwatched()
    watcher.stage(Text(id="Membuat provinsi contoh", en="Making up a province"), villages)
    return make(province=province, villages=villages, seed=seed, bad_files=bad_files, out=out, on_village=watcher.step)
