"""What is bound to the process that made it: it holds device memory and machine code."""

from __future__ import annotations

import builtins
from typing import Any, NoReturn, Self


class Bound:
    """A base of objects that cannot be pickled; a copy is the object itself, as with functions."""

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise builtins.TypeError(
            f"a compiled {type(self).__name__.lower()} cannot be pickled: it belongs to this process; "
            "compile or load it again in the other one"
        )
