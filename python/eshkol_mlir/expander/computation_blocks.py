"""Computation blocks: bodies in which a domain's operations have the short names that it gives them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.expander import core
from eshkol_mlir.expander.body import expand_body
from eshkol_mlir.expander.imports import required
from eshkol_mlir.expander.namespaces import Namespace
from eshkol_mlir.expander.scope import Scope, did_you_mean
from eshkol_mlir.reader.syntax import List, Symbol, Syntax

if TYPE_CHECKING:
    from eshkol_mlir.expander.expand import Expander

COMPUTATION_BLOCK = (
    "(computation-block kind expression ...), where kind is autodiff, stochastic, quantum or a module"
)

#: The short names of each kind, and what they mean.  Those of quantum are OpenQASM's.
KINDS: Mapping[str, Mapping[str, str]] = {
    "autodiff": {
        "forward": "autodiff-forward",
        "forward-n": "autodiff-forward-n",
        "backward": "autodiff-reverse",
        "gradient": "autodiff-gradient",
        "D": "autodiff-gradient",
        "jacobian": "autodiff-jacobian",
        "hessian": "autodiff-hessian",
    },
    "stochastic": {
        name: f"{name}-dist"
        for name in ("normal", "uniform", "bernoulli", "categorical", "dirichlet", "beta", "gamma")
    },
    "quantum": {
        "qubit": "qubit-new", "qreg": "qreg-new", "h": "hadamard", "x": "pauli-x", "y": "pauli-y", "z": "pauli-z",
        "rx": "rotation-x", "ry": "rotation-y", "rz": "rotation-z", "p": "phase-shift", "cx": "cnot", "ccx": "toffoli",
    },
}  # fmt: skip


def expand_computation_block(expander: Expander, form: List, scope: Scope) -> core.Core:
    kind, *forms = form.items[1:]
    return expand_body(expander, forms, _inside(expander, kind, scope), form.span)


def _inside(expander: Expander, kind: Syntax, scope: Scope) -> Scope:
    """The scope of what stands in a block of this kind.

    Raises:
        NameError: there is neither such a kind nor such a module.
    """
    if not isinstance(kind, Symbol) or kind.name not in KINDS:
        return _of_module(expander, kind, scope)
    inside = Scope(scope)
    for short, name in KINDS[kind.name].items():
        meaning = expander.modules.environment.lookup(Symbol(name, kind.span))
        assert meaning is not None
        inside.define(Symbol(short, kind.span, kind.context), meaning)
    return inside


def _of_module(expander: Expander, kind: Syntax, scope: Scope) -> Scope:
    if isinstance(kind, Symbol) and not _is_module(expander, kind):
        raise diagnostics.NameError.at(
            Code.UNKNOWN_KIND_OF_BLOCK,
            kind.span,
            f"there is no kind of computation block, and no module, named `{kind.name}`",
            notes=[f"the kinds are {', '.join(KINDS)}; a block may also name a module, whose names it opens"],
            help=did_you_mean(kind.name, KINDS),
        )
    return Namespace(scope, required(expander, kind), kind)


def _is_module(expander: Expander, name: Symbol) -> bool:
    known = name.name in expander.aliases or name.name in expander.upcoming
    return known or expander.modules.find(name.name, name.span) is not None
