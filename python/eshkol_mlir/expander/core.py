"""The core language: all that the rest of the compiler sees of a program.

Every surface form expands into these expressions.  Names are resolved:
a :class:`Binding` is one variable, whatever it is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from eshkol_mlir.diagnostics import EshkolError, Span
from eshkol_mlir.reader.syntax import Braces, List, Syntax


@dataclass(eq=False, slots=True)
class Binding:
    """A variable.  ``assigned`` is set when some ``set!`` names it.

    ``module`` is the module whose top level it belongs to: "" for the program itself, None for a
    local variable.
    """

    name: str
    span: Span | None
    assigned: bool = False
    module: str | None = None

    def __repr__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Variant:
    """How the values of a record type, or of one constructor of a union, are made.

    ``is_value`` is that of a constructor without fields which is no procedure, but a value.
    """

    name: str
    fields: tuple[str, ...]
    is_value: bool = False


@dataclass(eq=False, slots=True)
class Constructor(Binding):
    """The variable of a constructor, and what ``match`` needs to take its values apart.

    ``union`` is the name of the type that has the ``variants``, of which it makes one.
    """

    variant: Variant = Variant("", ())
    predicate: Binding | None = None
    union: str = ""
    variants: tuple[Variant, ...] = ()

    def __repr__(self) -> str:
        return self.name


@dataclass(frozen=True, eq=False, slots=True)
class Constant:
    """A literal.  ``value`` is a Python number, bool, str, or a Datum."""

    value: Any
    span: Span


@dataclass(frozen=True, eq=False, slots=True)
class Reference:
    """The value of a variable."""

    binding: Binding
    span: Span


@dataclass(frozen=True, eq=False, slots=True)
class Builtin:
    """A procedure of the language that no program text defines."""

    name: str
    span: Span


@dataclass(frozen=True, eq=False, slots=True)
class NoClause(Builtin):
    """The procedure that a ``match`` on the constructors of a union calls with a value that no clause fits.

    Attributes:
        union: the name of the type.
        missing: the constructors of which there are such values, each with a pattern for them.
    """

    union: str
    missing: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False, slots=True)
class Parameter:
    binding: Binding
    type: Syntax | None


#: The name of a procedure that is a part of the form around it: what comes next where a pattern does not match.
#: Messages and backtraces do not show it (see ``runtime/host/control/LineTable.h``).
PART = "%part"


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class Lambda:
    """A procedure.  ``type`` is its whole type where a declaration gives one, ``effects`` a row beside it."""

    parameters: tuple[Parameter, ...]
    rest: Binding | None
    body: Core
    span: Span
    name: str | None = None
    result: Syntax | None = None
    type: Syntax | None = None
    doc: str | None = None
    effects: Braces | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Apply:
    function: Core
    arguments: tuple[Core, ...]
    keywords: Mapping[str, Core]
    span: Span


@dataclass(frozen=True, eq=False, slots=True)
class If:
    test: Core
    then: Core
    otherwise: Core | None
    span: Span


@dataclass(frozen=True, eq=False, slots=True)
class Clause:
    """``bindings`` receive the values of ``value``; ``rest`` what is left over."""

    bindings: tuple[Parameter, ...]
    rest: Binding | None
    value: Core


@dataclass(frozen=True, eq=False, slots=True)
class Let:
    """Binds in parallel, then evaluates the body."""

    clauses: tuple[Clause, ...]
    body: Core
    span: Span


@dataclass(frozen=True, eq=False, slots=True)
class Letrec:
    """Binds in order, each value seeing all bindings."""

    clauses: tuple[Clause, ...]
    body: Core
    span: Span


@dataclass(frozen=True, eq=False, slots=True)
class Assign:
    binding: Binding
    value: Core
    span: Span


@dataclass(frozen=True, eq=False, slots=True)
class Sequence:
    expressions: tuple[Core, ...]
    span: Span


@dataclass(frozen=True, eq=False, slots=True)
class Fold:
    """``for/fold``: accumulators updated for each element of sequences in step."""

    accumulators: tuple[Clause, ...]
    sequences: tuple[Clause, ...]
    body: Core
    span: Span


@dataclass(frozen=True, eq=False, slots=True)
class Array:
    """``[a b c]``: a vector of evaluated elements."""

    elements: tuple[Core, ...]
    span: Span


@dataclass(frozen=True, eq=False, slots=True)
class Map:
    """``{key value ...}``."""

    entries: tuple[tuple[Core, Core], ...]
    span: Span


@dataclass(frozen=True, eq=False, slots=True)
class Field:
    """``record.name``."""

    record: Core
    name: str
    span: Span


Core: TypeAlias = (
    Constant
    | Reference
    | Builtin
    | Lambda
    | Apply
    | If
    | Let
    | Letrec
    | Assign
    | Sequence
    | Fold
    | Array
    | Map
    | Field
)


@dataclass(eq=False, slots=True)
class Definition:
    """A top-level variable: its value (None if only declared) and its type."""

    binding: Binding
    value: Core | None
    span: Span
    type: Syntax | None = None
    #: Of the values that ``define-values`` takes apart: how many variables get one each, and whether one gets the rest.
    count: tuple[int, bool] | None = None
    #: Position among several values of one expression (``define-values``).
    position: int | None = None
    #: Whether it takes all values from that position on.
    rest: bool = False
    #: Whether it is one of the compiled file's own, which outside callers may use.
    is_public: bool = True
    #: Whether it is a copy, for one instance, of what a type class does by default.
    is_default: bool = False


@dataclass(eq=False, slots=True)
class Rule:
    """``(defvjp name procedure)`` or ``(defjvp name procedure)``: how to differentiate a procedure."""

    kind: str
    binding: Binding
    value: Core
    span: Span


@dataclass(eq=False, slots=True)
class TypeDefinition:
    """``(define-type name ...)``; the type itself is read where it is needed.

    Each constructor of a union has a type of its own, the record of its fields.
    """

    name: str
    body: Syntax
    span: Span
    parameters: tuple[str, ...]
    #: Of a union, the types of its constructors.
    variants: tuple[str, ...] = ()
    #: Of a constructor's type, the union.
    union: str = ""
    #: Of a record or a union, what tells whether a value is one.
    predicate: Binding | None = None


@dataclass(frozen=True, slots=True)
class Method:
    """A method of a type class.

    Attributes:
        binding: the procedure that chooses an instance; of a method that gets no value of the type, only a name.
        positions: of the parameters by whose values the instance is chosen, and whether these are sequences of
            values of the type.
        arity: None for a method that is no procedure.
        builtin: the procedure of the language that has its name, which numbers and tensors are given.
        default: what instances have that do not define it.
    """

    name: str
    binding: Binding
    type: Syntax
    positions: tuple[tuple[int, bool], ...]
    arity: int | None
    builtin: str | None
    default: Definition | None
    span: Span


@dataclass(eq=False, slots=True)
class TypeClass:
    """``(define-type-class (name variable) ...)``; ``superclasses`` are those whose instances its own must be.

    ``constraint`` is the procedure of the host that checks a value where the class is a constraint.
    """

    name: str
    variable: str
    methods: dict[str, Method]
    superclasses: tuple[str, ...]
    span: Span
    constraint: Binding


@dataclass(eq=False, slots=True)
class Instance:
    """``(define-type-class-instance (class type) ...)``: the variables of its methods, by their names.

    ``module`` is where it is defined, as that of a variable is.
    """

    class_name: str
    type: Syntax
    methods: dict[str, Binding]
    span: Span
    module: str | None


@dataclass(eq=False, slots=True)
class Program:
    """Definitions, types, top-level expressions and rules for derivatives, each in order.

    ``body`` has definitions and expressions in the order in which they are evaluated.
    """

    definitions: list[Definition] = field(default_factory=list)
    body: list[Definition | Core] = field(default_factory=list)
    types: dict[str, TypeDefinition] = field(default_factory=dict)
    expressions: list[Core] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    classes: dict[str, TypeClass] = field(default_factory=dict)
    instances: list[Instance] = field(default_factory=list)
    #: The ``(Class variable)`` of ``where`` in its types.
    constraints: list[List] = field(default_factory=list)
    #: Types of what is still to be defined, where forms are evaluated one by one.
    declared: list[Syntax] = field(default_factory=list)
    #: What to say of variables and keywords that are defined again, where that is not allowed.
    redefinitions: list[EshkolError] = field(default_factory=list)

    def definition(self, binding: Binding) -> Definition | None:
        return next((d for d in self.definitions if d.binding is binding), None)


def add_part(program: Program, part: Program) -> None:
    """Adds to a program what another one has."""
    program.definitions += part.definitions
    program.body += part.body
    program.types |= part.types
    program.expressions += part.expressions
    program.rules += part.rules
    program.classes |= part.classes
    program.instances += part.instances
    program.constraints += part.constraints
    program.redefinitions += part.redefinitions


def joined(parts: Iterable[Program]) -> Program:
    """The program that consists of some parts."""
    program = Program()
    for part in parts:
        add_part(program, part)
    return program


def span_of(core: Core) -> Span:
    return core.span
