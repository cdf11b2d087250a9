"""The commands of the prompt: lines that begin with a comma."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import Source, UsageError
from eshkol_mlir.expander import core
from eshkol_mlir.reader import read
from eshkol_mlir.reader.syntax import Symbol, Syntax

if TYPE_CHECKING:
    from eshkol_mlir.compiler.host_prompt import Outcome, Prompt


@dataclass(frozen=True)
class Command:
    """A command; ``usage`` shows what follows its name."""

    name: str
    usage: str
    summary: str
    run: Callable[[Prompt, str], Outcome | None]


def run_command(prompt: Prompt, line: str) -> Outcome | None:
    """Does what a line says that begins with a comma.

    Raises:
        EshkolError: there is no such command, or something is wrong with what follows it.
    """
    name, _, rest = line.strip().removeprefix(",").partition(" ")
    command = COMMANDS.get(name)
    if command is None:
        known = ", ".join(f",{name}" for name in COMMANDS)
        raise UsageError.at(
            Code.PROMPT_COMMAND, None, f"there is no command ,{name}", help=[f"commands are {known}"]
        )
    return command.run(prompt, rest.strip())


def _forms(text: str, command: str) -> list[Syntax]:
    forms = read(Source("<prompt>", text))
    if not forms:
        raise UsageError.at(
            Code.PROMPT_COMMAND, None, f",{command} needs an expression", help=[COMMANDS[command].usage]
        )
    return forms


def _help(prompt: Prompt, text: str) -> None:
    width = max(len(command.usage) for command in COMMANDS.values())
    for command in COMMANDS.values():
        print(f"{command.usage:<{width}}  {command.summary}")
    print("Anything else is evaluated. A form may go on over several lines.")


def _type(prompt: Prompt, text: str) -> Outcome:
    """The static type of an expression and the kind of its value; of a procedure defined here, also its parameters."""
    forms = _forms(text, "type")
    for form in forms:
        if isinstance(form, Symbol):
            procedure = prompt.procedure(form.name)
            if procedure is not None:
                print(_call_of(form.name, procedure))
    for type in prompt.static_types(forms):
        print(f"static type: {type}")
    return prompt.evaluate(forms, show="%print-types")


def _call_of(name: str, procedure: core.Lambda) -> str:
    parameters = [parameter.binding.name for parameter in procedure.parameters]
    rest = ["...", procedure.rest.name] if procedure.rest is not None else []
    return f"({' '.join([name, *parameters, *([f'. {rest[1]}'] if rest else [])])})"


def _expand(prompt: Prompt, text: str) -> None:
    print(prompt.emit(_forms(text, "expand"), "core"), end="")


def _emit(prompt: Prompt, text: str) -> None:
    stage, _, rest = text.partition(" ")
    print(prompt.emit(_forms(rest, "emit"), stage).rstrip())


def _time(prompt: Prompt, text: str) -> Outcome:
    outcome = prompt.evaluate(_forms(text, "time"))
    print(f"compiled in {outcome.compiled * 1000:.1f} ms, evaluated in {outcome.ran * 1000:.3f} ms")
    return outcome


def _doc(prompt: Prompt, text: str) -> None:
    from eshkol_mlir.compiler.host_documentation import describe_name

    procedure = prompt.procedure(text)
    if procedure is not None:
        lines = [_call_of(text, procedure), *([procedure.doc] if procedure.doc else [])]
    else:
        lines = describe_name(text, prompt.environment.place)
    print("\n".join(lines or [f"nothing is known of {text}" if text else COMMANDS["doc"].usage]))


def _load(prompt: Prompt, text: str) -> Outcome:
    from eshkol_mlir.reader import load_source

    path = text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text
    if not path:
        raise UsageError.at(
            Code.PROMPT_COMMAND, None, ",load needs the name of a file", help=[COMMANDS["load"].usage]
        )
    return prompt.evaluate(read(load_source(path)), show=None)


def _quit(prompt: Prompt, text: str) -> Outcome:
    from eshkol_mlir.compiler.host_prompt import Outcome

    return Outcome(exit=0)


COMMANDS = {
    command.name: command
    for command in (
        Command("help", ",help", "show this list", _help),
        Command("type", ",type EXPR", "say the static type of an expression, and what its value is", _type),
        Command("expand", ",expand FORM", "show a form after macros", _expand),
        Command("emit", ",emit STAGE FORM", "show a form at a stage: core, eshkol, mlir, llvm or asm", _emit),
        Command("time", ",time EXPR", "evaluate, and say how long that takes", _time),
        Command("doc", ",doc NAME", "say what a procedure or keyword does", _doc),
        Command("load", ",load FILE", "evaluate what is in a file", _load),
        Command("quit", ",quit", "leave, as (exit) does", _quit),
    )
}
