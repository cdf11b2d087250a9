"""A program, or the library, as one MLIR module of the host tier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.emit.host.declared import DeclaredTypes
from eshkol_mlir.emit.host.device_code import DeviceCode
from eshkol_mlir.emit.host.expressions import Emitter
from eshkol_mlir.emit.host.interface import LibraryProcedure, Runtime
from eshkol_mlir.emit.host.typed_records import define_record_types
from eshkol_mlir.emit.host.variables import Cell, Known
from eshkol_mlir.emit.ir import Block, Function, print_module, string_attribute
from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding, Definition
from eshkol_mlir.expander.traversal import children
from eshkol_mlir.types.annotations import TypeReader
from eshkol_mlir.types.boundary import Boundary


def emit_unit(
    program: core.Program,
    name: str,
    runtime: Runtime,
    *,
    device: DeviceCode | None = None,
    exports: bool = False,
    boundaries: list[Boundary] | None = None,
) -> tuple[str, dict[str, LibraryProcedure]]:
    """The MLIR text of a unit, and what it exports; the arguments are those of :func:`emitted_unit`.

    Raises:
        EshkolError: as there, or it is nested too deeply.
    """
    try:
        emitter, variables = emitted_unit(
            program, name, runtime, device=device, exports=exports, boundaries=boundaries
        )
        exported = exports_of(emitter, variables) if exports else {}
        return print_module([*emitter.globals, *emitter.functions]), exported
    except RecursionError:
        raise _too_deep(program) from None


def exports_of(emitter: Emitter, variables: Mapping[Binding, Known | Cell]) -> dict[str, LibraryProcedure]:
    """What other units see of a unit."""
    # Of a primitive as a value there is one procedure, whichever unit refers to it.
    exported = {name: as_exported(known) for name, known in emitter.wrap_primitives().items()}
    return exported | {binding.name: as_exported(variable) for binding, variable in variables.items()}


def _too_deep(program: core.Program) -> diagnostics.EshkolError:
    """The complaint about what is nested most deeply, such as the last of many thousand clauses of one ``cond``."""
    values = (item.value if isinstance(item, Definition) else item for item in program.body)
    level = deepest = [value for value in values if value is not None]
    while level:
        deepest, level = level, [part for node in level for part in children(node)]
    return diagnostics.UnsupportedError.at(
        Code.NESTED_TOO_DEEPLY,
        deepest[0].span,
        "this is nested too deeply to be compiled",
        notes=[
            "each clause of `cond` and `case`, and each part of `and` and `or`, is inside of the one before"
        ],
        help=["give the inner part a name with define"],
    )


def emitted_unit(
    program: core.Program,
    name: str,
    runtime: Runtime,
    *,
    device: DeviceCode | None = None,
    exports: bool = False,
    boundaries: list[Boundary] | None = None,
    elsewhere: Set[Binding] = frozenset(),
) -> tuple[Emitter, Mapping[Binding, Known | Cell]]:
    """The emitter that has made the functions of a unit, and the unit's variables.

    Args:
        program: what the unit consists of, in its order.
        name: the unit's; ``eshkol_unit_<name>`` runs its top level.
        runtime: what it may refer to.
        device: finds what device code computes, and collects it; None where there is no device.
        exports: whether other units see its variables.
        boundaries: gets what is left to the running program to check.
        elsewhere: variables that are defined elsewhere, of which no code is made.

    Raises:
        EshkolError: the program uses what the host tier does not have.
    """
    body = define_record_types(program)
    if device is not None:
        body = [on_device(item, device) for item in body]
    if program.classes:
        from eshkol_mlir.emit.host.classes import define_methods

        body = define_methods(program, body, device, elsewhere)
    variables = top_level_variables(body, name)
    declared = DeclaredTypes(
        TypeReader(program.types),
        frozenset(runtime.primitives),
        [] if boundaries is None else boundaries,
    )
    if boundaries is not None and device is not None:
        for definition in filter(device.is_whole, program.definitions):
            declared.note_arguments(definition)
    emitter = Emitter(runtime, name, variables, declared, device)
    if exports:
        # The library is what names of the language mean.
        emitter.own = {variable.name: variable for variable in variables.values()}
    if elsewhere:
        body = [item for item in body if not (isinstance(item, Definition) and item.binding in elsewhere)]
    own = {binding: variable for binding, variable in variables.items() if binding not in elsewhere}
    emit_top_level(emitter, body, own, public=exports)
    return emitter, variables


def emit_top_level(
    emitter: Emitter,
    body: Sequence[Definition | core.Core],
    variables: Mapping[Binding, Known | Cell],
    *,
    public: bool,
) -> None:
    """Emits the functions and the top level of a unit, whose variables others see if ``public``."""
    name = emitter.unit
    main = Function(f"main.{name}", top_level := Block(), ["!eshkol.value"], False, None)
    main.attributes = {"eshkol.unit": string_attribute(name)}
    with emitter.at_end(top_level):
        for item in body:
            emitter.top_level(item)
        emitter.emit("func.return", [emitter.unspecified()])
    emit_variables(emitter, variables, public=public)
    emitter.functions.append(main)


def emit_variables(emitter: Emitter, variables: Mapping[Binding, Known | Cell], *, public: bool) -> None:
    """Makes the procedures and cells of a unit."""
    # Two names may be those of one procedure.
    for variable in dict.fromkeys(variables.values()):
        if isinstance(variable, Known):
            emitter.define(variable, public=public)
        else:
            emitter.declare_global(variable.symbol, public=public)


def on_device(item: Definition | core.Core, device: DeviceCode) -> Definition | core.Core:
    """A procedure of the top level that is device code as one that calls that; anything else as it is."""
    if isinstance(item, Definition) and device.is_whole(item):
        return replace(item, value=device.procedure(item), type=None)
    return item


def as_exported(variable: Known | Cell) -> LibraryProcedure:
    if isinstance(variable, Known):
        return LibraryProcedure(variable.symbol, variable.required, variable.rest)
    return LibraryProcedure(variable.symbol, None)


def top_level_variables(body: Sequence[Definition | core.Core], unit: str) -> dict[Binding, Known | Cell]:
    """Procedures that are never assigned are known functions; other variables have cells."""
    found: dict[Binding, Known | Cell] = {}
    taken: set[str] = set()
    for item in body:
        if not isinstance(item, Definition):
            continue
        binding, value = item.binding, item.value
        symbol = _unique(f"{unit}:{binding.name}", taken)
        if binding.assigned or item.position is not None:
            found[binding] = Cell(symbol, binding.name)
        elif isinstance(value, core.Lambda):
            found[binding] = Known(symbol, binding.name, len(value.parameters), value.rest is not None, value)
        elif isinstance(value, core.Reference) and isinstance(found.get(value.binding), Known):
            # Another name of a procedure defined before.
            found[binding] = found[value.binding]
        else:
            found[binding] = Cell(symbol, binding.name)
    return found


def _unique(symbol: str, taken: set[str]) -> str:
    result, count = symbol, 1
    while result in taken:
        count += 1
        result = f"{symbol}.{count}"
    taken.add(result)
    return result
