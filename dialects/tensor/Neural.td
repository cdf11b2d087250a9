//===- Neural.td - normalization and attention --*- tablegen -*-===//

#ifndef ESHKOL_TENSOR_NEURAL_TD
#define ESHKOL_TENSOR_NEURAL_TD

include "Dialect.td"

def Eshkol_SoftmaxOp : Eshkol_TensorOp<"softmax"> {
  let summary = "Normalizes exponentials along one dimension";
  let description = [{
    `result = exp(x - max(x)) / sum(exp(x - max(x)))`, the maximum and the sum
    taken along `dimension`.  Subtracting the maximum keeps the exponentials
    finite.  `bf16` and `f16` are computed in `f32` and rounded once.

    Minus infinity becomes 0.  A slice that holds NaN or plus infinity, or
    nothing but minus infinity, becomes NaN: it has no distribution.  (Masked
    attention, where empty rows are meant, is `eshkol.attention`.)

    ```mlir
    %p = eshkol.softmax %logits dimension = 1 : (tensor<?x10xf32>) -> tensor<?x10xf32>
    ```
  }];
  let arguments = (ins Eshkol_FloatTensor:$operand, I64Attr:$dimension);
  let results = (outs Eshkol_FloatTensor:$result);
  let assemblyFormat =
      "$operand `dimension` `=` $dimension attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def Eshkol_LogSoftmaxOp : Eshkol_TensorOp<"log_softmax"> {
  let summary = "Takes the logarithm of normalized exponentials along one dimension";
  let description = [{
    `result = x - max(x) - log(sum(exp(x - max(x))))` along `dimension`, which
    stays finite where `log(softmax(x))` underflows.  `bf16` and `f16` are
    computed in `f32` and rounded once.

    Minus infinity stays minus infinity.  A slice that holds NaN or plus
    infinity, or nothing but minus infinity, becomes NaN.

    ```mlir
    %l = eshkol.log_softmax %logits dimension = 1 : (tensor<?x10xf32>) -> tensor<?x10xf32>
    ```
  }];
  let arguments = (ins Eshkol_FloatTensor:$operand, I64Attr:$dimension);
  let results = (outs Eshkol_FloatTensor:$result);
  let assemblyFormat =
      "$operand `dimension` `=` $dimension attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def Eshkol_LayernormOp : Eshkol_TensorOp<"layernorm", [AttrSizedOperandSegments]> {
  let summary = "Normalizes the trailing dimensions to mean 0 and variance 1";
  let description = [{
    `result = (x - mean(x)) / sqrt(variance(x) + epsilon) * scale + bias`, the
    statistics taken over all dimensions from `dimension` on, which are also the
    dimensions of `scale` and `bias`.  The variance is the mean squared
    deviation (no Bessel correction), computed from deviations, so a large mean
    costs no precision.  `bf16` and `f16` are computed in `f32` and rounded
    once.  NaN and infinities make their whole slice NaN.

    ```mlir
    %y = eshkol.layernorm %x scale %g bias %b dimension = 1 epsilon = 1.0e-6
        : (tensor<?x768xf32>, tensor<768xf32>, tensor<768xf32>) -> tensor<?x768xf32>
    ```
  }];
  let arguments = (ins Eshkol_FloatTensor:$operand, Optional<Eshkol_FloatTensor>:$scale,
                       Optional<Eshkol_FloatTensor>:$bias, I64Attr:$dimension,
                       DefaultValuedAttr<F64Attr, "1.0e-5">:$epsilon);
  let results = (outs Eshkol_FloatTensor:$result);
  let assemblyFormat = [{
    $operand (`scale` $scale^)? (`bias` $bias^)? `dimension` `=` $dimension (`epsilon` `=` $epsilon^)?
    attr-dict `:` functional-type(operands, results)
  }];
  let hasCanonicalizer = 1;
}

def Eshkol_AttentionOp : Eshkol_TensorOp<"attention"> {
  let summary = "Averages values by the similarity of queries and keys";
  let description = [{
    `result = softmax(scale * query * transpose(key) + mask) * value` for a
    query `[.., S, D]`, a key `[.., T, D]`, a value `[.., T, E]` and equal
    leading batch dimensions; the result is `[.., S, E]`.  `scale` is
    `1 / sqrt(D)` unless given.  `bf16` and `f16` are computed in `f32` and
    rounded once.

    The mask `[.., S, T]` is of truth values, true where the query may attend
    the key, or of numbers added to the scores.  Under `causal`, query `i`
    attends key `j` only where `j <= i + T - S`: the last query sees every key.
    A key that is not attended gets weight 0 whatever its score, NaN included;
    its value must still be finite.  A query that may attend no key, or whose
    scores are all minus infinity, gives zeros.

    ```mlir
    %y = eshkol.attention %q, %k, %v mask %m causal scale = 0.125
        : (tensor<?x8x?x64xf32>, tensor<?x8x?x64xf32>, tensor<?x8x?x64xf32>, tensor<?x8x?x?xi1>)
        -> tensor<?x8x?x64xf32>
    ```
  }];
  let arguments = (ins Eshkol_FloatTensor:$query, Eshkol_FloatTensor:$key, Eshkol_FloatTensor:$value,
                       Optional<AnyTypeOf<[Eshkol_BoolTensor, Eshkol_FloatTensor]>>:$mask,
                       UnitAttr:$causal, OptionalAttr<F64Attr>:$scale);
  let results = (outs Eshkol_FloatTensor:$result);
  let assemblyFormat = [{
    $query `,` $key `,` $value (`mask` $mask^)? (`causal` $causal^)? (`scale` `=` $scale^)?
    attr-dict `:` functional-type(operands, results)
  }];
  let hasCanonicalizer = 1;
}

#endif // ESHKOL_TENSOR_NEURAL_TD
