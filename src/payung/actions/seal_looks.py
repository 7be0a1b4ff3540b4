"""The looks that gathered, bound into the chain of acts: from then on none is changed or taken away unseen."""

from collections.abc import Mapping
from typing import Any

from payung.actions.at_store import Asked, Place, act_at
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.looks import seal


def seal_looks(place: Place, asked: Asked) -> int:
    """Seal them; gives their number, which may be none. For the worker, now and then. Raises: as ``act_at``."""

    def work(doing: Doing, keys: Keys) -> Mapping[str, Any]:
        return {"looks": seal(doing)}

    return int(act_at(place, asked, "looks.seal", {}, work)["looks"])
