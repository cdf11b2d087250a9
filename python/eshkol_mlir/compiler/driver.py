"""The compiler as a whole: a source in, any stage or an artifact out."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.digests import hex_digest
from eshkol_mlir.compiler.mlir_nesting import check_nesting
from eshkol_mlir.compiler.options import STAGES, Options, parse_arguments
from eshkol_mlir.diagnostics import (
    ArtifactError,
    EshkolError,
    InternalError,
    NameError,
    Source,
    UnsupportedError,
    UsageError,
)
from eshkol_mlir.expander.scope import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eshkol_mlir.compiler.artifact import Artifact, TargetModule
    from eshkol_mlir.compiler.cache import CacheKey, ModuleCache
    from eshkol_mlir.compiler.expansion_store import ExpansionStore
    from eshkol_mlir.compiler.frontend import Expanded, Frontend
    from eshkol_mlir.compiler.signature import Signature, TypeInfo
    from eshkol_mlir.compiler.targets import TargetSpec
    from eshkol_mlir.expander import core
    from eshkol_mlir.types.dependences import Dependences
    from eshkol_mlir.types.gradual.checker import Checker
    from eshkol_mlir.types.signatures import Export, Interface

Progress = Callable[[str], None]

#: Operations that are derivatives and batches of functions.
TRANSFORMATIONS = ("jvp", "vjp", "gradient", "jacobian", "hessian", "vmap")

#: What the cache has for a program that is no native code.
_NO_NATIVE_CODE = b"no native code"


@dataclass
class Report:
    """What a compilation tells besides its result."""

    #: (stage, seconds), in order.
    timing: list[tuple[str, float]] = field(default_factory=list)
    #: (pass, module text) for every pass asked for.
    dumps: list[tuple[str, str]] = field(default_factory=list)
    #: Whether the cache had it, and if not, why not.
    explanations: list[str] = field(default_factory=list)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.timing.append((stage, time.perf_counter() - start))


class Compiler:
    """Compiles one source under one set of options.

    Args:
        source: Eshkol text, or MLIR text where ``is_mlir``.
        cache: where compiled modules are kept; None compiles always.
        progress: called with a sentence before each long stage.
        script: ``run`` compiles what top-level expressions display, ``values`` shows
            the value of each; None only checks them.
        program: what the source expands to, where that is known; its effects and use of qubits have been checked.

    Raises (from every method):
        EshkolError: everything wrong with the source, or a failed compilation.
    """

    def __init__(
        self,
        source: Source,
        options: Options | None = None,
        *,
        cache: ModuleCache | None = None,
        progress: Progress | None = None,
        script: str | None = None,
        is_mlir: bool = False,
        program: core.Program | None = None,
    ) -> None:
        self.source = source
        self.options = options or Options()
        self.cache = cache
        self.progress = progress
        self.script = script
        self.is_mlir = is_mlir
        self.report = Report()
        self._program = program
        self._has_checked_effects = program is not None
        self._has_checked_linear_use = program is not None
        #: Whether the types of its device code have been checked, and there were any.
        self._has_types: bool | None = None if program is None else False
        self._frontend: Frontend | None = None
        #: What the program consists of, once it is expanded.
        self.expanded: Expanded | None = None
        #: Gets what the modules of device code use of each other, where that is asked for.
        self.dependences: Dependences | None = None
        #: Gets the checkers of types that have run, where that is asked for.
        self.checkers: list[Checker] | None = None

    def of_program(
        self, program: core.Program, *, entry: str | None = None, arguments: str | None = None,
        script: str | None = None,
    ) -> Compiler:  # fmt: skip
        """The compiler of another program of the same source, or of one function of it."""
        options = replace(self.options, entry=entry, arguments=arguments)
        made = Compiler(
            self.source, options, cache=self.cache, progress=self.progress, script=script, program=program
        )
        made.dependences = self.dependences
        return made

    # Stages ------------------------------------------------------------------

    def program(self) -> core.Program:
        """The program in the core language, with the modules that it needs."""
        if self._program is None:
            from eshkol_mlir.collection import collection_paused
            from eshkol_mlir.compiler.frontend import entry_definition, expand_parts

            added = entry_definition(self.options.entry, self.options.expression)
            with self.report.timed("expand"), collection_paused():
                self.expanded = expand_parts(self.source, added, self.options.path, self._store())
                self._program = self.expanded.program
        return self._program

    def frontend(self) -> Frontend:
        if self._frontend is None:
            from eshkol_mlir.compiler.frontend import compile_program

            options = self.options
            arguments = None if options.arguments is None else parse_arguments(options.arguments)
            if arguments is not None and options.entry is None:
                raise UsageError.at(
                    Code.ARGUMENT_TYPES, None, "--args needs --entry: which function are the arguments for?"
                )
            program = self.program()
            self.check_linear_use()
            with self.report.timed("frontend"):
                made = compile_program(
                    program,
                    entry=options.entry,
                    arguments=arguments,
                    script=self.script,
                    check_bounds=options.check_bounds,
                    dependences=self.dependences,
                )
            # Where both find the same mistake, what is said of programs with tensors is said of those without, too.
            self.check_types_of_device_code()
            self.check_effects()
            self._frontend = made
        return self._frontend

    def check_effects(self) -> None:
        """Checks the effects of the program, once."""
        if not self._has_checked_effects:
            from eshkol_mlir.compiler.effects import check_effects

            with self.report.timed("effects"):
                check_effects(self.program())
            self._has_checked_effects = True

    def check_linear_use(self) -> None:
        """Checks that each qubit is used exactly once, once."""
        if not self._has_checked_linear_use:
            from eshkol_mlir.types.linear.check import check_linear_use

            with self.report.timed("linear use"):
                check_linear_use(self.program())
            self._has_checked_linear_use = True

    def check_types_of_device_code(self) -> bool:
        """Checks the declared types of a program of device code, once; whether there are any."""
        if self._has_types is None:
            from eshkol_mlir.compiler.device_code_types import check_types_of_device_code

            program = self.program()
            with self.report.timed("types"):
                self._has_types = check_types_of_device_code(program, self.checkers)
        return self._has_types

    def _store(self) -> ExpansionStore | None:
        """Where expanded modules are kept."""
        from eshkol_mlir.compiler.expansion_store import ExpansionStore

        return None if self.cache is None else ExpansionStore(self.cache, self.report.explanations)

    def module(self) -> str:
        """The program in the eshkol dialect, generic form, with locations."""
        if not self.is_mlir:
            return self.frontend().mlir
        for option, given in (("--entry", self.options.entry), ("--args", self.options.arguments)):
            if given is not None:
                raise UsageError.at(
                    Code.OPTIONS_CONFLICT, None, f"{option} is for Eshkol programs, not for MLIR"
                )
        check_nesting(self.source)
        return self.source.text

    def emit(self, stage: str) -> str:
        """A stage before ``vmfb``, as text."""
        if stage not in STAGES[:-1]:
            raise UsageError.at(
                Code.UNKNOWN_STAGE,
                None,
                f"there is no stage `{stage}`",
                help=[f"stages are {', '.join(STAGES)}"],
            )
        if stage in ("syntax", "core") and self.is_mlir:
            raise UsageError.at(Code.UNKNOWN_STAGE, None, f"an MLIR file has no {stage} stage")
        if stage == "syntax":
            from eshkol_mlir.reader import read, write_datum

            return "".join(write_datum(datum) + "\n" for datum in read(self.source))
        if stage == "core":
            from eshkol_mlir.expander.printer import print_program
            from eshkol_mlir.recursion import deep_recursion

            with deep_recursion():
                return print_program(self.program())
        if stage == "stablehlo":
            return self._lower("eshkol-to-stablehlo", failure=UnsupportedError)
        return self._lower("" if stage == "eshkol" else self._pipeline("eshkol-to-linalg"))

    def _pipeline(self, name: str, further: Mapping[str, bool | int] | None = None) -> str:
        options = {
            **(further or {}),
            "strip-assertions": self.options.strip_assertions,
            "assertion-places": True,
            "check-nans": self.options.check_nans,
        }
        return f"{name}{{{' '.join(f'{key}={str(value).lower()}' for key, value in options.items())}}}"

    def _lower(self, pipeline: str, failure: type[EshkolError] | None = None) -> str:
        text = self.module()
        module: str | bytes = text
        passes: dict[str, float] = {}
        with self.report.timed("passes"):
            if pipeline and any(f"eshkol.{name}" in text for name in TRANSFORMATIONS):
                # What has no derivative, or none in batches, is no defect of the compiler.
                module = self._run(text, "eshkol-transform", UnsupportedError, passes, "bytecode")
            lowered = self._run(module, pipeline, failure, passes)
        self.report.timing += [(f"  {name}", seconds) for name, seconds in passes.items()]
        self._check_dumps(passes)
        assert isinstance(lowered, str)
        return lowered

    def _run(
        self, module: str | bytes, pipeline: str, failure: type[EshkolError] | None,
        passes: dict[str, float], form: str = "text",
    ) -> str | bytes:  # fmt: skip
        """What a pipeline makes of a module; adds the seconds that each pass takes."""
        from eshkol_mlir.compiler.core import transform

        done = transform(
            module, pipeline, source=self.source, form=form, dump_after=self.options.dump_after,
            written_by_user=self.is_mlir, failure=failure,
        )  # fmt: skip
        # A pass that runs on each function is timed as often; what counts is the sum.
        for name, milliseconds in done.timing:
            passes[name] = passes.get(name, 0.0) + milliseconds / 1000
        self.report.dumps += done.dumps
        return done.output

    def _check_dumps(self, passes: Collection[str]) -> None:
        for name in self.options.dump_after:
            if name not in passes:
                raise UsageError.at(
                    Code.UNKNOWN_PASS,
                    None,
                    f"--dump-after={name}: no pass of this name runs here",
                    help=did_you_mean(name, passes) or [f"passes are {', '.join(sorted(passes)) or 'none'}"],
                )

    def native_module(self, work_limit: int | None = None) -> str:
        """The program in the llvm dialect, for the processor that the host's code runs on.

        Args:
            work_limit: the most scalar operations (``--eshkol-limit-work``); None for any number.

        Raises:
            UnsupportedError: native code cannot do something that it does, or it does more.
        """
        options: dict[str, bool | int] = {"for-host": True}
        if work_limit is not None:
            options["work-limit"] = work_limit
        return self._lower(self._pipeline("eshkol-to-native", options), UnsupportedError)

    def native_object(self, work_limit: int | None) -> bytes | None:
        """The program as an object file for this machine's processor, from the cache where it has it.

        Args:
            work_limit: as for ``native_module``.

        Returns:
            None where the program does more, or something that native code cannot do; and where passes are dumped,
            which are those of IREE's pipeline.
        """
        from eshkol_mlir import _host

        if self.options.dump_after:
            return None

        key = self._key(self.module(), f"native code up to {work_limit} for {_host.processor()}")
        found = self._cached(key)
        if found is None:
            found = self._native_object(work_limit) or _NO_NATIVE_CODE
            if self.cache is not None:
                self.cache.put(key, found)
        return None if found == _NO_NATIVE_CODE else found

    def _native_object(self, work_limit: int | None) -> bytes | None:
        from eshkol_mlir.compiler.host_code import generate

        with suppress(UnsupportedError, InternalError):
            text = self.native_module(work_limit)
            with self.report.timed("machine code"):
                return generate(text, "device", optimization=self.options.opt_level, lowered=True)
        return None

    # The artifact -----------------------------------------------------------------

    def artifact(self) -> Artifact:
        """Code for every target, from the cache where it has it."""
        from eshkol_mlir.compiler.artifact import Artifact, Provenance

        module = self.module()
        if not self.is_mlir and not self._exports():
            raise self._nothing_to_compile()
        signature = self._mlir_signature(module) if self.is_mlir else make_signature(self._exports())
        lowered: list[str] = []
        modules = [self._target(module, target, lowered) for target in self.options.targets]
        provenance = Provenance(
            source=PurePath(self.source.name).name,
            source_digest=hex_digest(self.source.text),
            options=self.options.command_line,
        )
        return Artifact(tuple(modules), signature, provenance)

    def _exports(self) -> list[Export]:
        elaborated = self.frontend().elaborated
        return [*elaborated.exports, *(item for item in elaborated.script if not isinstance(item, str))]

    def _nothing_to_compile(self) -> EshkolError:
        untyped = self.frontend().elaborated.untyped
        return NameError.at(
            Code.NOTHING_TO_COMPILE,
            None,
            f"{self.source.name} has no function whose types are declared, so there is nothing to compile",
            notes=[f"`{name}`: {reason}" for name, reason in list(untyped.items())[:10]],
            help=["declare types: (define (f x : (Tensor f32 [n])) ...)"]
            + (["or compile one function for given types, with --entry and --args"] if untyped else []),
        )

    def _target(self, module: str, target: TargetSpec, lowered: list[str]) -> TargetModule:
        from eshkol_mlir.compiler.artifact import Artifact, TargetModule
        from eshkol_mlir.compiler.iree_backend import compile_module

        key = self._key(module, str(target))
        found = self._cached(key)
        if found is not None:
            # An entry that is whole but no module is none.
            with suppress(ArtifactError):
                return Artifact.from_bytes(found).modules[0]
        if self.progress is not None:
            self.progress(f"compiling {self.source.name} for {target}")
        if not lowered:
            lowered.append(self._lowered())
        compiled = compile_module(
            lowered[0],
            target,
            self.options.opt_level,
            name=self.source.name,
            timing=lambda stage, seconds: self.report.timing.append((f"iree {stage}", seconds)),
            strip_assertions=self.options.strip_assertions,
        )
        result = TargetModule(
            target,
            compiled.vmfb,
            compiled.flags,
            compiled.fallbacks,
            compiled.cpu_features,
            compiled.read_only,
        )
        if self.cache is not None:
            self.cache.put(key, Artifact((result,), None).to_bytes())
        return result

    def _cached(self, key: CacheKey) -> bytes | None:
        if self.cache is None or self.options.dump_after:
            return None
        self.report.explanations.append(str(self.cache.explain(key)))
        return self.cache.get(key)

    def _lowered(self) -> str:
        """What IREE compiles."""
        from eshkol_mlir.compiler.core import transform
        from eshkol_mlir.compiler.register_guards import guard_registers

        guarded = guard_registers(self._lower(self._pipeline("eshkol-to-iree")))
        if "scf.while" not in guarded:
            return guarded
        branches = transform(guarded, "eshkol-control-flow-to-blocks").output
        assert isinstance(branches, str)
        return branches

    def _key(self, module: str, target: str) -> CacheKey:
        from eshkol_mlir.compiler.cache import CacheKey
        from eshkol_mlir.compiler.versions import compiler_fingerprint

        options = self.options
        return CacheKey(
            f"{self.source.name} {options.entry or ''} {options.arguments or ''} {target}".strip(),
            {
                "the source": self.source.text,
                "its program": module,
                "the target": target,
                "the options": f"-O{options.opt_level} strip={options.strip_assertions} "
                f"nans={options.check_nans}",
                "the compiler": compiler_fingerprint(),
            },
        )

    def _mlir_signature(self, module: str) -> Signature:
        from eshkol_mlir.compiler.core import transform
        from eshkol_mlir.compiler.mlir_signature import signature_of_mlir

        generic = transform(module, source=self.source, form="generic", written_by_user=True).output
        assert isinstance(generic, str)
        signature = signature_of_mlir(generic)
        if not signature.functions:
            raise NameError.at(
                Code.NOTHING_TO_COMPILE,
                None,
                f"{self.source.name} has no public function, so there is nothing to compile",
                help=["a public function is func.func @name(...), without `private`"],
            )
        return signature


# Signatures ----------------------------------------------------------------------------


def make_signature(exports: Sequence[Export]) -> Signature:
    from eshkol_mlir.compiler.signature import FunctionInfo, ParameterInfo, ResultInfo, Signature

    functions: list[FunctionInfo] = []
    names: set[str] = set()
    for export in exports:
        info = FunctionInfo(
            export.name,
            tuple(ParameterInfo(name, _type_info(interface)) for name, interface in export.parameters),
            tuple(ResultInfo(_type_info(interface)) for interface in export.results),
            export.doc,
            export.symbol,
        )
        # `f!` and `f?` may share a Python name with `f`; the later one gives way.
        while info.python_name in names:
            info = replace(info, python_name=info.python_name + "_")
        names.add(info.python_name)
        functions.append(info)
    return Signature(tuple(functions))


def _type_info(interface: Interface) -> TypeInfo:
    from eshkol_mlir.compiler.signature import RecordInfo, TensorInfo
    from eshkol_mlir.types.signatures import Leaf

    if isinstance(interface, Leaf):
        return TensorInfo(interface.dtype, interface.shape)
    return RecordInfo(interface.name, tuple((name, _type_info(inner)) for name, inner in interface.fields))


__all__ = ["Compiler", "Options", "Report", "make_signature"]
