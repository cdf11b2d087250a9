"""Programs in several files: written to a folder, expanded, evaluated, and what is said about wrong ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from eshkol_mlir.compiler.frontend import compile_frontend, expand_source
from eshkol_mlir.diagnostics import EshkolError, InternalError, Source
from eshkol_mlir.expander import core
from eshkol_mlir.expander.printer import Printer

MAIN = "main.esk"
Files = Mapping[str, str]


def write_files(folder: Path, files: Files) -> None:
    """Writes texts under a folder, by relative path."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def values(text: str, files: Files | None = None, path: Sequence[str] = ()) -> list[str]:
    """The lines that a program prints, beside which ``files`` stand; all are known while compiling."""
    with TemporaryDirectory() as folder, chdir(folder):
        write_files(Path(folder), files or {})
        script = compile_frontend(Source(MAIN, text), script="values", path=path).elaborated.script
    assert all(isinstance(item, str) for item in script)
    return "".join(item for item in script if isinstance(item, str)).splitlines()


def value(text: str, files: Files | None = None) -> str:
    """The one line that a program prints."""
    (line,) = values(text, files)
    return line


def message(text: str, files: Files | None = None, path: Sequence[str] = ()) -> str:
    """All that is said about a program, which must be wrong."""
    with TemporaryDirectory() as folder, chdir(folder):
        write_files(Path(folder), files or {})
        with pytest.raises(EshkolError) as caught:
            compile_frontend(Source(MAIN, text), script="values", path=path)
    assert not isinstance(caught.value, InternalError)
    return str(caught.value)


class _Canonical(Printer):
    """Numbers all variables in the order in which they occur, whatever they are called."""

    def name(self, binding: core.Binding) -> str:
        return self.names.setdefault(binding, f"v{len(self.names)}")


def canonical(text: str, files: Files | None = None) -> str:
    """The core program as text, the same for all programs that differ only in the names of variables."""
    with TemporaryDirectory() as folder, chdir(folder):
        write_files(Path(folder), files or {})
        return "\n".join(_Canonical(expand_source(Source(MAIN, text)), frozenset()).render())
