"""The table of procedures that the compiler provides, and how they are called.

A builtin is a Python function ``(elaborator, call) -> value`` under the
signature that users see: ``(sum x [axis] :axis :keepdims)`` has one required
and one optional positional argument and two keywords; ``(+ x ...)`` takes any
number.  Positional and keyword arguments of one name are the same argument.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Label, Span
from eshkol_mlir.expander import later
from eshkol_mlir.expander.scope import did_you_mean
from eshkol_mlir.types.dims import Dim, render_shape
from eshkol_mlir.types.dtypes import DTYPES, NAMES, DType
from eshkol_mlir.types.types import Tensor, constant_sizes, is_too_large
from eshkol_mlir.types.values import (
    EMPTY,
    POISON,
    ListValue,
    Poison,
    RangeValue,
    Static,
    SymbolValue,
    Term,
    Text,
    TypeName,
    Value,
    describe,
    leaves,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.calls import Arguments
    from eshkol_mlir.types.elaborator import Elaborator

Implementation: TypeAlias = "Callable[[Elaborator, Call], Value]"

#: Modules that register builtins, by subject.
MODULES = (
    "access", "checks", "classes", "construction", "contraction", "control", "diagonals", "einsum", "elementwise", "equivalence", "functions",
    "integers", "jit", "joining", "library", "linear_algebra", "lists", "neural", "optimizers", "powers", "predicates", "random_numbers",
    "reductions", "sequences", "shapes", "sorting", "transformations", "windows",
)  # fmt: skip


@dataclass(frozen=True)
class Builtin:
    name: str
    signature: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    variadic: bool
    keywords: tuple[str, ...]
    implementation: Implementation
    doc: str


TABLE: dict[str, Builtin] = {}
CONSTANTS: dict[str, Value] = {"nil": EMPTY, "pi": Static(3.141592653589793)}
CONSTANTS |= {name: TypeName(dtype) for name, dtype in NAMES.items() if name not in ("complex", "real")}


def builtin(signature: str, *synonyms: str) -> Callable[[Implementation], Implementation]:
    """Registers a builtin under the name in its signature, and under synonyms."""

    def register(implementation: Implementation) -> Implementation:
        parsed = _parse(signature, implementation)
        for name in (parsed.name, *synonyms):
            TABLE[name] = parsed
        return implementation

    return register


def _parse(signature: str, implementation: Implementation) -> Builtin:
    name, *parts = signature.strip("()").split()
    keywords = tuple(part[1:] for part in parts if part.startswith(":"))
    optional = tuple(part.strip("[]") for part in parts if part.startswith("["))
    variadic = "..." in parts
    required = tuple(p for p in parts if not p.startswith((":", "[")) and p != "...")
    return Builtin(
        name, signature, required, optional, variadic, keywords, implementation, implementation.__doc__ or ""
    )


@cache
def load() -> dict[str, Builtin]:
    """The complete table."""
    for module in MODULES:
        import_module(f"eshkol_mlir.types.ops.{module}")
    return TABLE


def builtin_names() -> set[str]:
    return set(load()) | set(CONSTANTS)


@dataclass(frozen=True)
class Call:
    """One call of a builtin, its arguments checked for number and names."""

    builtin: Builtin
    arguments: Arguments
    options: dict[str, Value]

    @property
    def span(self) -> Span:
        return self.arguments.span

    @property
    def values(self) -> tuple[Value, ...]:
        """The positional arguments, optional ones included."""
        return self.arguments.values

    def __getitem__(self, position: int) -> Value:
        return self.arguments.values[position]

    def span_of(self, position: int) -> Span:
        return self.arguments.span_of(position)

    def get(self, name: str) -> Value | None:
        """An optional or keyword argument; None where it is not given (or is #f)."""
        value = self.options.get(name)
        return None if isinstance(value, Static) and value.value is False else value

    def flag(self, name: str) -> bool:
        value = self.options.get(name)
        if value is None:
            return False
        if isinstance(value, Static) and isinstance(value.value, bool):
            return value.value
        raise self.type_error(
            Code.TRUTH_VALUE_EXPECTED, f":{name} should be #t or #f but is {describe(value)}"
        )

    def integer(self, name: str) -> int | None:
        """An integer option that must be known while compiling."""
        value = self.get(name)
        return None if value is None else self.known_integer(value, f":{name}")

    def known_integer(self, value: Value, what: str) -> int:
        if isinstance(value, Static) and not isinstance(value.value, bool):
            number = value.value.constant if isinstance(value.value, Dim) else value.value
            if isinstance(number, int):
                return number
        raise self.type_error(
            Code.KNOWN_VALUE_EXPECTED,
            f"{what} should be an integer known when compiling but is {describe(value)}",
        )

    def integers(self, value: Value, what: str) -> list[int]:
        """One integer or a list of them, known while compiling."""
        if isinstance(value, ListValue):
            return [self.known_integer(item, what) for item in value.items]
        return [self.known_integer(value, what)]

    def symbol(self, name: str, choices: Sequence[str]) -> str | None:
        """An option that is one of some quoted symbols."""
        value = self.get(name)
        if value is None or (isinstance(value, SymbolValue) and value.name in choices):
            return None if value is None else value.name
        listed = " or ".join(f"'{choice}" for choice in choices)
        raise self.type_error(Code.OPTION_VALUE, f":{name} should be {listed} but is {describe(value)}")

    def dtype(self, name: str = "dtype") -> DType | None:
        value = self.get(name)
        if value is None:
            return None
        return self.element_type(value)

    def element_type(self, value: Value) -> DType:
        if isinstance(value, TypeName):
            return value.dtype
        spelling = (
            value.name if isinstance(value, SymbolValue) else value.value if isinstance(value, Text) else ""
        )
        if spelling in NAMES:
            return NAMES[spelling]
        known = ", ".join(dtype.name for dtype in DTYPES)
        raise self.type_error(
            Code.ELEMENT_TYPE_EXPECTED,
            f"expected an element type but got {describe(value)}",
            help=did_you_mean(spelling, NAMES) or [f"element types are {known}"],
        )

    def tensor(self, el: Elaborator, position: int, dtype: DType | None = None) -> Term:
        """A positional argument as a tensor (of rank 0, if it is a number)."""
        return self.as_tensor(el, self.values[position], position, dtype)

    def as_tensor(self, el: Elaborator, value: Value, position: int, dtype: DType | None = None) -> Term:
        term = el.to_tensor(value, self.span_of(position), dtype)
        if term is None:
            name = self.parameter_name(position)
            raise diagnostics.TypeError.at(
                Code.TENSOR_EXPECTED, self.span_of(position),
                f"argument `{name}` of {self.builtin.name} should be a tensor but is {describe(value)}",
                labels=self.arguments.label(position),
            )  # fmt: skip
        return term

    def parameter_name(self, position: int) -> str:
        names = (*self.builtin.required, *self.builtin.optional)
        return names[min(position, len(names) - 1)] if names else str(position + 1)

    def type_error(
        self, code: Code, message: str, help: Sequence[str] = (), notes: Sequence[str] = ()
    ) -> diagnostics.EshkolError:
        return diagnostics.TypeError.at(
            code,
            self.span,
            f"{message}, in {self.builtin.name}",
            labels=self.arguments.labels(),
            help=help,
            notes=notes,
        )

    def shape_error(
        self,
        code: Code,
        message: str,
        *,
        notes: Sequence[str] = (),
        help: Sequence[str] = (),
        caret: str = "",
    ) -> diagnostics.EshkolError:
        labels: list[Label] = self.arguments.labels()
        return diagnostics.ShapeError.at(
            code,
            self.span,
            f"{message} in {self.builtin.name}",
            caret=caret,
            labels=labels,
            notes=notes,
            help=help,
        )


def call_builtin(el: Elaborator, name: str, arguments: Arguments) -> Value:
    entry = load().get(name)
    if entry is None:
        raise later.on_host_only(name, arguments.span)
    if any(
        isinstance(leaf, Poison)
        for value in (*arguments.values, *arguments.keywords.values())
        for leaf in leaves(value)
    ):
        return POISON
    options = _check_arity(entry, arguments)
    call = Call(entry, arguments, options)
    try:
        result = entry.implementation(el, call)
    except OverflowError:
        raise diagnostics.NumericalError.at(
            Code.EXACT_TOO_LARGE,
            arguments.span,
            f"an exact number is too large for {entry.name}",
            labels=arguments.labels(),
        ) from None
    except MemoryError:
        raise diagnostics.OutOfMemoryError.at(
            Code.COMPILER_MEMORY,
            arguments.span,
            f"there is not enough memory to compile this call of {entry.name}",
        ) from None
    if isinstance(result, Term) and isinstance(result.type, Tensor):
        sizes = constant_sizes(result.type.shape)
        if sizes is not None and is_too_large(result.type.dtype, sizes):
            raise call.shape_error(
                Code.TENSOR_TOO_LARGE,
                f"a tensor of shape {render_shape(result.type.shape)} is too large for any memory",
            )
    return result


def _check_arity(entry: Builtin, arguments: Arguments) -> dict[str, Value]:
    count, least = len(arguments.values), len(entry.required) - (1 if entry.variadic else 0)
    most = None if entry.variadic else len(entry.required) + len(entry.optional)
    if count < least or (most is not None and count > most):
        wanted = (
            str(least) if most == least else f"at least {least}" if most is None else f"{least} to {most}"
        )
        raise diagnostics.ArityError.at(
            Code.OPERATION_ARGUMENTS, arguments.span,
            f"{entry.name} takes {wanted} argument{'s' if wanted != '1' else ''} but gets {count}",
            help=[f"call it as {entry.signature}"],
        )  # fmt: skip
    options = dict(arguments.keywords)
    for keyword in options:
        if keyword not in entry.keywords and keyword not in entry.optional:
            raise diagnostics.ArityError.at(
                Code.UNKNOWN_OPTION, arguments.span, f"{entry.name} has no option :{keyword}",
                help=did_you_mean(keyword, entry.keywords) or [f"call it as {entry.signature}"],
            )  # fmt: skip
    if not entry.variadic:
        for name, value in zip(entry.optional, arguments.values[len(entry.required) :], strict=False):
            if name in options:
                raise diagnostics.ArityError.at(
                    Code.ARGUMENT_TWICE, arguments.span, f"{name} is given twice to {entry.name}"
                )
            options[name] = value
    return options


def normalize_axis(call: Call, axis: int, rank: int, what: str = ":axis") -> int:
    """A negative axis counts from the end."""
    if not -rank <= axis < rank:
        raise call.shape_error(
            Code.AXIS_OUT_OF_RANGE,
            f"{what} {axis} is out of range for {rank} dimension{'s' if rank != 1 else ''}",
            help=[f"it may be from {-rank} to {rank - 1}"] if rank else ["a scalar has no axes"],
        )
    return axis % rank


def axes_of(call: Call, rank: int, name: str = "axis") -> list[int] | None:
    """The axes named by an option, ascending; None where it is not given."""
    value = call.get(name)
    if value is None:
        return None
    axes = [normalize_axis(call, axis, rank, f":{name}") for axis in call.integers(value, f":{name}")]
    if len(set(axes)) != len(axes):
        raise call.shape_error(Code.AXIS_TWICE, f":{name} names a dimension twice")
    return sorted(axes)


def range_tensor(el: Elaborator, value: RangeValue, span: Span) -> Term:
    from eshkol_mlir.types.ops.construction import arange

    return arange(el, value.start, value.stop, Static(value.step), None, span)


__all__ = ["CONSTANTS", "TABLE", "Builtin", "Call", "axes_of", "builtin", "call_builtin", "normalize_axis"]
