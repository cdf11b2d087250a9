"""A compiled program in Python: typed functions at once, others when they are first called."""

from __future__ import annotations

import builtins
import inspect
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.cache import ModuleCache
from eshkol_mlir.compiler.driver import Compiler, Options, Report
from eshkol_mlir.compiler.signature import python_identifier
from eshkol_mlir.compiler.targets import parse_targets
from eshkol_mlir.diagnostics import ArityError, NameError, Source, TypeError, UsageError
from eshkol_mlir.expander import core
from eshkol_mlir.expander.parse import is_made_by
from eshkol_mlir.reader.syntax import List, Symbol
from eshkol_mlir.runtime.bound import Bound
from eshkol_mlir.runtime.complaints import describe
from eshkol_mlir.runtime.function import Function
from eshkol_mlir.runtime.module import Module
from eshkol_mlir.types.dtypes import NAMES


class SpecializingFunction(Bound):
    """A function without a declared signature: compiled for the arrays it is called with.

    Each combination of element types and shapes is compiled on its first call
    and kept.  Arguments are arrays and numbers; a Python float counts as
    float64, an int as i64.  Keywords are the names of ``parameters``.
    """

    def __init__(
        self,
        program: Program,
        name: str,
        reason: str,
        parameters: Sequence[str],
        expression: str | None = None,
    ) -> None:
        self._program, self._parameters = program, parameters
        #: The name in the source, and what it stands for where the source does not define it.
        self.source_name, self._expression = name, expression
        self.__name__ = name
        self.__qualname__ = name
        self.__doc__ = f"{name}, compiled when called because {reason}."
        self._instances: dict[str, Function] = {}
        self._lock = threading.Lock()

    @property
    def __signature__(self) -> inspect.Signature:
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        return inspect.Signature([inspect.Parameter(name, kind) for name in self._parameters or ()])

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        if keywords:
            arguments = self._in_order(arguments, keywords)
        texts = [self._type_text(position, argument) for position, argument in enumerate(arguments)]
        signature = ",".join(texts)
        instance = self._instances.get(signature)
        if instance is None:
            with self._lock:
                instance = self._instances.get(signature) or self._specialize(signature)
        return instance(*arguments)

    def _in_order(self, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> tuple[Any, ...]:
        try:
            return self.__signature__.bind(*arguments, **keywords).args
        except builtins.TypeError as error:
            raise ArityError.at(
                Code.CALL_ARGUMENTS,
                None,
                f"{self.__name__}: {error}",
                notes=[f"its parameters are {', '.join(self._parameters)}"] if self._parameters else [],
            ) from None

    def _type_text(self, position: int, argument: Any) -> str:
        record = self._program._record_of(argument)
        if record is None:
            return type_text(self.__name__, position, argument)
        return f"{record}{{{';'.join(self._type_text(position, field) for field in argument)}}}"

    def _specialize(self, signature: str | None) -> Function:
        module = self._program.specialize(self.source_name, signature, self._expression)
        instance: Function = module[self.source_name]
        if signature is not None:
            self._instances[signature] = instance
        return instance

    def __repr__(self) -> str:
        return f"<function {self.__name__}, compiled when called>"


def type_text(function: str, position: int, argument: Any) -> str:
    """The type of an argument as ``--args`` has it: ``3x4xf32``, ``i64``.

    Raises:
        TypeError: it is no array or number, or of an element type that compiled code does not have.
    """
    import numpy as np

    if isinstance(argument, bool | np.bool_):
        return "i1"
    if isinstance(argument, int):
        return "i64"
    if isinstance(argument, float):
        return "f64"
    if isinstance(argument, complex):
        return "complex128"
    if not isinstance(argument, np.ndarray | np.generic):
        try:
            argument = np.asarray(argument) if hasattr(argument, "__array__") else np.from_dlpack(argument)
        except Exception as error:  # other libraries raise what they like
            raise TypeError.at(
                Code.CALL_ARGUMENT_KIND,
                None,
                f"argument {position + 1} of {function} is {describe(argument)}, not an array or a number",
            ) from error
    name = argument.dtype.name
    element = {"bool": "i1"}.get(name, name)
    if element not in NAMES:
        raise TypeError.at(
            Code.CALL_ELEMENT_TYPE,
            None,
            f"argument {position + 1} of {function} has element type {name}, which compiled code does not have",
            help=[f"element types are {', '.join(sorted({dtype.name for dtype in NAMES.values()}))}"],
        )
    return "x".join([*map(str, argument.shape), element])


def _parameters(program: core.Program) -> dict[str, list[str]]:
    """The Python names of the parameters of each procedure that has no rest parameter."""
    found: dict[str, list[str]] = {}
    for definition in program.definitions:
        function = definition.value
        if isinstance(function, core.Lambda) and function.rest is None:
            names: list[str] = []
            for parameter in function.parameters:
                name = python_identifier(parameter.binding.name)
                while name in names:
                    name += "_"
                names.append(name)
            found[definition.binding.name] = names
    return found


def _records(program: core.Program) -> dict[tuple[str, tuple[str, ...]], str]:
    """The record types of a program, by the names that Python knows them and their fields under."""
    found = {}
    for name, definition in program.types.items():
        body = definition.body
        if is_made_by(body, "Record"):
            heads = [item.items[0] for item in body.items[1:] if isinstance(item, List) and item.items]
            fields = tuple(python_identifier(head.name) for head in heads if isinstance(head, Symbol))
            found[python_identifier(name), fields] = name
    return found


class Program(Bound, Mapping[str, Any]):
    """The functions of a compiled source: ``program.name`` or ``program["name-in-the-source"]``.

    Attributes:
        report: timings, and why something was compiled again.
    """

    def __init__(self, compiler: Compiler, device: str | None = None) -> None:
        self._compiler = compiler
        self._device = device
        self.report: Report = compiler.report
        frontend = compiler.frontend()
        elaborated = frontend.elaborated
        self._module = (
            Module(compiler.artifact(), device, source=compiler.source) if elaborated.functions else None
        )
        parameters = _parameters(frontend.program)
        self._lazy = {
            name: SpecializingFunction(self, name, why, parameters.get(name, ()))
            for name, why in elaborated.untyped.items()
        }
        self._attributes = {python_identifier(name): function for name, function in self._lazy.items()}
        self._records = _records(frontend.program)
        self._derived: dict[str, SpecializingFunction] = {}
        if self._module is not None:
            for name in self._module:
                self._module[name].program = self

    @property
    def module(self) -> Module:
        """The module of the functions whose signature is declared.

        Raises:
            NameError: the program has none.
        """
        if self._module is None:
            raise NameError.at(
                Code.NOTHING_TO_COMPILE,
                None,
                f"{self._compiler.source.name} has no function with a declared signature",
            )
        return self._module

    def specialize(self, name: str, arguments: str | None, expression: str | None = None) -> Module:
        """One function compiled for arguments of the given types, ``32x784xf32,f64``.

        Args:
            name: of a function of the source, or for what ``expression`` defines.
            arguments: None where the types are declared.
            expression: a procedure in the language, in terms of those of the source.
        """
        from dataclasses import replace

        options = replace(self._compiler.options, entry=name, arguments=arguments, expression=expression)
        compiler = Compiler(
            self._compiler.source,
            options,
            cache=self._compiler.cache,
            progress=self._compiler.progress,
            program=self._compiler.program() if expression is None else None,
        )
        return Module(compiler.artifact(), self._device, source=self._compiler.source)

    def _derive(self, name: str, expression: str, parameters: Sequence[str]) -> SpecializingFunction:
        """The function that an expression in terms of those of the source is."""
        return self._derived.setdefault(
            expression,
            SpecializingFunction(self, name, "its types are those of its arguments", parameters, expression),
        )

    def _record_of(self, value: Any) -> str | None:
        """The record type of the program that a named tuple belongs to."""
        if not isinstance(value, tuple) or not hasattr(value, "_fields"):
            return None
        return self._records.get((type(value).__name__, tuple(value._fields)))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the compiled module as a ``.vmfb`` file."""
        self._compiler.artifact().write(path)

    def __getitem__(self, name: str) -> Any:
        if name in self._lazy:
            return self._lazy[name]
        if self._module is not None:
            return self._module[name]
        raise NameError.at(
            Code.NO_FUNCTION_IN_MODULE, None, f"{self._compiler.source.name} has no function '{name}'"
        )

    def __contains__(self, name: object) -> bool:
        return name in self._lazy or (self._module is not None and name in self._module)

    def get(self, name: str, default: Any = None) -> Any:
        """The function of this name, or ``default`` where there is none."""
        if name in self:
            return self[name]
        return default

    def __getattr__(self, name: str) -> Any:
        attributes = self.__dict__.get("_attributes", {})
        if name in attributes:
            return attributes[name]
        module = self.__dict__.get("_module")
        if module is None or name.startswith("__"):
            raise AttributeError(f"the program has no function {name}", name=name, obj=self)
        return getattr(module, name)

    def __iter__(self) -> Iterator[str]:
        if self._module is not None:
            yield from self._module
        yield from self._lazy

    def __len__(self) -> int:
        return len(self._lazy) + (0 if self._module is None else len(self._module))

    def __dir__(self) -> list[str]:
        inner = dir(self._module) if self._module is not None else []
        return sorted({*super().__dir__(), *inner, *self._attributes})

    def __repr__(self) -> str:
        return f"<program {self._compiler.source.name}: {', '.join(self)}>"


def compile(
    source: str | os.PathLike[str],
    target: str | Sequence[str] = "cpu",
    *,
    device: str | None = None,
    cpu: str = "host",
    gpu: str | None = None,
    opt_level: int = 2,
    strip_assertions: bool = False,
    check_bounds: bool = False,
    check_nans: bool = False,
    path: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] = (),
    cache: bool | ModuleCache = True,
    progress: Any = None,
) -> Program:
    """Compiles a program and loads it.

    Args:
        source: Eshkol text, or the path of a file (anything without parentheses and line breaks).
        target: what to compile for: ``cpu``, ``cuda``, ``vulkan``, ``rocm``, ``vmvx``, or several.
        device: where to run; by default the first device there is code for.
        cpu: ``host``, ``generic`` or a processor's name.
        gpu: an architecture such as ``sm_80`` or ``gfx942``.
        opt_level: 0 to 3.
        strip_assertions: leave out run-time checks.
        check_bounds: computed indices out of range stop the program; otherwise reads are
            clamped and writes dropped.
        check_nans: the first NaN or infinity that an operation makes stops the program.
        path: folders with modules that the program imports, beside its own folder and those that
            the environment variable ``ESHKOL_PATH`` lists.
        cache: keep compiled modules on disk, or a cache of your own.
        progress: called with a sentence before each long stage.

    Returns:
        The program; its functions take and return NumPy arrays.

    Raises:
        EshkolError: everything that is wrong with the program.

    >>> import eshkol_mlir as esk
    >>> program = esk.compile("(define (double x : float64) : float64 (* 2.0 x))")
    >>> float(program.double(21.0))
    42.0
    """
    targets = [target] if isinstance(target, str) else list(target)
    if not isinstance(opt_level, int) or not 0 <= opt_level <= 3:
        raise UsageError.at(Code.API_ARGUMENT, None, f"opt_level is {opt_level}, but levels are 0 to 3")
    specs = parse_targets(targets, [cpu] if "cpu" in targets else [], [gpu] if gpu else [])
    options = Options(
        tuple(specs), opt_level,
        strip_assertions=strip_assertions, check_bounds=check_bounds, check_nans=check_nans,
        path=_folders(path),
    )  # fmt: skip
    store = ModuleCache() if cache is True else cache or None
    compiler = Compiler(as_source(source), options, cache=store or None, progress=progress)
    return Program(compiler, device)


def _folders(path: str | os.PathLike[str] | Sequence[str | os.PathLike[str]]) -> tuple[str, ...]:
    folders = [path] if isinstance(path, str | os.PathLike) else list(path)
    return tuple(os.fspath(folder) for folder in folders)


def as_source(source: str | os.PathLike[str]) -> Source:
    """A text, or the file at a path."""
    if not isinstance(source, str | os.PathLike):
        raise UsageError.at(
            Code.API_ARGUMENT, None, f"a program is text or the path of a file, not {describe(source)}"
        )
    if isinstance(source, str) and ("(" in source or "\n" in source or not source.strip()):
        return Source("<string>", source)
    from eshkol_mlir.reader import load_source

    return load_source(source)
