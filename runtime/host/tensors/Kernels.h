//===- Kernels.h - inner loops for several instruction sets ----------------===//
//
// The loops over f32 and f64 where most time goes are there once for each level of instructions that
// processors of the architecture may have:
//
//   0   one element at a time
//   1   what every processor has: SSE2, NEON
//   2   AVX2 and FMA
//   3   AVX-512
//
// The highest level that the processor has is used, unless `set-simd-optimization-level!` sets a limit.
// Products of matrices round differently with FMA; all else has the same result at all levels.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_TENSORS_KERNELS_H
#define ESHKOL_RUNTIME_HOST_TENSORS_KERNELS_H

#include <cstdint>

namespace eshkol {

/// The part of a product of matrices that is kept in registers.
constexpr int TileRows = 4;
template <typename T> constexpr int TileColumns = sizeof(T) == 4 ? 16 : 8;

template <typename T> struct Kernels {
  /// result[i] = a[i * aStride] op b[i * bStride]; strides are 0 or 1.
  using Combine = void(const T *a, int64_t aStride, const T *b, int64_t bStride, T *result, int64_t count);
  Combine *add, *subtract, *multiply, *divide;
  /// The sum of elements, of which there are some, in eight partial sums.
  T (*sum)(const T *elements, int64_t count);
  /// Adds to a tile of the product of `TileRows` rows of `a`, which are `inner` apart, with a block of so
  /// many rows of `TileColumns`.
  void (*tile)(const T *a, int64_t inner, const T *block, int64_t depth, T *sums);
};

/// Those of the level that is in use.
template <typename T> const Kernels<T> &kernels();
template <> const Kernels<float> &kernels<float>();
template <> const Kernels<double> &kernels<double>();

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_TENSORS_KERNELS_H
