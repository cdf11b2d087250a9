"""What the procedures do that the compiler provides.

A procedure that the library of the host defines in Eshkol, and that is not named here, is inferred like any other.
Partial operations (``car`` of what is no pair) have no effect: ``Exception`` is for what raises on purpose.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from eshkol_mlir.types.effects.rows import Effect


class Result(enum.Enum):
    """What the value of a call may be, as far as inference follows values."""

    #: Data that holds no procedure.
    DATA = enum.auto()
    #: A new object, which contains the arguments.
    NEW = enum.auto()
    #: A new object, which contains the arguments after the first.
    RECORD = enum.auto()
    #: A new object, which contains what is in the arguments.
    COPY = enum.auto()
    #: Something that is in the first argument.
    PART = enum.auto()
    #: An argument, or something that is in one.
    TAIL = enum.auto()
    #: The same, or a new object with it.
    JOINED = enum.auto()
    #: The first argument.
    SAME = enum.auto()
    #: The second argument.
    SECOND = enum.auto()
    #: What the procedures called return.
    CALLED = enum.auto()
    #: A promise of what the procedure that is the argument returns.
    PROMISE = enum.auto()
    #: A new object, which contains what the procedures called return.
    MAPPED = enum.auto()
    #: A procedure without effects, whose value may be anything.
    GETTER = enum.auto()
    #: Anything.
    UNKNOWN = enum.auto()


@dataclass(frozen=True, slots=True)
class BuiltinEffects:
    """What a call does."""

    effects: frozenset[Effect] = frozenset()
    #: Positions of arguments that it changes.
    changes: tuple[int, ...] = ()
    #: Positions of arguments that it calls; a number of -1 stands for all.
    calls: tuple[int, ...] = ()
    #: Whether its first argument must do nothing to what is outside of it.
    demands_pure: bool = False
    #: Whether without further arguments it returns a procedure, which then has the effects.
    transforms: bool = False
    result: Result = Result.DATA


_ALL = (-1,)

_EFFECTS: Mapping[Effect, str] = {
    Effect.RANDOM: "rand randn randint random-uniform random-normal random-integers",
    Effect.IO: """
        char-ready? close-input-port close-output-port close-port command-line current-jiffy current-second
        delete-file display displayln emergency-exit %exit file-exists? flush-output-port
        get-environment-variable get-environment-variables newline open-binary-input-file
        open-binary-output-file open-input-file open-output-file peek-char peek-u8 print read read-bytevector
        read-bytevector! read-char read-line read-string read-u8 runtime u8-ready? write write-bytevector
        write-char write-shared write-simple write-string write-u8 arena-statistics region-statistics exit
        load %open-program %compile-next %print-values %print-types %uncaught
    """,
    Effect.STATE: """
        %set-current-port! set-simd-optimization-level! %compile-at-level set-optimization-level!
        restore-optimization-level! track-resource untrack-resource cleanup-resources! %set-raise-procedure!
        %abandon-region! %enter-region! %leave-region!
    """,
    Effect.DEVICE: "current-simd-features set-simd-optimization-level!",
    Effect.EXCEPTION: "raise raise-continuable error assert syntax-violation raise-syntax-error",
    Effect.GRADIENT: """
        grad gradient %grad value-and-grad %value-and-grad jvp %jvp vjp %vjp hvp derivative jacobian %jacobian
        hessian %hessian autodiff-gradient autodiff-reverse autodiff-forward autodiff-forward-n
        autodiff-jacobian autodiff-hessian adam-optimizer
    """,
}  # fmt: skip

#: Those that change their first argument.
_CHANGING = """
    append! arena-reset! bytevector-copy! bytevector-fill! bytevector-u8-set! hash-table-clear!
    hash-table-delete! hash-table-set! list-set! matrix-set! %record-set! read-bytevector! region-reset! reverse!
    set-box! set-car! set-cdr! string-copy! string-fill! string-set! tensor-set! vector-copy! vector-fill!
    vector-set!
"""

#: The procedures that transform another one, which must not do anything outside of it.
_TRANSFORMING = """
    grad gradient %grad value-and-grad %value-and-grad jvp %jvp vjp %vjp hvp derivative jacobian %jacobian
    hessian %hessian autodiff-gradient autodiff-reverse autodiff-forward autodiff-forward-n autodiff-jacobian
    autodiff-hessian vmap %vmap jit xla/compile
"""

#: Those that call procedures and are no Eshkol code, whose code keeps track of what is in progress, or that are used so
#: often that reading the library for them would take longer than all the rest.
_CALLING: Mapping[tuple[int, ...], str] = {
    _ALL: "dynamic-wind scan tensor-map tree-map with-exception-handler %with-handler",
    (0,): """
        %apply apply filter for-each map vector-for-each vector-map
        %call-with-escape %inexactly adam-optimizer call-with-current-continuation call/cc
        call-with-escape-continuation
    """,
    (1,): "%call-in-region make-parameter",
    (2,): "%parameterize",
}

_RESULTS: Mapping[Result, str] = {
    Result.NEW: """
        %eager %list %make-record box cons list make-list make-matrix make-tensor make-vector make-string make-bytevector
        make-eq-hash-table make-eqv-hash-table make-equal-hash-table make-string-hash-table %make-hash-table
        %make-record-type matrix string tensor vector %values bytevector open-input-string
        open-input-bytevector open-output-string open-output-bytevector full zeros ones %vector-of
        %make-condition %make-arena %make-region make-promise mapping
    """,
    Result.RECORD: "%record %record-of",
    Result.COPY: """
        alist->mapping append-reverse filter bytevector-append bytevector-copy hash-table->alist hash-table-copy hash-table-values
        hash-table-keys hash-table->mapping mapping->alist mapping->hash-table mapping-delete mapping-keys
        mapping-union mapping-values %mapping-entries list->string list->tensor list->vector list-copy list-head reverse string->list
        string->utf8 string->vector string-append string-concatenate string-copy string-downcase
        string-foldcase string-join string-pad-left string-pad-right string-reverse string-split string-trim
        string-trim-left string-trim-right string-upcase substring subvector tensor->list tensor->vector
        tensor-copy utf8->string vector->list vector->string vector->tensor vector-append vector-copy
        vector-grow vector-reverse number->string symbol->string full-like ones-like zeros-like
        %values->list %record-type-fields take %string-append2 %syntax-operation %values-of
    """,
    Result.PART: """
        caaaar caaadr caaar caadar caaddr caadr caar cadaar cadadr cadar caddar cadddr caddr cadr car eighth
        fifth first fourth %field %condition-irritants %record-ref last list-ref ninth second
        seventh sixth tenth third unbox %value-ref vector-ref vref
    """,
    Result.TAIL: """
        assq assv %assoc cdaaar cdaadr cdaar cdadar cdaddr cdadr cdar cddaar cddadr cddar cdddar
        cddddr cdddr cddr cdr drop %hash-table-ref last-pair list-tail %mapping-ref %member memq memv rest
        reverse! select where %tensor-if-possible
    """,
    Result.JOINED: "append append! %append2 cons* list* mapping-set values",
    Result.PROMISE: "%lazy",
    Result.SAME: "%check-declared identity reshape stop-gradient",
    Result.SECOND: "%known-on-device",
    Result.CALLED: """
        %apply apply %call-in-region %guard %inexactly %parameterize dynamic-wind scan tensor-map tree-map
        with-exception-handler %with-handler
    """,
    Result.MAPPED: "map vector-map",
    Result.GETTER: "make-parameter",
    # Whatever a continuation gets.
    Result.UNKNOWN: "%call-with-escape call-with-current-continuation call/cc call-with-escape-continuation",
}  # fmt: skip

#: Library procedures that fail where an operation is partial, or that keep track of what is in progress.
_WITHOUT_EFFECTS = """
    %raise-error %too-many-arguments %no-match %no-clause %handler-returned %not-a-promise
    %apply %call-with-escape %call-with-continuation %capture-count %eager %guard %handlers %lazy %parameterize %set-handlers!
    %set-winders! %winders %with-handler call-with-current-continuation call/cc
    call-with-escape-continuation dynamic-wind force make-parameter make-promise promise? values
    with-exception-handler
"""

#: What calls procedures that do not come from its arguments: those of code that is data, and such as are kept.
EVALUATING = frozenset(("eval", "load", "%compile", "%evaluate", "cleanup-resources!"))

#: Primitives and hidden names that only compute.  Those of tensors, and all operations of devices, do so unless named above.
_COMPUTING = """
    %* %+ %- %/ %< %<= %= %> %>= %absent? %and %any %append2 %assoc %call-device %char<=? %char<? %char=? %char>=?
    %char>? %check-declared %compile %concat %condition-irritants %condition-kind %condition-message
    %condition-procedure %condition? %continuation-caller %continuation-winders %current-port %declared-record-type %extreme %field
    %gcd %hash-table-ref %invert %known-on-device %lcm %make-arena %make-condition %make-hash-table
    %make-record-type %make-region %mapping-entries %mapping-key? %mapping-no-key %mapping-ref %max %member %min %negate %or %procedure-arity %quote %record %record-of
    %record-ref %record-type-fields %record-type-name %record-type-of %record? %reinstate %stack
    %standard-port %string-append2 %string<? %string=? %syntax-operation %undefined?
    %matrix-add %matrix-subtract %maximum %minimum %tensor-add %tensor-divide %tensor-if-possible %tensor-multiply %tensor-subtract
    %value-count %value-ref %values %values->list %values-of %vector-of %wrong-type
    abs acos acosh alist->mapping angle append append-reverse arena? arithmetic-shift asin asinh assq assv atan atanh binary-port?
    bit-count bitwise-and bitwise-not bitwise-or bitwise-xor boolean=? boolean? box box? bytevector
    bytevector-append bytevector-copy bytevector-length bytevector-u8-ref bytevector? caaaar caaadr caaar
    caadar caaddr caadr caar cadaar cadadr cadar caddar cadddr caddr cadr car cdaaar cdaadr cdaar cdadar
    cdaddr cdadr cdar cddaar cddadr cddar cdddar cddddr cdddr cddr cdr ceiling char->integer
    char-alphabetic? char-ci<=? char-ci<? char-ci=? char-ci>=? char-ci>? char-downcase char-foldcase
    char-lower-case? char-numeric? char-upcase char-upper-case? char-whitespace? char<=? char<? char=? char>=?
    char>? char? complex? cons cons* cos cosh cube denominator digit-value drop eighth environment environment?
    eof-object eof-object? eq? equal? eqv? even? exact exact->inexact exact-integer-sqrt exact-integer?
    exact-rational? exact? exp expt features fifth finite? first floor floor-quotient floor-remainder floor/
    fourth gensym get-output-bytevector get-output-string hash hash-table->alist hash-table->mapping hash-table-contains?
    hash-table-copy hash-table-count hash-table-exists? hash-table-keys hash-table-size hash-table-values
    hash-table? imag-part inexact inexact->exact inexact? infinite? input-port-open? input-port?
    integer->char integer? interaction-environment iota jiffies-per-second last last-pair length list list*
    list->string list->vector list-copy list-head list-ref list-tail list? log magnitude make-bytevector
    make-eq-hash-table make-equal-hash-table make-eqv-hash-table make-list make-polar make-rectangular
    make-string make-string-hash-table make-vector mapping mapping->alist mapping->hash-table mapping-contains?
    mapping-delete mapping-keys mapping-set mapping-size mapping-union mapping-values mapping? memq memv modulo nan? negative? ninth not not-equal null?
    number->string number? numerator odd? open-input-bytevector open-input-string open-output-bytevector
    open-output-string output-port-open? output-port? pair? port? positive? procedure? quotient rational?
    rationalize real-part real? record? remainder reverse round second seventh sin sinh sixth sqrt
    square string string->list string->number string->symbol string->uninterned-symbol string->utf8
    string->vector string-append string-ci<=? string-ci<? string-ci=? string-ci>=? string-ci>?
    string-concatenate string-contains string-copy string-downcase string-foldcase string-hash string-join
    string-length string-null? string-pad-left string-pad-right string-prefix? string-ref string-reverse
    string-split string-suffix? string-trim string-trim-left string-trim-right string-upcase string<=?
    string<? string=? string>=? string>? string? substring subvector symbol->string symbol-append symbol=?
    symbol? take tan tanh tenth textual-port? third truncate truncate-quotient truncate-remainder truncate/ unbox
    utf8->string vector vector->list vector->string vector-append vector-copy vector-grow vector-length
    vector-ref vector? void zero?
    + - * / < <= = > >= max min gcd lcm
    concat concatenate mse pi nil reciprocal softmax stack
"""


@cache
def table() -> Mapping[str, BuiltinEffects]:
    """All that is named here."""
    found = {name: BuiltinEffects() for name in (_COMPUTING + _WITHOUT_EFFECTS).split()}

    def entry(name: str) -> BuiltinEffects:
        return found.get(name, BuiltinEffects())

    for effect, names in _EFFECTS.items():
        for name in names.split():
            found[name] = replace(entry(name), effects=entry(name).effects | {effect})
    for name in _CHANGING.split():
        found[name] = replace(entry(name), changes=(0,))
    for name in _TRANSFORMING.split():
        found[name] = replace(entry(name), demands_pure=True, transforms=True)
    for calls, names in _CALLING.items():
        for name in names.split():
            found[name] = replace(entry(name), calls=calls)
    for result, names in _RESULTS.items():
        for name in names.split():
            found[name] = replace(entry(name), result=result)
    found["adam-optimizer"] = replace(entry("adam-optimizer"), demands_pure=True)
    return found
