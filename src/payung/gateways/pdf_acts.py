"""What a PDF that somebody sent would do when it is opened, looked for in a process with limits."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass

SECONDS = 60
"""For one paper, both of processor time and by the wall clock."""

PROGRAM = "from payung.gateways.pdf_child import serve; serve({parent}, {seconds})"


@dataclass(frozen=True)
class Looked:
    """``pages`` is 0 where the paper cannot be read; ``acts`` are the PDF's own names of what would act."""

    pages: int
    acts: tuple[str, ...] = ()
    locked: bool = False


def look_into(paper: bytes, seconds: int = SECONDS) -> Looked:
    """What ``paper`` is. Nothing it holds raises, runs or is shown."""
    try:
        told = subprocess.run(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-P", "-c", PROGRAM.format(parent=os.getpid(), seconds=seconds)],
            input=paper,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            check=True,
        ).stdout
        said = json.loads(told)
        return Looked(int(said["pages"]), tuple(map(str, said.get("acts", ()))), bool(said.get("locked")))
    except (subprocess.SubprocessError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Looked(0)  # the paper ended the process, or taught it to speak otherwise
