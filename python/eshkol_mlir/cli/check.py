"""``eshkol check``: what is wrong with programs, and what is left to run time."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from eshkol_mlir.cli.common import source_of
from eshkol_mlir.cli.reporting import ErrorFormat, print_diagnostics, print_error
from eshkol_mlir.collection import collection_paused
from eshkol_mlir.diagnostics import Diagnostic, EshkolError
from eshkol_mlir.reader.errors import count


def check_files(
    files: Sequence[str],
    path: Sequence[str],
    form: ErrorFormat,
    *,
    boundaries: bool,
    effects: bool,
) -> int:
    """Checks each file, and prints its errors, or its warnings, and at the end how many there are.

    Args:
        files: paths of programs.
        path: folders where modules are.
        form: how errors are shown.
        boundaries: print what is checked at run time.
        effects: print what each procedure does.

    Returns:
        The exit status: 1 if there is any error.
    """
    with collection_paused():
        from eshkol_mlir.compiler.checking import check_program, find_errors, inferred_effects

    errors = wrong = warned = 0
    for file in files:
        warnings: list[Diagnostic] = []
        try:
            source = source_of(file)
            with collection_paused():
                if boundaries:
                    found = check_program(source, path, warnings=warnings)
                else:
                    find_errors(source, path, warnings=warnings)
        except EshkolError as error:
            wrong += 1
            errors += len(error.diagnostics)
            print_error(error, form)
        else:
            warned += len(warnings)
            print_diagnostics(warnings, form)
            if boundaries:
                sys.stdout.writelines(f"{boundary}\n" for boundary in found)
            if effects:
                inferred = inferred_effects(source, path)
                sys.stdout.writelines(f"{signature.span}: {signature}\n" for signature in inferred)
    print(_summary(len(files), errors, wrong, warned))
    return 1 if wrong else 0


def _summary(files: int, errors: int, wrong: int, warned: int) -> str:
    found = f"{count(errors, 'error')} in {count(wrong, 'file')}" if wrong else "no errors"
    if warned:
        found += f", {count(warned, 'warning')}"
    return f"{count(files, 'file')} checked: {found}"
