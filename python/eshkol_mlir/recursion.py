"""Room for the recursive parts of the compiler, and for the long numbers of programs."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

#: Limits on nesting keep the compiler far below this.
LIMIT = 60_000

_lock = threading.Lock()
_users = 0
_outside = (0, 0)


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Lifts the interpreter's limits on recursion and on the digits of integers for as long as any thread
    compiles; what bounds them here are the reader's limits on nesting and literals, and that of exact results."""
    global _users, _outside
    with _lock:
        if _users == 0:
            _outside = (sys.getrecursionlimit(), sys.get_int_max_str_digits())
            sys.setrecursionlimit(max(_outside[0], LIMIT))
            sys.set_int_max_str_digits(0)
        _users += 1
    try:
        yield
    finally:
        with _lock:
            _users -= 1
            if _users == 0:
                sys.setrecursionlimit(_outside[0])
                sys.set_int_max_str_digits(_outside[1])
