"""What reading one document may take, whatever its bytes ask for: so much memory, so much of a processor's time.

Readers refuse what they can count beforehand. The system holds them to the rest: memory on Linux, time wherever there
are signals, and both only in a process's main thread, where the command line and the workers of a batch read.
"""

from __future__ import annotations

import gc
import signal
import sys
import threading
import traceback
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
    except MemoryError as error:
        taken = f"{MAX_MEMORY_BYTES >> 20} MiB of memory"
        _let_go(error)
    except _TooLong as error:
        taken = f"{MAX_SECONDS} s of processor time"
        _let_go(error)
    else:
        return
    raise InputError(f"{name} takes more than {taken} to read: {remedy}")


def _let_go(error: BaseException | None) -> None:
    """Free what a reader had built: the frames that an error came through hold it as long as the error is kept."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__context__
    gc.collect()


@contextmanager
def _bounded_memory() -> Iterator[None]:
    if sys.platform != "linux" or not _in_main_thread():
        yield
        return
    import resource

    # The private memory that the process may write to, which RLIMIT_DATA counts; 0 where a sandbox does not say.
    has = int(_STATM.read_text().split()[5]) * resource.getpagesize()
    if not has:
        yield
        return
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
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    finally:
        # What a reader had built can take a second to be freed: then the signal comes again before it is turned off.
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before or signal.SIG_DFL)


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()
