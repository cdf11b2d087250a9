//===- OverlapAdd.cpp - adding up windows that overlap --------------------===//

#include "passes/autodiff/rules/OverlapAdd.h"
#include "passes/autodiff/Algebra.h"
#include "passes/autodiff/rules/Shapes.h"

#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::eshkol;

std::optional<int64_t> Windows::getUnused() const {
  if (ShapedType::isDynamic(size))
    return std::nullopt;
  int64_t padded = (size == 0 ? 0 : (size - 1) * inputDilation + 1) + low + high;
  if (padded < getExtent())
    return std::nullopt;
  return (padded - getExtent()) % stride;
}

namespace {

/// Windows along dimension `d` of a tensor, added up where they overlap.
class OverlapAdd {
public:
  OverlapAdd(OpBuilder &builder, Location loc, const Windows &windows, int64_t d)
      : builder(builder), loc(loc), windows(windows), d(d) {}

  Value build(OpFoldResult size, GetTaps getTaps) { return crop(join(add(getTaps)), size); }

private:
  /// The sum by padded position q · stride + r as `[.., q, r, ..]`: tap k of window w is at w · stride + k ·
  /// dilation.
  Value add(GetTaps getTaps) {
    Value sum;
    llvm::SmallDenseSet<int64_t> begun;
    for (int64_t tap = 0; tap < windows.taps; tap += windows.getDisjointTaps()) {
      int64_t position = tap * windows.dilation, remainder = position % windows.stride;
      Value taps = getTaps(tap, std::min(windows.getDisjointTaps(), windows.taps - tap));
      SmallVector<OpFoldResult> sizes = getShape(builder, loc, taps);
      SmallVector<OpFoldResult> starts(sizes.size(), builder.getIndexAttr(0));
      starts[d] = builder.getIndexAttr(position / windows.stride);
      starts[d + 1] = builder.getIndexAttr(remainder);
      if (!sum)
        sum = buildZeros(taps, sizes);
      if (!begun.insert(remainder).second) {
        Term before(builder, loc, buildSliced(builder, loc, sum, starts, sizes));
        taps = before + Term(builder, loc, taps);
      }
      sum = buildUpdated(builder, loc, sum, taps, starts);
    }
    return sum;
  }

  Value buildZeros(Value taps, SmallVector<OpFoldResult> sizes) {
    sizes[d] = combine<arith::AddIOp>(sizes[d], (windows.getExtent() - 1) / windows.stride);
    sizes[d + 1] = builder.getIndexAttr(windows.stride);
    return buildFull(builder, loc, getElementTypeOrSelf(taps.getType()), 0, sizes);
  }

  Value join(Value sum) {
    SmallVector<OpFoldResult> sizes = getShape(builder, loc, sum);
    sizes[d] = combine<arith::MulIOp>(sizes[d], windows.stride);
    sizes.erase(sizes.begin() + d + 1);
    return buildReshaped(builder, loc, sum, sizes);
  }

  /// The elements of the operand, which the padded positions may lie inside of.
  Value crop(Value sum, OpFoldResult size) {
    SmallVector<int64_t> low(getRank(sum), 0), high(low), none(low), strides(low.size(), 1);
    low[d] = std::max<int64_t>(0, -windows.low);
    high[d] = std::max<int64_t>(0, windows.getUnused().value_or(windows.stride - 1) + 1 - windows.stride +
                                       (windows.getExtent() - 1) % windows.stride - windows.high);
    if (low != none || high != none)
      sum = buildPad(builder, loc, sum, low, high, none);
    SmallVector<OpFoldResult> sizes = getShape(builder, loc, sum);
    SmallVector<OpFoldResult> starts(sizes.size(), builder.getIndexAttr(0));
    starts[d] = builder.getIndexAttr(std::max<int64_t>(0, windows.low));
    sizes[d] = size;
    strides[d] = windows.inputDilation;
    return buildSliced(builder, loc, sum, starts, sizes, strides);
  }

  template <typename IndexOp> OpFoldResult combine(OpFoldResult size, int64_t number) {
    Value constant = arith::ConstantIndexOp::create(builder, loc, number);
    return getAsOpFoldResult(
        builder.createOrFold<IndexOp>(loc, getValueOrCreateConstantIndexOp(builder, loc, size), constant));
  }

  OpBuilder &builder;
  Location loc;
  const Windows &windows;
  int64_t d;
};

} // namespace

Value eshkol::buildOverlapAdd(OpBuilder &builder, Location loc, const Windows &windows, int64_t d,
                              OpFoldResult size, GetTaps getTaps) {
  return OverlapAdd(builder, loc, windows, d).build(size, getTaps);
}
