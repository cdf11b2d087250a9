"""Maps, ``{key value ...}``, in programs on the host."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from eshkol_mlir.diagnostics import Source
from eshkol_mlir.reader.equality import same_datum
from eshkol_mlir.reader.printer import write_datum
from eshkol_mlir.reader.reader import read
from eshkol_mlir.reader.syntax import Braces, List, Syntax, Vector, children
from host_support import IS_ESHKOL, SELECTED, run_text
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.skipif(not IS_ESHKOL, reason="no part of the report")

#: What stands before the expressions.
BEFORE = """
(define m {:a 1 "b" (+ 1 2) 'c '(x y) 4 #\\d #\\e #f})
(define big (alist->mapping (map (lambda (i) (cons i (* i i))) (iota 1000))))
(define order '())
(define (note x) (set! order (cons x order)) x)
"""

VALUES = {
    # Written in the order of their keys, as data that can be read.
    "m": '{:a 1 "b" 3 c (x y) 4 #\\d #\\e #f}',
    "(list {} '{} (mapping))": "({} {} {})",
    "'{:a 1 b (c {d #(e)})}": "{:a 1 b (c {d #(e)})}",
    "'#(1 {:a #t})": "#(1 {:a #t})",
    "(begin {:x (note 1) :y (note 2) :z (note 3)} (reverse order))": "(1 2 3)",
    "(let ([k 'key]) `{:a ,(+ 1 2) b c ,k (1 ,@'(2 3))})": "{:a 3 b c key (1 2 3)}",
    "(let ([x 5]) (let-syntax ([both (syntax-rules () [(_ e) {:one e :two (list e e)}])]) (both x)))":
        "{:one 5 :two (5 5)}",
    '(with-output-to-string (lambda () (display {"a" "b" #\\c #\\d})))': '"{a b c d}"',
    # Reading and writing.
    '(read (open-input-string " { :a 1 ;; a comment\\n |b c| {} } "))': "{:a 1 |b c| {}}",
    "(let ([v (vector 0)]) (vector-set! v 0 {:v v}) v)": "#0=#({:v #0#})",
    "(let ([s {:a 1}]) (with-output-to-string (lambda () (write-shared (list s {:b s})))))":
        '"(#0={:a 1} {:b #0#})"',
    # Fields, and access by key.
    "(list m.a m.c)": "(1 (x y))",
    "(let ([n {:inner {:x 1 'y 2}}]) (list n.inner.x n.inner.y))": "(1 2)",
    "(let ([n (mapping 'k 1 ':k 2)]) n.k)": "2",
    '(list (mapping-ref m "b") (mapping-ref m :a) (mapping-ref m \'c) (mapping-ref m 4))': "(3 1 (x y) #\\d)",
    "(mapping-ref m :z (lambda () 'none))": "none",
    "(list (mapping-ref m :a (lambda () 0) list) (mapping-ref m :a #f list))": "((1) (1))",
    "(list (mapping-ref/default m :a 0) (mapping-ref/default m :z 0))": "(1 0)",
    "(map (lambda (k) (mapping-contains? {1 'exact \"s\" 0} k)) (list 1 1.0 \"s\" 's))": "(#t #f #t #f)",
    "(list (mapping-ref big 999) (mapping-size big) (mapping-contains? big 1000))": "(998001 1000 #f)",
    "(map mapping? (list m {} '() (make-equal-hash-table) 'a))": "(#t #t #f #f #f)",
    # Other maps.  The original stays.
    "(list (mapping-set {:a 1 :b 2} :c 3 :a 4) (mapping-delete {:a 1 :b 2} :a :x))": "({:a 4 :b 2 :c 3} {:b 2})",
    "(let ([n {:a 1}]) (list (mapping-set n :a 2) n))": "({:a 2} {:a 1})",
    "(list (mapping-update {:a 1} :a -) (mapping-update {:a 1} :b - (lambda () 5)))": "({:a -1} {:a 1 :b -5})",
    "(mapping-update/default {:a 1} :b (lambda (n) (+ n 1)) 0)": "{:a 1 :b 1}",
    "(mapping-union {:a 1} {:b 2 :a 3} {:c 4 :b 5})": "{:a 1 :b 2 :c 4}",
    "(list (mapping :a 1 :a 2) (alist->mapping '((x . 1) (y) (x . 3))))": "({:a 1} {x 1 y ()})",
    "(list (mapping-keys m) (mapping-values {:a 1 :b 2}) (mapping->alist {:a 1}))":
        '((:a "b" c 4 #\\e) (1 2) ((:a . 1)))',
    "(let ([s (string #\\a)]) (let ([n (mapping s 1)]) (string-set! s 0 #\\z) n))": '{"a" 1}',
    "(mapping-map (lambda (k v) (values v k)) {:a 1 :b 2})": "{1 :a 2 :b}",
    "(mapping-fold (lambda (k v sum) (+ v sum)) 0 big)": str(sum(i * i for i in range(1000))),
    "(mapping-filter (lambda (k v) (even? v)) {:a 1 :b 2 :c 4})": "{:b 2 :c 4}",
    "(let ([seen '()]) (mapping-for-each (lambda (k v) (set! seen (cons (cons k v) seen))) {:a 1 :b 2}) seen)":
        "((:b . 2) (:a . 1))",
    "(hash-table->mapping (mapping->hash-table {:a 1 'b 2}))": "{:a 1 b 2}",
    # equal? goes by content, whatever the order.
    "(list (equal? {:a 1 :b '(2)} {:b (list 2) :a 1}) (equal? {:a 1} {:a 2}) (equal? {:a 1} {:b 1}) (equal? {} {}))":
        "(#t #f #f #t)",
    "(equal? big (alist->mapping (reverse (mapping->alist big))))": "#t",
    "(eqv? {:a 1} {:a 1})": "#f",
    "(= (hash {:a 1 :b \"x\"}) (hash {:b (string #\\x) :a 1}))": "#t",
    "(let ([t (make-equal-hash-table)]) (hash-table-set! t {:a 1 :b 2} 'found) (hash-table-ref t {:b 2 :a 1}))":
        "found",
    "(list (match '{:a 1} ('{:a 2} 'two) ('{:a 1} 'one)) (member {:b 2} (list {:a 1} {:b 2})))": "(one ({:b 2}))",
}  # fmt: skip

ERRORS = {
    "m.missing": 'the map has no key :missing; its keys are :a, "b", c, 4 and #\\e',
    "(let ([n {:width 1 :height 2}]) n.wdith)":
        "the map has no key :wdith; its keys are :width and :height; did you mean :width?",
    "(let ([n {}]) n.x)": "the map has no key :x; it is empty",
    "(let ([n (vector-ref #(5) 0)]) n.x)": "a value with the field `x` must be a record or a map, but is",
    "(mapping-ref {:a 1} :b)": "mapping-ref: the map has no key :b; its key is :a",
    "(mapping-update {:a 1} :b -)": "mapping-update: the map has no key :b; its key is :a",
    "(mapping-ref '(a) :a)": "mapping-ref: argument 1 must be a map, but is (a)",
    "(mapping-ref/default {} '(a) 0)":
        "mapping-ref/default: argument 2 must be a keyword, symbol, string, number, character or boolean, but is (a)",
    "(mapping :a 1 :b)": "mapping: a value is missing after the key",
    "(mapping-set {} 1 2 {} 3)":
        "mapping-set: argument 4 must be a keyword, symbol, string, number, character or boolean, but is {}",
    "(mapping-update {:a 1} :a 5)": "mapping-update: argument 3 must be a procedure, but is 5",
    "(mapping-for-each car 5)": "mapping-for-each: argument 2 must be a map, but is 5",
    "(mapping-fold 5 0 {})": "mapping-fold: argument 1 must be a procedure, but is 5",
    "(mapping-map (lambda (k v) (values (list k) v)) {:a 1})":
        "mapping-map: the procedure returned what is no key of a map",
    "(alist->mapping '((a . 1) b))":
        "alist->mapping: argument 1 must be a list of pairs that begin with a key, but is ((a . 1) b)",
    "(car {:a 1})": "car: argument 1 must be a pair, but is {:a 1}",
    '(read (open-input-string "(x\\n{:a 1 :a 2})"))': "read: line 2, column 1: the key :a occurs twice in this map",
    '(read (open-input-string "{:a 1"))': "read: line 1, column 1: the brace that opens here is never closed",
}  # fmt: skip


def test_values(tmp_path: Path) -> None:
    program = BEFORE + "".join(f"(write {expression}) (newline)\n" for expression in VALUES)
    outcome = run_text(program, tmp_path)
    assert outcome.status == 0, outcome.stderr
    assert dict(zip(VALUES, outcome.stdout.splitlines(), strict=True)) == VALUES


def test_errors(tmp_path: Path) -> None:
    program = BEFORE + "".join(
        f'(write-string (guard (e [#t (error-object-message e)]) {expression} "none")) (newline)\n'
        for expression in ERRORS
    )
    outcome = run_text(program, tmp_path)
    assert outcome.status == 0, outcome.stderr
    assert dict(zip(ERRORS, outcome.stdout.splitlines(), strict=True)) == ERRORS


@pytest.mark.parametrize("seed", range(3))
def test_changes_of_any_version_agree_with_python(seed: int, tmp_path: Path) -> None:
    """A map stays what it is when others are made of it, whether it is small or large."""
    choose = random.Random(seed)
    keys = [*map(str, range(200)), *(f":k{i}" for i in range(100)), *(f'"{i}"' for i in range(100))]
    versions: list[dict[str, int]] = [{}]
    program = ["(define versions (make-vector 1200 {}))"]
    for number in range(1, 1200):
        start = number - 1 if choose.random() < 0.95 else max(0, number - choose.randrange(1, 50))
        entries = dict(versions[start])
        key = choose.choice(keys)
        if choose.random() < 0.85:
            entries[key] = number
            change = f"(mapping-set (vector-ref versions {start}) {key} {number})"
        else:
            entries.pop(key, None)
            change = f"(mapping-delete (vector-ref versions {start}) {key})"
        versions.append(entries)
        program.append(f"(vector-set! versions {number} {change})")
    assert max(map(len, versions)) > 100
    shown = [*range(0, 1200, 100), *choose.sample(range(1200), 20), 1199]
    program += [f"(write (vector-ref versions {number})) (newline)" for number in shown]
    outcome = run_text("\n".join(program), tmp_path)
    assert outcome.stderr == ""
    for number, line in zip(shown, outcome.stdout.splitlines(), strict=True):
        assert line == "{" + " ".join(f"{key} {value}" for key, value in versions[number].items()) + "}"


@pytest.mark.skipif(SELECTED == "exe", reason="executables have no compiler")
def test_evaluation(tmp_path: Path) -> None:
    """Data with maps may be code; what has no external representation stays what it is."""
    expressions = {
        "(eval '{:a (+ 1 2)} here)": "{:a 3}",
        "(eval {:a ''b} here)": "{:a b}",
        "(eval '(begin (define n {:x 1}) n.x) here)": "1",
        "((mapping-ref (eval (list 'quote {:f car}) here) :f) '(1 2))": "1",
        "(guard (e [#t (error-object-message e)]) (eval '{a 1} here))": '"eval: a key of a map must be a constant',
    }
    program = "(define here (interaction-environment))" + "".join(
        f"(write {expression}) (newline)\n" for expression in expressions
    )
    outcome = run_text(program, tmp_path)
    assert outcome.status == 0, outcome.stderr
    for line, output in zip(outcome.stdout.splitlines(), expressions.values(), strict=True):
        assert line.startswith(output)


def test_declared_types_and_records_go_with_maps(tmp_path: Path) -> None:
    program = """
        (define-type Point (Record [x : float64] [y : float64]))
        (define (scaled [settings : any] [p : Point]) : Point
          (Point (* settings.scale p.x) (* settings.scale p.y)))
        (define (name-of settings) : string settings.name)
        (write (scaled {:scale 2 :name "twice"} (Point 1.0 2.0)))
        (write (name-of {:name "n"}))
        (write {:p (Point 1.0 2.0)})
        (name-of {:name 5})
    """
    outcome = run_text(program, tmp_path)
    assert outcome.stdout == '#<Point [x 2.0] [y 4.0]>"n"{:p #<Point [x 1.0] [y 2.0]>}'
    assert "name-of: the result must be a string, but is 5" in outcome.stderr


def test_device_code_does_not_get_maps(tmp_path: Path) -> None:
    program = '(define m {:w 3.0})\n(write-string "")\n(write ((grad (lambda (x) (* x m.w))) 2.0))'
    outcome = run_text(program, tmp_path)
    message = "grad: argument 1 must be a value that device code can have (maps stay on the host; pass their values)"
    assert outcome.stderr.startswith(f"error: {message}, but is {{:w 3.0}}\n")


# Random maps -------------------------------------------------------------------------------------

_names = st.text("abc:-!?1", min_size=1, max_size=4).map(lambda text: f"x{text}")
_keys = st.one_of(
    _names,
    _names.map(lambda name: f":{name}"),
    st.integers(-(10**20), 10**20).map(str),
    st.fractions(max_denominator=9).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.sampled_from(["#t", "#f", "#\\a", "#\\x3bb", '""', '"a\\"b"', "|a b|"]),
)


def _map(entries: list[tuple[str, str]]) -> str:
    return "{" + " ".join(f"{key} {value}" for key, value in entries) + "}"


_data = st.recursive(
    _keys | st.just("()"),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"({' '.join(items)})"),
        st.lists(inner, max_size=3).map(lambda items: f"#({' '.join(items)})"),
        st.lists(st.tuples(_keys, inner), max_size=12, unique_by=lambda entry: _same(entry[0])).map(_map),
    ),
    max_leaves=20,
)


def _read(text: str) -> list[Syntax]:
    return read(Source("<test>", text))


def _same(key: str) -> str:
    """Equal for equal keys."""
    return write_datum(_read(key)[0])


def _shuffled(datum: Syntax, rng: random.Random) -> str:
    """The text of an equal datum, with the entries of maps in another order."""
    match datum:
        case Braces(items=items):
            parts = [_shuffled(item, rng) for item in items]
            entries = list(zip(parts[::2], parts[1::2], strict=True))
            rng.shuffle(entries)
            return _map(entries)
        case List(items=items):
            return f"({' '.join(_shuffled(item, rng) for item in items)})"
        case Vector(items=items):
            return f"#({' '.join(_shuffled(item, rng) for item in items)})"
    assert not children(datum)
    return write_datum(datum)


# One process for many data, which would be many for shrinking them.
@settings(max_examples=3, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(_data, min_size=30, max_size=60), st.randoms(use_true_random=False))
def test_reading_writing_equality_and_hashing_agree(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], rng: random.Random
) -> None:
    """What is written reads as an equal datum, as a literal and by ``read``; an order of keys changes nothing."""
    data = [datum for text in texts for datum in _read(text)]
    checks = [f"(check '{write_datum(datum)} '{_shuffled(datum, rng)})\n" for datum in data]
    program = """
        (define (text x) (with-output-to-string (lambda () (write x))))
        (define (check x shuffled)
          (write x)
          (newline)
          (write (list (equal? x (read (open-input-string (text x)))) (equal? x shuffled) (= (hash x) (hash shuffled))))
          (newline))
    """
    outcome = run_text(program + "".join(checks), tmp_path_factory.mktemp("maps"))
    assert outcome.status == 0, outcome.stderr
    lines = outcome.stdout.splitlines()
    assert len(lines) == 2 * len(data)
    for datum, shown, agreed in zip(data, lines[::2], lines[1::2], strict=True):
        assert same_datum(_read(shown)[0], datum)
        assert agreed == "(#t #t #t)"
