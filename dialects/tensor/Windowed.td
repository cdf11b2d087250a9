//===- Windowed.td - convolution and pooling --------------------*- tablegen -*-===//

#ifndef ESHKOL_TENSOR_WINDOWED_TD
#define ESHKOL_TENSOR_WINDOWED_TD

include "Dialect.td"
include "tensor/Reduction.td"

def Eshkol_ConvOp : Eshkol_TensorOp<"conv"> {
  let summary = "Convolves over one to three spatial dimensions";
  let description = [{
    `input` is `[N, C, spatial...]`, `kernel` is `[O, C / groups, spatial...]`
    and the result `[N, O, spatial...]`:

    `result[n, o, p] = sum_{i, k} padded[n, g * C / groups + i, p * stride + k * dilation] * kernel[o, i, k]`

    with `g = o / (O / groups)` the group of output channel `o`; the kernel is
    not reversed.  `padded` is the input with `input_dilation - 1` zeros between
    every two neighbours and then, for each spatial dimension, the numbers of
    zeros that `padding` lists as low and high pairs; negative ones remove
    elements.  The result's spatial size is
    `floor((padded - (kernel - 1) * dilation - 1) / stride) + 1`, or zero where
    the kernel does not fit.  Products accumulate as in `eshkol.matmul`.

    ```mlir
    %y = eshkol.conv %x, %k strides = [2, 2] padding = [1, 1, 1, 1] dilations = [1, 1]
        input_dilations = [1, 1] : (tensor<?x3x32x32xf32>, tensor<8x3x3x3xf32>) -> tensor<?x8x16x16xf32>
    ```
  }];
  let arguments = (ins Eshkol_Tensor:$input, Eshkol_Tensor:$kernel, DenseI64ArrayAttr:$strides,
                       DenseI64ArrayAttr:$padding, DenseI64ArrayAttr:$dilations,
                       DenseI64ArrayAttr:$input_dilations, DefaultValuedAttr<I64Attr, "1">:$groups);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat = [{
    $input `,` $kernel `strides` `=` $strides `padding` `=` $padding `dilations` `=` $dilations
    `input_dilations` `=` $input_dilations (`groups` `=` $groups^)? attr-dict
    `:` functional-type(operands, results)
  }];
}

def Eshkol_PoolOp : Eshkol_TensorOp<"pool"> {
  let summary = "Combines the elements of each window";
  let description = [{
    `operand` is `[N, C, spatial...]`, with one to three spatial dimensions;
    `result[n, c, p]` combines the elements at `p * stride + k * dilation - low`
    for every `k` in the window.  `padding` lists low and high pairs, none
    negative.  Positions in the padding do not count: they add nothing to `sum`,
    never win `max` or `min` (where a NaN wins), and are not counted by `mean`,
    which divides by the number of elements of the operand that the window
    covers.  A window that covers none gives the identity: zero, minus or plus
    infinity (the least or greatest integer), and NaN for `mean`.  `sum` and
    `mean` of `bf16` and `f16` accumulate in `f32`.

    The result's spatial size is
    `floor((low + size + high - (window - 1) * dilation - 1) / stride) + 1`, or
    zero where the window does not fit.

    ```mlir
    %y = eshkol.pool max %x window = [2, 2] strides = [2, 2] padding = [0, 0, 0, 0] dilations = [1, 1]
        : (tensor<?x8x16x16xf32>) -> tensor<?x8x8x8xf32>
    ```
  }];
  let arguments = (ins Eshkol_ReductionKindAttr:$kind, Eshkol_Tensor:$operand, DenseI64ArrayAttr:$window,
                       DenseI64ArrayAttr:$strides, DenseI64ArrayAttr:$padding,
                       DenseI64ArrayAttr:$dilations);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat = [{
    $kind $operand `window` `=` $window `strides` `=` $strides `padding` `=` $padding
    `dilations` `=` $dilations attr-dict `:` functional-type(operands, results)
  }];
  let hasFolder = 1;
}

#endif // ESHKOL_TENSOR_WINDOWED_TD
