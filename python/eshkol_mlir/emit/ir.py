"""A small builder of MLIR in generic form.

Blocks may be built detached and thrown away, which the elaboration of loops
needs: a body is built before the types of its loop variables are settled.
Printing is deterministic: values are numbered in the order they appear.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from eshkol_mlir.diagnostics import Span


@dataclass(eq=False, slots=True)
class Value:
    """An SSA value of an MLIR type, as text, and the block that defines it."""

    type: str
    block: Block | None = None


@dataclass(eq=False, slots=True)
class Block:
    arguments: list[Value] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)

    def argument(self, type: str) -> Value:
        value = Value(type, self)
        self.arguments.append(value)
        return value


@dataclass(eq=False, slots=True)
class Operation:
    """``attributes`` maps names to attributes in MLIR syntax."""

    name: str
    operands: Sequence[Value]
    results: Sequence[Value]
    attributes: Mapping[str, str]
    regions: Sequence[Sequence[Block]]
    span: Span | None


@dataclass(eq=False, slots=True)
class Function:
    """``body`` is None for a function of another module, whose argument types are ``parameters``."""

    name: str
    body: Block | None
    results: Sequence[str]
    private: bool
    span: Span | None
    #: Result types are known once the body is built.
    attributes: Mapping[str, str] = field(default_factory=dict)
    parameters: Sequence[str] = ()


class Builder:
    """Appends operations at the end of the current block."""

    def __init__(self) -> None:
        self.block = Block()
        self.span: Span | None = None

    @contextmanager
    def at_end(self, block: Block) -> Iterator[Block]:
        outer, self.block = self.block, block
        try:
            yield block
        finally:
            self.block = outer

    def emit(
        self,
        name: str,
        operands: Sequence[Value] = (),
        types: Sequence[str] = (),
        attributes: Mapping[str, str] | None = None,
        regions: Sequence[Sequence[Block]] = (),
    ) -> list[Value]:
        results = [Value(type, self.block) for type in types]
        operation = Operation(name, tuple(operands), results, attributes or {}, regions, self.span)
        self.block.operations.append(operation)
        return results

    def emit_one(
        self,
        name: str,
        operands: Sequence[Value],
        type: str,
        attributes: Mapping[str, str] | None = None,
        regions: Sequence[Sequence[Block]] = (),
    ) -> Value:
        return self.emit(name, operands, (type,), attributes, regions)[0]


#: What a string attribute has as it is.
_PLAIN = re.compile(r"[ !#-\[\]-~]*")


def string_attribute(text: str) -> str:
    """MLIR's string syntax escapes like JSON's as far as ASCII goes."""
    if _PLAIN.fullmatch(text):
        return f'"{text}"'
    # The name of a file need not be UTF-8; Python has surrogates then.
    escaped = "".join(
        c if " " <= c <= "~" and c not in '"\\' else "".join(f"\\{b:02X}" for b in c.encode(errors="replace"))
        for c in text
    )
    return f'"{escaped}"'


def string_value(attribute: str) -> str:
    """The text of a string attribute, as :func:`string_attribute` writes it."""
    escaped = re.sub(
        rb"\\([0-9A-F]{2})", lambda found: bytes.fromhex(found[1].decode()), attribute[1:-1].encode()
    )
    return escaped.decode()


def symbol_name(name: str) -> str:
    """A symbol reference; names that are not plain identifiers are quoted."""
    plain = name.replace("_", "a").replace(".", "a").replace("$", "a")
    if plain.isascii() and plain.isalnum() and not name[0].isdigit():
        return f"@{name}"
    return f"@{json.dumps(name, ensure_ascii=False)}"


class _Printer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.names: dict[int, str] = {}
        #: By the identities of spans, which operations keep.
        self.locations: dict[int, str] = {id(None): "loc(unknown)"}

    def define(self, values: Sequence[Value]) -> list[str]:
        names, first = self.names, len(self.names)
        written = [f"%{number}" for number in range(first, first + len(values))]
        for value, name in zip(values, written, strict=True):
            names[id(value)] = name
        return written

    def location(self, span: Span | None) -> str:
        written = self.locations.get(id(span))
        if written is None:
            assert span is not None
            written = f"loc({string_attribute(span.source.name)}:{span.line}:{span.column})"
            self.locations[id(span)] = written
        return written

    def function(self, function: Function) -> None:
        start = len(self.names)
        body = function.body
        types = function.parameters if body is None else [value.type for value in body.arguments]
        attributes = {
            "sym_name": string_attribute(function.name),
            "function_type": f"({', '.join(types)}) -> ({', '.join(function.results)})",
            **function.attributes,
        }
        if function.private:
            attributes["sym_visibility"] = '"private"'
        self.lines.append('  "func.func"() ({')
        if body is not None:
            header = ", ".join(
                f"{a} : {t} {self.location(function.span)}"
                for a, t in zip(self.define(body.arguments), types, strict=True)
            )
            self.lines.append(f"  ^bb0({header}):")
            for operation in body.operations:
                self.operation(operation, "    ")
        self.lines.append(f"  }}) {{{_attributes(attributes)}}} : () -> () {self.location(function.span)}")
        for value_id in list(self.names)[start:]:
            del self.names[value_id]

    def operation(self, operation: Operation, indent: str) -> None:
        names = self.names
        operands = ", ".join([names[id(value)] for value in operation.operands])
        results = ", ".join(self.define(operation.results)) + " = " if operation.results else ""
        text = f'{indent}{results}"{operation.name}"({operands})'
        if operation.regions:
            self.lines.append(f"{text} ({{")
            for position, region in enumerate(operation.regions):
                if position:
                    self.lines.append(f"{indent}}}, {{")
                for block in region:
                    self.block(block, indent)
            text = f"{indent}}})"
        if operation.attributes:
            text += f" {{{_attributes(operation.attributes)}}}"
        types = ", ".join([value.type for value in operation.operands])
        result_types = ", ".join([value.type for value in operation.results])
        self.lines.append(f"{text} : ({types}) -> ({result_types}) {self.location(operation.span)}")

    def block(self, block: Block, indent: str) -> None:
        if block.arguments:
            names = self.define(block.arguments)
            header = ", ".join(f"{n} : {v.type}" for n, v in zip(names, block.arguments, strict=True))
            self.lines.append(f"{indent}^bb0({header}):")
        for operation in block.operations:
            self.operation(operation, indent + "  ")


def _attributes(attributes: Mapping[str, str]) -> str:
    return ", ".join([f"{name} = {value}" if value else name for name, value in attributes.items()])


def reachable(functions: Sequence[Function]) -> list[Function]:
    """The functions that a public one refers to, directly or through others."""
    by_symbol = {symbol_name(function.name): function for function in functions}
    pending = [function for function in functions if not function.private]
    found = set(pending)
    while pending:
        for symbol in _references(pending.pop()):
            function = by_symbol.get(symbol)
            if function is not None and function not in found:
                found.add(function)
                pending.append(function)
    return [function for function in functions if function in found]


def _references(function: Function) -> Iterator[str]:
    """The symbols that the attributes of a function and of its operations are."""
    yield from function.attributes.values()
    for operation in operations([function]):
        yield from operation.attributes.values()


def operations(functions: Sequence[Function]) -> Iterator[Operation]:
    """All operations of functions, those in regions included."""
    blocks = [function.body for function in functions if function.body is not None]
    while blocks:
        for operation in blocks.pop().operations:
            yield operation
            blocks += [block for region in operation.regions for block in region]


def print_module(items: Sequence[Function | Operation]) -> str:
    """The module of functions and other symbols, in MLIR's generic form with locations."""
    printer = _Printer()
    printer.lines.append('"builtin.module"() ({')
    for item in items:
        if isinstance(item, Function):
            printer.function(item)
        else:
            printer.operation(item, "  ")
    printer.lines.append("}) : () -> ()")
    return "\n".join(printer.lines) + "\n"
