"""Failures while running, and modules that cannot be loaded."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from eshkol_mlir.compiler.artifact import Artifact, TargetModule
from eshkol_mlir.compiler.signature import Signature, TensorInfo
from eshkol_mlir.compiler.targets import TargetSpec
from eshkol_mlir.diagnostics import (
    ArtifactError,
    DeviceError,
    EshkolError,
    FileError,
    InternalError,
    NumericalError,
    OutOfMemoryError,
    ShapeError,
)
from eshkol_mlir.runtime.failures import call_failure, status_and_text
from eshkol_mlir.runtime.module import Module
from eshkol_mlir.runtime.module import load as load_file
from runtime_support import artifact, elementwise, function, load

I32 = TensorInfo("i32")
VECTOR = TensorInfo("f32", (4,))
DOUBLE = elementwise("f", "arith.addf", VECTOR)
DOUBLE_INFO = function("f", {"a": VECTOR}, [VECTOR])


def checking(message: str) -> str:
    return f"""
    func.func @f(%a: tensor<4xf32>, %n: i32) -> tensor<4xf32> {{
      %zero = arith.constant 0 : i32
      %positive = arith.cmpi sgt, %n, %zero : i32
      cf.assert %positive, "{message}"
      %r = arith.addf %a, %a : tensor<4xf32>
      return %r : tensor<4xf32>
    }}
    """


@pytest.mark.parametrize("device", ["cpu", "cpu:sync", "cpu:task"])
def test_a_failing_check_keeps_its_text_and_the_module_works_on(device: str) -> None:
    module = load(
        checking("log of 0; the logarithm needs positive numbers"),
        function("f", {"a": VECTOR, "n": I32}, [VECTOR]),
        device=device,
    )
    a = np.ones(4, np.float32)
    for _ in range(3):
        with pytest.raises(NumericalError) as caught:
            module.f(a, 0)
        assert str(caught.value) == (
            "error[E1009]: NumericalError: f: log of 0; the logarithm needs positive numbers\n"
            f"  = note: found while running on {device}"
        )
        assert caught.value.__suppress_context__
        assert module.f(a, 1).tolist() == [2, 2, 2, 2]


def test_a_check_may_say_which_error_it_is() -> None:
    module = load(
        checking("ShapeError: n must be positive"), function("f", {"a": VECTOR, "n": I32}, [VECTOR])
    )
    with pytest.raises(ShapeError) as caught:
        module.f(np.ones(4, np.float32), 0)
    assert str(caught.value).startswith("error[E1009]: ShapeError: f: n must be positive\n")


def test_text_before_a_colon_that_is_no_error_stays() -> None:
    module = load(checking("step 3: n must be positive"), function("f", {"a": VECTOR, "n": I32}, [VECTOR]))
    with pytest.raises(NumericalError, match="f: step 3: n must be positive"):
        module.f(np.ones(4, np.float32), -1)


def test_memory_that_no_machine_has() -> None:
    text = """
    func.func @fill(%n: i64) -> tensor<?xf32> {
      %c = arith.constant 1.0 : f32
      %i = arith.index_cast %n : i64 to index
      %e = tensor.empty(%i) : tensor<?xf32>
      %r = linalg.fill ins(%c : f32) outs(%e : tensor<?xf32>) -> tensor<?xf32>
      return %r : tensor<?xf32>
    }
    """
    module = load(
        text, function("fill", {"n": TensorInfo("i64")}, [TensorInfo("f32", ("n",))]), device="cpu:sync"
    )
    with pytest.raises(OutOfMemoryError) as caught:
        module.fill(10**14)
    lines = str(caught.value).splitlines()
    assert (
        lines[0]
        == "error[E1008]: OutOfMemoryError: fill: the device cpu:sync has not enough memory for this call"
    )
    assert lines[-1] == "  = help: pass smaller arrays, or split the work into several calls"
    assert module.fill(3).tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    ("message", "kind", "first_line"),
    [
        ("x.c:1: UNAVAILABLE; lost; while invoking", DeviceError, "f: the device gpu failed"),
        ("x.c:1: DATA_LOSS; device reset", DeviceError, "f: the device gpu failed"),
        ("x.c:1: INVALID_ARGUMENT; input0 bad", InternalError, "f: the call failed on gpu"),
        ("something else\nwith a trace", InternalError, "f: the call failed on gpu"),
    ],
)
def test_other_failures(message: str, kind: type[EshkolError], first_line: str) -> None:
    error = call_failure("f", "gpu", RuntimeError(message))
    assert type(error) is kind
    assert str(error).splitlines()[0] == f"error[{error.diagnostics[0].code}]: {kind.__name__}: {first_line}"
    assert "trace" not in str(error)


def test_reading_a_status() -> None:
    assert status_and_text(
        RuntimeError("Error: a/b.c:3: NOT_FOUND; no such thing; while invoking x\n[0]")
    ) == (
        "NOT_FOUND",
        "no such thing",
    )
    assert status_and_text(RuntimeError("")) == ("", "RuntimeError")


def test_a_missing_file_and_a_damaged_one(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no such file or directory"):
        load_file(tmp_path / "none.vmfb")
    path = tmp_path / "m.vmfb"
    artifact(DOUBLE, (DOUBLE_INFO,)).write(path)
    assert load_file(path).f(np.ones(4, np.float32)).tolist() == [2, 2, 2, 2]
    content = path.read_bytes()
    path.write_bytes(content[:-500])
    with pytest.raises(ArtifactError, match="is damaged"):
        load_file(path)


def test_no_code_for_the_device() -> None:
    with pytest.raises(DeviceError) as caught:
        load(DOUBLE, DOUBLE_INFO, targets=("cuda", "rocm"), device="cpu")
    assert str(caught.value) == (
        "error[E0819]: DeviceError: test.vmfb has no code for the device cpu\n"
        "  = note: it has code for cuda:sm_80, rocm:gfx942\n"
        "  = note: cpu runs code for cpu or vmvx\n"
        "  = help: compile it for that target too: eshkol-compile test.esk --target=cpu"
    )


def test_no_device_for_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("eshkol_mlir.runtime.devices"), "_gpu_infos", lambda backend: ())
    with pytest.raises(DeviceError) as caught:
        load(DOUBLE, DOUBLE_INFO, targets=("cuda",))
    assert str(caught.value) == (
        "error[E0819]: DeviceError: this machine has no device that test.vmfb has code for\n"
        "  = note: it has code for cuda:sm_80\n"
        "  = note: available: cpu, cpu:sync, cpu:task\n"
        "  = help: add code for the processor: eshkol-compile test.esk --target=cpu"
    )


def changed(**changes: Any) -> Artifact:
    made = artifact(DOUBLE, (DOUBLE_INFO,))
    return replace(made, modules=(replace(made.modules[0], **changes),))


def test_code_for_another_processor() -> None:
    needing = changed(
        cpu_features=("avx2", "imaginary1", "imaginary2"), target=TargetSpec("cpu", cpu="future")
    )
    from eshkol_mlir.compiler.cpu_features import missing_features

    if not missing_features(("imaginary1",)):
        pytest.skip("this system does not say what its processor can do")
    with pytest.raises(ArtifactError) as caught:
        Module(needing, "cpu", "net.vmfb")
    assert str(caught.value) == (
        "error[E1015]: ArtifactError: net.vmfb was compiled for another processor (future)\n"
        "  = note: this one has no imaginary1, imaginary2\n"
        "  = help: compile it for any processor: eshkol-compile test.esk --cpu=generic"
    )


def test_another_version_of_iree() -> None:
    made = artifact(DOUBLE, (DOUBLE_INFO,))
    versions = {**made.provenance.versions, "iree-compiler": "2.0.0"}
    old = replace(made, provenance=replace(made.provenance, versions=versions))
    with pytest.raises(ArtifactError, match=r"net\.vmfb was made for another version of IREE"):
        Module(old, "cpu", "net.vmfb")


@pytest.mark.parametrize("code", [b"", b"no module at all", bytes(1000), b"PK\x03\x04" + bytes(100)])
def test_code_that_iree_refuses(code: bytes) -> None:
    with pytest.raises(ArtifactError) as caught:
        Module(changed(vmfb=code), "cpu", "net.vmfb")
    assert str(caught.value).startswith(
        "error[E1016]: ArtifactError: net.vmfb cannot be loaded\n  = note: IREE says: "
    )


def test_a_described_function_without_code() -> None:
    made = artifact(DOUBLE, (DOUBLE_INFO,))
    other = replace(made, signature=Signature((function("g", {}, []),)))
    with pytest.raises(ArtifactError) as caught:
        Module(other, "cpu", "net.vmfb")
    assert str(caught.value) == (
        "error[E1013]: ArtifactError: net.vmfb describes the function g but has no code for it\n"
        "  = help: compile it again: eshkol-compile test.esk"
    )


def test_code_of_a_gpu_on_the_processor() -> None:
    made = artifact(DOUBLE, (DOUBLE_INFO,), ("cuda",))
    wrong = replace(made, modules=(TargetModule(TargetSpec("cpu", cpu="generic"), made.modules[0].vmfb),))
    with pytest.raises(DeviceError) as caught:
        Module(wrong, "cpu", "net.vmfb")
    assert str(caught.value).startswith(
        "error[E0819]: DeviceError: net.vmfb does not run on the device cpu\n"
    )


def test_a_device_that_does_not_exist() -> None:
    with pytest.raises(DeviceError, match="unknown device 'quantum'"):
        load(DOUBLE, DOUBLE_INFO, device="quantum")
