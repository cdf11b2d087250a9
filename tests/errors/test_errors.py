"""Every kind of wrong program, and exactly what the compiler says about it.

Each ``NAME.esk`` is checked against ``NAME.txt``.  After a message is changed
on purpose, ``python tests/errors/test_errors.py`` writes the files again; the
difference is then reviewed like code.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from eshkol_mlir import diagnostics
from eshkol_mlir.compiler.frontend import compile_frontend
from eshkol_mlir.diagnostics import EshkolError, Source

HERE = Path(__file__).parent
PROGRAMS = sorted(HERE.glob("*.esk"))


def message(program: Path) -> str:
    """What is said about a program, which must be wrong."""
    with pytest.raises(EshkolError) as caught:
        compile_frontend(Source(program.name, program.read_text(encoding="utf-8")))
    return f"{caught.value}\n"


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_message(program: Path) -> None:
    assert message(program) == program.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_message_fits_a_screen_and_points_into_the_program(program: Path) -> None:
    with pytest.raises(EshkolError) as caught:
        compile_frontend(Source(program.name, program.read_text(encoding="utf-8")))
    error = caught.value
    assert not isinstance(error, diagnostics.InternalError)
    assert len(str(error).splitlines()) <= 40
    assert all(len(line) <= 250 for line in str(error).splitlines())
    for diagnostic in error.diagnostics:
        assert diagnostic.span is not None
        assert diagnostic.span.source.name == program.name


def test_there_is_an_example_of_every_class_of_error_that_a_program_can_cause() -> None:
    shown = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("*.txt"))
    for name in ("Syntax", "Name", "Arity", "Type", "Shape", "Numerical", "Unsupported"):
        assert f": {name}Error: " in shown


@pytest.mark.parametrize(
    ("before", "wrong"),
    [
        ("", "(define v{0} nothing{0})"),
        (
            "(define-type-class (Show a) (show : (-> a string)))",
            "(define-type-class-instance (Show Nothing{0}) (define (show x) x))",
        ),
        ("", "(define (f{0} [x : (Tensor f32 [3])]) (matmul x 1))"),
    ],
    ids=["names", "instances", "types"],
)
def test_of_many_mistakes_the_first_twenty_are_told(before: str, wrong: str) -> None:
    text = "\n".join([before, *(wrong.format(number) for number in range(30))])
    with pytest.raises(EshkolError) as caught:
        compile_frontend(Source("many.esk", text))
    lines = [diagnostic.span.line for diagnostic in caught.value.diagnostics if diagnostic.span is not None]
    assert lines == list(range(2, 22))


if __name__ == "__main__":
    for path in PROGRAMS:
        path.with_suffix(".txt").write_text(message(path), encoding="utf-8")
