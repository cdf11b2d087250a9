//===- Complex.cpp - batching rules of complex ----------------------------===//

#include "passes/vectorize/rules/Rules.h"

#include "mlir/Dialect/Complex/IR/Complex.h"

using namespace mlir;
using namespace mlir::eshkol;

void eshkol::registerComplexBatchingRules(DialectRegistry &registry) {
  using namespace complex;
  registry.addExtension(+[](MLIRContext *context, ComplexDialect *) {
    attach<elementwiseMap, AbsOp, AddOp, AngleOp, Atan2Op, BitcastOp, ConjOp, CosOp, CreateOp, DivOp, EqualOp,
           ExpOp, Expm1Op, ImOp, Log1pOp, LogOp, MulOp, NegOp, NotEqualOp, PowOp, PowiOp, ReOp, RsqrtOp,
           SignOp, SinOp, SqrtOp, SubOp, TanOp, TanhOp>(context);
  });
}
