"""Names of the language that this version of the compiler does not have yet, with the reason.

A program may define any of them itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eshkol_mlir import diagnostics
from eshkol_mlir.diagnostics import EshkolError, Span

PROCEDURAL = "a macro that is a procedure needs code that runs while a program is expanded, and this version has syntax-rules only"
CLASSES = "type classes are not part of this version of the compiler"
HOST = "it needs code that runs on the host, and this version compiles device functions only"
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
    PROCEDURAL: ("syntax-case syntax quasisyntax unsyntax unsyntax-splicing with-syntax",),
    CLASSES: ("define-type-class define-type-class-instance",),
    HOST: (
        "guard delay delay-force make-promise parameterize match case-lambda define-record-type with-region",
        "with-arena define-arena with-resource protect computation-block call/cc call-with-current-continuation",
        "dynamic-wind let/cc",
    ),
    PROBABILITY: ("monte-carlo",),
    EFFECTS: ("with-handler seeded define/contract define/lipschitz define/gradient-correct qif qwhile",),
    TOOLS: (
        "benchmark compare-benchmark generate-benchmark-report with-device with-memory-limit with-profiling",
        "import-python export-to-python import-jax-function",
    ),
})  # fmt: skip

#: Procedures: a reference to one that the program does not define is refused.
PROCEDURES = _table({
    HOST: (
        # Data that is changed in place.
        "vector-set! vector-fill! vector-copy! list-set! set-car! set-cdr! string-set! string-fill! matrix-set!",
        "tensor-set! bytevector-u8-set! append! reverse!",
        # Text, symbols and bytes as data of the running program.
        "string make-string string-length string-ref substring string-append string-copy string-upcase",
        "string-downcase string=? string<? string>? string<=? string>=? string->list list->string string->vector",
        "string->number number->string string->symbol symbol->string string-join string-split string-map",
        "string-for-each char-upcase char-downcase char->integer integer->char char=? char<? char>?",
        "char<=? char>=? char-foldcase char-lower-case? char-upper-case? char-alphabetic? char-numeric?",
        "char-whitespace? digit-value string-foldcase string-ci=? string-ci<? string-copy! vector->string bytevector",
        "make-bytevector bytevector-u8-ref bytevector-length bytevector-append bytevector-copy bytevector-copy!",
        "bytevector? utf8->string string->utf8",
        # Input and output, the system.
        "read read-line read-char peek-char read-string read-u8 write-char write-string write-u8 write-shared",
        "write-simple open-input-file open-output-file close-port call-with-port call-with-output-file",
        "with-output-to-file current-input-port current-output-port eof-object eof-object? flush-output-port",
        "call-with-input-file with-input-from-file open-input-string open-output-string get-output-string",
        "open-input-bytevector open-output-bytevector get-output-bytevector close-input-port close-output-port",
        "current-error-port input-port? output-port? textual-port? binary-port? port? input-port-open?",
        "output-port-open? char-ready? u8-ready? peek-u8 read-bytevector read-bytevector! write-bytevector",
        "file-exists? delete-file load exit emergency-exit current-second current-jiffy get-environment-variable",
        "command-line",
        "boolean=? symbol=? numerator denominator rationalize char-ci<=? char-ci<? char-ci=? char-ci>=? char-ci>?",
        "string-ci<=? string-ci>=? string-ci>? open-binary-input-file open-binary-output-file",
        "get-environment-variables null-environment jiffies-per-second",
        # Control.
        "raise raise-continuable with-exception-handler error-object? error-object-message force make-parameter",
        "error-object-irritants read-error? file-error? eval environment interaction-environment scheme-report-environment gensym generate-temporaries",
        "make-hash-table hash-table-ref hash-table-set! promise? features",
        "region-reset! arena-reset! track-resource untrack-resource cleanup-resources!",
    ),
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
        "available-devices current-device device-memory-info set-simd-optimization-level! current-simd-features",
        "set-optimization-level! restore-optimization-level! save-model load-model export-onnx import-onnx",
        "translate-from-jax infer-types-from-jax",
    ),
})  # fmt: skip


def unsupported(name: str, span: Span) -> EshkolError:
    """The error for a use of one of these names."""
    reason = FORMS.get(name) or PROCEDURES[name]
    return diagnostics.UnsupportedError.at(span, f"{name} is not supported yet", notes=[reason])
