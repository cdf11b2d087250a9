//===- Math.cpp - batching rules of math ----------------------------------===//

#include "passes/vectorize/rules/Rules.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::eshkol;

void eshkol::registerMathBatchingRules(DialectRegistry &registry) {
  using namespace math;
  registry.addExtension(+[](MLIRContext *context, MathDialect *) {
    attach<elementwise, AbsFOp, AbsIOp, AcosOp, AcoshOp, AsinOp, AsinhOp, Atan2Op, AtanOp, AtanhOp, CbrtOp,
           CeilOp, ClampFOp, CopySignOp, CosOp, CoshOp, CountLeadingZerosOp, CountTrailingZerosOp, CtPopOp,
           ErfOp, ErfcOp, Exp2Op, ExpM1Op, ExpOp, FPowIOp, FloorOp, FmaOp, IPowIOp, IsFiniteOp, IsInfOp,
           IsNaNOp, IsNormalOp, Log10Op, Log1pOp, Log2Op, LogOp, PowFOp, RoundEvenOp, RoundOp, RsqrtOp, SinOp,
           SincosOp, SinhOp, SqrtOp, TanOp, TanhOp, TruncOp>(context);
  });
}
