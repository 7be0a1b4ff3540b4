"""How an action tells whoever called it how far it is."""

from typing import Protocol

from payung.core.basis.text import Text


class Watcher(Protocol):
    """Told of stages and steps; shows them or does not."""

    def stage(self, name: Text, total: int | None = None) -> None:
        """Begin a stage of ``total`` steps (None: not known)."""

    def step(self, count: int = 1) -> None:
        """``count`` more steps of the stage are done."""


class Unwatched:
    """Nobody looks."""

    def stage(self, name: Text, total: int | None = None) -> None:
        """Says nothing."""

    def step(self, count: int = 1) -> None:
        """Says nothing."""
