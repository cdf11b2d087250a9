//===- ConstantFolding.h - arithmetic on constant tensors -------*- C++ -*-===//

#ifndef ESHKOL_DIALECTS_TENSOR_CONSTANTFOLDING_H
#define ESHKOL_DIALECTS_TENSOR_CONSTANTFOLDING_H

#include "dialects/Dialect.h"

#include "mlir/IR/BuiltinAttributes.h"

namespace mlir::eshkol {

/// Applies `function` to every element of a constant, a null attribute included.
/// Fails (with a null attribute) where `function` does, where the result's shape
/// is dynamic, and where the constant is large and not a splat.
DenseElementsAttr mapConstant(Attribute constant, Type result, function_ref<Attribute(Attribute)> function);
DenseElementsAttr mapConstants(Attribute lhs, Attribute rhs, Type result,
                               function_ref<Attribute(Attribute, Attribute)> function);

/// Folds the elements of a constant along `dimensions`, with the rounding of the
/// element type deferred as in the lowering of `eshkol.reduce`.
DenseElementsAttr reduceConstant(Attribute constant, ReductionKind kind, ArrayRef<int64_t> dimensions,
                                 RankedTensorType result);

/// A real number or truth value as a number of another type, by the rules of
/// `eshkol.convert`; null for what is not a real number.
Attribute convertNumber(Attribute number, Type type);

/// Whether the relation holds between real numbers; null for what is not one.
Attribute compareNumbers(ComparePredicate predicate, Attribute lhs, Attribute rhs);

/// One step of a reduction of real numbers; null for what is not one.
Attribute combineNumbers(ReductionKind kind, Attribute lhs, Attribute rhs);

} // namespace mlir::eshkol

#endif // ESHKOL_DIALECTS_TENSOR_CONSTANTFOLDING_H
