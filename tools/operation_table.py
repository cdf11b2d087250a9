"""Writes docs/operations.md: what each operation can be used in, and what it compiles for.

Whether there are rules comes from the compiler's registry.  Whether it compiles for a target is tried: the value, the
tangent and the cotangent of a case of `tests/passes/derivative_cases.py`, in float64, and where that fails in float32.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "operations.md"
TARGETS = ("cpu", "cuda", "rocm", "vulkan", "stablehlo")
#: Applications of transformed functions, and parts of other operations.
NOT_LISTED = frozenset(
    f"eshkol.{name}" for name in ("jvp", "vjp", "gradient", "jacobian", "hessian", "vmap", "yield")
)
HEADER = """# Operations

What is known about each operation, by its rules and by compiling it.  `tools/operation_table.py` writes this page.

- *derivative*: there is a derivative rule, forward and reverse, or what the operation computes is constant wherever it has a
  derivative.
- *batch*: there is a batching rule.
- The targets: the value and both derivatives of a case of `tests/passes/derivative_cases.py` compile, in `f64` or only in `f32`.  No entry:
  nothing in the cases is differentiated, or the operation is tested as part of others.

| operation | derivative | batch | """


def registry() -> list[tuple[str, bool, bool]]:
    """Name, whether there is a derivative rule, whether there is a batching rule."""
    from eshkol_mlir import _core

    return sorted(row for row in _core.operations() if row[0] not in NOT_LISTED)


def cases() -> Iterator[tuple[str, str]]:
    """For each operation that a case differentiates, its name and functions of its value and derivatives."""
    sys.path.insert(0, str(ROOT / "tests" / "passes"))
    from derivative_cases import ALL
    from native_derivatives import emit

    seen: set[str] = set()
    for make in ALL.values():
        for case in make():
            if case.name not in seen:
                seen.add(case.name)
                yield case.name, emit(case, is_dynamic=False)


def compiles(text: str, target: str) -> str:
    """``f64``, ``f32`` or ``no``."""
    narrowed = text.replace("f64", "f32")
    for element, module in (("f64", text), ("f32", narrowed)):
        if _compiles(module, target):
            return element
    return "no"


def _compiles(text: str, target: str) -> bool:
    from eshkol_mlir.compiler.driver import Compiler
    from eshkol_mlir.compiler.options import Options
    from eshkol_mlir.compiler.targets import parse_target
    from eshkol_mlir.diagnostics import EshkolError, Source

    try:
        if target == "stablehlo":
            Compiler(Source("case.mlir", text), is_mlir=True).emit("stablehlo")
        else:
            options = Options((parse_target(target),), opt_level=1)
            Compiler(Source("case.mlir", text), options, is_mlir=True).artifact()
    except EshkolError:
        return False
    return True


def make_rows(tried: dict[str, list[str]]) -> list[str]:
    rows = []
    for name, *has_rules in registry():
        marks = ["yes" if has_rule else "" for has_rule in has_rules]
        rows.append(f"| `{name}` | {' | '.join(marks + tried.get(name, [''] * len(TARGETS)))} |")
    return rows


def read_rows() -> dict[str, list[str]]:
    """The cells of the page, by operation."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    found = re.findall(r"^\| `([\w.]+)` \| (.*) \|$", text, re.MULTILINE)
    return {name: [cell.strip() for cell in cells.split("|")] for name, cells in found}


def write(rows: list[str]) -> None:
    head = HEADER + " | ".join(TARGETS) + " |\n|" + "---|" * (3 + len(TARGETS)) + "\n"
    PAGE.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    tried = {}
    for name, text in cases():
        print(name, end=" ", flush=True, file=sys.stderr)
        tried[name] = [compiles(text, target) for target in TARGETS]
    write(make_rows(tried))


if __name__ == "__main__":
    main()
