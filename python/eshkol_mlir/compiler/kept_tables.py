"""Tables that follow from the package's files, kept in the cache, as making them takes longer than many checks."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeVar

from eshkol_mlir.compiler.cache import CacheKey, ModuleCache
from eshkol_mlir.compiler.versions import package_fingerprint

Table = TypeVar("Table")


def kept_table(what: str, make: Callable[[], Table]) -> Table:
    """A table of JSON values, which ``make`` makes where the cache does not have it."""
    cache = ModuleCache()
    key = CacheKey(what, {"the table": what, "the compiler": package_fingerprint()})
    data = cache.get(key)
    if data is not None:
        kept: Table = json.loads(data)
        return kept
    made = make()
    cache.put(key, json.dumps(made).encode())
    return made
