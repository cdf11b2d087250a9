"""Questions about a module's text that decide how it is compiled.

Line-based: MLIR prints one operation a line, types included.  Bytecode answers "no".
"""

from __future__ import annotations

import math
import re
from itertools import islice

# Functions on f64 for which IREE's self-contained CPU modules have no code.
_LIBRARY_MATH = rb"math\.(?:sin|cos|sincos|tan|asin|acos|atan2?|tanh|log2|log10|powf)|arith\.remf"
_LIBRARY_COMPLEX = rb"complex\.(?:exp|expm1|log|log1p|sqrt|rsqrt|sin|cos|tan|tanh|angle|powi?|atan2)"
_ON_F64 = re.compile(rb"(?:" + _LIBRARY_MATH + rb"|" + _LIBRARY_COMPLEX + rb")\b.*f64")
_ON_ANY = re.compile(rb"\bmath\.log10\b")
# Rounding is an instruction only from SSE4.1 on.
_ROUNDING = re.compile(rb"\bmath\.(?:ceil|floor|trunc|round|roundeven)\b")
_WITHOUT_ROUNDING = frozenset(
    {"generic", "x86-64", "nocona", "core2", "k8", "athlon64", "opteron", "amdfam10"}
)

_CONTROL = re.compile(rb"\b(?:scf\.(?:for|while|if)|cf\.(?:br|cond_br|switch))\b")

# One line of a contraction: a named operation, or a generic one that reduces.
_CONTRACTION = re.compile(
    rb"linalg\.(?:\w*matmul|\w*matvec|\w*vecmat|dot|contract|conv_\w+|depthwise_\w+|mmt4d)\b.*"
    rb"|linalg\.generic\b.*\"reduction\".*\bins\(%[^:]*,.*"
)
_SHAPE = re.compile(rb"tensor<((?:[\d?]+x)+)[a-z]")
_LARGE = 128**3
_UNKNOWN_EXTENT = 1024

# A symbol is a plain name or a quoted string: `@f`, `@"run-epoch.9"`.
_SYMBOL = rb"@([\w$.-]+|\"(?:[^\"\\]|\\.)*\")"
_FUNCTION = re.compile(rb"^\s*(?:\"?func\.func\"?|util\.func)\b[^@\n]*" + _SYMBOL, re.MULTILINE)
_CALL = re.compile(rb"\b(?:func\.)?call\s+" + _SYMBOL + rb"|callee\s*=\s*" + _SYMBOL)


def needs_c_library(text: bytes, cpu: str) -> bool:
    """Whether CPU code for this module calls functions of the C library."""
    if _ON_F64.search(text) or _ON_ANY.search(text):
        return True
    return cpu in _WITHOUT_ROUNDING and _ROUNDING.search(text) is not None


def may_branch(text: bytes) -> bool:
    """Whether its functions have loops or conditionals outside of computations on tensors."""
    return _CONTROL.search(text) is not None


def has_large_contraction(text: bytes) -> bool:
    """Whether packing operands may pay: some contraction has 128^3 or more steps."""
    return any(_steps(match.group()) >= _LARGE for match in _CONTRACTION.finditer(text))


def _steps(line: bytes) -> float:
    """About the number of multiplications: operands and result together have every dimension twice."""
    extents = [extent for shape in _SHAPE.findall(line) for extent in shape.split(b"x")[:-1]]
    # The last shape repeats that of the output operand.
    known = (_UNKNOWN_EXTENT if extent == b"?" else int(extent) for extent in extents)
    return math.sqrt(math.prod(islice(known, _operand_extents(line))))


def _operand_extents(line: bytes) -> int:
    before_result = line.rpartition(b") -> tensor")[0] or line
    return sum(len(shape.split(b"x")) - 1 for shape in _SHAPE.findall(before_result))


def recursive_functions(text: bytes) -> list[str]:
    """The names on one cycle of the call graph, first name repeated at the end; empty if none."""
    graph = _call_graph(text)
    done: set[str] = set()
    for root in graph:
        cycle = _find_cycle(graph, root, done)
        if cycle:
            return cycle
    return []


def _call_graph(text: bytes) -> dict[str, list[str]]:
    if text.startswith(b"ML\xefR"):
        return {}
    starts = list(_FUNCTION.finditer(text))
    graph: dict[str, list[str]] = {}
    for index, match in enumerate(starts):
        end = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        calls = _CALL.finditer(text, match.end(), end)
        callees = ((call.group(1) or call.group(2)).decode() for call in calls)
        graph[match.group(1).decode()] = list(dict.fromkeys(callees))
    return graph


def _find_cycle(graph: dict[str, list[str]], root: str, done: set[str]) -> list[str]:
    path: list[str] = []
    stack = [(root, iter(graph.get(root, ())))]
    if root in done:
        return []
    path.append(root)
    while stack:
        callee = next(stack[-1][1], None)
        if callee is None:
            stack.pop()
            done.add(path.pop())
        elif callee in path:
            return [*path[path.index(callee) :], callee]
        elif callee not in done:
            path.append(callee)
            stack.append((callee, iter(graph.get(callee, ()))))
    return []
