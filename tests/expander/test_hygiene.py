"""No macro captures a name of its use, and no use one of the macro's."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from eshkol_mlir.diagnostics import Source
from eshkol_mlir.expander import later
from eshkol_mlir.expander.forms import AUXILIARY, FORMS
from eshkol_mlir.reader import read_one, write_datum
from eshkol_mlir.reader.printer import write_symbol
from eshkol_mlir.reader.syntax import List
from expander_support import canonical, expanded, values
from hypothesis import given, settings
from hypothesis import strategies as st

# Classic cases ------------------------------------------------------------------------


def test_temporary_of_the_template_is_not_the_variable_of_the_use() -> None:
    my_or = "(define-syntax my-or (syntax-rules () ((_ a b) (let ((t a)) (if t t b)))))"
    assert values(my_or + "(let ((t 5)) (my-or #f t))") == ["5"]


def test_swap_of_variables_called_as_the_temporary() -> None:
    swap = "(define-syntax swap! (syntax-rules () ((_ a b) (let ((tmp a)) (set! a b) (set! b tmp)))))"
    assert values(swap + "(let ((tmp 1) (other 2)) (swap! tmp other) (list tmp other))") == ["(2 1)"]
    assert values(swap + "(let ((let 1) (set! 2)) (swap! let set!) (list let set!))") == ["(2 1)"]


def test_argument_sees_its_own_variable() -> None:
    """The example of the language's specification, 12.1."""
    let1 = "(define-syntax let1 (syntax-rules () ((_ var val body ...) (let ((var val)) body ...))))"
    assert values(let1 + "(let ((var 5)) (let1 x 10 (+ x var)))") == ["15"]


def test_free_name_of_the_template_is_not_bound_by_the_use() -> None:
    macro = "(define-syntax m (syntax-rules () ((_ id) (let ((id 1)) x))))"
    assert values(f"{macro} (define x 2) (m x)") == ["2"]
    assert values(f"(define (f) (define x 2) {macro} (m x)) (f)") == ["2"]


def test_loop_with_the_name_of_the_templates_loop() -> None:
    macro = """
    (define-syntax while
      (syntax-rules () ((_ test body ...) (let loop () (when test body ... (loop))))))
    """
    by_hand = "(define (f n) (let ((i 0)) (let again () (when (< i n) (set! i (+ i 1)) (again))) i))"
    use = "(define (f n) (let ((loop 0)) (while (< loop n) (set! loop (+ loop 1))) loop))"
    assert canonical(macro + use) == canonical(by_hand)


def test_nested_uses_have_variables_of_their_own() -> None:
    macro = "(define-syntax add (syntax-rules () ((_ a b) (let ((x a) (y b)) (+ x y)))))"
    assert values(macro + "(let ((x 1) (y 10)) (add (add y x) (add x (add x y))))") == ["23"]


def test_recursive_macro_makes_a_variable_for_each_step() -> None:
    macro = """
    (define-syntax reversed
      (syntax-rules ()
        ((_ "step" () bound) (list . bound))
        ((_ "step" (e . rest) bound) (let ((t e)) (reversed "step" rest (t . bound))))
        ((_ e ...) (reversed "step" (e ...) ()))))
    """
    assert values(macro + "(let ((t 9)) (reversed 1 t 3))") == ["(3 9 1)"]


def test_macro_defined_by_a_macro_keeps_both_apart() -> None:
    macro = """
    (define-syntax define-getter
      (syntax-rules ()
        ((_ name expression)
         (define-syntax name (syntax-rules () ((_ x) (let ((y x)) (list y expression))))))))
    """
    assert values(macro + "(define y 10) (define-getter get y) (let ((y 20)) (get y))") == ["(20 10)"]
    assert values(macro + "(define (f) (define x 10) (define-getter get x) (let ((x 20)) (get x))) (f)") == [
        "(20 10)"
    ]


def test_variable_bound_by_the_inner_macro_is_not_the_outer_templates() -> None:
    macro = """
    (define-syntax outer
      (syntax-rules ()
        ((_ name id) (define-syntax name (syntax-rules () ((_) (let ((id 1)) (list id y))))))))
    """
    assert values(f"{macro} (define y 10) (outer inner y) (inner)") == ["(1 10)"]
    assert values(f"(define y 10) (define (f) {macro} (outer inner y) (inner)) (f)") == ["(1 10)"]


def test_internal_definitions_of_a_template_are_its_own() -> None:
    macro = "(define-syntax m (syntax-rules () ((_ e) (begin (define x 1) (define y e) (list x y)))))"
    assert values(f"{macro} (define (f) (define x 5) (let () (m x))) (f)") == ["(1 5)"]
    assert values(f"(define (f) (define x 5) {macro} (define z 2) (m x)) (f)") == ["(1 5)"]


def test_top_level_definition_of_a_template_is_its_own() -> None:
    macro = """
    (define-syntax define-counter
      (syntax-rules () ((_ name start) (begin (define value start) (define (name) value)))))
    """
    text = macro + "(define-counter a 1) (define-counter b 2) (define value 3) (list (a) (b) value)"
    assert values(text) == ["(1 2 3)"]


# Keywords are recognized by what they are bound to -------------------------------------------

#: Forms, each used by a template; the argument is 5.
TEMPLATES = {
    "quote": "(quote a)",
    "quasiquote": "(quasiquote (a (unquote e)))",
    "lambda": "((lambda (x) (+ x e)) 1)",
    "λ": "((λ (x) (+ x e)) 1)",
    "begin": "(begin 1 e)",
    "set!": "(let ((x 1)) (set! x e) x)",
    "if": "(if #t e 0)",
    "when": "(when #t e)",
    "unless": "(unless #f e)",
    "and": "(and #t (> e 3))",
    "or": "(or #f (> e 3))",
    "cond": "(cond ((> e 9) 1) (else e))",
    "case": "(case e ((1 2) 3) ((5) 7) (else 9))",
    "let": "(let ((x e)) (+ x 1))",
    "let*": "(let* ((x e) (y (+ x 1))) (list x y))",
    "let-values": "(let-values (((a b) (values 1 e))) (- a b))",
    "let*-values": "(let*-values (((a b) (values 1 e)) ((c) (- a b))) c)",
    "receive": "(receive (a . r) (values e 2 3) (list r a))",
    "letrec": "(letrec ((f (lambda (x) (+ x e)))) (f 1))",
    "letrec*": "(letrec* ((x e) (y (+ x 1))) (list x y))",
    "do": "(do ((i 0 (+ i 1)) (s 0 (+ s e))) ((= i 3) s))",
    "for/fold": "(for/fold ((s 0)) ((i (list 1 2 e))) (+ s i))",
    "for": "(let ((s 0)) (for ((i (list 1 2 e))) (set! s (+ s i))) s)",
    "|>": "(|> e (+ 1) list)",
    ".": "((. list -) e)",
    "the": "(the integer e)",
    "define": "(let () (define x e) (+ x 1))",
    "define-values": "(let () (define-values (x y) (values 1 e)) (- x y))",
    "case-lambda": "((case-lambda ((x) (list x e)) ((x y) (- x y))) 1)",
    "match": "(match (list 1 e) ((x y) (- x y)) (x x))",
    "define-record-type": "(let () (define-record-type p (make-p x) p? (x p-x)) (p-x (make-p e)))",
    "define-enum": "(let () (define-enum p (a e) b) (p->string a))",
    "define-syntax": "(let () (define-syntax m (syntax-rules () ((_ x) (list x e)))) (m 1))",
    "let-syntax": "(let-syntax ((m (syntax-rules () ((_ x) (list x e))))) (m 1))",
    "letrec-syntax": "(letrec-syntax ((m (syntax-rules () ((_) e) ((_ x) (m))))) (m 1))",
    "syntax-rules": "(let-syntax ((m (syntax-rules () ((_ x) (list x e))))) (m 1))",
    "else": "(cond (#f 1) (else e))",
    "=>": "(cond (e => list))",
    "unquote": "(quasiquote (a (unquote e)))",
    "unquote-splicing": "(quasiquote (a (unquote-splicing (list e e))))",
    "...": "(let-syntax ((m (syntax-rules () ((_ x (... ...)) (list x (... ...)))))) (m e 2))",
    "cond-expand": "(cond-expand (r7rs (list 1 e)) (else 0))",
    "namespace-with": "(namespace-with core (list 1 e))",
    "computation-block": "(computation-block autodiff (list 1 e))",
    "_": "(let-syntax ((m (syntax-rules () ((_ _ x) (list x e))))) (m 1 2))",
    "syntax-case": "(let-syntax ((m (lambda (s) (syntax-case s () ((_ x) (syntax (list x e))))))) (m 1))",
    "syntax": "(let-syntax ((m (lambda (s) (syntax (list 1 e))))) (m))",
    "with-syntax": "(let-syntax ((m (lambda (s) (with-syntax ((x (syntax e))) (syntax (list x e)))))) (m))",
    "quasisyntax": "(let-syntax ((m (lambda (s) (quasisyntax (list e (unsyntax (+ 1 2))))))) (m))",
    "unsyntax": "(let-syntax ((m (lambda (s) (quasisyntax (list e (unsyntax (+ 1 2))))))) (m))",
    "unsyntax-splicing": "(let-syntax ((m (lambda (s) (quasisyntax (list e (unsyntax-splicing (list 1 2))))))) (m))",
}

#: Forms that stand at top level only, or that have no value to compare.
ELSEWHERE = {
    "begin-for-syntax", "define-type", "define-type-macro", "define-type-class", "define-type-class-instance", ":", "defvjp", "defjvp", "syntax-error", "include", "include-ci", "import", "export",
    "define-library", "define-module", "define-module-alias", "namespace-open", "namespace-close",
}  # fmt: skip


def test_every_standard_form_is_among_the_templates() -> None:
    assert set(TEMPLATES) | ELSEWHERE == set(FORMS) - set(later.FORMS)
    assert set(AUXILIARY) <= set(TEMPLATES)


@pytest.mark.parametrize("name", [*TEMPLATES, "+", "list", "values"])
def test_use_that_shadows_a_name_does_not_change_the_template(name: str) -> None:
    for template in TEMPLATES.values() if name not in TEMPLATES else [TEMPLATES[name]]:
        macro = f"(define-syntax macro (syntax-rules () ((_ e) {template})))"
        symbol = write_symbol(name)
        plain = canonical(f"{macro} ((lambda (shadow) (macro 5)) 0)")
        assert canonical(f"{macro} ((lambda ({symbol}) (macro 5)) 0)") == plain


@pytest.mark.parametrize("name", TEMPLATES)
def test_argument_is_the_variable_that_shadows_a_name(name: str) -> None:
    macro = f"(define-syntax macro (syntax-rules () ((_ e) {TEMPLATES[name]})))"
    symbol = write_symbol(name)
    assert canonical(f"{macro} ((lambda ({symbol}) (macro {symbol})) 5)") == canonical(
        f"{macro} ((lambda (shadow) (macro shadow)) 5)"
    )


@pytest.mark.parametrize("name", TEMPLATES)
def test_standard_form_may_be_redefined(name: str) -> None:
    symbol = write_symbol(name)
    text = f"(define-syntax {symbol} (syntax-rules () ((keyword one . rest) (- . rest)))) ({symbol} 1 2)"
    assert expanded(text) == expanded("(- 2)")


def test_redefined_form_in_its_own_template_is_the_new_one() -> None:
    """The example of the language's specification, 12.2."""
    text = """
    (define-syntax when
      (syntax-rules () ((when condition body ...) (if condition (begin body ...) 'no))))
    (list (when (> 5 3) 1 2) (when #f 1))
    """
    assert values(text) == ["(2 no)"]


# Renaming ---------------------------------------------------------------------------------------

#: Macros; T0, T1, ... are names that the template binds, and all others are free in it or matched.
MACROS = {
    "either": "(_ a b) (let ((T0 a)) (if T0 T0 b))",
    "all": "(_) '()) ((_ a b ...) (let ((T0 a) (T1 (all b ...))) (cons T0 T1))",
    "binding": "(_ v a b) (let ((v a)) (let ((T0 b)) (list T0 v)))",
    "count": "(_ a) (let T0 ((T1 3)) (if (= T1 0) a (T0 (- T1 1))))",
    "define-inside": "(_ a b) (let () (define T0 a) (define (T1 T2) (+ T0 T2)) (T1 b))",
    "macro-inside": "(_ a b) (let-syntax ((T0 (syntax-rules () ((_ T1) (let ((T2 T1)) (list T2 a)))))) (T0 b))",
    "define-and-use": "(_ v a) (let () (define-syntax T0 (syntax-rules () ((_ v) (define v 1)))) (T0 v) (T0 T1) (list v T1 a))",
    "rest": "(_ a b) ((lambda (T0 . T1) (cons T0 (cons a T1))) 1 b)",
    "fold": "(_ a b) (for/fold ((T0 a)) ((T1 (list 1 b))) (+ T0 T1))",
    "steps": "(_ a) (do ((T0 0 (+ T0 1)) (T1 a (+ T1 T0))) ((= T0 3) T1))",
    "several": "(_ a b) (let*-values (((T0 T1) (values a b)) ((T2) (- T0 T1))) (list T2 a))",
    "by-name": "(_ v a) (either (binding v a v) (all a a))",
}  # fmt: skip

#: What the templates use freely, but for _: that is a pattern where nothing binds it.
FREE = [
    "let", "if", "cons", "quote", "list", "=", "-", "define", "+", "let-syntax", "syntax-rules", "define-syntax",
    "lambda", "for/fold", "do", "let*-values", "values",
]  # fmt: skip
PATTERN_VARIABLES = ["a", "b", "v"]
PLAIN = ["x", "y", "tmp", "loop", "f"]
#: The forms by which uses bind; no variable has these names, all others are fair.
ALIASES = """
(define-syntax user:let let)
(define-syntax user:lambda lambda)
(define (user:add x y) (+ x y))
"""


def _macros(names: Mapping[tuple[str, str], str], transformer: Callable[[str], str]) -> str:
    """The definitions, with the names that the templates bind."""
    lines = []
    for macro, rules in MACROS.items():
        text = rules
        for place in ("T0", "T1", "T2"):
            text = text.replace(place, names[macro, place])
        lines.append(f"(define-syntax {macro} {transformer(text)})")
    return "\n".join(lines)


def _rules(text: str) -> str:
    return f"(syntax-rules () ({text}))"


def _procedure(text: str) -> str:
    """The same as code."""
    rules = read_one(Source("<rules>", f"(({text}))"))
    assert isinstance(rules, List)
    clauses = []
    for rule in rules.items:
        assert isinstance(rule, List)
        pattern, template = map(write_datum, rule.items)
        clauses.append(f"({pattern} (syntax {template}))")
    return f"(lambda (form) (syntax-case form () {' '.join(clauses)}))"


@st.composite
def _uses(draw: st.DrawFn, bound: int = 0, depth: int = 4) -> str:
    """An expression in which ``U0 ... U(bound-1)`` are bound; it may bind more."""
    leaf = st.sampled_from([str(draw(st.integers(0, 9))), *(f"U{number}." for number in range(bound))])
    if depth == 0:
        return draw(leaf)

    def inner(more: int = 0) -> str:
        return draw(_uses(bound + more, depth - 1))

    new = f"U{bound}."
    kind = draw(st.sampled_from(["leaf", "let", "lambda", "add", *MACROS]))
    match kind:
        case "leaf":
            return draw(leaf)
        case "let":
            return f"(user:let (({new} {inner()})) {inner(1)})"
        case "lambda":
            return f"((user:lambda ({new}) {inner(1)}) {inner()})"
        case "add":
            return f"(user:add {inner()} {inner()})"
        case "binding":
            return f"(binding {new} {inner()} {inner(1)})"
        case "define-and-use" | "by-name":
            return f"({kind} {new} {inner()})"
        case "count" | "steps":
            return f"({kind} {inner()})"
        case _:
            return f"({kind} {inner()} {inner()})"


@settings(max_examples=150, deadline=None)
@given(_uses(), st.data())
def test_renaming_binders_changes_nothing(use: str, data: st.DataObject) -> None:
    """Names of binders in uses and templates may coincide with each other, and with all that is free in the other."""
    _check_renaming(use, data, _rules)


@settings(max_examples=60, deadline=None)
@given(_uses(), st.data())
def test_renaming_binders_of_procedures_changes_nothing(use: str, data: st.DataObject) -> None:
    """The same for transformers that are code; and they make of a use what rules do."""
    _check_renaming(use, data, _procedure)


def _check_renaming(use: str, data: st.DataObject, transformer: Callable[[str], str]) -> None:
    distinct = {(macro, place): f"{macro}-{place}" for macro in MACROS for place in ("T0", "T1", "T2")}
    # With names that are all different no hygiene is needed.
    expected = canonical(ALIASES + _macros(distinct, _rules) + use.replace(".", ""))

    candidates = [*PLAIN, *FREE, *PATTERN_VARIABLES]
    users = data.draw(st.permutations(candidates))
    renamed = use
    for number in range(len(candidates)):
        renamed = renamed.replace(f"U{number}.", users[number])
    mine = {}
    for macro in MACROS:
        places = data.draw(st.permutations([*PLAIN, "user:let", "user:add", "either", "else", "cond"]))
        for number, place in enumerate(("T0", "T1", "T2")):
            mine[macro, place] = places[number]
    assert canonical(ALIASES + _macros(mine, transformer) + renamed) == expected
