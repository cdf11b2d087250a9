"""The library of the host tier, which is compiled once and kept in the cache."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any

from eshkol_mlir.compiler.cache import CacheKey, ModuleCache
from eshkol_mlir.compiler.host_code import generate
from eshkol_mlir.compiler.host_runtime import primitives
from eshkol_mlir.compiler.kept_tables import kept_table
from eshkol_mlir.compiler.versions import compiler_fingerprint
from eshkol_mlir.diagnostics import Source
from eshkol_mlir.emit.host import LibraryProcedure, Runtime, emit_unit
from eshkol_mlir.expander import core
from eshkol_mlir.package_files import package_text

UNIT = "library"
_DEFINED = re.compile(r"^\(define \(?([^\s()]+)", re.MULTILINE)


@dataclass(frozen=True)
class HostLibrary:
    """The machine code of the library, and its variables."""

    code: bytes
    procedures: dict[str, LibraryProcedure]

    def runtime(self) -> Runtime:
        return Runtime(primitives(), self.procedures)


@cache
def source_texts() -> dict[str, str]:
    """The library's files in the order in which they are compiled."""
    names = package_text("stdlib/host/order.txt").split()
    return {name: package_text(f"stdlib/host/{name}") for name in names}


@cache
def defined_names() -> frozenset[str]:
    """What the library's texts define at their top levels, but for what their macros define."""
    return frozenset(name for text in source_texts().values() for name in _DEFINED.findall(text))


def tensor_procedures() -> frozenset[str]:
    """What the library defines over tensors."""
    return frozenset(_DEFINED.findall(source_texts()["tensors.esk"]))


@cache
def host_library(*, native: bool = True) -> HostLibrary:
    """The compiled library: from the cache, or compiled now.

    Args:
        native: with code for this machine's processor, otherwise for any of its architecture.
    """
    from eshkol_mlir import _host

    cache = ModuleCache()
    processor = _host.processor() if native else "any"
    parts = {
        "compiler": compiler_fingerprint(),
        "processor": processor,
        **{f"text of {n}": t for n, t in source_texts().items()},
    }
    key = CacheKey("host library", parts)
    data = cache.get(key)
    if data is None:
        library = _compile(native)
        cache.put(key, json.dumps(_rows(library.procedures)).encode() + b"\n" + library.code)
        return library
    index, _, code = data.partition(b"\n")
    return HostLibrary(code, _procedures(json.loads(index)))


@cache
def library_procedures() -> dict[str, LibraryProcedure]:
    """The library's variables, as far as programs can be checked with them."""
    table = kept_table("variables of the host library", lambda: _rows(host_library().procedures))
    return _procedures(table)


def _rows(procedures: Mapping[str, LibraryProcedure]) -> dict[str, dict[str, Any]]:
    return {name: asdict(procedure) for name, procedure in procedures.items()}


def _procedures(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, LibraryProcedure]:
    return {name: LibraryProcedure(**row) for name, row in rows.items()}


def _compile(native: bool) -> HostLibrary:
    from eshkol_mlir.recursion import deep_recursion

    with deep_recursion():
        text, exported = emit_unit(library_program(), UNIT, Runtime(primitives()), exports=True)
        summaries: dict[str, str] = {}
        code = generate(text, UNIT, native=native, summaries=summaries)
        known = {
            name: replace(procedure, summary=summaries.get(procedure.symbol))
            for name, procedure in exported.items()
        }
        return HostLibrary(code, known)


def library_program() -> core.Program:
    """The library in the core language."""
    from eshkol_mlir.compiler.prelude import host_environment
    from eshkol_mlir.expander.expand import Expander
    from eshkol_mlir.expander.modules import Modules
    from eshkol_mlir.reader import read
    from eshkol_mlir.recursion import deep_recursion

    with deep_recursion():
        expander = Expander(host_environment(), Modules(host_environment()))
        forms = [
            form
            for name, text in source_texts().items()
            for form in read(Source(f"<library>/host/{name}", text))
        ]
        return expander.expand_program(forms)
