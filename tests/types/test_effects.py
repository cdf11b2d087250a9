"""Effects of procedures: what is inferred of programs whose effects are known, of both tiers."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from eshkol_mlir.compiler.checking import check_program, inferred_effects
from eshkol_mlir.compiler.effects import infer_effects
from eshkol_mlir.compiler.frontend import expand_source
from eshkol_mlir.compiler.host_library import defined_names
from eshkol_mlir.compiler.host_runtime import primitives, tensor_operations
from eshkol_mlir.compiler.prelude import builtin_scope
from eshkol_mlir.diagnostics import Source
from eshkol_mlir.expander.scope import BuiltinName
from eshkol_mlir.types.builtins import builtin_names
from eshkol_mlir.types.effects.builtins import EVALUATING, table
from eshkol_mlir.types.effects.rows import Effect


def rows(text: str) -> dict[str, str]:
    """The rows of a program's procedures, as they are shown."""
    inferred = infer_effects(expand_source(Source("test.esk", text)))
    assert not inferred.errors
    return dict(str(signature).split(" : ", 1) for signature in inferred.signatures)  # type: ignore[misc]


def row_of_f(text: str) -> str:
    return rows(text)["f"]


def test_every_builtin_is_classified() -> None:
    """Primitives that are not tensor operations are named; operations of devices only compute unless they are named."""
    unnamed = set(primitives()) - set(table()) - EVALUATING - tensor_operations() - defined_names()
    assert unnamed == set()
    in_scope = {name for name, value in builtin_scope().names.items() if isinstance(value, BuiltinName)}
    known = set(table()) | EVALUATING | tensor_operations() | defined_names() | builtin_names()
    assert in_scope - known == set()


def test_the_table_names_only_builtins() -> None:
    in_scope = {name for name, value in builtin_scope().names.items() if isinstance(value, BuiltinName)}
    assert set(table()) - in_scope - {"%known-on-device"} == set()


#: What is in progress has its value back when it ends.
OF_DYNAMIC_EXTENTS = ("%set-handlers!", "%set-winders!")


def test_what_changes_its_argument_has_a_name_that_says_so() -> None:
    """R7RS: the names of procedures that change their arguments end in ``!``."""
    for name, entry in table().items():
        if entry.changes:
            assert name.endswith("!")
        elif name.endswith("!") and not entry.calls and name not in OF_DYNAMIC_EXTENTS:
            assert Effect.STATE in entry.effects or name in EVALUATING


@pytest.mark.parametrize(
    ("body", "row"),
    [
        ("(+ x 1)", "{}"),
        ("(car x)", "{}"),
        ("(vector-ref x 10)", "{}"),
        ("(string->number (string-append x \"1\"))", "{}"),
        ("(display x)", "{IO}"),
        ("(begin (write x) (newline))", "{IO}"),
        ("(read-line x)", "{IO}"),
        ("(call-with-output-file x write)", "{IO}"),
        ("(file-exists? x)", "{IO}"),
        ("(current-second)", "{IO}"),
        ("(open-input-string x)", "{}"),
        ("(randn [2 3])", "{Random}"),
        ("(rand [2] :seed 1)", "{Random}"),
        ("(raise x)", "{Exception}"),
        ("(error \"no\" x)", "{Exception}"),
        ("(assert (> x 0))", "{Exception}"),
        ("(current-simd-features)", "{Device}"),
        ("(eval x)", "{?}"),
        ("(load x)", "{IO ?}"),
        ("((car x) 1)", "{e} where x : {e}"),
        ("(lambda () (display x))", "{}"),
        ("((lambda () (display x)))", "{IO}"),
        ("(let ((p (delay (display x)))) p)", "{}"),
        ("(let ((p (delay (display x)))) (force p))", "{IO}"),
        ("(force (delay-force (delay (display x))))", "{IO}"),
        ("(call/cc (lambda (k) (display x) (k 1)))", "{IO}"),
        ("(dynamic-wind (lambda () (display 1)) (lambda () x) (lambda () 2))", "{IO}"),
        ("(call-with-values (lambda () (values x 1)) (lambda (a b) (display a)))", "{IO}"),
        ("(let-values (((a b) (values 1 display))) (b a))", "{IO}"),
        ("(apply display (list x))", "{IO}"),
        ("(map (lambda (f) (f x)) (list car display))", "{IO}"),
        ("(vector-map (lambda (y) (* y y)) x)", "{}"),
        ("(sort (list 3 1 2) (lambda (a b) (display a) (< a b)))", "{IO}"),
        ("(fold (lambda (a b) (error \"x\")) 0 x)", "{Exception}"),
        ("(hash-table-ref x 1 (lambda () (error \"none\")))", "{Exception}"),
        ("(match x ((a . b) (display a)))", "{IO}"),
        ("(parameterize ((current-output-port x)) 1)", "{}"),
        ("(let loop ((i 0)) (if (< i 3) (begin (display i) (loop (+ i 1)))))", "{IO}"),
        ("(do ((i 0 (+ i 1))) ((= i 3)) (display i))", "{IO}"),
        ("(for/fold ([a 0]) ([y x]) (display y) a)", "{IO}"),
        ("(if x (display 1) (error \"x\"))", "{IO Exception}"),
        ("(case x ((1) (display 1)) (else 2))", "{IO}"),
    ],
)  # fmt: skip
def test_effects_of_an_expression(body: str, row: str) -> None:
    assert row_of_f(f"(define (f x) {body})") == row


@pytest.mark.parametrize(
    ("body", "row"),
    [
        # What nobody else sees is no change of state.
        ("(let ((n 0)) (set! n (+ n x)) n)", "{}"),
        ("(let ((n 0)) (for-each (lambda (y) (set! n (+ n y))) x) n)", "{}"),
        ("(begin (set! x 1) x)", "{}"),
        ("(let ((v (make-vector 3 0))) (vector-set! v 0 x) v)", "{}"),
        ("(let ((v (vector-copy x))) (vector-fill! v 0) v)", "{}"),
        ("(let ((t (make-hash-table))) (hash-table-set! t 1 x) t)", "{}"),
        ("(let ((t (make-hash-table))) (hash-table-update!/default t 1 (lambda (n) (+ n 1)) 0) t)", "{}"),
        ("(let ((p (cons x 1))) (set-cdr! p 2) p)", "{}"),
        ("(let ((m (vector (vector 0)))) (vector-set! (vector-ref m 0) 0 x) m)", "{}"),
        ("(let loop ((i 0) (v (make-vector 3))) (if (< i 3) (begin (vector-set! v i x) (loop (+ i 1) v)) v))", "{}"),
        ("(let ((c (let ((n 0)) (lambda () (set! n (+ n 1)) n)))) (c) (c))", "{}"),
        ("(let ((n 0)) (lambda () (set! n (+ n 1)) n))", "{}"),
        ("(list-sort < x)", "{}"),
        # What comes from outside is.
        ("(vector-set! x 0 1)", "{State}"),
        ("(set-car! (cdr x) 1)", "{State}"),
        ("(let ((v x)) (vector-fill! v 0))", "{State}"),
        ("(let ((v (vector x))) (vector-set! (vector-ref v 0) 0 1))", "{State}"),
        ("(vector-sort! x <)", "{State}"),
        ("(hash-table-update! x 1 (lambda (n) n))", "{State}"),
        ("(set! total x)", "{State}"),
        ("(vector-set! shared 0 x)", "{State}"),
        ("(count!)", "{State}"),
        ("(let ((v shared)) (for-each (lambda (y) (vector-set! v 0 y)) x))", "{State}"),
    ],
)  # fmt: skip
def test_changes_count_where_others_see_them(body: str, row: str) -> None:
    outside = """
        (define total 0)
        (define shared (make-vector 3 0))
        (define (make-counter) (let ((n 0)) (lambda () (set! n (+ n 1)) n)))
        (define count! (make-counter))
    """
    assert row_of_f(f"{outside}(define (f x) {body})") == row


@pytest.mark.parametrize(
    ("clause", "row"),
    [
        ("(else 0)", "{}"),
        ("(#t 0)", "{}"),
        ("((string? e) 0)", "{Exception}"),
        ("((string? e) 0) (else 1)", "{}"),
        ("(else (display e))", "{IO}"),
        ("(else (raise e))", "{Exception}"),
    ],
)
def test_guard_handles_what_a_clause_takes(clause: str, row: str) -> None:
    """R7RS 4.2.7: where no clause matches, the object is raised again."""
    assert row_of_f(f"(define (f x) (guard (e {clause}) (raise x)))") == row


def test_guard_handles_what_a_parameter_raises() -> None:
    inferred = rows(
        """
        (define (safely g) (guard (e (else #f)) (g)))
        (define (one) (safely (lambda () (error "x"))))
        (define (two) (safely (lambda () (display "x") (error "x"))))
        """
    )
    assert inferred == {"safely": "{e} where g : {e}", "one": "{}", "two": "{IO}"}


def test_handlers_of_with_exception_handler_do_not_end_the_exception() -> None:
    """R7RS 6.11: a handler that returns from ``raise`` is another exception, in its outer handler."""
    assert (
        row_of_f("(define (f x) (with-exception-handler (lambda (e) 0) (lambda () (raise x))))")
        == "{Exception}"
    )


def test_higher_order_procedures_have_the_effects_of_their_arguments() -> None:
    inferred = rows(
        """
        (define (twice g x) (g (g x)))
        (define (after g h) (lambda (x) (g (h x))))
        (define (print-all xs) (twice (lambda (y) (display y) y) xs))
        (define (pure xs) (twice cdr xs))
        (define print-first (after display car))
        (define (deep x) ((after (after display car) cdr) x))
        (define (both g h) (g 1) (h 2))
        (define (fails) (both display error))
        (define (indirect g x) (twice (lambda (y) (g y)) x))
        (define (indirectly) (indirect write 1))
        (define (rest-of . procedures) (for-each (lambda (p) (p)) procedures))
        (define (use-rest) (rest-of newline))
        """
    )
    assert inferred == {
        "twice": "{e} where g : {e}",
        "after": "{}",
        "print-all": "{IO}",
        "pure": "{}",
        "print-first": "{IO}",
        "deep": "{IO}",
        "both": "{e1 e2} where g : {e1}, h : {e2}",
        "fails": "{IO Exception}",
        "indirect": "{e} where g : {e}",
        "indirectly": "{IO}",
        "rest-of": "{e} where procedures : {e}",
        "use-rest": "{IO}",
    }


def test_recursion_and_mutual_recursion() -> None:
    inferred = rows(
        """
        (define (length-of xs) (if (null? xs) 0 (+ 1 (length-of (cdr xs)))))
        (define (is-even? n) (if (= n 0) #t (is-odd? (- n 1))))
        (define (is-odd? n) (if (= n 0) (begin (display "odd") #f) (is-even? (- n 1))))
        (define (map-of g xs) (if (null? xs) '() (cons (g (car xs)) (map-of g (cdr xs)))))
        (define (nested xss) (map-of (lambda (xs) (map-of display xs)) xss))
        (define (passing k n) (if (= n 0) (k n) (passing (lambda (m) (k (+ m 1))) (- n 1))))
        (define (passing-display) (passing display 3))
        (define (self-applied f) (f f))
        (define (endless) (self-applied self-applied))
        """
    )
    assert inferred["length-of"] == "{}"
    assert inferred["is-even?"] == inferred["is-odd?"] == "{IO}"
    assert inferred["map-of"] == "{e} where g : {e}"
    assert inferred["nested"] == inferred["passing-display"] == "{IO}"


def test_derivatives_have_gradient_when_they_are_called() -> None:
    inferred = rows(
        """
        (define (square-of x) (* x x))
        (define slope (grad square-of))
        (define (make-slope) (grad square-of))
        (define (at x) (grad square-of x))
        (define (noisy x) (* x (sum (randn [2]))))
        (define (noisy-slope x) (grad noisy x))
        (define (batch x) (vmap square-of x))
        (define (descend f x) (- x (grad f x)))
        """
    )
    assert inferred["slope"] == inferred["at"] == "{Gradient}"
    assert inferred["make-slope"] == inferred["batch"] == "{}"
    assert inferred["noisy-slope"] == "{Random Gradient}"
    assert inferred["descend"] == "{Gradient e} where f : {e}"


def test_records_carry_procedures() -> None:
    inferred = rows(
        """
        (define-record-type logger (make-logger sink) logger? (sink logger-sink set-sink!))
        (define (report x) ((logger-sink (make-logger display)) x))
        (define (keep! l) (set-sink! l car))
        (define (fresh) (let ((l (make-logger car))) (set-sink! l cdr) l))
        """
    )
    assert (inferred["report"], inferred["keep!"], inferred["fresh"]) == ("{IO}", "{State}", "{}")


def test_effects_cross_modules(tmp_path: Path) -> None:
    (tmp_path / "tools.esk").write_text(
        """
        (define-module tools
          (export log each)
          (define (log x) : {IO} any (display (string-append "log: " x)))
          (define (each [g : (-> {e} any any)] xs) : {e} any (for-each g xs)))
        """
    )
    program = Source(
        str(tmp_path / "main.esk"),
        """
        (import tools)
        (define (show xs) : {IO} any (each log xs))
        (define (first-ones xs) : {} any (each car xs))
        (show '("one" "two"))
        """,
    )
    check_program(program)
    found = {s.binding.name: str(s).split(" : ", 1)[1] for s in inferred_effects(program)}
    assert found == {
        "tools.log": "{IO}",
        "tools.each": "{e} where g : {e}",
        "show": "{IO}",
        "first-ones": "{}",
    }


# Programs whose effects are known by how they are made ---------------------------------------------

#: An expression with one effect, and what it is.
PIECES = {
    "IO": ("(display 1)", "(write 'a)", "(newline)"),
    "State": ("(set! shared 1)", "(vector-set! table 0 1)"),
    "Exception": ("(raise 'x)", '(error "x")'),
    "Random": ("(rand [2])", "(randn [2])"),
    "Device": ("(current-simd-features)",),
}
#: Ways to evaluate an expression.
AROUND = (
    "(begin 1 {})",
    "(if (= 1 2) 3 {})",
    "(let ((y 1)) {})",
    "((lambda (y) {}) 1)",
    "(let loop ((i 0)) (if (< i 2) (loop (+ i 1)) {}))",
    "(for-each (lambda (y) {}) '(1 2))",
    "(map (lambda (y) {}) (list 1 2))",
    "(call-with-values (lambda () {}) list)",
    "(let ((thunk (lambda () {}))) (thunk))",
    "(call (lambda () {}))",
    "(force (delay {}))",
    "((compose2 (lambda (y) {}) car) '(1))",
    "(let ((n 0)) (set! n 1) {})",
    "(apply (lambda (y) {}) '(1))",
    "(dynamic-wind (lambda () 0) (lambda () {}) (lambda () 1))",
)
#: Ways to mention an expression without evaluating it.
NOT_EVALUATED = ("(lambda () {})", "(delay {})", "(list (lambda (y) {}))", "(compose2 (lambda (y) {}) car)")


@pytest.mark.parametrize("seed", range(40))
def test_random_programs_have_the_effects_that_they_are_made_of(seed: int) -> None:
    choose = random.Random(seed)
    expected: dict[str, set[str]] = {}
    lines = [
        "(define shared 0)",
        "(define table (make-vector 1 0))",
        "(define (call thunk) (thunk))",
        "(define (compose2 f g) (lambda (x) (f (g x))))",
    ]

    def piece(number: int, depth: int) -> tuple[str, set[str]]:
        """An expression and its effects."""
        kind = choose.random()
        if depth == 0 or kind < 0.2:
            effect = choose.choice(list(PIECES))
            return choose.choice(PIECES[effect]), {effect}
        if kind < 0.3:
            return choose.choice(NOT_EVALUATED).format(piece(number, depth - 1)[0]), set()
        if kind < 0.4:
            inner, effects = piece(number, depth - 1)
            return f"(guard (e (else 1)) {inner})", effects - {"Exception"}
        if kind < 0.6 and number > 0:
            called = choose.randrange(number)
            return f"(f{called} 1)", set(expected[f"f{called}"])
        inner, effects = piece(number, depth - 1)
        return choose.choice(AROUND).format(inner), effects

    for number in range(8):
        parts = [piece(number, choose.randrange(4)) for _ in range(choose.randrange(3))]
        effects = set().union(*(effects for _, effects in parts))
        expected[f"f{number}"] = effects
        lines.append(f"(define (f{number} x) {' '.join(text for text, _ in parts)} x)")
    inferred = rows("\n".join(lines))
    for name, effects in expected.items():
        ordered = [effect.value for effect in Effect if effect.value in effects]
        assert inferred[name] == f"{{{' '.join(ordered)}}}", lines
