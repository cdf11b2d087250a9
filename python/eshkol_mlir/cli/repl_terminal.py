"""The prompt in a terminal: editing, history and completion, by prompt_toolkit."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings

from eshkol_mlir.cli.repl import is_complete
from eshkol_mlir.cli.repl_commands import COMMANDS
from eshkol_mlir.cli.reporting import uses_colors

if TYPE_CHECKING:
    from eshkol_mlir.compiler.host_prompt import Prompt

PROMPT = "eshkol> "
#: What a symbol consists of, as far as completion has to know.
_NAME = re.compile(r"[^\s()\[\]{}\"';`,|]+$")
_COMMAND = re.compile(r"^\s*,[a-z]*$")


def run_in_terminal(evaluate: Callable[[str], int | None], prompt: Prompt) -> int:
    """Reads and evaluates until the end of input; ``evaluate`` gives the status to exit with, or None."""
    from eshkol_mlir import __version__

    print(f"Eshkol {__version__}; ,help lists commands, and (exit) or Ctrl-D leaves")
    session: PromptSession[str] = PromptSession(
        history=_history(),
        completer=Names(prompt),
        complete_while_typing=False,
        multiline=True,
        key_bindings=_bindings(),
        prompt_continuation=lambda width, number, wraps: " " * width,
    )
    while True:
        try:
            text = session.prompt(_shown_prompt())
        except KeyboardInterrupt:
            continue
        except EOFError:
            return 0
        if text.strip():
            status = evaluate(text)
            if status is not None:
                return status


def _shown_prompt() -> Any:
    return ANSI(f"\x1b[1;34m{PROMPT}\x1b[0m") if uses_colors(sys.stdout) else PROMPT


def history_file() -> Path:
    """Where what was typed is kept: in the folder for such things of the XDG base directories."""
    state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    return Path(state, "eshkol", "history")


def _history() -> History:
    file = history_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # What was typed may be private.
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    except OSError as error:
        print(f"the history is not kept: {file}: {error.strerror}", file=sys.stderr)
        return InMemoryHistory()
    return FileHistory(str(file))


def _bindings() -> KeyBindings:
    """Enter evaluates what is complete, and otherwise begins a line, indented as far as its list."""
    bindings = KeyBindings()

    @Condition
    def at_end() -> bool:
        return not get_app().current_buffer.document.text_after_cursor.strip()

    @bindings.add("enter", filter=at_end)
    def _(event: Any) -> None:
        buffer = event.current_buffer
        if is_complete(buffer.text):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n" + " " * indentation(buffer.document.text_before_cursor))

    @bindings.add("enter", filter=~at_end)
    def _(event: Any) -> None:
        event.current_buffer.insert_text("\n")

    return bindings


def indentation(text: str) -> int:
    """The column of a line after this text: two beyond the innermost list that is open, and none inside a string."""
    open_at: list[int] = []
    column = 0
    inside_string = inside_comment = False
    previous = ""
    for character in text:
        if character == "\n":
            column, inside_comment, previous = 0, False, ""
            continue
        if inside_string:
            inside_string = character != '"' or previous == "\\"
        elif not inside_comment and previous != "\\":
            if character == '"':
                inside_string = True
            elif character == ";":
                inside_comment = True
            elif character in "([{":
                open_at.append(column)
            elif character in ")]}" and open_at:
                open_at.pop()
        previous = "" if previous == "\\" else character
        column += 1
    return open_at[-1] + 2 if open_at and not inside_string else 0


class Names(Completer):
    """Completes the names that mean something, and commands."""

    def __init__(self, prompt: Prompt) -> None:
        self._prompt = prompt

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        before = document.text_before_cursor
        if _COMMAND.match(before):
            written = before.lstrip()
            for command in COMMANDS.values():
                if f",{command.name}".startswith(written):
                    yield Completion(f",{command.name}", -len(written), display_meta=command.summary)
            return
        found = _NAME.search(before)
        if found is None:
            return
        for name in self._prompt.names():
            if name.startswith(found[0]):
                yield Completion(name, -len(found[0]))
