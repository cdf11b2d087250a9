"""What tells whether a value has the type that a pattern names; types of elements are not looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.expander import core
from eshkol_mlir.expander.scope import Scope, TypeName, type_of_name
from eshkol_mlir.expander.type_names import resolve_type
from eshkol_mlir.reader.syntax import GenericType, List, Symbol, Syntax
from eshkol_mlir.types.dtypes import NAMES, Kind

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander

#: Types of numbers by their kinds, however they are spelled.
_OF_KIND = {
    Kind.BOOLEAN: "boolean?",
    Kind.INTEGER: "exact-integer?",
    Kind.FLOAT: "%flonum?",
    Kind.COMPLEX: "complex?",
}
#: Other types that are not tested by the procedure of their name with a question mark.
_PREDICATES = {
    "rational": "exact-rational?",
    "->": "procedure?",
    "Tensor": "tensor?",
    "Vector": "vector?",
    "Matrix": "matrix?",
}
#: Names of an element type that stand for more than its values in a pattern.
_WIDER = ("number", "real")


def type_test(expander: Expander, declared: Syntax, scope: Scope) -> core.Core:
    """The procedure that tells whether a value has a type.

    Raises:
        NameError: no procedure tells.
        SyntaxError: the type is malformed.
    """
    symbol, definition = _meaning(expander, declared, scope)
    if definition is not None and definition.predicate is not None:
        return core.Reference(definition.predicate, declared.span)
    name = symbol.name
    predicate = _PREDICATES.get(name)
    if name in NAMES and name not in _WIDER:
        predicate = _OF_KIND[NAMES[name].kind]
    if predicate is not None:
        return core.Builtin(predicate, declared.span)
    # A record type is `point` or, as many write it, `<point>`.
    tested = name.removeprefix("<").removesuffix(">") + "?"
    procedure = replace(symbol, name=tested)
    if expander.lookup(procedure, scope) is None:
        raise diagnostics.NameError.at(
            Code.UNTESTABLE_TYPE,
            declared.span,
            f"nothing tells whether a value is of type `{name}` when the program runs",
            help=[f"define a procedure {tested}, or write (? predicate pattern)"],
        )
    return expander.reference(procedure, scope)


def _meaning(expander: Expander, type: Syntax, scope: Scope) -> tuple[Symbol, core.TypeDefinition | None]:
    """The name that a type begins with, and its definition, where the program's other names for types are followed."""
    seen: set[str] = set()
    while True:
        written, resolved = _head(type), _head(resolve_type(type, scope))
        definition = expander.program.types.get(resolved.name)
        if definition is None:
            # A type of another module is known here by its name alone.
            imported = isinstance(scope.lookup(type_of_name(written)), TypeName)
            return (written if imported else resolved), None
        if definition.predicate is not None or resolved.name in seen:
            return written, definition
        seen.add(resolved.name)
        type = definition.body


def _head(type: Syntax) -> Symbol:
    """The name that a type begins with: ``vector`` of ``vector<float64>`` and ``(vector float64)``."""
    match type:
        case Symbol():
            return type
        case GenericType(name=name):
            return Symbol(name, type.span)
        case List(items=(Symbol() as head, *_)):
            return head
    raise diagnostics.SyntaxError.at(
        Code.MALFORMED_MATCH,
        type.span,
        "malformed type in a pattern of match",
        help=["a type is a name, type<...> or (type ...)"],
    )
