"""Ctrl-C while the compiler or a program computes."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

#: How long the ordinary way, a KeyboardInterrupt that cleans up, may take.
GRACE_SECONDS = 0.5


@contextmanager
def interruptible() -> Iterator[None]:
    """Ends the process at Ctrl-C even while the main thread does not come back to the interpreter.

    Python raises KeyboardInterrupt between two of its instructions, which a loop of the
    program that never ends, or IREE's compiler, does not give it for long.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    watcher = threading.Thread(target=_watch, args=(reader,), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        os.close(writer)
        watcher.join()
        os.close(reader)


def _watch(reader: int) -> None:
    while received := os.read(reader, 1):
        if received[0] == signal.SIGINT and not _ends_soon(reader):
            print("interrupted", file=sys.stderr, flush=True)
            os._exit(130)


def _ends_soon(reader: int) -> bool:
    """Whether the main thread leaves in time, which closes the other end."""
    ready, _, _ = select.select([reader], [], [], GRACE_SECONDS)
    return bool(ready) and os.read(reader, 1) == b""
