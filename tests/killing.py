"""Kills a copy of this process before each of its operations on files, in turn."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ON_FILES = {"open", "os.mkdir", "os.rename", "os.remove", "os.chmod", "sqlite3.connect"}


def killed_before(number: int, folder: Path, act: Callable[[], object]) -> bool:
    """Act in a process that gets SIGKILL before an operation on files of the folder; whether there were so many."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # newer Pythons warn of threads, of which this child needs none
        process = os.fork()
    if process:
        status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        assert status in {0, -signal.SIGKILL}
        return status != 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal number
        if event in ON_FILES and str(arguments[0]).startswith(str(folder)):
            number -= 1
            if number < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    try:
        act()
        os._exit(0)
    finally:
        os._exit(1)
