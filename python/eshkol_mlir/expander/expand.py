"""From syntax objects to the core language.

Forms and macros are looked up in scopes like any other name, so a program may
shadow every one of them.  Errors in different top-level forms are reported
together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, ExpandedSpan, Span
from eshkol_mlir.expander import core, later
from eshkol_mlir.expander.body import Declaration, type_without_definition
from eshkol_mlir.expander.coverage import Coverage, check_coverage
from eshkol_mlir.expander.data import constant
from eshkol_mlir.expander.exports import ExportSpec
from eshkol_mlir.expander.imports import Imported
from eshkol_mlir.expander.macros import Expansions, Macro, ProceduralMacro
from eshkol_mlir.expander.maps import TAKING_KEYS, expand_map
from eshkol_mlir.expander.modules import Module, Modules, modules_below
from eshkol_mlir.expander.nesting import (
    MAX_NESTING,
    MAX_SIZE,
    check_inserted,
    check_nesting,
    too_deep,
    too_large,
)
from eshkol_mlir.expander.qualified_names import qualified, qualified_type
from eshkol_mlir.expander.scope import (
    BuiltinName,
    Denotation,
    Form,
    Identity,
    LaterName,
    Scope,
    TopLevel,
    TransformerVariable,
    did_you_mean,
    prefixes,
)
from eshkol_mlir.expander.standard import STANDARD_NAMES, WHOLE
from eshkol_mlir.expander.toplevel import Finish, scan_form
from eshkol_mlir.reader.syntax import (
    Boolean,
    Braces,
    Bytevector,
    Char,
    FieldSymbol,
    GenericType,
    Ket,
    Keyword,
    Label,
    List,
    Number,
    Reference,
    String,
    Symbol,
    Syntax,
    TypedArray,
    Vector,
)


class Expander:
    """Expands the forms of one program, or of one module, into its ``program``.

    Args:
        environment: the scope around it; None where it sees nothing but what it imports.
        modules: those that can be imported.
        module: the name of the module that is expanded, "" for a program.
        depth: of its outermost scope, where that does not follow from the environment.
    """

    def __init__(
        self, environment: Scope | None, modules: Modules, module: str = "", depth: int | None = None
    ) -> None:
        self.expansions = Expansions()
        #: Where imported names are bound, and within it, those that are defined.
        self.imports = Scope(environment, depth=depth)
        self.globals = TopLevel(self.imports, self)
        self.modules = modules
        self.module = module
        self.program = core.Program()
        #: The scope of the next top-level form: inside of the namespaces that are open.
        self.place: Scope = self.globals
        self.imported: dict[Identity, Imported] = {}
        #: The modules that it names, and other names for modules.
        self.dependencies: dict[str, Module] = {}
        self.aliases: dict[str, Module] = {}
        self.exports: list[ExportSpec] = []
        #: Where modules are defined at top level, as far as the text shows it.
        self.upcoming: dict[str, Span] = {}
        #: Whether a module that it names is wrong, so that it is no use to look for names.
        self.is_incomplete = False
        self.declarations: dict[Identity, Declaration] = {}
        #: The classes that have methods, by these.
        self.class_of: dict[core.Binding, core.TypeClass] = {}
        #: Where each global variable is defined.
        self.definitions: dict[Identity, Span] = {}
        #: What variables and keywords of a program stood for before they were defined again.
        self.superseded: list[tuple[Symbol, Denotation]] = []
        #: What matches on constructors lack.
        self.coverages: list[Coverage] = []
        #: Lists, and procedures, around what is being expanded.
        self.nesting = 0
        self.procedures = 0
        #: Expressions with parts that macros made.
        self.size = 0
        self.errors: list[EshkolError] = []
        #: How many undefined names there were.
        self.undefined_names = 0
        #: Expands the code of transformers, where there is any.
        self.transformers: Expander | None = None

    #: Whether forms are evaluated one by one, so that later ones may define names anew.
    is_interactive = False
    #: Whether forms may define names.
    is_mutable = True
    #: Whether a second definition of a variable or keyword is left to who uses the program; otherwise it is
    #: an error, as it always is in a module.
    allows_redefinition = True

    # Expressions -----------------------------------------------------------

    def expand(self, datum: Syntax, scope: Scope) -> core.Core:
        match datum:
            case Symbol():
                return self.reference(datum, scope)
            case List():
                return self._expand_list(datum, scope)
            case Number(value=value, single=single):
                # A spelling that asks for float32 is kept.
                return core.Constant(datum if single else value, datum.span)
            case Boolean(value=value) | String(value=value):
                return core.Constant(value, datum.span)
            case Vector():
                check_inserted(datum)
                return constant(datum, datum.span)
            case Char() | Bytevector() | Keyword() | Ket() | TypedArray():
                check_inserted(datum)
                return core.Constant(datum, datum.span)
            case Braces():
                return self._expand_map(datum, scope)
            case GenericType():
                return self._generic_constructor(datum, scope)
            case Label() | Reference():
                raise diagnostics.SyntaxError.at(
                    Code.LABEL_OUTSIDE_DATA,
                    datum.span,
                    "a datum label may only occur in quoted data",
                    help=["write '#0=(...)"],
                )

    def reference(self, symbol: Symbol, scope: Scope) -> core.Core:
        found = self.lookup(symbol, scope)
        if isinstance(found, core.Binding):
            return core.Reference(found, symbol.span)
        if isinstance(found, BuiltinName):
            return core.Builtin(found.name, symbol.span)
        if isinstance(found, ProceduralMacro):
            # Its transformer may have a clause for the name alone.
            return self.expand(*self.expansions.expand(found, symbol, scope))
        if isinstance(found, TransformerVariable):
            raise diagnostics.NameError.at(
                Code.OTHER_PHASE,
                symbol.span,
                f"`{symbol.name}` has a value only while the program is expanded",
                help=["define it outside of begin-for-syntax too"],
            )
        if isinstance(found, Form | Macro):
            raise diagnostics.SyntaxError.at(
                Code.SYNTAX_AS_VALUE, symbol.span, f"`{symbol.name}` is syntax and cannot be used as a value"
            )
        if isinstance(found, LaterName):
            self.report(later.unsupported(found.name, symbol.span))
            return core.Constant(None, symbol.span)
        return self._field(symbol, scope)

    def lookup(self, symbol: Symbol, scope: Scope) -> Denotation | None:
        """What a name means in ``scope``: its own meaning, or that of a name in a module, ``a.b.name``.

        Raises:
            EshkolError: the name is ambiguous, or the module is wrong or does not export it.
        """
        found = scope.lookup(symbol)
        return found if found is not None or "." not in symbol.name else qualified(self, symbol, scope)

    def qualified_type(self, symbol: Symbol) -> Denotation:
        """What ``a.b.name`` means as a type; raises a NameError where it means none."""
        return qualified_type(self, symbol)

    def _field(self, symbol: Symbol, scope: Scope) -> core.Core:
        """``a.b.c``: the fields b and c of the longest prefix that is bound, or of what a pattern variable stands for."""
        if isinstance(symbol, FieldSymbol):
            names = symbol.name.split(".")[symbol.prefix :]
            return _fields(self.expand(symbol.record, scope), names, symbol.span)
        for prefix, rest in prefixes(symbol):
            variable = replace(symbol, name=prefix)
            if isinstance(scope.lookup(variable), core.Binding):
                return _fields(self.reference(variable, scope), rest.split("."), symbol.span)
        return self.undefined(symbol, scope)

    def undefined(self, symbol: Symbol, scope: Scope) -> core.Core:
        """What a name becomes that nothing binds."""
        self.undefined_names += 1
        # A search among thousands of names takes long, and of thousands of errors few are shown.
        known = scope.all_names() if self.undefined_names <= diagnostics.MAX_ERRORS else ()
        self.report(
            diagnostics.NameError.at(
                Code.UNDEFINED_NAME,
                symbol.span,
                f"`{symbol.name}` is not defined",
                caret="nothing has this name here",
                help=self._import_help(symbol) or did_you_mean(symbol.name, known),
            )
        )
        return core.Constant(None, symbol.span)

    @contextmanager
    def inside_procedure(self) -> Iterator[None]:
        """Around the expansion of a procedure's body."""
        self.procedures += 1
        try:
            yield
        finally:
            self.procedures -= 1

    def _import_help(self, symbol: Symbol) -> list[str]:
        """For a library that does not import what the language has."""
        name = next((n for n in STANDARD_NAMES if symbol.name in self._exported_by(n)), None)
        if name is None:
            return []
        written = name if name in WHOLE else f"({name.replace('.', ' ')})"
        return [f"import the library that has it: (import {written})"]

    def _exported_by(self, name: str) -> Mapping[str, object]:
        module = self.modules.known(name)
        return module.exports if module else {}

    def expand_head(self, datum: Syntax, scope: Scope) -> tuple[Syntax, Scope]:
        """The datum after all macro uses that it is, and the scope in which the result stands."""
        while isinstance(datum, List) and datum.items and datum.bracket == "(":
            head = datum.items[0]
            found = self.lookup(head, scope) if isinstance(head, Symbol) else None
            if not isinstance(found, Macro):
                break
            datum, scope = self.expansions.expand(found, datum, scope)
        return datum, scope

    def _expand_list(self, form: List, scope: Scope) -> core.Core:
        head = form.items[0] if form.items and form.bracket == "(" else None
        found = self.lookup(head, scope) if isinstance(head, Symbol) else None
        if isinstance(found, Macro):
            return self.expand(*self.expand_head(form, scope))
        self._enter(form)
        try:
            if form.tail is not None:
                raise diagnostics.SyntaxError.at(
                    Code.DOTTED_EXPRESSION, form.span, "a dotted list is data, not an expression"
                )
            if isinstance(found, Form):
                return found.expand(self, form, scope)
            if found is None and isinstance(head, Symbol) and self._is_form_elsewhere(head):
                # The form's parts are no expressions.
                return self.reference(head, scope)
            if form.bracket == "[":
                elements = tuple(self.expand(item, scope) for item in form.items)
                return core.Array(elements, form.span)
            if not form.items:
                raise diagnostics.SyntaxError.at(
                    Code.EMPTY_COMBINATION,
                    form.span,
                    "() is not an expression",
                    help=["write '() or nil for the empty list"],
                )
            return self._application(form, scope)
        finally:
            self.nesting -= 1

    def _is_form_elsewhere(self, name: Symbol) -> bool:
        """Whether a name that means nothing here is that of a form of the language."""
        return isinstance(self.modules.environment.lookup(Symbol(name.name, name.span)), Form)

    def _enter(self, form: Syntax) -> None:
        """Counts an expression with parts, which ``nesting -= 1`` leaves."""
        if self.nesting >= MAX_NESTING:
            raise too_deep(form)
        if isinstance(form.span, ExpandedSpan):
            self.size += 1
            if self.size > MAX_SIZE:
                raise too_large(form)
        self.nesting += 1

    def _application(self, form: List, scope: Scope) -> core.Core:
        function = self.expand(form.items[0], scope)
        if isinstance(function, core.Builtin) and function.name in TAKING_KEYS:
            parts = tuple(self.expand(item, scope) for item in form.items[1:])
            return core.Apply(function, parts, {}, form.span)
        arguments, keywords = self.arguments(form.items[1:], scope)
        if isinstance(function, core.Apply) and isinstance(form.items[0], GenericType):
            return core.Apply(function.function, (*function.arguments, *arguments), keywords, form.span)
        return core.Apply(function, arguments, keywords, form.span)

    def arguments(
        self, items: Sequence[Syntax], scope: Scope
    ) -> tuple[tuple[core.Core, ...], dict[str, core.Core]]:
        """Positional and keyword arguments of a call."""
        positional: list[core.Core] = []
        keywords: dict[str, core.Core] = {}
        rest = iter(items)
        for item in rest:
            if not isinstance(item, Keyword):
                positional.append(self.expand(item, scope))
                continue
            value = next(rest, None)
            if value is None or isinstance(value, Keyword):
                raise diagnostics.SyntaxError.at(
                    Code.KEYWORD_WITHOUT_VALUE, item.span, f"expected a value after :{item.name}"
                )
            if item.name in keywords:
                raise diagnostics.SyntaxError.at(
                    Code.KEYWORD_TWICE, item.span, f":{item.name} is given twice"
                )
            keywords[item.name] = self.expand(value, scope)
        return tuple(positional), keywords

    def _expand_map(self, datum: Braces, scope: Scope) -> core.Core:
        self._enter(datum)
        try:
            return expand_map(self, datum, scope)
        finally:
            self.nesting -= 1

    def _generic_constructor(self, datum: GenericType, scope: Scope) -> core.Core:
        """``(vector<float64> 1.0 2.0)``: the head names the element type."""
        if datum.name not in ("vector", "matrix", "tensor") or not isinstance(
            scope.lookup(Symbol(datum.name, datum.span)), BuiltinName | None
        ):
            raise diagnostics.SyntaxError.at(
                Code.TYPE_AS_VALUE, datum.span, f"`{datum.span.text}` is a type, not a value"
            )
        head = core.Builtin(f"{datum.name}<>", datum.span)
        return core.Apply(head, (core.Constant(datum, datum.span),), {}, datum.span)

    # Programs --------------------------------------------------------------

    def expand_program(self, forms: Sequence[Syntax]) -> core.Program:
        """Expands all forms; raises one error with every diagnostic."""
        forms = [form for form in forms if self.guarded(partial(check_nesting, form))]
        bodies: list[Finish] = []
        self.upcoming = modules_below(forms)
        for form in forms:
            self.guarded(partial(self._scan, form, bodies))
        if self.is_incomplete:
            self.raise_errors()
        for name, denotation in reversed(self.superseded):
            self.globals.redefine(name, denotation)
        for expand_value in bodies:
            self.guarded(expand_value)
        self.check_declarations()
        check_coverage(self)
        self.raise_errors()
        return self.program

    def _scan(self, form: Syntax, bodies: list[Finish]) -> None:
        bodies.extend(scan_form(self, form, self.place))

    @contextmanager
    def finding_names(self) -> Iterator[None]:
        """Around what gives the program names: without them it is no use to look for what is undefined."""
        try:
            yield
        except EshkolError:
            self.is_incomplete = True
            raise

    def report(self, error: EshkolError) -> None:
        self.errors.append(error)

    def raise_errors(self) -> None:
        if not self.errors:
            return
        found = [d for error in self.errors for d in error.diagnostics]
        # Those of one source together, in their order there.
        sources = {d.span.source: -number for number, d in enumerate(reversed(found)) if d.span}
        found.sort(key=lambda d: (sources[d.span.source], d.span.start) if d.span else (-len(found), -1))
        raise type(self.errors[0])(found[: diagnostics.MAX_ERRORS])

    def guarded(self, action: Callable[[], object]) -> bool:
        try:
            action()
        except EshkolError as error:
            self.report(error)
            return False
        return True

    def check_declarations(self) -> None:
        """Reports types of what is not defined."""
        known = {definition.binding.name for definition in self.program.definitions}
        for (name, context), declaration in self.declarations.items():
            if (name, context) not in self.definitions and (context is not None or name not in known):
                near = known if len(self.errors) < diagnostics.MAX_ERRORS else ()
                self.report(type_without_definition(declaration, near))


def _fields(value: core.Core, names: Sequence[str], span: Span) -> core.Core:
    """A field of a field ... of a record."""
    for name in names:
        value = core.Field(value, name, span)
    return value
