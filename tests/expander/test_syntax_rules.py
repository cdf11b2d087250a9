"""What patterns match and what templates make of it, R7RS 4.3.2."""

from __future__ import annotations

import pytest
from expander_support import expanded, values

#: Rules, uses and what each of them is, as data.
CASES = [
    # Patterns: _, literals, constants, dots.
    ("(_) 'none) ((_ _) 'one) ((_ _ _) 'two) ((_ . _) 'many",
     {"(m)": "none", "(m a)": "one", "(m a b)": "two", "(m a b c)": "many"}),
    ("(_ a . b) '(a / b)", {"(m 1)": "(1 / ())", "(m 1 2 3)": "(1 / (2 3))", "(m 1 . 2)": "(1 / 2)"}),
    ("(_ (a b . c)) '(c b a)) ((_ a) 'other", {"(m (1 2))": "(() 2 1)", "(m (1 2 3))": "((3) 2 1)", "(m (1))": "other"}),
    ('(_ 1) \'one) ((_ 1.5) \'inexact) ((_ "a") \'string) ((_ #\\a) \'char) ((_ #t) \'true) ((_ x) \'other',
     {"(m 1)": "one", "(m 1.0)": "other", "(m 1.5)": "inexact", '(m "a")': "string", "(m #\\a)": "char",
      "(m #t)": "true", "(m a)": "other"}),
    ("(_ ()) 'empty) ((_ (a)) 'one) ((_ a) 'other", {"(m ())": "empty", "(m (1))": "one", "(m 1)": "other"}),
    # An ellipsis, and patterns after it.
    ("(_ a ...) '(a ...)", {"(m)": "()", "(m 1)": "(1)", "(m 1 2 3)": "(1 2 3)"}),
    ("(_ a b (c d) ... x y) '((a b) (c ...) (d ...) (x y))) ((_ . r) 'other",
     {"(m 1 2 3 4)": "((1 2) () () (3 4))", "(m 1 2 (3 4) 5 6)": "((1 2) (3) (4) (5 6))",
      "(m 1 2 (3 4) (5 6) 7 8)": "((1 2) (3 5) (4 6) (7 8))", "(m 1 2 3)": "other", "(m 1 2 (3 4) 5 6 7)": "other"}),
    ("(_ a ... b . c) '((a ...) b c)", {"(m 1)": "(() 1 ())", "(m 1 2 3)": "((1 2) 3 ())", "(m 1 2 . 3)": "((1) 2 3)"}),
    # Nested ellipses, and variables of different depths under one.
    ("(_ (a b ...) ...) '((b ... a) ...)", {"(m)": "()", "(m (1 2 3) (4) (5 6))": "((2 3 1) (4) (6 5))"}),
    ("(_ (a ...) ...) '(a ... ...)", {"(m (1 2) () (3))": "(1 2 3)"}),
    ("(_ ((a ...) ...) ...) '((a ... ...) ... (a ... ... ...))",
     {"(m ((1 2) (3)) ((4)))": "((1 2 3) (4) (1 2 3 4))"}),
    ("(_ x a ...) '((x a) ...)", {"(m 0 1 2)": "((0 1) (0 2))"}),
    ("(_ (a ...) (b ...)) '((a b ...) ...)", {"(m (1 2) (3 4 5))": "((1 3 4 5) (2 3 4 5))"}),
    ("(_ (a ...) (b ...)) '((a b) ...)", {"(m (1 2) (3 4))": "((1 3) (2 4))"}),
    # Dotted templates.
    ("(_ a ...) '(0 a ... . end)", {"(m 1 2)": "(0 1 2 . end)"}),
    ("(_ a . b) '(0 . b)", {"(m 1 2 3)": "(0 2 3)", "(m 1)": "(0)"}),
    # Vectors.
    ("(_ #(a b ...)) '(b ... a)) ((_ x) 'other", {"(m #(1 2 3))": "(2 3 1)", "(m #())": "other", "(m (1 2))": "other"}),
    ("(_ a ...) '#(0 a ... (a) ...)", {"(m 1 2)": "#(0 1 2 (1) (2))"}),
    # Escapes.
    ("(_ a) '(a (... ...))", {"(m 1)": "(1 ...)"}),
    ("(_ a ...) '((a (... (... ...))) ...)", {"(m 1 2)": "((1 (... ...)) (2 (... ...)))"}),
    ("(_ a ...) '((... (a ...)) ...)", {"(m 1 2)": "((1 ...) (2 ...))"}),
]  # fmt: skip


@pytest.mark.parametrize(("rules", "uses"), CASES, ids=[rules for rules, _ in CASES])
def test_rules(rules: str, uses: dict[str, str]) -> None:
    definition = f"(define-syntax m (syntax-rules () ({rules})))"
    for use, result in uses.items():
        assert expanded(definition + use) == expanded(f"'{result}")


@pytest.mark.parametrize(
    ("definition", "use", "result"),
    [
        # The ellipsis may be another identifier, and then ... is an ordinary one.
        ("(syntax-rules ::: () ((_ a :::) '(a ::: ...)))", "(m 1 2)", "(1 2 ...)"),
        ("(syntax-rules ::: () ((_ ... a :::) '(a ::: ...)))", "(m 0 1 2)", "(1 2 0)"),
        ("(syntax-rules ::: () ((_ a) '(a (::: :::))))", "(m 1)", "(1 :::)"),
        # Among the literals it is no ellipsis.
        ("(syntax-rules (...) ((_ ...) 'dots) ((_ a) 'other))", "(m ...)", "dots"),
        ("(syntax-rules (...) ((_ ...) 'dots) ((_ a) 'other))", "(m 1)", "other"),
        ("(syntax-rules ... (...) ((_ x) '(x ...)))", "(m 100)", "(100 ...)"),
        # So it is with _.
        ("(syntax-rules (_) ((m _) 'under) ((m a) 'other))", "(m _)", "under"),
        ("(syntax-rules (_) ((m _) 'under) ((m a) 'other))", "(m 1)", "other"),
        # The keyword in a pattern is no variable.
        ("(syntax-rules () ((m m2) '(m m2)))", "(m 1)", "(m 1)"),
        ("(syntax-rules () ((_ a ...) '(a ... _)))", "(m 1)", "(1 _)"),
    ],
)
def test_ellipsis_and_underscore(definition: str, use: str, result: str) -> None:
    assert expanded(f"(define-syntax m {definition}) {use}") == expanded(f"'{result}")


def test_bound_ellipsis_is_a_variable() -> None:
    text = "(let ((... 2)) (define-syntax m (syntax-rules () ((_ x ...) 'two) ((_ . r) 'other))) (m a b c))"
    assert values(text) == ["other"]
    assert values(text.replace("(m a b c)", "(m a b)")) == ["two"]


LITERAL = "(define-syntax m (syntax-rules (to =>) ((_ a to b) 'to) ((_ a => b) 'arrow) ((_ a c b) 'other)))"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("(m 1 to 2)", "to"),
        ("(m 1 => 2)", "arrow"),
        ("(m 1 from 2)", "other"),
        ("(let ((to 0)) (m 1 to 2))", "other"),
        ("(let ((=> 0)) (m 1 => 2))", "other"),
        ("(let () (define (to) 1) (m 1 to 2))", "other"),
        ("(define to 1) (m 1 to 2)", "to"),
        ("(define-syntax n (syntax-rules () ((_ b) (m 1 to b)))) (let ((to 1)) (n to))", "to"),
        ("(define-syntax n (syntax-rules () ((_ b) (let ((to 1)) (m 1 b 2))))) (n to)", "to"),
        ("(define-syntax n (syntax-rules () ((_ b) (let ((b 1)) (m 1 b 2))))) (n to)", "other"),
        ("(define-syntax arrow =>) (m 1 arrow 2)", "arrow"),
    ],
)
def test_literals_match_by_binding(text: str, result: str) -> None:
    assert values(LITERAL + text) == [result]


def test_first_rule_that_matches_is_used() -> None:
    text = "(define-syntax m (syntax-rules () ((_ a) 'first) ((_ 1) 'second) ((_ a b) 'third)))"
    assert values(text + "(m 1) (m 1 2)") == ["first", "third"]


def test_keyword_of_a_keyword() -> None:
    """A transformer may be a keyword, or a macro use that expands to one."""
    assert values("(define-syntax choose if) (choose #f 1 2)") == ["2"]
    text = """
    (define-syntax constantly (syntax-rules () ((_ value) (syntax-rules () ((_ . arguments) value)))))
    (define-syntax five (constantly 5))
    (let-syntax ((six (constantly 6))) (list (five) (five 1 2) (six)))
    """
    assert values(text) == ["(5 5 6)"]
