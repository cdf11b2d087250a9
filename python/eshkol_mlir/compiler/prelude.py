"""The global scope: forms, builtins, and the library written in Eshkol."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from eshkol_mlir.diagnostics import Source
from eshkol_mlir.expander import core, later
from eshkol_mlir.expander.core import Binding, Definition
from eshkol_mlir.expander.expand import Expander
from eshkol_mlir.expander.forms import FORMS
from eshkol_mlir.expander.modules import Modules
from eshkol_mlir.expander.scope import BuiltinName, LaterName, Scope
from eshkol_mlir.package_files import package_text

#: Read in this order; a later file may use an earlier one's definitions.
HOST_FORMS = ("host/forms.esk",)
LIBRARY = ("prelude.esk", *HOST_FORMS)


@cache
def builtin_scope() -> Scope:
    scope = Scope()
    scope.names.update(FORMS)
    from eshkol_mlir.compiler.language_names import device_operations

    hidden = ("%and", "%or", "%quote", "%apply")
    for name in (*device_operations(), *hidden, "display", "write", "newline", "displayln", "print"):
        scope.names.setdefault(name, BuiltinName(name))
    for name in host_scope_names():
        scope.names.setdefault(name, BuiltinName(name))
    for name in later.PROCEDURES:
        scope.names.setdefault(name, LaterName(name))
    return scope


def host_scope_names() -> frozenset[str]:
    """The names of the host tier: primitives, and what its library defines."""
    from eshkol_mlir.compiler.host_library import defined_names
    from eshkol_mlir.compiler.host_runtime import primitives

    return frozenset(primitives()) | defined_names()


@cache
def library() -> tuple[Scope, core.Program]:
    """The library's names, in a scope above the builtins, and its definitions."""
    return _read(builtin_scope(), LIBRARY)


@cache
def host_environment() -> Scope:
    """The scope in which the library of the host tier is written: without the device tier's library."""
    scope = _read(builtin_scope(), HOST_FORMS)[0]
    scope.names["%known-on-device"] = BuiltinName("%known-on-device")
    return scope


def _read(scope: Scope, names: Sequence[str]) -> tuple[Scope, core.Program]:
    from eshkol_mlir.reader import read

    expander = Expander(scope, Modules(scope))
    for name in names:
        expander.expand_program(read(library_source(f"<library>/{name}")))
    return expander.globals, expander.program


@cache
def library_source(name: str) -> Source:
    """A file of the library, ``<library>/prelude.esk``: what its macros insert into programs has places in it."""
    return Source(name, package_text(name.replace("<library>", "stdlib")))


class Definitions:
    """The values of a program's global variables, and of the library's."""

    def __init__(self, program: core.Program) -> None:
        _, prelude = library()
        self.by_binding: dict[Binding, Definition] = {
            definition.binding: definition for definition in (*prelude.definitions, *program.definitions)
        }

    def definition(self, binding: Binding) -> Definition | None:
        return self.by_binding.get(binding)


def environment() -> Scope:
    """The scope of all that the language has."""
    return library()[0]
