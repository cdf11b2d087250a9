"""Every operation of the dialect has a lowering and tests that would notice a wrong one."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LIT = ROOT / "lit_tests"

#: Operations that are part of another one's syntax, with the operation that tests them.
TERMINATORS = {"yield": "map"}

#: Definitions of the operations of the host tier.
HOST = ("Values.td", "Procedures.td", "Unboxed.td")

#: Applications of transformed functions, which become calls of functions instead of being lowered.
TRANSFORMATIONS = ("gradient", "hessian", "jacobian", "jvp", "vjp", "vmap")


@cache
def operations() -> list[str]:
    """The mnemonics of the dialect, from the op definitions."""
    found: set[str] = set()
    for path in (ROOT / "dialects").rglob("*.td"):
        text = path.read_text(encoding="utf-8")
        found.update(re.findall(r"def Eshkol_\w+Op\s*:\s*\w+<\s*\"(\w+)\"", text))
    return sorted(found)


@cache
def host_operations() -> frozenset[str]:
    """Those over values, which have other passes, and whose numbers are those of tests/host."""
    texts = [(ROOT / "dialects" / "core" / name).read_text(encoding="utf-8") for name in HOST]
    return frozenset(name for text in texts for name in re.findall(r"Eshkol_ValueOp<\"(\w+)\"", text))


def lit_text(folder: str, pattern: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((LIT / folder).rglob(pattern)))


def test_operations_are_found() -> None:
    assert {"matmul", "reduce", "softmax", "assert"} <= set(operations())


@pytest.mark.parametrize("name", sorted(host_operations()))
def test_lowering_for_the_host_is_shown(name: str) -> None:
    tested = "\n".join(re.sub(r"//.*", "", line) for line in lit_text("passes/host", "*.mlir").splitlines())
    assert re.search(rf"\beshkol\.{name}\b", tested), f"no test lowers {name}"


@pytest.mark.parametrize("name", sorted(set(operations()) - host_operations()))
def test_lowering_is_executed(name: str) -> None:
    tested = TERMINATORS.get(name, name)
    path = LIT / "passes" / "lowering" / f"{tested}.mlir"
    if name in TRANSFORMATIONS:
        path = LIT / "passes" / "transform" / "compositions.mlir"
    assert path.exists(), f"{name} has no numeric test"
    text = path.read_text(encoding="utf-8")
    assert f"eshkol.{name}" in text
    assert "%run-native" in text, f"the numbers of {name} are not checked"
    assert "eshkol.assert" in text, f"nothing in {path.name} can fail"
    assert "CHECK" in text, f"the rewrite of {name} is not shown"


@pytest.mark.parametrize("name", operations())
def test_printing_is_tested(name: str) -> None:
    assert re.search(rf"CHECK.*eshkol\.{name}\b", lit_text("dialects", "*_ops.mlir")), (
        f"{name} is not round-tripped"
    )


@cache
def verifier_messages() -> list[tuple[str, str]]:
    """(file, first literal words) of every diagnostic that the dialect emits."""
    found = []
    for path in sorted((ROOT / "dialects").rglob("*.cpp")):
        text = path.read_text(encoding="utf-8")
        for match in re.finditer(
            r"(?:emitOptionalError\(\s*\w+,|emitOpError\(\)?\s*(?:<<)?|emitError\(\)?\s*(?:<<)?)\s*\"([^\"]+)\"",
            text,
        ):
            found.append((path.name, match[1].strip()))
    return found


@pytest.mark.parametrize(("file", "message"), verifier_messages())
def test_verifier_message_is_tested(file: str, message: str) -> None:
    expected = re.findall(
        r"expected-error\s*(?:@[+-]?\d+|@\w+)?\s*(?:re\s*)?\{\{(.*?)\}\}",
        lit_text("dialects", "*_invalid.mlir"),
    )
    assert any(message in text for text in expected), f"{file}: no test expects `{message}`"


@cache
def reference() -> dict[str, str]:
    """The generated reference: the section of each operation."""
    text = (ROOT / "docs" / "dialect" / "eshkol.md").read_text(encoding="utf-8")
    parts = re.split(r"^### `eshkol\.(\w+)`.*$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("name", operations())
def test_operation_is_documented(name: str) -> None:
    section = reference()[name]
    assert re.search(r"^_[A-Z].*_$", section, re.MULTILINE), f"{name} has no summary"
    examples = re.findall(r"```mlir\n(.*?)```", section, re.DOTALL)
    if name not in TERMINATORS:
        assert any(f"eshkol.{name}" in example for example in examples), f"{name} has no example"
