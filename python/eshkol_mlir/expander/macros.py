"""Macros: ``syntax-rules``, the forms that name them, and their use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import (
    EshkolError,
    ExpandedSpan,
    Expansion,
    Label,
    Source,
    Span,
    UnsupportedError,
)
from eshkol_mlir.expander.nesting import check_inserted
from eshkol_mlir.expander.parse import expect_list, expect_symbol, malformed
from eshkol_mlir.expander.patterns import Items, Keywords, Matches, PatternReader
from eshkol_mlir.expander.scope import Form, Identity, Introduction, Scope, identity, means
from eshkol_mlir.expander.syntax_objects import MacroUse
from eshkol_mlir.expander.templates import MAX_INSERTED, Template, TemplateReader, Use, endless
from eshkol_mlir.reader.syntax import List, Symbol, Syntax, children

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander
    from eshkol_mlir.expander.transformers import Transformer

#: Macro uses in whose expansion, one in the other, another use may stand.
MAX_DEPTH = 10_000
#: Macro uses in one program.
MAX_USES = 500_000

#: A part of a program's text.
Place: TypeAlias = "tuple[Source, int, int]"

SYNTAX_RULES = "(syntax-rules (literal ...) (pattern template) ...)"
DEFINE_SYNTAX = "(define-syntax name (syntax-rules (literal ...) (pattern template) ...)) or (define-syntax name (lambda (form) ...))"
LET_SYNTAX = "(let-syntax ((name transformer) ...) body ...)"

BRACKETS = "a pattern in [ ] matches only what is written in [ ]"

#: How many of its rules an error message shows.
SHOWN_RULES = 5


@dataclass(frozen=True, slots=True)
class Rule:
    """``(pattern template)``.

    ``arguments`` is the pattern after the keyword; ``copied`` are the variables
    of which the template wants copies after the matches.
    """

    pattern: List
    arguments: Items
    variables: int
    template: Template
    copied: tuple[int, ...]

    def match(self, form: List, scope: Scope) -> Matches | None:
        """What the variables stand for in a use, or None where it does not match."""
        matches: Matches = [None] * self.variables
        if not self.arguments.match(form.items[1:], form.tail, form.span, scope, matches):
            return None
        matches += [matches[number] for number in self.copied]
        return matches


@dataclass(frozen=True, eq=False, slots=True)
class Macro:
    """A keyword defined by ``syntax-rules``; ``rules`` is None where those are wrong."""

    name: str
    span: Span
    scope: Scope
    rules: tuple[Rule, ...] | None
    #: The form that gives the rules.
    transformer: Syntax


@dataclass(frozen=True, eq=False, slots=True)
class ProceduralMacro(Macro):
    """A keyword whose uses a procedure expands while the program is expanded."""

    procedure: Transformer


# Uses --------------------------------------------------------------------------


@dataclass
class Expansions:
    """Counts the macro uses of one program, and what they may still insert."""

    uses: int = 0
    room: int = MAX_INSERTED
    #: The use in the program's text whose expansion does not end; what else there is in it says nothing new.
    endless: Place | None = None

    def expand(self, macro: Macro, form: List | Symbol, scope: Scope) -> tuple[Syntax, Scope]:
        """What a macro use in ``scope`` becomes, and the scope in which that is to be expanded.

        Raises:
            SyntaxError: no rule matches, or sequences repeated together differ in length.
            UnsupportedError: the expansion does not seem to end.
        """
        if macro.rules is None and not isinstance(macro, ProceduralMacro):
            # Its definition has been reported.
            raise EshkolError([])
        depth = form.span.expansion.depth + 1 if isinstance(form.span, ExpandedSpan) else 0
        expansion = Expansion(macro.name, macro.span, form.span, depth)
        self.uses += 1
        if self.endless == _place(form.span):
            raise EshkolError([])
        try:
            return self._expand(macro, form, scope, expansion)
        except UnsupportedError as error:
            if error.diagnostics[0].code == Code.ENDLESS_EXPANSION:
                self.endless = _place(form.span)
            raise

    def _expand(
        self, macro: Macro, form: List | Symbol, scope: Scope, expansion: Expansion
    ) -> tuple[Syntax, Scope]:
        if expansion.depth > MAX_DEPTH:
            raise endless(expansion, f"stands in the expansion of more than {MAX_DEPTH} others")
        if self.uses > MAX_USES:
            raise endless(expansion, f"is one of more than {MAX_USES} in this program")
        if isinstance(macro, ProceduralMacro):
            place = Scope(scope, is_use_site=True)
            return macro.procedure.expand(MacroUse(form, expansion, place, macro.scope, self)), place
        assert isinstance(form, List)
        for rule in macro.rules or ():
            matches = rule.match(form, scope)
            if matches is not None:
                place = Scope(scope, is_use_site=True)
                use = Use(expansion, Introduction(macro.scope, place, self.uses), self.room)
                result = rule.template.fill(matches, use)
                self.room = use.room
                return result, place
        raise _no_match(macro, form)


def _place(span: Span) -> Place:
    """Where the program's text has the outermost use, in the expansion of which something stands."""
    return span.source, span.start, span.end


def _no_match(macro: Macro, form: List) -> EshkolError:
    from eshkol_mlir.reader import write_datum

    rules = macro.rules or ()
    named = Symbol(macro.name, macro.span)
    texts = [write_datum(replace(r.pattern, items=(named, *r.pattern.items[1:]))) for r in rules]
    more = [f"and {len(texts) - SHOWN_RULES} more rules"] if len(texts) > SHOWN_RULES else []
    return diagnostics.SyntaxError.at(
        Code.NO_RULE_MATCHES,
        form.span,
        f"no rule of `{macro.name}` matches this use",
        labels=[Label(macro.span, f"`{macro.name}` is defined here")],
        notes=[f"a rule takes {text}" for text in texts[:SHOWN_RULES]] + more or ["it has no rules"],
        help=[BRACKETS] if any(map(_has_brackets, rules)) else [],
    )


def _has_brackets(rule: Rule) -> bool:
    pending: list[Syntax] = list(rule.pattern.items)
    while pending:
        datum = pending.pop()
        if isinstance(datum, List) and datum.bracket == "[":
            return True
        pending += children(datum)
    return False


# Definitions ---------------------------------------------------------------------


def define_syntax(
    expander: Expander,
    form: List,
    place: Scope,
    scope: Scope,
    check: Callable[[Symbol], None] = lambda name: None,
) -> None:
    """``(define-syntax name transformer)``, which stands in ``scope``: binds the name in ``place``.

    ``check`` raises an error where that cannot have the name.
    """
    if len(form.items) != 3 or form.tail is not None:
        raise malformed(form, DEFINE_SYNTAX)
    name = expect_symbol(form.items[1], form, DEFINE_SYNTAX)
    check(name)
    bind_keyword(expander, name, form.items[2], place, scope)


def bind_keyword(expander: Expander, name: Symbol, transformer: Syntax, place: Scope, scope: Scope) -> None:
    """Makes ``name`` a keyword of ``place``, as a transformer says that stands in ``scope``."""
    try:
        keyword = read_transformer(expander, name, transformer, scope)
    except EshkolError as error:
        expander.report(error)
        keyword = Macro(name.name, name.span, scope, None, transformer)
    place.define(name, keyword)


def read_transformer(expander: Expander, name: Symbol, datum: Syntax, scope: Scope) -> Macro | Form:
    """What a transformer makes of ``name``: a macro, or what another keyword is.

    Raises:
        SyntaxError: it is no transformer, or one with wrong rules.
        EshkolError: it is code that is wrong.
    """
    datum, scope = expander.expand_head(datum, scope)
    if isinstance(datum, Symbol):
        found = scope.lookup(datum)
        if isinstance(found, Macro | Form):
            return found
    head = datum.items[0] if isinstance(datum, List) and datum.items else None
    keyword = scope.lookup(head) if isinstance(head, Symbol) else None
    if isinstance(keyword, Form) and keyword.name == "syntax-rules":
        assert isinstance(datum, List)
        return Macro(name.name, name.span, scope, read_rules(datum, scope), datum)
    if head is not None or isinstance(datum, Symbol):
        from eshkol_mlir.expander.transformers import transformer_expander

        procedure = transformer_expander(expander).transformer(datum, scope)
        return ProceduralMacro(name.name, name.span, scope, None, datum, procedure)
    raise diagnostics.SyntaxError.at(
        Code.MALFORMED_RULES,
        datum.span,
        f"expected the rules of `{name.name}` here",
        help=[f"the form is {DEFINE_SYNTAX}"],
    )


def read_rules(form: List, scope: Scope) -> tuple[Rule, ...]:
    """The rules of a ``syntax-rules`` form in ``scope``.

    Raises:
        SyntaxError: something about them is wrong.
    """
    check_inserted(form)
    items = form.items[1:]
    ellipsis: Symbol | None = None
    if items and isinstance(items[0], Symbol):
        ellipsis, items = items[0], items[1:]
    if not items or form.tail is not None:
        raise malformed(form, SYNTAX_RULES)
    literals = expect_list(items[0], SYNTAX_RULES)
    known = frozenset(identity(expect_symbol(item, form, SYNTAX_RULES)) for item in literals.items)
    keywords = Keywords(scope, known, ellipsis_of(ellipsis, known, scope))
    return tuple(_rule(item, keywords) for item in items[1:])


def ellipsis_of(
    custom: Symbol | None, literals: frozenset[Identity], scope: Scope
) -> Callable[[Syntax], bool]:
    """What is an ellipsis in rules that may name their own; one among the literals is none."""

    def is_ellipsis(datum: Syntax) -> bool:
        if not isinstance(datum, Symbol) or identity(datum) in literals:
            return False
        return means(datum, "...", scope) if custom is None else identity(datum) == identity(custom)

    return is_ellipsis


def _rule(datum: Syntax, keywords: Keywords) -> Rule:
    rule = expect_list(datum, SYNTAX_RULES)
    if len(rule.items) != 2:
        raise diagnostics.SyntaxError.at(
            Code.MALFORMED_RULES,
            rule.span,
            "a rule is a pattern and a template",
            help=[f"the form is {SYNTAX_RULES}"],
        )
    pattern, template = rule.items
    if not isinstance(pattern, List) or not pattern.items or not isinstance(pattern.items[0], Symbol):
        raise diagnostics.SyntaxError.at(
            Code.MALFORMED_RULES,
            pattern.span,
            "a pattern is a list that begins with the keyword",
            help=["write (_ argument ...)"],
        )
    patterns = PatternReader(keywords)
    arguments = patterns.items(pattern.items[1:], pattern.tail, 0)
    templates = TemplateReader(patterns.variables, keywords.is_ellipsis)
    filled = templates.read(template)
    return Rule(pattern, arguments, len(patterns.variables), filled, tuple(templates.copied))
