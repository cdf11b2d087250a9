"""``cond-expand``, the forms that include files, and where the files of modules are found."""

from __future__ import annotations

import os
from pathlib import Path

import eshkol_mlir as esk
import pytest
from eshkol_mlir.compiler.frontend import compile_frontend, expand_source
from eshkol_mlir.diagnostics import EshkolError, Source
from modules_support import canonical, message, value, values, write_files

# cond-expand ---------------------------------------------------------------------------

REQUIREMENTS = [
    ("r7rs", True),
    ("eshkol", True),
    ("no-such-feature", False),
    ("else", True),
    ("(library (scheme base))", True),
    ("(library scheme.write)", True),
    ("(library core)", True),
    ("(library (no such library))", False),
    ("(library m)", True),
    ("(library (lib x))", True),
    ("(library (lib y))", True),
    ("(library (lib z))", False),
    ("(and)", True),
    ("(or)", False),
    ("(not r7rs)", False),
    ("(not no-such-feature)", True),
    ("(and r7rs eshkol)", True),
    ("(and r7rs no-such-feature)", False),
    ("(or no-such-feature eshkol)", True),
    ("(or no-such-feature nor-this)", False),
    ("(and (or no-such-feature (not (library (no such)))) (library (scheme base)) r7rs)", True),
]


@pytest.mark.parametrize(("requirement", "holds"), REQUIREMENTS)
def test_requirements_in_every_context(requirement: str, holds: bool) -> None:
    otherwise = "" if requirement == "else" else "(else {})"

    def form(yes: str, no: str) -> str:
        return f"(cond-expand ({requirement} {yes}) {otherwise.format(no)})"

    text = f"""
    (define-module m (export q) (define q 1))
    {form("(define top 'yes)", "(define top 'no)")}
    (define (body) {form("(define x 'yes)", "(define x 'no)")} (list x))
    (define-library (a) (export z) {form("(import (scheme base))", "(import (core))")}
      {form("(begin (define z 'yes))", "(begin (define z 'no))")})
    (define-module b (export w) {form("(define w 'yes)", "(define w 'no)")})
    (import (a) b)
    (list top (body) {form("'yes", "'no")} z w)
    """
    # A module is looked for and not read, so that a wrong one is there too.
    files = {"lib/x.esk": "(wrong", "lib/y.sld": "wrong)"}
    word = "yes" if holds else "no"
    assert value(text, files) == f"({word} ({word}) {word} {word} {word})"


def test_the_first_clause_that_holds_is_taken() -> None:
    assert value("(cond-expand (no-such 1) (r7rs 2) (eshkol 3) (else 4))") == "2"


def test_clauses_may_have_several_forms_or_none() -> None:
    assert value("(cond-expand (r7rs (define a 1) (define b 2))) (cond-expand (r7rs)) (list a b)") == "(1 2)"
    assert values("(cond-expand (no-such (define a 1))) (define (f) (cond-expand (no-such 1)) 6) (f)") == [
        "6"
    ]
    assert value("(+ 1 (cond-expand (r7rs 10 20)))") == "21"
    assert value("(cond-expand (r7rs (cond-expand (eshkol (define a 1))))) a") == "1"


def test_clauses_that_are_not_taken_are_not_expanded() -> None:
    assert value("(cond-expand (no-such (define) (if) (undefined)) (else 1))") == "1"


# Inclusion ------------------------------------------------------------------------------


def test_files_are_relative_to_the_one_that_includes_them() -> None:
    files = {
        "sub/a.esk": '(define a 1) (include "b.esk") (include "deep/c.esk")',
        "sub/b.esk": "(define b 2)",
        "sub/deep/c.esk": '(include "../d.esk") (define c (list d 3))',
        "sub/d.esk": "(define d 0)",
        "b.esk": "(define b 'wrong)",
        "d.esk": "(define d 'wrong)",
    }
    assert value('(include "sub/a.esk") (list a b c)', files) == "(1 2 (0 3))"


def test_an_absolute_path(tmp_path: Path) -> None:
    write_files(tmp_path, {"x.esk": "(define x 7)"})
    assert value(f'(include "{tmp_path}/x.esk") x') == "7"


@pytest.mark.parametrize(
    ("text", "by_hand"),
    [
        ('(include "x.esk") (+ x y)', "(define x 1) (define y 2) (+ x y)"),
        ('(include "one.esk" "two.esk") (+ x y)', "(define x 1) (define y 2) (+ x y)"),
        ('(define (f) (include "x.esk") (+ x y)) (f)', "(define (f) (define x 1) (define y 2) (+ x y)) (f)"),
        (
            '(define (f x) (include "two.esk") (+ x y)) (f 5)',
            "(define (f x) (define y 2) (+ x y)) (f 5)",
        ),
        ('(begin (include "x.esk")) (list x y)', "(define x 1) (define y 2) (list x y)"),
        ('(list (include "forms.esk"))', "(list (begin (display 1) 2))"),
        ('(list (include "forty.esk") (include "forty.esk"))', "(list 40 40)"),
    ],
)
def test_include_is_the_forms_of_the_file(text: str, by_hand: str) -> None:
    files = {
        "x.esk": "(define x 1)\n(define y 2)\n",
        "one.esk": "(define x 1)",
        "two.esk": "; a comment\n(define y 2)",
        "forms.esk": "(display 1) 2",
        "forty.esk": "40",
    }
    assert canonical(text, files) == canonical(by_hand)


def test_include_ci_folds_case() -> None:
    text = '(define abc 5) (include-ci "x.esk")'
    assert value(text, {"x.esk": "(LIST ABC 'FooBar '|AbC|)"}) == "(5 foobar AbC)"
    assert value('(include "x.esk")', {"x.esk": "(list 'FooBar)"}) == "(FooBar)"


def test_include_ci_folds_only_its_own_files() -> None:
    files = {
        "x.esk": '(INCLUDE "y.esk") (INCLUDE-CI "z.esk")',
        "y.esk": "(define A 1)",
        "z.esk": "(DEFINE B 2)",
    }
    assert value('(include-ci "x.esk") (list A b)', files) == "(1 2)"


def test_declarations_and_bodies_of_libraries() -> None:
    files = {
        "a.sld": """
        (define-library (a)
          (export x)
          (include-library-declarations "decl/more.scm")
          (include "decl/x.scm")
          (include-ci "decl/y.scm"))
        """,
        "decl/more.scm": '(import (scheme base)) (export y z) (include "z.scm") (cond-expand (r7rs (export w)))',
        "decl/x.scm": "(define x 1)",
        "decl/y.scm": "(DEFINE Y 'ABC)",
        "decl/z.scm": "(define z 3) (define w 4)",
    }
    assert value("(import (a)) (list x y z w)", files) == "(1 abc 3 4)"


def test_a_file_may_be_included_in_several_modules() -> None:
    files = {
        "a.esk": '(define-module a (export (rename x xa)) (define k 1) (include "x.inc"))',
        "b.esk": '(define-module b (export (rename x xb)) (define k 2) (include "x.inc"))',
        "x.inc": "(define x (* 10 k))",
    }
    assert value("(import a b) (list xa xb)", files) == "(10 20)"


def test_an_included_file_may_define_and_import_modules() -> None:
    files = {"x.esk": "(define-module m (export f) (define f 8)) (import m)"}
    assert value('(include "x.esk") f', files) == "8"


def test_a_macro_may_include_what_its_use_names() -> None:
    text = '(define-syntax inc (syntax-rules () ((_ file) (include file)))) (inc "x.esk") x'
    assert value(text, {"x.esk": "(define x 7)"}) == "7"


@pytest.mark.parametrize(
    ("files", "first"),
    [
        (
            {"x.esk": '(define a 1)\n(include "x.esk")'},
            "x.esk:2:10: error[E0230]: SyntaxError: the file x.esk includes itself",
        ),
        (
            {"x.esk": '(include "./x.esk")'},
            "x.esk:1:10: error[E0230]: SyntaxError: the file x.esk includes itself",
        ),
        (
            {"x.esk": '(include "s/../x.esk")', "s/t": ""},
            "x.esk:1:10: error[E0230]: SyntaxError: the file x.esk includes itself",
        ),
        (
            {"x.esk": '(include "y.esk")', "y.esk": '(include "x.esk")'},
            "y.esk:1:10: error[E0230]: SyntaxError: files include each other: x.esk -> y.esk -> x.esk",
        ),
        (
            {"x.esk": '(include "main.esk")', "main.esk": ""},
            "x.esk:1:10: error[E0230]: SyntaxError: files include each other: main.esk -> x.esk -> main.esk",
        ),
        (
            {
                "x.esk": '(include "s/y.esk")',
                "s/y.esk": '(include "z.esk")',
                "s/z.esk": '(include "../x.esk")',
            },
            "s/z.esk:1:10: error[E0230]: SyntaxError: files include each other: x.esk -> s/y.esk -> s/z.esk -> x.esk",
        ),
    ],
)
def test_files_that_include_themselves(files: dict[str, str], first: str) -> None:
    assert message('(include "x.esk")', files).splitlines()[0] == first


# Where modules are -------------------------------------------------------------------------


def module(name: str, text: str) -> str:
    return f"(define-module {name} (export x) (define x '{text}))"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("a", "a.esk"),
        ("a", "a.sld"),
        ("math.vector", "math/vector.esk"),
        ("math.vector", "math/vector.sld"),
        ("(srfi 1)", "srfi/1.sld"),
        ("(a b c d)", "a/b/c/d.esk"),
    ],
)
def test_a_module_is_in_the_file_of_its_name(name: str, file: str) -> None:
    assert value(f"(import {name}) x", {file: module(name, "found")}) == "found"


def test_esk_goes_before_sld() -> None:
    assert value("(import a) x", {"a.sld": module("a", "sld"), "a.esk": module("a", "esk")}) == "esk"


def test_a_file_may_have_several_modules() -> None:
    files = {
        "a.esk": "(define-module b (export y) (define y 2)) (define-module a (import b) (export x) (define x y))"
    }
    assert value("(import a b) (list x y)", files) == "(2 2)"


def test_a_module_of_the_program_goes_before_a_file() -> None:
    assert value(module("a", "program") + "(import a) x", {"a.esk": module("a", "file")}) == "program"


def test_a_module_s_file_includes_relative_to_itself() -> None:
    files = {
        "s/a.esk": '(define-module s.a (export x) (include "x.inc"))',
        "s/x.inc": "(define x 9)",
        "x.inc": "(",
    }
    assert value("(import s.a) x", files) == "9"


def test_a_module_s_imports_are_found_where_the_program_s_are() -> None:
    files = {
        "s/a.esk": "(define-module s.a (export y) (import s.b) (define y x))",
        "s/b.esk": module("s.b", "found"),
    }
    assert value("(import s.a) y", files) == "found"


def found_in(program: Path, path: list[str]) -> str:
    """What ``x`` of the module ``a`` is for a program."""
    source = Source(str(program), "(import a) x")
    script = compile_frontend(source, script="values", path=path).elaborated.script
    return "".join(map(str, script)).strip()


def test_order_of_the_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = ["own", "given1", "given2", "listed1", "listed2"]
    for folder in folders:
        write_files(tmp_path, {f"{folder}/a.esk": module("a", folder)})
    monkeypatch.setenv(
        "ESHKOL_PATH", os.pathsep.join(str(tmp_path / name) for name in ("listed1", "listed2"))
    )
    given = [str(tmp_path / "given1"), str(tmp_path / "given2")]
    for folder in folders:
        assert found_in(tmp_path / "own" / "main.esk", given) == folder
        (tmp_path / folder / "a.esk").unlink()
    with pytest.raises(EshkolError, match="there is no module a"):
        found_in(tmp_path / "own" / "main.esk", given)


def test_the_folder_goes_before_the_suffix(tmp_path: Path) -> None:
    write_files(tmp_path, {"own/a.sld": module("a", "own"), "given/a.esk": module("a", "given")})
    assert found_in(tmp_path / "own" / "main.esk", [str(tmp_path / "given")]) == "own"


def test_the_core_program_is_that_of_the_path(tmp_path: Path) -> None:
    write_files(tmp_path, {"lib/a.esk": module("a", "there")})
    source = Source(str(tmp_path / "main.esk"), "(import a) (define y x)")
    program = expand_source(source, path=[str(tmp_path / "lib")])
    assert [definition.binding.name for definition in program.definitions] == ["a.x", "y"]


def test_a_folder_that_is_not_there() -> None:
    assert message("(import a) x", path=["no-such-folder"]) == (
        "error[E0907]: UsageError: --path no-such-folder: there is no such folder"
    )


def test_compiled_for_python(tmp_path: Path) -> None:
    write_files(
        tmp_path, {"lib/physics/units.esk": "(define-module physics.units (export g) (define g 9.5))"}
    )
    program = esk.compile(
        "(import physics.units) (define (weight [mass : float64]) (* mass g))", path=tmp_path / "lib"
    )
    assert float(program.weight(2.0)) == 19.0
