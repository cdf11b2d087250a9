"""Every batching rule is shown in a FileCheck test."""

from __future__ import annotations

from rule_files import batching_rules, shown


def test_batching_rules_are_found() -> None:
    assert {
        "arith.addf",
        "complex.eq",
        "eshkol.dynamicupdateslice",
        "scf.for",
        "tensor.dim",
    } <= batching_rules()
    assert len(batching_rules()) > 170


def test_batching_rules_are_shown() -> None:
    missing = sorted(batching_rules() - shown("vectorize", "vmap", "vmap"))
    assert not missing, f"in no function that a FileCheck test of vmap rewrites: {missing}"
