//===- Matrices.h - loops over the columns of matrices ----------*- C++ -*-===//
//
// The vocabulary of factorizations: tensors `[batch.., rows, columns]` whose
// last two dimensions are matrices, `[batch.., n]` with a vector and `[batch..]`
// with a number for each of them.  A factorization is a loop over columns that
// updates a whole tensor in each step, so the work of a step is parallel.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_PASSES_LOWERING_MATRICES_H
#define ESHKOL_PASSES_LOWERING_MATRICES_H

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"

namespace mlir::eshkol {

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

/// The sizes of a tensor, found before the loops that it is computed in: IREE
/// cannot resolve the sizes of one of several tensors that a loop carries.
SmallVector<OpFoldResult> getStableSizes(OpBuilder &builder, Location loc, Value tensor);

/// Whether a tensor certainly has no elements, so that slices of it would be invalid.
bool isEmpty(Value tensor);

/// The numbers of rows and columns.
OpFoldResult getRowCount(OpBuilder &builder, Location loc, Value matrix);
OpFoldResult getColumnCount(OpBuilder &builder, Location loc, Value matrix);

/// `matrix`, cast to a type that states what is known of one side for both.
Value buildSquareCast(OpBuilder &builder, Location loc, Value matrix);

/// A rectangle of each matrix, and the matrices with a rectangle replaced.
Value buildBlock(OpBuilder &builder, Location loc, Value matrix, OpFoldResult row, OpFoldResult rows,
                 OpFoldResult column, OpFoldResult columns);
Value buildBlockInserted(OpBuilder &builder, Location loc, Value block, Value matrix, OpFoldResult row,
                         OpFoldResult column);

/// Row or column `index` of each matrix, as a vector.
Value buildRow(OpBuilder &builder, Location loc, Value matrix, OpFoldResult index);
Value buildColumn(OpBuilder &builder, Location loc, Value matrix, OpFoldResult index);

/// A range of each vector, and its element at `index` as a number.
Value buildSegment(OpBuilder &builder, Location loc, Value vector, OpFoldResult start, OpFoldResult size);
Value buildElement(OpBuilder &builder, Location loc, Value vector, OpFoldResult index);

/// result[b, i, j] = matrix[b, indices[b, i], j]
Value buildRowsGathered(OpBuilder &builder, Location loc, Value matrix, Value indices);

//===----------------------------------------------------------------------===//
// Elementwise computation
//===----------------------------------------------------------------------===//

/// What an input has one element for: an element of the matrix, a row of it (so
/// the input is a column), a column of it, or the matrix.
enum class Per { Element, Row, Column, Matrix };

struct MatrixInput {
  Value tensor;
  Per per;
};

using MatrixBody = function_ref<Value(OpBuilder &, Location, Value row, Value column, ValueRange elements)>;
using VectorBody = function_ref<Value(OpBuilder &, Location, Value index, ValueRange elements)>;

/// Tensors of the sizes of `like` computed from inputs; the body knows its position.
Value buildMatrixMap(OpBuilder &builder, Location loc, Value like, Type element, ArrayRef<MatrixInput> inputs,
                     MatrixBody body);

/// The same for vectors: inputs are per element of the vector or per matrix.
Value buildVectorMap(OpBuilder &builder, Location loc, Value like, Type element, ArrayRef<MatrixInput> inputs,
                     VectorBody body);

/// The complex conjugate of a number or of every element; the same if real.
Value buildConjugate(OpBuilder &builder, Location loc, Value number);
Value buildConjugateMatrix(OpBuilder &builder, Location loc, Value matrix);

/// The product of matrices, accumulated in the element type.
Value buildProduct(OpBuilder &builder, Location loc, Value lhs, Value rhs);

/// The sum of the rows of each matrix, as a vector.
Value buildSumOfRows(OpBuilder &builder, Location loc, Value matrix);

/// Whether a is b, or comes before or after it; both are of type index.
Value buildIsEqual(OpBuilder &builder, Location loc, Value a, Value b);
Value buildIsBefore(OpBuilder &builder, Location loc, Value a, Value b);
Value buildIsAfter(OpBuilder &builder, Location loc, Value a, Value b);

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

/// How many columns are factored before the rest of the matrix is updated by a
/// product of matrices.
constexpr int64_t panelSize = 32;

using LoopBody = function_ref<SmallVector<Value>(OpBuilder &, Location, Value index, ValueRange state)>;
using PanelBody = function_ref<SmallVector<Value>(OpBuilder &, Location, Value start, OpFoldResult width,
                                                  ValueRange state)>;

/// The state after `body` for each index from 0 up to `count`.
SmallVector<Value> buildLoop(OpBuilder &builder, Location loc, OpFoldResult count, ValueRange state,
                             LoopBody body);

/// Whether `count` columns are certainly no more than one panel.
bool isSinglePanel(OpFoldResult count);

/// The state after `body` for each panel of `count` columns.
SmallVector<Value> buildPanelLoop(OpBuilder &builder, Location loc, OpFoldResult count, ValueRange state,
                                  PanelBody body);

/// The index of the last column of a panel.
Value buildPanelEnd(OpBuilder &builder, Location loc, Value start, OpFoldResult width);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_LOWERING_MATRICES_H
