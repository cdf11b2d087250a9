"""``define-type``: type names, records and unions, with the procedures that come with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.expander import core
from eshkol_mlir.expander.global_names import define_once, global_name
from eshkol_mlir.expander.imports import check_not_imported
from eshkol_mlir.expander.nesting import check_inserted
from eshkol_mlir.expander.parse import expect_symbol, is_made_by, is_symbol, malformed, reject_duplicates
from eshkol_mlir.expander.scope import Scope, TypeName, TypeVariable, type_of_name
from eshkol_mlir.expander.type_names import resolve_type, variable_name
from eshkol_mlir.reader.syntax import List, Symbol, Syntax

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander

DEFINE_TYPE = "(define-type Name type), (define-type (Name parameter ...) type), (define-type Name (Record [field : type] ...)) or (define-type Name (Union (Constructor field ...) ...))"
UNION = "(Union (Constructor field ...) ...), where a field is a name or [name : type]"


def scan_type(expander: Expander, form: List, scope: Scope) -> Callable[[], None]:
    """Binds what a type definition defines; the call returned reads the type.

    Raises:
        SyntaxError: the form is malformed.
        NameError: something that it defines is defined already.
    """
    if len(form.items) != 3:
        raise malformed(form, DEFINE_TYPE)
    head = form.items[1]
    variables: list[Symbol] = []
    if isinstance(head, List) and head.items:
        variables = [expect_symbol(item, form, DEFINE_TYPE) for item in head.items[1:]]
        head = head.items[0]
    reject_duplicates(variables, "parameter")
    symbol = expect_symbol(head, form, DEFINE_TYPE)
    return _TypeForm(expander, form, scope, symbol, variables).scan()


class _TypeForm:
    """One definition of a type.

    Attributes:
        symbol: its name.
        variables: what it leaves open.
    """

    def __init__(
        self, expander: Expander, form: List, scope: Scope, symbol: Symbol, variables: Sequence[Symbol]
    ) -> None:
        self.expander = expander
        self.form = form
        self.scope = scope
        self.symbol = symbol
        self.variables = variables
        #: The types of a union's constructors.
        self.parts: list[core.TypeDefinition] = []

    def scan(self) -> Callable[[], None]:
        body = self.form.items[2]
        definition = self._define_type(self.symbol, body)
        if is_made_by(body, "Record"):
            variant = core.Variant(definition.name, tuple(_names_of_fields(body)))
            predicate = self._predicate(self.symbol, definition)
            for pattern in ("{}", "make-{}"):
                symbol = replace(self.symbol, name=pattern.format(self.symbol.name))
                self._define_constructor(symbol, pattern.format(definition.name), variant, predicate)
            self._define_predicate(self.symbol, predicate, definition.name)
        elif is_made_by(body, "Union"):
            self._define_union(definition, body)
        return lambda: self._read_body(definition)

    def _define_type(self, symbol: Symbol, body: Syntax) -> core.TypeDefinition:
        name = global_name(self.expander, symbol)
        define_once(self.expander, symbol, self.scope, is_type=True)
        parameters = tuple(map(variable_name, self.variables))
        definition = core.TypeDefinition(name, body, self.form.span, parameters)
        self.expander.program.types[name] = definition
        self.expander.globals.define(type_of_name(symbol), TypeName(name))
        return definition

    def _define_union(self, definition: core.TypeDefinition, body: List) -> None:
        heads = [self._head(item) for item in body.items[1:]]
        if not heads or body.tail is not None:
            raise malformed(self.form, UNION, "a union has one constructor at least")
        reject_duplicates(heads, "constructor")
        variants = []
        for head, item in zip(heads, body.items[1:], strict=True):
            part = self._define_type(head, item)
            part.union = definition.name
            self.parts.append(part)
            fields = [field for field, _ in _fields(item)]
            reject_duplicates(fields, "field")
            names = tuple(field.name for field in fields)
            variants.append(core.Variant(part.name, names, isinstance(item, Symbol)))
        definition.variants = tuple(part.name for part in self.parts)
        self._define_predicate(self.symbol, self._predicate(self.symbol, definition), definition.name)
        for head, variant in zip(heads, variants, strict=True):
            predicate = self._predicate(head, self.expander.program.types[variant.name])
            self._define_constructor(head, variant.name, variant, predicate, definition.name, tuple(variants))
            self._define_predicate(head, predicate, variant.name)

    def _head(self, item: Syntax) -> Symbol:
        """The name of a constructor: ``Nil`` or ``(Cons head tail)``."""
        if isinstance(item, List) and item.items and item.tail is None and item.bracket == "(":
            item = item.items[0]
        return expect_symbol(item, self.form, UNION)

    def _define_constructor(
        self,
        symbol: Symbol,
        name: str,
        variant: core.Variant,
        predicate: core.Binding,
        union: str = "",
        variants: tuple[core.Variant, ...] = (),
    ) -> None:
        module = self.expander.module
        binding = core.Constructor(name, self.form.span, False, module, variant, predicate, union, variants)
        self._define(symbol, binding, "%make-record", variant.name, is_value=variant.is_value)

    def _predicate(self, symbol: Symbol, definition: core.TypeDefinition) -> core.Binding:
        """The variable of what tells whether a value is of a type, which all know who know the type."""
        predicate = core.Binding(f"{definition.name}?", self.form.span, module=self.expander.module)
        definition.predicate = predicate
        self.expander.globals.define(type_of_name(symbol), TypeName(definition.name, predicate))
        return predicate

    def _define_predicate(self, symbol: Symbol, predicate: core.Binding, type: str) -> None:
        self._define(replace(symbol, name=f"{symbol.name}?"), predicate, "%record-of?", type)

    def _define(
        self, symbol: Symbol, binding: core.Binding, builtin: str, type: str, is_value: bool = False
    ) -> None:
        """A procedure of any number of arguments, which ``builtin`` gets; or what it makes of none."""
        check_not_imported(self.expander, symbol)
        self.expander.globals.define(symbol, binding)
        span = self.form.span
        parameters = core.Binding("fields", span)
        call = core.Apply(
            core.Builtin(builtin, span),
            (core.Constant(type, span), core.Reference(parameters, span)),
            {},
            span,
        )
        value: core.Core = core.Lambda((), parameters, call, span, name=binding.name)
        if is_value:
            value = core.Apply(value, (), {}, span)
        definition = core.Definition(binding, value, span)
        self.expander.program.definitions.append(definition)
        self.expander.program.body.append(definition)

    def _read_body(self, definition: core.TypeDefinition) -> None:
        check_inserted(definition.body)
        inner = Scope(self.scope)
        for variable in self.variables:
            inner.define(type_of_name(variable), TypeVariable())
        definition.body = resolve_type(definition.body, inner)
        if self.parts:
            assert isinstance(definition.body, List)
            head, *items = definition.body.items
            for part, item in zip(self.parts, items, strict=True):
                part.body = _as_record(item)
            named = (_renamed(item, part.name) for part, item in zip(self.parts, items, strict=True))
            definition.body = replace(definition.body, items=(head, *named))


def _names_of_fields(body: List) -> list[str]:
    """Those of a record; what is malformed is told when its type is read."""
    heads = [item.items[0] for item in body.items[1:] if isinstance(item, List) and item.items]
    return [head.name for head in heads if isinstance(head, Symbol)]


def _fields(item: Syntax) -> list[tuple[Symbol, Syntax | None]]:
    """The fields of a constructor of a union, and their types where these are written.

    Raises:
        SyntaxError: one is malformed.
    """
    found: list[tuple[Symbol, Syntax | None]] = []
    for field in item.items[1:] if isinstance(item, List) else ():
        match field:
            case Symbol():
                found.append((field, None))
            case List(items=(Symbol() as name, colon, type), tail=None) if is_symbol(colon, ":"):
                found.append((name, type))
            case _:
                raise diagnostics.SyntaxError.at(
                    Code.MALFORMED_FIELD, field.span, "malformed field", help=[f"a union is {UNION}"]
                )
    return found


def _as_record(item: Syntax) -> Syntax:
    """The record of a constructor's fields, which may have values of any type where none is written."""
    span = item.span
    fields = (
        List((name, Symbol(":", name.span), type if type is not None else Symbol("any", name.span)), name.span, bracket="[")
        for name, type in _fields(item)
    )  # fmt: skip
    return List((Symbol("Record", span), *fields), span)


def _renamed(item: Syntax, name: str) -> Syntax:
    """A constructor of a union under the name of its type."""
    if isinstance(item, List):
        return replace(item, items=(Symbol(name, item.items[0].span), *item.items[1:]))
    return Symbol(name, item.span)
