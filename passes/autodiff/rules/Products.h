//===- Products.h - cotangents of factors -----------------------*- C++ -*-===//
//
// A factor's cotangent is that of the product times all other factors, made
// without a quotient, for there may be zeros.  That takes three products for
// each factor, and, of a number of factors that is not known, less than one more
// beside what fills up the last group of 16.
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
