"""Regions and arenas: a program means the same with and without them, and their memory is used again."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from host_support import ESHKOL_COMPILE, IS_ESHKOL, Outcome, execute, raises, run_program, run_text

pytestmark = pytest.mark.skipif(not IS_ESHKOL, reason="no part of the report")

#: Released memory is filled with a pattern, which no program survives to refer to.
POISONED = {"ESHKOL_POISON_REGIONS": "1"}

#: What stands for the forms in texts that are also run without regions.
FORMS = {
    "REGION": ("with-region", "let ()"),
    "ARENA": ("with-arena small", "let ()"),
    "RESET": ("(region-reset!)", "(if #f #f)"),
    "ARENA-RESET": ("(arena-reset! small)", "(if #f #f)"),
}

BEFORE = """
(define-arena small 20000)
(define (build n) (let loop ([i 0] [items '()]) (if (= i n) items (loop (+ i 1) (cons (* i 1e300) items)))))
(define (fresh n) (list (number->string n) (vector n (+ n 0.5)) (* 1e300 n)))
(define variable #f)
(define parameter (make-parameter 0))
(define-record-type thing (make-thing part) thing? (part thing-part set-thing-part!))
(define (show . values) (for-each (lambda (value) (write value) (newline)) values))
"""

#: Each shows what a region lets out, or what is left where a region stored it.
ROUTES = {
    "one value": "(show (REGION (fresh 1)))",
    "several values": "(call-with-values (lambda () (REGION (values (fresh 1) (fresh 2)))) show)",
    "no values": "(call-with-values (lambda () (REGION (values))) show)",
    "sharing": "(show (REGION (let ([a (fresh 1)]) (list a a (cdr a)))))",
    "a cycle": "(show (REGION (let ([a (fresh 1)]) (set-cdr! (cddr a) a) (list a))))",
    "older objects stay the same": "(let ([a (fresh 1)]) (show (eq? a (car (REGION (list a))))))",
    "symbols": '(show (eq? \'from-a-region (REGION (string->symbol (string-append "from-a-" "region")))))',
    "a closure": "(show ((REGION (let ([a (fresh 1)] [n 0]) (lambda () (set! n (+ n 1)) (cons n a))))))",
    "numbers": "(show (REGION (list (expt 7 100) (/ (expt 3 50) 7) (sqrt -2) +inf.0 (make-rectangular 1/3 1e300))))",
    "text": '(show (REGION (list (string-append "a" "λ") (bytevector-append (bytevector 1) (bytevector 2)))))',
    "a record": "(show (thing-part (REGION (make-thing (fresh 1)))))",
    "a promise": "(show (force (REGION (delay (fresh 1)))))",
    "a promise forced inside": "(let ([p (delay (fresh 1))]) (REGION (force p) 0) (show (force p)))",
    "a stream": "(let ([p (REGION (let loop ([n 0]) (delay-force (if (< n 9) (loop (+ n 1)) (delay (fresh n))))))])"
    " (show (force p)))",
    "a tensor": "(show (REGION (let ([t (vector-map + #(1 2 3) #(4 5 6))]) (list t t))))",
    "a hash table": "(let ([t (REGION (let ([t (make-equal-hash-table)] [key (fresh 1)])"
    " (hash-table-set! t key key) (hash-table-set! t 'self t) t))])"
    " (show (hash-table-ref t (fresh 1) (lambda () 'none)) (eq? t (hash-table-ref t 'self (lambda () 'none)))))",
    "a table by identity": "(let ([t (REGION (let ([t (make-eqv-hash-table)] [key (fresh 1)])"
    " (hash-table-set! t key 'found) (list t key)))]) (show (hash-table-ref (car t) (cadr t) (lambda () 'none))))",
    "a map": '(show (REGION (let ([m {:a (fresh 1) "b" {:c (fresh 2)}}])'
    " (mapping-union m (alist->mapping (map (lambda (i) (list (number->string i) i)) (iota 20)))))))",
    "a string port": "(let ([p (REGION (let ([p (open-output-string)]) (write (fresh 1) p) p))])"
    ' (write "more" p) (show (get-output-string p)))',
    "a reading port": '(let ([p (REGION (open-input-string (string-append "(1 2 " "3)")))]) (show (read p)))',
    "set-car!": "(let ([a (list 0)]) (REGION (set-car! a (fresh 1)) 0) (show a))",
    "set-cdr!": "(let ([a (list 0)]) (REGION (set-cdr! a (fresh 1)) 0) (show a))",
    "list-set!": "(let ([a (list 0 1)]) (REGION (list-set! a 1 (fresh 1)) 0) (show a))",
    "append!": "(let ([a (list 0)]) (REGION (append! a (fresh 1)) 0) (show a))",
    "vector-set!": "(let ([a (make-vector 2000 0)]) (REGION (vector-set! a 1500 (fresh 1)) 0)"
    " (show (vector-ref a 1500)))",
    "vector-fill!": "(let ([a (make-vector 3 0)]) (REGION (vector-fill! a (fresh 1) 1) 0) (show a))",
    "vector-copy!": "(let ([a (make-vector 3 0)]) (REGION (vector-copy! a 1 (vector (fresh 1) 2)) 0) (show a))",
    "sort": "(show (REGION (sort (list 3 1 2) <)))",
    "set-box!": "(let ([a (box 0)]) (REGION (set-box! a (fresh 1)) 0) (show (unbox a)))",
    "a record's field": "(let ([a (make-thing 0)]) (REGION (set-thing-part! a (fresh 1)) 0) (show (thing-part a)))",
    "a variable of the program": "(REGION (set! variable (fresh 1)) 0) (show variable)",
    "a captured variable": "(let ([a 0]) (REGION (set! a (fresh 1)) 0) (show a))",
    "a loop's variable": "(show (do ([i 0 (+ i 1)] [a '() (REGION (cons (fresh i) a))]) ((= i 5) a)))",
    "a table's value and key": "(let ([t (make-equal-hash-table)]) (REGION (hash-table-set! t 1 (fresh 1))"
    " (hash-table-set! t (fresh 2) 2) 0) (show (hash-table-ref t 1 list) (hash-table-ref t (fresh 2) list)))",
    "a table that grows": "(let ([t (make-eqv-hash-table)]) (REGION (do ([i 0 (+ i 1)]) ((= i 500))"
    " (hash-table-set! t i (* i i))) 0) (show (hash-table-ref t 499 list) (hash-table-size t)))",
    "a string that widens": "(let ([a (make-string 3 #\\a)]) (REGION (string-set! a 1 #\\λ) 0) (show a))",
    "a port that grows": "(let ([p (open-output-string)]) (REGION (write (build 50) p) 0)"
    " (show (string-length (get-output-string p))))",
    "a parameter": "(parameterize ([parameter 1]) (REGION (parameterize ([parameter (fresh 1)])"
    " (show (parameter))) 0) (show (parameter)))",
    "output to a string": "(show (REGION (with-output-to-string (lambda () (write (fresh 1))))))",
    "raise": "(show (guard (e [#t e]) (REGION (raise (fresh 1)))))",
    "raise-continuable": "(show (with-exception-handler (lambda (e) (list e (fresh 2)))"
    " (lambda () (REGION (list (raise-continuable (fresh 1)) (fresh 3))))))",
    "an error of the system": "(show (guard (e [#t (condition/report-string e)])"
    " (REGION (vector-ref (vector 1) (fresh 1)))))",
    "guard inside": "(show (REGION (guard (e [#t (list e (fresh 2))]) (raise (fresh 1)))))",
    "a clause that does not match": "(show (guard (e [#t (list 'outer e)])"
    " (REGION (let ([a (fresh 1)]) (guard (e [(string? e) e]) (REGION (raise a)))))))",
    "a handler that goes back": "(show (with-exception-handler (lambda (e) (fresh 2)) (lambda ()"
    " (guard (e [(string? e) e]) (REGION (let ([a (fresh 1)]) (list a (raise-continuable a))))))))",
    "an escape": "(show (call/cc (lambda (k) (REGION (k (fresh 1))))))",
    "a continuation used inside": "(show (REGION (let ([a (fresh 1)])"
    " (call/cc (lambda (k) (for-each (lambda (x) (if (vector? x) (k (list x a)))) a))))))",
    "going back inside": "(let ([back #f] [times 0]) (show (REGION (let* ([a (fresh 1)]"
    " [b (call/cc (lambda (k) (set! back k) 0))]) (cons b a))))"
    " (if (< times 3) (begin (set! times (+ times 1)) (back (fresh times)))))",
    "a generator": """
(define (make-generator items)
  (define return #f)
  (define (next)
    (REGION (let ([start (fresh 9)])
      (for-each (lambda (item)
                  (call/cc (lambda (resume)
                    (set! next (lambda () (resume 0)))
                    (return (list item (car start))))))
                items)))
    (return 'done))
  (lambda () (call/cc (lambda (k) (set! return k) (next)))))
(let ([g (make-generator (list (fresh 1) (fresh 2)))])
  (show (REGION (g))) (build 1000) (show (g)) (REGION (build 1000) 0) (show (g)))""",
    "dynamic-wind": "(let ([trace '()]) (show (REGION (dynamic-wind (lambda () (set! trace (cons (fresh 1) trace)))"
    " (lambda () (fresh 2)) (lambda () (set! trace (cons (fresh 3) trace)))))) (show trace))",
    "protect": "(let ([a 0]) (show (REGION (protect (fresh 1) (set! a (fresh 2))))) (show a))",
    "a tracked resource": "(REGION (track-resource (fresh 1) (lambda (a) (show a))) 0) (build 1000)"
    " (cleanup-resources!)",
    "eval": "(show ((REGION (eval '(let ([a (list 1 2 (vector 3))]) (lambda () (list a '(4 5))))))))",
    "a definition by eval": "(REGION (eval '(define defined (list 1 (* 2 1e300)))) 0) (show (eval 'defined))",
    "deep recursion": "(show (length (REGION (let loop ([n 100000]) (if (= n 0) '() (cons n (loop (- n 1))))))))",
    "nested": "(show (REGION (let ([a (fresh 1)]) (list a (REGION (list a (fresh 2)))))))",
    "nested, into the middle": "(show (REGION (let ([a (list 0)]) (REGION (set-car! a (fresh 1)) 0) (build 100) a)))",
    "nested, all the way": "(let ([o (list 0)]) (REGION (let ([a (list 0)]) (REGION (set-car! a (fresh 1)) 0)"
    " (set-car! o a)) 0) (show o))",
    "nested, around": "(let ([o (list 0)]) (REGION (let ([a (fresh 1)]) (REGION (let ([b (list a (fresh 2))])"
    " (set-car! o b)) 0)) 0) (show o))",
    "an arena": "(show (ARENA (build 3))) (show (ARENA (append (build 3) (ARENA (fresh 1)))))",
    "an arena that is too small": "(show (length (ARENA (build 5000))))",
    "reset": "(show (REGION (let* ([a (fresh 1)] [o (box 0)]) (REGION (set-box! o (fresh 2)) RESET (build 100)"
    " (set-box! o (cons (fresh 3) (unbox o))) 0) RESET (list a (unbox o)))))",
    "reset of an arena": "(show (ARENA (let ([a (fresh 1)]) ARENA-RESET (build 100)"
    " (REGION ARENA-RESET (list a (fresh 2))))))",
    "a loop with resets": "(show (REGION (let loop ([i 0] [a '()]) (if (= i 200) a (begin (build 100) RESET"
    " (loop (+ i 1) (list i (fresh i))))))))",
}


def with_forms(text: str, which: int) -> str:
    for name in sorted(FORMS, key=len, reverse=True):
        text = text.replace(name, FORMS[name][which])
    return text


def run_as(text: str, which: int, folder: Path, environment: dict[str, str] | None = None) -> Outcome:
    path = folder / "program.scm"
    path.write_text(with_forms(text, which), encoding="utf-8")
    return run_program(path, environment=environment)


@pytest.fixture(scope="module")
def program() -> str:
    return BEFORE + "".join(f'(show "{name}")\n{text}\n' for name, text in ROUTES.items())


@pytest.fixture(scope="module")
def without(program: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the program prints without regions."""
    outcome = run_as(program, 1, tmp_path_factory.mktemp("without"))
    assert (outcome.status, outcome.stderr) == (0, "")
    return outcome.stdout


@pytest.mark.parametrize("environment", [{}, POISONED], ids=["reused", "poisoned"])
def test_what_leaves_a_region(
    environment: dict[str, str], program: str, without: str, tmp_path: Path
) -> None:
    outcome = run_as(program, 0, tmp_path, environment)
    assert (outcome.stdout, outcome.stderr) == (without, "")


def test_what_leaves_a_region_in_executables(program: str, without: str, tmp_path: Path) -> None:
    # What needs the compiler is left out of both.
    routes = {name: text for name, text in ROUTES.items() if "eval" not in text}
    path, executable = tmp_path / "program.scm", tmp_path / "program"
    text = BEFORE + "".join(f'(show "{name}")\n{text}\n' for name, text in routes.items())
    path.write_text(with_forms(text, 0), encoding="utf-8")
    compiled = execute([*ESHKOL_COMPILE, str(path), "--emit=exe", "-o", str(executable)], tmp_path, "", None)
    assert (compiled.status, compiled.stderr) == (0, "")
    expected = run_as(text, 1, tmp_path)
    outcome = execute([str(executable)], tmp_path, "", POISONED)
    assert (outcome.stdout, outcome.stderr) == (expected.stdout, "")


# Random programs -------------------------------------------------------------------


class Writer:
    """Writes random programs over pairs, vectors, boxes and tables, of which some live in regions."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.count = 0

    def expression(self, scope: list[str], depth: int = 0) -> str:
        if depth > 2 or self.random.random() < 0.3:
            return self.random.choice(
                [*scope, "7", "'s", "(* 2 1e300)", "(expt 3 90)", '(string-append "a" "b")']
            )
        parts = [self.expression(scope, depth + 1) for _ in range(3)]
        form = self.random.choice(["cons {0} {1}", "vector {0} {1} {2}", "list {0} {1} {2}", "box {0}"])
        return f"({form.format(*parts)})"

    def target(self, scope: list[str], kind: str) -> str:
        return self.random.choice([name for name in scope if name[0] == kind])

    def statement(self, scope: list[str], depth: int) -> str:
        value = self.expression(scope)
        pair = self.target(scope, "p")
        choices = [
            f"(set-car! {pair} {value})",
            f"(set-cdr! {pair} {value})",
            f"(set! {pair} (cons {value} {self.expression(scope)}))",
            f"(vector-set! {self.target(scope, 'v')} {self.random.randrange(3)} {value})",
            f"(set-box! {self.target(scope, 'b')} {value})",
            f"(hash-table-set! {self.target(scope, 'h')} {self.random.randrange(3)} {value})",
            f"(parameterize ([parameter {value}]) (set-car! {pair} (parameter)))",
            "RESET" if depth else "(if #f #f)",
        ]
        if depth < 3:
            block = self.block(scope, depth + 1)
            choices += [
                f"(set-car! {pair} {block})",
                f"(set! {pair} (cons 0 {block}))",
                f"(begin {block} 0)",
                f"(set-car! {pair} (guard (e [#t e]) {self.block(scope, depth + 1, raises=True)}))",
                f"(set-cdr! {pair} (call/cc (lambda (k) {self.block(scope, depth + 1, escapes=True)})))",
            ]
        return self.random.choice(choices)

    def block(self, scope: list[str], depth: int, raises: bool = False, escapes: bool = False) -> str:
        self.count += 1
        new = [f"{kind}{self.count}" for kind in "pvbh"]
        inner = [*scope, *new]
        makers = ["(list 1 2)", "(vector 1 2 3)", "(box 0)", "(make-eqv-hash-table)"]
        bindings = " ".join(f"[{name} {maker}]" for name, maker in zip(new, makers, strict=True))
        statements = " ".join(self.statement(inner, depth) for _ in range(self.random.randrange(1, 5)))
        result = self.expression(inner)
        if raises:
            result = f"(raise {result})"
        if escapes:
            result = f"(k {result})"
        return f"(REGION (let ({bindings}) {statements} (build {self.random.randrange(40)}) {result}))"

    def program(self) -> str:
        scope = ["p0", "v0", "b0", "h0"]
        statements = " ".join(self.statement(scope, 0) for _ in range(6))
        entries = "(map (lambda (i) (hash-table-ref h0 i (lambda () 'none))) '(0 1 2))"
        return (
            "(let ([p0 (list 1 2)] [v0 (vector 1 2 3)] [b0 (box 0)] [h0 (make-eqv-hash-table)])"
            f" {statements} (show (list p0 v0 (unbox b0) {entries})))\n"
        )


@pytest.mark.parametrize("seed", range(2))
def test_random_programs(seed: int, tmp_path: Path) -> None:
    text = BEFORE + "".join(Writer(1000 * seed + i).program() for i in range(8))
    expected = run_as(text, 1, tmp_path)
    assert (expected.status, expected.stderr) == (0, "")
    for environment in ({}, POISONED):
        outcome = run_as(text, 0, tmp_path, environment)
        assert (outcome.stdout, outcome.stderr) == (expected.stdout, "")


# Memory ----------------------------------------------------------------------------

MEMORY = """
(define (resident)
  (call-with-input-file "/proc/self/statm" (lambda (port) (read port) (* 4096 (read port)))))
(define (grown rounds body)
  (body)
  (let ([before (resident)])
    (do ([i 0 (+ i 1)]) ((= i rounds)) (body))
    (- (resident) before)))
"""


@pytest.mark.parametrize(
    "body",
    [
        "(with-region (length (build 10000)))",
        "(with-region (vector-length (make-vector 100000 0)))",
        "(with-region (set! variable (build 10000)) 0)",
        "(guard (e [#t 0]) (with-region (raise (build 10000))))",
        "(with-arena small (length (build 10000)))",
        "(with-region (build 10000) (region-reset!) (length (build 10000)))",
        "(with-region (string-length (make-string 1000000 #\\a)))",
    ],
)
def test_memory_does_not_grow(body: str, tmp_path: Path) -> None:
    # 1000 rounds allocate 320 MB and more.
    outcome = run_text(f"{BEFORE}{MEMORY}(write (grown 1000 (lambda () {body})))", tmp_path)
    assert outcome.stderr == ""
    assert int(outcome.stdout) < 20_000_000


def test_memory_is_used_again_at_once(tmp_path: Path) -> None:
    """Without a collection: a region needs no more memory than its largest round."""
    text = (
        "(define-arena a 1000000) (define (count name) (cdr (assq name (arena-statistics a))))"
        "(with-arena a (length (build 1000))) (define first (count 'bytes-ready))"
        "(do ([i 0 (+ i 1)]) ((= i 99)) (with-arena a (length (build 1000))))"
        "(show (= first (count 'bytes-ready)) (count 'entered) (count 'reused) (count 'kept) (count 'bytes-in-use))"
        "(arena-reset! a) (show (count 'bytes-ready))"
        "(with-arena a (let ([items (build 10)]) (show (> (count 'bytes-in-use) 0)) (length items)))"
    )
    outcome = run_text(BEFORE + text, tmp_path)
    assert outcome.stdout.split() == ["#t", "100", "100", "0", "0", "0", "#t"]


@pytest.mark.parametrize(
    ("body", "is_reused"),
    [
        ("(length (build 10))", True),
        ("(guard (e [#t 1]) (raise (fresh 1)))", True),
        ("(with-exception-handler (lambda (e) (fresh 1)) (lambda () (raise-continuable (fresh 2)) 0))", True),
        ("(dynamic-wind (lambda () (fresh 1)) (lambda () (fresh 2)) (lambda () (fresh 3)))", True),
        (
            "(hash-table-size (let ([t (make-equal-hash-table)]) (hash-table-set! t (fresh 1) (fresh 2)) t))",
            True,
        ),
        ("(with-output-to-string (lambda () (write (fresh 1))))", True),
        # The vector, and the variable that the closure changes, may be in a frame.
        (
            "(let ([v (vector 0 0)]) (do ([i 0 (+ i 1)]) ((= i 9) (length (vector-ref v 0)))"
            " (vector-set! v 0 (list i i))))",
            True,
        ),
        ("(let ([all '()]) (for-each (lambda (x) (set! all (cons x all))) (build 10)) (length all))", True),
        ("(call/cc (lambda (k) 0))", False),
        ("(begin (set! variable (fresh 1)) 0)", False),
    ],
)
def test_what_keeps_a_region(body: str, is_reused: bool, tmp_path: Path) -> None:
    text = f"(with-arena small {body}) (show (cdr (assq 'reused (arena-statistics small))))"
    outcome = run_text(BEFORE + text, tmp_path)
    assert (outcome.stdout, outcome.stderr) == (f"{int(is_reused)}\n", "")


# Errors ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("(region-reset!)", "region-reset!: there is no region in progress"),
        ("(begin (with-region 1) (region-reset!))", "region-reset!: there is no region in progress"),
        (
            "(begin (guard (e [#t 1]) (with-region (car 1))) (region-reset!))",
            "region-reset!: there is no region in progress",
        ),
        ("(define-arena a 'big)", "define-arena: argument 2 must be an exact integer, but is big"),
        ("(define-arena a 1.5)", "define-arena: argument 2 must be an exact integer, but is 1.5"),
        ("(define-arena a 0)", "define-arena: argument 2 must be from 1 to 70368744177664, but is 0"),
        ("(with-arena 5 1)", "with-arena: argument 1 must be an arena, but is 5"),
        ("(arena-reset! 'a)", "arena-reset!: argument 1 must be an arena, but is a"),
        ('(arena-statistics "a")', 'arena-statistics: argument 1 must be an arena, but is "a"'),
    ],
)
def test_error(expression: str, message: str, tmp_path: Path) -> None:
    assert raises(expression, message, tmp_path)


@pytest.mark.parametrize("megabytes", range(1, 9))
def test_the_stack_may_end_anywhere(megabytes: int, tmp_path: Path) -> None:
    """Symbols are made outside of regions, and the stack may be full while one is."""
    program = """
      (define (deep n) (string->symbol (string-append "s" (number->string n))) (+ 1 (deep (+ n 1))))
      (define (exhaust) (guard (e [(error-object? e) 'full]) (deep 0)))
      (define outer (box 0))
      (with-region
        (let ([mine (fresh 1)])
          (exhaust)
          (set-box! outer mine)
          0))
      (with-region (length (build 100000)))
      (show (unbox outer) (with-region (exhaust) (region-reset!) 'reset))
    """
    path = tmp_path / "program.scm"
    path.write_text(BEFORE + program)
    outcome = run_program(path, environment={**POISONED, "ESHKOL_STACK_MB": str(megabytes)})
    assert (outcome.stdout, outcome.stderr) == ('("1" #(1 1.5) 1.0e300)\nreset\n', "")


def test_an_arena_is_written_with_its_name(tmp_path: Path) -> None:
    outcome = run_text(f"{BEFORE}(show small (arena? small) (arena? 5))", tmp_path)
    assert outcome.stdout == "#<arena small>\n#t\n#f\n"
