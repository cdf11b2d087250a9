"""Whatever stands in a macro definition or in a use, the answer is an expansion or a diagnostic."""

from __future__ import annotations

import contextlib

from eshkol_mlir.diagnostics import EshkolError
from expander_support import expanded
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ATOMS = st.sampled_from(
    [
        "a",
        "b",
        "c",
        "m",
        "n",
        "x",
        "...",
        ":::",
        "_",
        ":",
        "else",
        "=>",
        "quote",
        "unquote",
        "if",
        "let",
        "lambda",
        "define",
        "define-values",
        "define-syntax",
        "let-syntax",
        "letrec-syntax",
        "syntax-rules",
        "syntax-error",
        "begin",
        "define-type",
        "Record",
        "cond",
        "case",
        "do",
        "1",
        "2.5",
        "#t",
        '"s"',
        "#\\c",
        ":key",
        ".",
        "vector<a,b>",
        "'a",
        "`a",
        ",a",
        ",@a",
        "#f64(1)",
        "#0=a",
        "#0#",
    ]
)
DATA = st.recursive(
    ATOMS,
    lambda inner: st.builds(
        lambda items, brackets: brackets[0] + " ".join(items) + brackets[1:],
        st.lists(inner, max_size=5),
        st.sampled_from(["()", "()", "()", "[]", "{}"]),
    ),
    max_leaves=12,
)
RULES = st.lists(
    st.tuples(st.lists(DATA, max_size=4).map(" ".join), DATA).map(lambda rule: f"((_ {rule[0]}) {rule[1]})"),
    max_size=3,
).map(" ".join)
LITERALS = st.sampled_from(["()", "(a)", "(...)", "(_ else)", "::: ()", "... (...)", "a (b)"])
QUICK = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def answered(text: str) -> None:
    """Expands a program, which may be wrong; what it expands to expands to itself."""
    with contextlib.suppress(EshkolError):
        core = expanded(text)
        assert expanded(core) == core


@QUICK
@given(st.lists(DATA, max_size=4).map(" ".join), DATA)
def test_any_data_as_a_definition(definition: str, use: str) -> None:
    answered(f"(define-syntax {definition}) {use}")


@QUICK
@given(LITERALS, RULES, st.lists(DATA, max_size=4).map(" ".join), st.booleans())
def test_any_rules_and_uses(literals: str, rules: str, use: str, in_body: bool) -> None:
    text = f"(define-syntax m (syntax-rules {literals} {rules})) (m {use}) 1"
    answered(f"(define (f x) {text})" if in_body else text)
