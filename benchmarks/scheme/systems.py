"""The Scheme systems that the programs run in: how each compiles a program, and the command that then runs it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

HERE = Path(__file__).resolve().parent
PROGRAMS = HERE / "programs"
#: What all programs include.
MEASURE = PROGRAMS / "measure.scm"

Command = Sequence[str]


class Failure(Exception):
    """A program does not compile, stops with an error, takes too long or prints something else than it should."""


class Missing(Exception):
    """A system is not installed."""


@dataclass(frozen=True)
class Run:
    """What one process did.

    Attributes:
        result: as the program printed it.
        seconds: of the program's work, by its own clock.
        other_seconds: from the start of the process to its end, without the work.
    """

    result: str
    seconds: float
    other_seconds: float


class System(ABC):
    """A Scheme system.

    Attributes:
        name: its column.
        is_eshkol: whether the others are what it is compared with.
    """

    name: str
    is_eshkol = False

    def __init__(self, build: Path, timeout: float) -> None:
        self.folder = build / re.sub(r"\W+", "-", self.name)
        self.timeout = timeout

    @abstractmethod
    def version(self) -> str:
        """The version to report.

        Raises:
            Missing: it is not installed.
        """

    @abstractmethod
    def compile(self, program: str) -> Command:
        """Compiles a program, which lies in the folder already, where the system does that ahead of time; the command
        that runs it."""

    def source(self, program: str) -> str:
        """The text of a program for this system."""
        return (PROGRAMS / f"{program}.scm").read_text(encoding="utf-8")

    def prepare(self, program: str) -> tuple[Command, float]:
        """The command that runs a program, and the seconds that compiling it took."""
        self.folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(MEASURE, self.folder)
        (self.folder / f"{program}.scm").write_text(self.source(program), encoding="utf-8")
        start = perf_counter()
        command = self.compile(program)
        return command, perf_counter() - start

    def run(self, command: Command) -> Run:
        """Runs a program once, and checks its result."""
        start = perf_counter()
        printed = self.call(command)
        elapsed = perf_counter() - start
        found = re.search(r"^result (.*)\n(correct|wrong)\nseconds (\S+)$", printed, re.MULTILINE)
        if found is None:
            raise Failure(f"prints {printed.strip()[:200]!r}, no result")
        result, verdict, seconds = found[1], found[2], float(found[3])
        if verdict != "correct":
            raise Failure(f"the result is wrong: {result}")
        return Run(result, seconds, elapsed - seconds)

    def call(self, command: Command) -> str:
        """What a command prints."""
        try:
            done = subprocess.run(
                command, cwd=self.folder, capture_output=True, text=True, timeout=self.timeout, check=False
            )
        except subprocess.TimeoutExpired:
            raise Failure(f"takes longer than {self.timeout:g} s") from None
        if done.returncode != 0:
            lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
            raise Failure(f"exit status {done.returncode}: {lines[0] if lines else 'nothing printed'}")
        return done.stdout

    def executable(self, *names: str) -> str:
        """The first of these commands that is installed, beside this Python or on the path."""
        for name in names:
            found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
            if found is not None:
                return found
        raise Missing(f"there is no {' or '.join(names)}")


class EshkolRun(System):
    """Compiled when it is run."""

    name = "Eshkol"
    is_eshkol = True

    def version(self) -> str:
        return self.call_version("eshkol")

    def compile(self, program: str) -> Command:
        return [self.executable("eshkol"), "run", f"{program}.scm"]

    def call_version(self, tool: str) -> str:
        command = self.executable(tool)
        return subprocess.run(
            [command, "--version"], capture_output=True, text=True, check=False
        ).stdout.strip()


class EshkolExecutable(EshkolRun):
    """Compiled to an executable."""

    name = "Eshkol (exe)"

    def version(self) -> str:
        return self.call_version("eshkol-compile")

    def compile(self, program: str) -> Command:
        output = self.folder / program
        self.call([self.executable("eshkol-compile"), "--emit=exe", f"{program}.scm", "-o", str(output)])
        return [str(output)]


class Chez(System):
    """Chez Scheme: a whole program compiled to machine code, with all checks (level 2)."""

    name = "Chez"

    COMPILER = (
        "(optimize-level 2)"
        "(enable-cross-library-optimization #t)"
        "(generate-inspector-information #f)"
        "(compile-imported-libraries #t)"
        '(library-directories (list (cons "{libraries}" ".")))'
        '(compile-program "{program}.scm" "{program}.so")'
    )

    def version(self) -> str:
        done = subprocess.run([self.chez(), "--version"], capture_output=True, text=True, check=False)
        return f"Chez Scheme {(done.stdout + done.stderr).strip()}"

    def chez(self) -> str:
        return self.executable("chezscheme", "chez", "scheme")

    def compile(self, program: str) -> Command:
        script = self.folder / f"compile-{program}.ss"
        script.write_text(self.COMPILER.format(libraries=HERE / "chez", program=program), encoding="utf-8")
        self.call([self.chez(), "--quiet", "--script", str(script)])
        libraries = f"{HERE / 'chez'}::{self.folder}"
        return [self.chez(), "--libdirs", libraries, "--program", f"{program}.so"]


class Guile(System):
    """Guile: compiled to byte code ahead of time at its default level; it makes machine code while it runs."""

    name = "Guile"

    COMPILER = (
        "(use-modules (system base compile))"
        '(compile-file "{program}.scm" #:output-file "{program}.go" #:optimization-level 2)'
    )

    def version(self) -> str:
        done = subprocess.run([self.guile(), "--version"], capture_output=True, text=True, check=False)
        return done.stdout.partition("\n")[0]

    def guile(self) -> str:
        return self.executable("guile", "guile-3.0")

    def source(self, program: str) -> str:
        # In a module the compiler knows that nobody else changes the definitions.
        return f"(define-module (benchmark {program}))\n{super().source(program)}"

    def compile(self, program: str) -> Command:
        guile = [self.guile(), "--no-auto-compile", "--r7rs", "-c"]
        self.call([*guile, self.COMPILER.format(program=program)])
        return [*guile, f'(load-compiled "{program}.go")']


#: By the names that the command line has for them.
SYSTEMS: Mapping[str, type[System]] = {
    "eshkol": EshkolRun,
    "eshkol-exe": EshkolExecutable,
    "chez": Chez,
    "guile": Guile,
}


def usable_systems(
    build: Path, timeout: float, names: Sequence[str]
) -> tuple[dict[System, str], dict[str, str]]:
    """Those of the systems that compile and run a program which does nothing, with their versions; why the others do not."""
    usable: dict[System, str] = {}
    reasons: dict[str, str] = {}
    for name in names:
        system = SYSTEMS[name](build, timeout)
        try:
            version = system.version()
            command, _ = system.prepare("startup")
            system.run(command)
            usable[system] = version
        except (Missing, Failure, OSError) as reason:
            reasons[system.name] = str(reason)
    return usable, reasons


def program_names() -> Mapping[str, str]:
    """All programs, with what they do by the first line of their text."""
    names = sorted(
        file.stem for file in PROGRAMS.glob("*.scm") if file not in (MEASURE, PROGRAMS / "startup.scm")
    )
    return {name: _first_line(PROGRAMS / f"{name}.scm") for name in names}


def _first_line(file: Path) -> str:
    with file.open(encoding="utf-8") as text:
        return text.readline().lstrip("; ").rstrip()
