"""What the terminal shows: one line a stage while an action works, with a bar where stages can be counted; answers."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from payung.core.basis.text import Text


class Stages:
    """Receives ``stage`` and ``step`` from an action and draws them; plain lines where no one watches."""

    def __init__(self, console: Console, progress: Progress, language: str) -> None:
        self._console, self._progress, self._language = console, progress, language
        self._task = progress.add_task("", total=None, visible=False)
        self._name = ""

    def stage(self, name: Text, total: int | None = None) -> None:
        """Begin a stage of ``total`` steps (None: not known)."""
        self._name = name.in_(self._language)
        if not self._console.is_terminal:
            count = f" ({total})" if total else ""
            self._console.print(f"… {self._name}{count}", highlight=False)
        self._progress.reset(self._task, description=self._name, total=total, visible=True)

    def step(self, count: int = 1) -> None:
        """``count`` more steps of this stage are done."""
        self._progress.advance(self._task, count)


@contextmanager
def stages(language: str) -> Iterator[Stages]:
    """Show stages on standard error until the block ends; what is printed on standard output stays clean."""
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield Stages(console, progress, language)


def paper() -> Console:
    """Standard output, for what a command answers.

    A stream that is not UTF-8 (a file written on Windows) has plain lines in tables, and ? for signs it does not know.
    """
    stream = sys.stdout
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")
    return Console(file=stream)
