"""Expanded modules in the cache: what is expanded again, and that it makes no difference but in time."""

from __future__ import annotations

import pickle
import random
from pathlib import Path

import pytest
from eshkol_mlir.compiler.cache import ModuleCache
from eshkol_mlir.compiler.expansion_pickle import Unpickler
from eshkol_mlir.compiler.expansion_store import ExpansionStore
from eshkol_mlir.compiler.frontend import compile_frontend, expand_source
from eshkol_mlir.compiler.prelude import environment
from eshkol_mlir.diagnostics import EshkolError
from eshkol_mlir.expander.modules import Modules
from eshkol_mlir.expander.printer import print_program
from eshkol_mlir.reader import load_source
from eshkol_mlir.recursion import deep_recursion
from hypothesis import given, settings
from hypothesis import strategies as st

VECTOR = """
(define-module vector
  (export norm Pair twice (rename hidden shown))
  (define-type Pair (Record [first : float64] [second : float64]))
  (define (hidden x) (* x x))
  (define (norm [p : Pair]) : float64 (sqrt (+ (hidden p.first) (hidden p.second))))
  (define-syntax twice (syntax-rules () ((_ e) (let ((t e)) (+ t (hidden t))))))
  (define (last x) x))
"""
SHAPES = """
(define-module shapes
  (import vector)
  (export length grow)
  (define (length [p : Pair]) : float64 (twice (norm p)))
  (define-syntax grow (syntax-rules () ((_ e) (twice (twice e))))))
"""
MAIN = """
(import shapes (only vector Pair))
(define (f [x : float64]) : float64 (grow (length (Pair x 4.0))))
(displayln (f 3.0))
"""


class Folder:
    """A program and its modules in files, expanded with one cache."""

    def __init__(self, root: Path, **files: str) -> None:
        self.root = root
        self.cache = ModuleCache(root / "cache")
        for name, text in files.items():
            self.write(name, text)

    def write(self, name: str, text: str, suffix: str = ".esk") -> None:
        (self.root / f"{name}{suffix}").write_text(text)

    def replace(self, name: str, old: str, new: str) -> None:
        text = (self.root / f"{name}.esk").read_text()
        assert old in text
        self.write(name, text.replace(old, new))

    def expand(self) -> tuple[str, list[str]]:
        """The expanded program as text, and the modules that were expanded for it, by file."""
        explanations: list[str] = []
        store = ExpansionStore(self.cache, explanations)
        with deep_recursion():
            text = print_program(expand_source(load_source(self.root / "main.esk"), store=store))
            fresh = print_program(expand_source(load_source(self.root / "main.esk")))
        assert text == fresh
        return text, sorted(Path(line.split(": ")[0].split()[-1]).stem for line in explanations)

    def expanded(self) -> list[str]:
        return self.expand()[1]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    found = Folder(tmp_path, vector=VECTOR, shapes=SHAPES, main=MAIN)
    assert found.expanded() == ["shapes", "vector"]
    assert found.expanded() == []
    return found


def test_kept_modules_compute_the_same(folder: Folder) -> None:
    store = ExpansionStore(folder.cache)
    mlir = compile_frontend(load_source(folder.root / "main.esk"), store=store).mlir
    assert store.explanations == []
    assert mlir == compile_frontend(load_source(folder.root / "main.esk")).mlir


# What is expanded again ------------------------------------------------------------------


def test_a_change_that_nobody_sees(folder: Folder) -> None:
    folder.replace("vector", "(sqrt (+ (hidden p.first) (hidden p.second)))", "(+ p.first p.second)")
    assert folder.expanded() == ["vector"]
    assert folder.expanded() == []


def test_a_private_definition_more(folder: Folder) -> None:
    folder.replace("vector", "(define (last x) x)", "(define (last x) x) (define (more x) (last x))")
    assert folder.expanded() == ["vector"]


def test_a_changed_macro_reaches_those_who_use_it_and_those_whose_macros_do(folder: Folder) -> None:
    folder.replace("vector", "(+ t (hidden t))", "(- t (hidden t))")
    assert folder.expanded() == ["shapes", "vector"]


def test_what_a_private_name_in_a_macro_means(folder: Folder) -> None:
    folder.replace(
        "vector", "(define (hidden x) (* x x))", "(define-syntax hidden (syntax-rules () ((_ x) x)))"
    )
    assert folder.expanded() == ["shapes", "vector"]


def test_places_of_macros_are_what_messages_show(folder: Folder) -> None:
    folder.write("vector", "; a line above\n" + VECTOR)
    assert folder.expanded() == ["shapes", "vector"]
    folder.replace("main", "(grow (length (Pair x 4.0)))", "(grow (Pair x 4.0))")
    messages = []
    for store in (ExpansionStore(folder.cache), None):
        with pytest.raises(EshkolError) as caught:
            compile_frontend(load_source(folder.root / "main.esk"), store=store)
        messages.append(str(caught.value))
    assert messages[0] == messages[1]
    assert "vector.esk:6" in messages[0]
    assert "`hidden`" in messages[0]


def test_a_module_without_macros_may_move(tmp_path: Path) -> None:
    plain = "(define-module plain (export f) (define (f x) (* 2 x)))"
    folder = Folder(tmp_path, plain=plain, user="(define-module user (import plain) (export g) (define (g x) (f x)))",
                    main="(import user) (displayln (g 1))")  # fmt: skip
    folder.expanded()
    folder.write("plain", "; a line above\n" + plain)
    assert folder.expanded() == ["plain"]
    folder.write("plain", plain.replace("(export f)", "(export f h) (define (h x) x)"))
    assert folder.expanded() == ["plain", "user"]


def test_a_new_importer_does_not_see_what_its_imports_import(tmp_path: Path) -> None:
    low = "(define-module low (export f) (define (f x) (* 2 x)))"
    middle = "(define-module middle (import low) (export g) (define (g x) (f x)))"
    folder = Folder(tmp_path, low=low, middle=middle, main="(import middle) (displayln (g 1))")
    folder.expanded()
    folder.write("high", "(define-module high (import middle) (export h) (define (h x) (g x)))")
    folder.write("main", "(import high) (displayln (h 1))")
    assert folder.expanded() == ["high"]
    folder.write("low", low.replace("(export f)", "(export f more) (define (more x) x)"))
    assert folder.expanded() == ["low", "middle"]


def test_an_included_file(tmp_path: Path) -> None:
    folder = Folder(
        tmp_path, m='(define-module m (export f) (include "part.scm"))', main="(import m) (displayln (f 1))"
    )
    folder.write("part", "(define (f x) x)", ".scm")
    assert folder.expanded() == ["m"]
    assert folder.expanded() == []
    folder.write("part", "(define (f x) (+ x 1))", ".scm")
    assert folder.expanded() == ["m"]


def test_a_file_that_is_included_twice(tmp_path: Path) -> None:
    text = '(define-module m (export f g) (define (f x) (include "part.scm")) (define (g x) (include "part.scm")))'
    folder = Folder(tmp_path, m=text, main="(import m) (displayln (+ (f 1) (g 2)))")
    folder.write("part", "(+ x x)", ".scm")
    assert folder.expanded() == ["m"]
    assert folder.expanded() == []
    folder.write("part", "(* x x)", ".scm")
    assert folder.expanded() == ["m"]
    assert folder.expanded() == []


def test_a_module_that_appears_and_goes(tmp_path: Path) -> None:
    text = "(define-module m (export f) (cond-expand ((library other) (define f 1)) (else (define f 2))))"
    folder = Folder(tmp_path, m=text, main="(import m) (displayln f)")
    assert "2" in folder.expand()[0]
    folder.write("other", "(define-module other (export x) (define x 1))")
    text, expanded = folder.expand()
    assert "1" in text
    assert expanded == ["m"]
    (tmp_path / "other.esk").unlink()
    assert folder.expanded() == ["m"]
    assert folder.expanded() == []


def test_a_dependency_that_becomes_wrong_is_told_once(folder: Folder) -> None:
    folder.replace("vector", "(define (hidden x) (* x x))", "(define (hidden x) (* x unknown))")
    with pytest.raises(EshkolError) as caught:
        expand_source(load_source(folder.root / "main.esk"), store=ExpansionStore(folder.cache))
    assert str(caught.value).count("error[") == 1
    assert "`unknown` is not defined" in str(caught.value)
    folder.write("vector", VECTOR)
    assert folder.expanded() == []


# What is kept ------------------------------------------------------------------------------


def test_a_file_without_the_module_that_it_is_named_after(tmp_path: Path) -> None:
    folder = Folder(tmp_path, main="(import m)", m="(define-module other (export f) (define (f x) x))")
    for _ in range(2):
        with pytest.raises(EshkolError, match=r"m\.esk does not define the module m"):
            folder.expand()


def test_long_conditionals_are_kept(tmp_path: Path) -> None:
    clauses = " ".join(f"((= x {number}) {number + 1})" for number in range(3000))
    folder = Folder(
        tmp_path, m=f"(define-module m (export f) (define (f x) (cond {clauses} (else 0))))",
        main="(import m) (displayln (f 1))",
    )  # fmt: skip
    assert folder.expanded() == ["m"]
    assert folder.expanded() == []


def test_a_module_that_uses_a_macro_of_the_library_is_kept(tmp_path: Path) -> None:
    module = "(define-module m (export f) (define (f x) (guard (e (#t x)) (raise x))))"
    folder = Folder(tmp_path, m=module, main="(import m)\n(display (f 1))")
    assert folder.expanded() == ["m"]
    assert folder.expanded() == []


def test_symbols_that_macros_insert_stay_apart(tmp_path: Path) -> None:
    text = """
    (define-module m (export f make-counter)
      (define-syntax make-counter
        (syntax-rules () ((_ name) (begin (define state 7) (define (name x) (+ x state))))))
      (define-syntax typed (syntax-rules () ((_ name) (define (name [x : (Tensor f64 [n])]) : (Tensor f64 [n]) x))))
      (make-counter f)
      (make-counter g)
      (typed h))
    """
    folder = Folder(tmp_path, m=text, main="(import m) (make-counter k) (displayln (+ (f 1) (k 2)))")
    first, _ = folder.expand()
    again, expanded = folder.expand()
    assert (again, expanded) == (first, [])


def test_damaged_and_foreign_entries_are_expanded_again(folder: Folder) -> None:
    entries = [path for path in (folder.root / "cache" / "entries").rglob("*") if path.is_file()]
    assert len(entries) == 2
    for path in entries:
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2])
    assert folder.expanded() == ["shapes", "vector"]
    assert folder.expanded() == []


class Evil:
    def __reduce__(self) -> object:
        return print, ("run",)


@pytest.mark.parametrize("value", [Evil(), Path("x"), random.Random])
def test_nothing_but_data_of_the_expander_is_read(value: object, capsys: pytest.CaptureFixture[str]) -> None:
    modules = Modules(environment())
    with pytest.raises(pickle.UnpicklingError, match="no data of the expander"):
        Unpickler.loaded(pickle.dumps(value), {}, modules, {})
    assert capsys.readouterr().out == ""


# Random projects ------------------------------------------------------------------------------


def module_text(number: int, below: list[int], seed: int) -> str:
    """A module whose definitions follow from ``seed``, and use all modules that it imports."""
    chosen = random.Random(seed)
    imports = f"(import {' '.join(f'm{other}' for other in below)})" if below else ""
    uses = [f"(f{other} x)" for other in below] + [
        f"(w{other} x)" for other in below if chosen.random() < 0.5
    ]
    body = chosen.choice(["(+ x 1 {})", "(* 2 x {})", "(let ((y x)) (- y {}))"]).format(" ".join(uses))
    parts = [
        f"(define (f{number} x) {body})",
        f"(define (p{number} x) {chosen.choice(['x', '(* x x)'])})",
        f"(define-syntax w{number} (syntax-rules () ((_ e) (let ((t e)) ({chosen.choice('fp')}{number} t)))))",
    ]
    order = chosen.sample(parts[:2], 2) + parts[2:]
    return f"(define-module m{number} {imports} (export f{number} w{number})\n" + "\n".join(order) + ")"


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_edits_of_random_projects(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each expansion is compared with one from nothing (in ``expand``), and repeats nothing."""
    count = data.draw(st.integers(1, 6))
    below = [data.draw(st.lists(st.integers(0, n - 1), unique=True)) if n else [] for n in range(count)]
    folder = Folder(tmp_path_factory.mktemp("project"))
    folder.write("main", f"(import m{count - 1}) (displayln (w{count - 1} (f{count - 1} 2)))")
    for number in range(count):
        folder.write(f"m{number}", module_text(number, below[number], 0))
    folder.expanded()
    for _ in range(data.draw(st.integers(1, 5))):
        number = data.draw(st.integers(0, count - 1))
        folder.write(f"m{number}", module_text(number, below[number], data.draw(st.integers(0, 20))))
        folder.expanded()
        assert folder.expanded() == []


# Transformers that are code ----------------------------------------------------------------

HELPERS = "(define-module helpers (export factor) (define (factor n) (* 2 n)))"
SCALED = """
(define-module scaled
  (import helpers)
  (export scaled)
  (define-syntax scaled
    (lambda (form) (syntax-case form () ((_ n) (datum->syntax form (factor (syntax->datum #'n))))))))
"""
USER = "(define-module user (import scaled) (export f) (define (f) (scaled 21)))"


def test_modules_with_transformers_are_expanded_each_time_and_their_users_are_not(tmp_path: Path) -> None:
    main = "(import user) (displayln (f))"
    folder = Folder(tmp_path, helpers=HELPERS, scaled=SCALED, user=USER, main=main)
    assert folder.expanded() == ["helpers", "scaled", "user"]
    text, again = folder.expand()
    assert again == ["scaled"]
    assert "42" in text
    # What the transformer calls decides what a use becomes.
    folder.replace("helpers", "(* 2 n)", "(* 3 n)")
    text, again = folder.expand()
    assert again == ["helpers", "scaled", "user"]
    assert "63" in text
    folder.replace("scaled", "(datum->syntax form", "(datum->syntax #'n")
    assert folder.expanded() == ["scaled", "user"]


def test_variables_for_transformers(tmp_path: Path) -> None:
    helpers = "(define-module helpers (export factor) (begin-for-syntax (define (factor n) (* 2 n))))"
    folder = Folder(tmp_path, helpers=helpers, scaled=SCALED, user=USER, main="(import user) (displayln (f))")
    assert "42" in folder.expand()[0]
    assert "42" in folder.expand()[0]
    folder.replace("helpers", "(* 2 n)", "(* 3 n)")
    assert "63" in folder.expand()[0]
