"""Going through expressions: what is found inside of them, and putting them together again."""

from __future__ import annotations

from typing import Any, get_args

from eshkol_mlir.compiler.frontend import expand_source
from eshkol_mlir.diagnostics import Source
from eshkol_mlir.expander import core
from eshkol_mlir.expander.traversal import walk, with_parts

#: Has an expression of every kind.
PROGRAM = """(define-type Point (Record [x : float64]))
(define (f [p : Point] y . rest)
  (let loop ([n 0] [text "a"])
    (set! y (+ y 1))
    (let-values ([(a b) (values p.x (matmul y y :dtype f64))])
      (begin (for/fold ([s 0.0]) ([x y]) (if (< s x) s (loop (+ n 1) [n 'datum])))
             (if a b)
             {'a a 'b b}))))
"""


def expression() -> core.Core:
    program = expand_source(Source("p.esk", PROGRAM))
    (value,) = (d.value for d in program.definitions if d.binding.name == "f")
    assert value is not None
    return value


def test_parts_that_stay_make_the_same_expression() -> None:
    node = expression()
    met: list[core.Core] = []

    def same(part: Any) -> Any:
        if isinstance(part, get_args(core.Core)):
            met.append(part)
        return with_parts(part, same)

    assert same(node) is node
    # Every expression inside is met, once.
    assert sorted(map(id, met)) == sorted(map(id, walk(node)))
    assert {type(part) for part in met} == set(get_args(core.Core))


def test_changes_reach_every_part_and_leave_the_others() -> None:
    node = expression()
    old = [part for part in walk(node) if isinstance(part, core.Constant)]

    def marked(part: Any) -> Any:
        if isinstance(part, core.Constant):
            return core.Constant("new", part.span)
        return with_parts(part, marked)

    new = marked(node)
    constants = [part for part in walk(new) if isinstance(part, core.Constant)]
    assert [(c.value, c.span) for c in constants] == [("new", c.span) for c in old]
    # What holds no constant is the same object.
    kept = {id(part) for part in walk(node) if not any(isinstance(i, core.Constant) for i in walk(part))}
    assert kept <= {id(part) for part in walk(new)}
    assert [type(part) for part in walk(new)] == [type(part) for part in walk(node)]
