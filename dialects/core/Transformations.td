//===- Transformations.td - derivatives and batches of functions --*- tablegen -*-===//

#ifndef ESHKOL_CORE_TRANSFORMATIONS_TD
#define ESHKOL_CORE_TRANSFORMATIONS_TD

include "Dialect.td"
include "mlir/IR/SymbolInterfaces.td"

def Eshkol_MemoryPolicy : I32EnumAttr<"MemoryPolicy", "what reverse mode keeps of a loop", [
  I32EnumAttrCase<"Store", 0, "store">,
  I32EnumAttrCase<"Recompute", 1, "recompute">
]> {
  let cppNamespace = "::mlir::eshkol";
  let genSpecializedAttr = 0;
}
def Eshkol_MemoryPolicyAttr : EnumAttr<Eshkol_Dialect, Eshkol_MemoryPolicy, "memory_policy"> {
  let assemblyFormat = "$value";
}

/// An application of a transformed function.  The callee's own transformations
/// are rewritten first, so that they compose to any depth.
class Eshkol_TransformationOp<string mnemonic, list<Trait> traits = []>
    : Eshkol_Op<mnemonic, !listconcat(traits, [DeclareOpInterfaceMethods<SymbolUserOpInterface>])>;

def Eshkol_JvpOp : Eshkol_TransformationOp<"jvp", [AttrSizedOperandSegments]> {
  let summary = "Calls a function and pushes tangents of some arguments forward";
  let description = [{
    The results are those of the callee, then a tangent of each result of a
    floating-point or complex type.  `wrt` lists the arguments that have a
    tangent, in increasing order; every other one is constant.

    ```mlir
    %y, %dy = eshkol.jvp @f(%x, %w) wrt [1] tangents(%dw)
        : (tensor<?x3xf64>, tensor<3xf64>, tensor<3xf64>) -> (tensor<?xf64>, tensor<?xf64>)
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<AnyType>:$inputs, Variadic<AnyType>:$tangents,
                       DenseI64ArrayAttr:$wrt);
  let results = (outs Variadic<AnyType>:$results);
  let assemblyFormat = [{
    $callee `(` $inputs `)` `wrt` $wrt `tangents` `(` $tangents `)` attr-dict
    `:` functional-type(operands, results)
  }];
}

def Eshkol_VjpOp : Eshkol_TransformationOp<"vjp", [AttrSizedOperandSegments]> {
  let summary = "Calls a function and pulls cotangents of its results back";
  let description = [{
    `cotangents` has one for each result of a floating-point or complex type.
    The results are those of the callee, then the cotangents of the arguments
    that `wrt` lists.  `memory recompute` keeps the state of a loop at the
    beginning of some rounds and computes the rest again, instead of storing what
    each round computes.

    ```mlir
    %y, %gw = eshkol.vjp @f(%x, %w) wrt [1] cotangents(%gy)
        : (tensor<?x3xf64>, tensor<3xf64>, tensor<?xf64>) -> (tensor<?xf64>, tensor<3xf64>)
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<AnyType>:$inputs, Variadic<AnyType>:$cotangents,
                       DenseI64ArrayAttr:$wrt, OptionalAttr<Eshkol_MemoryPolicyAttr>:$memory);
  let results = (outs Variadic<AnyType>:$results);
  let assemblyFormat = [{
    $callee `(` $inputs `)` `wrt` $wrt `cotangents` `(` $cotangents `)` (`memory` $memory^)? attr-dict
    `:` functional-type(operands, results)
  }];
}

def Eshkol_GradientOp : Eshkol_TransformationOp<"gradient"> {
  let summary = "Calls a function and differentiates its first result";
  let description = [{
    The results are those of the callee, then the gradients of the first one, a
    floating-point scalar or a tensor of rank 0, with respect to the arguments
    that `wrt` lists.  Computed by `eshkol.vjp`.

    ```mlir
    %loss, %g = eshkol.gradient @loss(%w, %x) wrt [0]
        : (tensor<3xf64>, tensor<?x3xf64>) -> (f64, tensor<3xf64>)
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<AnyType>:$inputs, DenseI64ArrayAttr:$wrt,
                       OptionalAttr<Eshkol_MemoryPolicyAttr>:$memory);
  let results = (outs Variadic<AnyType>:$results);
  let assemblyFormat = [{
    $callee `(` $inputs `)` `wrt` $wrt (`memory` $memory^)? attr-dict `:` functional-type(operands, results)
  }];
}

def Eshkol_JacobianMode : I32EnumAttr<"JacobianMode", "how a jacobian is computed", [
  I32EnumAttrCase<"Auto", 0, "auto">,
  I32EnumAttrCase<"Forward", 1, "forward">,
  I32EnumAttrCase<"Reverse", 2, "reverse">
]> {
  let cppNamespace = "::mlir::eshkol";
  let genSpecializedAttr = 0;
}
def Eshkol_JacobianModeAttr : EnumAttr<Eshkol_Dialect, Eshkol_JacobianMode, "jacobian_mode"> {
  let assemblyFormat = "$value";
}

def Eshkol_JacobianOp : Eshkol_TransformationOp<"jacobian"> {
  let summary = "Computes the partial derivatives of every result by every argument";
  let description = [{
    For each result of a floating-point type and each argument that `wrt` lists, a
    tensor whose shape is that of the result followed by that of the argument; a
    scalar where both are.  `auto` pushes a basis of the arguments forward, unless
    the shapes say that pulling a basis of the results back is less work.

    ```mlir
    %j = eshkol.jacobian auto @f(%x) wrt [0] : (tensor<3xf64>) -> tensor<2x3xf64>
    ```
  }];
  let arguments = (ins Eshkol_JacobianModeAttr:$mode, FlatSymbolRefAttr:$callee, Variadic<AnyType>:$inputs,
                       DenseI64ArrayAttr:$wrt, OptionalAttr<Eshkol_MemoryPolicyAttr>:$memory);
  let results = (outs Variadic<AnyType>:$results);
  let assemblyFormat = [{
    $mode $callee `(` $inputs `)` `wrt` $wrt (`memory` $memory^)? attr-dict
    `:` functional-type(operands, results)
  }];
}

def Eshkol_HessianOp : Eshkol_TransformationOp<"hessian"> {
  let summary = "Computes the second derivatives of a function's first result";
  let description = [{
    For each pair of arguments that `wrt` lists, row by row, the derivative of the
    gradient by the first with respect to the second: a tensor whose shape is that
    of the first followed by that of the second, or a scalar where both are.
    Computed forward over reverse.

    ```mlir
    %h = eshkol.hessian @f(%x) wrt [0] : (tensor<3xf64>) -> tensor<3x3xf64>
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<AnyType>:$inputs, DenseI64ArrayAttr:$wrt,
                       OptionalAttr<Eshkol_MemoryPolicyAttr>:$memory);
  let results = (outs Variadic<AnyType>:$results);
  let assemblyFormat = [{
    $callee `(` $inputs `)` `wrt` $wrt (`memory` $memory^)? attr-dict `:` functional-type(operands, results)
  }];
}

def Eshkol_VmapOp : Eshkol_TransformationOp<"vmap"> {
  let summary = "Calls a function for every element of a batch";
  let description = [{
    Operand `i` is a batch of arguments, stacked along dimension `in_axes[i]`, or,
    where that is -1, one argument for all.  Result `i` is stacked along dimension
    `out_axes[i]`; where that is -1 it must not depend on a batch.  At least one
    operand is batched, and all batches have the same size.

    ```mlir
    %y = eshkol.vmap @f(%x, %w) in_axes [0, -1] out_axes [0]
        : (tensor<?x3xf64>, tensor<3xf64>) -> tensor<?xf64>
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<AnyType>:$inputs, DenseI64ArrayAttr:$in_axes,
                       DenseI64ArrayAttr:$out_axes);
  let results = (outs Variadic<AnyType>:$results);
  let assemblyFormat = [{
    $callee `(` $inputs `)` `in_axes` $in_axes `out_axes` $out_axes attr-dict
    `:` functional-type(operands, results)
  }];
}

def Eshkol_StopGradientOp : Eshkol_Op<"stop_gradient", [Pure, AllTypesMatch<["operand", "result"]>]> {
  let summary = "Passes a value on as a constant to differentiation";
  let description = [{
    ```mlir
    %c = eshkol.stop_gradient %x : tensor<?xf64>
    ```
  }];
  let arguments = (ins AnyType:$operand);
  let results = (outs AnyType:$result);
  let assemblyFormat = "$operand attr-dict `:` type($operand)";
}

#endif // ESHKOL_CORE_TRANSFORMATIONS_TD
