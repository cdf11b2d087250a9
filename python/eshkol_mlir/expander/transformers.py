"""Procedural macros: transformers that are code, which is compiled and runs while a program is expanded.

The code stands in the program's scopes, but sees of its values only what exists then: the language,
what other modules define, and what ``begin-for-syntax`` does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, ExpandedSpan, Expansion, Label, Source, Span
from eshkol_mlir.expander import core
from eshkol_mlir.expander.expand import Expander
from eshkol_mlir.expander.imports import check_not_imported
from eshkol_mlir.expander.interactive import InteractiveExpander
from eshkol_mlir.expander.macros import Expansions, Macro
from eshkol_mlir.expander.modules import Modules, linked
from eshkol_mlir.expander.scope import Denotation, Identity, PatternVariable, Scope, TransformerVariable
from eshkol_mlir.expander.syntax_objects import MacroUse, SyntaxTable
from eshkol_mlir.reader.syntax import List, String, Symbol, Syntax

BEGIN_FOR_SYNTAX = "(begin-for-syntax definition-or-expression ...)"


class Runner(Protocol):
    """Compiles and runs code while a program is expanded."""

    def run(self, program: core.Program, expander: TransformerExpander) -> None:
        """Runs code.

        Raises:
            EshkolError: it is wrong, or ends in an error.
        """

    def expand_use(self, span: Span) -> Syntax:
        """Has the library expand the use that the table has in hand; its answer (stdlib/host/syntax.esk)."""


class Transformers:
    """What the transformers of a program and its modules share."""

    def __init__(self, modules: Modules) -> None:
        self._modules = modules
        self.table = SyntaxTable()
        self.count = 0
        self._runner: Runner | None = None

    @property
    def runner(self) -> Runner:
        """Made when code is run for the first time."""
        if self._runner is None:
            assert self._modules.make_runner is not None
            self._runner = self._modules.make_runner(self._modules)
        return self._runner


def transformers_of(modules: Modules) -> Transformers:
    if modules.transformers is None:
        modules.transformers = Transformers(modules)
    return modules.transformers


class TransformerExpander(InteractiveExpander):
    """Expands the code of the transformers of one program or module, which ``outer`` expands."""

    def __init__(self, outer: Expander) -> None:
        super().__init__(outer.globals, outer.modules, set())
        self.outer = outer
        self.module = outer.module
        self._transformers = transformers_of(outer.modules)
        self.table = self._transformers.table
        #: Where the code stands that is being expanded, and the names that its templates insert have meanings.
        self.definition: Scope = outer.globals
        #: Variables of the program, which has not run yet.
        self._outside: set[core.Binding] = set()
        self._sources: set[Source] = set()
        #: What is to run before the next use of one of the macros, and whose code that needs.
        self._pending: list[core.Program] = []
        self._needed: list[TransformerExpander] = []

    # Expansion ---------------------------------------------------------------------

    def transformer(self, datum: Syntax, scope: Scope) -> Transformer:
        """The transformer that code in ``scope`` makes.

        Raises:
            EshkolError: what is wrong with it.
        """
        self._sources.add(datum.span.source)
        self._begin(scope, scope)
        number = self._transformers.count
        self._transformers.count += 1
        with self.inside_procedure():
            value = self.expand(datum, scope)
        self.raise_errors()
        thunk = core.Lambda((), None, value, datum.span)
        call = core.Apply(
            core.Builtin("%define-transformer", datum.span),
            (core.Constant(number, datum.span), thunk), {}, datum.span,
        )  # fmt: skip
        self._pending.append(core.Program(body=[call], expressions=[call]))
        return Transformer(self, number)

    def define(self, forms: Sequence[Syntax], scope: Scope) -> None:
        """Definitions and expressions of ``begin-for-syntax``, which stands in ``scope``.

        Raises:
            EshkolError: what is wrong with them.
        """
        self._sources.add(forms[0].span.source)
        self._begin(self.outer.globals, scope)
        before = set(self._defined())
        program = self.expand_forms(forms)
        if program.body:
            self._pending.append(program)
        for (name, context), found in self._defined().items():
            if (name, context) in before:
                continue
            span = found.span if isinstance(found, core.Binding | Macro) else None
            symbol = Symbol(name, span or forms[0].span, context)
            check_not_imported(self.outer, symbol)
            if self.outer.globals.bound(symbol) is not None:
                raise diagnostics.NameError.at(Code.DEFINED_TWICE, symbol.span, f"`{name}` is defined twice")
            self.outer.definitions.setdefault((name, context), symbol.span)
            if isinstance(found, core.Binding):
                found = TransformerVariable(found, self)
            self.outer.globals.define(symbol, found)

    def _defined(self) -> dict[Identity, Denotation]:
        """What the code defines at top level."""
        found: dict[Identity, Denotation] = {(name, None): d for name, d in self.globals.names.items()}
        for name, entries in (self.globals.inserted or {}).items():
            found |= {(name, context): d for context, d in entries.items()}
        return found

    def _begin(self, definition: Scope, scope: Scope) -> None:
        self.program = core.Program()
        self.errors, self.is_incomplete, self.size = [], False, 0
        self.nesting = self.procedures = 0
        self.expansions = Expansions()
        self.definition = definition
        self._outside = set()
        place: Scope | None = scope
        while place is not None and place is not self.modules.environment:
            inserted = (d for entries in (place.inserted or {}).values() for d in entries.values())
            known = {d for d in (*place.names.values(), *inserted) if isinstance(d, core.Binding)}
            self._outside |= {d for d in known if d.module in (None, self.module)}
            place = place.outer
        # What the language defines may be imported like anything else.
        self._outside.difference_update(
            d for d in self.modules.environment.names.values() if isinstance(d, core.Binding)
        )

    def lookup(self, symbol: Symbol, scope: Scope) -> Denotation | None:
        found = super().lookup(symbol, scope)
        if isinstance(found, TransformerVariable):
            owner = found.owner
            if owner is not self and owner not in self._needed:
                self._needed.append(owner)
            self.variables.add(found.binding)
            return found.binding
        if isinstance(found, core.Binding) and found.module and found.module != self.module:
            module = self.modules.known(found.module)
            if module is not None:
                self.dependencies[module.name] = module
        return found

    def reference(self, symbol: Symbol, scope: Scope) -> core.Core:
        found = self.lookup(symbol, scope)
        if isinstance(found, PatternVariable):
            raise diagnostics.SyntaxError.at(
                Code.PATTERN_VARIABLE_AS_VALUE,
                symbol.span,
                f"`{symbol.name}` is a pattern variable, which only templates contain",
                help=[f"write (syntax {symbol.name}) for what it stands for"],
            )
        if isinstance(found, core.Binding) and found in self._outside:
            raise diagnostics.NameError.at(
                Code.OTHER_PHASE,
                symbol.span,
                f"`{symbol.name}` has no value while the program is expanded",
                labels=[Label(found.span, "it is defined here, for when the program runs")]
                if found.span
                else [],
                help=["define it in (begin-for-syntax ...), or in a module that this one imports"],
            )
        return super().reference(symbol, scope)

    def undefined(self, symbol: Symbol, scope: Scope) -> core.Core:
        return Expander.undefined(self, symbol, scope)

    # Use ---------------------------------------------------------------------------

    def run_pending(self) -> None:
        """Runs what the transformers need, and defines them.

        Raises:
            EshkolError: something in there is wrong, or ends in an error.
        """
        for other in self._needed:
            if other is not self:
                other.run_pending()
        while self._pending:
            program = self._pending.pop(0)
            span = (
                core.span_of(program.expressions[0]) if program.expressions else program.definitions[0].span
            )
            # What its templates make belongs to no use of a macro.
            place, expansion = self.outer.globals, Expansion("begin-for-syntax", span, span, 0)
            use = MacroUse(List((), span), expansion, place, place, self.outer.expansions)
            self.table.uses.append(use)
            try:
                self._transformers.runner.run(program, self)
            finally:
                self.table.uses.pop()

    def expand_use(self, number: int, use: MacroUse) -> Syntax:
        """What a transformer makes of a use.

        Raises:
            EshkolError: it ends in an error, or makes no syntax.
        """
        self.run_pending()
        table = self.table
        table.uses.append(use)
        table.transformer = number
        try:
            answer = self._transformers.runner.expand_use(use.expansion.use)
            assert isinstance(answer, List)
            kind, *rest = answer.items
            assert isinstance(kind, Symbol)
            if kind.name == "result":
                return table.syntax(rest[0])
            raise self._error(kind.name, rest, use)
        finally:
            table.uses.pop()

    def _error(self, kind: str, rest: Sequence[Syntax], use: MacroUse) -> EshkolError:
        """What is wrong with a use, as the library tells it."""
        expansion = use.expansion
        labels = [Label(expansion.defined, f"`{expansion.macro}` is defined here")]
        if kind == "no-procedure":
            return diagnostics.SyntaxError.at(
                Code.TRANSFORMER_FAILED,
                expansion.use,
                f"the transformer of `{expansion.macro}` is no procedure but {_text(rest[0])}",
                labels=labels,
                help=[
                    "a transformer is syntax-rules or a procedure of one syntax object: (lambda (form) ...)"
                ],
            )
        if kind == "raised":
            told = f"the transformer of `{expansion.macro}` raised {_text(rest[0])}"
            return diagnostics.SyntaxError.at(Code.TRANSFORMER_FAILED, expansion.use, told, labels=labels)
        name, message, irritants, forms = rest
        assert isinstance(name, Symbol)
        assert isinstance(irritants, List)
        assert isinstance(forms, List)
        problem = self.table.problem
        if problem is not None and _text(message).endswith(problem.diagnostics[0].message):
            return problem
        if name.name == "syntax-error":
            place = self.table.syntax(forms.items[-1]).span if forms.items else expansion.use
            return diagnostics.SyntaxError.at(Code.SYNTAX_ERROR, place, _text(message), labels=labels)
        told = " ".join([_text(message), *map(_text, irritants.items)])
        return diagnostics.SyntaxError.at(
            Code.TRANSFORMER_FAILED,
            expansion.use,
            f"the transformer of `{expansion.macro}` failed: {told}",
            labels=labels,
        )

    @property
    def digest(self) -> str:
        """Of all texts that decide what the transformers do."""
        sources = self._sources | set(self.modules.inclusions)
        sources |= {m.span.source for m in linked(self.outer.dependencies) if m.span is not None}
        ordered = sorted(sources, key=lambda source: source.name)
        return hashlib.sha256("\n".join(f"{s.name}\n{s.text}" for s in ordered).encode()).hexdigest()


def _text(datum: Syntax) -> str:
    assert isinstance(datum, String)
    return datum.value


@dataclass(frozen=True, eq=False, slots=True)
class Transformer:
    """A procedure that expands the uses of a macro."""

    expander: TransformerExpander
    number: int

    def expand(self, use: MacroUse) -> Syntax:
        """What a use stands for; raises what is wrong with it."""
        result = self.expander.expand_use(self.number, use)
        place, span = use.expansion.use, result.span
        is_whole = (span.source, span.start, span.end) == (place.source, place.start, place.end)
        if is_whole and not (isinstance(span, ExpandedSpan) and span.expansion is use.expansion):
            # The use itself, which counts as one more.
            result = replace(result, span=use.span(span))
        return result


def transformer_expander(outer: Expander) -> TransformerExpander:
    """What expands the transformers of a program or module."""
    if outer.transformers is None:
        outer.transformers = TransformerExpander(outer)
    found = outer.transformers
    assert isinstance(found, TransformerExpander)
    return found


def begin_for_syntax(expander: Expander, form: List) -> None:
    """``(begin-for-syntax form ...)``: definitions for the code of transformers.

    Raises:
        EshkolError: what is wrong with them.
    """
    if len(form.items) > 1:
        transformer_expander(expander).define(form.items[1:], expander.place)
