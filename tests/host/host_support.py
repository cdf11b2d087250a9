"""Running a program as a user does, by the implementation that is being tested.

``ESHKOL_HOST_TEST`` selects it: ``run`` (the default) is ``eshkol run``, ``exe`` compiles ahead of time and
runs the executable, and anything else is the command of another Scheme, with which the tests themselves are
checked::

    ESHKOL_HOST_TEST="guile --no-auto-compile --r7rs -s" python -m pytest tests/host
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SELECTED = os.environ.get("ESHKOL_HOST_TEST", "run")
ESHKOL = [sys.executable, "-m", "eshkol_mlir.cli.eshkol"]
ESHKOL_COMPILE = [sys.executable, "-m", "eshkol_mlir.cli.compile"]

#: Whether the programs run by Eshkol: what only Eshkol promises is not asked of others.
IS_ESHKOL = SELECTED in ("run", "exe")
#: The name of the implementation, by which its known deviations from the report are listed.
IMPLEMENTATION = "eshkol" if IS_ESHKOL else Path(shlex.split(SELECTED)[0]).name

#: The status of a program that ends by an error.
UNCAUGHT = 70

#: Seconds that one process may take.
TIME_LIMIT = 120


@dataclass(frozen=True)
class Outcome:
    """What a process did.  The status is ``None`` if it was stopped at the time limit."""

    stdout: str
    stderr: str
    status: int | None


def run_program(
    path: Path,
    arguments: Sequence[str] = (),
    stdin: str = "",
    folder: Path | None = None,
    environment: dict[str, str] | None = None,
) -> Outcome:
    """Runs the program in the file ``path``, by default in its own folder."""
    folder = folder or path.parent
    if SELECTED == "run":
        command = [*ESHKOL, "run", str(path), *arguments]
    elif SELECTED == "exe":
        executable = path.with_suffix(".exe")
        compiled = execute(
            [*ESHKOL_COMPILE, str(path), "--emit=exe", "-o", str(executable)], folder, "", None
        )
        if compiled.status != 0:
            return compiled
        command = [str(folder / executable), *arguments]
    else:
        command = [*shlex.split(SELECTED), str(path), *arguments]
    return execute(command, folder, stdin, environment)


#: Runs a program by ``eshkol run`` after changing what ``generate_objects`` is given.
_RUN_WITH = """
import ast, functools, sys
from eshkol_mlir.cli import eshkol
from eshkol_mlir.compiler import host

host.generate_objects = functools.partial(host.generate_objects, **ast.literal_eval(sys.argv[1]))
sys.exit(eshkol.main(["run", sys.argv[2]]))
"""


def run_compiled_with(program: str, folder: Path, **options: bool) -> Outcome:
    """Runs Eshkol's JIT on a program given as text, with the passes that ``generate_objects`` has ``options`` for or
    without them."""
    path = folder / "program.esk"
    path.write_text(program, encoding="utf-8")
    return execute([sys.executable, "-c", _RUN_WITH, repr(options), str(path)], folder, "", None)


def execute(command: Sequence[str], folder: Path, stdin: str, environment: dict[str, str] | None) -> Outcome:
    surroundings = {**os.environ, "LC_ALL": "C.UTF-8", **(environment or {})}
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            input=stdin.encode(),
            env=surroundings,
            capture_output=True,
            timeout=TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        return Outcome(text(late.stdout), text(late.stderr), None)
    return Outcome(text(done.stdout), text(done.stderr), done.returncode)


def text(output: bytes | None) -> str:
    return (output or b"").decode("utf-8", "replace")


def written(expression: str, folder: Path, before: str = "") -> str:
    """What Eshkol's ``write`` shows of a value, on the host whatever the expression is."""
    outcome = run_text(f'{before}(write-string "") (write {expression})', folder)
    assert outcome.status == 0, outcome.stderr
    return outcome.stdout


def raises(expression: str, message: str, folder: Path, before: str = "") -> bool:
    """Whether an expression ends the program by an error with this message."""
    outcome = run_text(f'{before}(write-string "") {expression}', folder)
    return outcome.status == UNCAUGHT and outcome.stderr.startswith(f"error: {message}\n")


def run_text(program: str, folder: Path, arguments: Sequence[str] = (), stdin: str = "") -> Outcome:
    """Runs a program given as text, in ``folder``."""
    path = folder / "program.scm"
    path.write_text(program, encoding="utf-8")
    return run_program(path, arguments, stdin)
