//===- OverlapAdd.h - adding up windows that overlap ------------*- C++ -*-===//

#ifndef ESHKOL_PASSES_AUTODIFF_RULES_OVERLAPADD_H
#define ESHKOL_PASSES_AUTODIFF_RULES_OVERLAPADD_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"

namespace mlir::eshkol {

/// Windows along one spatial dimension.  `size` and `count` may be dynamic.
struct Windows {
  int64_t size;  ///< of the operand
  int64_t count; ///< of windows
  int64_t taps;  ///< elements of a window
  int64_t stride, dilation, inputDilation, low, high;

  int64_t getExtent() const { return (taps - 1) * dilation + 1; }

  /// How many of the last padded positions are too few for another window, which is less than the stride;
  /// nothing where that is not known, or where no window fits.
  std::optional<int64_t> getUnused() const;

  /// How many neighboring taps of all windows together cover no element twice.
  int64_t getDisjointTaps() const { return dilation == 1 ? stride : 1; }
};

/// The values of `number` neighboring taps of all windows, `[.., windows, number, ..]`.
using GetTaps = function_ref<Value(int64_t first, int64_t number)>;

/// The sum, for each of the `size` elements along dimension `d`, of the taps of windows that cover it: `[..,
/// size, ..]`.
Value buildOverlapAdd(OpBuilder &builder, Location loc, const Windows &windows, int64_t d, OpFoldResult size,
                      GetTaps getTaps);

} // namespace mlir::eshkol

#endif // ESHKOL_PASSES_AUTODIFF_RULES_OVERLAPADD_H
