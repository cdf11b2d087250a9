"""From a module of upstream dialects to an IREE module, with fallbacks and clear errors."""

from __future__ import annotations

import os
import re
import shlex
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.branch_references import copy_references
from eshkol_mlir.compiler.cpu_features import relevant_features
from eshkol_mlir.compiler.iree_session import Outcome, compile_once, resolved_target, tool_path
from eshkol_mlir.compiler.module_scan import (
    has_large_contraction,
    may_branch,
    needs_c_library,
    recursive_functions,
)
from eshkol_mlir.compiler.read_only import read_only_arguments
from eshkol_mlir.compiler.reduction_barriers import separate_reductions
from eshkol_mlir.compiler.targets import TargetSpec, iree_flags
from eshkol_mlir.diagnostics import EshkolError, InternalError, OutOfMemoryError, UnsupportedError

_MOST_INSPECTED = 4_000_000
_LEAST_ROOM = 1 << 20

Timing = Callable[[str, float], None]
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class CompiledModule:
    """An IREE module and how it was made.

    Attributes:
        vmfb: the module, an IREE file that is a zip archive at the same time.
        flags: the compiler flags, without anything specific to this machine.
        fallbacks: what had to be switched off, one sentence each; usually empty.
        cpu_features: the instruction sets that CPU code may use, in LLVM's names.
        read_only: by exported function, the indices of arguments that its code never writes to.
    """

    vmfb: bytes
    flags: tuple[str, ...]
    fallbacks: tuple[str, ...] = ()
    cpu_features: tuple[str, ...] = ()
    read_only: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def compile_to_vmfb(
    mlir_text: str | bytes,
    spec: TargetSpec,
    opt_level: int = 2,
    *,
    timing: Timing | None = None,
    progress: Progress | None = None,
) -> bytes:
    """The module of :func:`compile_module` alone."""
    return compile_module(mlir_text, spec, opt_level, timing=timing, progress=progress).vmfb


def compile_module(
    mlir_text: str | bytes,
    spec: TargetSpec,
    opt_level: int = 2,
    *,
    name: str = "module.mlir",
    strip_assertions: bool = False,
    timing: Timing | None = None,
    progress: Progress | None = None,
) -> CompiledModule:
    """Compile a module of the dialects func, linalg, tensor, arith, math, scf, cf and complex.

    The same module, target and level give the same bytes.  Several threads may compile at once.

    Args:
        mlir_text: the module as text or MLIR bytecode; every public function is exported.
        spec: what to compile for.
        opt_level: 0 to 3, see :func:`eshkol_mlir.compiler.targets.iree_flags`.
        name: the name of the module in messages about places without a location.
        strip_assertions: drop the run-time checks (``cf.assert``).
        timing: called with a stage's name and its seconds.
        progress: called with a sentence before each stage.

    Raises:
        UnsupportedError: the target cannot express an operation of the module.
        OutOfMemoryError: memory or disk space ran out.
        InternalError: anything else; what reaches this function should always compile.
    """
    text = mlir_text.encode() if isinstance(mlir_text, str) else bytes(mlir_text)
    _reject_recursion(text)
    _check_room(_LEAST_ROOM + len(text))
    settings = _Settings.of(text, spec, opt_level)
    remedies = _remedies(spec)
    fallbacks: list[str] = []
    while True:
        read_only: dict[str, tuple[int, ...]] = {}
        flags = settings.flags(spec, strip_assertions)
        module = separate_reductions(text) if settings.separate_reductions else text
        outcome = _run(module, flags, name, spec, read_only, settings.stream_passes, timing, progress)
        if outcome.vmfb is not None:
            portable = _portable(flags)
            return CompiledModule(outcome.vmfb, portable, tuple(fallbacks), _features(spec), read_only)
        remedy = next((r for r in remedies if r.helps(outcome) and r.apply(settings) != settings), None)
        if remedy is None:
            raise failure(outcome, spec)
        remedies.remove(remedy)
        settings = remedy.apply(settings)
        fallbacks.append(remedy.reason)


def failure(outcome: Outcome, spec: TargetSpec) -> EshkolError:
    """The error that describes a failed compilation."""
    text = "\n".join(outcome.errors)
    if "in consteval" in text and "RESOURCE_EXHAUSTED" in text:
        return OutOfMemoryError.at(
            Code.COMPILER_MEMORY,
            None,
            f"a tensor of the program is too large to be computed while compiling for {spec}",
            notes=["what does not depend on arguments is computed once, while compiling"],
            help=["make it smaller, or pass its size or one of its parts as an argument"],
        )
    if re.search(r"out of memory|bad_alloc|No space left on device", text):
        return OutOfMemoryError.at(
            Code.COMPILER_MEMORY,
            None,
            f"the machine ran out of memory or disk space while compiling for {spec}",
            notes=[_first_line(text)],
            help=["free memory or space for temporary files, or compile with -O0"],
        )
    illegal = re.search(r"failed to legalize operation '([\w.]+)'|'spirv\.GL\.(\w+)' op operand", text)
    if illegal and spec.name != "cpu":
        operation = illegal.group(1) or f"math.{illegal.group(2).lower()}"
        return _unsupported(operation, text, spec)
    if spec.name == "vmvx" and (buffer := re.search(r"got '(complex<\w+>)'", text)):
        return _unsupported(f"arrays of {buffer.group(1)}", text, spec)
    crashed = outcome.crashed_pass
    return InternalError.at(
        Code.COMPILER_DEFECT,
        None,
        f"the IREE compiler {'crashed on' if crashed else 'refused'} the module made for {spec}",
        notes=[f"the pass that crashed is {crashed}"] if crashed else _short(outcome.errors),
        help=["this is a defect of Eshkol's compiler: please report it with the program that caused it"],
    )


@dataclass(frozen=True, slots=True)
class _Settings:
    """How a module is compiled: what is asked for, less what IREE fails on."""

    level: int
    system_link: bool
    data_tiling: bool
    hoisting: bool = True
    shared_fusion: bool = True
    separate_reductions: bool = False
    stream_passes: str = ""

    @classmethod
    def of(cls, text: bytes, spec: TargetSpec, level: int) -> _Settings:
        on_cpu = spec.name == "cpu"
        system = on_cpu and needs_c_library(text, spec.cpu or "host")
        # Packing products of complex matrices of dynamic shape ends the process with a signal.
        tiled = on_cpu and level >= 2 and has_large_contraction(text) and b"complex<" not in text
        return cls(level, system, tiled)

    def flags(self, spec: TargetSpec, strip: bool) -> list[str]:
        made = iree_flags(
            spec,
            self.level,
            system_link=self.system_link,
            data_tiling=self.data_tiling,
            strip_assertions=strip,
        )
        if not self.hoisting:
            made.append("--iree-opt-const-expr-hoisting=false")
        if not self.shared_fusion:
            made.append("--iree-dispatch-creation-fuse-multi-use=false")
        return [*made, _system_linker()] if self.system_link else made


@dataclass(frozen=True, slots=True)
class _Remedy:
    """What to do without after a failure of one kind."""

    symptom: str
    reason: str
    apply: Callable[[_Settings], _Settings]
    #: The phase that has been passed where it helps; any if empty.
    after: str = ""

    def helps(self, outcome: Outcome) -> bool:
        if self.after and outcome.reached != self.after:
            return False
        return bool(re.search(self.symptom, "\n".join(outcome.errors)))


_LINK_FAILED = "failed to link executable"
_NOT_LINKING = rf"\A(?![\s\S]*{_LINK_FAILED})"


#: IREE's passes from flow to stream, except that timepoints are elided once and not until nothing changes:
#: where a loop inside a loop allocates, that pass and the canonicalizer undo each other's work.
_STREAM_PASSES = ",".join(
    (
        *(f"iree-stream-{level}-transformation-pipeline" for level in ("tensor", "async", "cmd")),
        *("convert-scf-to-cf", "canonicalize", "cse"),
        *(f"iree-util-{pass_}" for pass_ in ("fold-globals", "fuse-globals", "ipo")),
        *("iree-stream-elide-timepoints", "canonicalize", "cse"),
        *("iree-stream-fuse-dispatch-bindings", "iree-stream-annotate-dispatch-arguments"),
        *("iree-stream-annotate-dispatch-assumptions", "iree-stream-pack-dispatch-operands"),
        *("iree-stream-fold-uniform-operands", "canonicalize", "cse", "symbol-dce"),
    )
)


def _remedies(spec: TargetSpec) -> list[_Remedy]:
    """The remedies for IREE 3.13's failures, the most specific first; each is taken once, on top of the others."""
    found = [
        _Remedy(
            "maximum iteration count exceeded",
            "compiled without leaving out waits, which did not come to an end",
            lambda settings: replace(settings, stream_passes=_STREAM_PASSES),
            after="flow",
        ),
        _Remedy(
            "maximum iteration count exceeded",
            "compiled without computing constants in advance, which did not come to an end",
            lambda settings: replace(settings, hoisting=False),
        ),
        _Remedy(
            "circular dependency|cyclic dependencies",
            "compiled without fusing operations with several uses, which could not be scheduled",
            lambda settings: replace(settings, shared_fusion=False),
        ),
    ]
    on_cpu = spec.name == "cpu"
    if on_cpu:
        found += [
            _Remedy(
                _LINK_FAILED,
                "linked with the C library: the self-contained form lacks a function that the code calls",
                lambda settings: replace(settings, system_link=True),
            ),
            _Remedy(
                _NOT_LINKING,
                "compiled without data tiling, which failed on this module",
                lambda settings: replace(settings, data_tiling=False),
            ),
        ]
    if on_cpu or spec.name == "cuda":
        found.append(
            _Remedy(
                _NOT_LINKING if on_cpu else "failed to distribute",
                "compiled with reductions apart from what makes their operands, which failed together",
                lambda settings: replace(settings, separate_reductions=True),
            )
        )
    found.append(
        _Remedy(
            _NOT_LINKING,
            "compiled at -O1, because IREE failed at the level asked for",
            lambda settings: replace(settings, level=min(settings.level, 1), separate_reductions=False),
        )
    )
    return found


def _run(
    text: bytes,
    flags: list[str],
    name: str,
    spec: TargetSpec,
    read_only: dict[str, tuple[int, ...]],
    stream_passes: str,
    timing: Timing | None,
    progress: Progress | None,
) -> Outcome:
    def inspect(stream_ir: str) -> None:
        read_only.update(read_only_arguments(stream_ir))

    if progress:
        progress(f"compiling for {spec}")
    # Only on the CPU may arguments share the caller's memory; large constants take long to print.
    look = spec.name in ("cpu", "vmvx") and len(text) < _MOST_INSPECTED
    start = time.perf_counter()
    try:
        outcome = compile_once(
            text,
            flags,
            name,
            inspect if look else None,
            copy_references if may_branch(text) else None,
            stream_passes,
        )
    except ValueError as error:
        raise InternalError.at(
            Code.COMPILER_DEFECT, None, f"the IREE compiler refused its flags: {error}"
        ) from error
    if timing:
        timing(f"iree:{spec}", time.perf_counter() - start)
    return outcome


def _reject_recursion(text: bytes) -> None:
    # IREE's compiler does not return on a recursive call graph.
    cycle = recursive_functions(text)
    if cycle:
        raise InternalError.at(
            Code.COMPILER_DEFECT,
            None,
            "a recursive function reached the device compiler",
            notes=["the cycle of calls is " + " -> ".join(cycle)],
        )


def _check_room(size: int) -> None:
    # Where IREE cannot write its object files it ends the process, so that nobody could catch an error.
    try:
        with tempfile.TemporaryFile() as file:
            os.posix_fallocate(file.fileno(), 0, size)
    except OSError as error:
        raise OutOfMemoryError.at(
            Code.COMPILER_MEMORY,
            None,
            f"no room for the compiler's temporary files in {tempfile.gettempdir()}: {error.strerror or error}",
            help=["free some space there, or set TMPDIR to a folder that has space"],
        ) from error


def _system_linker() -> str:
    # The linker that IREE ships, so that a machine needs no other; its path goes through a shell.
    linker = shlex.quote(str(tool_path("iree-lld")))
    return f"--iree-llvmcpu-system-linker-path=LLD_VERSION=IREE {linker} -flavor gnu"


@cache
def _features(spec: TargetSpec) -> tuple[str, ...]:
    if spec.name != "cpu" or spec.cpu == "generic":
        return ()
    match = re.search(r'cpu_features = "([^"]*)"', resolved_target(iree_flags(spec, 0)))
    return relevant_features(match[1].split(",")) if match else ()


def _portable(flags: list[str]) -> tuple[str, ...]:
    return tuple(flag for flag in flags if not flag.startswith("--iree-llvmcpu-system-linker-path"))


def _unsupported(operation: str, text: str, spec: TargetSpec) -> EshkolError:
    element = "f64" if "f64" in _first_line(text) else None
    kind = f" on {element}" if element else ""
    help = [f"compile this function for another target than {spec.name}"]
    if element and spec.name == "vulkan":
        help.insert(0, "use f32 here: Vulkan's shading language has no mathematical functions on f64")
    return UnsupportedError.at(
        Code.TARGET_LACKS_OPERATION,
        None,
        f"the target {spec} has no code for {operation}{kind}",
        notes=_short(text.splitlines()[:1]),
        help=help,
    )


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0] if text.strip() else "it gave no reason"


def _short(errors: list[str], limit: int = 3, width: int = 300) -> list[str]:
    """The first lines of the first errors, without places, which are those of the lowered module.

    IREE appends whole operations to its messages.
    """
    lines = [_first_line(re.sub(r"\A\S+:\d+:\d+: ", "", error.strip())) for error in errors[:limit]]
    return [line[:width] for line in lines] or ["it gave no reason"]
