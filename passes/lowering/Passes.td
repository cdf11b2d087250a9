//===- Passes.td - from eshkol to upstream dialects -------------*- tablegen -*-===//

#ifndef ESHKOL_PASSES_LOWERING_PASSES_TD
#define ESHKOL_PASSES_LOWERING_PASSES_TD

include "mlir/Pass/PassBase.td"

def DecomposePass : Pass<"eshkol-decompose", "::mlir::ModuleOp"> {
  let summary = "Expands composite operations into primitive ones";
  let description = [{
    Rewrites operations that are defined by simpler ones (`softmax`,
    `layernorm`, `attention`, ...) into primitive `eshkol` operations, `arith`,
    `math` and `scf` on tensors.  Afterwards every remaining `eshkol` operation
    on tensors has a direct lowering in `--convert-eshkol-to-linalg`.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::complex::ComplexDialect",
                           "::mlir::linalg::LinalgDialect", "::mlir::math::MathDialect",
                           "::mlir::scf::SCFDialect", "::mlir::tensor::TensorDialect"];
}

def ConvertToLinalgPass : Pass<"convert-eshkol-to-linalg", "::mlir::ModuleOp"> {
  let summary = "Lowers primitive tensor operations to linalg and tensor";
  let description = [{
    Expects the output of `--eshkol-decompose` and leaves no `eshkol` operation
    on tensors behind; one that has no lowering is an error at its location.
    Elementwise `arith` and `math` operations on tensors stay for the upstream
    pass `--convert-elementwise-to-linalg`.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::complex::ComplexDialect",
                           "::mlir::linalg::LinalgDialect", "::mlir::math::MathDialect",
                           "::mlir::scf::SCFDialect", "::mlir::tensor::TensorDialect"];
}

def LowerAssertionsPass : Pass<"eshkol-lower-assertions", "::mlir::ModuleOp"> {
  let summary = "Lowers assertions to cf.assert, or removes them";
  let description = [{
    A tensor condition is reduced to one truth value first, so the pass runs
    before `--convert-eshkol-to-linalg`.
  }];
  let dependentDialects = ["::mlir::cf::ControlFlowDialect", "::mlir::tensor::TensorDialect"];
  let options = [
    Option<"strip", "strip", "bool", "false", "Remove assertions instead of checking them">,
    Option<"places", "places", "bool", "false", "Append file, line and column to each message">
  ];
}

def CheckNansPass : Pass<"eshkol-check-nans", "::mlir::ModuleOp"> {
  let summary = "Asserts that no operation makes a NaN or an infinity";
  let description = [{
    An operation makes a NaN if a result holds one and no operand does, and an
    infinity if a result holds one and all operands are finite.  So the first
    assertion to fail names the operation to look at, not one of those that its
    result reaches.  Run after `--eshkol-transform` this covers derivatives; they
    are named after the operation that they are the derivative of.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::complex::ComplexDialect",
                           "::mlir::eshkol::EshkolDialect", "::mlir::math::MathDialect",
                           "::mlir::tensor::TensorDialect"];
}

def UpdateInPlacePass : Pass<"eshkol-update-in-place"> {
  let summary = "Lets IREE update a part of what a loop carries without copying all of it";
  let description = [{
    A tensor that a loop carries and updates in part goes through
    `flow.tensor.transfer` at the beginning of each round, which makes IREE 3.13
    update it in place; see the beginning of `UpdateInPlace.cpp`.  What enters the
    loop or its next round and may have another name there is copied.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::eshkol::iree::FlowDialect",
                           "::mlir::eshkol::iree::HalDialect", "::mlir::eshkol::iree::TensorExtDialect",
                           "::mlir::eshkol::iree::UtilDialect", "::mlir::linalg::LinalgDialect",
                           "::mlir::tensor::TensorDialect"];
}

def DropUnreadInitsPass : Pass<"eshkol-drop-unread-inits"> {
  let summary = "Replaces initial tensors that are never read by uninitialized ones";
  let description = [{
    `--convert-elementwise-to-linalg` names an operand as initial tensor of the
    operation that it makes, for its shape alone.  IREE takes that for a
    reason to compute in place and cannot distribute the result, so an empty
    tensor of the same shape takes its place.
  }];
  let dependentDialects = ["::mlir::tensor::TensorDialect"];
}

def GuardDivisorsPass : Pass<"eshkol-guard-divisors"> {
  let summary = "Divides by one instead of zero in the bodies of linalg operations";
  let description = [{
    Where a vector reaches beyond the end of a tensor, IREE 3.13 computes with
    zeros there and drops the results.  Processors have no vectors of 64-bit
    quotients, and one element divided by zero ends the program.  So integers are
    divided by one in place of zero, which elements of the tensor are not: what
    the program divides by has been checked.

    ```mlir
    %isZero = arith.cmpi eq, %y, %c0 : i64
    %divisor = arith.select %isZero, %c1, %y : i64
    %q = arith.divsi %x, %divisor : i64
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

def FoldEmptyLoopsPass : Pass<"eshkol-fold-empty-loops"> {
  let summary = "Removes linalg operations that iterate zero times";
  let description = [{
    A structured operation with a loop range that is statically 0 leaves its
    initial tensors as they are, so they take its place.  IREE's tiling divides
    by such a range.  A product of `2x0` and `0x4` matrices, for instance,
    becomes the tensor of zeros that it would have been added to.
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect"];
}

def AssertionsToLLVMPass : Pass<"eshkol-assertions-to-llvm", "::mlir::ModuleOp"> {
  let summary = "Lowers cf.assert to a branch and what a failure does";
  let description = [{
    Expects control flow between blocks.  A failed assertion writes `error:` and
    its message to standard error, by the system call and so without a buffer
    that aborting would lose, and aborts.  With a handler it calls this function
    instead, which gets the message and its length, and does not return.
  }];
  let dependentDialects = ["::mlir::cf::ControlFlowDialect", "::mlir::LLVM::LLVMDialect"];
  let options = [Option<"handler", "handler", "std::string", "", "What a failed assertion calls">];
}

def NativeNamesPass : Pass<"eshkol-native-names", "::mlir::ModuleOp"> {
  let summary = "Gives functions names that no function of C has";
  let description = [{
    Later passes call functions such as `erf` and `malloc`, and find them by
    their names: a procedure of the program that is called so would take their
    place.
  }];
}

def ReadOnlyArgumentsPass : Pass<"eshkol-read-only-arguments", "::mlir::ModuleOp"> {
  let summary = "Says that public functions leave the tensors that they get as they are";
  let description = [{
    One-shot bufferization would update them in place, and callers have them still.
  }];
}

def FuseElementwisePass : Pass<"eshkol-fuse-elementwise"> {
  let summary = "Computes in one loop what is computed element by element";
  let description = [{
    The patterns of `--linalg-fuse-elementwise-ops`, for producers with one use,
    but without those for reshapes: some of what these make crashes
    `--expand-strided-metadata` after bufferization (LLVM 22).
  }];
  let dependentDialects = ["::mlir::affine::AffineDialect", "::mlir::linalg::LinalgDialect"];
}

def OrderLoopsPass : Pass<"eshkol-order-loops"> {
  let summary = "Puts loops over elements that lie side by side innermost";
  let description = [{
    A reduction whose innermost loop is the reduction itself, such as the product
    of two matrices, computes one element after the other, and LLVM may not
    change the order of its sums.  Where a parallel loop goes through neighbours
    in the result and in every operand that it indexes, it becomes the innermost
    one, which LLVM vectorizes.  Each element is still the sum in the same order.
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect"];
}

def CopiesToLinalgPass : Pass<"eshkol-copies-to-linalg"> {
  let summary = "Makes loops of copies between memory that is not contiguous";
  let description = [{
    `--finalize-memref-to-llvm` calls a function of MLIR's runner library for
    them, which goes through the elements one by one.
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect"];
}

def LimitWorkPass : Pass<"eshkol-limit-work", "::mlir::ModuleOp"> {
  let summary = "Fails where there is more to compute than a limit allows, or where that is not known";
  let description = [{
    Counts scalar operations: those of linalg operations on tensors, each as often
    as its loops go round, and copies of elements.  A function of the mathematical
    library counts as sixteen.  The bodies of other loops count once: what other
    backends pay for starting an operation, they pay in every round, so one round
    decides.
  }];
  let options = [Option<"limit", "limit", "uint64_t", "0", "The most operations">];
}

def NativeInterfacePass : Pass<"eshkol-native-interface", "::mlir::ModuleOp"> {
  let summary = "Makes functions of the llvm dialect that the host's runtime can call";
  let description = [{
    Each public function `f` becomes internal and gets an entry `eshkol_native.f`,
    which reads the arguments from one array of words and writes the results to
    another one.  A scalar takes one word, a complex number two, and a memref as
    many as its descriptor has members.  Memory comes from the runtime's
    `eshkol_native_allocate` in place of `malloc`, so that it can be freed when an
    assertion fails.
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def SplitComplexPass : Pass<"eshkol-split-complex", "::mlir::ModuleOp"> {
  let summary = "Splits complex numbers into parts where IREE needs it";
  let description = [{
    Expects linalg on tensors.  IREE 3.13 stores complex tensors and passes them
    between functions, but some uses of complex numbers fail in it:

    - scalars outside of tensors, in functions, loops and conditionals: they
      become pairs of real numbers, except that functions take and return them as
      tensors of rank 0, so that a caller passes one value;
    - constants and filled tensors of `complex<f64>`: they are put together from
      real constants;
    - products of complex matrices of dynamic shape on CUDA and ROCm: they become
      four products of real matrices, which are faster everywhere;
    - selection between complex numbers on Vulkan: the parts are selected.

    Complex arithmetic is expanded to real arithmetic.  Afterwards the `complex`
    dialect only takes elements of complex tensors apart and puts them together.
    For example

    ```mlir
    %r = arith.select %c, %a, %b : complex<f32>
    ```

    becomes

    ```mlir
    %0 = arith.select %c, %a_real, %b_real : f32
    %1 = arith.select %c, %a_imaginary, %b_imaginary : f32
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::complex::ComplexDialect",
                           "::mlir::linalg::LinalgDialect", "::mlir::math::MathDialect",
                           "::mlir::scf::SCFDialect", "::mlir::tensor::TensorDialect"];
}

def SelectsToBranchesPass : Pass<"eshkol-selects-to-branches"> {
  let summary = "Makes conditionals of choices between tensors of dynamic shape";
  let description = [{
    ```mlir
    %r = arith.select %c, %x, %y : tensor<?xf32>
    // becomes
    %r = scf.if %c -> (tensor<?xf32>) { scf.yield %x } else { scf.yield %y }
    ```

    The lowering of elementwise operations would read both tensors up to the size of
    the first.
  }];
  let dependentDialects = ["::mlir::scf::SCFDialect"];
}

def KeepBranchesPass : Pass<"eshkol-keep-branches"> {
  let summary = "Keeps IREE from making selects of conditionals between tensors";
  let description = [{
    A conditional with a result that both branches take from outside gets a barrier in
    one of them, if possible in that which yields a constant.  Tensors that a branch in
    an `scf.while` computes get one too: a GPU may read them too early otherwise.

    ```mlir
    %r = scf.if %c -> (tensor<4xf32>) { scf.yield %x } else { scf.yield %y }
    // becomes
    %r = scf.if %c -> (tensor<4xf32>) { scf.yield %x } else {
      %hidden = "util.optimization_barrier"(%y)
      scf.yield %hidden
    }
    ```
  }];
  let dependentDialects = ["::mlir::eshkol::iree::FlowDialect", "::mlir::eshkol::iree::UtilDialect",
                           "::mlir::tensor::TensorDialect"];
}

def FlattenElementsPass : Pass<"eshkol-flatten-elements", "::mlir::ModuleOp"> {
  let summary = "Lists the elements of matrices in one dimension";
  let description = [{
    Of equal elements side by side in `tensor.from_elements` IREE 3.13 makes one fill,
    which ends beyond a tensor of more than one dimension.

    ```mlir
    %r = tensor.from_elements %a, %b, %b, %a : tensor<2x2xf64>
    // becomes
    %l = tensor.from_elements %a, %b, %b, %a : tensor<4xf64>
    %r = "flow.tensor.reshape"(%l) : (tensor<4xf64>) -> tensor<2x2xf64>
    ```
  }];
  let dependentDialects = ["::mlir::eshkol::iree::FlowDialect", "::mlir::tensor::TensorDialect"];
}

def TieShapesPass : Pass<"eshkol-tie-shapes", "::mlir::ModuleOp"> {
  let summary = "States the sizes of the tensors that loops and conditionals carry";
  let description = [{
    IREE 3.13 refuses programs, or crashes, where it cannot find the sizes of a tensor
    before it leaves the flow dialect, such as one that a loop carries through a
    conditional.  Where no round of a loop changes a dimension, and where both branches
    of a conditional agree in it, this pass states the size that the tensor came in
    with.  Otherwise the sizes become values that the loop or conditional carries too.

    ```mlir
    %r = scf.for ... iter_args(%a = %x) -> tensor<?xf32>
    // becomes
    %r = scf.for ... iter_args(%a = %x) -> tensor<?xf32>
    %n = tensor.dim %x, %c0
    %t = "flow.tensor.tie_shape"(%r, %n)
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::eshkol::iree::FlowDialect",
                           "::mlir::tensor::TensorDialect"];
}

def HostScalarsPass : Pass<"eshkol-host-scalars", "::mlir::ModuleOp"> {
  let summary = "Has scalar operations that IREE's host lacks computed elsewhere";
  let description = [{
    Outside of tensor operations IREE's virtual machine computes with scalars.  In
    IREE 3.13 it has no `asin`, `trunc` or `copysign`, no `maxnumf`, and few
    conversions; `maximumf`, `minimumf` and most comparisons ignore NaN, and the constant `-0.0` is `0.0`.
    This pass writes comparisons and extrema in terms of those that are right, and makes
    of every other missing operation a `linalg.generic` on tensors of rank 0, which
    runs on the device.

    ```mlir
    %y = math.asin %x : f64
    // becomes
    %t = tensor.from_elements %x : tensor<f64>
    %r = linalg.generic ... ins(%t : tensor<f64>) { math.asin } -> tensor<f64>
    %y = tensor.extract %r[] : tensor<f64>
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect",
                           "::mlir::tensor::TensorDialect", "::mlir::eshkol::iree::UtilDialect"];
}

def ExpandMathPass : Pass<"eshkol-expand-math", "::mlir::ModuleOp"> {
  let summary = "Expands elementary functions that IREE computes inaccurately";
  let description = [{
    Expects scalar operations of the `math` dialect, as in the bodies of linalg
    operations.  IREE 3.13 expands some of them in ways that cancel or overflow
    (`asinh`, `acosh`, `atanh`, `sinh`, `log1p` and `expm1` of `f64`, ...), loses
    digits of `sin`, `cos`, `tan`, `atan` and `atan2` of `f32`, and has neither `erf`
    of `f64` nor `ipowi`.  This pass writes them in terms of `exp`, `log`, `sqrt` and polynomials,
    with a relative error of at most two roundings.  `f16` and `bf16` are computed
    in `f32` and rounded once.

    With `keep-on-host`, scalars outside of tensor operations are left to the C
    library where IREE's virtual machine calls it.

    The sine of angles beyond 2^22 quarter turns is not accurate in `f32`.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::math::MathDialect"];
  let options = [Option<"keepOnHost", "keep-on-host", "bool", "false",
                        "Leave scalars outside of tensor operations as they are">];
}

def BoundSizesPass : Pass<"eshkol-bound-sizes", "::mlir::ModuleOp"> {
  let summary = "Bounds dynamic sizes that IREE multiplies";
  let description = [{
    IREE 3.13 lays out tensors that are computed together in one allocation, at
    offsets that its range analysis takes for zero when the product of the dynamic
    sizes could exceed 64 bits: where such an offset goes into or out of a loop or
    conditional, the tensors then overlap and the results are silently wrong.  In
    functions with a loop or conditional over a tensor of dynamic size, this pass
    bounds the sizes, which costs nothing while running:

    ```mlir
    %bounded = arith.minui %size, %c16777216 : index
    ```

    A size beyond the bound (2^40, 2^24 with two dynamic dimensions, 2^18 with
    three, 2^14 with four) fails an assertion.  Static sizes have no bound.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::cf::ControlFlowDialect",
                           "::mlir::eshkol::iree::FlowDialect", "::mlir::tensor::TensorDialect"];
  let options = [
    Option<"strip", "strip", "bool", "false", "Bound the sizes without checking them">
  ];
}

def ScatterToIreePass : Pass<"eshkol-scatter-to-iree", "::mlir::ModuleOp"> {
  let summary = "Lowers scatter to the operation that IREE has for it";
  let description = [{
    Expects the output of `--eshkol-decompose` and leaves no `eshkol.scatter`
    behind.  As a loop over the updates, which is what
    `--convert-eshkol-to-linalg` makes of it, each update would be a dispatch:
    10,000 rows of 64 took IREE 119 ms that way and take it 0.3 ms this way.

    IREE does not check positions, so an update that is to be dropped becomes one
    of the first position that changes nothing, such as the addition of -0.
    The mode `set` has no such update.  There the number of the last update of
    each position is found by a scatter of the greatest, and the updates with
    these numbers are read in parallel.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::complex::ComplexDialect",
                           "::mlir::eshkol::iree::LinalgExtDialect", "::mlir::linalg::LinalgDialect",
                           "::mlir::tensor::TensorDialect"];
}

def ControlFlowToBlocksPass : Pass<"eshkol-control-flow-to-blocks", "::mlir::ModuleOp"> {
  let summary = "Lowers structured control flow of functions that loop over tensors to branches";
  let description = [{
    Loops and conditionals of functions with an `scf.while` that carries tensors become
    blocks, except inside of linalg operations, whose bodies have one block, and except
    for loops that update in place, as far as they have to do with no such `scf.while`.  IREE 3.13
    crashes on such a loop where its regions have different arguments, and loses what
    it computes where a conditional in it chooses between tensors; it compiles branches.
  }];
  let dependentDialects = ["::mlir::cf::ControlFlowDialect"];
}

#endif // ESHKOL_PASSES_LOWERING_PASSES_TD
