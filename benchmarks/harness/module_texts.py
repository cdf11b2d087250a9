"""What the modules of a generated program have in them, by the kind of program.

Every group of definitions has a procedure ``step{k}`` of two numbers, which calls that of the group before.
In the texts {m} is the number of the module, {k} that of the group in it, {below} the call of what is before, and
{type} the type of some fields.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_TYPED_STEP = """\
(define (step{k} [x : float64] [y : float64]) : float64
  (let* ((a (+ (* 0.5 x) y))
         (b (- (* a a) 1.0)))
    (cond ((> b 1.0) (sqrt b))
          ((< b -1.0) (- a))
          (else (+ b {below})))))
"""
_TYPED = (
    _TYPED_STEP
    + """\
(: label{k} (-> string integer string))
(define (label{k} s n)
  (if (= n 0) s (string-append s (label{k} s (- n 1)))))
"""
)
_UNTYPED = """\
(define (step{k} x y)
  (let loop ((rest (list x y)) (count 0) (seen '()))
    (cond ((null? rest) (+ count {below}))
          ((memv (car rest) seen) (loop (cdr rest) (+ count 1) seen))
          (else (loop (cdr rest) count (cons (car rest) seen))))))
(define (label{k} s n)
  (with-default{m} ((string-length s) n)
    (apply string-append (map (lambda (part) (string-append part s)) (list s "{k}")))))
"""
_UNIONS = """\
(define-type Shape{m}-{k}
  (Union (Circle{m}-{k} [radius : {type}])
         (Box{m}-{k} [width : float64] [height : float64])
         Dot{m}-{k}))
(define (area{k} [s : Shape{m}-{k}]) : float64
  (match s
    ((Circle{m}-{k} r) (* 3.14 r r))
    ((Box{m}-{k} w h) (* w h))
    (Dot{m}-{k} 0.0)))
(define (step{k} x y)
  (+ (area{k} (if (> x y) (Circle{m}-{k} 1.0) (Box{m}-{k} 2.0 3.0))) {below}))
"""
_TENSORS = """\
(define (scaled{k} [v : (Tensor float64 [n])] [factor : float64]) : (Tensor float64 [n])
  (+ (* factor v) (mean v)))
(define (loss{k} [v : (Tensor float64 [3])]) : float64
  (let ((d (- (scaled{k} v 2.0) 1.0)))
    (sum (* d d))))
(define slope{k} (grad loss{k}))
(define (step{k} [x : float64] [y : float64]) : float64
  (+ (sum (slope{k} [x y 1.0])) {below}))
"""
_CLASSES = """\
(define-type Point{m}-{k} (Record [x : {type}] [y : float64]))
(define-type-class-instance (Sized Point{m}-{k})
  (define (size p) (sqrt (+ (* p.x p.x) (* p.y p.y))))
  (define (grown p by) (Point{m}-{k} (* by p.x) (* by p.y))))
(: larger{k} (forall (a) (-> a a) (where (Sized a))))
(define (larger{k} p)
  (grown p 2.0))
(define (step{k} x y)
  (+ (size (larger{k} (Point{m}-{k} 3.0 4.0))) {below}))
"""
_EFFECTS = """\
(define (report{k} [x : float64]) : {IO} float64
  (when (> x 1e300)
    (display "large: ")
    (display x))
  x)
(define (each{k} [f : (-> {e} any any)] items) : {e} any
  (for-each f items)
  (length items))
(define (step{k} [x : float64] [y : float64]) : {Gradient IO} float64
  (each{k} report{k} (list x y))
  (report{k} (exact->inexact {below})))
"""
_NUMBERS = (
    _TYPED_STEP
    + """\
(: length{k} (-> (Tensor float64 [n]) float64))
(define (length{k} v)
  (sqrt (sum (* v v))))
"""
)
_UNTYPED_NUMBERS = """\
(define (step{k} x y)
  (let ((z (if (> x y) (* 2.0 x) (+ x y))))
    (+ (abs (- x z)) (exp (- z)) {below})))
"""
_HEAD = """\
(define-module part{m}
  (import core{imports})
  (export total{m} name{m} with-default{m} state{m}-value make-state{m})
(define-record-type state{m} (make-state{m} value count) state{m}?
  (value state{m}-value)
  (count state{m}-count))
(define-syntax with-default{m}
  (syntax-rules ()
    ((_ (a b) body) (let ((first a) (second b)) (if (< first second) body "")))))
(define (step x y) {offset})
"""
_NUMBERS_HEAD = """\
(define-module part{m}
  (import core{imports})
  (export total{m})
(define (step x y) {offset})
"""
_NUMBERS_TAIL = """\
(define (total{m} x y)
  (+ {used} {steps})))
"""
_TAIL = """\
(define (total{m} x y)
  (+ {used} (state{m}-value (make-state{m} (+ {steps}) 1))))
(define (name{m} n) (if (= n 0) "" "m{m}")))
"""
_PLAIN_HEAD = f"{_HEAD}(define (label s n) s)\n"
_PLAIN_TAIL = _TAIL.replace("""(if (= n 0) "" "m{m}")""", """(label{last} "m{m}" n)""")
_SHARED = """\
(define-module shared
  (import core)
  (export Sized size grown)
(define-type-class (Sized a)
  (size : (-> a float64))
  (grown : (-> a float64 a))))
"""


@dataclass(frozen=True)
class Kind:
    """A kind of program.

    Attributes:
        groups: of definitions, which take turns in its modules.
        shared: a module that all import.
        head, tail: what is before and after the groups.
        prints: whether each module has a procedure that the program prints with.
    """

    groups: Sequence[str]
    shared: str = ""
    head: str = _HEAD
    tail: str = _TAIL
    prints: bool = True

    @property
    def has_types(self) -> bool:
        """Whether the types of fields can be others."""
        return any("{type}" in group for group in self.groups)


KINDS: Mapping[str, Kind] = {
    "plain": Kind((_TYPED, _UNTYPED), head=_PLAIN_HEAD, tail=_PLAIN_TAIL),
    "unions": Kind((_UNIONS, _UNTYPED)),
    "numbers": Kind((_NUMBERS, _UNTYPED_NUMBERS), head=_NUMBERS_HEAD, tail=_NUMBERS_TAIL, prints=False),
    "tensors": Kind((_TENSORS, _UNTYPED)),
    "classes": Kind((_CLASSES, _UNTYPED), _SHARED),
    "effects": Kind((_EFFECTS, _UNTYPED)),
    "mixed": Kind((_TYPED, _UNTYPED, _UNIONS, _TENSORS, _CLASSES, _EFFECTS), _SHARED),
}


def module_text(kind: Kind, number: int, lines: int, offset: str, type: str) -> str:
    """A module of about so many lines, which imports the two before it, in which one line says ``offset``, and which
    has fields of a ``type``."""
    below = [other for other in (number - 1, number - 2) if other >= 0]
    imports = "".join(f" part{other}" for other in below) + (" shared" if kind.shared else "")
    parts = [kind.head.replace("{imports}", imports).replace("{offset}", offset)]
    size, group = parts[0].count("\n"), 0
    while size < lines - kind.tail.count("\n") or not group:
        written = kind.groups[group % len(kind.groups)]
        earlier = f"(step{group or ''} x y)"
        group += 1
        written = written.replace("{k}", str(group)).replace("{below}", earlier).replace("{type}", type)
        parts.append(written)
        size += written.count("\n")
    used = " ".join(f"(total{other} x y)" for other in below) or "0.0"
    steps = " ".join(f"(step{k} x y)" for k in range(1, group + 1))
    parts.append(kind.tail.replace("{used}", used).replace("{steps}", steps).replace("{last}", str(group)))
    return "".join(parts).replace("{m}", str(number))


def program_text(kind: Kind, modules: int) -> str:
    """The program that uses so many modules."""
    imports = " ".join(f"part{number}" for number in range(modules))
    calls = "".join(f"(display (name{number} 1))\n" for number in range(modules)) if kind.prints else ""
    return f"(import {imports})\n{calls}(display (total{modules - 1} 1.0 2.0))\n"
