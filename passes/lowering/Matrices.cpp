//===- Matrices.cpp - loops over the columns of matrices ------------------===//

#include "passes/lowering/Matrices.h"
#include "passes/lowering/Arithmetic.h"
#include "passes/lowering/Tensors.h"
#include "passes/lowering/WholeTensors.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;

static int64_t getRank(Value tensor) { return cast<RankedTensorType>(tensor.getType()).getRank(); }

/// From `rank` indices to the first `count` of them.
static AffineMap getLeadingMap(OpBuilder &builder, int64_t rank, int64_t count) {
  AffineMap all = builder.getMultiDimIdentityMap(rank);
  return AffineMap::get(rank, 0, all.getResults().take_front(count), builder.getContext());
}

//===----------------------------------------------------------------------===//
// Sizes
//===----------------------------------------------------------------------===//

/// The tensor that a value has the sizes of: what a loop starts with, or what an
/// operation writes to.
static Value getShapeSource(Value tensor) {
  if (auto argument = dyn_cast<BlockArgument>(tensor)) {
    auto loop = dyn_cast_or_null<scf::ForOp>(argument.getOwner()->getParentOp());
    return loop ? loop.getTiedLoopInit(argument)->get() : Value();
  }
  auto result = cast<OpResult>(tensor);
  if (auto loop = dyn_cast<scf::ForOp>(result.getOwner()))
    return loop.getTiedLoopInit(result)->get();
  if (auto op = dyn_cast<DestinationStyleOpInterface>(result.getOwner()))
    return op.getTiedOpOperand(result)->get();
  return {};
}

SmallVector<OpFoldResult> eshkol::getStableSizes(OpBuilder &builder, Location loc, Value tensor) {
  while (Value source = getShapeSource(tensor))
    tensor = source;
  if (auto empty = tensor.getDefiningOp<tensor::EmptyOp>())
    return empty.getMixedSizes();
  auto slice = tensor.getDefiningOp<tensor::ExtractSliceOp>();
  if (!slice)
    return getSizes(builder, loc, tensor);
  SmallVector<OpFoldResult> sizes;
  llvm::SmallBitVector dropped = slice.getDroppedDims();
  for (auto [dimension, size] : llvm::enumerate(slice.getMixedSizes()))
    if (!dropped[dimension])
      sizes.push_back(size);
  return sizes;
}

bool eshkol::isEmpty(Value tensor) {
  return llvm::is_contained(cast<RankedTensorType>(tensor.getType()).getShape(), 0);
}

OpFoldResult eshkol::getRowCount(OpBuilder &builder, Location loc, Value matrix) {
  return getStableSizes(builder, loc, matrix)[getRank(matrix) - 2];
}

OpFoldResult eshkol::getColumnCount(OpBuilder &builder, Location loc, Value matrix) {
  return getStableSizes(builder, loc, matrix)[getRank(matrix) - 1];
}

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

Value eshkol::buildSquareCast(OpBuilder &builder, Location loc, Value matrix) {
  auto type = cast<RankedTensorType>(matrix.getType());
  SmallVector<int64_t> shape(type.getShape());
  int64_t &rows = shape[shape.size() - 2], &columns = shape[shape.size() - 1];
  rows = columns = ShapedType::isDynamic(rows) ? columns : rows;
  return buildCast(builder, loc, matrix, type.clone(shape));
}

/// The slice of all of `tensor` but for its last dimensions, given by `starts` and `sizes`.
static Value buildSlice(OpBuilder &builder, Location loc, Value tensor, ArrayRef<OpFoldResult> starts,
                        ArrayRef<OpFoldResult> sizes, ArrayRef<bool> isDropped) {
  SmallVector<OpFoldResult> allSizes = eshkol::getStableSizes(builder, loc, tensor);
  size_t batch = allSizes.size() - starts.size();
  SmallVector<OpFoldResult> offsets(batch, builder.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(allSizes.size(), builder.getIndexAttr(1));
  offsets.append(starts.begin(), starts.end());
  allSizes.truncate(batch);
  allSizes.append(sizes.begin(), sizes.end());

  SmallVector<int64_t> shape;
  for (auto [dimension, size] : llvm::enumerate(allSizes))
    if (dimension < batch || !isDropped[dimension - batch])
      shape.push_back(getConstantIntValue(size).value_or(ShapedType::kDynamic));
  auto type = RankedTensorType::get(shape, getElementTypeOrSelf(tensor.getType()));
  return tensor::ExtractSliceOp::create(builder, loc, type, tensor, offsets, allSizes, strides);
}

Value eshkol::buildBlock(OpBuilder &builder, Location loc, Value matrix, OpFoldResult row, OpFoldResult rows,
                         OpFoldResult column, OpFoldResult columns) {
  return buildSlice(builder, loc, matrix, {row, column}, {rows, columns}, {false, false});
}

Value eshkol::buildBlockInserted(OpBuilder &builder, Location loc, Value block, Value matrix,
                                 OpFoldResult row, OpFoldResult column) {
  SmallVector<OpFoldResult> sizes = getStableSizes(builder, loc, block);
  SmallVector<OpFoldResult> offsets(sizes.size(), builder.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(sizes.size(), builder.getIndexAttr(1));
  offsets[sizes.size() - 2] = row;
  offsets[sizes.size() - 1] = column;
  return tensor::InsertSliceOp::create(builder, loc, block, matrix, offsets, sizes, strides);
}

Value eshkol::buildRow(OpBuilder &builder, Location loc, Value matrix, OpFoldResult index) {
  OpFoldResult columns = getColumnCount(builder, loc, matrix);
  return buildSlice(builder, loc, matrix, {index, builder.getIndexAttr(0)},
                    {builder.getIndexAttr(1), columns}, {true, false});
}

Value eshkol::buildColumn(OpBuilder &builder, Location loc, Value matrix, OpFoldResult index) {
  OpFoldResult rows = getRowCount(builder, loc, matrix), zero = builder.getIndexAttr(0),
               one = builder.getIndexAttr(1);
  auto type = cast<RankedTensorType>(matrix.getType());
  if (!llvm::is_contained(type.getShape().drop_back(2), 1))
    return buildSlice(builder, loc, matrix, {zero, index}, {rows, one}, {false, true});
  // When its offset folds, MLIR 22 takes a slice for one that drops the first dimension of size 1 instead.
  Value block = buildBlock(builder, loc, matrix, zero, rows, index, one);
  SmallVector<ReassociationIndices> kept;
  for (int64_t dimension : llvm::seq(type.getRank() - 1))
    kept.push_back({dimension});
  kept.back().push_back(type.getRank() - 1);
  return tensor::CollapseShapeOp::create(builder, loc, block, kept);
}

Value eshkol::buildSegment(OpBuilder &builder, Location loc, Value vector, OpFoldResult start,
                           OpFoldResult size) {
  return buildSlice(builder, loc, vector, start, size, false);
}

Value eshkol::buildElement(OpBuilder &builder, Location loc, Value vector, OpFoldResult index) {
  return buildSlice(builder, loc, vector, index, OpFoldResult(builder.getIndexAttr(1)), true);
}

Value eshkol::buildRowsGathered(OpBuilder &builder, Location loc, Value matrix, Value indices) {
  SmallVector<OpFoldResult> sizes = getStableSizes(builder, loc, indices);
  sizes.push_back(getColumnCount(builder, loc, matrix));
  int64_t rank = sizes.size();
  Value init = buildEmpty(builder, loc, sizes, getElementTypeOrSelf(matrix.getType()));
  return buildParallelGeneric(builder, loc, indices, init, getLeadingMap(builder, rank, rank - 1),
                              [&](OpBuilder &nested, Location loc, ValueRange elements) {
                                SmallVector<Value> position;
                                for (int64_t dimension = 0; dimension < rank; ++dimension)
                                  position.push_back(linalg::IndexOp::create(nested, loc, dimension));
                                position[rank - 2] = arith::IndexCastOp::create(
                                    nested, loc, nested.getIndexType(), elements[0]);
                                return tensor::ExtractOp::create(nested, loc, matrix, position).getResult();
                              });
}

//===----------------------------------------------------------------------===//
// Elementwise computation
//===----------------------------------------------------------------------===//

/// From the indices of a tensor of matrices (or of vectors, if `rank` is one
/// more than that of the batch) to those of an input.
static AffineMap getInputMap(OpBuilder &builder, int64_t rank, int64_t batch, eshkol::Per per) {
  switch (per) {
  case eshkol::Per::Element:
    return builder.getMultiDimIdentityMap(rank);
  case eshkol::Per::Row:
    return getLeadingMap(builder, rank, batch + 1);
  case eshkol::Per::Column:
    return builder.getMultiDimIdentityMap(rank).dropResult(batch);
  case eshkol::Per::Matrix:
    return getLeadingMap(builder, rank, batch);
  }
  llvm_unreachable("every input has a map");
}

static Value buildMap(OpBuilder &builder, Location loc, Value like, Type element, int64_t batch,
                      ArrayRef<eshkol::MatrixInput> inputs,
                      function_ref<Value(OpBuilder &, Location, ValueRange)> body) {
  Value init = eshkol::buildEmpty(builder, loc, eshkol::getStableSizes(builder, loc, like), element);
  SmallVector<Value> tensors;
  SmallVector<AffineMap> maps;
  for (const eshkol::MatrixInput &input : inputs) {
    tensors.push_back(input.tensor);
    maps.push_back(getInputMap(builder, getRank(like), batch, input.per));
  }
  return eshkol::buildParallelGeneric(builder, loc, tensors, init, maps, body);
}

Value eshkol::buildMatrixMap(OpBuilder &builder, Location loc, Value like, Type element,
                             ArrayRef<MatrixInput> inputs, MatrixBody body) {
  int64_t batch = getRank(like) - 2;
  return buildMap(builder, loc, like, element, batch, inputs,
                  [&](OpBuilder &nested, Location loc, ValueRange elements) {
                    Value row = linalg::IndexOp::create(nested, loc, batch);
                    Value column = linalg::IndexOp::create(nested, loc, batch + 1);
                    return body(nested, loc, row, column, elements);
                  });
}

Value eshkol::buildVectorMap(OpBuilder &builder, Location loc, Value like, Type element,
                             ArrayRef<MatrixInput> inputs, VectorBody body) {
  int64_t batch = getRank(like) - 1;
  return buildMap(builder, loc, like, element, batch, inputs,
                  [&](OpBuilder &nested, Location loc, ValueRange elements) {
                    Value index = linalg::IndexOp::create(nested, loc, batch);
                    return body(nested, loc, index, elements);
                  });
}

Value eshkol::buildConjugate(OpBuilder &builder, Location loc, Value number) {
  if (!isa<ComplexType>(number.getType()))
    return number;
  return complex::ConjOp::create(builder, loc, number);
}

Value eshkol::buildConjugateMatrix(OpBuilder &builder, Location loc, Value matrix) {
  Type element = getElementTypeOrSelf(matrix.getType());
  if (!isa<ComplexType>(element))
    return matrix;
  return buildMatrixMap(builder, loc, matrix, element, {{matrix, Per::Element}},
                        [](OpBuilder &nested, Location loc, Value, Value, ValueRange elements) {
                          return buildConjugate(nested, loc, elements[0]);
                        });
}

/// Σ_k lhs[b.., i, k] · rhs[b.., k, j]
static Value buildContraction(OpBuilder &builder, Location loc, ValueRange factors, Value init) {
  int64_t rank = getRank(init);
  AffineMap all = builder.getMultiDimIdentityMap(rank + 1);
  SmallVector<utils::IteratorType> iterators(rank, utils::IteratorType::parallel);
  iterators.push_back(utils::IteratorType::reduction);
  SmallVector<AffineExpr> right(all.getResults().drop_back(3));
  right.append({all.getResult(rank), all.getResult(rank - 1)});
  auto generic = linalg::GenericOp::create(
      builder, loc, init.getType(), factors, init,
      {all.dropResult(rank - 1), AffineMap::get(rank + 1, 0, right, builder.getContext()),
       all.dropResult(rank)},
      iterators, [](OpBuilder &nested, Location loc, ValueRange elements) {
        Value product = eshkol::buildMultiply(nested, loc, elements[0], elements[1]);
        linalg::YieldOp::create(nested, loc, eshkol::buildAdd(nested, loc, elements[2], product));
      });
  return generic.getResult(0);
}

Value eshkol::buildProduct(OpBuilder &builder, Location loc, Value lhs, Value rhs) {
  SmallVector<OpFoldResult> sizes = getStableSizes(builder, loc, lhs);
  sizes.back() = getStableSizes(builder, loc, rhs).back();
  Value zero = buildConstant(builder, loc, getElementTypeOrSelf(lhs.getType()), 0);
  Value init = buildFilled(builder, loc, sizes, zero);
  SmallVector<Value> factors{lhs, rhs};
  // The named operations are what later passes recognize and tile best.
  if (sizes.size() == 2)
    return linalg::MatmulOp::create(builder, loc, factors, init).getResult(0);
  if (sizes.size() == 3)
    return linalg::BatchMatmulOp::create(builder, loc, factors, init).getResult(0);
  return buildContraction(builder, loc, factors, init);
}

Value eshkol::buildSumOfRows(OpBuilder &builder, Location loc, Value matrix) {
  int64_t rank = getRank(matrix);
  SmallVector<OpFoldResult> sizes = getStableSizes(builder, loc, matrix);
  sizes.erase(sizes.end() - 2);
  Value zero = buildConstant(builder, loc, getElementTypeOrSelf(matrix.getType()), -0.0);
  Value init = buildFilled(builder, loc, sizes, zero);
  AffineMap all = builder.getMultiDimIdentityMap(rank);
  SmallVector<utils::IteratorType> iterators(rank, utils::IteratorType::parallel);
  iterators[rank - 2] = utils::IteratorType::reduction;
  return linalg::GenericOp::create(builder, loc, init.getType(), matrix, init,
                                   {all, all.dropResult(rank - 2)}, iterators,
                                   [](OpBuilder &nested, Location loc, ValueRange elements) {
                                     Value sum = buildAdd(nested, loc, elements[1], elements[0]);
                                     linalg::YieldOp::create(nested, loc, sum);
                                   })
      .getResult(0);
}

Value eshkol::buildIsEqual(OpBuilder &builder, Location loc, Value a, Value b) {
  return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, a, b);
}

Value eshkol::buildIsBefore(OpBuilder &builder, Location loc, Value a, Value b) {
  return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt, a, b);
}

Value eshkol::buildIsAfter(OpBuilder &builder, Location loc, Value a, Value b) {
  return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::sgt, a, b);
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

static SmallVector<Value> buildFor(OpBuilder &builder, Location loc, OpFoldResult count, int64_t step,
                                   ValueRange state, eshkol::LoopBody body) {
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  Value stride = arith::ConstantIndexOp::create(builder, loc, step);
  Value end = getValueOrCreateConstantIndexOp(builder, loc, count);
  // The body is built inside the finished loop, so that sizes can be traced through it.
  auto loop = scf::ForOp::create(builder, loc, zero, end, stride, state);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  SmallVector<Value> next = body(builder, loc, loop.getInductionVar(), loop.getRegionIterArgs());
  scf::YieldOp::create(builder, loc, next);
  return loop.getResults();
}

SmallVector<Value> eshkol::buildLoop(OpBuilder &builder, Location loc, OpFoldResult count, ValueRange state,
                                     LoopBody body) {
  return buildFor(builder, loc, count, 1, state, body);
}

bool eshkol::isSinglePanel(OpFoldResult count) {
  std::optional<int64_t> number = getConstantIntValue(count);
  return number && *number <= panelSize;
}

SmallVector<Value> eshkol::buildPanelLoop(OpBuilder &builder, Location loc, OpFoldResult count,
                                          ValueRange state, PanelBody body) {
  if (isSinglePanel(count))
    return body(builder, loc, arith::ConstantIndexOp::create(builder, loc, 0), count, state);
  std::optional<int64_t> number = getConstantIntValue(count);
  bool isEven = number && *number % panelSize == 0;
  return buildFor(builder, loc, count, panelSize, state,
                  [&](OpBuilder &nested, Location loc, Value start, ValueRange state) {
                    if (isEven)
                      return body(nested, loc, start, nested.getIndexAttr(panelSize), state);
                    Value end = getValueOrCreateConstantIndexOp(nested, loc, count);
                    Value rest = arith::SubIOp::create(nested, loc, end, start);
                    Value full = arith::ConstantIndexOp::create(nested, loc, panelSize);
                    Value width = arith::MinSIOp::create(nested, loc, rest, full);
                    return body(nested, loc, start, OpFoldResult(width), state);
                  });
}

Value eshkol::buildPanelEnd(OpBuilder &builder, Location loc, Value start, OpFoldResult width) {
  Value columns = getValueOrCreateConstantIndexOp(builder, loc, width);
  Value end = arith::AddIOp::create(builder, loc, start, columns);
  return arith::SubIOp::create(builder, loc, end, arith::ConstantIndexOp::create(builder, loc, 1));
}
