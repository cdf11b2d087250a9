//===- MatrixProduct.cpp - products of matrices ----------------------------===//
//
// A block of columns of the right matrix is copied so that it lies in memory in the order in which it is
// read, and stays in the cache while all rows of the left one pass.  A tile of the result is kept in
// registers while the sum over the inner dimension is made.
//
//===----------------------------------------------------------------------===//

#include "runtime/host/tensors/Elements.h"
#include "runtime/host/tensors/Kernels.h"
#include "runtime/host/tensors/Products.h"

#include <algorithm>

using namespace eshkol;

/// What products are summed in: integers wrap around, short floats are rounded once.
template <typename T>
using Sum = std::conditional_t<IsInteger<T>, uint64_t, std::conditional_t<IsBoolean<T>, bool, Computed<T>>>;

template <typename T> static T fromSum(Sum<T> sum) {
  if constexpr (IsInteger<T>)
    return T(std::make_unsigned_t<T>(sum));
  else
    return T(sum);
}

template <typename T> static Sum<T> toSum(T element) {
  if constexpr (IsInteger<T>)
    return Sum<T>(int64_t(element));
  else
    return load(element);
}

namespace {

/// The copied block has so many rows, and the columns of one tile.
constexpr int64_t BlockRows = 512;

} // namespace

/// Adds to a tile of the result: `count` rows of `a`, which are `inner` apart.
template <typename T, int Rows>
static void multiplyTile(const T *a, int64_t inner, const Sum<T> *__restrict block, int64_t depth,
                         Sum<T> *__restrict sums) {
  constexpr int Columns = TileColumns<Sum<T>>;
  Sum<T> tile[Rows][Columns];
  for (int i = 0; i < Rows; ++i)
    for (int j = 0; j < Columns; ++j)
      tile[i][j] = sums[i * Columns + j];
  for (int64_t k = 0; k < depth; ++k) {
    const Sum<T> *row = block + k * Columns;
    for (int i = 0; i < Rows; ++i) {
      Sum<T> factor = toSum(a[i * inner + k]);
      for (int j = 0; j < Columns; ++j)
        if constexpr (IsBoolean<T>)
          tile[i][j] |= factor & row[j];
        else
          tile[i][j] += factor * row[j];
    }
  }
  for (int i = 0; i < Rows; ++i)
    for (int j = 0; j < Columns; ++j)
      sums[i * Columns + j] = tile[i][j];
}

/// Columns of the result, at most as many as a tile has.
template <typename T>
static void multiplyColumns(int64_t rows, int64_t inner, int64_t columns, const T *a, const T *b, T *result,
                            int64_t first, int64_t width, Sum<T> *block) {
  constexpr int Columns = TileColumns<Sum<T>>;
  Sum<T> *sums = block + BlockRows * Columns;
  std::fill_n(sums, rows * Columns, Sum<T>(0));
  for (int64_t start = 0; start < inner; start += BlockRows) {
    int64_t depth = std::min(BlockRows, inner - start);
    for (int64_t k = 0; k < depth; ++k)
      for (int j = 0; j < Columns; ++j)
        block[k * Columns + j] = j < width ? toSum(b[(start + k) * columns + first + j]) : Sum<T>(0);
    int64_t row = 0;
    for (; row + TileRows <= rows; row += TileRows)
      if constexpr (std::is_floating_point_v<T>)
        kernels<T>().tile(a + row * inner + start, inner, block, depth, sums + row * Columns);
      else
        multiplyTile<T, TileRows>(a + row * inner + start, inner, block, depth, sums + row * Columns);
    for (; row < rows; ++row)
      multiplyTile<T, 1>(a + row * inner + start, inner, block, depth, sums + row * Columns);
  }
  for (int64_t row = 0; row < rows; ++row)
    for (int64_t j = 0; j < width; ++j)
      result[row * columns + first + j] = fromSum<T>(sums[row * Columns + j]);
}

/// One column: the rows of `a` times a vector.
template <typename T>
static void multiplyVector(int64_t rows, int64_t inner, const T *__restrict a, const T *__restrict b,
                           T *__restrict result) {
  constexpr int lanes = 8;
  for (int64_t row = 0; row < rows; ++row, a += inner) {
    Sum<T> partial[lanes] = {};
    int64_t k = 0;
    for (; k + lanes <= inner; k += lanes)
      for (int lane = 0; lane < lanes; ++lane)
        partial[lane] += toSum(a[k + lane]) * toSum(b[k + lane]);
    for (; k < inner; ++k)
      partial[k % lanes] += toSum(a[k]) * toSum(b[k]);
    for (int distance = lanes / 2; distance > 0; distance /= 2)
      for (int lane = 0; lane < distance; ++lane)
        partial[lane] += partial[lane + distance];
    result[row] = fromSum<T>(partial[0]);
  }
}

void eshkol::multiplyMatrices(DType dtype, int64_t rows, int64_t inner, int64_t columns, const void *a,
                              const void *b, void *result) {
  withElements(dtype, [&](auto *type) {
    using T = ElementOf<decltype(type)>;
    auto *left = static_cast<const T *>(a), *right = static_cast<const T *>(b);
    if constexpr (!IsBoolean<T>)
      if (columns == 1)
        return multiplyVector(rows, inner, left, right, static_cast<T *>(result));
    constexpr int Columns = TileColumns<Sum<T>>;
    if (rows == 0 || columns == 0)
      return;
    auto *block = static_cast<Sum<T> *>(allocateData(size_t((BlockRows + rows) * Columns) * sizeof(Sum<T>)));
    for (int64_t first = 0; first < columns; first += Columns)
      multiplyColumns(rows, inner, columns, left, right, static_cast<T *>(result), first,
                      std::min<int64_t>(Columns, columns - first), block);
  });
}
