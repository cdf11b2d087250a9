"""Every operation that a program can hold is differentiated in a test, or is listed here with the reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from derivative_cases import ALL
from rule_files import derivative_rules, shown

ROOT = Path(__file__).resolve().parents[2]

#: Operations without a rule of their own that the numeric tests reach.
REASONS = {
    "no result with a derivative": {
        "eshkol.argmax",
        "eshkol.argmin",
        "eshkol.assert",
        "eshkol.assert_close",
        "eshkol.compare",
        "arith.bitcast",
        "arith.cmpf",
        "arith.cmpi",
        "arith.constant",
        "complex.constant",
        "complex.eq",
        "complex.neq",
        "tensor.dim",
    },
    "no operand with a derivative": {"eshkol.iota", "arith.sitofp", "arith.uitofp", "tensor.empty"},
    "integers": {
        "arith.addi",
        "arith.andi",
        "arith.ceildivsi",
        "arith.divsi",
        "arith.extsi",
        "arith.extui",
        "arith.floordivsi",
        "arith.index_cast",
        "arith.maxsi",
        "arith.minsi",
        "arith.muli",
        "arith.ori",
        "arith.remsi",
        "arith.shli",
        "arith.shrsi",
        "arith.shrui",
        "arith.subi",
        "arith.trunci",
        "arith.xori",
        "math.absi",
        "math.ipowi",
    },
    "differentiated with its region, as control_flow.mlir and the cases of complex numbers show": {
        "eshkol.map",
        "eshkol.yield",
        "scf.condition",
        "scf.for",
        "scf.if",
        "scf.while",
        "scf.yield",
    },
    "rewritten before what it is applied to is differentiated": {
        "eshkol.gradient",
        "eshkol.hessian",
        "eshkol.jacobian",
        "eshkol.jvp",
        "eshkol.vjp",
        "eshkol.vmap",
    },
    # arith.extf is tested after arith.truncf.
    "tested with its inverse": {"arith.truncf"},
}


def operations() -> list[str]:
    """The operations on tensors of the dialect, and those of others that the front end emits."""
    found: set[str] = set()
    for path in (ROOT / "dialects").rglob("*.td"):
        text = path.read_text(encoding="utf-8")
        found.update(
            f"eshkol.{name}"
            for name in re.findall(r"def Eshkol_\w+Op\s*:\s*(?!Eshkol_ValueOp)\w+<\s*\"(\w+)\"", text)
        )
    for path in (ROOT / "python" / "eshkol_mlir").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found.update(re.findall(r"\"((?:arith|math|complex|tensor|scf)\.[a-z0-9_]+)\"", text))
    return sorted(found)


TESTED = {case.name for make in ALL.values() for case in make()}


def test_operations_are_found() -> None:
    assert {"eshkol.matmul", "arith.mulf", "math.sin", "complex.exp", "tensor.extract"} <= set(operations())


@pytest.mark.parametrize("name", operations())
def test_derivative_is_tested(name: str) -> None:
    excused = [reason for reason, names in REASONS.items() if name in names]
    assert (name in TESTED) != bool(excused), f"{name} is tested or excused, not both: {excused}"


def test_rules_are_tested() -> None:
    """Whatever has a rule is in the tests, whether or not the front end emits it."""
    rules: set[str] = set()
    pattern = r"(?:rules|tangents|linear|multilinear|constant|unary|partial)<((?:\w+::)?\w+Op)>\("
    for path in (ROOT / "passes" / "autodiff" / "rules").glob("*.cpp"):
        rules.update(re.findall(pattern, path.read_text(encoding="utf-8")))
    assert len(rules) > 90
    tested = {re.sub(r"[._]", "", name.removeprefix("eshkol.")).lower() for name in TESTED}
    # Tested with their inverses, without derivatives, and, of calls with rules of their own, by programs.
    tested |= {"arithtruncf", "tensorempty", "iota", "funccall"}
    plain = {rule: re.sub(r"::", "", rule.removesuffix("Op")).lower() for rule in rules}
    missing = sorted(rule for rule, name in plain.items() if name not in tested)
    assert not missing, f"not in derivative_cases.py: {missing}"


def test_derivative_rules_are_found() -> None:
    rules = derivative_rules()
    assert {"arith.addf", "complex.neg", "eshkol.dotgeneral", "func.call", "math.acos"} <= rules
    assert len(rules) > 100


def test_derivative_rules_are_shown() -> None:
    missing = sorted(derivative_rules() - shown("autodiff", "jvp|vjp|gradient|jacobian|hessian", "jvp|vjp"))
    assert not missing, f"in no function that a FileCheck test differentiates: {missing}"
