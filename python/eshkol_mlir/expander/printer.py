"""The core language as text, for ``--emit=core``."""

from __future__ import annotations

from eshkol_mlir.expander import core
from eshkol_mlir.reader.syntax import Syntax

INDENT = "  "
WIDTH = 100


class _Printer:
    """Variables get a number where two of them share a name."""

    def __init__(self) -> None:
        self.names: dict[core.Binding, str] = {}
        self.taken: dict[str, int] = {}

    def name(self, binding: core.Binding) -> str:
        if binding not in self.names:
            count = self.taken.get(binding.name, 0)
            self.taken[binding.name] = count + 1
            self.names[binding] = f"{binding.name}.{count}" if count else binding.name
        return self.names[binding]

    def parameter(self, parameter: core.Parameter) -> str:
        name = self.name(parameter.binding)
        return f"[{name} : {datum(parameter.type)}]" if parameter.type is not None else name

    def clauses(self, clauses: tuple[core.Clause, ...]) -> str:
        return f"({' '.join(self.clause(clause) for clause in clauses)})"

    def clause(self, clause: core.Clause) -> str:
        names = [self.parameter(p) for p in clause.bindings]
        value = self.expression(clause.value)
        if len(names) == 1 and clause.rest is None:
            return f"({names[0].strip('[]')} {value})"
        rest = f" . {self.name(clause.rest)}" if clause.rest is not None else ""
        return f"(({' '.join(names)}{rest}) {value})"

    def expression(self, node: core.Core) -> str:
        match node:
            case core.Constant(value=value):
                return constant(value)
            case core.Reference(binding=binding):
                return self.name(binding)
            case core.Builtin(name=name):
                return name
            case core.Lambda():
                return self.procedure(node)
            case core.Apply(function=function, arguments=arguments, keywords=keywords):
                parts = [self.expression(function), *map(self.expression, arguments)]
                parts += [f":{name} {self.expression(value)}" for name, value in keywords.items()]
                return block(parts[0], parts[1:])
            case core.If(test=test, then=then, otherwise=otherwise):
                parts = [self.expression(p) for p in (test, then, otherwise) if p is not None]
                return block("if", parts)
            case core.Let(clauses=clauses, body=body):
                return block("let", [self.clauses(clauses), self.expression(body)])
            case core.Letrec(clauses=clauses, body=body):
                return block("letrec", [self.clauses(clauses), self.expression(body)])
            case core.Assign(binding=binding, value=value):
                return block("set!", [self.name(binding), self.expression(value)])
            case core.Sequence(expressions=expressions):
                return block("begin", [self.expression(e) for e in expressions])
            case core.Fold(accumulators=accumulators, sequences=sequences, body=body):
                parts = [self.clauses(accumulators), self.clauses(sequences), self.expression(body)]
                return block("for/fold", parts)
            case core.Array(elements=elements):
                return f"[{' '.join(self.expression(e) for e in elements)}]"
            case core.Map(entries=entries):
                return "{" + " ".join(f"{self.expression(k)} {self.expression(v)}" for k, v in entries) + "}"
            case core.Field(record=record, name=name):
                return f"(field {self.expression(record)} {name})"

    def procedure(self, node: core.Lambda) -> str:
        names = " ".join(self.parameter(p) for p in node.parameters)
        rest = f" . {self.name(node.rest)}" if node.rest is not None else ""
        result = [f": {datum(node.result)}"] if node.result is not None else []
        return block("lambda", [f"({names}{rest})", *result, self.expression(node.body)])


def block(head: str, parts: list[str]) -> str:
    """One line where it fits, else the parts indented below each other."""
    line = f"({' '.join([head, *parts])})"
    if len(line) <= WIDTH and "\n" not in line:
        return line
    inner = "\n".join(parts).replace("\n", f"\n{INDENT}")
    return f"({head}\n{INDENT}{inner})"


def datum(value: Syntax | None) -> str:
    from eshkol_mlir.reader import write_datum

    return "" if value is None else write_datum(value)


def constant(value: object) -> str:
    if value is None:
        return "(void)"
    if isinstance(value, bool):
        return "#t" if value else "#f"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'
    if isinstance(value, int | float | complex):
        return str(value)
    return datum(value)  # type: ignore[arg-type]


def print_program(program: core.Program) -> str:
    """Definitions, then expressions, one after the other."""
    printer = _Printer()
    lines = []
    for definition in program.definitions:
        value = [printer.expression(definition.value)] if definition.value is not None else []
        declared = [f": {datum(definition.type)}"] if definition.type is not None else []
        lines.append(block("define", [printer.name(definition.binding), *declared, *value]))
    lines += [printer.expression(expression) for expression in program.expressions]
    return "".join(line + "\n" for line in lines)
