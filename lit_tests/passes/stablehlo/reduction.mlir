// RUN: eshkol-opt --eshkol-to-stablehlo --split-input-file %s | FileCheck %s

// CHECK-LABEL: func.func @maximum
// CHECK: %[[INIT:.*]] = "stablehlo.constant"() {value = dense<0xFF800000> : tensor<f32>}
// CHECK: "stablehlo.reduce"(%{{.*}}, %[[INIT]]) ({
// CHECK: "stablehlo.maximum"
// CHECK: "stablehlo.return"
// CHECK: {dimensions = array<i64: 1>} : (tensor<?x3xf32>, tensor<f32>) -> tensor<?xf32>
func.func @maximum(%x: tensor<?x3xf32>) -> tensor<?xf32> {
  %r = eshkol.reduce max %x [1] : (tensor<?x3xf32>) -> tensor<?xf32>
  return %r : tensor<?xf32>
}

// -----

// The sum is divided by the number of elements.

// CHECK-LABEL: func.func @mean
// CHECK: "stablehlo.add"
// CHECK: "stablehlo.get_dimension_size"
// CHECK: "stablehlo.divide"
func.func @mean(%x: tensor<?xf32>) -> tensor<f32> {
  %r = eshkol.reduce mean %x [0] : (tensor<?xf32>) -> tensor<f32>
  return %r : tensor<f32>
}

// -----

// CHECK-LABEL: func.func @sort
// CHECK: "stablehlo.iota"
// CHECK: "stablehlo.sort"
// CHECK: {dimension = 0 : i64, is_stable = true}
func.func @sort(%x: tensor<5xi32>) -> tensor<5xi32> {
  %s, %p = eshkol.sort %x dimension = 0 : (tensor<5xi32>) -> (tensor<5xi32>, tensor<5xi64>)
  return %s : tensor<5xi32>
}

// -----

// Three steps reach from the first to the last of five elements.

// CHECK-LABEL: func.func @cumulative
// CHECK-COUNT-3: "stablehlo.pad"
// CHECK-NOT: "stablehlo.pad"
func.func @cumulative(%x: tensor<5xf64>) -> tensor<5xf64> {
  %r = eshkol.cumulative sum %x dimension = 0 : (tensor<5xf64>) -> tensor<5xf64>
  return %r : tensor<5xf64>
}
