// RUN: eshkol-opt %s --eshkol-native-names | FileCheck %s

// CHECK: func.func private @erf(f64) -> f64
func.func private @erf(f64) -> f64

// CHECK: func.func @eshkol_body.malloc(
// CHECK: call @eshkol_body.helper(
func.func @malloc(%x: f64) -> f64 {
  %y = call @helper(%x) : (f64) -> f64
  return %y : f64
}

// CHECK: func.func private @eshkol_body.helper(
// CHECK: call @erf(
func.func private @helper(%x: f64) -> f64 {
  %y = call @erf(%x) : (f64) -> f64
  return %y : f64
}
