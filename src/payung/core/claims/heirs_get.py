"""What heirs would get for a death on a day, from the cover of that day, by the rules of an estimate."""

from dataclasses import dataclass

from payung.core.claims.estimate import Estimate, estimate
from payung.core.claims.question import Kind, Question
from payung.core.cover.status import Cover, Status
from payung.core.law.book import LawBook


@dataclass(frozen=True)
class HeirsGet:
    """Estimates for a death on the day; None where nothing is payable. Where the cover is pending, so is the sum."""

    death: Estimate | None
    work_death: Estimate | None
    jkm: Cover
    jkk: Cover

    @property
    def death_amount(self) -> int:
        """Whole rupiah for a death not caused by work, certain or pending."""
        return self.death.cash.total if self.death else 0

    @property
    def work_death_amount(self) -> int:
        """Whole rupiah for a death by work accident in the lowest income band, certain or pending."""
        return self.work_death.cash.total if self.work_death else 0


def heirs_get(book: LawBook, status: Status) -> HeirsGet:
    """What heirs would get if the person of ``status`` died on ``status.on``.

    Raises: as ``estimate``.
    """
    return HeirsGet(
        death=_estimate(book, status, "death") if status.jkm != "no" else None,
        work_death=_estimate(book, status, "work-death") if status.jkk != "no" else None,
        jkm=status.jkm,
        jkk=status.jkk,
    )


def _estimate(book: LawBook, status: Status, kind: Kind) -> Estimate:
    started = status.basis[0]
    asked = Question(
        kind=kind, happened=status.on, outcome=status.on, started=started, paid=status.basis, income=None, total=False,
        losses=(), absent=(), costs={}, children=(), heirs=(), filed=None, memberships=1, readings={},
    )  # fmt: skip
    return estimate(book, asked)
