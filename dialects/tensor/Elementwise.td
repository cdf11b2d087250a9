//===- Elementwise.td - comparison, selection, conversion, scalar maps --*- tablegen -*-===//

#ifndef ESHKOL_TENSOR_ELEMENTWISE_TD
#define ESHKOL_TENSOR_ELEMENTWISE_TD

include "Dialect.td"
include "mlir/Interfaces/ControlFlowInterfaces.td"

def Eshkol_ComparePredicate : I32EnumAttr<"ComparePredicate", "which relation is tested", [
  I32EnumAttrCase<"Eq", 0, "eq">,
  I32EnumAttrCase<"Ne", 1, "ne">,
  I32EnumAttrCase<"Lt", 2, "lt">,
  I32EnumAttrCase<"Le", 3, "le">,
  I32EnumAttrCase<"Gt", 4, "gt">,
  I32EnumAttrCase<"Ge", 5, "ge">
]> {
  let cppNamespace = "::mlir::eshkol";
  let genSpecializedAttr = 0;
}
def Eshkol_ComparePredicateAttr : EnumAttr<Eshkol_Dialect, Eshkol_ComparePredicate, "predicate"> {
  let assemblyFormat = "$value";
}

def Eshkol_CompareOp : Eshkol_TensorOp<"compare"> {
  let summary = "Compares tensors element by element";
  let description = [{
    Integers compare as signed numbers and truth values as false < true.  A
    comparison with NaN is false, except `ne`, which is true.  Complex numbers
    have no order, so only `eq` and `ne` apply to them: both parts are equal, or
    not.  The operands have one shape; there is no implicit broadcasting.

    ```mlir
    %m = eshkol.compare lt %x, %y : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xi1>
    ```
  }];
  let arguments = (ins Eshkol_ComparePredicateAttr:$predicate, Eshkol_Tensor:$lhs, Eshkol_Tensor:$rhs);
  let results = (outs Eshkol_BoolTensor:$result);
  let assemblyFormat = "$predicate $lhs `,` $rhs attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

def Eshkol_SelectOp : Eshkol_TensorOp<"select"> {
  let summary = "Chooses between the elements of two tensors";
  let description = [{
    `result[i] = condition[i] ? on_true[i] : on_false[i]`.  A scalar or rank 0
    condition chooses one tensor whole.  Both tensors are computed, so a NaN in
    the one that is not chosen does not matter, but its cost does.

    ```mlir
    %r = eshkol.select %m, %x, %y : (tensor<?xi1>, tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
    %s = eshkol.select %flag, %x, %y : (i1, tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
    ```
  }];
  let arguments = (ins AnyTypeOf<[I1, Eshkol_BoolTensor]>:$condition, Eshkol_Tensor:$on_true,
                       Eshkol_Tensor:$on_false);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat =
      "$condition `,` $on_true `,` $on_false attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

def Eshkol_ConvertOp : Eshkol_Op<"convert", [Pure]> {
  let summary = "Converts elements to another element type";
  let description = [{
    - To a floating-point type: rounds to the nearest, ties to even; beyond the
      largest finite number it is infinity.
    - Floating-point to integer: drops the fraction; what is out of range becomes
      the nearest integer of the type, and NaN becomes 0.
    - Integer to integer: widening keeps the value, narrowing keeps the low bits.
    - To `i1`: whether the number differs from zero (NaN does).  From `i1`: 0 or 1.
    - Real to complex: the imaginary part is 0.  There is no conversion from
      complex to real, because it loses a part; `eshkol.map` with `complex.re`
      says which part is meant.

    ```mlir
    %i = eshkol.convert %x : (tensor<?xf32>) -> tensor<?xi32>
    ```
  }];
  let arguments = (ins Eshkol_Tensor:$operand);
  let results = (outs Eshkol_Tensor:$result);
  let assemblyFormat = "$operand attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
  let hasVerifier = 1;
}

def Eshkol_ClampOp : Eshkol_TensorOp<"clamp"> {
  let summary = "Limits elements to an interval";
  let description = [{
    `result[i] = min(max(operand[i], low[i]), high[i])`, so where `low` exceeds
    `high` the result is `high`.  A NaN in any of the three gives NaN.  Each limit
    has the shape of the operand or rank 0.

    ```mlir
    %y = eshkol.clamp %x, %zero, %one : (tensor<?xf32>, tensor<f32>, tensor<f32>) -> tensor<?xf32>
    ```
  }];
  let arguments = (ins Eshkol_OrderedTensor:$operand, Eshkol_OrderedTensor:$low,
                       Eshkol_OrderedTensor:$high);
  let results = (outs Eshkol_OrderedTensor:$result);
  let assemblyFormat = "$operand `,` $low `,` $high attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

def Eshkol_MapOp : Eshkol_Op<"map", [RecursiveMemoryEffects, RecursivelySpeculatable, SingleBlock,
                                     InferTypeOpAdaptorWithIsCompatible]> {
  let summary = "Applies scalar operations to the elements of tensors";
  let description = [{
    The region computes one element of each result from the elements of the
    operands at the same position.  The operands have one shape, which is the
    results' too.  The region may use scalars from outside, but no tensors, and
    must be free of side effects, so the elements can be computed in any order.

    Elementwise arithmetic that `arith` and `math` have on tensors does not need
    this operation; that of `complex`, which knows scalars only, and scalar
    functions of the user do.

    ```mlir
    %z = eshkol.map %x, %y : (tensor<?xcomplex<f64>>, tensor<?xcomplex<f64>>) -> tensor<?xcomplex<f64>> {
    ^bb0(%a: complex<f64>, %b: complex<f64>):
      %c = complex.mul %a, %b : complex<f64>
      eshkol.yield %c : complex<f64>
    }
    ```
  }];
  let arguments = (ins Variadic<Eshkol_Tensor>:$operands);
  let results = (outs Variadic<Eshkol_Tensor>:$results);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$operands attr-dict `:` functional-type($operands, results) $body";
  let hasCanonicalizer = 1;
  let hasRegionVerifier = 1;
  let skipDefaultBuilders = 1;
  let builders = [
    OpBuilder<(ins "ValueRange":$operands,
                   "function_ref<SmallVector<Value>(OpBuilder &, Location, ValueRange)>":$body)>,
    // With an empty region, to be filled.
    OpBuilder<(ins "TypeRange":$results, "ValueRange":$operands)>
  ];
  let extraClassDefinition = [{
    bool $cppClass::isCompatibleReturnTypes(TypeRange inferred, TypeRange actual) {
      return areCompatibleTensorTypes(inferred, actual);
    }
  }];
}

def Eshkol_YieldOp : Eshkol_Op<"yield", [Pure, Terminator, ReturnLike, HasParent<"MapOp">]> {
  let summary = "Ends the region of `eshkol.map` with the elements of its results";
  let description = [{
    ```mlir
    eshkol.yield %c : complex<f64>
    ```
  }];
  let arguments = (ins Variadic<Eshkol_Element>:$values);
  let assemblyFormat = "attr-dict ($values^ `:` type($values))?";
}

#endif // ESHKOL_TENSOR_ELEMENTWISE_TD
