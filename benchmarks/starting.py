"""How long ``payung serve`` takes from the command to the first page.

    python -m benchmarks.starting [--starts 5] [--store DATABASE_URL --keys PATH]

Without a store one is made (SQLite, empty). Each start is the whole command in a process of its own: it is ready when
the page of signing in is answered. Told are seconds of clock and of processor of all its processes until then, and the
most memory they held. Compiled modules lie beside their sources after the first start, as where it was installed.
Goal: 3 s.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.entry.web.settings")
os.environ.setdefault("PAYUNG_INSECURE", "1")

import psutil

from benchmarks.workbench import HOST, free_port
from payung.actions.at_store import Place
from payung.actions.init_store import init_store

PATIENCE = 120


def start(place: Place) -> tuple[float, float, float]:
    """Seconds of clock, seconds of processor, MiB of memory until the first page."""
    port = free_port()
    command = [sys.executable, "-m", "payung.entry.cli.main", "serve", "--port", str(port)]
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    process = subprocess.Popen([*command, "--store", place.address, "--keys", str(place.keys)], env=environ)
    try:
        while not _answers(f"http://{HOST}:{port}/akun/masuk/"):
            if process.poll() is not None or time.perf_counter() - begun > PATIENCE:
                raise TimeoutError("the server does not answer")
            time.sleep(0.01)
        took = time.perf_counter() - begun
        family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        work = sum(one.cpu_times().user + one.cpu_times().system for one in family)
        memory = sum(one.memory_info().rss for one in family) / 2**20
    finally:
        process.terminate()
        process.wait(PATIENCE)
    return took, work, memory


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=30) as answer:  # noqa: S310 - our own server
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--store", default="")
    parser.add_argument("--keys", type=Path)
    args = parser.parse_args()
    with TemporaryDirectory() as name:
        place = Place(args.store, args.keys) if args.store else Place(f"sqlite:///{name}/a.sqlite3", Path(name) / "k")
        if not args.store:
            init_store(place)
        start(place)  # compiles what was changed
        for _ in range(args.starts):
            took, work, memory = start(place)
            print(f"first page after {took:5.2f} s   {work:5.2f} s of processor   {memory:5.0f} MiB", flush=True)


if __name__ == "__main__":
    main()
