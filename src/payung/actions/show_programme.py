"""Show one programme in full. Changes nothing."""

from payung.core.programmes.catalogue import read_programme
from payung.core.programmes.describe import describe


def show_programme(programme_id: str, *, language: str) -> list[tuple[str, str]]:
    """Label and value of everything the programme's file says, in ``language``; a heading has no value.

    Raises: UnknownProgramme, ProgrammeFileWrong.
    """
    return describe(read_programme(programme_id), language)
