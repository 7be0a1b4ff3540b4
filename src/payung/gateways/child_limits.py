"""What a process may use that opens a stranger's file: memory, processor, no file of its own, no longer life."""

import ctypes
import resource
import signal
import sys
from os import getppid

MEMORY = 3 * 2**29
"""Bytes of address space a child may use."""

_SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl


def limit_memory() -> None:
    """Hold this process to ``MEMORY``; from now on it writes no file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def allow(seconds: int) -> None:
    """Let the next file use so much more processor time; past it the system ends this process (SIGXCPU)."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, most))


def die_with(parent: int) -> None:
    """Ask Linux to end this process with its parent; elsewhere it ends at the next request that does not come."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    if getppid() != parent:
        sys.exit(1)
