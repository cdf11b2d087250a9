"""What is kept of a program that has been checked and has no errors, so that it need not be checked again.

An entry of the cache belongs to the place of a program, and has the digests of all texts that it was made of.  Where
none of them has changed, the program has no errors.  Where some have, the entry tells what is known of its units, the
files of its modules and its own, so that only those are checked again for which that matters: see :mod:`rechecking`.
Reading an entry needs little else of the compiler, as most of the time that a small check takes is spent on loading it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from eshkol_mlir.compiler.cache import CacheKey, ModuleCache
from eshkol_mlir.compiler.digests import hex_digest
from eshkol_mlir.compiler.module_files import ModuleFiles, search_folders
from eshkol_mlir.compiler.versions import package_fingerprint
from eshkol_mlir.diagnostics import EshkolError, Source

if TYPE_CHECKING:
    from eshkol_mlir.compiler.kept_warnings import Fields
    from eshkol_mlir.diagnostics import Diagnostic

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class KeptUnit:
    """What is known of one file of a program, of whose modules others see no more than this.

    Attributes:
        path: of the file; that of the program's own text is the last unit's.
        interfaces: digests of what its modules are to those who are expanded with them, by name, in order.
        dependencies: the modules that each of them names, or the program does.
        traits: what decides on the tier of the program, as fields.
        has_declarations: whether it declares types.
        has_device_code: whether it may have device code in code of the host.
        has_constraints: whether anything can be wrong with its effects.
        has_rules: whether it has rules for derivatives.
        declares: digests of what it says of types and classes, by their names.
        mentions: the names of types and classes on which its check depends.
        facts: digests of what is known of each variable of its modules' top levels.
        uses: the variables of other units, on which its check depends.
        bodies: digests of the definitions of other units that its device code has in itself.
        calls: results of the functions of other units that its device code calls.
        interface_data, declaration_data, fact_data: its modules, its types, classes and instances, and its facts,
            pickled.
    """

    path: str
    interfaces: Mapping[str, str]
    dependencies: Mapping[str, Sequence[str]]
    traits: Sequence[Any]
    has_declarations: bool
    has_device_code: bool
    has_constraints: bool
    has_rules: bool
    declares: Mapping[str, str]
    mentions: Sequence[str]
    facts: Mapping[str, str]
    uses: Sequence[str]
    bodies: Mapping[str, str]
    calls: Mapping[str, str]
    interface_data: bytes = b""
    declaration_data: bytes = b""
    fact_data: bytes = b""

    def names_one_of(self, modules: Collection[str]) -> bool:
        """Whether it is expanded with some modules."""
        return any(not named.isdisjoint(modules) for named in map(set, self.dependencies.values()))


#: The parts of a unit that are no JSON.
_DATA = ("interface_data", "declaration_data", "fact_data")


@dataclass(frozen=True)
class CheckedProgram:
    """A program without errors.

    Attributes:
        text: a digest of its own text.
        files: digests of the other files that it consists of, by path.
        found: the files where modules were found, by name; None for those that were looked for in vain.
        boundaries: what is left to the running program to check, as fields; None where that is not known.
        warnings: what may be wrong with it, as fields, by files.
        units: those of a program that can be checked by units, each after those it depends on.
        depth: the most calls inside of each other that elaborating its device code may have to do with.
        count: the same for the number of all calls.
    """

    text: str
    files: Mapping[str, str]
    found: Mapping[str, str | None]
    boundaries: Sequence[Sequence[Any]] | None
    warnings: Mapping[str, Fields] = field(default_factory=dict)
    units: Sequence[KeptUnit] = ()
    depth: int = 0
    count: int = 0

    def changed_files(self, source: Source, folders: Sequence[str]) -> set[str] | None:
        """The paths of what has changed; None where modules are at other places now, or cannot be read."""
        where = ModuleFiles(folders)
        if any(where.path(name) != path for name, path in self.found.items()):
            return None
        changed = set() if hex_digest(source.text) == self.text else {source.name}
        for path, digest in self.files.items():
            try:
                with open(path, "rb") as file:
                    data = file.read()
            except (OSError, ValueError):
                return None
            if hex_digest(data.removeprefix(_BYTE_ORDER_MARK)) != digest:
                changed.add(path)
        return changed

    def to_bytes(self) -> bytes:
        header = dict(vars(self))
        data = []
        header["units"] = units = [dict(vars(unit)) for unit in self.units]
        for unit in units:
            parts = [unit.pop(name) for name in _DATA]
            unit["sizes"] = list(map(len, parts))
            data += parts
        return b"".join([json.dumps(header).encode(), b"\n", *data])

    @classmethod
    def from_bytes(cls, content: bytes) -> CheckedProgram:
        """
        Raises:
            ValueError, LookupError, TypeError, AttributeError: the content is damaged.
        """
        start = content.index(b"\n") + 1
        header = json.loads(content[:start])
        units = []
        for unit in header.pop("units"):
            for name, size in zip(_DATA, unit.pop("sizes"), strict=True):
                unit[name] = content[start : start + size]
                start += size
            units.append(KeptUnit(**unit))
        return cls(**header, units=units)


@dataclass
class CheckedPrograms:
    """Where what is kept of a program is.

    Args:
        source: the program.
        path: folders where modules are.
        cache: that it is kept in.

    Raises:
        UsageError: one of ``path`` is no folder.
    """

    source: Source
    path: Sequence[str]
    cache: ModuleCache
    folders: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.folders = search_folders(self.source, self.path)

    def load(self) -> tuple[CheckedProgram, set[str]] | None:
        """What is kept, and the paths of the files that have changed since; None where nothing can be said."""
        data = self.cache.get(self._key)
        if data is None:
            return None
        try:
            kept = CheckedProgram.from_bytes(data)
        except (ValueError, LookupError, TypeError, AttributeError):
            return None
        changed = kept.changed_files(self.source, self.folders)
        return None if changed is None else (kept, changed)

    def warnings(self, program: CheckedProgram) -> list[Diagnostic] | None:
        """What may be wrong with a program that is kept; None where its texts are others now, or that is damaged."""
        if not program.warnings:
            return []
        from eshkol_mlir.compiler.kept_warnings import from_fields
        from eshkol_mlir.types.gradual.reports import by_place

        text = cache(partial(self._text, program))
        try:
            return by_place(
                each for fields in program.warnings.values() for each in from_fields(fields, text)
            )
        except (EshkolError, OSError, ValueError, LookupError, TypeError, AttributeError):
            return None

    def _text(self, program: CheckedProgram, name: str) -> Source:
        """
        Raises:
            EshkolError, OSError, LookupError: it is not the text that the program consisted of.
        """
        if name == self.source.name:
            return self.source
        if name.startswith("<library>/"):
            from eshkol_mlir.compiler.prelude import library_source

            return library_source(name)
        from eshkol_mlir.reader import load_source

        source = load_source(name)
        if hex_digest(source.text) != program.files[name]:
            raise LookupError(name)
        return source

    def keep(self, program: CheckedProgram) -> None:
        self.cache.put(self._key, program.to_bytes())

    @property
    def _key(self) -> CacheKey:
        place = self.source.name
        with suppress(OSError):
            place = os.path.abspath(place)
        return CacheKey(
            f"checked program {self.source.name}",
            {"its place": place, "folders": "\n".join(self.folders), "the compiler": package_fingerprint()},
        )
