"""How long a large program of typed and untyped modules takes to check, and to make an executable of.

The modules are generated, of one of several kinds of programs.  Half of the procedures have declared types, half have
none; each module has a record type and a macro, imports the two modules before it, and calls what they export, so that
all code is used.
What is measured are whole processes, of ``eshkol check`` and ``eshkol-compile --emit=exe``, with a cache in a
folder of its own, which has the library before: their time, and of that what they spend in their own code, which says
more where others use the machine.

    benchmarks/check_times.py                    100 modules, 10,000 lines
    benchmarks/check_times.py --kind tensors     the same with device code
    benchmarks/check_times.py --modules 10 --lines 1000 --repeat 1
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.harness.machine import print_machine
from benchmarks.harness.measure import Spread
from benchmarks.harness.module_texts import KINDS, module_text, program_text
from benchmarks.harness.projects import generated, project_options
from benchmarks.harness.report import time_cell


class Project:
    """Generated modules in a folder, and a program that imports all of them."""

    def __init__(self, folder: Path, modules: int, lines: int, kind: str = "plain") -> None:
        self.folder, self.count, self.lines, self.kind = folder, modules, lines // modules, KINDS[kind]
        for number in range(modules):
            self.write(number)
        if self.kind.shared:
            (folder / "shared.esk").write_text(self.kind.shared)
        self.program = folder / "main.esk"
        self.program.write_text(program_text(self.kind, modules))

    def write(self, number: int, offset: str = "0.0", type: str = "float64") -> None:
        """A module of about as many lines as each, in which one line and some types say this."""
        text = module_text(self.kind, number, self.lines, offset, type)
        (self.folder / f"part{number}.esk").write_text(text)


def measure(project: Project, cache: Path, rounds: int) -> list[tuple[str, list[float], list[float]]]:
    """Seconds of each round, and those in the user's code, by what is done."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    # As an installed package, which has bytecode; that of an editable one is not written into its folders.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(cache.with_name("bytecode"))
    scripts = Path(sys.executable).parent
    check = [str(scripts / "eshkol"), "check", str(project.program)]
    executable = [str(scripts / "eshkol-compile"), "--emit=exe", str(project.program), "-o"]
    executable.append(str(project.folder / "main"))
    # The library, which is compiled once for an installation.
    warm = project.folder / "warm.esk"
    warm.write_text('(display (string-append "a" "b"))\n')
    subprocess.run([*executable[:2], str(warm), "-o", str(warm.with_suffix(""))], env=environment, check=True)
    subprocess.run([*check[:2], str(warm)], env=environment, check=True, stdout=subprocess.DEVNULL)
    kept = cache.with_name("kept")
    shutil.copytree(cache, kept)

    def forget(_: int) -> None:
        shutil.rmtree(cache)
        shutil.copytree(kept, cache)

    def change(module: int) -> Callable[[int], None]:
        return lambda number: project.write(module, f"{number + 1}.0")

    def change_types(number: int) -> None:
        project.write(project.count // 2, type="number" if number % 2 == 0 else "float64")

    cases: list[tuple[str, Callable[[int], None], list[str]]] = [
        ("check, nothing in the cache", forget, check),
        ("check, nothing has changed", lambda _: None, check),
        ("check, one line has changed", change(project.count // 2), check),
        ("check, one line has changed on which all depends", change(0), check),
        *([("check, types have changed", change_types, check)] if project.kind.has_types else []),
        ("executable, nothing in the cache", forget, executable),
    ]
    found: list[tuple[str, list[float], list[float]]] = [(name, [], []) for name, _, _ in cases]
    for number in range(rounds):
        for (_, prepare, command), (_, times, user_times) in zip(cases, found, strict=True):
            prepare(number)
            start, user_start = perf_counter(), _user_time()
            subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
            times.append(perf_counter() - start)
            user_times.append(_user_time() - user_start)
    return found


def _user_time() -> float:
    """Seconds that finished processes have spent in their own code."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints; the exit status."""
    options = project_options(
        "Measure checking and compiling a program of many modules.", arguments, list(KINDS)
    )
    print_machine()
    with generated(partial(Project, kind=options.kind), options) as (project, cache):
        print("| | time | in the user's code |\n| --- | --: | --: |")
        for name, times, user_times in measure(project, cache / "cache", options.repeat):
            print(f"| {name} | {time_cell(Spread.of(times))} | {time_cell(Spread.of(user_times))} |")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\nMost memory that a process had: {peak:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
