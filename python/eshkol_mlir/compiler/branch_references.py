"""Branches of IREE's virtual machine that pass one buffer several times.

IREE 3.13's register allocation moves a reference that a branch passes into the register of the block
argument, and so takes it from the other arguments that the same reference goes to: these are null, or
buffers of other sizes (https://github.com/iree-org/iree/issues/24753).  It happens where several
tensors that a loop carries share one allocation.  Each further use gets a copy of the reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BRANCH = re.compile(r"^(?P<indent> *)vm\.(?:cond_)?br .*$", re.MULTILINE)
#: The values that an edge passes, and their types.
_EDGE = re.compile(r"\((?P<values>%[^:()]*) : (?P<types>[^()]*)\)")


def copy_references(module: str) -> str | None:
    """A module in the vm dialect in which no branch passes a reference twice; None where it is one already."""
    count = 0

    def mend(branch: re.Match[str]) -> str:
        copies: list[str] = []

        def mend_edge(edge: re.Match[str]) -> str:
            nonlocal count
            values = edge["values"].split(", ")
            seen: set[str] = set()
            for position, (value, type) in enumerate(zip(values, _types(edge["types"]), strict=True)):
                if type.startswith("!vm.ref") and value in seen:
                    values[position] = f"%eshkol_copy_{count}"
                    copies.append(
                        f"{branch['indent']}{values[position]} = vm.assign.ref {value} : {type} -> {type}\n"
                    )
                    count += 1
                seen.add(value)
            return f"({', '.join(values)} : {edge['types']})"

        mended = _EDGE.sub(mend_edge, branch[0])
        return "".join(copies) + mended

    text = _BRANCH.sub(mend, module)
    return text if count else None


def _types(text: str) -> Iterator[str]:
    """The types of a list, which may hold commas between angle brackets."""
    start = depth = 0
    for position, character in enumerate(text):
        depth += (character == "<") - (character == ">")
        if character == "," and depth == 0:
            yield text[start:position].strip()
            start = position + 1
    yield text[start:].strip()
