"""Device functions as machine code that is linked with the host's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.declared_functions import exported_name
from eshkol_mlir.compiler.host_code import by_names, generate, generate_objects
from eshkol_mlir.compiler.native_signature import ENTRY, signature_text
from eshkol_mlir.diagnostics import Diagnostic, UnsupportedError
from eshkol_mlir.emit import ir
from eshkol_mlir.recursion import deep_recursion

if TYPE_CHECKING:
    from eshkol_mlir.compiler.driver import Compiler
    from eshkol_mlir.compiler.foreseen_functions import ForeseenFunctions
    from eshkol_mlir.emit.host.device_code import DeviceFunction

_ROW = "!llvm.struct<(i64, ptr, i64, ptr)>"
_FORESEEN_ROW = f"!llvm.struct<({_ROW.removeprefix('!llvm.')}, ptr, i64, ptr, i64)>"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A device function in the table of those that are machine code.

    Attributes:
        number: by which host code calls it.
        signature: as the runtime reads it.
        exported: its name in the program that has it; None where there is no code.
    """

    number: int
    signature: str
    exported: str | None = None


@dataclass(frozen=True, slots=True)
class ForeseenRow:
    """What is done in some calls of a device function; runtime/host/tensors/ForeseenCalls.h has the same layout.

    Attributes:
        pattern: what the arguments are.
        failure: the kind of a condition and its message, on lines of their own, where there is no code.
    """

    function: TableRow
    pattern: str
    failure: str = ""


def native_objects(
    foreseen: ForeseenFunctions, functions: Sequence[DeviceFunction], uncalled: Set[int]
) -> dict[str, bytes]:
    """The object files of device functions, by names of units.

    The code is for any processor of the architecture.

    Args:
        foreseen: them, with their types.
        functions: them, by their numbers.
        uncalled: the numbers of those that only others call, which have their code.

    Raises:
        UnsupportedError: nothing is known of what some are called with, or native code cannot do what one does.
    """
    if foreseen.unknown:
        raise _unknown_types(foreseen, functions)
    rows, calls = [], []
    for position, info in foreseen.declared.signatures.items():
        made = foreseen.foreseen.get(position)
        number, function = (position, functions[position]) if made is None else (made.number, made.typed)
        row = TableRow(number, signature_text(info, function.name), exported_name(function, position))
        if made is not None:
            calls.append(ForeseenRow(row, made.pattern))
        elif position not in uncalled:
            rows.append(row)
    calls += [
        ForeseenRow(
            TableRow(failure.number, signature_text(failure.info, failure.info.name)),
            failure.pattern,
            f"{failure.kind}\n{failure.message}",
        )
        for failure in foreseen.failures
    ]
    compiler = foreseen.declared.compiler
    if uncalled:
        needed = {
            row.exported for row in (*rows, *(call.function for call in calls)) if row.exported is not None
        }
        compiler.frontend().elaborated.export_only(needed)
    return objects_with_table(compiler, rows, calls)


def objects_with_table(
    compiler: Compiler, rows: Sequence[TableRow], calls: Sequence[ForeseenRow] = ()
) -> dict[str, bytes]:
    """The object files of the functions that a program exports, and of the tables that they are found by.

    Raises:
        UnsupportedError: native code cannot do what one does.
    """
    objects = {"device_table": generate(_tables(rows, calls), "device_table", native=False, lowered=True)}
    if any(row.exported is not None for row in (*rows, *(call.function for call in calls))):
        with deep_recursion():
            code = compiler.native_module()
        objects |= by_names(generate_objects(code, "device", native=False, lowered=True), "device")
    return objects


_LESS_DEEP = "give it procedures that capture fewer others, and lists of a length that the text tells"


def _unknown_types(foreseen: ForeseenFunctions, functions: Sequence[DeviceFunction]) -> UnsupportedError:
    return UnsupportedError(
        [
            Diagnostic(
                Code.EXECUTABLE_CALLS_DEVICE,
                "UnsupportedError",
                f"{functions[number].name} runs on the device, and what it is called with is known only when the "
                "program runs, which an executable has no compiler for",
                functions[number].span,
                notes=(reason,),
                help=(
                    _LESS_DEEP if number in foreseen.beyond else _what_to_declare(functions[number]),
                    "or run the program by `eshkol run`",
                ),
            )
            for number, reason in sorted(foreseen.unknown.items())
        ]
    )


def _what_to_declare(function: DeviceFunction) -> str:
    if function.captured:
        names = ", ".join(f"`{binding.name}`" for binding in function.captured)
        return f"make arguments with declared types of the variables that it uses: {names}"
    return "declare the types of the procedure's parameters: (define (f [x : (Tensor f64 [n])]) ...)"


def _tables(rows: Sequence[TableRow], calls: Sequence[ForeseenRow]) -> str:
    """What the runtime finds native functions by, in the llvm dialect."""
    writer = _TableWriter()
    writer.add("eshkol_native_function", _ROW, [_fields(row) for row in rows])
    writer.add(
        "eshkol_foreseen_call",
        _FORESEEN_ROW,
        [(_fields(call.function), call.pattern, call.failure) for call in calls],
    )
    return "\n".join(writer.parts)


#: What is in a row: numbers, texts with their lengths, functions or null, and rows.
_Field: TypeAlias = "int | str | _Entry | tuple[_Field, ...]"


@dataclass(frozen=True, slots=True)
class _Entry:
    """The entry of a function of this name, or null."""

    exported: str | None


def _fields(row: TableRow) -> tuple[_Field, ...]:
    return row.number, row.signature, _Entry(row.exported)


class _TableWriter:
    """Writes constant arrays of structures."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._lines: list[str] = []
        self._texts = self._values = 0

    def add(self, name: str, type: str, rows: Sequence[tuple[_Field, ...]]) -> None:
        """Adds an array ``name`` with an ``s``, of structures of a type, and the number of these, ``name_count``."""
        array = f"!llvm.array<{len(rows)} x {type}>"
        self._lines = []
        table = self._value(f"llvm.mlir.undef : {array}")
        for index, row in enumerate(rows):
            table = self._insert(self._structure(type, row), table, f"{index}", array)
        self.parts.append(
            f"llvm.mlir.global constant @{name}s() : {array} {{\n"
            f"{''.join(self._lines)}  llvm.return {table} : {array}\n}}"
        )
        self.parts.append(f"llvm.mlir.global constant @{name}_count({len(rows)} : i64) : i64")

    def _structure(self, type: str, fields: Sequence[_Field]) -> str:
        made = self._value(f"llvm.mlir.undef : {type}")
        for index, value in enumerate(value for field in fields for value in self._field(field)):
            made = self._insert(value, made, f"{index}", type)
        return made

    def _field(self, field: _Field) -> Iterator[str]:
        match field:
            case int():
                yield self._value(f"llvm.mlir.constant({field} : i64) : i64")
            case str():
                yield self._text(field)
                yield self._value(f"llvm.mlir.constant({len(field.encode())} : i64) : i64")
            case _Entry(exported=None):
                yield self._value("llvm.mlir.zero : !llvm.ptr")
            case _Entry(exported=str() as exported):
                entry = ir.symbol_name(ENTRY + exported)
                self.parts.append(f"llvm.func {entry}(!llvm.ptr, !llvm.ptr)")
                yield self._value(f"llvm.mlir.addressof {entry} : !llvm.ptr")
            case tuple():
                yield self._structure(_ROW, field)

    def _text(self, text: str) -> str:
        symbol = f"@text{self._texts}"
        self._texts += 1
        # One byte more, since there are no arrays of none.
        self.parts.append(
            f"llvm.mlir.global private constant {symbol}({ir.string_attribute(text + chr(0))}) : "
            f"!llvm.array<{len(text.encode()) + 1} x i8>"
        )
        return self._value(f"llvm.mlir.addressof {symbol} : !llvm.ptr")

    def _insert(self, value: str, whole: str, position: str, type: str) -> str:
        return self._value(f"llvm.insertvalue {value}, {whole}[{position}] : {type}")

    def _value(self, operation: str) -> str:
        name = f"%v{self._values}"
        self._values += 1
        self._lines.append(f"  {name} = {operation}\n")
        return name
