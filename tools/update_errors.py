"""Runs the programs that the explanations of errors show, and rewrites what is said about them.

In ``python/eshkol_mlir/explanations``, each section shows one wrong program or command at most: a ``scheme`` block is
checked under the name ``example.esk``, a ``console`` block runs its commands, and a ``python`` block is executed.
Blocks marked ``file=NAME`` write files that it needs.  The ``text`` block after it has the error.  The index of all
codes is written to ``docs/errors/README.md``.

    tools/update_errors.py            rewrite pages and index
    tools/update_errors.py --check    only say which would change
"""

from __future__ import annotations

import argparse
import contextlib
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from eshkol_mlir.compiler.checking import check_program
from eshkol_mlir.compiler.frontend import compile_frontend
from eshkol_mlir.diagnostics import EshkolError, Source
from eshkol_mlir.explanations import FOLDER, Explanation, pages
from update_docs import BLOCK, ROOT, run_command

INDEX = ROOT / "docs" / "errors" / "README.md"
#: The example, and what the page says that it prints.
EXAMPLE = re.compile(
    r"^```(?P<kind>scheme|console|python)\n(?P<body>.*?)^```\n(?:\n```text\n(?P<output>.*?)^```\n)?",
    re.MULTILINE | re.DOTALL,
)
_SECTION = re.compile(r"^## E\d{4}: .*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def updated(text: str) -> str:
    """A page, or a section, with what its examples print now."""
    return _SECTION.sub(_updated_section, text)


def _updated_section(match: re.Match[str]) -> str:
    section = match[0]
    output = output_of(section)
    if output is None:
        return section
    return EXAMPLE.sub(lambda m: f"```{m['kind']}\n{m['body']}```\n\n```text\n{output}```\n", section)


def output_of(section: str) -> str | None:
    """What the example of a section prints; None where there is none."""
    example = EXAMPLE.search(section)
    if example is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        for block in BLOCK.finditer(section):
            info = block["info"].split()
            if len(info) == 2:
                Path(folder, info[1].removeprefix("file=")).write_text(block["body"], encoding="utf-8")
        if example["kind"] == "console":
            [command] = [line[2:] for line in example["body"].splitlines()]
            return run_command(command, Path(folder))
        with contextlib.chdir(folder):
            run = _check if example["kind"] == "scheme" else _execute
            try:
                run(example["body"])
            except EshkolError as error:
                return f"{error}\n"
    raise ValueError(f"there is nothing wrong with this example:\n{example['body']}")


def _check(program: str) -> None:
    """Checks a program, at last as code for a device alone, which lacks some of what the host has."""
    Path("example.esk").write_text(program, encoding="utf-8")
    source = Source("example.esk", program)
    check_program(source)
    compile_frontend(source)


def _execute(program: str) -> None:
    exec(compile(program, "example.py", "exec"), {})


def index() -> str:
    """The page that lists all codes."""
    return "".join(_index_lines())


def _index_lines() -> Iterator[str]:
    yield "# Errors\n\n"
    yield "Every error has a code.  `eshkol explain E0501` prints the explanation of one, `eshkol explain` the list below.\n"
    yield "[Errors](../language/errors.md) describes their form, as text and as JSON.  This page is written by\n"
    yield "`tools/update_errors.py`.\n"
    for page in pages():
        link = f"../../python/eshkol_mlir/explanations/{page.path.name}"
        yield f"\n## {page.title}\n\n| code | what is wrong |\n|---|---|\n"
        for explanation in page.explanations:
            yield f"| [{explanation.code}]({link}#{_anchor(explanation)}) | {explanation.title} |\n"


def _anchor(explanation: Explanation) -> str:
    """The anchor that GitHub gives to the heading of a section."""
    heading = f"{explanation.code}: {explanation.title}".lower()
    return re.sub(r"[^\w\- ]", "", heading).replace(" ", "-")


def outdated() -> Iterator[tuple[Path, str]]:
    """The files that differ from what they should be, with that."""
    for path in sorted(FOLDER.glob("E*.md")):
        path = path.resolve()
        text = path.read_text(encoding="utf-8")
        new = updated(text)
        if new != text:
            yield path, new
    if not INDEX.exists() or INDEX.read_text(encoding="utf-8") != index():
        yield INDEX, index()


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Rewrite what the explanations of errors show, and their index."
    )
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 if a file is out of date"
    )
    check = parser.parse_args().check
    stale = 0
    for path, new in outdated():
        stale += 1
        print(f"{path.name} {'is out of date' if check else 'updated'}")
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(new, encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
