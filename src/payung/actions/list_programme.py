"""List the programmes of the catalogue. Changes nothing."""

from payung.core.programmes.catalogue import programme_ids, read_programme
from payung.core.programmes.programme import Programme


def list_programme() -> list[Programme]:
    """Every programme of the catalogue, by id."""
    return [read_programme(id_) for id_ in programme_ids()]
