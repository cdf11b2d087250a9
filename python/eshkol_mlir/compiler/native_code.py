"""Device functions as machine code that is linked with the host's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.declared_functions import DeclaredFunctions, exported_name
from eshkol_mlir.compiler.host_code import generate
from eshkol_mlir.compiler.native_signature import ENTRY, signature_text
from eshkol_mlir.diagnostics import Diagnostic, UnsupportedError
from eshkol_mlir.emit import ir
from eshkol_mlir.recursion import deep_recursion

if TYPE_CHECKING:
    from eshkol_mlir.compiler.driver import Compiler
    from eshkol_mlir.emit.host.device_code import DeviceFunction

_ROW = "!llvm.struct<(i64, ptr, i64, ptr)>"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A device function in the table of those that are machine code.

    Attributes:
        number: by which host code calls it.
        signature: as the runtime reads it.
        exported: its name in the program that has it.
    """

    number: int
    signature: str
    exported: str


def native_objects(declared: DeclaredFunctions, functions: Sequence[DeviceFunction]) -> dict[str, bytes]:
    """The object files of device functions, by names of units.

    The code is for any processor of the architecture.

    Raises:
        UnsupportedError: the types of some are not known, or native code cannot do what one does.
    """
    if declared.reasons:
        raise _unknown_types(declared.reasons, functions)
    rows = [
        TableRow(
            number, signature_text(info, functions[number].name), exported_name(functions[number], number)
        )
        for number, info in declared.signatures.items()
    ]
    return objects_with_table(declared.compiler, rows)


def objects_with_table(compiler: Compiler, rows: Sequence[TableRow]) -> dict[str, bytes]:
    """The object files of the functions that a program exports, and of the table that they are found by.

    Raises:
        UnsupportedError: native code cannot do what one does.
    """
    with deep_recursion():
        code = compiler.native_module()
    return {
        "device": generate(code, "device", native=False, lowered=True),
        "device_table": generate(_table(rows), "device_table", native=False, lowered=True),
    }


def _unknown_types(reasons: Mapping[int, str], functions: Sequence[DeviceFunction]) -> UnsupportedError:
    return UnsupportedError(
        [
            Diagnostic(
                Code.EXECUTABLE_CALLS_DEVICE,
                "UnsupportedError",
                f"{functions[number].name} runs on the device, and what it is called with is known only when the "
                "program runs, which an executable has no compiler for",
                functions[number].span,
                notes=(reason,),
                help=(_what_to_declare(functions[number]), "or run the program by `eshkol run`"),
            )
            for number, reason in sorted(reasons.items())
        ]
    )


def _what_to_declare(function: DeviceFunction) -> str:
    if function.captured:
        names = ", ".join(f"`{binding.name}`" for binding in function.captured)
        return f"make arguments with declared types of the variables that it uses: {names}"
    return "declare the types of the procedure's parameters: (define (f [x : (Tensor f64 [n])]) ...)"


def _table(functions: Sequence[TableRow]) -> str:
    """What the runtime finds native functions by, in the llvm dialect."""
    count = len(functions)
    array = f"!llvm.array<{count} x {_ROW}>"
    parts = []
    rows = []
    for row, function in enumerate(functions):
        text = function.signature
        length = len(text.encode())
        entry = ir.symbol_name(ENTRY + function.exported)
        parts.append(f"llvm.func {entry}(!llvm.ptr, !llvm.ptr)")
        parts.append(
            f"llvm.mlir.global private constant @signature{row}({ir.string_attribute(text)}) : !llvm.array<{length} x i8>"
        )
        rows.append(_row(row, function.number, length, entry, array))
    parts.append(
        f"llvm.mlir.global constant @eshkol_native_functions() : {array} {{\n"
        f"  %table0 = llvm.mlir.undef : {array}\n{''.join(rows)}  llvm.return %table{count} : {array}\n}}"
    )
    parts.append(f"llvm.mlir.global constant @eshkol_native_function_count({count} : i64) : i64")
    return "\n".join(parts)


def _row(row: int, number: int, length: int, entry: str, array: str) -> str:
    """The instructions that put a function into the table, which is of the type ``array``."""
    values = [
        f"llvm.mlir.constant({number} : i64) : i64",
        f"llvm.mlir.addressof @signature{row} : !llvm.ptr",
        f"llvm.mlir.constant({length} : i64) : i64",
        f"llvm.mlir.addressof {entry} : !llvm.ptr",
    ]
    lines = [f"%row{row}_0 = llvm.mlir.undef : {_ROW}"]
    for field, value in enumerate(values):
        lines.append(f"%value{row}_{field} = {value}")
        lines.append(
            f"%row{row}_{field + 1} = llvm.insertvalue %value{row}_{field}, %row{row}_{field}[{field}] : {_ROW}"
        )
    lines.append(f"%table{row + 1} = llvm.insertvalue %row{row}_{len(values)}, %table{row}[{row}] : {array}")
    return "".join(f"  {line}\n" for line in lines)
