// RUN: eshkol-opt --eshkol-decompose %s | FileCheck %s
// RUN: %run-native

// attention q k v = (e · v) / Σe with e = exp(s − max s), s = q · kᵀ / √D
// CHECK-LABEL: @plain
// CHECK-SAME: (%[[Q:.*]]: tensor<?x?xf64>, %[[K:.*]]: tensor<?x?xf64>, %[[V:.*]]: tensor<?x?xf64>)
// CHECK: %[[KT:.*]] = eshkol.transpose %[[K]] [1, 0]
// CHECK: %[[P:.*]] = eshkol.matmul %[[Q]], %[[KT]]
// CHECK: math.sqrt
// CHECK: %[[S:.*]] = arith.mulf %[[P]]
// CHECK: eshkol.reduce max %[[S]] [1] keepdims
// CHECK: %[[E:.*]] = math.exp
// CHECK: %[[SUM:.*]] = eshkol.reduce sum %[[E]] [1] keepdims
// CHECK: %[[T:.*]] = eshkol.matmul %[[E]], %[[V]]
// CHECK: arith.divf %[[T]], %{{.*}}
func.func @plain(%q: tensor<?x?xf64>, %k: tensor<?x?xf64>, %v: tensor<?x?xf64>) -> tensor<?x?xf64> {
  %y = eshkol.attention %q, %k, %v : (tensor<?x?xf64>, tensor<?x?xf64>, tensor<?x?xf64>) -> tensor<?x?xf64>
  return %y : tensor<?x?xf64>
}

// CHECK-LABEL: @masked
// CHECK: arith.select %{{.*}}, %{{.*}}, %{{.*}} : tensor<1x2x3xi1>
func.func @masked(%q: tensor<1x2x1xf32>, %k: tensor<1x3x1xf32>, %v: tensor<1x3x2xf32>, %m: tensor<1x2x3xi1>) -> tensor<1x2x2xf32> {
  %y = eshkol.attention %q, %k, %v mask %m scale = 2.0
      : (tensor<1x2x1xf32>, tensor<1x3x1xf32>, tensor<1x3x2xf32>, tensor<1x2x3xi1>) -> tensor<1x2x2xf32>
  return %y : tensor<1x2x2xf32>
}

// CHECK-LABEL: @added
// CHECK: arith.addf
func.func @added(%q: tensor<2x1xf32>, %k: tensor<?x1xf32>, %v: tensor<?x2xf32>, %m: tensor<2x?xf32>) -> tensor<2x2xf32> {
  %y = eshkol.attention %q, %k, %v mask %m : (tensor<2x1xf32>, tensor<?x1xf32>, tensor<?x2xf32>, tensor<2x?xf32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

// CHECK-LABEL: @causal
// CHECK: arith.cmpi sle
func.func @causal(%q: tensor<?x1xf32>, %k: tensor<?x1xf32>, %v: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %y = eshkol.attention %q, %k, %v causal : (tensor<?x1xf32>, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// CHECK-LABEL: @narrow
// CHECK: eshkol.matmul %{{.*}} : (tensor<1x1xf32>, tensor<1x2xf32>)
func.func @narrow(%q: tensor<1x1xf16>, %k: tensor<2x1xf16>, %v: tensor<2x1xf16>) -> tensor<1x1xf16> {
  %y = eshkol.attention %q, %k, %v : (tensor<1x1xf16>, tensor<2x1xf16>, tensor<2x1xf16>) -> tensor<1x1xf16>
  return %y : tensor<1x1xf16>
}

func.func @main() {
  // D = 4, so scores are halved: (0, log 3), weights 1/4 and 3/4; and equal ones.
  %q = arith.constant dense<[[2.1972245773362196, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 7.0]]> : tensor<2x4xf64>
  %k = arith.constant dense<[[0.0, 1.0, 2.0, 0.0], [1.0, 5.0, 0.0, 0.0]]> : tensor<2x4xf64>
  %v = arith.constant dense<[[4.0, 0.0, -8.0], [8.0, 4.0, 0.0]]> : tensor<2x3xf64>
  %dq = tensor.cast %q : tensor<2x4xf64> to tensor<?x?xf64>
  %dk = tensor.cast %k : tensor<2x4xf64> to tensor<?x?xf64>
  %dv = tensor.cast %v : tensor<2x3xf64> to tensor<?x?xf64>
  %y = func.call @plain(%dq, %dk, %dv) : (tensor<?x?xf64>, tensor<?x?xf64>, tensor<?x?xf64>) -> tensor<?x?xf64>
  %expected = arith.constant dense<[[7.0, 3.0, -2.0], [6.0, 2.0, -4.0]]> : tensor<2x3xf64>
  %want = tensor.cast %expected : tensor<2x3xf64> to tensor<?x?xf64>
  eshkol.assert_close %y, %want, "plain" atol = 1.0e-14 rtol = 1.0e-14 : tensor<?x?xf64>

  // No keys at all: zeros.
  %no_keys = arith.constant dense<> : tensor<0x4xf64>
  %no_values = arith.constant dense<> : tensor<0x3xf64>
  %nk = tensor.cast %no_keys : tensor<0x4xf64> to tensor<?x?xf64>
  %nv = tensor.cast %no_values : tensor<0x3xf64> to tensor<?x?xf64>
  %nothing = func.call @plain(%dq, %nk, %nv) : (tensor<?x?xf64>, tensor<?x?xf64>, tensor<?x?xf64>) -> tensor<?x?xf64>
  %zeros = arith.constant dense<0.0> : tensor<2x3xf64>
  %dzeros = tensor.cast %zeros : tensor<2x3xf64> to tensor<?x?xf64>
  eshkol.assert_close %nothing, %dzeros, "no keys" atol = 0.0 rtol = 0.0 : tensor<?x?xf64>

  // The first query may attend keys 0 and 2 (scores 0 and 2·log 2), the second none;
  // a forbidden NaN has no effect.
  %q1 = arith.constant dense<[[[0.69314718], [1.0]]]> : tensor<1x2x1xf32>
  %k1 = arith.constant dense<[[[0.0], [0x7FC00000], [1.0]]]> : tensor<1x3x1xf32>
  %v1 = arith.constant dense<[[[5.0, 0.0], [100.0, 100.0], [10.0, 20.0]]]> : tensor<1x3x2xf32>
  %m1 = arith.constant dense<[[[true, false, true], [false, false, false]]]> : tensor<1x2x3xi1>
  %y1 = func.call @masked(%q1, %k1, %v1, %m1)
      : (tensor<1x2x1xf32>, tensor<1x3x1xf32>, tensor<1x3x2xf32>, tensor<1x2x3xi1>) -> tensor<1x2x2xf32>
  %e1 = arith.constant dense<[[[9.0, 16.0], [0.0, 0.0]]]> : tensor<1x2x2xf32>
  eshkol.assert_close %y1, %e1, "mask" atol = 0.0 rtol = 1.0e-6 : tensor<1x2x2xf32>

  // Scores 0 plus the mask: weights 1 : 2 : 1, and none where all are minus infinity.
  %q2 = arith.constant dense<0.0> : tensor<2x1xf32>
  %k2 = arith.constant dense<1.0> : tensor<3x1xf32>
  %v2 = arith.constant dense<[[4.0, 0.0], [8.0, 4.0], [-4.0, 8.0]]> : tensor<3x2xf32>
  %m2 = arith.constant dense<[[1.0, 1.69314718, 1.0], [0xFF800000, 0xFF800000, 0xFF800000]]> : tensor<2x3xf32>
  %ck2 = tensor.cast %k2 : tensor<3x1xf32> to tensor<?x1xf32>
  %cv2 = tensor.cast %v2 : tensor<3x2xf32> to tensor<?x2xf32>
  %cm2 = tensor.cast %m2 : tensor<2x3xf32> to tensor<2x?xf32>
  %y2 = func.call @added(%q2, %ck2, %cv2, %cm2) : (tensor<2x1xf32>, tensor<?x1xf32>, tensor<?x2xf32>, tensor<2x?xf32>) -> tensor<2x2xf32>
  %e2 = arith.constant dense<[[4.0, 4.0], [0.0, 0.0]]> : tensor<2x2xf32>
  eshkol.assert_close %y2, %e2, "added" atol = 0.0 rtol = 1.0e-6 : tensor<2x2xf32>

  // Equal scores make means of the values seen so far; the last query sees all.
  %zero2 = arith.constant dense<0.0> : tensor<2x1xf32>
  %zero3 = arith.constant dense<0.0> : tensor<3x1xf32>
  %v3 = arith.constant dense<[[3.0], [5.0], [10.0]]> : tensor<3x1xf32>
  %cq2 = tensor.cast %zero2 : tensor<2x1xf32> to tensor<?x1xf32>
  %cq3 = tensor.cast %zero3 : tensor<3x1xf32> to tensor<?x1xf32>
  %cv3 = tensor.cast %v3 : tensor<3x1xf32> to tensor<?x1xf32>
  %y3 = func.call @causal(%cq2, %cq3, %cv3) : (tensor<?x1xf32>, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x1xf32>
  %e3 = arith.constant dense<[[4.0], [6.0]]> : tensor<2x1xf32>
  %want3 = tensor.cast %e3 : tensor<2x1xf32> to tensor<?x1xf32>
  eshkol.assert_close %y3, %want3, "causal" atol = 0.0 rtol = 1.0e-6 : tensor<?x1xf32>
  // With fewer keys than queries the first query sees none.
  %two = arith.constant dense<[[3.0], [5.0]]> : tensor<2x1xf32>
  %ctwo = tensor.cast %two : tensor<2x1xf32> to tensor<?x1xf32>
  %y4 = func.call @causal(%cq3, %cq2, %ctwo) : (tensor<?x1xf32>, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x1xf32>
  %e4 = arith.constant dense<[[0.0], [3.0], [4.0]]> : tensor<3x1xf32>
  %want4 = tensor.cast %e4 : tensor<3x1xf32> to tensor<?x1xf32>
  eshkol.assert_close %y4, %want4, "causal, short" atol = 0.0 rtol = 1.0e-6 : tensor<?x1xf32>

  // A score of 300² is beyond f16, its softmax is not.
  %q5 = arith.constant dense<300.0> : tensor<1x1xf16>
  %k5 = arith.constant dense<[[300.0], [-300.0]]> : tensor<2x1xf16>
  %v5 = arith.constant dense<[[1.5], [7.0]]> : tensor<2x1xf16>
  %y5 = func.call @narrow(%q5, %k5, %v5) : (tensor<1x1xf16>, tensor<2x1xf16>, tensor<2x1xf16>) -> tensor<1x1xf16>
  %e5 = arith.constant dense<1.5> : tensor<1x1xf16>
  eshkol.assert_close %y5, %e5, "f16" atol = 0.0 rtol = 0.0 : tensor<1x1xf16>
  return
}
