"""What counts as one use of a qubit, and what does not; the messages are in tests/errors/qubit-*.txt."""

from __future__ import annotations

from pathlib import Path

import pytest
from eshkol_mlir.codes import Code
from eshkol_mlir.compiler.checking import check_program
from eshkol_mlir.compiler.frontend import expand_source
from eshkol_mlir.compiler.host_library import library_program
from eshkol_mlir.diagnostics import EshkolError, Source
from eshkol_mlir.types.linear.check import check_linear_use
from eshkol_mlir.types.linear.checker import Checker
from eshkol_mlir.types.linear.mentions import mentions_qubits

ROOT = Path(__file__).parents[3]
TYPES = """
(define-type Pair (Record [left : qubit] [right : qubit] [label : integer]))
(define-type (Option a) (Union (Some [value : a]) None))
(define-type (Tree a) (Union (Leaf [value : a]) (Node [left : (Tree a)] [right : (Tree a)])))
(define-type Side (Union (Left [q : qubit]) (Right [q : qubit] [n : integer]) (Both [q : qubit] [r : qubit])))
(define-type Mixed (Union (Number [v : integer]) (Wire [v : qubit])))
(define-type Gate (Record [apply : (-> qubit qubit)]))
(define-type Circuit (-> qubit qubit))
"""
HEAD = (
    "[h : (-> qubit qubit)] [cx : (-> qubit qubit (values qubit qubit))] [m : (-> qubit boolean)] [q : qubit]"
)


def check(text: str) -> None:
    check_linear_use(expand_source(Source("test.esk", TYPES + text)))


def found(text: str) -> list[tuple[Code, str]]:
    """The codes of what is wrong, with the text that each points at."""
    with pytest.raises(EshkolError) as caught:
        check(text)
    return [(d.code, d.span.text) for d in caught.value.diagnostics if d.span is not None]


@pytest.mark.parametrize(
    "expression",
    [
        "(h q)",
        "(let ((r q)) r)",
        "(let* ((q (h q)) (q (h q))) q)",
        '(begin (display "one") (h q))',
        "(if t (h q) q)",
        "(cond [(not t) q] [t (h q)] [else (h (h q))])",
        "(case 1 ((1 2) q) ((3) (h q)) (else q))",
        '(if t (error "no") q)',
        "(begin (unless t (raise 'no)) q)",
        "(let loop ((q q) (n 3)) (if (= n 0) q (loop (h q) (- n 1))))",
        "(do ((i 0 (+ i 1)) (q q (h q))) ((= i 3) q))",
        "(for/fold ([q q]) ([i (range 3)]) (h q))",
        "(let () (define r (h q)) r)",
        "(let () (define (again x) (h (h x))) (again (again q)))",
        "(let () (define (finish) (h q)) (if t (finish) (finish)))",
        "((lambda (x) (h x)) q)",
        "((lambda ([x : qubit]) (h x)) q)",
        "(|> q h h)",
        "(the qubit q)",
        "(let ((g (lambda ([x : qubit]) x))) (g q))",
        "(let ((g (Gate h))) (g.apply q))",
        "(let ((g (Gate (lambda (x) (h x))))) (g.apply q))",
        "(match (Some q) ((Some x) x))",
        "(match (if t (Left q) (Right q 1)) ((Left x) x) ((Right x _) (h x)))",
        "(match (Wire q) ((Number x) (new)) ((Wire x) x))",
        "(let loop ((x (Leaf q))) (match x ((Leaf y) y) ((Node a b) (begin (drop b) (loop a)))))",
        "(letrec ((even (lambda (n q) (if (= n 0) q (odd (- n 1) q))))"
        "         (odd (lambda (n q) (if (= n 0) (h q) (even (- n 1) q))))) (even 3 q))",
    ],
)
def test_one_use(expression: str) -> None:
    drop = "(define (drop [t : (Tree qubit)]) : any (drop t))"
    check(f"{drop}\n(define (f {HEAD} [new : (-> qubit)] [t : boolean]) : qubit {expression})")


@pytest.mark.parametrize(
    "expression",
    [
        "(let-values (((a b) (cx q r))) (values b a))",
        "(let*-values (((a b) (cx q r)) ((c d) (cx b a))) (cx c d))",
        "(let () (define-values (a b) (cx q r)) (cx a b))",
        "(let ((p (Pair q r 1))) (cx p.left p.right))",
        "(let ((p (Pair :right q :left r :label 1))) (display p.label) (cx p.left p.right))",
        "(match (Pair q r 1) ((Pair a b _) (cx a b)))",
        "(let loop ((q q) (r r) (n 3)) (if (= n 0) (values q r) (let-values (((a b) (cx q r))) (loop b a (- n 1)))))",
        "(if t (if t (cx q r) (values q r)) (cx r q))",
        "(match (Node (Leaf q) (Leaf r)) ((Node (Leaf a) (Leaf b)) (cx a b)))",
    ],
)
def test_one_use_of_two(expression: str) -> None:
    check(f"(define (f {HEAD} [r : qubit] [t : boolean]) : (values qubit qubit) {expression})")


@pytest.mark.parametrize(
    "text",
    [
        "(define (f [t : (Tree qubit)]) : (Tree qubit) (match t ((Leaf _) t) ((Node a b) (Node (f b) (f a)))))",
        "(define (f [o : (Option qubit)]) : (Option qubit) (if (None? o) None o))",
        "(define (f [o : (Option qubit)] [q : qubit]) : qubit"
        " (match o ((Some x) (begin (measured x) q)) (_ q)))",
        "(define (f [o : (Option integer)]) : integer (match o ((Some x) (+ x x)) (None 0)))",
        "(define (f [c : Circuit]) : Circuit (lambda (q) (c (c q))))",
        "(define f : Circuit (lambda (q) q))",
        "(: f (forall (a) (-> a (-> a qubit) qubit)))\n(define (f x make) (make x))",
        "(define (f [q : (qubit)]) : (qubit) q)",
        "(define (f [p : Pair]) : Pair (if (= p.label 0) p (Pair p.right p.left 0)))",
        "(define (f [c : Circuit] [q : qubit]) (c q))\n(define (g [q : qubit]) : qubit (f (lambda (x) x) q))",
        "(define (f x) (list x x))\n(define (g [q : qubit]) : qubit (begin (f 1) q))",
    ],
)
def test_programs_of_one_use(text: str) -> None:
    check(f"(define (measured [q : qubit]) : boolean (measured q))\n{text}")


@pytest.mark.parametrize(
    ("expression", "code", "place"),
    [
        ("(begin (m q) (h q))", Code.QUBIT_USED_TWICE, "q"),
        ("(let ((r q)) (begin (m r) (h q)))", Code.QUBIT_USED_TWICE, "q"),
        ("(let ((p (Pair q (new) 1))) (begin (m p.left) (m p.right) p.left))", Code.QUBIT_USED_TWICE, "p.left"),
        ("(let ((p (Pair q (new) 1))) (begin (drop p) p.label))", Code.QUBIT_USED_TWICE, "p.label"),
        ("(let ((p (Pair q (new) 1))) (begin (m p.left) (drop p)))", Code.QUBIT_USED_TWICE, "p"),
        ("(let () (define (once) (m q)) (once) (once))", Code.QUBIT_USED_TWICE, "q"),
        ("(let ((p (Pair q (new) 1))) (m p.right))", Code.QUBIT_UNUSED, "p"),
        ("(match (Some q) ((Some x) 1) (None 2))", Code.QUBIT_UNUSED, "(Some q)"),
        ("(match (Wire q) ((Wire x) (m x) (m x)) ((Number n) (+ n n)))", Code.QUBIT_USED_TWICE, "x"),
        ("(let ((s (Left q))) (m s.q))", Code.QUBIT_UNUSED, "s"),
        ("(or (m q) t)", None, ""),
        ("(or t (m q))", Code.QUBIT_IN_ONE_BRANCH, "q"),
        ("(if (and t (m q)) 1 2)", Code.QUBIT_IN_ONE_BRANCH, "q"),
        ("(case 1 ((1) (m q)) (else #f))", Code.QUBIT_IN_ONE_BRANCH, "#f"),
        ("(cond [t (m q)] [(not t) => display])", Code.QUBIT_IN_ONE_BRANCH, "[(not t) => display]"),
        ("(for/fold ([n 0]) ([i (range 3)]) (if (m q) 1 2))", Code.QUBIT_IN_LOOP, "q"),
        ("(let loop ((n 3)) (m q))", None, ""),
        ("(let () (define (forever) (forever)) (if t (m q) (forever)))", Code.QUBIT_IN_ONE_BRANCH, "(forever)"),
        ("(let loop ((n 3)) (if t (m q) (loop 2)))", Code.QUBIT_IN_LOOP, "q"),
        ("(let ((g (delay (m q)))) g)", Code.QUBIT_CAPTURED, "q"),
        ("(map (lambda (x) (m q)) '(1))", Code.QUBIT_CAPTURED, "q"),
        ("(dynamic-wind (lambda () 1) (lambda () (m q)) (lambda () 2))", Code.QUBIT_CAPTURED, "q"),
        ("(call/cc (lambda (k) (m q)))", Code.QUBIT_CAPTURED, "q"),
        ("(begin (keep) (m q))", Code.QUBIT_REENTERED, "(keep)"),
        ("(vector 1 q)", Code.QUBIT_LEAVES, "q"),
        ("[1 q]", Code.QUBIT_LEAVES, "q"),
        ("(raise q)", Code.QUBIT_LEAVES, "q"),
        ("(eq? 1 q)", Code.QUBIT_LEAVES, "q"),
        ("(let ((x : any q)) 1)", Code.QUBIT_LEAVES, "q"),
        ("((lambda (x . more) x) 1 q)", Code.QUBIT_LEAVES, "q"),
        ("(let ((x 1)) (set! x q) 1)", Code.QUBIT_LEAVES, "q"),
        ("(m (Some q))", Code.LINEAR_TYPES_DIFFER, "(Some q)"),
        ("(let ((x (cx q (new)))) 1)", Code.QUBIT_DISCARDED, "(cx q (new))"),
        ("(begin (m q) (jacobian h))", Code.QUBIT_TRANSFORMED, "h"),
        ("(begin (m q) (let ((g car)) (gate g)))", Code.PROCEDURE_OF_QUBITS, "g"),
    ],
)  # fmt: skip
def test_other_than_one_use(expression: str, code: Code | None, place: str) -> None:
    text = f"""
      (define (drop [p : Pair]) : any (drop p))
      (define (gate [g : (-> qubit qubit)]) 1)
      (define (keep) (call/cc (lambda (k) k)))
      (define (f {HEAD} [new : (-> qubit)] [t : boolean]) {expression})"""
    if code is None:
        check(text)
    else:
        assert found(text) == [(code, place)]


def test_what_a_loop_returns_is_used_in_the_loop_too() -> None:
    loop = "(let loop ((q q) (n 3)) (if (= n 0) q (begin (loop q 0) (loop (new) 0))))"
    text = f"(define (f [new : (-> qubit)] [q : qubit]) : qubit {loop})"
    assert found(text) == [(Code.QUBIT_DISCARDED, "(loop q 0)")]


def test_work_does_not_grow_with_the_depth_of_loops() -> None:
    """What a loop returns matters to the loop itself, which is followed again; deep inside it is to be declared."""
    body = "q"
    for depth in range(20):
        loop = f"loop{depth}"
        body = f"(let {loop} ((q q) (n 3)) (if (= n 0) {body} (let ((r ({loop} q (- n 1)))) r)))"
    errors = found(f"(define (f [q : qubit]) : qubit {body})")
    assert {code for code, _ in errors} == {Code.QUBIT_LEAVES}


def test_a_local_procedure_is_followed_with_what_it_gets_each_time() -> None:
    text = """
      (define (f [h : (-> qubit qubit)] [new : (-> qubit)] unknown)
        (define (each g)
          (define (apply-to x) (g x))
          (apply-to (new)))
        (let-values (((a) (each h)) ((b) (each unknown))) (h a)))"""
    assert (Code.QUBIT_LEAVES, "x") in found(text)


def test_types_with_parameters_hold_qubits_but_lists_in_them_do_not() -> None:
    text = "(define-type (Wires a) (Record [all : (list a)]))\n(define (f [w : (Wires qubit)]) 1)\n"
    # What has a list does not have its elements: it is no linear type itself.
    assert found(text + "(define (g [l : (list qubit)]) 1)") == [
        (Code.CONTAINER_OF_QUBITS, "a"),
        (Code.CONTAINER_OF_QUBITS, "qubit"),
    ]


def test_programs_without_qubits_are_never_refused() -> None:
    examples = [
        expand_source(Source(str(path), path.read_text(encoding="utf-8")))
        for path in sorted(ROOT.glob("examples/*/*.esk"))
    ]
    assert examples
    for program in (*examples, library_program()):
        assert not mentions_qubits(program)
        Checker(program).run()


def test_modules_share_types_and_procedures(tmp_path: Path) -> None:
    (tmp_path / "wires.esk").write_text("""
      (define-module wires
        (export Pair swapped both)
        (define-type Pair (Record [left : qubit] [right : qubit]))
        (define (swapped [p : Pair]) : Pair (match p ((Pair a b) (Pair b a))))
        (define (both p) p))""")
    main = tmp_path / "main.esk"
    for use, is_right in (("swapped", True), ("both", False)):
        text = f'(import wires)\n(define (f [p : Pair]) : Pair (swapped ({use} p)))\n(write-string "")'
        if is_right:
            check_program(Source(str(main), text))
        else:
            with pytest.raises(EshkolError) as caught:
                check_program(Source(str(main), text))
            assert [d.code for d in caught.value.diagnostics] == [Code.QUBIT_LEAVES]
