// RUN: eshkol-opt --canonicalize %s | FileCheck %s

// Equal logits are equally likely.
// CHECK-LABEL: @softmax_of_splat
func.func @softmax_of_splat() -> (tensor<3x4xf32>, tensor<1x4xf32>) {
  %x = arith.constant dense<7.5> : tensor<3x4xf32>
  %one = arith.constant dense<-2.0> : tensor<1x4xf32>
  // CHECK-DAG: arith.constant dense<2.500000e-01> : tensor<3x4xf32>
  %y = eshkol.softmax %x dimension = 1 : (tensor<3x4xf32>) -> tensor<3x4xf32>
  // CHECK-DAG: arith.constant dense<1.000000e+00> : tensor<1x4xf32>
  %z = eshkol.softmax %one dimension = 0 : (tensor<1x4xf32>) -> tensor<1x4xf32>
  // CHECK-NOT: eshkol.softmax
  return %y, %z : tensor<3x4xf32>, tensor<1x4xf32>
}

// Minus infinity everywhere has no distribution, so it must not become 1/4.
// CHECK-LABEL: @softmax_of_infinities
func.func @softmax_of_infinities() -> tensor<4xf32> {
  %x = arith.constant dense<0xFF800000> : tensor<4xf32>
  // CHECK: eshkol.softmax
  %y = eshkol.softmax %x dimension = 0 : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// The number of logits is not known.
// CHECK-LABEL: @softmax_more_static
func.func @softmax_more_static(%x: tensor<?xf32>) -> tensor<4xf32> {
  // CHECK: eshkol.softmax
  %y = eshkol.softmax %x dimension = 0 : (tensor<?xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -log 1 = 0 and -log 2 = -0.693147...
// CHECK-LABEL: @log_softmax_of_splat
func.func @log_softmax_of_splat() -> (tensor<1x2xf64>, tensor<1x2xf64>) {
  %x = arith.constant dense<3.0> : tensor<1x2xf64>
  // CHECK-DAG: arith.constant dense<0.000000e+00> : tensor<1x2xf64>
  %y = eshkol.log_softmax %x dimension = 0 : (tensor<1x2xf64>) -> tensor<1x2xf64>
  // CHECK-DAG: arith.constant dense<-0.69314718055994{{[0-9]+}}> : tensor<1x2xf64>
  %z = eshkol.log_softmax %x dimension = 1 : (tensor<1x2xf64>) -> tensor<1x2xf64>
  return %y, %z : tensor<1x2xf64>, tensor<1x2xf64>
}

// log (softmax x) ⇒ log_softmax x
// CHECK-LABEL: @log_of_softmax
// CHECK-SAME: (%[[X:.*]]: tensor<?x4xf32>)
func.func @log_of_softmax(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %p = eshkol.softmax %x dimension = 1 : (tensor<?x4xf32>) -> tensor<?x4xf32>
  // CHECK: %[[L:.*]] = eshkol.log_softmax %[[X]] dimension = 1
  // CHECK-NEXT: return %[[L]]
  %l = math.log %p : tensor<?x4xf32>
  return %l : tensor<?x4xf32>
}

// exp (log_softmax x) ⇒ softmax x
// CHECK-LABEL: @exp_of_log_softmax
// CHECK-SAME: (%[[X:.*]]: tensor<?x4xf32>)
func.func @exp_of_log_softmax(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %l = eshkol.log_softmax %x dimension = 0 : (tensor<?x4xf32>) -> tensor<?x4xf32>
  // CHECK: %[[P:.*]] = eshkol.softmax %[[X]] dimension = 0
  // CHECK-NEXT: return %[[P]]
  %p = math.exp %l : tensor<?x4xf32>
  return %p : tensor<?x4xf32>
}

// scale 1 and bias 0 ⇒ none
// CHECK-LABEL: @layernorm_neutral
// CHECK-SAME: (%[[X:.*]]: tensor<2x3xf32>, %[[G:.*]]: tensor<3xf32>)
func.func @layernorm_neutral(%x: tensor<2x3xf32>, %g: tensor<3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>) {
  %one = arith.constant dense<1.0> : tensor<3xf32>
  %zero = arith.constant dense<0.0> : tensor<3xf32>
  // CHECK: eshkol.layernorm %[[X]] dimension = 1 :
  %y = eshkol.layernorm %x scale %one bias %zero dimension = 1 : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  // CHECK: eshkol.layernorm %[[X]] scale %[[G]] dimension = 1 :
  %z = eshkol.layernorm %x scale %g bias %zero dimension = 1 : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %y, %z : tensor<2x3xf32>, tensor<2x3xf32>
}

// CHECK-LABEL: @layernorm_scaled
func.func @layernorm_scaled(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %two = arith.constant dense<2.0> : tensor<3xf32>
  // CHECK: eshkol.layernorm %{{.*}} scale %{{.*}} bias
  %y = eshkol.layernorm %x scale %two bias %two dimension = 1 : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// A mask that forbids nothing, or adds nothing ⇒ no mask
// CHECK-LABEL: @attention_neutral_mask
func.func @attention_neutral_mask(%x: tensor<3x4xf32>) -> (tensor<3x4xf32>, tensor<3x4xf32>) {
  %true = arith.constant dense<true> : tensor<3x3xi1>
  %zero = arith.constant dense<0.0> : tensor<3x3xf32>
  // CHECK-COUNT-2: eshkol.attention %{{.*}}, %{{.*}}, %{{.*}} causal :
  %y = eshkol.attention %x, %x, %x mask %true causal : (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x3xi1>) -> tensor<3x4xf32>
  %z = eshkol.attention %x, %x, %x mask %zero causal : (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x3xf32>) -> tensor<3x4xf32>
  return %y, %z : tensor<3x4xf32>, tensor<3x4xf32>
}

// CHECK-LABEL: @attention_nothing_allowed
func.func @attention_nothing_allowed(%x: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %false = arith.constant dense<false> : tensor<3x3xi1>
  // CHECK: eshkol.attention {{.*}} mask
  %y = eshkol.attention %x, %x, %x mask %false : (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x3xi1>) -> tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}
