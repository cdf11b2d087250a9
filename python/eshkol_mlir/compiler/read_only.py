"""Which arguments of an exported function its code never writes to.

IREE computes in place in the memory of an argument that a function updates (by a slice
insertion or a scatter, say).  So only an argument that is provably read may share the
caller's memory.  The proof is read off IREE's ``stream`` dialect, where every access to a
resource says ``ro``, ``wo`` or ``rw``; whatever is not recognized counts as a write.
"""

from __future__ import annotations

import re

_FUNCTION = re.compile(
    r"^  util\.func public @([\w$.-]+|\"[^\"]+\")\((.*?)\)(?: ->| attributes| \{)", re.MULTILINE
)
_ARGUMENT = re.compile(r"(%arg\d+): ([^,]+)")
_IMPORT = re.compile(r"(%[\w#]+) = stream\.tensor\.import .*?(%arg\d+) : !hal\.buffer_view")
_HARMLESS_USES = ("hal.buffer_view.", "stream.tensor.import")


def read_only_arguments(stream_ir: str) -> dict[str, tuple[int, ...]]:
    """By exported function, the indices of the arguments that are only read."""
    starts = list(_FUNCTION.finditer(stream_ir))
    found = {}
    for index, match in enumerate(starts):
        end = starts[index + 1].start() if index + 1 < len(starts) else len(stream_ir)
        body = stream_ir[match.end() : end]
        indices = _of_function(match[2], body[: _closing(body)])
        if indices:
            found[match[1].strip('"')] = indices
    return found


def _of_function(header: str, body: str) -> tuple[int, ...]:
    positions = {name: index for index, (name, _) in enumerate(_ARGUMENT.findall(header))}
    lines = body.splitlines()
    return tuple(
        positions[argument]
        for value, argument in _IMPORT.findall(body)
        if argument in positions and _is_inspected_only(argument, lines) and _is_only_read(value, lines)
    )


def _closing(body: str) -> int:
    end = body.find("\n  }")
    return end if end >= 0 else len(body)


def _is_inspected_only(argument: str, lines: list[str]) -> bool:
    """The argument itself goes nowhere but to its import and to questions about its shape."""
    use = re.compile(re.escape(argument) + r"\b")
    return all(any(each in line for each in _HARMLESS_USES) for line in lines if use.search(line))


def _is_only_read(value: str, lines: list[str]) -> bool:
    """The imported resource is used by executions alone, and each only reads it."""
    use = re.compile(re.escape(value) + r"(?![\w#])")
    captured = re.compile(re.escape(value) + r" as (%arg\d+):")
    names: set[str] = set()
    for line in lines:
        count = len(use.findall(line))
        if f"{value} = stream.tensor.import" in line:
            count -= 1
        inside = captured.findall(line) if "stream.cmd.execute" in line else []
        if count != len(inside):
            return False
        names.update(inside)
    return all(_is_read(name, lines) for name in names)


def _is_read(name: str, lines: list[str]) -> bool:
    use = re.compile(re.escape(name) + r"\b")
    for line in lines:
        text = line.strip()
        if not use.search(text) or f" as {name}:" in text:
            continue
        read = text.startswith(f"ro {name}[")
        copied_from = text.startswith(f"stream.cmd.copy {name}[") and len(use.findall(text)) == 1
        if not read and not copied_from:
            return False
    return True
