"""Compiling with IREE in this process."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import eshkol_mlir as esk
import numpy as np
import pytest
from eshkol_mlir.compiler import iree_backend
from eshkol_mlir.compiler.driver import Compiler
from eshkol_mlir.compiler.iree_backend import compile_module, compile_to_vmfb
from eshkol_mlir.compiler.iree_session import Level, Message, Outcome
from eshkol_mlir.compiler.options import Options
from eshkol_mlir.compiler.targets import TARGETS, parse_target
from eshkol_mlir.diagnostics import InternalError, OutOfMemoryError, Source, UnsupportedError
from mlir_samples import ASSERTING, COMPLEX_PAD, matmul, unary
from plain_modules import run_plain

CPU = parse_target("cpu")


@pytest.mark.parametrize("target", [*TARGETS, "cpu:generic", "vulkan:rdna3"])
@pytest.mark.parametrize("level", [0, 2, 3])
def test_every_target_and_level_compiles(target: str, level: int) -> None:
    vmfb = compile_to_vmfb(matmul(16, 8, 4), parse_target(target), level)
    assert vmfb.startswith(b"PK\x03\x04")


def test_bytecode_and_bytes_are_accepted() -> None:
    text = unary("math.absf", "f32")
    assert compile_to_vmfb(text.encode(), CPU) == compile_to_vmfb(text, CPU)
    bytecode = text_to_bytecode(text)
    vmfb = compile_to_vmfb(bytecode, CPU)
    result = run_plain(vmfb, "f", np.array([-1, 2, -3, 4, -5, 6, -7, 8], np.float32))
    assert result.tolist() == [1, 2, 3, 4, 5, 6, 7, 8]


def text_to_bytecode(text: str) -> bytes:
    from iree.compiler import ir

    with ir.Context():
        import io

        buffer = io.BytesIO()
        ir.Module.parse(text).operation.write_bytecode(buffer)
    return buffer.getvalue()


def digests() -> dict[str, str]:
    """The digest of one module's code for each target; ``f`` is left out where f64 has no functions."""
    common = matmul(24, 24, 24, name="plain") + matmul(128, 128, 130, name="tiled")
    sources = {
        "cpu": common + unary("math.sin", "f64"),
        "vulkan": common,
        "cuda": common + unary("math.sin", "f64"),
        "rocm": common + unary("math.sin", "f64"),
        "vmvx": common,
    }
    return {
        target: hashlib.sha256(compile_to_vmfb(source, parse_target(target))).hexdigest()
        for target, source in sources.items()
    }


def test_the_same_bytes_in_every_process() -> None:
    here = digests()
    program = "import json, test_iree_backend; print(json.dumps(test_iree_backend.digests()))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONHASHSEED": "1"},
    )
    assert json.loads(done.stdout) == here


def test_f64_keeps_its_precision() -> None:
    x = np.linspace(0.1, 3.0, 8)
    for operation, expected in {
        "math.sin": np.sin,
        "math.tanh": np.tanh,
        "math.exp": np.exp,
        "math.atan": np.arctan,
        "math.log2": np.log2,
        "math.sqrt": np.sqrt,
    }.items():
        result = run_plain(compile_to_vmfb(unary(operation, "f64"), CPU), "f", x)
        np.testing.assert_allclose(result, expected(x), rtol=4e-15, err_msg=operation)


def test_the_c_library_is_linked_only_where_needed() -> None:
    assert "--iree-llvmcpu-link-embedded=true" in compile_module(unary("math.sin", "f32"), CPU).flags
    assert "--iree-llvmcpu-link-embedded=false" in compile_module(unary("math.sin", "f64"), CPU).flags


def test_flags_in_the_result_name_no_place_on_this_machine() -> None:
    flags = compile_module(unary("math.sin", "f64"), CPU).flags
    assert not any("/" in flag for flag in flags)


def test_a_function_missing_at_link_time_is_found_in_the_c_library() -> None:
    compiled = compile_module(unary("math.trunc", "f32"), parse_target("cpu:k8-sse3"))
    assert compiled.fallbacks == (
        "linked with the C library: the self-contained form lacks a function that the code calls",
    )
    x = np.array([-1.5, 1.5, 2.0, -0.2, 1e9, 0, 3.99, -7.01], np.float32)
    assert run_plain(compiled.vmfb, "f", x).tolist() == np.trunc(x).tolist()


def test_data_tiling_falls_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse_tiling(text: bytes, flags: list[str], *_: object) -> Outcome:
        if "--iree-opt-data-tiling" in flags:
            return Outcome(None, (Message(Level.ERROR, "large vector sizes"),))
        return Outcome(b"module", ())

    monkeypatch.setattr(iree_backend, "compile_once", refuse_tiling)
    compiled = compile_module(matmul(256, 256, 256), CPU)
    assert compiled.vmfb == b"module"
    assert compiled.fallbacks == ("compiled without data tiling, which failed on this module",)


@pytest.mark.parametrize("shape", ["4096x128", "?x?"])
@pytest.mark.parametrize("axes", ["", ":axis 1"])
def test_sums_of_i32_compile_for_cuda(shape: str, axes: str) -> None:
    sizes = shape.replace("x", " ").replace("? ?", "n m")
    source = f"(define (f [x : (Tensor i32 [{sizes}])]) (sum x {axes}))"
    [compiled] = Compiler(Source("f.esk", source), Options((parse_target("cuda"),))).artifact().modules
    assert compiled.fallbacks == (
        "compiled with reductions apart from what makes their operands, which failed together",
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("(amax (transpose (outer x (zeros-like y))))", lambda x, y, a: 0.0),
        ("(sum (* x (transpose (* A 2))))", lambda x, y, a: (x * (2 * a).T).sum()),
    ],
    ids=["maximum", "sum"],
)
def test_reductions_that_iree_cannot_fuse(source: str, expected: Callable[..., float]) -> None:
    program = esk.compile(
        f"(define (f [x : (Tensor f64 [n])] [y : (Tensor f64 [m])] [A : (Tensor f64 [n m])]) {source})"
    )
    numbers = np.random.default_rng(0)
    x, y, a = numbers.normal(size=5), numbers.normal(size=3), numbers.normal(size=(5, 3))
    np.testing.assert_allclose(program.f(x, y, a), expected(x, y, a), rtol=1e-12)


def test_data_tiling_is_for_large_contractions() -> None:
    assert "--iree-opt-data-tiling" in compile_module(matmul(128, 128, 128), CPU).flags
    assert "--iree-opt-data-tiling" not in compile_module(matmul(32, 32, 32), CPU).flags
    assert "--iree-opt-data-tiling" not in compile_module(matmul(128, 128, 128), CPU, 1).flags


def test_run_time_checks_stay_at_every_level() -> None:
    for level in range(4):
        vmfb = compile_to_vmfb(ASSERTING, CPU, level)
        with pytest.raises(RuntimeError, match="n must be positive"):
            run_plain(vmfb, "f", np.ones(4, np.float32), 0)


def test_run_time_checks_can_be_stripped() -> None:
    vmfb = compile_module(ASSERTING, CPU, strip_assertions=True).vmfb
    assert run_plain(vmfb, "f", np.ones(4, np.float32), 0).tolist() == [2, 2, 2, 2]


def test_a_malformed_module_is_a_defect(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InternalError) as caught:
        compile_module("func.func @f(", CPU)
    assert str(caught.value) == (
        "error[E0827]: InternalError: the IREE compiler refused the module made for cpu:host\n"
        "  = note: expected non-function type\n"
        "  = help: this is a defect of Eshkol's compiler: please report it with the program that caused it"
    )
    assert capfd.readouterr() == ("", "")


def test_a_crash_of_the_compiler_is_a_defect_and_no_crash_of_the_process() -> None:
    with pytest.raises(InternalError) as caught:
        compile_module(COMPLEX_PAD, CPU)
    assert str(caught.value) == (
        "error[E0827]: InternalError: the IREE compiler crashed on the module made for cpu:host\n"
        "  = note: the pass that crashed is TensorPadToTensorInsertSlicePass\n"
        "  = help: this is a defect of Eshkol's compiler: please report it with the program that caused it"
    )
    assert compile_to_vmfb(unary("math.absf", "f32"), CPU)


def test_an_operation_that_a_target_lacks(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UnsupportedError) as caught:
        compile_module(unary("math.sin", "f64"), parse_target("vulkan"))
    lines = str(caught.value).splitlines()
    assert lines[0] == "error[E0820]: UnsupportedError: the target vulkan has no code for math.sin on f64"
    assert lines[-2:] == [
        "  = help: use f32 here: Vulkan's shading language has no mathematical functions on f64",
        "  = help: compile this function for another target than vulkan",
    ]
    assert capfd.readouterr() == ("", "")


def test_arrays_of_complex_numbers_on_the_reference_target() -> None:
    source = Source("f.esk", "(define (f [x : (Tensor complex64 [4 4])]) (matmul x x))")
    with pytest.raises(UnsupportedError, match="the target vmvx has no code for arrays of complex<f32>"):
        Compiler(source, Options((parse_target("vmvx"),))).artifact()


def test_no_memory_or_space_left() -> None:
    full = Outcome(None, (Message(Level.ERROR, "cannot write: No space left on device"),))
    error = iree_backend.failure(full, CPU)
    assert isinstance(error, OutOfMemoryError)
    assert str(error) == (
        "error[E0821]: OutOfMemoryError: the machine ran out of memory or disk space while compiling for cpu:host\n"
        "  = note: cannot write: No space left on device\n"
        "  = help: free memory or space for temporary files, or compile with -O0"
    )


def test_recursion_never_reaches_the_compiler() -> None:
    even_odd = (
        "func.func @even(%n: i32) -> i32 {\n  %r = call @odd(%n) : (i32) -> i32\n  return %r : i32\n}\n"
        "func.func @odd(%n: i32) -> i32 {\n  %r = call @even(%n) : (i32) -> i32\n  return %r : i32\n}\n"
    )
    with pytest.raises(InternalError) as caught:
        compile_module(even_odd, CPU)
    assert "the cycle of calls is even -> odd -> even" in str(caught.value)


def test_several_threads_compile_at_once() -> None:
    extents = range(3, 9)
    alone = [compile_to_vmfb(unary("math.exp", "f32", extent), CPU) for extent in extents]
    together: dict[int, bytes] = {}

    def work(index: int, extent: int) -> None:
        together[index] = compile_to_vmfb(unary("math.exp", "f32", extent), CPU)

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(extents)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[index] for index in range(len(alone))] == alone


def test_progress_and_timing_are_reported() -> None:
    stages: list[tuple[str, float]] = []
    said: list[str] = []
    compile_module(
        unary("math.exp", "f32"),
        CPU,
        timing=lambda name, seconds: stages.append((name, seconds)),
        progress=said.append,
    )
    assert said == ["compiling for cpu:host"]
    [(name, seconds)] = stages
    assert name == "iree:cpu:host"
    assert 0 < seconds < 60


UPDATES = {
    "insert": "%r = tensor.insert_slice %b into %a[1, 1] [2, 2] [1, 1] : tensor<2x2xf32> into tensor<8x8xf32>",
    "add": "%r = arith.addf %a, %a : tensor<8x8xf32>",
    "loop": (
        "%c0 = arith.constant 0 : index\n %c1 = arith.constant 1 : index\n %c4 = arith.constant 4 : index\n"
        " %r = scf.for %i = %c0 to %c4 step %c1 iter_args(%q = %a) -> (tensor<8x8xf32>) {\n"
        "   %w = tensor.insert_slice %b into %q[%i, %i] [2, 2] [1, 1] : tensor<2x2xf32> into tensor<8x8xf32>\n"
        "   scf.yield %w : tensor<8x8xf32>\n }"
    ),
    "identity": "%r = tensor.insert_slice %b into %a[0, 0] [2, 2] [1, 1] : tensor<2x2xf32> into tensor<8x8xf32>",
}


@pytest.mark.parametrize("update", UPDATES)
@pytest.mark.parametrize("level", [0, 2])
def test_arguments_called_read_only_are_never_written(update: str, level: int) -> None:
    text = (
        "func.func @f(%a: tensor<8x8xf32>, %b: tensor<2x2xf32>) -> tensor<8x8xf32> {\n"
        f" {UPDATES[update]}\n return %r : tensor<8x8xf32>\n}}\n"
    )
    compiled = compile_module(text, CPU, level)
    arrays = [np.arange(64, dtype=np.float32).reshape(8, 8), -np.ones((2, 2), np.float32)]
    seen: list[np.ndarray] = []
    run_plain(compiled.vmfb, "f", *arrays, seen=seen)
    for index in compiled.read_only.get("f", ()):
        np.testing.assert_array_equal(seen[index], arrays[index])
    if update == "add":
        assert compiled.read_only["f"] == (0,)
    if update == "insert":
        assert compiled.read_only["f"] == (1,)


def test_constants_whose_computation_in_advance_does_not_end_are_computed_when_called(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse_hoisting(text: bytes, flags: list[str], *_: object) -> Outcome:
        if "--iree-opt-const-expr-hoisting=false" in flags:
            return Outcome(b"module", (), "end")
        return Outcome(None, (Message(Level.ERROR, "maximum iteration count exceeded"),), "")

    monkeypatch.setattr(iree_backend, "compile_once", refuse_hoisting)
    compiled = compile_module(matmul(8, 8, 8), CPU)
    assert compiled.fallbacks == (
        "compiled without computing constants in advance, which did not come to an end",
    )


def test_loops_over_constants() -> None:
    program = esk.compile("""
    (define (pair) (autodiff-gradient (lambda (v) (vector-dot v v)) (vector 3 4)))
    (define (power) (grad (lambda (x) (let loop ([i 0] [s x]) (if (= i 5) s (loop (+ i 1) (* s x))))) 2))
    """)
    np.testing.assert_array_equal(program.pair(), [6.0, 8.0])
    # d/dx x^6 at 2
    assert program.power() == 192.0


def test_waits_are_elided_once_where_that_does_not_come_to_an_end() -> None:
    source = """
    (define (power) (grad (lambda (x) (for/fold ([s x]) ([i (range 4)]) (for/fold ([t s]) ([j (range i)]) (* t t)))) 1.5))
    """
    (module,) = Compiler(Source("<test>", source), Options((CPU,))).artifact().modules
    assert module.fallbacks == ("compiled without leaving out waits, which did not come to an end",)
    # d/dx x^64
    np.testing.assert_allclose(esk.compile(source, cache=False).power(), 64 * 1.5**63, rtol=1e-14)


def test_fusions_that_cannot_be_scheduled_are_left_out() -> None:
    source = """
    (define (f m v)
      (maximum (where (> v 0.1) (vref m 1) (* 2 v))
               (for/fold ([s (/ (square (vref m 1)) (+ 2.0 (square (exp (* 0.3 v)))))]) ([i (range 3)])
                 (* s (cos v)))))
    (define (slope m : (Tensor f64 [4 4]) v : (Tensor f64 [4])) (grad (lambda (v) (sum (f m v))) v))
    """
    (module,) = Compiler(Source("<test>", source), Options((CPU,))).artifact().modules
    m, v = np.full((4, 4), 0.25), np.array([0.2, -0.5, 0.05, 1.0])
    h = 1e-6

    def f(v: np.ndarray) -> np.ndarray:
        return np.maximum(
            np.where(v > 0.1, m[1], 2 * v), m[1] ** 2 / (2 + np.exp(0.3 * v) ** 2) * np.cos(v) ** 3
        )

    slopes = (f(v + h) - f(v - h)) / (2 * h)
    np.testing.assert_allclose(run_plain(module.vmfb, "slope", m, v), slopes, rtol=1e-6, atol=1e-9)


def test_processor_features_are_recorded() -> None:
    assert "avx2" in compile_module(unary("math.exp", "f32"), parse_target("cpu:haswell")).cpu_features
    assert compile_module(unary("math.exp", "f32"), parse_target("cpu:generic")).cpu_features == ()
