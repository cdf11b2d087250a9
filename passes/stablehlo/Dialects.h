//===- Dialects.h - the names of StableHLO and CHLO -------------*- C++ -*-===//
//
// MLIR has neither dialect, and all that is needed of them here is to write
// them down.  So these accept operations of any name, and whoever reads the
// result has the verifiers.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_PASSES_STABLEHLO_DIALECTS_H
#define ESHKOL_PASSES_STABLEHLO_DIALECTS_H

#include "mlir/IR/Dialect.h"
#include "mlir/IR/DialectImplementation.h"

namespace mlir::eshkol::stablehlo {

class StablehloDialect : public Dialect {
public:
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(StablehloDialect)
  explicit StablehloDialect(MLIRContext *context);
  static constexpr StringLiteral getDialectNamespace() { return StringLiteral("stablehlo"); }

  /// Attributes are kept as they are written.
  Attribute parseAttribute(DialectAsmParser &parser, Type type) const override;
};

class ChloDialect : public Dialect {
public:
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(ChloDialect)
  explicit ChloDialect(MLIRContext *context);
  static constexpr StringLiteral getDialectNamespace() { return StringLiteral("chlo"); }
};

} // namespace mlir::eshkol::stablehlo

#endif // ESHKOL_PASSES_STABLEHLO_DIALECTS_H
