"""Questions about a module's text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from eshkol_mlir.compiler.module_scan import has_large_contraction, needs_c_library, recursive_functions
from hypothesis import given, settings
from hypothesis import strategies as st
from mlir_samples import binary, matmul, unary


def module_of(graph: dict[int, list[int]]) -> bytes:
    functions = []
    for caller, callees in graph.items():
        calls = "".join(f"    func.call @f{callee}() : () -> ()\n" for callee in callees)
        functions.append(f"  func.func @f{caller}() {{\n{calls}    return\n  }}\n")
    return f"module {{\n{''.join(functions)}}}\n".encode()


def reaches_itself(graph: dict[int, list[int]]) -> bool:
    """By the transitive closure of the call relation."""
    reach = {node: set(callees) for node, callees in graph.items()}
    for _ in graph:
        for node in graph:
            reach[node] |= {far for near in reach[node] for far in reach[near]}
    return any(node in reach[node] for node in graph)


@settings(deadline=None)
@given(
    st.integers(1, 6).flatmap(
        lambda size: st.fixed_dictionaries(
            {node: st.lists(st.integers(0, size - 1), max_size=3) for node in range(size)}
        )
    )
)
def test_a_cycle_is_found_exactly_where_there_is_one(graph: dict[int, list[int]]) -> None:
    cycle = recursive_functions(module_of(graph))
    assert bool(cycle) == reaches_itself(graph)
    if cycle:
        assert cycle[0] == cycle[-1]
        for caller, callee in pairwise(cycle):
            assert int(callee[1:]) in graph[int(caller[1:])]


def test_a_chain_of_ten_thousand_calls_is_no_cycle() -> None:
    graph = {node: [node + 1] for node in range(9_999)} | {9_999: []}
    assert recursive_functions(module_of(graph)) == []


def test_short_and_generic_spellings_of_calls() -> None:
    assert recursive_functions(b"func.func private @f() {\n  call @f() : () -> ()\n  return\n}") == ["f", "f"]
    generic = b'func.func @g() {\n  "func.call"() <{callee = @g}> : () -> ()\n  return\n}'
    assert recursive_functions(generic) == ["g", "g"]


def test_bytecode_is_not_searched() -> None:
    assert recursive_functions(b"ML\xefR func.func @f() { call @f() }") == []


@pytest.mark.parametrize("operation", ["math.sin", "math.tanh", "math.atan", "math.log2"])
def test_f64_functions_need_the_c_library(operation: str) -> None:
    assert needs_c_library(unary(operation, "f64").encode(), "host")
    assert not needs_c_library(unary(operation, "f32").encode(), "host")


def test_other_reasons_for_the_c_library() -> None:
    assert needs_c_library(binary("arith.remf", "f64").encode(), "host")
    assert needs_c_library(unary("math.log10", "f32").encode(), "host")
    assert needs_c_library(b"%r = complex.exp %x : complex<f64>", "host")
    assert needs_c_library(unary("math.trunc", "f32").encode(), "generic")
    assert not needs_c_library(unary("math.trunc", "f32").encode(), "host")
    assert not needs_c_library(unary("math.sqrt", "f64").encode(), "host")


@pytest.mark.parametrize(
    ("rows", "inner", "columns", "large"),
    [
        (32, 32, 32, False),
        (127, 128, 128, False),
        (128, 128, 128, True),
        (1, 1, 4_000_000, True),
        (1024, 2, 1024, True),
    ],
)
def test_large_contractions(rows: int, inner: int, columns: int, large: bool) -> None:
    assert has_large_contraction(matmul(rows, inner, columns).encode()) is large


def test_unknown_extents_count_as_large_ones() -> None:
    def product(m: str, k: str, n: str) -> bytes:
        a, b, c = f"tensor<{m}x{k}xf32>", f"tensor<{k}x{n}xf32>", f"tensor<{m}x{n}xf32>"
        return f"linalg.matmul ins(%a, %b : {a}, {b}) outs(%c : {c}) -> {c}".encode()

    assert has_large_contraction(product("?", "?", "?"))
    assert has_large_contraction(product("?", "784", "10"))
    assert not has_large_contraction(product("?", "4", "3"))


def test_a_reduction_of_one_operand_is_no_contraction() -> None:
    start = (
        b"linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d1)>], "
        b'iterator_types = ["parallel", "reduction"]} '
    )
    end = b" outs(%c : tensor<4096xf32>) {"
    assert not has_large_contraction(start + b"ins(%a : tensor<4096x4096xf32>)" + end)
    assert has_large_contraction(start + b"ins(%a, %b : tensor<4096x4096xf32>, tensor<4096xf32>)" + end)


def test_quoted_names_are_functions_too() -> None:
    text = b"""
func.func private @scores.1() {
  return
}
func.func private @"run-epoch.2"() {
  call @scores.1() : () -> ()
  return
}
"""
    assert recursive_functions(text) == []
    assert recursive_functions(b'func.func @"a b"() {\n  call @"a b"() : () -> ()\n  return\n}') == [
        '"a b"',
        '"a b"',
    ]
