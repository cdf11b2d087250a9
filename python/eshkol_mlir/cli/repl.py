"""``eshkol repl``: forms are evaluated as they are typed, or as they come through a pipe."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from eshkol_mlir.cli.repl_commands import run_command
from eshkol_mlir.cli.reporting import uses_colors
from eshkol_mlir.diagnostics import EshkolError, Source
from eshkol_mlir.reader import IncompleteError, read

if TYPE_CHECKING:
    from eshkol_mlir.compiler.host_prompt import Prompt

#: The status of a session through a pipe in which something failed, as that of a program.
FAILED = 70


def run_repl(path: Sequence[str] = ()) -> int:
    """Evaluates until the end of input, or ``exit``; returns the status to exit with."""
    from eshkol_mlir.compiler.host_prompt import Prompt

    colors = uses_colors(sys.stderr)
    with _own_interrupts():
        prompt = Prompt(path, colors=colors)
        if sys.stdin.isatty() and sys.stdout.isatty():
            from eshkol_mlir.cli.repl_terminal import run_in_terminal

            return run_in_terminal(lambda text: evaluate_text(prompt, text, "<prompt>", colors)[1], prompt)
        return run_from_pipe(prompt)


@contextmanager
def _own_interrupts() -> Iterator[None]:
    """An interrupt ends an evaluation and not the session, so that nobody else should wait for it."""
    before = signal.set_wakeup_fd(-1)
    try:
        yield
    finally:
        signal.set_wakeup_fd(before, warn_on_full_buffer=False)


def run_from_pipe(prompt: Prompt) -> int:
    """Evaluates each form once its text is complete; errors are told, and what follows is evaluated."""
    failed = False
    text, line_number = "", 1
    for line in sys.stdin:
        text += line
        if not is_complete(text):
            continue
        # The lines before keep their numbers in messages.
        succeeded, status = evaluate_text(prompt, "\n" * (line_number - 1) + text, "<stdin>", False)
        failed |= not succeeded
        if status is not None:
            return status
        line_number += text.count("\n")
        text = ""
    if text.strip():
        succeeded, status = evaluate_text(prompt, "\n" * (line_number - 1) + text, "<stdin>", False)
        failed |= not succeeded
        if status is not None:
            return status
    return FAILED if failed else 0


def is_complete(text: str) -> bool:
    """Whether a text is a command, or does not end inside of a datum."""
    if text.lstrip().startswith(","):
        return True
    try:
        read(Source("<prompt>", text))
    except IncompleteError:
        return False
    except EshkolError:
        # It is told when the text is evaluated.
        return True
    return True


def evaluate_text(prompt: Prompt, text: str, name: str, colors: bool) -> tuple[bool, int | None]:
    """Evaluates forms, or a command; tells what is wrong.

    Returns:
        Whether all went well, and the status to exit with if the text asks for that.
    """
    try:
        if text.lstrip().startswith(","):
            outcome = run_command(prompt, text)
        else:
            outcome = prompt.evaluate(read(Source(name, text)))
        if outcome is None:
            return True, None
        return not outcome.failed, outcome.exit
    except EshkolError as error:
        sys.stdout.flush()
        for diagnostic in error.diagnostics:
            print(diagnostic.render(colors), file=sys.stderr)
        return False, None
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return False, None
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
