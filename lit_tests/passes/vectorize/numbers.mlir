// RUN: eshkol-opt --eshkol-vectorize %s | FileCheck %s

// Operations on the elements of tensors: each is applied to the whole batch.
// CHECK-LABEL: func.func private @whole_numbers.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<3xi64>, %[[Y:.*]]: tensor<3xi64>)
// CHECK: arith.andi %[[X]], %[[Y]] : tensor<3xi64>
// CHECK: arith.ori %[[X]], %[[Y]] : tensor<3xi64>
// CHECK: arith.xori %[[X]], %[[Y]] : tensor<3xi64>
// CHECK: arith.shli %[[X]], %[[Y]] : tensor<3xi64>
// CHECK: arith.shrsi %[[X]], %[[Y]] : tensor<3xi64>
// CHECK: arith.shrui %[[X]], %[[Y]] : tensor<3xi64>
// CHECK: arith.minsi %[[X]], %[[Y]] : tensor<3xi64>
// CHECK: arith.maxsi %[[X]], %[[Y]] : tensor<3xi64>
// CHECK: arith.minui %[[X]], %[[Y]] : tensor<3xi64>
// CHECK: arith.maxui %[[X]], %[[Y]] : tensor<3xi64>
// CHECK: arith.divui %[[X]], %[[Y]] : tensor<3xi64>
// CHECK: arith.remui %[[X]], %[[Y]] : tensor<3xi64>
// CHECK: arith.ceildivsi %[[X]], %[[Y]] : tensor<3xi64>
// CHECK: arith.ceildivui %[[X]], %[[Y]] : tensor<3xi64>
// CHECK: arith.floordivsi %[[X]], %[[Y]] : tensor<3xi64>
// CHECK: math.ipowi %[[X]], %[[Y]] : tensor<3xi64>
// CHECK: math.absi %[[X]] : tensor<3xi64>
// CHECK: math.ctlz %[[X]] : tensor<3xi64>
// CHECK: math.cttz %[[X]] : tensor<3xi64>
// CHECK: math.ctpop %[[X]] : tensor<3xi64>
func.func @whole_numbers(%x: i64, %y: i64) -> (i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64) {
  %0 = arith.andi %x, %y : i64
  %1 = arith.ori %x, %y : i64
  %2 = arith.xori %x, %y : i64
  %3 = arith.shli %x, %y : i64
  %4 = arith.shrsi %x, %y : i64
  %5 = arith.shrui %x, %y : i64
  %6 = arith.minsi %x, %y : i64
  %7 = arith.maxsi %x, %y : i64
  %8 = arith.minui %x, %y : i64
  %9 = arith.maxui %x, %y : i64
  %10 = arith.divui %x, %y : i64
  %11 = arith.remui %x, %y : i64
  %12 = arith.ceildivsi %x, %y : i64
  %13 = arith.ceildivui %x, %y : i64
  %14 = arith.floordivsi %x, %y : i64
  %15 = math.ipowi %x, %y : i64
  %16 = math.absi %x : i64
  %17 = math.ctlz %x : i64
  %18 = math.cttz %x : i64
  %19 = math.ctpop %x : i64
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19 : i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64
}

// CHECK-LABEL: func.func private @wide_results.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<3xi64>, %[[Y:.*]]: tensor<3xi64>)
// CHECK: arith.addui_extended %[[X]], %[[Y]] : tensor<3xi64>, tensor<3xi1>
// CHECK: arith.mulsi_extended %[[X]], %[[Y]] : tensor<3xi64>
// CHECK: arith.mului_extended %[[X]], %[[Y]] : tensor<3xi64>
func.func @wide_results(%x: i64, %y: i64) -> (i64, i1, i64, i64, i64, i64) {
  %0:2 = arith.addui_extended %x, %y : i64, i1
  %1:2 = arith.mulsi_extended %x, %y : i64
  %2:2 = arith.mului_extended %x, %y : i64
  return %0#0, %0#1, %1#0, %1#1, %2#0, %2#1 : i64, i1, i64, i64, i64, i64
}

// CHECK-LABEL: func.func private @conversions.vmap(
// CHECK-SAME: %[[I:.*]]: tensor<3xi32>, %[[X:.*]]: tensor<3xf64>, %[[S:.*]]: tensor<3xf8E8M0FNU>, %[[W:.*]]: tensor<3xf32>)
// CHECK: arith.extui %[[I]] : tensor<3xi32> to tensor<3xi64>
// CHECK: arith.sitofp %[[I]] : tensor<3xi32> to tensor<3xf64>
// CHECK: arith.uitofp %[[I]] : tensor<3xi32> to tensor<3xf64>
// CHECK: arith.fptosi %[[X]] : tensor<3xf64> to tensor<3xi64>
// CHECK: arith.fptoui %[[X]] : tensor<3xf64> to tensor<3xi64>
// CHECK: arith.bitcast %[[X]] : tensor<3xf64> to tensor<3xi64>
// CHECK: arith.scaling_extf %[[W]], %[[S]] : tensor<3xf32>, tensor<3xf8E8M0FNU> to tensor<3xf64>
// CHECK: arith.scaling_truncf %[[X]], %[[S]] : tensor<3xf64>, tensor<3xf8E8M0FNU> to tensor<3xf32>
func.func @conversions(%i: i32, %x: f64, %s: f8E8M0FNU, %w: f32) -> (i64, f64, f64, i64, i64, i64, f64, f32) {
  %0 = arith.extui %i : i32 to i64
  %1 = arith.sitofp %i : i32 to f64
  %2 = arith.uitofp %i : i32 to f64
  %3 = arith.fptosi %x : f64 to i64
  %4 = arith.fptoui %x : f64 to i64
  %5 = arith.bitcast %x : f64 to i64
  %6 = arith.scaling_extf %w, %s : f32, f8E8M0FNU to f64
  %7 = arith.scaling_truncf %x, %s : f64, f8E8M0FNU to f32
  return %0, %1, %2, %3, %4, %5, %6, %7 : i64, f64, f64, i64, i64, i64, f64, f32
}

// CHECK-LABEL: func.func private @two_numbers.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<3xf64>, %[[Y:.*]]: tensor<3xf64>)
// CHECK: arith.maxnumf %[[X]], %[[Y]] : tensor<3xf64>
// CHECK: arith.minnumf %[[X]], %[[Y]] : tensor<3xf64>
// CHECK: arith.maximumf %[[X]], %[[Y]] : tensor<3xf64>
// CHECK: arith.minimumf %[[X]], %[[Y]] : tensor<3xf64>
// CHECK: math.powf %[[X]], %[[Y]] : tensor<3xf64>
// CHECK: math.atan2 %[[X]], %[[Y]] : tensor<3xf64>
// CHECK: math.copysign %[[X]], %[[Y]] : tensor<3xf64>
func.func @two_numbers(%x: f64, %y: f64) -> (f64, f64, f64, f64, f64, f64, f64) {
  %0 = arith.maxnumf %x, %y : f64
  %1 = arith.minnumf %x, %y : f64
  %2 = arith.maximumf %x, %y : f64
  %3 = arith.minimumf %x, %y : f64
  %4 = math.powf %x, %y : f64
  %5 = math.atan2 %x, %y : f64
  %6 = math.copysign %x, %y : f64
  return %0, %1, %2, %3, %4, %5, %6 : f64, f64, f64, f64, f64, f64, f64
}

// CHECK-LABEL: func.func private @more_numbers.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<3xf64>, %[[Y:.*]]: tensor<3xf64>, %[[N:.*]]: tensor<3xi32>)
// CHECK: math.fma %[[X]], %[[Y]], %[[X]] : tensor<3xf64>
// CHECK: math.fpowi %[[X]], %[[N]] : tensor<3xf64>, tensor<3xi32>
func.func @more_numbers(%x: f64, %y: f64, %n: i32) -> (f64, f64) {
  %0 = math.fma %x, %y, %x : f64
  %1 = math.fpowi %x, %n : f64, i32
  return %0, %1 : f64, f64
}

// CHECK-LABEL: func.func private @functions.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<3xf64>)
// CHECK: math.absf %[[X]] : tensor<3xf64>
// CHECK: math.acos %[[X]] : tensor<3xf64>
// CHECK: math.acosh %[[X]] : tensor<3xf64>
// CHECK: math.asin %[[X]] : tensor<3xf64>
// CHECK: math.asinh %[[X]] : tensor<3xf64>
// CHECK: math.atan %[[X]] : tensor<3xf64>
// CHECK: math.atanh %[[X]] : tensor<3xf64>
// CHECK: math.cbrt %[[X]] : tensor<3xf64>
// CHECK: math.ceil %[[X]] : tensor<3xf64>
// CHECK: math.cos %[[X]] : tensor<3xf64>
// CHECK: math.cosh %[[X]] : tensor<3xf64>
// CHECK: math.erf %[[X]] : tensor<3xf64>
// CHECK: math.erfc %[[X]] : tensor<3xf64>
// CHECK: math.exp %[[X]] : tensor<3xf64>
// CHECK: math.exp2 %[[X]] : tensor<3xf64>
// CHECK: math.expm1 %[[X]] : tensor<3xf64>
// CHECK: math.floor %[[X]] : tensor<3xf64>
// CHECK: math.log %[[X]] : tensor<3xf64>
// CHECK: math.log10 %[[X]] : tensor<3xf64>
// CHECK: math.log1p %[[X]] : tensor<3xf64>
// CHECK: math.log2 %[[X]] : tensor<3xf64>
// CHECK: math.round %[[X]] : tensor<3xf64>
// CHECK: math.roundeven %[[X]] : tensor<3xf64>
// CHECK: math.rsqrt %[[X]] : tensor<3xf64>
// CHECK: math.sin %[[X]] : tensor<3xf64>
// CHECK: math.sinh %[[X]] : tensor<3xf64>
// CHECK: math.sqrt %[[X]] : tensor<3xf64>
// CHECK: math.tan %[[X]] : tensor<3xf64>
// CHECK: math.tanh %[[X]] : tensor<3xf64>
// CHECK: math.trunc %[[X]] : tensor<3xf64>
// CHECK: math.sincos %[[X]] : tensor<3xf64>
// CHECK: math.isfinite %[[X]] : tensor<3xf64>
// CHECK: math.isinf %[[X]] : tensor<3xf64>
// CHECK: math.isnan %[[X]] : tensor<3xf64>
// CHECK: math.isnormal %[[X]] : tensor<3xf64>
func.func @functions(%x: f64) -> (f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, i1, i1, i1, i1) {
  %0 = math.absf %x : f64
  %1 = math.acos %x : f64
  %2 = math.acosh %x : f64
  %3 = math.asin %x : f64
  %4 = math.asinh %x : f64
  %5 = math.atan %x : f64
  %6 = math.atanh %x : f64
  %7 = math.cbrt %x : f64
  %8 = math.ceil %x : f64
  %9 = math.cos %x : f64
  %10 = math.cosh %x : f64
  %11 = math.erf %x : f64
  %12 = math.erfc %x : f64
  %13 = math.exp %x : f64
  %14 = math.exp2 %x : f64
  %15 = math.expm1 %x : f64
  %16 = math.floor %x : f64
  %17 = math.log %x : f64
  %18 = math.log10 %x : f64
  %19 = math.log1p %x : f64
  %20 = math.log2 %x : f64
  %21 = math.round %x : f64
  %22 = math.roundeven %x : f64
  %23 = math.rsqrt %x : f64
  %24 = math.sin %x : f64
  %25 = math.sinh %x : f64
  %26 = math.sqrt %x : f64
  %27 = math.tan %x : f64
  %28 = math.tanh %x : f64
  %29 = math.trunc %x : f64
  %30:2 = math.sincos %x : f64
  %31 = math.isfinite %x : f64
  %32 = math.isinf %x : f64
  %33 = math.isnan %x : f64
  %34 = math.isnormal %x : f64
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19, %20, %21, %22, %23, %24, %25, %26, %27, %28, %29, %30#0, %30#1, %31, %32, %33, %34 : f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, f64, i1, i1, i1, i1
}

// CHECK-LABEL: func.func private @limited.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<3xf64>, %[[LOW:.*]]: tensor<3xf64>, %[[HIGH:.*]]: tensor<3xf64>)
// CHECK: math.clampf %[[X]] to [%[[LOW]], %[[HIGH]]] : tensor<3xf64>
func.func @limited(%x: f64, %low: f64, %high: f64) -> f64 {
  %r = math.clampf %x to [%low, %high] : f64
  return %r : f64
}

// There are scalar operations only on complex numbers: each is mapped over the batch.
// CHECK-LABEL: func.func private @complex_numbers.vmap(
// CHECK-SAME: %[[Z:.*]]: tensor<3xcomplex<f64>>, %[[W:.*]]: tensor<3xcomplex<f64>>)
// CHECK: eshkol.map %[[Z]], %[[W]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>, %[[A1:.*]]: complex<f64>):
// CHECK-NEXT: complex.add %[[A0]], %[[A1]]
// CHECK: eshkol.map %[[Z]], %[[W]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>, %[[A1:.*]]: complex<f64>):
// CHECK-NEXT: complex.sub %[[A0]], %[[A1]]
// CHECK: eshkol.map %[[Z]], %[[W]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>, %[[A1:.*]]: complex<f64>):
// CHECK-NEXT: complex.mul %[[A0]], %[[A1]]
// CHECK: eshkol.map %[[Z]], %[[W]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>, %[[A1:.*]]: complex<f64>):
// CHECK-NEXT: complex.div %[[A0]], %[[A1]]
// CHECK: eshkol.map %[[Z]], %[[W]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>, %[[A1:.*]]: complex<f64>):
// CHECK-NEXT: complex.pow %[[A0]], %[[A1]]
// CHECK: eshkol.map %[[Z]], %[[W]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>, %[[A1:.*]]: complex<f64>):
// CHECK-NEXT: complex.atan2 %[[A0]], %[[A1]]
// CHECK: eshkol.map %[[Z]], %[[W]] : {{.*}} -> tensor<3xi1>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>, %[[A1:.*]]: complex<f64>):
// CHECK-NEXT: complex.eq %[[A0]], %[[A1]]
// CHECK: eshkol.map %[[Z]], %[[W]] : {{.*}} -> tensor<3xi1>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>, %[[A1:.*]]: complex<f64>):
// CHECK-NEXT: complex.neq %[[A0]], %[[A1]]
func.func @complex_numbers(%z: complex<f64>, %w: complex<f64>) -> (complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, i1, i1) {
  %0 = complex.add %z, %w : complex<f64>
  %1 = complex.sub %z, %w : complex<f64>
  %2 = complex.mul %z, %w : complex<f64>
  %3 = complex.div %z, %w : complex<f64>
  %4 = complex.pow %z, %w : complex<f64>
  %5 = complex.atan2 %z, %w : complex<f64>
  %6 = complex.eq %z, %w : complex<f64>
  %7 = complex.neq %z, %w : complex<f64>
  return %0, %1, %2, %3, %4, %5, %6, %7 : complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, i1, i1
}

// CHECK-LABEL: func.func private @complex_functions.vmap(
// CHECK-SAME: %[[Z:.*]]: tensor<3xcomplex<f64>>)
// CHECK: eshkol.map %[[Z]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>):
// CHECK-NEXT: complex.neg %[[A0]]
// CHECK: eshkol.map %[[Z]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>):
// CHECK-NEXT: complex.conj %[[A0]]
// CHECK: eshkol.map %[[Z]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>):
// CHECK-NEXT: complex.exp %[[A0]]
// CHECK: eshkol.map %[[Z]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>):
// CHECK-NEXT: complex.expm1 %[[A0]]
// CHECK: eshkol.map %[[Z]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>):
// CHECK-NEXT: complex.log %[[A0]]
// CHECK: eshkol.map %[[Z]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>):
// CHECK-NEXT: complex.log1p %[[A0]]
// CHECK: eshkol.map %[[Z]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>):
// CHECK-NEXT: complex.sqrt %[[A0]]
// CHECK: eshkol.map %[[Z]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>):
// CHECK-NEXT: complex.rsqrt %[[A0]]
// CHECK: eshkol.map %[[Z]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>):
// CHECK-NEXT: complex.sin %[[A0]]
// CHECK: eshkol.map %[[Z]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>):
// CHECK-NEXT: complex.cos %[[A0]]
// CHECK: eshkol.map %[[Z]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>):
// CHECK-NEXT: complex.tan %[[A0]]
// CHECK: eshkol.map %[[Z]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>):
// CHECK-NEXT: complex.tanh %[[A0]]
// CHECK: eshkol.map %[[Z]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>):
// CHECK-NEXT: complex.sign %[[A0]]
// CHECK: eshkol.map %[[Z]] : {{.*}} -> tensor<3xf64>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>):
// CHECK-NEXT: complex.abs %[[A0]]
// CHECK: eshkol.map %[[Z]] : {{.*}} -> tensor<3xf64>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>):
// CHECK-NEXT: complex.angle %[[A0]]
// CHECK: eshkol.map %[[Z]] : {{.*}} -> tensor<3xf64>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>):
// CHECK-NEXT: complex.re %[[A0]]
// CHECK: eshkol.map %[[Z]] : {{.*}} -> tensor<3xf64>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>):
// CHECK-NEXT: complex.im %[[A0]]
func.func @complex_functions(%z: complex<f64>) -> (complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, f64, f64, f64, f64) {
  %0 = complex.neg %z : complex<f64>
  %1 = complex.conj %z : complex<f64>
  %2 = complex.exp %z : complex<f64>
  %3 = complex.expm1 %z : complex<f64>
  %4 = complex.log %z : complex<f64>
  %5 = complex.log1p %z : complex<f64>
  %6 = complex.sqrt %z : complex<f64>
  %7 = complex.rsqrt %z : complex<f64>
  %8 = complex.sin %z : complex<f64>
  %9 = complex.cos %z : complex<f64>
  %10 = complex.tan %z : complex<f64>
  %11 = complex.tanh %z : complex<f64>
  %12 = complex.sign %z : complex<f64>
  %13 = complex.abs %z : complex<f64>
  %14 = complex.angle %z : complex<f64>
  %15 = complex.re %z : complex<f64>
  %16 = complex.im %z : complex<f64>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16 : complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, complex<f64>, f64, f64, f64, f64
}

// CHECK-LABEL: func.func private @complex_rest.vmap(
// CHECK-SAME: %[[X:.*]]: tensor<3xf64>, %[[Y:.*]]: tensor<3xf64>, %[[Z:.*]]: tensor<3xcomplex<f64>>, %[[N:.*]]: tensor<3xi32>)
// CHECK: eshkol.map %[[X]], %[[Y]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: f64, %[[A1:.*]]: f64):
// CHECK-NEXT: complex.create %[[A0]], %[[A1]]
// CHECK: eshkol.map %[[Z]], %[[N]] : {{.*}} -> tensor<3xcomplex<f64>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: complex<f64>, %[[A1:.*]]: i32):
// CHECK-NEXT: complex.powi %[[A0]], %[[A1]]
// CHECK: eshkol.map %[[X]] : {{.*}} -> tensor<3xcomplex<f32>>
// CHECK-NEXT: ^bb0(%[[A0:.*]]: f64):
// CHECK-NEXT: complex.bitcast %[[A0]]
func.func @complex_rest(%x: f64, %y: f64, %z: complex<f64>, %n: i32) -> (complex<f64>, complex<f64>, complex<f32>) {
  %0 = complex.create %x, %y : complex<f64>
  %1 = complex.powi %z, %n : complex<f64>, i32
  %2 = complex.bitcast %x : f64 to complex<f32>
  return %0, %1, %2 : complex<f64>, complex<f64>, complex<f32>
}

func.func @use(%v_i64: tensor<3xi64>, %v_i32: tensor<3xi32>, %v_f64: tensor<3xf64>, %v_f8E8M0FNU: tensor<3xf8E8M0FNU>, %v_f32: tensor<3xf32>, %v_cf64: tensor<3xcomplex<f64>>) {
  %whole_numbers:20 = eshkol.vmap @whole_numbers(%v_i64, %v_i64) in_axes [0, 0] out_axes [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    : (tensor<3xi64>, tensor<3xi64>) -> (tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>)
  %wide_results:6 = eshkol.vmap @wide_results(%v_i64, %v_i64) in_axes [0, 0] out_axes [0, 0, 0, 0, 0, 0]
    : (tensor<3xi64>, tensor<3xi64>) -> (tensor<3xi64>, tensor<3xi1>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>)
  %conversions:8 = eshkol.vmap @conversions(%v_i32, %v_f64, %v_f8E8M0FNU, %v_f32) in_axes [0, 0, 0, 0] out_axes [0, 0, 0, 0, 0, 0, 0, 0]
    : (tensor<3xi32>, tensor<3xf64>, tensor<3xf8E8M0FNU>, tensor<3xf32>) -> (tensor<3xi64>, tensor<3xf64>, tensor<3xf64>, tensor<3xi64>, tensor<3xi64>, tensor<3xi64>, tensor<3xf64>, tensor<3xf32>)
  %two_numbers:7 = eshkol.vmap @two_numbers(%v_f64, %v_f64) in_axes [0, 0] out_axes [0, 0, 0, 0, 0, 0, 0]
    : (tensor<3xf64>, tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>)
  %more_numbers:2 = eshkol.vmap @more_numbers(%v_f64, %v_f64, %v_i32) in_axes [0, 0, 0] out_axes [0, 0]
    : (tensor<3xf64>, tensor<3xf64>, tensor<3xi32>) -> (tensor<3xf64>, tensor<3xf64>)
  %functions:36 = eshkol.vmap @functions(%v_f64) in_axes [0] out_axes [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    : (tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xi1>, tensor<3xi1>, tensor<3xi1>, tensor<3xi1>)
  %limited = eshkol.vmap @limited(%v_f64, %v_f64, %v_f64) in_axes [0, 0, 0] out_axes [0]
    : (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>) -> (tensor<3xf64>)
  %complex_numbers:8 = eshkol.vmap @complex_numbers(%v_cf64, %v_cf64) in_axes [0, 0] out_axes [0, 0, 0, 0, 0, 0, 0, 0]
    : (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>) -> (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xi1>, tensor<3xi1>)
  %complex_functions:17 = eshkol.vmap @complex_functions(%v_cf64) in_axes [0] out_axes [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    : (tensor<3xcomplex<f64>>) -> (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>)
  %complex_rest:3 = eshkol.vmap @complex_rest(%v_f64, %v_f64, %v_cf64, %v_i32) in_axes [0, 0, 0, 0] out_axes [0, 0, 0]
    : (tensor<3xf64>, tensor<3xf64>, tensor<3xcomplex<f64>>, tensor<3xi32>) -> (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>, tensor<3xcomplex<f32>>)
  return
}
