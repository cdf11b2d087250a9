"""``set-optimization-level!`` and ``restore-optimization-level!``: how what is compiled at run time is optimized."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from host_support import IS_ESHKOL, execute, raises, written

pytestmark = pytest.mark.skipif(not IS_ESHKOL, reason="no part of the report")

WITH_OPTIMIZATION = """
(define-syntax with-optimization
  (syntax-rules ()
    ((_ level body ...)
     (begin
       (set-optimization-level! level)
       (let ((result (begin body ...)))
         (restore-optimization-level!)
         result)))))
"""


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_values_are_the_same_at_each_level(level: int, tmp_path: Path) -> None:
    squares = "(let loop ((i 0) (sum 0)) (if (< i 10) (loop (+ i 1) (+ sum (* i i))) sum))"
    expression = f"(with-optimization {level} (list ((grad (lambda (x) (* x x x))) 2.0) {squares}))"
    assert written(expression, tmp_path, WITH_OPTIMIZATION) == "(12.0 285)"


#: Prints the levels at which the forms of a prompt are compiled.
RECORD = """
from eshkol_mlir.compiler import host_evaluation
from eshkol_mlir.compiler.host_prompt import Prompt
from eshkol_mlir.diagnostics import Source
from eshkol_mlir.reader import read

generate = host_evaluation.generate
levels = []


def recorded(*arguments, optimization):
    levels.append(optimization)
    return generate(*arguments, optimization=optimization)


host_evaluation.generate = recorded
prompt = Prompt()
forms = "1 (set-optimization-level! 3) 1 (set-optimization-level! 0) 1" + 2 * "(restore-optimization-level!) 1"
prompt.evaluate(read(Source("<forms>", forms)), show=None)
print(levels)
"""


def test_code_is_compiled_at_the_level_that_is_set(tmp_path: Path) -> None:
    outcome = execute([sys.executable, "-c", RECORD], tmp_path, "", None)
    assert outcome.stdout == "[0, 0, 3, 3, 0, 0, 3, 3, 0]\n", outcome.stderr


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        (
            "(set-optimization-level! 4)",
            "set-optimization-level!: argument 1 must be an exact integer from 0 to 3, but is 4",
        ),
        (
            "(set-optimization-level! 1.0)",
            "set-optimization-level!: argument 1 must be an exact integer from 0 to 3, but is 1.0",
        ),
        ("(restore-optimization-level!)", "restore-optimization-level!: no level has been set"),
        (
            "(begin (set-optimization-level! 1) (restore-optimization-level!) (restore-optimization-level!))",
            "restore-optimization-level!: no level has been set",
        ),
    ],
)
def test_what_is_wrong(expression: str, message: str, tmp_path: Path) -> None:
    assert raises(expression, message, tmp_path)
