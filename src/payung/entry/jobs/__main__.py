"""``python -m payung.entry.jobs``: the worker as a process of its own, as the server starts it."""

import logging
import os
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.entry.web.settings")  # before the store is imported

from payung.actions.at_store import Place  # noqa: E402
from payung.entry.jobs.in_hand import IN_HAND  # noqa: E402
from payung.entry.jobs.kinds import KINDS, signed, tidy  # noqa: E402
from payung.entry.jobs.worker import serve_jobs  # noqa: E402
from payung.store.addresses import DEFAULT  # noqa: E402
from payung.store.keys import keys_path  # noqa: E402


def main() -> None:
    """Do the jobs of the store of ``DATABASE_URL`` with the keys of ``PAYUNG_KEYS`` until told to stop."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    place = Place(os.environ.get("DATABASE_URL") or DEFAULT, keys_path(os.environ))
    file = os.environ.get(IN_HAND)
    serve_jobs(place, KINDS, signed, tidy, Path(file) if file else None)


if __name__ == "__main__":
    main()
