"""The programs of this folder once more, compiled ahead of time: executables print the same, without Python."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from host_support import ESHKOL_COMPILE, SELECTED, execute

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.scm"))

pytestmark = pytest.mark.skipif(SELECTED != "run", reason="only Eshkol's own tools make these")


def compile_to(program: Path, output: Path) -> None:
    done = execute([*ESHKOL_COMPILE, str(program), "--emit=exe", "-o", str(output)], output.parent, "", None)
    assert (done.status, done.stderr) == (0, "")


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_executable(program: Path, tmp_path: Path) -> None:
    executable = tmp_path / program.stem
    compile_to(program, executable)
    done = execute([str(executable)], tmp_path, "", {"PATH": "", "PYTHONHOME": "/nonexistent"})
    assert done.stdout == program.with_suffix(".txt").read_text(encoding="utf-8")
    assert (done.status, done.stderr) == (0, "")


def test_command_line_and_status(tmp_path: Path) -> None:
    program = tmp_path / "p.scm"
    program.write_text(
        "(import (scheme base) (scheme write) (scheme process-context))"
        "(write (cdr (command-line))) (newline) (exit 3)"
    )
    compile_to(program, tmp_path / "p")
    done = execute([str(tmp_path / "p"), "a", "b c"], tmp_path, "", None)
    assert (done.stdout, done.status) == ('("a" "b c")\n', 3)


def test_uncaught_error(tmp_path: Path) -> None:
    program = tmp_path / "p.scm"
    program.write_text("(display 1) (vector-ref (vector 1 2) 9)")
    compile_to(program, tmp_path / "p")
    done = execute([str(tmp_path / "p")], tmp_path, "", None)
    assert (done.stdout, done.status) == ("1", 70)
    assert "vector-ref: argument 2 must be from 0 to 1, but is 9" in done.stderr


def test_nothing_of_python_is_linked(tmp_path: Path) -> None:
    program = tmp_path / "p.scm"
    program.write_text("(display 1)")
    compile_to(program, tmp_path / "p")
    libraries = subprocess.run(["ldd", tmp_path / "p"], capture_output=True, text=True, check=True).stdout
    needed = {line.split()[0].split(".")[0] for line in libraries.splitlines()}
    assert needed <= {"linux-vdso", "libm", "libc", "/lib64/ld-linux-x86-64", "/lib/ld-linux-aarch64"}
