//===- SmallTensors.h - primitives of tensors that registers hold -*- C++ -*-===//

#ifndef ESHKOL_PASSES_HOST_SMALLTENSORS_H
#define ESHKOL_PASSES_HOST_SMALLTENSORS_H

#include "passes/host/Kinds.h"

namespace mlir::eshkol::host {

/// The vector whose first elements are those of a tensor, in row-major order.  It has as many as whole
/// registers of 16 bytes have, so that calls pass it in these; what the further ones are does not matter.
VectorType registersOf(VectorType tensor);

/// How many registers of 16 bytes such a vector takes.
int64_t registerCount(VectorType registers);

/// The kind that a check of a declared type with sizes lets through: a list of the number of the check and
/// the sizes.  `Any` if registers do not hold such tensors.
Kind kindOfSizedTensor(StringAttr check);

/// What a primitive returns that computes with small tensors or makes one; `Any` if it does none of this.
Kind kindOfTensorPrimitive(PrimitiveOp op, const Kinds &kinds);

/// Whether a primitive makes a list or vector, which may hold the elements of a tensor.
bool holdsElements(PrimitiveOp op);

/// An operation over registers that computes the same as a primitive.
struct TensorOperation {
  /// How it follows from the registers of the operands.
  using Rule = Value (*)(OpBuilder &, Location, ValueRange, const TensorOperation &);

  Rule rule;
  /// Tensors, flonums, and literals that stand for flonums.
  SmallVector<Value> operands;
  /// Lists and vectors that hold the operands and that nothing else uses, from the outside to the inside.
  SmallVector<Operation *> holders;
  Kind result;
  /// The type of the tensors that it computes with.
  VectorType tensor;
  /// That of a second one, where it may be of another shape.
  VectorType other;
  /// The place of an element in row-major order.
  int64_t place = 0;
};

/// None if a primitive is no such operation for arguments of these kinds.
std::optional<TensorOperation> findTensorOperation(PrimitiveOp op, const Kinds &kinds);

} // namespace mlir::eshkol::host

#endif // ESHKOL_PASSES_HOST_SMALLTENSORS_H
