"""What is said about programs in several files that are wrong; those in one file are in ``tests/errors``."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from modules_support import message, value


@dataclass(frozen=True)
class Wrong:
    """A program, the files beside it, and all that is said."""

    name: str
    text: str
    said: str
    files: dict[str, str] = field(default_factory=dict)


WRONG = [
    Wrong(
        "a module that a module asks for",
        "(import a b) (list x y)",
        """\
a.esk:1:26: error[E0312]: NameError: there is no module nope
  |
1 | (define-module a (import nope) (export x) (define x n))
  |                          ^^^^
  = note: looked for nope.esk (or .sld)
""",
        {
            "a.esk": "(define-module a (import nope) (export x) (define x n))",
            "b.esk": "(define-module b (import a) (export y) (define y x))",
        },
    ),
    Wrong(
        "a list as a name",
        "(import (math matrix))",
        """\
main.esk:1:9: error[E0312]: NameError: there is no module math.matrix
  |
1 | (import (math matrix))
  |         ^^^^^^^^^^^^^
  = note: looked for math/matrix.esk (or .sld)
""",
    ),
    Wrong(
        "a name that a file's module lacks",
        """\
(import (only a nrm))
(define (f) nrm)
""",
        """\
main.esk:1:17: error[E0317]: NameError: a does not export `nrm`
  |
1 | (import (only a nrm))
  |                 ^^^
  --> a.esk:1:1
1 | (define-module a
  | ---------------- a is defined here
  = help: did you mean `norm`?
""",
        {
            "a.esk": """\
(define-module a
  (export norm)
  (define norm 1))
""",
        },
    ),
    Wrong(
        "two modules export one name",
        """\
(import a b)
x
""",
        """\
main.esk:1:11: error[E0318]: NameError: `x` is imported from a and from b
  |
1 | (import a b)
  |         - the one of a
  |           ^
  = help: import one of them under another name: (rename b (x other))
""",
        {
            "a.esk": "(define-module a (export x) (define x 1))",
            "b.esk": "(define-module b (export x) (define x 2))",
        },
    ),
    Wrong(
        "a cycle of two",
        """\
(import a)
x
""",
        """\
b.esk:1:26: error[E0314]: NameError: modules import each other: a -> b -> a
  |
1 | (define-module b (import a) (export y) (define y 1))
  |                          ^ a is imported here
  --> a.esk:1:26
1 | (define-module a (import b) (export x) (define x 1))
  |                          - b is imported here
  = help: move what they share to a module that imports neither
""",
        {
            "a.esk": "(define-module a (import b) (export x) (define x 1))",
            "b.esk": "(define-module b (import a) (export y) (define y 1))",
        },
    ),
    Wrong(
        "a cycle of three",
        """\
(import a)
x
""",
        """\
c.esk:3:11: error[E0314]: NameError: modules import each other: a -> b -> c -> a
  |
3 |           (a)))
  |           ^^^ a is imported here
  --> a.esk:1:26
1 | (define-module a (import b) (export x) (define x 1))
  |                          - b is imported here
  --> b.esk:2:11
2 |   (import c)
  |           - c is imported here
  = help: move what they share to a module that imports neither
""",
        {
            "a.esk": "(define-module a (import b) (export x) (define x 1))",
            "b.esk": """\
(define-module b
  (import c)
  (export y) (define y 1))
""",
            "c.esk": """\
(define-library (c)
  (import (scheme base)
          (a)))
""",
        },
    ),
    Wrong(
        "a module that imports itself",
        """\
(import a)
x
""",
        """\
a.esk:1:26: error[E0314]: NameError: the module a imports itself
  |
1 | (define-module a (import a) (export x) (define x 1))
  |                          ^
  --> main.esk:1:9
1 | (import a)
  |         - it is begun here
""",
        {
            "a.esk": "(define-module a (import a) (export x) (define x 1))",
        },
    ),
    Wrong(
        "a cycle by full names",
        """\
(import a)
x
""",
        """\
b.esk:1:39: error[E0314]: NameError: modules import each other: a -> b -> a
  |
1 | (define-module b (export y) (define y a.x))
  |                                       ^^^ a is imported here
  --> a.esk:1:39
1 | (define-module a (export x) (define x b.y))
  |                                       --- b is imported here
  = help: move what they share to a module that imports neither
""",
        {
            "a.esk": "(define-module a (export x) (define x b.y))",
            "b.esk": "(define-module b (export y) (define y a.x))",
        },
    ),
    Wrong(
        "a cycle that begins at the second",
        """\
(import b)
y
""",
        """\
a.esk:1:26: error[E0314]: NameError: modules import each other: b -> a -> b
  |
1 | (define-module a (import b) (export x) (define x 1))
  |                          ^ b is imported here
  --> b.esk:1:37
1 | (define-module b (export y) (import a c) (define y 1))
  |                                     - a is imported here
  = help: move what they share to a module that imports neither
""",
        {
            "a.esk": "(define-module a (import b) (export x) (define x 1))",
            "b.esk": "(define-module b (export y) (import a c) (define y 1))",
            "c.esk": "(define-module c (export z) (define z 1))",
        },
    ),
    Wrong(
        "a file that defines other modules",
        """\
(import a)
x
""",
        """\
main.esk:1:9: error[E0315]: NameError: the file a.esk does not define the module a
  |
1 | (import a)
  |         ^
  = note: it defines b, c
  = help: write (define-module a ...) in it
""",
        {
            "a.esk": """\
(define-module b (export x) (define x 1))
(define-module c (export x) (define x 1))
""",
        },
    ),
    Wrong(
        "a file that defines no module",
        """\
(import (math a))
x
""",
        """\
main.esk:1:9: error[E0315]: NameError: the file math/a.esk does not define the module math.a
  |
1 | (import (math a))
  |         ^^^^^^^^
  = note: it defines no module
  = help: write (define-module math.a ...) in it
""",
        {
            "math/a.esk": "; nothing",
        },
    ),
    Wrong(
        "a file with definitions outside of modules",
        """\
(import a)
x
""",
        """\
a.esk:2:1: error[E0229]: SyntaxError: a file that is imported has nothing but modules
  |
2 | (define y 2)
  | ^^^^^^^^^^^^
  = help: move this into (define-module ...)
""",
        {
            "a.esk": """\
(define-module a (export x) (define x 1))
(define y 2)
(display y)
""",
        },
    ),
    Wrong(
        "a file with an expression only",
        """\
(import a)
x
""",
        """\
a.esk:1:1: error[E0229]: SyntaxError: a file that is imported has nothing but modules
  |
1 | (display 1)
  | ^^^^^^^^^^^
  = help: move this into (define-module ...)
""",
        {
            "a.esk": "(display 1)",
        },
    ),
    Wrong(
        "defined in a file and in the program",
        """\
(import b)
(define-module m (export f) (define f 1))
f
""",
        """\
main.esk:2:1: error[E0302]: NameError: the module m is defined twice
  |
2 | (define-module m (export f) (define f 1))
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  --> m.esk:1:1
1 | (define-module m (export f) (define f 2))
  | ----------------------------------------- first defined here
  = help: give one of them another name
""",
        {
            "m.esk": "(define-module m (export f) (define f 2))",
            "b.esk": "(define-module b (import m) (export g) (define g 1))",
        },
    ),
    Wrong(
        "errors in a module are told once",
        """\
(import a)
(import (prefix a p:))
(import b)
(list fa p:fb unknown)
""",
        """\
a.esk:2:15: error[E0301]: NameError: `carr` is not defined
  |
2 |   (define fa (carr 1))
  |               ^^^^ nothing has this name here
  = help: did you mean `car`, `cdar` or `cadr`?
a.esk:3:21: error[E0301]: NameError: `y` is not defined
  |
3 |   (define (fb x) (+ y x)))
  |                     ^ nothing has this name here
""",
        {
            "a.esk": """\
(define-module a (export fa fb)
  (define fa (carr 1))
  (define (fb x) (+ y x)))
""",
            "b.esk": """\
(define-module b (import a) (export q) (define q (list fa nothing)))
""",
        },
    ),
    Wrong(
        "errors in two modules are told together",
        """\
(import a)
(import b)
(list x y)
""",
        """\
a.esk:1:39: error[E0301]: NameError: `unknown1` is not defined
  |
1 | (define-module a (export x) (define x unknown1))
  |                                       ^^^^^^^^ nothing has this name here
b.esk:1:39: error[E0301]: NameError: `unknown2` is not defined
  |
1 | (define-module b (export y) (define y unknown2))
  |                                       ^^^^^^^^ nothing has this name here
""",
        {
            "a.esk": "(define-module a (export x) (define x unknown1))",
            "b.esk": "(define-module b (export y) (define y unknown2))",
        },
    ),
    Wrong(
        "a file that is no sequence of data",
        """\
(import a)
x
""",
        """\
a.esk:2:3: error[E0101]: SyntaxError: `(` is never closed
  |
2 |   (define x 1
  |   ^ opened here
  = note: 1 other form is open too
  = help: add `)`
""",
        {
            "a.esk": """\
(define-module a (export x)
  (define x 1
""",
        },
    ),
    Wrong(
        "a type error in a module",
        """\
(import a)
(f 1.0)
""",
        """\
a.esk:2:17: error[E0410]: TypeError: expected a number or a tensor but got the string "two", in +
  |
2 |   (define (f x) (+ x "two")))
  |              - x : the number 1.0 defined here
  |                 ^^^^^^^^^^^
  = note: in function `f`
""",
        {
            "a.esk": """\
(define-module a (export f)
  (define (f x) (+ x "two")))
""",
        },
    ),
    Wrong(
        "a file is included twice",
        """\
(include "a.inc")
(include "b.inc" "b.inc")
(displayln x)
""",
        """\
a.inc:1:9: error[E0302]: NameError: `x` is defined twice
  |
1 | (define x 1)
  |         ^
  --> main.esk:1:10
1 | (include "a.inc")
  |          ------- the file is first included here
  --> b.inc:1:10
1 | (include "a.inc")
  |          ------- and here again
  = help: include the file once
a.inc:1:9: error[E0302]: NameError: `x` is defined twice
  |
1 | (define x 1)
  |         ^
  --> main.esk:1:10
1 | (include "a.inc")
  |          ------- the file is first included here
  --> b.inc:1:10
1 | (include "a.inc")
  |          ------- and here again
  = help: include the file once
b.inc:2:1: error[E0302]: NameError: the module m is defined twice
  |
2 | (define-module m)
  | ^^^^^^^^^^^^^^^^^
  --> main.esk:2:10
2 | (include "b.inc" "b.inc")
  |          ------- the file is first included here
  --> main.esk:2:18
  |                  ------- and here again
  = help: include the file once
""",
        {"a.inc": "(define x 1)", "b.inc": '(include "a.inc")\n(define-module m)'},
    ),
    Wrong(
        "a module includes a missing file",
        """\
(import a)
x
""",
        """\
a.esk:1:38: error[E0913]: FileError: there is no file `x.inc`
  |
1 | (define-module a (export x) (include "x.inc"))
  |                                      ^^^^^^^
""",
        {
            "a.esk": '(define-module a (export x) (include "x.inc"))',
        },
    ),
    Wrong(
        "declarations that are none",
        """\
(import a)
x
""",
        """\
more:2:1: error[E0228]: SyntaxError: this is no declaration of a library
  |
2 | (define x 1)
  | ^^^^^^^^^^^^
  = help: definitions stand in (begin ...)
  = help: the form is (define-library (name part ...) declaration ...), where a declaration is (export ...), (import ...), (begin ...), (include ...), (include-library-declarations ...) or (cond-expand ...)
""",
        {
            "a.sld": '(define-library (a) (include-library-declarations "more"))',
            "more": """\
(export x)
(define x 1)
""",
        },
    ),
    Wrong(
        "an alias of a missing module",
        """\
(define-module-alias v vectr)
(define (f) (v:g 1))
""",
        """\
main.esk:1:24: error[E0312]: NameError: there is no module vectr
  |
1 | (define-module-alias v vectr)
  |                        ^^^^^
  = note: looked for vectr.esk (or .sld)
""",
    ),
    Wrong(
        "a namespace of a missing module",
        "(namespace-with vectr (g 1))",
        """\
main.esk:1:17: error[E0312]: NameError: there is no module vectr
  |
1 | (namespace-with vectr (g 1))
  |                 ^^^^^
  = note: looked for vectr.esk (or .sld)
""",
    ),
    Wrong(
        "a full name that a file's module lacks",
        "(define (f) (list a.nrm))",
        """\
main.esk:1:19: error[E0317]: NameError: a does not export `nrm`
  |
1 | (define (f) (list a.nrm))
  |                   ^^^^^
  --> a.esk:1:1
1 | (define-module a (export norm) (define norm 1))
  | ----------------------------------------------- a is defined here
  = help: did you mean `norm`?
""",
        {
            "a.esk": "(define-module a (export norm) (define norm 1))",
        },
    ),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.name)
def test_what_is_said(wrong: Wrong) -> None:
    assert message(wrong.text, wrong.files) == wrong.said.removesuffix("\n")


BROKEN = {"a.esk": "(define-module a (export x) (define x (carr 1)))"}


@pytest.mark.parametrize(
    "text",
    [
        "(import a) x",
        "(import a) (import a) (import (prefix a p:)) (list x p:x q y.z)",
        "(import b c) (list y z)",
        "(import b) (import c) (define (f) (list y z))",
        "(define-module-alias v a) (list v:x v.x)",
        "(namespace-with a (list x x))",
        "(define (f) (namespace-with a (list x x)))",
        "(cond-expand ((library a) (import a))) x",
    ],
)
def test_an_error_in_a_module_is_told_once_and_nothing_else(text: str) -> None:
    files = BROKEN | {
        "b.esk": "(define-module b (import a) (export y) (define y x))",
        "c.esk": "(define-module c (import b a) (export z) (define z (list x y)))",
    }
    said = message(text, files)
    assert said.count("error[") == 1
    assert said.startswith("a.esk:1:40: error[E0301]: NameError: `carr` is not defined")


def test_a_wrong_import_set_is_told_alone() -> None:
    module = "(define-module m (export a b) (define a 1) (define b 2))"
    for wrong in ("(only m c)", "(except m c)", "(rename m (a b))", "(rename m (a x) (a y))"):
        assert message(f"{module} (import {wrong}) (list a b c x y)").count("error[") == 1, wrong


def test_a_broken_file_that_nothing_imports_is_not_read() -> None:
    assert value("(define x 1) x", BROKEN) == "1"
    assert value("(cond-expand ((library a) 'there))", BROKEN) == "there"


def test_names_that_no_file_can_have() -> None:
    assert "its name cannot be that of a file" in message("(import (|..| a))")
    assert "expected a module's name here" in message("(import |../a|)")
