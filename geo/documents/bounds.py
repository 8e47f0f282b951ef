"""What reading one document may take, whatever its bytes ask for: so much memory, so much of a processor's time.

Readers refuse what they can count beforehand. The system holds them to the rest: memory on Linux, time wherever there
are signals, and both only in a process's main thread, where the command line and the workers of a batch read.
"""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_MEMORY_BYTES = 768 << 20  # beyond what the process has when it begins to read
MAX_SECONDS = 30  # of processor time; a book of 400 pages takes four
_STATM = Path("/proc/self/statm")


class _TooLong(BaseException):
    """The time is up. No error of a reader's, so that no reader passes over it."""


@contextmanager
def bounded(name: str, *, remedy: str = "split it, or save its text") -> Iterator[None]:
    """Read a document, or a part of a table, within the bounds.

    Args:
        name: What is read, for the message.
        remedy: What to do where it takes more, for the message.

    Raises:
        InputError: It takes more memory or time.
    """
    try:
        with _bounded_memory(), _bounded_time():
            yield
    except MemoryError:
        taken = f"{MAX_MEMORY_BYTES >> 20} MiB of memory"
    except _TooLong:
        taken = f"{MAX_SECONDS} s of processor time"
    else:
        return
    # Raised out here, where nothing holds what the reader had built.
    raise InputError(f"{name} takes more than {taken} to read: {remedy}")


@contextmanager
def _bounded_memory() -> Iterator[None]:
    if sys.platform != "linux" or not _in_main_thread():
        yield
        return
    import resource

    # The private memory that it may write to: the one field of /proc that RLIMIT_DATA counts.
    has = int(_STATM.read_text().split()[5]) * resource.getpagesize()
    limits = resource.getrlimit(resource.RLIMIT_DATA)
    most = min(has + MAX_MEMORY_BYTES, *(limit for limit in limits if limit != resource.RLIM_INFINITY), sys.maxsize)
    resource.setrlimit(resource.RLIMIT_DATA, (most, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, limits)


@contextmanager
def _bounded_time() -> Iterator[None]:
    if sys.platform == "win32" or not _in_main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGPROF, stop)
    # Once more each second, for Python drops an error that meets it in a destructor.
    signal.setitimer(signal.ITIMER_PROF, MAX_SECONDS, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before or signal.SIG_DFL)


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()
