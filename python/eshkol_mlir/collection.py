"""The compiler without Python's collector of cycles, which would walk its many objects in vain."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """Large programs become many objects that stay and few cycles: collecting takes half of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def collection_ended() -> Iterator[None]:
    """For a process that ends with what it compiles: nothing is searched for cycles, its end does not either."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
