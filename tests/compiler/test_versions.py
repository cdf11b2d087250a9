"""Versions and the compiler's fingerprint."""

from __future__ import annotations

import os
from importlib import metadata
from pathlib import Path

import eshkol_mlir
from eshkol_mlir.compiler.cpu_features import missing_features, relevant_features
from eshkol_mlir.compiler.versions import compiler_fingerprint, package_fingerprint, versions


def test_versions_are_those_installed() -> None:
    found = versions()
    assert found["iree-compiler"] == metadata.version("iree-base-compiler")
    assert found["iree-runtime"] == metadata.version("iree-base-runtime")
    assert found["llvm"].split(".")[0] in ("22", "none")


def test_the_fingerprint_changes_with_any_source_file() -> None:
    before = compiler_fingerprint()
    compiler_fingerprint.cache_clear()
    package_fingerprint.cache_clear()
    assert compiler_fingerprint() == before
    path = Path(eshkol_mlir.__file__)
    status = path.stat()
    try:
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
        compiler_fingerprint.cache_clear()
        package_fingerprint.cache_clear()
        assert compiler_fingerprint() != before
    finally:
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        compiler_fingerprint.cache_clear()
        package_fingerprint.cache_clear()


def test_only_features_that_code_depends_on_are_kept() -> None:
    assert relevant_features(["+avx2", "-avx512f", "+64bit", "+fma", "+fsgsbase"]) == ("avx2", "fma")


def test_missing_features() -> None:
    assert missing_features([]) == []
    assert missing_features(["imaginary"]) in (["imaginary"], [])
