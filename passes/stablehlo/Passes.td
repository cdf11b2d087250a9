//===- Passes.td - from eshkol to StableHLO ---------------------*- tablegen -*-===//

#ifndef ESHKOL_PASSES_STABLEHLO_PASSES_TD
#define ESHKOL_PASSES_STABLEHLO_PASSES_TD

include "mlir/Pass/PassBase.td"

def ConvertToStablehloPass : Pass<"convert-eshkol-to-stablehlo", "::mlir::ModuleOp"> {
  let summary = "Converts whole programs to StableHLO";
  let description = [{
    Expects the output of `--eshkol-decompose` without assertions.  Every
    operation in every function is replaced by operations of StableHLO, or of its
    companion CHLO where that alone has the function.  Scalars become tensors of
    rank 0 and `index` becomes `i64`, in the types of functions too.  An
    operation without a form in StableHLO is an error at its location.

    ```mlir
    func.func @f(%x: tensor<?xf64>, %c: f64) -> f64 {
      %s = eshkol.reduce sum %x [0] : (tensor<?xf64>) -> tensor<f64>
      %e = tensor.extract %s[] : tensor<f64>
      %r = arith.mulf %e, %c : f64
      return %r : f64
    }
    ```

    becomes

    ```mlir
    func.func @f(%x: tensor<?xf64>, %c: tensor<f64>) -> tensor<f64> {
      %zero = "stablehlo.constant"() {value = dense<0.0> : tensor<f64>} : () -> tensor<f64>
      %s = "stablehlo.reduce"(%x, %zero) ({
      ^bb0(%a: tensor<f64>, %b: tensor<f64>):
        %t = "stablehlo.add"(%a, %b) : (tensor<f64>, tensor<f64>) -> tensor<f64>
        "stablehlo.return"(%t) : (tensor<f64>) -> ()
      }) {dimensions = array<i64: 0>} : (tensor<?xf64>, tensor<f64>) -> tensor<f64>
      %r = "stablehlo.multiply"(%s, %c) : (tensor<f64>, tensor<f64>) -> tensor<f64>
      return %r : tensor<f64>
    }
    ```
  }];
  let dependentDialects = ["::mlir::eshkol::stablehlo::ChloDialect",
                           "::mlir::eshkol::stablehlo::StablehloDialect"];
}

#endif // ESHKOL_PASSES_STABLEHLO_PASSES_TD
