"""Values, procedures and records: the builtins that the core language itself needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.reader.errors import count
from eshkol_mlir.types.builtins import Call, builtin
from eshkol_mlir.types.calls import Arguments, apply
from eshkol_mlir.types.matching import Place, Substitution, match
from eshkol_mlir.types.records import record_fields, record_type
from eshkol_mlir.types.values import (
    UNSPECIFIED,
    BuiltinProcedure,
    Composition,
    ListValue,
    MultipleValues,
    Poison,
    RecordValue,
    Static,
    Text,
    Value,
    describe,
    is_procedure,
)

if TYPE_CHECKING:
    from eshkol_mlir.types.elaborator import Elaborator


@builtin("(values x ...)")
def values(el: Elaborator, call: Call) -> Value:
    """Several values at once."""
    return call[0] if len(call.values) == 1 else MultipleValues(call.values)


@builtin("(call-with-values producer consumer)")
def call_with_values(el: Elaborator, call: Call) -> Value:
    """Calls ``consumer`` with the values that ``producer``, called without arguments, returns."""
    made = apply(el, call[0], Arguments((), {}, call.span))
    if isinstance(made, Poison):
        return made
    items = made.items if isinstance(made, MultipleValues) else (made,)
    return apply(el, call[1], Arguments(items, {}, call.span))


@builtin("(void)")
def void(el: Elaborator, call: Call) -> Value:
    """No particular value."""
    return UNSPECIFIED


@builtin("(identity x)")
def identity(el: Elaborator, call: Call) -> Value:
    """Its argument."""
    return call[0]


@builtin("(compose f ...)", "compose-n")
def compose(el: Elaborator, call: Call) -> Value:
    """The procedure that applies the last of its arguments first."""
    if not call.values:
        return BuiltinProcedure("identity")
    for procedure in call.values:
        if not is_procedure(procedure):
            raise call.type_error(
                Code.PROCEDURE_EXPECTED, f"expected procedures but got {describe(procedure)}"
            )
    return Composition(call.values)


@builtin("(apply f argument ... arguments)")
def apply_procedure(el: Elaborator, call: Call) -> Value:
    """Calls ``f`` with the arguments, the last of which is a list of more."""
    *first, last = call.values[1:]
    if not isinstance(last, ListValue):
        raise call.type_error(
            Code.LIST_VALUE_EXPECTED, f"the last argument should be a list but is {describe(last)}"
        )
    return apply(el, call[0], Arguments((*first, *last.items), {}, call.span))


@builtin("(error message irritant ...)")
def error(el: Elaborator, call: Call) -> Value:
    """Stops compilation where it is certain to be reached; see ``assert`` for run-time checks."""
    message = call[0].value if isinstance(call[0], Text) else describe(call[0])
    rest = " ".join(describe(value) for value in call.values[1:])
    raise diagnostics.NumericalError.at(Code.ERROR_CALLED, call.span, f"{message} {rest}".strip())


@builtin("(%make-record name fields)")
def make_record(el: Elaborator, call: Call) -> Value:
    """The constructor of a record type, its fields checked against their types."""
    name = call[0]
    assert isinstance(name, Text)
    items = call[1]
    assert isinstance(items, ListValue)
    fields = record_fields(el, name.value, call.span)
    site = el.frames[-1].span or call.span
    if len(items.items) != len(fields):
        raise diagnostics.ArityError.at(
            Code.RECORD_FIELDS, site,
            f"{name.value} has {count(len(fields), 'field')} but gets {count(len(items.items), 'value')}",
            help=[f"call it as ({name.value} {' '.join(fields)})"],
        )  # fmt: skip
    names = Substitution()
    values = {
        field: match(el, type, item, names, Place(f"field `{field}` of {name.value}", site, name=field))
        for (field, type), item in zip(fields.items(), items.items, strict=True)
    }
    return RecordValue(record_type(el, name.value, call.span), values)


@builtin("(%record-of? name fields)")
def is_record(el: Elaborator, call: Call) -> Value:
    """Whether a value is a record of the type, or of the union."""
    name, items = call[0], call[1]
    assert isinstance(name, Text)
    assert isinstance(items, ListValue)
    if len(items.items) != 1:
        raise diagnostics.ArityError.at(
            Code.PROCEDURE_ARGUMENTS,
            el.frames[-1].span or call.span,
            f"`{name.value}?` takes 1 argument but gets {len(items.items)}",
        )
    value = items.items[0]
    return Static(isinstance(value, RecordValue) and name.value in (value.type.name, value.type.union))


@builtin("(%no-variant x)")
def no_variant(el: Elaborator, call: Call) -> Value:
    """What a match on constructors does with a value that fits no clause."""
    raise diagnostics.TypeError.at(
        Code.NO_PATTERN_MATCHES, call.span, f"no pattern of this match fits {describe(call[0])}"
    )
