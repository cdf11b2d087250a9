// RUN: eshkol-opt --eshkol-hoist-assertions %s | FileCheck %s

// CHECK-LABEL: @moved
// CHECK: scf.for %[[I:.*]] = {{.*}} iter_args(%[[X:.*]] = %{{.*}})
// CHECK-NEXT: %[[OK:.*]] = arith.cmpi slt, %[[I]], %{{.*}}
// CHECK-NEXT: cf.assert %[[OK]], "first"
// CHECK-NEXT: %[[SUM:.*]] = arith.addi %[[I]], %[[I]]
// CHECK-NEXT: %[[FITS:.*]] = arith.cmpi slt, %[[SUM]], %{{.*}}
// CHECK-NEXT: cf.assert %[[FITS]], "second"
// CHECK-NEXT: tensor.insert_slice
func.func @moved(%x: tensor<8xf64>, %u: tensor<1xf64>, %n: index) -> tensor<8xf64> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> tensor<8xf64> {
    %b = tensor.insert_slice %u into %a[%i] [1] [1] : tensor<1xf64> into tensor<8xf64>
    %ok = arith.cmpi slt, %i, %n : index
    cf.assert %ok, "first"
    %s = arith.addi %i, %i : index
    %fits = arith.cmpi slt, %s, %n : index
    cf.assert %fits, "second"
    scf.yield %b : tensor<8xf64>
  }
  return %r : tensor<8xf64>
}

// A condition on an element waits for the tensor, and assertions behind it for it.
// CHECK-LABEL: @waits
// CHECK: tensor.insert_slice
// CHECK: tensor.extract
// CHECK: cf.assert %{{.*}}, "element"
// CHECK: cf.assert %{{.*}}, "behind"
func.func @waits(%x: tensor<8xf64>, %u: tensor<1xf64>, %n: index) -> tensor<8xf64> {
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f64
  %b = tensor.insert_slice %u into %x[%n] [1] [1] : tensor<1xf64> into tensor<8xf64>
  %e = tensor.extract %b[%c1] : tensor<8xf64>
  %positive = arith.cmpf ogt, %e, %zero : f64
  cf.assert %positive, "element"
  %some = arith.cmpi sgt, %n, %c1 : index
  cf.assert %some, "behind"
  return %b : tensor<8xf64>
}
