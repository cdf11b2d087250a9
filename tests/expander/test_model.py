"""The expander resolves every name as a model does that stores all sets of scopes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eshkol_mlir.compiler.frontend import expand_source
from eshkol_mlir.diagnostics import EshkolError, Source
from eshkol_mlir.expander import core
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from scope_model import Model, ModelError, NotModelledError, Text

#: Few names for all that is bound, so that they meet.
POOL = ["a", "b", "c"]
NAMES = st.sampled_from(POOL)


@dataclass(frozen=True)
class Macro:
    """What each argument of a macro is: a name that the template binds, or an expression.

    ``defines`` is what a use defines its first argument to be: nothing, a
    variable, or a macro.
    """

    arguments: tuple[str, ...]
    defines: Macro | str | None = None


Known = Mapping[str, "Macro | str"]


@st.composite
def expressions(draw: st.DrawFn, known: Known, depth: int) -> Text:
    """An expression in which ``known`` names are bound, to variables or macros."""
    macros = [name for name, kind in known.items() if isinstance(kind, Macro) and kind.defines is None]
    variables = [name for name, kind in known.items() if kind == "variable"]
    kinds = (
        ["leaf"]
        if depth == 0
        else ["leaf", "list", "apply", "body", "body", *(["use"] * 3 if macros else [])]
    )
    match draw(st.sampled_from(kinds)):
        case "leaf":
            return draw(st.sampled_from([*variables, *variables, 1]))
        case "list":
            return ["list", *(draw(expressions(known, depth - 1)) for _ in range(draw(st.integers(1, 3))))]
        case "apply":
            name = draw(NAMES)
            body = draw(expressions({**known, name: "variable"}, depth - 1))
            return [["lambda", [name], body], draw(expressions(known, depth - 1))]
        case "body":
            return draw(bodies(known, depth - 1))
        case _:
            name = draw(st.sampled_from(macros))
            return draw(uses(name, known, depth - 1))


@st.composite
def uses(draw: st.DrawFn, name: str, known: Known, depth: int) -> Text:
    kind = known[name]
    assert isinstance(kind, Macro)
    bound = {**known}
    made: list[Text] = [name]
    for argument in kind.arguments:
        if argument == "name":
            chosen = draw(NAMES)
            bound[chosen] = "variable"
            made.append(chosen)
        else:
            made.append(draw(expressions(bound if draw(st.booleans()) else known, depth)))
    return made


@st.composite
def bodies(draw: st.DrawFn, known: Known, depth: int) -> Text:
    bound = dict(known)
    forms: list[Text] = []
    new = draw(st.permutations(POOL))[: draw(st.integers(0, 3))]
    for name in new:
        defining = [
            name for name, kind in bound.items() if isinstance(kind, Macro) and kind.defines is not None
        ]
        kind = draw(
            st.sampled_from(["variable", "macro", "macro", "defining", *(["use"] * 3 if defining else [])])
        )
        if kind == "use":
            user = draw(st.sampled_from(defining))
            found = bound[user]
            assert isinstance(found, Macro)
            assert found.defines is not None
            form = draw(uses(user, bound, depth))
            assert isinstance(form, list)
            forms.append([user, name, *form[2:]])
            bound[name] = found.defines
        elif kind == "variable":
            forms.append(["define", name, draw(expressions(bound, depth))])
            bound[name] = "variable"
        else:
            form, bound[name] = draw(macro_definitions(name, bound, depth, kind == "defining"))
            forms.append(form)
    return ["let", [], *forms, draw(expressions(bound, depth))]


@st.composite
def macro_definitions(
    draw: st.DrawFn, name: Text, known: Known, depth: int, defining: bool
) -> tuple[Text, Macro]:
    """``(define-syntax name ...)``, and what it defines; a defining macro's first argument is the name it defines."""
    arguments = draw(st.lists(st.sampled_from(["name", "expression"]), max_size=2).map(tuple))
    if defining:
        arguments = ("name", *arguments)
    parameters = draw(st.lists(NAMES, min_size=len(arguments), max_size=len(arguments), unique=True))
    bound = {**known, **dict.fromkeys(parameters, "variable")}
    names = [p for p, kind in zip(parameters, arguments, strict=True) if kind == "name"]
    defines: Macro | str | None = None
    template: Text
    if not defining:
        template = draw(expressions(bound, depth))
        for binder in names:
            template = [["lambda", [binder], template], draw(expressions(bound, 0))]
    elif draw(st.booleans()):
        own, defines = draw(NAMES), "variable"
        value = draw(expressions(bound, depth))
        template = ["define", parameters[0], value]
        if own not in parameters:
            template = [
                "begin",
                ["define", own, value],
                ["define", parameters[0], ["list", own, *parameters[1:]]],
            ]
    else:
        template, defines = draw(macro_definitions(parameters[0], bound, depth, False))
    rules: Text = ["syntax-rules", [], [["_", *parameters], template]]
    return ["define-syntax", name, rules], Macro(arguments, defines)


def text_of(program: Text) -> str:
    return f"({' '.join(map(text_of, program))})" if isinstance(program, list) else str(program)


def shape(node: core.Core) -> object:
    """The core language in the terms of the model, variables by their bindings."""
    match node:
        case core.Constant(value=value):
            return value
        case core.Reference(binding=binding):
            return ("variable", binding)
        case core.Apply(function=core.Builtin(name="list"), arguments=arguments):
            return ("list", *map(shape, arguments))
        case core.Apply(function=core.Lambda(parameters=(parameter,), body=body), arguments=(value,)):
            return ("apply", parameter.binding, shape(body), shape(value))
        case core.Apply(function=function, arguments=arguments):
            return ("call", shape(function), *map(shape, arguments))
        case core.Let(clauses=(), body=body):
            return shape(body)
        case core.Letrec(clauses=clauses, body=body):
            return ("letrec", tuple((c.bindings[0].binding, shape(c.value)) for c in clauses), shape(body))
    raise AssertionError(node)


def numbered(tree: object, numbers: dict[object, int]) -> object:
    """The tree with variables numbered as they occur."""
    match tree:
        case tuple():
            return tuple(numbered(item, numbers) for item in tree)
        case core.Binding():
            return numbers.setdefault(tree, len(numbers))
    return tree


def model_numbered(tree: object, numbers: dict[object, int]) -> object:
    match tree:
        case ("variable", number):
            return ("variable", numbers.setdefault(number, len(numbers)))
        case ("apply", number, body, value):
            known = numbers.setdefault(number, len(numbers))
            return ("apply", known, model_numbered(body, numbers), model_numbered(value, numbers))
        case ("letrec", clauses, body):
            made = tuple(
                (numbers.setdefault(number, len(numbers)), model_numbered(value, numbers))
                for number, value in clauses
            )
            return ("letrec", made, model_numbered(body, numbers))
        case ("list" | "call" as kind, *items):
            return (kind, *(model_numbered(item, numbers) for item in items))
    return tree


#: What the expander refuses for reasons that the model does not know: R7RS makes them errors too.
STRICTER = ("after its use as syntax", "is defined twice in this body")


def answer(text: str) -> core.Program | str:
    """The expansion, or the message about what is wrong."""
    try:
        return expand_source(Source("program.esk", text))
    except EshkolError as error:
        return str(error)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bodies({}, 3))
def test_names_mean_what_the_model_says(program: Text) -> None:
    text = text_of(program)
    expanded = answer(text)
    try:
        expected: object = model_numbered(Model().expand_program(program), {})
    except NotModelledError:
        return
    except ModelError as error:
        event(f"no meaning: {error.kind}")
        assert isinstance(expanded, str)
        return
    if isinstance(expanded, str):
        event("refused")
        assert any(reason in expanded for reason in STRICTER), expanded
        return
    event("with macros" if "define-syntax" in text else "without macros")
    (expression,) = expanded.expressions
    assert numbered(shape(expression), {}) == expected
