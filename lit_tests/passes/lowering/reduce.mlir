// RUN: eshkol-opt --convert-eshkol-to-linalg %s | FileCheck %s
// RUN: %run-native

// CHECK-LABEL: @rows
// CHECK: linalg.fill
// CHECK: linalg.generic
// CHECK-SAME: iterator_types = ["parallel", "reduction"]
// CHECK: arith.addf
// CHECK: linalg.generic
// CHECK-SAME: iterator_types = ["parallel"]
// CHECK: arith.divf
func.func @rows(%x: tensor<?x?xf32>) -> (tensor<?xf32>, tensor<?x1xf32>) {
  %0 = eshkol.reduce mean %x [1] : (tensor<?x?xf32>) -> tensor<?xf32>
  %1 = eshkol.reduce max %x [1] keepdims : (tensor<?x?xf32>) -> tensor<?x1xf32>
  return %0, %1 : tensor<?xf32>, tensor<?x1xf32>
}

// Summed in f32, rounded once.
// CHECK-LABEL: @bfloat
// CHECK: ^bb0(%[[E:.*]]: bf16, %{{.*}}: f32):
// CHECK: %[[WIDE:.*]] = arith.extf %[[E]] : bf16 to f32
// CHECK: arith.addf %{{.*}}, %[[WIDE]] : f32
// CHECK: arith.truncf %{{.*}} : f32 to bf16
func.func @bfloat(%x: tensor<?xbf16>) -> tensor<bf16> {
  %0 = eshkol.reduce sum %x [0] : (tensor<?xbf16>) -> tensor<bf16>
  return %0 : tensor<bf16>
}

func.func @half(%x: tensor<4xf16>) -> (tensor<f16>, tensor<f16>, tensor<f16>) {
  %0 = eshkol.reduce mean %x [0] : (tensor<4xf16>) -> tensor<f16>
  %1 = eshkol.reduce prod %x [0] : (tensor<4xf16>) -> tensor<f16>
  %2 = eshkol.reduce min %x [0] : (tensor<4xf16>) -> tensor<f16>
  return %0, %1, %2 : tensor<f16>, tensor<f16>, tensor<f16>
}

func.func @integers(%x: tensor<2x3xi8>) -> (tensor<3xi8>, tensor<2xi8>, tensor<i8>, tensor<i8>) {
  %0 = eshkol.reduce sum %x [0] : (tensor<2x3xi8>) -> tensor<3xi8>
  %1 = eshkol.reduce prod %x [1] : (tensor<2x3xi8>) -> tensor<2xi8>
  %2 = eshkol.reduce max %x [0, 1] : (tensor<2x3xi8>) -> tensor<i8>
  %3 = eshkol.reduce min %x [0, 1] : (tensor<2x3xi8>) -> tensor<i8>
  return %0, %1, %2, %3 : tensor<3xi8>, tensor<2xi8>, tensor<i8>, tensor<i8>
}

func.func @truth(%x: tensor<?x2xi1>) -> (tensor<2xi1>, tensor<2xi1>) {
  %0 = eshkol.reduce any %x [0] : (tensor<?x2xi1>) -> tensor<2xi1>
  %1 = eshkol.reduce all %x [0] : (tensor<?x2xi1>) -> tensor<2xi1>
  return %0, %1 : tensor<2xi1>, tensor<2xi1>
}

func.func @complex(%x: tensor<?xcomplex<f64>>) -> (tensor<complex<f64>>, tensor<complex<f64>>, tensor<complex<f64>>) {
  %0 = eshkol.reduce sum %x [0] : (tensor<?xcomplex<f64>>) -> tensor<complex<f64>>
  %1 = eshkol.reduce prod %x [0] : (tensor<?xcomplex<f64>>) -> tensor<complex<f64>>
  %2 = eshkol.reduce mean %x [0] : (tensor<?xcomplex<f64>>) -> tensor<complex<f64>>
  return %0, %1, %2 : tensor<complex<f64>>, tensor<complex<f64>>, tensor<complex<f64>>
}

func.func @empty(%x: tensor<?xf64>, %i: tensor<?xi32>)
    -> (tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<i32>, tensor<i32>) {
  %0 = eshkol.reduce sum %x [0] : (tensor<?xf64>) -> tensor<f64>
  %1 = eshkol.reduce prod %x [0] : (tensor<?xf64>) -> tensor<f64>
  %2 = eshkol.reduce max %x [0] : (tensor<?xf64>) -> tensor<f64>
  %3 = eshkol.reduce min %x [0] : (tensor<?xf64>) -> tensor<f64>
  %4 = eshkol.reduce mean %x [0] : (tensor<?xf64>) -> tensor<f64>
  %5 = eshkol.reduce max %i [0] : (tensor<?xi32>) -> tensor<i32>
  %6 = eshkol.reduce min %i [0] : (tensor<?xi32>) -> tensor<i32>
  return %0, %1, %2, %3, %4, %5, %6 : tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<i32>, tensor<i32>
}

func.func @main() {
  // A NaN wins.
  %x = arith.constant dense<[[1.0, 2.0, 6.0], [-1.0, 0x7FC00000, -3.0]]> : tensor<2x3xf32>
  %xd = tensor.cast %x : tensor<2x3xf32> to tensor<?x?xf32>
  %r:2 = func.call @rows(%xd) : (tensor<?x?xf32>) -> (tensor<?xf32>, tensor<?x1xf32>)
  %mean = tensor.cast %r#0 : tensor<?xf32> to tensor<2xf32>
  %max = tensor.cast %r#1 : tensor<?x1xf32> to tensor<2x1xf32>
  %emean = arith.constant dense<[3.0, 0x7FC00000]> : tensor<2xf32>
  %emax = arith.constant dense<[[6.0], [0x7FC00000]]> : tensor<2x1xf32>
  eshkol.assert_close %mean, %emean, "mean" atol = 0.0 rtol = 0.0 : tensor<2xf32>
  eshkol.assert_close %max, %emax, "max" atol = 0.0 rtol = 0.0 : tensor<2x1xf32>

  // In bf16, 256 + 1 = 256: adding one by one would never leave 256.
  %b = arith.constant dense<1.0> : tensor<1000xbf16>
  %bd = tensor.cast %b : tensor<1000xbf16> to tensor<?xbf16>
  %bs = func.call @bfloat(%bd) : (tensor<?xbf16>) -> tensor<bf16>
  %be = arith.constant dense<1000.0> : tensor<bf16>
  eshkol.assert_close %bs, %be, "bf16" atol = 0.0 rtol = 0.0 : tensor<bf16>

  // The sum 120000 is beyond f16, the mean is not.
  %h = arith.constant dense<[60000.0, 60000.0, 0.5, -0.5]> : tensor<4xf16>
  %hr:3 = func.call @half(%h) : (tensor<4xf16>) -> (tensor<f16>, tensor<f16>, tensor<f16>)
  %hmean = arith.constant dense<30000.0> : tensor<f16>
  %hprod = arith.constant dense<0xFC00> : tensor<f16>
  %hmin = arith.constant dense<-0.5> : tensor<f16>
  eshkol.assert_close %hr#0, %hmean, "f16 mean" atol = 0.0 rtol = 0.0 : tensor<f16>
  eshkol.assert_close %hr#1, %hprod, "f16 product" atol = 0.0 rtol = 0.0 : tensor<f16>
  eshkol.assert_close %hr#2, %hmin, "f16 minimum" atol = 0.0 rtol = 0.0 : tensor<f16>

  // Sums of i8 wrap: 100 + 100 = 200 - 256.
  %i = arith.constant dense<[[100, -2, 3], [100, 5, -6]]> : tensor<2x3xi8>
  %ir:4 = func.call @integers(%i) : (tensor<2x3xi8>) -> (tensor<3xi8>, tensor<2xi8>, tensor<i8>, tensor<i8>)
  %isum = arith.constant dense<[-56, 3, -3]> : tensor<3xi8>
  // -600 = -3·256 + 168, 168 - 256 = -88; -3000 = -12·256 + 72.
  %iprod = arith.constant dense<[-88, 72]> : tensor<2xi8>
  %imax = arith.constant dense<100> : tensor<i8>
  %imin = arith.constant dense<-6> : tensor<i8>
  eshkol.assert_close %ir#0, %isum, "i8 sum" atol = 0.0 rtol = 0.0 : tensor<3xi8>
  eshkol.assert_close %ir#1, %iprod, "i8 product" atol = 0.0 rtol = 0.0 : tensor<2xi8>
  eshkol.assert_close %ir#2, %imax, "i8 maximum" atol = 0.0 rtol = 0.0 : tensor<i8>
  eshkol.assert_close %ir#3, %imin, "i8 minimum" atol = 0.0 rtol = 0.0 : tensor<i8>

  %t = arith.constant dense<[[true, true], [false, true], [false, true]]> : tensor<3x2xi1>
  %td = tensor.cast %t : tensor<3x2xi1> to tensor<?x2xi1>
  %tr:2 = func.call @truth(%td) : (tensor<?x2xi1>) -> (tensor<2xi1>, tensor<2xi1>)
  %any = arith.constant dense<true> : tensor<2xi1>
  %all = arith.constant dense<[false, true]> : tensor<2xi1>
  eshkol.assert_close %tr#0, %any, "any" atol = 0.0 rtol = 0.0 : tensor<2xi1>
  eshkol.assert_close %tr#1, %all, "all" atol = 0.0 rtol = 0.0 : tensor<2xi1>

  // (1+i) + 2i + 3 = 4+3i; (1+i)·2i·3 = -6+6i; the mean is (4+3i)/3.
  %z = arith.constant dense<[(1.0, 1.0), (0.0, 2.0), (3.0, 0.0)]> : tensor<3xcomplex<f64>>
  %zd = tensor.cast %z : tensor<3xcomplex<f64>> to tensor<?xcomplex<f64>>
  %zr:3 = func.call @complex(%zd) : (tensor<?xcomplex<f64>>) -> (tensor<complex<f64>>, tensor<complex<f64>>, tensor<complex<f64>>)
  %zsum = arith.constant dense<(4.0, 3.0)> : tensor<complex<f64>>
  %zprod = arith.constant dense<(-6.0, 6.0)> : tensor<complex<f64>>
  %zmean = arith.constant dense<(1.3333333333333333, 1.0)> : tensor<complex<f64>>
  eshkol.assert_close %zr#0, %zsum, "complex sum" atol = 0.0 rtol = 0.0 : tensor<complex<f64>>
  eshkol.assert_close %zr#1, %zprod, "complex product" atol = 0.0 rtol = 0.0 : tensor<complex<f64>>
  eshkol.assert_close %zr#2, %zmean, "complex mean" atol = 1.0e-15 rtol = 0.0 : tensor<complex<f64>>

  // Of no elements: 0, 1, -∞, ∞, NaN, the least and the greatest integer.
  %e = arith.constant dense<0.0> : tensor<0xf64>
  %ei = arith.constant dense<0> : tensor<0xi32>
  %ed = tensor.cast %e : tensor<0xf64> to tensor<?xf64>
  %eid = tensor.cast %ei : tensor<0xi32> to tensor<?xi32>
  %er:7 = func.call @empty(%ed, %eid) : (tensor<?xf64>, tensor<?xi32>)
      -> (tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<i32>, tensor<i32>)
  %zero = arith.constant dense<0.0> : tensor<f64>
  %one = arith.constant dense<1.0> : tensor<f64>
  %minus = arith.constant dense<0xFFF0000000000000> : tensor<f64>
  %plus = arith.constant dense<0x7FF0000000000000> : tensor<f64>
  %nan = arith.constant dense<0x7FF8000000000000> : tensor<f64>
  %least = arith.constant dense<-2147483648> : tensor<i32>
  %greatest = arith.constant dense<2147483647> : tensor<i32>
  eshkol.assert_close %er#0, %zero, "empty sum" atol = 0.0 rtol = 0.0 : tensor<f64>
  eshkol.assert_close %er#1, %one, "empty product" atol = 0.0 rtol = 0.0 : tensor<f64>
  eshkol.assert_close %er#2, %minus, "empty maximum" atol = 0.0 rtol = 0.0 : tensor<f64>
  eshkol.assert_close %er#3, %plus, "empty minimum" atol = 0.0 rtol = 0.0 : tensor<f64>
  eshkol.assert_close %er#4, %nan, "empty mean" atol = 0.0 rtol = 0.0 : tensor<f64>
  eshkol.assert_close %er#5, %least, "empty integer maximum" atol = 0.0 rtol = 0.0 : tensor<i32>
  eshkol.assert_close %er#6, %greatest, "empty integer minimum" atol = 0.0 rtol = 0.0 : tensor<i32>
  return
}
