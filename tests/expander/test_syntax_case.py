"""Transformers that are code: what each form and procedure does, and what it refuses."""

from __future__ import annotations

import re

import pytest
from eshkol_mlir.compiler.frontend import expand_source
from eshkol_mlir.diagnostics import EshkolError, InternalError, Source
from expander_support import expanded, values


def message(text: str) -> str:
    """All that is said about a program, which must be wrong."""
    with pytest.raises(EshkolError) as caught:
        expand_source(Source("program.esk", text))
    assert not isinstance(caught.value, InternalError)
    return str(caught.value)


def macro(*clauses: str, name: str = "m", literals: str = "") -> str:
    """A macro of clauses."""
    return f"(define-syntax {name} (lambda (form) (syntax-case form ({literals}) {' '.join(clauses)})))"


# Patterns and templates --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clauses", "use", "value"),
    [
        ("[(_ a b) #'(list b a)]", "(m 1 2)", "(2 1)"),
        ("[(_) #'0] [(_ a) #'1] [(_ a b ...) #'2]", "(list (m) (m 5) (m 5 6 7))", "(0 1 2)"),
        ("[(_ a ... z) #'(list z a ...)]", "(m 1 2 3)", "(3 1 2)"),
        ("[(_ (n v) ...) #'(list (list v 'n) ...)]", "(m (a 1) (b 2))", "((1 a) (2 b))"),
        ("[(_ (a ...) ...) #''(a ... ...)]", "(m (1 2) () (3))", "(1 2 3)"),
        ("[(_ (a b ...) ...) #''((b ... a) ...)]", "(m (1 2 3) (4))", "((2 3 1) (4))"),
        ("[(_ a . b) #''(b . a)]", "(m 1 2 3)", "((2 3) . 1)"),
        ("[(_ #(a ...)) #'(list a ...)]", "(m #(1 2))", "(1 2)"),
        ("[(_ \"x\" 1 #t) #'1] [_ #'2]", "(list (m \"x\" 1 #t) (m \"x\" 1 #f))", "(1 2)"),
        ("[(_ [a b]) #'2] [(_ (a b)) #'1]", "(list (m [1 2]) (m (1 2)))", "(2 1)"),
        ("[(_ a) #'(... '(a ...))]", "(m 1)", "(1 ...)"),
        # Fenders.
        ("[(_ a) (number? (syntax->datum #'a)) #''number] [(_ a) (identifier? #'a) #''name] [(_ a) #''other]",
         "(list (m 1) (m x) (m (x)))", "(number name other)"),
        # A clause whose fender does not hold gives the next one its chance, with variables of its own.
        ("[(_ a b) #f #'1] [(_ b a) #'(list a b)]", "(m 1 2)", "(2 1)"),
        # The name alone.
        ("[name (identifier? #'name) #'7] [(_ a) #'(list a m)]", "(list m (m 1))", "(7 (1 7))"),
    ],
)  # fmt: skip
def test_syntax_case(clauses: str, use: str, value: str) -> None:
    assert values(f"{macro(clauses)} {use}") == [value]


def test_literals_are_matched_by_meaning() -> None:
    text = macro("[(_ else a) #'a]", "[(_ a b) #'(list a b)]", literals="else")
    assert values(f"{text} (m else 1)") == ["1"]
    assert values(f"{text} (let ((else 5)) (m else 1))") == ["(5 1)"]


@pytest.mark.parametrize(
    ("body", "use", "value"),
    [
        ("#`(list #,(+ 1 2) 4)", "(m)", "(3 4)"),
        ("#`(list #,@(list 1 2) 3 #,@'())", "(m)", "(1 2 3)"),
        ("#`'(1 . #,(+ 1 1))", "(m)", "(1 . 2)"),
        ("(syntax-case form () [(_ a ...) #`(list (list a #,(* 2 5)) ...)])", "(m 1 2)", "((1 10) (2 10))"),
        ("(syntax-case form () [(_ a ...) #`(list #,@(reverse (syntax->list #'(a ...))))])", "(m 1 2 3)", "(3 2 1)"),
        ("#`'#`(a #,(b #,(+ 1 2)))", "(m)", "(quasisyntax (a (unsyntax (b 3))))"),
        ("(with-syntax ([a #'1] [(b ...) (list #'2 #'3)]) #'(list a (+ a b) ...))", "(m)", "(1 3 4)"),
        ("(with-syntax () (define x #'5) x)", "(m)", "5"),
        ("(with-syntax ([a 5] [b \"x\"] [c #\\c]) #'(list a b c))", "(m)", '(5 "x" #\\c)'),
        # Nested, with the variables of both.
        ("(syntax-case form () [(_ a) (syntax-case #'(a 2) () [(x y) #'(list a x y)])])", "(m 1)", "(1 1 2)"),
    ],
)  # fmt: skip
def test_templates(body: str, use: str, value: str) -> None:
    assert values(f"(define-syntax m (lambda (form) {body})) {use}") == [value]


def test_vectors_in_templates() -> None:
    assert "#(1 2 3 4)" in expanded("(define-syntax m (lambda (form) #`'#(1 #,(+ 1 1) #,@(list 3 4)))) (m)")


# Procedures ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "use", "shown"),
    [
        ("(equal? (syntax->datum form) '(m a (b \"c\") #(1) . 2))", "(m a (b \"c\") #(1) . 2)", "#t"),
        ("(length (syntax->list form))", "(m 1 2)", "3"),
        ("(syntax->list (car (syntax->list #'(5 6))))", "(m)", "#f"),
        ("(symbol? (syntax->datum (car (syntax-e form))))", "(m)", "#t"),
        ("(syntax-e (cadr (syntax-e form)))", "(m 5)", "5"),
        ("(vector-length (syntax-e (cadr (syntax->list form))))", "(m #(1 2))", "2"),
        ("(syntax? form)", "(m)", "#t"),
        ("(syntax? 'form)", "(m)", "#f"),
        ("(identifier? #'a)", "(m)", "#t"),
        ("(identifier? #'(a))", "(m)", "#f"),
        ("(identifier? 'a)", "(m)", "#f"),
        ("(length (generate-temporaries form))", "(m 1 2)", "3"),
        ("(let ([t (generate-temporaries '(1 2))]) (bound-identifier=? (car t) (cadr t)))", "(m)", "#f"),
        ("(free-identifier=? #'car #'car)", "(m)", "#t"),
        ("(free-identifier=? #'car #'cdr)", "(m)", "#f"),
        ("(free-identifier=? #'nothing #'nothing)", "(m)", "#t"),
        # An identifier of the use and one of the template have the same meaning, but would not capture each other.
        ("(free-identifier=? #'car (cadr (syntax->list form)))", "(m car)", "#t"),
        ("(bound-identifier=? #'car (cadr (syntax->list form)))", "(m car)", "#f"),
        ("(bound-identifier=? #'car #'car)", "(m)", "#t"),
        ("(free-identifier=? #'x (cadr (syntax->list form)))", "((lambda (x) (m x)) 1)", "#f"),
        ("(bound-identifier=? (datum->syntax #'x 'y) #'y)", "(m)", "#t"),
        ("(bound-identifier=? (datum->syntax form 'x) (cadr (syntax->list form)))", "(m x)", "#t"),
    ],
)  # fmt: skip
def test_procedures(value: str, use: str, shown: str) -> None:
    assert values(f"(define-syntax m (lambda (form) (datum->syntax form {value}))) {use}") == [shown]


def test_identifiers_that_a_use_could_contain() -> None:
    """``datum->syntax`` breaks hygiene on purpose."""
    text = """
    (define-syntax if-it
      (lambda (form)
        (syntax-case form ()
          [(name test then otherwise)
           (with-syntax ([it (datum->syntax #'name 'it)])
             #'(let ([it test]) (if it then otherwise)))])))
    """
    assert values(f"{text} (if-it (+ 1 2) (list it it) 0)") == ["(3 3)"]
    assert values(f"{text} (let ([it 5]) (if-it #f 1 it))") == ["#f"]
    hidden = "(define-syntax twice (syntax-rules () ((_ e) (if-it e it 0))))"
    assert values(f"{text} {hidden} (let ([it 5]) (+ it (twice it)))") == ["10"]


def test_temporaries_are_nobodys_names() -> None:
    text = """
    (define-syntax my-let
      (lambda (form)
        (syntax-case form ()
          [(_ ([n v] ...) body)
           (with-syntax ([(t ...) (generate-temporaries #'(n ...))])
             #'(let ([t v] ...) (let ([n t] ...) body)))])))
    """
    assert values(
        f"{text} (let ([temporary 1] [x 2]) (my-let ([x temporary] [y x]) (list x y temporary)))"
    ) == ["(1 2 1)"]


# Definitions -------------------------------------------------------------------------------


def test_macros_that_define() -> None:
    text = """
    (define-syntax define-getter
      (lambda (form)
        (syntax-case form ()
          [(_ name value)
           (with-syntax ([get (datum->syntax #'name
                                (string->symbol (string-append "get-" (symbol->string (syntax->datum #'name)))))])
             #'(begin (define hidden value) (define (get) hidden)))])))
    (define-getter a 1)
    (define-getter b 2)
    (define hidden 3)
    (list (get-a) (get-b) hidden)
    """
    assert values(text) == ["(1 2 3)"]


def test_macros_that_define_macros() -> None:
    rules = "(define-syntax name (syntax-rules () ((_ x) (list value x))))"
    code = "(define-syntax name (lambda (f) (syntax-case f () [(_ x (... ...)) #'(list value x (... ...))])))"
    for template in (rules, code):
        text = macro(f"[(_ name value) #'{template}]")
        assert values(f"{text} (m tag 'a) (tag 1)") == ["(a 1)"]
        assert values(f"{text} (define (f x) (m tag x) (let ([x 2]) (tag x))) (f 1)") == ["(1 2)"]
    by_rules = "(define-syntax d (syntax-rules () ((_ n e) (define-syntax n (lambda (f) (syntax-case f () ((_ x) #'(list x e))))))))"
    assert values(f"{by_rules} (d n 5) (n 4)") == ["(4 5)"]


def test_recursion() -> None:
    text = """
    (define-syntax count
      (lambda (form)
        (syntax-case form ()
          [(_ n) (let ([k (syntax->datum #'n)])
                   (if (= k 0) #''() #`(cons n (count #,(- k 1)))))])))
    (count 4)
    """
    assert values(text) == ["(4 3 2 1)"]


def test_local_macros() -> None:
    assert values("(let-syntax ([m (lambda (f) #'(quote here))]) (m))") == ["here"]
    text = "(define (f x) (define-syntax m (lambda (f) (syntax-case f () [(_ e) #'(+ e x)]))) (let ([x 10]) (m x)))"
    assert values(f"{text} (f 1)") == ["11"]


def test_a_transformer_may_be_any_expression() -> None:
    curried = (
        "(define-syntax m (let ([n 5]) (lambda (f) (set! n (+ n 1)) (datum->syntax f n)))) (list (m) (m))"
    )
    assert values(curried) == ["(6 7)"]


def test_what_the_language_defines_may_be_imported() -> None:
    text = "(import (core)) (define-syntax m (lambda (f) (datum->syntax f (fold-left + 0 (map square (list 1 2))))))"
    assert values(f"{text} (m)") == ["5"]


def test_a_macro_that_defines_for_transformers() -> None:
    text = """
    (define-syntax define-constant-macro
      (syntax-rules ()
        ((_ name value)
         (begin
           (begin-for-syntax (define (helper f) (datum->syntax f value)))
           (define-syntax name (lambda (form) (helper form)))))))
    (define-constant-macro one 1)
    (define-constant-macro two 2)
    (list (one) (two))
    """
    assert values(text) == ["(1 2)"]


def test_a_type_macro() -> None:
    text = "(define-type-macro pair (lambda (f) (syntax-case f () [(_ t) #'(Tensor t [2])])))"
    assert "(Tensor f32 [2])" in expanded(f"{text} (define (f [x : (pair f32)]) x)")


def test_begin_for_syntax() -> None:
    text = """
    (begin-for-syntax
      (define counter 0)
      (define (next!) (set! counter (+ counter 1)) counter)
      (define-syntax doubled (syntax-rules () ((_ e) (* 2 e))))
      (define (helper e) #`(list #,e shown)))
    (define shown 'outside)
    (define-syntax m (lambda (form) (datum->syntax form (doubled (next!)))))
    (define-syntax n (lambda (form) (helper #'1)))
    (let ([shown 5]) (list (m) (m) (n)))
    """
    assert values(text) == ["(2 4 (1 outside))"]


# What is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("(syntax-case 1 ())", "program.esk:1:1: error[E0213]: SyntaxError: syntax-case belongs in a transformer"),
        ("(list #'a)", "program.esk:1:7: error[E0213]: SyntaxError: syntax belongs in a transformer"),
        ("(list #`a)", "program.esk:1:7: error[E0213]: SyntaxError: quasisyntax belongs in a transformer"),
        ("(with-syntax () 1)", "program.esk:1:1: error[E0213]: SyntaxError: with-syntax belongs in a transformer"),
        ("(list #,a)", "program.esk:1:7: error[E0213]: SyntaxError: `unsyntax` belongs in quasisyntax"),
        ("(list #,@a)", "program.esk:1:7: error[E0213]: SyntaxError: `unsyntax-splicing` belongs in quasisyntax"),
        ("(define (f) (begin-for-syntax 1) 2)", "SyntaxError: begin-for-syntax belongs at top level"),
        ("(define-syntax m 5)", "program.esk:1:18: error[E0234]: SyntaxError: expected the rules of `m` here"),
    ],
)  # fmt: skip
def test_forms_in_the_wrong_place(text: str, told: str) -> None:
    assert told in message(text)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("(syntax-case)", "malformed syntax-case"),
        ("(syntax-case form (1))", "expected a name here"),
        ("(syntax-case form () (a))", "a clause is a pattern, perhaps a fender, and an expression"),
        ("(syntax-case form () ((_ a a) 1))", "the pattern variable `a` occurs twice"),
        ("(syntax-case form () ((... a) 1))", "this ellipsis follows no pattern"),
        ("(syntax-case form () ((_ a ... b ...) 1))", "a pattern can have one ellipsis in each list"),
        ("(syntax-case form () ((_ a) a))", "`a` is a pattern variable, which only templates contain"),
        ("(syntax-case form () ((_ a ...) #'a))", "`a` needs an ellipsis after it here, but has none"),
        ("(syntax-case form () ((_ a) #'(a ...)))", "this ellipsis repeats nothing"),
        ("(syntax)", "malformed syntax"),
        ("(quasisyntax 1 2)", "malformed quasisyntax"),
        ("#`#,@(list 1)", "unsyntax-splicing stands for items of a list, which is missing here"),
        ("(with-syntax)", "malformed with-syntax"),
        ("(with-syntax ((a)) 1)", "a binding is a pattern and an expression"),
        ("(with-syntax ((a 1) (a 2)) 1)", "the pattern variable `a` occurs twice"),
        ("(nothing form)", "`nothing` is not defined"),
        ("(helper form)", "`helper` has no value while the program is expanded"),
    ],
)
def test_wrong_code(body: str, told: str) -> None:
    """It is refused where it is defined."""
    assert told in message(f"(define (helper x) x) (define-syntax m (lambda (form) {body}))")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("(car 5)", "the transformer of `m` failed: car: argument 1 must be a pair, but is 5"),
        ("(error \"no good:\" form 'x \"y\")", "the transformer of `m` failed: no good: (m 1) x \"y\""),
        ("(raise (list 'oops form))", "the transformer of `m` raised (oops (m 1))"),
        ("(syntax-case form () [(_ a b) 1])", "no clause of `m` matches this use"),
        ("(error 'm \"no good\")", "the transformer of `m` failed: m \"no good\""),
        ("(with-syntax ((a 'name)) #'a)", "`name` is a symbol, and syntax is made of identifiers"),
        ("'name", "`name` is a symbol, and syntax is made of identifiers"),
        ("#`(list #,'name)", "`name` is a symbol, and syntax is made of identifiers"),
        ("#`(list #,@5)", "unsyntax-splicing: the value must be a list"),
        ("car", "the transformer of `m` failed: this is no syntax, nor a datum: #<procedure car>"),
        ("(syntax-violation 'm \"no good\" form)", "m: no good"),
        ("(syntax-violation #f \"no good\")", "no good"),
        ("(raise-syntax-error 'm \"no good\" form)", "m: no good"),
        ("(syntax-violation #f 5)", "failed: syntax-violation: argument 2 must be a string, but is 5"),
        ("(datum->syntax 'a 'b)", "failed: datum->syntax: argument 1 must be an identifier, but is a"),
        ("(free-identifier=? #'a 'b)", "failed: free-identifier=?: argument 2 must be an identifier, but is b"),
        ("(bound-identifier=? 1 #'b)", "failed: bound-identifier=?: argument 1 must be an identifier, but is 1"),
        ("(generate-temporaries 5)", "generate-temporaries: argument 1 must be a list"),
        ("(with-syntax (((a b) #'(1))) #'a)", "no clause of `m` matches this syntax"),
        ("(syntax-case #'((1 2) (3)) () [((a ...) (b ...)) #'((a b) ...)])",
         "`a` stands for 2 forms and `b` for 1, but the template of `m` repeats them together"),
        ("(exit 3)", "code that runs while the program is expanded ended with status 3"),
        ("((lambda (a b) a) form)", "failed: lambda: expected 2 arguments, but got 1"),
    ],
)  # fmt: skip
def test_wrong_uses(body: str, told: str) -> None:
    """They are shown where the macro is used."""
    text = message(f"(define-syntax m (lambda (form) {body}))\n(m 1)")
    assert re.match(r"program\.esk:2:1: error\[E02\d\d\]: SyntaxError:", text), text
    assert told in text.split("\n")[0]


def test_no_procedure() -> None:
    assert "the transformer of `m` is no procedure but 3" in message("(define-syntax m (+ 1 2)) (m)")


def test_a_violation_is_shown_in_the_last_form() -> None:
    code = "(syntax-case form () [(_ a b) (syntax-violation 'm \"no good\" form #'b)])"
    assert message(f"(define-syntax m (lambda (form) {code}))\n(m 1 bad)") == (
        "program.esk:2:6: error[E0240]: SyntaxError: m: no good\n"
        "  |\n"
        f"1 | (define-syntax m (lambda (form) {code}))\n"
        "  |                - `m` is defined here\n"
        "2 | (m 1 bad)\n"
        "  |      ^^^"
    )


def test_a_value_of_transformers_is_none_of_the_program() -> None:
    text = message("(begin-for-syntax (define x 1)) (list x)")
    assert "1:39: error[E0244]: NameError: `x` has a value only while the program is expanded" in text


def test_chain_of_expansions() -> None:
    """The use comes first, then what led to it."""
    inner = "(define-syntax inner (lambda (f) (syntax-case f () [(_ x) #'(undefined-name x)])))"
    outer = "(define-syntax outer (lambda (f) (syntax-case f () [(_ y) #'(inner y)])))"
    assert message(f"{inner}\n{outer}\n(outer 1)") == (
        "program.esk:3:1: error[E0301]: NameError: `undefined-name` is not defined\n"
        "  |\n"
        "3 | (outer 1)\n"
        "  | ^^^^^^^^^ nothing has this name here\n"
        "  = note: in the expansion of `inner`, defined at program.esk:1:16: `undefined-name` at program.esk:1:62\n"
        "  = note: in the expansion of `outer`, defined at program.esk:2:16: `(inner y)` at program.esk:2:61"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("(define-syntax m (lambda (f) f)) (m 1)", "stands in the expansion of more than 10000 others"),
        (macro("[(_ a) #'(m (a a))]") + "(m 1)", "stands in the expansion of more than 10000 others"),
        ("(define-syntax m (lambda (f) #`(m #,f))) (m)", "stands in the expansion of more than 10000 others"),
        ("(define-syntax m (lambda (f) #`(+ 1 (m)))) (m)", "nested more than 1000 deep"),
    ],
)
def test_endless_expansions(text: str, told: str) -> None:
    assert told in message(text)


def test_programs_without_transformers_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr("eshkol_mlir.compiler.expansion_process.ExpansionProcess.__init__", refuse)
    rules = "(define-syntax r (syntax-rules () ((_ x) x)))"
    # A macro that nobody uses is not compiled either.
    assert values(f"{rules} {macro('[(_ a) 1]')} (r 5)") == ["5"]
