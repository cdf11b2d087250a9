"""How types relate: which are contained in others, which can hold the same value, and what holds two.

Two relations matter.  ``is_subtype`` says that every value of a type is one of another *as it is*, so that
a check can be left out.  ``Match.fits`` says that some value may be, perhaps after the conversion that a declared type
stands for; where it does not hold, a use is wrong whenever it is reached.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce

from eshkol_mlir.types.annotations import DimType, evaluate_dimension
from eshkol_mlir.types.dims import Dim
from eshkol_mlir.types.gradual.model import (
    ANY,
    BOOLEAN,
    EMPTY,
    EXACT,
    FLOAT32,
    FLOAT64,
    NOTHING,
    NUMBER,
    NUMBERS,
    PAIR,
    PROCEDURE,
    Base,
    Forall,
    ListOf,
    Open,
    PairOf,
    Procedure,
    Record,
    Rigid,
    RigidSize,
    TensorOf,
    Type,
    Union,
    Values,
    Variable,
    Variants,
    VectorOf,
    is_dynamic,
    parts,
)  # fmt: skip

#: More members than these say nothing that a reader of a message could use.
_MOST_MEMBERS = 4


#: For types that stand for no others.
_serial = itertools.count(1)

#: The most frequent types, which have no parts.
_WITHOUT_PARTS = frozenset((Base, Variable, Open, Rigid, TensorOf))


def mapped(type: Type, change: Callable[[Type], Type]) -> Type:
    """A type with ``change`` of its parts, and the parts of these."""

    if type.__class__ in _WITHOUT_PARTS:
        return change(type)

    def inside(part: Type) -> Type:
        return mapped(part, change)

    match type:
        case PairOf(first=first, second=second):
            return PairOf(inside(first), inside(second))
        case ListOf(element=element):
            return ListOf(inside(element))
        case VectorOf(element=element):
            return replace(type, element=inside(element))
        case Record(fields=tuple() as fields):
            return replace(type, fields=tuple(map(inside, fields)))
        case Record(of=Variants() as union):
            return replace(type, of=replace(union, arguments=tuple(map(inside, union.arguments))))
        case Variants(arguments=arguments):
            return replace(type, arguments=tuple(map(inside, arguments)))
        case Procedure(parameters=parameters, result=result, optional=optional, rest=rest):
            return Procedure(
                tuple(map(inside, parameters)), inside(result), tuple(map(inside, optional)),
                None if rest is None else inside(rest),
            )  # fmt: skip
        case Values(items=items):
            return Values(tuple(map(inside, items)))
        case Union(items=items):
            changed = tuple(map(inside, items))
            return type if changed == items else joined(changed)
        case Forall(variables=variables, body=body):
            # Its variables are its own.
            return replace(type, body=mapped(body, lambda part: part if part in variables else change(part)))
        case _:
            return change(type)


def substituted(type: Type, types: Mapping[Type, Type]) -> Type:
    return mapped(type, lambda part: types.get(part, part)) if types else type


def erased(type: Type) -> Type:
    """A type with ``ANY`` for its variables: a polymorphic procedure as a value, for arguments of any types."""
    return mapped(type, _erased_part)


def _erased_part(type: Type) -> Type:
    return ANY if isinstance(type, Variable) else type


def mentions(type: Type, kind: type[Variable] | type[Rigid] | type[Open]) -> bool:
    """Whether there is a type of a kind in another; the variables of ``forall`` in it do not count."""
    if type.__class__ in _WITHOUT_PARTS:
        return isinstance(type, kind)
    if kind is Variable and isinstance(type, Forall):
        return bool(free_variables(type))
    return any(mentions(part, kind) for part in parts(type))


def for_device(procedure: Procedure) -> Procedure:
    """A procedure of device code as the host calls it, where numbers are converted to the types that it declares."""
    return replace(procedure, parameters=tuple(map(_device_parameter, procedure.parameters)), result=ANY)


def _device_parameter(type: Type) -> Type:
    match type:
        case TensorOf(shape=tuple() as shape) if shape:
            return replace(type, dtype=None)
        case TensorOf(rank=int()):
            return replace(type, dtype=None)
        case VectorOf():
            return TensorOf(None, None, 1)
    return NUMBER if type in NUMBERS else ANY


def free_variables(type: Type) -> tuple[Variable, ...]:
    """The variables that a type mentions, but those of ``forall`` in it."""
    found: dict[Variable, None] = {}

    def note(part: Type) -> Type:
        if isinstance(part, Variable):
            found[part] = None
        return part

    mapped(type, note)
    return tuple(found)


def opened(type: Type) -> Type:
    """What ``forall`` says of, with its variables for each use to find."""
    while isinstance(type, Forall):
        type = type.body
    return type


def copied(type: Forall) -> tuple[Type, dict[Type, Type]]:
    """What ``forall`` says of, with new variables, and which these are."""
    copies: dict[Type, Type] = {v: Variable(v.name, next(_serial)) for v in type.variables}
    return substituted(type.body, copies), copies


def skolems_of(type: Forall) -> dict[Variable, Rigid]:
    """For each variable of a ``forall``, a type that nothing is known of; no other one has its number."""
    return {variable: Rigid(variable.name, -next(_serial)) for variable in type.variables}


def skolemized(type: Forall, skolems: Mapping[Variable, Type]) -> Type:
    """What ``forall`` says of, for types and sizes of which nothing is known."""
    names = {variable.name for variable in type.variables}

    def rigid(size: DimType) -> DimType:
        if isinstance(size, tuple):
            return size[0], tuple(map(rigid, size[1]))
        return RigidSize(size) if size in names else size

    def change(part: Type) -> Type:
        if isinstance(part, TensorOf) and part.shape is not None:
            return replace(part, shape=tuple(map(rigid, part.shape)))
        return skolems.get(part, part) if isinstance(part, Variable) else part

    return mapped(type.body, change)


def generalized(type: Type) -> Type:
    """A procedure of a type with variables as one for all that these stand for."""
    variables = free_variables(type) if isinstance(type, Procedure) else ()
    return Forall(variables, type) if variables else type


def contains(type: Type, part: Type) -> bool:
    return type == part or any(contains(inner, part) for inner in parts(type))


def is_subtype(type: Type, other: Type) -> bool:
    """Whether every value of ``type`` is one of ``other``, without a conversion."""
    if type in (other, NOTHING) or other == ANY:
        return True
    match type, other:
        case Union(items=items), _:
            return all(is_subtype(item, other) for item in items)
        case _, Union(items=items):
            return any(is_subtype(type, item) for item in items)
        case Base(name="integer"), Base(name="rational"):
            return True
        case Base() | TensorOf(), Base(name="number"):
            return type in NUMBERS or isinstance(type, TensorOf)
        case ListOf(element=element), ListOf(element=wanted):
            return is_subtype(element, wanted)
        case PairOf(first=first, second=second), ListOf(element=wanted):
            return is_subtype(first, wanted) and is_subtype(second, other)
        case PairOf(), Base(name="pair"):
            return True
        case PairOf(first=first, second=second), PairOf(first=wanted, second=other_second):
            return is_subtype(first, wanted) and is_subtype(second, other_second)
        case VectorOf(element=element, length=length), VectorOf(element=wanted, length=other_length):
            return is_subtype(element, wanted) and other_length in (None, length)
        case TensorOf(), VectorOf(element=Base(name="any"), length=None):
            return True
        case TensorOf(dtype=dtype), TensorOf(dtype=wanted, shape=None, rank=None):
            return wanted in (None, dtype)
        case Record(key=key, of=union), Record(key=other_key, fields=None, of=other_union):
            return key == other_key and (
                union is None or other_union is None or is_subtype(union, other_union)
            )
        case Record(of=Variants() as union), Variants():
            return is_subtype(union, other)
        case Variants(name=name, arguments=arguments), Variants(name=other_name, arguments=others):
            return name == other_name and all(map(is_subtype, arguments, others))
        case Procedure() | Forall(body=Procedure()), Base(name="procedure"):
            return True
        case Procedure(), Procedure():
            return _is_subprocedure(type, other)
        case Forall(), Procedure():
            return is_subtype(erased(opened(type)), other)
        case Values(items=items), Values(items=others) if len(items) == len(others):
            return all(map(is_subtype, items, others))
        case _:
            return False


def _is_subprocedure(type: Procedure, other: Procedure) -> bool:
    if other.optional or other.rest is not None:
        return False
    count = len(other.parameters)
    return (
        type.accepts(count)
        and all(is_subtype(other.parameters[i], type.parameter(i)) for i in range(count))
        and is_subtype(type.result, other.result)
    )


def join(a: Type, b: Type) -> Type:
    """The least known type that has the values of both."""
    if is_subtype(a, b) and not is_dynamic(a):
        return b
    if is_subtype(b, a) and not is_dynamic(b):
        return a
    if is_dynamic(a) or is_dynamic(b):
        return a if a == b else ANY
    match a, b:
        case ListOf(element=first), ListOf(element=second):
            return ListOf(join(first, second))
        case PairOf(first=first, second=second), PairOf(first=other, second=other_second):
            return PairOf(join(first, other), join(second, other_second))
        case (PairOf(first=first, second=rest), ListOf(element=element)) | (
            ListOf(element=element),
            PairOf(first=first, second=rest),
        ):
            whole = join(rest, ListOf(element))
            if isinstance(whole, ListOf):
                return ListOf(join(first, whole.element))
        case VectorOf(element=first), VectorOf(element=second):
            return VectorOf(join(first, second))
        case Procedure(), Procedure():
            return PROCEDURE
        case Record(key=key, name=name, of=union), Record(key=other_key) if key == other_key:
            return Record(name, key, None, _joined_unions(a, b) if union is not None else None)
    union = _joined_unions(a, b)
    if union is not None:
        return union
    if _is_numeric(a) and _is_numeric(b):
        return NUMBER
    members = [
        *_members(a),
        *(item for item in _members(b) if not any(is_subtype(item, i) for i in _members(a))),
    ]
    members = [m for m in members if not any(m is not other and is_subtype(m, other) for other in members)]
    if sum(map(_is_numeric, members)) > 1:
        members = [*(m for m in members if not _is_numeric(m)), NUMBER]
    return Union(tuple(members)) if len(members) <= _MOST_MEMBERS else ANY


def union_of(type: Type) -> Variants | None:
    """The union that all values of a type are of."""
    match type:
        case Variants():
            return type
        case Record(of=union):
            return union
        case Union(items=(first, *others)):
            return reduce(_joined_unions, others, union_of(first))
    return None


def _joined_unions(a: Type | None, b: Type) -> Variants | None:
    first, second = None if a is None else union_of(a), union_of(b)
    if first is None or second is None or first.name != second.name:
        return None
    return replace(first, arguments=tuple(map(join, first.arguments, second.arguments)))


def joined(types: Iterable[Type]) -> Type:
    """The least known type that has the values of all; that of no types is ``NOTHING``."""
    result: Type = NOTHING
    for type in types:
        result = join(result, type)
    return result


def _is_numeric(type: Type) -> bool:
    return type in NUMBERS or isinstance(type, TensorOf)


def _members(type: Type) -> tuple[Type, ...]:
    return type.items if isinstance(type, Union) else (type,)


@dataclass
class Match:
    """Compares types of values with declared ones; finds what the variables of a signature stand for.

    Attributes:
        types: what variables stand for.
        sizes: what dimension variables stand for.
        joins: whether a variable may stand for values of several types, as those of the language's procedures.
        limits: what the procedures among the arguments take where they are called with a variable's type.
        mismatch: the variable that would have to stand for two types, with these.
    """

    joins: bool = True
    types: dict[Type, Type] = field(default_factory=dict)
    sizes: dict[str, Dim] = field(default_factory=dict)
    limits: dict[Type, Type] = field(default_factory=dict)
    mismatch: tuple[str, Type, Type] | None = None

    def fits(self, found: Type, expected: Type) -> bool:
        """Whether some value of ``found`` may be one of ``expected``, perhaps converted."""
        if isinstance(expected, Variable):
            is_known = isinstance(found, Variable) and found != expected
            return self._bound(expected, self.types.get(found, found) if is_known else found)
        if isinstance(found, Variable):
            return self._limited(found, expected)
        if found == expected:
            return True
        if is_dynamic(found) or is_dynamic(expected) or NOTHING in (found, expected):
            return self._unknown(found, expected)
        match found, expected:
            case _, Forall():
                return self._fits_for_all(found, expected)
            case Forall(), _:
                return self.fits(copied(found)[0], expected)
            case Union(items=items), _:
                return any(self.fits(item, expected) for item in items)
            case _, Union(items=items):
                return any(self.fits(found, item) for item in items)
            case Rigid(), _:
                return False
            case _, Rigid():
                return False
            case Base(), Base():
                return _base_fits(found, expected)
            case _, Base(name="number"):
                return isinstance(found, TensorOf | VectorOf)
            case _, Base(name="pair"):
                return isinstance(found, PairOf) or (isinstance(found, ListOf) and found != EMPTY)
            case _, Base(name="procedure"):
                return isinstance(found, Procedure)
            case ListOf() | PairOf() | Base(name="pair"), ListOf() | PairOf():
                return self._pairs_fit(found, expected)
            case _, VectorOf():
                return self._vector_fits(found, expected)
            case _, TensorOf():
                return self._tensor_fits(found, expected)
            case Record(of=Variants() as union), Variants():
                return self.fits(union, expected)
            case Variants(), Record(of=Variants() as union):
                return self.fits(found, union)
            case Record(key=key, of=Variants() as union), Record(key=other, of=Variants() as wanted_union):
                return key == other and self.fits(union, wanted_union)
            case Variants(name=name, arguments=arguments), Variants(name=other, arguments=others):
                return name == other and all(map(self.fits, arguments, others))
            case Record(key=key, fields=fields), Record(key=other, fields=wanted):
                return key == other and (
                    fields is None or wanted is None or all(map(self.fits, fields, wanted))
                )
            case Base(name="procedure"), Procedure():
                return True
            case Procedure(), Procedure():
                return self._procedure_fits(found, expected)
            case Values(items=items), Values(items=others):
                return len(items) == len(others) and all(map(self.fits, items, others))
        return False

    def resolved(self, type: Type) -> Type:
        """A type with what its variables stand for; those that stand for nothing are ``ANY``."""
        return type if isinstance(type, Base) else erased(self.shown(type))

    def shown(self, type: Type) -> Type:
        """A type with what its variables stand for, as messages show it."""
        return substituted(type, {**self.limits, **{v: t for v, t in self.types.items() if t != NOTHING}})

    def _fits_for_all(self, found: Type, expected: Forall) -> bool:
        """Whether a procedure is of a type whatever its variables stand for; no other variable may depend on these."""
        skolems = skolems_of(expected)
        fits = self.fits(found, skolemized(expected, skolems))
        return fits and self.escaped(skolems.values()) is None

    def escaped(self, skolems: Collection[Rigid]) -> Variable | None:
        """A variable from outside of a ``forall`` that would have to stand for something with one of its skolems."""
        for variable, type in self.types.items():
            if isinstance(variable, Variable):
                inside = (each for each in skolems if variable.copy < -each.owner)
                if any(contains(type, each) for each in inside):
                    return variable
        return None

    def _unknown(self, found: Type, expected: Type) -> bool:
        """Compares with a type that nothing is known of: neither is anything of what variables stand for."""
        if isinstance(expected, Forall):
            expected = copied(expected)[0]
        if not isinstance(expected, Base):
            for part in parts(expected):
                self.fits(ANY if is_dynamic(found) else NOTHING, part)
        return True

    def _bound(self, variable: Variable, found: Type) -> bool:
        known = self.types.get(variable)
        limit = self.limits.get(variable)
        if limit is not None and not Match().fits(found, limit):
            self.mismatch = self.mismatch or (variable.name, limit, found)
            return False
        if known is None or known == NOTHING:
            self.types[variable] = found
            return True
        if found in (variable, NOTHING):
            return True
        if self.joins or is_dynamic(found) or is_dynamic(known):
            self.types[variable] = join(known, found)
            return True
        if Match().fits(found, known) or Match().fits(known, found):
            self.types[variable] = join(known, found)
            return True
        self.mismatch = self.mismatch or (variable.name, known, found)
        return False

    def _limited(self, variable: Variable, wanted: Type) -> bool:
        """A procedure that is called with values of the variable's type takes those of ``wanted``."""
        self.limits.setdefault(variable, wanted)
        known = self.types.get(variable)
        if known is None or Match().fits(known, wanted):
            return True
        self.mismatch = self.mismatch or (variable.name, known, wanted)
        return False

    def _pairs_fit(self, found: Type, expected: Type) -> bool:
        match found, expected:
            case ListOf(element=element), ListOf(element=wanted):
                return self._elements_fit(element, wanted)
            case ListOf(element=element), PairOf(first=first, second=second):
                return found != EMPTY and self.fits(element, first) and self.fits(found, second)
            case PairOf(first=first, second=second), ListOf(element=wanted):
                return self._elements_fit(first, wanted) and self.fits(second, expected)
            case PairOf(first=first, second=second), PairOf(first=wanted, second=other):
                return self.fits(first, wanted) and self.fits(second, other)
        return self._unknown(ANY, expected)

    def _elements_fit(self, found: Type, expected: Type) -> bool:
        """A list of several types has elements of each."""
        return all(self.fits(item, expected) for item in _members(found))

    def _vector_fits(self, found: Type, expected: VectorOf) -> bool:
        match found:
            case VectorOf(element=element, length=length):
                known = length is not None and expected.length is not None
                return (not known or length == expected.length) and self._elements_fit(
                    element, expected.element
                )
            case TensorOf():
                return self._unknown(NUMBER, expected)
        return found == NUMBER and self._unknown(NUMBER, expected)

    def _tensor_fits(self, found: Type, expected: TensorOf) -> bool:
        match found:
            case VectorOf(element=element):
                return _holds_numbers(element) and self._shape_fits(
                    _nested_sizes(found), expected, nested=True
                )
            case ListOf(element=element):
                return _holds_numbers(element)
            case PairOf(first=first):
                return _holds_numbers(first)
            case TensorOf(dtype=dtype):
                if (
                    isinstance(expected.dtype, str)
                    or isinstance(dtype, str)
                    or None in (dtype, expected.dtype)
                ):
                    return self._shapes_fit(found, expected)
                return dtype == expected.dtype and self._shapes_fit(found, expected)
        return found in (NUMBER, PAIR)

    def _shapes_fit(self, found: TensorOf, expected: TensorOf) -> bool:
        ranks = [t.rank if t.shape is None else len(t.shape) for t in (found, expected)]
        if None not in ranks and ranks[0] != ranks[1]:
            return False
        return found.shape is None or self._shape_fits(found.shape, expected)

    def _shape_fits(self, shape: tuple[DimType, ...], expected: TensorOf, *, nested: bool = False) -> bool:
        """``nested`` vectors have further dimensions, which are not known."""
        if expected.shape is None:
            return True
        return (nested or len(shape) == len(expected.shape)) and all(
            map(self._size_fits, shape, expected.shape)
        )

    def _size_fits(self, found: DimType, expected: DimType) -> bool:
        if isinstance(found, RigidSize) or isinstance(expected, RigidSize):
            return isinstance(found, str) and not isinstance(expected, int)
        if not isinstance(found, int):
            return True
        if isinstance(expected, str) and expected not in self.sizes:
            self.sizes[expected] = Dim.of(found)
            return True
        known = evaluate_dimension(expected, self.sizes)
        return known is None or known.constant in (None, found)

    def _procedure_fits(self, found: Procedure, expected: Procedure) -> bool:
        count = len(expected.parameters)
        if expected.rest is None and not expected.optional and not found.accepts(count):
            return False
        given = all(self.fits(expected.parameters[i], found.parameter(i)) for i in range(count))
        return given and self.fits(found.result, expected.result)


def _base_fits(found: Base, expected: Base) -> bool:
    if found in NUMBERS and expected in NUMBERS:
        if expected in EXACT:
            return found not in (FLOAT32, FLOAT64)
        return True
    return False


def _nested_sizes(type: Type) -> tuple[int, ...]:
    """The sizes of vectors in vectors, as far as they are known."""
    if isinstance(type, VectorOf) and type.length is not None:
        return (type.length, *_nested_sizes(type.element))
    return ()


def _holds_numbers(element: Type) -> bool:
    if is_dynamic(element) or element in NUMBERS or isinstance(element, Rigid | Variable | TensorOf):
        return True
    match element:
        case ListOf(element=inner) | VectorOf(element=inner) | PairOf(first=inner):
            return _holds_numbers(inner)
        case Union(items=items):
            return any(map(_holds_numbers, items))
    return element in (BOOLEAN, NOTHING)
