"""Who does the work of a batch: the cores of this machine, or a Dask cluster, behind the same interface."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING

from geo.errors import OutputError, UsageError
from geo.processes import end_with_parent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor


@contextmanager
def work(scheduler: str | None = None, workers: int | None = None) -> Iterator[tuple[Executor, int]]:
    """Open an executor.

    Args:
        scheduler: Address of a Dask scheduler, whose workers have the project and its gazetteer installed; None for
            processes on this machine.
        workers: How many processes; None for one a core. A cluster has those that it has.

    Yields:
        The executor, and how many work side by side.

    Raises:
        UsageError: Dask is not installed, or no scheduler answers at the address.
        OutputError: Workers were killed.
    """
    if scheduler is None:
        count = workers or _cores()
        # Forking a process that reads tables with threads is unsafe.
        executor = ProcessPoolExecutor(
            count, mp_context=multiprocessing.get_context("spawn"), initializer=end_with_parent
        )
        try:
            yield executor, count
        except BrokenProcessPool as error:
            raise OutputError(
                "a worker was killed, for want of memory perhaps: run the same command to resume"
            ) from error
        finally:
            executor.shutdown(wait=True, cancel_futures=True)
        return
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError("--scheduler needs Dask: `pip install mentionmap[distributed]`") from error
    try:
        client = Client(scheduler, timeout="10s")
    except (OSError, ValueError) as error:
        raise UsageError(f"no Dask scheduler answers at {scheduler}: start one with `dask scheduler`") from error
    with client:
        count = sum(client.nthreads().values())
        if not count:
            raise UsageError(f"the scheduler at {scheduler} has no workers: start some with `dask worker {scheduler}`")
        yield client.get_executor(pure=False), count


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
