"""One compilation by the IREE compiler, inside this process.

``iree.compiler.api`` wraps IREE's C interface but leaves out functions that this module adds:
diagnostics delivered to a callback instead of standard error, a handler that turns a crash of
a compiler pass into a failed compilation, and stopping between phases.
"""

from __future__ import annotations

import ctypes
import enum
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_DIAGNOSTIC_CALLBACK = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p)
_CRASH_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p), ctypes.c_void_p)
_import_lock = threading.Lock()


class Level(enum.IntEnum):
    """Severities of IREE's diagnostics."""

    NOTE = 0
    WARNING = 1
    ERROR = 2
    REMARK = 3


@dataclass(frozen=True, slots=True)
class Message:
    """A diagnostic of IREE: ``file:line:column: text`` and what it is attached to."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a compilation gave: a module, or why there is none.

    Attributes:
        reached: the last of the phases flow, stream, vm and end that was passed, or "".
    """

    vmfb: bytes | None
    messages: tuple[Message, ...]
    reached: str = ""

    @property
    def errors(self) -> list[str]:
        return [message.text.strip() for message in self.messages if message.level == Level.ERROR]

    @property
    def crashed_pass(self) -> str:
        """The name of the compiler pass that crashed, or "".

        A pass that fails says why before the pipeline gives up; one that crashes cannot.
        """
        first = next((text for text in self.errors if "A signal was caught" not in text), "")
        if self.vmfb is not None or "Failures have been detected" not in first:
            return ""
        match = re.search(r"while executing \[`(\w+)`", first)
        return match[1] if match else "an unknown pass"


def compile_once(
    text: bytes,
    flags: list[str],
    name: str,
    inspect: Callable[[str], None] | None = None,
    mend: Callable[[str], str | None] | None = None,
    stream_passes: str = "",
) -> Outcome:
    """Compile a module of upstream dialects (text or bytecode) with these session flags.

    Safe to call from several threads: each call has a session of its own, and the global
    interpreter lock is released while the compiler works.

    Args:
        inspect: shown the module in the stream dialect, half way through.
        mend: shown the module in the vm dialect, near the end; gives the module to go on with,
            or None where that is the same.
        stream_passes: the passes to run from the flow to the stream dialect instead of IREE's.

    Raises:
        ValueError: IREE does not know a flag.
    """
    api = _api()
    messages: list[Message] = []

    def collect(level: int, data: int, size: int, _: object) -> None:
        messages.append(Message(level, ctypes.string_at(data, size).decode("utf-8", "replace")))

    def on_failure(output: Any, _: object) -> None:
        # Called for every failed pass, with a place for a reproducer, which nobody reads.
        reproducer = ctypes.c_void_p()
        api.library.ireeCompilerOutputOpenMembuffer(ctypes.byref(reproducer))
        output[0] = reproducer

    collector, handler = _DIAGNOSTIC_CALLBACK(collect), _CRASH_CALLBACK(on_failure)

    with api.Session() as session:
        session.set_flags(*flags)

        @contextmanager
        def invocation_on(module: bytes) -> Iterator[Any]:
            with session.invocation() as invocation:
                handle = invocation._inv_p
                api.library.ireeCompilerInvocationEnableCallbackDiagnostics(handle, 0, collector, None)
                api.library.ireeCompilerInvocationSetCrashHandler(handle, False, handler, None)
                source = api.Source.wrap_buffer(session, _terminated(module), buffer_name=name)
                yield invocation if invocation.parse_source(source) else None

        with invocation_on(text) as invocation:
            run = _Run(api, invocation)
            mended = run.to_vm(inspect, mend, stream_passes)
            vmfb = run.finish(messages) if mended is None else None
        if mended is not None:
            with invocation_on(mended.encode()) as invocation:
                run = _Run(api, invocation, "vm")
                vmfb = run.finish(messages)
    return Outcome(vmfb, tuple(messages), run.reached)


def tool_path(name: str) -> Path:
    """A program that the compiler's package ships, such as its linker."""
    from iree.compiler import _mlir_libs

    return Path(_mlir_libs.__path__[0]) / name


def resolved_target(flags: list[str]) -> str:
    """IREE's description of the target that these flags choose, processor features included."""
    shown: list[str] = []
    trivial = b"func.func @f(%a: tensor<1xf32>) -> tensor<1xf32> { return %a : tensor<1xf32> }"
    compile_once(trivial, flags, "probe", shown.append)
    return next((line for text in shown for line in text.splitlines() if "hal.device.target" in line), "")


@dataclass
class _Run:
    """The phases of one invocation.

    Attributes:
        invocation: None where its module could not be parsed.
        reached: the phase that the module has passed.
        failed: whether the phase after it did not end well.
    """

    api: _Api
    invocation: Any
    reached: str = ""
    failed: bool = False

    def to_vm(
        self,
        inspect: Callable[[str], None] | None,
        mend: Callable[[str], str | None] | None,
        stream_passes: str,
    ) -> str | None:
        """Goes as far as the arguments need; the module to go on with instead, if there is one."""
        if not self.execute("flow"):
            return None
        if stream_passes:
            run = self.api.library.ireeCompilerInvocationRunPassPipeline
            if not run(self.invocation._inv_p, stream_passes.encode()):
                self.failed = True
                return None
            self.reached = "stream"
        elif not self.execute("stream"):
            return None
        if inspect is not None:
            inspect(self.printed())
        return mend(self.printed()) if mend is not None and self.execute("vm") else None

    def finish(self, messages: list[Message]) -> bytes | None:
        """The compiled module; None if a phase failed."""
        if not self.execute("end"):
            return None
        with self.api.Output.open_membuffer() as output:
            try:
                self.invocation.output_vm_bytecode(output)
            except ValueError as error:
                messages.append(Message(Level.ERROR, str(error)))
                return None
            return bytes(output.map_memory())

    def execute(self, phase: str) -> bool:
        """Runs the phases after the one reached, up to this one."""
        if self.invocation is None or self.failed:
            return False
        library, handle = self.api.library, self.invocation._inv_p
        if self.reached:
            library.ireeCompilerInvocationSetCompileFromPhase(handle, self.reached.encode())
        library.ireeCompilerInvocationSetCompileToPhase(handle, phase.encode())
        self.failed = not self.invocation.execute()
        if not self.failed:
            self.reached = phase
        return not self.failed

    def printed(self) -> str:
        with self.api.Output.open_membuffer() as output:
            self.invocation.output_ir(output)
            return bytes(output.map_memory()).decode()


def _terminated(text: bytes) -> bytes:
    # Text must end in a zero byte; bytecode must not be touched.
    is_bytecode = text.startswith(b"ML\xefR")
    return text if is_bytecode or text.endswith(b"\0") else text + b"\0"


@dataclass(frozen=True)
class _Api:
    Session: Any
    Source: Any
    Output: Any
    library: Any


def _api() -> _Api:
    # Two threads importing the package at once would set its library up twice.
    with _import_lock:
        return _load_api()


@cache
def _load_api() -> _Api:
    from iree.compiler.api import Output, Session, Source, ctypes_dl

    library = ctypes_dl._dylib
    enable = library.ireeCompilerInvocationEnableCallbackDiagnostics
    enable.restype = None
    enable.argtypes = [ctypes.c_void_p, ctypes.c_int, _DIAGNOSTIC_CALLBACK, ctypes.c_void_p]
    handler = library.ireeCompilerInvocationSetCrashHandler
    handler.restype = ctypes.c_bool
    handler.argtypes = [ctypes.c_void_p, ctypes.c_bool, _CRASH_CALLBACK, ctypes.c_void_p]
    run = library.ireeCompilerInvocationRunPassPipeline
    run.restype = ctypes.c_bool
    run.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    for name in ("SetCompileToPhase", "SetCompileFromPhase"):
        phase = getattr(library, f"ireeCompilerInvocation{name}")
        phase.restype = None
        phase.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    return _Api(Session, Source, Output, library)
