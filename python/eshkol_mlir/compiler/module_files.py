"""Where the files of modules are: ``math.vector`` is ``math/vector.esk`` in one of several folders, or the package's."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Source, UsageError
from eshkol_mlir.package_files import package_path

#: The second is what other Scheme systems call the file of an R7RS library.
SUFFIXES = (".esk", ".sld")
#: Modules that come with the language.  A program's own go before them.
BUNDLED = package_path("stdlib/modules")


class ModuleFiles:
    """Finds modules in folders, in order.

    Args:
        folders: where to look.
    """

    def __init__(self, folders: Sequence[str]) -> None:
        self.folders = list(dict.fromkeys(folders))
        #: What was found of each name that was looked for.
        self.found: dict[str, str | None] = {}

    def find(self, name: str) -> Source | None:
        """The text of the first file that a module may be in, or None.

        Raises:
            FileError: the file cannot be read.
            SyntaxError: it is not UTF-8.
        """
        from eshkol_mlir.reader import load_source

        path = self.path(name)
        return None if path is None else load_source(path)

    def path(self, name: str) -> str | None:
        candidates = self._candidates(name, [*self.folders, BUNDLED])
        self.found[name] = next((path for path in candidates if os.path.isfile(path)), None)
        return self.found[name]

    def where(self, name: str) -> list[str]:
        """For people: which files would do."""
        candidates = self._candidates(name, self.folders)
        if not candidates:
            return ["its name cannot be that of a file"]
        shown = [path for path in candidates if path.endswith(SUFFIXES[0])]
        return [f"looked for {' and '.join(shown)} (or {SUFFIXES[1]})"]

    def beside(self, name: str) -> list[str]:
        """The modules in files that stand where that of ``name`` would be."""
        found = []
        for path in self._candidates(name, [*self.folders, BUNDLED])[:: len(SUFFIXES)]:
            with suppress(OSError):
                files = sorted(os.listdir(os.path.dirname(path) or "."))
                stems = [stem for stem, suffix in map(os.path.splitext, files) if suffix in SUFFIXES]
                found += [".".join([*name.split(".")[:-1], stem]) for stem in stems]
        return found

    @staticmethod
    def _candidates(name: str, folders: Sequence[str]) -> list[str]:
        parts = name.split(".")
        if any(os.sep in part or "\0" in part or part in ("", os.pardir) for part in parts):
            return []
        relative = os.path.join(*parts)
        return [
            os.path.normpath(os.path.join(folder, relative + suffix))
            for folder in folders
            for suffix in SUFFIXES
        ]


def search_folders(source: Source, given: Sequence[str] = ()) -> list[str]:
    """The folder of the program, then those given, then those that ``$ESHKOL_PATH`` lists.

    A program that is no file stands in the current folder.

    Raises:
        UsageError: a folder that is given is none.
    """
    for folder in given:
        if not os.path.isdir(folder):
            raise UsageError.at(Code.NO_SUCH_FOLDER, None, f"--path {folder}: there is no such folder")
    own = str(Path(source.name).parent) if source.is_file else "."
    listed = [folder for folder in os.environ.get("ESHKOL_PATH", "").split(os.pathsep) if folder]
    return [own, *given, *listed]
