//===- Tensor.h - arrays of numbers of one type ----------------------------===//
//
// A tensor is one object in memory that the collector does not scan: its header, its sizes, and its elements
// in row-major order, aligned to 64 bytes.  A vector of numbers is a tensor of rank 1, a matrix one of
// rank 2.  Element types and the rules by which they combine are those of device code
// (python/eshkol_mlir/types/dtypes.py).
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_TENSORS_TENSOR_H
#define ESHKOL_RUNTIME_HOST_TENSORS_TENSOR_H

#include "runtime/host/Memory.h"
#include "runtime/host/Value.h"

#include <limits>
#include <optional>
#include <string_view>

namespace eshkol {

//===----------------------------------------------------------------------===//
// Element types
//===----------------------------------------------------------------------===//

/// Its numbers are stored in tensors and known to compiled code: new ones go to the end.
enum class DType : uint8_t { F64, F32, BF16, F16, I64, I32, I8, Boolean, Complex64, Complex128 };
constexpr int DTypeCount = 10;

/// Kinds of numbers, each containing those before it.
enum class NumberKind : uint8_t { Boolean, Integer, Float, Complex };

struct DTypeInfo {
  /// What the language calls it: `f64`, `i32`, `boolean`, `complex128`.
  const char *name;
  /// What NumPy calls it; the language takes this name as well.
  const char *numpy;
  NumberKind kind;
  /// The width of one real part.
  uint8_t bits;
  /// Of an element in memory.
  uint8_t bytes;
};

const DTypeInfo &infoOf(DType dtype);
/// The type of any of its names, such as `f64`, `float64` and `real`.
std::optional<DType> dtypeNamed(std::string_view name);
/// The type in which values of two types are combined.
DType promote(DType a, DType b);
/// The type of a number that is no tensor's element, a `weak` one, beside elements of type `strong`: that
/// of the elements if it can hold its kind of number.
DType withWeak(DType strong, DType weak);
/// The type of a Scheme number or boolean by itself: i64, f64, boolean or complex128; none for other values.
std::optional<DType> defaultDType(Word value);

//===----------------------------------------------------------------------===//
// Tensors
//===----------------------------------------------------------------------===//

struct Tensor {
  Header header;
  DType dtype;
  uint8_t unused[3];
  uint32_t rank;
  /// The number of elements, the product of the sizes.
  int64_t count;
  /// Inside of this object, aligned to 64 bytes.
  void *data;
  int64_t shape[];

  size_t bytes() const { return size_t(count) * infoOf(dtype).bytes; }
  template <typename T> T *elements() { return static_cast<T *>(data); }
  template <typename T> const T *elements() const { return static_cast<const T *>(data); }
};

/// A flag of tensors that something refers to that the compiler does not know of: a condition.
constexpr uint8_t Kept = 2;

constexpr size_t TensorAlignment = 64;
constexpr uint32_t MaxRank = 32;

/// Sizes, for instance those of a tensor.  They must not be part of an object that nothing else refers to.
struct Shape {
  const int64_t *sizes;
  uint32_t rank;

  const int64_t *begin() const { return sizes; }
  const int64_t *end() const { return sizes + rank; }
};
inline Shape shapeOf(const Tensor *tensor) { return {tensor->shape, tensor->rank}; }
bool operator==(Shape a, Shape b);

inline bool isTensor(Word value) { return isA(value, Type::Tensor); }
/// A tensor with dimensions, of which the first is that of a vector.
inline bool hasRows(Word value) { return isTensor(value) && as<Tensor>(value)->rank > 0; }

/// A new tensor with room for elements and sizes, which are undefined: makes the rest of it.
inline Tensor *allocateTensor(DType dtype, uint32_t rank, int64_t count, size_t bytes) {
  // What comes before the elements ends at a multiple of 8 bytes.
  auto *tensor = makeData<Tensor>(Type::Tensor, rank * sizeof(int64_t) + TensorAlignment - 8 + bytes);
  tensor->dtype = dtype;
  tensor->rank = rank;
  tensor->count = count;
  auto address = reinterpret_cast<uintptr_t>(tensor->shape + rank);
  tensor->data = reinterpret_cast<void *>((address + TensorAlignment - 1) & ~(TensorAlignment - 1));
  return tensor;
}

/// A new tensor whose elements are undefined.  Raises where there is not enough memory.
Tensor *makeTensor(DType dtype, Shape shape);
/// The same with all elements zero, or #f.
Tensor *makeZeros(DType dtype, Shape shape);

inline bool isReleasable(const Tensor *tensor) { return !(tensor->header.flags & Kept); }
/// The last use of the only reference to a tensor that the compiler knows of is over: its memory is free, if
/// it is a block of the collector's by itself.
void releaseTensor(Tensor *tensor);
/// Marks a value, if it is a tensor, as one that is left to the collector.
void keepTensor(Word value);

/// Whether the root of a sum of squares is precise.
inline bool isUsefulSum(double squares) {
  return squares > 0x1p-960 && squares <= std::numeric_limits<double>::max();
}

//===----------------------------------------------------------------------===//
// Elements as values
//===----------------------------------------------------------------------===//

/// An element as a Scheme value: #t or #f, an exact integer, a flonum, or an inexact complex number.  The
/// index counts in row-major order.
Word elementAt(const Tensor *tensor, int64_t index);

/// Why a value cannot be an element.
enum class Conversion : uint8_t { Done, NotANumber, OutOfRange, WrongKind };
/// Stores a number as an element; nothing is stored unless it can be.  A number is converted to a type that
/// can hold its kind: exact numbers and booleans to any float, an exact integer to an integer type in whose
/// range it is.  A boolean becomes 0 or 1.
Conversion setElement(Tensor *tensor, int64_t index, Word value);
/// The same where the kind may be narrowed, as `cast` does: a float is truncated to an integer (NaN to 0,
/// what is out of range to the nearest), an imaginary part is dropped, a number becomes a boolean by being
/// other than zero.
Conversion castElement(Tensor *tensor, int64_t index, Word value);

/// A copy with another element type, elements converted as by `cast`.
Tensor *castTensor(const Tensor *tensor, DType dtype);
/// A tensor of rank 0.
Tensor *scalarTensor(DType dtype, Word value);

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_TENSORS_TENSOR_H
