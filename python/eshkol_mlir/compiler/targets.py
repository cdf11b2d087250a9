"""Compilation targets: what a module is compiled for, and the IREE flags that say so."""

from __future__ import annotations

import difflib
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.target_names import (
    CPU_NAMES,
    CUDA_NAMES,
    ROCM_NAMES,
    VULKAN_NAMES,
)
from eshkol_mlir.diagnostics import DeviceError, EshkolError, UsageError

TARGETS = ("cpu", "cuda", "vulkan", "rocm", "vmvx")
TARGET_ALIASES = {"hip": "rocm", "llvm-cpu": "cpu"}
DEFAULT_GPU = {"cuda": "sm_80", "rocm": "gfx942"}

_GPU_NAMES: dict[str, Sequence[str]] = {
    "cuda": CUDA_NAMES,
    "rocm": ROCM_NAMES,
    "vulkan": VULKAN_NAMES,
}

# Which of IREE's local loaders a target runs on, or the HAL device it names.
_CPU_FLAGS = ("--iree-hal-target-device=local", "--iree-hal-local-target-device-backends=llvm-cpu")
_VMVX_FLAGS = ("--iree-hal-target-device=local", "--iree-hal-local-target-device-backends=vmvx")

# IREE's own default Vulkan target is a 2022 mobile profile that has no 8, 16 and 64 bit types;
# IREE emulates those, and its emulation of f16, bf16 and i8 gives wrong numbers.  This profile
# allows every type; a module asks a device only for the types that it uses.  Limits stay those
# of the mobile profile and no subgroup operation is used, so any conforming device runs it.
_VULKAN_PORTABLE = (
    '#hal.device.target<"vulkan", [#hal.executable.target<"vulkan-spirv", "vulkan-spirv-fb", '
    '{iree_codegen.target_info = #iree_gpu.target<arch = "vp_android_baseline_2022", '
    'features = "spirv:v1.3,cap:Shader", wgp = <compute = fp64|fp32|fp16|int64|int32|int16|int8, '
    "storage = b64|b32|b16|b8, subgroup = none, subgroup_size_choices = [64], "
    "max_workgroup_sizes = [128, 128, 64], max_thread_count_per_workgroup = 128, "
    "max_workgroup_memory_bytes = 16384, max_workgroup_counts = [65535, 65535, 65535]>>}>]> "
    ": !hal.device"
)


@dataclass(frozen=True, slots=True)
class TargetSpec:
    """One compilation target.

    Attributes:
        name: ``cpu``, ``cuda``, ``vulkan``, ``rocm`` or ``vmvx``.
        cpu: for ``cpu``: ``host``, ``generic`` or the name of a processor.
        gpu: for the GPU targets: an architecture such as ``sm_80`` or ``gfx942``;
            ``None`` for Vulkan means a profile that any Vulkan 1.1 device runs.
    """

    name: str
    cpu: str | None = None
    gpu: str | None = None

    def __str__(self) -> str:
        detail = self.cpu or self.gpu
        return f"{self.name}:{detail}" if detail else self.name


def parse_target(text: str, cpu: str | None = None, gpu: str | None = None) -> TargetSpec:
    """The target named by ``NAME`` or ``NAME:PROCESSOR``.

    Args:
        text: ``cpu``, ``cuda:sm_89``, ...
        cpu: the processor of a ``cpu`` target, default ``host``.
        gpu: the architecture of a GPU target.

    Raises:
        DeviceError: unknown target, processor or architecture.
        UsageError: a processor given to a target that has none.
    """
    name, _, detail = text.strip().partition(":")
    name = TARGET_ALIASES.get(name.lower(), name.lower())
    if name not in TARGETS:
        raise _unknown("target", text, TARGETS)
    if name == "cpu":
        return TargetSpec(name, cpu=_check_cpu(detail or cpu or "host"))
    if name in _GPU_NAMES:
        arch = detail or gpu or DEFAULT_GPU.get(name)
        return TargetSpec(name, gpu=_check_gpu(name, arch) if arch else None)
    if detail:
        raise UsageError.at(
            Code.TARGET_OPTION,
            None,
            f"the target {name} has no processors, but '{text}' names one",
            help=[f"write --target={name}"],
        )
    return TargetSpec(name)


def parse_targets(
    texts: Sequence[str], cpus: Sequence[str] = (), gpus: Sequence[str] = ()
) -> list[TargetSpec]:
    """Several targets, each processor given to the target that it belongs to.

    A processor name goes to the first target that knows it (``sm_80`` to CUDA, ``gfx942``
    to ROCm); several names for one target make several targets.  Duplicates are dropped,
    the order of ``texts`` is kept.

    Raises:
        DeviceError: as :func:`parse_target`.
        UsageError: a processor that no target takes.
    """
    bases = [parse_target(text) for text in texts]
    if cpus and not any(base.name == "cpu" for base in bases):
        raise UsageError.at(
            Code.TARGET_OPTION,
            None,
            f"--cpu={cpus[0]} needs --target=cpu",
            notes=[f"the targets are {_listed(texts)}"],
        )
    chosen: dict[int, list[str]] = {}
    for gpu in gpus:
        chosen.setdefault(_home_of(gpu, bases), []).append(gpu)
    specs: list[TargetSpec] = []
    for index, (text, base) in enumerate(zip(texts, bases, strict=True)):
        explicit = ":" in text
        if base.name == "cpu" and cpus and not explicit:
            specs += [parse_target("cpu", cpu=cpu) for cpu in cpus]
        elif index in chosen and not explicit:
            specs += [parse_target(base.name, gpu=gpu) for gpu in chosen[index]]
        else:
            specs.append(base)
    return list(dict.fromkeys(specs))


def iree_flags(
    spec: TargetSpec,
    opt_level: int = 2,
    *,
    system_link: bool = False,
    data_tiling: bool | None = None,
    strip_assertions: bool = False,
) -> list[str]:
    """The flags of an IREE compiler session for a target.

    The levels are: 0 compiles fastest and fuses nothing; 1 is IREE's O1; 2 (the default) is
    IREE's O2, which lets a CPU reassociate floating-point reductions, with data
    tiling on the CPU; 3 also propagates transposes.  Nothing ever narrows f64 or i64.

    Args:
        system_link: let CPU code call the C library's mathematical functions.
        data_tiling: override what the level says about packing operands of contractions.
        strip_assertions: drop run-time checks.

    Raises:
        UsageError: a level other than 0 to 3.
    """
    if opt_level not in range(4):
        raise UsageError.at(
            Code.API_ARGUMENT,
            None,
            f"no optimization level {opt_level}",
            help=["the levels are -O0, -O1, -O2 and -O3"],
        )
    tiling = (spec.name == "cpu" and opt_level >= 2) if data_tiling is None else data_tiling
    flags = list(_target_flags(spec))
    flags += [
        "--iree-input-demote-f64-to-f32=false",
        "--iree-input-demote-i64-to-i32=false",
        "--iree-vm-target-truncate-unsupported-floats=false",
        f"--iree-opt-level=O{opt_level}",
        # IREE 3.13 gives wrong sums on Vulkan where a reduction is fused with a second use of its
        # operand, and fails on such loops on the CPU; leaving the fusion out costs nothing measurable.
        "--iree-dispatch-creation-enable-aggressive-fusion=false",
        f"--iree-opt-strip-assertions={_boolean(strip_assertions)}",
    ]
    if tiling:
        flags.append("--iree-opt-data-tiling")
    if spec.name == "cpu":
        flags.append(f"--iree-llvmcpu-link-embedded={_boolean(not system_link)}")
    return flags


def _target_flags(spec: TargetSpec) -> Iterable[str]:
    if spec.name == "cpu":
        return [*_CPU_FLAGS, f"--iree-llvmcpu-target-cpu={spec.cpu}"]
    if spec.name == "cuda":
        return ["--iree-hal-target-device=cuda", f"--iree-cuda-target={spec.gpu}"]
    if spec.name == "rocm":
        return ["--iree-hal-target-device=hip", f"--iree-rocm-target={spec.gpu}"]
    if spec.name == "vmvx":
        return _VMVX_FLAGS
    if spec.gpu is None:
        return [f"--iree-hal-target-device={_VULKAN_PORTABLE}"]
    return ["--iree-hal-target-device=vulkan", f"--iree-vulkan-target={spec.gpu}"]


def known_cpus() -> tuple[str, ...]:
    """The processors that a ``cpu`` target takes on this machine's architecture."""
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine())
    return ("host", "generic", *CPU_NAMES.get(machine, ()))


def _check_cpu(cpu: str) -> str:
    # IREE's compiler ends the process on an unknown name, so none may reach it.
    if cpu not in known_cpus():
        raise _unknown("processor", cpu, known_cpus())
    return cpu


def _check_gpu(target: str, gpu: str) -> str:
    known = _GPU_NAMES[target]
    if gpu in known:
        return gpu
    family = next((name for name, names in _GPU_NAMES.items() if gpu in names), None)
    notes = []
    if family and target != "vulkan":
        notes.append(f"'{gpu}' is an architecture of the target {family}")
    if gpu.startswith("sm_") and gpu > "sm_89":
        notes.append("code for sm_80 or sm_89 also runs on newer NVIDIA GPUs: the driver translates it")
    raise _unknown(f"{target} architecture", gpu, known, notes)


def _home_of(gpu: str, bases: Sequence[TargetSpec]) -> int:
    order = sorted(range(len(bases)), key=lambda index: bases[index].name == "vulkan")
    for index in order:
        if gpu in _GPU_NAMES.get(bases[index].name, ()):
            return index
    gpu_targets = [index for index in order if bases[index].name in _GPU_NAMES]
    if len(gpu_targets) == 1:
        _check_gpu(bases[gpu_targets[0]].name, gpu)
    raise UsageError.at(
        Code.TARGET_OPTION,
        None,
        f"no target takes --gpu={gpu}",
        notes=[f"the targets are {_listed([base.name for base in bases])}"],
        help=[f"{name} takes {_listed(names[:6])} ..." for name, names in _GPU_NAMES.items()],
    )


def _unknown(what: str, given: str, known: Sequence[str], notes: Sequence[str] = ()) -> EshkolError:
    nearest = difflib.get_close_matches(given, known, n=1, cutoff=0.5)
    return DeviceError.at(
        Code.UNKNOWN_TARGET,
        None,
        f"unknown {what} '{given}'",
        notes=[*notes, f"known: {_listed(known)}"],
        help=[f"did you mean '{nearest[0]}'?"] if nearest else [],
    )


def _listed(names: Sequence[str], limit: int = 30) -> str:
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more


def _boolean(value: bool) -> str:
    return "true" if value else "false"
