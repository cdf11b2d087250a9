"""Names of the language that this version of the compiler does not have yet, with the reason.

A program may define any of them itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eshkol_mlir import diagnostics
from eshkol_mlir.codes import Code
from eshkol_mlir.diagnostics import EshkolError, Span

DEVICES = "work is not spread over several devices in this version of the compiler"
TAPES = "dual numbers and tapes as values are not part of this version (grad and jvp differentiate)"
PROBABILITY = (
    "random variables are not part of this version of the compiler (rand and randn make random tensors)"
)
EFFECTS = "effects, contracts and quantum registers are not part of this version of the compiler"
NUMERICAL = "this numerical method is not part of this version of the library"
TOOLS = "tools around the language are not part of this version"


def _table(groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {name: reason for reason, texts in groups.items() for text in texts for name in text.split()}


#: Syntax: the whole form is refused, whatever stands in it.
FORMS = _table({
    PROBABILITY: ("monte-carlo",),
    EFFECTS: ("with-handler seeded define/contract define/lipschitz define/gradient-correct qif qwhile",),
    TOOLS: (
        "benchmark compare-benchmark generate-benchmark-report with-device with-memory-limit with-profiling",
        "import-python export-to-python import-jax-function",
    ),
})  # fmt: skip

#: Procedures: a reference to one that the program does not define is refused.
PROCEDURES = _table({
    DEVICES: ("pmap pmean psum pmax all-gather all-to-all shard",),
    TAPES: (
        "make-dual dual-value dual-derivative make-tape tape-record! tape-gradient symbolic-diff simplify",
        "neural-symbolic-search checkpoint",
    ),
    PROBABILITY: (
        "sample sample-n normal-dist uniform-dist bernoulli-dist bernoulli categorical-dist dirichlet-dist",
        "beta-dist gamma-dist pdf cdf normal-pdf rejection-sample importance-sample resample metropolis-hastings",
        "gibbs-sampler particle-filter monte-carlo-integrate monte-carlo-estimate bootstrap jack-knife",
        "cross-validate",
    ),
    EFFECTS: (
        "measure hadamard phase-shift controlled-not cnot toffoli rotation-x rotation-y rotation-z pauli-x pauli-y",
        "pauli-z swap qreg-new qureg-new qubit-new qreg-apply qreg-apply-controlled entangle qreg-join",
        "qreg-extract-qubit qreg-measure qreg-measure-qubit qreg-measure-partial qubit-is? qubit? qureg? qstate?",
        "qreg-size qstate-amplitude qstate-probability qstate-entanglement grover-search shor-factorize",
        "quantum-fourier-transform phase-estimation bit-set?",
    ),
    NUMERICAL: (
        "integrate integrate-adaptive integrate-monte-carlo minimize maximize find-root ode-solve euler-step",
        "runge-kutta-4-step eigendecomposition matrix-eigenvalues matrix-eigenvectors eigh eig svd matrix-svd qr",
        "qr-decomposition expm differentiate interpolate linear-regression covariance correlation",
        "spectral-normalize transformer-block",
    ),
    TOOLS: (
        "available-devices current-device device-memory-info",
        "save-model load-model export-onnx import-onnx",
        "translate-from-jax infer-types-from-jax",
    ),
})  # fmt: skip


def unsupported(name: str, span: Span) -> EshkolError:
    """The error for a use of one of these names."""
    reason = FORMS.get(name) or PROCEDURES[name]
    return diagnostics.UnsupportedError.at(
        Code.NOT_SUPPORTED_YET, span, f"{name} is not supported yet", notes=[reason]
    )


def on_host_only(name: str, span: Span) -> EshkolError:
    """The error for a use in device code of what runs on the host."""
    return diagnostics.UnsupportedError.at(
        Code.HOST_ONLY, span, f"{name} is not supported in device code", notes=["it runs on the host"]
    )
