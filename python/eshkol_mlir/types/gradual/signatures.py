"""The types of the language's own procedures, which the text beside this file declares.

A line ``(: (name ...) type)`` is of all the names, and of several types of one name, the first that takes
as many arguments as a call has counts.  In such a type, ``(optional type ...)`` after the parameters are
further ones that may be left out.
"""

from __future__ import annotations

from functools import cache

from eshkol_mlir.diagnostics import Source
from eshkol_mlir.expander.parse import is_symbol
from eshkol_mlir.package_files import package_text
from eshkol_mlir.reader import read
from eshkol_mlir.reader.syntax import List, Symbol, Syntax
from eshkol_mlir.types.annotations import TypeReader
from eshkol_mlir.types.gradual.declared import value_type
from eshkol_mlir.types.gradual.model import NOTHING, PROCEDURE, VOID, Procedure, Type

#: Types that only this file's text can name.
_FURTHER = {"unspecified": VOID, "nothing": NOTHING}
#: Those that call procedures of the program though they take none.
_CALLING = frozenset(("force",))


@cache
def signatures() -> dict[str, tuple[Type, ...]]:
    """The types of procedures and variables of the language by their names."""
    text = package_text("types/gradual/signatures.esk")
    found: dict[str, tuple[Type, ...]] = {}
    for form in read(Source("<library>/signatures.esk", text)):
        assert isinstance(form, List)
        _, names, written = form.items
        type = _read(written)
        for name in names.items if isinstance(names, List) else (names,):
            assert isinstance(name, Symbol)
            found[name.name] = (*found.get(name.name, ()), type)
    return found


@cache
def signature(name: str, count: int | None = None) -> Type | None:
    """The type of a procedure of the language for so many arguments, or, without ``count``, as a value."""
    types = signatures().get(name, ())
    if count is None:
        return types[0] if len(types) == 1 else PROCEDURE if types else None
    fitting = (t for t in types if not isinstance(t, Procedure) or t.accepts(count))
    return next(fitting, types[-1] if types else None)


@cache
def calls_nothing(name: str, count: int) -> bool:
    """Whether a procedure of the language is known to call no procedure of the program, with so many arguments."""
    type = signature(name, count)
    if not isinstance(type, Procedure) or not type.accepts(count) or name in _CALLING:
        return False
    return not any(_is_procedure(type.parameter(position)) for position in range(count))


@cache
def returns_at_once(name: str, count: int) -> bool:
    """Whether that is so, and the procedure returns."""
    type = signature(name, count)
    return calls_nothing(name, count) and isinstance(type, Procedure) and type.result != NOTHING


def _is_procedure(type: Type) -> bool:
    return isinstance(type, Procedure) or type == PROCEDURE


def _read(written: Syntax) -> Type:
    match written:
        case Symbol(name=name) if name in _FURTHER:
            return _FURTHER[name]
        case List(items=(Symbol(name="->"), *items)):
            return _procedure(items)
    return value_type(TypeReader({}).read(written))


def _procedure(items: list[Syntax]) -> Procedure:
    *parameters, result = items
    rest = None
    if parameters and is_symbol(parameters[-1], "..."):
        *parameters, repeated, _ = parameters
        rest = _read(repeated)
    optional: tuple[Type, ...] = ()
    if parameters and isinstance(last := parameters[-1], List) and is_symbol(last.items[0], "optional"):
        parameters.pop()
        optional = tuple(map(_read, last.items[1:]))
    return Procedure(tuple(map(_read, parameters)), _read(result), optional, rest)
