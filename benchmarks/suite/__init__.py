"""The benchmarks: every module here has a list ``CASES``."""

from __future__ import annotations

from fnmatch import fnmatch
from importlib import import_module
from pkgutil import iter_modules

from benchmarks.harness.case import Case


def all_cases() -> list[Case]:
    """The cases of all modules, by the modules' names.

    Raises:
        ValueError: two have the same name.
    """
    modules = sorted(module.name for module in iter_modules(__path__))
    cases = [case for module in modules for case in import_module(f"{__name__}.{module}").CASES]
    names = [case.name for case in cases]
    repeated = {name for name in names if names.count(name) > 1}
    if repeated:
        raise ValueError(f"several cases are called {', '.join(sorted(repeated))}")
    return cases


def select(cases: list[Case], patterns: list[str]) -> list[Case]:
    """The cases whose name matches a pattern (``matmul-*``) or begins with it; all if there is none."""
    if not patterns:
        return cases
    return [case for case in cases if any(fnmatch(case.name, p) or case.name.startswith(p) for p in patterns)]
