"""What tells whether a value has the type that a pattern names; types of elements are not looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.expander import core
from eshkol_mlir.expander.scope import ClassName, Scope, TypeName
from eshkol_mlir.expander.type_names import meaning_of_type, resolve_type
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
    symbol, own = _meaning(expander, declared, scope)
    if own is not None:
        return core.Reference(own, declared.span)
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
            help=[_instead(symbol, tested, scope)],
        )
    return expander.reference(procedure, scope)


def _instead(symbol: Symbol, tested: str, scope: Scope) -> str:
    """What to do about a type that nothing tells the values of."""
    found = meaning_of_type(symbol, scope)
    if isinstance(found, TypeName) and not isinstance(found, ClassName) and "." in found.name:
        module = found.name.rpartition(".")[0]
        return (
            f"`{symbol.name}` stands for another type in {module}: write that one, or (? predicate pattern)"
        )
    return f"define a procedure {tested}, or write (? predicate pattern)"


def _meaning(expander: Expander, type: Syntax, scope: Scope) -> tuple[Symbol, core.Binding | None]:
    """The name that a type begins with, where the program's other names for types are followed, and its predicate.

    Of a type of another module, no more than the predicate is known here.
    """
    seen: set[str] = set()
    while True:
        written, resolved = _head(type), _head(resolve_type(type, scope))
        definition = expander.program.types.get(resolved.name)
        if definition is None:
            found = meaning_of_type(written, scope)
            return (written, found.predicate) if isinstance(found, TypeName) else (resolved, None)
        if definition.predicate is not None or resolved.name in seen:
            return written, definition.predicate
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
