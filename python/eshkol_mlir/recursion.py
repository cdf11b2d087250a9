"""Room for the recursive parts of the compiler."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

#: Limits on nesting keep the compiler far below this.
LIMIT = 60_000

_lock = threading.Lock()
_users = 0
_outside = 0


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Raises the interpreter's recursion limit for as long as any thread compiles."""
    global _users, _outside
    with _lock:
        if _users == 0:
            _outside = sys.getrecursionlimit()
            sys.setrecursionlimit(max(_outside, LIMIT))
        _users += 1
    try:
        yield
    finally:
        with _lock:
            _users -= 1
            if _users == 0:
                sys.setrecursionlimit(_outside)
