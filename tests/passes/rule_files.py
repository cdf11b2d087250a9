"""Which operations the rule files register, and which ones the FileCheck tests show the rewriting of."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: Classes whose names are not those of their operations.
SPELLINGS = {
    "complex.equal": "complex.eq",
    "complex.notequal": "complex.neq",
    "math.countleadingzeros": "math.ctlz",
    "math.counttrailingzeros": "math.cttz",
}


def plain(operation: str) -> str:
    """The name of an operation without underscores, in lower case."""
    return operation.replace("_", "").lower()


def operation_of(name: str, dialect: str) -> str:
    """The operation of a class such as `arith::AddFOp`, in `plain` letters."""
    namespace, _, class_name = name.strip().rpartition("::")
    operation = plain(f"{namespace or dialect}.{class_name.removesuffix('Op')}")
    return SPELLINGS.get(operation, operation)


def derivative_rules() -> set[str]:
    """The operations with a derivative rule: those of each call `kind<Op, ..>(c, ..)`."""
    found: set[str] = set()
    for path in sorted((ROOT / "passes" / "autodiff" / "rules").glob("*.cpp")):
        for names in re.findall(r"\b\w+<([\w:,\s]*\w+Op)>\(\s*c\b", path.read_text(encoding="utf-8")):
            found.update(operation_of(name, "eshkol") for name in names.split(","))
    return found


def batching_rules() -> set[str]:
    """The operations with a batching rule: those of each call `attach<rule, Op, ..>(context)`."""
    found: set[str] = set()
    for path in sorted((ROOT / "passes" / "vectorize" / "rules").glob("*.cpp")):
        text = path.read_text(encoding="utf-8")
        dialect = re.search(r"^  using namespace (\w+);", text, re.MULTILINE)
        for attached in re.findall(r"\battach<([^;]*)>\(\s*context\s*\)", text):
            # Without the arguments of the rule itself.
            names = re.sub(r"<[^<>]*>", "", attached).split(",")[1:]
            found.update(operation_of(name, dialect[1] if dialect else "eshkol") for name in names)
    return found


def bodies(lines: list[str]) -> dict[str, list[str]]:
    """The lines of each function of a file."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines:
        if start := re.match(r"func\.func (?:\w+ )*@(\w+)\(", line):
            current = found.setdefault(start[1], [])
        current.append(line)
    return found


def shown(folder: str, transformations: str, suffixes: str) -> set[str]:
    """The operations of functions that are transformed in a FileCheck test whose CHECK lines name the outcome.

    An operation counts where a function has it, or one that it calls, on a line that is no comment.
    """
    found: set[str] = set()
    for path in sorted((ROOT / "lit_tests" / "passes" / folder).glob("*.mlir")):
        text = path.read_text(encoding="utf-8")
        if "| FileCheck" not in text:
            continue
        code = [line for line in text.splitlines() if not line.lstrip().startswith("//")]
        functions = bodies(code)
        asked = set(re.findall(rf"eshkol\.(?:{transformations}) @(\w+)", "\n".join(code)))
        checked = set(re.findall(rf"^// CHECK-LABEL:.*@(\w+)\.(?:{suffixes})(?![a-z])", text, re.MULTILINE))
        waiting, seen = list(asked & checked & set(functions)), set[str]()
        while waiting:
            name = waiting.pop()
            if name in seen or name not in functions:
                continue
            seen.add(name)
            body = "\n".join(functions[name])
            waiting += re.findall(r"\bcall @(\w+)", body)
            found.update(plain(operation) for operation in re.findall(r"\b[a-z]+\.[a-z]\w*", body))
    return found
