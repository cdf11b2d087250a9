"""Types that programs of the host define: those of which nothing can be made, and those that cannot be read."""

from __future__ import annotations

import pytest
from gradual_support import complaints

ACCEPTED = [
    "(define-type Rose (Record [value : integer] [children : (list Rose)]))",
    "(define-type Stream (Record [first : integer] [rest : (-> Stream)]))",
    "(define-type Node (Record [value : integer] [next : Next]))\n(define-type Next (Union (Some [node : Node]) None))",
    "(define-type Node (Record [value : integer] [next : any]))",
]


@pytest.mark.parametrize("text", ACCEPTED)
def test_types_with_an_end(text: str) -> None:
    assert complaints(text) == []


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("(define-type P (Record [x : integer] [next : P]))", ["1:1 E0403: the record P contains itself"]),
        (
            "(define-type P (Record [x : integer] [next : Q]))\n(define-type Q (Record [p : P]))",
            ["1:1 E0403: the record P contains itself"],
        ),
        (
            "(define-type P (Record [next : (pair P integer)]))",
            ["1:1 E0403: the record P contains itself"],
        ),
        (
            "(define-type U (Union (A [x : U]) (B [y : U])))",
            ["1:1 E0403: each constructor of U contains U"],
        ),
        (
            "(define (f [x : Foo]) : (list Bar) '())\n(define-type U (Union (A [x : Baz])))\n(let ([x : Quux 1]) x)",
            [
                "1:17 E0309: there is no type `Foo`",
                "1:31 E0309: there is no type `Bar`",
                "2:31 E0309: there is no type `Baz`",
                "3:12 E0309: there is no type `Quux`",
            ],
        ),
    ],
)
def test_types_that_nothing_can_be_of(text: str, messages: list[str]) -> None:
    assert complaints(text) == messages
