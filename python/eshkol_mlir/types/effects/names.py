"""What the names of a program mean to inference."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cached_property

from eshkol_mlir.expander import core
from eshkol_mlir.expander.core import Binding, Core, Definition, TypeDefinition
from eshkol_mlir.expander.traversal import walk
from eshkol_mlir.types.effects.builtins import EVALUATING, BuiltinEffects, table
from eshkol_mlir.types.effects.declared import ArrowType, Declarations, record_fields

_NOTHING = BuiltinEffects()


class Names:
    """The definitions that a program refers to.

    Args:
        definitions: its own, and those that it shares with others.
        shared: the definitions of the library that both tiers have.
        library_names: what the host's library defines.
        library: gives its definitions by their names, where a program needs them.
    """

    def __init__(
        self,
        definitions: Mapping[Binding, Definition],
        shared: Iterable[Definition],
        library_names: Container[str],
        library: Callable[[], Mapping[str, Definition]],
    ) -> None:
        self._definitions = definitions
        self._library_names = library_names
        self._read_library = library
        self._of_library: Mapping[Binding, Definition] = {}
        #: Variables of libraries that the table of builtins describes.
        self._described = _described(shared)

    @cached_property
    def _library(self) -> Mapping[str, Definition]:
        library = self._read_library()
        self._of_library = {definition.binding: definition for definition in library.values()}
        self._described |= _described(library.values())
        return library

    def definition(self, binding: Binding) -> Definition | None:
        return self._definitions.get(binding) or self._of_library.get(binding)

    def builtin(self, name: str) -> BuiltinEffects:
        """What a builtin does that the library does not define."""
        return table().get(name, _NOTHING)

    def library_binding(self, name: str) -> Binding | None:
        """The variable of the library that a builtin is; None for those that are not inferred."""
        if _is_described(name) or name not in self._library_names:
            return None
        return self._library[name].binding

    def is_described(self, binding: Binding) -> bool:
        """Whether a variable of the library counts as a builtin in the library too."""
        return binding in self._described

    def mentioned(self, binding: Binding) -> list[Binding]:
        """The variables at top levels that a definition refers to."""
        definition = self.definition(binding)
        if definition is None or definition.value is None:
            return []
        return list(self.mentioned_in(definition.value))

    def mentioned_in(self, node: Core) -> Iterator[Binding]:
        for inner in walk(node):
            if isinstance(inner, core.Reference):
                if inner.binding.module is not None and not self.is_described(inner.binding):
                    yield inner.binding
            elif isinstance(inner, core.Builtin):
                found = self.library_binding(inner.name)
                if found is not None:
                    yield found

    def fields(self, constructor: Binding, declarations: Declarations) -> list[tuple[str, ArrowType | None]]:
        """The fields that a constructor takes, with the types of those that are procedures."""
        type = self._constructed(constructor, declarations.types)
        return [] if type is None else [(name, declarations.arrow(t)) for name, t in record_fields(type)]

    def _constructed(
        self, constructor: Binding, types: Mapping[str, TypeDefinition]
    ) -> TypeDefinition | None:
        definition = self.definition(constructor)
        match definition and definition.value:
            case core.Lambda(
                body=core.Apply(
                    function=core.Builtin(name="%make-record"), arguments=(core.Constant(value=name), *_)
                )
            ):
                return types.get(name)
        return None


def _described(definitions: Iterable[Definition]) -> set[Binding]:
    return {definition.binding for definition in definitions if _is_described(definition.binding.name)}


def _is_described(name: str) -> bool:
    return name in table() or name in EVALUATING
