"""What is known of a name that a prompt is asked about."""

from __future__ import annotations

from functools import cache

from eshkol_mlir.compiler.host_library import source_texts
from eshkol_mlir.compiler.host_runtime import primitives
from eshkol_mlir.diagnostics import Source, Span
from eshkol_mlir.expander.macros import Macro
from eshkol_mlir.expander.scope import BuiltinName, Form, Scope
from eshkol_mlir.expander.standard import STANDARD_NAMES, WHOLE, standard_names
from eshkol_mlir.reader import read, write_datum
from eshkol_mlir.reader.syntax import List, String, Symbol, Syntax


@cache
def library_procedures() -> dict[str, tuple[str, str | None]]:
    """The call and the documentation of each procedure of the host's library."""
    found = {}
    for name, text in source_texts().items():
        for form in read(Source(f"<library>/host/{name}", text)):
            described = _procedure(form)
            if described is not None:
                found[described[0]] = described[1:]
    return found


def _procedure(form: Syntax) -> tuple[str, str, str | None] | None:
    match form:
        case List(items=(Symbol(name="define"), List(items=(Symbol(name=name), *_)) as head, *body)):
            doc = body[0].value if len(body) > 1 and isinstance(body[0], String) else None
            return name, write_datum(head), doc
        case _:
            return None


def describe_name(name: str, scope: Scope) -> list[str]:
    """Lines about what the language has under a name; none if it is not the language's."""
    source = Source("<prompt>", name)
    found = scope.lookup(Symbol(name, Span(source, 0, len(name))))
    if isinstance(found, Form):
        return [f"{name} is syntax of the language"]
    if isinstance(found, Macro):
        from eshkol_mlir.expander.macros import SHOWN_RULES

        rules = [f"  {write_datum(rule.pattern)}" for rule in (found.rules or ())[:SHOWN_RULES]]
        return [f"{name} is a macro", *rules]
    if not isinstance(found, BuiltinName):
        return []
    lines = _procedure_lines(found.name) + _device_lines(found.name)
    libraries = _libraries(found.name, scope)
    return lines + ([f"from {', '.join(libraries)}"] if libraries else [])


def _procedure_lines(name: str) -> list[str]:
    if name in library_procedures():
        call, doc = library_procedures()[name]
        return [call, *([doc] if doc else [])]
    primitive = primitives().get(name)
    if primitive is None:
        return []
    return [f"{name} takes {arguments(primitive.minimum, primitive.maximum)}"]


def arguments(minimum: int, maximum: int | None) -> str:
    """For people: how many arguments a procedure takes."""
    if maximum is None:
        return f"{minimum} or more arguments" if minimum else "any number of arguments"
    if maximum != minimum:
        return f"{minimum} to {maximum} arguments"
    return f"{minimum} argument{'' if minimum == 1 else 's'}"


def _device_lines(name: str) -> list[str]:
    """What an operation of device code does."""
    from eshkol_mlir.types.builtins import load

    operation = load().get(name)
    if operation is None or not operation.doc:
        return []
    doc = " ".join(operation.doc.split())
    return [f"in device code: {operation.signature}", doc]


def _libraries(name: str, scope: Scope) -> list[str]:
    """The libraries of R7RS that export a name of the language."""
    outermost = scope
    while outermost.enclosing is not None:
        outermost = outermost.enclosing
    return [
        f"({library.replace('.', ' ')})"
        for library in STANDARD_NAMES
        if library not in WHOLE and name in (standard_names(library, outermost) or ())
    ]
