//===- Dialect.td - the eshkol dialect -------------------------*- tablegen -*-===//

#ifndef ESHKOL_DIALECT_TD
#define ESHKOL_DIALECT_TD

include "mlir/IR/OpBase.td"
include "mlir/IR/EnumAttr.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def Eshkol_Dialect : Dialect {
  let name = "eshkol";
  let cppNamespace = "::mlir::eshkol";
  let summary = "Scheme and tensor programs with their meaning kept";
  let description = [{
    The intermediate language of the Eshkol compiler.  An operation exists here
    only where upstream MLIR has none that keeps the meaning a transformation
    needs: elementwise arithmetic on tensors is `arith` and `math`, control flow
    is `scf`, functions are `func`.  The operations are grouped as *core*
    (values, closures, assertions, transformations), *tensor*, *effect* and *quantum*.

    Tensors may have dynamic dimensions everywhere.  Two types are compatible
    when their element types agree and no two static dimensions differ, so a
    result type may state more, or less, than inference can prove.
  }];
  let useDefaultAttributePrinterParser = 1;
  let useDefaultTypePrinterParser = 1;
  let hasConstantMaterializer = 1;
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

class Eshkol_Op<string mnemonic, list<Trait> traits = []>
    : Op<Eshkol_Dialect, mnemonic, traits>;

/// Any element type a tensor of the language can have.
def Eshkol_Element : AnyTypeOf<[
  F64, F32, BF16, F16, I64, I32, I8, I1, Complex<F32>, Complex<F64>, Index
], "a number or truth value">;
def Eshkol_Tensor : RankedTensorOf<[Eshkol_Element]>;

/// Elements with an order: everything but complex numbers.
def Eshkol_OrderedElement : AnyTypeOf<[
  F64, F32, BF16, F16, I64, I32, I8, I1, Index
], "a real number or truth value">;
def Eshkol_OrderedTensor : RankedTensorOf<[Eshkol_OrderedElement]>;

def Eshkol_Float : AnyTypeOf<[F64, F32, BF16, F16], "a floating-point number">;
def Eshkol_FloatTensor : RankedTensorOf<[Eshkol_Float]>;

def Eshkol_Inexact : AnyTypeOf<[
  F64, F32, BF16, F16, Complex<F32>, Complex<F64>
], "a floating-point or complex number">;
def Eshkol_InexactTensor : RankedTensorOf<[Eshkol_Inexact]>;

def Eshkol_IndexElement : AnyTypeOf<[I64, I32, Index], "an i64, i32 or index">;
def Eshkol_IndexTensor : RankedTensorOf<[Eshkol_IndexElement]>;
def Eshkol_BoolTensor : RankedTensorOf<[I1]>;

/// A pure operation on tensors whose result types follow from its operands and
/// attributes.  `inferReturnTypes` is the single place that checks shapes; the
/// verifier calls it.  A result type may be more or less static than inferred.
class Eshkol_TensorOp<string mnemonic, list<Trait> traits = []>
    : Eshkol_Op<mnemonic, !listconcat(traits, [Pure, InferTypeOpAdaptorWithIsCompatible])> {
  code compatibleReturnTypes = [{
    bool $cppClass::isCompatibleReturnTypes(TypeRange inferred, TypeRange actual) {
      return areCompatibleTensorTypes(inferred, actual);
    }
  }];
  let extraClassDefinition = compatibleReturnTypes;
}

#endif // ESHKOL_DIALECT_TD
