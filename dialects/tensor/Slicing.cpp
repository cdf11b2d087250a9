//===- Slicing.cpp - taking tensors apart and joining them ----------------===//

#include "dialects/Dialect.h"
#include "dialects/TypeInference.h"

#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::eshkol;

/// Whether the constants `attributes` are splats of one value.
static bool areEqualSplats(ArrayRef<Attribute> attributes) {
  auto first = dyn_cast_or_null<SplatElementsAttr>(attributes.front());
  return first && llvm::all_of(attributes, [&](Attribute attribute) {
           auto splat = dyn_cast_or_null<SplatElementsAttr>(attribute);
           return splat && splat.getSplatValue<Attribute>() == first.getSplatValue<Attribute>();
         });
}

//===----------------------------------------------------------------------===//
// concat
//===----------------------------------------------------------------------===//

LogicalResult ConcatOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor adaptor,
                                         SmallVectorImpl<Type> &results) {
  ValueRange operands = adaptor.getOperands();
  if (operands.empty())
    return emitOptionalError(loc, "expected at least one operand");
  RankedTensorType first = tensorType(operands.front());
  int64_t along = adaptor.getDimension();
  if (failed(verifyDimension(loc, "dimension", along, first.getRank())))
    return failure();
  SmallVector<int64_t> shape(first.getShape());
  for (auto [position, operand] : llvm::enumerate(operands.drop_front())) {
    RankedTensorType type = tensorType(operand);
    if (type.getElementType() != first.getElementType() || type.getRank() != first.getRank())
      return emitOptionalError(loc, "expected the element type and rank of ", first, " for operand ",
                               position + 1, " but got ", type);
    for (auto [dimension, size] : llvm::enumerate(type.getShape())) {
      int64_t &total = shape[dimension];
      if (static_cast<int64_t>(dimension) == along) {
        bool isKnown = !ShapedType::isDynamic(total) && !ShapedType::isDynamic(size);
        total = isKnown ? total + size : ShapedType::kDynamic;
        continue;
      }
      if (!canBeEqual(total, size))
        return emitOptionalError(loc, "expected dimension ", dimension, " of operand ", position + 1,
                                 " to have size ", total, " but got ", type);
      total = joinDimensions(total, size);
    }
  }
  results.push_back(RankedTensorType::get(shape, first.getElementType()));
  return success();
}

/// concat x ⇒ x; concat of equal splats ⇒ a splat
OpFoldResult ConcatOp::fold(FoldAdaptor adaptor) {
  if (getNumOperands() == 1 && getOperand(0).getType() == getType())
    return getOperand(0);
  if (!getType().hasStaticShape() || !areEqualSplats(adaptor.getOperands()))
    return {};
  return cast<SplatElementsAttr>(adaptor.getOperands().front()).resizeSplat(getType());
}

/// concat (concat x y) z ⇒ concat x y z, and an operand of size zero is dropped
void ConcatOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(+[](ConcatOp op, PatternRewriter &rewriter) -> LogicalResult {
    SmallVector<Value> operands;
    for (Value operand : op.getOperands()) {
      if (auto inner = operand.getDefiningOp<ConcatOp>(); inner && inner.getDimension() == op.getDimension())
        llvm::append_range(operands, inner.getOperands());
      else if (tensorType(operand).getDimSize(op.getDimension()) != 0)
        operands.push_back(operand);
    }
    if (operands.empty())
      operands.push_back(op.getOperand(0));
    if (llvm::equal(operands, op.getOperands()))
      return rewriter.notifyMatchFailure(op, "no operand is empty or a concat along the same dimension");
    rewriter.modifyOpInPlace(op, [&] { op->setOperands(operands); });
    return success();
  });
}

//===----------------------------------------------------------------------===//
// slice and dynamic_update_slice
//===----------------------------------------------------------------------===//

/// The distance from the first to behind the last of `size` elements.
static int64_t extent(int64_t size, int64_t stride) { return size == 0 ? 0 : (size - 1) * stride + 1; }

/// Checks that a box starting at `starts` and spanning `extents` is inside `type`, as far as is known.
static LogicalResult verifyBox(std::optional<Location> loc, RankedTensorType type, ArrayRef<int64_t> starts,
                               ArrayRef<int64_t> extents) {
  for (int64_t dimension = 0; dimension < type.getRank(); ++dimension) {
    int64_t size = type.getDimSize(dimension), start = starts[dimension], span = extents[dimension];
    int64_t first = ShapedType::isDynamic(start) ? 0 : start, length = ShapedType::isDynamic(span) ? 0 : span;
    if (!ShapedType::isDynamic(size) && first + length > size)
      return emitOptionalError(loc, "expected the elements to be inside dimension ", dimension, " of ", type,
                               " but they span [", first, ", ", first + length, ")");
  }
  return success();
}

LogicalResult SliceOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                        SmallVectorImpl<Type> &results) {
  RankedTensorType type = tensorType(operands.getOperand());
  ArrayRef<int64_t> starts = operands.getStaticStarts(), sizes = operands.getStaticSizes(),
                    strides = operands.getStrides();
  size_t rank = type.getRank();
  if (starts.size() != rank || sizes.size() != rank)
    return emitOptionalError(loc, "expected one start and one size per dimension of ", type, " but got ",
                             starts.size(), " and ", sizes.size());
  if (failed(verifyMixedList(loc, "starts", starts, operands.getStarts().size())) ||
      failed(verifyMixedList(loc, "sizes", sizes, operands.getSizes().size())) ||
      failed(verifyIntegerList(loc, "strides", strides, rank, /*least=*/1)))
    return failure();
  SmallVector<int64_t> extents;
  for (auto [size, stride] : llvm::zip(sizes, strides))
    extents.push_back(ShapedType::isDynamic(size) ? size : extent(size, stride));
  if (failed(verifyBox(loc, type, starts, extents)))
    return failure();
  results.push_back(RankedTensorType::get(sizes, type.getElementType()));
  return success();
}

SmallVector<OpFoldResult> SliceOp::getMixedStarts() {
  return mlir::getMixedValues(getStaticStarts(), getStarts(), getContext());
}

SmallVector<OpFoldResult> SliceOp::getMixedSizes() {
  return mlir::getMixedValues(getStaticSizes(), getSizes(), getContext());
}

/// Replaces starts that are constants by static ones, clamped to where the box of the given extents
/// fits.  A start stays where the room for it is unknown.  Returns whether any start was replaced.
static bool foldConstantStarts(MutableArrayRef<OpFoldResult> starts, RankedTensorType type,
                               ArrayRef<int64_t> extents) {
  bool isChanged = false;
  for (auto [dimension, start] : llvm::enumerate(starts)) {
    int64_t size = type.getDimSize(dimension), span = extents[dimension];
    std::optional<int64_t> constant = getConstantIntValue(start);
    if (isa<Attribute>(start) || ShapedType::isDynamic(size) || ShapedType::isDynamic(span))
      continue;
    if (size != span && !constant)
      continue;
    int64_t clamped = size == span ? 0 : std::clamp<int64_t>(*constant, 0, size - span);
    start = getAsIndexOpFoldResult(type.getContext(), clamped);
    isChanged = true;
  }
  return isChanged;
}

/// slice x of everything ⇒ x; slice of a splat ⇒ a splat; constant starts become static
OpFoldResult SliceOp::fold(FoldAdaptor operands) {
  if (getOperand().getType() == getType() && getType().hasStaticShape())
    return getOperand();
  if (auto splat = dyn_cast_or_null<SplatElementsAttr>(operands.getOperand());
      splat && getType().hasStaticShape())
    return splat.resizeSplat(getType());
  SmallVector<int64_t> extents;
  for (auto [size, stride] : llvm::zip(getStaticSizes(), getStrides()))
    extents.push_back(ShapedType::isDynamic(size) ? size : extent(size, stride));
  SmallVector<OpFoldResult> starts = getMixedStarts();
  if (!foldConstantStarts(starts, getOperand().getType(), extents))
    return {};
  SmallVector<Value> values;
  SmallVector<int64_t> entries;
  dispatchIndexOpFoldResults(starts, values, entries);
  getStartsMutable().assign(values);
  setStaticStarts(entries);
  return getResult();
}

/// slice (slice x s p) t q ⇒ slice x s+t·p p·q, where all positions are static and so inside
void SliceOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(+[](SliceOp op, PatternRewriter &rewriter) -> LogicalResult {
    auto inner = op.getOperand().getDefiningOp<SliceOp>();
    if (!inner)
      return rewriter.notifyMatchFailure(op, "operand is no slice");
    for (SliceOp slice : {op, inner})
      if (!slice.getStarts().empty() || !slice.getSizes().empty() ||
          !slice.getOperand().getType().hasStaticShape())
        return rewriter.notifyMatchFailure(op, "starts may be clamped");
    SmallVector<int64_t> starts, strides;
    for (auto [s, p, t, q] :
         llvm::zip(inner.getStaticStarts(), inner.getStrides(), op.getStaticStarts(), op.getStrides())) {
      starts.push_back(s + t * p);
      strides.push_back(p * q);
    }
    rewriter.replaceOpWithNewOp<SliceOp>(op, op.getType(), inner.getOperand(), ValueRange(), ValueRange(),
                                         starts, op.getStaticSizes(), strides);
    return success();
  });
}

LogicalResult DynamicUpdateSliceOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc,
                                                     Adaptor operands, SmallVectorImpl<Type> &results) {
  RankedTensorType type = tensorType(operands.getOperand()), update = tensorType(operands.getUpdate());
  ArrayRef<int64_t> starts = operands.getStaticStarts();
  if (update.getElementType() != type.getElementType() || update.getRank() != type.getRank())
    return emitOptionalError(loc, "expected the element type and rank of operand ", type,
                             " for update but got ", update);
  if (static_cast<int64_t>(starts.size()) != type.getRank())
    return emitOptionalError(loc, "expected one start per dimension of ", type, " but got ", starts.size());
  if (failed(verifyMixedList(loc, "starts", starts, operands.getStarts().size())) ||
      failed(verifyBox(loc, type, starts, update.getShape())))
    return failure();
  results.push_back(type);
  return success();
}

SmallVector<OpFoldResult> DynamicUpdateSliceOp::getMixedStarts() {
  return mlir::getMixedValues(getStaticStarts(), getStarts(), getContext());
}

/// An update of everything ⇒ the update; of nothing ⇒ the operand; constant starts become static
OpFoldResult DynamicUpdateSliceOp::fold(FoldAdaptor) {
  if (getUpdate().getType() == getType() && getType().hasStaticShape())
    return getUpdate();
  if (llvm::is_contained(getUpdate().getType().getShape(), 0) && getOperand().getType() == getType())
    return getOperand();
  SmallVector<OpFoldResult> starts = getMixedStarts();
  if (!foldConstantStarts(starts, getOperand().getType(), getUpdate().getType().getShape()))
    return {};
  SmallVector<Value> values;
  SmallVector<int64_t> entries;
  dispatchIndexOpFoldResults(starts, values, entries);
  getStartsMutable().assign(values);
  setStaticStarts(entries);
  return getResult();
}

//===----------------------------------------------------------------------===//
// pad
//===----------------------------------------------------------------------===//

LogicalResult PadOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc, Adaptor operands,
                                      SmallVectorImpl<Type> &results) {
  RankedTensorType type = tensorType(operands.getOperand());
  ArrayRef<int64_t> low = operands.getLow(), high = operands.getHigh(), interior = operands.getInterior();
  size_t rank = type.getRank();
  if (operands.getValue().getType() != type.getElementType())
    return emitOptionalError(loc, "expected a value of the element type of operand ", type, " but got ",
                             operands.getValue().getType());
  constexpr int64_t anything = std::numeric_limits<int64_t>::min();
  if (failed(verifyIntegerList(loc, "low", low, rank, anything)) ||
      failed(verifyIntegerList(loc, "high", high, rank, anything)) ||
      failed(verifyIntegerList(loc, "interior", interior, rank, /*least=*/0)))
    return failure();
  SmallVector<int64_t> shape;
  for (auto [dimension, size] : llvm::enumerate(type.getShape())) {
    if (ShapedType::isDynamic(size)) {
      shape.push_back(size);
      continue;
    }
    shape.push_back(extent(size, interior[dimension] + 1) + low[dimension] + high[dimension]);
    if (shape.back() < 0)
      return emitOptionalError(loc, "cannot remove more elements than dimension ", dimension, " of ", type,
                               " has");
  }
  results.push_back(RankedTensorType::get(shape, type.getElementType()));
  return success();
}

static bool areZero(ArrayRef<int64_t> list) {
  return llvm::all_of(list, [](int64_t entry) { return entry == 0; });
}

/// pad x by nothing ⇒ x; pad of a splat with its own value ⇒ a splat
OpFoldResult PadOp::fold(FoldAdaptor operands) {
  if (areZero(getLow()) && areZero(getHigh()) && areZero(getInterior()) &&
      getOperand().getType() == getType())
    return getOperand();
  auto splat = dyn_cast_or_null<SplatElementsAttr>(operands.getOperand());
  if (splat && operands.getValue() && getType().hasStaticShape() &&
      splat.getSplatValue<Attribute>() == operands.getValue())
    return splat.resizeSplat(getType());
  return {};
}

/// pad (pad x v l h) v m k ⇒ pad x v l+m h+k, where nothing is removed or put between
void PadOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(+[](PadOp op, PatternRewriter &rewriter) -> LogicalResult {
    auto inner = op.getOperand().getDefiningOp<PadOp>();
    if (!inner || inner.getValue() != op.getValue())
      return rewriter.notifyMatchFailure(op, "operand is no pad with the same value");
    auto isNegative = [](int64_t entry) { return entry < 0; };
    if (!areZero(op.getInterior()) || llvm::any_of(inner.getLow(), isNegative) ||
        llvm::any_of(inner.getHigh(), isNegative) || llvm::any_of(op.getLow(), isNegative) ||
        llvm::any_of(op.getHigh(), isNegative))
      return rewriter.notifyMatchFailure(op, "padding is removed or put between");
    auto sum = [](ArrayRef<int64_t> a, ArrayRef<int64_t> b) {
      return llvm::map_to_vector(llvm::zip(a, b),
                                 [](auto pair) { return std::get<0>(pair) + std::get<1>(pair); });
    };
    rewriter.replaceOpWithNewOp<PadOp>(op, op.getType(), inner.getOperand(), op.getValue(),
                                       sum(inner.getLow(), op.getLow()), sum(inner.getHigh(), op.getHigh()),
                                       inner.getInterior());
    return success();
  });
}
