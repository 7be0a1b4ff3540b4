"""Compare the result of a run with the answer key of a made-up province. Changes nothing."""

from pathlib import Path

from payung.synth.score import Score, score


def score_synth(*, key: Path, result: Path) -> Score:
    """How the decisions in the folder ``result`` compare with the answer key at ``key``, mistake by mistake."""
    return score(result=result, key=key)
