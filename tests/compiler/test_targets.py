"""Targets: names, processors, flags and messages."""

from __future__ import annotations

import platform

import pytest
from eshkol_mlir.compiler.iree_session import resolved_target
from eshkol_mlir.compiler.target_names import CPU_NAMES, CUDA_NAMES, ROCM_NAMES, VULKAN_NAMES
from eshkol_mlir.compiler.targets import (
    TARGETS,
    TargetSpec,
    iree_flags,
    known_cpus,
    parse_target,
    parse_targets,
)
from eshkol_mlir.diagnostics import DeviceError, UsageError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cpu", TargetSpec("cpu", cpu="host")),
        ("CPU", TargetSpec("cpu", cpu="host")),
        ("cpu:generic", TargetSpec("cpu", cpu="generic")),
        ("cuda", TargetSpec("cuda", gpu="sm_80")),
        ("cuda:sm_89", TargetSpec("cuda", gpu="sm_89")),
        ("rocm", TargetSpec("rocm", gpu="gfx942")),
        ("hip:gfx90a", TargetSpec("rocm", gpu="gfx90a")),
        ("vulkan", TargetSpec("vulkan")),
        ("vulkan:rdna3", TargetSpec("vulkan", gpu="rdna3")),
        ("vmvx", TargetSpec("vmvx")),
    ],
)
def test_parse_target(text: str, expected: TargetSpec) -> None:
    assert parse_target(text) == expected


def test_separate_processor_arguments() -> None:
    assert parse_target("cpu", cpu="generic").cpu == "generic"
    assert parse_target("cuda", gpu="sm_75").gpu == "sm_75"


def test_a_target_prints_as_it_parses() -> None:
    for target in TARGETS:
        spec = parse_target(target)
        assert parse_target(str(spec)) == spec


def test_unknown_target_message() -> None:
    with pytest.raises(DeviceError) as caught:
        parse_target("vulcan")
    assert str(caught.value) == (
        "error[E0814]: DeviceError: unknown target 'vulcan'\n"
        "  = note: known: cpu, cuda, vulkan, rocm, vmvx\n"
        "  = help: did you mean 'vulkan'?"
    )


def test_unknown_processor_message_fits_a_screen() -> None:
    with pytest.raises(DeviceError) as caught:
        parse_target("cpu:haswel")
    text = str(caught.value)
    assert text.startswith(
        "error[E0814]: DeviceError: unknown processor 'haswel'\n  = note: known: host, generic, "
    )
    assert text.endswith("  = help: did you mean 'haswell'?")
    assert f"and {len(known_cpus()) - 30} more" in text


def test_newer_nvidia_architecture_message() -> None:
    with pytest.raises(DeviceError) as caught:
        parse_target("cuda:sm_90")
    assert "code for sm_80 or sm_89 also runs on newer NVIDIA GPUs" in str(caught.value)


def test_architecture_of_another_target_message() -> None:
    with pytest.raises(DeviceError) as caught:
        parse_target("rocm:sm_80")
    assert "  = note: 'sm_80' is an architecture of the target cuda\n" in str(caught.value)


def test_processor_for_a_target_without_processors() -> None:
    with pytest.raises(UsageError) as caught:
        parse_target("vmvx:fast")
    assert str(caught.value) == (
        "error[E0906]: UsageError: the target vmvx has no processors, but 'vmvx:fast' names one\n"
        "  = help: write --target=vmvx"
    )


def test_processors_go_to_the_targets_that_know_them() -> None:
    specs = parse_targets(["cpu", "cuda", "rocm"], ["generic"], ["gfx90a", "sm_86"])
    assert specs == [
        TargetSpec("cpu", cpu="generic"),
        TargetSpec("cuda", gpu="sm_86"),
        TargetSpec("rocm", gpu="gfx90a"),
    ]


def test_several_processors_for_one_target_and_no_duplicates() -> None:
    assert parse_targets(["cuda", "cpu", "cuda"], [], ["sm_75", "sm_80"]) == [
        TargetSpec("cuda", gpu="sm_75"),
        TargetSpec("cuda", gpu="sm_80"),
        TargetSpec("cpu", cpu="host"),
    ]


def test_an_architecture_prefers_cuda_over_vulkan() -> None:
    assert parse_targets(["vulkan", "cuda"], [], ["sm_86"]) == [
        TargetSpec("vulkan"),
        TargetSpec("cuda", gpu="sm_86"),
    ]
    assert parse_targets(["vulkan"], [], ["sm_86"]) == [TargetSpec("vulkan", gpu="sm_86")]


def test_an_architecture_that_no_target_takes() -> None:
    with pytest.raises(UsageError) as caught:
        parse_targets(["cpu"], [], ["sm_80"])
    assert str(caught.value).startswith(
        "error[E0906]: UsageError: no target takes --gpu=sm_80\n  = note: the targets are cpu\n"
    )


def test_a_processor_without_a_cpu_target() -> None:
    with pytest.raises(UsageError) as caught:
        parse_targets(["cuda"], ["generic"])
    assert str(caught.value) == (
        "error[E0906]: UsageError: --cpu=generic needs --target=cpu\n  = note: the targets are cuda"
    )


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("level", range(4))
def test_nothing_is_ever_narrowed_or_unchecked(target: str, level: int) -> None:
    flags = iree_flags(parse_target(target), level)
    assert "--iree-input-demote-f64-to-f32=false" in flags
    assert "--iree-input-demote-i64-to-i32=false" in flags
    assert "--iree-opt-strip-assertions=false" in flags
    assert f"--iree-opt-level=O{level}" in flags


def test_unknown_level_message() -> None:
    with pytest.raises(UsageError) as caught:
        iree_flags(parse_target("cpu"), 4)
    assert str(caught.value) == (
        "error[E0910]: UsageError: no optimization level 4\n  = help: the levels are -O0, -O1, -O2 and -O3"
    )


@pytest.mark.parametrize(
    "spec",
    [TargetSpec("cpu", cpu=name) for name in CPU_NAMES.get(platform.machine(), ())]
    + [TargetSpec("cuda", gpu=name) for name in CUDA_NAMES]
    + [TargetSpec("rocm", gpu=name) for name in ROCM_NAMES]
    + [TargetSpec("vulkan", gpu=name) for name in VULKAN_NAMES],
    ids=str,
)
def test_the_compiler_knows_every_listed_name(spec: TargetSpec) -> None:
    described = resolved_target(iree_flags(spec, 0))
    if spec.name == "cpu":
        assert f'cpu = "{spec.cpu}"' in described
        assert "cpu_features" in described
    else:
        assert "#iree_gpu.target<" in described
