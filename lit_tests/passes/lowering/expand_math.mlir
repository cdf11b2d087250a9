// IREE is not asked here: the expansions themselves are run, on the C library's
// exp, log and sqrt, and compared with numbers computed with 40 digits.
// RUN: eshkol-opt --eshkol-expand-math %s | FileCheck %s
// RUN: eshkol-opt --eshkol-to-linalg --eshkol-expand-math %s > %t.mlir
// RUN: eshkol-opt --eshkol-to-native %t.mlir | mlir-runner -O1 -e main -entry-point-result=void

// log(1 + x) = log(u) * x / (u - 1) with u = 1 + x
// CHECK-LABEL: @log1p
// CHECK: %[[U:.*]] = arith.addf %[[X:.*]], %{{.*}} : f64
// CHECK-DAG: %[[LOG:.*]] = math.log %[[U]] : f64
// CHECK-DAG: %[[LESS:.*]] = arith.subf %[[U]], %{{.*}} : f64
// CHECK: %[[RATIO:.*]] = arith.divf %[[X]], %[[LESS]] : f64
// CHECK: arith.mulf %[[LOG]], %[[RATIO]] : f64
// CHECK-NOT: math.log1p
func.func @log1p(%x: f64) -> f64 {
  %y = math.log1p %x : f64
  return %y : f64
}

// The C library computes sin of f64, and IREE erf of f32.
// CHECK-LABEL: @kept
// CHECK: math.sin %{{.*}} : f64
// CHECK: math.erf %{{.*}} : f32
func.func @kept(%x: f64, %y: f32) -> (f64, f32) {
  %0 = math.sin %x : f64
  %1 = math.erf %y : f32
  return %0, %1 : f64, f32
}

// CHECK-LABEL: @narrow
// CHECK: arith.extf %{{.*}} : f16 to f32
// CHECK-NOT: math.sinh
// CHECK: arith.truncf %{{.*}} : f32 to f16
func.func @narrow(%x: f16) -> f16 {
  %y = math.sinh %x : f16
  return %y : f16
}

func.func private @sins(%x: tensor<?xf32>) -> tensor<?xf32> {
  %y = math.sin %x : tensor<?xf32>
  return %y : tensor<?xf32>
}

func.func private @coss(%x: tensor<?xf32>) -> tensor<?xf32> {
  %y = math.cos %x : tensor<?xf32>
  return %y : tensor<?xf32>
}

func.func private @tans(%x: tensor<?xf32>) -> tensor<?xf32> {
  %y = math.tan %x : tensor<?xf32>
  return %y : tensor<?xf32>
}

func.func private @atans(%x: tensor<?xf32>) -> tensor<?xf32> {
  %y = math.atan %x : tensor<?xf32>
  return %y : tensor<?xf32>
}

func.func private @sinhs(%x: tensor<?xf64>) -> tensor<?xf64> {
  %y = math.sinh %x : tensor<?xf64>
  return %y : tensor<?xf64>
}

func.func private @coshs(%x: tensor<?xf64>) -> tensor<?xf64> {
  %y = math.cosh %x : tensor<?xf64>
  return %y : tensor<?xf64>
}

func.func private @asinhs(%x: tensor<?xf64>) -> tensor<?xf64> {
  %y = math.asinh %x : tensor<?xf64>
  return %y : tensor<?xf64>
}

func.func private @acoshs(%x: tensor<?xf64>) -> tensor<?xf64> {
  %y = math.acosh %x : tensor<?xf64>
  return %y : tensor<?xf64>
}

func.func private @atanhs(%x: tensor<?xf64>) -> tensor<?xf64> {
  %y = math.atanh %x : tensor<?xf64>
  return %y : tensor<?xf64>
}

func.func private @expm1s(%x: tensor<?xf64>) -> tensor<?xf64> {
  %y = math.expm1 %x : tensor<?xf64>
  return %y : tensor<?xf64>
}

func.func private @log1ps(%x: tensor<?xf64>) -> tensor<?xf64> {
  %y = math.log1p %x : tensor<?xf64>
  return %y : tensor<?xf64>
}

func.func private @erfs(%x: tensor<?xf64>) -> tensor<?xf64> {
  %y = math.erf %x : tensor<?xf64>
  return %y : tensor<?xf64>
}

func.func private @erfcs(%x: tensor<?xf64>) -> tensor<?xf64> {
  %y = math.erfc %x : tensor<?xf64>
  return %y : tensor<?xf64>
}

func.func private @angles(%y: tensor<6xf32>, %x: tensor<6xf32>) -> tensor<6xf32> {
  %0 = math.atan2 %y, %x : tensor<6xf32>
  return %0 : tensor<6xf32>
}

func.func private @integer_powers(%x: tensor<6xi8>, %n: tensor<6xi8>) -> tensor<6xi8> {
  %y = math.ipowi %x, %n : tensor<6xi8>
  return %y : tensor<6xi8>
}

func.func @main() {
  // 2^7 does not fit into 8 bits.
  %bases = arith.constant dense<[3, -2, 0, -1, 5, 2]> : tensor<6xi8>
  %exponents = arith.constant dense<[4, 5, 0, -3, -1, 7]> : tensor<6xi8>
  %powers = func.call @integer_powers(%bases, %exponents) : (tensor<6xi8>, tensor<6xi8>) -> tensor<6xi8>
  %integers = arith.constant dense<[81, -32, 1, -1, 0, -128]> : tensor<6xi8>
  eshkol.assert_close %powers, %integers, "ipowi" atol = 0.0 rtol = 0.0 : tensor<6xi8>

  %sin_x = arith.constant dense<[0.0, -0.0010000000474974513, 3.0, -100.0, 1000.0]> : tensor<5xf32>
  %sin_d = tensor.cast %sin_x : tensor<5xf32> to tensor<?xf32>
  %sin_y = func.call @sins(%sin_d) : (tensor<?xf32>) -> tensor<?xf32>
  %sin_e = arith.constant dense<[0.0, -0.0009999998808307693, 0.1411200080598672, 0.5063656411097588, 0.8268795405320025]> : tensor<5xf32>
  %sin_w = tensor.cast %sin_e : tensor<5xf32> to tensor<?xf32>
  eshkol.assert_close %sin_y, %sin_w, "sin" atol = 0.0 rtol = 4.0e-7 : tensor<?xf32>

  %cos_x = arith.constant dense<[0.0, -1.5, 5.0, 100.0, -1000.0]> : tensor<5xf32>
  %cos_d = tensor.cast %cos_x : tensor<5xf32> to tensor<?xf32>
  %cos_y = func.call @coss(%cos_d) : (tensor<?xf32>) -> tensor<?xf32>
  %cos_e = arith.constant dense<[1.0, 0.0707372016677029, 0.28366218546322625, 0.8623188722876839, 0.5623790762907029]> : tensor<5xf32>
  %cos_w = tensor.cast %cos_e : tensor<5xf32> to tensor<?xf32>
  eshkol.assert_close %cos_y, %cos_w, "cos" atol = 0.0 rtol = 4.0e-7 : tensor<?xf32>

  %tan_x = arith.constant dense<[0.0, -0.0010000000474974513, 1.5, -3.0, 100.0]> : tensor<5xf32>
  %tan_d = tensor.cast %tan_x : tensor<5xf32> to tensor<?xf32>
  %tan_y = func.call @tans(%tan_d) : (tensor<?xf32>) -> tensor<?xf32>
  %tan_e = arith.constant dense<[0.0, -0.0010000003808309655, 14.101419947171719, 0.1425465430742778, -0.5872139151569291]> : tensor<5xf32>
  %tan_w = tensor.cast %tan_e : tensor<5xf32> to tensor<?xf32>
  eshkol.assert_close %tan_y, %tan_w, "tan" atol = 0.0 rtol = 4.0e-7 : tensor<?xf32>

  %atan_x = arith.constant dense<[9.999999974752427e-07, -0.6499999761581421, 1.0, -2.5, 1.0000000200408773e+20]> : tensor<5xf32>
  %atan_d = tensor.cast %atan_x : tensor<5xf32> to tensor<?xf32>
  %atan_y = func.call @atans(%atan_d) : (tensor<?xf32>) -> tensor<?xf32>
  %atan_e = arith.constant dense<[9.999999974749094e-07, -0.5763752038306507, 0.7853981633974483, -1.1902899496825317, 1.5707963267948966]> : tensor<5xf32>
  %atan_w = tensor.cast %atan_e : tensor<5xf32> to tensor<?xf32>
  eshkol.assert_close %atan_y, %atan_w, "atan" atol = 0.0 rtol = 4.0e-7 : tensor<?xf32>

  %sinh_x = arith.constant dense<[1.0e-20, -0.001, 1.0, -30.0, 710.0]> : tensor<5xf64>
  %sinh_d = tensor.cast %sinh_x : tensor<5xf64> to tensor<?xf64>
  %sinh_y = func.call @sinhs(%sinh_d) : (tensor<?xf64>) -> tensor<?xf64>
  %sinh_e = arith.constant dense<[1.0e-20, -0.001000000166666675, 1.1752011936438014, -5343237290762.231, 1.1169973830808555e+308]> : tensor<5xf64>
  %sinh_w = tensor.cast %sinh_e : tensor<5xf64> to tensor<?xf64>
  eshkol.assert_close %sinh_y, %sinh_w, "sinh" atol = 0.0 rtol = 8.0e-16 : tensor<?xf64>

  %cosh_x = arith.constant dense<[0.0, -0.001, 1.0, -30.0, 710.0]> : tensor<5xf64>
  %cosh_d = tensor.cast %cosh_x : tensor<5xf64> to tensor<?xf64>
  %cosh_y = func.call @coshs(%cosh_d) : (tensor<?xf64>) -> tensor<?xf64>
  %cosh_e = arith.constant dense<[1.0, 1.0000005000000416, 1.5430806348152437, 5343237290762.231, 1.1169973830808555e+308]> : tensor<5xf64>
  %cosh_w = tensor.cast %cosh_e : tensor<5xf64> to tensor<?xf64>
  eshkol.assert_close %cosh_y, %cosh_w, "cosh" atol = 0.0 rtol = 8.0e-16 : tensor<?xf64>

  %asinh_x = arith.constant dense<[1.0e-20, -0.001, 5.0, -80.0, 1.0e+300]> : tensor<5xf64>
  %asinh_d = tensor.cast %asinh_x : tensor<5xf64> to tensor<?xf64>
  %asinh_y = func.call @asinhs(%asinh_d) : (tensor<?xf64>) -> tensor<?xf64>
  %asinh_e = arith.constant dense<[1.0e-20, -0.0009999998333334083, 2.3124383412727525, -5.0752128754452075, 691.4686750787737]> : tensor<5xf64>
  %asinh_w = tensor.cast %asinh_e : tensor<5xf64> to tensor<?xf64>
  eshkol.assert_close %asinh_y, %asinh_w, "asinh" atol = 0.0 rtol = 8.0e-16 : tensor<?xf64>

  %acosh_x = arith.constant dense<[1.0, 1.0000001, 1.5, 80.0, 1.0e+300]> : tensor<5xf64>
  %acosh_d = tensor.cast %acosh_x : tensor<5xf64> to tensor<?xf64>
  %acosh_y = func.call @acoshs(%acosh_d) : (tensor<?xf64>) -> tensor<?xf64>
  %acosh_e = arith.constant dense<[0.0, 0.0004472135919037347, 0.9624236501192069, 5.07513475044481, 691.4686750787737]> : tensor<5xf64>
  %acosh_w = tensor.cast %acosh_e : tensor<5xf64> to tensor<?xf64>
  eshkol.assert_close %acosh_y, %acosh_w, "acosh" atol = 0.0 rtol = 8.0e-16 : tensor<?xf64>

  %atanh_x = arith.constant dense<[1.0e-20, -0.001, 0.5, -0.75, 0.999999]> : tensor<5xf64>
  %atanh_d = tensor.cast %atanh_x : tensor<5xf64> to tensor<?xf64>
  %atanh_y = func.call @atanhs(%atanh_d) : (tensor<?xf64>) -> tensor<?xf64>
  %atanh_e = arith.constant dense<[1.0e-20, -0.0010000003333335333, 0.5493061443340549, -0.9729550745276566, 7.254328619247669]> : tensor<5xf64>
  %atanh_w = tensor.cast %atanh_e : tensor<5xf64> to tensor<?xf64>
  eshkol.assert_close %atanh_y, %atanh_w, "atanh" atol = 0.0 rtol = 8.0e-16 : tensor<?xf64>

  %expm1_x = arith.constant dense<[1.0e-20, -0.001, 0.5, -40.0, 700.0]> : tensor<5xf64>
  %expm1_d = tensor.cast %expm1_x : tensor<5xf64> to tensor<?xf64>
  %expm1_y = func.call @expm1s(%expm1_d) : (tensor<?xf64>) -> tensor<?xf64>
  %expm1_e = arith.constant dense<[1.0e-20, -0.0009995001666250085, 0.6487212707001282, -1.0, 1.0142320547350045e+304]> : tensor<5xf64>
  %expm1_w = tensor.cast %expm1_e : tensor<5xf64> to tensor<?xf64>
  eshkol.assert_close %expm1_y, %expm1_w, "expm1" atol = 0.0 rtol = 8.0e-16 : tensor<?xf64>

  %log1p_x = arith.constant dense<[1.0e-20, -0.001, 0.5, -0.999, 1.0e+300]> : tensor<5xf64>
  %log1p_d = tensor.cast %log1p_x : tensor<5xf64> to tensor<?xf64>
  %log1p_y = func.call @log1ps(%log1p_d) : (tensor<?xf64>) -> tensor<?xf64>
  %log1p_e = arith.constant dense<[1.0e-20, -0.0010005003335835335, 0.4054651081081644, -6.907755278982136, 690.7755278982137]> : tensor<5xf64>
  %log1p_w = tensor.cast %log1p_e : tensor<5xf64> to tensor<?xf64>
  eshkol.assert_close %log1p_y, %log1p_w, "log1p" atol = 0.0 rtol = 8.0e-16 : tensor<?xf64>

  %erf_x = arith.constant dense<[1.0e-20, -0.1, 0.9, -1.5, 5.0]> : tensor<5xf64>
  %erf_d = tensor.cast %erf_x : tensor<5xf64> to tensor<?xf64>
  %erf_y = func.call @erfs(%erf_d) : (tensor<?xf64>) -> tensor<?xf64>
  %erf_e = arith.constant dense<[1.1283791670955125e-20, -0.1124629160182849, 0.7969082124228322, -0.9661051464753108, 0.9999999999984626]> : tensor<5xf64>
  %erf_w = tensor.cast %erf_e : tensor<5xf64> to tensor<?xf64>
  eshkol.assert_close %erf_y, %erf_w, "erf" atol = 0.0 rtol = 8.0e-16 : tensor<?xf64>

  // The last but one beside what 1 - erf would leave of it, which is 0; the last underflows.
  %erfc_x = arith.constant dense<[1.0e-20, -0.9, 0.9, -1.5, 5.0, 26.0, 30.0]> : tensor<7xf64>
  %erfc_d = tensor.cast %erfc_x : tensor<7xf64> to tensor<?xf64>
  %erfc_y = func.call @erfcs(%erfc_d) : (tensor<?xf64>) -> tensor<?xf64>
  %erfc_e = arith.constant dense<[1.0, 1.7969082124228322, 0.20309178757716784, 1.9661051464753108, 1.5374597944280347e-12, 5.663192408856143e-296, 0.0]> : tensor<7xf64>
  %erfc_w = tensor.cast %erfc_e : tensor<7xf64> to tensor<?xf64>
  eshkol.assert_close %erfc_y, %erfc_w, "erfc" atol = 0.0 rtol = 1.0e-15 : tensor<?xf64>

  %inf = arith.constant dense<[0x7FF0000000000000, 0xFFF0000000000000, 0x7FF8000000000000]> : tensor<3xf64>
  %special = tensor.cast %inf : tensor<3xf64> to tensor<?xf64>

  %sinh_s = func.call @sinhs(%special) : (tensor<?xf64>) -> tensor<?xf64>
  %sinh_f = arith.constant dense<[0x7FF0000000000000, 0xFFF0000000000000, 0x7FF8000000000000]> : tensor<3xf64>
  %sinh_t = tensor.cast %sinh_f : tensor<3xf64> to tensor<?xf64>
  eshkol.assert_close %sinh_s, %sinh_t, "sinh of infinities and NaN" atol = 0.0 rtol = 0.0 : tensor<?xf64>

  %cosh_s = func.call @coshs(%special) : (tensor<?xf64>) -> tensor<?xf64>
  %cosh_f = arith.constant dense<[0x7FF0000000000000, 0x7FF0000000000000, 0x7FF8000000000000]> : tensor<3xf64>
  %cosh_t = tensor.cast %cosh_f : tensor<3xf64> to tensor<?xf64>
  eshkol.assert_close %cosh_s, %cosh_t, "cosh of infinities and NaN" atol = 0.0 rtol = 0.0 : tensor<?xf64>

  %asinh_s = func.call @asinhs(%special) : (tensor<?xf64>) -> tensor<?xf64>
  %asinh_f = arith.constant dense<[0x7FF0000000000000, 0xFFF0000000000000, 0x7FF8000000000000]> : tensor<3xf64>
  %asinh_t = tensor.cast %asinh_f : tensor<3xf64> to tensor<?xf64>
  eshkol.assert_close %asinh_s, %asinh_t, "asinh of infinities and NaN" atol = 0.0 rtol = 0.0 : tensor<?xf64>

  %acosh_s = func.call @acoshs(%special) : (tensor<?xf64>) -> tensor<?xf64>
  %acosh_f = arith.constant dense<[0x7FF0000000000000, 0x7FF8000000000000, 0x7FF8000000000000]> : tensor<3xf64>
  %acosh_t = tensor.cast %acosh_f : tensor<3xf64> to tensor<?xf64>
  eshkol.assert_close %acosh_s, %acosh_t, "acosh of infinities and NaN" atol = 0.0 rtol = 0.0 : tensor<?xf64>

  %atanh_s = func.call @atanhs(%special) : (tensor<?xf64>) -> tensor<?xf64>
  %atanh_f = arith.constant dense<[0x7FF8000000000000, 0x7FF8000000000000, 0x7FF8000000000000]> : tensor<3xf64>
  %atanh_t = tensor.cast %atanh_f : tensor<3xf64> to tensor<?xf64>
  eshkol.assert_close %atanh_s, %atanh_t, "atanh of infinities and NaN" atol = 0.0 rtol = 0.0 : tensor<?xf64>

  %expm1_s = func.call @expm1s(%special) : (tensor<?xf64>) -> tensor<?xf64>
  %expm1_f = arith.constant dense<[0x7FF0000000000000, -1.0, 0x7FF8000000000000]> : tensor<3xf64>
  %expm1_t = tensor.cast %expm1_f : tensor<3xf64> to tensor<?xf64>
  eshkol.assert_close %expm1_s, %expm1_t, "expm1 of infinities and NaN" atol = 0.0 rtol = 0.0 : tensor<?xf64>

  %log1p_s = func.call @log1ps(%special) : (tensor<?xf64>) -> tensor<?xf64>
  %log1p_f = arith.constant dense<[0x7FF0000000000000, 0x7FF8000000000000, 0x7FF8000000000000]> : tensor<3xf64>
  %log1p_t = tensor.cast %log1p_f : tensor<3xf64> to tensor<?xf64>
  eshkol.assert_close %log1p_s, %log1p_t, "log1p of infinities and NaN" atol = 0.0 rtol = 0.0 : tensor<?xf64>

  %erf_s = func.call @erfs(%special) : (tensor<?xf64>) -> tensor<?xf64>
  %erf_f = arith.constant dense<[1.0, -1.0, 0x7FF8000000000000]> : tensor<3xf64>
  %erf_t = tensor.cast %erf_f : tensor<3xf64> to tensor<?xf64>
  eshkol.assert_close %erf_s, %erf_t, "erf of infinities and NaN" atol = 0.0 rtol = 0.0 : tensor<?xf64>

  %points_y = arith.constant dense<[0.0, 1.0, 1.0, -1.0, -0.25, 3.0]> : tensor<6xf32>
  %points_x = arith.constant dense<[-1.0, 0.0, 1.0, -1.0, 2.0, -0.5]> : tensor<6xf32>
  %angles = func.call @angles(%points_y, %points_x) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
  %known = arith.constant dense<[3.141592653589793, 1.5707963267948966, 0.7853981633974483, -2.356194490192345, -0.12435499454676144, 1.7359450042095235]> : tensor<6xf32>
  eshkol.assert_close %angles, %known, "atan2" atol = 0.0 rtol = 4.0e-7 : tensor<6xf32>
  return
}
