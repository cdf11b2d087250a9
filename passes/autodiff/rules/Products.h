//===- Products.h - cotangents of factors -----------------------*- C++ -*-===//
//
// A factor's cotangent is that of the product times all other factors, made
// without a quotient, for there may be zeros, and with at most four products
// for each factor.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_PASSES_AUTODIFF_RULES_PRODUCTS_H
#define ESHKOL_PASSES_AUTODIFF_RULES_PRODUCTS_H

#include "passes/autodiff/Contexts.h"

namespace mlir::eshkol {

/// The cotangent of the operand of a product, an `eshkol.reduce`, from that of its result.
Value buildProductCotangent(RuleContext &context, Term cotangent);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_RULES_PRODUCTS_H
