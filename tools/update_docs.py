"""Runs the examples in the documentation, and rewrites the output they show.

In Markdown pages, a block marked ``scheme file=NAME`` (or ``mlir``, ``python``)
writes a file; a ``console`` block runs its ``$ `` commands in a folder that
holds the page's files and shows what they print, standard error included.
``python`` blocks with ``>>>`` prompts are doctests.

    tools/update_docs.py            rewrite every page's output
    tools/update_docs.py PAGE...    that of some pages
    tools/update_docs.py --check    only say which pages would change
"""

from __future__ import annotations

import argparse
import doctest
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass
class Page:
    path: Path
    text: str

    @classmethod
    def read(cls, path: Path) -> Page:
        return cls(path, path.read_text(encoding="utf-8"))

    def run(self) -> str:
        """The page with the output its commands print now."""
        with tempfile.TemporaryDirectory() as folder:
            return BLOCK.sub(lambda match: self._block(match, Path(folder)), self.text)

    def _block(self, match: re.Match[str], folder: Path) -> str:
        info, body = match["info"].split(), match["body"]
        for option in info[1:]:
            if option.startswith("file="):
                file = folder / option.removeprefix("file=")
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(body, encoding="utf-8")
        if info[:1] != ["console"]:
            return match[0]
        commands = [line[2:] for line in body.splitlines() if line.startswith("$ ")]
        shown = "".join(f"$ {command}\n{run_command(command, folder)}" for command in commands)
        return f"```{match['info']}\n{shown}```"

    def doctests(self) -> int:
        """Runs the page's Python prompts; the number that failed."""
        parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
        examples = "\n".join(
            m["body"] for m in BLOCK.finditer(self.text) if m["info"] == "python" and ">>>" in m["body"]
        )
        if examples:
            runner.run(parser.get_doctest(examples, {}, self.path.name, str(self.path), 0))
        return runner.failures


def run_command(command: str, folder: Path) -> str:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "NO_COLOR": "1",
        "PYTHONPATH": str(ROOT / "python"),
    }
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environment, text=True, timeout=300,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    if "Traceback (most recent call last)" in done.stdout:
        raise RuntimeError(f"`{command}` crashed:\n{done.stdout[-2000:]}")
    return done.stdout


def pages() -> list[Path]:
    """The pages whose examples run: those that have a console block or a prompt."""
    found = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    generated = {ROOT / "docs" / "dialect", ROOT / "docs" / "passes"}
    return [
        p
        for p in found
        if p.exists() and not generated & set(p.parents) and runs(p.read_text(encoding="utf-8"))
    ]


def runs(text: str) -> bool:
    return any(m["info"].startswith("console") or ">>>" in m["body"] for m in BLOCK.finditer(text))


def main() -> int:
    parser = argparse.ArgumentParser(description="Rewrite the output shown in the documentation.")
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 if a page is out of date"
    )
    parser.add_argument("pages", nargs="*", metavar="PAGE", type=Path, help="pages to rewrite (default: all)")
    arguments = parser.parse_args()
    check = arguments.check
    stale = 0
    for path in [page.resolve() for page in arguments.pages] or pages():
        page = Page.read(path)
        new = page.run()
        stale += page.doctests() > 0
        if new != page.text:
            stale += 1
            print(f"{path.relative_to(ROOT)} {'is out of date' if check else 'updated'}")
            if not check:
                path.write_text(new, encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
