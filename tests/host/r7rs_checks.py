"""The checks of ``r7rs/*.scm``, and the program that makes them.

A file holds definitions and checks, in the order in which they happen::

    (section "4.1.3" "Procedure calls")
    (check ((if #f + *) 3 4) => 12)             ; the value is `equal?` to the datum
    (check (map f '(a b)) =or> ((1 2) (2 1)))   ; to one of the data in the list
    (check (exp 1) ~> 2.718281828459045)        ; a number as near as rounding errors allow
    (check (car '()) =!> "car")                 ; an error object whose message contains the text

Before the arrow may stand several expressions, or definitions and expressions: they are the body of a
procedure.  Each check is its own procedure and guarded, so that one that raises does not hide the others.
One that does not compile, crashes or does not end is taken out, and the rest runs again.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from host_support import IMPLEMENTATION, IS_ESHKOL, Outcome, run_program
from scheme_text import data, elements

HERE = Path(__file__).parent / "r7rs"
PRELUDE = (HERE / "prelude.scm").read_text(encoding="utf-8")
CHECKERS = {"=>": "%check", "=or>": "%check-one-of", "~>": "%check-near", "=!>": "%check-error"}

#: How often one program is built again without forms that do not compile or stop the process.
ATTEMPTS = 60

RESULT = re.compile(r"^@@ (?:at (\d+)|ok (\d+)|fail (\d+) )", re.MULTILINE)


@dataclass(frozen=True)
class Form:
    """A definition or a check of a file."""

    text: str
    section: str
    line: int

    @property
    def is_check(self) -> bool:
        return self.text.startswith("(check ")

    def code(self, index: int) -> str:
        """What the program holds for it."""
        if not self.is_check:
            return f"(%at {index})\n{self.text}\n(%ok {index})"
        *body, arrow, expected = elements(self.text)[1:]
        if arrow == "=!>" and not IS_ESHKOL:
            expected = '""'  # the texts of messages differ
        quoted = expected if arrow == "=!>" else f"'{expected}"
        return f"({CHECKERS[arrow]} {index} (lambda () {' '.join(body)}) {quoted})"

    def failure(self, found: str) -> str:
        """The report of a failure."""
        if not self.is_check:
            return f"{self.section}, line {self.line}: the definition\n    {self.text}\n  {found}"
        *body, arrow, expected = elements(self.text)[1:]
        code = "\n    ".join(body)
        return f"{self.section}, line {self.line}:\n    {code}\n  expected {arrow} {expected}\n  {found}"


def forms_of(path: Path) -> list[Form]:
    """The definitions and checks of a file."""
    text = path.read_text(encoding="utf-8")
    section, forms = path.stem, []
    for start, end in data(text):
        form = text[start:end]
        if form.startswith("(section "):
            number, title = (part.strip('"') for part in elements(form)[1:])
            section = f"{number} {title}"
        else:
            forms.append(Form(form, section, text.count("\n", 0, start) + 1))
    return forms


def known_deviations(forms: list[Form], stem: str) -> dict[int, str]:
    """The forms in which the implementation is known not to follow the report, and why."""
    listing = HERE / f"{IMPLEMENTATION}-deviations.txt"
    if not listing.exists():
        return {}
    rows = [line.split(" | ") for line in listing.read_text(encoding="utf-8").splitlines() if " | " in line]
    return {
        index: reason
        for of_file, start, reason in rows
        if of_file == stem
        for index, form in enumerate(forms)
        if one_line(form).startswith(start)
    }


def failures(path: Path, folder: Path) -> list[str]:
    """Makes the checks of a file by a program in ``folder``, and reports those that fail.

    Eshkol's known deviations have to fail: one that does not is reported, so that its row is taken out.
    Those of other Schemes are left out, since some take all memory.
    """
    shutil.copytree(HERE / "data", folder / "data", dirs_exist_ok=True)
    forms = forms_of(path)
    known = known_deviations(forms, path.stem)
    omitted = () if IS_ESHKOL else known
    program = folder / f"{path.stem}.scm"
    found: dict[int, str] = {}
    try:
        for _ in range(ATTEMPTS):
            left = [index for index in range(len(forms)) if index not in found and index not in omitted]
            reports, ended = attempt(program, forms, left)
            found.update(reports)
            if ended:
                break
        else:
            return [f"{path.stem}: given up after {ATTEMPTS} attempts", *reported(forms, found)]
    except NothingRuns as outcome:
        return [f"{path.stem}: not even the prelude of the checks runs: {outcome}"]
    unknown = {index: text for index, text in found.items() if index not in known}
    for index, reason in known.items():
        if index not in found and index not in omitted:
            unknown[index] = f"passes, but is listed as a known deviation: {reason}"
    return reported(forms, unknown)


class NothingRuns(Exception):
    """The prelude of the checks alone does not run."""


def attempt(program: Path, forms: list[Form], left: list[int]) -> tuple[dict[int, str], bool]:
    """Runs a program with the forms that are left.

    Returns what is found to be wrong with some of them, and whether all of them were run.
    """
    starts = write_program(program, forms, left)
    outcome = run_program(program)
    reports, ended, last = results(outcome.stdout)
    if ended:
        return reports, True
    guilty = stopped_at(outcome, left, last) if last else refused(outcome, program, starts)
    if not guilty:
        if not write_and_begin(program, forms, []):
            raise NothingRuns(said(outcome))
        guilty = first_refused(outcome, program, forms, left)
    return guilty, False


def reported(forms: list[Form], found: dict[int, str]) -> list[str]:
    return [forms[index].failure(found[index]) for index in sorted(found)]


def one_line(form: Form) -> str:
    return " ".join(form.text.split())


def write_program(program: Path, forms: list[Form], chosen: list[int]) -> list[tuple[int, int]]:
    """Writes the program with the chosen forms.  Returns the first line of each, with its index."""
    text, line, starts = PRELUDE, PRELUDE.count("\n") + 1, []
    for index in chosen:
        code = forms[index].code(index) + "\n"
        starts.append((line, index))
        text += code
        line += code.count("\n")
    program.write_text(text + "(%end)\n", encoding="utf-8")
    return starts


def results(output: str) -> tuple[dict[int, str], bool, re.Match[str] | None]:
    """What the failed checks found, whether the program came to its end, and the last mark before that."""
    marks = list(RESULT.finditer(output))
    reports = {}
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        if mark[3]:
            end = following.start() if following else len(output)
            reports[int(mark[3])] = output[mark.end() : end].split("\n@@ ")[0].rstrip()
    ended = re.search(r"^@@ end$", output, re.MULTILINE) is not None
    return reports, ended, marks[-1] if marks else None


def said(outcome: Outcome) -> str:
    return outcome.stderr.strip()[-600:] or f"status {outcome.status}"


def stopped_at(outcome: Outcome, left: list[int], last: re.Match[str]) -> dict[int, str]:
    """The form that stopped a program, which had begun."""
    begun = int(last[1] or last[2] or last[3])
    # An implementation that compiles form by form stops between two of them.
    guilty = begun if last[1] else left[min(left.index(begun) + 1, len(left) - 1)]
    what = "did not end" if outcome.status is None else f"ended the process (status {outcome.status})"
    return {guilty: f"{what}: {said(outcome)}"}


def refused(outcome: Outcome, program: Path, starts: list[tuple[int, int]]) -> dict[int, str]:
    """The forms to which the messages of the compiler point."""
    guilty = {}
    for number in re.findall(rf"{re.escape(program.name)}:(\d+):\d+", outcome.stderr):
        before = [index for line, index in starts if line <= int(number)]
        if before:
            guilty[before[-1]] = f"does not compile: {said(outcome)}"
    return guilty


def first_refused(outcome: Outcome, program: Path, forms: list[Form], left: list[int]) -> dict[int, str]:
    """The first form with which the program does not begin, by bisection: the messages do not tell."""
    good, bad = 0, len(left)
    while bad - good > 1:
        middle = (good + bad) // 2
        if write_and_begin(program, forms, left[:middle]):
            good = middle
        else:
            bad = middle
    return {left[bad - 1]: f"does not compile: {said(outcome)}"}


def write_and_begin(program: Path, forms: list[Form], chosen: list[int]) -> bool:
    """Whether the program with the chosen forms begins to run."""
    write_program(program, forms, chosen)
    return "@@ " in run_program(program).stdout


def main(names: Sequence[str]) -> None:
    """Prints the failures of the files of these names, or of all."""
    for path in sorted(HERE.glob("*.scm")):
        if path.stem != "prelude" and (not names or any(path.stem.startswith(name) for name in names)):
            with tempfile.TemporaryDirectory() as folder:
                found = failures(path, Path(folder))
            print(f"== {path.stem}: {len(found)} failures", *found, sep="\n\n", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
