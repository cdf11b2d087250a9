"""Sets of scopes: what an identifier means, told directly."""

from __future__ import annotations

import pytest
from eshkol_mlir.diagnostics import EshkolError, Source, Span
from eshkol_mlir.expander.core import Binding
from eshkol_mlir.expander.scope import Introduction, Scope, same_identifier
from eshkol_mlir.reader.syntax import Symbol

SOURCE = Source("program.esk", "x y z")


def symbol(name: str = "x", introduction: Introduction | None = None) -> Symbol:
    context = introduction.context(None) if introduction is not None else None
    return Symbol(name, Span(SOURCE, 0, 1), context)


def test_members_are_the_scopes_around() -> None:
    outer = Scope()
    inner = Scope(Scope(outer))
    assert inner.members == {inner, inner.outer, outer}
    assert inner.depth == 2


def test_innermost_binding_is_meant() -> None:
    outer, inner = Scope(), Scope()
    inner.outer = inner.enclosing = outer
    first, second = outer.bind(symbol()), inner.bind(symbol())
    assert outer.lookup(symbol()) is first
    assert inner.lookup(symbol()) is second


def test_inserted_identifier_skips_what_is_around_the_use() -> None:
    top = Scope()
    at_top = top.bind(symbol())
    use = Scope(top)
    use.bind(symbol())
    place = Scope(use, is_use_site=True)
    inserted = symbol("x", Introduction(top, place, 1))
    assert place.lookup(inserted) is at_top
    assert inserted.context is not None
    assert inserted.context.scopes(place) == {top, inserted.context.introduction}


def test_inserted_binding_is_seen_by_what_the_same_use_inserts() -> None:
    top = Scope()
    place = Scope(top, is_use_site=True)
    introduction = Introduction(top, place, 1)
    inner = Scope(place)
    binding = inner.bind(symbol("x", introduction))
    assert inner.lookup(symbol("x", introduction)) is binding
    assert inner.lookup(symbol()) is None
    assert inner.lookup(symbol("x", Introduction(top, place, 2))) is None


def test_use_in_the_scope_of_the_definition_has_a_scope_of_its_own() -> None:
    """Without it the argument would bind what the template means."""
    top = Scope()
    at_top = top.bind(symbol())
    place = Scope(top, is_use_site=True)
    inner = Scope(place)
    of_use = inner.bind(symbol())
    assert inner.lookup(symbol("x", Introduction(top, place, 1))) is at_top
    assert inner.lookup(symbol()) is of_use


def test_two_bindings_that_fit_equally_well_are_an_error() -> None:
    """The example of the paper, 2.2: each of two bindings has a scope that the other has not."""
    top = Scope()
    place = Scope(top, is_use_site=True)
    one, other = Introduction(top, place, 1), Introduction(top, place, 2)
    both = Introduction(top, place, 3)
    inner = Scope(place)
    inner.bind(symbol("x", one))
    inner.bind(symbol("x", other))
    reference = symbol("x", both)
    assert reference.context is not None
    reference.context._base = frozenset({top, one, other, both})
    with pytest.raises(EshkolError, match="`x` is ambiguous"):
        inner.lookup(reference)


def test_same_identifier() -> None:
    top = Scope()
    top.bind(symbol("y"))
    inner = Scope(top)
    assert same_identifier(symbol("y"), top, symbol("y"), inner)
    assert same_identifier(symbol("z"), top, symbol("z"), inner)
    assert not same_identifier(symbol("z"), top, symbol("w"), inner)
    inner.names["y"] = Binding("y", None)
    assert not same_identifier(symbol("y"), top, symbol("y"), inner)
